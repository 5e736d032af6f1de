//! Units that are not stated between a title and its grid: under the table, above
//! the title, or once for all tables.

use std::collections::{BTreeSet, HashMap};

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::catalogue::schema::ColumnRole;
use crate::money::Unit;
use crate::read::blocks::{Grid, TextLine};
use crate::read::caption::{self, Caption, CaptionKind};
use crate::read::identity::{Fragment, Part};
use crate::read::lex::RawRow;

/// Gives lines that state nothing but a unit or a body to the table they stand
/// under or above, the one that lacks them first; `rest` stands after the last.
pub fn gather(fragments: &mut [Fragment], rest: &mut Vec<TextLine>, catalogue: &Catalogue) {
    let states = |line: &TextLine| {
        let kind = caption::kind(&line.text, catalogue);
        kind == Some(CaptionKind::BodyOrUnit) && caption::stated_unit(&line.text).is_some()
    };
    for at in 0..=fragments.len() {
        let (done, here) = fragments.split_at_mut(at);
        let (before, caption) = match here.first_mut() {
            Some(here) => (&mut here.before, Some(&mut here.caption)),
            None => (&mut *rest, None),
        };
        let above = done.last_mut().filter(|above| !above.form && above.caption.unit.is_none());
        if let Some(above) = above.filter(|_| before.first().is_some_and(states)) {
            give(before.remove(0), &mut above.caption, catalogue);
        }
        let lacking = caption.filter(|caption| caption.unit.is_none());
        if let Some(caption) = lacking.filter(|_| before.last().is_some_and(states)) {
            before.pop().into_iter().for_each(|line| give(line, caption, catalogue));
        }
    }
}

fn give(line: TextLine, caption: &mut Caption, catalogue: &Catalogue) {
    caption.add(CaptionKind::BodyOrUnit, line.line, line.text, catalogue.captions());
}

/// Gives a unit to the tables that state none: the one with which the text states
/// their amounts again, else the only one that the document states for tables.
pub fn inherit(parts: &mut [Part], catalogue: &Catalogue) {
    let common = only_one(parts, catalogue);
    let said = StatedUnits::of(parts);
    for part in parts {
        let Part::Table(caption, grid) = part else { continue };
        let lacking = caption.unit.is_none() && caption.other_unit.is_none();
        if !lacking || !holds_amounts(caption, catalogue) || states_unit(grid) {
            continue;
        }
        let proved = said.unit_of(grid).map(|unit| (unit, "按正文里同一金额的单位"));
        let found = proved.or(common.map(|unit| (unit, "按其他各表写明的单位")));
        if let Some((unit, reason)) = found {
            (caption.unit, caption.unit_reason) = (Some(unit), Some(reason));
        }
    }
}

/// The unit that the document states for its tables, if it states one alone.
fn only_one(parts: &[Part], catalogue: &Catalogue) -> Option<Unit> {
    let stated = parts.iter().filter_map(|part| match part {
        Part::Table(caption, _) => caption.unit,
        Part::Text(line) => stated_for_all(&line.text, catalogue),
        Part::Form(..) => None,
    });
    let mut stated = stated.peekable();
    let first = *stated.peek()?;
    stated.all(|unit| unit == first).then_some(first)
}

/// The amounts that the text states with a unit.
struct StatedUnits {
    units: HashMap<String, BTreeSet<&'static str>>,
}

impl StatedUnits {
    fn of(parts: &[Part]) -> Self {
        let mut units: HashMap<String, BTreeSet<&'static str>> = HashMap::new();
        for part in parts {
            let Part::Text(line) = part else { continue };
            let text = compact(&line.text);
            for (at, _) in text.match_indices('元') {
                let (before, unit) = match text[..at].strip_suffix('万') {
                    Some(before) => (before, Unit::WanYuan),
                    None => (&text[..at], Unit::Yuan),
                };
                let start =
                    before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).len();
                units.entry(before[start..].replace(',', "")).or_default().insert(unit.name());
            }
        }
        Self { units }
    }

    /// The one unit with which the text states amounts of a grid; only such count
    /// as are long enough to be no chance.
    fn unit_of(&self, grid: &Grid) -> Option<Unit> {
        let amounts = grid.rows.iter().flat_map(RawRow::filled).map(|(_, cell)| cell.text.replace(',', ""));
        let long = amounts.filter(|amount| amount.bytes().filter(u8::is_ascii_digit).count() >= 5);
        let found: BTreeSet<&str> =
            long.filter_map(|amount| self.units.get(&amount)).flatten().copied().collect();
        let mut units = [Unit::WanYuan, Unit::Yuan].into_iter().filter(|unit| found.contains(unit.name()));
        units.next().filter(|_| found.len() == 1)
    }
}

/// Whether a table could hold amounts: any that is not known, or has a column of
/// them.
fn holds_amounts(caption: &Caption, catalogue: &Catalogue) -> bool {
    let spec = caption.table.as_deref().and_then(|id| catalogue.table(id));
    spec.is_none_or(|spec| spec.columns.iter().any(|column| column.role == ColumnRole::Amount))
}

/// The unit that a line of text states for tables: alone on its line, or in a
/// sentence (`以下各表单位均为万元`).
fn stated_for_all(text: &str, catalogue: &Catalogue) -> Option<Unit> {
    if caption::kind(text, catalogue) == Some(CaptionKind::BodyOrUnit) {
        return caption::stated_unit(text);
    }
    let text = compact(text);
    let rest = &text[text.rfind("单位")? + "单位".len()..];
    let rest = rest.trim_start_matches(['均', '都', '统', '一', '为', '是', ':']);
    let rest = rest.trim_start_matches("人民币");
    let units = [Unit::WanYuan, Unit::Yuan].into_iter();
    units.into_iter().find(|unit| {
        rest.strip_prefix(unit.name()).is_some_and(|rest| rest.len() <= 12) && text.contains('表')
    })
}

/// Whether a grid states units itself: in its headings or after its amounts.
fn states_unit(grid: &Grid) -> bool {
    let cells = grid.rows.iter().take(8).flat_map(RawRow::filled);
    cells.into_iter().any(|(_, cell)| cell.text.contains('元') && compact(&cell.text).chars().count() <= 20)
}
