//! The data page: everything to download, and the fingerprint of the source.

use serde::Serialize;

use crate::address;
use crate::artifact::{Artifact, Written};
use crate::model::count;
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::{Original, ThemeError, lead_sentence};
use crate::source::{FileId, SourceFile};

#[derive(Debug, Serialize)]
struct View {
    whole: Vec<FileView>,
    tables: Vec<FileView>,
    sources: Vec<Fingerprint>,
    originals: Vec<OriginalView>,
}

/// An original that stands on the site: link, name, size, fingerprint.
#[derive(Debug, Serialize)]
struct OriginalView {
    href: String,
    name: String,
    size: String,
    hash: String,
}

#[derive(Debug, Serialize)]
struct FileView {
    name: String,
    href: String,
    what: String,
    size: String,
}

/// A source file with the fingerprint of its text.
#[derive(Debug, Serialize)]
pub(super) struct Fingerprint {
    name: String,
    lines: u32,
    hash: String,
    brief: String,
}

/// The data page.
pub(super) fn page(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Data);
    let whole = edition.whole_files().map(|artifact| file(&sheet, artifact));
    let tables = edition.disclosure().tables.iter().filter_map(|table| edition.table_csv(table));
    let view = View {
        whole: whole.chain(archive(&sheet)).collect(),
        tables: tables.map(|artifact| file(&sheet, artifact)).collect(),
        sources: fingerprints(edition),
        originals: edition.originals.values().map(|one| original(&sheet, one)).collect(),
    };
    let figures = count(edition.disclosure().tables.iter().map(|table| table.figures().count()));
    let description = format!(
        "{}{}的全部数据：{figures} 个金额，CSV、XLSX 与 JSON，每个数都带出处。{}",
        edition.body_name(),
        edition.year_and_kind(),
        lead_sentence::brief(edition)
    );
    sheet.render("data.html", description, &view)
}

/// The fingerprints of the source files, as published here.
pub(super) fn fingerprints(edition: &DisclosureContext) -> Vec<Fingerprint> {
    let files = edition.disclosure().source.files().iter().zip(0..);
    let fingerprint = |(file, at): (&SourceFile, u16)| {
        let hash = edition.print(FileId(at));
        Fingerprint {
            name: file.name().to_owned(),
            lines: file.line_count(),
            brief: hash[..12].to_owned(),
            hash: hash.to_owned(),
        }
    };
    files.map(fingerprint).collect()
}

fn file(sheet: &PageContext, artifact: &Written) -> FileView {
    let name = artifact.path.rsplit('/').next().unwrap_or_default();
    let what = match name {
        "facts.csv" => "全部报表的每一个金额，一行一个，带单位、出处和网址".to_owned(),
        "projects.json" => "每个项目：预算一行、绩效目标表、两者怎样对应".to_owned(),
        "text.txt" => "整份公开的纯文本：各表逐行、文字、申报表".to_owned(),
        "revisions.csv" => "先后的文本里改了的每一格，各份文本怎样写".to_owned(),
        "source.json" => "原文每一行的去处".to_owned(),
        "datapackage.json" => "以上各文件和各表的说明书（Data Package）：字段、大小、指纹".to_owned(),
        _ if artifact.path == address::whole_file(sheet.edition.id(), "xlsx") => {
            "全部报表，一张一个工作表，另附说明".to_owned()
        }
        "audit.json" => "每一项核对的算式、数字和结果".to_owned(),
        _ => table_words(sheet, name),
    };
    FileView { name: name.to_owned(), href: sheet.links.to(&artifact.path), what, size: size(artifact.size) }
}

fn original(sheet: &PageContext, kept: &Original) -> OriginalView {
    OriginalView {
        href: sheet.links.to(&kept.path),
        name: kept.path.rsplit('/').next().unwrap_or_default().to_owned(),
        size: size(kept.size),
        hash: kept.hash.clone(),
    }
}

/// The whole disclosure to take along, where the settings ask for it. Its size is not known
/// here: this page is in it.
fn archive(sheet: &PageContext) -> Option<FileView> {
    if !sheet.edition.site.settings.archive {
        return None;
    }
    let path = address::whole_file(sheet.edition.id(), "zip");
    Some(FileView {
        name: path.rsplit('/').next().unwrap_or_default().to_owned(),
        href: sheet.links.to(&path),
        what: "这份公开的全部网页和数据，解开后不联网也能看".to_owned(),
        size: String::new(),
    })
}

fn table_words(sheet: &PageContext, name: &str) -> String {
    let id = name.rsplit_once('.').map_or(name, |(id, _)| id);
    sheet.edition.table(id).map(|table| sheet.edition.short(table)).unwrap_or_default()
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} 字节"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_rounded_for_reading() {
        assert_eq!(size(17), "17 字节");
        assert_eq!(size(1025), "2 KB");
        assert_eq!(size(1_572_864), "1.5 MB");
    }
}
