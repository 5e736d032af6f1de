//! Disclosures of one body side by side: the same measure, the same account
//! code, one cell a disclosure. What a disclosure does not have is said, and is
//! never a zero.

use std::collections::BTreeSet;

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::{CellSpec, MeasureGroup, MeasureSpec, ScopeSpec};
use crate::change::Change;
use crate::model::{AccountCode, Coverage, KeptCell, Spending, Stated, Summary, TableNote};
use crate::money::Money;
use crate::page::figure::{ChangeView, FigureView};
use crate::page::href::Links;
use crate::page::html::plain;

/// What one disclosure has for a line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot<'a> {
    Cell(&'a Summary, &'a KeptCell),
    /// Nothing, why, and the table in which a reader may look for it.
    Missing(&'a Summary, &'static str, Option<&'a TableNote>),
}

impl<'a> Slot<'a> {
    pub fn summary(self) -> &'a Summary {
        match self {
            Slot::Cell(summary, _) | Slot::Missing(summary, ..) => summary,
        }
    }

    pub fn kept(self) -> Option<&'a KeptCell> {
        match self {
            Slot::Cell(_, kept) => Some(kept),
            Slot::Missing(..) => None,
        }
    }

    /// The amount that can be compared.
    pub fn amount(self) -> Option<Money> {
        self.kept().and_then(|kept| self.summary().amount(kept))
    }

    /// Whether an amount stands there whose unit nobody stated.
    pub fn lacks_unit(self) -> bool {
        let amount = self.kept().is_some_and(|kept| matches!(kept.stated, Stated::Amount(_)));
        amount && self.amount().is_none()
    }

    pub fn view(self, links: &Links) -> FigureView {
        match self {
            Slot::Cell(summary, kept) => FigureView::of(summary, kept, links),
            Slot::Missing(summary, words, table) => {
                let path = table.map(|table| address::table(&summary.id, &table.id));
                FigureView::missing(words, path.map(|path| links.to(&path)))
            }
        }
    }
}

/// One measure or account through all disclosures, in their order.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The measure's key; of an account, its code.
    pub key: Option<String>,
    pub code: Option<AccountCode>,
    /// The first disclosure's name for it that there is.
    pub name: String,
    /// Depth below the row that it is part of.
    pub level: u8,
    pub slots: Vec<Slot<'a>>,
}

/// The measures of a group that any of the disclosures has.
pub(super) fn measures<'a>(all: &[&'a Summary], group: &MeasureGroup) -> Vec<Line<'a>> {
    let line = |spec: &MeasureSpec| Line {
        key: Some(spec.key.clone()),
        code: None,
        name: spec.label.clone(),
        level: spec.level,
        slots: all.iter().map(|summary| measure(summary, spec)).collect(),
    };
    let there = |line: &Line| line.slots.iter().any(|slot| slot.kept().is_some());
    group.measures.iter().map(line).filter(there).collect()
}

/// A disclosure's figure for a measure, or why it has none.
pub(in crate::page) fn measured(summary: &Summary, spec: &MeasureSpec, links: &Links) -> FigureView {
    measure(summary, spec).view(links)
}

fn measure<'a>(summary: &'a Summary, spec: &MeasureSpec) -> Slot<'a> {
    match summary.measure(&spec.key) {
        Some(kept) => Slot::Cell(summary, kept),
        None => absent(summary, &spec.cells, "本站未读出"),
    }
}

/// The accounts that any of the disclosures spends on, by code, down to a depth
/// (0 for classes alone).
pub(super) fn accounts<'a>(all: &[&'a Summary], scope: &ScopeSpec, depth: u8) -> Vec<Line<'a>> {
    let own = |spending: &&Spending| *spending.scope == *scope.key && spending.code.level() <= depth;
    let codes: BTreeSet<AccountCode> = all
        .iter()
        .flat_map(|summary| summary.spending.iter().filter(own))
        .filter(|spending| spending.cell.stated.is_something())
        .map(|spending| spending.code)
        .collect();
    let line = |code: AccountCode| {
        let name = all.iter().find_map(|summary| summary.spent(code, &scope.key));
        Line {
            key: None,
            code: Some(code),
            name: name.map(|spending| plain(&spending.name)).unwrap_or_default(),
            level: code.level(),
            slots: all.iter().map(|summary| account(summary, code, scope)).collect(),
        }
    };
    codes.into_iter().map(line).collect()
}

fn account<'a>(summary: &'a Summary, code: AccountCode, scope: &ScopeSpec) -> Slot<'a> {
    if let Some(spending) = summary.spent(code, &scope.key) {
        return Slot::Cell(summary, &spending.cell);
    }
    match summary.spending.iter().find(|spending| *spending.scope == *scope.key) {
        Some(other) => Slot::Missing(summary, "未列这一科目", Some(summary.table_of(&other.cell))),
        None => absent(summary, &scope.cells, "本站未读出"),
    }
}

/// Why a disclosure lacks what stands in one of these cells.
fn absent<'a>(summary: &'a Summary, cells: &[CellSpec], otherwise: &'static str) -> Slot<'a> {
    let ids = cells.iter().filter_map(|cell| cell.table.as_deref());
    let tables: Vec<&TableNote> = ids.filter_map(|id| summary.table(id)).collect();
    let filled = tables.iter().find(|table| !table.empty).copied();
    match (filled, tables.first()) {
        (Some(table), _) => Slot::Missing(summary, otherwise, Some(table)),
        (None, Some(empty)) => Slot::Missing(summary, "公布为空", Some(empty)),
        (None, None) if summary.tables.iter().all(|table| table.known) => {
            Slot::Missing(summary, "未公布", None)
        }
        // A table that was not recognised may be the one.
        (None, None) => Slot::Missing(summary, "本站未读出", None),
    }
}

/// The change from one disclosure to another, or why it is not computed.
pub(super) fn change(from: Slot, to: Slot) -> ChangeView {
    if from.lacks_unit() || to.lacks_unit() {
        return ChangeView::none("单位未认出，不比较");
    }
    let (Some(before), Some(after)) = (from.amount(), to.amount()) else {
        return ChangeView::none("");
    };
    if differ_in_coverage(from.summary(), to.summary()) {
        return ChangeView::none("范围不同，不比较");
    }
    Change::between(before, after)
        .map_or_else(|| ChangeView::none("位数太多，不比较"), |change| ChangeView::of(&change))
}

/// Whether two disclosures say that they cover different money: 部门 and 单位.
pub(super) fn differ_in_coverage(a: &Summary, b: &Summary) -> bool {
    !Coverage::are_one([a.coverage, b.coverage])
}

/// `2023年预算`
pub(in crate::page) fn label(summary: &Summary) -> String {
    format!("{}年{}", summary.id.year, summary.id.kind.name())
}

/// The scopes by which any of the disclosures lists accounts.
pub(super) fn scopes<'c>(all: &[&Summary], catalogue: &'c Catalogue) -> impl Iterator<Item = &'c ScopeSpec> {
    let keys: BTreeSet<&str> = all
        .iter()
        .flat_map(|summary| &summary.spending)
        .filter(|spending| spending.cell.stated.is_something())
        .map(|spending| &*spending.scope)
        .collect();
    catalogue.measures().scopes.iter().filter(move |scope| keys.contains(scope.key.as_str()))
}
