//! What repeats is told once: diagnostics of one code whose messages differ in
//! names and numbers only, and findings of one check and verdict on one file.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity, codes};

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
    let mut at: BTreeMap<(Code, Severity, String), usize> = BTreeMap::new();
    for one in all {
        match at.get(&shape(&one)) {
            Some(at) => found[*at].more.push(one),
            None => {
                at.insert(shape(&one), found.len());
                found.push(Repeats { first: one, more: Vec::new() });
            }
        }
    }
    found
}

fn shape(diagnostic: &Diagnostic) -> (Code, Severity, String) {
    let message = diagnostic.message.as_str();
    let shape = match codes::explain(diagnostic.code.as_str()) {
        Some(_) => unnamed(message),
        // A finding: its verdict comes first.
        None => {
            let verdict = message.split('：').next().unwrap_or_default();
            format!("{verdict} {}", diagnostic.place().unwrap_or_default().0)
        }
    };
    (diagnostic.code, diagnostic.severity, shape)
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

    #[test]
    fn names_and_numbers_do_not_make_a_shape() {
        let said = |code, message: &str| Diagnostic::new(code, message).in_path("a");
        let found = repeats([
            said(codes::RAGGED_ROW, "“甲”有 3 格"),
            said(codes::RAGGED_ROW, "“乙“内”丙”有 12 格"),
            said(codes::RAGGED_ROW, "“乙”没有格"),
            said(codes::NO_UNIT, "“甲”有 3 格"),
            said(Code::of_rule("row-sum"), "不符：甲 1 = 2"),
            said(Code::of_rule("row-sum"), "不符：乙丙 1 = 2"),
            said(Code::of_rule("row-sum"), "舍入差：甲 1 = 2"),
            said(Code::of_rule("row-sum"), "不符：乙丙 1 = 2").in_path("b"),
        ]);
        assert_eq!(found.iter().map(|one| one.more.len()).collect::<Vec<_>>(), [1, 0, 0, 1, 0, 0]);
    }
}
