//! Headers, footers and page numbers: lines at the edge of the page that number it, or that
//! stand at one place on most pages.

use std::collections::{HashMap, HashSet};

use super::page::Sorted;
use super::words::Line;

/// The share of a page's height, in percent, in which such lines stand.
const EDGE: i32 = 12;

/// Takes page numbers off, and what most pages repeat at their edge, but for the first time.
pub fn drop(pages: &mut [Sorted]) {
    let mut seen: HashMap<(String, i32), usize> = HashMap::new();
    for key in pages.iter().flat_map(|page| edge(page).map(key)) {
        *seen.entry(key).or_default() += 1;
    }
    let most = (pages.len() * 6 / 10).max(3);
    seen.retain(|_, count| *count >= most);
    let offset = offset(pages);
    let mut shown: HashSet<(String, i32)> = HashSet::new();
    for (index, page) in pages.iter_mut().enumerate() {
        let counts = |text: &str| {
            let bare = bare_number(text).zip(offset);
            bare.is_some_and(|(number, offset)| number - index as i64 == offset)
        };
        let furniture: Vec<bool> = page
            .lines
            .iter()
            .map(|line| {
                let at_edge = edge(page).any(|other| std::ptr::eq(other, line));
                // The unit and the body of a table stand above it on each page.
                let named = line.text.contains(['：', ':']);
                let mut repeated = || !named && seen.contains_key(&key(line)) && !shown.insert(key(line));
                at_edge && (is_page_number(&line.text) || counts(&line.text) || repeated())
            })
            .collect();
        let mut furniture = furniture.into_iter();
        page.lines.retain(|_| !furniture.next().unwrap_or(false));
    }
}

/// Fewest pages whose bare numbers count on, so that they are those of pages.
const COUNTED: usize = 3;

/// How far the bare numbers at the edges of pages are from the places of these, where several
/// pages agree: an amount alone counts nothing.
fn offset(pages: &[Sorted]) -> Option<i64> {
    let mut offsets: HashMap<i64, usize> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        let numbers: HashSet<i64> = edge(page).filter_map(|line| bare_number(&line.text)).collect();
        numbers.iter().for_each(|number| *offsets.entry(number - index as i64).or_default() += 1);
    }
    let most = offsets.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs()))?;
    (most.1 >= COUNTED).then_some(most.0)
}

/// A line that is a number of a few digits.
fn bare_number(text: &str) -> Option<i64> {
    let text = text.trim();
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The lines at a page's edges, those above the first grid and below the last.
fn edge(page: &Sorted) -> impl Iterator<Item = &Line> {
    let height = page.area.height();
    let (top, bottom) = (height / 100 * EDGE, height / 100 * (100 - EDGE));
    let grids = || page.grids.iter().map(|(area, _)| area);
    let first = grids().map(|area| area.top).min().unwrap_or(i32::MAX).min(top);
    let last = grids().map(|area| area.bottom).max().unwrap_or(0).max(bottom);
    page.lines.iter().filter(move |line| line.area.bottom <= first || line.area.bottom >= last)
}

fn key(line: &Line) -> (String, i32) {
    (line.text.clone(), line.area.bottom / line.size.max(1))
}

/// Whether a line says by its marks that it numbers its page: `- 12 -`, `第 12 页`, `12 / 30`.
fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    let dash = |c: char| "-—–─－~·".contains(c);
    let inner = text.strip_prefix(dash).and_then(|inner| inner.strip_suffix(dash));
    if let Some(inner) = inner {
        return bare_number(inner.trim_matches(|c| dash(c) || c == ' ')).is_some();
    }
    let parts: Vec<&str> = text.split(['第', '页', '共', '/', ',', '，']).map(str::trim).collect();
    let numbers: Vec<&&str> = parts.iter().filter(|part| !part.is_empty()).collect();
    let marked = text.contains('/') || (text.contains('第') && text.contains('页'));
    marked && matches!(numbers.len(), 1 | 2) && numbers.iter().all(|part| bare_number(part).is_some())
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_are_told_from_other_numbers() {
        for number in ["- 12 -", "— 3 —", "第 12 页", "第3页，共30页", "3/30", "─ 9 ─"] {
            assert!(is_page_number(number), "{number}");
        }
        for other in [
            "",
            "-",
            "12",
            "12.50",
            "1.5",
            "-30",
            "12   30",
            "1,234",
            "1,234.50",
            "12345",
            "2023年",
            "第一页",
            "表 3",
        ] {
            assert!(!is_page_number(other), "{other}");
        }
    }
}
