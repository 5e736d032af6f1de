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
    let mut shown: HashSet<(String, i32)> = HashSet::new();
    for page in pages {
        let furniture: Vec<bool> = page
            .lines
            .iter()
            .map(|line| {
                let at_edge = edge(page).any(|other| std::ptr::eq(other, line));
                let mut repeated = || seen.contains_key(&key(line)) && !shown.insert(key(line));
                at_edge && (is_page_number(&line.text) || repeated())
            })
            .collect();
        let mut furniture = furniture.into_iter();
        page.lines.retain(|_| !furniture.next().unwrap_or(false));
    }
}

/// The lines at a page's edges beyond which nothing stands.
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

/// Whether a line numbers its page: `12`, `- 12 -`, `第 12 页`, `12 / 30`.
fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !"-—–─－~·.".contains(*c)).collect();
    let numbers: Vec<&str> =
        plain.split(['第', '页', '共', '/', ',', '，']).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(numbers.len(), 1 | 2) && numbers.iter().all(number)
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_are_told_from_other_numbers() {
        for number in ["12", "- 12 -", "— 3 —", "第 12 页", "第3页，共30页", "3/30", "─ 9 ─"] {
            assert!(is_page_number(number), "{number}");
        }
        for other in ["", "-", "1,234.50", "12345", "2023年", "第一页", "表 3"] {
            assert!(!is_page_number(other), "{other}");
        }
    }
}
