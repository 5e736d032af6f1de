//! Grid tables: cells drawn with `+---+` and bars, as pandoc and reStructuredText
//! write them, or with lines that are characters of their own. A rule may stop at a
//! cell that goes on below it; a bar may be missing where a cell spans columns.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::money::looks_like_amount;
use crate::read::lex::cell::{self, Marks};
use crate::read::lex::width::{Measure, Placed};
use crate::read::lex::{Dialect, LineRange, RawCell, RawRow, Run, Token, WIDEST};

/// Reads the grid table that begins at line `from` with a rule; `None` where none
/// does. Gives the line after it.
pub fn read(place: LineRange<'_>, from: u32, tokens: &mut Vec<Token>) -> Option<u32> {
    if !is_border(place.text(from)) {
        return None;
    }
    let of_table = |n: &u32| place.text(*n).trim_start().starts_with(|c| is_bar(c) || is_corner(c));
    let end = (from..place.end).take_while(of_table).last()? + 1;
    let mut grid = Grid::new(place, from..end)?;
    for number in from..end {
        grid.line(number);
    }
    let run = grid.finish(from..end);
    match run.rows.is_empty() {
        true => tokens.extend(run.markup.into_iter().map(Token::Markup)),
        false => tokens.push(Token::Run(run)),
    }
    Some(end)
}

/// Whether a line is a rule from one side to the other: `+---+---+`.
pub fn is_border(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(is_corner)
        && text.chars().filter(|c| is_dash(*c)).nth(2).is_some()
        && text.chars().all(|c| is_corner(c) || is_dash(c) || c == ':')
}

fn is_corner(c: char) -> bool {
    matches!(
        c,
        '+' | '┌'
            | '┐'
            | '└'
            | '┘'
            | '├'
            | '┤'
            | '┬'
            | '┴'
            | '┼'
            | '╔'
            | '╗'
            | '╚'
            | '╝'
            | '╠'
            | '╣'
            | '╦'
            | '╩'
            | '╬'
            | '┏'
            | '┓'
            | '┗'
            | '┛'
            | '┣'
            | '┫'
            | '┳'
            | '┻'
            | '╋'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=' | '─' | '━' | '═')
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║')
}

/// What stands between two bars of a line.
struct Part {
    bytes: Range<usize>,
    columns: Range<usize>,
    /// A piece of a rule.
    rule: bool,
}

/// A cell, perhaps of several columns, with the bytes of its lines.
struct Drawn {
    row: usize,
    columns: Range<usize>,
    lines: Vec<Range<usize>>,
    down: usize,
}

struct Grid<'a> {
    place: LineRange<'a>,
    measure: Measure,
    /// Where bars stand, from the left border to the right.
    borders: Vec<usize>,
    cells: Vec<Drawn>,
    /// The cell that goes on in each column.
    open: Vec<Option<usize>>,
    row: usize,
    /// Whether the row has a line yet.
    begun: bool,
}

impl<'a> Grid<'a> {
    fn new(place: LineRange<'a>, lines: Range<u32>) -> Option<Self> {
        let measure = Measure::of(lines.clone().map(|number| place.text(number)));
        let mut borders = BTreeSet::new();
        for number in lines {
            let marks = measure.places(place.text(number));
            let rules = marks.iter().enumerate().filter(|(at, mark)| {
                let beside = |at: usize| marks.get(at).is_some_and(|mark| is_dash(mark.c) || mark.c == ':');
                is_corner(mark.c) && (beside(at + 1) || at.checked_sub(1).is_some_and(beside))
            });
            borders.extend(rules.map(|(_, mark)| mark.column));
        }
        let borders: Vec<usize> = borders.into_iter().collect();
        let columns = borders.len().checked_sub(1).filter(|columns| (1..=WIDEST).contains(columns))?;
        Some(Self {
            place,
            measure,
            borders,
            cells: Vec::new(),
            open: vec![None; columns],
            row: 0,
            begun: false,
        })
    }

    fn line(&mut self, number: u32) {
        let parts = self.parts(number);
        let ruled = parts.iter().any(|part| part.rule);
        for part in &parts {
            if part.rule {
                self.open[part.columns.clone()].fill(None);
            }
        }
        if ruled && self.begun {
            self.row += 1;
            self.begun = false;
        }
        for part in parts.into_iter().filter(|part| !part.rule) {
            self.add(part);
        }
        self.begun |= !ruled;
    }

    /// Adds a part to the cell that goes on there, or begins one.
    fn add(&mut self, part: Part) {
        let open = self.open[part.columns.start].filter(|at| self.cells[*at].columns == part.columns);
        let at = open.unwrap_or(self.cells.len());
        if open.is_none() {
            let (row, columns) = (self.row, part.columns.clone());
            self.cells.push(Drawn { row, columns, lines: Vec::new(), down: 1 });
        }
        self.open[part.columns.clone()].fill(Some(at));
        let cell = &mut self.cells[at];
        cell.down = self.row - cell.row + 1;
        if !self.place.file.text()[part.bytes.clone()].trim().is_empty() {
            cell.lines.push(part.bytes);
        }
    }

    /// The parts of a line with the columns they take: by the borders their bars
    /// stand at, or one by one where the line has a part for each column.
    fn parts(&self, number: u32) -> Vec<Part> {
        let content = self.place.content(number);
        let marks = self.measure.places(self.place.text(number));
        let near = |mark: &Placed| self.borders.iter().any(|border| border.abs_diff(mark.column) <= 1);
        let is_mark = |mark: &&Placed| is_bar(mark.c) || (is_corner(mark.c) && near(mark));
        let all: Vec<&Placed> = marks.iter().filter(is_mark).collect();
        let columns = self.borders.len() - 1;
        let one_by_one = all.len() == columns + 1;
        let kept = all.into_iter().filter(|mark| one_by_one || near(mark)).collect::<Vec<_>>();
        let pairs = kept.windows(2).enumerate().map(|(at, pair)| {
            let bytes = content.start + pair[0].byte + pair[0].c.len_utf8()..content.start + pair[1].byte;
            let columns = match one_by_one {
                true => at..at + 1,
                false => self.border(pair[0].column)..self.border(pair[1].column),
            };
            let text = &self.place.file.text()[bytes.clone()];
            let rule = !text.is_empty() && text.chars().all(|c| is_dash(c) || is_corner(c) || c == ':');
            Part { bytes, columns, rule }
        });
        pairs.filter(|part| !part.columns.is_empty()).collect()
    }

    /// The border nearest to a column of text.
    fn border(&self, column: usize) -> usize {
        let distance = |at: &usize| self.borders[*at].abs_diff(column);
        (0..self.borders.len()).min_by_key(distance).unwrap_or(0)
    }

    fn finish(self, lines: Range<u32>) -> Run {
        let columns = self.borders.len() - 1;
        let mut rows: Vec<Vec<RawCell>> = Vec::new();
        let mut bands: Vec<Vec<&Drawn>> = Vec::new();
        for cell in &self.cells {
            bands.resize_with(bands.len().max(cell.row + 1), Vec::new);
            bands[cell.row].push(cell);
        }
        for band in &bands {
            match self.lines_are_rows(band) {
                true => rows.extend(self.by_line(band, columns)),
                false => rows.push(self.whole(band, columns)),
            }
        }
        let mut run = Run { dialect: Dialect::Ruled, ..Run::default() };
        run.rows.extend(rows.into_iter().filter_map(|cells| {
            let first = cells.iter().find(|cell| !cell.text.is_empty())?.span.start;
            Some(RawRow { line: self.place.line(self.place.file.line_at(first)), cells })
        }));
        let said: BTreeSet<u32> = run.rows.iter().map(|row| row.line.number).collect();
        run.markup.extend(lines.filter(|n| !said.contains(n)).map(|n| self.place.line(n)));
        run
    }

    /// One row of a band, the lines of each cell joined.
    fn whole(&self, band: &[&Drawn], columns: usize) -> Vec<RawCell> {
        let mut row = vec![RawCell::blank(self.place.id, 0); columns];
        for drawn in band.iter().filter(|drawn| !drawn.lines.is_empty()) {
            let lines = drawn.lines.iter().map(|line| &self.place.file.text()[line.clone()]);
            let first = self.place.cell(drawn.lines[0].clone(), Marks::Markdown);
            let text = cell::wrapped(lines, Marks::Markdown);
            let (across, down) = (drawn.columns.len() as u16, drawn.down as u16);
            row[drawn.columns.start] = RawCell { text, across, down, ..first };
        }
        row
    }

    /// Whether each line of a band is a row of its own, as tools write that rule off
    /// only the header: two lines have amounts in one column.
    fn lines_are_rows(&self, band: &[&Drawn]) -> bool {
        let is_whole = |line: &Range<usize>| {
            let text = self.place.file.text()[line.clone()].trim();
            looks_like_amount(text) && !text.ends_with([',', '.'])
        };
        band.iter().any(|drawn| drawn.lines.iter().filter(|line| is_whole(line)).count() > 1)
    }

    fn by_line(&self, band: &[&Drawn], columns: usize) -> Vec<Vec<RawCell>> {
        let number = |line: &Range<usize>| self.place.file.line_at(line.start as u32);
        let numbers: BTreeSet<u32> = band.iter().flat_map(|drawn| drawn.lines.iter().map(number)).collect();
        let row = |own: u32| {
            let mut row = vec![RawCell::blank(self.place.id, 0); columns];
            for drawn in band {
                if let Some(line) = drawn.lines.iter().find(|line| number(line) == own) {
                    row[drawn.columns.start] = self.place.cell(line.clone(), Marks::Markdown);
                }
            }
            row
        };
        numbers.into_iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    fn check(text: &str, expected: &[&str]) {
        let file = SourceFile::new("a", text);
        let place = LineRange { file: &file, id: FileId(0), end: file.line_count() + 1 };
        let mut tokens = Vec::new();
        assert_eq!(read(place, 1, &mut tokens), Some(file.line_count() + 1));
        let [Token::Run(run)] = tokens.as_slice() else { panic!("one table") };
        let row = |row: &RawRow| {
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            format!("{}: {}", row.line.number, cells.join("/"))
        };
        assert_eq!(run.rows.iter().map(row).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn cells_span_columns_and_rows() {
        check(
            "\
+----------------+-----------------------------+
| 收入           | 支出                        |
+======+=========+==============+==============+
| 项目 | 金额    | 功能分类     | 支出用途     |
|      |         +------+-------+------+-------+
|      |         | 科目 | 金额  | 项目 | 金额  |
+------+---------+------+-------+------+-------+
| 一、 | 1.00    | 工资 | 2.00  | 乙   | 3.00  |
| 税收 |         | 福利 |       |      |       |
+------+---------+------+-------+------+-------+",
            &[
                "2: 收入//支出///",
                "4: 项目/金额/功能分类//支出用途/",
                "6: //科目/金额/项目/金额",
                "8: 一、税收/1.00/工资福利/2.00/乙/3.00",
            ],
        );
    }

    #[test]
    fn cells_that_are_padded_by_characters_fall_in_their_columns_too() {
        check("+-----+------+\n| 合计 | 1.00 |\n+-----+------+", &["2: 合计/1.00"]);
    }

    #[test]
    fn without_rules_between_them_lines_are_rows() {
        check(
            "┌────┬────┐\n│项目│金额│\n├────┼────┤\n│甲  │1.00│\n│乙  │2.00│\n└────┴────┘",
            &["2: 项目/金额", "4: 甲/1.00", "5: 乙/2.00"],
        );
    }
}
