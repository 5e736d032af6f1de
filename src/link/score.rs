//! What supports a line and a form being of one project: names first, then amounts,
//! units, funding, periods.

use crate::link::name::{is_cut, is_variant};
use crate::link::side::Side;
use crate::model::Basis;
use crate::money::Money;

/// The least that has to speak for a pair: the same name, whatever else differs.
const LEAST: i32 = 20;

/// What counts a little for a pair, or against it: told between projects of one name.
const HINT: i32 = 10;

/// On what grounds names are of one project, and what that counts.
pub fn names(line: &Side, form: &Side) -> Option<(Basis, i32)> {
    match () {
        () if line.name == form.name && !line.name.is_empty() => Some((Basis::Exact, 100)),
        () if line.core == form.core && !line.core.is_empty() => Some((Basis::NameVariant, 90)),
        () if is_variant(&line.name, &form.name) => Some((Basis::NameVariant, 60)),
        () if is_cut(&line.core, &form.core) => Some((Basis::NameVariant, 60)),
        () => None,
    }
}

/// What supports a pair; `None` where too little does.
pub fn score(line: &Side, form: &Side) -> Option<i32> {
    let (basis, name) = names(line, form)?;
    let amount = match agree(line.amount, form.amount) {
        Some(true) => 50,
        Some(false) => -40,
        None => 0,
    };
    // Another name needs the same amount; one that only leaves out the unit's none that
    // differs.
    let needed = if line.core == form.core { 0 } else { 50 };
    if basis != Basis::Exact && amount < needed {
        return None;
    }
    let hints =
        [unit(line, form), fiscal(line, form), carried(line, form), term(line, form), year(line, form)];
    let all = [name, amount].into_iter().chain(hints).fold(0_i32, i32::saturating_add);
    Some(all.max(LEAST))
}

fn agree(line: Option<Money>, form: Option<Money>) -> Option<bool> {
    line.zip(form).map(|(line, form)| line.agrees_with(form))
}

fn unit(line: &Side, form: &Side) -> i32 {
    match () {
        () if line.unit.is_empty() || form.unit.is_empty() => 0,
        () if line.unit.contains(&form.unit) || form.unit.contains(&line.unit) => HINT,
        () => -HINT,
    }
}

fn fiscal(line: &Side, form: &Side) -> i32 {
    if agree(line.fiscal, form.fiscal) == Some(true) { HINT } else { 0 }
}

fn carried(line: &Side, form: &Side) -> i32 {
    let nothing = |side: &Side| side.carried.is_none_or(|carried| carried.value.is_zero());
    match agree(line.carried, form.carried) {
        Some(_) if nothing(line) && nothing(form) => 0,
        Some(true) => HINT,
        Some(false) => -HINT,
        None => 0,
    }
}

fn term(line: &Side, form: &Side) -> i32 {
    let ends = |side: &Side| side.term.iter().min().copied().zip(side.term.iter().max().copied());
    match ends(line).zip(ends(form)) {
        Some((line, form)) if line == form => HINT,
        Some((line, form)) if line.1 < form.0 || form.1 < line.0 => -HINT,
        _ => 0,
    }
}

/// A form of another year is rather of another year's project.
fn year(line: &Side, form: &Side) -> i32 {
    let other = line.year.zip(form.year).is_some_and(|(line, form)| line != form);
    if other { -2 * HINT } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Unit, parse_amount};

    fn side() -> Side {
        Side { name: "培训费".to_owned(), core: "培训费".to_owned(), ..Side::default() }
    }

    fn yuan(amount: &str) -> Option<Money> {
        parse_amount(amount).ok().map(|value| Money { value, unit: Unit::Yuan })
    }

    #[test]
    fn funding_and_periods_tell_projects_of_one_name_apart() {
        let plain = score(&side(), &side()).unwrap();
        let of = |line: Side, form: Side| score(&line, &form).unwrap();
        let term = |years: &[u16]| Side { term: years.to_vec(), ..side() };
        assert!(of(term(&[2023, 2025]), term(&[2025, 2023])) > plain);
        assert!(of(term(&[2021, 2022]), term(&[2023])) < plain);
        assert_eq!(of(term(&[2021, 2023]), term(&[2023])), plain);
        let carried = |amount: &str| Side { carried: yuan(amount), ..side() };
        assert!(of(carried("5"), carried("5")) > plain);
        assert!(of(carried("5"), carried("0")) < plain);
        assert_eq!(of(carried("0"), carried("0")), plain);
        assert_eq!(of(carried("5"), side()), plain);
        let year = |year: u16| Side { year: Some(year), ..side() };
        assert!(of(year(2024), year(2023)) < plain);
        assert_eq!(of(year(2024), side()), plain);
    }

    #[test]
    fn the_same_name_is_enough_whatever_else_differs() {
        let line =
            Side {
                amount: yuan("1"), unit: "甲所".to_owned(), term: vec![2020], year: Some(2024), ..side()
            };
        let form =
            Side {
                amount: yuan("2"), unit: "乙所".to_owned(), term: vec![2024], year: Some(2023), ..side()
            };
        assert_eq!(score(&line, &form), Some(LEAST));
    }
}
