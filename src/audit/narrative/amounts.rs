//! An amount in the prose is the amount of the cell it restates.

use std::cmp::Reverse;
use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::cells::Restated;
use crate::audit::verdict;
use crate::model::{
    CellRef, Class, Counted, Finding, Group, Linked, Operand, OperandPlace, OperandRole, Rule, Target,
    Verdict,
};
use crate::money::{self, Money, Unit, grouped};
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::source::Line;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-amount",
    class: Class::Figure,
    title: "文字说明里的金额与表中一致",
    text: "文字说明里每一个能按用词（名目，或科目的类、款、项）确定指哪一格的金额，都与那一格核对；一个名目可能指几格的，和其中一格相同就算一致，都不同而各格自己也不同的，记为口径可能不同；绩效项目的个数和金额与申报表的张数、资金之和核对。文字写 0 而表中空白的算一致。元折算万元、四舍五入或舍去尾数造成的差别记为舍入差。",
    basis: "文字说明应与所附报表一致。",
};

const PARTLY: &str = "申报表可能只公开了一部分，或公开在别处。";

/// Most forms that a finding lists; a body publishes some dozens.
const LISTED: usize = 1_000;

/// Each amount and count of a passage that restates something.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let figures = passage.figures.iter().zip(&passage.ties);
    figures.filter_map(|(said, tie)| finding(passage, said, tie.as_ref()?)).collect()
}

fn finding(passage: &ParagraphContext<'_>, said: &StatedFigure, restated: &Restated<'_>) -> Option<Finding> {
    match (said.kind, restated) {
        (FigureKind::Amount, Restated::Cells(cells)) => likeliest(passage, said, cells),
        (FigureKind::Amount, Restated::Elsewhere(cells)) => {
            likeliest(passage, said, cells).map(of_other_money)
        }
        (FigureKind::Amount, Restated::Perhaps(cells)) => likeliest(passage, said, cells).map(of_unknown),
        (FigureKind::Amount, Restated::Sum(cells)) => sum(passage, said, cells),
        (FigureKind::Amount, Restated::FormsSum) => forms_sum(passage, said),
        (FigureKind::Count, Restated::FormsCount) => Some(counted(passage, said)),
        _ => None,
    }
}

/// The amount beside the cells that it may restate: the first that it equals,
/// else the likeliest.
fn likeliest(passage: &ParagraphContext<'_>, said: &StatedFigure, cells: &[CellRef<'_>]) -> Option<Finding> {
    let blank = |cell: &CellRef<'_>| !cell.is_filled() && !said.value.is_zero();
    let of_cell = |cell: &CellRef<'_>| {
        let money = Money { value: cell.counts()?, unit: cell.unit()? };
        let operand = cell.operand();
        let name = format!("表中《{}》{}", cell.table.title, operand.label);
        Some(compared(passage, said, money, vec![operand], &name))
    };
    let filled = cells.iter().filter(|cell| !blank(cell)).filter_map(of_cell);
    let elsewhere = cells.iter().filter(|cell| cell.table.index != cells[0].table.index && cell.is_filled());
    // Two tables that differ may speak of different things; two rows of one do not.
    let differ = elsewhere.filter_map(in_wan).any(|amount| Some(amount) != in_wan(&cells[0]));
    let best = filled.min_by_key(|finding| Reverse(finding.verdict));
    let Some(mut finding) = best else { return Some(unlisted(passage, said, cells.first()?)) };
    if finding.verdict == Verdict::Mismatch && differ {
        finding.verdict = Verdict::Scope;
        finding.note = Some("这一名目在几张表里的数不同，都与文字不同。".to_owned());
    } else if finding.verdict == Verdict::Mismatch && blank(&cells[0]) {
        return Some(unlisted(passage, said, &cells[0]));
    } else if finding.verdict == Verdict::Mismatch && cells.iter().any(|cell| has_twin(passage, cell)) {
        finding.verdict = Verdict::Scope;
        finding.note = Some("这种表公开了不止一张，文字说的可能是另一张。".to_owned());
    } else if finding.verdict == Verdict::Mismatch && cells.iter().any(|cell| stands_beside(said, cell)) {
        finding.doubt("同一行的另一栏正是这个数，文字说的可能是那一栏。");
    }
    Some(finding)
}

/// Whether another table of a cell's kind was published: of the department beside
/// its own level, say.
fn has_twin(passage: &ParagraphContext<'_>, cell: &CellRef<'_>) -> bool {
    let kind = |table: &crate::model::Table| table.known && table.key() == cell.table.key();
    passage.setting.tables.all.iter().filter(|one| kind(one.table)).nth(1).is_some()
}

/// Whether a stated amount stands in another column of a cell's row.
fn stands_beside(said: &StatedFigure, cell: &CellRef<'_>) -> bool {
    let stated = said.in_wan().filter(|amount| !amount.is_zero());
    let others = cell.table.figures_of(cell.row).filter(|other| other.column != cell.column);
    stated.is_some() && others.map(|other| in_wan(&other)).any(|amount| amount == stated)
}

/// A finding on a cell of a table of other money than the words most likely mean,
/// which the disclosure does not have, or not in a way that was read.
fn of_other_money(mut finding: Finding) -> Finding {
    if finding.verdict == Verdict::Mismatch {
        finding.verdict = Verdict::Scope;
        finding.note =
            Some("文字说的那张表里没有读到这一项，是用另一张表核对的，两者包含的资金可能不同。".to_owned());
    }
    finding
}

/// A finding on a part of a whole whose money no table of that name has.
fn of_unknown(mut finding: Finding) -> Finding {
    if matches!(finding.verdict, Verdict::Mismatch | Verdict::Scope) {
        finding.doubt("表中这一项和文字说的可能不是同一种资金，文字说的也可能只是其中一部分，本站不能确定。");
    }
    finding
}

fn in_wan(cell: &CellRef<'_>) -> Option<Decimal> {
    Money { value: cell.counts()?, unit: cell.unit()? }.in_wan()
}

/// The amount beside the sum of the cells that make it up.
fn sum(passage: &ParagraphContext<'_>, said: &StatedFigure, cells: &[CellRef<'_>]) -> Option<Finding> {
    let unit = cells.first()?.unit()?;
    let value = money::sum(cells.iter().map(CellRef::counts));
    let operands: Vec<Operand> = cells.iter().map(CellRef::operand).collect();
    let labels: Vec<&str> = cells.iter().map(|cell| cell.entry.label.as_str()).collect();
    let ending = if cells.len() > 1 { " 之和" } else { "" };
    let name = format!("表中《{}》{}{ending}", cells[0].table.title, labels.join("、"));
    let mut finding = compared(passage, said, Money { value: value?, unit }, operands, &name);
    if finding.verdict == Verdict::Mismatch {
        finding.verdict = Verdict::Scope;
        finding.note = Some("表中没有专门的一格，是用相近的口径核对的。".to_owned());
    }
    Some(finding)
}

fn forms_sum(passage: &ParagraphContext<'_>, said: &StatedFigure) -> Option<Finding> {
    let (sum, operands) = passage.whole.forms_sum()?;
    let name = format!("{} 张申报表的资金之和", operands.len());
    let listed = operands.iter().take(LISTED).cloned().collect();
    let mut finding = compared(passage, said, *sum, listed, &name);
    let all_there = passage.figures.iter().zip(&passage.ties).find(|(count, tie)| {
        matches!(tie, Some(Restated::FormsCount)) && count.value == Decimal::from(operands.len() as u64)
    });
    match all_there {
        Some((count, _)) => {
            finding.figures.push(passage.operand(count));
            if finding.verdict == Verdict::Mismatch {
                finding.doubt(SO_MANY);
            }
        }
        None if finding.verdict == Verdict::Mismatch => {
            finding.verdict = Verdict::Scope;
            finding.note = Some(PARTLY.to_owned());
        }
        None => {}
    }
    Some(finding)
}

fn compared(
    passage: &ParagraphContext<'_>,
    said: &StatedFigure,
    cell: Money,
    of: Vec<Operand>,
    name: &str,
) -> Finding {
    // Only money is restated by cells, so there is an amount.
    let stated = said.money().unwrap_or(Money { value: said.value, unit: cell.unit });
    let expected = cell.value_in(stated.unit);
    let tolerance = tolerance(passage, said, stated, cell).unwrap_or_default();
    let verdict = verdict::of_pair(Some(stated.value), expected, tolerance, false);
    Finding {
        id: passage.id("said", said),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement: format!(
            "文字写“{}{}{}”，{name} {} {}",
            said.label,
            said.printed,
            said.unit,
            grouped(cell.value),
            cell.unit.name()
        ),
        expected: expected.map(|expected| expected.normalize()),
        actual: Some(stated.value),
        unit: Some(stated.unit.into()),
        tolerance,
        figures: [passage.operand(said)].into_iter().chain(of).collect(),
        note: (verdict == Verdict::Mismatch && is_unit_slip(stated, cell)).then(|| UNITS.to_owned()),
    }
}

/// Where there are as many forms as the text counts projects, and the money differs.
const SO_MANY: &str = "张数和文字说的项目数相同，但文字没有列出是哪几个项目，可能不是这几张表的项目。";

/// Of an amount that is its cell's ten thousand times, or its ten thousandth.
const UNITS: &str = "两数正好相差一万倍，可能是元和万元写混了。";

fn is_unit_slip(stated: Money, cell: Money) -> bool {
    let other = |money: Money| match money.unit {
        Unit::Yuan => Money { unit: Unit::WanYuan, ..money },
        Unit::WanYuan => Money { unit: Unit::Yuan, ..money },
    };
    !stated.value.is_zero()
        && (other(stated).in_wan() == cell.in_wan() || stated.in_wan() == other(cell).in_wan())
}

/// A stated amount whose cell prints nothing, since it may have been lost, or one whose
/// unit is unknown.
fn unlisted(passage: &ParagraphContext<'_>, said: &StatedFigure, cell: &CellRef<'_>) -> Finding {
    let operand = cell.operand();
    let (said_there, note) = if cell.is_filled() {
        ("的金额或单位没有读出", "表中这一格有字，本站没有读出它的金额或单位。")
    } else {
        ("没有金额", "表中这一格空白，可能是文本解析时丢失或移位。")
    };
    Finding {
        id: passage.id("said", said),
        rule: &RULE,
        group: Group::Narrative,
        verdict: Verdict::Unverifiable,
        statement: format!(
            "文字写“{}{}{}”，表中《{}》{} {said_there}",
            said.label, said.printed, said.unit, cell.table.title, operand.label
        ),
        expected: None,
        actual: said.money().map(|money| money.value),
        unit: Some(said.counted()),
        tolerance: Decimal::ZERO,
        figures: vec![passage.operand(said), operand],
        note: Some(note.to_owned()),
    }
}

/// The largest difference, in the unit of the stated amount, that rounding makes:
/// the coarser of the two was rounded from the finer. What a sentence takes from a
/// finer table is as often cut as rounded: then it is off by up to a whole place. One in
/// the last place of the prose is never more than rounding.
fn tolerance(
    passage: &ParagraphContext<'_>,
    said: &StatedFigure,
    stated: Money,
    cell: Money,
) -> Option<Decimal> {
    let own = said.half(0)?.value;
    let finer = money::half_of(cell).value_in(stated.unit)? < own;
    let cut = if finer { own.checked_add(own)? } else { own };
    let last = passage.half(said)?.value;
    Some(money::of_restated(stated, cell)?.max(cut).max(last.checked_add(last)?))
}

/// The sum of the forms' totals in 万元, with the forms; `None` without forms. A
/// self-evaluation beside a form says its project's money again.
pub fn forms(linked: &Linked) -> Option<(Money, Vec<Operand>)> {
    let beside: HashSet<usize> = linked.projects.iter().filter_map(|project| project.evaluation).collect();
    let forms = linked.disclosure.forms.iter().enumerate().filter(|(index, _)| !beside.contains(index));
    let mut amounts = Vec::new();
    let mut operands = Vec::new();
    for (index, form) in forms {
        let cell = form.amount_cell()?;
        let value = cell.amount()?;
        amounts.push(form.money()?.in_wan());
        let file = linked.disclosure.source.file(cell.span.file);
        operands.push(Operand {
            label: form.name.clone(),
            amount: Some(value),
            place: OperandPlace::Page(Target::Form(index)),
            line: Line { file: cell.span.file, number: file.line_at(cell.span.start) },
            role: OperandRole::Used,
        });
    }
    let sum = Money { value: money::sum(amounts)?, unit: Unit::WanYuan };
    (!operands.is_empty()).then_some((sum, operands))
}

fn counted(passage: &ParagraphContext<'_>, said: &StatedFigure) -> Finding {
    let forms = passage.linked.disclosure.forms.len();
    let verdict = match forms {
        0 => Verdict::Unverifiable,
        forms if said.value == Decimal::from(forms as u64) => Verdict::Agree,
        _ if passage.linked.project_count().is_some() => Verdict::Mismatch,
        // Forms may be published elsewhere, or only some of them.
        _ => Verdict::Scope,
    };
    Finding {
        id: passage.id("count", said),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement: format!("文字写“{}{}个”，公开的申报表 {forms} 张", said.label, said.printed),
        expected: Some(Decimal::from(forms as u64)),
        actual: Some(said.value),
        unit: Some(Counted::Things("个")),
        tolerance: Decimal::ZERO,
        figures: vec![passage.operand(said)],
        note: (verdict != Verdict::Agree && passage.linked.project_count().is_none())
            .then(|| PARTLY.to_owned()),
    }
}
