//! Tables that go on behind a caption that says so: `支出预算表（续表）`, 续上表.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::model::{Role, Target};
use crate::read::pieces::{Piece, TextLine};
use crate::read::{Reading, caption};

/// The pieces, each grid behind such a caption joined to the one it goes on with;
/// the caption's lines are furniture.
pub fn join(reading: &mut Reading<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut title: Option<String> = None;
    for piece in pieces {
        match piece {
            Piece::Grid(mut grid) => {
                let start = caption_start(reading.catalogue, &out);
                let goes_on = out[start..].iter().any(|piece| says_so(piece, title.as_deref()));
                match out[..start].last_mut().filter(|_| goes_on) {
                    Some(Piece::Grid(before)) => {
                        before.rows.append(&mut grid.rows);
                        before.markup.append(&mut grid.markup);
                        out.drain(start..).for_each(|piece| post(reading, &piece));
                    }
                    _ => {
                        title = out[start..].iter().filter_map(title_of(reading.catalogue)).next_back();
                        out.push(Piece::Grid(grid));
                    }
                }
            }
            text => out.push(text),
        }
    }
    out
}

/// Where the caption at the end of the pieces begins.
fn caption_start(catalogue: &Catalogue, pieces: &[Piece]) -> usize {
    let of_caption = |piece: &Piece| match piece {
        Piece::Text(line) => {
            says_on(&line.text).is_some() || caption::is_caption_or_year(&line.text, catalogue)
        }
        Piece::Grid(_) => false,
    };
    pieces.iter().rposition(|piece| !of_caption(piece)).map_or(0, |at| at + 1)
}

fn title_of(catalogue: &Catalogue) -> impl Fn(&Piece) -> Option<String> {
    |piece| match piece {
        Piece::Text(TextLine { text, .. }) => catalogue.table_titled(text).map(|_| compact(text)),
        Piece::Grid(_) => None,
    }
}

/// Whether a line says that the table of `title` goes on.
fn says_so(piece: &Piece, title: Option<&str>) -> bool {
    let Piece::Text(line) = piece else { return false };
    says_on(&line.text).is_some_and(|rest| rest.is_empty() || title == Some(&rest))
}

/// A text without the words that say it goes on; `None` where it does not say so.
fn says_on(text: &str) -> Option<String> {
    let text = compact(text);
    let marks = ["(续表)", "(续上表)", "(续)", "续表", "续上表"];
    marks.iter().find_map(|mark| text.strip_suffix(mark)).map(str::to_owned)
}

fn post(reading: &mut Reading<'_>, piece: &Piece) {
    if let Piece::Text(line) = piece {
        reading.post(line.line, Role::Repeated, Target::Disclosure);
    }
}
