//! Nothing that a reader may look for is lost on the way to the search index:
//! every table, account, project, term and open finding of whole disclosures.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use mingzhang::artifact::Artifact;
use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::export::{self, SearchGroup};
use mingzhang::measures::Figures;
use mingzhang::model::{DisclosureId, Finding, Hit, HitKind, Hits, Linked, Summary};
use serde_json::Value;

/// Kind, name, what else it goes by, address.
type Entry = (u64, String, String, String);

#[test]
fn everything_that_can_be_looked_for_is_found() {
    let own = std::fs::read_to_string(common::root().join("content/xinzhou-traffic-police/2023-budget.md"));
    let mut texts = common::all_real();
    texts.push(("body/2023-budget.md".to_owned(), own.unwrap()));
    for (name, text) in texts {
        let (linked, _) = common::linked(&name, &text);
        let findings = audit::disclosure(&linked, Catalogue::get());
        let files = index(&linked, &findings);
        assert_eq!(files, index(&linked, &findings), "{name}");
        let found: BTreeSet<Entry> = entries(&files).into_iter().collect();
        let names: BTreeSet<(u64, &str)> =
            found.iter().map(|(kind, name, ..)| (*kind, name.as_str())).collect();
        let disclosure = &linked.disclosure;
        for table in disclosure.tables.iter().filter(|table| !table.title.is_empty()) {
            assert!(names.contains(&(2, table.title.as_str())), "{name}: {}", table.id);
        }
        for project in &linked.projects {
            assert!(names.contains(&(5, project.name.as_str())), "{name}: {}", project.slug);
        }
        for term in &disclosure.terms {
            assert!(names.contains(&(6, term.name.as_str())), "{name}: {}", term.key);
        }
        for finding in findings.iter().filter(|finding| finding.verdict.is_told()) {
            assert!(names.contains(&(7, finding.statement.as_str())), "{name}: {}", finding.id);
        }
        for code in codes(&linked) {
            let own =
                found.iter().any(|(kind, _, also, url)| *kind == 4 && also == code && url.contains("#r-"));
            assert!(own, "{name}: {code}");
        }
        for spent in
            &export::summary(&linked, &findings, &Figures::of(&linked.disclosure, Catalogue::get())).spending
        {
            let page = format!("codes/{}/", spent.code);
            let there = found.iter().any(|(.., url)| *url == page);
            assert!(there || !spent.cell.stated.is_something(), "{name}: {page}");
        }
    }
}

fn codes(linked: &Linked) -> BTreeSet<&str> {
    let rows = linked.disclosure.tables.iter().flat_map(|table| &table.rows);
    rows.flat_map(|row| row.entries.iter().flatten()).filter_map(|entry| entry.code.as_deref()).collect()
}

fn index(linked: &Linked, findings: &[Finding]) -> Vec<Artifact> {
    let disclosures = [export::summary(linked, findings, &Figures::of(&linked.disclosure, Catalogue::get()))];
    files(&[SearchGroup {
        slug: "body",
        name: "某局",
        short_name: Some("局"),
        region: None,
        disclosures: &disclosures,
    }])
}

fn files(shelves: &[SearchGroup]) -> Vec<Artifact> {
    let mut files = Vec::new();
    let mut put = |file| {
        files.push(file);
        Ok::<(), ()>(())
    };
    export::search(shelves, Catalogue::get().search(), &mut put).unwrap();
    files
}

fn entries(files: &[Artifact]) -> Vec<Entry> {
    files.iter().flat_map(|file| of_file(std::str::from_utf8(&file.bytes).unwrap())).collect()
}

fn of_file(text: &str) -> Vec<Entry> {
    let lines = text.split_once('\n').unwrap().1.strip_suffix("])\n").unwrap();
    let lines: Value = serde_json::from_str(&format!("[{lines}]")).unwrap();
    let mut all = Vec::new();
    for line in lines.as_array().unwrap() {
        let base = line[0].as_str().unwrap();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let hits = line[3].as_array().unwrap().iter();
        all.extend(hits.map(|hit| {
            (hit[0].as_u64().unwrap(), word(&hit[2]), word(&hit[4]), format!("{base}{}", word(&hit[1])))
        }));
    }
    all
}

/// Invented disclosures: the words of their names come from a sequence of numbers that is
/// always the same.
struct Inventor(u64);

impl Inventor {
    fn number(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn name(&mut self, words: usize) -> String {
        let words = (0..words).map(|_| WORDS.as_bytes().chunks(6).nth(self.number(WORDS.len() / 6)).unwrap());
        words.map(|word| std::str::from_utf8(word).unwrap()).collect()
    }

    fn hit(&mut self, kind: HitKind, path: String, name: String, also: String) -> Hit<'static> {
        let said = format!("{}.{:02} 万元", self.number(9000), self.number(100));
        Hit { kind, path: path.into(), name: name.into(), said: said.into(), also: also.into() }
    }

    /// What one disclosure leads to: accounts and tables as all have them, projects and
    /// findings of its own.
    fn hits(&mut self) -> Hits {
        let mut hits = Vec::new();
        for at in 0..12 {
            hits.push(self.hit(
                HitKind::Table,
                format!("tables/t{at}/"),
                common(at, "收支总表"),
                String::new(),
            ));
            let path = format!("tables/balance/#r-{at}");
            hits.push(self.hit(HitKind::Measure, path, common(at, "总计"), String::new()));
        }
        for at in 0..50 {
            let at = at * 7 + self.number(7);
            let code = format!("{}", 2_010_101 + at * 173);
            let path = format!("tables/expenditure/#r-{code}-total");
            hits.push(self.hit(HitKind::Account, path, common(at, "支出"), code));
        }
        for at in 0..25 {
            let words = 3 + self.number(4);
            let name = format!("{}项目", self.name(words));
            hits.push(self.hit(HitKind::Project, format!("projects/p{at}-xiang-mu/"), name, String::new()));
        }
        for at in 0..20 {
            hits.push(self.hit(HitKind::Term, format!("glossary/#t{at}"), common(at, "经费"), String::new()));
        }
        for at in 0..10 {
            let name = format!("{} {at}.00 ≠ 各项之和 {}.00", self.name(2), self.number(999));
            hits.push(self.hit(HitKind::Finding, format!("audit/#sum-{at}"), name, String::new()));
        }
        hits.into_iter().collect()
    }
}

/// Words of two characters.
const WORDS: &str = "教育公安交通卫生城市农村道路桥梁设备维修更新建设改造运行维护管理服务信息系统平台专项补助资金人员工资福利\
    奖金津贴社会保障住房水利环境保护林业草原文化体育旅游科技创新企业发展乡村振兴扶贫救灾应急消防安全生产监督\
    检查执法审计统计普查调查宣传培训会议差旅办公印刷租赁物业电费取暖车辆购置基础设施工程质量检测规划测绘土地";

/// A name that many disclosures have.
fn common(at: usize, ending: &str) -> String {
    Inventor(at as u64 + 99).name(3) + ending
}

fn invented(disclosures: usize) -> Vec<(String, String, Vec<Summary>)> {
    let own = std::fs::read_to_string(common::root().join("content/xinzhou-traffic-police/2023-budget.md"));
    let (linked, _) = common::linked("body/2023-budget.md", &own.unwrap());
    let like = export::summary(&linked, &[], &Figures::of(&linked.disclosure, Catalogue::get()));
    let mut inventor = Inventor(1);
    let body = |at: usize| {
        let (slug, name) = (
            format!("body-{at}-of-county"),
            format!("{}县{}局", inventor.name(1 + at % 2), inventor.name(2)),
        );
        let year = |year: u16| Summary {
            id: DisclosureId { body: slug.clone(), year, kind: like.id.kind },
            title: format!("{name}{year}年部门预算公开说明"),
            body_name: name.clone(),
            hits: inventor.hits(),
            measures: Vec::new(),
            spending: Vec::new(),
            tables: Vec::new(),
            ..like.clone()
        };
        let years = (2020..2026).map(year).collect();
        (slug.clone(), name.clone(), years)
    };
    (0..disclosures / 6).map(body).collect()
}

/// The files that a search loads at most: as `wanted` in `static/search.js` has it.
fn loaded(files: &BTreeMap<String, String>, query: &str) -> Vec<String> {
    let first = &files["index-1"];
    let mut cuts: Vec<Vec<u16>> = vec![Vec::new()];
    for cut in first.split_once("\"cuts\":\"0,").unwrap().1.split_once('"').unwrap().0.split(',') {
        let same = cut[..1].parse().unwrap();
        let last = &cuts[cuts.len() - 1][..same];
        cuts.push(last.iter().copied().chain(cut[1..].encode_utf16()).collect());
    }
    let words: Vec<&str> = query.split(' ').collect();
    let joined = words.concat();
    let mut names = Vec::new();
    let ends = |word: &str| {
        let units: Vec<u16> = word.encode_utf16().collect();
        let first = units.iter().copied().take(8).collect::<Vec<u16>>();
        [first, units[units.len().saturating_sub(8)..].to_vec()]
    };
    for word in words.iter().copied().chain([joined.as_str()]).flat_map(ends) {
        let within = cuts.iter().filter(|cut| cut.starts_with(&word) && cut.len() > word.len()).count();
        let from = cuts.iter().rposition(|cut| *cut <= word).unwrap();
        let units = || word.iter().map(|unit| format!("{unit:04x}")).collect::<String>();
        let parts = if within > 1 {
            vec![format!("best-{}", units())]
        } else {
            (from..=from + within).map(|at| format!("part-{at}")).collect()
        };
        names.extend(parts.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
    }
    names.truncate(4);
    names
}

#[test]
fn the_first_search_of_a_large_site_loads_little_and_finds_what_is_there() {
    let bodies = invented(3000);
    let shelves: Vec<SearchGroup> = bodies
        .iter()
        .map(|(slug, name, disclosures)| SearchGroup {
            slug,
            name,
            short_name: None,
            region: None,
            disclosures,
        })
        .collect();
    let files = files(&shelves);
    let name = |path: &str| path.strip_prefix("search/").unwrap().strip_suffix(".js").unwrap().to_owned();
    let files: BTreeMap<String, String> =
        files.into_iter().map(|file| (name(&file.path), String::from_utf8(file.bytes).unwrap())).collect();
    let own = |name: &String| name.starts_with("body-");
    let largest = |own_only: bool| {
        files
            .iter()
            .filter(|(name, _)| own(name) == own_only && *name != "index-1")
            .map(|(_, text)| text.len())
            .max()
            .unwrap()
    };
    let first = files["index-1"].len();
    println!(
        "{} files, {} bytes, the first {first}, parts up to {}, of a disclosure up to {}",
        files.len(),
        files.values().map(String::len).reduce(|sum, len| sum + len).unwrap(),
        largest(false),
        largest(true)
    );
    let (_, some_name, some) = &bodies[77];
    let project = some[0].hits.iter().find(|hit| hit.kind == HitKind::Project).unwrap().name.into_owned();
    let part: String = project.chars().skip(1).take(5).collect();
    let code = some[0].hits.iter().find(|hit| hit.kind == HitKind::Account).unwrap().also.into_owned();
    let narrowed = format!("{some_name} 2023 工资");
    let joined = format!("{} {}", &project[..12], &project[12..]);
    let most = first + 4 * largest(false) + 2 * largest(true);
    for query in [some_name, &project, &part, &code, &code[..3], "教", "支出", "工资福利", &narrowed, &joined]
    {
        let names = loaded(&files, query);
        let bytes = names.iter().map(|name| files[name].len()).fold(first, |sum, len| sum + len);
        println!("{query}: {bytes} bytes in {names:?}");
        // Words may name disclosures, of which two files are loaded as well.
        let own = if query.contains(' ') { 2 * largest(true) } else { 0 };
        assert!(bytes + own <= 300_000, "{query}: {bytes}");
        let word = query.split(' ').next().unwrap();
        let found = names.iter().flat_map(|name| of_file(&files[name]));
        assert!(
            found.into_iter().any(|(_, name, also, _)| name.contains(word) || also.contains(word)),
            "{query}"
        );
    }
    assert!(most <= 300_000, "any search: {most} bytes");
    for text in [some_name, &project, &part] {
        let found = loaded(&files, text).into_iter().flat_map(|name| of_file(&files[&name]));
        assert!(found.into_iter().any(|(.., url)| url.starts_with("body-77-of-county/")), "{text}");
    }
}
