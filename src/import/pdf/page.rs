//! A page's ink becomes blocks in reading order.

use super::collect::Ink;
use super::glyph::Glyph;
use super::lattice::{self, Face, Lattice};
use super::paragraphs::{self, Edges, Paragraph};
use super::words::Line;
use super::{open, rules, words};
use crate::import::document::{Block, Cell, Grid, OriginalPlace, Page, TextLine};
use crate::import::geometry::{Area, POINT};

/// Grids and lines of a page, from the top.
#[derive(Debug, Default)]
pub struct Sorted {
    pub area: Area,
    pub grids: Vec<(Area, Grid)>,
    pub lines: Vec<Line>,
}

/// Sorts out what is in a table and what is beside.
pub fn sorted(ink: Ink, number: u32) -> Sorted {
    let unseen = if open::is_recognised(&ink) { ink.unseen.as_slice() } else { &[] };
    let glyphs = words::once(&[ink.glyphs.as_slice(), unseen].concat());
    let near = (words::usual_size(&glyphs) * 3 / 10).clamp(80 * POINT / 100, 250 * POINT / 100);
    let groups = rules::groups(ink.rules, near).unwrap_or_default();
    let mut lattices: Vec<Lattice> =
        groups.iter().filter_map(|group| lattice::lattice(group, near)).collect();
    lattices.sort_by_key(|lattice| lattice.area.size());
    let mut inside: Vec<Vec<Vec<Glyph>>> =
        lattices.iter().map(|lattice| vec![Vec::new(); lattice.cells.len()]).collect();
    let mut loose = Vec::new();
    for glyph in glyphs {
        let place =
            lattices.iter().enumerate().find_map(|(at, lattice)| Some((at, cell_at(lattice, &glyph)?)));
        match place {
            Some((lattice, cell)) => inside[lattice][cell].push(glyph),
            None => loose.push(glyph),
        }
    }
    let mut grids = Vec::new();
    for (lattice, cells) in lattices.into_iter().zip(inside) {
        if cells.iter().flatten().any(|glyph| !glyph.is_blank()) {
            grids.push((lattice.area, grid(&lattice, cells, number)));
        }
    }
    grids.sort_by_key(|(area, _)| (area.top, area.left));
    Sorted { area: ink.page, grids, lines: words::lines(loose) }
}

/// The cell that the middle of a character is in.
fn cell_at(lattice: &Lattice, glyph: &Glyph) -> Option<usize> {
    let middle = glyph.middle();
    if !lattice.area.has(middle) {
        return None;
    }
    lattice.cells.iter().position(|cell| cell.area.has(middle))
}

fn grid(lattice: &Lattice, glyphs: Vec<Vec<Glyph>>, number: u32) -> Grid {
    let mut rows = vec![Vec::new(); lattice.rows];
    for (face, glyphs) in lattice.cells.iter().zip(glyphs) {
        rows[face.row].push(cell(face, glyphs, number));
    }
    Grid { rows }
}

fn cell(face: &Face, glyphs: Vec<Glyph>, number: u32) -> Cell {
    Cell {
        column: face.column,
        across: face.across,
        down: face.down,
        lines: words::lines(glyphs).into_iter().map(|line| line.text).collect(),
        place: OriginalPlace::OnPage(number, face.area),
    }
}

/// A paragraph or a grid.
#[derive(Debug)]
pub enum Piece {
    Text(Paragraph),
    Grid(Grid),
}

/// The pieces of a page in reading order: lines joined to paragraphs, grids between them.
pub fn pieces(sorted: Sorted, edges: Edges) -> Vec<Piece> {
    let Sorted { grids, lines, .. } = sorted;
    let mut pieces = Vec::new();
    let mut rest = lines.into_iter().peekable();
    for (area, grid) in grids {
        let above = std::iter::from_fn(|| rest.next_if(|line| line.area.bottom <= area.top + line.size / 2));
        pieces.extend(paragraphs::join(above.collect(), edges).into_iter().map(Piece::Text));
        pieces.push(Piece::Grid(grid));
    }
    pieces.extend(paragraphs::join(rest.collect(), edges).into_iter().map(Piece::Text));
    pieces
}

/// The pages as blocks. What goes on over the end of a page stands whole on the page that it
/// begins on.
pub fn blocks(pages: Vec<Sorted>) -> Vec<Page> {
    let lines = || pages.iter().flat_map(|page| &page.lines);
    let everywhere = Edges::of(lines());
    let edges: Vec<Edges> = pages
        .iter()
        .map(|page| {
            let own = page.lines.iter();
            if own.clone().filter(|line| line.area.width() > 15 * line.size).count() < 4 {
                everywhere
            } else {
                Edges::of(own)
            }
        })
        .collect();
    let mut all: Vec<Vec<Piece>> = Vec::new();
    for (page, edges) in pages.into_iter().zip(edges) {
        let mut pieces = pieces(page, edges);
        if let Some(Piece::Text(last)) = all.last_mut().and_then(|page| page.last_mut())
            && matches!(pieces.first(), Some(Piece::Text(first)) if last.goes_on_in(first))
            && let Piece::Text(first) = pieces.remove(0)
        {
            let area = last.area;
            last.take(first);
            last.area = area;
        }
        all.push(pieces);
    }
    let page = |(pieces, number): (Vec<Piece>, u32)| Page {
        number: Some(number),
        blocks: pieces.into_iter().map(|piece| block(piece, number)).collect(),
        ..Page::default()
    };
    all.into_iter().zip(1..).map(page).collect()
}

fn block(piece: Piece, number: u32) -> Block {
    match piece {
        Piece::Grid(grid) => Block::Grid(grid),
        Piece::Text(Paragraph { text, area, .. }) => {
            Block::Line(TextLine { text, heading: false, place: OriginalPlace::OnPage(number, area) })
        }
    }
}
