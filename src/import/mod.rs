//! Import: the file as it was downloaded becomes the text that the reader knows.
//!
//! A [`Document`] is pages of blocks, each with its [`OriginalPlace`]; one file a format makes one. [`text`]
//! writes it down, a grid as an HTML table with its spans, so that nothing the file says is guessed
//! by whoever reads the text.

mod archive;
#[cfg(feature = "crops")]
mod crop;
mod document;
mod geometry;
mod html;
mod parsed;
mod pdf;
#[cfg(feature = "crops")]
mod places;
mod problem;
mod text;
mod word;
mod workbook;
mod xml;

use crate::diagnostic::{Diagnostic, codes};
#[cfg(feature = "crops")]
pub use crop::{Crop, LARGEST, draw};
pub use document::{Block, Cell, Document, Grid, OriginalPlace, Page, TextLine};
pub use geometry::Area;
pub use pdf::{Properties, properties};
#[cfg(feature = "crops")]
pub use places::{Kept, NoCrop, Places, Spot};
pub use problem::{Fault, Problem};
pub use text::{Written, write};

/// Reads a file by its name, which messages show, and its bytes.
///
/// # Errors
/// What keeps it from being read whole.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Document, Vec<Diagnostic>> {
    let document = of_format(name, bytes).and_then(|document| match document.is_empty() {
        true => Err(vec![Problem::Empty]),
        false => Ok(document),
    });
    document.map_err(|problems| problems.iter().map(|problem| bad(name, problem)).collect())
}

fn of_format(name: &str, bytes: Vec<u8>) -> Result<Document, Vec<Problem>> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let one = |document: Result<Document, Problem>| document.map_err(|problem| vec![problem]);
    match extension.as_str() {
        "pdf" => pdf::read(bytes),
        "xlsx" => one(workbook::xlsx(bytes)),
        "xls" => one(workbook::xls(bytes)),
        "docx" => one(word::docx(&bytes)),
        "json" => one(parsed::json(&bytes)),
        "html" | "htm" => one(html::read(&bytes)),
        "doc" | "wps" | "rtf" | "odt" => Err(vec![Problem::Format(".docx")]),
        "et" | "ods" => Err(vec![Problem::Format(".xlsx")]),
        "ofd" => Err(vec![Problem::Format(".pdf")]),
        _ => Err(vec![Problem::Format(".pdf、.xlsx、.docx 或 .html")]),
    }
}

fn bad(name: &str, problem: &Problem) -> Diagnostic {
    Diagnostic::new(codes::BAD_ORIGINAL, problem.to_string()).in_path(name).hint(problem.hint())
}
