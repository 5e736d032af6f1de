//! Compares what the program published with the truth: by source line and amount
//! first, then by table, row, column and unit.

use std::collections::{HashMap, HashSet};

use super::truth::{Figure, Key};

/// A row of `facts.csv`.
#[derive(Debug, Clone)]
pub struct Fact {
    pub table: String,
    pub row: String,
    pub column: String,
    pub row_label: String,
    pub column_label: String,
    /// In hundredths of the unit.
    pub amount: i64,
    pub unit: String,
    pub line: usize,
    /// Whether the program says it is sure; a program that does not say is.
    pub sure: bool,
    /// Why it is not, where that is asked for.
    pub why: &'static str,
}

/// What a program answers to a text.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub facts: Vec<Fact>,
    /// Whether it says that it could read no table at all.
    pub nothing_read: bool,
    /// Lines of which it says that they look like figures of a table and stand in none.
    pub unread: HashSet<usize>,
    /// Whether there are more such lines than it names: it says how many.
    pub unread_beyond: bool,
}

/// How figures fared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub figures: usize,
    /// Where they belong, and said to be sure.
    pub placed: usize,
    /// Where they belong, but said to be in doubt.
    pub doubted: usize,
    /// Elsewhere, and said to be in doubt.
    pub excused: usize,
    /// Elsewhere, and said to be sure.
    pub elsewhere: usize,
    /// Not published, and said so.
    pub told: usize,
    /// Not published, in silence.
    pub missing: usize,
    /// Facts that are no figure of the disclosure, said to be sure.
    pub extra: usize,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.figures += other.figures;
        self.placed += other.placed;
        self.doubted += other.doubted;
        self.excused += other.excused;
        self.elsewhere += other.elsewhere;
        self.told += other.told;
        self.missing += other.missing;
        self.extra += other.extra;
    }

    /// What must never be: figures elsewhere, and facts that are none.
    pub fn false_ones(&self) -> usize {
        self.elsewhere + self.extra
    }
}

/// The facts in a `facts.csv`.
pub fn facts(csv: &[u8]) -> Vec<Fact> {
    let bytes = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|known| known == name);
    let columns = ["table", "row", "column", "row_label", "column_label", "amount", "unit", "line"];
    let columns = columns.map(|name| at(name).unwrap());
    let confidence = at("confidence");
    let of = |record: csv::StringRecord| {
        let [table, row, column, row_label, column_label, amount, unit, line] =
            columns.map(|at| record[at].to_owned());
        let sure = confidence.is_none_or(|at| &record[at] == "sure");
        let (amount, line) = (hundredths(&amount), line.parse().unwrap());
        Fact { table, row, column, row_label, column_label, amount, unit, line, sure, why: "" }
    };
    reader.records().map(|record| of(record.unwrap())).collect()
}

/// `1234.5` is 123450; what has more than two decimals fits no figure.
fn hundredths(text: &str) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let padded = format!("{rest:0<2}");
    if padded.len() > 2 {
        return i64::MIN;
    }
    format!("{whole}{padded}").parse().unwrap_or(i64::MIN)
}

/// Judges one disclosure: the tally, and a sentence for each figure not in its place.
pub fn judge(figures: &[Figure], answer: &Answer) -> (Tally, Vec<String>) {
    let mut pool: HashMap<(usize, i64), Vec<&Fact>> = HashMap::new();
    for fact in &answer.facts {
        pool.entry((fact.line, fact.amount)).or_default().push(fact);
    }
    let mut tally = Tally { figures: figures.len(), ..Tally::default() };
    let (mut said, mut doubted, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for figure in figures {
        let here = pool.entry((figure.line, figure.amount)).or_default();
        let fits = (0..here.len()).filter(|at| misfit(figure, here[*at]) == [false; 4]);
        // 小计 under 三公经费 before 小计 under 公务用车购置及运行费 under that.
        match fits.min_by_key(|at| here[*at].column_label.len()) {
            Some(at) => {
                let fact = here.swap_remove(at);
                *(if fact.sure { &mut tally.placed } else { &mut tally.doubted }) += 1;
                doubted.extend((!fact.sure).then(|| format!("doubted: {}", stands(fact))));
            }
            None => rest.push(figure),
        }
    }
    for figure in rest {
        let here = pool.entry((figure.line, figure.amount)).or_default();
        let nearest = (0..here.len()).min_by_key(|at| misfit(figure, here[*at]));
        let nearest = nearest.map(|at| here.swap_remove(at));
        let told = answer.nothing_read || answer.unread_beyond || answer.unread.contains(&figure.line);
        said.push(count(&mut tally, figure, nearest, told));
    }
    for fact in pool.values().flatten().filter(|fact| fact.sure) {
        tally.extra += 1;
        said.push(format!("extra: {}", stands(fact)));
    }
    said.append(&mut doubted);
    (tally, said)
}

fn count(tally: &mut Tally, figure: &Figure, fact: Option<&Fact>, told: bool) -> String {
    let belongs = format!(
        "line {} {}: belongs to [{}] {:?} | {} | {}",
        figure.line,
        figure.printed,
        figure.table,
        figure.row,
        figure.path.join("/"),
        figure.unit.name()
    );
    let Some(fact) = fact else {
        *(if told { &mut tally.told } else { &mut tally.missing }) += 1;
        return format!("{}: {belongs}", if told { "told" } else { "missing" });
    };
    let how = if fact.sure { "elsewhere" } else { "excused" };
    *(if fact.sure { &mut tally.elsewhere } else { &mut tally.excused }) += 1;
    format!("{how}: {belongs}; stands at {}", stands(fact))
}

fn stands(fact: &Fact) -> String {
    let Fact { table, row, column, row_label, column_label, unit, line, why, .. } = fact;
    format!("line {line} [{table}] {row} {row_label} | {column} {column_label} | {unit} {why}")
}

/// Whether table, row, column and unit are other ones, the worst first.
fn misfit(figure: &Figure, fact: &Fact) -> [bool; 4] {
    [
        !table_fits(figure, fact),
        !row_fits(figure, fact),
        !column_fits(figure, fact),
        figure.unit.name() != fact.unit,
    ]
}

fn table_fits(figure: &Figure, fact: &Fact) -> bool {
    match figure.table {
        "" => fact.table.starts_with("table-"),
        id => fact.table == id,
    }
}

fn row_fits(figure: &Figure, fact: &Fact) -> bool {
    match &figure.row {
        Key::Only => true,
        Key::Code(code) => fact.row == *code,
        Key::Name(name) => {
            let last = fact.row_label.rsplit(" / ").next().unwrap_or_default();
            let name = label(name);
            label(last) == name || label(&fact.row_label) == name
        }
    }
}

/// Headings that say nothing without the one above them.
const GENERAL: [&str; 5] = ["小计", "合计", "金额", "预算数", "决算数"];

fn column_fits(figure: &Figure, fact: &Fact) -> bool {
    let parts: Vec<String> = fact.column_label.split(" / ").map(norm).collect();
    let own: Vec<String> = figure.path.iter().map(|part| norm(part)).collect();
    let leaf = own.last().cloned().unwrap_or_default();
    let last = |count: usize| parts[parts.len().saturating_sub(count)..].concat();
    if leaf != last(1) && leaf != last(2) {
        return false;
    }
    let outer = own.len().checked_sub(2).map(|at| &own[at]);
    !GENERAL.contains(&leaf.as_str()) || outer.is_none_or(|outer| parts.contains(outer))
}

/// Without blanks and quotation marks, with one kind of brackets.
fn norm(text: &str) -> String {
    let one = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '，' => ',',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace() && !"“”\"‘’'".contains(*c)).map(one).collect()
}

/// A row's name without its numbering (`一、`, `1.`, `（一）`) and 其中.
fn label(text: &str) -> String {
    let mut text = norm(text);
    while let Some(rest) = without_number(&text) {
        text = rest;
    }
    text.trim_start_matches("其中:").trim_end_matches(':').to_owned()
}

fn without_number(text: &str) -> Option<String> {
    let numeral = |c: char| "一二三四五六七八九十百".contains(c);
    if let Some(rest) = text.strip_prefix('(') {
        let rest = rest.trim_start_matches(numeral).strip_prefix(')')?;
        return Some(rest.to_owned());
    }
    let counted = text.trim_start_matches(numeral);
    if counted.len() < text.len() {
        return counted.strip_prefix(['、', '.']).map(str::to_owned);
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let short = (1..=2).contains(&(text.len() - digits.len()));
    let rest = digits.strip_prefix(['、', '.', ')']).filter(|_| short)?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| rest.to_owned())
}
