//! Rows and columns that a sheet does not show.

use std::collections::BTreeSet;

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Texts;
use crate::import::archive::Archive;
use crate::import::{Problem, xml};

/// A row less high than this, in points, or a column less wide, in characters, shows nothing.
const LOWEST: f64 = 1.0;
const NARROWEST: f64 = 0.2;

/// The rows and columns of a sheet that are not shown.
#[derive(Debug, Default)]
pub struct Hidden {
    pub rows: Runs,
    pub columns: Runs,
}

/// Numbers, from 0, as runs: the first and the last of each, in order.
#[derive(Debug, Default)]
pub struct Runs(Vec<(u32, u32)>);

impl Runs {
    fn of(mut runs: Vec<(u32, u32)>) -> Self {
        runs.sort_unstable();
        runs.dedup_by(|next, run| {
            let meets = next.0 <= run.1.saturating_add(1);
            if meets {
                run.1 = run.1.max(next.1);
            }
            meets
        });
        Self(runs)
    }

    /// The first number from here on that is in none of them.
    pub fn first_out(&self, at: u32) -> u32 {
        let run = self.0.partition_point(|(_, to)| *to < at);
        self.0.get(run).filter(|(from, _)| *from <= at).map_or(at, |(_, to)| to.saturating_add(1))
    }

    /// Whether a number is in one of them.
    pub fn has(&self, at: u32) -> bool {
        self.first_out(at) != at
    }
}

impl Hidden {
    /// What a sheet says of its rows and columns.
    ///
    /// # Errors
    /// Where it is no XML.
    pub fn of(sheet: &str) -> Result<Self, Problem> {
        let (mut rows, mut columns, mut row) = (Vec::new(), Vec::new(), 0);
        let mut reader = Reader::from_str(sheet);
        reader.config_mut().check_end_names = false;
        loop {
            match xml::next(&mut reader)? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "col" if is_hidden(&tag, "width", NARROWEST) => {
                        let [from, to] = ["min", "max"].map(|name| number(&tag, name).unwrap_or_default());
                        columns.push((from, to.max(from)));
                    }
                    "row" => {
                        row = number(&tag, "r").unwrap_or(row);
                        if is_hidden(&tag, "ht", LOWEST) {
                            rows.push((row, row));
                        }
                        row = row.saturating_add(1);
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => break,
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(Self { rows: Runs::of(rows), columns: Runs::of(columns) })
    }

    /// Whether a cell is shown.
    pub fn shows(&self, (row, column): (u32, u32)) -> bool {
        !self.rows.has(row) && !self.columns.has(column)
    }

    /// Drops what is not shown, and gives the number of rows and of columns that had something. What a
    /// merged cell says stands in the first of its cells that is shown.
    pub fn drop_from(&self, texts: &mut Texts, merged: &mut Vec<Dimensions>) -> (usize, usize) {
        merged.retain_mut(|area| {
            let first = (self.rows.first_out(area.start.0), self.columns.first_out(area.start.1));
            let is_shown = first.0 <= area.end.0 && first.1 <= area.end.1;
            if is_shown && first != area.start {
                let text = texts.remove(&area.start);
                texts.extend(text.map(|text| (first, text)));
                area.start = first;
            }
            is_shown
        });
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        texts.retain(|&(row, column), _| {
            if self.rows.has(row) {
                rows.insert(row);
            } else if self.columns.has(column) {
                columns.insert(column);
            }
            self.shows((row, column))
        });
        (rows.len(), columns.len())
    }
}

/// Whether a row or a column is not shown, or as good as not.
fn is_hidden(tag: &BytesStart<'_>, size: &str, least: f64) -> bool {
    let says = xml::attribute(tag, "hidden").is_some_and(|how| matches!(how.as_str(), "1" | "true"));
    let size = || xml::attribute(tag, size).and_then(|size| size.parse::<f64>().ok());
    says || size().is_some_and(|size| size < least)
}

/// A number from 1 as one from 0.
fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    xml::attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1)
}

/// The parts of a workbook that hold its sheets, in their order; empty where none is named.
///
/// # Errors
/// Where it cannot be read.
pub fn parts(archive: &mut Archive<'_>) -> Result<Vec<String>, Problem> {
    let mut book = "xl/workbook.xml".to_owned();
    for (_, of, target) in relations(archive, "_rels/.rels")? {
        if of.ends_with("/officeDocument") {
            target.trim_start_matches('/').clone_into(&mut book);
        }
    }
    let (folder, name) = book.rsplit_once('/').map_or(("", book.as_str()), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let related = relations(archive, &format!("{folder}_rels/{name}.rels"))?;
    let mut parts = Vec::new();
    xml::tags(&archive.text(&book)?.unwrap_or_default(), |tag| {
        if tag.local_name().as_ref() == "sheet" {
            let id = xml::attribute(tag, "id").unwrap_or_default();
            let target = related.iter().rev().find(|(own, ..)| *own == id).map(|(.., target)| target);
            parts.push(target.map_or_else(String::new, |target| match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("{folder}{target}"),
            }));
        }
    })?;
    Ok(parts)
}

/// What a part is related to: id, kind, part.
fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Vec<(String, String, String)>, Problem> {
    let mut relations = Vec::new();
    xml::tags(&archive.text(part)?.unwrap_or_default(), |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            let said = |name: &str| xml::attribute(tag, name).unwrap_or_default();
            relations.push((said("Id"), said("Type"), said("Target")));
        }
    })?;
    Ok(relations)
}
