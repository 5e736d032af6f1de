//! One finding as HTML: verdict, statement, figures with their links.

use rust_decimal::Decimal;

use crate::address;
use crate::model::{
    Cell, Column, ColumnRole, Confidence, Counted, Finding, Group, Operand, OperandPlace, Rule, Sides,
    Stated, Target, Verdict,
};
use crate::money::{Unit, grouped};
use crate::page::audit::{sides, words};
use crate::page::context::PageContext;
use crate::page::corrections;
use crate::page::html::{attribute, escape_into, plain};
use crate::page::original;

/// Appends a finding in full, under its anchor.
pub(super) fn full(out: &mut String, sheet: &PageContext, finding: &Finding) {
    open(out, finding);
    details(out, sheet, finding);
    corrections::answer_into(out, sheet, finding);
    respond(out, sheet, finding);
    rule(out, sheet, finding.rule, "");
    out.push_str("</li>\n");
}

/// Appends a finding as a line that leads to it.
pub(super) fn brief(out: &mut String, sheet: &PageContext, finding: &Finding) {
    out.push_str(if finding.class().is_clerical() { "<li class=\"clerical\">" } else { "<li>" });
    words::label_into(out, finding.verdict);
    out.push_str(" <a");
    let href = sheet.links.to(&address::finding(sheet.edition.id(), &finding.id));
    attribute(out, "href", &href);
    out.push('>');
    escape_into(out, &finding.statement);
    out.push_str("</a>");
    if let Some((answer, _)) = sheet.edition.disclosure().answer(&finding.id) {
        out.push_str(&format!(" <span class=\"correction\">{}</span>", answer.name()));
    }
    out.push_str("</li>\n");
}

/// Appends the way to tell of an error, where the settings name one, and that the body has not
/// answered yet.
fn respond(out: &mut String, sheet: &PageContext, finding: &Finding) {
    if finding.verdict != Verdict::Mismatch {
        return;
    }
    out.push_str("<p class=\"respond\">");
    if let Some(report) = &sheet.edition.site.settings.report {
        let path = address::finding(sheet.edition.id(), &finding.id);
        let base = sheet.edition.site.settings.base_url.as_deref();
        let page = base.map_or_else(|| path.clone(), |base| address::absolute(base, &path));
        out.push_str("<a rel=\"nofollow noopener\"");
        attribute(out, "href", &report.to(&page));
        out.push_str(">这条有误？</a> ");
    }
    if sheet.edition.disclosure().answer(&finding.id).is_none() {
        out.push_str("<span class=\"meta\">单位回应：本站还没有收到</span>");
    }
    out.push_str("</p>");
}

/// Appends the link to the explanation of a rule, and words after it.
pub(super) fn rule(out: &mut String, sheet: &PageContext, rule: &Rule, behind: &str) {
    out.push_str("<p class=\"rule\">核对的是：<a");
    attribute(out, "href", &sheet.links.to(&address::check(rule.code)));
    out.push('>');
    escape_into(out, rule.title);
    out.push_str("</a>");
    escape_into(out, behind);
    out.push_str("</p>");
}

fn open(out: &mut String, finding: &Finding) {
    out.push_str("<li");
    attribute(out, "id", &finding.id);
    let clerical = if finding.class().is_clerical() { " clerical" } else { "" };
    attribute(out, "class", &format!("{}{clerical}", finding.verdict.key()));
    out.push_str("><p>");
    words::label_into(out, finding.verdict);
    out.push(' ');
    escape_into(out, &finding.statement);
    out.push_str(" <a class=\"anchor\" aria-label=\"这项核对的固定链接\"");
    attribute(out, "href", &format!("#{}", finding.id));
    out.push_str(">#</a></p>");
}

fn details(out: &mut String, sheet: &PageContext, finding: &Finding) {
    if let Some(sides) = Sides::of(finding) {
        sides::append(out, &sides);
    }
    let else_may_be = match (&finding.note, finding.verdict) {
        (Some(note), _) => note.as_str(),
        (None, Verdict::Mismatch) => "也可能是本站读错了，请对照原文。",
        (None, _) => "",
    };
    if !else_may_be.is_empty() {
        out.push_str("<p class=\"why\">");
        escape_into(out, else_may_be);
        out.push_str("</p>");
    }
    out.push_str("<ul class=\"used\">");
    for operand in &finding.figures {
        figure(out, sheet, finding, operand);
    }
    out.push_str("</ul>");
    finding.foremost().iter().for_each(|operand| original::crop_into(out, sheet, operand));
}

fn figure(out: &mut String, sheet: &PageContext, finding: &Finding, operand: &Operand) {
    out.push_str("<li>");
    if let Some(table) = other_table(sheet, finding, operand) {
        escape_into(out, &format!("{table}："));
    }
    link(out, sheet, finding, operand);
    out.push_str(" <a class=\"s\"");
    attribute(out, "href", &sheet.links.to(&address::source_line(sheet.edition.id(), operand.line)));
    out.push_str(&format!(">原文 {}</a>", operand.line.number));
    original::page_into(out, sheet, operand.line);
    out.push_str("</li>");
}

/// Appends an operand, label and amount, as a link to where it stands.
pub(super) fn link(out: &mut String, sheet: &PageContext, finding: &Finding, operand: &Operand) {
    out.push_str("<a");
    attribute(out, "href", &sheet.links.to(&address::operand(sheet.edition.linked, operand)));
    out.push('>');
    escape_into(out, &plain(&operand.label));
    // What prose says carries its number in its own words.
    let prose = matches!(operand.place, OperandPlace::Page(Target::Section(_)));
    if let Some(amount) = operand.amount.filter(|_| !prose) {
        out.push(' ');
        out.push_str(&grouped(amount));
        if let Some(unit) = unit(sheet, finding, operand, amount) {
            out.push(' ');
            escape_into(out, unit);
        }
    } else if let Some(words) = silence(sheet, operand) {
        escape_into(out, &format!("（{words}）"));
    }
    out.push_str("</a>");
}

/// The table of a figure, where it is not the one the finding belongs to.
fn other_table(sheet: &PageContext, finding: &Finding, operand: &Operand) -> Option<String> {
    let OperandPlace::Cell(cell) = &operand.place else { return None };
    let own = finding.group == Group::Table(cell.table);
    sheet.edition.disclosure().tables.get(cell.table).filter(|_| !own).map(|table| sheet.edition.short(table))
}

/// What stands in place of the amount of a cell in which one could stand; `None` where
/// one does.
fn silence(sheet: &PageContext, operand: &Operand) -> Option<String> {
    let OperandPlace::Cell(cell) = &operand.place else { return None };
    let table = sheet.edition.disclosure().tables.get(cell.table).filter(|_| operand.amount.is_none())?;
    let for_amounts = |own: &Column| own.key == *cell.column && own.role == ColumnRole::Amount;
    let printed = table.cell(&cell.row, &cell.column).filter(|_| table.columns.iter().any(for_amounts))?;
    Some(Stated::of(printed, Confidence::Sure).words(None))
}

/// The unit of an operand, where it is certain. A form holds amounts and counts
/// alike: money is what its funds state.
fn unit(sheet: &PageContext, finding: &Finding, operand: &Operand, amount: Decimal) -> Option<&'static str> {
    let disclosure = sheet.edition.disclosure();
    if let OperandPlace::Cell(cell) = &operand.place {
        let table = disclosure.tables.get(cell.table)?;
        let own = table.cell(&cell.row, &cell.column).and_then(Cell::own_unit);
        return own.or(table.unit).map(Unit::name);
    }
    if let OperandPlace::Page(Target::Form(form)) = operand.place {
        let form = disclosure.forms.get(form)?;
        let mut funds = form.funds.iter().flat_map(|fund| [&fund.implementation, &fund.annual]).flatten();
        if funds.any(|cell| cell.amount() == Some(amount)) {
            return form.unit.map(Unit::name);
        }
    }
    finding.unit.filter(|unit| !matches!(unit, Counted::Money(_))).map(Counted::name)
}
