//! The catalogue: what is known of the statutory tables, accounts, forms and
//! narrative parts across regions and years. It is data, one TOML file a table,
//! checked by the build script and embedded.
//!
//! To support one more table: one file in `tables/` and one test case.

pub mod normal;
pub mod schema;

use std::collections::HashMap;
use std::sync::LazyLock;

use normal::{compact, label, unnumbered, yearless};
use schema::{
    AccountList, ColumnSpec, FormSpec, MeasureSpec, MeasuresSpec, Named, NarrativeSpec, RowSpec, ScopeSpec,
    TableSpec,
};

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

/// Everything known, with its lookups ready.
#[derive(Debug)]
pub struct Catalogue {
    tables: Vec<TableSpec>,
    by_title: HashMap<String, usize>,
    accounts: HashMap<String, Accounts>,
    form: FormSpec,
    narrative: NarrativeSpec,
    measures: MeasuresSpec,
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
        let mut by_title = HashMap::new();
        for (index, table) in tables.iter().enumerate() {
            for title in &table.titles {
                by_title.insert(title_key(title), index);
            }
        }
        let accounts = ACCOUNTS.iter().map(|text| {
            let list: AccountList = toml::from_str(text).expect("checked by build.rs");
            (list.id.clone(), Accounts::new(&list))
        });
        Self { accounts: accounts.collect(), by_title, tables, form, narrative, measures }
    }

    /// All tables in their usual order.
    pub fn tables(&self) -> &[TableSpec] {
        &self.tables
    }

    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The table that goes by a published title, brackets behind it counting
    /// only where the catalogue tells two tables apart by them.
    pub fn table_titled(&self, title: &str) -> Option<&TableSpec> {
        let key = title_key(title);
        let bare = key.split_once('(').map_or(key.as_str(), |(bare, _)| bare);
        let index = self.by_title.get(&key).or_else(|| self.by_title.get(bare))?;
        Some(&self.tables[*index])
    }

    /// The account list of an id (`function`, `economic`).
    pub fn accounts(&self, id: &str) -> Option<&Accounts> {
        self.accounts.get(id)
    }

    /// The words of performance-target forms.
    pub fn form(&self) -> &FormSpec {
        &self.form
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
    let text = yearless(unnumbered(&compact));
    let text = text.trim_start_matches("年度");
    let ranks = ["预算单位", "区级", "市级", "省级", "县级", "本级", "部门", "单位"];
    let mut rest = unnumbered(text);
    while let Some(stripped) = ranks.iter().find_map(|rank| rest.strip_prefix(rank)) {
        rest = stripped;
    }
    rest.to_owned()
}

impl TableSpec {
    /// The column that goes by a path of headings, within a block.
    ///
    /// The innermost heading counts, alone or after its outer one; years do not.
    pub fn column(&self, path: &[String], block: Option<&str>) -> Option<&ColumnSpec> {
        let keys: Vec<String> = path.iter().map(|heading| yearless(&label(heading))).collect();
        let inner = keys.last()?;
        let outer = (keys.len() > 1).then(|| format!("{}/{inner}", keys[keys.len() - 2]));
        let known = |column: &&ColumnSpec, name: &str| {
            (block.is_none() || column.block.is_none() || column.block.as_deref() == block)
                && column.names.iter().any(|known| known == name)
        };
        let by = |name: &str| self.columns.iter().find(|column| known(column, name));
        outer.as_deref().and_then(by).or_else(|| by(inner))
    }

    /// The row that goes by a printed label, given its block and the key of the
    /// grouping row above it.
    pub fn row(&self, printed: &str, block: &str, above: Option<&str>) -> Option<&RowSpec> {
        let name = label(printed);
        let name = name.strip_prefix("其中:").map_or(name.as_str(), unnumbered);
        let known = |row: &&RowSpec| {
            row.block.as_deref().is_none_or(|own| own == block) && row.names.iter().any(|known| known == name)
        };
        let found: Vec<&RowSpec> = self.rows.iter().filter(known).collect();
        let inside = found.iter().find(|row| row.under.is_some() && row.under.as_deref() == above);
        inside.or_else(|| found.iter().find(|row| row.under.is_none())).or(found.first()).copied()
    }
}

/// The entry of a list whose names hold `text`, compared as labels.
pub fn named<'a>(list: &'a [Named], text: &str) -> Option<&'a Named> {
    let name = label(text);
    list.iter().find(|named| named.names.contains(&name))
}
