//! Forms whose cells stand on a line each: after a form's title, labels tell
//! where the rows began, so that the lines become a grid again.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::catalogue::schema::FormSpec;
use crate::keys::FieldKey;
use crate::read::blocks::{Grid, Piece, TextLine};
use crate::read::caption;
use crate::read::form::heading::Heading;
use crate::read::form::is_title;
use crate::read::form::levels::{Levels, Token};
use crate::read::form::words::{self, field, fund, goal};
use crate::read::lex::{RawCell, RawRow};
use crate::read::text::{behind_part_number, has_heading_mark};
use crate::source::{Source, Span};

/// The pieces, each form of lines a grid after its title.
pub fn gather(source: &Source, catalogue: &Catalogue, pieces: Vec<Piece>) -> Vec<Piece> {
    let spec = catalogue.form();
    let mut out = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    let mut titled = false;
    while let Some(piece) = pieces.next() {
        titled = match &piece {
            Piece::Text(line) if titled && is_label(spec, &line.text) => {
                let mut rows = Rows::new(source, spec);
                rows.line(line);
                while let Some(Piece::Text(line)) = pieces.next_if(|piece| goes_on(piece, catalogue)) {
                    rows.line(&line);
                }
                out.push(Piece::Grid(rows.finish()));
                titled = false;
                continue;
            }
            Piece::Text(line) => {
                is_title(&line.text, spec) || (titled && caption::is_caption_or_year(&line.text, catalogue))
            }
            Piece::Grid(_) => false,
        };
        out.push(piece);
    }
    out
}

fn goes_on(piece: &Piece, catalogue: &Catalogue) -> bool {
    let Piece::Text(line) = piece else { return false };
    let ends = is_title(&line.text, catalogue.form())
        || has_heading_mark(&line.raw)
        || behind_part_number(&compact(&line.text)).is_some()
        || catalogue.table_titled(&line.text).is_some();
    !ends
}

fn is_label(spec: &FormSpec, text: &str) -> bool {
    field(spec, text).is_some() || fund(spec, text).is_some()
}

/// What a line is to the row it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FormLineKind {
    /// A label, by its key.
    Label(String),
    Fund(String),
    Goal,
    Personal,
    Heading,
    Level1,
    Level2,
    Word,
}

/// Puts lines together into rows.
struct Rows<'a> {
    source: &'a Source,
    spec: &'a FormSpec,
    levels: Levels,
    grid: Grid,
    cells: Vec<(FormLineKind, TextLine)>,
    /// How many words a row of indicators has, once their heading was seen.
    words: Option<usize>,
}

impl<'a> Rows<'a> {
    fn new(source: &'a Source, spec: &'a FormSpec) -> Self {
        let levels = Levels::new(spec);
        Self { source, spec, levels, grid: Grid::default(), cells: Vec::new(), words: None }
    }

    fn kind(&self, text: &str) -> FormLineKind {
        if goal(self.spec, text).is_some() {
            return FormLineKind::Goal;
        }
        if let Some(named) = fund(self.spec, text) {
            return FormLineKind::Fund(named.key.clone());
        }
        if let Some(named) = field(self.spec, text) {
            return FormLineKind::Label(named.key.clone());
        }
        if words::is_personal(self.spec, text) {
            return FormLineKind::Personal;
        }
        let part = words::part(self.spec, text).is_some();
        match self.levels.tokens(text).as_slice() {
            [Token::Heading] => FormLineKind::Heading,
            [Token::Level1(_)] => FormLineKind::Level1,
            [Token::Level2(_)] => FormLineKind::Level2,
            _ if part => FormLineKind::Heading,
            _ => FormLineKind::Word,
        }
    }

    fn line(&mut self, line: &TextLine) {
        let kind = self.kind(&line.text);
        if self.begins_row(&kind, &line.text) {
            self.close();
        }
        self.cells.push((kind, line.clone()));
    }

    /// Whether a line begins a row.
    fn begins_row(&self, kind: &FormLineKind, text: &str) -> bool {
        let all = |of: &[FormLineKind]| self.cells.iter().all(|(kind, _)| of.contains(kind));
        let words = self.cells.iter().filter(|(kind, _)| *kind == FormLineKind::Word).count();
        let has = |kind: &FormLineKind| self.cells.iter().filter(|(own, _)| own == kind).count();
        match kind {
            FormLineKind::Heading => !all(&[FormLineKind::Heading, FormLineKind::Goal]),
            FormLineKind::Goal => !all(&[FormLineKind::Heading, FormLineKind::Goal]),
            FormLineKind::Fund(_) => !(all(&[FormLineKind::Heading]) || has(kind) == 1),
            // The last row: 负责人, 经办人, 填报日期.
            FormLineKind::Personal => has(&FormLineKind::Personal) == 0,
            FormLineKind::Label(key) => !(*key == FieldKey::FILED && has(&FormLineKind::Personal) > 0),
            FormLineKind::Level1 => true,
            FormLineKind::Level2 => {
                let again = self.cells.iter().any(|(_, cell)| compact(&cell.text) == compact(text));
                !(all(&[FormLineKind::Level1]) || (self.words == Some(4) && words == 2 && again))
            }
            FormLineKind::Word => {
                self.words.is_some_and(|most| words >= most && has(&FormLineKind::Personal) == 0)
            }
        }
    }

    fn close(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let labels = cells.iter().take_while(|(kind, _)| *kind == FormLineKind::Goal).count();
        if labels > 1 {
            self.row(&cells[..labels]);
            self.goals(&cells[labels..]);
        } else {
            self.row(&cells);
        }
    }

    fn row(&mut self, cells: &[(FormLineKind, TextLine)]) {
        let Some((_, first)) = cells.first() else { return };
        let row = RawRow { line: first.line, cells: self.joined(cells) };
        self.grid.markup.extend(cells.iter().skip(1).map(|(_, cell)| cell.line));
        if let Some((heading, _)) = Heading::of(std::slice::from_ref(&row), self.spec, &self.levels) {
            self.words = Some(if heading.is_double() { 4 } else { heading.names_on().count() });
        }
        self.grid.rows.push(row);
    }

    /// The texts under the labels of two goals: as many lines for each.
    fn goals(&mut self, cells: &[(FormLineKind, TextLine)]) {
        let Some((_, first)) = cells.first() else { return };
        let each = if cells.len().is_multiple_of(2) { cells.len() / 2 } else { cells.len() };
        let texts = cells.chunks(each).map(|lines| {
            let mut cell = self.cell(&lines[0].1);
            lines[1..].iter().for_each(|(_, line)| cell.text.push_str(&line.text));
            cell
        });
        let row = RawRow { line: first.line, cells: texts.collect() };
        self.grid.markup.extend(cells.iter().skip(1).map(|(_, cell)| cell.line));
        self.grid.rows.push(row);
    }

    /// The cells of a row; the lines of one wrapped text become one cell where no
    /// indicators stand.
    fn joined(&self, cells: &[(FormLineKind, TextLine)]) -> Vec<RawCell> {
        let mut out: Vec<RawCell> = Vec::new();
        let mut before = None;
        for (kind, line) in cells {
            let cell = self.cell(line);
            match out
                .last_mut()
                .filter(|_| self.words.is_none() && before == Some(kind) && *kind == FormLineKind::Word)
            {
                Some(last) => last.text.push_str(&cell.text),
                None => out.push(cell),
            }
            before = Some(kind);
        }
        out
    }

    fn cell(&self, line: &TextLine) -> RawCell {
        let span = self.source.line_span(line.line);
        let indent = (line.raw.len() - line.raw.trim_start().len()) as u32;
        let start = span.start + indent;
        let end = start + line.raw.trim().len() as u32;
        RawCell::new(line.text.clone(), Span { start, end, ..span })
    }

    fn finish(mut self) -> Grid {
        self.close();
        self.grid
    }
}
