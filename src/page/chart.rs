//! A chart on a page: what is seen in words, the picture, its table, and every
//! amount in it with a link to its cell.

use crate::address;
use crate::model::{Chart, Mark};
use crate::page::context::{DisclosureContext, PageContext, title};
use crate::page::href::Links;
use crate::page::html::{attribute, escape, escape_into};
use crate::page::table::unit_words;
use crate::page::take;

/// The charts of one table, and words in place of those that were not drawn.
pub(super) fn of_table(sheet: &PageContext, table: usize) -> String {
    let says = |chart: &Chart| !chart.marks.is_empty() || chart.withheld;
    let own = |chart: &&Chart| chart.table == Some(table) && says(chart);
    figures(sheet, sheet.edition.charts.iter().filter(own))
}

/// The few that stand on the disclosure's first page.
pub(super) fn headlines<'a>(sheet: &PageContext<'a>) -> Vec<&'a Chart> {
    sheet.edition.charts.iter().filter(|chart| chart.headline && !chart.marks.is_empty()).collect()
}

/// The charts of a body over its years.
pub(super) fn of_years(charts: &[Chart], links: &Links) -> String {
    let source = "数字出自各年公开的表，点开就是那一格。";
    charts.iter().map(|chart| whole(chart, source, links)).collect()
}

/// Bodies that are alike side by side.
pub(super) fn of_bodies(chart: &Chart, links: &Links) -> String {
    whole(chart, "本站折合成万元，点开就是公布的那一格。", links)
}

fn whole(chart: &Chart, source: &str, links: &Links) -> String {
    let mut out = String::new();
    begin(&mut out, chart, source, links);
    out.push_str("</figure>\n");
    out
}

/// The chart of a key, where the disclosure has its table.
pub(super) fn of_key<'a>(edition: &DisclosureContext<'a>, key: &str) -> Option<&'a Chart> {
    edition.charts.iter().find(|chart| chart.key == key)
}

/// The id of a chart on its page.
pub(super) fn id(chart: &Chart) -> String {
    format!("page-chart-{}", chart.key)
}

/// A chart on the first page: one with a single bar is a sentence there.
pub(super) fn at_a_glance(sheet: &PageContext, chart: &Chart) -> String {
    let bars = chart.marks.iter().filter(|mark| !mark.amount.is_zero()).count();
    let picture = chart.picture.clone().filter(|_| bars > 1);
    figure(sheet, &Chart { picture, ..chart.clone() })
}

fn figures<'a>(sheet: &PageContext, charts: impl Iterator<Item = &'a Chart>) -> String {
    charts.map(|chart| figure(sheet, chart)).collect()
}

/// One chart of a disclosure, as a figure.
pub(super) fn figure(sheet: &PageContext, chart: &Chart) -> String {
    let edition = sheet.edition;
    let table = chart.table.and_then(|at| edition.disclosure().tables.get(at));
    let source = table.map(|table| {
        let href = sheet.links.to(&address::table(edition.id(), &table.id));
        format!(
            "数字出自<a href=\"{}\">《{}》</a>（{}）。",
            escape(&href),
            escape(&title(table)),
            unit_words(table)
        )
    });
    let mut out = String::new();
    begin(&mut out, chart, &source.unwrap_or_default(), &sheet.links);
    take::of_chart(&mut out, sheet, chart);
    out.push_str("</figure>\n");
    out
}

fn begin(out: &mut String, chart: &Chart, source_html: &str, links: &Links) {
    out.push_str("<figure class=\"fig\"");
    attribute(out, "id", &id(chart));
    out.push_str(">\n<figcaption><strong>");
    escape_into(out, &chart.heading);
    out.push_str("</strong> ");
    escape_into(out, &chart.words.concat());
    out.push_str(source_html);
    out.push_str("</figcaption>\n");
    if let Some(picture) = &chart.picture {
        out.push_str(&picture.wide.svg);
        out.push_str(&picture.narrow.svg);
    }
    if !chart.marks.is_empty() {
        data(out, chart, links);
    }
}

/// Every amount of the chart, each with a link to its cell.
fn data(out: &mut String, chart: &Chart, links: &Links) {
    let shares = chart.marks.iter().any(|mark| mark.share.is_some());
    let unit = chart.unit.map_or("单位未认出", |unit| unit.name());
    let whose = if chart.picture.is_some() { "图中" } else { "这里" };
    out.push_str(&format!("<details><summary>{whose}的 {} 个数</summary>\n", chart.marks.len()));
    out.push_str("<table><thead><tr>");
    out.push_str("<th scope=\"col\">名称</th><th scope=\"col\" class=\"n\">公布的数 ");
    out.push_str(&format!("<span class=\"u\">{unit}</span></th>"));
    if shares {
        out.push_str("<th scope=\"col\" class=\"n own\">份额 <span class=\"u\">本站计算</span></th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    chart.marks.iter().for_each(|mark| row(out, mark, shares, links));
    out.push_str("</tbody></table>\n</details>\n");
}

fn row(out: &mut String, mark: &Mark, shares: bool, links: &Links) {
    out.push_str("<tr><th scope=\"row\"><a");
    attribute(out, "href", &links.to(&mark.path));
    out.push('>');
    escape_into(out, &mark.label);
    out.push_str("</a></th><td class=\"n\">");
    escape_into(out, &mark.printed);
    out.push_str("</td>");
    if shares {
        out.push_str(&format!("<td class=\"n own\">{}</td>", mark.share.as_deref().unwrap_or("–")));
    }
    out.push_str("</tr>\n");
}
