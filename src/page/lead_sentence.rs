//! The sentence or two that open a disclosure's first page: the total,
//! its change as the body states it, and where most goes.

use rust_decimal::Decimal;

use crate::address;
use crate::catalogue::schema::MeasureSpec;
use crate::change::{self, Change};
use crate::keys::{MeasureKey, ScopeKey, SectionKey};
use crate::last_year;
use crate::measures::{Measure, Spent};
use crate::model::{CellRef, DisclosureKind, Finding, OperandPlace, OperandRole, Origin, Target, Verdict};
use crate::money::{Money, Unit, grouped, rounded};
use crate::page::account;
use crate::page::beside;
use crate::page::clause::Clause;
use crate::page::context::{DisclosureContext, PageContext};
use crate::page::html::plain;

/// The clauses, to be set one after the other.
pub(super) fn of(sheet: &PageContext, headlines: &[(&MeasureSpec, Measure)]) -> Vec<Clause> {
    let Some((total, words)) = totals(headlines) else { return vec![Clause::words(untold(headlines))] };
    let expenditure = named(headlines, MeasureKey::EXPENDITURE);
    let mut clauses = vec![Clause::words(words)];
    if let Some(words) = disclosed_change(sheet, headlines) {
        clauses.push(Clause::words(words));
    } else if let Some(change) = total.sure_money().and_then(|total| stated_change(sheet, total)) {
        clauses.extend([Clause::words("；单位说明："), change]);
    }
    clauses.push(Clause::words("。"));
    clauses.extend(beside::most(sheet));
    clauses.extend(largest(sheet, total.sure_money().filter(|_| expenditure.is_some())));
    clauses
}

/// The sentence as text.
pub(super) fn text(clauses: &[Clause]) -> String {
    clauses.iter().map(|clause| clause.words.as_str()).collect()
}

/// The totals alone, for pages on parts of the disclosure; empty where there are
/// none.
pub(super) fn brief(edition: &DisclosureContext) -> String {
    let headlines = edition.figures.headlines();
    totals(&headlines).map(|(_, words)| format!("{words}。")).unwrap_or_default()
}

/// The total of expenditure, or else of income: its label, as printed, its unit.
pub(super) fn total(edition: &DisclosureContext) -> Option<(String, String, &'static str)> {
    let headlines = edition.figures.headlines();
    let key = [MeasureKey::EXPENDITURE, MeasureKey::INCOME];
    let found = key.into_iter().find_map(|key| {
        let spec = headlines.iter().find(|(spec, _)| spec.key == key)?.0;
        Some((spec.label.clone(), named(&headlines, key)?))
    });
    let (label, found) = found?;
    Some((label, found.cell.cell.grouped(), found.cell.unit()?.name()))
}

/// The total of expenditure, or else of income, and both in words.
fn totals<'f, 'a>(headlines: &'f [(&MeasureSpec, Measure<'a>)]) -> Option<(&'f Measure<'a>, String)> {
    match (named(headlines, MeasureKey::INCOME), named(headlines, MeasureKey::EXPENDITURE)) {
        (Some(income), Some(spent)) if income.sure_money() == spent.sure_money() => {
            Some((spent, format!("收入、支出总计都是 {}", printed(&spent.cell))))
        }
        (Some(income), Some(spent)) => {
            Some((spent, format!("收入总计 {}，支出总计 {}", printed(&income.cell), printed(&spent.cell))))
        }
        (None, Some(spent)) => Some((spent, format!("支出总计 {}", printed(&spent.cell)))),
        (Some(income), None) => Some((income, format!("收入总计 {}", printed(&income.cell)))),
        (None, None) => None,
    }
}

/// A headline that has an amount, read for certain.
fn named<'f, 'a>(headlines: &'f [(&MeasureSpec, Measure<'a>)], key: MeasureKey) -> Option<&'f Measure<'a>> {
    let found = headlines.iter().find(|(spec, _)| spec.key == key).map(|(_, found)| found);
    found.filter(|found| found.sure_money().is_some())
}

/// Why no total is told.
fn untold(headlines: &[(&MeasureSpec, Measure)]) -> String {
    let mut totals = headlines
        .iter()
        .filter(|(spec, _)| spec.key == MeasureKey::INCOME || spec.key == MeasureKey::EXPENDITURE);
    match totals.find_map(|(_, found)| found.confidence.doubt()) {
        Some(doubt) => format!("本站可能没有读对总计：{}，请看原表。", doubt.words()),
        None => "收支总表没有公布总计，或本站没有读出。".to_owned(),
    }
}

fn printed(found: &CellRef<'_>) -> String {
    let unit = found.unit().map(|unit| format!(" {}", unit.name()));
    format!("{}{}", found.cell.grouped(), unit.unwrap_or_default())
}

/// The change of the total against the disclosure of the year before.
fn disclosed_change(sheet: &PageContext, headlines: &[(&MeasureSpec, Measure)]) -> Option<String> {
    let of = |key: MeasureKey| {
        headlines.iter().find(|(spec, found)| spec.key == key && found.sure_money().is_some())
    };
    let (spec, found) = of(MeasureKey::EXPENDITURE).or_else(|| of(MeasureKey::INCOME))?;
    let past = sheet.edition.last_year.measure(spec, found)?;
    let before = format!("{}年{}", sheet.edition.last_year.year, sheet.edition.id().kind.name());
    let change =
        Change::between(past.money(), found.sure_money()?).filter(|_| past.origin == Origin::Disclosed)?;
    Some(beside::words(&before, &change))
}

/// The change of the total against last year, where the body's own account of
/// its revenue and expenditure states one that can be recomputed.
fn stated_change(sheet: &PageContext, total: Money) -> Option<Clause> {
    let edition = sheet.edition;
    edition.findings.iter().find_map(|finding| {
        let (change, at) = change_of(edition, finding, total)?;
        let direction = if change.difference.value.is_sign_negative() { "减少" } else { "增加" };
        let words = format!(
            "比上年{direction} {} 万元（{}%）",
            grouped(change.difference.value.abs()),
            finding.actual?.abs()
        );
        Some(Clause { words, href: address::target(edition.linked, at).map(|path| sheet.links.to(&path)) })
    })
}

/// The change that a finding recomputed, and its section, if it is that of the
/// total.
fn change_of(edition: &DisclosureContext, finding: &Finding, total: Money) -> Option<(Change, Target)> {
    let holds = matches!(finding.verdict, Verdict::Agree | Verdict::Rounding);
    let words = &edition.site.catalogue.narrative().sentences;
    let (change, own) = (finding.operand(OperandRole::Change)?, finding.operand(OperandRole::ThisYear)?);
    // What was spent last year is not last year's budget.
    if !holds || !last_year::is_alike(edition.linked, change, words) {
        return None;
    }
    let OperandPlace::Page(Target::Section(at)) = own.place else { return None };
    let (change, own) = (change.amount?, own.amount?);
    let total = rounded(total.in_wan()?, own.scale());
    let wan = |value: Decimal| Money { value, unit: Unit::WanYuan };
    let between = Change::between(wan(own.checked_sub(change)?), wan(own))?;
    let fits = between.percent?.checked_sub(finding.actual?)?.abs() <= Decimal::new(1, 1);
    let of_total = own == total && edition.disclosure().sections.get(at)?.key == SectionKey::CHANGES;
    (of_total && fits).then_some((between, Target::Section(at)))
}

/// The class that most of the whole expenditure is for, else most of what is
/// paid from the general public budget; where that is nearly all, what most of it is for.
fn largest(sheet: &PageContext, total: Option<Money>) -> Vec<Clause> {
    let spending = &sheet.edition.figures.spending;
    let classes: Vec<&Spent> = spending.iter().filter(|spent| spent.code.level() == 0).collect();
    let most = |scope: ScopeKey| {
        let amount = |spent: &&&Spent| spent.cell.sure_money().map(|amount| amount.value);
        let of_scope = || classes.iter().filter(|spent| spent.scope.key == scope);
        // A class that may be misread may be the largest.
        let sure = of_scope().all(|spent| spent.cell.confidence().is_sure());
        of_scope().filter(|_| sure).max_by_key(amount).filter(|spent| amount(spent) > Some(Decimal::ZERO))
    };
    let (whole, largest) = match (most(ScopeKey::ALL), most(ScopeKey::GENERAL_PUBLIC)) {
        (Some(largest), _) => (total, largest),
        (None, Some(largest)) => (None, largest),
        (None, None) => return Vec::new(),
    };
    let found = &largest.cell;
    // A share of a whole that the classes do not make up says nothing.
    let of_scope = classes.iter().filter(|spent| spent.scope.key == largest.scope.key);
    let all = of_scope.map(|spent| spent.cell.sure_money()).collect::<Option<Vec<Money>>>();
    let made_up = all.as_deref().zip(whole).is_some_and(|(all, whole)| Money::make_up(all, whole));
    let percent =
        found.sure_money().zip(whole).filter(|_| made_up).and_then(|(part, whole)| percent_of(part, whole));
    let printed = classes.iter().filter(|spent| spent.stated.is_something());
    let printed = printed.filter(|spent| spent.scope.key == largest.scope.key);
    let of_classes = printed.map(|spent| spent.cell.sure_money()).collect::<Option<Vec<Money>>>();
    let of_classes = of_classes.and_then(Money::sum).filter(|all| is_nearly_all(found, *all));
    let more = whole
        .filter(|_| of_classes.is_some())
        .and_then(|whole| project(sheet, whole).or_else(|| item(sheet, Some(whole).filter(|_| made_up))));
    more.unwrap_or_else(|| {
        most_of(sheet, (found, plain(&found.entry.label)), "类", percent, largest.scope.key == ScopeKey::ALL)
    })
}

/// Whether nearly all is for one class: that is what the body is for, and no news.
fn is_nearly_all(class: &CellRef, all: Money) -> bool {
    let part = class.sure_money().and_then(Money::in_wan);
    part.zip(all.in_wan()).is_some_and(|(part, whole)| change::is_nearly_all(part, whole))
}

/// The project with the largest line, of several that are all certain.
fn project(sheet: &PageContext, whole: Money) -> Option<Vec<Clause>> {
    let (project, total) = sheet.edition.largest_project()?;
    let money = total.sure_money()?;
    let path = address::project(sheet.edition.id(), &project.slug);
    Some(vec![
        Clause::words(format!("金额最大的项目是{}，", plain(&project.name))),
        Clause::linked(money.words(), sheet.links.to(&path)),
        Clause::words(format!("{}。", share(percent_of(money, whole)))),
    ])
}

/// The largest account of the lowest level out of all money, else out of the general public
/// budget, where such accounts make up its classes; the share where `whole` is what they are of.
fn item(sheet: &PageContext, whole: Option<Money>) -> Option<Vec<Clause>> {
    let spending = &sheet.edition.figures.spending;
    let of_level = |scope: ScopeKey, level: u8| -> Vec<&Spent> {
        let here = |spent: &&Spent| spent.scope.key == scope && spent.code.level() == level;
        spending.iter().filter(here).filter(|spent| spent.stated.is_something()).collect()
    };
    let moneys =
        |list: &[&Spent]| list.iter().map(|one| one.cell.sure_money()).collect::<Option<Vec<Money>>>();
    let largest = |scope: ScopeKey| {
        let items = of_level(scope, 2);
        let all = moneys(&of_level(scope, 0)).and_then(Money::sum)?;
        let made_up = moneys(&items).is_some_and(|parts| Money::make_up(&parts, all));
        let amount = |spent: &&Spent| spent.cell.sure_money().and_then(Money::in_wan);
        items.into_iter().filter(|_| made_up).max_by_key(amount)
    };
    let found = largest(ScopeKey::ALL).or_else(|| largest(ScopeKey::GENERAL_PUBLIC))?;
    let of_all = found.scope.key == ScopeKey::ALL;
    let percent = whole.filter(|_| of_all).zip(found.cell.sure_money());
    let percent = percent.and_then(|(whole, part)| percent_of(part, whole));
    let name = account::in_words(sheet.edition, found);
    Some(most_of(sheet, (&found.cell, name), "项", percent, of_all))
}

/// That most is for what a cell says, which is one `kind` of account.
fn most_of(
    sheet: &PageContext,
    (found, name): (&CellRef, String),
    kind: &str,
    percent: Option<Decimal>,
    of_all: bool,
) -> Vec<Clause> {
    let id = sheet.edition.id();
    let verb = if id.kind == DisclosureKind::Budget { "安排" } else { "花得" };
    let scope = if of_all { "" } else { "一般公共预算里" };
    let cell = address::cell(id, &found.table.id, &found.entry.key, &found.column.key);
    vec![
        Clause::words(format!("{scope}{verb}最多的一{kind}是{name}，")),
        Clause { words: printed(found), href: Some(sheet.links.to(&cell)) },
        Clause::words(format!("{}。", share(percent))),
    ]
}

fn percent_of(part: Money, whole: Money) -> Option<Decimal> {
    change::rate(part, whole).filter(|percent| *percent <= Decimal::ONE_HUNDRED)
}

fn share(percent: Option<Decimal>) -> String {
    percent.map(|percent| format!("，占支出总计的 {percent}%（本站计算）")).unwrap_or_default()
}
