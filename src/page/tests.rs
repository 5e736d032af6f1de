//! What holds for every page: unique ids, links that lead somewhere, no markup
//! from the source.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::address;
use crate::audit::RULES;
use crate::catalogue::Catalogue;
use crate::export;
use crate::model::{Doubt, fixture};

/// Every page and file of a site with one disclosure, by path.
fn build(base_url: Option<&str>) -> BTreeMap<String, String> {
    build_of(fixture::linked(), base_url)
}

fn build_of(linked: crate::model::Linked, base_url: Option<&str>) -> BTreeMap<String, String> {
    let settings = Settings { base_url: base_url.map(str::to_owned), ..Settings::default() };
    let theme = Theme::load(&[], &[]).unwrap();
    let (catalogue, draw) = (Catalogue::get(), crate::chart::bodies);
    let own = Site { settings: &settings, theme: &theme, rules: RULES, catalogue, draw, painter: None };
    let findings = fixture::findings();
    let figures = Figures::of(&linked.disclosure, Catalogue::get());
    let charts = crate::chart::disclosure(&linked, &figures, Catalogue::get());
    let mut files = theme.static_files();
    let statics = files.len();
    let body = BodySettings { official_url: Some("https://example.org/".into()), ..Default::default() };
    let mut take = |artifact| {
        files.push(artifact);
        Ok::<(), ThemeError>(())
    };
    let data = export::disclosure(&linked, (&findings, None), (catalogue, &settings), &mut take).unwrap();
    let last_year = LastYear::of(&linked, &findings, None, Catalogue::get());
    let pages = disclosure(
        &own,
        Made {
            linked: &linked,
            figures: &figures,
            last_year: &last_year,
            told: &Told::of(&linked, &findings, &figures),
            findings: &findings,
            charts: &charts,
            data: &data,
            originals: &BTreeMap::new(),
            crops: &HashMap::new(),
            revisions: None,
        },
        &body,
        std::slice::from_ref(&linked.disclosure.id),
        &mut take,
    )
    .unwrap();
    let summary = export::summary(&linked, &findings, &figures);
    let (slug, disclosures) = ("some-body".into(), vec![summary]);
    let bodies = [BodySummary { slug, settings: body, disclosures, charts: Vec::new(), small: None }];
    let shared = site(&own, &bodies, &mut take).unwrap();
    let pictures =
        files.iter().filter(|file| file.path.contains("/embed/") && file.path.ends_with(".svg")).count();
    assert_eq!(files.len(), statics + data.len() + pages + pictures + shared);
    let shelf = |body: &BodySummary| {
        export::site(
            &[export::SearchGroup {
                slug: &body.slug,
                name: body.name(),
                short_name: None,
                region: body.region(),
                disclosures: &body.disclosures,
            }],
            own.settings,
            Vec::new(),
        )
        .0
    };
    files.extend(bodies.iter().flat_map(shelf));
    files.push(Artifact::new(address::whole_file(&linked.disclosure.id, "zip"), ""));
    let text = |file: Artifact| (file.path, String::from_utf8_lossy(&file.bytes).into_owned());
    files.into_iter().map(text).collect()
}

fn pages(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| path.ends_with(".html"))
}

fn page<'a>(files: &'a BTreeMap<String, String>, path: &str) -> &'a str {
    &files[&format!("some-body/2023-budget/{path}index.html")]
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The file and the fragment that a link leads to.
fn resolve(from: &str, href: &str) -> (String, Option<String>) {
    let (path, fragment) = href.split_once('#').map_or((href, None), |(p, f)| (p, Some(f.to_owned())));
    if path.is_empty() {
        return (from.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop().expect("a link within the site")),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    let folder = path.is_empty() || path.ends_with('/');
    (if folder { format!("{path}index.html") } else { path }, fragment)
}

fn check_links(files: &BTreeMap<String, String>) {
    for (path, html) in pages(files) {
        for href in attributes(html, "href") {
            if href.contains("://") {
                continue;
            }
            let (target, fragment) = resolve(path, href);
            let found = files.get(&target).unwrap_or_else(|| panic!("{path} links to nothing: {href}"));
            if let Some(fragment) = fragment {
                assert!(attributes(found, "id").contains(&fragment.as_str()), "{path}: no {href}");
            }
        }
    }
}

#[test]
fn every_link_leads_somewhere_with_and_without_a_server() {
    check_links(&build(None));
    check_links(&build(Some("https://example.org/repo/")));
}

#[test]
fn every_page_runs_its_own_scripts_alone() {
    for (path, html) in pages(&build(None)) {
        // A chart alone, in other pages, runs none.
        let allowed = if path.contains("/embed/") { "default-src 'none'" } else { "script-src 'self'" };
        let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{allowed};");
        assert!(html.find(&policy).is_some_and(|at| at < html.find("<script").unwrap_or(at + 1)), "{path}");
        assert!(!html.contains(" onclick=") && !html.contains("javascript:"), "{path}");
    }
}

#[test]
fn ids_are_unique_on_every_page() {
    for (path, html) in pages(&build(None)) {
        let ids = attributes(html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}");
    }
}

#[test]
fn nothing_of_the_source_becomes_markup() {
    for (path, html) in pages(&build(None)) {
        let own = [" defer src=\"", " type=\"application/ld+json\">"];
        let mut scripts = html.split("<script").skip(1);
        assert!(scripts.all(|rest| own.iter().any(|start| rest.starts_with(start))), "{path}");
        assert_eq!(html.matches("<script").count(), html.matches("</script").count(), "{path}");
        assert!(!html.contains("<img"), "{path}");
    }
    assert!(page(&build(None), "source/").contains("&lt;script&gt;"));
}

#[test]
fn every_page_says_what_it_is() {
    let with_base = build(Some("https://example.org/repo"));
    for (path, html) in pages(&with_base) {
        assert!(html.contains("<html lang=\"zh-CN\">"), "{path}");
        assert_eq!(html.matches("<title>").count(), 1, "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert!(html.contains("name=\"description\" content=\""), "{path}");
        assert!(html.contains("这不是官方网站"), "{path}");
        assert_eq!(html.contains("rel=\"canonical\""), path != "404.html", "{path}");
    }
    for (path, figure) in [
        ("", "9,784.70 万元"),
        ("notes/", "总计都是 9,784.70 万元。"),
        ("overview/", "总计都是 9,784.70 万元。"),
        ("tables/", "3 张公开表，其中空表 1 张"),
        ("projects/", "列得最多的是“办案费”，368.00 万元。"),
        ("glossary/", "1 个名词解释：“三公”经费。"),
        ("source/", "23 行有字"),
        ("data/", "6 个金额"),
    ] {
        let description = attributes(page(&with_base, path), "content")[1];
        assert!(description.contains(figure), "{path}: {description}");
    }
    let canonical = "<link rel=\"canonical\" href=\"https://example.org/repo/some-body/2023-budget/\">";
    assert!(page(&with_base, "").contains(canonical));
}

#[test]
fn a_table_says_all_that_a_citation_needs() {
    let files = build(None);
    let data = page(&files, "data/");
    let tables: Vec<_> =
        files.iter().filter(|(path, _)| path.contains("/tables/") && path.ends_with("l")).collect();
    for (path, html) in tables.iter().filter(|(path, _)| !path.ends_with("/tables/index.html")) {
        let said = |name| attributes(html, name).concat();
        assert_eq!((said("data-body"), said("data-year")), ("某局".into(), "2023年预算".into()), "{path}");
        assert!(data.contains(&said("data-print")) && said("data-print").len() == 64, "{path}");
        assert!(data.contains(&said("data-file")) && !said("data-file").is_empty(), "{path}");
        assert!(html.contains("href=\"index.html\" aria-label=\"这张表的固定链接\""), "{path}");
    }
    assert!(tables.len() > 2);
}

#[test]
fn every_link_has_words() {
    for (path, html) in pages(&build(None)) {
        let empty = html.split("<a ").skip(1).find(|rest| {
            rest.split_once('>').is_some_and(|(_, inner)| inner.trim_start().starts_with("</a>"))
        });
        assert_eq!(empty, None, "{path}");
    }
}

#[test]
fn the_remark_is_on_every_page_of_the_disclosure() {
    let files = build(None);
    for (path, html) in pages(&files).filter(|(path, _)| path.starts_with("some-body/2023")) {
        assert!(html.contains("文字有删节"), "{path}");
    }
}

#[test]
fn nil_is_told_from_not_applicable_and_from_unreadable() {
    let files = build(None);
    let html = page(&files, "tables/balance/");
    let blank = " id=\"r-own-funds-amount\" class=\"n nil\"><i>公布为空</i>";
    assert!(html.contains(blank), "{html}");
    assert!(html.contains(" id=\"r-205-total\" class=\"n nil b1\"><span aria-hidden=\"true\">—</span>"));
    assert!(html.contains("<td class=\"na\" colspan=\"2\"></td><th scope=\"row\" "));
    assert!(html.contains("<mark title=\"无法识别为金额，照原样列出\">9.784.70</mark>"));
    assert!(html.contains("class=\"n\">9,784.70</td>"), "amounts stand as printed");
}

#[test]
fn headers_keep_their_spans_and_say_the_unit() {
    let files = build(None);
    let html = page(&files, "tables/balance/");
    assert!(html.contains("<th scope=\"colgroup\" id=\"page-h0\" colspan=\"2\" style=\"--c:1;--s:"));
    assert!(html.contains(" class=\"n b1\" style=\"--c:2;--s:1\">合计 <span class=\"u\">万元</span></th>"));
    assert!(html.contains("单位：万元"));
    let empty = page(&files, "tables/projects-carried/");
    assert!(
        empty.contains("单位未认出") && empty.contains("公布时就是空的") && empty.contains("注：本表无数据")
    );
}

#[test]
fn a_table_explains_the_words_it_uses_and_no_others() {
    let files = build(None);
    let html = page(&files, "tables/balance/");
    assert!(html.contains("<dt>财政拨款</dt><dd>财政拨给单位的钱") && !html.contains("<dt>经济分类</dt>"));
}

/// In a row of two entries the cells of the second would otherwise fall to the
/// row header of the first.
#[test]
fn a_cell_names_its_own_headers_where_a_row_has_several() {
    let files = build(None);
    let html = page(&files, "tables/balance/");
    let ids: BTreeSet<&str> = attributes(html, "id").into_iter().collect();
    let named = attributes(html, "headers");
    assert!(named.iter().flat_map(|all| all.split(' ')).all(|id| ids.contains(id)), "{named:?}");
    let before = html.split(" id=\"r-204-total\"").next().unwrap();
    let own = before.rsplit("headers=\"").next().unwrap();
    assert!(own.ends_with(" r-204\"") && !own.contains("r-general"), "{own}");
    assert!(!page(&files, "tables/projects/").contains("headers="));
}

#[test]
fn a_line_and_its_project_link_to_each_other() {
    let files = build(None);
    let table = page(&files, "tables/projects/");
    assert!(
        table.contains("<th scope=\"row\" id=\"r-yi-shu\"><a href=\"../../projects/yi-shu/index.html\">")
    );
    let project = page(&files, "projects/yi-shu/");
    assert!(project.contains("../../tables/projects/index.html#r-yi-shu"));
    assert!(project.contains("两处金额相符") && project.contains("两期不同"));
    assert!(page(&files, "projects/ban-an/").contains("没有找到这个项目的绩效目标表"));
    let list = page(&files, "projects/");
    assert!(list.contains("<span class=\"vh\">没有绩效目标表</span>") && !list.contains("公布为空"));
}

#[test]
fn a_term_is_linked_where_a_page_first_uses_it() {
    let files = build(None);
    let notes = page(&files, "notes/");
    assert_eq!(notes.matches("class=\"term\"").count(), 1);
    assert!(notes.contains("<h2 id=\"three-public\">") && notes.contains("<h3 id=\"structure\">"));
}

#[test]
fn every_finding_has_an_anchor_and_the_pressing_ones_come_first() {
    let files = build(None);
    let audit = page(&files, "audit/");
    let ids = attributes(audit, "id");
    for finding in fixture::findings() {
        assert_eq!(ids.iter().filter(|id| **id == finding.id).count(), 1, "{}", finding.id);
    }
    let at = |id: &str| audit.find(&format!("id=\"{id}\"")).unwrap();
    let order =
        ["sum-total", "name", "said", "sum-hostile", "amount", "page-on-balance", "sides", "said-too"];
    assert!(order.map(at).is_sorted(), "{audit}");
    assert!(audit.contains("7 项核对，2 项一致，2 项不符，1 项口径可能不同，1 项无法核对，1 项舍入差。"));
    assert!(audit.contains("不符的在收支总表（1 项）、绩效目标申报表（1 项）。"));
    assert!(audit.contains("href=\"../../../checks/index.html#class-sum\""));
    assert!(audit.contains(
        "一处写</span> <b>9,784.70 万元</b></p><p><span class=\"u\">另一处写</span> <b>9,385.68 万元"
    ));
    assert!(audit.contains("资金总额 52,296 元</a>") && audit.contains("#L15\">原文 15</a>"));
    let passed = audit.split("<li id=\"sides\">").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(!passed.contains("<details"), "{passed}");
    assert!(passed.contains("<a href=\"../tables/balance/index.html#r-"), "{passed}");
    assert!(
        audit.contains("<details class=\"group\"") && !audit.contains("<details open"),
        "groups are folded"
    );
    assert!(!audit.contains("错误"), "nothing is called an error");
}

#[test]
fn cells_and_sentences_carry_marks_that_lead_to_their_findings() {
    let files = build(None);
    let balance = page(&files, "tables/balance/");
    let href = |id: &str| format!("href=\"../../audit/index.html#{id}\"");
    assert!(balance.contains(&format!("9,784.70 <a class=\"m x\" {}", href("sum-total"))));
    assert!(balance.contains(&format!("9,385.68 <a class=\"m\" {}", href("sum-total"))));
    assert!(balance.contains("3 项核对，1 项一致，1 项不符，1 项无法核对。"));
    assert!(!balance.contains(&href("sides")), "what agrees has no mark");
    let projects = page(&files, "tables/projects/");
    assert!(projects.contains(&format!("<a class=\"m x\" {}", href("name"))), "a mark on a name");
    let notes = page(&files, "notes/");
    assert!(notes.contains("<a class=\"mark\" href=\"../audit/index.html#said\""));
    // Two paragraphs of the fixture stand on the same lines.
    assert_eq!(notes.matches("href=\"../tables/projects/index.html#r-yi-shu-total\"").count(), 3);
    assert!(!notes.contains("#said-too\""));
    let project = page(&files, "projects/yi-shu/");
    assert!(project.contains(&href("amount")) && project.contains(&href("name")));
}

#[test]
fn the_audit_is_in_reach_of_every_page_and_told_on_the_first() {
    let files = build(None);
    for (path, html) in pages(&files).filter(|(path, _)| path.starts_with("some-body/2023")) {
        // A chart alone leads to its table.
        assert!(html.contains(">核对</a></li>") || path.contains("/embed/"), "{path}");
    }
    for html in [&files["some-body/index.html"], page(&files, "")] {
        assert!(html.contains("2 项一致，2 项不符") && html.contains("audit/index.html\">"), "{html}");
    }
    let home = &files["index.html"];
    assert!(
        home.contains(" 2 项不符</span>6 项核对，另有 1 项无法核对</a>")
            && home.contains("audit/index.html\">"),
        "{home}"
    );
    assert!(page(&files, "data/").contains("audit.json"));
    let checks = &files["checks/index.html"];
    assert!(RULES.iter().all(|rule| attributes(checks, "id").contains(&rule.code)));
}

#[test]
fn each_entry_of_a_row_has_a_permalink_of_its_own() {
    let files = build(None);
    let balance = page(&files, "tables/balance/");
    for key in ["204", "appropriation"] {
        let link = format!("href=\"#r-{key}\" aria-label=\"这一行的固定链接\"");
        assert_eq!(balance.matches(&link).count(), 1, "{balance}");
    }
}

#[test]
fn what_may_be_misread_is_marked_and_stands_nowhere_first() {
    let mut linked = fixture::linked();
    linked.disclosure.tables[0].rows[3].confidence = Doubt::RaggedRow.into();
    let files = build_of(linked, None);
    let table = page(&files, "tables/balance/");
    assert!(table.contains("标“存疑”的 1 行，本站可能没有读对：这一行的格数与表头不同。"), "a note");
    assert_eq!(table.matches("class=\"doubt\"").count(), 1, "a sign at the row's name");
    assert!(table.contains("title=\"本站可能没有读对：这一行的格数与表头不同\""));
    assert!(table.contains(">9,784.70<"), "published as it stands");
    let glance = page(&files, "");
    assert!(glance.contains("标“存疑”的 1 张，本站可能没有读对"));
    assert!(glance.contains("本站可能没有读对总计：这一行的格数与表头不同，请看原表。"));
    for path in ["index.html", "some-body/index.html", "some-body/2023-budget/index.html"] {
        assert!(files[path].contains("本站可能没有读对，看表"), "{path}");
        assert!(!files[path].contains("9,784.70"), "{path} shows the figure");
    }
    let totals = &files["data/totals.csv"];
    assert!(totals.contains(",income,doubt,,万元,balance,") && !totals.contains("9784.70"), "{totals}");
    let index = files.iter().find(|(path, _)| path.starts_with("search/index-")).map(|(_, text)| text);
    assert!(index.is_none_or(|text| !text.contains("9,784.70")));
}

#[test]
fn search_engines_are_told_the_year_of_the_money() {
    let (here, files) = (build(None), build(Some("https://example.org/r/")));
    for path in ["", "tables/balance/"] {
        assert!(!page(&here, path).contains("ld+json"), "who knows no address finds no data");
        let html = page(&files, path);
        assert!(html.contains(r#""temporalCoverage":"2023-01-01/2023-12-31""#), "{path}");
    }
}
