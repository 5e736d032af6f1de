//! The change of one total that several passages state: it is the same everywhere.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::cells::Restated;
use crate::audit::narrative::changes::RULE;
use crate::catalogue::Catalogue;
use crate::catalogue::normal::hashed_key;
use crate::catalogue::schema::SentenceSpec;
use crate::model::{CellRef, Counted, Finding, Group, Operand, Table, Verdict};
use crate::money::{Unit, half_place};
use crate::sentences::figures::FigureKind;

/// Which change: of which amount in 万元, compared with what, in money or percent.
type Key<'a> = (Decimal, &'a str, bool);

/// One place that states a change.
struct Mention {
    value: Decimal,
    /// The cell that changed: table, row and column.
    cell: String,
    label: String,
    operand: Operand,
}

/// All changes of totals.
#[derive(Default)]
pub struct Stated<'a>(BTreeMap<Key<'a>, Vec<Mention>>);

impl<'a> Stated<'a> {
    /// Takes the changes of a passage.
    pub fn collect(&mut self, passage: &ParagraphContext<'a>) {
        for (at, said) in passage.figures.iter().enumerate() {
            let Some((own, cell)) = changed(passage, at) else { continue };
            let Some(amount) = passage.figures[own].in_wan() else { continue };
            let percent = said.kind == FigureKind::ChangePercent;
            let context: String =
                passage.figures[own + 1..=at].iter().map(|said| said.context.as_str()).collect();
            let value = said.in_wan().unwrap_or(said.value);
            let mention = Mention {
                value,
                cell: format!("{}/{}/{}", cell.table.id, cell.entry.key, cell.column.key),
                label: format!("{}：{}{}{}", passage.figures[own].label, said.label, said.printed, said.unit),
                operand: passage.operand(said),
            };
            let key = (amount.normalize(), with(&context, passage.words()), percent);
            self.0.entry(key).or_default().push(mention);
        }
    }

    /// One finding for each change that is stated more than once.
    pub fn findings(self) -> Vec<Finding> {
        self.0.into_iter().filter_map(|(key, mentions)| finding(key, &mentions)).collect()
    }
}

/// The total that a change is of, and its cell: the amount right before it, with
/// nothing but changes between, where no other amount comes into question.
fn changed<'p, 'a>(passage: &'p ParagraphContext<'a>, at: usize) -> Option<(usize, &'p CellRef<'a>)> {
    let is_change =
        |at: usize| matches!(passage.figures[at].kind, FigureKind::Change | FigureKind::ChangePercent);
    let own = (0..at).rev().find(|before| !is_change(*before)).filter(|_| is_change(at))?;
    let said = &passage.figures[own];
    let plain = said.kind == FigureKind::Amount && passage.is_own_year(said) && !said.value.is_zero();
    // The second part of a list may be followed by what is said of the whole.
    let in_list = said.inside && own > 0 && passage.figures[own - 1].inside;
    if !plain || in_list || own + 2 < at {
        return None;
    }
    let Some(Restated::Cells(cells)) = &passage.ties[own] else { return None };
    let total = |cell: &&CellRef<'_>| {
        cell.entry.total
            || (is_balance(cell.table, passage.setting.tables.catalogue) && cell.entry.code.is_none())
    };
    Some((own, cells.first().filter(total)?))
}

/// Whether the catalogue says that a table sets all income against expenditure.
fn is_balance(table: &Table, catalogue: &Catalogue) -> bool {
    table.known && catalogue.table(&table.id).is_some_and(|spec| spec.balance)
}

/// What a change is compared with, by its words.
fn with<'a>(context: &str, words: &'a SentenceSpec) -> &'a str {
    let named = words.compared_with.iter().find(|word| context.contains(word.as_str()));
    named.map_or("", String::as_str)
}

fn finding((amount, with, percent): Key<'_>, mentions: &[Mention]) -> Option<Finding> {
    let (first, more) = mentions.split_first().filter(|(_, more)| !more.is_empty())?;
    let differs = |one: &&Mention| {
        let scale = one.value.scale().min(first.value.scale());
        let between = one.value.checked_sub(first.value);
        between.is_none_or(|between| between.abs() > half_place(None, scale))
    };
    let other = more.iter().find(differs);
    let shown = other.unwrap_or(&more[0]);
    let verdict = match other {
        None => Verdict::Agree,
        Some(other) if other.cell == first.cell => Verdict::Mismatch,
        Some(_) => Verdict::Scope,
    };
    let rest = mentions.iter().filter(|one| !std::ptr::eq(*one, shown));
    Some(Finding {
        id: format!(
            "narrative-{}",
            hashed_key("repeat", &format!("{} {with} {percent} {amount}", first.cell))
        ),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement: format!("同一增减写到 {} 处：“{}”，“{}”", mentions.len(), first.label, shown.label),
        expected: Some(first.value),
        actual: Some(shown.value),
        unit: Some(if percent { Counted::Percent } else { Unit::WanYuan.into() }),
        tolerance: Decimal::ZERO,
        figures: [shown].into_iter().chain(rest).map(|one| one.operand.clone()).collect(),
        note: (verdict == Verdict::Scope)
            .then(|| "本年数相同的两个名目，增减不同，上年口径可能不同。".to_owned()),
    })
}
