//! Linking: lines of the project expenditure table and performance-target forms
//! find each other, one to one.
//!
//! What speaks for a pair (name, amount, unit, fiscal money) is weighed for all lines and
//! forms at once, and the best assignment taken ([`assign`]); last comes an amount that nothing
//! else has. What does not stand out stays open on both sides, never guessed.

mod assign;
mod name;
mod pair;

use std::collections::{HashMap, HashSet};

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, hashed_key, without_code};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, codes};
use crate::keys::{ColumnKey, FieldKey, FundKey};
use crate::model::{Basis, Cell, Disclosure, Form, Linked, MatchNote, Numbered, Project, Row, Table};
use crate::money::Money;

use pair::{Match, Side};

/// Links the lines and forms of one disclosure.
pub fn disclosure(disclosure: Disclosure, catalogue: &Catalogue) -> (Linked, Diagnostics) {
    let lines = lines(&disclosure, catalogue);
    let mut projects = projects(&disclosure, &lines);
    evaluations(&disclosure, &lines, &mut projects);
    let diagnostics = if lines.is_empty() && disclosure.forms.is_empty() {
        Diagnostics::default()
    } else {
        report(&disclosure, &lines, &projects)
    };
    (Linked { disclosure, projects }, diagnostics)
}

/// One line of a project table.
struct ProjectLine {
    table: usize,
    row: usize,
    slug: String,
    label: String,
    amount: Option<Money>,
    /// The unit whose project it is, as its row says; else empty.
    unit: String,
    fiscal: Option<Money>,
}

impl ProjectLine {
    fn side(&self, owners: &[String]) -> Side {
        let name = compact(&self.label);
        let core = name::without_owner(without_code(&name), owners);
        let core = name::without_owner(core, std::slice::from_ref(&self.unit)).to_owned();
        Side { core, name, amount: self.amount, unit: self.unit.clone(), fiscal: self.fiscal }
    }
}

fn lines(disclosure: &Disclosure, catalogue: &Catalogue) -> Vec<ProjectLine> {
    let tables = disclosure.tables.iter().enumerate();
    let of_projects =
        |table: &Table| table.known && catalogue.published(&table.id).is_some_and(|spec| spec.projects);
    let tables = tables.filter(|(_, table)| of_projects(table));
    tables.flat_map(|(index, table)| lines_of(index, table)).collect()
}

fn lines_of(index: usize, table: &Table) -> Vec<ProjectLine> {
    let mut lines = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let Some(entry) = row.entries.first().and_then(Option::as_ref) else { continue };
        if entry.total || entry.label.is_empty() {
            continue;
        }
        lines.push(ProjectLine {
            table: index,
            row: at,
            slug: entry.key.clone(),
            label: entry.printed.clone(),
            amount: table.line_total(row).and_then(|total| total.money()),
            unit: unit(table, row),
            fiscal: fiscal(table, row),
        });
    }
    lines
}

/// The unit that a row names beside its project.
fn unit(table: &Table, row: &Row) -> String {
    let column = table.columns.iter().position(|column| column.key == ColumnKey::UNIT);
    column.and_then(|at| row.cells.get(at)).map(|cell| compact(&cell.raw)).unwrap_or_default()
}

/// What of a row's money is the general public budget's.
fn fiscal(table: &Table, row: &Row) -> Option<Money> {
    let own = table.figures_of(row).find(|figure| figure.column.key == ColumnKey::GENERAL_PUBLIC_BUDGET)?;
    own.money()
}

fn form_side(form: &Form, owners: &[String]) -> Side {
    let name = compact(&form.name);
    let fiscal = form.funds.iter().find(|fund| fund.key == FundKey::FISCAL);
    let cell = fiscal.and_then(|fund| fund.annual.as_ref().or(fund.implementation.as_ref()));
    let money = |value| form.unit.map(|unit| Money { value, unit });
    Side {
        core: name::without_owner(&name, owners).to_owned(),
        name,
        amount: form.money(),
        unit: form.text(FieldKey::UNIT).map(compact).unwrap_or_default(),
        fiscal: cell.and_then(Cell::amount).and_then(money),
    }
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
    let form_sides: Vec<Side> = targets.iter().map(|at| form_side(&disclosure.forms[*at], &owners)).collect();
    let pairs = pair::pair(&line_sides, &form_sides);
    let mut projects: Vec<Project> = Vec::new();
    // A project may stand in the year's table and again in that of money
    // carried forward.
    let mut slugs = Numbered::default();
    let of_line: HashMap<usize, &Match> = pairs.matches.iter().map(|found| (found.line, found)).collect();
    for (at, line) in lines.iter().enumerate() {
        let found = of_line.get(&at);
        let form = found.map(|found| targets[found.form]);
        let open = pairs.open_lines.contains(&at).then_some(MatchNote::NotClear);
        projects.push(Project {
            slug: slugs.unique(&line.slug),
            name: line.label.clone(),
            line: Some((line.table, line.row)),
            form,
            evaluation: None,
            basis: found.map(|found| found.basis),
            note: found
                .zip(form)
                .and_then(|(found, form)| note(line, &disclosure.forms[form], found.basis))
                .or(open),
        });
    }
    let with_line: HashSet<usize> = pairs.matches.iter().map(|found| found.form).collect();
    for (nth, at) in targets.iter().enumerate().filter(|(nth, _)| !with_line.contains(nth)) {
        let open = pairs.open_forms.contains(&nth).then_some(MatchNote::NotClear);
        let slug = slugs.unique(&form_slug(&disclosure.forms[*at]));
        projects.push(Project { note: open, ..of_form(disclosure, *at, slug) });
    }
    projects
}

/// The forms that promise: those of the year's targets, and self-evaluations where there
/// are no others.
fn promises(disclosure: &Disclosure) -> Vec<usize> {
    let all = 0..disclosure.forms.len();
    let targets: Vec<usize> = all.clone().filter(|at| !disclosure.forms[*at].evaluation).collect();
    if targets.is_empty() { all.collect() } else { targets }
}

/// A project of which there is a form alone.
fn of_form(disclosure: &Disclosure, at: usize, slug: String) -> Project {
    let form = &disclosure.forms[at];
    let name = if form.name.is_empty() { "（未写项目名称）".to_owned() } else { form.name.clone() };
    Project { slug, name, line: None, form: Some(at), evaluation: None, basis: None, note: None }
}

/// Sets each self-evaluation beside the project that it evaluates; one of no project here is
/// a project's only form.
fn evaluations(disclosure: &Disclosure, lines: &[ProjectLine], projects: &mut Vec<Project>) {
    let taken: HashSet<usize> = projects.iter().filter_map(|project| project.form).collect();
    let left: Vec<usize> = (0..disclosure.forms.len()).filter(|at| !taken.contains(at)).collect();
    if left.is_empty() {
        return;
    }
    let owners = owners(disclosure);
    let side = |at: usize, project: &Project| match project.form {
        Some(form) => form_side(&disclosure.forms[form], &owners),
        None => lines[at].side(&owners),
    };
    let sides: Vec<Side> = projects.iter().enumerate().map(|(at, project)| side(at, project)).collect();
    let evaluated: Vec<Side> = left.iter().map(|at| form_side(&disclosure.forms[*at], &owners)).collect();
    let mut with_project = HashSet::new();
    for found in pair::pair(&sides, &evaluated).matches {
        // Another name with one amount is too little for what was done.
        if found.basis != Basis::AmountOnly {
            projects[found.line].evaluation = Some(left[found.form]);
            with_project.insert(left[found.form]);
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
fn note(line: &ProjectLine, form: &Form, basis: Basis) -> Option<MatchNote> {
    let amounts = line.amount.zip(form.money());
    let differs = amounts.is_some_and(|(line, form)| !line.agrees_with(form));
    match basis {
        Basis::Exact if differs => Some(MatchNote::AmountsDiffer),
        // 52,296 元 stands as 5.23 万元: equal, but not exactly.
        Basis::Exact => amounts
            .filter(|(line, form)| line.in_wan() != form.in_wan())
            .map(|(line, form)| MatchNote::Rounded { line, form }),
        Basis::NameVariant => Some(MatchNote::Spelling { line: line.label.clone(), form: form.name.clone() }),
        Basis::AmountOnly => Some(MatchNote::OtherName { form: form.name.clone() }),
    }
}

fn report(disclosure: &Disclosure, lines: &[ProjectLine], projects: &[Project]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    // A disclosure that publishes no forms at all, or no project table, is no
    // broken match.
    let both = !lines.is_empty() && !disclosure.forms.is_empty();
    for project in projects.iter().filter(|project| both && project.basis.is_none()) {
        report_unmatched(&mut diagnostics, disclosure, project);
    }
    for project in projects.iter().filter(|project| project.basis == Some(Basis::Exact)) {
        report_amounts(&mut diagnostics, disclosure, project);
    }
    diagnostics
}

fn report_unmatched(diagnostics: &mut Diagnostics, disclosure: &Disclosure, project: &Project) {
    let (code, missing, line) = match (project.line, project.form) {
        (Some((table, row)), _) => (codes::UNMATCHED_LINE, "申报表", disclosure.tables[table].rows[row].line),
        (None, Some(form)) => (codes::UNMATCHED_FORM, "项目行", disclosure.forms[form].fragments[0].0),
        (None, None) => return,
    };
    diagnostics.push_with(code, || {
        let why = project.note.as_ref().map(|note| format!("：{}", note.words())).unwrap_or_default();
        let message = format!("“{}”没有找到对应的{missing}{why}", project.name);
        Diagnostic::new(code, message).at(Label::at_line(&disclosure.source, line, ""))
    });
}

fn report_amounts(diagnostics: &mut Diagnostics, disclosure: &Disclosure, project: &Project) {
    if let (Some(MatchNote::AmountsDiffer), Some((table, row))) = (&project.note, project.line) {
        let line = disclosure.tables[table].rows[row].line;
        diagnostics.push_with(codes::AMOUNT_DIFFERS, || {
            let message = format!("“{}”的项目行与申报表金额不同", project.name);
            Diagnostic::new(codes::AMOUNT_DIFFERS, message).at(Label::at_line(&disclosure.source, line, ""))
        });
    }
}
