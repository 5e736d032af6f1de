//! Rows of cells: the column's heading and the label before a cell decide what
//! it holds. Headings and labels stay; so does whatever stands in a column of
//! amounts, counts, dates or codes.

use std::ops::Range;

use crate::catalogue::schema::Named;
use crate::keys::PersonalKey;
use crate::money::looks_like_amount;
use crate::read::lex::{RawCell, RawRow};
use crate::read::redact::speaks::ask_for_telephone;
use crate::read::redact::words::{Meaning, Whose, Words, is_han};
use crate::read::redact::{contacts, labelled, numbers, prose};

/// What a cell turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellDecision {
    /// A figure, or the label of figures: nothing in it is a person's.
    Stays,
    /// All of it goes; the site shows this in its place (负责人, 电话).
    Goes { role: String, names: Vec<String> },
    /// Numbers and names in it are looked for as in prose.
    Open,
}

/// Is told a cell's bytes and fate.
pub type Tell<'a> = dyn FnMut(Range<usize>, CellDecision) + 'a;

/// Decides on every filled cell of a run of rows, in order.
pub fn decide(words: &Words<'_>, rows: &[RawRow], tell: &mut Tell<'_>) {
    let mut run = Run { words, columns: Vec::new(), in_header: false, amounts: amounts(rows), signed: false };
    let mut rows = rows.iter().map(|row| Filled::all(words, row)).peekable();
    while let Some(row) = rows.next() {
        if run.is_header(&row, rows.peek().map(Vec::as_slice)) {
            run.header(&row, tell);
        } else {
            run.row(&row, tell);
        }
    }
}

/// A filled cell, and what it is by itself.
struct Filled<'a> {
    column: usize,
    text: &'a str,
    range: Range<usize>,
    /// What it announces.
    meaning: Option<Meaning<'a>>,
    /// Whether a number in it has the shape of a person's.
    numbered: bool,
    is_amount: bool,
}

impl<'a> Filled<'a> {
    fn all(words: &Words<'a>, row: &'a RawRow) -> Vec<Self> {
        row.filled().map(|(column, cell)| Self::new(words, column, cell)).collect()
    }

    fn new(words: &Words<'a>, column: usize, cell: &'a RawCell) -> Self {
        let text = cell.text.as_str();
        let (meaning, numbered) = (words.meaning(text), !numbers::find(text).is_empty());
        Self { column, text, range: cell.span.range(), meaning, numbered, is_amount: looks_like_amount(text) }
    }

    /// The personal label that it is.
    fn person(&self) -> Option<&'a Named> {
        match self.meaning? {
            Meaning::Person(named) => Some(named),
            _ => None,
        }
    }
}

/// Of each column, how many cells are amounts that no person's number looks like,
/// and how many hold a number that one looks like.
fn amounts(rows: &[RawRow]) -> Vec<(usize, usize)> {
    let mut columns = Vec::new();
    for (column, cell) in rows.iter().flat_map(RawRow::filled) {
        if columns.len() <= column {
            columns.resize(column + 1, (0, 0));
        }
        let (amounts, others) = &mut columns[column];
        let personal = !numbers::find(&cell.text).is_empty();
        *amounts += usize::from(!personal && looks_like_amount(&cell.text));
        *others += usize::from(personal);
    }
    columns
}

/// A heading, and what it announces, where that is known.
#[derive(Clone, Copy)]
struct Heading<'w>(Option<Meaning<'w>>);

struct Run<'w> {
    words: &'w Words<'w>,
    /// Each column's heading; `None` where it has none.
    columns: Vec<Option<Heading<'w>>>,
    /// Whether the last row was one of headings.
    in_header: bool,
    amounts: Vec<(usize, usize)>,
    /// Whether the row says by a number, the label of one, or a date in it who did something.
    signed: bool,
}

impl<'w> Run<'w> {
    /// Whether a row holds headings alone: no figure, nothing that asks for a value
    /// with a colon, and no name beside a personal label.
    fn is_header(&self, cells: &[Filled<'_>], next: Option<&[Filled<'_>]>) -> bool {
        let asks = |text: &str| text.contains(['：', ':']);
        let known = || cells.iter().filter(|cell| cell.meaning.is_some()).count();
        cells.len() > 1
            && !cells.iter().any(|cell| cell.is_amount || cell.numbered || asks(cell.text))
            && 2 * known() >= cells.len()
            && !cells.iter().any(|cell| self.words.called(cell.text).is_some())
            && !cells.windows(2).any(|pair| self.is_pair(&pair[0], &pair[1]))
            && (!self.holds_values(cells) || next.is_some_and(|next| self.answers(cells, next)))
    }

    /// Whether a personal label has a value with a frequent surname beside it, or one that
    /// leads to a person.
    fn is_pair(&self, label: &Filled<'_>, value: &Filled<'_>) -> bool {
        label.person().is_some_and(|named| match Whose::of(named, false) {
            Some(whose) => {
                let named = || self.with_number(value.text, whose).is_some() || prose::is_pinyin(value.text);
                self.words.names(value.text, Whose::Surnamed).is_some() || named()
            }
            None => value.meaning.is_none() && labelled::is_value(self.words.spec(), named, value.text),
        })
    }

    /// Whether a personal label has what could be a rare name beside it.
    fn holds_values(&self, cells: &[Filled<'_>]) -> bool {
        cells
            .windows(2)
            .any(|pair| pair[0].person().is_some() && self.words.names(pair[1].text, Whose::Anyone).is_some())
    }

    /// Whether the row below has a name or a number under a personal label.
    fn answers(&self, cells: &[Filled<'_>], next: &[Filled<'_>]) -> bool {
        cells.iter().filter(|cell| cell.person().is_some()).any(|cell| {
            let below = next.iter().find(|below| below.column == cell.column);
            below.is_some_and(|below| below.numbered || self.words.names(below.text, Whose::Anyone).is_some())
        })
    }

    fn header(&mut self, cells: &[Filled<'w>], tell: &mut Tell<'_>) {
        if !std::mem::replace(&mut self.in_header, true) {
            self.columns.clear();
        }
        for cell in cells {
            if self.columns.len() <= cell.column {
                self.columns.resize(cell.column + 1, None);
            }
            self.columns[cell.column] = Some(Heading(cell.meaning));
            let fate = if cell.text.contains(|c: char| c.is_ascii_digit()) {
                CellDecision::Open
            } else {
                CellDecision::Stays
            };
            tell(cell.range.clone(), fate);
        }
    }

    fn row(&mut self, cells: &[Filled<'w>], tell: &mut Tell<'_>) {
        self.in_header = false;
        let mut beside = Beside::default();
        let code = self.is_code(cells);
        let signs = |cell: &Filled<'_>| is_of_signature(cell) || self.words.asks_for_number(cell.text);
        self.signed = cells.iter().any(signs);
        let mut pieces = 0;
        let mut split = None;
        for (at, cell) in cells.iter().enumerate() {
            let mut names = Vec::new();
            match pieces {
                0 => {
                    (pieces, names) = self.split_name(&cells[at..], &beside);
                    let label = beside.label.map(|(named, _)| named);
                    let under = self.split_under(&cells[at..]).filter(|_| label.is_none());
                    let beside = label.map_or(0, |named| split_number(named, &cells[at..]));
                    pieces = pieces.max(beside).max(under.map_or(0, |(_, count)| count));
                    split = label.or(under.map(|(named, _)| named)).filter(|_| pieces > 0);
                }
                _ => pieces -= 1,
            }
            let fate = match split {
                Some(named) if pieces > 0 => CellDecision::Goes { role: named.label.clone(), names },
                _ if at == 0 && code => CellDecision::Stays,
                _ => self.fate(cell, &beside),
            };
            beside.step(self.words, cell, &fate);
            tell(cell.range.clone(), fate);
        }
    }

    /// Whether the first cell of a row names it by digits alone: amounts follow, and no
    /// heading says otherwise.
    fn is_code(&self, cells: &[Filled<'_>]) -> bool {
        let Some((first, rest)) = cells.split_first() else { return false };
        let headed = self.columns.get(first.column).copied().flatten().is_some();
        let amounts = || rest.iter().all(|cell| cell.is_amount);
        !headed && !rest.is_empty() && first.text.bytes().all(|byte| byte.is_ascii_digit()) && amounts()
    }

    /// What becomes of a cell.
    fn fate(&self, cell: &Filled<'_>, beside: &Beside<'w>) -> CellDecision {
        if let Some(own) = cell.meaning {
            return if own.is_figures() { CellDecision::Stays } else { CellDecision::Open };
        }
        let heading = self.columns.get(cell.column).copied().flatten();
        let above = heading.and_then(|Heading(meaning)| meaning);
        let under = match above {
            Some(Meaning::Person(named)) => Some((named, LabelPosition::Under)),
            _ => None,
        };
        // Under a heading of figures, only what reads as a number of a person: `程控电话` may
        // be bought.
        let figures = above.is_some_and(|meaning| meaning.is_figures());
        let bought = figures && !cell.numbered;
        let label = beside.label.filter(|(named, place)| {
            !bought || *place == LabelPosition::Asked || named.key != PersonalKey::PHONE
        });
        let gone = label.or(under).and_then(|(named, place)| self.value(named, cell.text, place));
        if let Some(gone) = gone.or_else(|| self.called(cell.text)) {
            return gone;
        }
        let figures = match above {
            Some(meaning) => meaning.is_figures(),
            None => self.is_figure_by_row(cell.column, heading.is_some(), beside.row),
        };
        let told = || {
            let told = |before: &str| ask_for_telephone(before, self.words.spec());
            let found = numbers::find_behind(cell.text, told);
            found.iter().any(|number| told(&cell.text[..number.range.start]))
        };
        if figures && !is_worded(cell.text) && !told() { CellDecision::Stays } else { CellDecision::Open }
    }

    /// A person by surname and what they are called, alone in a cell (`王先生`).
    fn called(&self, text: &str) -> Option<CellDecision> {
        let name = self.words.called(text)?;
        Some(CellDecision::Goes { role: "姓名".to_owned(), names: vec![name] })
    }

    /// Whether a cell under no known heading is a figure: by what else stands in
    /// its column, or by the label of its row.
    fn is_figure_by_row(&self, column: usize, headed: bool, row: Option<Meaning<'_>>) -> bool {
        let (amounts, others) = self.amounts.get(column).copied().unwrap_or_default();
        let label = match row {
            Some(Meaning::Figures { surely }) => surely || !headed,
            _ => false,
        };
        label || (amounts > 1 && amounts > others)
    }

    /// What becomes of a value that stands beside or under a personal label.
    fn value(&self, named: &Named, text: &str, place: LabelPosition) -> Option<CellDecision> {
        let goes = |names| CellDecision::Goes { role: named.label.clone(), names };
        if text.contains('略') {
            return None;
        }
        let near = place != LabelPosition::Further;
        match Whose::of(named, near) {
            None => labelled::is_value(self.words.spec(), named, text).then(|| goes(Vec::new())),
            Some(whose) => {
                let names = self.words.names(text, whose).or_else(|| self.with_number(text, whose));
                let person = matches!(place, LabelPosition::Asked | LabelPosition::Beside)
                    && named.key != PersonalKey::SIGNED;
                let names = names.or_else(|| self.words.rare_names(text).filter(|_| self.signed && person));
                let letters = whose != Whose::Plainly && near && prose::is_pinyin(text);
                let asked =
                    (place == LabelPosition::Asked && whose == Whose::Anyone && could_name(text)) || letters;
                if asked { Some(goes(names.unwrap_or_default())) } else { names.map(goes) }
            }
        }
    }

    /// The names of a value that is a name with a number or a post after it
    /// (`王小明 0350-3031234`, `王小明（科长）`).
    fn with_number(&self, text: &str, whose: Whose) -> Option<Vec<String>> {
        let end = text.find(|c: char| !(is_han(c) || c == '·' || c.is_whitespace()))?;
        let (name, rest) = text.split_at(end);
        let digits = rest.chars().filter(char::is_ascii_digit).count();
        let noted = rest.trim_matches(|c: char| !c.is_alphanumeric());
        let post = || self.words.spec().titles.iter().any(|title| title == noted);
        let number = (7..=40).contains(&digits) && !rest.contains(char::is_alphabetic);
        if number || post() { self.words.names(name.trim(), whose) } else { None }
    }

    /// How many cells from the first on hold one number between them, of which only the first
    /// has a heading, and the heading.
    fn split_under(&self, cells: &[Filled<'_>]) -> Option<(&'w Named, usize)> {
        let heading = |cell: &Filled<'_>| self.columns.get(cell.column).copied().flatten();
        let Some(Meaning::Person(named)) = heading(cells.first()?)?.0 else { return None };
        let bare = cells[1..].iter().take_while(|cell| heading(cell).is_none()).count();
        Some((named, split_number(named, &cells[..=bare]))).filter(|(_, count)| *count > 0)
    }

    /// How many cells from the first on hold one name between them, after a label of persons,
    /// and the name.
    fn split_name(&self, cells: &[Filled<'_>], beside: &Beside<'_>) -> (usize, Vec<String>) {
        let person = beside.label.is_some_and(|(named, _)| Whose::of(named, false).is_some());
        let short = |cell: &&Filled<'_>| {
            let most = cell.text.chars().count();
            most <= 2 && cell.text.chars().all(is_han) && cell.meaning.is_none()
        };
        let opens = cells.first().is_some_and(|cell| cell.text.chars().count() == 1);
        let most = cells.iter().take(3).take_while(short).count();
        let name = |count: usize| cells[..count].iter().map(|cell| cell.text).collect::<String>();
        let found = |count: usize| Some((count, self.words.names(&name(count), Whose::Surnamed)?));
        let most = if person && opens { most } else { 0 };
        (2..=most).rev().find_map(found).unwrap_or_default()
    }
}

/// Where a value stands to its personal label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LabelPosition {
    /// Right after it, and a colon asks for it.
    Asked,
    /// Right after it.
    Beside,
    /// Under it, in its column.
    Under,
    /// Behind another value of it.
    Further,
}

/// What stands before a cell in its row.
#[derive(Default)]
struct Beside<'w> {
    /// The personal label, and where the next cell stands to it.
    label: Option<(&'w Named, LabelPosition)>,
    /// What the last text announces.
    row: Option<Meaning<'w>>,
}

impl<'w> Beside<'w> {
    fn step(&mut self, words: &Words<'w>, cell: &Filled<'w>, fate: &CellDecision) {
        let meaning = cell.meaning.or_else(|| words.label_at_end(cell.text));
        let place =
            if cell.text.ends_with(['：', ':']) { LabelPosition::Asked } else { LabelPosition::Beside };
        self.label = match meaning {
            Some(Meaning::Person(named)) => Some((named, place)),
            Some(_) => None,
            None => {
                let on = *fate != CellDecision::Stays && !(cell.is_amount && has_decimals(cell.text));
                let of_persons = |named: &Named| {
                    Whose::of(named, false).is_some()
                        || named.key == PersonalKey::PHONE
                        || named.key == PersonalKey::LINE
                };
                // Behind the one value of a label other labels may follow that nobody knows.
                let further =
                    self.label.filter(|(named, _)| of_persons(named) || !cell.text.contains(is_han));
                further.map(|(named, _)| (named, LabelPosition::Further)).filter(|_| on)
            }
        };
        if meaning.is_some() || !cell.is_amount {
            self.row = meaning;
        }
    }
}

/// Most cells of one number: one for each digit.
const MOST_PIECES: usize = 18;

/// How many cells from the first on hold one number of a person between them, identified by its
/// label.
fn split_number(label: &Named, cells: &[Filled<'_>]) -> usize {
    let numbered = [PersonalKey::PHONE, PersonalKey::LINE, PersonalKey::IDENTITY, PersonalKey::PLATE];
    let (plate, asked) = (label.key == PersonalKey::PLATE, numbered.iter().any(|key| label.key == *key));
    let of_number = |c: char| c.is_ascii_digit() || c == 'X' || c == 'x' || (plate && c.is_alphanumeric());
    let digits = |cell: &&Filled<'_>| cell.text.chars().all(of_number);
    let most = if asked { cells.iter().take(MOST_PIECES).take_while(digits).count() } else { 0 };
    let whole = |count: &usize| {
        let number: String = cells[..*count].iter().map(|cell| cell.text).collect();
        let whole = 0..number.len();
        match plate {
            true => contacts::find(&number).iter().any(|(range, _)| *range == whole),
            false => numbers::find(&number).iter().any(|found| found.range == whole),
        }
    };
    (2..=most).rev().find(whole).unwrap_or(0)
}

/// Whether a cell says something in words, so that a number in it may be anything.
fn is_worded(text: &str) -> bool {
    text.chars().filter(|c| is_han(*c)).nth(2).is_some()
}

/// Whether a value that a colon asks for could be a name of any kind.
fn could_name(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit()) && text.chars().nth(20).is_none()
}

/// Whether an amount has decimals: after it no value of a personal label follows in its row.
fn has_decimals(amount: &str) -> bool {
    amount.contains(['.', '．'])
}

/// Whether a cell of a row says that persons are named in it: a date of signing, or a number
/// that leads to one.
fn is_of_signature(cell: &Filled<'_>) -> bool {
    cell.numbered || cell.text.ends_with("日期")
}
