//! The catalogue: what is known of the statutory tables, accounts, forms and
//! narrative parts across regions and years. It is data, one TOML file a table,
//! checked by the build script and embedded.
//!
//! To support one more table: one file in `tables/` and one test case.

mod accounts;
pub mod concept;
mod divisions;
mod form;
mod labels;
mod measures;
pub mod normal;
mod personal;
pub mod schema;
mod tables;
pub mod title;

use std::sync::LazyLock;

use crate::keys::AccountsKey;
use divisions::Divisions;
use normal::{compact, label};
use schema::{
    AccountList, CaptionsSpec, ColumnRole, ConceptsSpec, DivisionsSpec, FormSpec, LabelsSpec, Map,
    MeasuresSpec, Named, NamedList, NarrativeSpec, PersonalSpec, SearchSpec, TableSpec, TitlesSpec, WordSpec,
    WordsSpec,
};
use tables::ready;
use title::Titles;

pub use accounts::Accounts;
pub use personal::Personal;
pub use tables::{base_id, heading_key};
pub use title::title_key;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

/// Everything known, with its lookups ready.
#[derive(Debug)]
pub struct Catalogue {
    tables: Vec<TableSpec>,
    titles: Titles,
    accounts: Map<String, Accounts>,
    form: FormSpec,
    narrative: NarrativeSpec,
    measures: MeasuresSpec,
    words: WordsSpec,
    concepts: ConceptsSpec,
    personal: PersonalSpec,
    personal_labels: Personal,
    labels: LabelsSpec,
    captions: CaptionsSpec,
    search: SearchSpec,
    divisions: Divisions,
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
            *named = std::mem::take(named).spelled(label);
        }
        form.gather();
        let mut narrative: NarrativeSpec = toml::from_str(NARRATIVE).expect("checked by build.rs");
        for named in
            [&mut narrative.parts, &mut narrative.sections, &mut narrative.charts, &mut narrative.terms]
        {
            *named = std::mem::take(named).spelled(label);
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
        let mut personal: PersonalSpec = toml::from_str(PERSONAL).expect("checked by build.rs");
        personal.labels = personal.labels.spelled(label);
        let labels: LabelsSpec = toml::from_str(LABELS).expect("checked by build.rs");
        let captions: CaptionsSpec = toml::from_str(CAPTIONS).expect("checked by build.rs");
        let search: SearchSpec = toml::from_str(SEARCH).expect("checked by build.rs");
        let divisions: DivisionsSpec = toml::from_str(DIVISIONS).expect("checked by build.rs");
        let accounts = ACCOUNTS.iter().map(|text| {
            let list: AccountList = toml::from_str(text).expect("checked by build.rs");
            (list.id.clone(), Accounts::new(&list))
        });
        let accounts: Map<String, Accounts> = accounts.collect();
        let account_names = accounts.values().flat_map(Accounts::names);
        let personal_labels = Personal::new(&personal, &form, &tables, account_names);
        Self {
            accounts,
            titles,
            tables,
            form,
            narrative,
            measures,
            words,
            concepts,
            personal,
            personal_labels,
            labels,
            captions,
            search,
            divisions: Divisions::new(divisions),
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
    /// and after them: numbers, the year, a body's name, the unit.
    pub fn table_titled(&self, title: &str) -> Option<&TableSpec> {
        if let Some(named) = self.titles.named(title) {
            return Some(&self.tables[named.table]);
        }
        if !title.contains('表') {
            return None;
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

    /// What labels announce of personal data, and what only looks like them.
    pub fn personal_labels(&self) -> &Personal {
        &self.personal_labels
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
        self.accounts.values().flat_map(Accounts::names)
    }

    /// The words of tables in everyday language.
    pub fn words(&self) -> &[WordSpec] {
        &self.words.words
    }

    /// What headings mean, whatever the table.
    pub fn concepts(&self) -> &ConceptsSpec {
        &self.concepts
    }

    /// How readers ask for what is published under other words.
    pub fn search(&self) -> &SearchSpec {
        &self.search
    }

    /// The region of a body: what its settings have written, else by the administrative division
    /// that its name begins with; `None` where that could be in more than one.
    pub fn region(&self, written: Option<&str>, body: &str) -> Option<String> {
        let written = written.map(str::trim).filter(|written| !written.is_empty());
        written.or_else(|| self.divisions.region(body)).map(str::to_owned)
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

/// The entry of a list whose names hold `text`, compared as labels.
pub fn named<'a>(list: &'a NamedList, text: &str) -> Option<&'a Named> {
    list.named(&label(text))
}
