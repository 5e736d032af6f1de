//! Captions inside a grid: a parser may draw the title, the body and the unit
//! into the table's own grid, even behind the last rows of the table before.

use crate::catalogue::Catalogue;
use crate::read::caption;
use crate::read::form;
use crate::read::pieces::{Grid, Piece, RawRow, TextLine};
use crate::source::Source;

/// The pieces with every caption outside the grids. Rows before a caption stay
/// with the grid they continue.
pub fn unfold(source: &Source, catalogue: &Catalogue, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Grid(grid) => cut(source, catalogue, grid, &mut out),
            text => out.push(text),
        }
    }
    out
}

fn cut(source: &Source, catalogue: &Catalogue, grid: Grid, out: &mut Vec<Piece>) {
    let mut rest = Grid { rows: Vec::new(), markup: grid.markup };
    let mut rows = grid.rows.into_iter().peekable();
    let mut before: Vec<RawRow> = Vec::new();
    while rows.peek().is_some() {
        let mut run: Vec<RawRow> = Vec::new();
        while let Some(row) = rows.next_if(|row| is_caption(row, catalogue) || is_year(row, &run)) {
            run.push(row);
        }
        let titled = run.iter().any(|row| names_table(row, catalogue));
        // A unit alone counts where the grid begins; elsewhere a page began anew.
        let counts = titled || (before.is_empty() && rest.rows.is_empty());
        let followed = rows.peek().is_some_and(|row| row.filled().count() > 1);
        if counts && followed && !run.is_empty() {
            if !before.is_empty() {
                out.push(Piece::Grid(Grid { rows: std::mem::take(&mut before), markup: Vec::new() }));
            }
            out.extend(run.iter().flat_map(|row| lines(source, row)).map(Piece::Text));
        } else {
            before.append(&mut run);
        }
        while let Some(row) = rows.next_if(|row| !is_caption(row, catalogue)) {
            before.push(row);
        }
    }
    rest.rows = before;
    if !rest.rows.is_empty() {
        out.push(Piece::Grid(rest));
    }
}

/// Whether each cell of a row belongs to a statutory table's caption.
fn is_caption(row: &RawRow, catalogue: &Catalogue) -> bool {
    let caption = |text: &str| {
        let title = catalogue.table_titled(text).is_some() || form::is_title(text, catalogue.form());
        title || caption::stands_beside_title(text, catalogue)
    };
    let cells: Vec<&str> = row.filled().take(4).map(|(_, cell)| cell.text.as_str()).collect();
    (1..=3).contains(&cells.len())
        && cells.iter().any(|text| caption(text))
        && cells.iter().all(|text| caption(text) || caption::is_year(text))
}

fn names_table(row: &RawRow, catalogue: &Catalogue) -> bool {
    row.filled().any(|(_, cell)| {
        catalogue.table_titled(&cell.text).is_some() || form::is_title(&cell.text, catalogue.form())
    })
}

/// Whether a row is the year behind a title: `（2023年度）`.
fn is_year(row: &RawRow, title: &[RawRow]) -> bool {
    !title.is_empty()
        && row.filled().count() == 1
        && row.filled().all(|(_, cell)| caption::is_year(&cell.text))
}

/// Each cell of a caption's row as a line of text.
fn lines<'a>(source: &'a Source, row: &'a RawRow) -> impl Iterator<Item = TextLine> + 'a {
    row.filled().map(|(_, cell)| TextLine {
        line: row.line,
        raw: source.line(row.line).to_owned(),
        text: cell.text.clone(),
        opens: true,
    })
}
