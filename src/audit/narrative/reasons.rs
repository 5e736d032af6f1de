//! Where a change is stated, a reason is given.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::audit::narrative::Passage;
use crate::audit::narrative::prose::{Kind, figures};
use crate::model::{Finding, Linked, Rule, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "reason-given",
    title: "写了增减，也写了原因",
    text: "文字说明写出与上年相比增减若干金额的，看同一节里是否写了原因（“原因”“由于”“因”“主要是”）；同一增减额在别处已说明原因的也算。",
    basis: "部门预算公开要求对收支增减变化和“三公”经费增减变化说明原因。",
};

/// One finding a passage that states a change of an amount.
pub fn check(passage: &Passage<'_>) -> Option<Finding> {
    let changes: Vec<_> =
        passage.figures.iter().filter(|said| said.kind == Kind::Change && !said.value.is_zero()).collect();
    let first = *changes.first()?;
    let given = passage.section.paragraphs.iter().any(|paragraph| gives_reason(&paragraph.text));
    let elsewhere = || passage.whole.reasoned().contains(&first.printed);
    let verdict = if given || elsewhere() { Verdict::Agree } else { Verdict::Mismatch };
    let words = if verdict == Verdict::Agree { "写了原因" } else { "没有写原因" };
    Some(Finding {
        id: passage.id("reason", first),
        rule: RULE.code,
        group: "narrative".to_owned(),
        verdict,
        statement: format!(
            "“{}”：{}{}{}，{words}",
            passage.section.title, first.label, first.printed, first.unit
        ),
        expected: None,
        actual: None,
        unit: String::new(),
        tolerance: Decimal::ZERO,
        figures: vec![passage.operand(first)],
        note: None,
    })
}

/// The figures, as printed, of all paragraphs that give a reason.
pub fn reasoned(linked: &Linked) -> HashSet<String> {
    let paragraphs = linked.disclosure.sections.iter().flat_map(|section| &section.paragraphs);
    let reasoned = paragraphs.filter(|paragraph| gives_reason(&paragraph.text));
    reasoned.flat_map(|paragraph| figures(&paragraph.text)).map(|said| said.printed).collect()
}

fn gives_reason(text: &str) -> bool {
    ["原因", "由于", "主要是", "因为", "系因", "是因"].iter().any(|word| text.contains(word))
}
