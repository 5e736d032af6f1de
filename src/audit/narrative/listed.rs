//! 人员经费…主要包括：甲、乙、丙: what is listed has an amount in the table of basic expenditure.

use std::collections::HashMap;

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::cells::Restated;
use crate::catalogue::normal::{compact, label};
use crate::keys::{ColumnKey, TableKey};
use crate::model::{CellRef, Class, Finding, Group, Operand, Rule, Value, Verdict};
use crate::money::Interval;
use crate::sentences::figures::{FigureKind, StatedFigure};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "listed-nil",
    class: Class::Words,
    title: "“主要包括”列举的科目在表中有金额",
    text: "文字写“人员经费A万元，主要包括：基本工资、津贴补贴……”的，列举的每一项都在基本支出表里找同名的科目：那一格印着 0 的，记为不符；空白的可能是没有读出，记为存疑；表中没有同名科目的不核对。",
    basis: "列举的应当是实际安排了钱的科目；沿用模板时容易多列。",
};

/// Each list after an amount of basic expenditure.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let words = &passage.words().listing;
    let text = &passage.paragraph.text;
    if !words.iter().any(|word| text.contains(word.as_str())) {
        return Vec::new();
    }
    let text = compact(text);
    let figures = passage.figures.iter().zip(&passage.ties);
    let amounts = figures.filter(|(said, _)| said.kind == FigureKind::Amount);
    let of_basic = amounts.filter_map(|(said, tie)| Some((said, basic(passage, said, tie.as_ref()?)?)));
    of_basic
        .filter_map(|(said, table)| {
            finding(passage, said, &items(&text, said, words)?, &rows(passage, table))
        })
        .collect()
}

/// The table of basic expenditure of which an amount restates a cell, by its index: of other
/// money the list says nothing. Of several tables it is the one that prints the amount.
fn basic(passage: &ParagraphContext<'_>, said: &StatedFigure, tie: &Restated<'_>) -> Option<usize> {
    let Restated::Cells(cells) = tie else { return None };
    let own = passage.near(said)?;
    let same = |cell: &&CellRef<'_>| {
        let left = cell.money().and_then(Interval::of).and_then(|cell| own.less(cell));
        left.is_some_and(|left| left.value.abs() <= left.slack)
    };
    let all = passage.setting.tables.all.iter();
    let several = all.filter(|indexed| indexed.table.is(TableKey::BASIC)).count() > 1;
    let mut of_basic = cells.iter().filter(|cell| cell.table.is(TableKey::BASIC));
    of_basic.find(|cell| !several || same(cell)).map(|cell| cell.table.index)
}

/// The rows of a table of basic expenditure by their names; none of a name that two have.
fn rows<'a>(passage: &ParagraphContext<'a>, table: usize) -> HashMap<String, Option<CellRef<'a>>> {
    let mut rows = HashMap::new();
    let mut all = passage.setting.tables.all.iter();
    let Some(indexed) = all.find(|indexed| indexed.table.index == table) else { return rows };
    let entries = indexed.table.rows.iter().flat_map(|row| row.entries.iter().flatten());
    for entry in entries.filter(|entry| !entry.total) {
        let cell = indexed.cell(&entry.key, ColumnKey::TOTAL);
        rows.entry(label(&entry.label)).and_modify(|twice| *twice = None).or_insert(cell);
    }
    rows
}

/// The names of the list right after an amount: `，主要包括：甲、乙等。`
fn items(text: &str, said: &StatedFigure, words: &[String]) -> Option<Vec<String>> {
    let (at, _) = text.match_indices(said.printed.as_str()).nth(said.nth)?;
    let behind = text[at + said.printed.len()..].strip_prefix(said.unit)?;
    let behind = behind.trim_start_matches([',', '。']);
    let list = words.iter().find_map(|word| behind.strip_prefix(word.as_str()))?;
    let list = list.trim_start_matches(':');
    let end = list.find(['。', ';', ',']).unwrap_or(list.len());
    let names = list[..end].split('、').map(|name| name.trim_end_matches("等支出").trim_end_matches('等'));
    Some(names.map(label).filter(|name| !name.is_empty()).collect())
}

fn finding(
    passage: &ParagraphContext<'_>,
    said: &StatedFigure,
    items: &[String],
    rows: &HashMap<String, Option<CellRef<'_>>>,
) -> Option<Finding> {
    let cells: Vec<&CellRef> = items.iter().filter_map(|name| rows.get(name)?.as_ref()).collect();
    let zero = |cell: &&&CellRef<'_>| cell.amount().is_some_and(|amount| amount.is_zero());
    let nil = |cell: &&&CellRef<'_>| matches!(cell.cell.value, Value::Blank | Value::Nil);
    let zeros: Vec<&CellRef> = cells.iter().filter(zero).copied().collect();
    let blanks: Vec<&CellRef> = cells.iter().filter(nil).copied().collect();
    let (verdict, shown, how) = match (zeros.is_empty(), blanks.is_empty()) {
        _ if cells.len() < 2 => return None,
        (false, _) => (Verdict::Mismatch, zeros, "表中是 0"),
        (true, false) => (Verdict::Doubtful, blanks, "表中没有金额"),
        (true, true) => (Verdict::Agree, cells.clone(), "表中都有金额"),
    };
    let names: Vec<&str> = shown.iter().map(|cell| cell.entry.label.as_str()).collect();
    let statement = match verdict {
        Verdict::Agree => format!("“{}”列举的 {} 个科目{how}", said.label, names.len()),
        _ => format!("“{}”列举了{}，{how}", said.label, names.join("、")),
    };
    // The list says nothing of the amount before it.
    let head = Operand { amount: None, ..passage.operand(said) };
    let figures: Vec<Operand> = [head].into_iter().chain(shown.iter().map(|cell| cell.operand())).collect();
    let note = "表中空白，也可能是本站没有读出。";
    Some(Finding {
        note: (verdict == Verdict::Doubtful).then(|| note.to_owned()),
        ..Finding::worded(&RULE, Group::Narrative, passage.id("listed", said), verdict, statement, figures)
    })
}
