//! What a row prints to say what it stands for: its names and its code.

use crate::catalogue::normal::{compact, is_of_which, numbering, unnumbered};
use crate::catalogue::schema::LabelsSpec;
use crate::model::{Block, ColumnRole, Doubt, Row, Table};
use crate::read::table::content::account_code;

/// The account code that stands before the name in one cell, and the name:
/// `2040601 行政运行`, `2040601行政运行`, `[204]公共安全支出`.
pub fn leading_code(printed: &str) -> Option<(String, &str)> {
    let text = printed.trim().trim_start_matches(['[', '［', '【']);
    let (code, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let name = rest.trim_start_matches([' ', '\u{3000}', '-', '－', ']', '］', '】']);
    let named = name.starts_with(char::is_alphabetic);
    let parted = name.len() < rest.len();
    // 500强 is no class.
    let shaped =
        matches!(code.len(), 5 | 7) || (code.len() == 3 && (parted || code.starts_with(['2', '3', '5'])));
    (named && shaped && account_code(code).is_some()).then(|| (code.to_owned(), name))
}

/// The whole code and the name of a row whose code ends before its name in one cell:
/// `201 05` beside `07 某项支出`.
pub fn last_part<'t>(code: &str, printed: &'t str) -> Option<(String, &'t str)> {
    let (part, name) = printed.split_once([' ', '\u{3000}'])?;
    let short = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let name = name.trim_start();
    (short && matches!(code.len(), 3 | 5) && name.starts_with(char::is_alphabetic))
        .then(|| (format!("{code}{part}"), name))
}

/// The columns in which a row prints its names.
pub struct Names {
    columns: Vec<usize>,
    /// How many label columns stand before the innermost name: its depth.
    pub depth: u8,
}

impl Names {
    /// The outermost name as printed; empty where the row has none.
    pub fn printed(&self, row: &Row) -> String {
        self.columns.first().map(|at| row.cells[*at].raw.clone()).unwrap_or_default()
    }

    /// Whether the text does not tell where one of them ends.
    pub fn are_blurred(&self, row: &Row) -> bool {
        self.columns.iter().any(|at| row.cells[*at].confidence.doubt() == Some(Doubt::BlurredCell))
    }

    /// All names, without numbering.
    pub fn label(&self, row: &Row) -> String {
        let names: Vec<&str> = self.columns.iter().map(|at| unnumbered(&row.cells[*at].raw).trim()).collect();
        names.join(" / ")
    }
}

/// The names that a row prints in its label columns; a word in the code column
/// is a name too. A 小计 beside a name adds nothing to it.
pub fn names(table: &Table, row: &Row, block: &Block, coded: bool, words: &LabelsSpec) -> Names {
    let is_label = |at: &usize| table.columns[*at].role == ColumnRole::Label;
    let filled = |at: &usize| !row.cells[*at].raw.is_empty();
    let labels: Vec<usize> = block.columns.clone().filter(is_label).collect();
    let mut columns: Vec<usize> = labels.iter().copied().filter(filled).collect();
    while columns.len() > 1 && columns.last().is_some_and(|at| words.names_total(&row.cells[*at].raw)) {
        columns.pop();
    }
    let depth = columns.last().and_then(|last| labels.iter().position(|at| at == last)).unwrap_or(0);
    if columns.is_empty() && !coded {
        let total = |at: &usize| {
            table.columns[*at].role == ColumnRole::Text && words.names_total(&row.cells[*at].raw)
        };
        let named = block.codes.iter().copied().find(filled);
        columns = named.or_else(|| block.columns.clone().find(total)).into_iter().collect();
    }
    Names { columns, depth: depth.min(3) as u8 }
}

/// Depth by the code's length (类 3, 款 5, 项 7 digits), else by the numbering:
/// `1.` and `①` stand under `一、`.
pub fn level(code: Option<&str>, printed: &str) -> u8 {
    if let Some(code) = code {
        return (code.len().saturating_sub(3) / 2).min(4) as u8;
    }
    u8::from(is_inner(printed) || is_of_which(printed))
}

/// Whether a label is numbered as a point under another: `1.`, `（一）`, `①`.
pub fn is_inner(printed: &str) -> bool {
    let inner = |c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "(（".contains(c);
    numbering(printed).is_some() && printed.starts_with(inner)
}

/// The parts of a code as a row prints them, one a code column of its block, and
/// without the `.0` of spreadsheets.
pub fn code_parts(row: &Row, block: &Block) -> Vec<String> {
    let part = |at: &usize| {
        let text = compact(&row.cells[*at].raw);
        account_code(&text).map_or_else(|| text.clone(), str::to_owned)
    };
    block.codes.iter().map(part).collect()
}

/// Parts of a split code with those before the first one filled in from the row
/// above, whose class and 款 a parser or the publisher did not print again.
pub fn inherited(mut parts: Vec<String>, above: &[String]) -> Vec<String> {
    let first = parts.iter().position(|part| !part.is_empty()).unwrap_or(0);
    let short = parts.get(first).is_some_and(|part| part.len() <= 2);
    if first > 0 && short && above.len() == parts.len() {
        parts[..first].clone_from_slice(&above[..first]);
    }
    parts
}

/// A code from its parts; `None` where they are no code. A later part that lost
/// its leading zero (`301 2`) gets it back.
pub fn joined(parts: &[String]) -> Option<String> {
    let mut joined = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 && part.len() > joined.len() && part.starts_with(&joined) {
            // Each column repeats the code so far: 201, 20103, 2010301.
            joined.clear();
        } else if at > 0 && part.len() == 1 {
            joined.push('0');
        }
        joined.push_str(part);
    }
    let digits = !joined.is_empty() && joined.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(joined)
}
