//! What headings span: a heading over several columns is followed by empty cells, one
//! over several header rows has empty cells under it.

use std::collections::HashMap;

use crate::model::HeaderCell;
use crate::read::lex::RawRow;

/// The headings over each physical column, outermost first.
pub fn headings_over(head: &[RawRow], width: usize) -> Vec<Vec<String>> {
    paths(&spans(head, width), width)
}

/// The headings with what they span.
pub fn spans(head: &[RawRow], width: usize) -> Vec<Vec<HeaderCell>> {
    let owner = owners(head, width);
    let mut header = Vec::new();
    for (at, row) in head.iter().enumerate() {
        let mut cells = Vec::new();
        for column in 0..width {
            if owner[at][column] != (at, column) {
                continue;
            }
            let colspan = (column..width).take_while(|c| owner[at][*c] == (at, column)).count();
            let rowspan = (at..head.len()).take_while(|r| owner[*r][column] == (at, column)).count();
            let text = row.cells.get(column).map(|cell| cell.text.clone()).unwrap_or_default();
            cells.push(HeaderCell { text, column, colspan, rowspan, line: row.line });
        }
        header.push(cells);
    }
    header
}

/// Which heading each place of the header belongs to: (row, column).
fn owners(head: &[RawRow], width: usize) -> Vec<Vec<(usize, usize)>> {
    let text = |row: usize, column: usize| head[row].cells.get(column).map_or("", |cell| cell.text.as_str());
    // Columns that only a body row has are under no heading.
    let headed = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut owner: Vec<Vec<(usize, usize)>> = Vec::new();
    for row in 0..head.len() {
        let wide = row.checked_sub(1).map(|up| widths(&owner[up])).unwrap_or_default();
        // A heading that its column repeats one row below reaches down, not right.
        let goes_down = |at: usize| row + 1 < head.len() && text(row, at) == text(row + 1, at);
        let mut line: Vec<(usize, usize)> = Vec::new();
        for column in 0..width {
            let above = row.checked_sub(1).map(|up| owner[up][column]);
            let left = column.checked_sub(1).map(|before| line[before]);
            let place = if !text(row, column).is_empty() || column >= headed {
                (row, column)
            } else if let Some(above) = above.filter(|above| wide.get(above) == Some(&1)) {
                above
            } else if let Some(left) = left.filter(|left| {
                left.0 == row && same_parent(&owner, row, left.1, column) && !goes_down(left.1)
            }) {
                left
            } else {
                (row, column)
            };
            line.push(place);
        }
        owner.push(line);
    }
    owner
}

/// Over how many columns of a header row each heading stands: one over a single
/// column reaches down over empty cells.
fn widths(above: &[(usize, usize)]) -> HashMap<(usize, usize), usize> {
    let mut widths = HashMap::new();
    for place in above {
        *widths.entry(*place).or_insert(0) += 1;
    }
    widths
}

/// A heading spans only columns that stand under the same outer heading.
fn same_parent(owner: &[Vec<(usize, usize)>], row: usize, left: usize, column: usize) -> bool {
    row == 0 || owner[row - 1][left] == owner[row - 1][column]
}

pub fn paths(header: &[Vec<HeaderCell>], width: usize) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = vec![Vec::new(); width];
    for cell in header.iter().flatten().filter(|cell| !cell.text.is_empty()) {
        for path in paths.iter_mut().skip(cell.column).take(cell.colspan) {
            if path.last() != Some(&cell.text) {
                path.push(cell.text.clone());
            }
        }
    }
    paths
}
