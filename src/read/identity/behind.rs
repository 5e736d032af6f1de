//! Captions after their grids: where a run of grids has none before its first
//! and one after its last, each belongs to the grid above it.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::numbering;
use crate::catalogue::schema::TableSpec;
use crate::read::blocks::Piece;
use crate::read::caption;
use crate::read::identity::signature::Signature;
use crate::read::text::has_heading_mark;

/// The pieces with every caption before its grid.
pub fn put_before(catalogue: &Catalogue, pieces: Vec<Piece>) -> Vec<Piece> {
    let kinds: Vec<PieceKind> = pieces.iter().map(|piece| kind(catalogue, piece)).collect();
    let mut order: Vec<usize> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    // Where one caption stands before its grid, all do.
    let mut before = false;
    while at < kinds.len() {
        let titled = kinds[at] == PieceKind::Grid && has_title_above(&kinds[..at]);
        before |= titled;
        let run = if kinds[at] == PieceKind::Grid && !before { run(&kinds, at) } else { Vec::new() };
        let run = if suits(catalogue, &pieces, &run) { run } else { Vec::new() };
        let from = at;
        at = run.last().map_or(at + 1, |(_, end)| *end);
        match run.is_empty() {
            true => order.push(from),
            false => order.extend(run.iter().flat_map(|(grid, end)| (grid + 1..*end).chain([*grid]))),
        }
    }
    let mut pieces: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| pieces.get_mut(at)?.take()).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Grid,
    /// The title of a table that the catalogue knows.
    Known,
    /// What could be the title of another.
    Title,
    /// Number, unit, body, year.
    Beside,
    /// A sentence.
    Prose,
    Other,
}

fn kind(catalogue: &Catalogue, piece: &Piece) -> PieceKind {
    match piece {
        Piece::Grid(_) => PieceKind::Grid,
        Piece::Text(line) if catalogue.table_titled(&line.text).is_some() => PieceKind::Known,
        // A numbered one is a section's heading: `三、预算公开表`.
        Piece::Text(line) if has_heading_mark(&line.raw) || numbering(&line.text).is_some() => {
            PieceKind::Other
        }
        Piece::Text(line) if caption::is_title(&line.text, catalogue) => PieceKind::Title,
        Piece::Text(line) if caption::is_caption_or_year(&line.text, catalogue) => PieceKind::Beside,
        Piece::Text(line) if line.text.contains('。') => PieceKind::Prose,
        Piece::Text(line) if catalogue.could_be_body(&line.text) => PieceKind::Beside,
        Piece::Text(_) => PieceKind::Other,
    }
}

/// Whether titles suit the grids before them better than those after them.
fn suits(catalogue: &Catalogue, pieces: &[Piece], run: &[(usize, usize)]) -> bool {
    let looks = |(grid, _): &(usize, usize)| match &pieces[*grid] {
        Piece::Grid(grid) => Signature::of(grid, catalogue.labels()),
        Piece::Text(_) => Signature::default(),
    };
    let table = |(grid, end): &(usize, usize)| {
        let titles = pieces[grid + 1..*end].iter().filter_map(Piece::text);
        titles.filter_map(|line| catalogue.table_titled(&line.text)).next()
    };
    let looks: Vec<Signature> = run.iter().map(looks).collect();
    let tables: Vec<Option<&TableSpec>> = run.iter().map(table).collect();
    let likeness = |looks: &[Signature]| {
        let pairs = looks.iter().zip(&tables).filter_map(|(looks, table)| Some((looks, (*table)?)));
        pairs.fold(0, |sum, (looks, table)| {
            sum + i32::from(looks.is_like(table)) - 2 * i32::from(looks.is_against(table))
        })
    };
    likeness(&looks) > likeness(looks.get(1..).unwrap_or_default())
}

/// Whether a known title stands above, whatever but prose or a grid lies between,
/// or directly above one that is not known. Pages of one table follow one another.
fn has_title_above(above: &[PieceKind]) -> bool {
    let pages = above.iter().rev().take_while(|kind| **kind == PieceKind::Grid).count();
    let above = &above[..above.len() - pages];
    let mut between =
        above.iter().rev().take_while(|kind| !matches!(kind, PieceKind::Grid | PieceKind::Prose));
    let last = between.clone().find(|kind| **kind != PieceKind::Beside);
    matches!(last, Some(PieceKind::Title)) || between.any(|kind| *kind == PieceKind::Known)
}

/// The grids from `at` on that have their captions after them, each with the end
/// of its caption; none where the last has no known title, so that all stand before.
fn run(kinds: &[PieceKind], mut at: usize) -> Vec<(usize, usize)> {
    let mut run = Vec::new();
    loop {
        let caption = kinds[at + 1..]
            .iter()
            .take_while(|kind| !matches!(kind, PieceKind::Grid | PieceKind::Prose | PieceKind::Other));
        let titles: Vec<&PieceKind> = caption.clone().filter(|kind| **kind != PieceKind::Beside).collect();
        let end = at + 1 + caption.count();
        run.push((at, end));
        match (titles.as_slice(), kinds.get(end)) {
            ([_], Some(PieceKind::Grid)) => at = end,
            ([PieceKind::Known], _) if !is_left_untitled(&kinds[end..]) => return run,
            _ => return Vec::new(),
        }
    }
}

/// Whether the next grid has no title but the one that stands before these pieces.
fn is_left_untitled(behind: &[PieceKind]) -> bool {
    let next = behind.iter().find(|kind| {
        matches!(kind, PieceKind::Grid | PieceKind::Prose | PieceKind::Known | PieceKind::Title)
    });
    matches!(next, Some(PieceKind::Grid))
}
