//! Cells from ruling lines: the faces between them, united where hardly anything of the edge
//! that two of them share is ruled.

use super::collect::Rule;
use super::rules::Sets;
use crate::import::geometry::Area;

/// Most faces of a table before they are united.
const MOST: usize = 60_000;
/// How much of an edge has to be ruled, in percent, to part two cells.
const RULED: i32 = 60;

/// A table's cells by the lines around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lattice {
    pub area: Area,
    pub columns: usize,
    pub rows: usize,
    /// Sorted by row and column.
    pub cells: Vec<Face>,
}

/// A cell: what it covers, in columns and rows and on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    pub row: usize,
    pub column: usize,
    pub down: usize,
    pub across: usize,
    pub area: Area,
}

/// The table that touching lines make; `None` where they make none of two cells or more.
pub fn lattice(rules: &[Rule], near: i32) -> Option<Lattice> {
    let lines = Lines::new(rules, near);
    let (columns, rows) = (lines.xs.len().checked_sub(1)?, lines.ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows > MOST {
        return None;
    }
    let groups = united(&lines, columns, rows);
    let cells = rectangles(&groups, columns, rows);
    (cells.len() > 1).then(|| placed(&lines, cells))
}

/// Where lines are, and which stretches of each are drawn.
struct Lines<'a> {
    xs: Vec<i32>,
    ys: Vec<i32>,
    rules: &'a [Rule],
    near: i32,
}

impl<'a> Lines<'a> {
    /// The places of the lines; where they end open, a border is added.
    fn new(rules: &'a [Rule], near: i32) -> Self {
        let places = |upright: bool| {
            let own = rules.iter().filter(move |rule| rule.upright == upright).map(|rule| rule.at);
            let ends = rules.iter().filter(move |rule| rule.upright != upright);
            let ends = || ends.clone().flat_map(|rule| [rule.from, rule.to]);
            let mut places: Vec<i32> = own.collect();
            for end in [ends().min(), ends().max()].into_iter().flatten() {
                if places.iter().all(|place| (place - end).abs() > 2 * near) {
                    places.push(end);
                }
            }
            places.sort_unstable();
            places.dedup();
            places
        };
        Self { xs: places(true), ys: places(false), rules, near }
    }

    /// Whether a stretch at a place is ruled.
    fn is_ruled(&self, upright: bool, at: i32, from: i32, to: i32) -> bool {
        let drawn = self.rules.iter().filter(|rule| rule.upright == upright && rule.at == at);
        let covered = drawn.map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0));
        let covered = covered.fold(0, |sum: i32, length| sum.saturating_add(length));
        let length = (to - from - 2 * self.near).max(1);
        i64::from(covered) * 100 >= i64::from(length) * i64::from(RULED)
    }
}

/// For each face, row by row, the first of those that it is united with.
fn united(lines: &Lines<'_>, columns: usize, rows: usize) -> Vec<usize> {
    let mut sets = Sets::new(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let face = row * columns + column;
            let (left, right) = (lines.xs[column], lines.xs[column + 1]);
            let (top, bottom) = (lines.ys[row], lines.ys[row + 1]);
            if column + 1 < columns && !lines.is_ruled(true, right, top, bottom) {
                sets.unite(face, face + 1);
            }
            if row + 1 < rows && !lines.is_ruled(false, bottom, left, right) {
                sets.unite(face, face + columns);
            }
        }
    }
    (0..columns * rows).map(|face| sets.of(face)).collect()
}

/// The united faces as rectangles, sorted; what is none is cut into rows.
fn rectangles(groups: &[usize], columns: usize, rows: usize) -> Vec<Face> {
    let mut cells: Vec<Face> = Vec::new();
    let mut taken = vec![false; columns * rows];
    for first in 0..columns * rows {
        if taken[first] {
            continue;
        }
        let (row, column, group) = (first / columns, first % columns, groups[first]);
        let is_free = |row: usize, column: usize, taken: &[bool]| {
            let face = row * columns + column;
            groups[face] == group && !taken[face]
        };
        let across = (column..columns).take_while(|column| is_free(row, *column, &taken)).count();
        let whole = |row: &usize| (column..column + across).all(|column| is_free(*row, column, &taken));
        let down = (row..rows).take_while(whole).count();
        for row in row..row + down {
            taken[row * columns + column..row * columns + column + across].fill(true);
        }
        cells.push(Face { row, column, down, across, area: Area::default() });
    }
    cells
}

/// The cells with their places, in rows and columns that at least one begins in.
fn placed(lines: &Lines<'_>, mut cells: Vec<Face>) -> Lattice {
    let begun = |begins: fn(&Face) -> usize, ends: fn(&Face) -> usize| {
        let mut places: Vec<usize> = cells.iter().flat_map(|cell| [begins(cell), ends(cell)]).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let rows = begun(|cell| cell.row, |cell| cell.row + cell.down);
    let columns = begun(|cell| cell.column, |cell| cell.column + cell.across);
    let number = |places: &[usize], place: usize| places.partition_point(|other| *other < place);
    for cell in &mut cells {
        let (bottom, right) = (cell.row + cell.down, cell.column + cell.across);
        cell.area = Area {
            left: lines.xs[cell.column],
            top: lines.ys[cell.row],
            right: lines.xs[right],
            bottom: lines.ys[bottom],
        };
        (cell.row, cell.column) = (number(&rows, cell.row), number(&columns, cell.column));
        cell.down = number(&rows, bottom) - cell.row;
        cell.across = number(&columns, right) - cell.column;
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let area = cells.iter().map(|cell| cell.area).reduce(Area::around).unwrap_or_default();
    Lattice { area, columns: columns.len() - 1, rows: rows.len() - 1, cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: i32, from: i32, to: i32) -> Rule {
        Rule { upright: false, at, from, to }
    }

    fn upright(at: i32, from: i32, to: i32) -> Rule {
        Rule { upright: true, at, from, to }
    }

    fn said(rules: &[Rule]) -> Vec<(usize, usize, usize, usize)> {
        let lattice = lattice(rules, 100).unwrap();
        lattice.cells.iter().map(|cell| (cell.row, cell.column, cell.down, cell.across)).collect()
    }

    #[test]
    fn cells_are_merged_where_no_line_parts_them() {
        let rules = [
            level(0, 0, 9_000),
            level(2_000, 3_000, 9_000),
            level(4_000, 0, 9_000),
            upright(0, 0, 4_000),
            upright(3_000, 0, 4_000),
            upright(6_000, 2_000, 4_000),
            upright(9_000, 0, 4_000),
        ];
        assert_eq!(said(&rules), [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]);
    }

    #[test]
    fn open_ends_are_closed() {
        let rules =
            [level(0, 0, 9_000), level(2_000, 0, 9_000), level(4_000, 0, 9_000), upright(3_000, 0, 4_000)];
        assert_eq!(said(&rules), [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]);
    }

    #[test]
    fn a_box_is_no_table() {
        let rules =
            [level(0, 0, 9_000), level(4_000, 0, 9_000), upright(0, 0, 4_000), upright(9_000, 0, 4_000)];
        assert_eq!(lattice(&rules, 100), None);
    }
}
