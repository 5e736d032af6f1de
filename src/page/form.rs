//! A performance-target form on its project's page: fields with their readings,
//! funds, indicators.

use serde::Serialize;

use crate::address;
use crate::catalogue::normal::compact;
use crate::keys::FieldKey;
use crate::model::{Cell, Field, Form, Fund, Reading};
use crate::money::Unit;
use crate::page::context::PageContext;
use crate::page::html::{escape_into, plain};
use crate::page::table::{amount_class, amount_into};
use crate::page::{indicators, original};
use crate::source::Line;

/// A form as its template sees it.
#[derive(Debug, Serialize)]
pub(super) struct View {
    name: String,
    title: String,
    unit: &'static str,
    fields: Vec<FieldView>,
    /// Whether it says what was done.
    evaluation: bool,
    /// The headings over the amounts of a source.
    funds_headings: Vec<String>,
    funds_html: String,
    /// Whether no indicator is of the implementation period.
    year_alone: bool,
    /// The heading over the year's targets; over those of no stated period what they are.
    targets: &'static str,
    /// The headings of what else the rows of indicators say.
    headings: Vec<String>,
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
    /// Its pages in the original, and their link.
    original: Option<(String, Option<String>)>,
}

/// Makes the view of a form.
pub(super) fn view(sheet: &PageContext, form: &Form) -> View {
    let fragment = |(first, last): &(Line, Line)| FragmentView {
        words: format!("第 {}–{} 行", first.number, last.number),
        href: source(sheet, *first),
        original: original::pages(sheet, (*first, *last)).map(|pages| (pages.words, pages.href)),
    };
    View {
        name: plain(&form.name),
        title: plain(&form.title),
        unit: form.unit.map_or("单位未认出", Unit::name),
        fields: fields(sheet, form),
        evaluation: form.evaluation,
        funds_headings: funds_headings(form),
        funds_html: funds(form),
        year_alone: indicators::is_year_alone(form),
        targets: if form.dated { "年度" } else { "指标值" },
        headings: indicators::headings(form).iter().map(|heading| plain(heading)).collect(),
        indicators_html: indicators::rows(sheet, form),
        strays: form.strays.iter().map(|stray| reading(sheet, stray)).collect(),
        fragments: form.fragments.iter().map(fragment).collect(),
    }
}

fn source(sheet: &PageContext, line: Line) -> String {
    sheet.links.to(&address::source_line(sheet.edition.id(), line))
}

/// The fields in the form's order, those of the year beside those of the whole
/// period.
fn fields(sheet: &PageContext, form: &Form) -> Vec<FieldView> {
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

fn field_view(sheet: &PageContext, field: &Field) -> FieldView {
    FieldView {
        label: plain(&field.label),
        best: reading(sheet, field.best()),
        others: field.readings[1..].iter().map(|other| reading(sheet, other)).collect(),
        annual: None,
        same: false,
    }
}

fn reading(sheet: &PageContext, reading: &Reading) -> ReadingView {
    let line = |line: &Line| LineLink { number: line.number, href: source(sheet, *line) };
    ReadingView {
        text: plain(&reading.text),
        doubt: reading.doubt,
        lines: reading.lines.iter().map(line).collect(),
    }
}

/// What the amounts of a source are: of the two periods, or, in a self-evaluation, the
/// budget, what was spent, the rate.
fn funds_headings(form: &Form) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for beside in form.funds.iter().flat_map(|fund| &fund.beside) {
        let label = plain(&beside.label);
        if !headings.contains(&label) {
            headings.push(label);
        }
    }
    if headings.is_empty() {
        periods(form).into_iter().map(|(name, _)| name.to_owned()).collect()
    } else {
        headings
    }
}

type OfPeriod = fn(&Fund) -> &Option<Cell>;

/// The periods of which a form has money; one that is not stated is not named.
fn periods(form: &Form) -> Vec<(&'static str, OfPeriod)> {
    let both: [(&str, OfPeriod); 2] = [
        ("实施期", |fund| &fund.implementation),
        (if form.dated { "年度" } else { "金额" }, |fund| &fund.annual),
    ];
    let has = |of: OfPeriod| form.funds.iter().any(|fund| of(fund).is_some());
    let [whole, year] = both;
    match (has(whole.1), has(year.1)) {
        (true, true) => vec![whole, year],
        (true, false) => vec![whole],
        (false, _) => vec![year],
    }
}

fn funds(form: &Form) -> String {
    let (headings, periods) = (funds_headings(form), periods(form));
    let mut out = String::new();
    for fund in &form.funds {
        out.push_str("<tr><th scope=\"row\">");
        escape_into(&mut out, &plain(&fund.label));
        out.push_str("</th>");
        if fund.beside.is_empty() {
            periods.iter().for_each(|(_, of)| fund_cell(&mut out, of(fund).as_ref()));
            (periods.len()..headings.len()).for_each(|_| fund_cell(&mut out, None));
        } else {
            headings.iter().for_each(|heading| fund_text(&mut out, fund, heading));
        }
        out.push_str("</tr>\n");
    }
    out
}

fn fund_cell(out: &mut String, cell: Option<&Cell>) {
    match cell {
        Some(cell) => {
            out.push_str(&format!("<td class=\"{}\">", amount_class(cell)));
            amount_into(out, cell);
            out.push_str("</td>");
        }
        None => out.push_str("<td class=\"n nil\"><i>没有列出</i></td>"),
    }
}

fn fund_text(out: &mut String, fund: &Fund, heading: &str) {
    let found = fund.beside.iter().find(|beside| plain(&beside.label) == heading);
    match found {
        Some(beside) => {
            out.push_str("<td class=\"n\">");
            escape_into(out, &plain(&beside.text));
            out.push_str("</td>");
        }
        None => fund_cell(out, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    #[test]
    fn a_period_that_is_not_stated_is_not_named() {
        let mut form = fixture::linked().disclosure.forms.remove(0);
        assert_eq!(funds_headings(&form), ["年度"]);
        form.dated = false;
        assert_eq!(funds_headings(&form), ["金额"]);
        let both = |fund: &mut Fund| fund.implementation.clone_from(&fund.annual);
        form.dated = true;
        form.funds.iter_mut().for_each(both);
        assert_eq!(funds_headings(&form), ["实施期", "年度"]);
    }
}
