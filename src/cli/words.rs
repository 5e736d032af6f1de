//! The words for what a run found: diagnostics, and the line that closes it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Counts, Diagnostic, DiagnosticCode, Label, Repeats, Severity, render};
use crate::model::{Tally, Verdict};
use crate::pipeline::{Messages, Totals};

/// The word for a severity; all are two characters, so that lists align.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "说明",
    }
}

/// Prints the diagnostics from `least` on, what repeats once; `root` is the content
/// folder as it was typed, so that paths can be opened.
pub fn diagnostics(all: &[Messages], root: &Path, least: Severity, say: &dyn Fn(&str)) {
    let kept = all.iter().flat_map(|remarks| remarks.diagnostics.kept());
    let wanted = kept.filter(|one| one.severity >= least).map(|one| within(one.clone(), root));
    for repeated in wanted.collect::<Repeats>().of(None) {
        say(&format!("{}\n", render::repeated(repeated, true)));
    }
    let mut omitted = Omitted::default();
    for remarks in all {
        for one in remarks.diagnostics.omitted().filter(|omitted| omitted.severity >= least) {
            let (path, code) = (full(root, &remarks.name), one.code);
            omitted.add(render::OmittedEntry { path, code, verdict: None, count: one.count });
        }
    }
    omitted.lines().for_each(|line| say(&format!("{line}\n")));
}

/// What is not listed, by code and verdict.
#[derive(Debug, Default)]
pub struct Omitted(BTreeMap<(DiagnosticCode, Option<Verdict>), OmittedOfCode>);

#[derive(Debug, Default)]
struct OmittedOfCode {
    /// The first text that has more.
    path: String,
    texts: usize,
    count: usize,
}

impl Omitted {
    /// Adds what one text has more.
    pub fn add(&mut self, one: render::OmittedEntry) {
        let of = self.0.entry((one.code, one.verdict)).or_default();
        if of.texts == 0 {
            of.path = one.path;
        }
        of.texts += 1;
        of.count += one.count;
    }

    /// `content/a/2023-budget.md：class-sum 不符另有 3 条，不再列出`, one line a code and
    /// verdict; where several texts have more, how many.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|((code, verdict), of)| {
            let place = match of.texts {
                1 => of.path.clone(),
                several => format!("{several} 份公开文本"),
            };
            let verdict = verdict.map_or("", Verdict::name);
            format!("{place}：{code} {verdict}另有 {} 条，不再列出", of.count)
        })
    }
}

/// The diagnostic with its paths under `root`.
pub fn within(mut diagnostic: Diagnostic, root: &Path) -> Diagnostic {
    let set = |label: &mut Label| label.path = full(root, &label.path);
    diagnostic.path = diagnostic.path.map(|path| full(root, &path));
    diagnostic.primary.iter_mut().for_each(set);
    diagnostic.others.iter_mut().for_each(set);
    diagnostic
}

/// A path below the content folder, as it can be opened from here.
pub fn full(root: &Path, path: &str) -> String {
    root.join(path).display().to_string()
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

/// `核对 304 项：一致 300，舍入差 1，口径可能不同 2，不符 1，存疑 0，无法核对 0`
pub fn checks(tally: Tally) -> String {
    let order = [
        Verdict::Agree,
        Verdict::Rounding,
        Verdict::Scope,
        Verdict::Mismatch,
        Verdict::Doubtful,
        Verdict::Unverifiable,
    ];
    let parts = order.map(|verdict| format!("{} {}", verdict.name(), tally.count(verdict)));
    match tally.total() {
        0 => "没有可核对的数字".to_owned(),
        total => format!("核对 {total} 项：{}", parts.join("，")),
    }
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
            tally: Tally { agree: 300, rounding: 1, scope: 2, mismatch: 1, ..Tally::default() },
        };
        let line = "1 个单位，1 份公开文本，13 张表（4 张空表），257 个数字，22 个项目（22 个已对应）";
        assert_eq!(totals(&all), line);
        let none = Totals { empty_tables: 0, projects: 0, linked: 0, ..all };
        assert_eq!(totals(&none), "1 个单位，1 份公开文本，13 张表，257 个数字");
        assert_eq!(
            checks(all.tally),
            "核对 304 项：一致 300，舍入差 1，口径可能不同 2，不符 1，存疑 0，无法核对 0"
        );
        assert_eq!(checks(Tally::default()), "没有可核对的数字");
        assert_eq!(counts(Counts::default()), "没有诊断");
        assert_eq!(counts(Counts { errors: 0, warnings: 1, notes: 1 }), "诊断 2 条（警告 1，说明 1）");
    }
}
