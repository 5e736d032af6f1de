//! A chart alone: a small page without scripts to stand in other pages, and the chart as a
//! file.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Chart, Table};
use crate::page::context::{DisclosureContext, NavigationPlace, title};
use crate::page::table::unit_words;
use crate::page::{ThemeError, href};
use crate::picture::{self, Caption};

/// Pixels a unit of a chart as PNG.
const SHARPNESS: u16 = 2;

#[derive(Debug, Serialize)]
struct View<'a> {
    heading: &'a str,
    /// Whose figures, of which year and kind.
    whose: String,
    words: String,
    wide_html: &'a str,
    narrow_html: &'a str,
    /// The published title of the table, its unit, its page.
    table: String,
    unit: String,
    href: String,
}

/// The charts that have a picture.
pub(super) fn drawn<'a>(edition: &DisclosureContext<'a>) -> impl Iterator<Item = &'a Chart> {
    edition.charts.iter().filter(|chart| chart.picture.is_some())
}

/// The page of a chart alone.
pub(super) fn page(edition: &DisclosureContext, chart: &Chart) -> Result<Artifact, ThemeError> {
    let path = address::embed(edition.id(), &chart.key);
    let mut sheet = edition.sheet_below(NavigationPlace::Tables, path, Some(&chart.heading));
    sheet.frame.hidden = true;
    let (table, picture) = (table(edition, chart), chart.picture.as_ref());
    let from = table
        .map_or_else(|| address::disclosure(edition.id()), |table| address::table(edition.id(), &table.id));
    let view = View {
        heading: &chart.heading,
        whose: whose(edition),
        words: chart.words.concat(),
        wide_html: picture.map_or("", |picture| &picture.wide.svg),
        narrow_html: picture.map_or("", |picture| &picture.narrow.svg),
        table: table.map(title).unwrap_or_default(),
        unit: table.map(unit_words).unwrap_or_default(),
        href: sheet.links.to(&from),
    };
    let description = format!("{}：{}", view.whose, chart.heading);
    sheet.render("embed.html", description, &view)
}

/// The charts as files, by their paths.
pub(super) fn files(edition: &DisclosureContext) -> Vec<Artifact> {
    drawn(edition)
        .filter_map(|chart| Some((chart, svg(edition, chart)?)))
        .flat_map(|(chart, svg)| {
            let at = |ending| address::picture(edition.id(), &chart.key, ending);
            let png = edition.site.painter.and_then(|painter| painter.png(&svg, SHARPNESS));
            let png = png.map(|bytes| Artifact::new(at("png"), bytes));
            [Artifact::new(at("svg"), svg)].into_iter().chain(png)
        })
        .collect()
}

/// A chart as a file that says what it is.
fn svg(edition: &DisclosureContext, chart: &Chart) -> Option<String> {
    let table = table(edition, chart);
    let source = table.map(|table| format!("来源：《{}》，{}", title(table), unit_words(table)));
    let from = table.map(|table| address::table(edition.id(), &table.id));
    let from = from.unwrap_or_else(|| address::disclosure(edition.id()));
    let shown = href::canonical(edition.site.settings, &from);
    let caption = Caption {
        heading: &chart.heading,
        whose: &whose(edition),
        source: &format!("{}。图由本站绘制", source.unwrap_or_default()),
        address: shown.as_deref(),
    };
    Some(picture::alone(&chart.picture.as_ref()?.wide, &caption))
}

fn whose(edition: &DisclosureContext) -> String {
    format!("{}{}", edition.body_name(), edition.year_and_kind())
}

fn table<'a>(edition: &DisclosureContext<'a>, chart: &Chart) -> Option<&'a Table> {
    edition.disclosure().tables.get(chart.table?)
}
