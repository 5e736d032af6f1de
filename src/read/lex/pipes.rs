//! Cells separated by bars, as Markdown has them: between two bars, one bar on one
//! side only, or none outside; with or without a rule under the header.

use std::collections::HashMap;
use std::ops::Range;

use crate::money::looks_like_amount;
use crate::read::lex::cell::Marks;
use crate::read::lex::{
    Dialect, LineRange, RawCell, RawRow, Run, Token, WIDEST, levels, looks_like_target, repeats,
};

/// What may stand between cells: the bar, and those of drawn and of full-width text.
const BARS: &[char] = &['|', '│', '｜'];

/// Reads the run of barred lines that begins at line `from`, blank lines between
/// them not counted; `None` where that line has no bar. Gives the line after it.
///
/// A line between two bars is a row by itself. Others are rows where a rule stands
/// among them, or where two lines or more have as many bars and amounts in them.
pub fn read(place: LineRange<'_>, from: u32, tokens: &mut Vec<Token>) -> Option<u32> {
    let lines = gather(place, from);
    let last = lines.last()?.number;
    stretches(&lines).into_iter().for_each(|stretch| rows(place, stretch, tokens));
    Some(last + 1)
}

/// Reads lines that have one shape.
fn rows(place: LineRange<'_>, lines: &[Barred<'_>], tokens: &mut Vec<Token>) {
    let shape = Shape::of(lines);
    let mut run = Run { dialect: Dialect::Pipes, ..Run::default() };
    for (at, line) in lines.iter().enumerate() {
        let headed = lines.get(at + 1).is_some_and(|next| next.rule);
        if line.rule {
            run.markup.push(place.line(line.number));
        } else if shape.is_row(line) {
            if headed {
                flush(&mut run, tokens);
            }
            let mut row = RawRow { line: place.line(line.number), cells: cells(place, line, &shape) };
            if headed {
                levels::keep_apart(place, &mut row);
            }
            run.rows.push(row);
            if headed {
                repeats::drop_made_up_headings(&mut run);
            }
        } else {
            flush(&mut run, tokens);
            tokens.push(Token::Text(place.line(line.number), place.span(place.content(line.number))));
        }
    }
    flush(&mut run, tokens);
}

/// The lines by the tables that they could be of: blank lines stand between two tables
/// of which the second tells its own number of bars, another one.
fn stretches<'l, 'a>(lines: &'l [Barred<'a>]) -> Vec<&'l [Barred<'a>]> {
    let mut stretches = Vec::new();
    let (mut from, mut bars) = (0, None);
    let mut at = 0;
    for paragraph in lines.chunk_by(|one, next| one.number + 1 == next.number) {
        let own = told_bars(paragraph);
        if own.is_some() && bars.is_some() && own != bars {
            stretches.push(&lines[from..at]);
            from = at;
        }
        bars = own.or(bars);
        at += paragraph.len();
    }
    stretches.push(&lines[from..]);
    stretches
}

/// How many bars lines without a blank one between them have by themselves; `None` where
/// they are too few to tell.
fn told_bars(lines: &[Barred<'_>]) -> Option<usize> {
    let rows: Vec<&Barred<'_>> = lines.iter().filter(|line| !line.rule).collect();
    let usual = most(&rows);
    let alike = || rows.iter().filter(|line| line.bars.len() == usual);
    (alike().count() > 1 && alike().any(|line| line.states_amount())).then_some(usual)
}

/// Whether a line would be a row, but with more cells than any table has.
pub fn is_overlong(text: &str) -> bool {
    let text = text.trim();
    text.len() > 1 && text.starts_with('|') && text.ends_with('|') && text.matches('|').nth(WIDEST).is_some()
}

/// Whether a line is only a rule or blank cells: `| --- |`, `--- | ---`, `|-|-|`.
pub fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let short = || line.contains("-|") && !line.contains(' ');
    line.contains('|')
        && (line.contains("--") || short())
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | '=' | '+' | ' '))
}

fn flush(run: &mut Run, tokens: &mut Vec<Token>) {
    let empty = Run { dialect: Dialect::Pipes, ..Run::default() };
    let mut run = std::mem::replace(run, empty);
    repeats::undo(&mut run);
    if !run.rows.is_empty() {
        tokens.push(Token::Run(run));
    } else {
        tokens.extend(run.markup.into_iter().map(Token::Markup));
    }
}

/// A line with bars in it.
struct Barred<'a> {
    number: u32,
    text: &'a str,
    /// Where its bars stand, in bytes of the text.
    bars: Vec<Range<usize>>,
    rule: bool,
}

impl Barred<'_> {
    fn starts(&self) -> bool {
        self.bars.first().is_some_and(|bar| self.text[..bar.start].trim().is_empty())
    }

    fn ends(&self) -> bool {
        self.bars.last().is_some_and(|bar| self.text[bar.end..].trim().is_empty())
    }

    fn is_full(&self) -> bool {
        self.bars.len() > 1 && self.starts() && self.ends()
    }

    /// Whether an amount stands in it, or, in a wide one, a target.
    fn states_amount(&self) -> bool {
        let wide = self.bars.len() > 2;
        let bare = |cell: &'_ str| cell.trim().trim_matches(['$', '*']).to_owned();
        let told = |cell: String| looks_like_amount(&cell) || (wide && looks_like_target(&cell));
        self.text.split(BARS).map(bare).any(told)
    }
}

/// The barred lines from a line on, over blank ones; none after another dialect's.
fn gather(place: LineRange<'_>, from: u32) -> Vec<Barred<'_>> {
    let mut lines = Vec::new();
    for number in from..place.end {
        let text = place.text(number);
        if text.trim().is_empty() {
            continue;
        }
        let Some(line) = barred(number, text) else { break };
        lines.push(line);
    }
    lines
}

fn barred(number: u32, text: &str) -> Option<Barred<'_>> {
    if text.trim().contains('\t') || text.trim().len() < 2 {
        return None;
    }
    let mark = *BARS.iter().find(|bar| text.contains(**bar))?;
    let is_bar = |at: &usize| !text[..*at].ends_with('\\');
    let bars: Vec<_> = text.match_indices(mark).map(|(at, _)| at).filter(is_bar).take(WIDEST + 1).collect();
    let bars: Vec<_> = bars.into_iter().map(|at| at..at + mark.len_utf8()).collect();
    let fits = (1..=WIDEST).contains(&bars.len());
    fits.then(|| Barred { number, text, bars, rule: is_rule(text) })
}

/// What the lines of a run have in common.
struct Shape {
    /// Whether a bar stands before the first cell, and after the last.
    lead: bool,
    trail: bool,
    /// How many bars most rows have, and how many cells.
    bars: usize,
    cells: usize,
    /// Whether lines without outer bars are rows.
    bare: bool,
}

impl Shape {
    fn of(lines: &[Barred<'_>]) -> Self {
        let rule = lines.iter().find(|line| line.rule);
        let rows: Vec<&Barred<'_>> = lines.iter().filter(|line| !line.rule).collect();
        let usual = rule.map_or_else(|| most(&rows), |rule| rule.bars.len());
        let outer = |has: &dyn Fn(&Barred<'_>) -> bool| match rule {
            Some(rule) => has(rule),
            None => {
                let with = rows.iter().filter(|line| has(line)).count();
                2 * with > rows.len() && !rows.iter().any(|line| !has(line) && line.bars.len() == usual)
            }
        };
        let (lead, trail) = (outer(&|line| line.starts()), outer(&|line| line.ends()));
        let alike = rows.iter().filter(|line| line.bars.len() == usual);
        let stated = alike.clone().any(|line| line.states_amount());
        let bare = rule.is_some() || (alike.count() > 1 && stated);
        let cells = usual + 1 - usize::from(lead) - usize::from(trail && usual > 1);
        Self { lead, trail, bars: usual, cells, bare }
    }

    /// Whether a line is a row. Among rows that have outer bars a long text with a
    /// bar in it is none.
    fn is_row(&self, line: &Barred<'_>) -> bool {
        let near = line.bars.len() + 2 > self.cells || line.states_amount();
        let near = near && !line.text.contains('。');
        line.is_full() || (self.bare && (near || line.bars.len() == self.bars))
    }
}

/// How many bars most lines have; of two counts the greater.
fn most(rows: &[&Barred<'_>]) -> usize {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    rows.iter().for_each(|line| *counts.entry(line.bars.len()).or_insert(0) += 1);
    counts.into_iter().max_by_key(|(bars, count)| (*count, *bars)).map_or(0, |(bars, _)| bars)
}

fn cells(place: LineRange<'_>, line: &Barred<'_>, shape: &Shape) -> Vec<RawCell> {
    let content = place.content(line.number);
    let whole = |bar: &Range<usize>| content.start + bar.start..content.start + bar.end;
    let mut bars: Vec<Range<usize>> = line.bars.iter().map(whole).collect();
    let parts = bars.len() + 1;
    let both = line.is_full() && ((shape.lead && shape.trail) || parts > shape.cells + 1);
    let led = line.starts() && shape.lead;
    let trailed = line.ends() && (both || shape.trail || parts > shape.cells + usize::from(led));
    let led = line.starts() && (both || led || parts - usize::from(trailed) > shape.cells);
    let mut from = if led { bars.remove(0).end } else { content.start };
    let to = if trailed { bars.pop().map(|bar| bar.start) } else { None };
    let to = to.unwrap_or(content.end).max(from);
    let mut cells = Vec::with_capacity(bars.len() + 1);
    for bar in bars {
        cells.push(place.cell(from..bar.start, Marks::Markdown));
        from = bar.end;
    }
    cells.push(place.cell(from..to.max(from), Marks::Markdown));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    fn check(text: &str, expected: &[&str]) {
        let file = SourceFile::new("a", text);
        let place = LineRange { file: &file, id: FileId(0), end: file.line_count() + 1 };
        let mut tokens = Vec::new();
        read(place, 1, &mut tokens);
        let row =
            |row: &RawRow| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("/");
        let said: Vec<String> = tokens
            .iter()
            .flat_map(|token| match token {
                Token::Run(run) => run.rows.iter().map(row).collect(),
                Token::Text(..) => vec!["text".to_owned()],
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn bars_outside_or_not_come_to_the_same_cells() {
        let cells = &["名称/金额/", "甲/1.00/", "/2.00/3"];
        check("| 名称 | 金额 | |\n|---|---|---|\n| 甲 | 1.00 | |\n| | 2.00 | 3 |", cells);
        check("名称 | 金额 | \n--- | --- | ---\n甲 | 1.00 | \n | 2.00 | 3", cells);
        check("名称 | 金额 | \n甲 | 1.00 | \n | 2.00 | 3", cells);
        check("| 名称 | 金额 |\n| 甲 | 1.00 |\n| | 2.00 | 3", cells);
        check("名称 | 金额 | |\n甲 | 1.00 | |\n\n | 2.00 | 3 |", cells);
        check("> | 名称 | 金额 | |\n> | 甲 | 1.00 | |\n> | | 2.00 | 3 |", cells);
        check("│名称│金额││\n│甲│1.00││\n││2.00│3│", cells);
    }

    #[test]
    fn tables_with_nothing_but_blank_lines_between_have_their_own_cells() {
        check(
            "收支总表 |\n甲 | 1.00\n乙 | 2.00\n\n总表 |  |  |  |\n丙 | 1 | 2 | 3.00\n丁 | 1 | 2 | 3.00",
            &["收支总表/", "甲/1.00", "乙/2.00", "总表///", "丙/1/2/3.00", "丁/1/2/3.00"],
        );
    }

    #[test]
    fn rows_may_have_fewer_cells_than_the_rule() {
        check(
            "| | | | |\n|---|---|---|---|\n| 收入 | | 支出 | |\n| 甲 | 1.00 |",
            &["///", "收入//支出/", "甲/1.00"],
        );
    }

    #[test]
    fn text_with_a_bar_in_it_is_text() {
        check("首页 | 公开 | 互动\n登录 | 无障碍 | 关怀", &["text", "text"]);
        check("甲 | 乙", &["text"]);
        check("| a\\|b | c |", &["a|b/c"]);
    }
}
