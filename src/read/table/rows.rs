//! What each row stands for: its cells, its key, its place in the hierarchy.

use std::collections::{HashMap, HashSet};

use crate::catalogue::normal::{compact, hashed_key, label, numbering, unnumbered};
use crate::catalogue::schema::TableSpec;
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{Block, Cell, ColumnRole, Confidence, Doubt, Entry, Row, Table, Value};
use crate::model::{Numbered, Role, Target};
use crate::money::{Unit, looks_like_amount, parse_amount, split_unit};
use crate::read::Reading;
use crate::read::pieces::{RawCell, RawRow};
use crate::read::table::header::Layout;
use crate::read::table::{header, is_hollow};
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
    let mut keys = Keys {
        reading,
        spec,
        table,
        taken: Numbered::default(),
        doubled: false,
        above: vec![None; table.blocks.len()],
        headed: vec![false; table.blocks.len()],
        paths: vec![Vec::new(); table.blocks.len()],
    };
    let repeats = repeated_names(table, body);
    let mut rows = Vec::new();
    for raw in body {
        let numbering = header::is_numbering(raw);
        let cells = cells(keys.reading, table, raw, numbering, &layout.doubtful);
        let lines = lines(keys.reading, raw, &cells);
        let mut row = Row {
            confidence: confidence(table, raw, layout).into(),
            line: raw.line,
            cells,
            lines,
            entries: vec![None; table.blocks.len()],
            numbering,
        };
        if !numbering && !is_hollow(&row) {
            row.entries = (0..table.blocks.len()).map(|block| keys.entry(&row, block, &repeats)).collect();
            keys.share_total(&mut row);
            let doubled = std::mem::take(&mut keys.doubled).then_some(Doubt::DuplicateKey);
            row.confidence = row.confidence.and(doubled.into());
        }
        keys.reading.post(raw.line, Role::Used, Target::Row(index, rows.len()));
        rows.push(row);
    }
    rows
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
    doubtful: &HashSet<Span>,
) -> Vec<Cell> {
    let end = raw.cells.last().map_or(0, |cell| cell.span.end);
    let missing = RawCell { text: String::new(), span: Span { file: raw.line.file, start: end, end } };
    let cells = table.columns.iter().enumerate().map(|(at, column)| {
        let cell = raw.cells.get(at).unwrap_or(&missing);
        let named = raw.cells.get(table.blocks[column.block].label);
        let counted = named.is_some_and(|label| counts_things(&label.text));
        let of_amounts = column.role == ColumnRole::Amount && !numbering && !counted;
        let value = match value(&cell.text, of_amounts, column.unit.or(table.unit)) {
            Value::Amount(_) if doubtful.contains(&cell.span) => Value::Unreadable,
            value => value,
        };
        Cell { raw: cell.text.clone(), span: cell.span, value, confidence: Confidence::Sure }
    });
    let cells: Vec<Cell> = cells.collect();
    report_ragged(reading, table, raw);
    for cell in cells.iter().filter(|cell| cell.value == Value::Unreadable) {
        if doubtful.contains(&cell.span) {
            report_doubtful(reading, cell);
            continue;
        }
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
            .hint("原样公布，不算作任何一栏的金额；请对照原件，或换一个保留空白格的解析工具")
    });
}

/// Why the place of a row's cells is in doubt.
fn confidence(table: &Table, raw: &RawRow, layout: &Layout) -> Option<Doubt> {
    let lost = raw.cells.iter().any(|cell| layout.doubtful.contains(&cell.span));
    let ragged = || ragged(table, raw).map(|_| Doubt::RaggedRow);
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
        "-" | "--" | "/" | "无" | "―" | "――" | "〇" => Value::Nil,
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

/// Names that label more than one row, and the empty one where several have none;
/// such rows need more than their name.
fn repeated_names(table: &Table, body: &[RawRow]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for block in &table.blocks {
        for row in body {
            let name = row.cells.get(block.label).map(|cell| compact(&cell.text)).unwrap_or_default();
            if row.filled().next().is_some() {
                *counts.entry(name).or_insert(0) += 1;
            }
        }
    }
    counts
}

struct Keys<'r, 'a> {
    reading: &'r mut Reading<'a>,
    spec: Option<&'r TableSpec>,
    table: &'r Table,
    taken: Numbered,
    /// Whether a key of the row at hand had been taken.
    doubled: bool,
    /// Key of the last grouping row of each block.
    above: Vec<Option<String>>,
    /// Whether each block's last outer row is the total of the points under it
    /// (`一、本年收入`), which then stand at the top.
    headed: Vec<bool>,
    /// The names that a row of each block stands under, with their depth.
    paths: Vec<Vec<(u8, String)>>,
}

impl Keys<'_, '_> {
    /// What one block of a row stands for; `None` where it has nothing.
    fn entry(&mut self, row: &Row, index: usize, repeats: &HashMap<String, usize>) -> Option<Entry> {
        let block = &self.table.blocks[index];
        if block.columns.clone().all(|at| row.cells[at].is_blank()) {
            return None;
        }
        // The label that this block borrows is told by the rows of its lender.
        let lender = if self.borrows(row, index) { index - 1 } else { index };
        let code = code_of(row, block);
        let names = names(self.table, row, &self.table.blocks[lender], code.is_some());
        let printed = names.printed(row);
        let of = &self.table.blocks[lender].key;
        let known = self.spec.and_then(|spec| spec.row(&printed, of, self.above[lender].as_deref()));
        let leading =
            || leading_code(&printed).filter(|_| self.spec.is_some_and(|spec| spec.accounts.is_some()));
        let code = code.or_else(leading);
        let account = code.or_else(|| self.account(&printed).filter(|_| known.is_none()));
        let headed = account.is_none() && self.headed[index] && is_inner(&printed);
        let printed_level = if headed { 0 } else { level(account.as_deref(), &printed) }.max(names.depth);
        let level = known.map_or(printed_level, |known| known.level.max(printed_level));
        let total = known.map_or_else(|| is_total(&printed), |known| known.total);
        if !is_inner(&printed) {
            self.headed[index] = total && numbering(&printed).is_some();
        }
        let mut base = match (known, &account) {
            (Some(known), _) => known.key.clone(),
            (None, Some(account)) => account.clone(),
            (None, None) => self.named_key(row, block, &printed, repeats),
        };
        if names.depth > 0 && known.is_none() && account.is_none() {
            base = self.nested_key(index, &names, row);
        }
        if known.is_some_and(|known| known.under.is_none()) {
            self.above[index] = Some(base.clone());
        }
        self.paths[index].retain(|(depth, _)| *depth < names.depth);
        self.paths[index].push((names.depth, compact(&printed)));
        if self.borrows(row, index + 1) {
            // The amount, and with it the address, is the neighbour's.
            base = format!("{base}-{}", block.key);
        }
        let key = self.unique(base, row);
        let unnamed = self.table.columns[block.label].role == ColumnRole::Amount;
        let label = if unnamed { "合计".to_owned() } else { names.label(row) };
        Some(Entry { key, label, printed, code: account, level, total })
    }

    /// Whether a block prints amounts without a label while the one before it
    /// prints a label without amounts: one total stands for both, as under two
    /// views of the same expenditure (功能分类 beside 支出用途).
    fn borrows(&self, row: &Row, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).and_then(|before| self.table.blocks.get(before)) else {
            return false;
        };
        let Some(block) = self.table.blocks.get(index) else { return false };
        let filled = |block: &Block, amounts: bool| {
            let of_kind = |at: &usize| (self.table.columns[*at].role == ColumnRole::Amount) == amounts;
            block.columns.clone().filter(of_kind).any(|at| !row.cells[at].is_blank())
        };
        filled(block, true) && !filled(block, false) && filled(before, false) && !filled(before, true)
    }

    /// A key from a row's name and the names of the rows it stands under.
    fn nested_key(&self, index: usize, names: &Names, row: &Row) -> String {
        let outer = self.paths[index].iter().filter(|(depth, _)| *depth < names.depth);
        let path: Vec<&str> = outer.map(|(_, name)| name.as_str()).collect();
        hashed_key("x", &format!("{}/{}", path.join("/"), label(&names.label(row))))
    }

    /// A row that prints 合计 and nothing else totals every block, not only the one
    /// whose label column it stands in.
    fn share_total(&mut self, row: &mut Row) {
        let alone = row.cells.iter().filter(|cell| !cell.is_blank()).count() == 1;
        let Some(own) = row.entries.iter().flatten().next().filter(|own| alone && own.total).cloned() else {
            return;
        };
        for at in 0..row.entries.len() {
            if row.entries[at].is_none() {
                let block = &self.table.blocks[at].key;
                let known = self.spec.and_then(|spec| spec.row(&own.printed, block, None));
                let key = known.map_or_else(|| format!("{}-{block}", own.key), |known| known.key.clone());
                let key = self.unique(key, row);
                row.entries[at] = Some(Entry { key, ..own.clone() });
            }
        }
    }

    fn account(&self, name: &str) -> Option<String> {
        let list = self.spec?.accounts.as_deref()?;
        self.reading.catalogue.accounts(list)?.code(name).map(str::to_owned)
    }

    /// A key from the row's name; where several rows share the name, from its
    /// name and first amount.
    fn named_key(&self, row: &Row, block: &Block, printed: &str, repeats: &HashMap<String, usize>) -> String {
        let prefix = if self.spec.is_some_and(|spec| spec.projects) { "p" } else { "x" };
        let shared = repeats.get(&compact(printed)).is_some_and(|count| *count > 1);
        if self.spec.is_some_and(|spec| spec.form) || (self.spec.is_none() && printed.is_empty() && shared) {
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.raw.as_str()).collect();
            return hashed_key(prefix, &cells.join("|"));
        }
        if printed.is_empty() {
            // A table without labels (三公 in one wide row) has one row to cite.
            return "total".to_owned();
        }
        let amount = block.columns.clone().find_map(|at| row.cells[at].amount());
        match amount.filter(|_| shared) {
            Some(amount) => hashed_key(prefix, &format!("{} {}", label(printed), amount.normalize())),
            None => hashed_key(prefix, &label(printed)),
        }
    }

    fn unique(&mut self, key: String, row: &Row) -> String {
        let free = self.taken.unique(&key);
        if free != key {
            self.doubled = true;
            self.reading.say(codes::DUPLICATE_KEY, |source| {
                let message = format!("“{}”里有两行的键都是 {key}", self.table.title);
                Diagnostic::new(codes::DUPLICATE_KEY, message).at(Label::at_line(source, row.line, ""))
            });
        }
        free
    }
}

/// The code that a row prints, its parts joined; `None` where it prints none. A
/// later part that lost its leading zero (`301 2`) gets it back.
fn code_of(row: &Row, block: &Block) -> Option<String> {
    let mut joined = String::new();
    for (at, column) in block.codes.iter().enumerate() {
        let part = compact(&row.cells[*column].raw);
        if at > 0 && part.len() > joined.len() && part.starts_with(&joined) {
            // Each column repeats the code so far: 201, 20103, 2010301.
            joined.clear();
        } else if at > 0 && part.len() == 1 {
            joined.push('0');
        }
        joined.push_str(&part);
    }
    let digits = !joined.is_empty() && joined.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(joined)
}

/// The account code that stands before the name in one cell: `2040601 行政运行`,
/// `[204]公共安全支出`.
fn leading_code(printed: &str) -> Option<String> {
    let text = printed.trim().trim_start_matches(['[', '［', '【']);
    let (code, name) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let parted = name.starts_with([' ', '\u{3000}', '-', '－', ']', '］', '】']);
    (matches!(code.len(), 3 | 5 | 7) && parted && name.chars().any(char::is_alphabetic))
        .then(|| code.to_owned())
}

/// Whether a row counts things rather than money, as its label says: `团组数（个）`.
fn counts_things(label: &str) -> bool {
    let label = compact(label);
    let Some((_, inner)) = label.strip_suffix(')').and_then(|label| label.rsplit_once('(')) else {
        return false;
    };
    matches!(inner, "个" | "人" | "人次" | "辆" | "台" | "套" | "批次" | "次" | "%" | "户" | "平方米")
}

/// The columns in which a row prints its names.
struct Names {
    columns: Vec<usize>,
    /// How many label columns stand before the innermost name: its depth.
    depth: u8,
}

impl Names {
    /// The outermost name as printed; empty where the row has none.
    fn printed(&self, row: &Row) -> String {
        self.columns.first().map(|at| row.cells[*at].raw.clone()).unwrap_or_default()
    }

    /// All names, without numbering.
    fn label(&self, row: &Row) -> String {
        let names: Vec<&str> = self.columns.iter().map(|at| unnumbered(&row.cells[*at].raw).trim()).collect();
        names.join(" / ")
    }
}

/// The names that a row prints in its label columns; a word in the code column
/// is a name too. A 小计 beside a name adds nothing to it.
fn names(table: &Table, row: &Row, block: &Block, coded: bool) -> Names {
    let is_label = |at: &usize| table.columns[*at].role == ColumnRole::Label;
    let filled = |at: &usize| !row.cells[*at].raw.is_empty();
    let labels: Vec<usize> = block.columns.clone().filter(is_label).collect();
    let mut columns: Vec<usize> = labels.iter().copied().filter(filled).collect();
    while columns.len() > 1 && columns.last().is_some_and(|at| is_total(&row.cells[*at].raw)) {
        columns.pop();
    }
    let depth = columns.last().and_then(|last| labels.iter().position(|at| at == last)).unwrap_or(0);
    if columns.is_empty() && !coded {
        let total = |at: &usize| table.columns[*at].role == ColumnRole::Text && is_total(&row.cells[*at].raw);
        let named = block.codes.iter().copied().find(filled);
        columns = named.or_else(|| block.columns.clone().find(total)).into_iter().collect();
    }
    Names { columns, depth: depth.min(3) as u8 }
}

fn is_total(printed: &str) -> bool {
    let name = label(printed);
    ["合计", "总计", "小计"].iter().any(|word| name.ends_with(word))
}

/// Depth by the code's length (类 3, 款 5, 项 7 digits), else by the numbering:
/// `1.` and `①` stand under `一、`.
fn level(code: Option<&str>, printed: &str) -> u8 {
    if let Some(code) = code {
        return (code.len().saturating_sub(3) / 2).min(4) as u8;
    }
    u8::from(is_inner(printed) || printed.starts_with("其中"))
}

/// Whether a label is numbered as a point under another: `1.`, `（一）`, `①`.
fn is_inner(printed: &str) -> bool {
    let inner = |c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "(（".contains(c);
    numbering(printed).is_some() && printed.starts_with(inner)
}
