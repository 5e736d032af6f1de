//! A table's own CSV file: the grid as published, spans filled in.

use crate::address;
use crate::artifact::Artifact;
use crate::export::csv_file::CsvFile;
use crate::model::{Cell, DisclosureId, HeaderCell, Table};

pub(super) fn file(id: &DisclosureId, table: &Table) -> Artifact {
    let mut csv = CsvFile::new();
    // A row of nothing is no record: readers of CSV call it an error.
    for row in header(table).into_iter().filter(|row| !row.iter().all(|text| text.is_empty())) {
        csv.record(row);
    }
    for row in table.rows.iter().filter(|row| !row.cells.iter().all(|cell| cell.printed().is_empty())) {
        csv.record(row.cells.iter().map(Cell::printed));
    }
    Artifact::new(address::table_csv(id, &table.id), csv.finish())
}

/// The header rows with each heading repeated wherever it spans.
fn header(table: &Table) -> Vec<Vec<&str>> {
    let (height, width) = (table.header.len(), table.columns.len());
    let mut grid = vec![vec![""; width]; height];
    for (row, cells) in table.header.iter().enumerate() {
        for cell in cells {
            fill(&mut grid, row, cell);
        }
    }
    grid
}

fn fill<'a>(grid: &mut [Vec<&'a str>], row: usize, cell: &'a HeaderCell) {
    for line in grid.iter_mut().skip(row).take(cell.rowspan.max(1)) {
        for place in line.iter_mut().skip(cell.column).take(cell.colspan.max(1)) {
            *place = &cell.text;
        }
    }
}
