//! Which grid is which statutory table, decided for the whole document.
//!
//! 1. [`inner`]: captions drawn into a grid come out of it
//! 2. [`anew`]: a grid is parted where a header comes in its midst
//! 3. [`heads`]: a header that a parser cut into grids is put together
//! 4. [`loose`]: rows that a parser left as text go back into their grid
//! 5. [`behind`]: captions after their grids come before them
//! 6. [`mod@take`]: each grid takes its caption off the text before it
//! 7. [`path`]: each grid is the start of a table, continues the one before,
//!    repeats it, or is none that is known: the best way through all of them
//! 8. [`units`]: a unit that is stated for all tables holds for each

mod anew;
mod behind;
mod heads;
mod inner;
mod loose;
mod path;
mod signature;
mod take;
mod units;

use crate::catalogue::Catalogue;
use crate::model::Doubt;
use crate::money::looks_like_amount;
use crate::read::Reading;
use crate::read::blocks::{Grid, Piece, TextLine};
use crate::read::caption::{self, Caption, CaptionKind};
use crate::read::form;

use signature::Signature;

/// What a document is made of, once every grid is known.
#[derive(Debug)]
pub enum Part {
    Text(TextLine),
    /// A grid that is (part of) a performance-target form.
    Form(Caption, Grid),
    /// A whole table: all its grids, whatever pages they stand on.
    Table(Caption, Grid),
}

/// A grid with its caption and the text before both that is no part of it.
#[derive(Debug)]
struct Fragment {
    before: Vec<TextLine>,
    caption: Caption,
    grid: Grid,
    signature: Signature,
    form: bool,
}

/// The pieces with captions and stray rows where they belong.
pub fn unfold(reading: &Reading<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let pieces = inner::unfold(reading.source, reading.catalogue, pieces);
    let pieces = anew::part(reading.catalogue, pieces);
    let pieces = heads::gather(reading.source, reading.catalogue, pieces);
    loose::gather(reading.source, reading.catalogue, pieces)
}

/// Tells what each grid is.
pub fn read(reading: &Reading<'_>, pieces: Vec<Piece>) -> Vec<Part> {
    let pieces = behind::put_before(reading.catalogue, pieces);
    let pieces = form::gather(reading.source, reading.catalogue, pieces);
    let numbers_lead = do_numbers_lead(&pieces, reading.catalogue);
    let (mut fragments, mut rest) = fragments(reading, pieces);
    units::gather(&mut fragments, &mut rest, reading.catalogue);
    let shifted = (numbers_lead || is_first_untitled(&fragments)) && is_title_left(&rest, reading.catalogue);
    let steps = path::best(reading, &fragments);
    let mut parts = path::apply(reading.catalogue, fragments, &steps);
    if shifted {
        parts.iter_mut().for_each(doubt_title);
    }
    parts.extend(rest.into_iter().map(Part::Text));
    units::inherit(&mut parts, reading.catalogue);
    parts
}

/// Most lines after the last grid among which its title may stand.
const BEHIND: usize = 4;

/// Whether the first grid has a caption without a title. Where one that no grid follows is
/// left behind the last, each title may be that of the grid before it.
fn is_first_untitled(fragments: &[Fragment]) -> bool {
    let untitled = |caption: &Caption| caption.title.is_none() && !caption.lines.is_empty();
    fragments.first().is_some_and(|first| untitled(&first.caption))
}

/// Whether the first printed number of a table has amounts under it before any title comes.
fn do_numbers_lead(pieces: &[Piece], catalogue: &Catalogue) -> bool {
    let text = |piece: &Piece, is: &dyn Fn(&str) -> bool| piece.text().is_some_and(|line| is(&line.text));
    let number = |text: &str| caption::kind(text, catalogue) == Some(CaptionKind::Number);
    let title = |text: &str| catalogue.table_titled(text).is_some();
    let amounts =
        |text: &str| text.split_whitespace().any(|word| word.contains('.') && looks_like_amount(word));
    let first = pieces.iter().position(|piece| text(piece, &|line| number(line) || title(line)));
    let Some((first, behind)) = first.and_then(|at| pieces[at..].split_first()) else { return false };
    let told = behind
        .iter()
        .find(|piece| piece.text().is_none() || text(piece, &|line| title(line) || amounts(line)));
    !text(first, &title) && told.is_some_and(|piece| !text(piece, &title))
}

/// Whether a title stands right after the last grid.
fn is_title_left(rest: &[TextLine], catalogue: &Catalogue) -> bool {
    rest.iter().take(BEHIND).any(|line| catalogue.table_titled(&line.text).is_some())
}

fn doubt_title(part: &mut Part) {
    if let Part::Table(caption, _) = part
        && caption.title.is_some()
    {
        caption.doubt.get_or_insert(Doubt::TitleAgainstContent);
    }
}

/// Each grid with its caption, and the text after the last.
fn fragments(reading: &Reading<'_>, pieces: Vec<Piece>) -> (Vec<Fragment>, Vec<TextLine>) {
    let catalogue = reading.catalogue;
    let grids = pieces.iter().filter(|piece| piece.text().is_none()).count();
    let mut fragments = Vec::with_capacity(grids);
    let mut pending = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(line) => pending.push(line),
            Piece::Grid(grid) => {
                let mut caption = take::take(&mut pending, &grid, catalogue);
                reading.mend.identify(&mut caption, &grid);
                let form = caption.table.is_none()
                    && (form::is_form(&grid, &caption, catalogue)
                        || form_goes_on(&fragments, &caption, &pending, &grid, catalogue));
                let signature = Signature::of(&grid, catalogue.labels());
                let before = std::mem::take(&mut pending);
                fragments.push(Fragment { before, caption, grid, signature, form });
            }
        }
    }
    (fragments, pending)
}

/// Whether a grid without a title continues a form right before it.
fn form_goes_on(
    fragments: &[Fragment],
    caption: &Caption,
    between: &[TextLine],
    grid: &Grid,
    catalogue: &Catalogue,
) -> bool {
    let adjacent = between.len() <= take::STRAY && between.iter().all(take::is_stray);
    let before = fragments.last().filter(|before| before.form && adjacent && caption.title.is_none());
    before.is_some_and(|before| form::goes_on(grid, &before.grid, catalogue))
}
