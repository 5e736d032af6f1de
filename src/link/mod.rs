//! Linking: lines of the project expenditure table and performance-target forms
//! find each other, one to one.
//!
//! 1. [`side`], [`lines`](mod@lines): what a line and a form say of their project
//! 2. [`group`]: one form for several lines, which it names and sums up
//! 3. [`score`]: what supports a pair (name, amount, unit, funding, periods);
//!    [`pair`], [`assign`]: weighed for all lines and forms at once, the best assignment taken; last
//!    comes an amount that nothing else has
//! 4. [`report`]: what is said of it
//!
//! What does not stand out stays open on both sides, never guessed.

mod assign;
mod group;
mod lines;
mod name;
mod pair;
mod report;
mod score;
mod side;

use std::collections::{HashMap, HashSet};

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, hashed_key};
use crate::diagnostic::Diagnostics;
use crate::keys::FieldKey;
use crate::model::{Basis, Disclosure, Form, Linked, MatchNote, Numbered, Project};
use crate::money::Money;

use lines::ProjectLine;
use pair::Pairs;
use side::Side;

/// Links the lines and forms of one disclosure.
pub fn disclosure(disclosure: Disclosure, catalogue: &Catalogue) -> (Linked, Diagnostics) {
    let lines = lines::lines(&disclosure, catalogue);
    let mut projects = projects(&disclosure, &lines);
    evaluations(&disclosure, &lines, &mut projects);
    let diagnostics = if lines.is_empty() && disclosure.forms.is_empty() {
        Diagnostics::default()
    } else {
        report::report(&disclosure, &lines, &projects)
    };
    (Linked { disclosure, projects }, diagnostics)
}

/// The bodies and units whose names may stand before a project's.
fn owners(disclosure: &Disclosure) -> Vec<String> {
    let of_forms = disclosure.forms.iter().flat_map(|form| {
        [FieldKey::UNIT, FieldKey::AUTHORITY].into_iter().filter_map(|key| form.text(key).map(compact))
    });
    let mut owners: Vec<String> = of_forms.chain([compact(&disclosure.body_name)]).collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

/// Lines in table order, then the forms that no line has.
fn projects(disclosure: &Disclosure, lines: &[ProjectLine]) -> Vec<Project> {
    let owners = owners(disclosure);
    let targets: Vec<usize> = promises(disclosure);
    let line_sides: Vec<Side> = lines.iter().map(|line| line.side(&owners)).collect();
    let form_sides: Vec<Side> =
        targets.iter().map(|at| Side::of_form(&disclosure.forms[*at], &owners)).collect();
    let pairs = pair::pair(&line_sides, &form_sides);
    let mut projects: Vec<Project> = Vec::new();
    // A project may stand in the year's table and again in that of money
    // carried forward.
    let mut slugs = Numbered::default();
    let of_line: HashMap<usize, (usize, Basis)> =
        pairs.matches.iter().map(|found| (found.line, (targets[found.form], found.basis))).collect();
    let sums = sums(&pairs, &targets, lines);
    for (at, line) in lines.iter().enumerate() {
        let found = of_line.get(&at).copied();
        let open = || pairs.open_lines.contains(&at).then_some(MatchNote::NotClear);
        projects.push(Project {
            slug: slugs.unique(&line.slug),
            name: line.label.clone(),
            line: Some((line.table, line.row)),
            form: found.map(|(form, _)| form),
            evaluation: None,
            basis: found.map(|(_, basis)| basis),
            note: match found {
                Some((form, Basis::Group)) => sums.get(&form).cloned(),
                Some((form, basis)) => note(disclosure, line, &disclosure.forms[form], basis),
                None => open(),
            },
        });
    }
    let with_line: HashSet<usize> = pairs.matches.iter().map(|found| found.form).collect();
    for (nth, at) in targets.iter().enumerate().filter(|(nth, _)| !with_line.contains(nth)) {
        let project = of_form(disclosure, *at, slugs.unique(&form_slug(&disclosure.forms[*at])));
        let none = lines.is_empty().then_some(MatchNote::NoLines);
        projects.push(Project { note: open(&pairs, nth).or(project.note.clone()).or(none), ..project });
    }
    projects
}

/// What is said of each form of a group of lines, by the form's index.
fn sums(pairs: &Pairs, targets: &[usize], lines: &[ProjectLine]) -> HashMap<usize, MatchNote> {
    let mut amounts: HashMap<usize, Vec<Money>> = HashMap::new();
    for found in pairs.matches.iter().filter(|found| found.basis == Basis::Group) {
        amounts.entry(targets[found.form]).or_default().extend(lines[found.line].amount);
    }
    let note = |(form, amounts): (usize, Vec<Money>)| {
        let lines = amounts.len();
        Some((form, MatchNote::Group { lines, sum: Money::sum(amounts)? }))
    };
    amounts.into_iter().filter_map(note).collect()
}

/// Why a form has no line, where that can be said.
fn open(pairs: &Pairs, form: usize) -> Option<MatchNote> {
    if pairs.open_forms.contains(&form) {
        return Some(MatchNote::NotClear);
    }
    let group = pairs.other_sums.iter().find(|group| group.form == form)?;
    Some(MatchNote::OtherSum { lines: group.lines.len(), sum: group.sum })
}

/// The forms that promise: those of the year's targets, and self-evaluations of the year where
/// there are no others.
fn promises(disclosure: &Disclosure) -> Vec<usize> {
    let all = || 0..disclosure.forms.len();
    let targets: Vec<usize> = all().filter(|at| !disclosure.forms[*at].evaluation).collect();
    if targets.is_empty() { all().filter(|at| is_of_year(disclosure, *at)).collect() } else { targets }
}

/// Whether a form is of the disclosure's own year, as far as it says.
fn is_of_year(disclosure: &Disclosure, form: usize) -> bool {
    disclosure.forms[form].year.is_none_or(|year| year == disclosure.id.year)
}

/// A project of which there is a form alone.
fn of_form(disclosure: &Disclosure, at: usize, slug: String) -> Project {
    let form = &disclosure.forms[at];
    let name = if form.name.is_empty() { "（未写项目名称）".to_owned() } else { form.name.clone() };
    Project {
        slug,
        name,
        line: None,
        form: Some(at),
        evaluation: None,
        basis: None,
        note: other_year(disclosure, form),
    }
}

/// That a form says it is of another year than the disclosure.
fn other_year(disclosure: &Disclosure, form: &Form) -> Option<MatchNote> {
    let year = form.year.filter(|year| *year != disclosure.id.year)?;
    Some(MatchNote::OtherYear { year })
}

/// Sets each self-evaluation beside the project that it evaluates; one of no project here, or
/// of another year, is a project's only form.
fn evaluations(disclosure: &Disclosure, lines: &[ProjectLine], projects: &mut Vec<Project>) {
    let taken: HashSet<usize> = projects.iter().filter_map(|project| project.form).collect();
    let left: Vec<usize> = (0..disclosure.forms.len()).filter(|at| !taken.contains(at)).collect();
    if left.is_empty() {
        return;
    }
    let owners = owners(disclosure);
    let side = |at: usize, project: &Project| match project.form {
        Some(form) => Side::of_form(&disclosure.forms[form], &owners),
        None => lines[at].side(&owners),
    };
    let sides: Vec<Side> = projects.iter().enumerate().map(|(at, project)| side(at, project)).collect();
    let of_year: Vec<usize> = left.iter().copied().filter(|at| is_of_year(disclosure, *at)).collect();
    let evaluated: Vec<Side> =
        of_year.iter().map(|at| Side::of_form(&disclosure.forms[*at], &owners)).collect();
    let mut with_project = HashSet::new();
    for found in pair::pair(&sides, &evaluated).matches {
        // Another name with one amount is too little for what was done.
        if found.basis != Basis::AmountOnly {
            projects[found.line].evaluation = Some(of_year[found.form]);
            with_project.insert(of_year[found.form]);
        }
    }
    let mut slugs = Numbered::default();
    projects.iter().for_each(|project| drop(slugs.unique(&project.slug)));
    for at in left.into_iter().filter(|at| !with_project.contains(at)) {
        let slug = slugs.unique(&form_slug(&disclosure.forms[at]));
        projects.push(of_form(disclosure, at, slug));
    }
}

fn form_slug(form: &Form) -> String {
    let amount = form.amount().map(|amount| format!(" {}", amount.normalize())).unwrap_or_default();
    match form.name.as_str() {
        "" => hashed_key("p", &format!("form{amount}")),
        name => hashed_key("p", name),
    }
}

/// What a reader should know of a match that is not plain.
fn note(disclosure: &Disclosure, line: &ProjectLine, form: &Form, basis: Basis) -> Option<MatchNote> {
    let amounts = line.amount.zip(form.money());
    let differs = amounts.is_some_and(|(line, form)| !line.agrees_with(form));
    match basis {
        Basis::Exact if differs => Some(MatchNote::AmountsDiffer),
        // 52,296 元 stands as 5.23 万元: equal, but not exactly.
        Basis::Exact => amounts
            .filter(|(line, form)| line.in_wan() != form.in_wan())
            .map(|(line, form)| MatchNote::Rounded { line, form })
            .or_else(|| other_year(disclosure, form)),
        Basis::NameVariant => Some(MatchNote::Spelling { line: line.label.clone(), form: form.name.clone() }),
        Basis::AmountOnly => Some(MatchNote::OtherName { form: form.name.clone() }),
        Basis::Group => None,
    }
}
