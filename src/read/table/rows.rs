//! The rows of a table's body: what each cell holds, and how sure that is.

use std::collections::{BTreeSet, HashSet};

use crate::catalogue::normal::compact;
use crate::catalogue::schema::{LabelsSpec, TableSpec};
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{Cell, ColumnRole, Doubt, Role, Row, Table, Target, Value};
use crate::money::{Unit, looks_like_amount, parse_amount, split_unit};
use crate::read::Reading;
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::is_numbering;
use crate::read::table::content::{CellKind, Content, kind};
use crate::read::table::entries::Entries;
use crate::read::table::header::Layout;
use crate::read::table::is_hollow;
use crate::read::text::is_nil;
use crate::source::{Line, Span};

/// Reads the body's rows and posts their lines.
pub fn read(
    reading: &mut Reading<'_>,
    spec: Option<&TableSpec>,
    table: &Table,
    layout: &Layout,
    index: usize,
) -> Vec<Row> {
    let body = layout.body.as_slice();
    let mut entries = Entries::new(reading, spec, table, body);
    let words = columns_of_words(spec, table, body, entries.reading.catalogue.labels());
    // Those of the first page stand under the headings.
    let first = body.first().map_or(0, |raw| raw.cells.len());
    let longer = body.iter().filter(|raw| is_longer(table, raw)).map(|raw| raw.cells.len());
    let longer = longer.filter(|count| *count != first).collect();
    let mut rows = Vec::new();
    for raw in body {
        let stray =
            |(at, cell): &(usize, &RawCell)| words.contains(at) && kind(&cell.text) == CellKind::Amount;
        let strays: Vec<Span> = raw.filled().filter(stray).map(|(_, cell)| cell.span).collect();
        report_strays(entries.reading, &strays);
        let numbering = is_numbering(raw, entries.reading.catalogue.labels());
        let cells = cells(entries.reading, table, raw, numbering, layout);
        let lines = lines(entries.reading, raw, &cells);
        let mut row = Row {
            confidence: confidence(table, raw, layout, &longer)
                .or((!strays.is_empty()).then_some(Doubt::RaggedRow))
                .into(),
            line: raw.line,
            cells,
            lines,
            entries: vec![None; table.blocks.len()],
            numbering,
        };
        if !numbering && !is_hollow(&row) {
            for (block, doubt) in entries.fill(&mut row) {
                row.doubt(table.blocks[block].columns.clone(), doubt);
            }
        }
        entries.reading.post(raw.line, Role::Used, Target::Row(index, rows.len()));
        rows.push(row);
    }
    rows
}

/// The columns of codes, and others, not of amounts, that hold more words than numbers: an
/// amount there has got out of its column. A form may say anything in words.
fn columns_of_words(
    spec: Option<&TableSpec>,
    table: &Table,
    body: &[RawRow],
    labels: &LabelsSpec,
) -> HashSet<usize> {
    let form = spec.is_some_and(|spec| spec.form);
    let leads = |at: usize| table.blocks.iter().any(|block| block.columns.start <= at && at <= block.label);
    let of_words = |at: &usize| {
        let content = Content::of(body, *at, labels);
        match table.columns[*at].role {
            ColumnRole::Amount => false,
            ColumnRole::Code => true,
            _ if leads(*at) => content.words.max(content.numbers() - content.amounts) > content.amounts,
            _ => content.words > content.numbers(),
        }
    };
    let columns = 0..if form { 0 } else { table.columns.len() };
    columns.filter(of_words).collect()
}

/// Says of each line with amounts that stand in no column of amounts that they do.
fn report_strays(reading: &mut Reading<'_>, strays: &[Span]) {
    let source = reading.source;
    let line = |span: &Span| Line { file: span.file, number: source.file(span.file).line_at(span.start) };
    let lines: BTreeSet<Line> = strays.iter().map(line).collect();
    for line in lines {
        reading.say(codes::LOOSE_FIGURE, |source| {
            Diagnostic::new(codes::LOOSE_FIGURE, "这一行有金额落在不是金额的栏里")
                .at(Label::at_line(source, line, "金额没有进入数据"))
                .hint("请对照原件；多半是文本解析时丢了空白格")
        });
    }
}

/// The line of each cell of an HTML row that takes several; none for other rows.
fn lines(reading: &Reading<'_>, raw: &RawRow, cells: &[Cell]) -> Vec<Line> {
    let file = reading.source.file(raw.line.file);
    let within = file.line_range(raw.line.number);
    let inside = |cell: &Cell| cell.is_blank() || within.contains(&(cell.span.start as usize));
    if cells.iter().all(inside) {
        return Vec::new();
    }
    let line = |cell: &Cell| match cell.is_blank() {
        true => raw.line,
        false => Line { file: raw.line.file, number: file.line_at(cell.span.start) },
    };
    cells.iter().map(line).collect()
}

fn cells(
    reading: &mut Reading<'_>,
    table: &Table,
    raw: &RawRow,
    numbering: bool,
    layout: &Layout,
) -> Vec<Cell> {
    let end = raw.cells.last().map_or(0, |cell| cell.span.end);
    let missing = RawCell::blank(raw.line.file, end);
    // Where one amount may stand in another cell, that a cell is blank is not sure either.
    let blurred = raw.cells.iter().any(|cell| cell.confidence.doubt() == Some(Doubt::BlurredCell));
    let labels = reading.catalogue.labels();
    let cells = table.columns.iter().enumerate().map(|(at, column)| {
        let cell = raw.cells.get(at).unwrap_or(&missing);
        let named = raw.cells.get(table.blocks[column.block].label);
        let counted = named.is_some_and(|label| labels.counts_things(&label.text));
        let of_amounts = column.role == ColumnRole::Amount && !numbering && !counted;
        let value = value(&cell.text, of_amounts, column.unit.or(table.unit));
        let lost = layout.doubtful.contains(&cell.span).then_some(Doubt::LostBlanks);
        let parted = || layout.parted.contains(&cell.span).then_some(Doubt::PartedAmount);
        let vacant = || (blurred && of_amounts && cell.text.is_empty()).then_some(Doubt::BlurredCell);
        let confidence = cell.confidence.and(lost.or_else(parted).or_else(vacant).into());
        Cell { raw: cell.text.clone(), span: cell.span, value, confidence, correction: None }
    });
    let cells: Vec<Cell> = cells.collect();
    report_ragged(reading, table, raw);
    for cell in cells.iter().filter(|cell| !cell.is_blank() && layout.doubtful.contains(&cell.span)) {
        report_doubtful(reading, cell);
    }
    for cell in cells.iter().filter(|cell| cell.confidence.doubt() == Some(Doubt::PartedAmount)) {
        report_parted(reading, cell);
    }
    for cell in cells.iter().filter(|cell| cell.value == Value::Unreadable) {
        reading.say(codes::UNREADABLE_AMOUNT, |source| {
            let why = why_unreadable(&cell.raw);
            Diagnostic::new(codes::UNREADABLE_AMOUNT, format!("“{}”不是数字", cell.raw))
                .at(Label::at_span(source, cell.span, why))
                .hint("请对照原件；程序不猜测，原样公布")
        });
    }
    cells
}

fn report_doubtful(reading: &mut Reading<'_>, cell: &Cell) {
    reading.say(codes::RAGGED_ROW, |source| {
        Diagnostic::new(codes::RAGGED_ROW, format!("文本丢了空白格，“{}”属于哪一栏不能确定", cell.raw))
            .at(Label::at_span(source, cell.span, ""))
            .hint("原样公布，存疑，不参加任何核对；请对照原件，或换一个保留空白格的解析工具")
    });
}

fn report_parted(reading: &mut Reading<'_>, cell: &Cell) {
    reading.say(codes::RAGGED_ROW, |source| {
        Diagnostic::new(codes::RAGGED_ROW, format!("“{}”可能只是一个金额的一段，没有合计可以证明", cell.raw))
            .at(Label::at_span(source, cell.span, ""))
            .hint("原样公布，存疑，不参加任何核对；请对照原件")
    });
}

/// Why the place of a row's cells is in doubt; rows with as many cells as one that has more
/// than there are columns stand no surer than it does.
fn confidence(table: &Table, raw: &RawRow, layout: &Layout, longer: &HashSet<usize>) -> Option<Doubt> {
    let lost = raw.cells.iter().any(|cell| layout.doubtful.contains(&cell.span));
    let among = longer.contains(&raw.cells.len());
    let ragged = || (among || ragged(table, raw).is_some()).then_some(Doubt::RaggedRow);
    lost.then_some(Doubt::LostBlanks).or_else(ragged)
}

/// How many columns the headings have, and by how many cells a row that prints
/// more than one differs; `None` where they fit.
fn ragged(table: &Table, raw: &RawRow) -> Option<(usize, Ragged)> {
    let headed = table.columns.iter().rposition(|column| !column.path.is_empty())? + 1;
    let used = raw.filled().map(|(at, _)| at + 1).last().unwrap_or(0);
    match raw.cells.len() {
        _ if used > headed => Some((headed, Ragged::More(used))),
        count if count < headed && used > 1 => Some((headed, Ragged::Less(count))),
        _ => None,
    }
}

/// Whether a row has something after the last of its table's columns.
fn is_longer(table: &Table, raw: &RawRow) -> bool {
    matches!(ragged(table, raw), Some((_, Ragged::More(_))))
}

/// The cells of a row that has other than its table's columns.
enum Ragged {
    More(usize),
    Less(usize),
}

fn report_ragged(reading: &mut Reading<'_>, table: &Table, raw: &RawRow) {
    if let Some((headed, ragged)) = ragged(table, raw) {
        reading.say(codes::RAGGED_ROW, |source| {
            let (count, what) = match ragged {
                Ragged::More(count) => (count, "多出的格子"),
                Ragged::Less(count) => (count, "缺少格子"),
            };
            Diagnostic::new(codes::RAGGED_ROW, format!("这一行有 {count} 格，表头有 {headed} 栏"))
                .at(Label::at_line(source, raw.line, what))
                .hint("缺少的按空白处理，多出的列在行末；请对照原件核对各栏")
        });
    }
}

/// What a cell's text can be taken for, in a column of amounts in `unit` or of
/// words.
fn value(text: &str, amounts: bool, unit: Option<Unit>) -> Value {
    let bare = compact(text);
    match bare.as_str() {
        "" => Value::Blank,
        bare if is_nil(bare) => Value::Nil,
        _ if !amounts || is_date(text) => Value::Text,
        _ if looks_like_amount(text) => {
            let (number, own) = split_unit(text);
            let counted = own.is_none_or(|own| Some(own) == unit);
            let amount = parse_amount(number).ok().filter(|_| counted);
            amount.map_or(Value::Unreadable, Value::Amount)
        }
        // `1e5` or `5.23%`: no word, and no amount.
        _ if bare.bytes().any(|b| b.is_ascii_digit()) && !bare.chars().any(char::is_alphabetic) => {
            Value::Unreadable
        }
        _ if bare.is_ascii() && bare.starts_with(|c: char| c.is_ascii_digit()) => Value::Unreadable,
        _ => Value::Text,
    }
}

/// Why a cell of amounts holds none.
fn why_unreadable(raw: &str) -> String {
    match (split_unit(raw), parse_amount(split_unit(raw).0)) {
        ((_, Some(unit)), Ok(_)) => format!("格内单位是{}，与表的单位不同", unit.name()),
        (_, Err(error)) => error.to_string(),
        _ => String::new(),
    }
}

/// `2023-01-01` is made of digits, yet no damaged amount.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['-', '/']).collect();
    let digits = |part: &&str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit())
    };
    matches!(parts.as_slice(), [year, month, day] if year.starts_with("20") && digits(year, 4) && digits(month, 2) && digits(day, 2))
}
