//! A passed check on one line: its statement, in which the checked figure, or all of it, is the
//! link to where that stands. Most checks pass, so here every byte counts: the other figures are where
//! the page of the table, the project or the text has them, and in `audit.json`.

use crate::address;
use crate::model::{Finding, Group, Operand};
use crate::money::grouped;
use crate::page::context::PageContext;
use crate::page::html::{attribute, escape_into};

/// Appends a passed check under its anchor.
pub(super) fn line(out: &mut String, sheet: &PageContext, finding: &Finding) {
    out.push_str("<li");
    attribute(out, "id", &finding.id);
    out.push('>');
    let text = &finding.statement;
    // Forms are checked by the dozen, each on a page of its own.
    let checked = finding.checked().filter(|_| finding.group != Group::Forms);
    let whole = (0, if checked.is_some() { text.len() } else { 0 });
    let (start, end) = checked.and_then(|checked| said(text, checked)).unwrap_or(whole);
    escape_into(out, &text[..start]);
    if let Some(checked) = checked.filter(|_| end > start) {
        out.push_str("<a");
        attribute(out, "href", &sheet.links.to(&address::operand(sheet.edition.linked, checked)));
        out.push('>');
        escape_into(out, &text[start..end]);
        out.push_str("</a>");
    }
    escape_into(out, &text[end..]);
    out.push_str("</li>\n");
}

/// Where the statement says an operand: its words, or its amount with the last of them
/// before it.
fn said(text: &str, operand: &Operand) -> Option<(usize, usize)> {
    let from = |needle: &str| {
        let start = text.find(needle).filter(|_| !needle.is_empty())?;
        Some((start, start + needle.len()))
    };
    let amount = || {
        let amount = grouped(operand.amount?);
        let is_digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let mut found = text.match_indices(amount.as_str()).map(|(found, _)| found);
        let start = found.find(|start| {
            !text[..*start].ends_with(is_digit) && !text[start + amount.len()..].starts_with(is_digit)
        })?;
        let words = operand.label.split(" · ").filter_map(|word| {
            let before = text[..start].trim_end();
            before.ends_with(word).then(|| before.len() - word.len())
        });
        Some((words.min().unwrap_or(start), start + amount.len()))
    };
    from(&operand.label).or_else(|| from(&operand.label.replace(" · ", " "))).or_else(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Line};
    use rust_decimal::Decimal;

    fn operand(label: &str, amount: Option<i64>) -> Operand {
        let line = Line { file: FileId(0), number: 1 };
        let place = crate::model::OperandPlace::Page(crate::model::Target::Disclosure);
        Operand {
            label: label.to_owned(),
            amount: amount.map(|cents| Decimal::new(cents, 2)),
            place,
            line,
            role: Default::default(),
        }
    }

    #[test]
    fn a_figure_is_found_with_its_words_and_never_within_another() {
        let text = "合计：公安 112.00 = 行政 12.00 + 其他 100.00";
        let find =
            |label: &str, amount| said(text, &operand(label, amount)).map(|(start, end)| &text[start..end]);
        assert_eq!(find("公安 · 合计", Some(11_200)), Some("公安 112.00"));
        assert_eq!(find("行政 · 合计", Some(1_200)), Some("行政 12.00"));
        assert_eq!(find("名称不同", Some(10_000)), Some("100.00"));
        assert_eq!(find("名称不同", Some(200)), None);
    }
}
