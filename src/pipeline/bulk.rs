//! The files of each region on every figure, project and indicator, joined from what its
//! disclosures have written.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write as _};

use super::Failure;
use super::publisher::Publisher;
use crate::address;
use crate::export::SearchGroup;
use crate::export::bulk::{self, Listed, Sheet};
use crate::model::Summary;
use crate::write::WriteError;

const SHEETS: [Sheet; 3] = [Sheet::Facts, Sheet::Projects, Sheet::Indicators];

/// Writes the files, regions by name, and says which they are.
pub(super) fn write(shelves: &[SearchGroup<'_>], publisher: &Publisher<'_>) -> Result<Vec<Listed>, Failure> {
    let mut regions: BTreeMap<Option<&str>, Vec<&Summary>> = BTreeMap::new();
    for shelf in shelves {
        regions.entry(shelf.region).or_default().extend(shelf.disclosures);
    }
    let mut listed = Vec::new();
    for (region, summaries) in regions {
        listed.extend(of_region(region, &summaries, publisher)?);
    }
    Ok(listed)
}

/// A file in the making.
struct Growing {
    sheet: Sheet,
    path: String,
    file: BufWriter<File>,
    bytes: u64,
}

impl Growing {
    fn add(&mut self, rows: &[u8]) -> Result<(), Failure> {
        self.bytes += rows.len() as u64;
        self.file.write_all(rows).map_err(|error| failed(&self.path, error))
    }
}

fn failed(path: &str, error: io::Error) -> Failure {
    WriteError::Disk { doing: "写文件", path: path.into(), error }.into()
}

fn of_region(
    region: Option<&str>,
    summaries: &[&Summary],
    publisher: &Publisher<'_>,
) -> Result<Vec<Listed>, Failure> {
    let mut draft = publisher.draft();
    let begin = |sheet: Sheet| {
        let path = address::region_file(sheet.file(), region);
        let file = BufWriter::new(draft.create(&path)?);
        let mut growing = Growing { sheet, path, file, bytes: 0 };
        growing.add(&bulk::begin(sheet))?;
        Ok(growing)
    };
    let mut files = SHEETS.into_iter().map(begin).collect::<Result<Vec<_>, Failure>>()?;
    for summary in summaries {
        for (growing, rows) in files.iter_mut().zip(rows(summary, publisher)?) {
            growing.add(&rows)?;
        }
    }
    let mut listed = Vec::new();
    for Growing { sheet, path, mut file, bytes } in files {
        file.flush().map_err(|error| failed(&path, error))?;
        listed.push(Listed { sheet, path, bytes, hash: None, region: region.map(str::to_owned) });
    }
    let (closed, addresses) = draft.close();
    closed.keep(addresses);
    Ok(listed)
}

/// What a disclosure adds to each file.
fn rows(summary: &Summary, publisher: &Publisher<'_>) -> Result<[Vec<u8>; 3], Failure> {
    let open = |name: &str| {
        let path = address::data_file(&summary.id, name);
        Ok::<_, Failure>((BufReader::new(publisher.open(&path)?), path))
    };
    let (file, path) = open("facts.csv")?;
    let facts = bulk::facts(summary, file).map_err(|error| failed(&path, error))?;
    let (file, path) = open("projects.json")?;
    let [projects, indicators] = bulk::projects(summary, file).map_err(|error| failed(&path, error))?;
    Ok([facts, projects, indicators])
}
