//! Checks of performance-target forms: each by itself and against its line.

pub mod amount;
pub mod cost;
pub mod date;
pub mod duplicates;
pub mod funds;
pub mod halves;
pub mod name;

use std::collections::HashMap;

use crate::model::{
    Cell, Finding, Form, Linked, Operand, OperandPlace, OperandRole, Period, Project, TableIndex, Target,
};
use crate::source::Line;

/// One form with what it belongs to.
pub struct FormCheck<'a> {
    pub linked: &'a Linked,
    pub index: usize,
    pub form: &'a Form,
    pub project: &'a Project,
}

/// All findings on forms, form by form, then on the project tables.
pub fn check(linked: &Linked, tables: &TableIndex<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let owners = linked.projects.iter().filter_map(|project| Some((project.form?, project)));
    let owners: HashMap<usize, &Project> = owners.collect();
    for (index, form) in linked.disclosure.forms.iter().enumerate() {
        let Some(project) = owners.get(&index).copied() else { continue };
        let sheet = FormCheck { linked, index, form, project };
        findings.extend(name::check(&sheet));
        findings.extend(amount::check(&sheet));
        findings.extend(funds::check(&sheet));
        findings.extend(halves::check(&sheet));
        findings.extend(cost::check(&sheet));
        findings.extend(date::check(&sheet));
    }
    findings.extend(duplicates::check(tables));
    findings
}

impl FormCheck<'_> {
    /// The line that a cell's text stands in.
    pub fn line_of(&self, cell: &Cell) -> Line {
        let file = self.linked.disclosure.source.file(cell.span.file);
        Line { file: cell.span.file, number: file.line_at(cell.span.start) }
    }

    /// Something of the form as an operand.
    pub fn operand(
        &self,
        label: impl Into<String>,
        amount: Option<rust_decimal::Decimal>,
        line: Line,
    ) -> Operand {
        Operand {
            label: label.into(),
            amount,
            place: OperandPlace::Page(Target::Form(self.index)),
            line,
            role: OperandRole::Used,
        }
    }

    /// An id for a finding on this form.
    pub fn id(&self, what: &str) -> String {
        format!("form-{}-{what}", self.project.slug)
    }
}

/// The word for a period.
pub fn period_name(period: Period) -> &'static str {
    match period {
        Period::Implementation => "实施期",
        Period::Annual => "年度",
    }
}
