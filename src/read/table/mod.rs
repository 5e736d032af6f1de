//! A grid becomes a statutory table: where its header ends, what each column
//! is, what each row stands for.

mod again;
mod align;
mod beside;
mod cells;
mod choice;
mod classes;
mod columns;
mod content;
mod entries;
mod exchanged;
mod flattened;
mod glued;
mod header;
mod leaves;
mod levels;
mod lost;
mod names;
mod packed;
mod pages;
mod parted;
pub mod period;
mod proof;
mod rows;
mod short;
mod sort;
mod spans;
mod sums;
mod tidy;
mod tree;
mod witness;
mod wrapped;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::TableSpec;
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::keys::ColumnKey;
use crate::model::{Column, ColumnRole, Confidence, Doubt, HeaderCell, Role, Row, Table, Target};
use crate::money::{Unit, looks_like_amount, split_unit};
use crate::read::Reading;
use crate::read::blocks::Grid;
use crate::read::caption::Caption;
use crate::read::lex::{Dialect, RawRow};
use crate::read::table::cells::{is_numbering, lacks_columns};
use crate::read::table::witness::Witness;
use crate::read::text::clean;
use crate::source::Line;

/// Reads a grid under its caption as the disclosure's table number `index`.
pub fn read(reading: &mut Reading<'_>, caption: Caption, grid: Grid, index: usize) -> Table {
    let title = caption.title.as_deref().map(clean);
    let spec = caption.table.as_deref().and_then(|id| reading.catalogue.table(id));
    let title = title.or_else(|| spec.map(|spec| spec.short.clone()));
    let witness = spec
        .map(|spec| Witness::of(spec, reading.catalogue, &reading.witnesses, caption.unit))
        .unwrap_or_default();
    let mut layout = header::find(&grid, spec, reading.catalogue, &witness);
    let (mut columns, mut blocks) = columns::resolve(&layout, spec, reading.catalogue);
    if let Some(line) = header::realign(&mut layout, &blocks) {
        (columns, blocks) = columns::resolve(&layout, spec, reading.catalogue);
        report_realigned(reading, title.as_deref().unwrap_or_default(), line);
    }
    wrapped::borrow_labels(&mut layout.body, &columns, &blocks, reading.catalogue.labels());
    let stated = common_unit(&columns).filter(|_| caption.unit.is_none());
    let mut table = Table {
        index,
        id: spec.map_or_else(|| format!("table-{}", index + 1), |spec| spec.id.clone()),
        known: spec.is_some(),
        title: title.unwrap_or_default(),
        title_line: caption.title_line,
        number: caption.number,
        body: caption.body,
        unit: caption.unit.or(stated).or_else(|| attached_unit(&layout.body)),
        columns,
        blocks,
        header: std::mem::take(&mut layout.header),
        rows: Vec::new(),
        notes: Vec::new(),
        lines: extent(&caption.lines, &grid),
        confidence: Confidence::Sure,
    };
    let repeated = [layout.repeated.as_slice(), &caption.repeated].concat();
    post_furniture(reading, &grid, &caption.lines, &repeated, index);
    let labels = reading.catalogue.labels();
    let unseen = layout.body.first().is_some_and(|row| is_numbering(row, labels) && lacks_columns(row));
    let unseen = unseen && grid.dialect == Dialect::Aligned;
    let by_place = matches!(grid.dialect, Dialect::Aligned | Dialect::Fixed);
    let guessed = by_place && are_widely_in_doubt(&table.columns);
    let foreign =
        grid.dialect.is_packed() && spec.is_some_and(|spec| table.blocks.len() > spec.blocks.len().max(1));
    let shifted = (unseen || guessed || foreign || counts_codes(&table)).then_some(Doubt::OpenChoice);
    table.confidence = caption.doubt.or(shifted).into();
    table.rows = rows::read(reading, spec, &table, &layout, index);
    levels::settle(&mut table, spec);
    exchanged::doubt(&mut table);
    proof::doubt_beside_strays(&mut table);
    proof::doubt_unheaded(&mut table);
    if spec.is_some_and(|spec| spec.blocks.len() > 1) {
        proof::doubt_come_again(&mut table);
    }
    proof::doubt_without_total(&mut table, reading.catalogue.concepts());
    if matches!(grid.dialect, Dialect::Aligned | Dialect::Spaced) {
        proof::doubt(&mut table, spec);
    }
    if matches!(grid.dialect, Dialect::Aligned | Dialect::Fixed) || grid.dialect.is_packed() {
        proof::lift(&mut table);
    }
    report(reading, spec, &table, caption.other_unit.as_deref());
    table
}

/// Whether numbers stand as amounts under the heading of a code: its columns are shifted.
fn counts_codes(table: &Table) -> bool {
    let of_codes = |column: &Column| {
        let outer = column.key.strip_suffix(ColumnKey::CODE.as_str());
        outer.is_some_and(|outer| outer.is_empty() || outer.ends_with('-'))
    };
    let counted = |column: &Column| column.role == ColumnRole::Amount && of_codes(column);
    table.known && table.columns.iter().any(counted)
}

/// Whether a third of the columns of amounts are in doubt, so that the others beside them may have
/// been told by chance.
fn are_widely_in_doubt(columns: &[Column]) -> bool {
    let amounts = columns.iter().filter(|column| column.role == ColumnRole::Amount);
    let (sure, doubtful): (Vec<&Column>, Vec<&Column>) =
        amounts.partition(|column| column.confidence.is_sure());
    doubtful.len() > 1 && 2 * doubtful.len() >= sure.len()
}

/// Whether rows of which only the order of the cells is left have headings that tell
/// their columns.
pub fn is_laid_out(grid: &Grid, spec: &TableSpec, catalogue: &Catalogue) -> bool {
    packed::lay(grid, spec, catalogue).is_some()
}

/// The unit that the headings of all amounts state.
fn common_unit(columns: &[Column]) -> Option<Unit> {
    let mut units = columns.iter().filter(|column| column.role == ColumnRole::Amount).map(|it| it.unit);
    let first = units.next()??;
    units.all(|unit| unit == Some(first)).then_some(first)
}

/// The unit that stands after the amounts themselves, where the caption states
/// none.
fn attached_unit(body: &[RawRow]) -> Option<Unit> {
    let cells = body.iter().flat_map(RawRow::filled).filter(|(_, cell)| looks_like_amount(&cell.text));
    cells.into_iter().find_map(|(_, cell)| split_unit(&cell.text).1)
}

fn extent(caption: &[Line], grid: &Grid) -> (Line, Line) {
    let lines = caption.iter().copied().chain(grid.rows.iter().map(|row| row.line));
    let lines: Vec<Line> = lines.collect();
    // A grid has at least one row, so there is a first and a last line.
    let first = lines.iter().min().copied().unwrap_or(grid.rows[0].line);
    (first, lines.iter().max().copied().unwrap_or(first))
}

fn post_furniture(reading: &mut Reading<'_>, grid: &Grid, caption: &[Line], repeated: &[Line], index: usize) {
    for row in &grid.rows {
        reading.post(row.line, Role::Used, Target::Table(index));
    }
    for line in caption.iter().chain(&grid.markup) {
        reading.post(*line, Role::Used, Target::Table(index));
    }
    for line in repeated {
        reading.post(*line, Role::Repeated, Target::Table(index));
    }
}

fn report(reading: &mut Reading<'_>, spec: Option<&TableSpec>, table: &Table, unit: Option<&str>) {
    let first = table.title_line.unwrap_or(table.lines.0);
    if spec.is_none() {
        reading.say(codes::UNKNOWN_TABLE, |source| {
            let message = match table.title.as_str() {
                "" => "有一张没有标题的表".to_owned(),
                title => format!("不认识的表：{title}"),
            };
            Diagnostic::new(codes::UNKNOWN_TABLE, message)
                .at(Label::at_line(source, first, ""))
                .hint(format!("照原文发布在 {} 下", table.id))
        });
    }
    if table.figures().any(|figure| figure.unit().is_none()) {
        reading.say(codes::NO_UNIT, |source| {
            let message = match unit {
                None if table.title.is_empty() => "没有题名的表，没有认出金额的单位".to_owned(),
                None => format!("“{}”没有认出金额的单位", table.title),
                Some(unit) => {
                    format!("“{}”的单位是{unit}，程序只认元和万元：金额照印，不标单位", table.title)
                }
            };
            Diagnostic::new(codes::NO_UNIT, message).at(Label::at_line(source, first, ""))
        });
    }
    if spec.is_some() {
        report_columns(reading, table);
    }
}

fn report_realigned(reading: &mut Reading<'_>, title: &str, line: Line) {
    reading.say(codes::MISREAD_HEADER, |source| {
        let message = format!("“{title}”的上层表头与各栏错位，已按各栏归位");
        Diagnostic::new(codes::MISREAD_HEADER, message).at(Label::at_line(source, line, ""))
    });
}

/// Columns that the catalogue does not know have hashed keys.
fn report_columns(reading: &mut Reading<'_>, table: &Table) {
    for column in table.columns.iter().filter(|column| !column.known) {
        reading.say(codes::UNKNOWN_COLUMN, |source| {
            let cells: Vec<&HeaderCell> = table.header.iter().flatten().collect();
            let own = cells.iter().rfind(|cell| cell.text == column.label());
            let line = own.map_or(table.lines.0, |cell| cell.line);
            let message = format!("“{}”里不认识的栏目：{}", table.title, column.path.join(" / "));
            Diagnostic::new(codes::UNKNOWN_COLUMN, message).at(Label::at_line(source, line, ""))
        });
    }
}

/// Whether a row has no figure and no label: nothing to publish.
fn is_hollow(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.is_blank())
}
