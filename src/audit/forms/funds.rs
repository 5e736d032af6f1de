//! A form's total is the sum of its sources of money, in each period.

use rust_decimal::Decimal;

use crate::audit::forms::{FormCheck, period_name};
use crate::audit::verdict;
use crate::keys::FundKey;
use crate::model::{Cell, Class, Counted, Finding, Form, Fund, Group, Operand, Period, Rule, Value, Verdict};
use crate::money::{self, grouped};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "form-funds",
    class: Class::Figure,
    title: "资金总额等于各来源之和",
    text: "对每张申报表，分实施期和年度核对：资金总额等于中央、省级、市县财政资金、单位自筹和其他资金之和。空白按没有金额计算。",
    basis: "申报表的资金总额由各资金来源汇总而成。",
};

/// The sums of both periods.
pub fn check(sheet: &FormCheck<'_>) -> Vec<Finding> {
    [Period::Implementation, Period::Annual]
        .into_iter()
        .filter_map(|period| of_period(sheet, period))
        .collect()
}

fn of_period(sheet: &FormCheck<'_>, period: Period) -> Option<Finding> {
    let cell = |fund: &Fund| match period {
        Period::Implementation => fund.implementation.clone(),
        Period::Annual => fund.annual.clone(),
    };
    let total = sheet.form.total().and_then(cell)?;
    let parts: Vec<(&Fund, Cell)> = sheet
        .form
        .funds
        .iter()
        .filter(|fund| fund.key != FundKey::TOTAL && !is_within(sheet.form, fund))
        .filter_map(|fund| Some((fund, cell(fund)?)))
        .collect();
    if parts.is_empty() {
        return None;
    }
    let expected = money::sum(parts.iter().map(|(_, cell)| counts(cell)));
    let compared = expected.zip(total.amount());
    let cells = parts.iter().map(|(_, cell)| cell).chain([&total]);
    let printed: Vec<Decimal> = cells.filter_map(Cell::amount).collect();
    let tolerance = money::of_sum(sheet.form.unit, &printed);
    let verdict = match verdict::of_pair(total.amount(), expected, tolerance, false) {
        Verdict::Mismatch if expected.is_some_and(|expected| expected.is_zero()) => Verdict::Unverifiable,
        // Of which (其中) fiscal money: what else there is, the form does not say.
        Verdict::Mismatch if !lists_others(sheet.form) => Verdict::Unverifiable,
        verdict => verdict,
    };
    // What is of no stated period is not named after one.
    let word = Some(period_name(period)).filter(|_| sheet.form.dated);
    let said = word.map(|word| format!("，{word}")).unwrap_or_default();
    let right: Vec<String> =
        parts.iter().map(|(fund, cell)| format!("{} {}", fund.label, cell.raw)).collect();
    let total_text = total.amount().map_or_else(|| format!("“{}”", total.raw), grouped);
    Some(Finding {
        id: sheet.id(&format!("funds-{}", period.key())),
        rule: &RULE,
        group: Group::Forms,
        verdict,
        statement: format!(
            "{}{said}：资金总额 {total_text} {} {}",
            sheet.project.name,
            verdict::sign(verdict),
            right.join(" + ")
        ),
        expected,
        actual: total.amount(),
        unit: sheet.form.unit.map(Counted::Money),
        tolerance,
        figures: operands(sheet, word, &total, &parts),
        note: note(compared.is_some(), verdict, lists_others(sheet.form)).map(str::to_owned),
    })
}

/// Whether a source is a part of the fiscal money that stands beside it.
fn is_within(form: &Form, fund: &Fund) -> bool {
    const FISCAL: [FundKey; 4] = [FundKey::CENTRAL, FundKey::PROVINCE, FundKey::CITY, FundKey::LOCAL];
    form.funds.iter().any(|other| other.key == FundKey::FISCAL) && FISCAL.iter().any(|part| fund.key == *part)
}

/// Whether a form says what of the total is no fiscal money, so that its sources are whole.
fn lists_others(form: &Form) -> bool {
    form.funds.iter().any(|fund| fund.key == FundKey::OTHER || fund.key == FundKey::OWN)
}

/// Why the sum cannot be checked.
fn note(compared: bool, verdict: Verdict, whole: bool) -> Option<&'static str> {
    match verdict {
        _ if !compared => Some("有一项读不成数字。"),
        Verdict::Unverifiable if !whole => Some("申报表没有列出全部资金来源。"),
        Verdict::Unverifiable => Some("各来源都没有金额，可能是文本解析时丢失。"),
        _ => None,
    }
}

fn operands(
    sheet: &FormCheck<'_>,
    word: Option<&str>,
    total: &Cell,
    parts: &[(&Fund, Cell)],
) -> Vec<Operand> {
    let named = |label: &str| word.map_or_else(|| label.to_owned(), |word| format!("{word} · {label}"));
    let whole = sheet.operand(named("资金总额"), total.amount(), sheet.line_of(total));
    let parts = parts
        .iter()
        .map(|(fund, cell)| sheet.operand(named(&fund.label), cell.amount(), sheet.line_of(cell)));
    [whole].into_iter().chain(parts).collect()
}

fn counts(cell: &Cell) -> Option<Decimal> {
    match cell.value {
        Value::Amount(amount) => Some(amount),
        Value::Blank | Value::Nil => Some(Decimal::ZERO),
        Value::Text | Value::Unreadable => None,
    }
}
