//! An empty table carries its statement, and a table with figures does not claim
//! to be empty.

use crate::audit::whole::{finding, place};
use crate::model::{Class, Finding, Group, Rule, Table, TableIndex, Target, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "empty-said",
    class: Class::Words,
    title: "空表写明无数据，有数的表不写无数据",
    text: "没有任何金额的表，表下应写明“本表无数据”一类的话；有金额的表不应这样写。",
    basis: "没有数据的表应公开空表并说明。",
};

/// One finding for each known table that is empty or claims to be.
pub fn check(tables: &TableIndex<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for indexed in tables.all.iter().filter(|indexed| indexed.table.known) {
        let table = indexed.table;
        let words = tables.catalogue.captions();
        let said = table.notes.iter().find(|(note, _)| words.says_no_data(note));
        // What a note says of tables in general, or of another, contradicts nothing.
        let of_this = said.is_some_and(|(note, _)| words.speaks_of_this(note));
        if prints_amount(table) && !of_this {
            continue;
        }
        let (verdict, words) = match (!prints_amount(table), said.is_some()) {
            (false, false) => continue,
            (true, true) => (Verdict::Agree, "是空表，并写明了"),
            (true, false) if !table.is_empty() => continue,
            (true, false) => (Verdict::Unverifiable, "没有金额，也没有写明无数据"),
            (false, true) => (Verdict::Mismatch, "有金额，却写着无数据"),
        };
        let line = said.map_or(table.lines.0, |(_, line)| *line);
        let operand = place(table.title.clone(), Target::Table(indexed.table.index), line);
        let mut found = finding(
            &RULE,
            format!("empty-{}", table.id),
            verdict,
            format!("《{}》{words}", table.title),
            vec![operand],
        );
        found.group = Group::Table(table.index);
        findings.push(found);
    }
    findings
}

/// Whether a table prints any amount other than zero: words left in its columns of
/// amounts, such as a heading repeated below, are none.
fn prints_amount(table: &Table) -> bool {
    table.figures().any(|figure| figure.amount().is_some_and(|amount| !amount.is_zero()))
}
