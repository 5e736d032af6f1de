//! The words for what a run found: diagnostics, and the line that closes it.

use std::path::Path;

use super::Outcome;
use super::screen::Screen;
use crate::diagnostic::{Diagnostic, Label, Severity, render};
use crate::pipeline::{Counts, Report, Totals};

/// The word for a severity; all are two characters, so that lists align.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "说明",
    }
}

/// Which diagnostics are problems: from this severity on.
pub fn threshold(strict: bool) -> Severity {
    if strict { Severity::Warning } else { Severity::Error }
}

/// How a run with these counts ended.
pub fn outcome(counts: Counts, strict: bool) -> Outcome {
    let problems = if strict { counts.at_least_warnings() } else { counts.errors };
    if problems == 0 { Outcome::Fine } else { Outcome::Problems }
}

/// Prints a report's diagnostics, those below `least` left out; `root` is the
/// content folder as it was typed, so that paths can be opened.
pub fn diagnostics(report: &Report, root: &Path, least: Severity, screen: &Screen, say: fn(&Screen, &str)) {
    for findings in &report.findings {
        for diagnostic in findings.diagnostics.iter().filter(|one| one.severity >= least) {
            say(screen, &format!("{}\n", render::text(&within(diagnostic.clone(), root), true)));
        }
        for (code, more) in findings.omitted.iter().filter(|(code, _)| code.severity() >= least) {
            let name = root.join(&findings.name);
            say(screen, &format!("{}：{code} 另有 {more} 条，不再列出\n", name.display()));
        }
    }
}

/// The diagnostic with its paths under `root`.
fn within(mut diagnostic: Diagnostic, root: &Path) -> Diagnostic {
    let full = |path: &str| root.join(path).display().to_string();
    let set = |label: &mut Label| label.path = full(&label.path);
    diagnostic.path = diagnostic.path.as_deref().map(full);
    diagnostic.primary.iter_mut().for_each(set);
    diagnostic.others.iter_mut().for_each(set);
    diagnostic
}

/// `1 个单位，1 份公开文本，13 张表（4 张空表），257 个数字，22 个项目（22 个已对应）`
pub fn totals(totals: &Totals) -> String {
    let empty = match totals.empty_tables {
        0 => String::new(),
        empty => format!("（{empty} 张空表）"),
    };
    let projects = match totals.projects {
        0 => String::new(),
        projects => format!("，{projects} 个项目（{} 个已对应）", totals.linked),
    };
    format!(
        "{} 个单位，{} 份公开文本，{} 张表{empty}，{} 个数字{projects}",
        totals.bodies, totals.disclosures, totals.tables, totals.figures
    )
}

/// `诊断 2 条（警告 1，说明 1）`
pub fn counts(counts: Counts) -> String {
    let parts = [("错误", counts.errors), ("警告", counts.warnings), ("说明", counts.notes)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(word, number)| format!("{word} {number}"))
        .collect();
    match counts.total() {
        0 => "没有诊断".to_owned(),
        total => format!("诊断 {total} 条（{}）", parts.join("，")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_leaves_out_what_is_not_there() {
        let all = Totals {
            bodies: 1,
            disclosures: 1,
            tables: 13,
            empty_tables: 4,
            figures: 257,
            projects: 22,
            linked: 22,
            pages: 45,
        };
        let line = "1 个单位，1 份公开文本，13 张表（4 张空表），257 个数字，22 个项目（22 个已对应）";
        assert_eq!(totals(&all), line);
        let none = Totals { empty_tables: 0, projects: 0, linked: 0, ..all };
        assert_eq!(totals(&none), "1 个单位，1 份公开文本，13 张表，257 个数字");
        assert_eq!(counts(Counts::default()), "没有诊断");
        assert_eq!(counts(Counts { errors: 0, warnings: 1, notes: 1 }), "诊断 2 条（警告 1，说明 1）");
    }
}
