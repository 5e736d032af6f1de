//! One grid of a form: its rows are identified by their labels and headings, wherever the cells
//! have slipped to.

use crate::catalogue::normal::{compact, without_code};
use crate::catalogue::schema::FormSpec;
use crate::keys::FieldKey;
use crate::model::{Cell, Confidence, Value};
use crate::money::{parse_amount, split_unit};
use crate::read::blocks::Grid;
use crate::read::caption::Caption;
use crate::read::form::fragment::{Carry, Copy, FieldText, Fragment};
use crate::read::form::heading::Heading;
use crate::read::form::indicators::{self, Read, RowRead};
use crate::read::form::levels::{Levels, Token};
use crate::read::form::words::{self, field, fund};
use crate::read::form::{align, measured, row};
use crate::read::lex::{Dialect, RawCell, RawRow};
use crate::read::text::is_nil;

/// Reads a grid under a form's caption: one fragment, or one for each project of
/// a list. Behind a page break what stood `before` it goes on.
pub fn read(spec: &FormSpec, caption: Caption, grid: &Grid, before: Option<&Fragment>) -> Vec<Fragment> {
    let titled = caption.title.is_some();
    let carry =
        before.filter(|before| before.is_titled(caption.title.as_deref())).map(|before| &before.carry);
    let mut reader = Reader::new(spec, carry, titled);
    reader.whole_rows = matches!(grid.dialect, Dialect::Pipes | Dialect::Html);
    let mut at = 0;
    while at < grid.rows.len() {
        let taken = reader.rows(&grid.rows[at..]).max(1);
        let lines = grid.rows[at..].iter().take(taken).map(|row| row.line);
        reader.copy().rows.extend(lines);
        at += taken;
    }
    reader.fragments(caption, grid)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Fields,
    Goals,
    Indicators,
}

/// Reads the rows of one grid.
pub struct Reader<'a> {
    pub spec: &'a FormSpec,
    pub copies: Vec<Copy>,
    pub mode: Mode,
    pub levels: Levels,
    /// The heading of the indicators, once seen.
    pub heading: Option<Heading>,
    /// Whether a list of several projects was read here.
    pub listed: bool,
    /// What the page before said last of a project, and no indicator of it.
    begun: Option<Copy>,
    /// Whether the dialect writes blank cells at the end of a row.
    whole_rows: bool,
    /// Whether the cells of the row being read can stand under their headings.
    fits: bool,
    /// Where the goals stand, by the row that heads them.
    pub goals: Vec<(usize, String)>,
    /// Where the year's labels of money stand.
    pub annual_column: Option<usize>,
    /// Where amounts of one source stand side by side, by their heading.
    pub fund_columns: Vec<(usize, String, String)>,
}

impl<'a> Reader<'a> {
    fn new(spec: &'a FormSpec, before: Option<&Carry>, titled: bool) -> Self {
        let goes_on = before.is_some_and(|carry| carry.in_indicators) && !titled;
        Self {
            spec,
            copies: vec![Copy::default()],
            mode: if goes_on { Mode::Indicators } else { Mode::Fields },
            levels: before.map_or_else(|| Levels::new(spec), |carry| carry.levels.clone()),
            heading: before.and_then(|carry| carry.heading.clone()),
            listed: before.is_some_and(|carry| carry.is_list()),
            begun: before.and_then(|carry| carry.begun.clone()),
            whole_rows: false,
            fits: true,
            goals: Vec::new(),
            annual_column: None,
            fund_columns: Vec::new(),
        }
    }

    pub fn copy(&mut self) -> &mut Copy {
        let last = self.copies.len() - 1;
        &mut self.copies[last]
    }

    fn fragments(mut self, caption: Caption, grid: &Grid) -> Vec<Fragment> {
        let carry = Carry {
            heading: self.heading.clone(),
            levels: self.levels.clone(),
            in_indicators: self.mode == Mode::Indicators,
            begun: self.copies.last().filter(|copy| self.listed && copy.is_begun()).cloned(),
        };
        if self.listed {
            self.drop_empty();
            let first = self.copies.first_mut().filter(|copy| copy.text(FieldKey::NAME).is_none());
            if let (Some(first), Some(begun)) = (first, &self.begun) {
                first.go_on_with(begun);
            }
        }
        let title = caption.title.unwrap_or_default();
        let mut above = caption.lines;
        above.extend(&grid.markup);
        let listed = self.listed;
        let fragment = |copies: Vec<Copy>| Fragment {
            title: title.clone(),
            caption: std::mem::take(&mut above),
            rows: copies.iter().flat_map(|copy| &copy.rows).copied().collect(),
            copies,
            unit: caption.unit,
            listed,
            carry: carry.clone(),
        };
        match listed {
            true => self.copies.into_iter().map(|copy| vec![copy]).map(fragment).collect(),
            false => [self.copies].map(fragment).into(),
        }
    }

    /// Reads the first of the rows, and those after it that belong to it; gives how many.
    fn rows(&mut self, rows: &[RawRow]) -> usize {
        let row = &rows[0];
        if row.filled().next().is_none() {
            return 1;
        }
        if let Some((mut heading, height)) = Heading::of(rows, self.spec, &self.levels) {
            measured::settle(&mut heading, &rows[height..], self.spec);
            self.begin_indicators(heading);
            return height;
        }
        if self.names_project(row) {
            self.leave_list();
        }
        if self.heads_values_below(rows) {
            self.values_below(row, &rows[1]);
            return 2;
        }
        if self.is_personal(row) {
            self.filed(row);
        } else if self.heading.as_ref().is_some_and(Heading::is_list) {
            let aligned = self.aligned(row);
            self.list_row(aligned.as_ref().unwrap_or(row));
        } else if let Some(columns) = self.fund_heading(row) {
            self.mode = Mode::Fields;
            self.fund_columns = columns;
        } else if row.filled().any(|(_, cell)| fund(self.spec, &cell.text).is_some()) {
            self.mode = Mode::Fields;
            self.funds(row);
        } else if let Some(goals) = self.goal_heading(row) {
            self.goals = goals;
            self.mode = Mode::Goals;
        } else if self.begins_with_field(row) {
            self.fields(row);
        } else if self.mode == Mode::Indicators || self.goes_on_with_indicators(row) {
            self.mode = Mode::Indicators;
            let aligned = self.aligned(row);
            self.indicators(aligned.as_ref().unwrap_or(row));
        } else {
            self.unlabelled(row);
        }
        1
    }

    /// Whether a row is that of who filled the form in.
    fn is_personal(&self, row: &RawRow) -> bool {
        row.filled().take(3).any(|(_, cell)| words::is_personal(self.spec, &cell.text))
            && self.mode == Mode::Indicators
            || row.filled().next().is_some_and(|(_, first)| words::is_personal(self.spec, &first.text))
    }

    /// Whether a row says the name of a project beside its label: a form begins, and no
    /// list goes on.
    fn names_project(&self, row: &RawRow) -> bool {
        let mut cells = once(row).into_iter();
        let named = |text: &str| field(self.spec, text).is_some_and(|field| field.key == FieldKey::NAME);
        cells.next().is_some_and(|(_, first)| named(&first.text)) && cells.next().is_some()
    }

    /// The list that a page before left open does not go on: a form begins.
    fn leave_list(&mut self) {
        self.heading = self.heading.take().filter(|heading| !heading.is_list());
        self.listed &= self.copies.iter().any(|copy| !copy.indicators.is_empty());
    }

    /// Whether a row begins with a field's label, or has one after a label that is not
    /// known and its value.
    fn begins_with_field(&self, row: &RawRow) -> bool {
        let mut cells = row.filled().map(|(_, cell)| cell);
        let Some(first) = cells.next() else { return false };
        if let Some(named) = field(self.spec, &first.text) {
            return self.mode != Mode::Indicators || !words::is_goal(&named.key) || cells.next().is_some();
        }
        let third = cells.nth(1);
        self.mode != Mode::Indicators
            && words::could_be_label(&first.text)
            && third.is_some_and(|cell| field(self.spec, &cell.text).is_some())
    }

    /// Whether a row of a grid that has no heading of indicators has a level.
    fn goes_on_with_indicators(&self, row: &RawRow) -> bool {
        let headed = self.copies.iter().any(|copy| copy.heading.is_some());
        let level = |token: &Token| matches!(token, Token::Level1(_) | Token::Level2(_));
        !headed && row.filled().any(|(_, cell)| self.levels.tokens(&cell.text).iter().any(level))
    }

    fn begin_indicators(&mut self, heading: Heading) {
        // A heading come again at a page break continues the levels above it.
        let copy = self.copy();
        let begun = !copy.fields.is_empty() || !copy.funds.is_empty();
        let goes_on = self.mode == Mode::Indicators || !begun;
        let again = self.heading.take().filter(|before| before.names_as(&heading));
        if again.is_none() || !goes_on {
            self.levels.begin(heading.middle());
        }
        // What stood under a heading on the page before tells more than this page's few rows.
        let heading = again.filter(Heading::has_measures).unwrap_or(heading);
        self.mode = Mode::Indicators;
        self.listed |= heading.is_list();
        self.copy().heading = Some(heading.clone());
        self.heading = Some(heading);
    }

    /// The last row: of it only the filing date is read.
    fn filed(&mut self, row: &RawRow) {
        self.copy().ended = true;
        self.mode = Mode::Fields;
        let mut cells = row.filled().skip_while(|(_, cell)| field(self.spec, &cell.text).is_none());
        if let (Some((_, name)), Some((_, value))) = (cells.next(), cells.next()) {
            self.say(name, value.text.clone(), row.line);
        }
    }

    /// Records what a copy says of a field; a field said before begins a new copy.
    pub fn say(&mut self, name: &RawCell, text: String, line: crate::source::Line) {
        let Some(named) = field(self.spec, &name.text) else { return };
        let again = self.copy().fields.iter().any(|said| said.key == named.key);
        if again && !words::is_goal(&named.key) {
            self.copies.push(Copy::default());
        }
        if named.key == FieldKey::NAME {
            self.levels.clear();
        }
        let text = if named.key == FieldKey::NAME { without_code(&text).to_owned() } else { text };
        self.copy().fields.push(FieldText::new(&named.key, text, line));
    }

    /// The row set under its heading, where it has other cells.
    fn aligned(&mut self, row: &RawRow) -> Option<RawRow> {
        self.fits = true;
        let heading = self.heading.as_ref().filter(|heading| !heading.is_double())?;
        if row.cells.len() == heading.cells {
            return None;
        }
        let moved = align::aligned(self.spec, row, heading, &self.levels, self.whole_rows);
        self.fits = align::fits(self.spec, moved.as_ref().unwrap_or(row), heading, &self.levels);
        moved
    }

    /// Reads a row of indicators.
    pub fn indicators(&mut self, row: &RawRow) {
        let columns = self.heading.as_ref().filter(|heading| !heading.is_double());
        let read: RowRead = match columns {
            Some(heading) => row::read(self.spec, row, heading, &mut self.levels, self.fits),
            None => indicators::row(row, &mut self.levels),
        };
        let copy = self.copy();
        copy.displaced |= read.displaced;
        copy.strays.extend(read.strays);
        for read in read.indicators {
            add(&mut copy.indicators, read);
        }
    }
}

/// The cells that hold something, a merged one that a parser repeated in its neighbours
/// once.
pub fn once(row: &RawRow) -> Vec<(usize, &RawCell)> {
    let mut cells: Vec<(usize, &RawCell)> = Vec::new();
    for (at, cell) in row.filled() {
        let repeated = at.checked_sub(1).and_then(|left| row.cells.get(left));
        if repeated.is_none_or(|left| left.text != cell.text) {
            cells.push((at, cell));
        }
    }
    cells
}

/// Adds an indicator unless the same half has just said the same.
fn add(indicators: &mut Vec<Read>, read: Read) {
    let same = |known: &&Read| {
        known.period == read.period
            && known.name == read.name
            && known.value == read.value
            && known.level == read.level
    };
    if indicators.iter().rev().take(4).find(same).is_none() {
        indicators.push(read);
    }
}

/// A cell of money as printed.
pub fn amount_cell(cell: &RawCell) -> Cell {
    let value = match compact(&cell.text).as_str() {
        "" => Value::Blank,
        bare if is_nil(bare) => Value::Nil,
        _ => parse_amount(split_unit(&cell.text).0).map_or(Value::Text, Value::Amount),
    };
    Cell { raw: cell.text.clone(), span: cell.span, value, confidence: Confidence::Sure, correction: None }
}
