//! The same account has the same amount wherever it stands.

use crate::audit::tables::differences::Differences;
use crate::audit::tables::equal::{Leeway, pair};
use crate::audit::tables::sets;
use crate::model::{Class, Finding, IndexedTable, Rule, TableIndex};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "same-account",
    class: Class::Figure,
    title: "同一科目在各表的金额相等",
    text: "按科目编码核对：同一科目在收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表里的金额相等；同一种表公开了两张的，两张里同一科目的金额也相等。两张表包含的资金可能不同的，差异记为口径可能不同；收支总表只有一般公共预算一种来源的，记为不符。",
    basis: "各表取自同一套预算数据；科目以编码为准，不以名称为准。",
};

/// Each account that both tables list.
pub fn check<'a>(
    tables: &TableIndex<'a>,
    indexed: &IndexedTable<'a>,
    column: &str,
    (to, to_column): (&str, &str),
    leeway: Leeway<'_, 'a>,
) -> Vec<Finding> {
    let Some(other) = sets::counterpart(tables, indexed, to) else { return Vec::new() };
    let leeway = Leeway { scope: leeway.scope || !other.sure, ..leeway };
    let entries = indexed.table.rows.iter().flat_map(|row| row.entries.iter().flatten());
    let coded = entries.filter(|entry| entry.code.is_some() && !entry.total);
    coded
        .filter_map(|entry| {
            let own = indexed.cell(&entry.key, column)?;
            let theirs = other.table.cell(&entry.key, to_column)?;
            let id = format!("same-{}-{}-{column}-{to}", indexed.table.id, entry.key);
            pair(&RULE, id, own, theirs, leeway)
        })
        .collect()
}

/// Each account, and the total, of a table that was published twice (财政拨款
/// beside 一般公共预算) against the first of its kind; not across sets of tables.
pub fn check_again<'a>(
    tables: &TableIndex<'a>,
    indexed: &IndexedTable<'a>,
    known: &Differences<'a>,
) -> Vec<Finding> {
    let id = indexed.table.id.as_str();
    let first = tables.table(indexed.table.key()).filter(|first| first.table.index != indexed.table.index);
    let Some(first) = first.filter(|first| !sets::are_apart(tables, indexed, first)) else {
        return Vec::new();
    };
    let leeway = Leeway { scope: true, known };
    let entries = indexed.table.rows.iter().flat_map(|row| row.entries.iter().enumerate());
    let entries = entries.filter_map(|(block, entry)| Some((block, entry.as_ref()?)));
    let twice = entries.flat_map(|(block, entry)| {
        indexed.amount_columns(block).into_iter().filter_map(move |column| {
            let (own, theirs) = (indexed.cell(&entry.key, column)?, first.cell(&entry.key, column)?);
            pair(&RULE, format!("same-{id}-{}-{column}", entry.key), own, theirs, leeway)
        })
    });
    twice.collect()
}
