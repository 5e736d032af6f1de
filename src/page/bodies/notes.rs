//! What a reader must know before believing a comparison: tables that are
//! missing or named otherwise, units and coverage that differ, accounts that
//! were renamed, recoded, or are there in some years only.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::normal::{label as comparable, unnumbered};
use crate::catalogue::schema::ScopeSpec;
use crate::catalogue::{Catalogue, title_key};
use crate::model::{AccountCode, Summary};
use crate::page::bodies::comparison::{Line, Slot, differ_in_coverage, label};
use crate::page::html::plain;

/// The notes on disclosures side by side (the latest first), whatever is shown.
pub(super) fn on_disclosures(all: &[&Summary]) -> Vec<String> {
    let mut notes = Vec::new();
    for pair in all.windows(2) {
        let (later, earlier) = (pair[0], pair[1]);
        if differ_in_coverage(earlier, later) {
            let whose = |one: &Summary| one.coverage.map_or("", |coverage| coverage.name());
            notes.push(format!(
                "{}公开的是{}，{}是{}：范围不同，本站不算两者的增减。",
                label(earlier),
                whose(earlier),
                label(later),
                whose(later)
            ));
        }
        if later.id.kind == earlier.id.kind && later.id.year > earlier.id.year + 1 {
            notes.push(format!("{}和{}之间的年度没有收录，{0}与{1}直接相比。", label(later), label(earlier)));
        }
    }
    notes
}

/// The notes on the tables that lines stand in.
pub(super) fn on_tables(lines: &[Line]) -> Vec<String> {
    let mut notes = titles(lines);
    let slots = || lines.iter().flat_map(|line| &line.slots);
    let unitless: BTreeSet<String> =
        slots().filter(|slot| slot.lacks_unit()).map(|slot| table_of(*slot)).collect();
    notes.extend(unitless.iter().map(|table| format!("{table}的单位本站没有认出，不与别的数比较。")));
    if lines.iter().any(|line| mixes_units(line)) {
        notes.push(
            "有的表以元为单位，有的以万元为单位：各照原样列出；算增减时按 1 万元 = 10,000 元精确折算，以较新的一份的单位表示，以万元印出的数本身带有舍入。"
                .to_owned(),
        );
    }
    notes
}

fn table_of(slot: Slot) -> String {
    let table = slot.kept().map(|kept| plain(unnumbered(&slot.summary().table_of(kept).title)));
    format!("{}的《{}》", label(slot.summary()), table.unwrap_or_default())
}

fn mixes_units(line: &Line) -> bool {
    let units: BTreeSet<_> =
        line.slots.iter().filter_map(|slot| slot.amount()).map(|amount| amount.unit).collect();
    units.len() > 1
}

/// Tables that go by another title or are other tables in another disclosure.
fn titles(lines: &[Line]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for line in lines {
        let kept = line.slots.iter().filter(|slot| slot.kept().is_some());
        let kept: Vec<Slot> = kept.copied().collect();
        for pair in kept.windows(2) {
            let key = |slot: Slot| slot.kept().map(|kept| title_key(&slot.summary().table_of(kept).title));
            if key(pair[0]) == key(pair[1]) || pair[0].summary().id.kind != pair[1].summary().id.kind {
                continue;
            }
            let note = format!(
                "表名不同：{}，{}；口径是否完全相同，以两张表为准。",
                table_of(pair[1]),
                table_of(pair[0])
            );
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    notes
}

/// The notes on accounts: renamed, in some disclosures only, perhaps recoded.
pub(super) fn on_accounts(
    lines: &[Line],
    all: &[&Summary],
    scope: &ScopeSpec,
    catalogue: &Catalogue,
) -> Vec<String> {
    let mut notes: Vec<String> =
        lines.iter().filter_map(|line| renamed(line.code?, all, scope, catalogue)).collect();
    notes.extend(recoded(lines));
    notes.extend(partial(lines, all));
    notes
}

/// `210：2017年预算写作“医疗卫生与计划生育支出”，…`, where names differ.
fn renamed(code: AccountCode, all: &[&Summary], scope: &ScopeSpec, catalogue: &Catalogue) -> Option<String> {
    let named = all.iter().rev().filter_map(|summary| {
        let name = plain(&summary.spent(code, &scope.key)?.name);
        (!name.is_empty()).then(|| (label(summary), name))
    });
    let mut names: Vec<(Vec<String>, String)> = Vec::new();
    for (year, name) in named {
        match names.iter_mut().find(|(_, known)| comparable(known) == comparable(&name)) {
            Some((years, _)) => years.push(year),
            None => names.push((vec![year], name)),
        }
    }
    let known = catalogue.functional();
    let same = |name: &str| known.and_then(|list| list.code(name)).is_some_and(|own| own == code.to_string());
    let former = names.iter().all(|(_, name)| same(name));
    let told: Vec<String> =
        names.iter().map(|(years, name)| format!("{}写作“{name}”", years.join("、"))).collect();
    let why = if former { "，科目改过名" } else { "" };
    (names.len() > 1).then(|| format!("{code}：{}{why}；编码相同，按同一科目比较。", told.join("，")))
}

/// Accounts of one name whose code is another in later disclosures.
fn recoded(lines: &[Line]) -> Vec<String> {
    let mut by_name: BTreeMap<(AccountCode, u8, String), Vec<&Line>> = BTreeMap::new();
    for line in lines {
        if let Some(code) = line.code.filter(|_| !line.name.is_empty()) {
            by_name.entry((code.class(), code.level(), comparable(&line.name))).or_default().push(line);
        }
    }
    let pairs = by_name.into_values().filter(|lines| lines.len() == 2 && take_turns(lines[0], lines[1]));
    let note = |lines: Vec<&Line>| {
        let code = |line: &Line| line.code.map(|code| code.to_string()).unwrap_or_default();
        let (a, b) = (lines[0], lines[1]);
        format!(
            "“{}”在不同年度有两个编码，{} 和 {}：可能改过编码。本站按编码分开列，没有合并。",
            a.name,
            code(a),
            code(b)
        )
    };
    pairs.map(note).collect()
}

/// Whether no disclosure has both lines and each is somewhere.
fn take_turns(a: &Line, b: &Line) -> bool {
    let has = |line: &Line, at: usize| line.slots[at].kept().is_some();
    (0..a.slots.len()).all(|at| !(has(a, at) && has(b, at)))
}

/// The accounts that some of the disclosures do not list, though they list
/// others.
fn partial(lines: &[Line], all: &[&Summary]) -> Option<String> {
    let lists = |at: usize| lines.iter().any(|line| line.slots[at].kept().is_some());
    let listing: Vec<usize> = (0..all.len()).filter(|at| lists(*at)).collect();
    let told = lines.iter().filter_map(|line| {
        let there: Vec<String> =
            listing.iter().filter(|at| line.slots[**at].kept().is_some()).map(|at| label(all[*at])).collect();
        let code = line.code?;
        (there.len() < listing.len()).then(|| format!("{code} {}（只在{}）", line.name, there.join("、")))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        format!(
            "这些科目不是每一份都有：{}。没有列的不等于零，可能是没有安排，也可能改了编码。",
            told.join("；")
        )
    })
}
