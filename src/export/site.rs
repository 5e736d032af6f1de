//! The data files on all disclosures: `disclosures.csv`, `totals.csv`, `codes.csv` and
//! `findings.csv`, which put bodies and years together as published, nothing converted; what
//! the site added up is marked. They are made of summaries alone.

use crate::address;
use crate::artifact::Artifact;
use crate::config::Settings;
use crate::export::SearchGroup;
use crate::export::csv_file::CsvFile;
use crate::export::site_package::{self, Listed, Sheet};
use crate::model::{Coverage, HitKind, KeptCell, Stated, Summary, Unread, Verdict};

/// The files, of all disclosures in order, and the package that lists them and the `bulk` files;
/// with them what it lists.
pub fn site(
    shelves: &[SearchGroup<'_>],
    settings: &Settings,
    bulk: Vec<Listed>,
) -> (Vec<Artifact>, Vec<Listed>) {
    let rows = || shelves.iter().flat_map(|shelf| shelf.disclosures.iter().map(move |one| (shelf, one)));
    let summaries = || rows().map(|(_, summary)| summary);
    let mut files = Vec::new();
    let mut listed = Vec::new();
    let made = [
        (Sheet::Disclosures, disclosures(rows())),
        (Sheet::Totals, totals(summaries())),
        (Sheet::Codes, codes(summaries())),
        (Sheet::Findings, findings(summaries())),
    ];
    for (sheet, csv) in made {
        let file = Artifact::new(address::site_file(sheet.file()), csv.finish());
        listed.push(Listed::of(sheet, &file));
        files.push(file);
    }
    listed.extend(bulk);
    files.push(site_package::package(settings, &listed));
    (files, listed)
}

fn begun(sheet: Sheet) -> CsvFile {
    let mut csv = CsvFile::new();
    csv.record(sheet.columns());
    csv
}

/// One row for each disclosure.
fn disclosures<'a>(rows: impl Iterator<Item = (&'a SearchGroup<'a>, &'a Summary)>) -> CsvFile {
    let mut csv = begun(Sheet::Disclosures);
    for (shelf, summary) in rows {
        let coverage = summary.coverage.map_or("", |coverage| match coverage {
            Coverage::Department => "department",
            Coverage::Unit => "unit",
        });
        let counts = [
            summary.tables.len(),
            summary.empty_tables(),
            summary.figures,
            summary.forms,
            summary.linked,
            summary.unplaced_lines,
        ];
        let verdicts = Verdict::ALL.map(|verdict| summary.tally.count(verdict));
        let numbers: Vec<String> =
            counts.into_iter().chain(verdicts).map(|number| number.to_string()).collect();
        let words = [shelf.region.unwrap_or_default(), &summary.title, coverage];
        let published = summary.published.as_deref().unwrap_or_default();
        let url = address::disclosure(&summary.id);
        let own = own(summary);
        let own = own.iter().map(String::as_str).chain(words).chain([published]);
        let year = if summary.unread.contains(&Unread::Year) { "doubt" } else { "sure" };
        csv.record(own.chain(numbers.iter().map(String::as_str)).chain([url.as_str(), year]));
    }
    csv
}

/// One row for each measure of each disclosure.
fn totals<'a>(summaries: impl Iterator<Item = &'a Summary>) -> CsvFile {
    let mut csv = begun(Sheet::Totals);
    for summary in summaries {
        for measured in &summary.measures {
            record(&mut csv, summary, &[&measured.key], &measured.cell);
        }
    }
    csv
}

/// One row for each account and scope of each disclosure.
fn codes<'a>(summaries: impl Iterator<Item = &'a Summary>) -> CsvFile {
    let mut csv = begun(Sheet::Codes);
    for summary in summaries {
        for spending in &summary.spending {
            let code = spending.code.to_string();
            record(&mut csv, summary, &[&code, &spending.name, &spending.scope], &spending.cell);
        }
    }
    csv
}

/// One row for each finding that pages other than the audit page tell of.
fn findings<'a>(summaries: impl Iterator<Item = &'a Summary>) -> CsvFile {
    let mut csv = begun(Sheet::Findings);
    for summary in summaries {
        let base = address::disclosure(&summary.id);
        for hit in summary.hits.iter().filter(|hit| hit.kind == HitKind::Finding) {
            let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.name() == hit.said);
            let url = format!("{base}{}", hit.path);
            let found = [verdict.map_or("", Verdict::key), &hit.name, &url];
            csv.record(own(summary).iter().map(String::as_str).chain(found));
        }
    }
    csv
}

/// What every row begins with.
pub(super) fn own(summary: &Summary) -> [String; 4] {
    let id = &summary.id;
    [id.to_string(), summary.body_name.clone(), id.year.to_string(), id.kind.key().to_owned()]
}

fn record(csv: &mut CsvFile, summary: &Summary, what: &[&str], kept: &KeptCell) {
    let (stated, amount) = match kept.stated {
        Stated::Amount(amount) => ("amount", amount.to_string()),
        Stated::Sum(sum) => ("sum", sum.to_string()),
        Stated::Nil => ("nil", String::new()),
        Stated::Blank => ("blank", String::new()),
        Stated::Unclear => ("unclear", String::new()),
        Stated::Several => ("several", String::new()),
        Stated::Doubtful(_) => ("doubt", String::new()),
    };
    let table = summary.table_of(kept);
    let unit = table.unit.map_or("", |unit| unit.name());
    let url = address::kept(summary, kept);
    let figure = [stated, &amount, unit, &table.id, &url];
    csv.record(own(summary).iter().map(String::as_str).chain(what.iter().copied()).chain(figure));
}
