//! What each block of a row stands for: its key, its label, its place in the
//! hierarchy.

use std::collections::HashMap;

use crate::catalogue::normal::{compact, hashed_key, label, numbering};
use crate::catalogue::schema::{RowSpec, TableSpec};
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::keys::{BlockKey, RowKey};
use crate::model::{Block, ColumnRole, Doubt, Entry, Numbered, Row, Table};
use crate::money::looks_like_amount;
use crate::read::Reading;
use crate::read::lex::RawRow;
use crate::read::table::names::{
    Names, code_parts, inherited, is_inner, joined, last_part, leading_code, level, names,
};

/// Names that label more than one row, and the empty one where several have none;
/// such rows need more than their name.
fn repeated_names(table: &Table, body: &[RawRow]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for block in &table.blocks {
        for row in body {
            let name = row.cells.get(block.label).map(|cell| compact(&cell.text)).unwrap_or_default();
            if row.filled().next().is_some() {
                *counts.entry(name).or_insert(0) += 1;
            }
        }
    }
    counts
}

/// Whether a table is a form, whose rows are fields and need no label.
fn is_form(spec: Option<&TableSpec>) -> bool {
    spec.is_some_and(|spec| spec.form)
}

/// Whether any row of a block has a label.
fn is_labelled(table: &Table, block: &Block, body: &[RawRow]) -> bool {
    let label = |row: &RawRow| row.cells.get(block.label).is_some_and(|cell| !cell.text.is_empty());
    table.columns[block.label].role == ColumnRole::Label && body.iter().any(label)
}

/// Gives the rows of a table, one after the other, their entries.
pub struct Entries<'r, 'a> {
    pub reading: &'r mut Reading<'a>,
    spec: Option<&'r TableSpec>,
    table: &'r Table,
    repeats: HashMap<String, usize>,
    taken: Numbered,
    /// The block that took each key first.
    owners: HashMap<String, usize>,
    /// Blocks of the row at hand that are in doubt, and why.
    doubts: Vec<(usize, Doubt)>,
    /// Whether any row of each block has a label.
    labelled: Vec<bool>,
    blocks: Vec<Above>,
}

/// What the rows above say of a row in their block.
#[derive(Debug, Clone, Default)]
struct Above {
    /// Key of the last grouping row, and how deep it stands.
    group: Option<(String, u8)>,
    /// Key of the last row that is neither account nor total in a block of
    /// accounts: the unit whose accounts follow.
    unit: Option<String>,
    /// Whether the last outer row is the total of the points under it
    /// (`一、本年收入`), which then stand at the top.
    headed: bool,
    /// The names that a row stands under, with their depth.
    path: Vec<(u8, String)>,
    /// The parts of the last code.
    code: Vec<String>,
}

impl Above {
    fn group_key(&self) -> Option<&str> {
        self.group.as_ref().map(|(key, _)| key.as_str())
    }
}

/// How deep a row stands at most.
const DEEPEST: u8 = 4;

/// What a row of a block prints, and what is known of it.
struct Printed<'c> {
    names: Names,
    text: String,
    /// The name alone, where a code stands before it in one cell.
    name: Option<String>,
    known: Option<&'c RowSpec>,
    account: Option<String>,
}

impl<'r, 'a> Entries<'r, 'a> {
    pub fn new(
        reading: &'r mut Reading<'a>,
        spec: Option<&'r TableSpec>,
        table: &'r Table,
        body: &[RawRow],
    ) -> Self {
        Self {
            reading,
            spec,
            table,
            repeats: repeated_names(table, body),
            taken: Numbered::default(),
            owners: HashMap::new(),
            doubts: Vec::new(),
            labelled: table
                .blocks
                .iter()
                .map(|block| !is_form(spec) && is_labelled(table, block, body))
                .collect(),
            blocks: vec![Above::default(); table.blocks.len()],
        }
    }

    /// Gives a row its entries; says which blocks of it are in doubt: their key was
    /// taken before, or they have no label while others have.
    pub fn fill(&mut self, row: &mut Row) -> Vec<(usize, Doubt)> {
        row.entries = (0..self.table.blocks.len()).map(|block| self.entry(row, block)).collect();
        self.share_total(row);
        std::mem::take(&mut self.doubts)
    }

    /// What one block of a row stands for; `None` where it has nothing.
    fn entry(&mut self, row: &Row, index: usize) -> Option<Entry> {
        let block = &self.table.blocks[index];
        if block.columns.clone().all(|at| row.cells[at].is_blank()) {
            return None;
        }
        let printed = self.printed(row, index);
        let unnamed = printed.text.is_empty() && printed.account.is_none() && self.labelled[index];
        if unnamed || is_nameless(&printed) {
            self.doubts.push((index, Doubt::OpenChoice));
        }
        let lost = unnamed && self.has_amount(row, index);
        if let Some(before) = index.checked_sub(1).filter(|before| lost && self.is_filled(row, *before)) {
            self.doubts.push((before, Doubt::LostBlanks));
        }
        if printed.names.are_blurred(row) {
            self.doubts.push((index, Doubt::BlurredCell));
        }
        if self.is_of_other_block(&printed, index) {
            self.doubts.push((index, Doubt::LostBlanks));
        }
        if self.is_misprinted(row, &printed, index) {
            self.doubts.push((index, Doubt::MisprintedCode));
            self.report_misprinted(row, &printed);
        }
        let level = self.level(&printed, index);
        let total = printed
            .known
            .map_or_else(|| self.reading.catalogue.labels().names_total(&printed.text), |known| known.total);
        if !is_inner(&printed.text) {
            self.blocks[index].headed = total && numbering(&printed.text).is_some();
        }
        let base = if unnamed { "unnamed".to_owned() } else { self.base(row, index, &printed) };
        self.remember(index, &printed, &base, (total, level));
        // The amount, and with it the address, is the neighbour's.
        let lent = borrows(self.table, row, index + 1);
        let base = if lent { format!("{base}-{}", block.key) } else { base };
        let key = self.unique(base, row, index);
        // A code that came before, without the name that would tell them apart.
        if printed.text.is_empty() && printed.account.as_ref().is_some_and(|account| *account != key) {
            self.doubts.push((index, Doubt::OpenChoice));
        }
        let wide = self.table.columns[block.label].role == ColumnRole::Amount;
        let label = match printed.name {
            Some(name) => name,
            None if wide => "合计".to_owned(),
            None => printed.names.label(row),
        };
        Some(Entry { key, label, printed: printed.text, code: printed.account, level, total })
    }

    /// Whether a block of a row has a name and an amount.
    fn is_filled(&self, row: &Row, index: usize) -> bool {
        self.has_amount(row, index) && !row.cells[self.table.blocks[index].label].is_blank()
    }

    fn has_amount(&self, row: &Row, index: usize) -> bool {
        self.table.blocks[index].columns.clone().any(|at| row.cells[at].amount().is_some())
    }

    fn printed(&mut self, row: &Row, index: usize) -> Printed<'r> {
        let block = &self.table.blocks[index];
        // The label that this block borrows is identified by the rows of its lender.
        let lender = if borrows(self.table, row, index) { index - 1 } else { index };
        let parts = inherited(code_parts(row, block), &self.blocks[index].code);
        let code = joined(&parts);
        if code.is_some() {
            self.blocks[index].code = parts;
        }
        let names = names(
            self.table,
            row,
            &self.table.blocks[lender],
            code.is_some(),
            self.reading.catalogue.labels(),
        );
        let text = names.printed(row);
        let of = &self.table.blocks[lender].key;
        let known = self.spec.and_then(|spec| spec.row(&text, of, self.blocks[lender].group_key()));
        let leading = leading_code(&text).filter(|_| code.is_none() && self.accounts(index).is_some());
        let name = leading.as_ref().map(|(_, name)| (*name).to_owned());
        let code = code.or_else(|| leading.map(|(code, _)| code));
        let last = code.as_deref().and_then(|code| last_part(code, &text));
        let name = name.or_else(|| last.as_ref().map(|(_, name)| (*name).to_owned()));
        let code = last.map(|(code, _)| code).or(code);
        let account = code.or_else(|| self.account(&text, index).filter(|_| known.is_none()));
        Printed { names, text, name, known, account }
    }

    fn level(&self, printed: &Printed<'_>, index: usize) -> u8 {
        let headed = printed.account.is_none() && self.blocks[index].headed && is_inner(&printed.text);
        let own = if headed { 0 } else { level(printed.account.as_deref(), &printed.text) };
        let own = own.max(printed.names.depth);
        let Some(known) = printed.known else { return own };
        match (&known.under, &self.blocks[index].group) {
            (None, _) => known.level.max(own),
            (Some(under), Some((group, level))) if under == group => {
                known.level.max(own).max(level.saturating_add(1).min(DEEPEST))
            }
            // Without the row that it is part of it stands at the top.
            _ => own,
        }
    }

    /// The key that a row has unless it is taken.
    fn base(&self, row: &Row, index: usize, printed: &Printed<'_>) -> String {
        match (printed.known, &printed.account) {
            (Some(known), _) => known.key.clone(),
            (None, Some(account)) => account.clone(),
            (None, None) if printed.names.depth > 0 => self.nested_key(index, &printed.names, row),
            (None, None) => self.named_key(row, &self.table.blocks[index], &printed.text),
        }
    }

    fn remember(&mut self, index: usize, printed: &Printed<'_>, base: &str, (total, level): (bool, u8)) {
        let above = &mut self.blocks[index];
        if printed.known.is_some_and(|known| known.under.is_none()) {
            above.group = Some((base.to_owned(), level));
        }
        // A row without a name is no unit.
        if printed.account.is_none() && !total && !printed.text.is_empty() {
            above.unit = Some(base.to_owned());
        }
        above.path.retain(|(depth, _)| *depth < printed.names.depth);
        above.path.push((printed.names.depth, compact(&printed.text)));
    }

    /// A key from a row's name and the names of the rows it stands under.
    fn nested_key(&self, index: usize, names: &Names, row: &Row) -> String {
        let outer = self.blocks[index].path.iter().filter(|(depth, _)| *depth < names.depth);
        let path: Vec<&str> = outer.map(|(_, name)| name.as_str()).collect();
        hashed_key("x", &format!("{}/{}", path.join("/"), label(&names.label(row))))
    }

    /// A row that prints 合计 and nothing else totals every block, not only the one
    /// whose label column it stands in.
    fn share_total(&mut self, row: &mut Row) {
        let alone = row.cells.iter().filter(|cell| !cell.is_blank()).count() == 1;
        let Some(own) = row.entries.iter().flatten().next().filter(|own| alone && own.total).cloned() else {
            return;
        };
        for at in 0..row.entries.len() {
            if row.entries[at].is_none() {
                let block = &self.table.blocks[at].key;
                let known = self.spec.and_then(|spec| spec.row(&own.printed, block, None));
                let key = known.map_or_else(|| format!("{}-{block}", own.key), |known| known.key.clone());
                let key = self.unique(key, row, at);
                row.entries[at] = Some(Entry { key, ..own.clone() });
            }
        }
    }

    /// The list that names the accounts of a block: its own, or the table's.
    fn accounts(&self, index: usize) -> Option<&'r str> {
        let spec = self.spec?;
        let key = &self.table.blocks[index].key;
        let own =
            spec.blocks.iter().find(|block| block.key == *key).and_then(|block| block.accounts.as_deref());
        own.or(spec.accounts.as_deref()).filter(|list| *list != "none")
    }

    fn account(&self, name: &str, index: usize) -> Option<String> {
        self.reading.catalogue.accounts(self.accounts(index)?)?.code(name).map(str::to_owned)
    }

    /// Whether a name that nobody knows among income is an account of another block's: blank
    /// cells before it may have been lost.
    fn is_of_other_block(&self, printed: &Printed<'_>, index: usize) -> bool {
        if self.table.blocks[index].key != BlockKey::INCOME.as_str() {
            return false;
        }
        let foreign = |other: usize| {
            self.accounts(other) != self.accounts(index) && self.account(&printed.text, other).is_some()
        };
        let unknown = printed.known.is_none() && printed.account.is_none() && !printed.text.is_empty();
        unknown && (0..self.table.blocks.len()).any(|other| other != index && foreign(other))
    }

    /// Whether a row's code is of no classification, and a name beside it an account's.
    fn is_misprinted(&self, row: &Row, printed: &Printed<'_>, index: usize) -> bool {
        let list = self.accounts(index).and_then(|list| self.reading.catalogue.accounts(list));
        let (Some(list), Some(code)) = (list, &printed.account) else { return false };
        let own = printed.name.as_deref().into_iter();
        let mut names =
            own.chain(self.table.blocks[index].columns.clone().map(|at| row.cells[at].raw.as_str()));
        let classified = code.starts_with(|first| ('1'..='5').contains(&first));
        !classified && matches!(code.len(), 3 | 5 | 7) && names.any(|name| list.code(name).is_some())
    }

    fn report_misprinted(&mut self, row: &Row, printed: &Printed<'_>) {
        let (name, code) = (&printed.text, printed.account.as_deref().unwrap_or_default());
        self.reading.say(codes::MISPRINTED_CODE, |source| {
            let message = format!("“{name}”的编码印作 {code}，不是科目编码");
            Diagnostic::new(codes::MISPRINTED_CODE, message).at(Label::at_line(source, row.line, ""))
        });
    }

    /// A key from the row's name; where several rows share the name, from its
    /// name and first amount.
    fn named_key(&self, row: &Row, block: &Block, printed: &str) -> String {
        let prefix = if self.spec.is_some_and(|spec| spec.projects) { "p" } else { "x" };
        let shared = self.repeats.get(&compact(printed)).is_some_and(|count| *count > 1);
        if self.spec.is_some_and(|spec| spec.form) || (self.spec.is_none() && printed.is_empty() && shared) {
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.raw.as_str()).collect();
            return hashed_key(prefix, &cells.join("|"));
        }
        if printed.is_empty() {
            // A table without labels (三公 in one wide row) has one row to cite.
            return RowKey::TOTAL.into();
        }
        let amount = block.columns.clone().find_map(|at| row.cells[at].amount());
        match amount.filter(|_| shared) {
            Some(amount) => hashed_key(prefix, &format!("{} {}", label(printed), amount.normalize())),
            None => hashed_key(prefix, &label(printed)),
        }
    }

    /// The key itself where it is free; else told apart by the block, where another
    /// has it, or by the unit whose account this is; else numbered and reported.
    fn unique(&mut self, key: String, row: &Row, index: usize) -> String {
        let taken = self.taken.is_taken(&key);
        let owner = *self.owners.entry(key.clone()).or_insert(index);
        let block = &self.table.blocks[index].key;
        let apart = match &self.blocks[index].unit {
            _ if owner != index => Some(format!("{key}-{block}")),
            Some(unit) if *unit != key => Some(format!("{key}-{unit}")),
            _ => None,
        };
        let key = apart.filter(|apart| taken && !self.taken.is_taken(apart)).unwrap_or(key);
        let free = self.taken.unique(&key);
        if free != key {
            self.doubts.push((index, Doubt::DuplicateKey));
            self.reading.say(codes::DUPLICATE_KEY, |source| {
                let message = format!("“{}”里有两行的键都是 {key}", self.table.title);
                Diagnostic::new(codes::DUPLICATE_KEY, message).at(Label::at_line(source, row.line, ""))
            });
        }
        free
    }
}

/// Whether a row has the end of a code (`01`) without its class, a number for a name, or a
/// part of one: a bracket is open, or closed that none opened.
fn is_nameless(printed: &Printed<'_>) -> bool {
    let code = printed.account.as_ref().is_some_and(|code| code.len() < 3);
    let text = compact(&printed.text);
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = text.contains('.') && looks_like_amount(&text);
    let torn = numbering(&text).is_none() && text.matches('(').count() != text.matches(')').count();
    let other = printed.account.as_ref().map_or(text.len() > 2, |account| *account != text);
    code || torn || amount || (digits && other)
}

/// Whether a block prints amounts without a label while the one before it
/// prints a label without amounts: one total stands for both, as under two
/// views of the same expenditure (功能分类 beside 支出用途).
fn borrows(table: &Table, row: &Row, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| table.blocks.get(before)) else {
        return false;
    };
    let Some(block) = table.blocks.get(index) else { return false };
    let filled = |block: &Block, amounts: bool| {
        let of_kind = |at: &usize| (table.columns[*at].role == ColumnRole::Amount) == amounts;
        block.columns.clone().filter(of_kind).any(|at| !row.cells[at].is_blank())
    };
    // A point of its own list (三、国防支出) lends nothing.
    let lends = || before.columns.clone().all(|at| numbering(&row.cells[at].raw).is_none());
    lends() && filled(block, true) && !filled(block, false) && filled(before, false) && !filled(before, true)
}
