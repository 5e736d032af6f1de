//! Which lines of a file are page numbers. Those that say so (`第 3 页`, `- 3 -`)
//! are; a bare number is one where it rises with others through the file. `700`
//! alone under the row of a table is a figure that fell out of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::normal::compact;
use crate::read::text::is_furniture;

/// So many numbers in order make a run.
const RUN: u32 = 3;
/// By so much a page number may exceed the one before: pages without one lie between.
const STEP: u32 = 5;
/// Where no run is, a bare number below this is a page number.
const FEW: u32 = 100;

/// A line that could be a page number.
struct Number {
    line: u32,
    value: u32,
    /// Nothing but digits.
    bare: bool,
    /// How many numbers rise to this one, itself counted, and the one before it.
    length: u32,
    before: Option<usize>,
    /// Whether it belongs to a run.
    runs: bool,
}

/// The numbers of the lines, among numbered `lines`, that are page numbers.
pub fn find<'a>(lines: impl Iterator<Item = (u32, &'a str)>) -> BTreeSet<u32> {
    let mut numbers: Vec<Number> = lines.filter_map(|(line, text)| number(line, text)).collect();
    mark_runs(&mut numbers);
    let fits = fitting(&numbers);
    let any = numbers.iter().any(|number| number.runs);
    let is_page = |(number, fits): &(&Number, bool)| {
        !number.bare || number.runs || *fits || (!any && number.value < FEW)
    };
    numbers.iter().zip(fits).filter(is_page).map(|(number, _)| number.line).collect()
}

fn number(line: u32, text: &str) -> Option<Number> {
    if !is_furniture(text) {
        return None;
    }
    let text = compact(text);
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let bare = text.len() == end;
    Some(Number { line, value: digits[..end].parse().ok()?, bare, length: 1, before: None, runs: false })
}

/// Marks each number of every run.
fn mark_runs(numbers: &mut [Number]) {
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    for at in 0..numbers.len() {
        let value = numbers[at].value;
        let below = last.range(value.saturating_sub(STEP)..value).map(|(_, before)| *before);
        // Of equal runs the one that lacks fewest pages.
        if let Some(before) = below.max_by_key(|before| (numbers[*before].length, numbers[*before].value)) {
            numbers[at].length = numbers[before].length + 1;
            numbers[at].before = Some(before);
        }
        last.insert(value, at);
        let mut member = Some(at).filter(|at| numbers[*at].length >= RUN);
        while let Some(one) = member.filter(|one| !numbers[*one].runs) {
            numbers[one].runs = true;
            member = numbers[one].before;
        }
    }
}

/// Whether each number lies between those of the run before and after it.
fn fitting(numbers: &[Number]) -> Vec<bool> {
    let mut behind = None;
    let mut above: Vec<Option<u32>> = Vec::with_capacity(numbers.len());
    for number in numbers.iter().rev() {
        above.push(behind);
        behind = if number.runs { Some(number.value) } else { behind };
    }
    let mut below: Option<u32> = None;
    let fits = |(number, above): (&Number, Option<u32>)| {
        let fits = below.is_some_and(|below| {
            below < number.value && number.value < above.unwrap_or(below.saturating_add(STEP))
        });
        below = if number.runs { Some(number.value) } else { below };
        fits
    };
    numbers.iter().zip(above.into_iter().rev()).map(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<u32> {
        find(text.split('|').zip(1..).map(|(text, line)| (line, text))).into_iter().collect()
    }

    #[test]
    fn page_numbers_rise_and_figures_do_not() {
        assert_eq!(found("1|甲|2|乙|700|丙|3|4"), [1, 3, 7, 8]);
        assert_eq!(found("- 1 -|甲|700|- 2 -|8"), [1, 4, 5], "few numbers: small ones are of pages");
        assert_eq!(found("第 9 页|700|第 10 页|第 11 页"), [1, 3, 4]);
        assert_eq!(found("1|2|3|9|20|21|22"), [1, 2, 3, 4, 5, 6, 7], "a page lies between");
        assert_eq!(found("1|2|3|1|2|3"), [1, 2, 3, 4, 5, 6], "numbered again");
        assert!(found("700|1,234").is_empty());
    }
}
