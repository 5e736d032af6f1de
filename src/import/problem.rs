//! Why a file cannot be read, and what to do.

use std::fmt;

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Not of the format that its name says, or damaged beyond reading; what the reader of the
    /// format says.
    Broken(String),
    /// A password is needed.
    Locked,
    /// The end is missing.
    CutOff,
    TooManyPages(usize),
    /// More than any disclosure has.
    TooLarge,
    /// Some pages have it, from 1.
    Pages(Fault, Vec<u32>),
    Empty,
    /// Bytes that have no meaning in any encoding it may be in.
    Encoding,
    /// A format that is not read; what it may be saved as.
    Format(&'static str),
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
            Problem::Broken(why) if why.is_empty() => write!(f, "不是这种格式，或者文件坏了"),
            Problem::Broken(why) => write!(f, "不是这种格式，或者文件坏了（{why}）"),
            Problem::Locked => write!(f, "文件有密码"),
            Problem::CutOff => write!(f, "文件不完整，后面缺了一截"),
            Problem::TooManyPages(pages) => write!(f, "有 {pages} 页，多得不像一份公开"),
            Problem::TooLarge => write!(f, "展开后大得不像一份公开"),
            Problem::Empty => write!(f, "没有文字"),
            Problem::Encoding => write!(f, "不是 UTF-8，也不像 GBK/GB18030"),
            Problem::Format(_) => write!(f, "这种格式不会读取"),
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
    pub fn hint(&self) -> String {
        match self {
            Problem::Broken(_) | Problem::CutOff => "重新下载，打开看看是否完整。",
            Problem::Locked => "去掉密码另存一份再放进来。",
            Problem::TooManyPages(_) => "每个单位、每年的预算或决算单独存成一份文件。",
            Problem::TooLarge | Problem::Pages(Fault::Overfull, _) => "多半不是公开文件；否则请报告。",
            Problem::Encoding => "在浏览器里打开，另存为 UTF-8 的网页。",
            Problem::Format(other) => return format!("另存为 {other} 再放进来。"),
            Problem::Empty | Problem::Pages(..) => {
                "先做文字识别（OCR），存成带文字的 PDF；或者存成旁边同名的 .md 或 .txt，对照原件改好。"
            }
        }
        .to_owned()
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
