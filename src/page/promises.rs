//! 承诺清单: the indicators of all forms in one list, that can be looked through by how they
//! are put. Choosing needs no script: what is chosen is a button of the page, the rest is
//! hidden by the style sheet.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::Linked;
use crate::page::ThemeError;
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::frame::Step;
use crate::page::html::{attribute, escape_into, plain};
use crate::page::spread::{Turn, spread};
use crate::page::{projects, promised};
use crate::source::Line;
use crate::told::{Fact, Left, Promise, Promises};

#[derive(Debug, Serialize)]
struct View {
    lead: String,
    facets: Vec<Facet>,
    rows_html: String,
    pages: Vec<Step>,
}

/// One way to look through the list.
#[derive(Debug, Serialize)]
struct Facet {
    id: &'static str,
    label: &'static str,
    count: usize,
}

/// The indicators of one form.
#[derive(Debug)]
struct Group<'a> {
    form: usize,
    promises: Vec<&'a Promise<'a>>,
    left: Vec<&'a Left<'a>>,
}

/// The list on as few pages as it needs; none where there are no indicators.
pub(super) fn pages(edition: &DisclosureContext) -> Result<Vec<Artifact>, ThemeError> {
    let promises = &edition.told.promises;
    if promises.all.is_empty() {
        return Ok(Vec::new());
    }
    spread(&groups(promises), |groups, turn| page(edition, groups, turn))
}

fn groups<'a>(promises: &'a Promises<'a>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    for promise in &promises.all {
        match groups.last_mut().filter(|group| group.form == promise.form) {
            Some(group) => group.promises.push(promise),
            None => {
                let left = promises.left.iter().filter(|left| left.form == promise.form).collect();
                groups.push(Group { form: promise.form, promises: vec![promise], left });
            }
        }
    }
    groups
}

fn page(edition: &DisclosureContext, groups: &[Group], turn: Turn) -> Result<Artifact, ThemeError> {
    let promises = &edition.told.promises;
    let path = |number| address::further(&address::promises(edition.id()), number);
    let sheet = edition.sheet_below(NavigationPlace::Projects, path(turn.number), Some("承诺清单"));
    let mut rows_html = String::with_capacity(groups.len() * 3_000);
    groups.iter().for_each(|group| rows_of(&mut rows_html, &sheet, group));
    let lead = lead(sheet.edition.linked, promises);
    let view = View {
        facets: facets(promises),
        rows_html,
        pages: turn.steps(path, &sheet.links),
        lead: lead.clone(),
    };
    let description = format!("{}{}的承诺清单：{lead}", edition.body_name(), edition.year_and_kind());
    sheet.render("promises.html", description, &view)
}

fn lead(linked: &Linked, promises: &Promises) -> String {
    let mut forms: Vec<usize> = promises.all.iter().map(|promise| promise.form).collect();
    forms.dedup();
    let (with, without) = (promises.count(Fact::Number), promises.count(Fact::NoNumber));
    let kinds = promised::kinds(forms.iter().filter_map(|at| linked.disclosure.forms.get(*at)), "和");
    let (forms, all) = (forms.len(), promises.all.len());
    let doubtful = all.saturating_sub(with).saturating_sub(without);
    let open = if doubtful > 0 {
        format!("，另有 {doubtful} 条本站可能没有读对，不分类")
    } else {
        String::new()
    };
    format!("{forms} 份{kinds}一共写了 {all} 条指标：{with} 条的目标里有数字，{without} 条没有{open}。")
}

/// The facts by which something is told apart, each with how often.
fn facets(promises: &Promises) -> Vec<Facet> {
    let facet = |fact: Fact| Facet { id: key(fact), label: words(fact), count: promises.count(fact) };
    let mut facets: Vec<Facet> = Fact::ALL.into_iter().map(facet).collect();
    facets.last_mut().into_iter().for_each(|template| template.count += promises.left.len());
    facets.retain(|facet| facet.count > 0);
    facets
}

/// The class of the rows of a fact, and the end of its button's id.
fn key(fact: Fact) -> &'static str {
    match fact {
        Fact::Number => "f1",
        Fact::NoNumber => "f2",
        Fact::General => "f3",
        Fact::Repeated => "f4",
        Fact::Satisfaction => "f5",
        Fact::UnitCost => "f6",
        Fact::Template => "f7",
    }
}

fn words(fact: Fact) -> &'static str {
    match fact {
        Fact::Number => "有数字",
        Fact::NoNumber => "没有数字（日期不算）",
        Fact::General => "只写 100% 或 95%",
        Fact::Repeated => "和别的表写得一样",
        Fact::Satisfaction => "满意度",
        Fact::UnitCost => "单位成本",
        Fact::Template => "留着模板字样",
    }
}

/// A form's rows: whose it is with its money, then its indicators.
fn rows_of(out: &mut String, sheet: &PageContext, group: &Group) {
    let mut facts: Vec<Fact> = group.promises.iter().flat_map(|promise| promise.facts.clone()).collect();
    facts.extend(group.left.first().map(|_| Fact::Template));
    facts.sort_unstable();
    facts.dedup();
    open_row(out, "k", &facts);
    out.push_str("<th scope=\"row\" colspan=\"4\">");
    let project = sheet.edition.linked.project_of_form(group.form);
    if let Some(project) = project {
        out.push_str("<a");
        attribute(out, "href", &sheet.links.to(&address::project(sheet.edition.id(), &project.slug)));
        out.push('>');
        escape_into(out, &plain(&project.name));
        out.push_str("</a>");
        if let Some(amount) = projects::sure_amount(sheet.edition, project) {
            out.push_str(" <span class=\"u\">");
            escape_into(out, &format!("{} {}", amount.raw, amount.unit));
            out.push_str("</span>");
        }
    }
    out.push_str("</th></tr>\n");
    group.promises.iter().for_each(|promise| row(out, sheet, promise));
    group.left.iter().for_each(|left| left_row(out, sheet, left));
}

fn open_row(out: &mut String, class: &str, facts: &[Fact]) {
    let mut classes = class.to_owned();
    for fact in facts {
        classes.push_str(if classes.is_empty() { "" } else { " " });
        classes.push_str(key(*fact));
    }
    out.push_str("<tr");
    if !classes.is_empty() {
        attribute(out, "class", &classes);
    }
    out.push('>');
}

fn row(out: &mut String, sheet: &PageContext, promise: &Promise) {
    let Some(first) = promise.pair.annual.or(promise.pair.implementation) else { return };
    open_row(out, "", &promise.facts);
    out.push_str("<th scope=\"row\" class=\"l1\">");
    text(out, &first.name);
    if promise.pair.sides().any(|side| side.doubt.is_some()) {
        out.push_str(" <span class=\"doubt\" title=\"本站可能没有读对\">存疑</span>");
    }
    out.push_str("</th><td>");
    text(out, if first.level2.is_empty() { &first.level1 } else { &first.level2 });
    out.push_str("</td><td class=\"v\">");
    text(out, &first.value);
    if let Some(whole) = promise.pair.implementation.filter(|_| promise.pair.differs(|side| &side.value)) {
        aside(out, &format!("实施期：{}", plain(&whole.value)));
    }
    if let Some(done) = first.done().filter(|done| !done.is_empty()) {
        aside(out, &format!("完成：{}", plain(done)));
    }
    if promise.facts.contains(&Fact::Repeated) {
        aside(out, &format!("{} 份表里相同", promise.forms));
    }
    out.push_str("</td>");
    line(out, sheet, first.line);
}

/// A field in which words of the template stand.
fn left_row(out: &mut String, sheet: &PageContext, left: &Left) {
    open_row(out, "", &[Fact::Template]);
    out.push_str("<th scope=\"row\" class=\"l1\">");
    text(out, left.field);
    out.push_str("</th><td>文字</td><td class=\"v\">");
    text(out, &format!("留有“{}”", left.words));
    out.push_str("</td>");
    line(out, sheet, left.line);
}

fn text(out: &mut String, words: &str) {
    match plain(words) {
        empty if empty.is_empty() => out.push_str("<span class=\"nil\">未填</span>"),
        words => escape_into(out, &words),
    }
}

fn aside(out: &mut String, words: &str) {
    out.push_str(" <span class=\"u\">");
    escape_into(out, words);
    out.push_str("</span>");
}

fn line(out: &mut String, sheet: &PageContext, line: Line) {
    let href = sheet.links.to(&address::source_line(sheet.edition.id(), line));
    out.push_str(&format!("<td class=\"p\"><a href=\"{href}\">{}</a></td></tr>\n", line.number));
}
