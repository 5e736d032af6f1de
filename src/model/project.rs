//! A project: a line of the project expenditure table and its form, or one of
//! the two where the other was not found.

use std::collections::HashSet;

use crate::model::{Cell, CellRef, Column, ColumnRole, Disclosure, Form, Row, Table};
use crate::money::Money;

/// What a line and a form were matched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The same name, told apart by the amount where several share it. Whether the
    /// amounts agree is for the audit to say.
    Exact,
    /// Names that differ by a character or a bracket, and the same amount.
    NameVariant,
    /// Only the amount, which no other line and no other form has.
    AmountOnly,
    /// Several lines that the form names together, and their sum is its amount.
    Group,
}

impl Basis {
    /// The word used in data files.
    pub fn key(self) -> &'static str {
        match self {
            Basis::Exact => "exact",
            Basis::NameVariant => "name-variant",
            Basis::AmountOnly => "amount-only",
            Basis::Group => "group",
        }
    }
}

/// What a reader should know of a match that is not plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchNote {
    /// The names are the same, the amounts are not.
    AmountsDiffer,
    /// The amounts are the same once the form's is rounded as the line's was.
    Rounded { line: Money, form: Money },
    /// The names are spelt differently.
    Spelling { line: String, form: String },
    /// Only the amount tells; the form goes by this name.
    OtherName { form: String },
    /// Nothing is matched: there are several of the name, and nothing tells which belongs.
    NotClear,
    /// The form is one for several lines, whose sum is its amount.
    Group { lines: usize, sum: Money },
    /// Nothing is matched: the form names several lines together, whose sum is another amount.
    OtherSum { lines: usize, sum: Money },
    /// Nothing is matched: no line of any project was read.
    NoLines,
    /// The form says that it is of another year than the disclosure.
    OtherYear { year: u16 },
}

impl MatchNote {
    /// In words, a sentence.
    pub fn words(&self) -> String {
        match self {
            MatchNote::AmountsDiffer => "名称相同，金额不同：两个金额都照原文公布。".to_owned(),
            MatchNote::Rounded { line, form } => {
                format!("表中为 {}，申报表为 {}：相差在末位的舍入之内。", line.words(), form.words())
            }
            MatchNote::Spelling { line, form } => {
                format!("表中写作“{line}”，申报表写作“{form}”；金额相同。")
            }
            MatchNote::OtherName { form } => {
                format!("名称不同（申报表写作“{form}”），按两边都只出现一次的相同金额对应。")
            }
            MatchNote::NotClear => {
                "名称相同或相近的不止一个，金额、单位也分不出是哪一个，所以不作对应。".to_owned()
            }
            MatchNote::Group { lines, sum } => {
                format!(
                    "一份申报表对应表中 {lines} 行：名称包含在内，{lines} 行合计 {}，等于申报表的金额。",
                    sum.words()
                )
            }
            MatchNote::OtherSum { lines, sum } => {
                format!(
                    "表中有 {lines} 行的名称包含在内，但合计 {}，与申报表的金额不同，所以不作对应。",
                    sum.words()
                )
            }
            MatchNote::NoLines => "这份公开文本里没有读到项目支出表的行，所以没有可以对应的。".to_owned(),
            MatchNote::OtherYear { year } => format!("这份绩效表写的是 {year} 年度。"),
        }
    }
}

/// One project of a disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Stable ASCII slug, unique within the disclosure; the row key of its line,
    /// with a number after it where a line before has the same.
    pub slug: String,
    /// The name as its line spells it, or its form where there is no line.
    pub name: String,
    /// Indexes of the table and the row.
    pub line: Option<(usize, usize)>,
    /// Index of the form.
    pub form: Option<usize>,
    /// Index of the self-evaluation that stands beside the form.
    pub evaluation: Option<usize>,
    /// `None` where one side is missing.
    pub basis: Option<Basis>,
    /// What a reader should know of the match.
    pub note: Option<MatchNote>,
}

/// A disclosure with its lines and forms linked.
#[derive(Debug, Clone)]
pub struct Linked {
    pub disclosure: Disclosure,
    /// Lines in table order, then forms without a line.
    pub projects: Vec<Project>,
}

impl Linked {
    /// The project's table and row.
    pub fn line_of(&self, project: &Project) -> Option<(&Table, &Row)> {
        let (table, row) = project.line?;
        let table = self.disclosure.tables.get(table)?;
        Some((table, table.rows.get(row)?))
    }

    /// The projects that have a line with an amount, each with the amount's cell; `None` where one
    /// of the lines is not certain, or it is not certain of which year they are.
    pub fn sure_lines(&self) -> Option<Vec<(&Project, CellRef<'_>)>> {
        let mut sure = Vec::new();
        for project in &self.projects {
            let Some((table, row)) = self.line_of(project) else { continue };
            if row.cells.iter().zip(&table.columns).all(|(cell, column)| is_blank(cell, column)) {
                continue;
            }
            let total = table.line_total(row).filter(|_| table.line_doubt(row).is_none())?;
            total.sure_money()?.in_wan()?;
            sure.push((project, total));
        }
        self.disclosure.is_of_one_year().then_some(sure)
    }

    /// The project with the largest line, and the cell of its amount; `None` where another may be
    /// larger.
    pub fn largest_line(&self) -> Option<(&Project, CellRef<'_>)> {
        let wan = |(_, total): &(&Project, CellRef<'_>)| total.sure_money().and_then(Money::in_wan);
        // The first where several are alike.
        self.sure_lines()?.into_iter().rev().max_by_key(wan)
    }

    /// The project's form.
    pub fn form_of(&self, project: &Project) -> Option<&Form> {
        self.disclosure.forms.get(project.form?)
    }

    /// The project's self-evaluation beside its form.
    pub fn evaluation_of(&self, project: &Project) -> Option<&Form> {
        self.disclosure.forms.get(project.evaluation?)
    }

    /// The self-evaluation that is a project's alone: one of its name, of the disclosure's year,
    /// and of no other project. Forms with cells that no field took are none: what they say may
    /// stand elsewhere.
    pub fn own_evaluation(&self, project: &Project) -> Option<&Form> {
        let own = || self.form_of(project).filter(|form| form.evaluation);
        let form = self.evaluation_of(project).or_else(own)?;
        let of_year = form.year.is_none_or(|year| year == self.disclosure.id.year);
        let of_name = form.name.trim() == project.name.trim();
        let alone = self.others_of_form(project).next().is_none();
        (of_year && of_name && alone && form.strays.is_empty()).then_some(form)
    }

    /// How many projects there are, where the project table has as many lines as
    /// there are forms (a self-evaluation beside a form is none); `None` where it has not, or
    /// there are none.
    pub fn project_count(&self) -> Option<usize> {
        let lines = self.projects.iter().filter(|project| project.line.is_some()).count();
        (lines > 0 && lines == self.form_count()).then_some(lines)
    }

    /// How many forms projects have; one for several counts once.
    pub fn form_count(&self) -> usize {
        self.projects.iter().filter_map(|project| project.form).collect::<HashSet<_>>().len()
    }

    /// The other projects of a project's form.
    pub fn others_of_form(&self, project: &Project) -> impl Iterator<Item = (usize, &Project)> {
        let (form, slug) = (project.form, project.slug.clone());
        let shared = move |other: &&Project| other.form.is_some() && other.form == form && other.slug != slug;
        self.projects.iter().enumerate().filter(move |(_, other)| shared(other))
    }

    /// The project that a form belongs to.
    pub fn project_of_form(&self, form: usize) -> Option<&Project> {
        let of = |project: &&Project| project.form == Some(form) || project.evaluation == Some(form);
        self.projects.iter().find(of)
    }

    /// The project that a table row belongs to.
    pub fn project_of_row(&self, table: usize, row: usize) -> Option<&Project> {
        self.projects.iter().find(|project| project.line == Some((table, row)))
    }
}

/// Whether no amount is printed in a cell.
fn is_blank(cell: &Cell, column: &Column) -> bool {
    column.role != ColumnRole::Amount || cell.printed().trim().is_empty()
}
