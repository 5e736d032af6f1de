//! What repeats is told once: diagnostics of one code whose messages differ in
//! names and numbers only, and findings of one check and verdict on one file.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Severity};
use crate::model::Verdict;

/// So many are kept after the first of one shape.
const KEPT: usize = 4;

/// Diagnostics of one shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    pub first: Diagnostic,
    /// The next few, in order.
    pub next: Vec<Diagnostic>,
    /// How many there are after the first.
    pub more: usize,
}

/// Brings together what repeats, in the order in which each was first said.
#[derive(Debug, Default)]
pub struct Repeats {
    found: Vec<Repeated>,
    at: BTreeMap<(DiagnosticCode, Severity, Shape), usize>,
}

impl Repeats {
    /// Those of one severity, or of all.
    pub fn of(&self, severity: Option<Severity>) -> impl Iterator<Item = &Repeated> {
        self.found.iter().filter(move |one| severity.is_none_or(|severity| one.first.severity == severity))
    }

    fn push(&mut self, one: Diagnostic) {
        let shape = (one.code.clone(), one.severity, Shape::of(&one));
        let Some(at) = self.at.get(&shape) else {
            self.at.insert(shape, self.found.len());
            self.found.push(Repeated { first: one, next: Vec::new(), more: 0 });
            return;
        };
        if let Some(repeated) = self.found.get_mut(*at) {
            repeated.more += 1;
            if repeated.next.len() < KEPT {
                repeated.next.push(one);
            }
        }
    }
}

impl Extend<Diagnostic> for Repeats {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, all: T) {
        all.into_iter().for_each(|one| self.push(one));
    }
}

impl FromIterator<Diagnostic> for Repeats {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(all: T) -> Self {
        let mut repeats = Self::default();
        repeats.extend(all);
        repeats
    }
}

/// What diagnostics of one code have in common where they repeat.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
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
            ..said(DiagnosticCode::of_rule("row-sum"), message)
        };
        let found = [
            said(codes::RAGGED_ROW, "“甲”有 3 格"),
            said(codes::RAGGED_ROW, "“乙“内”丙”有 12 格"),
            said(codes::RAGGED_ROW, "“乙”没有格"),
            said(codes::NO_UNIT, "“甲”有 3 格"),
            found(Verdict::Mismatch, "不符：甲 1 = 2"),
            found(Verdict::Mismatch, "不符：乙丙 1 = 2"),
            found(Verdict::Rounding, "舍入差：甲 1 = 2"),
            found(Verdict::Mismatch, "不符：乙丙 1 = 2").in_path("b"),
        ];
        let found: Repeats = found.into_iter().collect();
        assert_eq!(found.of(None).map(|one| one.more).collect::<Vec<_>>(), [1, 0, 0, 1, 0, 0]);
        assert_eq!(found.of(Some(Severity::Error)).count(), 0);
    }

    #[test]
    fn of_many_that_repeat_a_few_are_kept_and_all_counted() {
        let many = (0..1_000).map(|at| Diagnostic::new(codes::RAGGED_ROW, format!("“{at}”有 {at} 格")));
        let found: Repeats = many.collect();
        let [one] = &found.of(None).collect::<Vec<_>>()[..] else { panic!("{found:?}") };
        assert_eq!((one.more, one.next.len()), (999, KEPT));
    }
}
