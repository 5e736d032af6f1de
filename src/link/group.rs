//! Forms for a group of lines: one form whose amount is the sum of all the lines that bear
//! its name, whose names begin with it, or that it names one by one.

use std::collections::{BTreeSet, HashMap};

use crate::link::side::Side;
use crate::money::Money;

/// A form and the lines that it names together: two or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub form: usize,
    pub lines: Vec<usize>,
    /// The sum of the lines.
    pub sum: Money,
}

/// What groups there are.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// Those whose sum is the form's amount.
    pub sure: Vec<Group>,
    /// Those whose sum is another.
    pub other_sum: Vec<Group>,
}

/// Shortest name that may begin those of a group, in characters.
const SHORTEST: usize = 4;

/// Most lines of a group.
const MOST: usize = 200;

/// The marks that part names in one.
const MARKS: [char; 4] = ['、', '，', ',', ';'];

/// Finds groups; where two share a line neither is one.
pub fn groups(lines: &[Side], forms: &[Side]) -> Groups {
    let names = Names::of(lines);
    let mut claims: HashMap<usize, usize> = HashMap::new();
    let mut groups = Groups::default();
    for (at, form) in forms.iter().enumerate() {
        let Some(group) = group(at, form, lines, &names) else { continue };
        if form.amount.is_some_and(|amount| group.sum.agrees_with(amount)) {
            group.lines.iter().for_each(|line| *claims.entry(*line).or_default() += 1);
            groups.sure.push(group);
        } else {
            groups.other_sum.push(group);
        }
    }
    groups.sure.retain(|group| group.lines.iter().all(|line| claims[line] == 1));
    groups
}

fn group(at: usize, form: &Side, lines: &[Side], names: &Names<'_>) -> Option<Group> {
    let amount = form.amount.filter(|amount| !amount.value.is_zero())?;
    let members = names.named_by(&form.core);
    if !(2..=MOST).contains(&members.len()) {
        return None;
    }
    // A line that has the whole amount is the form's own, and one without any adds nothing.
    let amounts: Option<Vec<Money>> = members.iter().map(|line| lines[*line].amount).collect();
    let amounts = amounts?;
    if amounts.iter().any(|own| own.value.is_zero() || own.agrees_with(amount)) {
        return None;
    }
    Some(Group { form: at, sum: Money::sum(amounts)?, lines: members.into_iter().collect() })
}

/// The lines by their names, sorted.
struct Names<'a>(Vec<(&'a str, usize)>);

impl<'a> Names<'a> {
    fn of(lines: &'a [Side]) -> Self {
        let mut names: Vec<_> = lines.iter().enumerate().map(|(at, line)| (line.core.as_str(), at)).collect();
        names.retain(|(name, _)| !name.is_empty());
        names.sort_unstable();
        Self(names)
    }

    /// The lines that a name names: those of that name or beginning with it, else those that
    /// its parts name, where each part names one.
    fn named_by(&self, name: &str) -> BTreeSet<usize> {
        let begun = self.begun_by(name);
        if begun.len() > 1 || !name.contains(MARKS) {
            return begun;
        }
        let parts: Vec<Vec<usize>> = name.split(MARKS).map(|part| self.of_name(part)).collect();
        match parts.iter().all(|lines| lines.len() == 1) {
            true => parts.concat().into_iter().collect(),
            false => BTreeSet::new(),
        }
    }

    fn begun_by(&self, name: &str) -> BTreeSet<usize> {
        let begins =
            |other: &str| other == name || (name.chars().count() >= SHORTEST && other.starts_with(name));
        let from = self.0.partition_point(|(other, _)| *other < name);
        let found = self.0[from..].iter().take_while(|(other, _)| !name.is_empty() && begins(other));
        found.take(MOST + 1).map(|(_, line)| *line).collect()
    }

    fn of_name(&self, name: &str) -> Vec<usize> {
        let from = self.0.partition_point(|(other, _)| *other < name);
        self.0[from..].iter().take_while(|(other, _)| *other == name).map(|(_, line)| *line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Unit, parse_amount};

    fn side(name: &str, amount: &str, unit: Unit) -> Side {
        let amount = parse_amount(amount).ok().map(|value| Money { value, unit });
        Side { name: name.to_owned(), core: name.to_owned(), amount, ..Side::default() }
    }

    /// The lines of the form's group, and whether their sum is its amount.
    fn check(lines: &[(&str, &str)], form: (&str, &str), expected: &[usize], sure: bool) {
        let lines: Vec<Side> = lines.iter().map(|(name, amount)| side(name, amount, Unit::WanYuan)).collect();
        let groups = groups(&lines, &[side(form.0, form.1, Unit::Yuan)]);
        let found = if sure { groups.sure } else { groups.other_sum };
        assert_eq!(
            found.first().map(|group| group.lines.as_slice()).unwrap_or_default(),
            expected,
            "{form:?}"
        );
    }

    #[test]
    fn lines_that_a_form_names_and_sums_up_are_its_group() {
        let lines = [("河道保洁（一期）", "1.00"), ("堤防检查", "5.00"), ("河道保洁（二期）", "2.00")];
        check(&lines, ("河道保洁", "30,000"), &[0, 2], true);
        check(&lines, ("河道保洁", "40,000"), &[0, 2], false);
        check(&lines, ("河道保洁、堤防检查", "60,000"), &[], true);
        check(&lines, ("堤防检查", "50,000"), &[], true);
        let parts = [("河道保洁", "1.00"), ("堤防检查", "5.00")];
        check(&parts, ("河道保洁、堤防检查", "60,000"), &[0, 1], true);
        check(&[("培训", "1.00"), ("培训", "2.00")], ("培训", "30,000"), &[0, 1], true);
    }

    #[test]
    fn two_forms_of_one_group_have_none() {
        let lines = [side("河道保洁一", "1.00", Unit::WanYuan), side("河道保洁二", "2.00", Unit::WanYuan)];
        let form = side("河道保洁", "30,000", Unit::Yuan);
        assert!(groups(&lines, &[form.clone(), form]).sure.is_empty());
    }
}
