//! The link from a figure to its page in the original document.

use crate::artifact::{Artifact, sha256};
use crate::config::PageImages;
use crate::model::{CellRef, Operand, OperandPlace, Table};
use crate::page::context::PageContext;
use crate::page::html::{attribute, escape_into, plain};
use crate::source::Line;

/// An original as it stands on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    pub path: String,
    /// In bytes.
    pub size: usize,
    /// SHA-256, in hexadecimal digits, as `sha256sum` prints it.
    pub hash: String,
}

/// A figure as it stands on the page of its original: a picture on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crop {
    pub path: String,
    /// From 1.
    pub page: u32,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

impl Original {
    /// The original that a file is.
    pub fn of(file: &Artifact) -> Self {
        Self { path: file.path.clone(), size: file.bytes.len(), hash: sha256(&file.bytes) }
    }
}

/// Some lines' pages of the original: words, and the link where there is somewhere to lead to.
pub(super) struct Pages {
    pub words: String,
    pub href: Option<String>,
}

/// The pages that lines from `first` to `last` stand on, where the text says so.
pub(super) fn pages(sheet: &PageContext, (first, last): (Line, Line)) -> Option<Pages> {
    let source = &sheet.edition.disclosure().source;
    let page = |line: Line| source.file(line.file).page(line.number);
    let from = page(first)?;
    let to = page(last).filter(|_| last.file == first.file).unwrap_or(from);
    let words = match from < to {
        true => format!("原件第 {from}–{to} 页"),
        false => format!("原件第 {from} 页"),
    };
    let href = whole(sheet, first).map(|whole| format!("{whole}#page={from}"));
    Some(Pages { words, href })
}

/// The link to the original of a line: on the site, else where the body published it.
fn whole(sheet: &PageContext, line: Line) -> Option<String> {
    let edition = sheet.edition;
    let source = &edition.disclosure().source;
    let kept = edition.originals.get(source.file(line.file).name());
    let official = || {
        let url = edition.published_at().filter(|url| !url.contains('#') && source.files().len() == 1)?;
        url.to_ascii_lowercase().ends_with(".pdf").then(|| url.to_owned())
    };
    kept.map(|kept| sheet.links.to(&kept.path)).or_else(official)
}

/// Appends the page that a line stands on, if it is known.
pub(super) fn page_into(out: &mut String, sheet: &PageContext, line: Line) {
    let Some(Pages { words, href }) = pages(sheet, (line, line)) else { return };
    match href {
        Some(href) => {
            out.push_str(" <a class=\"s\"");
            attribute(out, "href", &href);
            out.push('>');
            escape_into(out, &words);
            out.push_str("</a>");
        }
        None => {
            out.push_str(" <span class=\"meta\">");
            escape_into(out, &words);
            out.push_str("</span>");
        }
    }
}

/// Appends a figure as it stands on the page, if there is such a picture.
pub(super) fn crop_into(out: &mut String, sheet: &PageContext, operand: &Operand) {
    let OperandPlace::Cell(key) = &operand.place else { return };
    let Some(crop) = sheet.edition.crops.get(key) else { return };
    // A phone shows it small: it opens alone, to be enlarged.
    let href = sheet.links.to(&crop.path);
    out.push_str("<a class=\"crop\"");
    attribute(out, "href", &href);
    out.push_str("><img loading=\"lazy\"");
    attribute(out, "src", &href);
    attribute(out, "alt", &format!("原件第 {} 页，框出的是：{}", crop.page, plain(&operand.label)));
    out.push_str(&format!(" width=\"{}\" height=\"{}\"></a>", crop.width, crop.height));
}

/// A figure's words and where it is shown on the page of the original.
pub(super) type Shown = (String, String);

/// The figures of a table that are shown on the pages of the original, where all are asked for.
pub(super) fn shown(sheet: &PageContext, table: &Table) -> Vec<Shown> {
    if sheet.edition.site.settings.page_images != PageImages::All {
        return Vec::new();
    }
    let figure = |figure: CellRef| {
        let crop = sheet.edition.crops.get(&figure.key())?;
        let words = format!("{} {}", plain(&figure.operand().label), figure.cell.printed());
        Some((words, sheet.links.to(&crop.path)))
    };
    table.figures().filter_map(figure).collect()
}
