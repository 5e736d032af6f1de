//! The form's total is its line's amount.

use crate::audit::forms::FormCheck;
use crate::audit::verdict;
use crate::model::{Basis, Class, Finding, Group, Rule};
use crate::money;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "form-amount",
    class: Class::Figure,
    title: "申报表的资金总额等于项目支出表的金额",
    text: "对每个对应成功的项目，把申报表的年度资金总额折算后与项目支出表的合计核对。元折算成万元时四舍五入到分位造成的差别记为舍入差。",
    basis: "绩效目标随预算一并申报，资金总额即预算安排数。",
};

/// The form's total against the line's.
pub fn check(sheet: &FormCheck<'_>) -> Option<Finding> {
    // A self-evaluation states the budget as the year changed it.
    // One for several lines was matched by their sum.
    if sheet.form.evaluation || sheet.project.basis == Some(Basis::Group) {
        return None;
    }
    let (table, row) = sheet.linked.line_of(sheet.project)?;
    let line = table.line_total(row)?;
    let cell = sheet.form.amount_cell()?;
    let form = sheet.form.money()?;
    let own = line.money()?;
    let (expected, tolerance) = (form.value_in(own.unit)?, money::of_restated(own, form)?);
    let verdict = verdict::of(own.value, expected, tolerance, false);
    Some(Finding {
        id: sheet.id("amount"),
        rule: &RULE,
        group: Group::Forms,
        verdict,
        statement: format!(
            "{}：项目支出表 {} {} 申报表 {}",
            sheet.project.name,
            own.words(),
            verdict::sign(verdict),
            form.words()
        ),
        expected: Some(expected.normalize()),
        actual: Some(own.value),
        unit: Some(own.unit.into()),
        tolerance,
        figures: vec![line.operand(), sheet.operand("资金总额", cell.amount(), sheet.line_of(cell))],
        note: None,
    })
}
