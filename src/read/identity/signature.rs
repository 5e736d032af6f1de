//! What a grid looks like, whatever its title: its headings, its account codes,
//! its totals.

use std::collections::BTreeSet;

use crate::catalogue::heading_key;
use crate::catalogue::normal::{compact, label, numbering};
use crate::catalogue::schema::{LabelsSpec, TableSpec};
use crate::keys::AccountsKey;
use crate::money::looks_like_amount;
use crate::read::blocks::Grid;
use crate::read::lex::RawRow;
use crate::read::text::{is_account_code, is_bare_year};

/// What a grid looks like.
#[derive(Debug, Default)]
pub struct Signature {
    /// The texts of its header, without white space; none where it has no header.
    pub header: BTreeSet<String>,
    /// How many rows begin with a code of the functional classification.
    pub functional: usize,
    /// How many rows begin with a code of an economic classification.
    pub economic: usize,
    /// The labels of its totals.
    totals: BTreeSet<String>,
    /// The first row's cells, as headings.
    pub first: Vec<String>,
    /// Whether an amount stands in it.
    pub amounts: bool,
}

impl Signature {
    /// What `grid` looks like.
    pub fn of(grid: &Grid, labels: &LabelsSpec) -> Self {
        let head = grid.rows.iter().take_while(|row| !is_data(row)).count();
        let texts = grid.rows[..head].iter().flat_map(RawRow::filled);
        let mut signature = Self {
            header: texts.map(|(_, cell)| compact(&cell.text)).collect(),
            first: grid
                .rows
                .first()
                .into_iter()
                .flat_map(RawRow::filled)
                .map(|(_, cell)| cell.text.clone())
                .collect(),
            ..Self::default()
        };
        for row in &grid.rows[head..] {
            signature.count(row, labels);
        }
        signature
    }

    fn count(&mut self, row: &RawRow, labels: &LabelsSpec) {
        let filled: Vec<&str> = row.filled().map(|(_, cell)| cell.text.as_str()).collect();
        self.amounts |= filled.iter().any(|text| looks_like_amount(text));
        for text in filled.iter().take(3).map(|text| label(text)).filter(|text| is_total(text, labels)) {
            self.totals.insert(text);
        }
        let coded =
            filled.windows(2).take(3).find(|pair| is_account_code(pair[0]) && !looks_like_amount(pair[1]));
        if let Some(pair) = coded {
            match pair[0].starts_with('2') {
                true => self.functional += 1,
                false => self.economic += 1,
            }
        }
    }

    /// Whether both have a total of one name: then neither continues the other.
    pub fn total_again(&self, other: &Self) -> bool {
        !self.totals.is_disjoint(&other.totals)
    }

    /// Whether this could stand under the header of another: it has none, or the
    /// same again, and codes of the same classification.
    pub fn goes_on_with(&self, other: &Self) -> bool {
        let same = self.header.iter().filter(|text| other.header.contains(*text)).count();
        // Rows of words right below a header that is repeated look like more of it.
        let whole = same > 0 && same == other.header.len();
        let header = whole || 10 * same >= 6 * self.header.len();
        let other_codes = |one: &Self, two: &Self| {
            one.functional > 0 && one.economic == 0 && two.functional == 0 && two.economic > 0
        };
        header && !other_codes(self, other) && !other_codes(other, self)
    }

    /// Whether the codes are none of those that a table lists.
    pub fn is_against(&self, spec: &TableSpec) -> bool {
        let functional = spec.is_by(AccountsKey::FUNCTION) && self.functional == 0 && self.economic > 0;
        functional || spec.is_by(AccountsKey::ECONOMIC) && self.economic == 0 && self.functional > 0
    }

    /// Whether it looks like a table: most of its headings are that table's, and
    /// its codes are of the classification that it lists.
    pub fn is_like(&self, spec: &TableSpec) -> bool {
        let known = |text: &&String| {
            let key = heading_key(text);
            let column = spec.columns.iter().flat_map(|column| &column.names);
            let block = spec.blocks.iter().flat_map(|block| &block.names);
            column.chain(block).any(|name| name.split('/').any(|part| part == key))
        };
        let fit = self.header.iter().filter(known).count();
        fit > 0 && 4 * fit >= 3 * self.header.len() && !self.is_against(spec)
    }
}

/// Whether a label is that of a sum over all rows.
fn is_total(text: &str, labels: &LabelsSpec) -> bool {
    text.chars().count() <= 8 && labels.names_whole(text)
}

/// Whether a row holds data rather than headings: a code, an amount, or a numbered
/// label.
fn is_data(row: &RawRow) -> bool {
    let texts: Vec<&str> = row.filled().map(|(_, cell)| cell.text.as_str()).collect();
    let numbers = texts.iter().filter(|text| looks_like_amount(text)).count();
    // Years stand side by side in a header: `2022`, `2023`; `2000` alone is an amount.
    let is_year = |text: &str| is_bare_year(text) && numbers > 1;
    let number = |text: &&&str| looks_like_amount(text) && !is_year(text);
    let count = texts.iter().filter(number).count();
    let numbers_columns = count > 1 && texts.iter().filter(number).all(|text| text.len() <= 2);
    (count > 0 && !numbers_columns) || texts.first().is_some_and(|text| numbering(text).is_some())
}
