//! Grids whose blank cells a parser dropped: which column a cell stands in is
//! told by what it is (code, name, amount), by the catalogue's order of columns,
//! and by the table's own identities. Where these leave a choice, the cell is
//! in doubt: published as printed, counted as no figure.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::{CheckSpec, ColumnRole, ColumnSpec, TableSpec};
use crate::keys::BlockKey;
use crate::money::{self, looks_like_amount, parse_amount};
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::header::is_numbering;
use crate::source::Span;

/// Most steps of the search among the placements of a table's rows, and most
/// members of a class that is searched.
const STEPS: usize = 50_000;
const MEMBERS: usize = 200;

/// For each cell of a row the column it stands in.
type Placement = Vec<usize>;

/// Puts the cells of a grid without blanks back into their columns; gives those
/// whose column is in doubt, or `None`, changing nothing, where no blank cell was
/// dropped or the catalogue cannot tell the columns.
pub fn expand(head: &mut [RawRow], body: &mut [RawRow], spec: Option<&TableSpec>) -> Option<HashSet<Span>> {
    let spec = spec?;
    let blank = |row: &RawRow| row.filled().count() > 1 && row.filled().count() < row.cells.len();
    if head.is_empty() || head.iter().chain(body.iter()).any(blank) {
        return None;
    }
    let data: Vec<usize> = (0..body.len()).filter(|at| !is_numbering(&body[*at])).collect();
    let length = |at: &usize| body[*at].filled().count();
    let longest = data.iter().map(length).max()?;
    let headed = head.iter().map(|row| row.filled().count()).max()?;
    let Some(columns) = Columns::of(head, spec) else {
        let even = data.iter().all(|at| length(at) == longest) && headed >= longest;
        return (!even && longest > 1).then(|| amounts(body));
    };
    let width = columns.specs.len();
    // A row with more cells than there are columns lost none.
    let data: Vec<usize> = data.into_iter().filter(|at| length(at) <= width).collect();
    if data.iter().all(|at| length(at) == width) {
        return None;
    }
    for row in head.iter_mut().chain(body.iter_mut()) {
        row.cells.retain(|cell| !cell.text.is_empty());
    }
    let mut choices: Vec<Vec<Placement>> = data.iter().map(|at| columns.placements(&body[*at])).collect();
    Sums::new(&columns, body, &data).decide(&mut choices);
    let mut doubtful = HashSet::new();
    for (at, choices) in data.into_iter().zip(choices) {
        place(&mut body[at], &choices, width, &mut doubtful);
    }
    for (row, starts) in head.iter_mut().zip(columns.starts) {
        spread(row, &starts, width);
    }
    Some(doubtful)
}

/// The cells of a table's body that look like amounts.
fn amounts(body: &[RawRow]) -> HashSet<Span> {
    let cells = body.iter().flat_map(RawRow::filled);
    cells.filter(|(_, cell)| looks_like_amount(&cell.text)).map(|(_, cell)| cell.span).collect()
}

/// Sets a row's cells in the columns of its first choice; those that other
/// choices put elsewhere, or all amounts where there is no choice, are in doubt.
fn place(row: &mut RawRow, choices: &[Placement], width: usize, doubtful: &mut HashSet<Span>) {
    let Some(first) = choices.first().cloned() else {
        let amounts = row.cells.iter().filter(|cell| looks_like_amount(&cell.text));
        doubtful.extend(amounts.map(|cell| cell.span));
        return;
    };
    for (at, cell) in row.cells.iter().enumerate() {
        if choices.iter().any(|choice| choice[at] != first[at]) {
            doubtful.insert(cell.span);
        }
    }
    spread(row, &first, width);
}

fn spread(row: &mut RawRow, columns: &[usize], width: usize) {
    let end = row.cells.last().map_or(Span { file: row.line.file, start: 0, end: 0 }, |cell| cell.span);
    let empty = RawCell::new(String::new(), Span { start: end.end, ..end });
    let cells = std::mem::replace(&mut row.cells, vec![empty; width]);
    for (cell, at) in cells.into_iter().zip(columns) {
        row.cells[*at] = cell;
    }
}

/// The columns of a table as its headings and the catalogue tell them.
struct Columns<'a> {
    spec: &'a TableSpec,
    specs: Vec<&'a ColumnSpec>,
    /// Where each heading of each header row begins.
    starts: Vec<Vec<usize>>,
}

impl<'a> Columns<'a> {
    /// `None` where a heading of the lowest row is unknown, or the headings do
    /// not come in the catalogue's order.
    fn of(head: &[RawRow], spec: &'a TableSpec) -> Option<Self> {
        let matched: Vec<Vec<Option<usize>>> =
            head.iter().map(|row| in_order(row, spec)).collect::<Option<_>>()?;
        if matched.last()?.iter().any(Option::is_none) {
            return None;
        }
        // Each heading that is a column, once; split codes once each.
        let mut used: Vec<(usize, usize)> = Vec::new();
        for row in &matched {
            let mut nth = 0;
            for (at, index) in row.iter().enumerate() {
                let Some(index) = *index else { continue };
                nth = if at > 0 && row[at - 1] == Some(index) { nth + 1 } else { 0 };
                if !used.contains(&(index, nth)) {
                    used.push((index, nth));
                }
            }
        }
        used.sort_unstable();
        let specs: Vec<&ColumnSpec> = used.iter().map(|(index, _)| &spec.columns[*index]).collect();
        let labels = |block: &ColumnSpec| {
            specs.iter().filter(|one| one.role == ColumnRole::Label && one.block == block.block).count()
        };
        if specs.iter().any(|column| labels(column) != 1) {
            return None;
        }
        let position = |index: usize| used.iter().position(|(used, _)| *used == index);
        let starts = (0..head.len()).map(|at| starts(head, &matched, at, spec, &specs, position)).collect();
        Some(Self { spec, specs, starts })
    }

    /// Every way in which a row's cells fit the columns and the row's identity; the
    /// columns alone where it holds in none.
    fn placements(&self, row: &RawRow) -> Vec<Placement> {
        if row.cells.len() == self.specs.len() {
            return vec![(0..row.cells.len()).collect()];
        }
        let fit = self.fits(row, true);
        if fit.is_empty() { self.fits(row, false) } else { fit }
    }

    fn fits(&self, row: &RawRow, sums: bool) -> Vec<Placement> {
        let mut found = vec![Vec::new()];
        let mut rest = row.cells.as_slice();
        let codes = self.specs.iter().take_while(|column| column.role == ColumnRole::Code).count();
        let coded = rest.iter().take(codes).take_while(|cell| is_code(&cell.text)).count();
        found[0].extend(0..coded);
        rest = &rest[coded..];
        while let Some((name, behind)) = rest.split_first() {
            let amounts = behind.iter().take_while(|cell| looks_like_amount(&cell.text)).count();
            let words = behind[amounts..].len();
            let mut next = Vec::new();
            for begun in &found {
                for column in self.names(&name.text, begun.last().copied(), words) {
                    for amounts in self.amounts(column, &behind[..amounts], sums) {
                        next.push([begun.as_slice(), &[column], &amounts].concat());
                    }
                }
            }
            found = next;
            rest = &behind[amounts..];
        }
        found
    }

    /// The columns that a name may stand in, behind the column `after`.
    fn names(&self, name: &str, after: Option<usize>, words: usize) -> Vec<usize> {
        if looks_like_amount(name) {
            return Vec::new();
        }
        let free = |at: &usize| after.is_none_or(|after| *at > after);
        let of_words = |at: &usize| matches!(self.specs[*at].role, ColumnRole::Label | ColumnRole::Text);
        let columns: Vec<usize> = (0..self.specs.len()).filter(free).filter(of_words).collect();
        if self.spec.blocks.is_empty() {
            // One list: the label comes first, other words behind it.
            return columns.into_iter().take(1).collect();
        }
        let told: Vec<usize> = columns.iter().copied().filter(|at| self.knows(name, *at)).collect();
        // The first of two names has the block before the other's.
        let all = if words > 0 { columns.into_iter().take(1).collect() } else { columns };
        if told.is_empty() { all } else { told }
    }

    /// Whether the catalogue knows a name as a row of the column's block.
    fn knows(&self, name: &str, at: usize) -> bool {
        let block = self.specs[at].block.as_deref();
        let row = |name: &str| {
            let mut rows = self.spec.rows.iter();
            rows.any(|row| row.block.as_deref() == block && row.names.iter().any(|known| known == name))
        };
        let accounts = self.spec.accounts.as_deref().and_then(|list| Catalogue::get().accounts(list));
        let account = accounts.is_some_and(|accounts| accounts.code(name).is_some());
        row(&label(name)) || (account && block.is_some_and(|block| block == BlockKey::EXPENDITURE))
    }

    /// Every way to set amounts behind the name in column `name`: the total first,
    /// for a row that prints amounts prints its total; where `sums`, the parts so
    /// that they sum up to it.
    fn amounts(&self, name: usize, cells: &[RawCell], sums: bool) -> Vec<Placement> {
        let block = &self.specs[name].block;
        let of_block =
            |at: &usize| self.specs[*at].role == ColumnRole::Amount && &self.specs[*at].block == block;
        let columns: Vec<usize> = (name + 1..self.specs.len()).filter(of_block).collect();
        let ways = subsets(&columns, cells.len());
        let values: Option<Vec<Decimal>> = cells.iter().map(|cell| parse_amount(&cell.text).ok()).collect();
        let Some(values) = values else { return Vec::new() };
        let total = |way: &Placement| way.is_empty() || way.first() == columns.first();
        ways.into_iter().filter(|way| total(way) && (!sums || self.holds(way, &values))).collect()
    }

    /// Whether the row identities hold for amounts set this way.
    fn holds(&self, way: &[usize], values: &[Decimal]) -> bool {
        let value = |key: &str| {
            let at = way.iter().position(|at| self.specs[*at].key == key)?;
            Some(values[at])
        };
        self.spec.checks.iter().all(|check| {
            let CheckSpec::Across { total, parts } = check else { return true };
            let printed: Vec<Decimal> = parts.iter().filter_map(|part| value(part)).collect();
            let sum = money::sum(printed.iter().copied().map(Some));
            match value(total) {
                Some(total) if !printed.is_empty() => {
                    let left = sum.and_then(|sum| total.checked_sub(sum));
                    left.is_some_and(|left| left.abs() <= Decimal::new(2, 2))
                }
                _ => true,
            }
        })
    }
}

/// The catalogue's column of each heading of a row, `None` for one over others;
/// the whole `None` where they do not come in the catalogue's order.
fn in_order(row: &RawRow, spec: &TableSpec) -> Option<Vec<Option<usize>>> {
    let mut last: Option<usize> = None;
    let mut found = Vec::new();
    for cell in &row.cells {
        let path = [cell.text.clone()];
        let is = |index: &usize| {
            let column = &spec.columns[*index];
            let block = column.block.as_deref();
            spec.column(&path, block).is_some_and(|known| std::ptr::eq(known, column))
        };
        let after = |index: &usize| {
            let code = spec.columns[*index].role == ColumnRole::Code;
            last.is_none_or(|last| *index > last || (code && *index == last))
        };
        let index = (0..spec.columns.len()).filter(is).find(after);
        let known = (0..spec.columns.len()).any(|index| is(&index));
        if known && index.is_none() {
            return None;
        }
        last = index.or(last);
        found.push(index);
    }
    Some(found)
}

/// Where the headings of a header row begin.
fn starts(
    head: &[RawRow],
    matched: &[Vec<Option<usize>>],
    at: usize,
    spec: &TableSpec,
    specs: &[&ColumnSpec],
    position: impl Fn(usize) -> Option<usize>,
) -> Vec<usize> {
    let lower = |index: usize| matched[at + 1..].iter().flatten().any(|other| *other == Some(index));
    let mut starts: Vec<usize> = Vec::new();
    let mut next = 0;
    for (cell, index) in head[at].cells.iter().zip(&matched[at]) {
        let name = compact(&cell.text);
        let block = spec.blocks.iter().find(|block| block.names.iter().any(|known| compact(known) == name));
        let of_block = block.and_then(|block| {
            specs.iter().position(|column| column.block.as_deref() == Some(block.key.as_str()))
        });
        let own = index.and_then(&position);
        let over_others = index.is_some_and(lower);
        let start = match (own, of_block) {
            (None, Some(start)) => start,
            (Some(own), _) if !(over_others && starts.is_empty()) => own,
            _ => next,
        };
        let free = starts.last().map_or(0, |last| last + 1);
        let start = start.max(free).min(specs.len().saturating_sub(1));
        next = own.unwrap_or(start).max(start) + 1;
        starts.push(start);
    }
    starts
}

fn is_code(text: &str) -> bool {
    (2..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Every choice of `count` of the columns, in order.
fn subsets(columns: &[usize], count: usize) -> Vec<Placement> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for (at, first) in columns.iter().enumerate() {
        for rest in subsets(&columns[at + 1..], count - 1) {
            found.push([&[*first], rest.as_slice()].concat());
        }
    }
    found
}

/// The rows as members of classes, by their codes.
struct Sums {
    /// A whole with its members, as indices of rows; the outermost first.
    groups: Vec<(usize, Vec<usize>)>,
    /// The amounts of each row's cells.
    values: Vec<Vec<Option<Decimal>>>,
}

impl Sums {
    fn new(columns: &Columns<'_>, body: &[RawRow], data: &[usize]) -> Self {
        let rows = || data.iter().map(|at| &body[*at]);
        let value = |cell: &RawCell| {
            parse_amount(&cell.text)
                .ok()
                .filter(|_| !is_code(&cell.text) || columns.specs[0].role != ColumnRole::Code)
        };
        let values = rows().map(|row| row.cells.iter().map(value).collect()).collect();
        let codes: Vec<Option<String>> = rows().map(|row| code(columns, row)).collect();
        let at: HashMap<&str, usize> =
            codes.iter().enumerate().filter_map(|(at, code)| Some((code.as_deref()?, at))).collect();
        let total = rows().position(|row| row.cells.iter().any(|cell| is_total(&cell.text)));
        let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
        for (row, code) in codes.iter().enumerate() {
            let Some(code) = code else { continue };
            let outer = code.len().checked_sub(2).and_then(|length| at.get(&code[..length]).copied());
            if let Some(whole) = outer.or(total).filter(|whole| *whole != row) {
                members.entry(whole).or_default().push(row);
            }
        }
        let depth = |row: usize| codes[row].as_ref().map_or(0, String::len);
        let mut groups: Vec<(usize, Vec<usize>)> = members.into_iter().collect();
        groups.sort_by_key(|(whole, _)| (depth(*whole), *whole));
        // Blocks side by side have several wholes in a row; they are not told so.
        let usable = columns.spec.blocks.is_empty();
        Self { groups: if usable { groups } else { Vec::new() }, values }
    }

    /// Keeps of each row's choices those with which its class sums up.
    fn decide(&self, choices: &mut [Vec<Placement>]) {
        let mut steps = 0;
        for (whole, members) in self.groups.iter().filter(|(_, members)| members.len() <= MEMBERS) {
            let [only] = choices[*whole].as_slice() else { continue };
            let goal = self.amounts(*whole, only);
            let mut found: Vec<Vec<usize>> = Vec::new();
            self.search(members, choices, &goal, &mut Vec::new(), &mut found, &mut steps);
            if found.is_empty() || steps >= STEPS {
                continue;
            }
            for (nth, member) in members.iter().enumerate() {
                let kept: HashSet<usize> = found.iter().map(|way| way[nth]).collect();
                let mut at = 0;
                choices[*member].retain(|_| {
                    at += 1;
                    kept.contains(&(at - 1))
                });
            }
        }
    }

    fn amounts(&self, row: usize, placement: &Placement) -> HashMap<usize, Decimal> {
        let cells = placement.iter().zip(&self.values[row]);
        cells.filter_map(|(column, value)| Some((*column, (*value)?))).collect()
    }

    /// Every way to choose for the members that leaves nothing of the whole.
    fn search(
        &self,
        members: &[usize],
        choices: &[Vec<Placement>],
        left: &HashMap<usize, Decimal>,
        begun: &mut Vec<usize>,
        found: &mut Vec<Vec<usize>>,
        steps: &mut usize,
    ) {
        *steps += 1;
        if *steps >= STEPS {
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
                self.search(members, choices, &left, begun, found, steps);
                begun.pop();
            }
        }
    }
}

fn code(columns: &Columns<'_>, row: &RawRow) -> Option<String> {
    let parts: String =
        row.cells.iter().map(|cell| cell.text.as_str()).take_while(|text| is_code(text)).collect();
    let coded =
        columns.specs.first().is_some_and(|column| column.role == ColumnRole::Code) && !parts.is_empty();
    let accounts = columns.spec.accounts.as_deref().and_then(|list| Catalogue::get().accounts(list));
    let named = || accounts?.code(&row.cells.first()?.text).map(str::to_owned);
    if coded { Some(parts) } else { named() }
}

fn is_total(text: &str) -> bool {
    matches!(label(text).as_str(), "合计" | "总计")
}
