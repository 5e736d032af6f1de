//! Tells each piece by what it is, not by how deep its heading is: a grid is a
//! table or a form fragment, the rest is narrative or glossary.

use std::collections::BTreeSet;

use crate::catalogue::schema::CaptionsSpec;
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{Form, Role, Section, Table, Target, Term};
use crate::money::Unit;
use crate::read::blocks::{Grid, Piece, TextLine};
use crate::read::body::{self, Votes};
use crate::read::caption::{self, Caption};
use crate::read::echo;
use crate::read::form::{self, Fragment};
use crate::read::furniture;
use crate::read::headings;
use crate::read::identity::{self, Part};
use crate::read::mend::Mend;
use crate::read::narrative::Narrative;
use crate::read::page::Page;
use crate::read::text::is_short;
use crate::read::{Reading, table};
use crate::source::Line;

/// What the pieces came to.
#[derive(Debug, Default)]
pub struct Segments {
    pub title: Option<String>,
    /// Whose disclosure it is, as its places say.
    pub votes: Votes,
    pub tables: Vec<Table>,
    pub forms: Vec<Form>,
    pub sections: Vec<Section>,
    pub terms: Vec<Term>,
    /// Whether any of the prose stands under a heading that is known.
    pub headed: bool,
}

/// The title of a disclosure, and whose it is, as its places say.
#[derive(Debug)]
pub struct Opening {
    pub title: Option<String>,
    pub votes: Votes,
    page: Page,
    /// What stands after the title page.
    rest: Vec<Piece>,
}

/// Reads the title page, and in all pieces whose disclosure it is.
pub fn open(reading: &mut Reading<'_>, pieces: Vec<Piece>) -> Opening {
    let pieces = furniture::set_aside(reading, pieces);
    let pieces = echo::set_aside(reading, pieces);
    let pieces = identity::unfold(reading, pieces);
    let votes = body::vote(reading.catalogue, &pieces);
    let page = Page::of(reading, &pieces, votes.name.as_deref());
    let (title, rest) = preamble(reading, pieces, votes.name.as_deref());
    Opening { title, votes, page, rest }
}

/// A part as it is; rows that nothing but their order makes a table, under no title that
/// is known or under headings whose columns are not told, as lines of text.
fn as_text(reading: &Reading<'_>, part: Part) -> Vec<Part> {
    let source = reading.source;
    let Part::Table(caption, grid) = &part else { return vec![part] };
    let spec = caption.table.as_deref().and_then(|id| reading.catalogue.table(id));
    let told = || spec.is_some_and(|spec| table::is_laid_out(grid, spec, reading.catalogue));
    if !grid.dialect.is_packed() || told() {
        return vec![part];
    }
    let lines = grid.rows.iter().map(|row| row.line).chain(grid.markup.iter().copied());
    let lines: BTreeSet<Line> = lines.chain(caption.lines.iter().copied()).collect();
    lines.into_iter().map(|line| Part::Text(TextLine::of(source, line))).collect()
}

/// Tells the pieces apart and has each read by the reader of its kind.
pub fn read(reading: &mut Reading<'_>, opening: Opening) -> Segments {
    let Opening { title, votes, page, rest: pieces } = opening;
    let body_name = votes.name.clone();
    let mut walk = Walk {
        narrative: Narrative::new(body_name, page),
        tables: Vec::new(),
        fragments: Vec::new(),
        pending: Vec::new(),
        after_table: false,
    };
    let parts = identity::read(reading, pieces);
    let parts: Vec<Part> = parts.into_iter().flat_map(|part| as_text(reading, part)).collect();
    reading.witnesses = witnesses(reading, &parts);
    for part in parts {
        match part {
            Part::Text(line) => walk.text(reading, line),
            Part::Form(caption, grid) => walk.form(reading, caption, &grid),
            Part::Table(caption, grid) => walk.table(reading, caption, grid),
        }
    }
    walk.flush(reading);
    let forms = form::join(reading, walk.fragments);
    let headed = walk.narrative.is_headed(reading.catalogue.narrative());
    let (sections, terms) = walk.narrative.finish();
    Segments { title, votes, tables: walk.tables, forms, sections, terms, headed }
}

/// The tables as each comes out by itself, where any has rows that lost blank cells.
fn witnesses(reading: &Reading<'_>, parts: &[Part]) -> Vec<Table> {
    let is_short = |grid: &Grid| {
        let widest = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        grid.dialect.is_packed() || grid.rows.iter().any(|row| row.cells.len() < widest)
    };
    if !parts.iter().any(|part| matches!(part, Part::Table(_, grid) if is_short(grid))) {
        return Vec::new();
    }
    let mut alone = Reading::new(reading.source, reading.catalogue, Mend::default());
    let read = |(at, part): (usize, &Part)| match part {
        Part::Table(caption, grid) => Some(table::read(&mut alone, caption.clone(), grid.clone(), at)),
        _ => None,
    };
    parts.iter().enumerate().filter_map(read).collect()
}

struct Walk {
    narrative: Narrative,
    tables: Vec<Table>,
    fragments: Vec<Fragment>,
    /// Text since the last grid: narrative, then perhaps a caption.
    pending: Vec<TextLine>,
    /// Whether the last grid was a table and only notes have come since.
    after_table: bool,
}

impl Walk {
    fn text(&mut self, reading: &mut Reading<'_>, line: TextLine) {
        let captions = reading.catalogue.captions();
        if self.after_table && self.pending.is_empty() && self.is_note(&line.text, captions) {
            self.note(reading, line);
        } else {
            self.pending.push(line);
        }
    }

    /// Whether a line under a table is a note, or the next point of one.
    fn is_note(&self, text: &str, captions: &CaptionsSpec) -> bool {
        let before = self.tables.last().and_then(|table| Some(&table.notes.last()?.0));
        let next = || Some(caption::point(before?, captions)? + 1 == caption::point(text, captions)?);
        caption::is_note(text, captions) || next() == Some(true)
    }

    fn note(&mut self, reading: &mut Reading<'_>, line: TextLine) {
        let index = self.tables.len() - 1;
        reading.post(line.line, Role::Used, Target::Table(index));
        let table = &mut self.tables[index];
        table.lines.1 = table.lines.1.max(line.line);
        table.notes.push((line.text, line.line));
    }

    fn form(&mut self, reading: &mut Reading<'_>, caption: Caption, grid: &Grid) {
        self.flush(reading);
        self.after_table = false;
        let before = self.fragments.last();
        let fragments = form::fragments(reading.catalogue.form(), caption, grid, before);
        self.fragments.extend(fragments);
    }

    fn table(&mut self, reading: &mut Reading<'_>, caption: Caption, grid: Grid) {
        self.flush(reading);
        self.after_table = true;
        if let (Some(unit), Some(reason)) = (caption.unit, caption.unit_reason) {
            report_unit(reading, &caption, grid.rows[0].line, unit, reason);
        }
        let index = self.tables.len();
        self.tables.push(table::read(reading, caption, grid, index));
    }

    fn flush(&mut self, reading: &mut Reading<'_>) {
        let lines = std::mem::take(&mut self.pending);
        let mut at = 0;
        while at < lines.len() {
            at += self.narrative.feed(reading, &lines[at..], &mut self.tables);
        }
    }
}

fn report_unit(reading: &mut Reading<'_>, caption: &Caption, first: Line, unit: Unit, reason: &str) {
    reading.say(codes::INHERITED_UNIT, |source| {
        let title = caption.title.as_deref().unwrap_or_default();
        let message = format!("“{title}”没有写明单位，{reason}：{}", unit.name());
        let line = caption.title_line.unwrap_or(first);
        Diagnostic::new(codes::INHERITED_UNIT, message).at(Label::at_line(source, line, ""))
    });
}

/// Most lines that a title page may hold.
const TITLE_LINES: usize = 6;

/// Whether a line of the cover belongs to the title: `省级部门预算公开报表`.
fn names_disclosure(text: &str) -> bool {
    caption::stated_unit(text).is_none()
        && !text.contains([':', '：'])
        && (text.contains("预算") || text.contains("决算"))
}

/// The lines of the title page, and the pieces after them.
fn preamble(
    reading: &mut Reading<'_>,
    mut pieces: Vec<Piece>,
    body: Option<&str>,
) -> (Option<String>, Vec<Piece>) {
    let narrative = reading.catalogue.narrative();
    let of_title = |piece: &Piece| match piece {
        Piece::Text(line) => {
            is_short(&line.text, 40)
                && !caption::is_caption(&line.text, reading.catalogue)
                && !Narrative::is_heading(line, narrative, body)
        }
        Piece::Grid(_) => false,
    };
    let count = pieces.iter().take(TITLE_LINES).take_while(|piece| of_title(piece)).count();
    // Before the contents list short lines are the cover's, whatever they are.
    let listed = reading.contents.first().map(|(_, line)| *line);
    let on_cover = |piece: &Piece| {
        piece.text().zip(listed).is_some_and(|(line, listed)| {
            line.line.file == listed.file && line.line < listed && is_short(&line.text, 60)
        })
    };
    let more = pieces[count..].iter().take(TITLE_LINES).take_while(|piece| on_cover(piece)).count();
    let rest = pieces.split_off(count + more);
    let mut title = Vec::new();
    for (at, line) in pieces.iter().filter_map(Piece::text).enumerate() {
        reading.post(line.line, Role::Used, Target::Disclosure);
        if at < count || names_disclosure(&line.text) {
            title.push(line.text.clone());
        }
    }
    (headings::whole_title(title), rest)
}
