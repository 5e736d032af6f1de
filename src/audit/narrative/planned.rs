//! X专项经费情况说明: the money that is planned quarter by quarter is that of a project.

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::within::projects;
use crate::catalogue::schema::SentenceSpec;
use crate::model::{Class, Finding, Group, Operand, OperandPlace, OperandRole, Rule, Target, Verdict};
use crate::money::{Interval, Money, Unit, grouped};
use crate::sentences::figures::{FigureKind, StatedFigure};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "planned-quarters",
    class: Class::Figure,
    title: "项目经费情况说明里各季度用款之和是一个项目的金额",
    text: "项目经费情况说明分四个季度写了用款计划的，四个数之和与各张绩效目标申报表的资金、项目支出表的各行核对，等于其中一个就算一致；都不等的，不应超过项目支出合计，也记为存疑，因为说明的可能只是一个项目的一部分，或申报表公开在别处。",
    basis: "项目经费情况说明和绩效目标说的是同一个项目的钱。",
};

/// The plan of a passage.
pub fn check(passage: &ParagraphContext<'_>) -> Option<Finding> {
    let words = passage.words();
    let quarters: Vec<&StatedFigure> =
        passage.figures.iter().filter(|said| is_quarter(said, words)).collect();
    if quarters.len() != words.quarters.len() {
        return None;
    }
    let sum =
        Interval::sum(quarters.iter().map(|said| passage.near(said)).collect::<Option<Vec<Interval>>>()?)?;
    let figures = || quarters.iter().map(|said| passage.operand(said));
    let terms: Vec<&str> = quarters.iter().map(|said| said.printed.as_str()).collect();
    let plan =
        format!("四个季度的用款计划 {} 之和 {} 万元", terms.join("、"), grouped(sum.value.normalize()));
    let is_it = |money: Money| {
        let between = Interval::of(money).and_then(|near| sum.less(near));
        between.is_some_and(|between| between.value.abs() <= between.slack)
    };
    if let Some(project) = project(passage, is_it) {
        let statement = format!("{plan}，正是“{}”的金额", project.label);
        return Some(finding(passage, quarters[0], Verdict::Agree, statement, figures().chain([project])));
    }
    let all = projects(passage);
    let over = all.as_ref().and_then(|all| sum.less(all.near)).is_some_and(|over| over.value > over.slack);
    let compared =
        if over { "超过表中的项目支出合计" } else { "不是任何一个项目的金额" };
    let all = all.into_iter().flat_map(|all| all.operands);
    let known = passage.linked.projects.iter().any(|project| project.form.is_some()) || over;
    known.then(|| {
        let statement = format!("{plan}，{compared}");
        finding(passage, quarters[0], Verdict::Doubtful, statement, figures().chain(all))
    })
}

fn is_quarter(said: &StatedFigure, words: &SentenceSpec) -> bool {
    let quarter = words.quarters.iter().any(|word| said.context.contains(word.as_str()));
    said.kind == FigureKind::Amount && quarter
}

/// The form or the line of a project that has an amount.
fn project(passage: &ParagraphContext<'_>, is_it: impl Fn(Money) -> bool) -> Option<Operand> {
    let linked = passage.linked;
    let of_form = linked.disclosure.forms.iter().enumerate().find_map(|(index, form)| {
        let cell = form.amount_cell().filter(|_| form.money().is_some_and(&is_it))?;
        let file = linked.disclosure.source.file(cell.span.file);
        Some(Operand {
            label: form.name.clone(),
            amount: cell.amount(),
            place: OperandPlace::Page(Target::Form(index)),
            line: crate::source::Line { file: cell.span.file, number: file.line_at(cell.span.start) },
            role: OperandRole::Used,
        })
    });
    let lines = linked.projects.iter().filter_map(|project| linked.line_of(project));
    let mut totals = lines.filter_map(|(table, row)| table.line_total(row));
    of_form.or_else(|| Some(totals.find(|cell| cell.money().is_some_and(&is_it))?.operand()))
}

fn finding(
    passage: &ParagraphContext<'_>,
    first: &StatedFigure,
    verdict: Verdict,
    statement: String,
    figures: impl Iterator<Item = Operand>,
) -> Finding {
    const NOTE: &str = "说明的可能只是一个项目的一部分，申报表也可能公开在别处。";
    Finding {
        id: passage.id("quarters", first),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement,
        expected: None,
        actual: None,
        unit: Some(Unit::WanYuan.into()),
        tolerance: Decimal::ZERO,
        figures: figures.collect(),
        note: (verdict == Verdict::Doubtful).then(|| NOTE.to_owned()),
    }
}
