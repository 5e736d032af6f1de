//! One-to-one pairs of lines and forms, strongest grounds first.

use std::collections::HashMap;
use std::hash::Hash;

use rust_decimal::Decimal;

use crate::link::name::is_variant;
use crate::model::Basis;
use crate::money::Money;

/// What a line or a form is matched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The name, compacted for comparison.
    pub name: String,
    pub amount: Option<Money>,
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
    let mut pairing = Pairing {
        lines,
        forms,
        line_taken: vec![false; lines.len()],
        form_taken: vec![false; forms.len()],
        matches: Vec::new(),
    };
    pairing.round(Basis::Exact, |side| Some((side.name.as_str(), side.cents()?)), same_amount);
    pairing.round(Basis::Exact, |side| Some(side.name.as_str()).filter(|name| !name.is_empty()), |_, _| true);
    pairing.round(Basis::NameVariant, Side::cents, |line, form| {
        same_amount(line, form) && is_variant(&line.name, &form.name)
    });
    pairing.round(Basis::AmountOnly, |side| side.cents().filter(|_| positive(side)), same_amount);
    pairing.matches.sort_by_key(|found| found.line);
    pairing.matches
}

impl Side {
    /// What amounts that agree have in common.
    fn cents(&self) -> Option<Decimal> {
        self.amount?.in_cents_of_wan()
    }
}

fn same_amount(line: &Side, form: &Side) -> bool {
    line.amount.zip(form.amount).is_some_and(|(line, form)| line.agrees_with(form))
}

fn positive(side: &Side) -> bool {
    side.amount.is_some_and(|amount| !amount.value.is_zero())
}

/// Most comparisons of names that share an amount. What so many share tells
/// nothing of a misread name.
const MOST: usize = 10_000;

struct Pairing<'a> {
    lines: &'a [Side],
    forms: &'a [Side],
    line_taken: Vec<bool>,
    form_taken: Vec<bool>,
    matches: Vec<Match>,
}

impl<'a> Pairing<'a> {
    /// Takes the pairs of one kind. Only sides of the same key can fit; those
    /// without one cannot.
    fn round<K: Hash + Eq>(
        &mut self,
        basis: Basis,
        key: impl Fn(&'a Side) -> Option<K>,
        fits: impl Fn(&Side, &Side) -> bool,
    ) {
        let lines = buckets(self.lines, &self.line_taken, &key);
        let forms = buckets(self.forms, &self.form_taken, &key);
        for (key, lines) in &lines {
            let Some(forms) = forms.get(key) else { continue };
            if basis == Basis::NameVariant && lines.len() * forms.len() > MOST {
                continue;
            }
            for &line in lines {
                let fit = |line: usize, form: usize| fits(&self.lines[line], &self.forms[form]);
                let Some(form) = only(forms, |form| fit(line, form)) else { continue };
                if only(lines, |other| fit(other, form)) == Some(line) {
                    self.line_taken[line] = true;
                    self.form_taken[form] = true;
                    self.matches.push(Match { line, form, basis });
                }
            }
        }
    }
}

/// The sides that are not taken, by their key.
fn buckets<'a, K: Hash + Eq>(
    sides: &'a [Side],
    taken: &[bool],
    key: impl Fn(&'a Side) -> Option<K>,
) -> HashMap<K, Vec<usize>> {
    let mut buckets: HashMap<K, Vec<usize>> = HashMap::new();
    for (at, side) in sides.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        if let Some(key) = key(side) {
            buckets.entry(key).or_default().push(at);
        }
    }
    buckets
}

/// The one that fits; `None` where none or several do.
fn only(all: &[usize], fits: impl Fn(usize) -> bool) -> Option<usize> {
    let mut fitting = all.iter().copied().filter(|at| fits(*at));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Unit, parse_amount};

    fn side(name: &str, amount: &str, unit: Unit) -> Side {
        let amount = parse_amount(amount).ok().map(|value| Money { value, unit });
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
    fn many_lines_and_forms_take_no_time() {
        let names: Vec<String> = (0..20_000).map(|at| format!("项目{at}费")).collect();
        let sides =
            |amount: &str, unit| names.iter().map(|name| side(name, amount, unit)).collect::<Vec<_>>();
        let (lines, forms) = (sides("1.00", Unit::WanYuan), sides("10,000", Unit::Yuan));
        assert_eq!(pair(&lines, &forms).len(), names.len());
        let other = names.iter().map(|name| side(&name.replace('项', "甲"), "10,000", Unit::Yuan));
        assert!(pair(&lines, &other.collect::<Vec<_>>()).is_empty());
    }

    #[test]
    fn twins_are_never_guessed() {
        check(&[("甲", "1.00"), ("甲", "1.00")], &[("甲", "10,000"), ("甲", "10,000")], &[]);
    }
}
