//! One-to-one pairs of lines and forms, strongest grounds first.

use crate::link::name::is_variant;
use crate::model::Basis;
use crate::money::Amount;

/// What a line or a form is matched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The name, compacted for comparison.
    pub name: String,
    pub amount: Option<Amount>,
}

/// A line and a form that belong together, by their indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    pub line: usize,
    pub form: usize,
    pub basis: Basis,
}

/// Pairs lines and forms. Each round takes only pairs that are each other's only
/// candidate, so that the order of lines and forms decides nothing.
pub fn pair(lines: &[Side], forms: &[Side]) -> Vec<Match> {
    let mut pairing = Pairing { lines, forms, matches: Vec::new() };
    pairing.round(Basis::Exact, |line, form| line.name == form.name && same_amount(line, form));
    pairing.round(Basis::Exact, |line, form| line.name == form.name && !line.name.is_empty());
    pairing.round(Basis::NameVariant, |line, form| {
        is_variant(&line.name, &form.name) && same_amount(line, form)
    });
    pairing.round(Basis::AmountOnly, |line, form| same_amount(line, form) && positive(line));
    pairing.matches.sort_by_key(|found| found.line);
    pairing.matches
}

fn same_amount(line: &Side, form: &Side) -> bool {
    line.amount.zip(form.amount).is_some_and(|(line, form)| line.agrees_with(form))
}

fn positive(side: &Side) -> bool {
    side.amount.is_some_and(|amount| !amount.value.is_zero())
}

struct Pairing<'a> {
    lines: &'a [Side],
    forms: &'a [Side],
    matches: Vec<Match>,
}

impl Pairing<'_> {
    fn round(&mut self, basis: Basis, fits: impl Fn(&Side, &Side) -> bool) {
        let open_lines: Vec<usize> = (0..self.lines.len()).filter(|at| self.line_is_open(*at)).collect();
        let open_forms: Vec<usize> = (0..self.forms.len()).filter(|at| self.form_is_open(*at)).collect();
        for &line in &open_lines {
            let fitting: Vec<usize> = open_forms
                .iter()
                .copied()
                .filter(|form| fits(&self.lines[line], &self.forms[*form]))
                .collect();
            let [form] = fitting[..] else { continue };
            let rivals =
                open_lines.iter().filter(|other| fits(&self.lines[**other], &self.forms[form])).count();
            if rivals == 1 {
                self.matches.push(Match { line, form, basis });
            }
        }
    }

    fn line_is_open(&self, line: usize) -> bool {
        self.matches.iter().all(|found| found.line != line)
    }

    fn form_is_open(&self, form: usize) -> bool {
        self.matches.iter().all(|found| found.form != form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Unit, parse_amount};

    fn side(name: &str, amount: &str, unit: Unit) -> Side {
        let amount = parse_amount(amount).ok().map(|value| Amount { value, unit });
        Side { name: name.to_owned(), amount }
    }

    fn check(lines: &[(&str, &str)], forms: &[(&str, &str)], expected: &[(usize, usize, Basis)]) {
        let lines: Vec<Side> = lines.iter().map(|(name, amount)| side(name, amount, Unit::WanYuan)).collect();
        let forms: Vec<Side> = forms.iter().map(|(name, amount)| side(name, amount, Unit::Yuan)).collect();
        let found: Vec<_> =
            pair(&lines, &forms).iter().map(|found| (found.line, found.form, found.basis)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn projects_that_share_a_name_are_told_by_their_amounts() {
        check(
            &[("辅警经费", "1,940.00"), ("辅警经费", "118.00")],
            &[("辅警经费", "1,180,000"), ("辅警经费", "19,400,000")],
            &[(0, 1, Basis::Exact), (1, 0, Basis::Exact)],
        );
    }

    #[test]
    fn a_misread_name_needs_the_same_amount() {
        check(
            &[("车管所网格专线费", "35.00")],
            &[("车管所网络专线费", "350,000")],
            &[(0, 0, Basis::NameVariant)],
        );
        check(&[("车管所网格专线费", "35.00")], &[("车管所网络专线费", "360,000")], &[]);
    }

    #[test]
    fn an_amount_alone_counts_only_where_nothing_else_has_it() {
        check(&[("遗属补助", "5.23")], &[("某项补助", "52,296")], &[(0, 0, Basis::AmountOnly)]);
        check(&[("甲", "5.23"), ("乙", "5.23")], &[("丙", "52,296")], &[]);
    }

    #[test]
    fn the_same_name_with_another_amount_is_the_same_project() {
        check(&[("办案费", "368.00")], &[("办案费", "3,690,000")], &[(0, 0, Basis::Exact)]);
    }

    #[test]
    fn twins_are_never_guessed() {
        check(&[("甲", "1.00"), ("甲", "1.00")], &[("甲", "10,000"), ("甲", "10,000")], &[]);
    }
}
