//! The prose: parts, sections, paragraphs with wrapped lines joined, and the
//! glossary's entries.

mod paragraphs;
mod terms;

use crate::catalogue::named;
use crate::catalogue::normal::{compact, hashed_key, is_first_point, numbering};
use crate::catalogue::schema::NarrativeSpec;
use crate::keys::{PartKey, TableKey};
use crate::model::{Numbered, Part, Role, Section, Table, Target, Term};
use crate::read::Reading;
use crate::read::blocks::TextLine;
use crate::read::headings::{ends_heading, heading_tail, is_sentence, joined, part_named};
use crate::read::page::{Fill, Page};
use crate::read::text::{behind_part_number, has_heading_mark, heading_key, heading_level, is_short};
use paragraphs::{add_line, ends_sentence};
use terms::term_of;

/// Shortest name of a project by which a title is told, in characters.
const LONG_NAME: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ProsePlace {
    Prose(Part),
    Tables,
    Glossary,
}

/// Takes text lines in order and makes sections and terms of them.
#[derive(Debug)]
pub struct Narrative {
    body: Option<String>,
    place: Option<ProsePlace>,
    /// The part's heading, for paragraphs that stand right under it.
    part_heading: Option<TextLine>,
    sections: Vec<Section>,
    terms: Vec<Term>,
    keys: Numbered,
    page: Page,
    /// How much of the text block the last line of prose filled.
    fill: Fill,
    /// Whether paragraphs may still be added to the last section.
    open: bool,
}

impl Narrative {
    /// A narrative with nothing in it; the body's name is taken off headings.
    pub fn new(body: Option<String>, page: Page) -> Self {
        Self {
            body,
            page,
            fill: Fill::default(),
            place: None,
            part_heading: None,
            sections: Vec::new(),
            terms: Vec::new(),
            keys: Numbered::default(),
            open: false,
        }
    }

    /// Whether a line heads a part or a section.
    pub fn is_heading(line: &TextLine, spec: &NarrativeSpec, body: Option<&str>) -> bool {
        let key = heading_key(&line.text, body);
        let known = part_named(spec, &line.text, body).is_some() || named(&spec.sections, &key).is_some();
        let numbered = heading_level(&line.text).is_some_and(|level| level <= 2);
        is_short(&line.text, 45) && (known || numbered)
    }

    /// Takes the first of the lines, with those after it that continue the
    /// same heading; gives how many it took, at least one.
    pub fn feed(&mut self, reading: &mut Reading<'_>, lines: &[TextLine], tables: &mut [Table]) -> usize {
        let Some(line) = lines.first() else { return 1 };
        let wide = self.page.is_wide(&line.text);
        let tail = if self.heads(reading, lines, tables) { heading_tail(reading, lines, wide) } else { &[] };
        let line = tail.iter().fold(line.clone(), joined);
        self.take(reading, line, lines, tables);
        let target = self.section_target();
        for more in tail {
            reading.post(more.line, Role::Used, target);
        }
        1 + tail.len()
    }

    /// Whether the first of the lines heads a part or a section.
    fn heads(&self, reading: &Reading<'_>, lines: &[TextLine], tables: &[Table]) -> bool {
        let line = &lines[0];
        let next = lines.get(1);
        part_named(reading.catalogue.narrative(), &line.text, self.body.as_deref()).is_some()
            || behind_part_number(&compact(&line.text)).is_some()
            || (self.place != Some(ProsePlace::Glossary) && self.heads_section(reading, line, next, tables))
    }

    /// Where the heading just read stands.
    fn section_target(&self) -> Target {
        match self.sections.len().checked_sub(1).filter(|_| self.open) {
            Some(index) => Target::Section(index),
            None => Target::Disclosure,
        }
    }

    fn take(&mut self, reading: &mut Reading<'_>, line: TextLine, lines: &[TextLine], tables: &mut [Table]) {
        if self.part(reading, &line) {
            return;
        }
        let next = lines.get(1);
        match self.place {
            Some(ProsePlace::Glossary) if self.leaves_glossary(reading, &line) => {
                self.place = Some(ProsePlace::Prose(Part::Notes));
                self.prose(reading, line, Part::Notes, next, tables);
            }
            Some(ProsePlace::Glossary) => self.glossary(reading, line, next, tables),
            Some(ProsePlace::Tables) if !tables.is_empty() => table_note(reading, line, tables),
            Some(ProsePlace::Prose(part)) => self.prose(reading, line, part, next, tables),
            _ => {
                let part = if tables.is_empty() { Part::Overview } else { Part::Notes };
                self.prose(reading, line, part, next, tables);
            }
        }
    }

    /// Whether a heading has been met that is known, of a part or a section.
    pub fn is_headed(&self, spec: &NarrativeSpec) -> bool {
        let known = |section: &Section| spec.sections.iter().any(|named| named.key == section.key);
        self.place.is_some() || self.sections.iter().any(known)
    }

    /// The sections and terms.
    pub fn finish(self) -> (Vec<Section>, Vec<Term>) {
        (self.sections, self.terms)
    }

    /// Begins a part where the line heads one.
    fn part(&mut self, reading: &mut Reading<'_>, line: &TextLine) -> bool {
        let spec = reading.catalogue.narrative();
        let found = part_named(spec, &line.text, self.body.as_deref());
        let Some(found) = found.filter(|_| is_short(&line.text, 60)) else { return false };
        self.open = false;
        let place = match () {
            () if found.key == PartKey::OVERVIEW => ProsePlace::Prose(Part::Overview),
            () if found.key == PartKey::TABLES => ProsePlace::Tables,
            () if found.key == PartKey::GLOSSARY => ProsePlace::Glossary,
            () => ProsePlace::Prose(Part::Notes),
        };
        self.place = Some(place);
        self.part_heading = Some(line.clone());
        let target = if place == ProsePlace::Glossary { Target::Glossary } else { Target::Disclosure };
        reading.post(line.line, Role::Used, target);
        true
    }

    fn prose(
        &mut self,
        reading: &mut Reading<'_>,
        line: TextLine,
        part: Part,
        next: Option<&TextLine>,
        tables: &[Table],
    ) {
        if self.heads_section(reading, &line, next, tables) {
            self.restart(reading, &line, part);
            self.section(reading, &line, part);
        } else if is_stray(&line.text) && !(is_stop(&line.text) && self.is_unfinished()) {
            // Left unplaced on purpose: seals and scraps of the page.
        } else {
            self.paragraph(reading, line, part);
        }
    }

    /// Whether the last paragraph stops inside a sentence.
    fn is_unfinished(&self) -> bool {
        let last = self.sections.last().filter(|_| self.open).and_then(|section| section.paragraphs.last());
        last.is_some_and(|last| !ends_sentence(&last.text))
    }

    /// Where the numbers of sections begin anew, the part's heading stands above them as
    /// a section of its own: it alone says what they are about.
    fn restart(&mut self, reading: &mut Reading<'_>, line: &TextLine, part: Part) {
        let anew = is_first_point(&line.text) && self.sections.last().is_some_and(|last| last.part == part);
        if let Some(heading) = self.part_heading.take_if(|_| anew && !self.open) {
            self.section(reading, &heading, part);
        }
    }

    /// Whether a line of its own is the title of what is numbered from 一 on after it:
    /// it ends as headings do, or begins with the name of a project.
    fn heads_numbered(
        &self,
        spec: &NarrativeSpec,
        line: &TextLine,
        next: Option<&TextLine>,
        tables: &[Table],
    ) -> bool {
        next.is_some_and(|next| is_first_point(&next.text))
            && line.opens
            && numbering(&line.text).is_none()
            && !self.is_unfinished()
            && !is_sentence(line, next)
            && (ends_heading(spec, &compact(&line.text)) || names_project(tables, &line.text))
    }

    fn heads_section(
        &self,
        reading: &Reading<'_>,
        line: &TextLine,
        next: Option<&TextLine>,
        tables: &[Table],
    ) -> bool {
        let key = heading_key(&line.text, self.body.as_deref());
        let spec = reading.catalogue.narrative();
        let known = named(&spec.sections, &key).is_some()
            || self.page.lists(&key)
            || (line.opens && self.page.lists_end_of(&key))
            || self.heads_numbered(spec, line, next, tables);
        let numbered = heading_level(&line.text).is_some_and(|level| level <= 2);
        let wrapped = next.is_some_and(|next| self.goes_on(spec, line, next));
        let heads = known || (numbered && line.opens_paragraph() && !wrapped && !is_sentence(line, next));
        is_short(&line.text, 40) && (has_heading_mark(&line.raw) || heads)
    }

    /// Whether a numbered line is a wrapped sentence that the next continues: by
    /// its width, unless the next is the end of a heading.
    fn goes_on(&self, spec: &NarrativeSpec, line: &TextLine, next: &TextLine) -> bool {
        let wide = match next.opens {
            true => self.page.is_full(&line.text) && line.text.contains(['，', ',']),
            false => self.page.is_wide(&line.text),
        };
        let ends = |line: &TextLine| ends_heading(spec, &line.text);
        let heading = ends(line) || ends(next) || compact(&next.text).is_empty();
        wide && numbering(&next.text).is_none() && !heading
    }

    fn section(&mut self, reading: &mut Reading<'_>, line: &TextLine, part: Part) {
        let name = heading_key(&line.text, self.body.as_deref());
        let known = named(&reading.catalogue.narrative().sections, &name).map(|found| found.key.clone());
        let key = self.keys.unique(&known.unwrap_or_else(|| hashed_key("s", &name)));
        reading.post(line.line, Role::Used, Target::Section(self.sections.len()));
        self.sections.push(Section {
            part,
            key,
            title: line.text.trim_end_matches(['：', ':']).to_owned(),
            title_line: line.line,
            level: heading_level(&line.text).unwrap_or(1).min(4),
            paragraphs: Vec::new(),
        });
        self.open = true;
    }

    fn paragraph(&mut self, reading: &mut Reading<'_>, line: TextLine, part: Part) {
        if !self.open {
            let heading = self.part_heading.take().unwrap_or_else(|| untitled(&line));
            self.section(reading, &heading, part);
        }
        let index = self.sections.len() - 1;
        reading.post(line.line, Role::Used, Target::Section(index));
        let charts = &reading.catalogue.narrative().charts;
        let chart = named(charts, &line.text).map(|named| named.key.clone());
        add_line(&mut self.sections[index].paragraphs, &line, chart, self.fill);
        self.fill = self.page.fill(&line.text);
    }

    /// Whether a line in the glossary heads something else: what the contents list
    /// names and is no term.
    fn leaves_glossary(&self, reading: &Reading<'_>, line: &TextLine) -> bool {
        let key = heading_key(&line.text, self.body.as_deref());
        let term = named(&reading.catalogue.narrative().terms, &key).is_some();
        line.opens
            && !term
            && is_short(&line.text, 40)
            && (self.page.lists(&key) || self.page.lists_end_of(&key))
    }

    /// Whether a line is not the rest of a sentence that the glossary's last line began.
    fn may_begin_term(&self, line: &TextLine) -> bool {
        let told = |term: &Term| term.paragraphs.last().is_some_and(|last| ends_sentence(&last.text));
        line.opens || self.terms.last().is_none_or(told)
    }

    fn glossary(
        &mut self,
        reading: &mut Reading<'_>,
        line: TextLine,
        next: Option<&TextLine>,
        tables: &[Table],
    ) {
        let fill = self.page.fill(&line.text);
        if let Some((name, rest)) = term_of(&line, self.may_begin_term(&line)) {
            let known = named(&reading.catalogue.narrative().terms, &name).map(|found| found.key.clone());
            let key =
                self.keys.unique(&known.map_or_else(|| hashed_key("t", &name), |key| format!("t-{key}")));
            reading.post(line.line, Role::Used, Target::Term(self.terms.len()));
            self.terms.push(Term { key, name, line: line.line, paragraphs: Vec::new() });
            if !rest.is_empty() {
                let first = TextLine { raw: rest.clone(), text: rest, ..line };
                add_line(
                    &mut self.terms.last_mut().expect("just pushed").paragraphs,
                    &first,
                    None,
                    Fill::default(),
                );
            }
            self.fill = fill;
        } else if let Some(index) = self.terms.len().checked_sub(1) {
            reading.post(line.line, Role::Used, Target::Term(index));
            add_line(&mut self.terms[index].paragraphs, &line, None, self.fill);
            self.fill = fill;
        } else {
            self.prose(reading, line, Part::Notes, next, tables);
        }
    }
}

/// Whether a text begins with the name of a project that a table has read.
fn names_project(tables: &[Table], text: &str) -> bool {
    let text = compact(text);
    let mut lines = tables.iter().filter(|table| table.is(TableKey::PROJECTS)).flat_map(|table| &table.rows);
    lines.any(|row| {
        let name = row.entries.iter().flatten().next().map(|entry| compact(&entry.label));
        name.is_some_and(|name| name.chars().count() >= LONG_NAME && text.starts_with(&name))
    })
}

impl TextLine {
    /// Whether the line begins a paragraph of its own.
    pub fn opens_paragraph(&self) -> bool {
        self.opens || numbering(&self.text).is_some() || self.raw.trim_start().starts_with("- ")
    }
}

fn table_note(reading: &mut Reading<'_>, line: TextLine, tables: &mut [Table]) {
    let index = tables.len() - 1;
    if is_stray(&line.text) {
        return;
    }
    reading.post(line.line, Role::Used, Target::Table(index));
    tables[index].notes.push((line.text, line.line));
}

/// A line of one character that says nothing: a piece of a seal, say.
fn is_stray(text: &str) -> bool {
    let text = compact(text);
    text.chars().count() <= 1 && !matches!(text.as_str(), "无" | "略" | "有" | "是" | "否")
}

/// Whether a line is nothing but a mark that ends a sentence.
fn is_stop(text: &str) -> bool {
    matches!(text.trim(), "。" | "；" | "！" | "）")
}

/// A heading for paragraphs that stand under none.
fn untitled(line: &TextLine) -> TextLine {
    TextLine { text: String::new(), raw: String::new(), ..line.clone() }
}
