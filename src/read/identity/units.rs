//! Units that are not stated between a title and its grid: under the table, above
//! the title, or once for all tables.

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::money::Unit;
use crate::read::caption::{self, Caption, Kind};
use crate::read::identity::{Fragment, Part};
use crate::read::pieces::{Grid, RawRow, TextLine};

/// Gives lines that state nothing but a unit or a body to the table they stand
/// under or above, the one that lacks them first; `rest` stands behind the last.
pub fn gather(fragments: &mut [Fragment], rest: &mut Vec<TextLine>, catalogue: &Catalogue) {
    let states = |line: &TextLine| {
        let kind = caption::kind(&line.text, catalogue);
        kind == Some(Kind::BodyOrUnit) && caption::stated_unit(&line.text).is_some()
    };
    for at in 0..=fragments.len() {
        let (done, here) = fragments.split_at_mut(at);
        let (before, caption) = match here.first_mut() {
            Some(here) => (&mut here.before, Some(&mut here.caption)),
            None => (&mut *rest, None),
        };
        let above = done.last_mut().filter(|above| !above.form && above.caption.unit.is_none());
        if let Some(above) = above.filter(|_| before.first().is_some_and(states)) {
            give(before.remove(0), &mut above.caption);
        }
        let lacking = caption.filter(|caption| caption.unit.is_none());
        if let Some(caption) = lacking.filter(|_| before.last().is_some_and(states)) {
            before.pop().into_iter().for_each(|line| give(line, caption));
        }
    }
}

fn give(line: TextLine, caption: &mut Caption) {
    caption.add(Kind::BodyOrUnit, line.line, line.text);
}

/// A unit that is the only one that the document states for its tables holds for
/// those that state none.
pub fn inherit(parts: &mut [Part], catalogue: &Catalogue) {
    let mut stated: BTreeSet<&'static str> = BTreeSet::new();
    let mut unit = None;
    for part in parts.iter() {
        let found = match part {
            Part::Table(caption, _) => caption.unit,
            Part::Text(line) => stated_for_all(&line.text, catalogue),
            Part::Form(..) => None,
        };
        stated.extend(found.map(Unit::name));
        unit = unit.or(found);
    }
    if stated.len() != 1 {
        return;
    }
    for part in parts {
        if let Part::Table(caption, grid) = part
            && caption.unit.is_none()
            && caption.other_unit.is_none()
            && holds_amounts(caption, catalogue)
            && !states_unit(grid)
        {
            caption.unit = unit;
            caption.unit_inherited = true;
        }
    }
}

/// Whether a table could hold amounts: any that is not known, or has a column of
/// them.
fn holds_amounts(caption: &Caption, catalogue: &Catalogue) -> bool {
    let spec = caption.table.as_deref().and_then(|id| catalogue.table(id));
    spec.is_none_or(|spec| spec.columns.iter().any(|column| column.role == "amount"))
}

/// The unit that a line of text states for tables: alone on its line, or in a
/// sentence (`以下各表单位均为万元`).
fn stated_for_all(text: &str, catalogue: &Catalogue) -> Option<Unit> {
    if caption::kind(text, catalogue) == Some(Kind::BodyOrUnit) {
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

/// Whether a grid states units itself: in its headings or behind its amounts.
fn states_unit(grid: &Grid) -> bool {
    let cells = grid.rows.iter().take(8).flat_map(RawRow::filled);
    cells.into_iter().any(|(_, cell)| cell.text.contains('元') && compact(&cell.text).chars().count() <= 20)
}
