//! The index that the search box reads: `search/index-1.js` and, where one file
//! would be too large, `index-2.js` and so on. Scripts rather than JSON, since a
//! page that was opened from a folder may load a script and nothing else.
//!
//! Not a stable format: `static/search.js` of the same build alone reads it.

mod hits;

use std::collections::BTreeMap;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Code, Hit, HitKind, Summary};

pub(super) use hits::of as hits;

/// A part is closed once it has so many bytes.
const PART: usize = 1 << 20;

/// The year of what belongs to all: newer than any.
const ANY_YEAR: u16 = u16::MAX;

/// A body as search names it, with what its disclosures left behind.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    pub slug: &'a str,
    pub name: &'a str,
    pub short_name: Option<&'a str>,
    pub disclosures: &'a [Summary],
}

/// One line of the index.
#[derive(Debug)]
struct Line<'a> {
    /// What the paths of its hits begin with.
    base: &'a str,
    /// Whose they are: the body's name where room is short, the disclosure.
    body: &'a str,
    label: &'a str,
    year: u16,
    /// The body's full name.
    full_name: &'a str,
}

/// The parts of the index, each made when it is asked for: the accounts that have
/// a page of their own, then each body with its disclosures.
pub fn search<'a>(shelves: &'a [Shelf<'a>]) -> impl Iterator<Item = Artifact> + 'a {
    let of_shelf = |shelf: &'a Shelf<'a>| {
        let disclosures = shelf.disclosures.iter().map(|summary| disclosure(shelf, summary));
        std::iter::once(body(shelf)).chain(disclosures)
    };
    let mut lines = std::iter::once(codes(shelves)).chain(shelves.iter().flat_map(of_shelf)).peekable();
    (1..).map_while(move |part| {
        let mut held = lines.next()?;
        while held.len() < PART {
            let Some(line) = lines.next() else { break };
            held.push_str(",\n");
            held.push_str(&line);
        }
        let more = lines.peek().is_some();
        let call = format!("mingzhangIndex({part},{more},[\n{held}\n])\n");
        Some(Artifact::new(address::search_part(part), call))
    })
}

/// Every account that someone spends on, by the name it was given last.
fn codes(shelves: &[Shelf]) -> String {
    let mut named: BTreeMap<Code, (u16, &str)> = BTreeMap::new();
    for summary in shelves.iter().flat_map(|shelf| shelf.disclosures) {
        for spent in summary.spending.iter().filter(|spent| spent.cell.stated.is_something()) {
            let latest = named.entry(spent.code).or_insert((0, ""));
            *latest = (*latest).max((summary.id.year, &spent.name));
        }
    }
    let hit = |(code, (_, name)): (Code, (u16, &'_ str))| {
        hit(HitKind::Account, address::code(code), name.to_owned(), code.to_string())
    };
    let (body, label) = ("各单位", "各年");
    Line { base: "", body, label, year: ANY_YEAR, full_name: "" }.json(named.into_iter().map(hit))
}

fn body(shelf: &Shelf) -> String {
    let short = shelf.short_name.unwrap_or("");
    let own = hit(HitKind::Body, String::new(), shelf.name.to_owned(), short.to_owned());
    let base = address::body(shelf.slug);
    Line { base: &base, body: shelf.name, label: "", year: 0, full_name: "" }.json(std::iter::once(own))
}

fn disclosure(shelf: &Shelf, summary: &Summary) -> String {
    let id = &summary.id;
    let label = format!("{}年{}", id.year, id.kind.name());
    let name = format!("{}{label}", shelf.name);
    let own = hit(HitKind::Disclosure, String::new(), name, summary.title.clone());
    let base = address::disclosure(id);
    let body = shelf.short_name.unwrap_or(shelf.name);
    let line = Line { base: &base, body, label: &label, year: id.year, full_name: shelf.name };
    line.json(std::iter::once(own).chain(summary.hits.iter()))
}

/// A hit of which nothing is said.
fn hit<'a>(kind: HitKind, path: String, name: String, also: String) -> Hit<'a> {
    Hit { kind, path: path.into(), name: name.into(), said: "".into(), also: also.into() }
}

impl Line<'_> {
    /// The line with what it leads to.
    fn json<'h>(&self, hits: impl Iterator<Item = Hit<'h>>) -> String {
        let [base, body, label, full_name] =
            [self.base, self.body, self.label, self.full_name].map(serde_json::Value::from);
        let hits: Vec<String> = hits.map(|hit| json(&hit)).collect();
        format!("[{base},{body},{label},{},[{}],{full_name}]", self.year, hits.join(","))
    }
}

/// A hit as the index writes it.
///
/// # Panics
/// Never: a number and strings serialise.
fn json(hit: &Hit<'_>) -> String {
    let pieces = (hit.kind as u8, &hit.path, &hit.name, &hit.said, &hit.also);
    serde_json::to_string(&pieces).expect("plain values serialise")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::export;
    use crate::measures::Figures;
    use crate::model::{DisclosureId, fixture};

    #[test]
    fn the_index_is_a_call_with_a_line_for_each_address() {
        let linked = fixture::linked();
        let figures = Figures::of(&linked.disclosure, Catalogue::get());
        let disclosures = [export::summary(&linked, &fixture::findings(), &figures)];
        let shelf = Shelf { slug: "some-body", name: "某局", short_name: None, disclosures: &disclosures };
        let shelves = [shelf];
        let files: Vec<Artifact> = search(&shelves).collect();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].path, "search/index-1.js");
        let text = String::from_utf8(files[0].bytes.clone()).unwrap();
        assert!(text.starts_with("mingzhangIndex(1,false,[\n[\"\",") && text.ends_with("]\n])\n"), "{text}");
        for line in [
            "[\"some-body/\",\"某局\",\"\",0,[[0,\"\",\"某局\",\"\",\"\"]],\"\"]",
            "[3,\"tables/balance/#r-income-total-amount\",\"收入总计\",\"9,784.70 万元\",\"\"]",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }

    #[test]
    fn a_large_index_is_divided_and_nothing_of_it_is_lost() {
        let linked = fixture::linked();
        let summary = export::summary(&linked, &[], &Figures::of(&linked.disclosure, Catalogue::get()));
        let year = |year: u16| {
            let name = year.to_string().repeat(PART / 10);
            let hits = [hit(HitKind::Term, String::new(), name, String::new())].into_iter().collect();
            Summary { id: DisclosureId { year, ..summary.id.clone() }, hits, ..summary.clone() }
        };
        let disclosures: Vec<Summary> = (2001..2010).map(year).collect();
        let shelf = Shelf { slug: "some-body", name: "某局", short_name: None, disclosures: &disclosures };
        let shelves = [shelf];
        let texts: Vec<String> =
            search(&shelves).map(|file| String::from_utf8(file.bytes).unwrap()).collect();
        assert_eq!(texts.len(), 3);
        for (text, start) in texts.iter().zip(["1,true,", "2,true,", "3,false,"]) {
            assert!(text.starts_with(&format!("mingzhangIndex({start}[\n[")) && text.ends_with("]\n])\n"));
        }
        let lines =
            texts.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with("[\"some-body/2"));
        let labels: Vec<String> = lines.map(|line| line.chars().take(26).collect()).collect();
        let expected = (2001..2010).map(|year| format!("[\"some-body/{year}-budget/\","));
        assert_eq!(labels, expected.collect::<Vec<_>>());
    }
}
