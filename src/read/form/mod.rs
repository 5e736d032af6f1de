//! Performance-target forms: fragments are read one by one, then put together.
//!
//! A form is a set of labels with their values and a grid of indicators, both identified by what
//! their labels and headings mean ([`words`]), in whatever layout.
//!
//! 0. [`lined`]: a form whose cells stand on a line each becomes a grid
//! 1. [`reader`]: a grid becomes one or more copies of (parts of) a form, each field with
//!    its line: [`pairs`] labels and values, [`heading`](mod@heading) what the columns of
//!    indicators hold, [`list`] where one grid holds several projects
//! 2. [`row`] a row of indicators by its columns, [`indicators`] one of a form that names
//!    them twice, whatever cells it lost; [`levels`] which level it is under, [`align`] where
//!    cells were left out
//! 3. [`join`](mod@join): copies of [`one_project`] become one form, each field from
//!    its best reading, the others kept

mod align;
mod fragment;
mod goals;
mod goes_on;
mod groups;
mod heading;
mod indicators;
mod join;
mod levels;
mod lined;
mod list;
mod measured;
mod merge;
mod one_project;
mod pairs;
mod reader;
mod row;
mod similar;
mod words;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::catalogue::schema::FormSpec;
use crate::keys::FieldKey;
use crate::money::looks_like_amount;
use crate::read::blocks::Grid;
use crate::read::caption::Caption;
use crate::read::lex::RawRow;
use crate::read::text::is_account_code;

use heading::Heading;
use levels::{Levels, Token};
use words::field;

pub use fragment::Fragment;
pub use join::join;
pub use lined::gather;
pub use reader::read as fragments;

/// Whether a grid is a form or part of one: its caption says so, or it has the shape of
/// one: labels of a form before their values, or a heading of indicators and projects' names.
pub fn is_form(grid: &Grid, caption: &Caption, catalogue: &Catalogue) -> bool {
    let spec = catalogue.form();
    let title = caption.title.as_deref().unwrap_or_default();
    if is_title(title, spec) || is_of_body(title, spec) || catalogue.table_titled(title).is_some() {
        return is_title(title, spec) && !lists_accounts(grid);
    }
    let labels = grid.rows.iter().take(12).filter(|row| begins_with_label(row, spec)).count();
    labels >= 4 || has_indicators(grid, spec)
}

/// Whether an untitled grid right after a form continues it: it has a level of
/// indicators, a heading of them, or as many columns.
pub fn goes_on(grid: &Grid, before: &Grid, catalogue: &Catalogue) -> bool {
    let spec = catalogue.form();
    let levels = Levels::new(spec);
    let width = |grid: &Grid| grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let heads = |at: usize| Heading::of(&grid.rows[at..], spec, &levels).is_some();
    let level = |row: &RawRow| {
        row.filled().any(|(_, cell)| !matches!(levels.tokens(&cell.text)[..], [Token::Word(_)]))
    };
    width(grid) == width(before) || grid.rows.iter().any(level) || (0..grid.rows.len().min(3)).any(heads)
}

/// Whether a grid lists accounts with their amounts, as no form does, whatever its title.
fn lists_accounts(grid: &Grid) -> bool {
    grid.rows.iter().any(|row| {
        let cells: Vec<&str> = row.filled().map(|(_, cell)| cell.text.as_str()).collect();
        matches!(cells[..], [code, _, .., last] if is_account_code(code) && looks_like_amount(last))
    })
}

/// Whether a text is the title of a project's form, or of its self-evaluation.
pub fn is_title(text: &str, spec: &FormSpec) -> bool {
    let title = compact(text);
    let bare = title.split('(').next().unwrap_or_default();
    let numbered = |c: char| c.is_ascii_digit() || "-.".contains(c);
    let mut known = spec.titles.iter().chain(&spec.evaluations);
    let ends = |known: &String| {
        [title.as_str(), bare].iter().any(|title| title.trim_end_matches(numbered).ends_with(known.as_str()))
    };
    known.any(ends) && !is_of_body(text, spec)
}

/// Whether a title speaks of a whole body rather than a project (部门整体支出绩效
/// 目标表): such a form is published as a table.
fn is_of_body(title: &str, spec: &FormSpec) -> bool {
    spec.whole.iter().any(|word| title.contains(word.as_str()))
}

fn begins_with_label(row: &RawRow, spec: &FormSpec) -> bool {
    row.filled().next().is_some_and(|(_, cell)| field(spec, &cell.text).is_some())
}

/// Whether a grid has a heading of indicators, and the names of projects: under it, or
/// beside their label before it.
fn has_indicators(grid: &Grid, spec: &FormSpec) -> bool {
    let levels = Levels::new(spec);
    let named = |row: &RawRow| {
        let is_name = |text: &str| field(spec, text).is_some_and(|field| field.key == FieldKey::NAME);
        row.filled().any(|(_, cell)| is_name(&cell.text))
    };
    let within = grid.rows.len().min(30);
    let heading = (0..within).find_map(|at| Some((at, Heading::of(&grid.rows[at..], spec, &levels)?.0)));
    heading.is_some_and(|(at, heading)| {
        heading.has_targets() && (heading.is_list() || grid.rows[..at].iter().any(named))
    })
}
