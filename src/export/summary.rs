//! The summary a disclosure leaves behind.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::MeasureSpec;
use crate::export::search;
use crate::measures::{self, Spent};
use crate::model::{
    CellRef, Cited, Coverage, Finding, Linked, Measured, Role, Spending, Summary, Table, TableNote, Tally,
    count,
};
use crate::money::looks_like_amount;

/// Sums a disclosure up. Its `pages` are still 0: whoever has them made knows
/// their number.
pub fn summary(linked: &Linked, findings: &[Finding]) -> Summary {
    let disclosure = &linked.disclosure;
    let unplaced = |line| disclosure.ledger.posting(line).is_some_and(|p| p.role == Role::Unplaced);
    let measured = |(spec, found): &(&'static MeasureSpec, CellRef<'_>)| Measured {
        key: &spec.key,
        cited: found.cited(),
    };
    Summary {
        id: disclosure.id.clone(),
        title: disclosure.title.clone(),
        body_name: disclosure.body_name.clone(),
        published: disclosure.front.published.clone(),
        coverage: coverage(&disclosure.title),
        tables: disclosure.tables.iter().map(note).collect(),
        measures: measures::of(disclosure).iter().map(measured).collect(),
        spending: measures::spending(disclosure).iter().map(spending).collect(),
        hits: search::hits(linked, findings),
        figures: count(disclosure.tables.iter().map(|table| table.figures().count())),
        stray_amounts: count(disclosure.tables.iter().map(stray_amounts)),
        forms: disclosure.forms.len(),
        linked: linked.projects.iter().filter(|project| project.basis.is_some()).count(),
        unplaced_lines: disclosure.source.lines().filter(|line| unplaced(*line)).count(),
        unread: disclosure.unread.clone(),
        tally: Tally::of(findings),
        pages: 0,
    }
}

fn note(table: &Table) -> TableNote {
    TableNote {
        id: table.id.clone(),
        title: table.title.clone(),
        unit: table.unit,
        empty: table.is_empty(),
        known: table.known,
    }
}

/// How many cells look like amounts, with a point or a comma, and are no figure.
fn stray_amounts(table: &Table) -> usize {
    let rows = table.rows.iter().filter(|row| !row.numbering);
    let strays = rows.map(|row| {
        let looks = row
            .cells
            .iter()
            .filter(|cell| cell.raw.contains(['.', ',', '，']) && looks_like_amount(&cell.raw));
        let read = table.figures_of(row).filter(|figure| figure.cell.raw.contains(['.', ',', '，']));
        looks.count().saturating_sub(read.count())
    });
    count(strays)
}

fn spending(spent: &Spent) -> Spending {
    Spending {
        code: spent.code,
        scope: &spent.scope.key,
        name: spent.found.entry.label.as_str().into(),
        cited: Cited { stated: spent.stated, ..spent.found.cited() },
    }
}

/// Whose money a title says the disclosure covers: 部门预算 is that of a body with
/// its subordinate units, 单位预算 that of the body alone (本级). `None` where it
/// says neither or both.
fn coverage(title: &str) -> Option<Coverage> {
    let title = compact(title);
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let department = says(&["部门预算", "部门决算"]);
    match (department, says(&["单位预算", "单位决算", "本级预算", "本级决算"])) {
        (true, false) => Some(Coverage::Department),
        (false, true) => Some(Coverage::Unit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_whose_money_is_covered() {
        for (title, coverage) in [
            ("某局 2023年度单位预算公开", Some(Coverage::Unit)),
            ("某市2025年区级部门 预算", Some(Coverage::Department)),
            ("某局（本级）2024年度本级决算", Some(Coverage::Unit)),
            ("某局2024年预算公开", None),
            ("某局部门预算及所属单位预算", None),
        ] {
            assert_eq!(super::coverage(title), coverage, "{title}");
        }
    }
}
