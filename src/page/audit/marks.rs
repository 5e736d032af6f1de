//! Which findings touch what: cells, sections, forms, groups. Worked out once
//! for all pages of a disclosure.

use std::collections::HashMap;

use crate::address;
use crate::model::{DisclosureId, Finding, Group, OperandPlace, Project, Tally, Target, Verdict};
use crate::page::audit::words;
use crate::page::context::DisclosureContext;
use crate::page::href::Links;
use crate::page::html::attribute;
use crate::source::Line;

/// The findings of a disclosure by what they touch.
#[derive(Debug, Default)]
pub(in crate::page) struct Marks<'a> {
    cells: HashMap<(usize, &'a str, &'a str), Mark<'a>>,
    sections: HashMap<usize, Vec<(Line, &'a Finding)>>,
    /// Findings on what is printed with a table rather than in its cells.
    tables: HashMap<usize, Vec<(Line, &'a Finding)>>,
    forms: HashMap<usize, Vec<&'a Finding>>,
    /// Findings whose checked figure stands in the row.
    rows: HashMap<(usize, &'a str), Vec<&'a Finding>>,
    groups: HashMap<Group, Vec<&'a Finding>>,
}

/// The most pressing finding on a cell.
#[derive(Debug, Clone, Copy)]
pub(in crate::page) struct Mark<'a> {
    pub finding: &'a Finding,
    /// Whether the cell is the one that was checked, not one of its operands.
    own: bool,
}

impl<'a> Marks<'a> {
    pub fn new(findings: &'a [Finding]) -> Self {
        let mut marks = Self::default();
        for finding in findings {
            marks.groups.entry(finding.group).or_default().push(finding);
            for operand in &finding.figures {
                match &operand.place {
                    OperandPlace::Cell(cell) => {
                        let key = (cell.table, &*cell.row, &*cell.column);
                        marks.cell(finding, key, finding.is_checked(operand));
                    }
                    OperandPlace::Page(Target::Section(section)) => {
                        marks.sections.entry(*section).or_default().push((operand.line, finding));
                    }
                    OperandPlace::Page(Target::Table(table)) => {
                        marks.tables.entry(*table).or_default().push((operand.line, finding));
                    }
                    OperandPlace::Page(Target::Form(form)) => {
                        push_once(marks.forms.entry(*form).or_default(), finding)
                    }
                    OperandPlace::Page(_) => {}
                }
            }
        }
        marks
    }

    fn cell(&mut self, finding: &'a Finding, key: (usize, &'a str, &'a str), own: bool) {
        if own {
            push_once(self.rows.entry((key.0, key.1)).or_default(), finding);
        }
        if !finding.verdict.is_told() {
            return;
        }
        let mark = self.cells.entry(key).or_insert(Mark { finding, own });
        if (finding.verdict, !own) < (mark.finding.verdict, !mark.own) {
            *mark = Mark { finding, own };
        }
    }

    /// The mark of a cell that has a finding which is not 一致.
    pub fn of_cell(&self, table: usize, row: &str, column: &str) -> Option<Mark<'a>> {
        self.cells.get(&(table, row, column)).copied()
    }

    /// Whether any cell of a table has a mark.
    pub fn any_in_table(&self, table: usize) -> bool {
        self.cells.keys().any(|(at, _, _)| *at == table)
    }

    /// The findings on lines of a section, each once.
    pub fn of_lines(&self, section: usize, first: Line, last: Line) -> Vec<&'a Finding> {
        within(self.sections.get(&section), first, last)
    }

    /// The findings on a line printed with a table, as on a note under it.
    pub fn of_note(&self, table: usize, line: Line) -> Vec<&'a Finding> {
        within(self.tables.get(&table), line, line)
    }

    /// The findings on a project: on its form, and those that check its line.
    pub fn of_project(&self, edition: &DisclosureContext<'a>, project: &Project) -> Vec<&'a Finding> {
        let mut found = project.form.and_then(|form| self.forms.get(&form)).cloned().unwrap_or_default();
        if let (Some((table, _)), Some((_, row))) = (project.line, edition.linked.line_of(project)) {
            for entry in row.entries.iter().flatten() {
                let on_line = self.rows.get(&(table, entry.key.as_str())).into_iter().flatten();
                on_line.for_each(|finding| push_once(&mut found, finding));
            }
        }
        found
    }

    /// What the checks of a group came to.
    pub fn of_group(&self, group: Group) -> Tally {
        Tally::of(self.groups.get(&group).into_iter().flatten().copied())
    }
}

impl Mark<'_> {
    /// Appends the mark, a link to its finding. Red and a shape of its own are
    /// for a checked figure that does not agree; all else is a quiet reference.
    pub fn write(self, out: &mut String, id: &DisclosureId, links: &Links) {
        let verdict = self.finding.verdict;
        let red = self.own && verdict == Verdict::Mismatch;
        out.push_str(if red { " <a class=\"m x\"" } else { " <a class=\"m\"" });
        attribute(out, "href", &links.to(&address::finding(id, &self.finding.id)));
        let role = if self.own { "" } else { "用到这个数的核对，" };
        let words = format!("{role}核对结果：{}", verdict.name());
        attribute(out, "title", &words);
        attribute(out, "aria-label", &words);
        out.push('>');
        out.push_str(if red { words::shape(verdict) } else { "※" });
        out.push_str("</a>");
    }
}

/// The findings on some lines, each once.
fn within<'a>(there: Option<&Vec<(Line, &'a Finding)>>, first: Line, last: Line) -> Vec<&'a Finding> {
    let mut found = Vec::new();
    for (line, finding) in there.into_iter().flatten() {
        if (first..=last).contains(line) {
            push_once(&mut found, finding);
        }
    }
    found
}

fn push_once<'a>(list: &mut Vec<&'a Finding>, finding: &'a Finding) {
    if !list.iter().any(|known| std::ptr::eq(*known, finding)) {
        list.push(finding);
    }
}
