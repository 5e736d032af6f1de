//! In proportion: what a disclosure's prose counts, and what the site works out from that and
//! the tables.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::catalogue::schema::RatioSpec;
use crate::change;
use crate::keys::ThingKey;
use crate::money::{Money, Unit, grouped, of_sum};
use crate::page::context::PageContext;
use crate::page::promised;
use crate::told::Thing;

#[derive(Debug, Serialize)]
pub(super) struct Proportion {
    things: Vec<Number>,
    ratios: Vec<Ratio>,
    procurement: Option<Procurement>,
    /// How much of the money of projects has a form, in words.
    promised: Option<String>,
}

/// A number out of the prose.
#[derive(Debug, Serialize)]
struct Number {
    label: String,
    number: String,
    unit: &'static str,
    line: u32,
    href: String,
}

/// The amount for one of so many.
#[derive(Debug, Serialize)]
struct Ratio {
    label: String,
    each: String,
    whole: String,
    whole_href: String,
    by: Number,
}

/// What is bought, with the shares of its kinds where these make up the whole.
#[derive(Debug, Serialize)]
struct Procurement {
    whole: Number,
    parts: Vec<(Number, String)>,
}

/// What is known of a disclosure; `None` where nothing is.
pub(super) fn of(sheet: &PageContext) -> Option<Proportion> {
    let all = &sheet.edition.told.things;
    let things: Vec<Number> =
        all.iter().filter(|thing| !thing.spec.money).map(|thing| number(sheet, thing)).collect();
    let specs = sheet.edition.site.catalogue.narrative().ratios.iter();
    let procurement = procurement(sheet);
    (!things.is_empty() || procurement.is_some()).then(|| Proportion {
        things,
        ratios: specs.filter_map(|spec| ratio(sheet, spec)).collect(),
        procurement,
        promised: promised::words(sheet.edition.linked),
    })
}

fn told<'a>(sheet: &'a PageContext, key: &str) -> Option<&'a Thing<'a>> {
    sheet.edition.told.things.iter().find(|thing| thing.spec.key == *key)
}

fn number(sheet: &PageContext, thing: &Thing) -> Number {
    Number {
        label: thing.spec.label.clone(),
        number: grouped(thing.value),
        unit: thing.unit,
        line: thing.line.number,
        href: sheet.links.to(&address::source_line(sheet.edition.id(), thing.line)),
    }
}

fn ratio(sheet: &PageContext, spec: &RatioSpec) -> Option<Ratio> {
    let figures = sheet.edition.figures;
    let (_, measure) = figures.measures.iter().find(|(own, _)| own.key == spec.measure)?;
    let by = spec.by.iter().find_map(|key| told(sheet, key))?;
    let whole = measure.sure_money().filter(|whole| !whole.value.is_zero())?;
    let cell = &measure.cell;
    let there = address::cell(sheet.edition.id(), &cell.table.id, &cell.entry.key, &cell.column.key);
    Some(Ratio {
        label: spec.label.clone(),
        each: change::each(whole, by.value)?.words(),
        whole: format!("{} {}", measure.printed(), whole.unit.name()),
        whole_href: sheet.links.to(&there),
        by: number(sheet, by),
    })
}

fn procurement(sheet: &PageContext) -> Option<Procurement> {
    let whole = told(sheet, ThingKey::PROCUREMENT.as_str()).filter(|whole| !whole.value.is_zero())?;
    let kinds = [ThingKey::GOODS, ThingKey::WORKS, ThingKey::SERVICES];
    let parts: Vec<&Thing> = kinds.iter().filter_map(|key| told(sheet, key.as_str())).collect();
    let values: Vec<Decimal> = parts.iter().map(|part| part.value).collect();
    let made_up = make_up(&values, whole.value);
    let share =
        |part: &&Thing| Some((number(sheet, part), format!("{}%", change::share(part.value, whole.value)?)));
    Some(Procurement {
        whole: number(sheet, whole),
        parts: parts.iter().filter(|_| made_up).filter_map(share).collect(),
    })
}

/// Whether parts add up to a whole in 万元 within rounding.
fn make_up(parts: &[Decimal], whole: Decimal) -> bool {
    let wan = |value: &Decimal| Money { value: *value, unit: Unit::WanYuan };
    let rest = Money::sum(parts.iter().map(wan)).and_then(|sum| sum.less(wan(&whole)));
    let all: Vec<Decimal> = parts.iter().copied().chain([whole]).collect();
    parts.len() > 1 && rest.is_some_and(|rest| rest.value.abs() <= of_sum(Some(Unit::WanYuan), &all))
}
