//! `text.txt`: a disclosure as lines of plain text, for whoever cannot use pages or tables.
//!
//! What is printed stands as it is printed; nothing is added up, converted or filled in. What
//! may be misread is marked as on pages.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::address;
use crate::artifact::Artifact;
use crate::config::Settings;
use crate::model::{
    Block, Cell, Column, ColumnRole, Disclosure, Doubt, Form, Fund, Indicator, Linked, Paragraph, Part,
    Period, Reading, Row, Section, Table, doubt_notes, doubt_of_cell,
};
use crate::money::Unit;
use crate::source::{is_out_of_place, plain};

/// What is said once of all that follows.
const ABOUT: &str = "这不是官方文件。内容照该单位公开的文本列出，金额是印出的数，没有折算、相加或补上；空白格不列。\
    标“存疑”的，本站可能没有读对，引用前请对照原文；以该单位正式公布的为准。";

/// `text.txt` of a disclosure.
pub(super) fn file(linked: &Linked, settings: &Settings) -> Artifact {
    let disclosure = &linked.disclosure;
    // Programs that open a file from a folder tell by the mark that it is UTF-8.
    let mut text = Text { out: "\u{feff}".to_owned(), line: String::new() };
    text.head(disclosure, settings);
    disclosure.tables.iter().for_each(|table| text.table(table));
    for (part, heading) in [(Part::Overview, "单位概况"), (Part::Notes, "情况说明")] {
        text.part(heading, disclosure.sections.iter().filter(|section| section.part == part));
    }
    text.terms(disclosure);
    disclosure.forms.iter().for_each(|form| text.form(form));
    Artifact::new(address::text(&disclosure.id), text.out)
}

/// The text in the making.
struct Text {
    out: String,
    /// The line that is being written.
    line: String,
}

impl Text {
    /// Goes on with the line.
    fn put(&mut self, words: &str) -> &mut Self {
        self.line.push_str(words);
        self
    }

    /// Ends the line; what ends lines within it does not.
    fn end(&mut self) {
        let marked = self.line.contains(['*', '<']);
        let words = if marked { Cow::Owned(plain(&self.line)) } else { Cow::Borrowed(self.line.as_str()) };
        for (at, word) in words.split_whitespace().enumerate() {
            self.out.push_str(if at > 0 { " " } else { "" });
            self.out.extend(word.chars().map(seen));
        }
        self.out.push('\n');
        self.line.clear();
    }

    fn line(&mut self, words: &str) {
        self.put(words).end();
    }

    fn heading(&mut self, mark: &str, words: &str) {
        self.out.push('\n');
        self.put(mark).put(words).end();
    }

    fn head(&mut self, disclosure: &Disclosure, settings: &Settings) {
        let (id, front) = (&disclosure.id, &disclosure.front);
        self.line(&disclosure.title);
        let page = address::disclosure(id);
        let page = settings.base_url.as_deref().map_or(page.clone(), |base| address::absolute(base, &page));
        let facts = [
            ("单位：", Some(disclosure.body_name.as_str())),
            ("年度：", Some(&*format!("{}年{}", id.year, id.kind.name()))),
            ("网页：", Some(&page)),
            ("公布网址：", front.source_url.as_deref()),
            ("公布日期：", front.published.as_deref()),
            ("编者注：", front.note.as_deref()),
            ("说明：", Some(ABOUT)),
        ];
        for (what, value) in facts {
            value.into_iter().for_each(|value| self.put(what).line(value));
        }
        disclosure.unread.iter().for_each(|unread| self.put("注意：").put(unread.words()).line("。"));
    }

    fn table(&mut self, table: &Table) {
        self.heading("# ", if table.title.is_empty() { &table.id } else { &table.title });
        self.put("金额单位：").line(unit_of(table));
        doubt_notes(table).iter().for_each(|note| self.line(note));
        if table.is_empty() {
            self.line("公布为空：一个金额也没有。");
        }
        let headings = headings(table);
        for (at, block) in table.blocks.iter().enumerate() {
            // 收入 and 支出 stand side by side on paper, one after the other here.
            let side = table.columns.get(block.label).and_then(|column| column.path.first());
            side.filter(|_| table.blocks.len() > 1)
                .into_iter()
                .for_each(|side| self.put("【").put(side).line("】"));
            let rows = table.rows.iter().filter(|row| !row.numbering);
            rows.for_each(|row| self.row(row, (at, block), &headings));
        }
        table.notes.iter().for_each(|(note, _)| self.line(note));
    }

    /// What a row says in one block, if anything: `公共安全支出（204）：合计 9,385.68；基本支出 8,000.00`.
    fn row(&mut self, row: &Row, (at, block): (usize, &Block), headings: &[Option<String>]) {
        let cells = row.cells.get(block.columns.clone()).unwrap_or_default();
        if cells.iter().all(Cell::is_blank) {
            return;
        }
        let entry = row.entries.get(at).and_then(Option::as_ref);
        if let Some(entry) = entry {
            self.put(&entry.printed);
            let codes = || block.codes.iter().filter_map(|at| row.cells.get(*at)).map(Cell::printed);
            if codes().any(|code| !code.is_empty()) {
                self.put("（");
                for code in codes() {
                    self.put(code);
                }
                self.put("）");
            }
            self.put(sign(row.confidence.doubt()));
        }
        let mut between = if self.line.is_empty() { "" } else { "：" };
        for (cell, heading) in cells.iter().zip(headings.get(block.columns.clone()).unwrap_or_default()) {
            let heading = if entry.is_some() { heading.as_deref() } else { Some("") };
            let Some(heading) = heading.filter(|_| !cell.is_blank()) else { continue };
            self.put(between).put(heading).put(" ").cell(cell).put(sign(doubt_of_cell(row, cell)));
            between = "；";
        }
        self.end();
    }

    /// What is printed in a cell; of a corrected one what it is and what was printed.
    fn cell(&mut self, cell: &Cell) -> &mut Self {
        self.put(&cell.raw);
        let Some(correction) = &cell.correction else { return self };
        let unit = correction.unit.map_or("", Unit::name);
        self.put(unit).put("（更正，原文印“").put(&correction.printed).put("”）")
    }

    fn part<'a>(&mut self, heading: &str, sections: impl Iterator<Item = &'a Section>) {
        for (at, section) in sections.enumerate() {
            if at == 0 {
                self.heading("# ", heading);
            }
            self.heading("## ", section.name());
            self.paragraphs(&section.paragraphs);
        }
    }

    fn terms(&mut self, disclosure: &Disclosure) {
        if !disclosure.terms.is_empty() {
            self.heading("# ", "名词解释");
        }
        for term in &disclosure.terms {
            self.heading("## ", &term.name);
            self.paragraphs(&term.paragraphs);
        }
    }

    fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        for paragraph in paragraphs {
            let words = &paragraph.text;
            match paragraph.chart {
                Some(_) => self.put("原文在这里只列出图名“").put(words).line("”，没有附图。"),
                None => self.put(if paragraph.item { "- " } else { "" }).line(words),
            }
        }
    }

    fn form(&mut self, form: &Form) {
        let title = if form.title.is_empty() { "绩效目标表" } else { &form.title };
        self.out.push('\n');
        self.put("# ").put(title).put("：").line(&form.name);
        self.put("金额单位：").line(form.unit.map_or("没有认出", Unit::name));
        for field in &form.fields {
            self.put(&field.label).put("：");
            for (at, reading) in field.readings.iter().enumerate() {
                self.put(if at > 0 { "；另一处作：" } else { "" }).reading(reading);
            }
            self.end();
        }
        form.funds.iter().for_each(|fund| self.fund(form, fund));
        self.indicators(form);
        for stray in &form.strays {
            self.put("没有归处：").reading(stray).end();
        }
    }

    fn reading(&mut self, reading: &Reading) -> &mut Self {
        self.put(&reading.text).put(if reading.doubt.is_some() { "（存疑）" } else { "" })
    }

    /// `市级：实施期 5.00；年度 2.00`; what both periods say in the same words is said once
    fn fund(&mut self, form: &Form, fund: &Fund) {
        self.put(&fund.label);
        let mut between = "：";
        let year = if form.dated { "年度 " } else { "金额 " };
        let same = fund.implementation.as_ref().zip(fund.annual.as_ref()).filter(|(whole, year)| {
            whole.raw == year.raw && whole.correction.is_none() && year.correction.is_none()
        });
        let own = match same {
            Some((whole, _)) => [Some(("实施期、年度 ", whole)), None],
            None => [("实施期 ", &fund.implementation), (year, &fund.annual)]
                .map(|(period, cell)| Some((period, cell.as_ref()?))),
        };
        // A self-evaluation says all of it beside.
        for (period, cell) in own.into_iter().flatten().filter(|_| fund.beside.is_empty()) {
            self.put(between).put(period).cell(cell);
            between = "；";
        }
        for beside in &fund.beside {
            self.put(between).put(&beside.label).put(" ").put(&beside.text);
            between = "；";
        }
        self.end();
    }

    /// One line for each indicator; what both periods say in the same words is said once.
    fn indicators(&mut self, form: &Form) {
        let of = |period| form.indicators_of(period).filter_map(said).collect::<BTreeSet<_>>();
        let (whole, year) = (of(Period::Implementation), of(Period::Annual));
        let both = |said: IndicatorText<'_>| whole.contains(&said) && year.contains(&said);
        for indicator in &form.indicators {
            match (said(indicator).is_some_and(both), indicator.period) {
                (true, Period::Annual) => {}
                (both, _) => self.indicator(form, indicator, both),
            }
        }
    }

    /// `产出指标 / 数量指标 / 购置数量：≥5台（实施期）；得分 10`
    fn indicator(&mut self, form: &Form, indicator: &Indicator, both: bool) {
        let levels = [&indicator.level1, &indicator.level2, &indicator.name];
        for (at, level) in levels.into_iter().filter(|level| !level.is_empty()).enumerate() {
            self.put(if at > 0 { " / " } else { "" }).put(level);
        }
        let period = match indicator.period {
            Period::Implementation if both => "（实施期、年度）",
            Period::Implementation => "（实施期）",
            Period::Annual if form.dated => "（年度）",
            Period::Annual => "",
        };
        let doubt = if indicator.is_sure() { "" } else { "（存疑）" };
        self.put("：").put(&indicator.value).put(period).put(doubt);
        for beside in &indicator.beside {
            self.put("；").put(&beside.label).put(" ").put(&beside.text);
        }
        for (name, value, _) in &indicator.others {
            self.put("；另一处作：").put(name).put(" ").put(value);
        }
        self.end();
    }
}

/// A character that is out of place nowhere.
fn seen(c: char) -> char {
    if is_out_of_place(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// The unit of a table's amounts, in words.
fn unit_of(table: &Table) -> &'static str {
    let in_columns = || table.columns.iter().any(|column| column.unit.is_some());
    table.unit.map(Unit::name).unwrap_or_else(|| if in_columns() { "见各栏" } else { "没有认出" })
}

fn sign(doubt: Option<Doubt>) -> &'static str {
    if doubt.is_some() { "（存疑）" } else { "" }
}

/// What the columns are called: by their own headings, or by their whole paths where another
/// column of the block has the same; `None` for those that name the row.
fn headings(table: &Table) -> Vec<Option<String>> {
    let mut counts: HashMap<(usize, &str), usize> = HashMap::new();
    table.columns.iter().for_each(|column| *counts.entry((column.block, column.label())).or_default() += 1);
    let name = |column: &Column| {
        let alone = counts.get(&(column.block, column.label())) == Some(&1);
        let name = if alone { column.label().to_owned() } else { column.path.join(" / ") };
        Some(format!("{name}{}", sign(column.confidence.doubt())))
    };
    let mut headings: Vec<Option<String>> = table.columns.iter().map(name).collect();
    let is_amount = |at: usize| table.columns.get(at).is_some_and(|column| column.role == ColumnRole::Amount);
    for block in &table.blocks {
        let label = Some(block.label).filter(|at| !is_amount(*at));
        let naming = block.codes.iter().copied().chain(label);
        naming.for_each(|at| headings.get_mut(at).into_iter().for_each(|heading| *heading = None));
    }
    headings
}

/// Levels, name and value of an indicator, whether it is certain, and what stands beside it.
type IndicatorText<'a> = ([&'a str; 4], bool, Vec<(&'a str, &'a str)>);

/// All that an indicator says but for its period; `None` where other fragments say something else.
fn said(indicator: &Indicator) -> Option<IndicatorText<'_>> {
    let Indicator { level1, level2, name, value, beside, others, .. } = indicator;
    let beside = beside.iter().map(|one| (one.label.as_str(), one.text.as_str())).collect();
    let words = [level1, level2, name, value].map(String::as_str);
    others.is_empty().then(|| (words, indicator.is_sure(), beside))
}
