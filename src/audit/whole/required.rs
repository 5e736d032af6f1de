//! Every table and every part of the prose that the rules require is there.

use crate::audit::whole::{finding, place};
use crate::catalogue::Catalogue;
use crate::model::{Class, Finding, Linked, Rule, Target, Verdict};
use crate::source::{FileId, Line};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "required-parts",
    class: Class::Form,
    title: "规定应公开的表和说明都在",
    text: "部门（单位）预算应公开收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、基本支出表、“三公”经费支出表、政府性基金预算支出表、国有资本经营预算表，没有数据的公开空表；并说明职责、机构、“三公”经费、机关运行经费、政府采购、国有资产、绩效和名词。没有找到的可能公开在别处，记为无法核对。",
    basis: "预算法第十四条，预算法实施条例第六条，以及财政部关于部门预算公开的规定。",
};

/// One finding for each required table and part.
pub fn check(linked: &Linked, catalogue: &Catalogue) -> Vec<Finding> {
    let disclosure = &linked.disclosure;
    let kind = disclosure.id.kind.key();
    let required = catalogue.tables().iter().filter(|spec| spec.required.iter().any(|it| it == kind));
    let mut findings = Vec::new();
    for spec in required {
        let found = disclosure.tables.iter().position(|table| table.id == spec.id);
        let place = found.map(|index| {
            let table = &disclosure.tables[index];
            place(table.title.clone(), Target::Table(index), table.title_line.unwrap_or(table.lines.0))
        });
        findings.push(one(&format!("table-{}", spec.id), &spec.short, place));
    }
    for part in catalogue.narrative().required.iter().filter(|part| part.kinds.iter().any(|it| it == kind)) {
        let section = disclosure.sections.iter().position(|section| {
            part.sections.contains(&section.key)
                || part.words.iter().any(|word| section.title.contains(word.as_str()))
        });
        let of_section = section.map(|index| {
            place(
                disclosure.sections[index].name().to_owned(),
                Target::Section(index),
                disclosure.sections[index].title_line,
            )
        });
        let glossary = || {
            let term = disclosure.terms.first().filter(|_| part.glossary)?;
            Some(place("名词解释", Target::Glossary, term.line))
        };
        findings.push(one(&part.key, &part.label, of_section.or_else(glossary)));
    }
    findings
}

fn one(key: &str, name: &str, found: Option<crate::model::Operand>) -> Finding {
    let id = format!("required-{key}");
    match found {
        Some(place) => finding(&RULE, id, Verdict::Agree, format!("有“{name}”"), vec![place]),
        None => {
            let top = place("全文", Target::Disclosure, Line { file: FileId(0), number: 1 });
            let mut missing =
                finding(&RULE, id, Verdict::Unverifiable, format!("没有找到“{name}”"), vec![top]);
            missing.note = Some("可能公开在别处，或用了别的名称。".to_owned());
            missing
        }
    }
}
