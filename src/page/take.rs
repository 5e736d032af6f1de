//! What a reader takes along of a chart or a table: a sentence to be copied, files, and the
//! code that shows it in another page.

use serde::Serialize;

use crate::address;
use crate::model::{Chart, Table};
use crate::page::context::{PageContext, title};
use crate::page::href;
use crate::page::html::{attribute, escape, escape_into};
use crate::page::table::unit_words;

/// What is taken along of a table.
#[derive(Debug, Serialize)]
pub(super) struct Take {
    /// One sentence, which ends before the address.
    say: String,
    /// The code that shows it in another page; where the site's address is known.
    code: Option<String>,
    /// What stands below it in another page.
    whence: String,
    /// The page that it is from.
    href: String,
}

/// What is taken along of a table, whose total is said in words.
pub(super) fn of_table(sheet: &PageContext, table: &Table, total: Option<String>) -> Take {
    let name = format!("{}《{}》", whose(sheet), title(table));
    let total = total.map(|total| format!("：{}", total.trim_end_matches('。')));
    let rows = i64::try_from(table.rows.len()).unwrap_or(0);
    Take {
        say: format!("{name}{}（{}）。", total.unwrap_or_default(), unit_words(table)),
        code: code(sheet, &format!("{}#{}", sheet.path, address::EMBEDDED), &name, rows.min(20) * 36 + 200),
        whence: format!("{name}。照公开原文列出；这不是官方网站。"),
        href: sheet.links.to(&sheet.path),
    }
}

/// Appends what is taken along of a chart.
pub(super) fn of_chart(out: &mut String, sheet: &PageContext, chart: &Chart) {
    let edition = sheet.edition;
    if chart.withheld || chart.marks.is_empty() {
        return;
    }
    out.push_str("<p class=\"take\"");
    attribute(out, "data-say", &sentence(sheet, chart));
    out.push('>');
    let Some(picture) = &chart.picture else { return out.push_str("</p>\n") };
    for ending in edition.picture_endings() {
        out.push_str("<a");
        attribute(out, "href", &sheet.links.to(&address::picture(edition.id(), &chart.key, ending)));
        let name = format!("{}-{}.{ending}", address::whole_name(edition.id()), chart.key);
        attribute(out, "download", &name);
        out.push_str(&format!(">存为图片（{}）</a> ", ending.to_uppercase()));
    }
    let alone = address::embed(edition.id(), &chart.key);
    out.push_str("<a");
    attribute(out, "href", &sheet.links.to(&alone));
    out.push_str(">单独一页</a></p>\n");
    let height = i64::from(picture.wide.height.max(picture.narrow.height)) + text_height(sheet, chart);
    if let Some(code) = code(sheet, &alone, &format!("{}：{}", whose(sheet), chart.heading), height) {
        out.push_str("<details class=\"embed\"><summary>把这张图嵌入别的网页</summary><pre><code>");
        escape_into(out, &code);
        out.push_str("</code></pre></details>\n");
    }
}

/// How high the text around a chart alone is on a phone, in pixels.
fn text_height(sheet: &PageContext, chart: &Chart) -> i64 {
    // Characters that a line has room for, and the height of a line.
    const LINE: (usize, i64) = (17, 30);
    let note = sheet.edition.disclosure().front.note.as_deref().unwrap_or_default();
    let site = sheet.edition.site.settings.title.chars().count();
    let characters = sentence(sheet, chart).chars().count() + note.chars().count() + site + 20;
    let lines = i64::try_from(characters.div_ceil(LINE.0)).unwrap_or(i64::MAX);
    lines.saturating_mul(LINE.1).saturating_add(160)
}

/// Whose figures: body, year and kind.
fn whose(sheet: &PageContext) -> String {
    format!("{}{}", sheet.edition.body_name(), sheet.edition.year_and_kind())
}

fn sentence(sheet: &PageContext, chart: &Chart) -> String {
    let table = chart.table.and_then(|at| sheet.edition.disclosure().tables.get(at));
    let source = table.map(|table| format!("数字出自《{}》（{}）。", title(table), unit_words(table)));
    let words = chart.words.concat();
    format!("{}，{}：{words}{}", whose(sheet), chart.heading, source.unwrap_or_default())
}

/// The code that shows an address of the site in another page, so many pixels high.
fn code(sheet: &PageContext, path: &str, title: &str, height: i64) -> Option<String> {
    let address = href::canonical(sheet.edition.site.settings, path)?;
    Some(format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{height}\" style=\"border:0\" loading=\"lazy\"></iframe>",
        escape(&address),
        escape(title)
    ))
}
