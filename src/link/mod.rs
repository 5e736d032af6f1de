//! Linking: lines of the project expenditure table and performance-target forms
//! find each other, one to one.
//!
//! By name first, by name and amount where several share a name, by a name
//! misread in a character and the same amount, and last by an amount that
//! nothing else has. What does not match is listed on both sides, never guessed.

mod name;
mod pair;

use std::collections::{HashMap, HashSet};

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, hashed_key};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, codes};
use crate::model::{Basis, Disclosure, Form, Linked, MatchNote, Numbered, Project, Table};

use pair::{Match, Side};

/// Links the lines and forms of one disclosure.
pub fn disclosure(disclosure: Disclosure, catalogue: &Catalogue) -> (Linked, Diagnostics) {
    let lines = lines(&disclosure, catalogue);
    let line_sides: Vec<Side> = lines.iter().map(|line| line.side.clone()).collect();
    let form_sides: Vec<Side> = disclosure.forms.iter().map(form_side).collect();
    let matches = pair::pair(&line_sides, &form_sides);
    let projects = projects(&disclosure, &lines, &matches);
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
    side: Side,
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
            side: Side {
                name: compact(&entry.printed),
                amount: table.line_total(row).and_then(|total| total.money()),
            },
        });
    }
    lines
}

fn form_side(form: &Form) -> Side {
    Side { name: compact(&form.name), amount: form.money() }
}

/// Lines in table order, then the forms that no line has.
fn projects(disclosure: &Disclosure, lines: &[ProjectLine], matches: &[Match]) -> Vec<Project> {
    let mut projects: Vec<Project> = Vec::new();
    // A project may stand in the year's table and again in that of money
    // carried forward.
    let mut slugs = Numbered::default();
    let of_line: HashMap<usize, &Match> = matches.iter().map(|found| (found.line, found)).collect();
    let with_line: HashSet<usize> = matches.iter().map(|found| found.form).collect();
    for (at, line) in lines.iter().enumerate() {
        let found = of_line.get(&at);
        let note = found.and_then(|found| note(line, &disclosure.forms[found.form], found.basis));
        projects.push(Project {
            slug: slugs.unique(&line.slug),
            name: line.label.clone(),
            line: Some((line.table, line.row)),
            form: found.map(|found| found.form),
            basis: found.map(|found| found.basis),
            note,
        });
    }
    for (at, form) in disclosure.forms.iter().enumerate() {
        if !with_line.contains(&at) {
            let slug = slugs.unique(&form_slug(form));
            let name =
                if form.name.is_empty() { "（未写项目名称）".to_owned() } else { form.name.clone() };
            projects.push(Project { slug, name, line: None, form: Some(at), basis: None, note: None });
        }
    }
    projects
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
    let amounts = line.side.amount.zip(form.money());
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
        let message = format!("“{}”没有找到对应的{missing}", project.name);
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
