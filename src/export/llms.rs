//! `llms.txt`: what the site is and where its text and data are, for programs that read for
//! people (llmstxt.org): a title, a quotation, sections of links.
//!
//! It stays small: of a large site it lists bodies, of a very large one regions.

use std::collections::BTreeSet;

use crate::address;
use crate::artifact::Artifact;
use crate::config::Settings;
use crate::export::SearchGroup;
use crate::export::site_package::Listed;
use crate::model::{Summary, count};
use crate::source::visible;

/// So many links a list has at most.
const MOST: usize = 200;

const ABOUT: &str = "本站把政府部门和单位公开的预算、决算文本做成网页和数据。这不是官方文件：内容照原文列出，金额是印出的数；\
    本站自己算的（核对、变化、折算）都写明是本站算的。标“存疑”（doubt）的，本站可能没有读对，不要当作结论。\
    “不符”只说公开的文本里两处的数对不上，也可能是文本识别或本站读错，不等于该单位有错。";

/// `llms.txt` of all disclosures and the data files on them.
pub fn file(shelves: &[SearchGroup<'_>], settings: &Settings, listed: &[Listed]) -> Artifact {
    let to = |path: &str| {
        settings.base_url.as_deref().map_or(path.to_owned(), |base| address::absolute(base, path))
    };
    let mut out =
        format!("# {}\n\n> {}\n\n{ABOUT}\n\n", visible(&settings.title), visible(&settings.description));
    let (heading, lines) = contents(shelves, &to);
    section(&mut out, heading, &lines);
    let package = address::site_package();
    let about = link(&to(&package), "datapackage.json", "以下各文件的说明：字段、大小、指纹");
    let data = listed.iter().map(|one| {
        let region = one.region.as_deref().map(|region| format!("，{}", visible(region)));
        let name = one.path.strip_prefix("data/").unwrap_or(&one.path);
        link(&to(&one.path), name, &format!("{}{}", one.sheet.title(), region.unwrap_or_default()))
    });
    section(&mut out, "全站的数据", &std::iter::once(about).chain(data.take(MOST)).collect::<Vec<_>>());
    Artifact::new(address::LLMS, out)
}

/// What the site has, as briefly as its size asks for.
fn contents(shelves: &[SearchGroup<'_>], to: &impl Fn(&str) -> String) -> (&'static str, Vec<String>) {
    let disclosures = count(shelves.iter().map(|shelf| shelf.disclosures.len()));
    if disclosures <= MOST {
        let all = shelves.iter().flat_map(|shelf| shelf.disclosures.iter().map(move |one| (shelf, one)));
        let line = |(shelf, one): (&SearchGroup<'_>, &Summary)| {
            let name = format!("{}{}年{}", shelf.name, one.id.year, one.id.kind.name());
            let (page, data) = (address::disclosure(&one.id), address::data(&one.id));
            let more = format!("纯文本；[网页]({})，[数据]({})", to(&page), to(&data));
            link(&to(&address::text(&one.id)), &name, &more)
        };
        return ("公开", all.map(line).collect());
    }
    let way = "公开太多，这里只列到上一级；每份公开的纯文本在它的网址后加 text.txt，全部公开的网址在 data/disclosures.csv 的 url 一栏。";
    let lines = if shelves.len() <= MOST { bodies(shelves, to) } else { regions(shelves, to) };
    let heading = if shelves.len() <= MOST { "单位" } else { "地区" };
    (heading, std::iter::once(way.to_owned()).chain(lines).collect())
}

fn bodies(shelves: &[SearchGroup<'_>], to: &impl Fn(&str) -> String) -> Vec<String> {
    let count = |shelf: &SearchGroup<'_>| format!("{} 份公开", shelf.disclosures.len());
    shelves.iter().map(|shelf| link(&to(&address::body(shelf.slug)), shelf.name, &count(shelf))).collect()
}

fn regions(shelves: &[SearchGroup<'_>], to: &impl Fn(&str) -> String) -> Vec<String> {
    let regions: BTreeSet<Option<&str>> = shelves.iter().map(|shelf| shelf.region).collect();
    let line = |region: Option<&str>| {
        let bodies = shelves.iter().filter(|shelf| shelf.region == region).count();
        let page = address::region(&address::region_mark(region));
        link(&to(&page), region.unwrap_or("未注明地区"), &format!("{bodies} 个单位"))
    };
    regions.into_iter().take(MOST).map(line).collect()
}

fn section(out: &mut String, heading: &str, lines: &[String]) {
    out.push_str(&format!("## {heading}\n\n"));
    lines.iter().for_each(|line| out.push_str(&format!("{line}\n")));
    out.push('\n');
}

/// `- [名称](网址): 说明`
fn link(href: &str, name: &str, about: &str) -> String {
    let name: String = visible(name).chars().filter(|c| !"[]".contains(*c)).collect();
    format!("- [{name}]({href}): {about}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::export::summary;
    use crate::measures::Figures;
    use crate::model::{DisclosureId, fixture};

    /// `llms.txt` of so many bodies with so many disclosures each.
    fn made(bodies: usize, each: u16, base: Option<&str>) -> String {
        let linked = fixture::linked();
        let one = summary(&linked, &[], &Figures::of(&linked.disclosure, Catalogue::get()));
        let of_year = |year| Summary { id: DisclosureId { year, ..one.id.clone() }, ..one.clone() };
        let disclosures: Vec<Summary> = (2000..2000 + each).map(of_year).collect();
        let slugs: Vec<String> = (0..bodies).map(|at| format!("b{at}")).collect();
        let shelf = |(at, slug)| SearchGroup {
            slug,
            name: "[甲]局\n",
            short_name: None,
            region: (at > 0).then_some("丙省"),
            disclosures: &disclosures,
        };
        let shelves: Vec<SearchGroup<'_>> = slugs.iter().map(String::as_str).enumerate().map(shelf).collect();
        let settings = Settings { base_url: base.map(str::to_owned), ..Settings::default() };
        String::from_utf8(file(&shelves, &settings, &[]).bytes).unwrap()
    }

    #[test]
    fn a_small_site_lists_each_disclosure_with_text_page_and_data() {
        let text = made(1, 1, Some("https://x.org/r/"));
        assert!(text.starts_with("# 明账\n\n> 把公开"), "{text}");
        let at = "https://x.org/r/some-body/2000-budget/";
        let line = format!("- [甲局 2000年预算]({at}text.txt): 纯文本；[网页]({at})，[数据]({at}data/)\n");
        assert!(text.contains(&line), "{text}");
        assert!(made(1, 1, None).contains("](some-body/2000-budget/text.txt)"));
    }

    #[test]
    fn a_large_site_lists_bodies_or_regions_and_says_so() {
        let bodies = made(101, 2, None);
        assert!(
            bodies.contains("\n- [甲局 ](b100/): 2 份公开\n") && !bodies.contains("some-body"),
            "{bodies}"
        );
        let regions = made(2001, 1, None);
        assert!(
            regions.contains("/): 2000 个单位\n") && regions.contains("[未注明地区](regions/other/): 1 个")
        );
        assert!(regions.len() < 4_000 && regions.contains("只列到上一级") && !regions.contains("b100"));
    }
}
