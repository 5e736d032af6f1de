//! The reading gate: nothing is called 不符 that rests on what may be misread.
//!
//! A difference between figures whose table, column, row or cell is in doubt says
//! as much of the reading as of the body. Such a check is 无法核对, and says that
//! this site may have misread, where and why. That figures agree stands: a misread
//! figure would hardly agree by chance.

use std::collections::HashSet;

use crate::audit::tables::{OWN_SUMS, across, lines, sums};
use crate::audit::whole::empty;
use crate::model::{
    CellRef, Column, ColumnRole, Doubt, Entry, Finding, IndexedTable, Operand, OperandPlace, OperandRole,
    Rule, TableIndex, Target, Verdict,
};
use crate::source::Line;

/// Rules that speak of all rows of a column or a table: they rest on every one,
/// also on those that are blank or were taken for no part.
const OF_ALL_ROWS: [&Rule; 3] = [&sums::RULE, &lines::RULE, &empty::RULE];

/// Findings of a difference that rest on anything in doubt become unverifiable.
pub fn close(findings: &mut [Finding], tables: &TableIndex<'_>) {
    let columns = tables.all.iter().map(doubts_of_columns).collect();
    let gate = Gate { tables, columns, shifted: shifted(findings) };
    let differs = |finding: &&mut Finding| matches!(finding.verdict, Verdict::Mismatch | Verdict::Scope);
    for finding in findings.iter_mut().filter(differs) {
        if let Some(note) = gate.doubt(finding) {
            finding.leave_open(note);
        }
    }
}

/// Where something in a column is in doubt, and why.
type InColumn = Option<(Line, Doubt)>;

struct Gate<'a> {
    tables: &'a TableIndex<'a>,
    /// For each table, the first doubt in each of its columns.
    columns: Vec<Vec<InColumn>>,
    /// The tables of which some amounts would add up in other columns.
    shifted: HashSet<usize>,
}

/// The tables of which some amounts would add up in other columns.
fn shifted(findings: &[Finding]) -> HashSet<usize> {
    let own = findings.iter().filter(|finding| OWN_SUMS.contains(&finding.rule));
    own.filter_map(|finding| table_of(finding.operand(OperandRole::Shifted)?)).collect()
}

fn table_of(operand: &Operand) -> Option<usize> {
    match &operand.place {
        OperandPlace::Cell(cell) => Some(cell.table),
        OperandPlace::Page(_) => None,
    }
}

impl Gate<'_> {
    /// Why a finding rests on a reading in doubt, in words; `None` where it does not.
    fn doubt(&self, finding: &Finding) -> Option<String> {
        let mut own = finding.figures.iter().filter_map(|operand| Some((operand, self.of(operand)?)));
        if let Some((operand, doubt)) = own.next() {
            let (label, why) = (&operand.label, doubt.words());
            return Some(format!("本站可能没有读对“{label}”这一处：{why}。请对照原文。"));
        }
        if finding.figures.iter().filter_map(table_of).any(|table| self.shifted.contains(&table)) {
            return Some("这张表有的数移到别的栏里才加得起来，本站可能没有读对它。请对照原文。".to_owned());
        }
        if self.is_open_ended(finding) {
            return Some("这张表可能在下一页继续，后面的行本站没有归入。请对照原文。".to_owned());
        }
        if self.has_columns_beside(finding) {
            return Some(
                "后一张表是这张表的同一些行，列着别的栏，可能是这张表的另一半。请对照原文。".to_owned(),
            );
        }
        let rows = finding.figures.iter().filter(|_| OF_ALL_ROWS.contains(&finding.rule));
        let (line, doubt) = rows.filter_map(|operand| self.around(operand)).next()?;
        let why = doubt.words();
        Some(format!("本站可能没有读对这张表，原文第 {} 行：{why}。请对照原文。", line.number))
    }

    /// Whether a sum runs to the last row of a table after which another stands that
    /// has no title of its own: the rest may be there.
    fn is_open_ended(&self, finding: &Finding) -> bool {
        let last = finding.figures.last().filter(|_| *finding.rule == sums::RULE);
        let Some(cell) = last.and_then(|operand| self.cell(operand)) else { return false };
        let next = self.tables.all.get(cell.table.index + 1);
        let ends = cell.table.rows.last().is_some_and(|row| std::ptr::eq(row, cell.row));
        ends && next.is_some_and(|next| !next.table.known || !next.table.confidence.is_sure())
    }

    /// Whether the columns of a row's sum may go on in the next table: one without a title
    /// of its own, or of the same kind, that lists the same row under other columns.
    fn has_columns_beside(&self, finding: &Finding) -> bool {
        let first = finding.figures.first().filter(|_| *finding.rule == across::RULE);
        let Some(cell) = first.and_then(|operand| self.cell(operand)) else { return false };
        let Some(next) = self.tables.all.get(cell.table.index + 1).map(|next| next.table) else {
            return false;
        };
        let untold = !next.known || !next.confidence.is_sure() || next.key() == cell.table.key();
        let other = |heading: &Column| cell.table.columns.iter().all(|own| own.path != heading.path);
        let same = |entry: &Entry| entry.code == cell.entry.code && entry.label == cell.entry.label;
        untold
            && next.columns.iter().any(|column| column.role == ColumnRole::Amount && other(column))
            && next.rows.iter().any(|row| row.entries.iter().flatten().any(same))
    }

    fn of(&self, operand: &Operand) -> Option<Doubt> {
        let table = |index: usize| Some(self.tables.all.get(index)?.table);
        match operand.place {
            OperandPlace::Cell(_) => {
                let cell = self.cell(operand)?;
                cell.confidence().doubt()
            }
            OperandPlace::Page(Target::Table(index)) => table(index)?.confidence.doubt(),
            OperandPlace::Page(Target::Row(index, row)) => {
                table(index)?.rows.get(row)?.confidence.and(table(index)?.confidence).doubt()
            }
            OperandPlace::Page(_) => None,
        }
    }

    /// The first doubt in the column of an operand, or anywhere in its table.
    fn around(&self, operand: &Operand) -> InColumn {
        if let OperandPlace::Page(Target::Table(index)) = operand.place {
            return self.columns.get(index)?.iter().flatten().next().copied();
        }
        let cell = self.cell(operand)?;
        let at = cell.table.columns.iter().position(|column| std::ptr::eq(column, cell.column))?;
        self.columns[cell.table.index][at]
    }

    fn cell(&self, operand: &Operand) -> Option<CellRef<'_>> {
        let OperandPlace::Cell(cell) = &operand.place else { return None };
        self.tables.all.get(cell.table)?.cell(&cell.row, &cell.column)
    }
}

/// The first doubt in each column of a table, column numbers apart.
fn doubts_of_columns(indexed: &IndexedTable<'_>) -> Vec<InColumn> {
    let table = indexed.table;
    let of_column = |(at, column)| {
        let mut rows = table.rows.iter().filter(|row| !row.numbering);
        rows.find_map(|row| {
            let doubt = table.confidence_of(row, column, row.cells.get(at)?).doubt()?;
            Some((row.line_of(at), doubt))
        })
    };
    table.columns.iter().enumerate().map(of_column).collect()
}
