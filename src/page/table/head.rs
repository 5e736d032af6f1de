//! The header of a table, with the spans it was published with.

use std::fmt::Write as _;
use std::ops::Range;

use crate::model::{Column, ColumnRole, HeaderCell};
use crate::page::html::{escape_into, plain};
use crate::page::table::{Writer, doubt};

impl Writer<'_> {
    /// The column groups, then the header rows. A place that no heading covers
    /// is an empty cell, so that headings never slide over other columns.
    pub(super) fn head(&mut self) {
        let groups = self.column_groups();
        for (_, span) in &groups {
            let _ = write!(self.out, "<colgroup span=\"{span}\"></colgroup>");
        }
        self.out.push_str("<colgroup></colgroup>\n<thead>\n");
        let table = self.table;
        if table.header.is_empty() {
            self.plain_header(&table.columns);
        }
        let width = table.columns.len();
        let mut covered = vec![0; width];
        for (at, cells) in table.header.iter().enumerate() {
            self.out.push_str("<tr>");
            self.header_row(cells, &mut covered, table.header.len() - at, &groups);
            if at == 0 {
                self.corner(table.header.len());
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</thead>\n");
    }

    /// Runs of columns under one heading of the first header row.
    fn column_groups(&self) -> Vec<(usize, usize)> {
        let width = self.table.columns.len();
        let mut groups = Vec::new();
        let mut at = 0;
        while at < width {
            let first = self.table.header.first().and_then(|row| row.iter().find(|cell| cell.column == at));
            let span = first.map_or(1, |cell| cell.colspan.clamp(1, width - at));
            groups.push((at, span));
            at += span;
        }
        groups
    }

    fn header_row(
        &mut self,
        cells: &[HeaderCell],
        covered: &mut [usize],
        rows_left: usize,
        groups: &[(usize, usize)],
    ) {
        let mut at = 0;
        while at < covered.len() {
            if covered[at] > 0 {
                covered[at] -= 1;
                at += 1;
                continue;
            }
            let Some(cell) = cells.iter().find(|cell| cell.column == at && self.speaks(cell, rows_left))
            else {
                self.out.push_str("<td");
                self.class(at, "");
                self.place(at, 1);
                self.out.push('>');
                if rows_left == 1 {
                    self.sign_of(at..at + 1);
                }
                self.out.push_str("</td>");
                at += 1;
                continue;
            };
            let free = covered[at..].iter().take_while(|rows| **rows == 0).count();
            let colspan = cell.colspan.clamp(1, free);
            let rowspan = cell.rowspan.clamp(1, rows_left);
            let grouped = colspan > 1 && groups.contains(&(at, colspan));
            self.heading(cell, (colspan, rowspan), grouped, rows_left == rowspan);
            covered[at..at + colspan].fill(rowspan - 1);
            at += colspan;
        }
    }

    /// Whether a heading has words or, over amounts, at least their unit. One
    /// without is no heading to a screen reader.
    fn speaks(&self, cell: &HeaderCell, rows_left: usize) -> bool {
        let says_unit = || cell.colspan < 2 && cell.rowspan >= rows_left && self.is_amount(cell.column);
        !cell.text.trim().is_empty() || says_unit()
    }

    fn is_amount(&self, column: usize) -> bool {
        self.table.columns.get(column).is_some_and(|column| column.role == ColumnRole::Amount)
    }

    fn heading(&mut self, cell: &HeaderCell, (colspan, rowspan): (usize, usize), grouped: bool, leaf: bool) {
        let column = self.table.columns.get(cell.column);
        let role = column.map(|column| column.role);
        let amount = role == Some(ColumnRole::Amount);
        self.out.push_str(if grouped { "<th scope=\"colgroup\"" } else { "<th scope=\"col\"" });
        self.name_heading(cell.column..cell.column + colspan);
        if colspan > 1 {
            let _ = write!(self.out, " colspan=\"{colspan}\"");
        }
        let class = match role {
            _ if colspan > 1 => "",
            Some(ColumnRole::Amount) => "n",
            Some(ColumnRole::Code) => "c",
            _ if self.is_held(cell.column) => "held",
            _ => "",
        };
        self.class(cell.column, class);
        self.place(cell.column, colspan);
        if rowspan > 1 {
            let _ = write!(self.out, " rowspan=\"{rowspan}\"");
        }
        self.out.push('>');
        escape_into(&mut self.out, &plain(&cell.text));
        if let Some(column) = column.filter(|_| leaf && colspan == 1 && amount) {
            self.unit(column);
        }
        if leaf {
            self.sign_of(cell.column..cell.column + colspan);
        }
        self.out.push_str("</th>");
    }

    /// The sign of the first doubt of some columns: one heading may stand over
    /// several that cannot be told apart.
    fn sign_of(&mut self, columns: Range<usize>) {
        let own = self.table.columns.get(columns).unwrap_or_default();
        if let Some(doubt) = own.iter().find_map(|column| column.confidence.doubt()) {
            doubt::sign_into(&mut self.out, doubt);
        }
    }

    /// The id of a heading that cells name as theirs.
    fn name_heading(&mut self, columns: Range<usize>) {
        if self.table.blocks.len() < 2 {
            return;
        }
        let id = format!("page-h{}", self.ids.len());
        for above in self.headings.get_mut(columns).into_iter().flatten() {
            above.push_str(&id);
            above.push(' ');
        }
        self.id(id);
    }

    /// Whether a column holds the names that stay in sight as the table is
    /// scrolled sideways.
    fn is_held(&self, column: usize) -> bool {
        self.table.blocks.first().is_some_and(|block| block.label == column)
    }

    /// The unit under a heading, so that the sticky header says it as well.
    fn unit(&mut self, column: &Column) {
        self.out.push_str(" <span class=\"u\">");
        self.out.push_str(column.unit.or(self.table.unit).map_or("单位未认出", |unit| unit.name()));
        self.out.push_str("</span>");
    }

    /// The heading of the column that holds the links to the source.
    fn corner(&mut self, rows: usize) {
        let _ = write!(self.out, "<th scope=\"col\" class=\"p\" rowspan=\"{rows}\">原文</th>");
    }

    /// For a table without a header of its own: one row of what the columns are
    /// called.
    fn plain_header(&mut self, columns: &[Column]) {
        self.out.push_str("<tr>");
        for (at, column) in columns.iter().enumerate() {
            let amount = column.role == ColumnRole::Amount;
            self.out.push_str("<th scope=\"col\"");
            self.name_heading(at..at + 1);
            self.class(at, if amount { "n" } else { "" });
            self.place(at, 1);
            self.out.push('>');
            escape_into(&mut self.out, &plain(column.label()));
            if amount {
                self.unit(column);
            }
            if let Some(doubt) = column.confidence.doubt() {
                doubt::sign_into(&mut self.out, doubt);
            }
            self.out.push_str("</th>");
        }
        self.corner(1);
        self.out.push_str("</tr>\n");
    }
}
