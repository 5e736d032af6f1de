//! One-to-one pairs of lines and forms: what supports each pair, and the best assignment
//! over all of them.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use crate::link::assign::{self, Scores};
use crate::link::group::{self, Group};
use crate::link::score::{names, score};
use crate::link::side::Side;
use crate::model::Basis;

/// A line and a form that belong together, by their indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    pub line: usize,
    pub form: usize,
    pub basis: Basis,
}

/// What pairing came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    pub matches: Vec<Match>,
    /// Lines and forms that have candidates of which none stands out.
    pub open_lines: BTreeSet<usize>,
    pub open_forms: BTreeSet<usize>,
    /// Forms that name several lines together whose sum is another than their amount.
    pub other_sums: Vec<Group>,
}

/// By how much an assignment has to be better than the best one without a pair, so that
/// the pair is sure.
const MARGIN: i32 = 15;

/// Most pairs of one name, or of one amount, that are looked at. What so many share tells
/// nothing.
const MOST: usize = 2_500;

/// Pairs lines and forms; the order of either decides nothing. Forms of groups of lines come
/// first: that several lines add up to the cent says more than that one has the name.
pub fn pair(lines: &[Side], forms: &[Side]) -> Pairs {
    let mut pairs = Pairs::default();
    pairs.groups(group::groups(lines, forms));
    let mut scores = scores(lines, forms);
    let (of_groups, forms_of_groups) = pairs.taken();
    scores.retain(|(line, form), _| !of_groups.contains(line) && !forms_of_groups.contains(form));
    for (of_lines, of_forms) in components(&scores) {
        assign(lines, forms, &scores, &of_lines, &of_forms, &mut pairs);
    }
    by_amount(lines, forms, &mut pairs);
    pairs.matches.sort_by_key(|found| found.line);
    pairs
}

impl Pairs {
    fn groups(&mut self, groups: group::Groups) {
        self.other_sums = groups.other_sum;
        for Group { form, lines, .. } in groups.sure {
            let basis = Basis::Group;
            self.matches.extend(lines.into_iter().map(|line| Match { line, form, basis }));
        }
    }

    /// The lines and the forms that are matched.
    fn taken(&self) -> (BTreeSet<usize>, BTreeSet<usize>) {
        (
            self.matches.iter().map(|found| found.line).collect(),
            self.matches.iter().map(|found| found.form).collect(),
        )
    }
}

/// What supports each pair for which anything does. Only sides of one name or of one
/// amount can fit.
fn scores(lines: &[Side], forms: &[Side]) -> HashMap<(usize, usize), i32> {
    let mut scores = HashMap::new();
    let named = |side: &Side| Some(side.name.clone()).filter(|name| !name.is_empty());
    let cored = |side: &Side| Some(side.core.clone()).filter(|name| !name.is_empty());
    let mut candidates = together(lines, forms, named);
    candidates.extend(together(lines, forms, cored));
    candidates.extend(together(lines, forms, Side::cents));
    // Of many that share a name those that share the amount, too.
    candidates.extend(together(lines, forms, |side| Some((side.name.clone(), side.cents()?))));
    for (line, form) in candidates {
        if let Some(score) = score(&lines[line], &forms[form]) {
            scores.insert((line, form), score);
        }
    }
    scores
}

fn together<K: Hash + Eq>(
    lines: &[Side],
    forms: &[Side],
    key: impl Fn(&Side) -> Option<K>,
) -> Vec<(usize, usize)> {
    let (lines, forms) = (buckets(lines, &key), buckets(forms, &key));
    let mut pairs = Vec::new();
    for (key, lines) in &lines {
        let Some(forms) = forms.get(key) else { continue };
        if lines.len().saturating_mul(forms.len()) <= MOST {
            pairs.extend(lines.iter().flat_map(|line| forms.iter().map(|form| (*line, *form))));
        }
    }
    pairs
}

/// The indexes of sides by key.
fn buckets<K: Hash + Eq>(sides: &[Side], key: &impl Fn(&Side) -> Option<K>) -> HashMap<K, Vec<usize>> {
    let mut buckets: HashMap<K, Vec<usize>> = HashMap::new();
    for (at, side) in sides.iter().enumerate() {
        if let Some(key) = key(side) {
            buckets.entry(key).or_default().push(at);
        }
    }
    buckets
}

/// Lines and forms that hang together by what supports pairs of them.
fn components(scores: &HashMap<(usize, usize), i32>) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut of_line: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut of_form: HashMap<usize, Vec<usize>> = HashMap::new();
    for (line, form) in scores.keys() {
        of_line.entry(*line).or_default().push(*form);
        of_form.entry(*form).or_default().push(*line);
    }
    let mut starts: Vec<usize> = of_line.keys().copied().collect();
    starts.sort_unstable();
    let mut components = Vec::new();
    let (mut seen_lines, mut seen_forms) = (BTreeSet::new(), BTreeSet::new());
    for start in starts {
        if !seen_lines.insert(start) {
            continue;
        }
        let (mut lines, mut forms) = (vec![start], Vec::new());
        let mut at = 0;
        while at < lines.len() {
            for form in of_line[&lines[at]].iter().filter(|form| seen_forms.insert(**form)) {
                forms.push(*form);
                lines.extend(of_form[form].iter().filter(|line| seen_lines.insert(**line)));
            }
            at = at.saturating_add(1);
        }
        lines.sort_unstable();
        forms.sort_unstable();
        components.push((lines, forms));
    }
    components
}

/// The best assignment of one component. What does not stand out stays open.
fn assign(
    lines: &[Side],
    forms: &[Side],
    scores: &HashMap<(usize, usize), i32>,
    of_lines: &[usize],
    of_forms: &[usize],
    pairs: &mut Pairs,
) {
    if of_lines.len().saturating_mul(of_forms.len()) > MOST {
        pairs.open_lines.extend(of_lines);
        pairs.open_forms.extend(of_forms);
        return;
    }
    let score = |line: &usize| of_forms.iter().map(|form| scores.get(&(*line, *form)).copied()).collect();
    let table: Scores = of_lines.iter().map(score).collect();
    for (row, chosen) in assign::best(&table).into_iter().enumerate() {
        let Some((column, margin)) = chosen else { continue };
        let (line, form) = (of_lines[row], of_forms[column]);
        match names(&lines[line], &forms[form]) {
            Some((basis, _)) if margin >= MARGIN => pairs.matches.push(Match { line, form, basis }),
            _ => {
                pairs.open_lines.insert(line);
                pairs.open_forms.insert(form);
            }
        }
    }
    leave_equals_open(scores, of_lines, of_forms, pairs);
}

/// What lost against something that stays open is as open.
fn leave_equals_open(
    scores: &HashMap<(usize, usize), i32>,
    of_lines: &[usize],
    of_forms: &[usize],
    pairs: &mut Pairs,
) {
    if !of_lines.iter().any(|line| pairs.open_lines.contains(line)) {
        return;
    }
    let (taken_lines, taken_forms) = pairs.taken();
    for (line, form) in of_lines.iter().flat_map(|line| of_forms.iter().map(move |form| (*line, *form))) {
        if !scores.contains_key(&(line, form)) {
            continue;
        }
        if pairs.open_forms.contains(&form) && !taken_lines.contains(&line) {
            pairs.open_lines.insert(line);
        }
        if pairs.open_lines.contains(&line) && !taken_forms.contains(&form) {
            pairs.open_forms.insert(form);
        }
    }
}

/// Pairs of other names that share an amount which no other line and no other form left
/// over has.
fn by_amount(lines: &[Side], forms: &[Side], pairs: &mut Pairs) {
    let (taken_lines, taken_forms) = pairs.taken();
    let left = |sides: &[Side], taken: &BTreeSet<usize>, open: &BTreeSet<usize>| {
        let positive = |side: &Side| side.amount.is_some_and(|amount| !amount.value.is_zero());
        let key = |side: &Side| side.cents().filter(|_| positive(side));
        let mut left = buckets(sides, &key);
        left.values_mut().for_each(|of_key| of_key.retain(|at| !taken.contains(at) && !open.contains(at)));
        left
    };
    let of_lines = left(lines, &taken_lines, &pairs.open_lines);
    let of_forms = left(forms, &taken_forms, &pairs.open_forms);
    for (key, of_line) in &of_lines {
        if let ([line], Some([form])) = (of_line.as_slice(), of_forms.get(key).map(Vec::as_slice)) {
            pairs.matches.push(Match { line: *line, form: *form, basis: Basis::AmountOnly });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Money, Unit, parse_amount};

    fn side(name: &str, amount: &str, unit: Unit) -> Side {
        let amount = parse_amount(amount).ok().map(|value| Money { value, unit });
        Side { name: name.to_owned(), core: name.to_owned(), amount, ..Side::default() }
    }

    fn check(lines: &[(&str, &str)], forms: &[(&str, &str)], expected: &[(usize, usize, Basis)]) {
        let lines: Vec<Side> = lines.iter().map(|(name, amount)| side(name, amount, Unit::WanYuan)).collect();
        let forms: Vec<Side> = forms.iter().map(|(name, amount)| side(name, amount, Unit::Yuan)).collect();
        let found: Vec<_> =
            pair(&lines, &forms).matches.iter().map(|found| (found.line, found.form, found.basis)).collect();
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
        assert_eq!(pair(&lines, &forms).matches.len(), names.len());
        let other = names.iter().map(|name| side(&name.replace('项', "甲"), "10,000", Unit::Yuan));
        assert!(pair(&lines, &other.collect::<Vec<_>>()).matches.is_empty());
    }

    #[test]
    fn twins_are_never_guessed() {
        check(&[("甲", "1.00"), ("甲", "1.00")], &[("甲", "10,000"), ("甲", "10,000")], &[]);
    }

    #[test]
    fn twins_are_told_by_their_units_where_these_are_said() {
        let of = |unit: &str, money| Side { unit: unit.to_owned(), ..side("培训费", "1.00", money) };
        let lines = [of("甲所", Unit::WanYuan), of("乙所", Unit::WanYuan)];
        let form = |unit: &str| Side { unit: unit.to_owned(), ..side("培训费", "10,000", Unit::Yuan) };
        let pairs = pair(&lines, &[form("某局乙所"), form("某局甲所")]);
        let found: Vec<_> = pairs.matches.iter().map(|found| (found.line, found.form)).collect();
        assert_eq!(found, [(0, 1), (1, 0)]);
    }

    #[test]
    fn what_does_not_stand_out_stays_open_and_is_said_to_be() {
        let lines = [side("培训费", "1.00", Unit::WanYuan), side("培训费", "2.00", Unit::WanYuan)];
        let pairs = pair(&lines, &[side("培训费", "40,000", Unit::Yuan)]);
        assert!(pairs.matches.is_empty());
        assert_eq!((pairs.open_lines.len(), pairs.open_forms.len()), (2, 1));
    }

    #[test]
    fn a_name_cut_short_needs_the_same_amount() {
        check(
            &[("城区道路标志标线维护", "5.00")],
            &[("城区道路标志标", "50,000")],
            &[(0, 0, Basis::NameVariant)],
        );
        check(&[("城区道路标志标线维护", "5.00")], &[("城区道路标志标", "60,000")], &[]);
    }
}
