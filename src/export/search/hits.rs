//! What a reader can search for in a disclosure: its tables, main figures,
//! accounts, projects, terms, and the findings that are not 一致.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::address;
use crate::catalogue::Catalogue;
use crate::measures;
use crate::model::{CellRef, Disclosure, Entry, Finding, Linked, Project, Row, Stated, Table, Term, Verdict};

/// What kind of thing it is; `static/search.js` knows them by their numbers and
/// orders results by them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Body,
    Disclosure,
    Table,
    /// A figure that stands for the disclosure.
    Measure,
    Account,
    Project,
    Term,
    Finding,
}

/// One thing that search leads to: kind, path behind the line's address, name,
/// what is said of it (its amount with the unit, a verdict), what else it goes by
/// (an account's code, a table's short name).
#[derive(Debug, Serialize)]
pub(super) struct Hit(u8, String, String, String, String);

impl Hit {
    pub fn new(kind: Kind, path: &str, name: &str, said: String, also: &str) -> Self {
        Self(kind as u8, path.to_owned(), name.to_owned(), said, also.to_owned())
    }

    /// The hit as the index writes it.
    ///
    /// # Panics
    /// Never: a number and strings serialise.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("plain values serialise")
    }
}

/// Everything of a disclosure that search leads to, by kind, in the order of the
/// text, accounts by code; as the index writes it, joined by commas.
pub(in crate::export) fn of(linked: &Linked, findings: &[Finding]) -> Box<str> {
    let disclosure = &linked.disclosure;
    let base = address::disclosure(&disclosure.id);
    let of = Hits { linked, disclosure, base: &base };
    let open = findings.iter().filter(|finding| finding.verdict != Verdict::Agree);
    let tables = disclosure.tables.iter().map(|table| of.table(table));
    let hits = tables
        .chain(of.measures())
        .chain(of.accounts())
        .chain(linked.projects.iter().map(|project| of.project(project)))
        .chain(disclosure.terms.iter().map(|term| of.term(term)))
        .chain(open.map(|finding| of.finding(finding)));
    hits.map(|hit| hit.json()).collect::<Vec<_>>().join(",").into()
}

struct Hits<'a> {
    linked: &'a Linked,
    disclosure: &'a Disclosure,
    base: &'a str,
}

impl<'a> Hits<'a> {
    fn hit(&self, kind: Kind, url: &str, name: &str, said: String, also: &str) -> Hit {
        Hit::new(kind, url.strip_prefix(self.base).unwrap_or(url), name, said, also)
    }

    fn table(&self, table: &Table) -> Hit {
        let spec = Catalogue::get().table(&table.id).filter(|_| table.known);
        let short = spec.map_or("", |spec| &spec.short);
        let names = [table.title.trim(), short, table.number.as_deref().unwrap_or("")];
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or(&table.id);
        let said = match (table.is_empty(), table.confidence.is_sure()) {
            (true, _) => "公布为空",
            (false, true) => "",
            (false, false) => "本站可能没有读对",
        };
        self.hit(Kind::Table, &address::table(&self.disclosure.id, &table.id), name, said.to_owned(), short)
    }

    fn measures(&self) -> impl Iterator<Item = Hit> {
        let measures = measures::of(self.disclosure).into_iter();
        measures.map(|(spec, found)| self.cell(Kind::Measure, &spec.label, &found.cell, found.stated(), ""))
    }

    fn cell(&self, kind: Kind, name: &str, found: &CellRef<'_>, stated: Stated, code: &str) -> Hit {
        let id = &self.disclosure.id;
        let url = address::cell(id, &found.table.id, &found.entry.key, &found.column.key);
        self.hit(kind, &url, name, stated.words(found.unit()), code)
    }

    /// One a code: what is spent on it where the disclosure says so, else the first
    /// row that bears the code, one with an amount before one without.
    fn accounts(&self) -> impl Iterator<Item = Hit> {
        let mut found: BTreeMap<String, (bool, Hit)> = BTreeMap::new();
        let mut keep = |code: &str, stated: bool, hit: Hit| match found.get(code) {
            Some((known, _)) if *known || !stated => {}
            _ => drop(found.insert(code.to_owned(), (stated, hit))),
        };
        for spent in measures::spending(self.disclosure) {
            let code = spent.code.to_string();
            let hit = self.cell(Kind::Account, &spent.found.entry.label, &spent.found, spent.stated, &code);
            keep(&code, spent.stated.is_something(), hit);
        }
        for (table, row, entry, code) in self.rows_with_codes() {
            let (stated, hit) = self.account(table, row, entry, code);
            keep(code, stated, hit);
        }
        found.into_values().map(|(_, hit)| hit)
    }

    fn rows_with_codes(&self) -> impl Iterator<Item = (&'a Table, &'a Row, &'a Entry, &'a str)> {
        let rows =
            self.disclosure.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
        rows.flat_map(|(table, row)| {
            let entries = row.entries.iter().flatten();
            entries.filter_map(move |entry| Some((table, row, entry, entry.code.as_deref()?)))
        })
    }

    /// An account by a row of any table, and whether the row has an amount: its
    /// first one, else the row.
    fn account(&self, table: &Table, row: &Row, entry: &Entry, code: &str) -> (bool, Hit) {
        let id = &self.disclosure.id;
        let figure = table.figures_of(row).find(|figure| figure.entry.key == entry.key);
        let url = match &figure {
            Some(figure) => address::cell(id, &table.id, &entry.key, &figure.column.key),
            None => address::row(id, &table.id, &entry.key),
        };
        let said = figure.map(|figure| figure.stated().words(figure.unit()));
        let words = said.clone().unwrap_or_else(|| "没有金额".to_owned());
        (said.is_some(), self.hit(Kind::Account, &url, &entry.label, words, code))
    }

    /// A project with the total of its line, else of its form.
    fn project(&self, project: &Project) -> Hit {
        let line = self.linked.line_of(project).and_then(|(table, row)| table.line_total(row));
        let line = line.map(|figure| figure.stated().words(figure.unit()));
        let form = || self.linked.form_of(project);
        let asked = || form().and_then(|form| Some(Stated::Amount(form.amount()?).words(form.unit)));
        let said = line.or_else(asked).unwrap_or_default();
        let url = address::project(&self.disclosure.id, &project.slug);
        self.hit(Kind::Project, &url, &project.name, said, "")
    }

    fn term(&self, term: &Term) -> Hit {
        let url = address::term(&self.disclosure.id, &term.key);
        self.hit(Kind::Term, &url, &term.name, String::new(), "")
    }

    fn finding(&self, finding: &Finding) -> Hit {
        let url = address::finding(&self.disclosure.id, &finding.id);
        self.hit(Kind::Finding, &url, &finding.statement, finding.verdict.name().to_owned(), "")
    }
}
