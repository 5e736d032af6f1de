//! What other parsers made of a PDF, where they say what is a table and on which page it stands:
//! docling's document (`DoclingDocument`) and MinerU's `content_list.json`.

mod docling;
mod mineru;

use serde_json::Value;

use super::Problem;
use super::document::{Block, Document, Page};

/// Reads a `.json`.
///
/// # Errors
/// Where it is no JSON, or of neither kind.
pub fn json(bytes: &[u8]) -> Result<Document, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| Problem::Broken(error.to_string()))?;
    let blocks = match &value {
        Value::Array(list) if list.iter().all(|entry| entry["type"].is_string()) => mineru::blocks(list)?,
        Value::Object(_) if value["schema_name"] == "DoclingDocument" => docling::blocks(&value),
        _ => return Err(Problem::Format("docling 的 JSON 或 MinerU 的 content_list.json")),
    };
    Ok(Document { pages: pages(blocks), ..Document::default() })
}

/// Blocks with their pages, in order, as pages.
fn pages(blocks: Vec<(u32, Block)>) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (number, block) in blocks {
        if pages.last().is_none_or(|page| page.number.is_none_or(|last| last < number)) {
            pages.push(Page { number: Some(number), ..Page::default() });
        }
        if let Some(page) = pages.last_mut() {
            page.blocks.push(block);
        }
    }
    pages
}

/// A whole number of an entry, small enough to count with.
fn number(value: &Value) -> usize {
    value.as_u64().map_or(0, |number| number.min(100_000) as usize)
}
