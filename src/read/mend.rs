//! Corrections that have to be known before reading: what a line is, which table stands
//! under a title, that a title speaks of the disclosure's own year. Each holds only where
//! what it calls printed stands there; the record of it is not kept here.

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::config::Corrections;
use crate::config::corrections::{AtLine, LineRole};
use crate::model::DisclosureId;
use crate::money::Unit;
use crate::read::blocks::Grid;
use crate::read::caption::Caption;
use crate::source::{FileId, Line, Source, SourceFile};

/// What corrections say of the lines of a source.
#[derive(Debug, Default)]
pub struct Mend {
    roles: BTreeMap<Line, LineRole>,
    tables: BTreeMap<Line, Identity>,
    /// The years that titles are said to speak of.
    years: Vec<u16>,
}

/// Which table it is, and its unit.
#[derive(Debug, Default)]
struct Identity {
    table: Option<String>,
    unit: Option<Unit>,
}

impl Mend {
    /// What holds of a source.
    pub fn new(corrections: Option<&Corrections>, source: &Source, catalogue: &Catalogue) -> Self {
        let Some(corrections) = corrections else { return Self::default() };
        let mut mend = Self::default();
        for block in &corrections.line {
            mend.roles.extend(block.stands(source).map(|line| (line, block.role)));
        }
        for block in &corrections.table {
            let Some(line) = block.stands(source) else { continue };
            let own = mend.tables.entry(line).or_default();
            let known = block.is.as_deref().filter(|is| catalogue.table(is).is_some());
            own.table = known.map(str::to_owned).or(own.table.take());
            own.unit = block.unit.as_deref().and_then(Unit::named).or(own.unit);
        }
        let years = corrections.year.iter().filter(|block| block.stands(source).is_some());
        mend.years.extend(years.map(|block| block.is));
        mend
    }

    /// The file as the reader is to see it: of the same length, blank where a line is
    /// something else than it looks. `None` where nothing is.
    pub fn masked(&self, file: &SourceFile, id: FileId) -> Option<SourceFile> {
        let mut lines = self.roles(id, 0, u32::MAX).peekable();
        lines.peek()?;
        let mut bytes = file.text().as_bytes().to_vec();
        lines.for_each(|(number, _)| bytes[file.line_range(number)].fill(b' '));
        // Whole lines of the text were replaced, so it is still UTF-8.
        Some(SourceFile::new(file.name(), String::from_utf8(bytes).unwrap_or_default()))
    }

    /// The lines of a file from `first` to before `end` that are something else than they
    /// look, in order.
    pub fn roles(&self, id: FileId, first: u32, end: u32) -> impl Iterator<Item = (u32, LineRole)> {
        let line = |number| Line { file: id, number };
        self.roles.range(line(first)..line(end)).map(|(line, role)| (line.number, *role))
    }

    /// Tells which table stands under a caption, where that is said.
    pub fn identify(&self, caption: &mut Caption, grid: &Grid) {
        let line = caption.title_line.or_else(|| grid.rows.first().map(|row| row.line));
        let Some(own) = line.and_then(|line| self.tables.get(&line)) else { return };
        caption.table.clone_from(&own.table);
        if own.unit.is_some() {
            (caption.unit, caption.unit_reason, caption.other_unit) = (own.unit, None, None);
        }
    }

    /// Whether titles that seem to speak of another year are said to be of the
    /// disclosure's own.
    pub fn is_of_own_year(&self, id: &DisclosureId) -> bool {
        self.years.contains(&id.year)
    }
}
