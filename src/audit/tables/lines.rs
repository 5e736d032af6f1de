//! The lines of the project table sum up to 项目支出, though the table prints no
//! total.

use rust_decimal::Decimal;

use crate::audit::tables::named;
use crate::audit::verdict;
use crate::catalogue::schema::CellSpec;
use crate::model::{
    CellRef, Class, Column, Counted, Finding, Group, IndexedTable, Rule, TableIndex, Verdict,
};
use crate::money::{self, grouped};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "project-sum",
    class: Class::Figure,
    title: "各项目之和等于项目支出",
    text: "把项目支出表里每个项目的合计相加，与支出总表的项目支出合计核对；项目支出表本身不印合计时也核对。",
    basis: "项目支出表是支出总表中项目支出的明细。",
};

/// The sum of the lines against the cell they detail.
pub fn check<'a>(
    tables: &TableIndex<'a>,
    indexed: &IndexedTable<'a>,
    column: &str,
    to: &CellSpec,
) -> Option<Finding> {
    let (other, sure) = named(tables, indexed, to).filter(|(other, _)| other.is_filled())?;
    let lines: Vec<CellRef> = lines(indexed, column);
    let expected = money::sum(lines.iter().map(CellRef::counts));
    let actual = other.cell.amount();
    let printed: Vec<Decimal> = lines.iter().chain([&other]).filter_map(|cell| cell.amount()).collect();
    let same_unit = lines.iter().all(|line| line.unit() == other.unit());
    let tolerance = money::of_sum(other.unit(), &printed);
    let compared = expected.zip(actual).filter(|_| same_unit && !lines.is_empty());
    // 一般公共预算项目支出表 leaves out the projects of other funds.
    let one_fund = |title: &str| indexed.catalogue.labels().names_fund(title);
    // Where each source of money has a column of projects, none holds all of them.
    let alike = |column: &&Column| column.label() == other.column.label();
    let of_sources = other.table.columns.iter().filter(alike).count() > 1;
    let scope = !sure || of_sources || (one_fund(&indexed.table.title) && !one_fund(&other.table.title));
    let verdict = compared
        .map_or(Verdict::Unverifiable, |(expected, actual)| verdict::of(actual, expected, tolerance, scope));
    let note = match verdict {
        Verdict::Scope => Some("两张表包含的资金可能不同。"),
        _ => (!same_unit).then_some("两张表的单位不同。"),
    };
    let sum = expected.map_or_else(|| "（有读不出的金额）".to_owned(), grouped);
    let total = actual.map_or_else(|| other.cell.raw.clone(), grouped);
    Some(Finding {
        id: format!("lines-{}-{column}", indexed.table.id),
        rule: &RULE,
        group: Group::Table(indexed.table.index),
        verdict,
        statement: format!(
            "{} 个项目之和 {sum} {} 《{}》项目支出合计 {total}",
            lines.len(),
            verdict::sign(verdict),
            other.table.title
        ),
        expected,
        actual,
        unit: indexed.table.unit.map(Counted::Money),
        tolerance,
        figures: [&other].into_iter().chain(&lines).map(CellRef::operand).collect(),
        note: note.map(str::to_owned),
    })
}

fn lines<'a>(indexed: &IndexedTable<'a>, column: &str) -> Vec<CellRef<'a>> {
    let entries = indexed.table.rows.iter().flat_map(|row| row.entries.iter().flatten());
    entries.filter(|entry| !entry.total).filter_map(|entry| indexed.cell(&entry.key, column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::fixture;
    use crate::money::Unit;

    #[test]
    fn lines_are_not_added_up_to_a_total_in_another_unit() {
        let verdict = |unit| {
            let mut disclosure = fixture::linked().disclosure;
            disclosure.tables[0].unit = Some(unit);
            let tables = TableIndex::new(&disclosure, Catalogue::get());
            let to = "balance:expenditure-total/total".to_owned().try_into().unwrap();
            let finding = check(&tables, tables.table("projects").unwrap(), "total", &to).unwrap();
            (finding.verdict, finding.note)
        };
        assert_eq!(verdict(Unit::WanYuan).0, Verdict::Mismatch);
        assert_eq!(verdict(Unit::Yuan), (Verdict::Unverifiable, Some("两张表的单位不同。".to_owned())));
    }
}
