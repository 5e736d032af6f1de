//! The list of projects, and the page of each: its line beside its form.

use std::cmp::Reverse;
use std::collections::HashSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Basis, Doubt, Form, Fund, Linked, MatchNote, Period, Project, Row, Table};
use crate::money::{Money, Unit, grouped, parse_amount};
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext, title};
use crate::page::html::{attribute, escape_into, plain};
use crate::page::table::{self, amount_class, amount_into};
use crate::page::{ThemeError, audit, evaluated, form, promised};

/// An amount as printed, ready to be shown with its unit.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Printed {
    pub raw: String,
    pub unit: &'static str,
}

impl Printed {
    fn new(raw: impl Into<String>, unit: Option<Unit>) -> Self {
        Self { raw: raw.into(), unit: unit.map_or("单位未认出", Unit::name) }
    }

    /// The amount as the site's own sentences write it, with its printed decimals.
    fn grouped(&self) -> String {
        parse_amount(&self.raw).map_or_else(|_| self.raw.clone(), grouped)
    }
}

/// One project in a list of projects.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    name: String,
    href: String,
    amount: Option<Printed>,
    /// What is said in place of the line's amount.
    no_amount: &'static str,
    /// Why the amount may be misread, in words.
    doubt: Option<&'static str>,
    form_amount: Option<Printed>,
    /// What is said in place of the form's amount.
    no_form_amount: &'static str,
    /// What is missing or in doubt, in words.
    remark: Option<String>,
    #[serde(skip)]
    order: Decimal,
}

#[derive(Debug, Serialize)]
struct Index {
    projects: Vec<Item>,
    matched: usize,
    lines: usize,
    forms: usize,
    /// How much of the money has a form, in words.
    promised: Option<String>,
    /// How many indicators there are, and where they are listed.
    promises: Option<(usize, String)>,
    /// What became of those that have self-evaluations.
    evaluated: Option<evaluated::Evaluated>,
}

#[derive(Debug, Serialize)]
struct View {
    name: String,
    /// What it costs, and which of several of one name it is, in words.
    cost: String,
    line: Option<LineView>,
    form: Option<form::View>,
    /// The self-evaluation beside the form.
    evaluation: Option<form::View>,
    /// Why nothing is matched, where there are candidates.
    open: Option<String>,
    /// What the two were matched by, in words.
    basis: Option<String>,
    /// Whether no line of any project was read.
    no_lines: bool,
    /// The other projects of the same form, with links.
    shared: Vec<(String, String)>,
    agreement: Option<Agreement>,
    audit: Option<audit::CheckNote>,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

#[derive(Debug, Serialize)]
struct LineView {
    printed: String,
    table: String,
    table_href: String,
    row_href: String,
    source_href: String,
    source_line: u32,
    unit: &'static str,
    /// Why its amounts may be misread, in words.
    doubt: Option<&'static str>,
    /// What a citation of its amounts says, as attributes; `cite.js` reads them.
    cited: String,
    cells_html: String,
}

/// Whether line and form state the same amount.
#[derive(Debug, Serialize)]
struct Agreement {
    same: bool,
    words: String,
}

/// The projects of a disclosure, largest first, those whose amount is in doubt last, with
/// links from `sheet`.
pub(super) fn list(sheet: &PageContext) -> Vec<Item> {
    let linked = sheet.edition.linked;
    let twice = twice(&linked.projects);
    let mut items: Vec<Item> = linked
        .projects
        .iter()
        .map(|project| item(sheet, project, twice.contains(project.name.as_str())))
        .collect();
    items.sort_by_key(|item| Reverse(item.order));
    items
}

/// The amount of a project: of its line, else of its form; `None` where that may be misread.
pub(super) fn sure_amount(edition: &DisclosureContext, project: &Project) -> Option<Printed> {
    let linked = edition.linked;
    let line = linked.line_of(project);
    if line.is_some_and(|(table, row)| doubt(table, row).is_some()) {
        return None;
    }
    let of_line = line.and_then(|(table, row)| line_amount(table, row));
    of_line.or_else(|| linked.form_of(project).and_then(form_amount)).map(|(_, printed)| printed)
}

fn item(sheet: &PageContext, project: &Project, same_name: bool) -> Item {
    let linked = sheet.edition.linked;
    let line = linked.line_of(project).and_then(|(table, row)| line_amount(table, row));
    let form = linked.form_of(project).and_then(form_amount);
    let exact = line.as_ref().map(|(amount, _)| *amount).or(form.as_ref().map(|(amount, _)| *amount));
    let doubt = linked.line_of(project).and_then(|(table, row)| doubt(table, row));
    let sure = exact.flatten().filter(|_| doubt.is_none());
    Item {
        name: plain(&project.name),
        href: sheet.links.to(&address::project(sheet.edition.id(), &project.slug)),
        order: sure.and_then(Money::in_wan).unwrap_or(Decimal::MIN),
        amount: line.map(|(_, money)| money),
        doubt,
        no_amount: no_amount(linked.line_of(project), project.note.as_ref()),
        form_amount: form.map(|(_, money)| money),
        no_form_amount: match project.note {
            _ if project.form.is_some() => "没有写总额",
            Some(MatchNote::NotClear) => "分不出是哪一份",
            _ => "没有绩效目标表",
        },
        remark: remark(project, linked, same_name),
    }
}

/// Why a line may be misread; that its unit is not stated stands beside the amount.
fn doubt(table: &Table, row: &Row) -> Option<&'static str> {
    table.line_doubt(row).filter(|doubt| *doubt != Doubt::NoUnit).map(Doubt::words)
}

/// The names that several projects bear.
fn twice(projects: &[Project]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    projects.iter().map(|project| project.name.as_str()).filter(|name| !seen.insert(*name)).collect()
}

fn remark(project: &Project, linked: &Linked, same_name: bool) -> Option<String> {
    let place = linked.line_of(project).filter(|_| same_name);
    let place = place.map(|(_, row)| format!("有同名的项目；这是原文第 {} 行的", row.line.number));
    let words = [place, unmatched(project).map(str::to_owned)];
    let words: Vec<String> = words.into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join("；"))
}

fn unmatched(project: &Project) -> Option<&'static str> {
    match (project.line, project.form, project.basis) {
        (_, _, Some(Basis::Group)) => Some("几个项目合用一份绩效目标表"),
        (_, _, None) if project.note == Some(MatchNote::NotClear) => Some("有几个相近的，分不出对应哪一个"),
        (None, _, _) if matches!(project.note, Some(MatchNote::OtherSum { .. })) => {
            Some("名称对得上几行，合计对不上")
        }
        (Some(_), None, _) => Some("没有对应的绩效目标表"),
        (None, _, _) if project.note == Some(MatchNote::NoLines) => None,
        (None, _, _) => Some("项目支出表里没有对应的一行"),
        (_, _, Some(Basis::NameVariant)) => Some("两处名称写法略有不同"),
        (_, _, Some(Basis::AmountOnly)) => Some("只凭金额对应"),
        _ => None,
    }
}

/// Why a project's line has no amount, if there is a line.
fn no_amount(line: Option<(&Table, &Row)>, note: Option<&MatchNote>) -> &'static str {
    match line {
        Some((table, row)) if table.figures_of(row).next().is_some() => "没有合计，看表",
        Some(_) => "这一行没有金额",
        None if note == Some(&MatchNote::NoLines) => "没有项目支出表",
        None => "项目支出表里没有这一行",
    }
}

/// The amount of a line: its total.
fn line_amount(table: &Table, row: &Row) -> Option<(Option<Money>, Printed)> {
    let figure = table.line_total(row)?;
    Some((figure.money(), Printed::new(figure.cell.raw.as_str(), figure.unit())))
}

fn form_amount(form: &Form) -> Option<(Option<Money>, Printed)> {
    let value = form.amount()?;
    let total = form.total();
    let cells = total.into_iter().flat_map(|Fund { annual, implementation, .. }| [annual, implementation]);
    let raw = cells.flatten().find(|cell| cell.amount().is_some()).map(|cell| cell.raw.clone());
    let raw = raw.unwrap_or_else(|| grouped(value));
    Some((form.money(), Printed::new(raw, form.unit)))
}

/// The page that lists all projects.
pub(super) fn index(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Projects);
    let projects = &edition.linked.projects;
    let count = |has: fn(&Project) -> bool| projects.iter().filter(|project| has(project)).count();
    let view = Index {
        projects: list(&sheet),
        matched: count(|project| project.basis.is_some()),
        lines: count(|project| project.line.is_some()),
        forms: edition.linked.form_count(),
        promised: promised::words(edition.linked),
        promises: promised::link(&sheet),
        evaluated: evaluated::of(&sheet),
    };
    let largest = view.projects.first().and_then(|item| {
        let money = item.amount.as_ref().or(item.form_amount.as_ref())?;
        Some(format!("列得最多的是“{}”，{} {}。", item.name, money.grouped(), money.unit))
    });
    let description = format!(
        "{}{}的 {} 个项目：金额和绩效目标。{}",
        edition.body_name(),
        edition.year_and_kind(),
        projects.len(),
        largest.unwrap_or_default()
    );
    sheet.render("projects.html", description, &view)
}

/// The page of one project.
pub(super) fn page(edition: &DisclosureContext, index: usize) -> Result<Artifact, ThemeError> {
    let project = &edition.linked.projects[index];
    let name = plain(&project.name);
    let path = address::project(edition.id(), &project.slug);
    let sheet = edition.sheet_below(NavigationPlace::Projects, path, Some(&name));
    let form = edition.linked.form_of(project);
    let view = View {
        line: line(&sheet, project),
        form: form.map(|form| form::view(&sheet, form)),
        evaluation: edition.linked.evaluation_of(project).map(|form| form::view(&sheet, form)),
        open: project.note.as_ref().filter(|_| project.basis.is_none()).map(MatchNote::words),
        no_lines: project.note == Some(MatchNote::NoLines),
        shared: shared(&sheet, project),
        basis: basis(edition, project),
        agreement: agreement(edition, project),
        audit: audit::of_some(&sheet, &edition.marks.of_project(edition, project)),
        previous: index.checked_sub(1).and_then(|at| neighbour(&sheet, at)),
        next: neighbour(&sheet, index + 1),
        cost: cost(edition, project),
        name,
    };
    let description = format!(
        "{}{}项目“{}”：{}",
        edition.body_name(),
        edition.year_and_kind(),
        view.name,
        in_words(edition, project)
    );
    sheet.render("project.html", description, &view)
}

/// What is listed of a project beside its name, the source's line where others have the name.
fn cost(edition: &DisclosureContext, project: &Project) -> String {
    let linked = edition.linked;
    let words = listed(edition, project);
    match linked.line_of(project).filter(|_| twice(&linked.projects).contains(project.name.as_str())) {
        Some((_, row)) => format!("{words}；有同名的项目，这是原文第 {} 行的", row.line.number),
        None => words,
    }
}

/// What the two places list, in words.
fn listed(edition: &DisclosureContext, project: &Project) -> String {
    let linked = edition.linked;
    let line = linked.line_of(project).and_then(|(table, row)| line_amount(table, row));
    let listed = line.map(|(_, money)| format!("项目支出表列 {} {}", money.grouped(), money.unit));
    let form = || linked.form_of(project).and_then(form_amount);
    let asked = || form().map(|(_, money)| format!("绩效目标表列 {} {}", money.grouped(), money.unit));
    listed.or_else(asked).unwrap_or_else(|| "没有金额".to_owned())
}

/// What a project costs and how much it promises, in words.
fn in_words(edition: &DisclosureContext, project: &Project) -> String {
    let (form, cost) = (edition.linked.form_of(project), listed(edition, project));
    match form.map(|form| form.indicators_of(Period::Annual).count()) {
        None => format!("{cost}；没有对应的绩效目标表。"),
        Some(0) => format!("{cost}；附有绩效目标表。"),
        Some(count) if form.is_some_and(|form| form.dated) => format!("{cost}；年度绩效指标 {count} 项。"),
        Some(count) => format!("{cost}；绩效指标 {count} 项。"),
    }
}

/// What line and form were matched by. What their amounts have to do with each
/// other stands beside it and is not said here.
fn basis(edition: &DisclosureContext, project: &Project) -> Option<String> {
    let (_, row) = edition.linked.line_of(project)?;
    let line = plain(&row.entries.iter().flatten().next()?.printed);
    let form = plain(&edition.linked.form_of(project)?.name);
    let other_year = project.note.as_ref().filter(|note| matches!(note, MatchNote::OtherYear { .. }));
    let words = match project.basis? {
        Basis::Exact if line == form => "名称相同。".to_owned(),
        Basis::Exact => format!("名称相同，排印不同：绩效目标表写作“{form}”。"),
        Basis::NameVariant => format!("名称相近：项目支出表写作“{line}”，绩效目标表写作“{form}”。"),
        Basis::AmountOnly => {
            format!("名称不同（绩效目标表写作“{form}”），按两边都只出现一次的相同金额对应。")
        }
        Basis::Group => project.note.as_ref().map(MatchNote::words).unwrap_or_default(),
    };
    Some(words + &other_year.map(MatchNote::words).unwrap_or_default())
}

fn shared(sheet: &PageContext, project: &Project) -> Vec<(String, String)> {
    let others = sheet.edition.linked.others_of_form(project);
    others.filter_map(|(index, _)| neighbour(sheet, index)).collect()
}

fn neighbour(sheet: &PageContext, index: usize) -> Option<(String, String)> {
    let project = sheet.edition.linked.projects.get(index)?;
    let href = sheet.links.to(&address::project(sheet.edition.id(), &project.slug));
    Some((plain(&project.name), href))
}

fn line(sheet: &PageContext, project: &Project) -> Option<LineView> {
    let (table, row) = sheet.edition.linked.line_of(project)?;
    let id = sheet.edition.id();
    let entry = row.entries.iter().flatten().next()?;
    Some(LineView {
        printed: plain(&entry.printed),
        table: sheet.edition.short(table),
        table_href: sheet.links.to(&address::table(id, &table.id)),
        row_href: sheet.links.to(&address::row(id, &table.id, &entry.key)),
        source_href: sheet.links.to(&address::source_line(id, row.line)),
        source_line: row.line.number,
        unit: table.unit.map_or("单位未认出", Unit::name),
        doubt: doubt(table, row),
        cited: cited(sheet, table, row, &entry.printed),
        cells_html: line_cells(sheet, table, row),
    })
}

fn cited(sheet: &PageContext, table: &Table, row: &Row, name: &str) -> String {
    let mut out = table::cited(sheet.edition, row.line);
    attribute(&mut out, "data-table", &title(table));
    attribute(&mut out, "data-row", &plain(name));
    attribute(&mut out, "data-line", &row.line.number.to_string());
    out
}

/// The line's amounts as rows, one a column, each leading to its cell.
fn line_cells(sheet: &PageContext, table: &Table, row: &Row) -> String {
    let id = sheet.edition.id();
    let mut out = String::new();
    let Some(entry) = row.entries.iter().flatten().next() else { return out };
    for (cell, column) in row.cells.iter().zip(&table.columns) {
        if column.role != crate::model::ColumnRole::Amount {
            continue;
        }
        out.push_str("<tr><th scope=\"row\">");
        escape_into(&mut out, &plain(&column.path.join(" · ")));
        out.push_str(&format!("</th><td class=\"{}\">", amount_class(cell)));
        if cell.amount().is_some() {
            let href = sheet.links.to(&address::cell(id, &table.id, &entry.key, &column.key));
            out.push_str(&format!("<a href=\"{href}\">"));
            amount_into(&mut out, cell);
            out.push_str("</a>");
        } else {
            amount_into(&mut out, cell);
        }
        if let Some(unit) = column.unit {
            out.push_str(&format!(" <span class=\"u\">{}</span>", unit.name()));
        }
        out.push_str("</td></tr>\n");
    }
    out
}

fn agreement(edition: &DisclosureContext, project: &Project) -> Option<Agreement> {
    if project.basis == Some(Basis::Group) {
        return None;
    }
    let (table, row) = edition.linked.line_of(project)?;
    let (line, line_money) = line_amount(table, row)?;
    let (form, form_money) = form_amount(edition.linked.form_of(project)?)?;
    let same = line?.agrees_with(form?);
    let [line_words, form_words] =
        [&line_money, &form_money].map(|money| format!("{} {}", money.grouped(), money.unit));
    let both = format!("{line_words} 与 {form_words}");
    let words = match (same, line_money.unit == form_money.unit) {
        (true, true) => format!("两处金额相同：{both}。"),
        (true, false) => format!("两处金额相符：{both}，换算到万元后两位小数相同。"),
        (false, _) => format!("两处金额不同：{both}。口径可能不同，请看原文。"),
    };
    Some(Agreement { same, words })
}
