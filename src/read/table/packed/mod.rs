//! Rows of which only the order of the cells is left: one blank between two, blank ones
//! lost, headings over several lines in the order in which a page is read. The line with
//! the most headings names the columns, in their order; what stands on the lines around
//! it is put over or before them where it says itself where it belongs.

mod fit;
mod forest;
mod headings;
mod over;

use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::numbering;
use crate::catalogue::schema::TableSpec;
use crate::keys::ColumnKey;
use crate::money::looks_like_amount;
use crate::read::blocks::Grid;
use crate::read::lex::{Dialect, RawCell, RawRow};
use crate::read::table::again;
use crate::read::table::content::{CellKind, kind};
use crate::read::table::packed::fit::Fit;
use crate::read::table::packed::headings::Headings;
use crate::read::table::packed::over::Over;
use crate::read::table::sort::Sort;
use crate::read::table::wrapped;
use crate::read::text::is_bare_year;
use crate::source::{Line, Span};

/// A header with its rows of headings, and the headings of its columns.
#[derive(Debug)]
pub struct Header {
    pub rows: Vec<RawRow>,
    pub leaves: Vec<RawCell>,
    /// The headings over each column, outermost first.
    pub paths: Vec<Vec<String>>,
}

/// A header laid over columns, and rows whose words and codes are as many as it has
/// columns for.
#[derive(Debug)]
pub struct Packed {
    pub head: Vec<RawRow>,
    pub body: Vec<RawRow>,
    /// Header rows that came again at page breaks.
    pub repeated: Vec<Line>,
    /// Amounts of rows whose label may be two: the words of several columns.
    pub doubtful: HashSet<Span>,
}

/// Lays packed rows out; `None` where the headings do not tell the columns.
pub fn lay(grid: &Grid, spec: &TableSpec, catalogue: &Catalogue) -> Option<Packed> {
    let mut rows = grid.rows.clone();
    rows.iter_mut().for_each(|row| row.cells.retain(|cell| !cell.text.is_empty()));
    rows.retain(|row| !row.cells.is_empty());
    drop_serials(&mut rows, catalogue);
    let (head, body) = rows.split_at(header_end(&rows, catalogue));
    let again = again::header_rows(head, body, catalogue.labels());
    let of = |wanted: bool| {
        let rows = body.iter().zip(&again).filter(move |(_, again)| **again == wanted);
        rows.map(|(row, _)| row)
    };
    let repeated = of(true).map(|row| row.line).collect();
    let body: Vec<RawRow> = of(false).cloned().collect();
    let headings = Headings { spec, catalogue };
    let (header, body, misfits) = match grid.dialect {
        Dialect::Stacked => in_level_order(head, &body, &headings)?,
        _ => (headings.over_columns(head, &body)?, body, HashSet::new()),
    };
    let Header { rows: head, leaves, .. } = header;
    let single = headings.blocks(&leaves).len() <= 1;
    let body: Vec<RawRow> = if single { body.iter().map(code_first).collect() } else { body };
    let squeezed: Vec<RawRow> = body.iter().map(|row| headings.squeeze(row, &leaves)).collect();
    let coded = single && headings.count(&leaves, Sort::Code) > 0;
    let mut doubtful = doubtful(&body, &squeezed, coded, catalogue);
    doubtful.extend(misfits);
    if single {
        let lead = headings.lead(&leaves);
        doubtful.extend(squeezed.iter().filter(|row| leads(row) > lead).flat_map(amounts));
    }
    Some(Packed { head, body: squeezed, repeated, doubtful })
}

/// The header that headings a line each make, with the rows under it, and the amounts of
/// those that do not fit.
fn in_level_order(
    head: &[RawRow],
    body: &[RawRow],
    headings: &Headings<'_>,
) -> Option<(Header, Vec<RawRow>, HashSet<Span>)> {
    if headings.spec.projects || head.is_empty() || head.iter().any(|row| row.cells.len() > 1) {
        return None;
    }
    let mut cells: Vec<RawCell> = head.iter().flat_map(|row| row.cells.clone()).collect();
    let body: Vec<RawRow> = body.iter().flat_map(apart).collect();
    headings.join_names(&mut cells);
    let fit = Fit { headings, body: &body };
    let header = forest::best(&cells, head[0].line, &Over { headings }, &fit)?;
    let misfits = fit.misfitting(&header.paths);
    Some((header, body, misfits))
}

/// Takes the numbers of rows out (序号), which name nothing and would pass for codes.
fn drop_serials(rows: &mut Vec<RawRow>, catalogue: &Catalogue) {
    let is_heading = |cell: &RawCell| {
        catalogue.concepts().of(&cell.text).is_some_and(|concept| concept.key == ColumnKey::NUMBER)
    };
    let Some(head) = rows.iter().position(|row| row.cells.iter().any(is_heading)) else { return };
    rows[head].cells.retain(|cell| !is_heading(cell));
    // 序号 may stand on a line of its own.
    if rows[head].cells.is_empty() {
        rows.remove(head);
    }
    for row in rows.iter_mut().skip(head) {
        let number =
            |cell: &RawCell| cell.text.len() <= 3 && cell.text.bytes().all(|byte| byte.is_ascii_digit());
        let [first, next, ..] = row.cells.as_slice() else { continue };
        let before = match kind(&next.text) {
            CellKind::Code | CellKind::Whole => true,
            // A code before a name is no number of the row.
            CellKind::Words => kind(&first.text) != CellKind::Code,
            _ => false,
        };
        if number(first) && before {
            row.cells.remove(0);
        }
    }
}

/// How many codes, unit's numbers and words a row begins with.
pub fn leads(row: &RawRow) -> usize {
    let words = row.cells.iter().position(|cell| kind(&cell.text) == CellKind::Words);
    let behind =
        |at: usize| row.cells[at..].iter().take_while(|cell| kind(&cell.text) == CellKind::Words).count();
    words.map_or(0, |at| at + behind(at))
}

/// The cells of a row that look like amounts.
fn amounts(row: &RawRow) -> impl Iterator<Item = Span> + '_ {
    row.cells.iter().filter(|cell| is_number(&cell.text)).map(|cell| cell.span)
}

/// Where the header of packed rows ends: before the first row with an amount, and the
/// totals without one right above it.
fn header_end(rows: &[RawRow], catalogue: &Catalogue) -> usize {
    let counts = |row: &RawRow| row.cells.iter().any(|cell| is_number(&cell.text));
    let first = rows.iter().position(counts).unwrap_or(rows.len());
    let label = |row: &&RawRow| row.cells.len() == 1 && catalogue.labels().is_total(&row.cells[0].text);
    first - rows[..first].iter().rev().take_while(label).count()
}

/// Whether a text is an amount, as far as it tells by itself.
fn is_number(text: &str) -> bool {
    looks_like_amount(text) && !matches!(kind(text), CellKind::Code | CellKind::Part) && !is_bare_year(text)
}

/// How many codes or parts of one a row begins with, before its name; a unit's number may
/// stand between.
pub fn codes(row: &RawRow) -> usize {
    let of = |cells: &[RawCell], is: fn(CellKind) -> bool| {
        cells.iter().take_while(|cell| is(kind(&cell.text))).count()
    };
    let codes = of(&row.cells, |kind| matches!(kind, CellKind::Code | CellKind::Part));
    let units = of(&row.cells[codes..], |kind| kind == CellKind::Whole);
    let named = row.cells.get(codes + units).is_some_and(|cell| kind(&cell.text) == CellKind::Words);
    if named { codes } else { 0 }
}

/// The most amounts that follow each other in a row.
pub fn amounts_behind_words(row: &RawRow) -> usize {
    let runs = row.cells[codes(row)..].split(|cell| kind(&cell.text) == CellKind::Words);
    runs.map(<[RawCell]>::len).max().unwrap_or(0)
}

/// The amounts of rows without a code whose words were joined, and of subtotals beside
/// such rows: the words may have been the labels of two columns. In a table of codes
/// those of all rows without one.
fn doubtful(body: &[RawRow], squeezed: &[RawRow], coded: bool, catalogue: &Catalogue) -> HashSet<Span> {
    let pairs = || body.iter().zip(squeezed).filter(|(row, _)| codes(row) == 0);
    let names = |row: &RawRow| {
        row.cells.iter().filter(|cell| kind(&cell.text) == CellKind::Words && !is_numbering(cell)).count()
    };
    let is_joined = |(row, squeezed): &(&RawRow, &RawRow)| names(row) > names(squeezed);
    let any = pairs().any(|pair| is_joined(&pair));
    let total = |row: &RawRow| row.cells.first().is_some_and(|cell| catalogue.labels().is_total(&cell.text));
    let open = pairs().filter(|pair| is_joined(pair) || (any && total(pair.0)) || (coded && !total(pair.0)));
    open.flat_map(|(_, row)| &row.cells).filter(|cell| is_number(&cell.text)).map(|cell| cell.span).collect()
}

/// Whether a cell is a numbering alone, which belongs to the words after it: `1.`
pub fn is_numbering(cell: &RawCell) -> bool {
    numbering(&cell.text) == Some(cell.text.len())
}

/// A row whose name begins on a line above its code, which stands beside the middle of
/// it: the code first.
fn code_first(row: &RawRow) -> RawRow {
    let is_words = |cell: &RawCell| kind(&cell.text) == CellKind::Words;
    let name = row.cells.iter().take_while(|cell| is_words(cell)).count();
    let rest = RawRow { line: row.line, cells: row.cells[name..].to_vec() };
    let codes = codes(&rest);
    let mut cells = row.cells.clone();
    if name > 0 && codes > 0 {
        cells[..name + codes].rotate_left(name);
    }
    RawRow { line: row.line, cells }
}

/// The rows that words without an amount between them are: each label but the last is
/// a row of nothing. Words after a code are one name, wrapped.
fn apart(row: &RawRow) -> Vec<RawRow> {
    let single = |cell: &RawCell| RawRow { line: row.line, cells: vec![cell.clone()] };
    // A character or two before a code are the end of the name above.
    if let [end, code, ..] = &row.cells[..]
        && kind(&code.text) == CellKind::Code
        && kind(&end.text) == CellKind::Words
        && end.text.chars().count() <= wrapped::SHORT
    {
        return vec![single(end), RawRow { line: row.line, cells: row.cells[1..].to_vec() }];
    }
    let words = row.cells.iter().take_while(|cell| kind(&cell.text) == CellKind::Words).count();
    let split = words.saturating_sub(1).min(row.cells.len() - 1);
    let (labels, rest) = row.cells.split_at(split);
    let last = RawRow { line: row.line, cells: rest.to_vec() };
    labels.iter().map(single).chain([last]).collect()
}

/// The amounts after a row's last words.
pub fn last_amounts(row: &RawRow) -> &[RawCell] {
    row.cells.rsplit(|cell| kind(&cell.text) == CellKind::Words).next().unwrap_or_default()
}
