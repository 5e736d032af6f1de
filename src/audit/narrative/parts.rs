//! 总额A，其中：甲B、乙C: the parts said after a whole sum up to it.

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::audit::verdict;
use crate::catalogue::schema::PartClaimSpec;
use crate::model::{Class, Finding, Group, Rule};
use crate::money;
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::names::trimmed;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-parts",
    class: Class::Figure,
    title: "文字说明里的分项之和等于总数",
    text: "政府采购分货物、工程、服务，绩效项目分类别：文字列出的各分项相加，与同一段的总数或申报表的张数核对。决算分条写出各科目年初预算的，各条之和与总的年初预算核对。",
    basis: "分项由总数拆分而来。",
};

/// The whole and its parts, where such a list stands.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let specs = passage.setting.tables.catalogue.narrative().part_claims.iter();
    let here =
        |spec: &&PartClaimSpec| spec.sections.is_empty() || spec.sections.contains(&passage.section.key);
    specs.filter(here).filter_map(|spec| finding(passage, spec)).collect()
}

fn finding(passage: &ParagraphContext<'_>, spec: &PartClaimSpec) -> Option<Finding> {
    let of_unit: Vec<&StatedFigure> =
        passage.figures.iter().filter(|said| said.unit == spec.unit && is_plain(said)).collect();
    let (whole, parts) = split(spec, &of_unit)?;
    let actual = whole.map_or(Decimal::from(passage.linked.disclosure.forms.len() as u64), |said| said.value);
    if parts.len() < 2 || (whole.is_none() && passage.linked.disclosure.forms.is_empty()) {
        return None;
    }
    let expected = money::sum(parts.iter().map(|said| Some(said.value)))?;
    let halves = whole.into_iter().chain(parts.iter().copied()).filter_map(|said| passage.half(said));
    let tolerance = money::sum(halves.map(|half| Some(half.value)))?;
    let terms: Vec<String> = parts.iter().map(|said| format!("{} {}", said.label, said.printed)).collect();
    let name = whole.map_or("公开的申报表", |said| said.label.as_str());
    let first = whole.unwrap_or(parts[0]);
    // Where lines and forms agree, there is no other scope.
    let scope = whole.is_none() && passage.linked.project_count().is_none();
    let verdict = verdict::of(actual, expected, tolerance, scope);
    Some(Finding {
        id: passage.id("whole", first),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement: format!("{name} {actual} {} {} {}", spec.unit, verdict::sign(verdict), terms.join(" + ")),
        expected: Some(expected),
        actual: Some(actual),
        unit: Some(first.counted()),
        tolerance,
        figures: whole.into_iter().chain(parts).map(|said| passage.operand(said)).collect(),
        note: None,
    })
}

fn is_plain(said: &StatedFigure) -> bool {
    matches!(said.kind, FigureKind::Amount | FigureKind::Count)
}

/// The whole, where one is said, and the parts after it.
fn split<'s>(
    spec: &PartClaimSpec,
    figures: &[&'s StatedFigure],
) -> Option<(Option<&'s StatedFigure>, Vec<&'s StatedFigure>)> {
    let ends = |said: &StatedFigure, names: &[String]| {
        let label = trimmed(&said.label);
        names.iter().any(|name| label.ends_with(name.as_str()))
    };
    let is_part = |said: &&StatedFigure| spec.parts.is_empty() || ends(said, &spec.parts);
    if spec.total.is_empty() {
        return Some((None, figures.iter().copied().filter(|said| is_part(said)).collect()));
    }
    let at = figures.iter().position(|said| ends(said, &spec.total) && !ends(said, &spec.parts))?;
    let parts = figures[at + 1..].iter().copied().filter(|said| is_part(said)).collect();
    Some((Some(figures[at]), parts))
}
