//! What each figure of a paragraph restates, told by exact words: the name right
//! before it, the account named by its levels, or, where only the kind of number
//! is said (`支出决算为`), the name before that.

use crate::audit::narrative::Setting;
use crate::audit::narrative::accounts::{Path, path};
use crate::audit::narrative::prose::{Kind, Said};
use crate::catalogue::normal::{unnumbered, yearless};
use crate::catalogue::schema::{CellSpec, ClaimSpec, OfForms};
use crate::catalogue::{Catalogue, base_id};
use crate::keys::{RowKey, TableKey};
use crate::model::{CellRef, Kind as Of};

/// So many measures may stand behind a name, one behind the other.
const MEASURES: usize = 6;

/// What an amount in the prose restates.
#[derive(Clone)]
pub enum Restated<'a> {
    /// One of these cells, the likeliest first; at least one.
    Cells(Vec<CellRef<'a>>),
    /// One of these cells, all of other money than the words most likely mean: that
    /// table is not there, or does not list it.
    Elsewhere(Vec<CellRef<'a>>),
    /// The sum of these cells; at least one.
    Sum(Vec<CellRef<'a>>),
    /// The sum of the forms' totals, in 万元.
    FormsSum,
    /// The number of forms.
    FormsCount,
}

/// What a name stands for.
#[derive(Clone)]
enum Subject {
    Claim(&'static ClaimSpec),
    Account(String),
}

/// What each of the figures restates. `before` is the paragraph before where that
/// ends in the middle of a sentence: its account goes on.
pub fn of<'a>(setting: &Setting<'a>, figures: &[Said], before: &str) -> Vec<Option<Restated<'a>>> {
    let mut subject = path(before).and_then(|(path, _)| setting.coded(&path)).map(Subject::Account);
    let mut ties = Vec::with_capacity(figures.len());
    for said in figures {
        let said_here = matches!(said.kind, Kind::Amount | Kind::Count);
        if said_here {
            subject = setting.subject(said, subject);
        }
        let tie = subject.as_ref().filter(|_| said_here && setting.is_own(said));
        ties.push(tie.and_then(|subject| setting.restated(subject, is_planned(setting, said))));
    }
    ties
}

impl<'a> Setting<'a> {
    /// What a figure is of, `before` being what the figure before was of.
    fn subject(&self, said: &Said, before: Option<Subject>) -> Option<Subject> {
        let mut label = said.label.as_str();
        let mut standing = before;
        if let Some((path, rest)) = path(&said.context) {
            standing = self.coded(&path).map(Subject::Account);
            label = if label.len() > rest.len() { rest } else { label };
        }
        // Behind an account 支出预算 is its own; elsewhere it may name a total.
        let of_account = matches!(standing, Some(Subject::Account(_))) && !is_total(label);
        if is_bare(label) && (of_account || self.claim_named(trimmed(label)).is_none()) {
            return standing;
        }
        // Parts of an account's amount are no parts of the whole body's.
        if said.inside && matches!(standing, Some(Subject::Account(_))) && path(&said.context).is_none() {
            return None;
        }
        self.claim(label).map(Subject::Claim).or_else(|| {
            let name = yearless(unnumbered(label.trim_end_matches("科目")));
            Some(Subject::Account(Catalogue::get().functional()?.code(&name)?.to_owned()))
        })
    }

    /// The code of an account named here, perhaps inside that of a heading.
    fn coded(&self, path: &Path) -> Option<String> {
        let above = self.headings.iter().find_map(|heading| self.account(&path_of(heading)?, None));
        self.account(path, above.as_deref())
    }

    /// The claim whose name ends the words, as they are or without measures.
    pub fn claim(&self, words: &str) -> Option<&'static ClaimSpec> {
        self.claim_within(trimmed(unnumbered(words)))
    }

    /// The words as they are, then with one measure less, then with two; of one
    /// number of measures the shortest measure first.
    fn claim_within(&self, words: &str) -> Option<&'static ClaimSpec> {
        let mut level = vec![words];
        for _ in 0..MEASURES {
            if let Some(claim) = level.iter().find_map(|words| self.claim_named(words)) {
                return Some(claim);
            }
            level = level.into_iter().flat_map(without_measures).map(trimmed).collect();
            level.dedup();
        }
        None
    }

    fn claim_named(&self, words: &str) -> Option<&'static ClaimSpec> {
        let ends = |name: &&String| {
            words.strip_suffix(name.as_str()).is_some_and(|before| opens(before, &self.body))
        };
        let here = |word: &&String| self.headings.iter().any(|heading| heading.contains(word.as_str()));
        let narrative = Catalogue::get().narrative();
        let apart = narrative.apart.iter().find(here);
        let says = |claim: &ClaimSpec| {
            apart.is_none_or(|apart| {
                claim.under.contains(apart) || claim.names.iter().all(|name| name.contains(apart.as_str()))
            })
        };
        let claims = narrative.claims.iter().filter(|claim| says(claim));
        let fits =
            claims.filter(|claim| claim.under.is_empty() || claim.under.iter().any(|word| here(&word)));
        let matched = fits.filter_map(|claim| {
            Some(((claim.names.iter().filter(ends).map(String::len).max()?, !claim.under.is_empty()), claim))
        });
        matched.max_by_key(|(rank, _)| *rank).map(|(_, claim)| claim)
    }

    fn restated(&self, subject: &Subject, planned: bool) -> Option<Restated<'a>> {
        match subject {
            Subject::Claim(claim) => self.claimed(claim, planned),
            Subject::Account(_) if planned => None,
            Subject::Account(code) => {
                let here = |words: &[String]| {
                    words.is_empty()
                        || words.iter().any(|word| self.headings.iter().any(|h| h.contains(word.as_str())))
                };
                let claims = &Catalogue::get().narrative().account_claims;
                let columns = &claims.iter().find(|claim| here(&claim.under))?.columns;
                let cells =
                    columns.iter().filter_map(|at| self.tables.table(&at.table)?.cell(code, &at.column));
                let first = columns.first().map(|at| money_of(&at.table, code, &at.column));
                likely(cells.collect(), first)
            }
        }
    }

    /// What a claim comes to in this disclosure.
    pub fn claimed(&self, claim: &ClaimSpec, planned: bool) -> Option<Restated<'a>> {
        let cells =
            |cells: &[CellSpec]| some(cells.iter().filter_map(|cell| self.cell(cell)).collect::<Vec<_>>());
        let first = claim
            .cells
            .first()
            .map(|cell| money_of(cell.table.as_deref().unwrap_or_default(), &cell.row, &cell.column));
        match claim.forms {
            _ if planned => cells(&claim.budget).map(Restated::Cells),
            Some(OfForms::Count) => Some(Restated::FormsCount),
            Some(OfForms::Sum) => Some(Restated::FormsSum),
            None => cells(&claim.cells)
                .and_then(|cells| likely(cells, first))
                .or_else(|| cells(&claim.sum).map(Restated::Sum)),
        }
    }
}

impl<'a> Setting<'a> {
    /// A cell; a table of one row has its total there, whatever the row is called.
    fn cell(&self, cell: &CellSpec) -> Option<CellRef<'a>> {
        let indexed = self.tables.table(cell.table.as_deref()?)?;
        let spec = Catalogue::get().table(&indexed.table.id);
        if cell.row == RowKey::TOTAL && spec.is_some_and(|spec| indexed.table.lists_any(&spec.beyond)) {
            return None;
        }
        let rows = &indexed.table.rows;
        let only = || {
            let mut filled = (0..rows.len()).filter(|at| rows[*at].entries.iter().any(Option::is_some));
            let only = filled.next().filter(|_| cell.row == RowKey::TOTAL && filled.next().is_none())?;
            indexed.cell_at(only, 0, &cell.column)
        };
        indexed.cell(&cell.row, &cell.column).or_else(only)
    }
}

/// What cells a figure restates, `first` being the money that its words most
/// likely mean.
fn likely<'a>(cells: Vec<CellRef<'a>>, first: Option<&str>) -> Option<Restated<'a>> {
    let own = cells.first()?;
    let same = first == Some(money_of(base_id(&own.table.id), &own.entry.key, &own.column.key));
    Some(if same { Restated::Cells(cells) } else { Restated::Elsewhere(cells) })
}

/// Which money a cell is of: the fund that its row or column names, else that of
/// its table.
fn money_of<'k>(table: &'k str, row: &'k str, column: &'k str) -> &'k str {
    const ALL: [TableKey; 3] = [TableKey::BALANCE, TableKey::INCOME, TableKey::EXPENDITURE];
    const PUBLIC: [TableKey; 2] = [TableKey::GENERAL_PUBLIC, TableKey::BASIC];
    const FUNDS: [RowKey; 3] =
        [RowKey::GENERAL_PUBLIC_BUDGET, RowKey::GOVERNMENT_FUNDS, RowKey::STATE_CAPITAL];
    match FUNDS.into_iter().find(|fund| row == *fund || column == fund.as_str()) {
        Some(fund) => fund.as_str(),
        None if ALL.iter().any(|all| table == *all) => TableKey::BALANCE.as_str(),
        None if PUBLIC.iter().any(|public| table == *public) => RowKey::GENERAL_PUBLIC_BUDGET.as_str(),
        None => table,
    }
}

fn path_of(heading: &str) -> Option<Path> {
    path(heading).map(|(path, _)| path)
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Whether the words say only which of its numbers is given.
fn is_bare(words: &str) -> bool {
    let mut words = trimmed(words);
    while let Some(shorter) = without_measures(words).last() {
        words = trimmed(shorter);
    }
    let rest = yearless(words);
    let rest = ["其中", "当年", "本年", "全年", "年"]
        .iter()
        .fold(rest.as_str(), |rest, word| rest.trim_start_matches(word));
    rest.is_empty()
}

/// Whether the words speak of a total, which no single account is.
fn is_total(words: &str) -> bool {
    ["总计", "合计"].iter().any(|end| trimmed(words).ends_with(end))
}

/// In final accounts, whether the number is the budget's.
pub fn is_planned(setting: &Setting<'_>, said: &Said) -> bool {
    const ENDS: [&str; 5] = ["年初预算数", "年初预算", "调整预算数", "预算数", "全年预算"];
    setting.linked.disclosure.id.kind == Of::Final
        && ENDS.iter().any(|end| trimmed(&said.label).ends_with(end))
}

/// The words without each of the measures that they end with, the shortest first:
/// `基本支出预算数` is 基本支出 before it is 基本.
fn without_measures(words: &str) -> impl Iterator<Item = &str> {
    let measures = Catalogue::get().narrative().measures.iter();
    measures.filter_map(move |measure| words.strip_suffix(measure.as_str()))
}

/// The words without what leads over to the number, and a remark before it.
pub fn trimmed(words: &str) -> &str {
    let words = words.trim_end_matches(['为', '共', '是', '约', '达', '各', '均']);
    let remark = words.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    match remark {
        Some((before, inner)) if inner.chars().count() > 3 => before,
        _ => words,
    }
}

/// Whether what stands before a name leaves it whole: a year, the body, a verb.
/// `一般公共` before `预算收入` makes another name of it.
fn opens(before: &str, body: &str) -> bool {
    const ENDS: [&str; 18] = [
        "年", "年度", "的", "为", "包括", "安排", "单位", "部门", "本级", "其中", "是", "中", "此外", "完成",
        "实现", "年初", "当年", "本年",
    ];
    let others = ["下属", "所属", "二级单位", "中小企业", "小微企业", "上年"];
    let whole = before.is_empty() || before.ends_with(body) || ENDS.iter().any(|end| before.ends_with(end));
    let of_all = before.ends_with('的') || !others.iter().any(|other| before.contains(other));
    whole && of_all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_s_kind_is_told_from_its_name() {
        for bare in ["支出决算为", "2024年预算安排", "", "年初预算为", "其中"] {
            assert!(is_bare(bare), "{bare}");
        }
        for named in ["公务接待费支出决算为", "2024年收入预算", "采购"] {
            assert!(!is_bare(named), "{named}");
        }
    }

    #[test]
    fn a_name_stands_whole_or_not_at_all() {
        assert!(opens("2023年度", "某局") && opens("某局", "某局") && opens("", "某局"));
        assert!(!opens("一般公共", "某局") && !opens("下属单位", "某局") && !opens("比上年", "某局"));
    }
}
