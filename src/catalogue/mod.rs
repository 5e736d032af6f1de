//! The catalogue: what is known of the statutory tables, accounts, forms and
//! narrative parts across regions and years. It is data, one TOML file a table,
//! checked by the build script and embedded.
//!
//! To support one more table: one file in `tables/` and one test case.

pub mod concept;
mod labels;
pub mod normal;
pub mod schema;
pub mod title;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::keys::AccountsKey;
use normal::{compact, label, unnumbered, yearless};
use schema::{
    AccountList, CaptionsSpec, ColumnRole, ColumnSpec, ConceptsSpec, FormSpec, LabelsSpec, MeasureSpec,
    MeasuresSpec, Named, NarrativeSpec, PersonalSpec, RowSpec, ScopeSpec, TableSpec, TitlesSpec, WordSpec,
    WordsSpec,
};
use title::Titles;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

/// Everything known, with its lookups ready.
#[derive(Debug)]
pub struct Catalogue {
    tables: Vec<TableSpec>,
    titles: Titles,
    accounts: HashMap<String, Accounts>,
    form: FormSpec,
    narrative: NarrativeSpec,
    measures: MeasuresSpec,
    words: WordsSpec,
    concepts: ConceptsSpec,
    personal: PersonalSpec,
    labels: LabelsSpec,
    captions: CaptionsSpec,
}

/// One account list, by name and by code.
#[derive(Debug)]
pub struct Accounts {
    code_of: HashMap<String, String>,
    name_of: HashMap<String, String>,
}

impl Accounts {
    fn new(list: &AccountList) -> Self {
        let mut accounts = Self { code_of: HashMap::new(), name_of: HashMap::new() };
        for account in &list.account {
            for name in &account.names {
                accounts.code_of.insert(label(name), account.code.clone());
            }
            accounts.name_of.insert(account.code.clone(), account.names[0].clone());
        }
        accounts
    }

    /// The code of an account name, present or former.
    pub fn code(&self, name: &str) -> Option<&str> {
        self.code_of.get(&label(name)).map(String::as_str)
    }

    /// The current name of a code.
    pub fn name(&self, code: &str) -> Option<&str> {
        self.name_of.get(code).map(String::as_str)
    }
}

/// The catalogue's key of a table or a row that stands twice (`expenditure-2`).
pub fn base_id(id: &str) -> &str {
    let base = id.rsplit_once('-').filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()));
    base.map_or(id, |(base, _)| base)
}

impl Catalogue {
    /// The catalogue that the program was built with.
    pub fn get() -> &'static Catalogue {
        &CATALOGUE
    }

    /// # Panics
    /// Never: the build script has parsed the same text by the same types.
    fn embedded() -> Self {
        let parse = |text: &str| toml::from_str::<TableSpec>(text).expect("checked by build.rs");
        let mut tables: Vec<TableSpec> = TABLES.iter().copied().map(parse).collect();
        tables.sort_by_key(|table| table.order);
        tables.iter_mut().for_each(ready);
        let mut form: FormSpec = toml::from_str(FORM).expect("checked by build.rs");
        for named in [&mut form.fields, &mut form.personal, &mut form.funds] {
            ready_names(named);
        }
        let mut narrative: NarrativeSpec = toml::from_str(NARRATIVE).expect("checked by build.rs");
        for named in
            [&mut narrative.parts, &mut narrative.sections, &mut narrative.charts, &mut narrative.terms]
        {
            ready_names(named);
        }
        for claim in &mut narrative.claims {
            claim.names.iter_mut().for_each(|name| *name = compact(name));
        }
        narrative.measures.sort_by_key(String::len);
        let measures: MeasuresSpec = toml::from_str(MEASURES).expect("checked by build.rs");
        let words: WordsSpec = toml::from_str(WORDS).expect("checked by build.rs");
        let titles: TitlesSpec = toml::from_str(TITLES).expect("checked by build.rs");
        let titles = Titles::new(&titles, &tables);
        let concepts: ConceptsSpec = toml::from_str(CONCEPTS).expect("checked by build.rs");
        let personal: PersonalSpec = toml::from_str(PERSONAL).expect("checked by build.rs");
        let labels: LabelsSpec = toml::from_str(LABELS).expect("checked by build.rs");
        let captions: CaptionsSpec = toml::from_str(CAPTIONS).expect("checked by build.rs");
        let accounts = ACCOUNTS.iter().map(|text| {
            let list: AccountList = toml::from_str(text).expect("checked by build.rs");
            (list.id.clone(), Accounts::new(&list))
        });
        Self {
            accounts: accounts.collect(),
            titles,
            tables,
            form,
            narrative,
            measures,
            words,
            concepts,
            personal,
            labels,
            captions,
        }
    }

    /// All tables in their usual order.
    pub fn tables(&self) -> &[TableSpec] {
        &self.tables
    }

    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// A table by the id under which it is published: `expenditure-2` is the second
    /// of `expenditure`.
    pub fn published(&self, id: &str) -> Option<&TableSpec> {
        self.table(base_id(id))
    }

    /// The table that a published title names by its parts, whatever stands before
    /// and behind them: numbers, the year, a body's name, the unit.
    pub fn table_titled(&self, title: &str) -> Option<&TableSpec> {
        if let Some(named) = self.titles.named(title) {
            return Some(&self.tables[named.table]);
        }
        let key = title_key(title);
        let bare = key.split_once('(').map_or(key.as_str(), |(bare, _)| bare);
        let ends = |end: &String| key.ends_with(end.as_str()) || bare.ends_with(end.as_str());
        self.tables.iter().find(|table| table.endings.iter().any(ends))
    }

    /// The table that a title names beside another of the same name: by
    /// 政府预算经济分类 where there is one by 部门预算经济分类 too.
    pub fn twin_titled(&self, title: &str) -> Option<&TableSpec> {
        self.titles.named(title)?.twin.map(|twin| &self.tables[twin])
    }

    /// Whether a title speaks of a part of its table only.
    pub fn names_part(&self, title: &str) -> bool {
        self.titles.named(title).is_some_and(|named| named.partial)
    }

    /// Whether a text ends as names of bodies do: 某市财政局.
    pub fn could_be_body(&self, text: &str) -> bool {
        self.titles.could_be_body(text)
    }

    /// The table without amounts that an untitled grid is, by its headings (序号,
    /// 单位名称, 备注): all of them are columns of that table, one its label.
    pub fn table_headed(&self, headings: &[String]) -> Option<&TableSpec> {
        let column = |table: &TableSpec, heading: &String| {
            table.column(std::slice::from_ref(heading), None).map(|column| column.role)
        };
        self.tables.iter().find(|table| {
            let roles: Option<Vec<ColumnRole>> =
                headings.iter().map(|heading| column(table, heading)).collect();
            !table.columns.is_empty()
                && table.columns.iter().all(|column| column.role != ColumnRole::Amount)
                && roles.is_some_and(|roles| roles.len() > 1 && roles.contains(&ColumnRole::Label))
        })
    }

    /// The account list of an id (`function`, `economic`).
    pub fn accounts(&self, id: impl AsRef<str>) -> Option<&Accounts> {
        self.accounts.get(id.as_ref())
    }

    /// The functional accounts (功能分类科目).
    pub fn functional(&self) -> Option<&Accounts> {
        self.accounts(AccountsKey::FUNCTION)
    }

    /// The words of performance-target forms.
    pub fn form(&self) -> &FormSpec {
        &self.form
    }

    /// The words by which personal data is told.
    pub fn personal(&self) -> &PersonalSpec {
        &self.personal
    }

    /// What labels and headings say, whatever the table.
    pub fn labels(&self) -> &LabelsSpec {
        &self.labels
    }

    /// What stands over and under tables.
    pub fn captions(&self) -> &CaptionsSpec {
        &self.captions
    }

    /// Every account name, present or former, as labels are compared.
    pub fn account_names(&self) -> impl Iterator<Item = &str> {
        self.accounts.values().flat_map(|accounts| accounts.code_of.keys().map(String::as_str))
    }

    /// The words of tables in everyday language.
    pub fn words(&self) -> &[WordSpec] {
        &self.words.words
    }

    /// What headings mean, whatever the table.
    pub fn concepts(&self) -> &ConceptsSpec {
        &self.concepts
    }

    /// What years and bodies are laid side by side by.
    pub fn measures(&self) -> &MeasuresSpec {
        &self.measures
    }

    /// The parts and sections of the narrative.
    pub fn narrative(&self) -> &NarrativeSpec {
        &self.narrative
    }
}

/// Brings the names of a table's columns and rows into the form in which
/// printed ones are compared.
fn ready(table: &mut TableSpec) {
    for column in &mut table.columns {
        column.names.iter_mut().for_each(|name| *name = compact(name));
    }
    for row in &mut table.rows {
        row.names.iter_mut().for_each(|name| *name = label(name));
    }
    for cell in table.charts.iter_mut().flat_map(|chart| &mut chart.whole) {
        cell.table.get_or_insert_with(|| table.id.clone());
    }
}

fn ready_names(list: &mut [Named]) {
    for named in list {
        named.names.iter_mut().for_each(|name| *name = label(name));
    }
}

impl MeasuresSpec {
    /// Every measure, in order.
    pub fn all(&self) -> impl Iterator<Item = &MeasureSpec> {
        self.groups.iter().flat_map(|group| &group.measures)
    }

    /// A measure by its key.
    pub fn measure(&self, key: impl AsRef<str>) -> Option<&MeasureSpec> {
        self.all().find(|measure| measure.key == key.as_ref())
    }

    /// A scope by its key.
    pub fn scope(&self, key: &str) -> Option<&ScopeSpec> {
        self.scopes.iter().find(|scope| scope.key == key)
    }
}

/// A title without year, numbering, the body's rank in front, and `表` numbers.
///
/// Titles of one table that differ in nothing else have the same key.
pub fn title_key(title: &str) -> String {
    let compact = compact(title);
    let text = yearless(past_number(unnumbered(&compact)));
    let text = text.trim_start_matches("年度");
    let ranks = ["预算单位", "区级", "市级", "省级", "县级", "本级", "部门", "单位"];
    let mut rest = unnumbered(past_number(unnumbered(text)));
    while let Some(stripped) = ranks.iter().find_map(|rank| rest.strip_prefix(rank)) {
        rest = stripped;
    }
    rest.to_owned()
}

/// The title behind a printed number: `附表1`, `表一`, `公开01表`, `表3-1`.
fn past_number(title: &str) -> &str {
    for (mark, end) in [
        ("公开", "表"),
        ("预算", "表"),
        ("决算", "表"),
        ("预算公开表", ""),
        ("部门公开表", ""),
        ("附表", ""),
        ("附件", ""),
        ("表", ""),
    ] {
        let Some(rest) = title.strip_prefix(mark) else { continue };
        let (number, after) = rest.split_at(printed_number(rest));
        if !number.is_empty()
            && let Some(past) = after.strip_prefix(end)
        {
            return past.trim_start_matches([':', '、', '.']);
        }
    }
    title
}

/// The length of the number at the start of a title from which white space is
/// gone: neither the year of `表1 2021年…` nor the 一 of `表3 一般公共预算…` is part
/// of it.
fn printed_number(text: &str) -> usize {
    let arabic = |c: char| c.is_ascii_digit() || c == '-';
    let end = text.find(|c| !arabic(c)).unwrap_or(text.len());
    let year = end.checked_sub(4).filter(|_| text[end..].starts_with('年'));
    if let Some(year) = year.filter(|year| text[*year..].starts_with("20")) {
        return year;
    }
    if end > 0 {
        return end;
    }
    let chinese = |c: char| "-一二三四五六七八九十".contains(c);
    let end = text.find(|c| !chinese(c)).unwrap_or(text.len());
    let glued = text[end..].starts_with('般') && text[..end].ends_with('一');
    if glued { end - '一'.len_utf8() } else { end }
}

impl TableSpec {
    /// Whether its rows are accounts of a list.
    pub fn is_by(&self, list: AccountsKey) -> bool {
        self.accounts.as_ref().is_some_and(|own| *own == list)
    }

    /// The column that goes by a path of headings, within a block.
    ///
    /// The innermost heading counts, alone or with outer ones before it
    /// (`预算数/小计`); the name with most of them wins. Years and units do not
    /// count, and a heading wrapped over two rows counts as one.
    pub fn column(&self, path: &[String], block: Option<&str>) -> Option<&ColumnSpec> {
        let keys: Vec<String> = path.iter().map(|heading| heading_key(heading)).collect();
        let here = |column: &&ColumnSpec| {
            let in_block = block.is_none() || column.block.is_none() || column.block.as_deref() == block;
            in_block && column.beside.is_none()
        };
        let columns = || self.columns.iter().filter(here);
        let fit = |column: &&ColumnSpec, keys: &[String]| {
            column.names.iter().filter_map(|name| fit(name, keys)).max()
        };
        // The first of the best, as the catalogue lists them.
        let best = columns().rev().max_by_key(|column| fit(column, &keys));
        best.filter(|column| fit(column, &keys).is_some()).or_else(|| {
            let wrapped = [keys.len().checked_sub(2).map(|at| keys[at..].concat())?];
            columns().find(|column| fit(column, &wrapped).is_some())
        })
    }

    /// What a column means beside the others of its table, where that is another
    /// than it means alone.
    pub fn column_beside(&self, path: &[String], others: &[String]) -> Option<&ColumnSpec> {
        let keys: Vec<String> = path.iter().map(|heading| heading_key(heading)).collect();
        self.columns.iter().find(|column| {
            let there = column.beside.as_ref().is_some_and(|beside| others.contains(beside));
            let means = |name: &String| match name.contains('/') {
                true => fit(name, &keys).is_some(),
                false => [name] == keys.iter().collect::<Vec<_>>().as_slice(),
            };
            there && column.names.iter().any(means)
        })
    }

    /// The rows that may stand in a block.
    pub fn rows_of(&self, block: &str) -> impl Iterator<Item = &RowSpec> {
        self.rows.iter().filter(move |row| row.block.as_deref().is_none_or(|own| own == block))
    }

    /// The row that goes by a printed label, given its block and the key of the
    /// grouping row above it.
    pub fn row(&self, printed: &str, block: &str, above: Option<&str>) -> Option<&RowSpec> {
        let name = label(printed);
        let name = name.strip_prefix("其中:").map_or(name.as_str(), unnumbered);
        let known = |row: &&RowSpec| row.names.iter().any(|known| known == name);
        let found: Vec<&RowSpec> = self.rows_of(block).filter(known).collect();
        let inside = found.iter().find(|row| row.under.is_some() && row.under.as_deref() == above);
        inside.or_else(|| found.iter().find(|row| row.under.is_none())).or(found.first()).copied()
    }
}

/// A heading as headings are compared: without year, numbering and unit.
pub fn heading_key(heading: &str) -> String {
    let name = yearless(&label(heading));
    let unit = ["(万元)", "(元)", "(单位:万元)", "(单位:元)", "(人民币万元)"];
    let bare = unit.iter().find_map(|unit| name.strip_suffix(unit)).filter(|bare| !bare.is_empty());
    bare.unwrap_or(&name).to_owned()
}

/// How many headings of a path a column's name speaks of, the innermost among
/// them, and how far in these stand; `None` where it is not this column's.
fn fit(name: &str, path: &[String]) -> Option<(usize, usize)> {
    let (inner, mut outer) = path.split_last()?;
    let mut parts = name.rsplit('/');
    if parts.next() != Some(inner.as_str()) {
        return None;
    }
    let (mut count, mut depth) = (1, 0);
    for part in parts {
        let at = outer.iter().rposition(|heading| heading == part)?;
        outer = &outer[..at];
        (count, depth) = (count + 1, depth + at);
    }
    Some((count, depth))
}

/// The entry of a list whose names hold `text`, compared as labels.
pub fn named<'a>(list: &'a [Named], text: &str) -> Option<&'a Named> {
    let name = label(text);
    list.iter().find(|named| named.names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_number_is_no_part_of_a_title() {
        for (title, id) in [
            ("表1 2021年收支预算总表", "balance"),
            ("表3 一般公共预算支出预算表", "general-public"),
            ("表3-1 一般公共预算基本支出预算表", "basic"),
            ("表五 一般公共预算支出表", "general-public"),
            ("表一一般公共预算支出表", "general-public"),
            ("附表5 2021年一般公共预算支出表", "general-public"),
            ("2021年附表2：部门收入总表", "income"),
            ("公开02表 收入决算表", "income"),
            ("表3-3 2023年一般公共预算“三公”经费支出预算表", "three-public"),
        ] {
            assert_eq!(
                Catalogue::get().table_titled(title).map(|table| table.id.as_str()),
                Some(id),
                "{title}"
            );
        }
    }
}
