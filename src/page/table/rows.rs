//! The rows of a table: row headers, cells with anchors, the way to the source.

use std::fmt::Write as _;
use std::ops::Range;

use crate::address;
use crate::model::{Block, Cell, Column, ColumnRole, Entry, Row, doubt_of_cell};
use crate::page::html::{attribute, escape_into};
use crate::page::table::{Writer, amount_class, amount_into, decimals, doubt, empty, filling, is_empty};
use crate::page::{corrections, revisions};

impl Writer<'_> {
    pub(super) fn row(&mut self, index: usize, row: &Row) {
        self.out.push_str("<tr");
        if let Some(entry) = self.unnamed(row) {
            self.id(address::row_anchor(&entry.key));
        }
        self.row_class(row, self.last_total == Some(index));
        self.out.push('>');
        let table = self.table;
        self.doubt = row.confidence.doubt().filter(|_| !row.numbering);
        if row.numbering || row.entries.iter().all(Option::is_none) {
            self.bare(&row.cells, 0);
        } else {
            for (at, block) in table.blocks.iter().enumerate() {
                match row.entries.get(at).and_then(Option::as_ref) {
                    Some(entry) => self.entry(index, row, block, entry),
                    None => {
                        let cells = row.cells.get(block.columns.clone()).unwrap_or_default();
                        self.not_applicable(cells, block.columns.start);
                    }
                }
            }
        }
        self.row_end(row);
        self.out.push_str("</tr>\n");
    }

    /// The entry of a row that no cell names: the row itself is its address.
    fn unnamed<'r>(&self, row: &'r Row) -> Option<&'r Entry> {
        let mut pairs = self.table.blocks.iter().zip(&row.entries);
        pairs.find(|(block, _)| self.is_unnamed(block)).and_then(|(_, entry)| entry.as_ref())
    }

    fn is_unnamed(&self, block: &Block) -> bool {
        self.table.columns.get(block.label).is_some_and(|column| column.role == ColumnRole::Amount)
    }

    /// Cells that belong to no entry: column numbers, or a line across.
    fn bare(&mut self, cells: &[Cell], first: usize) {
        for (at, cell) in cells.iter().enumerate() {
            self.out.push_str("<td");
            self.class(first + at, "");
            self.out.push('>');
            escape_into(&mut self.out, &cell.raw);
            self.out.push_str("</td>");
        }
    }

    /// The cells of a block that has no entry in this row. What is printed there
    /// nevertheless is shown.
    fn not_applicable(&mut self, cells: &[Cell], first: usize) {
        if cells.iter().any(|cell| !cell.is_blank()) {
            self.bare(cells, first);
        } else if cells.len() > 1 {
            let _ = write!(self.out, "<td class=\"na\" colspan=\"{}\"></td>", cells.len());
        } else if !cells.is_empty() {
            self.out.push_str("<td class=\"na\"></td>");
        }
    }

    fn entry(&mut self, index: usize, row: &Row, block: &Block, entry: &Entry) {
        let (header, span) = if self.is_unnamed(block) {
            (usize::MAX, 1)
        } else {
            header_place(&self.table.columns, row, block)
        };
        let mut column = block.columns.start;
        while column < block.columns.end {
            if column == header {
                self.row_header(index, entry, header..header + span);
                column += span;
                continue;
            }
            let table = self.table;
            let (Some(cell), Some(place)) = (row.cells.get(column), table.columns.get(column)) else {
                return;
            };
            self.out.push_str("<td");
            let named = Some(entry).filter(|entry| header != usize::MAX && !entry.printed.is_empty());
            self.headers(column, named);
            match place.role {
                ColumnRole::Amount => self.amount(row, entry, column),
                ColumnRole::Code => self.words(column, "c", cell),
                ColumnRole::Label | ColumnRole::Text => self.words(column, "", cell),
            }
            column += 1;
        }
    }

    /// Names the headers of a cell where a row has several: the headings of its
    /// column and its own row header.
    fn headers(&mut self, column: usize, row: Option<&Entry>) {
        let Some(above) = self.headings.get(column).filter(|above| !above.is_empty()) else { return };
        let row = row.map(|entry| address::row_anchor(&entry.key));
        let all = format!("{above}{}", row.unwrap_or_default());
        attribute(&mut self.out, "headers", all.trim_end());
    }

    fn row_header(&mut self, index: usize, entry: &Entry, columns: Range<usize>) {
        let table = self.table;
        let tag = if entry.printed.is_empty() { "td" } else { "th" };
        self.out.push_str(if entry.printed.is_empty() { "<td" } else { "<th scope=\"row\"" });
        if columns.len() > 1 {
            let _ = write!(self.out, " colspan=\"{}\"", columns.len());
        }
        self.headers(columns.start, None);
        self.id(address::row_anchor(&entry.key));
        let level = if entry.level > 0 { format!("l{}", entry.level.min(4)) } else { String::new() };
        self.class(columns.start, &level);
        self.out.push('>');
        let edition = self.edition;
        let project = edition.project_of_row(self.index, index);
        let project = project.map(|project| ("<a", address::project(edition.id(), &project.slug)));
        let account =
            || edition.code_of_row(table, entry).map(|code| ("<a class=\"q\"", address::code(code)));
        let link = project.or_else(account);
        if let Some((tag, path)) = &link {
            self.out.push_str(tag);
            attribute(&mut self.out, "href", &self.links.to(path));
            self.out.push('>');
        }
        escape_into(&mut self.out, &entry.printed);
        if link.is_some() {
            self.out.push_str("</a>");
        }
        if let Some(doubt) = self.doubt.take() {
            doubt::sign_into(&mut self.out, doubt);
        }
        let column = table.columns.get(columns.start).map_or("", |column| column.key.as_str());
        self.mark(entry, column);
        if table.blocks.len() > 1 {
            self.out.push(' ');
            self.permalink(entry);
        }
        let _ = write!(self.out, "</{tag}>");
    }

    /// A cell for amounts from its id on. Amounts with fewer decimals than others of
    /// the column carry what is missing, so that the points stand in one line.
    fn amount(&mut self, row: &Row, entry: &Entry, at: usize) {
        let (column, cell) = (&self.table.columns[at].key, &row.cells[at]);
        self.id(address::cell_anchor(&entry.key, column));
        if let Some(line) = row.own_line(at) {
            let _ = write!(self.out, " data-line=\"{}\"", line.number);
        }
        self.class(at, amount_class(cell));
        let missing = decimals(cell).map(|printed| filling(self.decimals[at], printed));
        if let Some(missing) = missing.filter(|missing| !missing.is_empty() && cell.correction.is_none()) {
            attribute(&mut self.out, "data-fill", &missing);
        }
        self.out.push('>');
        match cell.is_blank() && row.may_lack_cells() && cell.correction.is_none() {
            true => empty(&mut self.out, "可能没有读出"),
            false => amount_into(&mut self.out, cell),
        }
        if let Some(correction) = &cell.correction {
            corrections::sign_into(&mut self.out, self.edition, self.links, correction);
        }
        let table = self.table;
        revisions::sign_into(&mut self.out, self.edition, table, (&entry.key, column), self.links);
        if let Some(doubt) = doubt_of_cell(row, cell) {
            doubt::sign_into(&mut self.out, doubt);
        }
        self.mark(entry, column);
        self.out.push_str("</td>");
    }

    /// The mark of a cell that a finding other than 一致 speaks of.
    fn mark(&mut self, entry: &Entry, column: &str) {
        if let Some(mark) = self.edition.marks.of_cell(self.index, &entry.key, column) {
            mark.write(&mut self.out, self.edition.id(), self.links);
        }
    }

    /// The permalink of an entry: at the row's end, or, where a row has several
    /// entries, in the header of each.
    fn permalink(&mut self, entry: &Entry) {
        self.out.push_str("<a class=\"h\"");
        attribute(&mut self.out, "href", &format!("#{}", address::row_anchor(&entry.key)));
        self.out.push_str(" aria-label=\"这一行的固定链接\">#</a>");
    }

    fn words(&mut self, column: usize, class: &str, cell: &Cell) {
        self.class(column, class);
        self.out.push('>');
        escape_into(&mut self.out, &cell.raw);
        self.out.push_str("</td>");
    }

    /// The permalink and the way to the source line.
    fn row_end(&mut self, row: &Row) {
        let number = row.line.number;
        let anchor = address::line_anchor(row.line);
        self.out.push_str("<td class=\"p\">");
        if let ([_], [Some(entry)]) = (self.table.blocks.as_slice(), row.entries.as_slice()) {
            self.permalink(entry);
        }
        // A row without a name of its own.
        if let Some(doubt) = self.doubt.take() {
            doubt::sign_into(&mut self.out, doubt);
        }
        let _ = write!(self.out, "<a href=\"{}{anchor}\">{number}</a></td>", self.source);
    }

    fn row_class(&mut self, row: &Row, last_total: bool) {
        let class = row_class(row, last_total);
        let empty = if is_empty(self.table, row) { "e" } else { "" };
        let between = if class.is_empty() || empty.is_empty() { "" } else { " " };
        if !(class.is_empty() && empty.is_empty()) {
            let _ = write!(self.out, " class=\"{class}{between}{empty}\"");
        }
    }
}

fn row_class(row: &Row, last_total: bool) -> &'static str {
    let mut entries = row.entries.iter().flatten().peekable();
    if row.numbering {
        "nr"
    } else if entries.peek().is_none() {
        "across"
    } else if row.entries.iter().flatten().all(|entry| entry.total) {
        if last_total { "t g" } else { "t" }
    } else if entries.any(|entry| entry.level == 0) {
        "k"
    } else {
        ""
    }
}

/// The column of the row header and how many columns it takes. Where the label
/// is printed in the code column (`合计`) and its own is blank, it spans both.
fn header_place(columns: &[Column], row: &Row, block: &Block) -> (usize, usize) {
    let blank = |column: &usize| row.cells.get(*column).is_none_or(Cell::is_blank);
    if !blank(&block.label) {
        return (block.label, 1);
    }
    let is_label = |column: &usize| columns.get(*column).is_some_and(|it| it.role == ColumnRole::Label);
    if let Some(inner) = block.columns.clone().find(|column| is_label(column) && !blank(column)) {
        return (inner, 1);
    }
    let printed = block.codes.iter().copied().find(|code| !blank(code) && block.columns.contains(code));
    match printed {
        Some(code) if code < block.label && (code + 1..block.label).all(|column| blank(&column)) => {
            (code, block.label - code + 1)
        }
        Some(code) => (code, 1),
        None => (block.label, 1),
    }
}
