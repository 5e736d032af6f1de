//! The files of a region on every figure, project and indicator: joined from the data files
//! of its disclosures, one after the other, so that memory stays flat.

use std::io::{self, Read};

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::export::csv_file::CsvFile;
use crate::export::site::own;
use crate::model::Summary;
use crate::money::{Money, Unit};

pub use crate::export::site_package::{Listed, Sheet};

/// What a file begins with.
pub fn begin(sheet: Sheet) -> Vec<u8> {
    let mut csv = CsvFile::new();
    csv.record(sheet.columns());
    csv.finish()
}

fn yuan(amount: &str, unit: &str) -> String {
    let money = amount.parse::<Decimal>().ok().zip(Unit::named(unit));
    let yuan = money.and_then(|(value, unit)| Money { value, unit }.value_in(Unit::Yuan));
    yuan.map(|value| value.to_string()).unwrap_or_default()
}

/// The rows of a disclosure's `facts.csv`.
///
/// # Errors
/// A file that cannot be read or is none.
pub fn facts(summary: &Summary, file: impl Read) -> io::Result<Vec<u8>> {
    const TAKEN: [&str; 9] =
        ["table", "row", "column", "row_label", "amount", "unit", "confidence", "line", "page"];
    let mut reader = csv::ReaderBuilder::new().from_reader(file);
    let header = reader.headers()?.clone();
    let places = TAKEN.map(|name| header.iter().position(|own| own == name));
    let (own, mut csv) = (own(summary), CsvFile::more());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let [table, row, column, label, amount, unit, confidence, line, page] =
            places.map(|place| place.and_then(|place| record.get(place)).unwrap_or_default());
        let yuan = yuan(amount, unit);
        let fact = [table, row, column, label, amount, unit, &yuan, confidence, line, page];
        csv.record(own.iter().map(String::as_str).chain(fact));
    }
    Ok(csv.finish())
}

#[derive(Debug, Deserialize)]
struct ProjectIn {
    id: String,
    name: String,
    url: String,
    line: Option<LineIn>,
    form: Option<FormIn>,
    evaluation: Option<FormIn>,
    r#match: MatchIn,
}

#[derive(Debug, Deserialize)]
struct MatchIn {
    basis: Option<String>,
}

#[derive(Debug, Deserialize)]
struct LineIn {
    amount: Option<String>,
    unit: Option<String>,
    source: String,
    line: u32,
    confidence: String,
}

#[derive(Debug, Deserialize)]
struct FormIn {
    amount: Option<String>,
    unit: Option<String>,
    source: String,
    fragments: Vec<[u32; 2]>,
    indicators: Vec<IndicatorIn>,
}

#[derive(Debug, Deserialize)]
struct IndicatorIn {
    period: String,
    level1: String,
    level2: String,
    name: String,
    value: String,
    line: u32,
    source: Option<String>,
    doubt: Option<serde_json::Value>,
}

/// The rows of a disclosure's `projects.json`: one a project, and one an indicator.
///
/// # Errors
/// A file that cannot be read or is none.
pub fn projects(summary: &Summary, file: impl Read) -> io::Result<[Vec<u8>; 2]> {
    let all: Vec<ProjectIn> = serde_json::from_reader(file)?;
    let own = own(summary);
    let own = || own.iter().map(String::as_str);
    let (mut projects, mut indicators) = (CsvFile::more(), CsvFile::more());
    for project in &all {
        projects.record(own().chain(row(project).iter().map(String::as_str)));
        for (kind, form) in [("target", &project.form), ("evaluation", &project.evaluation)] {
            for one in form.iter().flat_map(|form| form.indicators.iter().map(move |one| (form, one))) {
                let row = indicator(&project.id, kind, one);
                indicators.record(own().chain(row.iter().map(String::as_str)));
            }
        }
    }
    Ok([projects.finish(), indicators.finish()])
}

/// A project with the amount of its line, else of its form.
fn row(project: &ProjectIn) -> [String; 10] {
    let ProjectIn { id, name, url, line, form, evaluation, r#match } = project;
    let form = form.as_ref().or(evaluation.as_ref());
    let (amount, unit, confidence, source, at) = match (line, form) {
        (Some(line), _) => {
            (&line.amount, &line.unit, line.confidence.as_str(), line.source.as_str(), line.line)
        }
        (None, Some(form)) => {
            let at = form.fragments.first().map_or(0, |[first, _]| *first);
            (&form.amount, &form.unit, "sure", form.source.as_str(), at)
        }
        (None, None) => (&None, &None, "doubt", "", 0),
    };
    let [amount, unit] = [amount, unit].map(|text| text.clone().unwrap_or_default());
    let yuan = yuan(&amount, &unit);
    let basis = r#match.basis.clone().unwrap_or_default();
    let [confidence, source] = [confidence, source].map(str::to_owned);
    [id.clone(), name.clone(), amount, unit, yuan, confidence, basis, source, at.to_string(), url.clone()]
}

fn indicator(project: &str, kind: &str, (form, one): (&FormIn, &IndicatorIn)) -> [String; 10] {
    let doubt = if one.doubt.is_some() { "doubt" } else { "sure" };
    let source = one.source.as_ref().unwrap_or(&form.source);
    let words = [project, kind, &one.period, &one.level1, &one.level2, &one.name, &one.value];
    let [project, kind, period, level1, level2, name, value] = words.map(str::to_owned);
    [
        project,
        kind,
        period,
        level1,
        level2,
        name,
        value,
        doubt.to_owned(),
        source.clone(),
        one.line.to_string(),
    ]
}
