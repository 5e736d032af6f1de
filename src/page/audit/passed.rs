//! A passed check on one line: its statement, in which the checked figure, and each of
//! another table or of the text, is the link to where it stands; figures of one table stand
//! together there. Most checks pass, so here every byte counts.

use crate::address;
use crate::model::{Finding, Operand, Place};
use crate::money::grouped;
use crate::page::audit::entry;
use crate::page::edition::Sheet;
use crate::page::html::{attribute, escape_into};
use crate::source::Line;

/// Most figures that stand unfolded behind a statement that does not say them.
const UNFOLDED: usize = 3;

/// Appends a passed check under its anchor.
pub(super) fn line(out: &mut String, sheet: &Sheet, finding: &Finding) {
    out.push_str("<li");
    attribute(out, "id", &finding.id);
    out.push_str("><a");
    attribute(out, "href", &format!("#{}", finding.id));
    out.push_str(">=</a> ");
    let rest = statement(out, sheet, finding);
    behind(out, sheet, finding, &rest);
    sources(out, sheet, finding);
    out.push_str("</li>\n");
}

/// Appends the statement with its figures as links, each page or cell linked
/// once; gives back those that it does not say.
fn statement<'a>(out: &mut String, sheet: &Sheet, finding: &'a Finding) -> Vec<&'a Operand> {
    let text = &finding.statement;
    let (mut at, mut rest, mut linked) = (0, Vec::new(), Vec::new());
    let tabled = finding.checked().is_some_and(is_cell);
    for operand in finding.figures.iter().filter(|one| !(tabled && is_nothing(one))) {
        let Some((start, end)) = said(text, at, operand) else {
            rest.push(operand);
            continue;
        };
        if linked.contains(&&operand.place) || is_beside(finding, operand) {
            continue;
        }
        linked.push(&operand.place);
        escape_into(out, &text[at..start]);
        out.push_str("<a");
        attribute(out, "href", &sheet.links.to(&address::operand(sheet.edition.linked, operand)));
        out.push('>');
        escape_into(out, &text[start..end]);
        out.push_str("</a>");
        at = end;
    }
    escape_into(out, &text[at..]);
    rest
}

/// Whether a figure stands in the table of the one that is checked.
fn is_beside(finding: &Finding, operand: &Operand) -> bool {
    let table = |one: &Operand| match &one.place {
        Place::Cell(cell) => Some(cell.table),
        Place::Page(_) => None,
    };
    let own = finding.checked().and_then(table);
    own.is_some() && own == table(operand) && !finding.is_checked(operand)
}

fn is_cell(operand: &Operand) -> bool {
    matches!(operand.place, Place::Cell(_))
}

/// Whether a figure is a zero: among the figures of tables it has no link of its
/// own, since tables print whole columns of them.
fn is_nothing(operand: &Operand) -> bool {
    operand.amount.is_some_and(|amount| amount.is_zero())
}

/// Where the statement says an operand, from `at` on: its words, or its amount
/// with the last of them before it.
fn said(text: &str, at: usize, operand: &Operand) -> Option<(usize, usize)> {
    let from = |needle: &str| {
        let start = at + text[at..].find(needle).filter(|_| !needle.is_empty())?;
        Some((start, start + needle.len()))
    };
    let amount = || {
        let amount = grouped(operand.amount?);
        let is_digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let mut found = text[at..].match_indices(amount.as_str()).map(|(found, _)| at + found);
        let start = found.find(|start| {
            !text[..*start].ends_with(is_digit) && !text[start + amount.len()..].starts_with(is_digit)
        })?;
        let words = operand.label.split(" · ").filter_map(|word| {
            let before = text[at..start].trim_end();
            before.ends_with(word).then(|| at + before.len() - word.len())
        });
        Some((words.min().unwrap_or(start), start + amount.len()))
    };
    from(&operand.label).or_else(|| from(&operand.label.replace(" · ", " "))).or_else(amount)
}

/// Appends the figures that the statement does not say, folded where they are many.
fn behind(out: &mut String, sheet: &Sheet, finding: &Finding, rest: &[&Operand]) {
    if rest.is_empty() {
        return;
    }
    let folded = rest.len() > UNFOLDED;
    out.push_str(&if folded {
        format!("<details><summary>{} 处</summary>", rest.len())
    } else {
        "（".to_owned()
    });
    for (at, operand) in rest.iter().enumerate() {
        if at > 0 {
            out.push('；');
        }
        entry::link(out, sheet, finding, operand);
    }
    out.push_str(if folded { "</details>" } else { "）" });
}

/// Appends the source lines of prose and forms, those in a row as one; from a cell its table
/// leads to its line.
fn sources(out: &mut String, sheet: &Sheet, finding: &Finding) {
    let wanted = finding.figures.iter().filter(|one| !is_cell(one));
    let mut lines: Vec<Line> = wanted.map(|operand| operand.line).collect();
    lines.sort_unstable();
    lines.dedup();
    for row in lines.chunk_by(|a, b| a.file == b.file && a.number + 1 == b.number) {
        out.push_str(" <a");
        attribute(out, "href", &sheet.links.to(&address::source_line(sheet.edition.id(), row[0])));
        let last = row.last().filter(|last| **last != row[0]);
        let last = last.map_or_else(String::new, |last| format!("–{}", last.number));
        out.push_str(&format!(">原文 {}{last}</a>", row[0].number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use rust_decimal::Decimal;

    fn operand(label: &str, amount: Option<i64>) -> Operand {
        let line = Line { file: FileId(0), number: 1 };
        let place = Place::Page(crate::model::Target::Disclosure);
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
        let find = |at, label: &str, amount| {
            said(text, at, &operand(label, amount)).map(|(start, end)| &text[start..end])
        };
        assert_eq!(find(0, "公安 · 合计", Some(11_200)), Some("公安 112.00"));
        assert_eq!(find(0, "行政 · 合计", Some(1_200)), Some("行政 12.00"));
        assert_eq!(find(0, "名称不同", Some(10_000)), Some("100.00"));
        assert_eq!(find(0, "名称不同", Some(200)), None);
        assert_eq!(find(text.find('=').unwrap(), "公安 · 合计", Some(11_200)), None);
    }
}
