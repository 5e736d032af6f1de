//! One grid under a form's title: its rows are told by their labels, wherever
//! the cells have slipped to.

use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::FormSpec;
use crate::model::{Cell, Period, Value};
use crate::money::{Unit, parse_amount};
use crate::read::caption::Caption;
use crate::read::form::indicators::{self, Half, Levels};
use crate::read::form::{field, fund};
use crate::read::pieces::{Grid, RawCell, RawRow};
use crate::source::Line;

/// One titled grid, with the copies it holds.
#[derive(Debug)]
pub struct Fragment {
    pub title: String,
    /// Caption lines: title and year.
    pub caption: Vec<Line>,
    pub rows: Vec<Line>,
    pub copies: Vec<Copy>,
}

/// A form or a part of it, from where its labels begin to where they begin
/// again: a page break may put the tail of one copy behind the head of another.
#[derive(Debug, Default)]
pub struct Copy {
    pub unit: Option<Unit>,
    /// In the order read; the value is empty where only the label stands.
    pub fields: Vec<Said>,
    pub funds: Vec<FundSaid>,
    pub indicators: Vec<indicators::Read>,
    pub strays: Vec<(String, Line)>,
    /// Whether level labels were seen at places where they cannot stand.
    pub displaced: bool,
    /// Whether a row of a form's end (填报日期) was seen.
    pub ended: bool,
}

/// A field as one copy says it.
#[derive(Debug, Clone)]
pub struct Said {
    pub key: String,
    pub text: String,
    pub line: Line,
}

/// One source of money as one copy says it.
#[derive(Debug, Clone)]
pub struct FundSaid {
    pub key: String,
    pub period: Period,
    pub cell: Option<Cell>,
}

impl Copy {
    /// What the copy says of a field, where it says anything.
    pub fn text(&self, key: &str) -> Option<&str> {
        let said = self.fields.iter().find(|said| said.key == key && !said.text.is_empty())?;
        Some(&said.text)
    }

    /// The total the copy states, of either period.
    pub fn total(&self) -> Option<&Cell> {
        self.funds.iter().filter(|fund| fund.key == "total").find_map(|fund| fund.cell.as_ref())
    }
}

/// Reads a grid under a form's caption.
pub fn read(spec: &FormSpec, caption: Caption, grid: &Grid) -> Fragment {
    let mut reader = Reader {
        spec,
        copies: vec![Copy::default()],
        mode: Mode::Fields,
        levels: Levels::new(spec),
        annual_column: None,
    };
    for row in &grid.rows {
        reader.row(row);
    }
    Fragment {
        title: caption.title.unwrap_or_default(),
        caption: caption.lines,
        rows: grid.rows.iter().map(|row| row.line).collect(),
        copies: reader.copies,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Fields,
    Goals,
    Indicators,
}

struct Reader<'a> {
    spec: &'a FormSpec,
    copies: Vec<Copy>,
    mode: Mode,
    levels: Levels,
    /// Where the year's labels of money stand.
    annual_column: Option<usize>,
}

impl Reader<'_> {
    fn copy(&mut self) -> &mut Copy {
        let last = self.copies.len() - 1;
        &mut self.copies[last]
    }

    fn row(&mut self, row: &RawRow) {
        let Some((_, first)) = row.filled().next() else { return };
        if self.is_indicator_heading(row) {
            self.mode = Mode::Indicators;
            self.levels.begin(row);
        } else if self.is_personal(&first.text) {
            self.filed(row);
        } else if row.filled().any(|(_, cell)| fund(self.spec, &cell.text).is_some()) {
            self.mode = Mode::Fields;
            self.funds(row);
        } else if field(self.spec, &first.text).is_some() {
            self.fields(row);
        } else if self.is_goal_heading(row) {
            self.mode = Mode::Goals;
        } else if self.mode == Mode::Indicators {
            self.indicators(row);
        } else {
            self.unlabelled(row);
        }
    }

    fn is_indicator_heading(&self, row: &RawRow) -> bool {
        let headings = ["一级指标", "二级指标", "三级指标", "指标值"];
        row.filled().filter(|(_, cell)| headings.iter().any(|heading| cell.text.starts_with(heading))).count()
            >= 2
    }

    fn is_goal_heading(&self, row: &RawRow) -> bool {
        row.filled().all(|(_, cell)| {
            let text = label(&cell.text);
            text.ends_with("目标") && self.spec.headings.contains(&text)
        })
    }

    fn is_personal(&self, text: &str) -> bool {
        let name = label(text);
        self.spec.personal.iter().any(|named| named.names.contains(&name))
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

    /// `项目名称⇥甲`, `主管部门⇥某局⇥实施单位⇥某队`, `总体目标⇥实施期⇥年度`.
    fn fields(&mut self, row: &RawRow) {
        self.mode = Mode::Fields;
        let cells: Vec<&RawCell> = row.filled().map(|(_, cell)| cell).collect();
        let mut at = 0;
        while at < cells.len() {
            if field(self.spec, &cells[at].text).is_none() {
                let stray = (cells[at].text.clone(), row.line);
                self.copy().strays.push(stray);
                at += 1;
                continue;
            }
            let values = cells[at + 1..].iter().take_while(|cell| field(self.spec, &cell.text).is_none());
            let values: Vec<&RawCell> = values.copied().collect();
            self.field(cells[at], &values, row.line);
            at += 1 + values.len();
        }
    }

    fn field(&mut self, name: &RawCell, values: &[&RawCell], line: Line) {
        let goal = field(self.spec, &name.text).is_some_and(|named| named.key == "goal");
        match values {
            [first, second, rest @ ..] if goal => {
                self.say(name, first.text.clone(), line);
                self.say_annual_goal(second.text.clone(), line);
                let strays = rest.iter().map(|cell| (cell.text.clone(), line));
                self.copy().strays.extend(strays);
            }
            values => {
                let texts: Vec<&str> = values.iter().map(|cell| cell.text.as_str()).collect();
                self.say(name, texts.join(" "), line);
            }
        }
        if goal {
            self.mode = Mode::Goals;
        }
    }

    /// Records what a copy says of a field; a field said before begins a new copy.
    fn say(&mut self, name: &RawCell, text: String, line: Line) {
        let Some(named) = field(self.spec, &name.text) else { return };
        let again = self.copy().fields.iter().any(|said| said.key == named.key);
        if again && named.key != "goal" {
            self.copies.push(Copy::default());
        }
        let said = Said { key: named.key.clone(), text, line };
        self.copy().fields.push(said);
    }

    fn say_annual_goal(&mut self, text: String, line: Line) {
        self.copy().fields.push(Said { key: "goal-annual".to_owned(), text, line });
    }

    /// Labels with their amounts: the first of a label is the implementation
    /// period's, the second the year's; one that stands alone where the year's
    /// stand is the year's too.
    fn funds(&mut self, row: &RawRow) {
        if let Some(unit) = row.filled().find_map(|(_, cell)| Unit::stated_in(&cell.text)) {
            self.copy().unit = Some(unit);
        }
        let mut seen = Vec::new();
        let mut cells = row.filled().peekable();
        while let Some((column, cell)) = cells.next() {
            let Some(named) = fund(self.spec, &cell.text) else { continue };
            let again = seen.contains(&named.key) || label(&cell.text).starts_with("年度");
            let annual = again || (seen.is_empty() && self.annual_column == Some(column));
            if again {
                self.annual_column = Some(column);
            }
            seen.push(named.key.clone());
            let value =
                cells.next_if(|(_, next)| fund(self.spec, &next.text).is_none()).map(|(_, cell)| cell);
            let period = if annual { Period::Annual } else { Period::Implementation };
            let said = FundSaid { key: named.key.clone(), period, cell: value.map(amount_cell) };
            self.fund(said);
        }
    }

    fn fund(&mut self, said: FundSaid) {
        let of_copy = &self.copy().funds;
        let again = of_copy.iter().any(|known| known.key == said.key && known.period == said.period);
        if again {
            self.copies.push(Copy::default());
        }
        self.copy().funds.push(said);
    }

    /// A row without a label: the text that stands one row too low belongs to
    /// the label above it that has none; the rest is kept aside.
    fn unlabelled(&mut self, row: &RawRow) {
        let texts: Vec<String> = row.filled().map(|(_, cell)| cell.text.clone()).collect();
        if texts.iter().all(|text| self.is_scrap(text)) {
            return;
        }
        let (mode, line) = (self.mode, row.line);
        let copy = self.copy();
        let said = |key: &str| copy.fields.iter().any(|said| said.key == key);
        if mode == Mode::Goals && texts.len() == 1 && said("goal") && !said("goal-annual") {
            // The year's goal, pushed into a row of its own.
            let text = texts.into_iter().next().unwrap_or_default();
            copy.fields.push(Said { key: "goal-annual".to_owned(), text, line });
            return;
        }
        match copy.fields.last_mut().filter(|said| said.text.is_empty() && mode == Mode::Fields) {
            Some(said) if texts.len() == 1 => {
                said.text = texts.into_iter().next().unwrap_or_default();
                said.line = line;
            }
            _ => copy.strays.extend(texts.into_iter().map(|text| (text, line))),
        }
    }

    /// A heading, or the end of a wrapped label (`金` of `市县（区）财政资金`).
    fn is_scrap(&self, text: &str) -> bool {
        let name = label(text);
        let tail = |names: &Vec<String>| {
            names.iter().any(|known| name.chars().count() < 3 && known.ends_with(&name))
        };
        self.spec.headings.contains(&name) || self.spec.funds.iter().any(|named| tail(&named.names))
    }

    fn indicators(&mut self, row: &RawRow) {
        let read = indicators::row(row, &mut self.levels);
        let copy = self.copy();
        copy.displaced |= read.displaced;
        copy.strays.extend(read.strays);
        for half in read.halves {
            add(&mut copy.indicators, half);
        }
    }
}

/// Adds an indicator unless the same half has just said the same.
fn add(indicators: &mut Vec<indicators::Read>, half: Half) {
    let read = half.read;
    let same = |known: &&indicators::Read| {
        known.period == read.period
            && known.name == read.name
            && known.value == read.value
            && known.level2 == read.level2
    };
    if indicators.iter().rev().take(4).find(same).is_none() {
        indicators.push(read);
    }
}

fn amount_cell(cell: &RawCell) -> Cell {
    let value = match compact(&cell.text).as_str() {
        "" => Value::Blank,
        "-" | "/" | "无" => Value::Nil,
        _ => parse_amount(&cell.text).map_or(Value::Text, Value::Amount),
    };
    Cell { raw: cell.text.clone(), span: cell.span, value }
}
