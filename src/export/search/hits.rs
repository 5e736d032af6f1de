//! What a reader can search for in a disclosure: its tables, main figures,
//! accounts, projects, terms, the findings that are not 一致, goals, indicators and sentences with amounts.

use std::collections::BTreeMap;

use crate::address;
use crate::export::search::deep;
use crate::measures::Figures;
use crate::model::{
    CellRef, Disclosure, Entry, Finding, Hit, HitKind, Hits, Linked, Project, Row, Stated, Table, Term,
};

/// Everything of a disclosure that search leads to, by kind, in the order of the
/// text, accounts by code.
pub(in crate::export) fn of(linked: &Linked, findings: &[Finding], figures: &Figures<'_>) -> Hits {
    let disclosure = &linked.disclosure;
    let base = address::disclosure(&disclosure.id);
    let of = Finder { linked, disclosure, figures, base: &base };
    let open = findings.iter().filter(|finding| finding.verdict.is_told());
    let tables = disclosure.tables.iter().map(|table| of.table(table));
    let hits = tables
        .chain(of.measures())
        .chain(of.accounts())
        .chain(linked.projects.iter().map(|project| of.project(project)))
        .chain(disclosure.terms.iter().map(|term| of.term(term)))
        .chain(open.map(|finding| of.finding(finding)))
        .chain(deep::promises(linked))
        .chain(deep::sentences(linked));
    hits.collect()
}

struct Finder<'a> {
    linked: &'a Linked,
    disclosure: &'a Disclosure,
    figures: &'a Figures<'a>,
    base: &'a str,
}

impl<'a> Finder<'a> {
    fn hit(&self, kind: HitKind, url: &str, name: &str, said: String, also: &str) -> Hit<'static> {
        let path = url.strip_prefix(self.base).unwrap_or(url);
        let [path, name, also] = [path, name, also].map(|text| text.to_owned().into());
        Hit { kind, path, name, said: said.into(), also }
    }

    fn table(&self, table: &Table) -> Hit<'static> {
        let spec = self.figures.catalogue.table(&table.id).filter(|_| table.known);
        let short = spec.map_or("", |spec| &spec.short);
        let names = [table.title.trim(), short, table.number.as_deref().unwrap_or("")];
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or(&table.id);
        let said = match (table.is_empty(), table.confidence.is_sure()) {
            (_, false) => "本站可能没有读对",
            (true, true) => "公布为空",
            (false, true) => "",
        };
        self.hit(
            HitKind::Table,
            &address::table(&self.disclosure.id, &table.id),
            name,
            said.to_owned(),
            short,
        )
    }

    fn measures(&self) -> impl Iterator<Item = Hit<'static>> {
        let measures = self.figures.measures.iter();
        measures
            .map(|(spec, found)| self.cell(HitKind::Measure, &spec.label, &found.cell, found.stated(), ""))
    }

    fn cell(
        &self,
        kind: HitKind,
        name: &str,
        found: &CellRef<'_>,
        stated: Stated,
        code: &str,
    ) -> Hit<'static> {
        let id = &self.disclosure.id;
        let url = address::cell(id, &found.table.id, &found.entry.key, &found.column.key);
        self.hit(kind, &url, name, stated.words(found.unit()), code)
    }

    /// One a code: what is spent on it where the disclosure says so, else the first
    /// row that bears the code, one with an amount before one without.
    fn accounts(&self) -> impl Iterator<Item = Hit<'static>> {
        let mut found: BTreeMap<String, (bool, Hit<'static>)> = BTreeMap::new();
        let mut keep = |code: &str, stated: bool, hit: Hit<'static>| match found.get(code) {
            Some((known, _)) if *known || !stated => {}
            _ => drop(found.insert(code.to_owned(), (stated, hit))),
        };
        for spent in &self.figures.spending {
            let code = spent.code.to_string();
            let hit = self.cell(HitKind::Account, &spent.cell.entry.label, &spent.cell, spent.stated, &code);
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
    fn account(&self, table: &Table, row: &Row, entry: &Entry, code: &str) -> (bool, Hit<'static>) {
        let id = &self.disclosure.id;
        let figure = table.figures_of(row).find(|figure| figure.entry.key == entry.key);
        let url = match &figure {
            Some(figure) => address::cell(id, &table.id, &entry.key, &figure.column.key),
            None => address::row(id, &table.id, &entry.key),
        };
        let said = figure.map(|figure| figure.stated().words(figure.unit()));
        let words = said.clone().unwrap_or_else(|| "没有金额".to_owned());
        (said.is_some(), self.hit(HitKind::Account, &url, &entry.label, words, code))
    }

    /// A project with the total of its line, else of its form.
    fn project(&self, project: &Project) -> Hit<'static> {
        let line = self.linked.line_of(project).and_then(|(table, row)| table.line_total(row));
        let line = line.map(|figure| figure.stated().words(figure.unit()));
        let form = || self.linked.form_of(project);
        let asked = || form().and_then(|form| Some(Stated::Amount(form.amount()?).words(form.unit)));
        let said = line.or_else(asked).unwrap_or_default();
        let url = address::project(&self.disclosure.id, &project.slug);
        self.hit(HitKind::Project, &url, &project.name, said, "")
    }

    fn term(&self, term: &Term) -> Hit<'static> {
        let url = address::term(&self.disclosure.id, &term.key);
        self.hit(HitKind::Term, &url, &term.name, String::new(), "")
    }

    fn finding(&self, finding: &Finding) -> Hit<'static> {
        let url = address::finding(&self.disclosure.id, &finding.id);
        self.hit(HitKind::Finding, &url, &finding.statement, finding.verdict.name().to_owned(), "")
    }
}
