//! Which headings may stand over others, by what they mean.

use crate::catalogue::concept::says;
use crate::catalogue::heading_key;
use crate::catalogue::normal::label;
use crate::keys::ColumnKey;
use crate::model::ColumnRole;
use crate::read::lex::RawCell;
use crate::read::table::packed::headings::Headings;
use crate::read::table::sort::Sort;

/// What tells what stands over what in one table.
pub struct Over<'a> {
    pub headings: &'a Headings<'a>,
}

impl Over<'_> {
    /// Whether a heading may stand over others.
    pub fn may(&self, outer: &RawCell, under: &[RawCell]) -> bool {
        let levels = under.iter().filter(|cell| self.headings.is_level(cell)).count();
        let sort = self.headings.sort(&outer.text);
        if levels > 0 {
            return levels == under.len() && !self.headings.is_level(outer) && sort != Sort::Numbers;
        }
        let amounts = |cell: &RawCell| self.headings.heads_amounts(cell);
        let names = |cell: &RawCell| self.headings.sort(&cell.text) != Sort::Numbers;
        let numbers = |cell: &RawCell| self.headings.sort(&cell.text) == Sort::Numbers;
        if self.headings.spec.blocks.len() > 1 && self.names_block(&outer.text) && self.is_block(under) {
            return true;
        }
        if under.iter().all(amounts) && under.iter().any(numbers) {
            return amounts(outer) && self.may_over_amounts(&outer.text, under);
        }
        under.iter().all(names) && !under.iter().all(amounts) && matches!(sort, Sort::Any | Sort::Words)
    }

    /// Whether headings are those of a block, names before amounts, or of blocks in it.
    fn is_block(&self, under: &[RawCell]) -> bool {
        let amounts = under.iter().position(|cell| self.headings.sort(&cell.text) == Sort::Numbers);
        let (names, rest) = under.split_at(amounts.unwrap_or(under.len()));
        let blocks = rest.is_empty() && names.iter().all(|cell| self.names_block(&cell.text));
        let parted = !names.is_empty()
            && !rest.is_empty()
            && rest.iter().all(|cell| self.headings.heads_amounts(cell));
        blocks || parted
    }

    /// Whether a heading of amounts that means something stands over its total or over parts
    /// that the table is known to have, and any other over what it will.
    fn may_over_amounts(&self, outer: &str, under: &[RawCell]) -> bool {
        if self.is_total(outer) {
            return false;
        }
        let known = |cell: &RawCell| self.is_known_under(outer, &cell.text);
        // Side by side, what says no more than 预算数 heads a column.
        let general = !self.means_amounts(outer) && self.headings.spec.blocks.len() < 2;
        general || self.is_total(&under[0].text) || under.iter().all(known)
    }

    /// Whether the table is known to have a column under these two headings.
    pub fn is_known_under(&self, outer: &str, inner: &str) -> bool {
        let path = format!("{}/{}", heading_key(outer), heading_key(inner));
        self.headings.spec.columns.iter().any(|column| column.names.contains(&path))
    }

    /// Whether a heading means amounts of its own, not those of a year or of other money.
    pub fn means_amounts(&self, heading: &str) -> bool {
        let concepts = self.headings.catalogue.concepts();
        let column = self.headings.spec.column(&[heading.to_owned()], None);
        let own = column.is_some_and(|column| column.role == ColumnRole::Amount);
        let meant = concepts.of(heading).filter(|concept| concept.role == ColumnRole::Amount);
        let group = |key: &str| key == ColumnKey::CURRENT;
        !concepts.is_neutral(heading) && meant.map_or(own, |concept| !concept.apart && !group(&concept.key))
    }

    /// Whether a heading says no more than that amounts stand under it.
    pub fn is_neutral(&self, heading: &str) -> bool {
        self.headings.catalogue.concepts().is_neutral(heading)
    }

    pub fn is_total(&self, heading: &str) -> bool {
        let concept = self.headings.catalogue.concepts().of(heading);
        concept.is_some_and(|concept| concept.key == ColumnKey::TOTAL)
    }

    /// Whether a heading is that of a block in any table.
    fn names_block(&self, heading: &str) -> bool {
        let own = label(heading);
        let tables = self.headings.catalogue.tables().iter();
        let names = tables.flat_map(|table| &table.blocks).flat_map(|block| &block.names);
        names.into_iter().any(|name| label(name) == own || (name.contains(' ') && says(&own, name)))
    }
}
