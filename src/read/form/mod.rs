//! Performance-target forms: fragments are read one by one, then put together.
//!
//! 1. [`fragment`](mod@fragment): a grid under a form's title becomes one or
//!    more copies of (parts of) a form, each field with its line
//! 2. [`indicators`]: one row of the indicator part, whatever cells it lost
//! 3. [`join`](mod@join): copies of one project become one form, each field from
//!    its best reading, the others kept

mod fragment;
mod indicators;
mod join;
mod settle;
mod similar;

use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::{FormSpec, Named};
use crate::read::caption::Caption;
use crate::read::pieces::{Grid, RawRow};

pub use fragment::{Fragment, read as fragment};
pub use join::join;

/// Whether a grid is a form or part of one: its caption says so, or it begins
/// with a project's name and speaks of the rest of a form.
pub fn is_form(grid: &Grid, caption: &Caption, spec: &FormSpec) -> bool {
    let title = caption.title.as_deref().map(compact).unwrap_or_default();
    let bare = title.split('(').next().unwrap_or_default();
    if spec.titles.iter().any(|known| title.ends_with(known.as_str()) || bare.ends_with(known.as_str())) {
        return true;
    }
    let labels = grid.rows.iter().take(12).filter(|row| begins_with_label(row, spec)).count();
    labels >= 4
}

fn begins_with_label(row: &RawRow, spec: &FormSpec) -> bool {
    row.filled().next().is_some_and(|(_, cell)| field(spec, &cell.text).is_some())
}

/// The field that a label names.
fn field<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a Named> {
    by_name(&spec.fields, text)
}

/// The source of money that a label names.
fn fund<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a Named> {
    by_name(&spec.funds, text)
}

fn by_name<'a>(list: &'a [Named], text: &str) -> Option<&'a Named> {
    // Most cells are no labels, and most of those show it by their length or
    // their first character.
    let first = text.chars().next().filter(|_| text.len() <= 72)?;
    let may = |named: &Named| named.names.iter().any(|name| name.starts_with(first));
    if !is_mark(first) && !list.iter().any(may) {
        return None;
    }
    let name = label(text);
    list.iter().find(|named| named.names.contains(&name))
}

/// Whether comparing may drop or change a character, so that it cannot tell.
fn is_mark(c: char) -> bool {
    !c.is_alphabetic()
}
