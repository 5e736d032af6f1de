//! The fiscal year is the same throughout.

use crate::audit::whole::{finding, place};
use crate::catalogue::normal::{compact, yearless};
use crate::model::{Finding, Linked, Operand, Rule, Target, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "one-year",
    title: "各表标题的年度相同",
    text: "表的标题和申报表写了年度的，都应是这份公开的年度。引用的文件名、截止日期里的年度不算。",
    basis: "一份公开只对应一个预算年度；沿用上年文档时容易漏改。",
};

/// One finding: that all titles agree, or each that does not.
pub fn check(linked: &Linked) -> Vec<Finding> {
    let own = linked.disclosure.id.year;
    let titles = linked.disclosure.tables.iter().enumerate().filter_map(|(index, table)| {
        let year = year(&table.title)?;
        Some((year, place(table.title.clone(), Target::Table(index), table.title_line?)))
    });
    let titles: Vec<(u16, Operand)> = titles.collect();
    let other: Vec<&(u16, Operand)> = titles.iter().filter(|(year, _)| *year != own).collect();
    if titles.is_empty() {
        return Vec::new();
    }
    if other.is_empty() {
        let statement = format!("{} 张表的标题都写 {own} 年", titles.len());
        let figures = titles.iter().map(|(_, place)| place.clone()).collect();
        return vec![finding(&RULE, "year".to_owned(), Verdict::Agree, statement, figures)];
    }
    let one = |(year, place): &&(u16, Operand)| {
        let id = format!("year-{}", crate::catalogue::normal::hashed_key("t", &yearless(&place.label)));
        let statement = format!("这份公开是 {own} 年的，标题“{}”写 {year} 年", place.label);
        finding(&RULE, id, Verdict::Mismatch, statement, vec![place.clone()])
    };
    other.iter().map(one).collect()
}

/// The year that a title begins with or names as its own.
fn year(title: &str) -> Option<u16> {
    let title = compact(title);
    let at = title.find("年").filter(|at| *at >= 4)?;
    let year: u16 = title.get(at - 4..at)?.parse().ok()?;
    (1990..=2100).contains(&year).then_some(year)
}
