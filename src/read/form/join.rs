//! Copies of one project become one form: each field from its best reading, the
//! others kept with their lines.

use std::collections::{HashMap, HashSet};

use crate::catalogue::normal::{compact, years};
use crate::catalogue::schema::FormSpec;
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::keys::FieldKey;
use crate::model::{Cell, Field, Form, Fund, Period, Reading as Version, Role, Target, count};
use crate::read::Reading;
use crate::read::form::fragment::{Copy, FieldText, Fragment, FundSaid, UNKNOWN};
use crate::read::form::heading::Heading;
use crate::read::form::similar::likeness;
use crate::read::form::{goes_on, merge, one_project, words};
use crate::source::Line;

/// The long text fields, in the order of the form. Where one of them is missing
/// between others, the rows of that copy have slipped.
const TEXTS: [FieldKey; 5] =
    [FieldKey::SUMMARY, FieldKey::BASIS, FieldKey::NECESSITY, FieldKey::MEASURES, FieldKey::PLAN];

/// Why a reading of a slipped copy is in doubt.
const SLIPPED: &str = "这一份里各行有错位，内容可能属于相邻的栏目";

/// Why the indicators of a form without a name are in doubt.
const NAMELESS: &str = "这张表没有写是哪个项目的，可能是另一张表的一部分";

/// Puts fragments together into forms, and posts their lines.
pub fn join(reading: &mut Reading<'_>, fragments: Vec<Fragment>) -> Vec<Form> {
    let groups = one_project::group(reading.catalogue.form(), fragments);
    groups.into_iter().enumerate().map(|(index, group)| form(reading, group, index)).collect()
}

fn form(reading: &mut Reading<'_>, group: Vec<Fragment>, index: usize) -> Form {
    let spec = reading.catalogue.form();
    let whole = goes_on::copies(&group);
    let copies: Vec<&Copy> = whole.iter().collect();
    let base = merge::base(&copies);
    let fields = fields(spec, &copies);
    let stated = copies.iter().find_map(|copy| copy.unit);
    let years = stated_years(reading, &group);
    let mut form = Form {
        name: fields
            .iter()
            .find(|field| field.key == FieldKey::NAME)
            .map_or_else(String::new, |field| field.best().text.clone()),
        title: group[0].title.clone(),
        unit: stated.or(group.iter().find_map(|fragment| fragment.unit)),
        evaluation: is_evaluation(spec, &group[0].title, &copies),
        dated: !years.is_empty() || is_dated(&copies),
        year: years.first().copied().filter(|first| years.iter().all(|year| year == first)),
        funds: funds(spec, &copies),
        indicators: merge::indicators(spec, &copies, base),
        fragments: group.iter().filter_map(extent).collect(),
        strays: strays(&copies, base, &fields),
        fields,
    };
    // 项目名称 where a name should stand is the heading over names.
    if form.name.is_empty() || words::is_label(spec, &form.name) {
        form.indicators.iter_mut().for_each(|own| own.doubt = own.doubt.or(Some(NAMELESS)));
    }
    post(reading, &group, &form, copies.get(base).copied(), index);
    for stray in &form.strays {
        reading.say(codes::STRAY_CELL, |source| {
            let stray_text = shorten(&stray.text);
            let message = format!("“{}”的申报表里有放不进任何栏目的文字：{stray_text}", form.name);
            Diagnostic::new(codes::STRAY_CELL, message).at(Label::at_line(source, stray.lines[0], ""))
        });
    }
    form
}

/// Whether a form says what was done: by its title, or by a column for it.
fn is_evaluation(spec: &FormSpec, title: &str, copies: &[&Copy]) -> bool {
    one_project::is_evaluation(spec, title)
        || copies.iter().any(|copy| copy.heading.as_ref().is_some_and(Heading::says_done))
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(24).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn extent(fragment: &Fragment) -> Option<(Line, Line)> {
    let lines = || fragment.caption.iter().chain(&fragment.rows).copied();
    Some((lines().min()?, lines().max()?))
}

fn fields(spec: &FormSpec, copies: &[&Copy]) -> Vec<Field> {
    let whole = copies.iter().any(|copy| TEXTS.iter().all(|key| copy.text(*key).is_some()));
    let mut fields = Vec::new();
    for named in spec.fields.iter() {
        let versions = versions(copies, &named.key, None, whole);
        if !versions.is_empty() {
            let (key, label) = (named.key.clone(), named.label.clone());
            fields.push(Field { key, label, readings: ranked(versions) });
        }
    }
    for label in unknown_labels(copies) {
        let versions = versions(copies, UNKNOWN, Some(label), whole);
        if !versions.is_empty() {
            let (key, label) = (UNKNOWN.to_owned(), label.to_owned());
            fields.push(Field { key, label, readings: ranked(versions) });
        }
    }
    fields
}

/// The labels that the catalogue does not know, each once, in order.
fn unknown_labels<'c>(copies: &[&'c Copy]) -> Vec<&'c str> {
    let mut seen = HashSet::new();
    let labels = copies.iter().flat_map(|copy| &copy.fields).filter_map(|said| said.label.as_deref());
    labels.filter(|label| seen.insert(compact(label))).collect()
}

/// The different texts of a field with the lines that say them.
fn versions(copies: &[&Copy], key: &str, label: Option<&str>, whole: bool) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for copy in copies {
        let doubt = (whole && TEXTS.iter().any(|text| key == *text) && slipped(copy)).then_some(SLIPPED);
        let own =
            |said: &&FieldText| said.key == key && said.label.as_deref() == label && !said.text.is_empty();
        for FieldText { text, line, .. } in copy.fields.iter().filter(own) {
            let at = *known.entry(compact(text)).or_insert(versions.len());
            match versions.get_mut(at) {
                Some(version) => {
                    version.lines.push(*line);
                    version.doubt = version.doubt.and(doubt);
                }
                None => versions.push(Version { text: text.clone(), lines: vec![*line], doubt }),
            }
        }
    }
    versions
}

/// Whether a text field is missing before one that is there, or its label
/// stands without a text.
fn slipped(copy: &Copy) -> bool {
    let filled = TEXTS.map(|key| copy.text(key).is_some());
    let bare =
        copy.fields.iter().any(|said| TEXTS.iter().any(|text| said.key == *text) && said.text.is_empty());
    let gap = filled.iter().rposition(|filled| *filled).is_some_and(|last| filled[..last].contains(&false));
    gap || bare
}

/// Most readings that one is compared with. A form broken over pages has two or
/// three.
const COMPARED: usize = 12;

/// Best first: not in doubt, most like the other readings, most often said,
/// longest, earliest.
fn ranked(mut versions: Vec<Version>) -> Vec<Version> {
    if versions.len() > 1 {
        let score = |version: &Version| {
            let like = |others: bool| {
                let compared = versions.iter().take(COMPARED);
                let counted = compared.filter(|other| others || other.doubt.is_none());
                count(counted.map(|other| likeness(&version.text, &other.text) * other.lines.len()))
            };
            (version.doubt.is_none(), like(false), like(true), version.text.len())
        };
        let scores: Vec<_> = versions.iter().map(score).collect();
        let best = (0..versions.len()).max_by_key(|at| (scores[*at], std::cmp::Reverse(*at))).unwrap_or(0);
        let best = versions.remove(best);
        versions.insert(0, best);
    }
    versions
}

fn funds(spec: &FormSpec, copies: &[&Copy]) -> Vec<Fund> {
    let said = || copies.iter().flat_map(|copy| &copy.funds);
    let otherwise = period_of_unstated(&said().collect::<Vec<_>>());
    let of = |key: &str, period: Period| {
        let own = said().filter(|fund| fund.key == key && fund.period.unwrap_or(otherwise) == period);
        most_said(own)
    };
    let named = spec.funds.iter().filter(|named| said().any(|fund| fund.key == named.key));
    named
        .map(|named| Fund {
            key: named.key.clone(),
            label: named.label.clone(),
            implementation: of(&named.key, Period::Implementation),
            annual: of(&named.key, Period::Annual),
            beside: said()
                .find(|fund| fund.key == named.key)
                .map(|fund| fund.beside.clone())
                .unwrap_or_default(),
        })
        .collect()
}

/// Where money stands of which nothing says the period: with the whole period's where
/// that is said of other money, or the year's is said beside it; else with the year's.
fn period_of_unstated(said: &[&FundSaid]) -> Period {
    let is = |fund: &FundSaid, period: Option<Period>| fund.period == period;
    let unstated = || said.iter().filter(|fund| is(fund, None));
    let beside =
        |fund: &&&FundSaid| said.iter().any(|other| other.key == fund.key && is(other, Some(Period::Annual)));
    let whole = said.iter().any(|fund| is(fund, Some(Period::Implementation)));
    if whole || unstated().any(|fund| beside(&fund)) { Period::Implementation } else { Period::Annual }
}

/// The years that stand in and under the titles, one a line.
fn stated_years(reading: &Reading<'_>, group: &[Fragment]) -> Vec<u16> {
    let captions = group.iter().flat_map(|fragment| &fragment.caption);
    let said = captions.map(|line| years(&compact(reading.source.line(*line))));
    said.filter(|years| years.len() == 1).flatten().collect()
}

/// Whether labels or headings say of which period money or targets are.
fn is_dated(copies: &[&Copy]) -> bool {
    let headed = |copy: &Copy| copy.heading.as_ref().is_some_and(Heading::states_period);
    copies.iter().any(|copy| headed(copy) || copy.funds.iter().any(|fund| fund.period.is_some()))
}

/// The cell that most copies agree on; the earliest of equals.
fn most_said<'a>(said: impl Iterator<Item = &'a FundSaid>) -> Option<Cell> {
    let mut counts: Vec<(&Cell, usize)> = Vec::new();
    for cell in said.filter_map(|fund| fund.cell.as_ref()) {
        match counts.iter_mut().find(|(known, _)| known.raw == cell.raw) {
            Some((_, count)) => *count += 1,
            None => counts.push((cell, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(cell, _)| cell.clone())
}

/// What no copy could place, unless another copy says it in its place.
fn strays(copies: &[&Copy], base: usize, fields: &[Field]) -> Vec<Version> {
    let mut strays: Vec<Version> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let readings = || fields.iter().flat_map(|field| field.readings.iter().take(COMPARED));
    let said = |text: &str| readings().any(|reading| reading.text.contains(text));
    for (at, copy) in copies.iter().enumerate() {
        for (text, line) in &copy.strays {
            if let Some(stray) = known.get(text.as_str()) {
                strays[*stray].lines.push(*line);
            } else if !(said(text) || (at != base && text.chars().count() <= 12)) {
                known.insert(text, strays.len());
                strays.push(Version { text: text.clone(), lines: vec![*line], doubt: None });
            }
        }
    }
    strays
}

/// Lines of the fragment that holds the base copy, and lines that something
/// shown comes from, are used; the other copies' lines are superseded.
fn post(reading: &mut Reading<'_>, group: &[Fragment], form: &Form, base: Option<&Copy>, index: usize) {
    let cited = cited(reading, form);
    let of_base: HashSet<Line> = base.iter().flat_map(|copy| &copy.rows).copied().collect();
    for fragment in group {
        let holds_base = fragment.rows.iter().any(|line| of_base.contains(line));
        for line in fragment.caption.iter().chain(&fragment.rows) {
            let role = if holds_base || cited.contains(line) { Role::Used } else { Role::Superseded };
            reading.post(*line, role, Target::Form(index));
        }
    }
}

fn cited(reading: &Reading<'_>, form: &Form) -> HashSet<Line> {
    let line_of = |cell: &Cell| {
        let number = reading.source.file(cell.span.file).line_at(cell.span.start);
        Line { file: cell.span.file, number }
    };
    let cells = form.funds.iter().flat_map(|fund| [&fund.implementation, &fund.annual]).flatten();
    let readings = form.fields.iter().flat_map(|field| &field.readings);
    let fields = readings.map(|reading| reading.lines[0]);
    let strays = form.strays.iter().map(|stray| stray.lines[0]);
    let indicators = form
        .indicators
        .iter()
        .flat_map(|indicator| indicator.others.iter().map(|(_, _, line)| *line).chain([indicator.line]));
    fields.chain(cells.map(line_of)).chain(indicators).chain(strays).collect()
}
