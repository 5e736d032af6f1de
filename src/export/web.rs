//! What serves other programs: the sitemap, the feed, `robots.txt`.
//!
//! Sitemap and feed hold absolute addresses, so they are there only where the
//! site's own is known.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::address;
use crate::artifact::Artifact;
use crate::config::Settings;
use crate::model::{Summary, Told, Verdict};
use crate::source::visible;

/// The most addresses that one sitemap may hold (sitemaps.org).
const PER_SITEMAP: usize = 50_000;

/// How many disclosures the feed holds, the newest first.
const ENTRIES: usize = 200;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const ATOM: &str = "http://www.w3.org/2005/Atom";

type Xml = Writer<Vec<u8>>;

/// `robots.txt`, and where the site's address is known the sitemap of `pages`, but of
/// those that only stand in other pages.
pub fn crawlers<'a>(settings: &Settings, pages: impl Iterator<Item = &'a str>) -> Vec<Artifact> {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    let mut files = Vec::new();
    if let Some(base) = &settings.base_url {
        let pages: Vec<&str> =
            pages.filter(|path| address::is_page(path) && !address::is_embed(path)).collect();
        files = sitemaps(base, &pages);
        robots.push_str(&format!("Sitemap: {}\n", address::absolute(base, &address::sitemap(None))));
    }
    files.push(Artifact::new(address::ROBOTS, robots));
    files
}

fn sitemaps(base: &str, pages: &[&str]) -> Vec<Artifact> {
    if pages.len() <= PER_SITEMAP {
        return vec![locations(None, "urlset", "url", base, pages)];
    }
    let mut files: Vec<Artifact> = Vec::new();
    for (at, part) in pages.chunks(PER_SITEMAP).enumerate() {
        files.push(locations(Some(at + 1), "urlset", "url", base, part));
    }
    let parts: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let index = locations(None, "sitemapindex", "sitemap", base, &parts);
    files.push(index);
    files
}

fn locations(part: Option<usize>, list: &str, item: &str, base: &str, paths: &[&str]) -> Artifact {
    let bytes = document(list, SITEMAP, &[], |xml| {
        paths.iter().try_for_each(|path| {
            element(xml, item, &[], |xml| text(xml, "loc", &address::absolute(base, path)))
        })
    });
    Artifact::new(address::sitemap(part), bytes)
}

/// The feed: an entry for each disclosure, with what its audit came to.
pub fn feed<'a>(settings: &Settings, summaries: impl Iterator<Item = &'a Summary>) -> Option<Artifact> {
    let base = settings.base_url.as_deref()?;
    let mut newest: Vec<(String, &Summary)> = summaries.map(|one| (updated(one), one)).collect();
    newest.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.id.cmp(&other.id)));
    newest.truncate(ENTRIES);
    let latest = newest.first().map_or("1970-01-01T00:00:00+08:00", |(date, _)| date);
    let (home, itself) = (address::absolute(base, ""), address::absolute(base, address::FEED));
    let bytes = document("feed", ATOM, &[("xml:lang", "zh-CN")], |xml| {
        text(xml, "id", &home)?;
        text(xml, "title", &settings.title)?;
        text(xml, "subtitle", &settings.description)?;
        text(xml, "updated", latest)?;
        link(xml, "self", &itself)?;
        link(xml, "alternate", &home)?;
        element(xml, "author", &[], |xml| text(xml, "name", &settings.title))?;
        newest.iter().try_for_each(|(date, one)| entry(xml, base, date, one))
    });
    Some(Artifact::new(address::FEED, bytes))
}

/// What a finding does not say; a feed is read away from the pages that explain it.
const NOBODY_IS_ACCUSED: &str =
    "两处的数对不上：可能是公开的文本有误，也可能是文本识别或本站读错，请点开对照原文。";

/// The feed of what does not agree: the disclosures published last first, of each the
/// heaviest.
pub fn findings_feed<'a>(
    settings: &Settings,
    summaries: impl Iterator<Item = &'a Summary>,
) -> Option<Artifact> {
    let base = settings.base_url.as_deref()?;
    let mut found: Vec<(String, &Summary, &Told)> =
        summaries.flat_map(|one| one.told.iter().map(move |told| (updated(one), one, told))).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    found.truncate(ENTRIES);
    let latest = found.first().map_or("1970-01-01T00:00:00+08:00", |(date, ..)| date);
    let page = address::absolute(base, &address::findings(1));
    let bytes = document("feed", ATOM, &[("xml:lang", "zh-CN")], |xml| {
        text(xml, "id", &page)?;
        text(xml, "title", &format!("{}：哪里对不上", settings.title))?;
        text(xml, "updated", latest)?;
        link(xml, "self", &address::absolute(base, address::FINDINGS_FEED))?;
        link(xml, "alternate", &page)?;
        element(xml, "author", &[], |xml| text(xml, "name", &settings.title))?;
        found.iter().try_for_each(|(date, one, told)| {
            let page = address::absolute(base, &address::finding(&one.id, &told.id));
            element(xml, "entry", &[], |xml| {
                text(xml, "id", &page)?;
                text(xml, "title", &finding_title(one, told))?;
                text(xml, "summary", NOBODY_IS_ACCUSED)?;
                text(xml, "updated", date)?;
                link(xml, "alternate", &page)
            })
        })
    });
    Some(Artifact::new(address::FINDINGS_FEED, bytes))
}

/// What does not agree, whose it is, and what was said of it.
fn finding_title(one: &Summary, told: &Told) -> String {
    let said = if told.answer.is_empty() { String::new() } else { format!("（{}）", told.answer) };
    let (year, kind) = (one.id.year, one.id.kind.name());
    format!("{}：{}{year}年{kind}：{}{said}", told.verdict.name(), one.body_name, told.statement)
}

fn entry(xml: &mut Xml, base: &str, date: &str, one: &Summary) -> io::Result<()> {
    let page = address::absolute(base, &address::disclosure(&one.id));
    let title = format!("{}{}年{}", one.body_name, one.id.year, one.id.kind.name());
    element(xml, "entry", &[], |xml| {
        text(xml, "id", &page)?;
        text(xml, "title", &title)?;
        text(xml, "updated", date)?;
        link(xml, "alternate", &page)?;
        link(xml, "related", &address::absolute(base, &address::audit(&one.id)))?;
        text(xml, "summary", &told(one))
    })
}

/// `13 张表、257 个数。核对 655 项：不符 6 项，…`
fn told(one: &Summary) -> String {
    let found = [Verdict::Mismatch, Verdict::Scope, Verdict::Rounding, Verdict::Unverifiable];
    let found = found.into_iter().map(|verdict| (verdict.name(), one.tally.count(verdict)));
    let found: Vec<String> =
        found.filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count} 项")).collect();
    let found = if found.is_empty() { "全部一致".to_owned() } else { found.join("，") };
    let audit = match one.tally.told().total() {
        0 => "没有可核对的数字。".to_owned(),
        total => format!("核对 {total} 项：{found}。"),
    };
    format!("{} 张表、{} 个数。{audit}", one.tables.len(), one.figures)
}

/// The day of publication; where it is not recorded, the first day of the fiscal
/// year. No clock: the same content has the same feed.
fn updated(one: &Summary) -> String {
    let published = one.published.as_deref().filter(|date| is_date(date));
    let day = published.map_or_else(|| format!("{:04}-01-01", one.id.year), str::to_owned);
    format!("{day}T00:00:00+08:00")
}

/// `YYYY-MM-DD`
fn is_date(text: &str) -> bool {
    let numbers: Vec<Option<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain && matches!(numbers[..], [Some(_), Some(1..=12), Some(1..=31)])
}

/// # Panics
/// Never: a vector takes every byte.
fn document(
    name: &str,
    namespace: &str,
    attributes: &[(&str, &str)],
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    let declared = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let attributes: Vec<(&str, &str)> =
        [("xmlns", namespace)].into_iter().chain(attributes.iter().copied()).collect();
    let written = declared.and_then(|()| element(&mut xml, name, &attributes, inside));
    written.expect("a vector takes every byte");
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    bytes
}

fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(inside).map(|_| ())
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&visible(value))).map(|_| ())
}

fn link(xml: &mut Xml, relation: &str, href: &str) -> io::Result<()> {
    let attributes = [("rel", relation), ("href", href)];
    xml.create_element("link").with_attributes(attributes).write_empty().map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_site_has_several_sitemaps_and_an_index() {
        let pages: Vec<String> = (0..PER_SITEMAP + 1).map(|at| format!("a{at}/")).collect();
        let settings = Settings { base_url: Some("https://x.org/r".to_owned()), ..Settings::default() };
        let files = crawlers(&settings, pages.iter().map(String::as_str));
        let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml", "robots.txt"]);
        let text = |at: usize| String::from_utf8(files[at].bytes.clone()).unwrap();
        assert!(text(1).contains("<loc>https://x.org/r/a50000/</loc>"));
        assert!(text(2).contains("<loc>https://x.org/r/sitemap-2.xml</loc>"));
        assert!(text(3).ends_with("Sitemap: https://x.org/r/sitemap.xml\n"));
    }

    #[test]
    fn only_real_dates_count() {
        for (date, is) in
            [("2023-02-28", true), ("2023-13-01", false), ("2023-2-8", false), ("２023-01-1", false)]
        {
            assert_eq!(is_date(date), is, "{date}");
        }
    }
}
