//! What each column is, and which columns stand side by side as blocks.
//!
//! A column is identified by the catalogue's entry of its table, then by what its
//! heading means in any table, then by what it holds; and against both headings
//! where its content leaves no doubt: account codes are never money.

use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::catalogue::concept::says;
use crate::catalogue::normal::{compact, hashed_key, label, yearless, years};
use crate::catalogue::schema::{ColumnSpec, ConceptSpec, ConceptsSpec, LabelsSpec, TableSpec};
use crate::keys::ColumnKey;
use crate::model::{Block, Column, ColumnPeriod, ColumnRole, Doubt, Numbered};
use crate::money::Unit;
use crate::read::table::content::Content;
use crate::read::table::header::Layout;

/// The columns with their keys and roles, and the blocks they make.
pub fn resolve(
    layout: &Layout,
    spec: Option<&TableSpec>,
    catalogue: &Catalogue,
) -> (Vec<Column>, Vec<Block>) {
    let sorter = Sorter::new(layout, spec, catalogue);
    let ranges = sorter.block_ranges();
    let mut taken = Vec::new();
    let mut columns = Vec::new();
    let mut blocks = Vec::new();
    for (index, range) in ranges.iter().enumerate() {
        let key = block_key(layout, spec, ranges.len(), index, range.start, &taken);
        taken.push(key.clone());
        let mut own: Vec<Column> = range.clone().map(|at| sorter.column(&key, index, at)).collect();
        tell_apart(spec, &mut own);
        tell_years_apart(&mut own, catalogue.labels());
        tell_moneys_apart(&mut own, catalogue.concepts());
        number_repeats(&mut own, |at| spec.is_some() && !sorter.contents[range.start + at].is_empty());
        columns.extend(own);
        blocks.push(sorter.block(key, range.clone(), &mut columns));
    }
    (columns, blocks)
}

/// Gives the columns that mean something else beside others their own keys: 决算数
/// beside 预算数 is the final amount, and then 预算数 the budgeted one.
fn tell_apart(spec: Option<&TableSpec>, columns: &mut [Column]) {
    let Some(spec) = spec else { return };
    for _ in 0..2 {
        let keys: Vec<String> = columns.iter().map(|column| column.key.clone()).collect();
        for (at, column) in columns.iter_mut().enumerate() {
            let others = [&keys[..at], &keys[at + 1..]].concat();
            if let Some(known) = spec.column_beside(&column.path, &others) {
                column.key.clone_from(&known.key);
            }
        }
    }
}

/// Of columns that mean the same in different years (`2022年预算数` beside
/// `2023年预算数`) the latest has the plain key.
fn tell_years_apart(columns: &mut [Column], labels: &LabelsSpec) {
    let years: Vec<u16> = columns.iter().map(|column| year(&column.path, labels)).collect();
    let keys: Vec<String> = columns.iter().map(|column| column.key.clone()).collect();
    for (at, column) in columns.iter_mut().enumerate().filter(|(at, _)| years[*at] > 0) {
        let later = |other: usize| keys[other] == keys[at] && years[other] > years[at];
        if column.role == ColumnRole::Amount && (0..keys.len()).any(later) {
            column.key = format!("{}-previous", keys[at]);
        }
    }
}

/// The year that the headings of a column name: in numbers, or as this one and
/// the last; 0 where they name none.
fn year(path: &[String], labels: &LabelsSpec) -> u16 {
    let says = |words: &[String]| {
        path.iter().any(|heading| words.iter().any(|word| heading.contains(word.as_str())))
    };
    let named = path.iter().flat_map(|heading| years(heading)).max();
    named.unwrap_or(if says(&labels.this_year) { 2 } else { u16::from(says(&labels.other_year)) })
}

/// Columns that get the same key under outer headings of another meaning
/// (一般公共预算 under 本年拨款 and under 上年结转) get that meaning into their keys:
/// other money and other years first, then whatever tells them apart.
fn tell_moneys_apart(columns: &mut [Column], concepts: &ConceptsSpec) {
    add_outer_meaning(columns, concepts, |outer| outer.apart);
    add_outer_meaning(columns, concepts, |_| true);
}

fn add_outer_meaning(columns: &mut [Column], concepts: &ConceptsSpec, outer: impl Fn(&ConceptSpec) -> bool) {
    let mut keys: Vec<String> = columns.iter().map(|column| column.key.clone()).collect();
    for (at, column) in columns.iter_mut().enumerate().filter(|(_, it)| it.role == ColumnRole::Amount) {
        let shared = keys.iter().filter(|key| **key == keys[at]).count() > 1;
        let whole = concepts.key(&column.path, &outer).filter(|whole| shared && !keys.contains(whole));
        if let Some(whole) = whole {
            keys[at].clone_from(&whole);
            column.key = whole;
        }
    }
}

/// Keys are unique within a block; the parts of one code may share theirs. Which of two
/// columns that hold amounts (`counts`) has a key is open.
fn number_repeats(columns: &mut [Column], counts: impl Fn(usize) -> bool) {
    let mut keys = Numbered::default();
    let of_amounts = columns.iter().enumerate().filter(|(_, column)| column.role == ColumnRole::Amount);
    let own: Vec<String> =
        of_amounts.filter(|(at, _)| counts(*at)).map(|(_, column)| column.key.clone()).collect();
    for column in columns {
        let free = keys.unique(&column.key);
        let again = own.iter().filter(|key| **key == column.key).count() > 1;
        if column.role == ColumnRole::Amount && (again || free != column.key) {
            column.confidence = column.confidence.and(Doubt::DuplicateKey.into());
        }
        if column.role != ColumnRole::Code {
            column.key = free;
        }
    }
}

/// What tells the columns of one grid.
struct Sorter<'a> {
    layout: &'a Layout,
    spec: Option<&'a TableSpec>,
    concepts: &'a ConceptsSpec,
    labels: &'a LabelsSpec,
    contents: Vec<Content>,
}

impl<'a> Sorter<'a> {
    fn new(layout: &'a Layout, spec: Option<&'a TableSpec>, catalogue: &'a Catalogue) -> Self {
        let contents =
            (0..layout.width).map(|at| Content::of(&layout.body, at, catalogue.labels())).collect();
        let labels = catalogue.labels();
        Self { layout, spec, concepts: catalogue.concepts(), labels, contents }
    }

    fn known(&self, at: usize, block: Option<&str>) -> Option<&'a ColumnSpec> {
        self.spec.and_then(|spec| spec.column(&self.layout.paths[at], block))
    }

    fn concept(&self, at: usize) -> Option<&'a ConceptSpec> {
        self.concepts.of(self.layout.paths[at].last()?)
    }

    fn is_form(&self) -> bool {
        self.spec.is_some_and(|spec| spec.form)
    }

    /// What a column holds, by its headings and its content.
    fn role(&self, at: usize, block: Option<&str>) -> ColumnRole {
        let named = self.known(at, block).map(|known| known.role);
        if self.is_form() {
            return named.unwrap_or(ColumnRole::Text);
        }
        let named = named.or_else(|| self.concept(at).map(|concept| concept.role));
        let content = &self.contents[at];
        match named {
            Some(ColumnRole::Amount | ColumnRole::Label) | None if self.holds_codes(at) => ColumnRole::Code,
            Some(ColumnRole::Label | ColumnRole::Code) if content.only_amounts() => ColumnRole::Amount,
            // The last part of a code in one cell with the name.
            Some(ColumnRole::Code) if content.names() > 0 && content.numbers() == 0 => ColumnRole::Label,
            Some(named) => named,
            None if content.rates > 0 || self.heads_numbers(at) => ColumnRole::Text,
            None if content.numbers() > 0 || (content.words == 0 && at > 0) => ColumnRole::Amount,
            None => ColumnRole::Text,
        }
    }

    /// Whether a heading says that numbers under it are no money: 资产编号, 采购时间,
    /// 车辆（辆）.
    fn heads_numbers(&self, at: usize) -> bool {
        let heading = self.layout.paths[at].last().map(|heading| compact(heading)).unwrap_or_default();
        self.labels.numbers.iter().any(|word| heading.ends_with(word.as_str()))
            || self.labels.counts_things(&heading)
    }

    /// Whether a column holds account codes: nothing else, before a column of words;
    /// one inside another, or all of them distinct from amounts by their number.
    fn holds_codes(&self, at: usize) -> bool {
        let content = &self.contents[at];
        let amounts = self.contents[..at].iter().any(|before| before.amounts > 0);
        let named =
            self.contents.get(at + 1).is_some_and(|next| next.words > 0 && next.words >= next.numbers());
        content.only_codes() && (content.nested || (named && !amounts))
    }

    /// A block begins at a column that names rows and stands after amounts.
    fn block_ranges(&self) -> Vec<Range<usize>> {
        let mut starts = vec![0];
        let mut amounts = false;
        for at in 0..self.layout.width {
            match self.role(at, None) {
                ColumnRole::Label | ColumnRole::Code => {
                    if amounts {
                        starts.push(at);
                    }
                    amounts = false;
                }
                ColumnRole::Text if amounts && self.names_behind_amounts(at) => {
                    starts.push(at);
                    amounts = false;
                }
                ColumnRole::Amount if !self.layout.paths[at].is_empty() => amounts = true,
                // Words beside amounts (增减%), or before them.
                _ => {}
            }
        }
        let ends = starts.iter().skip(1).copied().chain([self.layout.width]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// Whether a column of words under no known heading has amounts of its own.
    fn names_behind_amounts(&self, at: usize) -> bool {
        let told = self.is_form() || self.known(at, None).is_some() || self.concept(at).is_some();
        let next = (at + 1..self.layout.width).find(|next| !self.contents[*next].is_empty());
        !told
            && self.contents[at].words > 0
            && next.is_some_and(|next| self.role(next, None) == ColumnRole::Amount)
    }

    fn column(&self, block_key: &str, block: usize, at: usize) -> Column {
        let path = self.layout.paths[at].clone();
        let named = self.known(at, Some(block_key));
        let role = self.role(at, Some(block_key));
        let told = named.filter(|named| named.role == role).map(|named| named.key.clone());
        let told = told.filter(|key| *key != ColumnKey::TOTAL || !self.is_of_group(at));
        let amounts = || {
            let of_amounts = |at| self.concept(at).is_some_and(|concept| concept.role == ColumnRole::Amount);
            let behind = role == ColumnRole::Amount && (0..at).any(of_amounts);
            let heading = path.last().filter(|_| behind)?;
            self.concepts.amounts_of(heading).map(str::to_owned)
        };
        let meant = || self.concepts.key(&path, |outer| outer.apart).filter(|_| self.means(at, role));
        let means = told.or_else(amounts).or_else(meant).or_else(|| self.plain_key(&path, at, role));
        let known = means.is_some();
        let key = means.unwrap_or_else(|| hashed_key("c", &yearless(&path.join("/"))));
        let unit = path.iter().rev().find_map(|heading| Unit::stated_in(heading));
        let unit = unit.filter(|_| role == ColumnRole::Amount);
        let unknown = self.spec.is_some() && !known && role == ColumnRole::Amount;
        let confidence = unknown.then_some(Doubt::UnknownColumn).into();
        Column { key, known, path, role, block, unit, period: ColumnPeriod::default(), confidence }
    }

    /// Whether a column of a table of projects is under a heading that means something,
    /// beside amounts that are not: its 小计 is the total of that group, not of a line.
    fn is_of_group(&self, at: usize) -> bool {
        let paths = &self.layout.paths;
        if !self.spec.is_some_and(|spec| spec.projects) {
            return false;
        }
        let Some((outer, [_, ..])) = paths[at].split_first() else { return false };
        let means = self.concepts.of(outer).is_some_and(|concept| concept.key != ColumnKey::TOTAL.as_str());
        let outside = |other: &usize| paths[*other].first().is_some_and(|first| first != outer);
        means && (0..paths.len()).filter(outside).any(|other| self.role(other, None) == ColumnRole::Amount)
    }

    /// The key of a column whose headings say no more than that amounts stand under
    /// it, which is the total, or that has none.
    fn plain_key(&self, path: &[String], at: usize, role: ColumnRole) -> Option<String> {
        let neutral = |heading: &String| self.concepts.is_neutral(heading);
        match path {
            [] => Some(format!("column-{}", at + 1)),
            path if role == ColumnRole::Amount && path.iter().all(neutral) => Some(ColumnKey::TOTAL.into()),
            _ => None,
        }
    }

    /// Whether what the heading means and what the column holds agree.
    fn means(&self, at: usize, role: ColumnRole) -> bool {
        self.concept(at).is_some_and(|concept| concept.role == role) || role == ColumnRole::Amount
    }

    /// A block with its label and the columns of its code; what else names
    /// something, or holds another code, is words about the row.
    fn block(&self, key: String, range: Range<usize>, columns: &mut [Column]) -> Block {
        let label = self.label(range.clone(), columns);
        let codes = self.codes(range.clone(), label, columns);
        for at in range.clone() {
            let own = columns[at].path == columns[label].path;
            let column = &mut columns[at];
            let told = self.known(at, Some(&key)).is_some_and(|known| known.role == column.role);
            if column.role == ColumnRole::Label && !told && !own && at != label {
                column.role = ColumnRole::Text;
            }
            if column.role == ColumnRole::Code && !codes.contains(&at) {
                column.role = ColumnRole::Text;
            }
        }
        if columns[label].role == ColumnRole::Text {
            columns[label].role = ColumnRole::Label;
        }
        // Names of classes in a column of their own, without a heading.
        for (at, column) in columns.iter_mut().enumerate().take(label).skip(range.start) {
            if column.role == ColumnRole::Text && column.path.is_empty() && self.contents[at].words > 0 {
                column.role = ColumnRole::Label;
            }
        }
        Block { key, columns: range, label, codes }
    }

    /// The column that names a block's rows: the project's name before the account's
    /// before the unit's, of those that the catalogue does not tell.
    fn label(&self, range: Range<usize>, columns: &[Column]) -> usize {
        let of = |role: ColumnRole| range.clone().filter(move |at| columns[*at].role == role);
        let rank = |at: &usize| {
            let key = &columns[*at].key;
            [ColumnKey::PROJECT, ColumnKey::ITEM].iter().position(|known| key == known).unwrap_or(2)
        };
        // A word that got under 类, 款 or 项 makes no names of them.
        let words_of = |at: usize| self.contents[at].words;
        let more = |at: usize| of(ColumnRole::Label).any(|other| words_of(other) > 2 * words_of(at));
        let of_codes = |at: &usize| self.heads_codes(*at) && more(*at);
        let best = || {
            let named = of(ColumnRole::Label).filter(|at| !of_codes(at)).min_by_key(rank);
            named.or_else(|| of(ColumnRole::Label).min_by_key(rank))
        };
        let told = of(ColumnRole::Label).find(|at| self.known(*at, None).is_some() && !of_codes(at));
        let named = |at: &usize| self.contents[*at].names() > self.contents[*at].numbers();
        let words = || of(ColumnRole::Text).find(|at| self.contents[*at].words > 0);
        let words = || of(ColumnRole::Text).find(named).or_else(words);
        let label = told.or_else(best).or_else(words).or_else(|| of(ColumnRole::Text).next());
        label.or_else(|| of(ColumnRole::Code).next()).unwrap_or(range.start)
    }

    /// Whether a heading says that codes stand under it, whatever got there.
    fn heads_codes(&self, at: usize) -> bool {
        self.concept(at).is_some_and(|concept| concept.role == ColumnRole::Code)
    }

    /// The columns that hold a row's account code: the first run of them before the
    /// label. Rows of projects are identified by their names, whatever code stands beside.
    fn codes(&self, range: Range<usize>, label: usize, columns: &[Column]) -> Vec<usize> {
        let is_code = |at: &usize| columns[*at].role == ColumnRole::Code;
        let first = range.clone().find(is_code);
        let Some(first) = first.filter(|_| !self.spec.is_some_and(|spec| spec.projects)) else {
            return Vec::new();
        };
        let end = if first < label { label } else { range.end };
        let of_code = |at: &usize| is_code(at) || self.contents[*at].is_empty() || self.heads_codes(*at);
        (first..end).take_while(of_code).filter(is_code).collect()
    }
}

fn block_key(
    layout: &Layout,
    spec: Option<&TableSpec>,
    count: usize,
    index: usize,
    start: usize,
    taken: &[String],
) -> String {
    if count == 1 {
        return only_block(layout, spec);
    }
    let known = spec.map(|spec| spec.blocks.as_slice()).unwrap_or_default();
    // 支出用途 under 支出 says more than 支出.
    let headings = layout.paths[start].iter().rev().map(|heading| yearless(&label(heading)));
    let by_heading =
        |heading: String| known.iter().find(|block| block.names.iter().any(|name| is_named(&heading, name)));
    let named = headings.filter_map(by_heading).find(|block| !taken.contains(&block.key));
    let by_place = || known.get(index).filter(|block| !taken.contains(&block.key));
    named.or_else(by_place).map_or_else(|| format!("b{}", index + 1), |block| block.key.clone())
}

/// Whether a heading over a block is the catalogue's name, or says its words in order.
fn is_named(heading: &str, name: &str) -> bool {
    label(name) == heading || (name.contains(' ') && says(heading, name))
}

/// The block that a table of one block is: where the catalogue knows several, the
/// one whose columns it has.
fn only_block(layout: &Layout, spec: Option<&TableSpec>) -> String {
    let known = spec.map(|spec| spec.blocks.as_slice()).unwrap_or_default();
    let has = |block: &str| {
        let columns = layout
            .paths
            .iter()
            .filter(|path| spec.is_some_and(|spec| spec.column(path, Some(block)).is_some()));
        columns.count()
    };
    let most = known.iter().max_by_key(|block| has(&block.key));
    most.filter(|_| known.len() > 1).map_or_else(|| Block::ALONE.to_owned(), |block| block.key.clone())
}
