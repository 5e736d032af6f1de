//! What the prose counts: which number is one of vehicles, of people, of square metres.

use crate::catalogue::schema::ThingSpec;
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::scope::MARKS;

/// The thing that a figure is a number of, by the words before it; `before` are those before
/// the figure before it in the sentence, where the number may continue the same.
pub fn thing<'s>(
    said: &StatedFigure,
    before: Option<&str>,
    headings: &[String],
    specs: &'s [ThingSpec],
) -> Option<&'s ThingSpec> {
    let here = |spec: &&ThingSpec| {
        spec.under.is_empty()
            || spec.under.iter().any(|word| headings.iter().any(|heading| heading.contains(word.as_str())))
    };
    let specs = || specs.iter().filter(|spec| is_of_kind(said, spec)).filter(here);
    let named = specs().find(|spec| names(clause(said), spec));
    let goes_on = || before.and_then(|before| specs().find(|spec| spec.follows && names(before, spec)));
    named.or_else(goes_on)
}

/// The words that name a number: its clause, or what a colon right before it closes.
fn clause(said: &StatedFigure) -> &str {
    match said.context.strip_suffix(':') {
        Some(context) if said.label.is_empty() => context.rsplit(MARKS).next().unwrap_or_default(),
        _ => &said.label,
    }
}

fn is_of_kind(said: &StatedFigure, spec: &ThingSpec) -> bool {
    let kind = if spec.money { FigureKind::Amount } else { FigureKind::Count };
    said.kind == kind
        && spec.units.iter().any(|unit| unit == said.unit)
        && !said.compared
        && (spec.parts || !said.inside)
}

fn names(label: &str, spec: &ThingSpec) -> bool {
    let says = |words: &[String]| words.iter().any(|word| label.contains(word.as_str()));
    (says(&spec.names) || spec.exact.iter().any(|word| word == label)) && !says(&spec.except)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::sentences::figures::figures_and_counts;

    fn check(text: &str, heading: &str, expected: &[(&str, &str)]) {
        let narrative = Catalogue::get().narrative();
        let figures = figures_and_counts(text, &narrative.sentences);
        let mut before: Option<&str> = None;
        let mut found = Vec::new();
        for said in &figures {
            if let Some(spec) = thing(said, before, &[heading.to_owned()], &narrative.things) {
                found.push((spec.key.as_str(), said.printed.as_str()));
            }
            before = Some(said.label.as_str()).filter(|label| !label.is_empty()).or(before);
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_are_of_what_stands_before_them() {
        check(
            "截至8月31日，共有车辆8辆，其中：执法执勤用车3辆。2025年部门预算安排购置车辆1辆",
            "国有资产占有使用情况",
            &[("vehicles-owned", "8"), ("vehicles-bought", "1")],
        );
        check("办公面积：2000.5平方米", "房屋情况", &[("premises", "2000.5")]);
        check("内设8个处室，编制30名，其中行政编制20名", "机构设置", &[("posts", "30")]);
        check("行政编制20名，事业编制10名", "机构设置", &[]);
    }

    #[test]
    fn visits_and_visitors_are_told_together() {
        check(
            "公务接待3批次、40人次，其中：接待外宾1批次、2人次",
            "三公经费",
            &[("visits", "3"), ("visitors", "40")],
        );
        check("因公出国（境）团组2个、累计5人次", "三公经费", &[("trips", "2"), ("travellers", "5")]);
        check("公务接待3批次、40人次", "基本情况", &[]);
    }

    #[test]
    fn procurement_is_told_by_what_is_bought() {
        check(
            "政府采购预算34万元，其中：货物预算4万元、服务预算30万元。面向中小企业预留采购货物3万元",
            "政府采购情况",
            &[("procurement", "34"), ("goods", "4"), ("services", "30")],
        );
    }
}
