//! Where a grid's header ends, and what its headings span.
//!
//! Tab-separated and Markdown rows carry no spans: a heading over several
//! columns is followed by empty cells, a heading over several header rows has
//! empty cells under it. Both are recovered here.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, label, numbering};
use crate::catalogue::schema::{ColumnRole, LabelsSpec, TableSpec};
use crate::model::{Block, HeaderCell};
use crate::money::looks_like_amount;
use crate::read::blocks::Grid;
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::{blank, is_numbering, lacks_columns};
use crate::read::table::content::{CellKind, Content, kind};
use crate::read::table::leaves::Leaves;
use crate::read::table::packed::{self, Packed};
use crate::read::table::sort::Sort;
use crate::read::table::spans::{headings_over, paths, spans};
use crate::read::table::witness::Witness;
use crate::read::table::{again, align, beside, flattened, lost, short, tidy, wrapped};
use crate::source::{Line, Span};

/// A grid taken apart.
#[derive(Debug)]
pub struct Layout {
    pub width: usize,
    pub header: Vec<Vec<HeaderCell>>,
    /// Headings over each column, outermost first, without repeats.
    pub paths: Vec<Vec<String>>,
    pub body: Vec<RawRow>,
    /// Header rows that came again at page breaks.
    pub repeated: Vec<Line>,
    /// Cells of the body whose column is in doubt.
    pub doubtful: HashSet<Span>,
    /// Amounts that may be one amount with the cell beside them.
    pub parted: HashSet<Span>,
}

/// Most header rows a table has.
const DEEPEST: usize = 8;

/// Takes a grid apart.
///
/// The header ends at the first row that only a body can have, or whose label
/// the catalogue knows.
pub fn find(grid: &Grid, spec: Option<&TableSpec>, catalogue: &Catalogue, witness: &Witness) -> Layout {
    let of_packed = spec.filter(|_| grid.dialect.is_packed());
    if let Some(layout) = of_packed.and_then(|spec| packed(grid, spec, catalogue, witness)) {
        return layout;
    }
    let labels = catalogue.labels();
    let mut rows: Vec<RawRow> = grid.rows.iter().flat_map(|row| parted(row, labels)).collect();
    let in_body = |(at, row): (usize, &RawRow)| {
        is_body(row, labels) || (at > 0 && names_only_itself(row, spec, labels)) || is_known(row, spec)
    };
    let end = rows.iter().take(DEEPEST).enumerate().position(in_body);
    let end = end.unwrap_or(rows.len().min(DEEPEST)).max(end_by_content(&rows, labels).unwrap_or(0));
    let end = spec.and_then(|spec| end_without_amounts(&rows, spec)).unwrap_or(end);
    let mut head = flattened::part(rows[..end].to_vec());
    wrapped::join_headings(&mut head);
    head.iter_mut().for_each(|row| tidy::join_parted_words(row, spec));
    let grouped = put_under_groups(&mut head, &rows[end..], catalogue);
    tidy::begin_groups(&mut head, catalogue.concepts());
    let again = again::header_rows(&head, &rows[end..], labels);
    again::set_under_first(&head, &mut rows[end..], &again);
    let halves = beside::part(&head, &rows[end..], &again, spec);
    let repeated = halves.repeated.clone();
    let (mut body, beside) = halves.join(&mut head);
    let numbered = body.iter().take(1).all(|row| !is_numbering(row, labels) || !lacks_columns(row));
    let told = lost::headings(&mut head, &body, spec, catalogue.concepts()) && grouped && numbered;
    let open = align::settle(&mut head, &mut body, spec, catalogue, witness);
    wrapped::join(&mut body, spec, catalogue);
    let width = head.iter().chain(&body).map(used_width).max().unwrap_or(0);
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(width);
    let header = spans(&head, width);
    let paths = paths(&header, width);
    let mut doubtful = if told { open.lost } else { amounts(&body) };
    doubtful.extend(beside);
    Layout { width, header, paths, body, repeated, doubtful, parted: open.parted }
}

/// Takes rows apart of which only the order of the cells is left; `None` where the
/// headings do not tell the columns.
fn packed(grid: &Grid, spec: &TableSpec, catalogue: &Catalogue, witness: &Witness) -> Option<Layout> {
    let Packed { head, mut body, repeated, mut doubtful } = packed::lay(grid, spec, catalogue)?;
    let columns = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let leaves = Leaves::under(headings_over(&head, columns), spec, catalogue);
    let blocks = leaves.blocks.last().map_or(1, |last| last + 1);
    wrapped::join_packed(&mut body, blocks, spec, catalogue);
    doubtful.extend(short::place(&leaves, Some(spec), &mut body, &HashSet::new(), witness));
    wrapped::join(&mut body, Some(spec), catalogue);
    let width = body.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(columns);
    let header = spans(&head, width);
    let paths = paths(&header, width);
    Some(Layout { width, header, paths, body, repeated, doubtful, parted: HashSet::new() })
}

/// The cells of a table's body that look like amounts.
fn amounts(body: &[RawRow]) -> HashSet<Span> {
    let cells = body.iter().flat_map(RawRow::filled);
    cells.filter(|(_, cell)| looks_like_amount(&cell.text)).map(|(_, cell)| cell.span).collect()
}

/// Where the header ends by what the columns hold: after the last row of words,
/// before the first number, that has one over a column without words. Headings of
/// amounts stand there, whatever they say.
fn end_by_content(rows: &[RawRow], labels: &LabelsSpec) -> Option<usize> {
    let counts =
        |row: &RawRow| row.filled().any(|(_, cell)| looks_like_amount(&cell.text) && !is_year(&cell.text));
    let first = rows.iter().position(counts)?;
    // A header that is repeated has ended before.
    let top = rows.first().map(row_key);
    let again = rows[..first].iter().skip(1).position(|row| Some(row_key(row)) == top);
    let end = again.map_or(first, |at| at + 1);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let contents: Vec<Content> = (0..width).map(|at| Content::of(&rows[first..], at, labels)).collect();
    let heads = |row: &RawRow| !has_nil(row) && row.filled().any(|(at, _)| at > 0 && contents[at].words == 0);
    rows[..end].iter().take(DEEPEST).rposition(heads).map(|last| last + 1)
}

/// Where the header of a table that has no column for amounts ends: after the
/// rows of nothing but headings. A form has no header.
fn end_without_amounts(rows: &[RawRow], spec: &TableSpec) -> Option<usize> {
    let heading = |text: &str| spec.column(&[text.to_owned()], None).is_some();
    let headings = |row: &&RawRow| row.filled().all(|(_, cell)| heading(&cell.text));
    let counts = spec.columns.iter().any(|column| column.role == ColumnRole::Amount);
    (!counts).then(|| rows.iter().take(DEEPEST).take_while(headings).count())
}

fn used_width(row: &RawRow) -> usize {
    row.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1)
}

fn row_key(row: &RawRow) -> String {
    row.filled().map(|(at, cell)| format!("{at}:{}|", compact(&cell.text))).collect()
}

/// Whether a row belongs to the body: it numbers the columns, holds an amount, a code or
/// a mark of nothing, or begins with a label that only rows have.
fn is_body(row: &RawRow, labels: &LabelsSpec) -> bool {
    if is_numbering(row, labels) {
        return true;
    }
    if lists_codes(row, labels) {
        return false;
    }
    let amount = |text: &str| looks_like_amount(text) && !is_year(text);
    let figures = row.filled().any(|(_, cell)| amount(&cell.text));
    let first = row.filled().next().map(|(_, cell)| compact(&cell.text)).unwrap_or_default();
    let alone = row.filled().count() == 1;
    let total = alone && labels.is_total(&first);
    figures || has_nil(row) || total || (numbering(&first).is_some() && !first.contains("预算数"))
}

/// Whether a row has a mark of nothing, which no heading is.
fn has_nil(row: &RawRow) -> bool {
    row.filled().any(|(_, cell)| kind(&cell.text) == CellKind::Blank)
}

/// Whether a row has the codes of the columns' accounts, as its first cell says:
/// `科目编码`, `301`, `302`.
fn lists_codes(row: &RawRow, labels: &LabelsSpec) -> bool {
    let mut cells = row.filled().map(|(_, cell)| compact(&cell.text));
    let named =
        cells.next().is_some_and(|first| labels.codes.iter().any(|word| first.ends_with(word.as_str())));
    let mut codes = cells.peekable();
    named && codes.peek().is_some() && codes.all(|text| kind(&text) == CellKind::Code)
}

/// A row that holds the last headings and the total in one (`类 款 项 合计 …`)
/// becomes two.
fn parted(row: &RawRow, labels: &LabelsSpec) -> Vec<RawRow> {
    let headings = row.cells.iter().take_while(|cell| labels.code_levels.contains(&cell.text)).count();
    let figures = row.cells.iter().any(|cell| looks_like_amount(&cell.text));
    if headings < 2 || !figures {
        return vec![row.clone()];
    }
    let (mut head, mut body) = (row.clone(), row.clone());
    head.cells.iter_mut().skip(headings).for_each(|cell| cell.text.clear());
    body.cells.iter_mut().take(headings).for_each(|cell| cell.text.clear());
    vec![head, body]
}

/// Whether a row has a label and nothing else, and that is no heading.
fn names_only_itself(row: &RawRow, spec: Option<&TableSpec>, labels: &LabelsSpec) -> bool {
    let heading = |text: &str| {
        let known = spec.and_then(|spec| spec.column(&[text.to_owned()], None));
        labels.names_code(text) || known.is_some_and(|column| column.role != ColumnRole::Amount)
    };
    row.filled().count() == 1 && row.filled().all(|(at, cell)| at == 0 && !heading(&cell.text))
}

fn is_known(row: &RawRow, spec: Option<&TableSpec>) -> bool {
    let (Some(spec), Some((_, first))) = (spec, row.filled().next()) else { return false };
    let name = label(&first.text);
    let heading = |text: &str| spec.column(&[text.to_owned()], None).is_some();
    let headings = row.filled().filter(|(_, cell)| heading(&cell.text)).count();
    let mostly_headings = row.filled().count() > 1 && headings * 2 > row.filled().count();
    let known = |name: &str| spec.rows.iter().any(|known| known.names.iter().any(|it| it == name));
    // Right beside the label of a row stands an amount or nothing, beside a
    // heading (合计 in a table of one row) another heading.
    let beside = row.filled().nth(1).filter(|(_, cell)| !looks_like_amount(&cell.text));
    let heads = row.filled().next().zip(beside).is_some_and(|((at, _), (next, cell))| {
        next == at + 1 && numbering(&cell.text).is_none() && !known(&label(&cell.text))
    });
    known(&name) && !mostly_headings && !heads
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("20") || text.starts_with("19"))
}

/// Where the cells of a header row stand that lost those which headings above cover, where
/// columns blank throughout (those of double rules) have cells of their own.
fn beside_blank(own: &RawRow, groups: &[Range<usize>], body: &[RawRow]) -> Option<Vec<usize>> {
    let used =
        |at: &usize| body.iter().any(|row| row.cells.get(*at).is_some_and(|cell| !cell.text.is_empty()));
    let open = |group: &Range<usize>| {
        let several = group.clone().filter(used).count() > 1;
        group.clone().filter(|at| several || !used(at)).collect::<Vec<_>>()
    };
    let places: Vec<usize> = groups.iter().flat_map(open).collect();
    let fits = |(cell, at): (&RawCell, &usize)| !cell.text.is_empty() || !used(at);
    (places.len() == own.cells.len() && own.cells.iter().zip(&places).all(fits)).then_some(places)
}

/// A header row that lost the cells which headings over several rows cover (Word's
/// down-merged cells) has as many cells as the headings over several columns span: it
/// stands under these. One that has other cells, and amounts' headings over words, stands
/// under those of them that have as many columns as it has headings; says whether such
/// rows leave no choice.
fn put_under_groups(head: &mut [RawRow], body: &[RawRow], catalogue: &Catalogue) -> bool {
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut told = true;
    for at in 1..head.len() {
        let own = &head[at];
        let above = spans(&head[..at], width).pop().unwrap_or_default();
        let groups = above.iter().filter(|cell| cell.colspan > 1 && !cell.text.is_empty());
        let groups: Vec<Range<usize>> = groups.map(|cell| cell.column..cell.column + cell.colspan).collect();
        let places: Vec<usize> = groups.iter().cloned().flatten().collect();
        let whole = own.cells.first().is_some_and(|cell| !cell.text.is_empty());
        if own.cells.len() >= width {
            continue;
        }
        if whole && places.len() == own.cells.len() {
            head[at] = set_at(own, &places, own.cells.iter());
        } else if let Some(places) = beside_blank(own, &groups, body) {
            head[at] = set_at(own, &places, own.cells.iter());
        } else if !groups.is_empty() && stands_over_words(own, body, catalogue) {
            match &having(&groups, own.filled().count())[..] {
                [places] => head[at] = set_at(own, places, own.filled().map(|(_, cell)| cell)),
                _ => told = false,
            }
        }
    }
    told
}

/// A row with these of its cells in these places, in their order.
fn set_at<'c>(row: &RawRow, places: &[usize], own: impl Iterator<Item = &'c RawCell>) -> RawRow {
    let width = places.last().map_or(0, |last| last + 1);
    let mut cells = vec![blank(row); width];
    places.iter().zip(own).for_each(|(place, cell)| cells[*place] = cell.clone());
    RawRow { line: row.line, cells }
}

/// Whether a heading of amounts stands over a column of nothing but words.
fn stands_over_words(row: &RawRow, body: &[RawRow], catalogue: &Catalogue) -> bool {
    let words = |at: usize| {
        let content = Content::of(body, at, catalogue.labels());
        content.words > 0 && content.numbers() == 0
    };
    row.filled()
        .any(|(at, cell)| Sort::announced(&cell.text, catalogue.concepts()) == Sort::Numbers && words(at))
}

/// Most headings over several columns of which some are chosen.
const GROUPS: u32 = 8;

/// The columns of every choice of groups that has so many.
fn having(groups: &[Range<usize>], count: usize) -> Vec<Vec<usize>> {
    let groups = &groups[..groups.len().min(GROUPS as usize)];
    let chosen = |choice: u32| {
        let own = groups.iter().enumerate().filter(move |(at, _)| choice & (1 << at) != 0);
        own.flat_map(|(_, group)| group.clone()).collect::<Vec<usize>>()
    };
    (1..1u32 << groups.len()).map(chosen).filter(|columns| columns.len() == count).collect()
}

/// Sets the outermost headings over the blocks they name, where there is one
/// for each block but a parser has put their borders elsewhere; says whether it
/// did, with the row's line.
pub fn realign(layout: &mut Layout, blocks: &[Block]) -> Option<Line> {
    let outer = layout.header.first_mut().filter(|outer| blocks.len() > 1 && outer.len() == blocks.len())?;
    let aligned = outer.iter().zip(blocks).all(|(cell, block)| cell.column == block.columns.start);
    if aligned || outer.iter().any(|cell| cell.rowspan > 1) {
        return None;
    }
    for (cell, block) in outer.iter_mut().zip(blocks) {
        cell.column = block.columns.start;
        cell.colspan = block.columns.len();
    }
    let line = outer[0].line;
    layout.paths = paths(&layout.header, layout.width);
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::lex::RawCell;
    use crate::source::{FileId, Span};

    fn grid(text: &str) -> Grid {
        let row = |(at, line): (usize, &str)| RawRow {
            line: Line { file: FileId(0), number: at as u32 + 1 },
            cells: line
                .split('\t')
                .map(|text| RawCell::new(text.to_owned(), Span { file: FileId(0), start: 0, end: 0 }))
                .collect(),
        };
        Grid { rows: text.lines().enumerate().map(row).collect(), ..Grid::default() }
    }

    fn check(text: &str, expected: &[&str]) {
        let layout = find(&grid(text), None, Catalogue::get(), &Witness::default());
        let paths: Vec<String> = layout.paths.iter().map(|path| path.join("/")).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn a_heading_spans_the_empty_cells_behind_it() {
        check(
            "项目\t\t2023年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.00\t1\t8",
            &[
                "项目/科目编码",
                "项目/科目名称",
                "2023年预算数/合计",
                "2023年预算数/基本支出",
                "2023年预算数/项目支出",
            ],
        );
    }

    #[test]
    fn a_heading_reaches_down_where_nothing_stands_under_it() {
        check(
            "收入\t\t支出\t\t\n项目\t金额\t项目\t金额\t\n\t\t\t小计\t一般公共预算\n一、税\t1.00\t一、服务\t1.00\t1.00",
            &["收入/项目", "收入/金额", "支出/项目", "支出/金额/小计", "支出/金额/一般公共预算"],
        );
        check(
            "项目\t\t本年收入\t\t上年结转\n科目编码\t科目名称\t合计\t单位资金\t\n\t合计\t1.00\t1.00\t",
            &["项目/科目编码", "项目/科目名称", "本年收入/合计", "本年收入/单位资金", "上年结转"],
        );
    }

    #[test]
    fn the_body_begins_at_the_numbering_row_or_the_first_figure() {
        let layout = find(
            &grid("项目名称\t合计\n1\t2\n甲\t3.00\n项目名称\t合计\n乙\t4.00"),
            None,
            Catalogue::get(),
            &Witness::default(),
        );
        assert_eq!(layout.header.len(), 1);
        assert_eq!(layout.body.len(), 3);
        assert_eq!(layout.repeated.iter().map(|line| line.number).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn a_table_without_figures_still_has_a_body() {
        let layout = find(
            &grid("项目\t\t收入预算\n收入科目编码\t科目名称\t\n合计\t\t"),
            None,
            Catalogue::get(),
            &Witness::default(),
        );
        assert_eq!((layout.header.len(), layout.body.len()), (2, 1));
    }
}
