//! The pictures that other sites and chats show of a disclosure.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Chart, Mark};
use crate::page::context::{DisclosureContext, title};
use crate::page::table::unit_words;
use crate::page::{embed, href, lead_sentence};
use crate::picture::{Bar, Card};

/// Both pictures; none where nothing draws.
pub(super) fn files(edition: &DisclosureContext) -> Vec<Artifact> {
    let Some(painter) = edition.site.painter else { return Vec::new() };
    let total = lead_sentence::total(edition);
    let shown = href::canonical(edition.site.settings, &address::disclosure(edition.id()));
    let chart = chart(edition);
    let bars = chart.map(bars).unwrap_or_default();
    let card = Card {
        body: edition.body_name(),
        year: &edition.year_and_kind(),
        total: total.as_ref().map(|(label, amount, unit)| (label.as_str(), amount.as_str(), *unit)),
        heading: chart.map_or("", |chart| &chart.heading),
        bars: &bars,
        source: &source(edition, chart),
        address: shown.as_deref(),
    };
    let file = |square: bool, svg: String| {
        Some(Artifact::new(address::share(edition.id(), square), painter.png(&svg, 1)?))
    };
    [file(false, card.wide()), file(true, card.square())].into_iter().flatten().collect()
}

/// The chart that says most of the disclosure: the first of its first page.
fn chart<'a>(edition: &DisclosureContext<'a>) -> Option<&'a Chart> {
    embed::drawn(edition).find(|chart| chart.headline).or_else(|| embed::drawn(edition).next())
}

fn source(edition: &DisclosureContext, chart: Option<&Chart>) -> String {
    let table = chart.and_then(|chart| edition.disclosure().tables.get(chart.table?));
    let from = table.map(|table| format!("来源：《{}》，{}。", title(table), unit_words(table)));
    format!("{}这不是官方网站。", from.unwrap_or_default())
}

/// The bars of a chart, the longest first.
fn bars(chart: &Chart) -> Vec<Bar<'_>> {
    let most = chart.marks.iter().map(|mark| mark.amount).max().unwrap_or_default();
    let above_zero = chart.marks.iter().filter(|mark| mark.amount > Decimal::ZERO);
    let bar = |mark: &'_ Mark| -> Option<u16> {
        mark.amount.checked_mul(Decimal::ONE_THOUSAND)?.checked_div(most)?.to_u16()
    };
    above_zero
        .map(|mark| Bar { label: &mark.label, printed: &mark.printed, length: bar(mark).unwrap_or(1000) })
        .collect()
}
