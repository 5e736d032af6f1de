//! The source page: every line numbered, with what became of it and the way
//! there.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Correction, Part, Posting, Role, Target, count};
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::html::{attribute, escape, escape_into};
use crate::page::{ThemeError, corrections};
use crate::source::{FileId, Line, SourceFile};

#[derive(Debug, Serialize)]
struct View {
    lines: usize,
    used: usize,
    repeated: usize,
    superseded: usize,
    unplaced: Vec<Unplaced>,
    files_html: String,
}

#[derive(Debug, Serialize)]
struct Unplaced {
    number: u32,
    href: String,
    text: String,
}

/// Longest text of a line in the list of unplaced ones, in characters.
const GLIMPSE: usize = 60;

/// Of lines in a row that went to one place every so many say so in words.
const SAID_EVERY: usize = 12;

/// The page of the source.
pub(super) fn page(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Source);
    let disclosure = edition.disclosure();
    let postings: Vec<(Line, Posting)> =
        disclosure.source.lines().filter_map(|line| Some((line, disclosure.ledger.posting(line)?))).collect();
    let count = |role| postings.iter().filter(|(_, posting)| posting.role == role).count();
    let unplaced = postings.iter().filter(|(_, posting)| posting.role == Role::Unplaced);
    let view = View {
        lines: postings.len(),
        used: count(Role::Used),
        repeated: count(Role::Repeated),
        superseded: count(Role::Superseded),
        unplaced: unplaced.map(|(line, _)| glimpse(edition, *line)).collect(),
        files_html: Writer::new(&sheet).write(),
    };
    let description = format!(
        "{}{}的公开原文，{} 行有字，逐行编号，每一行都注明去处。",
        edition.body_name(),
        edition.year_and_kind(),
        view.lines
    );
    sheet.render("source.html", description, &view)
}

fn glimpse(edition: &DisclosureContext, line: Line) -> Unplaced {
    let text = edition.disclosure().source.line(line).trim();
    let mut short: String = text.chars().take(GLIMPSE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Unplaced { number: line.number, href: format!("#{}", address::line_anchor(line)), text: short }
}

/// Writes the listing.
struct Writer<'a> {
    sheet: &'a PageContext<'a>,
    edition: &'a DisclosureContext<'a>,
    /// The target met last with its link and name: lines that go to one place
    /// stand together.
    last: Option<(Target, Option<(String, String)>)>,
    /// What the line before went to, and how many lines in a row.
    run: Option<(Posting, usize)>,
    corrections: BTreeMap<Line, Vec<&'a Correction>>,
    out: String,
}

impl<'a> Writer<'a> {
    fn new(sheet: &'a PageContext<'a>) -> Self {
        let edition = sheet.edition;
        let text = count(edition.disclosure().source.files().iter().map(|file| file.text().len()));
        let corrections = corrections::by_line(edition.disclosure());
        Self { sheet, edition, last: None, run: None, corrections, out: String::with_capacity(text * 2) }
    }

    fn write(mut self) -> String {
        let files = self.edition.disclosure().source.files();
        for (index, file) in files.iter().enumerate() {
            self.out.push_str("<h2>");
            escape_into(&mut self.out, file.name());
            self.out.push_str("</h2>\n<ol class=\"listing\">\n");
            self.file(FileId(index as u16), file);
            self.out.push_str("</ol>\n");
        }
        self.out
    }

    fn file(&mut self, id: FileId, file: &SourceFile) {
        self.run = None;
        for number in 1..=file.line_count() {
            let line = Line { file: id, number };
            self.line(line, file.line(number));
        }
    }

    fn line(&mut self, line: Line, text: &str) {
        let anchor = address::line_anchor(line);
        let posting = self.edition.disclosure().ledger.posting(line);
        let class = match posting.map(|posting| posting.role) {
            Some(Role::Repeated) => " class=\"r\"",
            Some(Role::Superseded) => " class=\"o\"",
            Some(Role::Unplaced) => " class=\"x\"",
            Some(Role::Used) | None => "",
        };
        let number = line.number;
        self.out.push_str(&format!("<li id=\"{anchor}\"{class}><a href=\"#{anchor}\">{number}</a>"));
        if posting.is_some() {
            self.out.push_str("<code>");
            escape_into(&mut self.out, text.trim_end());
            self.out.push_str("</code>");
        }
        let marks = self.corrections.get(&line).cloned().unwrap_or_default();
        self.out.push_str(if marks.is_empty() { "" } else { "<span>" });
        marks.iter().for_each(|mark| corrections::mark_into(&mut self.out, self.sheet, mark));
        if let Some(posting) = posting {
            self.fate(posting);
        }
        self.out.push_str(if marks.is_empty() { "" } else { "</span>" });
        self.out.push_str("</li>\n");
    }

    /// The role in words, and where the line went.
    fn fate(&mut self, posting: Posting) {
        let run = self.run.filter(|(last, _)| *last == posting).map_or(0, |(_, run)| run + 1);
        self.run = Some((posting, run));
        if !run.is_multiple_of(SAID_EVERY) {
            self.out.push_str("<i>〃</i>");
            return;
        }
        let role = match posting.role {
            Role::Used => "",
            Role::Repeated => "重复",
            Role::Superseded => "另有副本",
            Role::Unplaced => "未归位",
        };
        let Some((href, name)) = posting.target.and_then(|target| self.target(target)) else {
            let role = if role.is_empty() { "已用" } else { role };
            self.out.push_str(&format!("<i>{role}</i>"));
            return;
        };
        let between = if role.is_empty() { "" } else { " · " };
        self.out.push_str("<a");
        attribute(&mut self.out, "href", &href);
        self.out.push_str(&format!(">{role}{between}{name}</a>"));
    }

    /// The link to a target, and its name as HTML.
    fn target(&mut self, target: Target) -> Option<(String, String)> {
        if self.last.as_ref().is_none_or(|(known, _)| *known != target) {
            let path = address::target(self.edition.linked, target);
            let found = path.map(|path| (self.sheet.links.to(&path), self.name(target)));
            self.last = Some((target, found));
        }
        self.last.as_ref().and_then(|(_, found)| found.clone())
    }

    fn name(&self, target: Target) -> String {
        let disclosure = self.edition.disclosure();
        match target {
            Target::Disclosure => "封面".to_owned(),
            Target::Table(at) | Target::Row(at, _) => {
                disclosure.tables.get(at).map(|table| escape(&self.edition.short(table))).unwrap_or_default()
            }
            Target::Form(_) => "绩效目标表".to_owned(),
            Target::Section(at) => match disclosure.sections.get(at).map(|section| section.part) {
                Some(Part::Overview) => "概况".to_owned(),
                _ => "说明".to_owned(),
            },
            Target::Term(_) | Target::Glossary => "名词".to_owned(),
        }
    }
}
