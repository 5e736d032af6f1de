//! Why a PDF cannot be read, and what to do.

use std::fmt;

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::MOST;
use super::collect::Ink;
use super::words::is_blank;

/// How much of its end a file's mark of its end stands in.
const TAIL: usize = 2_048;

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No PDF, or damaged beyond reading.
    Broken,
    /// A password is needed.
    Locked,
    /// The end is missing.
    CutOff,
    TooManyPages(usize),
    /// Some pages have it, from 1.
    Pages(Fault, Vec<u32>),
    Empty,
}

/// What is wrong with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A picture without text: a scan.
    Picture,
    /// Characters that the file does not name.
    Nameless,
    /// More characters or lines than any page has.
    Overfull,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Broken => write!(f, "不是 PDF，或者文件坏了"),
            Problem::Locked => write!(f, "PDF 有密码"),
            Problem::CutOff => write!(f, "PDF 不完整，后面缺了一截"),
            Problem::TooManyPages(pages) => write!(f, "PDF 有 {pages} 页，最多读 {MOST} 页"),
            Problem::Empty => write!(f, "PDF 里没有文字"),
            Problem::Pages(fault, pages) => {
                let why = match fault {
                    Fault::Picture => "只有图片，没有文字（扫描件）",
                    Fault::Nameless => "的字没有编码，不知道是什么字",
                    Fault::Overfull => "的字或线多得不像一页",
                };
                write!(f, "第 {} 页{why}", said(pages))
            }
        }
    }
}

impl Problem {
    /// What to do.
    pub fn hint(&self) -> &'static str {
        match self {
            Problem::Broken | Problem::CutOff => "重新下载，用 PDF 阅读器打开看看是否完整。",
            Problem::Locked => "去掉密码另存一份再放进来。",
            Problem::TooManyPages(_) => "每个单位、每年的预算或决算单独存成一份 PDF。",
            Problem::Pages(Fault::Overfull, _) => "多半不是公开文件；否则请报告。",
            Problem::Empty | Problem::Pages(..) => {
                "先做文字识别（OCR），存成带文字的 PDF；或者存成旁边同名的 .md 或 .txt，对照原件改好。"
            }
        }
    }
}

/// Page numbers as runs: `3、5–8`.
fn said(pages: &[u32]) -> String {
    let runs =
        pages.chunk_by(|one, next| *next == one + 1).filter_map(|run| Some((run.first()?, run.last()?)));
    let said = |(first, last): (&u32, &u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    runs.map(said).collect::<Vec<_>>().join("、")
}

/// Opens a file.
pub fn open(bytes: Vec<u8>) -> Result<Pdf, Problem> {
    let whole = bytes[bytes.len().saturating_sub(TAIL)..].windows(5).any(|end| end == b"%%EOF");
    let is_pdf = bytes[..bytes.len().min(1_024)].windows(5).any(|head| head == b"%PDF-");
    if !is_pdf {
        return Err(Problem::Broken);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Problem::Locked,
        LoadPdfError::Invalid if !whole => Problem::CutOff,
        LoadPdfError::Invalid => Problem::Broken,
    })?;
    let pages = pdf.pages().len();
    if pages > MOST {
        return Err(Problem::TooManyPages(pages));
    }
    let promised = promised(&pdf).unwrap_or_default();
    if !whole || promised > pages {
        return Err(Problem::CutOff);
    }
    if pages == 0 { Err(Problem::Broken) } else { Ok(pdf) }
}

/// How many pages the file says it has.
fn promised(pdf: &Pdf) -> Option<usize> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let pages: Dict<'_> = catalog.get(b"Pages".as_slice())?;
    pages.get(b"Count".as_slice())
}

/// What is wrong with a page.
pub fn of_page(ink: &Ink) -> Option<Fault> {
    let visible = ink.glyphs.iter().chain(&ink.unseen).filter(|glyph| !is_blank(glyph.char)).count();
    let nameless = ink.glyphs.iter().filter(|glyph| glyph.char == char::REPLACEMENT_CHARACTER).count();
    let covers = |picture: &&crate::import::geometry::Area| picture.size() * 4 > ink.page.size();
    if ink.overfull {
        Some(Fault::Overfull)
    } else if visible == 0 && ink.pictures.iter().any(|picture| covers(&picture)) {
        Some(Fault::Picture)
    } else if nameless * 50 > visible {
        Some(Fault::Nameless)
    } else {
        None
    }
}
