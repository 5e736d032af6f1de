//! MinerU: a list of texts and tables, tables in HTML.

use serde_json::Value;

use super::number;
use crate::import::document::{Block, OriginalPlace, TextLine};
use crate::import::{Area, Problem, html};

/// The entries with their pages.
pub fn blocks(list: &[Value]) -> Result<Vec<(u32, Block)>, Problem> {
    let mut blocks = Vec::new();
    for entry in list {
        let page = number(&entry["page_idx"]) as u32 + 1;
        let line = |text: &str, heading: bool| {
            let place = OriginalPlace::OnPage(page, Area::default());
            (page, Block::Line(TextLine { text: text.trim().to_owned(), heading, place }))
        };
        let texts = |key: &str| {
            let said = entry[key].as_array().into_iter().flatten().filter_map(Value::as_str);
            said.filter(|text| !text.trim().is_empty()).map(|text| line(text, false)).collect::<Vec<_>>()
        };
        match entry["type"].as_str().unwrap_or_default() {
            "table" => {
                blocks.extend(texts("table_caption"));
                let body = html::blocks(entry["table_body"].as_str().unwrap_or_default())?;
                blocks.extend(body.into_iter().map(|block| (page, block)));
                blocks.extend(texts("table_footnote"));
            }
            "list" => blocks.extend(texts("list_items")),
            "text" | "title" | "equation" | "aside_text" | "page_footnote" => {
                let text = entry["text"].as_str().unwrap_or_default();
                let heading = entry["type"] == "title" || number(&entry["text_level"]) > 0;
                blocks.extend((!text.trim().is_empty()).then(|| line(text, heading)));
            }
            _ => {}
        }
    }
    Ok(blocks)
}
