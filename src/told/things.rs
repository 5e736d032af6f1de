//! 车辆、人员、房屋、接待、采购: what the prose counts, each number with its line.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::catalogue::normal::{compact, yearless};
use crate::catalogue::schema::{NarrativeSpec, ThingSpec};
use crate::model::{Finding, Linked, Paragraph};
use crate::sentences::figures::{StatedFigure, figures_and_counts};
use crate::sentences::scope::Year;
use crate::sentences::things::thing;
use crate::sentences::{headings, lines};
use crate::source::Line;
use crate::told::purposes::LONGEST;
use crate::told::words::is_open;

/// A number of things, or what was paid for them.
#[derive(Debug, Clone)]
pub struct Thing<'a> {
    pub spec: &'a ThingSpec,
    /// The number; of money in 万元.
    pub value: Decimal,
    /// The unit as printed; 万元 of money.
    pub unit: &'static str,
    pub line: Line,
}

/// What is told of each thing, in the catalogue's order: nothing of what is said with
/// different numbers, or is in doubt by one of the findings.
pub(super) fn of<'a>(
    linked: &'a Linked,
    findings: &[Finding],
    narrative: &'a NarrativeSpec,
) -> Vec<Thing<'a>> {
    if !linked.disclosure.is_of_one_year() {
        return Vec::new();
    }
    let mut mentions: BTreeMap<usize, Vec<Mention>> = BTreeMap::new();
    for (index, section) in linked.disclosure.sections.iter().enumerate() {
        let headings = headings(&linked.disclosure.sections, index);
        let prose = section.paragraphs.iter().filter(|one| one.text.len() <= LONGEST);
        for paragraph in prose.filter(|one| one.text.contains(|c: char| c.is_ascii_digit())) {
            for (at, mention) in of_paragraph(linked, (index, paragraph), &headings, narrative) {
                mentions.entry(at).or_default().push(mention);
            }
        }
    }
    let told = |(at, mentions): (usize, Vec<Mention<'a>>)| only(at, mentions, findings, narrative);
    mentions.into_iter().filter_map(told).collect()
}

/// A number somewhere.
struct Mention<'a> {
    thing: Thing<'a>,
    section: usize,
    /// Whether it is said to be part of something.
    inside: bool,
    said: Decimal,
}

/// The things of a paragraph, each with its place in the catalogue.
fn of_paragraph<'a>(
    linked: &Linked,
    (section, paragraph): (usize, &Paragraph),
    headings: &[String],
    narrative: &'a NarrativeSpec,
) -> Vec<(usize, Mention<'a>)> {
    let figures = figures_and_counts(&paragraph.text, &narrative.sentences);
    let (mut found, mut before) = (Vec::new(), None::<&str>);
    for said in &figures {
        before = before.filter(|_| !said.context.contains('。'));
        let spec = thing(said, before, headings, &narrative.things);
        before = Some(said.label.as_str()).filter(|label| !label.is_empty()).or(before);
        let fits =
            |spec: &&ThingSpec| is_of_year(linked, said, spec) && is_of_body(linked, said, spec, narrative);
        let Some(spec) = spec.filter(fits) else { continue };
        let value = if spec.money { said.in_wan() } else { Some(said.value) };
        let at = narrative.things.iter().position(|one| one.key == spec.key);
        let (Some(value), Some(at)) = (value, at) else { continue };
        let line = lines::line_in(linked, paragraph, &said.printed, said.nth);
        let unit = if spec.money { "万元" } else { said.unit };
        let thing = Thing { spec, value, unit, line };
        found.push((at, Mention { thing, section, inside: said.inside, said: said.value }));
    }
    found
}

fn is_of_year(linked: &Linked, said: &StatedFigure, spec: &ThingSpec) -> bool {
    let own = Year::Named(linked.disclosure.id.year);
    // What there is on a day is no money of the year.
    !spec.own || (!said.restricted && said.year.is_none_or(|year| year == own))
}

/// Whether the words before what is counted say only whose it is, and that it is all of it.
fn is_of_body(linked: &Linked, said: &StatedFigure, spec: &ThingSpec, narrative: &NarrativeSpec) -> bool {
    let named = spec.names.iter().find_map(|name| said.label.find(name.as_str()));
    let before =
        yearless(&said.label[..named.unwrap_or(0)]).replace(&compact(&linked.disclosure.body_name), "");
    let plain = narrative.whose.iter().fold(before, |before, word| before.replace(word.as_str(), ""));
    !spec.whole || plain.is_empty()
}

/// The one number of a thing: that of the whole, where parts are said as well.
fn only<'a>(
    at: usize,
    mut mentions: Vec<Mention<'a>>,
    findings: &[Finding],
    narrative: &NarrativeSpec,
) -> Option<Thing<'a>> {
    if mentions.iter().any(|mention| !mention.inside) {
        mentions.retain(|mention| !mention.inside);
    }
    let first = mentions.first()?;
    let same = mentions.iter().all(|mention| mention.thing.value == first.thing.value);
    let sure = same
        && !mentions
            .iter()
            .any(|mention| is_open(findings, mention.section, mention.thing.line, mention.said));
    (sure && narrative.things.get(at).is_some()).then(|| first.thing.clone())
}
