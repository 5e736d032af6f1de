//! A performance-target form on its project's page: fields with their readings,
//! funds, indicators with both periods side by side.

use std::collections::HashMap;

use serde::Serialize;

use crate::address;
use crate::catalogue::normal::compact;
use crate::keys::FieldKey;
use crate::model::{Field, Form, Indicator, Period, Reading};
use crate::money::Unit;
use crate::page::edition::Sheet;
use crate::page::html::{attribute, escape_into, plain};
use crate::page::table::{amount_class, amount_into};
use crate::source::Line;

/// A form as its template sees it.
#[derive(Debug, Serialize)]
pub(super) struct View {
    name: String,
    title: String,
    unit: &'static str,
    fields: Vec<FieldView>,
    funds_html: String,
    /// Whether no indicator is of the implementation period.
    year_alone: bool,
    indicators_html: String,
    strays: Vec<ReadingView>,
    fragments: Vec<FragmentView>,
}

#[derive(Debug, Serialize)]
struct FieldView {
    label: String,
    best: ReadingView,
    others: Vec<ReadingView>,
    /// The same field of the year, where the form has both periods.
    annual: Option<Box<FieldView>>,
    /// Whether both periods say the same.
    same: bool,
}

#[derive(Debug, Serialize)]
struct ReadingView {
    text: String,
    doubt: Option<&'static str>,
    lines: Vec<LineLink>,
}

#[derive(Debug, Serialize)]
struct LineLink {
    number: u32,
    href: String,
}

#[derive(Debug, Serialize)]
struct FragmentView {
    words: String,
    href: String,
}

/// Makes the view of a form.
pub(super) fn view(sheet: &Sheet, form: &Form) -> View {
    let fragment = |(first, last): &(Line, Line)| FragmentView {
        words: format!("第 {}–{} 行", first.number, last.number),
        href: source(sheet, *first),
    };
    View {
        name: plain(&form.name),
        title: plain(&form.title),
        unit: form.unit.map_or("单位未写明", Unit::name),
        fields: fields(sheet, form),
        funds_html: funds(form),
        year_alone: is_year_alone(form),
        indicators_html: Indicators::new(sheet, form).write(),
        strays: form.strays.iter().map(|stray| reading(sheet, stray)).collect(),
        fragments: form.fragments.iter().map(fragment).collect(),
    }
}

fn source(sheet: &Sheet, line: Line) -> String {
    sheet.links.to(&address::source_line(sheet.edition.id(), line))
}

/// The fields in the form's order, those of the year beside those of the whole
/// period.
fn fields(sheet: &Sheet, form: &Form) -> Vec<FieldView> {
    let (whole, annual) = (form.field(FieldKey::GOAL), form.field(FieldKey::GOAL_ANNUAL));
    let paired = |field: &&Field| whole.is_none() || field.key != FieldKey::GOAL_ANNUAL;
    let view = |field: &Field| {
        let annual = annual.filter(|_| field.key == FieldKey::GOAL);
        let mut view = field_view(sheet, field);
        view.same = annual.is_some_and(|annual| compact(&annual.best().text) == compact(&field.best().text));
        view.annual = annual.map(|annual| Box::new(field_view(sheet, annual)));
        view
    };
    form.fields.iter().filter(paired).map(view).collect()
}

fn field_view(sheet: &Sheet, field: &Field) -> FieldView {
    FieldView {
        label: plain(&field.label),
        best: reading(sheet, field.best()),
        others: field.readings[1..].iter().map(|other| reading(sheet, other)).collect(),
        annual: None,
        same: false,
    }
}

fn reading(sheet: &Sheet, reading: &Reading) -> ReadingView {
    let line = |line: &Line| LineLink { number: line.number, href: source(sheet, *line) };
    ReadingView {
        text: plain(&reading.text),
        doubt: reading.doubt,
        lines: reading.lines.iter().map(line).collect(),
    }
}

fn funds(form: &Form) -> String {
    let mut out = String::new();
    for fund in &form.funds {
        out.push_str("<tr><th scope=\"row\">");
        escape_into(&mut out, &plain(&fund.label));
        out.push_str("</th>");
        for cell in [&fund.implementation, &fund.annual] {
            match cell {
                Some(cell) => {
                    out.push_str(&format!("<td class=\"{}\">", amount_class(cell)));
                    amount_into(&mut out, cell);
                    out.push_str("</td>");
                }
                None => out.push_str("<td class=\"n nil\">–<span class=\"vh\">公布为空</span></td>"),
            }
        }
        out.push_str("</tr>\n");
    }
    out
}

/// Whether a form has indicators for the year alone, as forms of one period do.
fn is_year_alone(form: &Form) -> bool {
    form.indicators_of(Period::Implementation).next().is_none()
}

/// One printed line of the indicator table: both periods of one indicator.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    implementation: Option<&'a Indicator>,
    annual: Option<&'a Indicator>,
}

impl<'a> Pair<'a> {
    fn sides(self) -> impl Iterator<Item = &'a Indicator> {
        [self.implementation, self.annual].into_iter().flatten()
    }

    fn levels(self) -> (&'a str, &'a str) {
        self.sides().next().map_or(("", ""), |side| (side.level1.as_str(), side.level2.as_str()))
    }

    fn differs(self, of: impl Fn(&Indicator) -> &str) -> bool {
        match (self.implementation, self.annual) {
            (Some(a), Some(b)) => compact(of(a)) != compact(of(b)),
            _ => false,
        }
    }
}

/// Writes the rows of the indicator table.
struct Indicators<'a> {
    sheet: &'a Sheet<'a>,
    pairs: Vec<Pair<'a>>,
    year_alone: bool,
    out: String,
}

impl<'a> Indicators<'a> {
    fn new(sheet: &'a Sheet<'a>, form: &'a Form) -> Self {
        Self { sheet, pairs: pairs(form), year_alone: is_year_alone(form), out: String::new() }
    }

    fn write(mut self) -> String {
        for at in 0..self.pairs.len() {
            let pair = self.pairs[at];
            self.out.push_str("<tr>");
            let level1 = |pair: &Pair<'a>| pair.levels().0;
            let level2 = |pair: &Pair<'a>| pair.levels();
            self.level(at, pair.levels().0, self.run(at, level1), pair);
            self.level(at, pair.levels().1, self.run(at, level2), pair);
            self.name(pair);
            self.values(pair);
            self.lines(pair);
            self.out.push_str("</tr>\n");
        }
        self.out
    }

    /// How many rows from `at` on share a level; `None` where the row above
    /// shares it already.
    fn run<T: PartialEq>(&self, at: usize, level: impl Fn(&Pair<'a>) -> T) -> Option<usize> {
        let own = level(&self.pairs[at]);
        if at > 0 && level(&self.pairs[at - 1]) == own {
            return None;
        }
        Some(self.pairs[at..].iter().take_while(|pair| level(pair) == own).count())
    }

    fn level(&mut self, at: usize, name: &str, rows: Option<usize>, pair: Pair) {
        let Some(rows) = rows else { return };
        self.out.push_str(&format!("<th scope=\"row\" class=\"lv\" rowspan=\"{rows}\">"));
        escape_into(&mut self.out, &plain(name));
        let doubtful = self.pairs[at..at + rows].iter().any(|pair| pair.sides().any(|s| s.level_in_doubt));
        if doubtful && name == pair.levels().1 {
            self.out.push_str(
                " <span class=\"doubt\" title=\"原文里级别的文字错位，这里按位置推断\">推断</span>",
            );
        }
        self.out.push_str("</th>");
    }

    fn name(&mut self, pair: Pair) {
        self.out.push_str("<th scope=\"row\">");
        let Some(first) = pair.sides().next() else { return };
        self.text_or_quiet(&first.name);
        if pair.differs(|side| &side.name) {
            for side in pair.sides().skip(1) {
                self.out.push_str(" <span class=\"diff\">年度作：");
                escape_into(&mut self.out, &plain(&side.name));
                self.out.push_str("</span>");
            }
        }
        for side in pair.sides() {
            if let Some(printed) = &side.printed_name {
                let period = period_name(side.period);
                self.out.push_str("<span class=\"doubt\"");
                attribute(&mut self.out, "title", &format!("{period}一栏印作“{printed}”，据另一处补全"));
                self.out.push_str(">补全</span>");
            }
        }
        self.out.push_str("</th>");
    }

    /// What other fragments say, folded away.
    fn others(&mut self, pair: Pair) {
        let others: Vec<_> = pair.sides().flat_map(|side| &side.others).collect();
        if others.is_empty() {
            return;
        }
        self.out.push_str("<details><summary>另有读法</summary><ul>");
        for (name, value, line) in others {
            self.out.push_str("<li>");
            escape_into(&mut self.out, &plain(name));
            self.out.push('：');
            escape_into(&mut self.out, &plain(value));
            self.line_link(*line);
            self.out.push_str("</li>");
        }
        self.out.push_str("</ul></details>");
    }

    /// Both periods' values; what other fragments say stands under the last.
    fn values(&mut self, pair: Pair) {
        let differs = pair.differs(|side| &side.value);
        let periods = [pair.implementation, pair.annual];
        for (at, side) in periods.into_iter().enumerate().skip(usize::from(self.year_alone)) {
            self.out.push_str(if differs { "<td class=\"v differs\">" } else { "<td class=\"v\">" });
            match side {
                Some(side) => self.text_or_quiet(&side.value),
                None => self.out.push_str("<span class=\"vh\">没有这一项</span>"),
            }
            if differs {
                self.out.push_str(" <span class=\"diff\">两期不同</span>");
            }
            if at == 1 {
                self.others(pair);
            }
            self.out.push_str("</td>");
        }
    }

    fn text_or_quiet(&mut self, text: &str) {
        if text.is_empty() {
            self.out.push_str("<span class=\"nil\"><span aria-hidden=\"true\">–</span><span class=\"vh\">未填</span></span>");
        } else {
            escape_into(&mut self.out, &plain(text));
        }
    }

    fn lines(&mut self, pair: Pair) {
        self.out.push_str("<td class=\"p\">");
        let mut seen = None;
        for side in pair.sides() {
            if seen != Some(side.line) {
                self.line_link(side.line);
            }
            seen = Some(side.line);
        }
        self.out.push_str("</td>");
    }

    fn line_link(&mut self, line: Line) {
        let href = source(self.sheet, line);
        let number = line.number;
        self.out
            .push_str(&format!(" <a class=\"s\" href=\"{href}\" title=\"原文第 {number} 行\">{number}</a>"));
    }
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Implementation => "实施期",
        Period::Annual => "年度",
    }
}

/// Pairs the two periods: by name within the same levels, then what is left
/// over within the same levels in the form's order. Indicators that the form
/// leaves wholly empty are left out.
fn pairs(form: &Form) -> Vec<Pair<'_>> {
    let filled = |side: &&Indicator| !(side.name.is_empty() && side.value.is_empty());
    let mut annual: Vec<Option<&Indicator>> =
        form.indicators_of(Period::Annual).filter(filled).map(Some).collect();
    let firsts: Vec<&Indicator> = form.indicators_of(Period::Implementation).filter(filled).collect();
    let mut seconds: Vec<Option<&Indicator>> = firsts
        .iter()
        .map(|first| take(&mut annual, |other| same_levels(first, other) && same_name(first, other)))
        .collect();
    for (first, second) in firsts.iter().zip(&mut seconds) {
        if second.is_none() {
            *second = take(&mut annual, |other| same_levels(first, other));
        }
    }
    let both = firsts.into_iter().zip(seconds);
    let mut pairs: Vec<Pair> =
        both.map(|(first, annual)| Pair { implementation: Some(first), annual }).collect();
    pairs.extend(annual.into_iter().flatten().map(|left| Pair { implementation: None, annual: Some(left) }));
    in_level_order(pairs)
}

/// Rows of the same levels stand together, in the order in which the levels
/// first occur.
fn in_level_order(mut pairs: Vec<Pair<'_>>) -> Vec<Pair<'_>> {
    let mut first_seen: HashMap<(String, String), usize> = HashMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        let (level1, level2) = pair.levels();
        first_seen.entry((level1.to_owned(), String::new())).or_insert(at);
        first_seen.entry((level1.to_owned(), format!("/{level2}"))).or_insert(at);
    }
    pairs.sort_by_key(|pair| {
        let (level1, level2) = pair.levels();
        let outer = first_seen.get(&(level1.to_owned(), String::new())).copied();
        (outer, first_seen.get(&(level1.to_owned(), format!("/{level2}"))).copied())
    });
    pairs
}

fn take<'a>(list: &mut [Option<&'a Indicator>], fits: impl Fn(&Indicator) -> bool) -> Option<&'a Indicator> {
    list.iter_mut().find(|slot| slot.is_some_and(&fits))?.take()
}

fn same_levels(a: &Indicator, b: &Indicator) -> bool {
    a.level1 == b.level1 && a.level2 == b.level2
}

fn same_name(a: &Indicator, b: &Indicator) -> bool {
    compact(&a.name) == compact(&b.name)
}
