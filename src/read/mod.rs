//! Reading: the text of a disclosure becomes a [`Disclosure`] plus complaints.
//!
//! 1. [`redact`]: personal data goes before anything else sees the text; only the
//!    splitting into cells comes before it
//! 2. [`front`]: the optional `+++` block
//! 3. [`lex`]: lines become rows of cells, whatever the dialect; [`blocks`]: rows
//!    and text become grids and lines; a contents list is set aside
//! 4. [`identity`]: which grid is which statutory table, decided for the whole
//!    document
//! 5. [`segment`]: each piece goes to the reader of its kind: statutory table,
//!    form fragment, narrative, glossary
//! 6. [`table`], [`form`], [`narrative`]: each kind is read
//!
//! Every line's fate is posted to the ledger as it is decided. Reading never
//! fails and never panics: what cannot be read is kept and reported.

mod blocks;
mod body;
mod caption;
mod echo;
mod form;
mod front;
mod furniture;
mod headings;
mod identity;
mod lex;
mod mend;
mod narrative;
mod page;
mod redact;
mod segment;
mod silence;
mod table;
mod text;

use std::collections::{BTreeSet, HashMap};

use crate::catalogue::Catalogue;
use crate::config::{Corrections, Privacy};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, Label, codes};
use crate::model::{
    Disclosure, DisclosureId, DisclosureKind, Doubt, FrontMatter, Ledger, Numbered, Role, Table, Target,
    Whose,
};
use crate::source::{Line, Source, SourceFile};

use mend::Mend;
use redact::Redacted;
use segment::{Opening, Segments};

/// What reading starts from.
#[derive(Debug)]
pub struct Input<'a> {
    pub id: DisclosureId,
    /// Each file's name, relative to the content folder, and its decoded text,
    /// in reading order.
    pub files: Vec<(String, String)>,
    /// The body's full name from its settings.
    pub body_name: Option<String>,
    /// What is known of its lines and tables beforehand.
    pub corrections: Option<&'a Corrections>,
    pub privacy: &'a Privacy,
    /// Names that other texts of the disclosure show to be persons', from [`persons`].
    pub persons: BTreeSet<String>,
}

impl<'a> Input<'a> {
    /// The files of a disclosure of which nothing else is known.
    pub fn new(id: DisclosureId, files: Vec<(String, String)>, privacy: &'a Privacy) -> Self {
        Self { id, files, body_name: None, corrections: None, privacy, persons: BTreeSet::new() }
    }
}

/// Reads one disclosure: always a value, with whatever there is to say of it.
pub fn disclosure(input: Input<'_>, catalogue: &Catalogue) -> (Disclosure, Diagnostics) {
    let Input { id, files, body_name, corrections, privacy, persons } = input;
    let raw = Source::new(files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect());
    let Redacted { source, lines: redacted, doubtful } = redact::source(&raw, catalogue, privacy, &persons);
    drop(raw);
    let mend = Mend::new(corrections, &source, catalogue);
    let mut reading = Reading::new(&source, catalogue, mend);
    let (front, body_start) = front::read(&mut reading);
    let pieces = blocks::read(&mut reading, body_start);
    let opening = segment::open(&mut reading, pieces);
    let whose = whose_is(body_name, &front, &opening, &id, catalogue);
    let mut segments = segment::read(&mut reading, opening);
    let other_year = body::report_year(&mut reading, &id, &segments.votes);
    reading.tell_tables_apart(&mut segments.tables, &id);
    if other_year.is_some() {
        segments.tables.iter_mut().for_each(table::period::doubt);
    }
    reading.report_redactions(&redacted);
    reading.report_recipients(&doubtful);
    reading.report_unplaced();
    let unread = silence::report(&mut reading, &mut segments).into_iter().chain(other_year).collect();
    let Reading { ledger, contents, diagnostics, .. } = reading;
    let disclosure = assemble(id, source, front, whose, segments, ledger);
    (Disclosure { contents, unread, ..disclosure }, diagnostics)
}

/// Drops personal data from words that settings say.
pub fn without_persons<'a>(
    words: impl Iterator<Item = &'a mut String>,
    catalogue: &Catalogue,
    privacy: &Privacy,
) {
    redact::words(words, catalogue, privacy);
}

/// Reads of a disclosure only whose it is, as [`disclosure`] says it. Nothing is redacted
/// before, so what it says is for comparing only, and is shown nowhere.
pub fn whose(input: Input<'_>, catalogue: &Catalogue) -> Whose {
    let Input { id, files, body_name, corrections, .. } = input;
    let source = Source::new(files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect());
    let mend = Mend::new(corrections, &source, catalogue);
    let mut reading = Reading::new(&source, catalogue, mend);
    let (front, body_start) = front::read(&mut reading);
    let pieces = blocks::read(&mut reading, body_start);
    let opening = segment::open(&mut reading, pieces);
    whose_is(body_name, &front, &opening, &id, catalogue)
}

/// What a text says of whose it is, of which year and kind; nothing is redacted before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    pub body_name: Option<String>,
    pub year: Option<u16>,
    pub kind: Option<DisclosureKind>,
}

/// Reads of a text only what names it.
pub fn named(files: Vec<(String, String)>, catalogue: &Catalogue) -> Named {
    let source = Source::new(files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect());
    let mut reading = Reading::new(&source, catalogue, Mend::default());
    let (_, body_start) = front::read(&mut reading);
    let pieces = blocks::read(&mut reading, body_start);
    let (kind, first) = (body::kind(&pieces), body::first_year(&pieces));
    let votes = segment::open(&mut reading, pieces).votes;
    Named { body_name: votes.name, year: votes.year.map(|(year, _)| year).or(first), kind }
}

/// The names of persons that stand beside a label in the files of a disclosure: they go from all
/// of its texts, also from one in which they stand beside none.
pub fn persons(files: &[(String, String)], catalogue: &Catalogue, privacy: &Privacy) -> BTreeSet<String> {
    let files = files.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str()));
    redact::persons(&Source::new(files.collect()), catalogue, privacy)
}

/// Whether anything in the files of a disclosure is personal.
pub fn has_personal_data(files: Vec<(String, String)>, catalogue: &Catalogue, privacy: &Privacy) -> bool {
    let raw = Source::new(files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect());
    let Redacted { lines, doubtful, .. } = redact::source(&raw, catalogue, privacy, &BTreeSet::new());
    !lines.is_empty() || !doubtful.is_empty()
}

/// The words without personal data, as if they stood in the text of these files: names
/// that stand there beside a label go from them too.
pub fn without_personal_data(
    files: &[(String, String)],
    words: &[&str],
    catalogue: &Catalogue,
    privacy: &Privacy,
    persons: &BTreeSet<String>,
) -> Vec<String> {
    let own = SourceFile::new("", words.join("\n\n"));
    let files = files.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str()));
    let files = Source::new(files.chain([own]).collect());
    let source = redact::source(&files, catalogue, privacy, persons).source;
    let own = source.files().last();
    let line = |at: u32| own.map_or("", |own| own.line(2 * at + 1)).to_owned();
    (0..words.len() as u32).map(line).collect()
}

/// What the reading of one disclosure carries along.
struct Reading<'a> {
    source: &'a Source,
    catalogue: &'a Catalogue,
    /// What is known of lines and tables beforehand.
    mend: Mend,
    ledger: Ledger,
    /// What the contents lists name.
    contents: Vec<(String, Line)>,
    /// Its tables as they come out without each other's help, where rows lost blank cells.
    witnesses: Vec<Table>,
    diagnostics: Diagnostics,
}

impl<'a> Reading<'a> {
    fn new(source: &'a Source, catalogue: &'a Catalogue, mend: Mend) -> Self {
        let (ledger, diagnostics) = (Ledger::new(source), Diagnostics::default());
        Self { source, catalogue, mend, ledger, contents: Vec::new(), witnesses: Vec::new(), diagnostics }
    }

    fn post(&mut self, line: Line, role: Role, target: Target) {
        self.ledger.post(line, role, Some(target));
    }

    /// Raises a diagnostic of `code`; it is made only if it is kept.
    fn say(&mut self, code: DiagnosticCode, make: impl FnOnce(&Source) -> Diagnostic) {
        let source = self.source;
        self.diagnostics.push_with(code, || make(source));
    }

    /// Ids are addresses: the second table of an id becomes `<id>-2`. Each table
    /// gets its place, and its columns whose amounts they hold.
    fn tell_tables_apart(&mut self, tables: &mut [Table], id: &DisclosureId) {
        let mut ids = Numbered::default();
        doubt_halves(tables);
        for (index, table) in tables.iter_mut().enumerate() {
            table.index = index;
            table::period::tell(table, id, self.catalogue.labels());
        }
        let mut order: Vec<&mut Table> = tables.iter_mut().collect();
        order.sort_by_key(|table| !table.confidence.is_sure());
        for table in order {
            let free = ids.unique(&table.id);
            if free == table.id {
                continue;
            }
            self.say(codes::DUPLICATE_KEY, |source| {
                let message = format!("“{}”不止一张，这一张的网址用 {free}", table.title);
                let line = table.title_line.unwrap_or(table.lines.0);
                Diagnostic::new(codes::DUPLICATE_KEY, message).at(Label::at_line(source, line, "又一张"))
            });
            table.id = free;
        }
    }

    /// Says of each file how many places were dropped and on which lines, which
    /// says nothing of what stood there.
    fn report_redactions(&mut self, lines: &[Line]) {
        for of_file in lines.chunk_by(|one, next| one.file == next.file) {
            let numbers: Vec<u32> = of_file.iter().map(|line| line.number).collect();
            self.say(codes::REDACTED, |source| {
                let message = format!("略去个人信息 {} 处：第 {} 行", numbers.len(), runs(&numbers));
                Diagnostic::new(codes::REDACTED, message).in_path(source.file(of_file[0].file).name())
            });
        }
    }

    /// Says on which lines somebody seems to be named who got money, and not who.
    fn report_recipients(&mut self, lines: &[Line]) {
        for of_file in lines.chunk_by(|one, next| one.file == next.file) {
            let numbers: Vec<u32> = of_file.iter().map(|line| line.number).collect();
            self.say(codes::PERHAPS_PERSONAL, |source| {
                let message = format!("第 {} 行像是写了谁得到多少钱，没有略去", runs(&numbers));
                Diagnostic::new(codes::PERHAPS_PERSONAL, message)
                    .in_path(source.file(of_file[0].file).name())
                    .hint("确是个人的，把姓名写进 site.toml 的 [privacy] redact，处处都会略去")
            });
        }
    }

    fn report_unplaced(&mut self) {
        for line in self.source.lines() {
            if self.ledger.posting(line).is_some_and(|posting| posting.role == Role::Unplaced) {
                self.say(codes::UNPLACED_LINE, |source| {
                    Diagnostic::new(codes::UNPLACED_LINE, "这一行没有出现在任何页面上")
                        .at(Label::at_line(source, line, "没有去处"))
                        .hint("如果是印章、页码等杂字，可以不管；如果是正文，说明程序没有读懂它")
                });
            }
        }
    }
}

/// Doubts a table without a total that is repeated with one, under the same title: both may be
/// pages of one table.
fn doubt_halves(tables: &mut [Table]) {
    let totalled =
        |table: &Table| table.rows.iter().flat_map(|row| &row.entries).flatten().any(|entry| entry.total);
    let mut last: HashMap<(&str, &str), (usize, bool)> = HashMap::new();
    let mut halves = Vec::new();
    for (at, table) in tables.iter().enumerate().filter(|(_, table)| table.known) {
        let whole = totalled(table);
        let before = last.insert((&table.id, &table.title), (at, whole));
        halves.extend(before.filter(|(_, before)| whole && !before).map(|(before, _)| [before, at]));
    }
    for half in halves.into_iter().flatten() {
        tables[half].confidence = tables[half].confidence.and(Doubt::OpenChoice.into());
    }
}

/// Line numbers as runs: `3、5–8`.
fn runs(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut().filter(|(_, last)| *number <= last + 1) {
            Some((_, last)) => *last = *number,
            None => runs.push((*number, *number)),
        }
    }
    let said = |(first, last): &(u32, u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    runs.iter().map(said).collect::<Vec<_>>().join("、")
}

/// The name from the settings, from the front matter, as the text says it, or the slug.
fn whose_is(
    setting: Option<String>,
    front: &FrontMatter,
    opening: &Opening,
    id: &DisclosureId,
    catalogue: &Catalogue,
) -> Whose {
    let named = setting.or_else(|| front.body.clone()).or_else(|| opening.votes.name.clone());
    let body_name = named.unwrap_or_else(|| id.body.clone());
    let title = front.title.as_ref().or(opening.title.as_ref());
    let title = title.cloned().unwrap_or_else(|| made_title(&body_name, id));
    let coverage = body::coverage(catalogue.captions(), &title, &opening.votes);
    Whose { body_name, coverage }
}

fn made_title(body_name: &str, id: &DisclosureId) -> String {
    format!("{body_name}{}年{}", id.year, id.kind.name())
}

fn assemble(
    id: DisclosureId,
    source: Source,
    front: FrontMatter,
    Whose { body_name, coverage }: Whose,
    segments: Segments,
    ledger: Ledger,
) -> Disclosure {
    let title = front.title.clone().or(segments.title).unwrap_or_else(|| made_title(&body_name, &id));
    Disclosure {
        coverage,
        title,
        body_name,
        front,
        source,
        tables: segments.tables,
        forms: segments.forms,
        sections: segments.sections,
        terms: segments.terms,
        contents: Vec::new(),
        unread: Vec::new(),
        corrections: Vec::new(),
        ledger,
        id,
    }
}
