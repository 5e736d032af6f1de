//! Diagnostics for lines and forms without a match, or with another amount.

use crate::diagnostic::{Diagnostic, Diagnostics, Label, codes};
use crate::link::lines::ProjectLine;
use crate::model::{Basis, Disclosure, MatchNote, Project};

/// What is to be said of the projects of a disclosure.
pub fn report(disclosure: &Disclosure, lines: &[ProjectLine], projects: &[Project]) -> Diagnostics {
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
    diagnostics.push_with(code.clone(), || {
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
