//! The chart stage: a linked disclosure becomes charts, drawn from its tables as
//! the catalogue says; a body's years become one each.
//!
//! Every amount in a chart is that of a published cell, as printed; what the
//! site adds itself, shares and the sum of what is folded, is said to be so. A
//! chart is words and marks first, a picture second: where a picture would show
//! nothing, there is none, and where the site may have misread the table, words say
//! so instead.
//!
//! - `parts`: the figures, `summary`: their order, shares, and what is folded;
//!   `years`: the figures of a body's years, `small`: their bars beside its name in lists,
//!   `bodies`: those of bodies that are alike
//! - `plan`: what is to be drawn, `words`: what is seen
//! - `draw`: where shapes stand, and the SVG

mod bodies;
mod draw;
mod parts;
mod plan;
mod small;
mod summary;
#[cfg(test)]
mod tests;
mod words;
mod years;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::ChartSpec;
use crate::change;
use crate::measures::Figures;
use crate::model::{Chart, Linked};

use summary::Summary;

pub use bodies::bodies;
pub use small::small;
pub use years::years;

/// The charts of a disclosure, in the order of its tables. One whose table has
/// no amount for it has words and no picture.
pub fn disclosure(linked: &Linked, figures: &Figures<'_>, catalogue: &Catalogue) -> Vec<Chart> {
    let tables = linked.disclosure.tables.iter().enumerate().filter(|(_, table)| table.known);
    let specs = tables.filter_map(|(at, table)| Some((at, catalogue.table(&table.id)?)));
    let charts = specs.flat_map(|(at, spec)| spec.charts.iter().map(move |chart| (at, chart)));
    let mut charts: Vec<(&ChartSpec, Chart)> =
        charts.map(|(at, chart)| (chart, of_table(linked, figures, at, chart))).collect();
    settle(&mut charts);
    let is_drawn = |(spec, chart): &(&ChartSpec, Chart)| spec.stands_for.is_none() || chart.headline;
    charts.into_iter().filter(is_drawn).map(|(_, chart)| chart).collect()
}

/// Decides which of two charts of the same money stands on the first page: the one that
/// says more. One that only stands for another is drawn nowhere else.
fn settle(charts: &mut [(&ChartSpec, Chart)]) {
    for at in 0..charts.len() {
        let (spec, chart) = &charts[at];
        let Some(key) = &spec.stands_for else { continue };
        let other = charts.iter().position(|(other, chart)| other.key == *key && chart.headline);
        let says_more = |other: usize| {
            let (_, other) = &charts[other];
            chart.marks.len() > other.marks.len() && (!spec.lowest || is_lopsided(other))
        };
        let stays = chart.headline && !chart.marks.is_empty() && other.is_none_or(says_more);
        match other.filter(|_| stays) {
            Some(other) => charts[other].1.headline = false,
            None if stays => {}
            None => charts[at].1.headline = false,
        }
    }
}

/// Whether one part is nearly all: by its name alone that one was known before.
fn is_lopsided(chart: &Chart) -> bool {
    let most = chart.marks.iter().map(|mark| mark.amount).max();
    most.zip(summary::sum(&chart.marks)).is_some_and(|(most, whole)| change::is_nearly_all(most, whole))
}

fn of_table(linked: &Linked, figures: &Figures<'_>, at: usize, spec: &ChartSpec) -> Chart {
    let disclosure = &linked.disclosure;
    let unit = disclosure.tables[at].unit;
    let parts = parts::parts(disclosure, figures, at, spec);
    let whole = parts::whole(disclosure, figures, spec);
    let summary = Summary::new(&parts, whole.as_ref(), unit, &spec.part);
    let doubt = parts.iter().chain(&whole).find_map(|part| part.measure.confidence.doubt());
    let why = doubt.map(words::doubtful).or_else(|| words::overlapping(&summary));
    let chart = Chart {
        key: spec.key.clone(),
        heading: spec.heading.clone(),
        unit,
        table: Some(at),
        picture: None,
        marks: Vec::new(),
        withheld: why.is_some(),
        words: why.into_iter().collect(),
        headline: false,
        uses: !spec.split.is_empty(),
    };
    if chart.withheld { chart } else { drawn(chart, spec, summary, &parts) }
}

/// Whether what a chart wants split was: there are more parts than columns with an amount.
fn is_split(spec: &ChartSpec, parts: &[parts::Slice]) -> bool {
    let unsplit = |part: &parts::Slice| spec.split.contains_key(part.measure.cell.column.key.as_str());
    !spec.split.is_empty() && !parts.iter().any(unsplit)
}

/// The chart with its picture, its amounts and what is seen. One whose parts are
/// not the published whole does not stand first.
fn drawn(chart: Chart, spec: &ChartSpec, summary: Summary, parts: &[parts::Slice]) -> Chart {
    let plan = summary.plan(spec, parts);
    let mut words = words::seen(&summary);
    if is_split(spec, parts) {
        words.extend(words::of_a_hundred(&summary));
    } else if !spec.split.is_empty() {
        words.push(words::UNSPLIT.to_owned());
    }
    words.extend(words::left_out(parts, &summary));
    Chart {
        picture: plan.and_then(|plan| draw::picture(&plan, &format!("page-chart-{}", spec.key))),
        words,
        headline: spec.headline && summary.difference().is_none(),
        marks: summary.marks,
        ..chart
    }
}
