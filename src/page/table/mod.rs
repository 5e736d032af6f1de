//! A statutory table as an HTML table: the published header with its spans, every
//! row, every amount exactly as printed, an anchor on each row and cell.
//!
//! Written by hand rather than in a template: tables are where pages are long,
//! and where a mistake would be a wrong figure.

mod doubt;
mod head;
mod rows;
mod sides;

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::model::{Cell, Column, ColumnRole, Doubt, Row, Table, Value, count};
use crate::money::Unit;
use crate::page::context::{DisclosureContext, title};
use crate::page::href::Links;
use crate::page::html::{attribute, escape_into};
use crate::source::Line;

/// Tables longer than this keep their header in sight as the page scrolls, where all
/// their columns fit.
const LONG: usize = 14;

/// Tables longer than this whose columns do not fit scroll in a region of their own height.
const TALL: usize = 60;

/// From so many rows without any figure on a reader may leave them out.
const EMPTY: usize = 5;

/// What fits beside the contents rail, in characters.
const FITTING: usize = 53;

/// One table being written.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    edition: &'a DisclosureContext<'a>,
    table: &'a Table,
    /// The table's place among those of the disclosure.
    index: usize,
    /// The link to the source page, `…/source/#`, to which a line's anchor is added.
    source: String,
    links: &'a Links,
    /// The last row that holds a total: the grand total, under which the double
    /// rule stands.
    last_total: Option<usize>,
    /// For a table of several blocks, the ids of the headings above each column:
    /// there a cell has to name its headers, since a row has several.
    headings: Vec<String>,
    /// The most decimals printed in each column.
    decimals: Vec<usize>,
    /// Whether it has two sides that a narrow screen shows one below the other.
    two_sided: bool,
    /// The doubt of the row at hand, until its sign is written.
    doubt: Option<Doubt>,
    /// Every id given so far.
    ids: HashSet<String>,
    out: String,
}

/// The table as HTML: a labelled, focusable region with the table in it.
pub(super) fn render<'a>(edition: &'a DisclosureContext<'a>, index: usize, links: &'a Links) -> String {
    let table = &edition.disclosure().tables[index];
    let mut writer = Writer {
        edition,
        table,
        index,
        source: links.to(&format!("{}#", crate::address::source(edition.id()))),
        links,
        last_total: table.rows.iter().rposition(|row| row.entries.iter().flatten().any(|entry| entry.total)),
        headings: vec![String::new(); table.columns.len()],
        decimals: (0..table.columns.len()).map(|at| most_decimals(table, at)).collect(),
        two_sided: sides::are_two(table),
        doubt: None,
        ids: HashSet::new(),
        out: String::with_capacity(600 + table.rows.len() * 700),
    };
    writer.region();
    writer.out
}

/// The words for the unit of a table: its own, or that of all its columns.
pub(super) fn unit_words(table: &Table) -> String {
    let amounts = table.columns.iter().filter(|column| column.role == ColumnRole::Amount);
    let units: Vec<Option<Unit>> = amounts.map(|column| column.unit.or(table.unit)).collect();
    match (table.unit.or(units.first().copied().flatten()), table.figures().next()) {
        (Some(unit), _) if units.iter().all(|own| *own == Some(unit)) => format!("单位：{}", unit.name()),
        (Some(_), _) => "单位见各栏".to_owned(),
        (None, Some(_)) => "单位未认出".to_owned(),
        (None, None) => "没有金额".to_owned(),
    }
}

/// Whose text a table is read from, as attributes that begin with a space.
pub(super) fn cited(edition: &DisclosureContext, line: Line) -> String {
    let mut out = String::new();
    attribute(&mut out, "data-body", edition.body_name());
    attribute(&mut out, "data-year", &edition.year_and_kind());
    attribute(&mut out, "data-file", edition.disclosure().source.file(line.file).name());
    attribute(&mut out, "data-print", edition.print(line.file));
    if let Some(published) = &edition.disclosure().front.published {
        attribute(&mut out, "data-published", published);
    }
    out
}

impl Writer<'_> {
    fn region(&mut self) {
        self.only_filled();
        let rows = self.table.rows.len();
        self.out.push_str("<div class=\"sheet");
        self.out.push_str(if rows > TALL { " tall" } else { "" });
        self.out.push_str(if rows > LONG && fits(self.table) { " fits" } else { "" });
        self.out.push_str("\" role=\"region\" tabindex=\"0\" aria-labelledby=\"page-caption\">\n<table aria-labelledby=\"page-caption\"");
        self.kind();
        self.citation();
        self.out.push_str(">\n");
        self.caption();
        self.head();
        self.out.push_str("<tbody>\n");
        let table = self.table;
        for (at, row) in table.rows.iter().enumerate() {
            self.row(at, row);
        }
        self.out.push_str("</tbody>\n</table>\n");
        if rows > TALL {
            let _ = writeln!(self.out, "<p class=\"below\">共 {rows} 行，在表里往下滚</p>");
        }
        self.out.push_str("</div>\n");
    }

    /// The classes of the table, and what its sides need.
    fn kind(&mut self) {
        match (self.nested(), self.two_sided) {
            (false, false) => {}
            (true, false) => self.out.push_str(" class=\"nested\""),
            (false, true) => self.out.push_str(" class=\"two\""),
            (true, true) => self.out.push_str(" class=\"nested two\""),
        }
        if self.two_sided {
            self.widths();
        }
    }

    /// Offers to leave out rows without a figure, where they are many; no script is needed.
    fn only_filled(&mut self) {
        let (rows, table) = (&self.table.rows, self.table);
        let empty = rows.iter().filter(|row| is_empty(table, row)).count();
        let filled = rows.iter().any(|row| table.figures_of(row).next().is_some());
        if empty >= EMPTY && filled {
            let _ = writeln!(
                self.out,
                "<label class=\"filled\"><input type=\"checkbox\" id=\"page-filled\"> \
                 只看有数的行（{empty} 行没有数）</label>"
            );
        }
    }

    /// What a citation says beyond the table itself; `cite.js` reads it.
    fn citation(&mut self) {
        let (first, last) = self.table.lines;
        self.out.push_str(&cited(self.edition, first));
        attribute(&mut self.out, "data-lines", &format!("{}–{}", first.number, last.number));
        let unstated = self.table.figures().any(|figure| figure.unit().is_none()).then_some(Doubt::NoUnit);
        if let Some(doubt) = self.table.confidence.doubt().or(unstated) {
            attribute(&mut self.out, "data-doubt", &doubt::reason(doubt));
        }
    }

    fn caption(&mut self) {
        self.out.push_str("<caption><span class=\"title\" id=\"page-caption\">");
        escape_into(&mut self.out, &title(self.table));
        self.out.push_str("</span> <span class=\"unit\">");
        self.out.push_str(&unit_words(self.table));
        let here = self.links.to(&crate::address::table(self.edition.id(), &self.table.id));
        self.out.push_str("</span> <a class=\"anchor\"");
        attribute(&mut self.out, "href", &here);
        self.out.push_str(" aria-label=\"这张表的固定链接\">#</a></caption>\n");
    }

    /// Whether rows stand below others.
    fn nested(&self) -> bool {
        self.table.rows.iter().flat_map(|row| row.entries.iter().flatten()).any(|entry| entry.level > 0)
    }

    /// Appends ` id="…"`, unless another element has it already.
    fn id(&mut self, id: String) {
        if self.ids.contains(&id) {
            return;
        }
        attribute(&mut self.out, "id", &id);
        self.ids.insert(id);
    }
}

/// Whether a row states no figure though it names what could have one.
fn is_empty(table: &Table, row: &Row) -> bool {
    let amounts = || {
        let pairs = row.cells.iter().zip(&table.columns);
        pairs.filter(|(_, column)| column.role == ColumnRole::Amount).map(|(cell, _)| cell)
    };
    let nothing = |cell: &Cell| matches!(cell.value, Value::Blank | Value::Nil) && cell.correction.is_none();
    let named = row.entries.iter().flatten().any(|entry| !entry.total);
    named
        && !row.numbering
        && row.confidence.doubt().is_none()
        && amounts().next().is_some()
        && amounts().all(nothing)
}

/// Whether all columns of a table can be relied on to fit on a wide screen.
fn fits(table: &Table) -> bool {
    let width = |column: &Column| match column.role {
        ColumnRole::Code => Some(4),
        ColumnRole::Label => Some(9),
        ColumnRole::Amount => Some(8),
        ColumnRole::Text => None,
    };
    let widths: Option<Vec<usize>> = table.columns.iter().map(width).collect();
    widths.is_some_and(|widths| count(widths) <= FITTING)
}

/// The most decimals that an amount of a column is printed with.
fn most_decimals(table: &Table, column: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    cells.filter_map(decimals).max().unwrap_or(0)
}

/// The decimals that an amount is printed with; `None` for what does not end in
/// a digit.
fn decimals(cell: &Cell) -> Option<usize> {
    cell.amount()?;
    let fraction = cell.raw.rsplit_once('.').map_or("", |(_, fraction)| fraction);
    (cell.raw.ends_with(|c: char| c.is_ascii_digit())).then_some(fraction.len())
}

/// What is missing after an amount so that its point stands below the others of
/// its column.
fn filling(most: usize, printed: usize) -> String {
    let point = if printed == 0 && most > 0 { "." } else { "" };
    format!("{point}{}", "0".repeat(most.saturating_sub(printed)))
}

/// Appends what a cell for amounts holds: the amount as printed, a quiet mark
/// where nothing is stated, a marked text where no amount can be read.
pub(super) fn amount_into(out: &mut String, cell: &Cell) {
    match cell.value {
        Value::Blank => empty(out, "公布为空"),
        Value::Nil => quiet(out, &cell.raw, "列明为无"),
        Value::Amount(_) | Value::Text => escape_into(out, &cell.raw),
        Value::Unreadable => {
            out.push_str("<mark title=\"无法识别为金额，照原样列出\">");
            escape_into(out, &cell.raw);
            out.push_str("</mark><span class=\"vh\">（无法识别）</span>");
        }
    }
}

/// The class of a cell for amounts.
pub(super) fn amount_class(cell: &Cell) -> &'static str {
    match cell.value {
        Value::Blank | Value::Nil => "n nil",
        Value::Amount(_) => "n",
        Value::Text => "n w",
        Value::Unreadable => "n bad",
    }
}

/// Appends why there is nothing to see; the style sheet shows a dash.
fn empty(out: &mut String, words: &str) {
    out.push_str("<i>");
    out.push_str(words);
    out.push_str("</i>");
}

fn quiet(out: &mut String, mark: &str, words: &str) {
    out.push_str("<span aria-hidden=\"true\">");
    escape_into(out, mark);
    out.push_str("</span><span class=\"vh\">");
    out.push_str(words);
    out.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use super::filling;

    #[test]
    fn points_stand_in_one_line() {
        let fill = |(most, printed)| filling(most, printed);
        assert_eq!([(2, 2), (2, 0), (2, 1), (0, 0), (6, 2)].map(fill), ["", ".00", "0", "", "0000"]);
    }
}
