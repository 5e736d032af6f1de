//! The data files on all disclosures: `totals.csv` and `codes.csv`, which put
//! bodies and years together as published, nothing converted; what the site added up is marked.

use crate::address;
use crate::artifact::Artifact;
use crate::export::csv_file::CsvFile;
use crate::model::{KeptCell, Stated, Summary};

const FIGURE: [&str; 5] = ["stated", "amount", "unit", "table", "url"];

/// The files, of all disclosures in order.
pub fn site<'a>(summaries: impl Iterator<Item = &'a Summary> + Clone) -> Vec<Artifact> {
    vec![totals(summaries.clone()), codes(summaries)]
}

/// One row for each measure of each disclosure.
fn totals<'a>(summaries: impl Iterator<Item = &'a Summary>) -> Artifact {
    let mut csv = CsvFile::new();
    csv.record(["disclosure", "body_name", "year", "kind", "measure"].into_iter().chain(FIGURE));
    for summary in summaries {
        for measured in &summary.measures {
            record(&mut csv, summary, &[&measured.key], &measured.cell);
        }
    }
    Artifact::new(address::site_file("totals.csv"), csv.finish())
}

/// One row for each account and scope of each disclosure.
fn codes<'a>(summaries: impl Iterator<Item = &'a Summary>) -> Artifact {
    let mut csv = CsvFile::new();
    let own = ["disclosure", "body_name", "year", "kind", "code", "name", "scope"];
    csv.record(own.into_iter().chain(FIGURE));
    for summary in summaries {
        for spending in &summary.spending {
            let code = spending.code.to_string();
            record(&mut csv, summary, &[&code, &spending.name, &spending.scope], &spending.cell);
        }
    }
    Artifact::new(address::site_file("codes.csv"), csv.finish())
}

fn record(csv: &mut CsvFile, summary: &Summary, what: &[&str], kept: &KeptCell) {
    let id = &summary.id;
    let (disclosure, year) = (id.to_string(), id.year.to_string());
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
    let own = [disclosure.as_str(), &summary.body_name, &year, id.kind.key()];
    let figure = [stated, &amount, unit, &table.id, &url];
    csv.record(own.into_iter().chain(what.iter().copied()).chain(figure));
}
