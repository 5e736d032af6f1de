//! Performance-target forms: fragments are read one by one, then put together.
//!
//! 0. [`lined`]: a form whose cells stand on a line each becomes a grid
//! 1. [`reader`]: a grid under a form's title becomes one or
//!    more copies of (parts of) a form, each field with its line
//! 2. [`indicators`]: one row of the indicator part, whatever cells it lost;
//!    [`single`] one of a form that has one period; [`list`] where one grid holds
//!    several projects
//! 3. [`join`](mod@join): copies of one project become one form, each field from
//!    its best reading, the others kept

mod fragment;
mod heading;
mod indicators;
mod join;
mod lined;
mod list;
mod merge;
mod reader;
mod similar;
mod single;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::{FormSpec, Named};
use crate::keys::FieldKey;
use crate::read::blocks::Grid;
use crate::read::caption::Caption;
use crate::read::lex::RawRow;

pub use fragment::Fragment;
pub use join::join;
pub use lined::gather;
pub use reader::read as fragments;

/// Whether a grid is a form or part of one: its caption says so, or it begins
/// with a project's name and speaks of the rest of a form.
pub fn is_form(grid: &Grid, caption: &Caption, catalogue: &Catalogue) -> bool {
    let spec = catalogue.form();
    let title = caption.title.as_deref().unwrap_or_default();
    if is_title(title, spec) || is_of_body(title) || catalogue.table_titled(title).is_some() {
        return is_title(title, spec);
    }
    let labels = grid.rows.iter().take(12).filter(|row| begins_with_label(row, spec)).count();
    labels >= 4
}

/// Whether a text is the title of a project's form.
pub fn is_title(text: &str, spec: &FormSpec) -> bool {
    let title = compact(text);
    let bare = title.split('(').next().unwrap_or_default();
    let named = |title: &str| spec.titles.iter().any(|known| title.ends_with(known.as_str()));
    (named(&title) || named(bare)) && !is_of_body(text)
}

/// Whether a title speaks of a whole body rather than a project (部门整体支出绩效
/// 目标表): such a form is published as a table.
fn is_of_body(title: &str) -> bool {
    title.contains("整体")
}

fn begins_with_label(row: &RawRow, spec: &FormSpec) -> bool {
    row.filled().next().is_some_and(|(_, cell)| field(spec, &cell.text).is_some())
}

/// The field that a label names.
fn field<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a Named> {
    by_name(&spec.fields, text)
}

/// The goal that a label names, its years in brackets not counted.
fn goal<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a str> {
    let bare = text.split(['(', '（']).next().unwrap_or_default();
    let key = field(spec, bare)?.key.as_str();
    is_goal(key).then_some(key)
}

/// Whether a field is a goal, of the whole period or of the year.
fn is_goal(key: &str) -> bool {
    key == FieldKey::GOAL || key == FieldKey::GOAL_ANNUAL
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
