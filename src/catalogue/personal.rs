//! The labels by which personal data is told, with those of forms, accounts and statutory
//! tables beside them, found by their names.

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::schema::{
    CharSet, ColumnRole, ColumnSpec, FormSpec, Named, NamedList, PersonalSpec, Set, TableSpec, WordList,
};

/// What labels and headings announce.
#[derive(Debug)]
pub struct Personal {
    /// Labels whose values are personal, those of forms too.
    pub labels: NamedList,
    /// Those labels wherever they stand, spaces between their characters or not.
    pub anywhere: Option<Regex>,
    /// Words before persons by their surname: somebody is to be reached.
    pub reach: Option<AhoCorasick>,
    /// What texts end in that end in one of those labels.
    pub endings: WordList,
    /// Headings of amounts and codes in statutory tables.
    pub columns: Set<String>,
    /// The characters with which names in prose begin.
    pub surnames: CharSet,
    /// Names of accounts.
    pub accounts: Set<String>,
}

impl Personal {
    pub(super) fn new<'a>(
        spec: &PersonalSpec,
        form: &FormSpec,
        tables: &[TableSpec],
        accounts: impl Iterator<Item = &'a str>,
    ) -> Self {
        // Where both name a label, what is said of labels anywhere counts.
        let labels: Vec<Named> = spec.labels.iter().chain(form.personal.iter()).cloned().collect();
        let columns = tables.iter().flat_map(|table| &table.columns);
        let of_figures = |column: &&ColumnSpec| matches!(column.role, ColumnRole::Amount | ColumnRole::Code);
        let surnames = spec.distinct.chars().chain(spec.familiar.chars());
        let compound = spec.compound.iter().filter_map(|name| name.chars().next());
        let innermost = |name: &String| name.rsplit('/').next().map(str::to_owned);
        Self {
            reach: AhoCorasick::new(&spec.reach).ok(),
            anywhere: spaced(labels.iter().flat_map(|named| &named.names)),
            endings: labels.iter().flat_map(|named| named.names.clone()).collect::<Vec<_>>().into(),
            labels: NamedList::from(labels),
            columns: columns
                .filter(of_figures)
                .flat_map(|column| &column.names)
                .filter_map(innermost)
                .collect(),
            surnames: surnames.chain(compound).collect(),
            accounts: accounts.map(str::to_owned).collect(),
        }
    }
}

/// The labels as one pattern, long ones first.
fn spaced<'a>(names: impl Iterator<Item = &'a String>) -> Option<Regex> {
    let of_label = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_digit();
    let mut names: Vec<&str> = names.map(String::as_str).filter(|name| name.chars().all(of_label)).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    let spaced =
        names.iter().map(|name| name.chars().map(String::from).collect::<Vec<_>>().join(r"[ \u{3000}]{0,3}"));
    Regex::new(&spaced.collect::<Vec<_>>().join("|")).ok()
}
