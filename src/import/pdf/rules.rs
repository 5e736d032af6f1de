//! Ruling lines put in order: places that are nearly the same are the same, pieces of one
//! line are one, and lines that touch belong together.

use std::collections::BTreeMap;

use super::collect::Rule;

/// Most lines that are looked at for what touches what; a page of a table has a few hundred.
const MOST: usize = 4_000;

/// The lines, snapped and joined, in groups that touch; `near` is how far apart two places are
/// that are one. `None` where there are more than any table has.
pub fn groups(mut rules: Vec<Rule>, near: i32) -> Option<Vec<Vec<Rule>>> {
    snap(&mut rules, near);
    let joined = joined(rules, near);
    (joined.len() <= MOST).then(|| touching(&joined, near))
}

/// Moves lines that are nearly at one place to the same.
fn snap(rules: &mut [Rule], near: i32) {
    rules.sort_unstable();
    let mut first = 0;
    for at in 1..=rules.len() {
        let ends = rules.get(at).is_none_or(|rule| {
            let (begin, before) = (rules[first], rules[at - 1]);
            rule.upright != begin.upright || rule.at - before.at > near || rule.at - begin.at > 3 * near
        });
        if ends {
            let middle = (rules[first].at + rules[at - 1].at) / 2;
            rules[first..at].iter_mut().for_each(|rule| rule.at = middle);
            first = at;
        }
    }
}

/// Pieces of one line as one.
fn joined(mut rules: Vec<Rule>, near: i32) -> Vec<Rule> {
    rules.sort_unstable();
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined.last_mut() {
            Some(last)
                if last.upright == rule.upright && last.at == rule.at && rule.from <= last.to + 2 * near =>
            {
                last.to = last.to.max(rule.to);
            }
            _ => joined.push(rule),
        }
    }
    joined
}

/// Groups of lines that cross or touch, from the top.
fn touching(rules: &[Rule], near: i32) -> Vec<Vec<Rule>> {
    let mut sets = Sets::new(rules.len());
    let level = rules.partition_point(|rule| !rule.upright);
    for (upright, other) in rules.iter().enumerate().skip(level) {
        for (at, rule) in rules[..level].iter().enumerate() {
            let across = (rule.from - near..=rule.to + near).contains(&other.at);
            if across && (other.from - near..=other.to + near).contains(&rule.at) {
                sets.unite(at, upright);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<Rule>> = BTreeMap::new();
    for (at, rule) in rules.iter().enumerate() {
        groups.entry(sets.of(at)).or_default().push(*rule);
    }
    groups.into_values().collect()
}

/// Things that are united by and by.
#[derive(Debug)]
pub struct Sets(Vec<usize>);

impl Sets {
    /// Each alone.
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The first of those that one is united with.
    pub fn of(&mut self, one: usize) -> usize {
        let mut first = one;
        while self.0[first] != first {
            self.0[first] = self.0[self.0[first]];
            first = self.0[first];
        }
        first
    }

    /// Unites two and all that they are united with.
    pub fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(upright: bool, at: i32, from: i32, to: i32) -> Rule {
        Rule { upright, at, from, to }
    }

    #[test]
    fn pieces_of_double_rules_are_one_line_and_what_touches_is_together() {
        let rules = vec![
            rule(false, 1_000, 0, 5_000),
            rule(false, 1_080, 4_900, 9_000),
            rule(true, 20, 1_100, 4_000),
            rule(false, 9_000, 0, 100),
        ];
        let groups = groups(rules, 100).unwrap();
        assert_eq!(
            groups,
            [
                vec![rule(false, 1_040, 0, 9_000), rule(true, 20, 1_100, 4_000)],
                vec![rule(false, 9_000, 0, 100)],
            ]
        );
    }

    #[test]
    fn more_lines_than_any_table_has_are_given_up() {
        let rules = (0..5_000).map(|at| rule(false, at * 1_000, 0, 10)).collect();
        assert_eq!(groups(rules, 100), None);
    }
}
