//! What the audit must find in the disclosure the project was created for, and
//! what it must not.

#![allow(clippy::unwrap_used)]

mod common;

use common::invented;
use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::model::{Finding, Tally, Verdict};

const UNABRIDGED: &str = "xinzhou-traffic-police/2023-budget.txt";

fn abridged_text() -> String {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    std::fs::read_to_string(path).unwrap()
}

fn texts() -> Vec<String> {
    common::real(UNABRIDGED).into_iter().chain([abridged_text()]).collect()
}

fn findings(text: &str) -> Vec<Finding> {
    audit::disclosure(&common::linked(UNABRIDGED, text).0, Catalogue::get())
}

fn unusual(findings: &[Finding]) -> Vec<(&'static str, Verdict, &str)> {
    let unusual = findings.iter().filter(|finding| finding.verdict != Verdict::Agree);
    unusual.map(|finding| (finding.rule.code, finding.verdict, finding.statement.as_str())).collect()
}

#[test]
fn what_does_not_hold_is_found_and_nothing_else() {
    for text in texts() {
        let findings = findings(&text);
        assert!(Tally::of(&findings).agree >= 450);
        let expected = [
            ("project-name", Verdict::Mismatch, "网格专线"),
            ("form-date", Verdict::Doubtful, "2023020211512"),
            ("form-cost", Verdict::Scope, "9,018,009"),
            ("form-halves", Verdict::Doubtful, "≤30元"),
            ("form-amount", Verdict::Rounding, "52,296 元"),
            ("stated-change", Verdict::Mismatch, "-4.03"),
            ("reason-given", Verdict::Mismatch, "4.03万元"),
            ("stated-change", Verdict::Rounding, "6.82%"),
            ("stated-amount", Verdict::Rounding, "7,602.2296"),
            ("stated-count", Verdict::Scope, "406"),
            ("stated-count", Verdict::Mismatch, "遗属6人"),
        ];
        let mut found = unusual(&findings);
        for (rule, verdict, words) in expected {
            let at = found.iter().position(|(r, v, s)| *r == rule && *v == verdict && s.contains(words));
            let at = at.unwrap_or_else(|| panic!("{rule} {words} is not among {found:#?}"));
            found.remove(at);
        }
        assert_eq!(found, []);
    }
}

#[test]
fn the_lines_of_the_project_table_sum_up_though_no_total_is_printed() {
    for text in texts() {
        let findings = findings(&text);
        let sum = findings.iter().find(|finding| finding.rule.code == "project-sum").unwrap();
        assert_eq!((sum.verdict, sum.expected.unwrap().to_string().as_str()), (Verdict::Agree, "7602.23"));
        assert_eq!(sum.figures.len(), 23);
    }
}

#[test]
fn ids_are_unique_and_fit_an_anchor() {
    let texts = common::all_texts();
    assert!(texts.len() > 50, "the cases are among them: {}", texts.len());
    for (name, text) in texts {
        let findings = audit::disclosure(&common::linked(&name, &text).0, Catalogue::get());
        let mut ids: Vec<&str> = findings.iter().map(|finding| finding.id.as_str()).collect();
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')), "{name}");
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{name}");
    }
}

#[test]
fn every_finding_names_a_rule_that_is_explained() {
    for text in texts() {
        for finding in findings(&text) {
            assert!(audit::rule(finding.rule.code).is_some(), "{}", finding.rule.code);
            assert!(!finding.figures.is_empty() || finding.verdict == Verdict::Agree, "{}", finding.id);
        }
    }
}

/// A changed figure in the prose that the audit has to see, and the rule that
/// sees it.
#[test]
fn a_planted_change_in_the_narrative_is_found() {
    for text in texts() {
        for (printed, planted, rule) in [
            ("2182.47万元", "2183.47万元", "stated-amount"),
            ("占95.92%", "占95.02%", "stated-share"),
            ("占22.30%", "占23.30%", "stated-share"),
            ("20.23%", "21.23%", "stated-change"),
            ("6.82%", "6.92%", "stated-change"),
            ("28.81万元", "29.81万元", "stated-change"),
            ("393.29万元", "393.92万元", "stated-amount"),
            ("1,789.18万元", "1,798.18万元", "stated-amount"),
            ("项目22个", "项目23个", "stated-amount"),
            ("7602.23万元，占", "7605.23万元，占", "stated-amount"),
        ] {
            let changed = text.replacen(printed, planted, 1);
            assert_ne!(changed, text, "{printed} stands in the text");
            let before = findings(&text);
            let after = findings(&changed);
            let bad = |findings: &[Finding]| {
                let of_rule = findings.iter().filter(|finding| finding.rule.code == rule);
                of_rule
                    .filter(|finding| matches!(finding.verdict, Verdict::Mismatch | Verdict::Scope))
                    .count()
            };
            assert!(bad(&after) > bad(&before), "{printed} → {planted} is not found by {rule}");
        }
    }
}

/// What a text taken over from another year or body, or one that counts
/// otherwise than lines and forms do, comes to: a mismatch, and never a mere
/// difference in scope.
#[test]
fn a_planted_year_body_or_count_is_a_mismatch() {
    for text in texts() {
        for (printed, planted, rule) in [
            ("2023年度预算收入总计", "2022年度预算收入总计", "one-year"),
            ("## 2023年预算支出总表", "## 2022年预算支出总表", "one-year"),
            ("(2023年度)", "(2022年度)", "one-year"),
            ("项目22个", "项目21个", "stated-amount"),
            ("信息化建设类项目3个", "信息化建设类项目4个", "stated-parts"),
        ] {
            let changed = text.replacen(printed, planted, 1);
            assert_ne!(changed, text, "{printed} stands in the text");
            let of_rule =
                |finding: &&Finding| finding.rule.code == rule && finding.verdict == Verdict::Mismatch;
            let count = |text: &str| findings(text).iter().filter(of_rule).count();
            assert_eq!(count(&changed), count(&text) + 1, "{printed} → {planted}");
        }
        let body = text.lines().find_map(|line| line.trim().strip_prefix("单位名称：")).unwrap().trim();
        let other = text.replacen(&format!("单位名称：{body}"), "单位名称：某市教育局", 1);
        let found = findings(&other);
        let wrong =
            found.iter().filter(|one| one.rule.code == "one-body" && one.verdict == Verdict::Mismatch);
        assert_eq!(wrong.count(), 1);
    }
}

/// One kind of finding says how many places were looked at, in every disclosure
/// that states a year.
#[test]
fn year_and_body_are_looked_for_in_every_disclosure() {
    let sample = ("content/xinzhou-traffic-police/2023-budget.md".to_owned(), abridged_text());
    for (name, text) in common::all_real().into_iter().chain([sample]) {
        let findings = audit::disclosure(&common::linked(&name, &text).0, Catalogue::get());
        let year = findings.iter().find(|finding| finding.rule.code == "one-year").unwrap();
        assert!(year.verdict == Verdict::Agree && year.figures.len() >= 3, "{name}: {}", year.statement);
        let other = |one: &&Finding| {
            ["one-year", "one-body"].contains(&one.rule.code) && one.verdict != Verdict::Agree
        };
        assert_eq!(findings.iter().find(other), None, "{name}");
    }
}

/// Mismatches in the other real disclosures, each checked by hand against the
/// text: they are what the bodies published.
#[test]
fn other_disclosures_have_only_the_mismatches_that_are_in_their_texts() {
    for (name, expected) in [
        // Funds of 0 are said to have grown by 1,421.25; 11.67 to 45.41 is 289.12 %, said is
        // 314.82 %; one account is said to have the amount and the growth of the one before it; a form's appropriation is more
        // than its total. That the five forms have 3,351.33 together and 3,328.13 is said of five projects is in doubt.
        (
            "putuo-wanli/2023-budget.txt",
            &["form-funds", "stated-change", "stated-change", "stated-amount", "stated-change"][..],
        ),
        // 2.98 % less because of more; 350.35 is followed by 352.67 and a growth that fits 350.35, one cause;
        // the three-public table has figures and a note that says it is empty.
        ("putuo-wanli/2024-budget.txt", &["stated-direction", "stated-amount", "empty-said"]),
        ("putuo-wanli/2025-budget.txt", &[]),
        ("putuo-govoffice/2025-budget.txt", &[]),
        // 0.3 is said to be the total of 2,961.68; 2,106.66 of 2,940.05 is 71.65 %, said is
        // 71.73 %: the shares add up to 100.07 %.
        ("putuo-finance/2024-final.txt", &["stated-amount", "stated-share"]),
        // 12,323.46 is said of 12,323.48; 3,401.59 more than 2,630.96 is 129.29 %, said is 129.97 %; the three shares of 584.35
        // are 18.82, 54.39 and 26.79 %.
        (
            "jiangsu-procuratorate/2017-budget.txt",
            &["stated-amount", "stated-change", "stated-share", "stated-share", "stated-share"],
        ),
    ] {
        let Some(text) = common::real(name) else { continue };
        let findings = audit::disclosure(&common::linked(name, &text).0, Catalogue::get());
        let mismatches: Vec<(&str, &str)> = findings
            .iter()
            .filter(|finding| finding.verdict == Verdict::Mismatch)
            .map(|finding| (finding.rule.code, finding.statement.as_str()))
            .collect();
        let rules: Vec<&str> = mismatches.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rules, expected, "{name}: {mismatches:#?}");
    }
}

/// An invented disclosure has no mismatch, and just the one that is put into it.
#[test]
fn an_invented_disclosure_has_only_the_mismatches_that_are_in_its_text() {
    let text = invented::text();
    let wrong = |text: &str| -> Vec<(Verdict, &'static str)> {
        let findings = audit::disclosure(&common::linked("body/2023-budget.txt", text).0, Catalogue::get());
        let of = [Verdict::Mismatch, Verdict::Doubtful];
        let wrong = findings.iter().filter(|finding| of.contains(&finding.verdict));
        wrong.map(|finding| (finding.verdict, finding.rule.code)).collect()
    };
    assert_eq!(wrong(&text), []);
    for (printed, planted, found) in [
        ("占48%", "占51%", (Verdict::Mismatch, "stated-share")),
        // Nothing but this sentence speaks of that growth.
        ("增长20%", "增长30%", (Verdict::Doubtful, "stated-change")),
        (
            "年度资金总额：\t5.00\n\t其中：财政拨款\t5.00",
            "年度资金总额：\t6.00\n\t其中：财政拨款\t6.00",
            (Verdict::Mismatch, "form-amount"),
        ),
    ] {
        let changed = text.replacen(printed, planted, 1);
        assert_ne!(changed, text, "{printed} stands in the text");
        assert_eq!(wrong(&changed), [found], "{printed} → {planted}");
    }
}

/// The table in docs/check.md is what the command prints today.
#[test]
fn the_documented_counts_are_those_of_today() {
    let docs = std::fs::read_to_string(common::root().join("docs/check.md")).unwrap();
    let documented = docs.lines().skip_while(|line| !line.starts_with("| 公开文本 |"));
    let documented: Vec<&str> = documented.take_while(|line| line.starts_with('|')).collect();
    let sample = counts("content");
    assert_eq!(documented[..2], sample[..2]);
    // The sample has less prose than what it was made from, and so fewer checks.
    let read = |row: &str| row.split('|').take(10).collect::<Vec<_>>().join("|");
    let of_the_whole = documented.iter().find(|row| row.contains("xinzhou-traffic-police")).unwrap();
    assert_eq!(read(of_the_whole), read(&sample[2]));
    if !common::all_real().is_empty() {
        assert_eq!(documented, counts("../shared/disclosures"));
    }
}

/// What `check --format counts` prints of a content folder.
fn counts(content: &str) -> Vec<String> {
    let command = std::process::Command::new(env!("CARGO_BIN_EXE_mingzhang"))
        .args(["check", content, "--format", "counts"])
        .current_dir(common::root())
        .output()
        .unwrap();
    String::from_utf8(command.stdout).unwrap().lines().map(str::to_owned).collect()
}
