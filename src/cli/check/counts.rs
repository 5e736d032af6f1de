//! How much was read of each disclosure, as a Markdown table.

use std::io;
use std::path::Path;

use super::Ended;
use super::sheet::Sheet;
use super::spool::Spool;
use crate::cli::screen::Screen;
use crate::model::{Summary, Verdict};
use crate::pipeline::Checked;

const HEADINGS: [&str; 13] = [
    "公开文本",
    "表",
    "认得",
    "空表",
    "数字",
    "未读作数字",
    "申报表",
    "已对应",
    "无去处的行",
    "一致",
    "舍入差",
    "不符",
    "口径、存疑、无法核对",
];

/// One row a disclosure, in order.
#[derive(Debug)]
pub struct Counts {
    rows: Spool,
}

impl Counts {
    pub fn new() -> io::Result<Self> {
        let mut rows = Spool::default();
        rows.line(&line(&HEADINGS.map(str::to_owned)))?;
        let marks = (0..HEADINGS.len()).map(|at| if at == 0 { "---" } else { "---:" }.to_owned());
        rows.line(&line(&marks.collect::<Vec<_>>()))?;
        Ok(Self { rows })
    }
}

impl Sheet for Counts {
    fn take(&mut self, _: &Path, checked: Checked) -> io::Result<()> {
        checked.summary.iter().try_for_each(|summary| self.rows.line(&line(&cells(summary))))
    }

    fn print(&mut self, _: &Ended, screen: &Screen) -> io::Result<()> {
        self.rows.print(screen)
    }
}

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn cells(summary: &Summary) -> Vec<String> {
    let checks = |verdict| summary.tally.count(verdict);
    let numbers = [
        summary.tables.len(),
        summary.tables.iter().filter(|table| table.known).count(),
        summary.empty_tables(),
        summary.figures,
        summary.stray_amounts,
        summary.forms,
        summary.linked,
        summary.unplaced_lines,
        checks(Verdict::Agree),
        checks(Verdict::Rounding),
        checks(Verdict::Mismatch),
        checks(Verdict::Scope) + checks(Verdict::Doubtful) + checks(Verdict::Unverifiable),
    ];
    std::iter::once(summary.id.to_string()).chain(numbers.map(|number| number.to_string())).collect()
}
