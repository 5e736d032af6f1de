//! How much was read of each disclosure, as a Markdown table.

use crate::cli::screen::Screen;
use crate::model::{Summary, Verdict};

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

/// Prints one row a disclosure, in order.
pub fn print(summaries: &[Summary], screen: &Screen) {
    screen.out(&line(&HEADINGS.map(str::to_owned)));
    let marks = (0..HEADINGS.len()).map(|at| if at == 0 { "---" } else { "---:" }.to_owned());
    screen.out(&line(&marks.collect::<Vec<_>>()));
    summaries.iter().for_each(|summary| screen.out(&line(&cells(summary))));
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
