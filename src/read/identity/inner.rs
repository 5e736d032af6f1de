//! Captions inside a grid: a parser may draw the title, the body and the unit
//! into the table's own grid, over several cells or rows, even after the last
//! rows of the table before.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::read::blocks::{Grid, Piece, TextLine};
use crate::read::caption::{self, CaptionKind};
use crate::read::form;
use crate::read::lex::{Dialect, RawRow};
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
    let Grid { rows, .. } = &grid;
    let mut captions = vec![Vec::new(); rows.len()];
    let mut at = 0;
    while at < rows.len() {
        let run = run(&rows[at..], catalogue);
        let titled = run.iter().flatten().any(|text| names_table(text, catalogue));
        // A title that is not known, with a unit or a body under it.
        let titled = titled || (run.len() > 1 && is_title_alone(&run[0], catalogue));
        // A heading wrapped over rows may stand alone on the first of them.
        let mut below = rows[at + run.len()..].iter().take(3).peekable();
        // A caption that is a grid of its own stands over the next one.
        let cells = grid.dialect == Dialect::Stacked;
        let followed = cells || below.peek().is_none() || below.any(|row| row.filled().count() > 1);
        // A unit alone counts where the grid begins; elsewhere a page began anew.
        let counts = followed && (titled || at == 0);
        let end = at + run.len().max(1);
        if counts {
            run.into_iter().enumerate().for_each(|(behind, texts)| captions[at + behind] = texts);
        }
        at = end;
    }
    part(source, grid, captions, out);
}

/// The grid without its caption rows, which become lines of text.
fn part(source: &Source, grid: Grid, captions: Vec<Vec<String>>, out: &mut Vec<Piece>) {
    let Grid { dialect, rows, mut markup } = grid;
    let mut rest = Grid { dialect, ..Grid::default() };
    for (row, texts) in rows.into_iter().zip(captions) {
        if texts.is_empty() {
            rest.rows.push(row);
            continue;
        }
        if !rest.rows.is_empty() {
            rest.markup = markup.extract_if(.., |line| *line < row.line).collect();
            out.push(Piece::Grid(std::mem::replace(&mut rest, Grid { dialect, ..Grid::default() })));
        }
        let raw = source.line(row.line);
        out.extend(
            texts
                .into_iter()
                .map(|text| Piece::Text(TextLine { line: row.line, raw: raw.to_owned(), text, opens: true })),
        );
    }
    if !rest.rows.is_empty() {
        out.push(Piece::Grid(Grid { markup, ..rest }));
    }
}

/// The caption that rows begin with: the texts of each of its rows.
fn run(rows: &[RawRow], catalogue: &Catalogue) -> Vec<Vec<String>> {
    let mut run: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let texts = texts(row);
        let of_caption = is_caption(&texts, catalogue)
            || (run.is_empty() && is_title_alone(&texts, catalogue))
            || (!run.is_empty() && is_rest(&texts, run.last()));
        if !of_caption {
            break;
        }
        run.push(texts);
    }
    run
}

/// The texts of a row, each once where a parser repeated a merged cell, a label
/// (`部门：`) together with what stands after it.
fn texts(row: &RawRow) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut before = "";
    for (_, cell) in row.filled().take(MOST + 1) {
        if cell.text == before {
            continue;
        }
        before = &cell.text;
        match texts.last_mut().filter(|text| text.ends_with(['：', ':'])) {
            Some(label)
                if caption::stated_unit(&cell.text).is_none()
                    || caption::stated_unit(&format!("{label}{}", cell.text)).is_some() =>
            {
                label.push_str(&cell.text);
            }
            _ => texts.push(cell.text.clone()),
        }
    }
    texts
}

/// Most cells of a caption's row.
const MOST: usize = 6;

/// Whether each text of a row belongs to a statutory table's caption.
fn is_caption(texts: &[String], catalogue: &Catalogue) -> bool {
    if !(1..=MOST).contains(&texts.len()) {
        return false;
    }
    let stands = |text: &String| {
        let beside =
            matches!(caption::kind(text, catalogue), Some(CaptionKind::Number | CaptionKind::BodyOrUnit));
        beside || names_table(text, catalogue)
    };
    let before_name = |text: &str| {
        let with_name = format!("{text}某局");
        caption::stated_body(&with_name, catalogue.captions()).is_some()
    };
    let empty_label = |text: &String| text.ends_with(['：', ':']) && before_name(text);
    let mut stood = false;
    let mut belongs = |text: &String| {
        let stands = stands(text);
        stood |= stands;
        stands || empty_label(text) || caption::is_year(text)
    };
    texts.iter().all(&mut belongs) && stood
}

fn names_table(text: &str, catalogue: &Catalogue) -> bool {
    catalogue.table_titled(text).is_some() || form::is_title(text, catalogue.form())
}

/// Whether a row is nothing but what could be the title of a table that is not
/// known.
fn is_title_alone(texts: &[String], catalogue: &Catalogue) -> bool {
    matches!(texts, [text] if caption::is_title(text, catalogue) && compact(text).chars().count() > 3)
}

/// Whether a row continues the caption's row before it: the year after a title
/// (`（2023年度）`), `元` after `单位：万`.
fn is_rest(texts: &[String], before: Option<&Vec<String>>) -> bool {
    let half = before.and_then(|texts| texts.last()).is_some_and(|text| caption::is_half_unit(text));
    matches!(texts, [text] if caption::is_year(text) || (half && compact(text) == "元"))
}
