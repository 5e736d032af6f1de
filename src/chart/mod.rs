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
//!   `years`: the figures of a body's years
//! - `plan`: what is to be drawn, `words`: what is seen
//! - `draw`: where shapes stand, and the SVG

mod draw;
mod parts;
mod plan;
mod summary;
#[cfg(test)]
mod tests;
mod words;
mod years;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::ChartSpec;
use crate::measures::Figures;
use crate::model::{Chart, Linked};

use summary::Summary;

pub use years::years;

/// The charts of a disclosure, in the order of its tables. One whose table has
/// no amount for it has words and no picture.
pub fn disclosure(linked: &Linked, figures: &Figures<'_>, catalogue: &Catalogue) -> Vec<Chart> {
    let tables = linked.disclosure.tables.iter().enumerate().filter(|(_, table)| table.known);
    let specs = tables.filter_map(|(at, table)| Some((at, catalogue.table(&table.id)?)));
    let charts = specs.flat_map(|(at, spec)| spec.charts.iter().map(move |chart| (at, chart)));
    charts.map(|(at, chart)| of_table(linked, figures, at, chart)).collect()
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
    };
    if chart.withheld { chart } else { drawn(chart, spec, summary, &parts) }
}

/// The chart with its picture, its amounts and what is seen. One whose parts are
/// not the published whole does not stand first.
fn drawn(chart: Chart, spec: &ChartSpec, summary: Summary, parts: &[parts::Slice]) -> Chart {
    let plan = summary.plan(spec, parts);
    let mut words = words::seen(&summary);
    words.extend(words::left_out(parts, &summary));
    Chart {
        picture: plan.and_then(|plan| draw::picture(&plan, &format!("page-chart-{}", spec.key))),
        words,
        headline: spec.headline && summary.difference().is_none(),
        marks: summary.marks,
        ..chart
    }
}
