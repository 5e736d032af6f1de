//! What repeats is told once: diagnostics of one code whose messages differ in
//! names and numbers only, and findings of one check and verdict on one file.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Verdict;

/// Diagnostics of one shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeats {
    pub first: Diagnostic,
    /// The others, in order.
    pub more: Vec<Diagnostic>,
}

/// Brings together what repeats, in the order in which each was first said.
pub fn repeats(all: impl IntoIterator<Item = Diagnostic>) -> Vec<Repeats> {
    let mut found: Vec<Repeats> = Vec::new();
    let mut at: BTreeMap<(Code, Severity, Shape), usize> = BTreeMap::new();
    for one in all {
        let shape = (one.code, one.severity, Shape::of(&one));
        match at.get(&shape) {
            Some(at) => found[*at].more.push(one),
            None => {
                at.insert(shape, found.len());
                found.push(Repeats { first: one, more: Vec::new() });
            }
        }
    }
    found
}

/// What diagnostics of one code have in common where they repeat.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// A finding: its verdict and the file.
    Finding(Verdict, Option<String>),
    /// A message without the names and numbers in it.
    Message(String),
}

impl Shape {
    fn of(diagnostic: &Diagnostic) -> Self {
        let file = || diagnostic.place().map(|(path, _)| path.to_owned());
        match diagnostic.verdict {
            Some(verdict) => Shape::Finding(verdict, file()),
            None => Shape::Message(unnamed(&diagnostic.message)),
        }
    }
}

/// A message without what it quotes and counts.
fn unnamed(message: &str) -> String {
    let mut depth = 0_usize;
    let kept = message.chars().filter(|c| {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && !c.is_ascii_digit()
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn names_and_numbers_do_not_make_a_shape() {
        let said = |code, message: &str| Diagnostic::new(code, message).in_path("a");
        let found = |verdict, message: &str| Diagnostic {
            verdict: Some(verdict),
            ..said(Code::of_rule("row-sum"), message)
        };
        let found = repeats([
            said(codes::RAGGED_ROW, "“甲”有 3 格"),
            said(codes::RAGGED_ROW, "“乙“内”丙”有 12 格"),
            said(codes::RAGGED_ROW, "“乙”没有格"),
            said(codes::NO_UNIT, "“甲”有 3 格"),
            found(Verdict::Mismatch, "不符：甲 1 = 2"),
            found(Verdict::Mismatch, "不符：乙丙 1 = 2"),
            found(Verdict::Rounding, "舍入差：甲 1 = 2"),
            found(Verdict::Mismatch, "不符：乙丙 1 = 2").in_path("b"),
        ]);
        assert_eq!(found.iter().map(|one| one.more.len()).collect::<Vec<_>>(), [1, 0, 0, 1, 0, 0]);
    }
}
