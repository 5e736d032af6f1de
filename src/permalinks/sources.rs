//! What the addresses of a disclosure were made from.

use std::collections::{BTreeMap, HashMap};

use crate::address;
use crate::model::{Disclosure, Linked, Table};
use crate::permalinks::Mark;
use crate::source::{Line, Source, Span};

/// What kind of address a place is made into: the same place may make several.
#[derive(Debug, Clone, Copy)]
enum Makes {
    Cell,
    Row,
    Project,
}

/// Addresses with the mark of what each was made from.
pub type Marks = BTreeMap<String, Mark>;

/// What the rows and cells of tables, and the pages of projects, were made from.
pub fn marks(linked: &Linked) -> Marks {
    let disclosure = &linked.disclosure;
    let places = Places::new(&disclosure.source);
    let mut marks = Marks::new();
    disclosure.tables.iter().for_each(|table| of_table(disclosure, table, &places, &mut marks));
    for project in &linked.projects {
        let line = linked.line_of(project).map(|(_, row)| row.line);
        let form = || linked.form_of(project)?.fragments.first().map(|(first, _)| *first);
        let Some(line) = line.or_else(form) else { continue };
        let address = address::project(&disclosure.id, &project.slug);
        marks.insert(address, places.mark(Makes::Project, disclosure.source.line_span(line)));
    }
    marks
}

/// The mark of a disclosure's text, file by file, as it was read.
pub fn print<'a>(files: impl Iterator<Item = &'a str>) -> Mark {
    Mark::of(files.map(str::as_bytes))
}

fn of_table(disclosure: &Disclosure, table: &Table, places: &Places, marks: &mut Marks) {
    let id = &disclosure.id;
    for figure in table.figures() {
        let address = address::cell(id, &table.id, &figure.entry.key, &figure.column.key);
        marks.insert(address, places.mark(Makes::Cell, figure.cell.span));
    }
    for row in &table.rows {
        for (block, entry) in table.blocks.iter().zip(&row.entries) {
            let Some((entry, label)) = entry.as_ref().zip(row.cells.get(block.label)) else { continue };
            let address = address::row(id, &table.id, &entry.key);
            marks.insert(address, places.mark(Makes::Row, label.span));
        }
    }
}

/// The lines of a source, each distinguished from others that say the same.
struct Places<'a> {
    source: &'a Source,
    /// How many lines before say the same.
    before: HashMap<Line, u32>,
}

impl<'a> Places<'a> {
    fn new(source: &'a Source) -> Self {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        let mut before = HashMap::new();
        for line in source.lines() {
            let count = seen.entry(source.line(line)).or_default();
            if *count > 0 {
                before.insert(line, *count);
            }
            *count += 1;
        }
        Self { source, before }
    }

    /// The mark of a span's place: what its line says, and where in it the first
    /// letter or digit stands. Blanks and markup around it are no part of it.
    fn mark(&self, makes: Makes, span: Span) -> Mark {
        let file = self.source.file(span.file);
        let text = self.source.slice(span);
        let begin = span.start as usize + text.find(char::is_alphanumeric).unwrap_or(0);
        let line = Line { file: span.file, number: file.line_at(begin as u32) };
        let column = begin - file.line_range(line.number).start.min(begin);
        let before = self.before.get(&line).copied().unwrap_or(0);
        let places = [before.to_le_bytes(), (column as u32).to_le_bytes()];
        Mark::of([&[makes as u8][..], self.source.line(line).as_bytes(), &places[0], &places[1]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    fn mark(text: &str, from: &str) -> Mark {
        let source = Source::new(vec![SourceFile::new("a.md", text)]);
        let start = text.rfind(from).unwrap() as u32;
        let span = Span { file: FileId(0), start, end: start + from.len() as u32 };
        Places::new(&source).mark(Makes::Cell, span)
    }

    #[test]
    fn a_place_is_known_by_what_its_line_says_wherever_it_stands() {
        let here = mark("| 合计 | **30.00** |\n", "30.00");
        assert_eq!(mark("题\n\n| 合计 | **30.00** |\n", " **30.00** "), here);
        assert_ne!(mark("| 合计 | **30.00** |\n", "合计"), here);
        assert_ne!(mark("| 合计 | **30.00** |\n| 合计 | **30.00** |\n", "30.00"), here);
        assert_ne!(mark("| 合计 | **31.00** |\n", "31.00"), here);
    }
}
