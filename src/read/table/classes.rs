//! The sums of classes: of the ways in which rows can be placed those under which each
//! class is the sum of its members, and the total that of all classes.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::catalogue::schema::TableSpec;
use crate::money::parse_amount;
use crate::read::lex::RawRow;
use crate::read::table::cells::text;
use crate::read::table::content::{CellKind, kind};
use crate::read::table::leaves::{Leaves, Way};
use crate::read::table::sort::Sort;

/// Most steps of the search among the ways to place a table's rows, and most members
/// of a class that is searched.
const STEPS: usize = 50_000;
const MEMBERS: usize = 200;

/// Keeps of each row's choices those under which its class sums up. Blocks side by side
/// have several wholes in a row; they are not told so.
pub fn decide(leaves: &Leaves<'_>, spec: Option<&TableSpec>, body: &[RawRow], choices: &mut [Vec<Way>]) {
    if leaves.blocks.last().is_none_or(|last| *last > 0) {
        return;
    }
    let groups = groups(leaves, spec, body);
    let value = |row: &RawRow, at: usize| parse_amount(&row.cells.get(at)?.text).ok();
    let values: Vec<Vec<Option<Decimal>>> =
        body.iter().map(|row| (0..row.cells.len()).map(|at| value(row, at)).collect()).collect();
    let mut search = Search { leaves, values: &values, steps: 0 };
    for (whole, members) in groups {
        let [only] = choices[whole].as_slice() else { continue };
        let open = members.iter().any(|member| choices[*member].len() > 1);
        if !open || members.len() > MEMBERS {
            continue;
        }
        let goal = search.amounts(whole, only);
        let mut found = Vec::new();
        search.run(&members, choices, &goal, &mut Vec::new(), &mut found);
        if found.is_empty() || search.steps >= STEPS {
            continue;
        }
        for (nth, member) in members.iter().enumerate() {
            let kept: HashSet<usize> = found.iter().map(|way| way[nth]).collect();
            let mut at = 0..;
            choices[*member].retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
        }
    }
}

/// The sums of a table's classes.
pub struct Classes(Vec<(usize, Vec<usize>)>);

impl Classes {
    /// Those of a table of one block; none of others.
    pub fn of(leaves: &Leaves, spec: Option<&TableSpec>, body: &[RawRow]) -> Self {
        let single = leaves.blocks.last().is_some_and(|last| *last == 0);
        Self(if single { groups(leaves, spec, body) } else { Vec::new() })
    }

    /// How many sums hold, less those that do not, column by column as the rows stand;
    /// sums that need a row of `unsettled` do not count.
    pub fn held(&self, leaves: &Leaves, body: &[RawRow], unsettled: impl Fn(usize) -> bool) -> i64 {
        let settled = |(whole, members): &&(usize, Vec<usize>)| {
            !unsettled(*whole) && !members.iter().any(|member| unsettled(*member))
        };
        let sums = self.0.iter().filter(settled).flat_map(|group| sums(leaves, body, group));
        sums.fold(0, |held, holds| held + if holds { 1 } else { -1 })
    }

    /// The members of classes that are no sums of theirs as the rows stand.
    pub fn failing(&self, leaves: &Leaves, body: &[RawRow]) -> Vec<usize> {
        let fails = |group: &&(usize, Vec<usize>)| sums(leaves, body, group).any(|holds| !holds);
        self.0.iter().filter(fails).flat_map(|(_, members)| members.clone()).collect()
    }
}

/// Whether a class is the sum of its members, for each column of amounts in which one of
/// them has any.
fn sums<'a>(
    leaves: &'a Leaves,
    body: &'a [RawRow],
    (whole, members): &'a (usize, Vec<usize>),
) -> impl Iterator<Item = bool> + 'a {
    let value = |row: usize, at: usize| parse_amount(text(&body[row], at)).ok();
    let columns = (0..leaves.count()).filter(|at| leaves.sorts[*at] == Sort::Numbers);
    columns.filter_map(move |at| {
        let parts: Vec<Decimal> = members.iter().filter_map(|member| value(*member, at)).collect();
        let printed = value(*whole, at);
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
        let left = sum.and_then(|sum| printed.unwrap_or_default().checked_sub(sum));
        let close = left.is_some_and(|left| left.abs() <= Decimal::new(2, 2));
        (!parts.is_empty() || printed.is_some()).then_some(close)
    })
}

/// The wholes with their members, as indices of rows; the outermost first.
fn groups(leaves: &Leaves<'_>, spec: Option<&TableSpec>, body: &[RawRow]) -> Vec<(usize, Vec<usize>)> {
    let codes: Vec<Option<String>> = body.iter().map(|row| code(leaves, spec, row)).collect();
    let place: HashMap<&str, usize> =
        codes.iter().enumerate().filter_map(|(at, code)| Some((code.as_deref()?, at))).collect();
    let total = |row: &RawRow| row.filled().any(|(_, cell)| leaves.catalogue.labels().is_whole(&cell.text));
    let total = body.iter().position(total);
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for (row, code) in codes.iter().enumerate() {
        let Some(code) = code else { continue };
        let outer = code.len().checked_sub(2).and_then(|length| place.get(&code[..length]).copied());
        if let Some(whole) = outer.or(total).filter(|whole| *whole != row) {
            members.entry(whole).or_default().push(row);
        }
    }
    let depth = |row: usize| codes[row].as_ref().map_or(0, String::len);
    let mut groups: Vec<(usize, Vec<usize>)> = members.into_iter().collect();
    groups.sort_by_key(|(whole, _)| (depth(*whole), *whole));
    groups
}

/// The code that a row prints before its name, else the one that the catalogue has for
/// its name.
pub fn code(leaves: &Leaves<'_>, spec: Option<&TableSpec>, row: &RawRow) -> Option<String> {
    let coded = leaves.sorts.contains(&Sort::Code);
    let is_code = |text: &str| matches!(kind(text), CellKind::Code | CellKind::Part);
    let parts: String =
        row.filled().map(|(_, cell)| cell.text.as_str()).take_while(|text| is_code(text)).collect();
    if coded && !parts.is_empty() {
        return parts.is_ascii().then_some(parts);
    }
    let accounts = spec?.accounts.as_deref().and_then(|list| leaves.catalogue.accounts(list))?;
    let (_, name) = row.filled().next()?;
    accounts.code(&name.text).map(str::to_owned)
}

struct Search<'a> {
    leaves: &'a Leaves<'a>,
    /// The amounts of each row's cells.
    values: &'a [Vec<Option<Decimal>>],
    steps: usize,
}

impl Search<'_> {
    fn amounts(&self, row: usize, way: &Way) -> HashMap<usize, Decimal> {
        let cells = way.iter().zip(&self.values[row]);
        let amounts = cells.filter(|(column, _)| self.leaves.sorts[**column] == Sort::Numbers);
        amounts.filter_map(|(column, value)| Some((*column, (*value)?))).collect()
    }

    /// Every way to choose for the members that leaves nothing of the whole.
    fn run(
        &mut self,
        members: &[usize],
        choices: &[Vec<Way>],
        left: &HashMap<usize, Decimal>,
        begun: &mut Vec<usize>,
        found: &mut Vec<Vec<usize>>,
    ) {
        self.steps += 1;
        if self.steps >= STEPS {
            return;
        }
        let rounding = Decimal::new(2, 2);
        let Some(member) = members.get(begun.len()) else {
            if left.values().all(|left| left.abs() <= rounding) {
                found.push(begun.clone());
            }
            return;
        };
        for (nth, choice) in choices[*member].iter().enumerate() {
            let mut left = left.clone();
            for (column, value) in self.amounts(*member, choice) {
                let left = left.entry(column).or_default();
                *left = left.saturating_sub(value);
            }
            // Expenditure is not negative, so what is overdrawn stays so.
            if left.values().all(|left| *left >= Decimal::new(-2, 2)) {
                begun.push(nth);
                self.run(members, choices, &left, begun, found);
                begun.pop();
            }
        }
    }
}
