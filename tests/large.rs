//! The site's own pages where there are thousands of disclosures: none is large, and each
//! body can be found without scripts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::config::{BodySettings, Settings};
use mingzhang::export;
use mingzhang::measures::Figures;
use mingzhang::model::{
    DisclosureId, Doubt, LargestProject, Side, SideOrigin, Sides, Stated, Summary, Told, Verdict,
};
use mingzhang::page::{self, BodySummary, Site, Theme, ThemeError};
use mingzhang::source::{FileId, Line};
use rust_decimal::Decimal;

const KB: usize = 1024;

/// A disclosure of the sample, with only some of its accounts.
fn like() -> Summary {
    let text = std::fs::read_to_string(common::root().join("content/xinzhou-traffic-police/2023-budget.md"));
    let (linked, _) = common::linked("body/2023-budget.md", &text.unwrap());
    let findings = audit::disclosure(&linked, Catalogue::get());
    let mut like = export::summary(&linked, &findings, &Figures::of(&linked.disclosure, Catalogue::get()));
    let codes: BTreeSet<_> = like.spending.iter().map(|own| own.code).collect();
    let some: Vec<_> = codes.into_iter().filter(|code| code.level() == 2).take(2).collect();
    like.spending.retain(|own| some.contains(&own.code));
    like
}

/// So many bodies of so many years, every `regions`-th of the same region, each tenth of none.
fn bodies(count: usize, years: u16, regions: usize) -> Vec<BodySummary> {
    let like = like();
    let body = |at: usize| {
        let (slug, name) = (format!("body-{at}-of-county"), format!("某县第{at}公安局交通警察大队"));
        let region = (!at.is_multiple_of(10)).then(|| format!("某省第{}市", at % regions));
        let disclosure = |year: u16| Summary {
            id: DisclosureId { body: slug.clone(), year, ..like.id.clone() },
            body_name: name.clone(),
            ..like.clone()
        };
        BodySummary {
            settings: BodySettings { name: Some(name.clone()), region, ..BodySettings::default() },
            disclosures: (2026 - years..2026).map(disclosure).collect(),
            slug: slug.clone(),
            charts: Vec::new(),
            small: None,
        }
    };
    (0..count).map(body).collect()
}

/// The site's own pages but those of the bodies, by path.
fn pages(bodies: &[BodySummary]) -> BTreeMap<String, String> {
    let (settings, theme) = (Settings::default(), Theme::load(&[], &[]).unwrap());
    let site = Site {
        settings: &settings,
        theme: &theme,
        rules: audit::RULES,
        catalogue: Catalogue::get(),
        draw: mingzhang::chart::bodies,
        painter: None,
    };
    let mut pages = BTreeMap::new();
    let mut count = 0;
    let mut take = |page: mingzhang::artifact::Artifact| {
        count += 1;
        if !page.path.starts_with("body-") {
            let text = String::from_utf8(page.bytes).unwrap();
            assert_eq!(pages.insert(page.path.clone(), text), None, "{} twice", page.path);
        }
        Ok::<(), ThemeError>(())
    };
    let told = page::site(&site, bodies, &mut take).unwrap();
    assert_eq!(told, count);
    pages
}

fn largest<'a>(pages: &'a BTreeMap<String, String>, of: &str) -> (&'a str, usize) {
    let own = pages.iter().filter(|(path, _)| path.starts_with(of));
    own.map(|(path, html)| (path.as_str(), html.len())).max_by_key(|(_, bytes)| *bytes).unwrap()
}

#[test]
fn no_list_of_thousands_is_a_large_page() {
    let bodies = bodies(600, 5, 30);
    let pages = pages(&bodies);
    for of in ["index.html", "regions/", "codes/", "search/"] {
        let (path, bytes) = largest(&pages, of);
        println!("{bytes} bytes at most: {path}");
        assert!(bytes <= 100 * KB, "{path}: {bytes} bytes");
    }
    let home = &pages["index.html"];
    assert!(home.contains("收录 600 个单位、3000 份公开，2021–2025 年。") && home.contains("某省第7市</a>"));
    assert!(home.contains("未注明地区</a>"));
    assert!(home.matches("交通警察大队").count() <= 3, "but for the headlines no body");
    let listed = |of: &str, body: &BodySummary| {
        let link = format!("{}/index.html\">{}</a>", body.slug, body.name());
        pages.iter().filter(|(path, html)| path.starts_with(of) && html.contains(&link)).count()
    };
    let code = pages.keys().find(|path| path.len() == "codes/2040201/index.html".len()).unwrap();
    for body in &bodies {
        assert_eq!(listed("regions/", body), 1, "{}", body.slug);
        assert_eq!(listed(code.trim_end_matches("index.html"), body), 1, "{}", body.slug);
    }
    let second = &pages[&code.replace("index.html", "2/index.html")];
    assert!(
        second.contains("（第 2 页） · ") && second.contains("<span aria-current=\"page\">第 2 页</span>")
    );
    assert!(pages["search/index.html"].contains("某省第7市</a>"));
    let lists = pages.iter().filter(|(path, _)| path.starts_with("codes/"));
    for (path, html) in lists {
        assert!(!html.contains("<h2> "), "{path} has a heading without words");
        let told = html.split("<h2>某省第7市 <span class=\"u\">").nth(1);
        assert!(told.is_none_or(|rest| rest.starts_with("20 个单位")), "{path}");
    }
}

/// The home page of a large site stays small, and still says what is largest, each with its place.
#[test]
fn the_home_page_of_thousands_has_search_and_headlines_and_is_small() {
    let mut bodies = bodies(600, 5, 30);
    let project = bodies[7].disclosures[4].largest_project.clone().expect("the sample has projects");
    let value = project.value.checked_add(1.into()).unwrap();
    bodies[7].disclosures[4].largest_project = Some(LargestProject { value, ..project });
    let home = &pages(&bodies)["index.html"];
    assert!(home.len() <= 16 * KB, "{} bytes", home.len());
    assert_eq!(home.matches("role=\"search\"").count(), 1);
    assert!(home.contains("class=\"search big\""));
    let words = home.split("金额较大的项目").nth(1).unwrap();
    assert!(words.contains("某县第7公安局交通警察大队 2025年"), "{words}");
}

fn sides() -> Sides {
    let side = |origin, amount, number| {
        let (amount, line) = (Some(Decimal::new(amount, 2)), Some(Line { file: FileId(0), number }));
        Side { origin, amount, line }
    };
    Sides {
        written: side(SideOrigin::Text, 300, 7),
        against: side(SideOrigin::Table, 200, 12),
        apart: Some(Decimal::new(100, 2)),
        tolerance: None,
        unit: "万元".into(),
    }
}

#[test]
fn the_two_numbers_of_each_finding_stand_side_by_side_with_their_lines() {
    let mut bodies = bodies(2, 2, 1);
    bodies.iter_mut().flat_map(|body| &mut body.disclosures).for_each(|one| one.told.clear());
    let finding = Told {
        id: "sum-1".into(),
        verdict: Verdict::Mismatch,
        statement: "甲".into(),
        clerical: false,
        moved: Some(1.into()),
        sides: Some(sides()),
        answer: "".into(),
    };
    bodies[0].disclosures[1].told = vec![finding];
    let page = &pages(&bodies)["findings/index.html"];
    let card = page.split_once("class=\"sides\"").unwrap().1.split_once("</div>").unwrap().0;
    for some in
        ["文字写", "3.00 万元", ">原文 7</a>", "表中写", "2.00 万元", ">原文 12</a>", "相差", "1.00 万元"]
    {
        assert!(card.contains(some), "{some} in {card}");
    }
    assert!(card.contains("/source/index.html#L7\"") && card.contains("#L12\""), "{card}");
}

/// A headline is of sure figures alone.
#[test]
fn what_may_be_misread_or_was_answered_is_no_headline() {
    let mut bodies = bodies(2, 2, 1);
    bodies.iter_mut().flat_map(|body| &mut body.disclosures).for_each(|one| one.told.clear());
    let told = |bodies: &[BodySummary]| pages(bodies)["index.html"].clone();
    let finding = Told {
        id: "sum-1".into(),
        verdict: Verdict::Mismatch,
        statement: "甲合计 3.00 ≠ 各项之和 2.00".into(),
        clerical: false,
        moved: Some(1.into()),
        sides: Some(sides()),
        answer: "".into(),
    };
    bodies[0].disclosures[1].told = vec![finding.clone()];
    assert!(told(&bodies).contains("甲合计 3.00 ≠ 各项之和 2.00"));
    bodies[0].disclosures[1].told = vec![Told { answer: "回应".into(), ..finding.clone() }];
    assert!(!told(&bodies).contains("还没有说明的一项不符"), "answered");
    bodies[0].disclosures[1].told = vec![Told { moved: Some(i64::MAX.into()), ..finding }];
    assert!(!told(&bodies).contains("还没有说明的一项不符"), "more than all that is spent");
    let doubtful = |one: &mut Summary| {
        let doubt = Stated::Doubtful(Doubt::OpenChoice);
        one.measures.iter_mut().for_each(|measured| measured.cell.stated = doubt);
    };
    bodies.iter_mut().flat_map(|body| &mut body.disclosures).for_each(doubtful);
    assert!(!told(&bodies).contains("金额较大的项目") && !told(&bodies).contains("变化较大"));
}

#[test]
fn a_region_of_very_many_and_very_many_regions_go_over_several_pages() {
    let mut bodies = bodies(700, 1, 700);
    bodies.iter_mut().for_each(|body| body.disclosures.iter_mut().for_each(|one| one.spending.clear()));
    let many = pages(&bodies);
    let second = &many["regions/all/2/index.html"];
    assert!(largest(&many, "regions/all/").1 <= 100 * KB && largest(&many, "index.html").1 <= 100 * KB);
    assert!(many["index.html"].contains("href=\"regions/all/2/index.html\""));
    assert!(second.contains("href=\"../../../index.html\""), "leads back");
    bodies.iter_mut().for_each(|body| body.settings.region = None);
    let one = pages(&bodies);
    let of_region = one.keys().filter(|path| path.starts_with("regions/")).count();
    assert!(of_region > 4 && largest(&one, "regions/").1 <= 100 * KB, "{of_region} pages");
    assert!(one["index.html"].contains("全部单位</a>"), "no body names its region");
    bodies[0].settings.region = Some("未注明地区".to_owned());
    let two = pages(&bodies);
    let rest = |pages: &BTreeMap<String, String>| {
        pages.keys().filter(|path| path.starts_with("regions/other/")).count()
    };
    assert!(rest(&one) > 4 && rest(&one) == rest(&two), "who names none stays where it was");
}

#[test]
fn a_small_site_has_all_on_its_home_page() {
    let pages = pages(&bodies(3, 2, 2));
    assert!(pages.keys().all(|path| !path.starts_with("regions/") && !path.contains("/2/")));
    for path in ["index.html", "search/index.html"] {
        assert!(pages[path].contains("某县第2公安局交通警察大队</a>"), "{path}");
    }
    assert!(pages["index.html"].contains("某省第1市 <span"));
}
