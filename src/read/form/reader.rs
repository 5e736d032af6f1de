//! One grid under a form's title: its rows are told by their labels, wherever
//! the cells have slipped to.

use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::FormSpec;
use crate::keys::FieldKey;
use crate::model::{Cell, Confidence, Period, Value};
use crate::money::{Unit, parse_amount, split_unit};
use crate::read::blocks::Grid;
use crate::read::caption::Caption;
use crate::read::form::fragment::{Copy, Fragment, FundSaid, Said};
use crate::read::form::heading::Heading;
use crate::read::form::indicators::{self, Half, Levels, RowRead, Token};
use crate::read::form::list::List;
use crate::read::form::{field, fund, goal, is_goal, single};
use crate::read::lex::{RawCell, RawRow};
use crate::source::Line;

/// Reads a grid under a form's caption: one fragment, or one for each project of
/// a list. Behind a page break the heading `before` it goes on.
pub fn read(spec: &FormSpec, caption: Caption, grid: &Grid, before: Option<&Fragment>) -> Vec<Fragment> {
    let mut reader = Reader::new(spec);
    let copies = before.into_iter().flat_map(|before| &before.copies);
    reader.heading = copies.filter_map(|copy| copy.heading.clone()).next_back();
    for row in &grid.rows {
        reader.row(row);
        let line = row.line;
        reader.copy().rows.push(line);
    }
    let title = caption.title.unwrap_or_default();
    let mut above = caption.lines;
    above.extend(&grid.markup);
    let fragment = |copies: Vec<Copy>| Fragment {
        title: title.clone(),
        caption: std::mem::take(&mut above),
        rows: copies.iter().flat_map(|copy| &copy.rows).copied().collect(),
        copies,
        unit: caption.unit,
    };
    match reader.list {
        Some(_) => reader.copies.into_iter().map(|copy| vec![copy]).map(fragment).collect(),
        None => [reader.copies].map(fragment).into(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Fields,
    Goals,
    Indicators,
}

/// Reads the rows of one grid.
struct Reader<'a> {
    spec: &'a FormSpec,
    copies: Vec<Copy>,
    mode: Mode,
    levels: Levels,
    /// The heading of the indicators, once seen.
    heading: Option<Heading>,
    /// The columns of a list of several projects' indicators.
    list: Option<List>,
    /// Where the goals stand, by the row that heads them.
    goals: Vec<(usize, String)>,
    /// Where the year's labels of money stand.
    annual_column: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(spec: &'a FormSpec) -> Self {
        Self {
            spec,
            copies: vec![Copy::default()],
            mode: Mode::Fields,
            levels: Levels::new(spec),
            heading: None,
            list: None,
            goals: Vec::new(),
            annual_column: None,
        }
    }

    fn copy(&mut self) -> &mut Copy {
        let last = self.copies.len() - 1;
        &mut self.copies[last]
    }

    fn row(&mut self, row: &RawRow) {
        let Some((_, first)) = row.filled().next() else { return };
        if let Some(heading) = Heading::of(row, self.spec) {
            self.begin_indicators(row, heading);
        } else if self.list.is_some() {
            self.list_row(row);
        } else if self.is_personal(&first.text) {
            self.filed(row);
        } else if row.filled().any(|(_, cell)| fund(self.spec, &cell.text).is_some()) {
            self.mode = Mode::Fields;
            self.funds(row);
        } else if let Some(goals) = self.goal_heading(row) {
            self.goals = goals;
            self.mode = Mode::Goals;
        } else if field(self.spec, &first.text).is_some() {
            self.fields(row);
        } else if self.mode == Mode::Indicators || self.goes_on_with_indicators(row) {
            self.mode = Mode::Indicators;
            self.indicators(row);
        } else {
            self.unlabelled(row);
        }
    }

    /// Whether a row of a grid that has no heading of indicators has a level.
    fn goes_on_with_indicators(&self, row: &RawRow) -> bool {
        let headed = self.copies.iter().any(|copy| copy.heading.is_some());
        !headed
            && row.filled().any(|(_, cell)| !matches!(self.levels.tokens(&cell.text)[..], [Token::Word(_)]))
    }

    fn begin_indicators(&mut self, row: &RawRow, heading: Heading) {
        self.mode = Mode::Indicators;
        self.levels.begin(&heading);
        self.list = List::of(row, self.spec);
        self.copy().heading = Some(heading.clone());
        self.heading = Some(heading);
    }

    /// A row of a list of projects: where a name stands that the row above has
    /// not, the next project begins.
    fn list_row(&mut self, row: &RawRow) {
        let Some(list) = self.list.take() else { return };
        let name = list.name(row).map(compact);
        let own = self.copy().text(FieldKey::NAME).map(compact);
        if name.is_some() && own.is_some() && name != own {
            let heading = self.heading.clone();
            self.copies.push(Copy { heading, ..Copy::default() });
        }
        let (said, funds) = list.said(row);
        let copy = self.copy();
        for said in said {
            let known = copy.fields.iter().any(|known| known.key == said.key);
            copy.fields.extend((!known).then_some(said));
        }
        for (key, cell) in funds {
            let known = copy.funds.iter().any(|known| known.key == key);
            let cell = Some(amount_cell(cell));
            copy.funds.extend((!known).then_some(FundSaid { key, period: Period::Annual, cell }));
        }
        self.indicators(&list.rest(row));
        self.list = Some(list);
    }

    /// The goals that a row heads (`项目总目标⇥⇥年度总体目标`), each with its column.
    fn goal_heading(&self, row: &RawRow) -> Option<Vec<(usize, String)>> {
        let mut goals: Vec<(usize, String)> = Vec::new();
        for (at, cell) in row.filled() {
            match goal(self.spec, &cell.text) {
                Some(key) if goals.iter().any(|(_, known)| known == key) => {}
                Some(key) => goals.push((at, key.to_owned())),
                None if self.spec.headings.contains(&label(&cell.text)) => {}
                None => return None,
            }
        }
        (goals.len() > 1).then_some(goals)
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
        let goal = goal(self.spec, &name.text);
        match values {
            [first, second, rest @ ..] if goal.is_some_and(|key| key == FieldKey::GOAL) => {
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
        if let Some(key) = goal {
            self.mode = Mode::Goals;
            if key == FieldKey::GOAL_ANNUAL {
                self.goals = vec![(0, key.to_owned())];
            }
        }
    }

    /// Records what a copy says of a field; a field said before begins a new copy.
    fn say(&mut self, name: &RawCell, text: String, line: Line) {
        let Some(named) = field(self.spec, &name.text) else { return };
        let again = self.copy().fields.iter().any(|said| said.key == named.key);
        if again && !is_goal(&named.key) {
            self.copies.push(Copy::default());
        }
        let said = Said { key: named.key.clone(), text, line };
        self.copy().fields.push(said);
    }

    fn say_annual_goal(&mut self, text: String, line: Line) {
        self.copy().fields.push(Said { key: FieldKey::GOAL_ANNUAL.into(), text, line });
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
            if let Some(own) = value.and_then(|cell| split_unit(&cell.text).1) {
                self.copy().unit.get_or_insert(own);
            }
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
        let said = |key: FieldKey| copy.fields.iter().any(|said| said.key == key);
        if mode == Mode::Goals && texts.len() == 1 && said(FieldKey::GOAL) && !said(FieldKey::GOAL_ANNUAL) {
            // The year's goal, pushed into a row of its own.
            let text = texts.into_iter().next().unwrap_or_default();
            copy.fields.push(Said { key: FieldKey::GOAL_ANNUAL.into(), text, line });
            return;
        }
        if mode == Mode::Goals && !self.goals.is_empty() {
            self.goal_texts(row);
            return;
        }
        let copy = self.copy();
        match copy.fields.last_mut().filter(|said| said.text.is_empty() && mode == Mode::Fields) {
            Some(said) if texts.len() == 1 => {
                said.text = texts.into_iter().next().unwrap_or_default();
                said.line = line;
            }
            _ => copy.strays.extend(texts.into_iter().map(|text| (text, line))),
        }
    }

    /// The texts under the goals' heading, in its order or by their columns; a
    /// goal may go on over several rows.
    fn goal_texts(&mut self, row: &RawRow) {
        let goals = self.goals.clone();
        let in_order = row.filled().count() == goals.len();
        for (at, (column, cell)) in row.filled().enumerate() {
            let by_column = goals.iter().rev().find(|(start, _)| *start <= column);
            let goal = if in_order { goals.get(at) } else { by_column.or(goals.first()) };
            let Some((_, key)) = goal else { continue };
            let fields = &mut self.copy().fields;
            match fields.iter_mut().rfind(|said| said.key == *key) {
                Some(said) if said.text.is_empty() => said.text.clone_from(&cell.text),
                Some(said) => said.text = format!("{}\n{}", said.text, cell.text),
                None => fields.push(Said { key: key.clone(), text: cell.text.clone(), line: row.line }),
            }
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
        let one = self.heading.as_ref().and_then(|heading| Some((heading, heading.one_period()?)));
        let read: RowRead = match one {
            Some((heading, period)) => single::row(row, heading, period, &mut self.levels),
            None => indicators::row(row, &mut self.levels),
        };
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
            && known.level == read.level
    };
    if indicators.iter().rev().take(4).find(same).is_none() {
        indicators.push(read);
    }
}

fn amount_cell(cell: &RawCell) -> Cell {
    let value = match compact(&cell.text).as_str() {
        "" => Value::Blank,
        "-" | "/" | "无" => Value::Nil,
        _ => parse_amount(split_unit(&cell.text).0).map_or(Value::Text, Value::Amount),
    };
    Cell { raw: cell.text.clone(), span: cell.span, value, confidence: Confidence::Sure }
}
