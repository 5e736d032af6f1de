//! The audit page of a disclosure: in words first, then what does not agree,
//! then every passed check by table. Other pages take their marks from here.

mod entry;
mod marks;
mod passed;
pub(super) mod sides;
mod words;

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Finding, Group, Operand, OperandPlace, Rule, Tally, Verdict};
use crate::page::ThemeError;
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::html::{attribute, escape_into, plain};

pub(super) use marks::Marks;
pub(super) use words::{counts, meaning, sentence, shape};

/// How many findings stand on a page other than their own before the rest is
/// left to it.
const BRIEF: usize = 6;

#[derive(Debug, Serialize)]
struct View {
    lead: String,
    unusual: String,
    contents: Vec<Entry>,
    /// How many are not 一致 and no rounding, and how many are 一致.
    pressing: usize,
    agreed: usize,
    pressing_html: String,
    /// What rounding explains and what came to 存疑, each folded.
    folded_html: String,
    passed_html: String,
    checks: String,
    data: String,
}

/// One entry of the page's own contents list.
#[derive(Debug, Serialize)]
struct Entry {
    key: String,
    title: String,
    count: usize,
}

/// What another page says of its checks.
#[derive(Debug, Serialize)]
pub(super) struct CheckNote {
    words: String,
    href: String,
    /// Whether cells of the page carry marks that need a word of explanation.
    marked: bool,
    /// Findings that are not 一致, as list items.
    pressing_html: String,
}

/// A group of findings: a table, the forms, the narrative, the whole.
struct Grouped<'a> {
    key: &'a str,
    name: String,
    findings: Vec<&'a Finding>,
}

/// The audit page.
pub(super) fn page(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Audit);
    let groups = groups(edition);
    let tally = Tally::of(edition.findings);
    let lead = format!("{}。", sentence(tally));
    let view = View {
        unusual: unusual(tally, &groups),
        contents: contents(tally, &groups),
        pressing: tally.told().total() - tally.agree - tally.count(Verdict::Rounding),
        pressing_html: pressing(&sheet),
        agreed: tally.agree,
        folded_html: FOLDED.into_iter().map(|verdict| folded(&sheet, verdict)).collect(),
        passed_html: passed(&sheet, &groups),
        checks: sheet.links.to(&address::checks()),
        data: sheet.links.to(&address::data_file(edition.id(), "audit.json")),
        lead,
    };
    let description = format!("{}{}的核对：{}", edition.body_name(), edition.year_and_kind(), view.lead);
    sheet.render("audit.html", description, &view)
}

/// What the audit says of the whole disclosure, for its own page.
pub(super) fn of_disclosure(sheet: &PageContext) -> CheckNote {
    let findings = sheet.edition.findings.iter();
    let mut pressing: Vec<&Finding> = findings.filter(|finding| is_pressing(finding.verdict)).collect();
    pressing.sort_by_key(|finding| finding.rank());
    CheckNote {
        words: sentence(Tally::of(sheet.edition.findings)),
        href: sheet.links.to(&address::audit(sheet.edition.id())),
        marked: false,
        pressing_html: briefs(sheet, &pressing, &address::audit(sheet.edition.id())),
    }
}

/// What the audit says of a table.
pub(super) fn of_table(sheet: &PageContext, index: usize) -> CheckNote {
    let (edition, table) = (sheet.edition, &sheet.edition.disclosure().tables[index]);
    let tally = edition.marks.of_group(Group::Table(index));
    let there = if tally.total() > 0 {
        address::audit_group(edition.id(), &table.id)
    } else {
        address::audit(edition.id())
    };
    CheckNote {
        words: sentence(tally),
        href: sheet.links.to(&there),
        marked: edition.marks.any_in_table(index),
        pressing_html: briefs(sheet, &touching(edition, index), &address::audit(edition.id())),
    }
}

/// What does not agree and speaks of a table's figures, wherever it was said; 舍入差 apart.
fn touching<'a>(edition: &DisclosureContext<'a>, index: usize) -> Vec<&'a Finding> {
    let in_table =
        |figure: &Operand| matches!(&figure.place, OperandPlace::Cell(cell) if cell.table == index);
    let told = |finding: &&Finding| is_pressing(finding.verdict);
    let mut found: Vec<&Finding> = edition.findings.iter().filter(told).collect();
    found.retain(|finding| finding.figures.iter().any(in_table));
    found.sort_by_key(|finding| finding.rank());
    found
}

/// What the audit says of some findings, those of a project.
pub(super) fn of_some(sheet: &PageContext, findings: &[&Finding]) -> Option<CheckNote> {
    let first = findings.first()?;
    let mut pressing: Vec<&Finding> = findings.to_vec();
    pressing.retain(|finding| finding.verdict.is_told());
    pressing.sort_by_key(|finding| finding.rank());
    let there = address::audit_group(sheet.edition.id(), first.group.key(sheet.edition.disclosure()));
    Some(CheckNote {
        words: sentence(Tally::of(findings.iter().copied())),
        href: sheet.links.to(&there),
        marked: false,
        pressing_html: briefs(sheet, &pressing, &there),
    })
}

/// Appends what stands under a paragraph: a mark for each finding that is not
/// 一致, and links to the cells that the paragraph restates.
pub(super) fn under_paragraph(out: &mut String, sheet: &PageContext, findings: &[&Finding]) {
    let id = sheet.edition.id();
    for finding in findings.iter().filter(|finding| finding.verdict.is_told()) {
        out.push_str(" <a class=\"mark\"");
        attribute(out, "href", &sheet.links.to(&address::finding(id, &finding.id)));
        attribute(out, "title", &finding.statement);
        out.push('>');
        words::label_into(out, finding.verdict);
        out.push_str("</a>");
    }
    let findings = findings.iter().filter(|finding| finding.group == Group::Narrative);
    facing(
        out,
        sheet,
        findings.flat_map(|finding| finding.figures.iter().map(move |figure| (*finding, figure))),
    );
}

/// Appends the cells among some operands, each once, under the names of their
/// tables.
fn facing<'a>(
    out: &mut String,
    sheet: &PageContext,
    operands: impl Iterator<Item = (&'a Finding, &'a Operand)>,
) {
    let mut seen: HashSet<&OperandPlace> = HashSet::new();
    let mut above = None;
    for (finding, operand) in operands {
        let OperandPlace::Cell(cell) = &operand.place else { continue };
        let Some(printed) = sheet.edition.disclosure().tables.get(cell.table) else { continue };
        if !seen.insert(&operand.place) {
            continue;
        }
        if above.is_none() {
            out.push_str("<span class=\"facing\"><span class=\"period\">对应的数</span>");
        }
        if above == Some(cell.table) {
            out.push('、');
        } else {
            out.push_str(if above.is_none() { "" } else { "；" });
            escape_into(out, &format!("{} ", sheet.edition.short(printed)));
        }
        above = Some(cell.table);
        entry::link(out, sheet, finding, operand);
    }
    if above.is_some() {
        out.push_str("</span>");
    }
}

/// The first findings, and the way to the rest, which stand at `there`.
fn briefs(sheet: &PageContext, findings: &[&Finding], there: &str) -> String {
    let mut out = String::new();
    findings.iter().take(BRIEF).for_each(|finding| entry::brief(&mut out, sheet, finding));
    if let Some(rest) = findings.len().checked_sub(BRIEF).filter(|rest| *rest > 0) {
        let href = sheet.links.to(there);
        out.push_str(&format!("<li class=\"meta\"><a href=\"{href}\">还有 {rest} 项，见核对页</a></li>\n"));
    }
    out
}

/// Findings by group: tables in their order, then forms, narrative, the whole,
/// each with any finding.
fn groups<'a>(edition: &DisclosureContext<'a>) -> Vec<Grouped<'a>> {
    let mut groups: BTreeMap<Group, Vec<&Finding>> = BTreeMap::new();
    for finding in edition.findings {
        groups.entry(finding.group).or_default().push(finding);
    }
    let named = |(group, findings): (Group, _)| Grouped {
        key: group.key(edition.disclosure()),
        name: group_name(edition, group),
        findings,
    };
    groups.into_iter().map(named).collect()
}

fn group_name(edition: &DisclosureContext, group: Group) -> String {
    match group {
        Group::Table(index) => {
            edition.disclosure().tables.get(index).map_or_else(String::new, |table| edition.short(table))
        }
        Group::Forms => "绩效目标申报表".to_owned(),
        Group::Narrative => "文字说明".to_owned(),
        Group::Disclosure => "整份公开".to_owned(),
    }
}

/// What stands out, in words: where there is anything that does not agree.
fn unusual(tally: Tally, groups: &[Grouped]) -> String {
    if tally.total() == 0 {
        return "公开的文本里没有读到能互相核对的数字。".to_owned();
    }
    let mut sentences = Vec::new();
    if tally.mismatch == 0 {
        sentences.push("没有发现不符。".to_owned());
    }
    for verdict in [Verdict::Mismatch, Verdict::Scope, Verdict::Unverifiable] {
        let places: Vec<String> = groups.iter().filter_map(|group| place_words(group, verdict)).collect();
        if !places.is_empty() {
            sentences.push(format!("{}的在{}。", verdict.name(), places.join("、")));
        }
    }
    sentences.concat()
}

fn place_words(group: &Grouped, verdict: Verdict) -> Option<String> {
    let count = Tally::of(group.findings.iter().copied()).count(verdict);
    (count > 0).then(|| format!("{}（{count} 项）", group.name))
}

fn contents(tally: Tally, groups: &[Grouped]) -> Vec<Entry> {
    let pressing = Verdict::ALL.into_iter().filter(|verdict| verdict.is_told());
    let pressing = pressing.map(|verdict| Entry {
        key: verdict_anchor(verdict),
        title: verdict.name().to_owned(),
        count: tally.count(verdict),
    });
    let groups = groups.iter().map(|group| Entry {
        key: address::group_anchor(group.key),
        title: group.name.clone(),
        count: group.findings.len(),
    });
    pressing.filter(|entry| entry.count > 0).chain(groups).collect()
}

fn verdict_anchor(verdict: Verdict) -> String {
    format!("page-{}", verdict.key())
}

/// Whether a verdict calls for a look.
fn is_pressing(verdict: Verdict) -> bool {
    verdict.is_told() && verdict != Verdict::Rounding
}

/// The findings that are not 一致 and no rounding, most pressing first.
fn pressing(sheet: &PageContext) -> String {
    let mut out = String::new();
    for verdict in Verdict::ALL.into_iter().filter(|verdict| is_pressing(*verdict)) {
        let of_verdict = heaviest_first(sheet, verdict);
        if of_verdict.is_empty() {
            continue;
        }
        out.push_str("<section><h3");
        attribute(&mut out, "id", &verdict_anchor(verdict));
        out.push_str(&format!(">{}</h3>\n", verdict.name()));
        listed(&mut out, sheet, verdict, &of_verdict);
        out.push_str("</section>\n");
    }
    out
}

/// The verdicts whose findings are folded: for whoever wants to look into them.
const FOLDED: [Verdict; 2] = [Verdict::Rounding, Verdict::Doubtful];

fn folded(sheet: &PageContext, verdict: Verdict) -> String {
    let of_verdict = heaviest_first(sheet, verdict);
    if of_verdict.is_empty() {
        return String::new();
    }
    let mut out = "<details".to_owned();
    attribute(&mut out, "id", &verdict_anchor(verdict));
    let (name, count) = (verdict.name(), of_verdict.len());
    out.push_str(&format!("><summary>{name}的核对（{count} 项）</summary>\n"));
    listed(&mut out, sheet, verdict, &of_verdict);
    out.push_str("</details>\n");
    out
}

fn heaviest_first<'a>(sheet: &PageContext<'a>, verdict: Verdict) -> Vec<&'a Finding> {
    let mut findings: Vec<&Finding> =
        sheet.edition.findings.iter().filter(|finding| finding.verdict == verdict).collect();
    findings.sort_by_key(|finding| finding.rank());
    findings
}

fn listed(out: &mut String, sheet: &PageContext, verdict: Verdict, findings: &[&Finding]) {
    out.push_str(&format!("<p class=\"meta\">{}</p>\n<ul class=\"found\">\n", meaning(verdict)));
    findings.iter().for_each(|finding| entry::full(out, sheet, finding));
    out.push_str("</ul>");
}

/// Every group with its passed checks, folded; browsers unfold the one that an address
/// leads into.
fn passed(sheet: &PageContext, groups: &[Grouped]) -> String {
    let mut out = String::new();
    for group in groups {
        out.push_str("<details class=\"group\"");
        attribute(&mut out, "id", &address::group_anchor(group.key));
        out.push_str("><summary><h3>");
        escape_into(&mut out, &plain(&group.name));
        let tally = Tally::of(group.findings.iter().copied());
        out.push_str(&format!("</h3> <span class=\"meta\">{}</span></summary>\n", sentence(tally)));
        passed_of(&mut out, sheet, group);
        out.push_str("</details>\n");
    }
    out
}

/// The passed checks of a group, rule by rule.
fn passed_of(out: &mut String, sheet: &PageContext, group: &Grouped) {
    let agree = || group.findings.iter().filter(|finding| finding.verdict == Verdict::Agree);
    let mut rules: Vec<&Rule> = Vec::new();
    for finding in agree() {
        if !rules.contains(&finding.rule) {
            rules.push(finding.rule);
        }
    }
    for rule in rules {
        let of_rule: Vec<&&Finding> = agree().filter(|finding| finding.rule == rule).collect();
        entry::rule(out, sheet, rule, &one_unit(&of_rule));
        out.push_str("<ul class=\"found agreed\">\n");
        of_rule.into_iter().for_each(|finding| passed::line(out, sheet, finding));
        out.push_str("</ul>\n");
    }
}

/// `；单位：万元`, where all the checks count in one unit.
fn one_unit(findings: &[&&Finding]) -> String {
    let unit = findings.first().map_or("", |finding| finding.unit_name());
    let same = findings.iter().all(|finding| finding.unit_name() == unit);
    if same && !unit.is_empty() { format!("；单位：{unit}") } else { String::new() }
}
