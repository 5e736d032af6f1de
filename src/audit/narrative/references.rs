//! What each figure of a paragraph restates, identified by exact words: the name right
//! before it, the account named by its levels, or, where only the kind of number
//! is said (`支出决算为`), the name before that.

use crate::audit::narrative::Setting;
use crate::audit::narrative::cells::{Restated, Subject, money};
use crate::audit::narrative::holders::{self, opens};
use crate::catalogue::normal::{unnumbered, yearless};
use crate::catalogue::schema::{ClaimSpec, LabelsSpec, NarrativeSpec};
use crate::keys::{ColumnKey, RowKey};
use crate::model::DisclosureKind;
use crate::sentences::accounts::{Path, path};
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::names::{meant, trimmed, without_kinds};
use crate::sentences::scope::Stage;

/// What each of the figures restates. `before` is the paragraph before where that
/// ends in the middle of a sentence: its account goes on.
pub fn of<'a>(setting: &Setting<'a>, figures: &[StatedFigure], before: &str) -> Vec<Option<Restated<'a>>> {
    let narrative = setting.tables.catalogue.narrative();
    let mut subject = setting.path(before).and_then(|(path, _)| setting.coded(&path)).map(Subject::Account);
    let others = holders::of_others(figures, &setting.body, &setting.headings, narrative);
    let mut ties: Vec<Option<Restated>> = Vec::with_capacity(figures.len());
    let (mut account, mut restricted) = (None, false);
    for (at, said) in figures.iter().enumerate() {
        let said_here = matches!(said.kind, FigureKind::Amount | FigureKind::Count);
        if said_here {
            let resumes = said.context.contains(';') && is_bare(&said.label, narrative);
            let standing =
                subject.filter(|_| !resumes || !figures[..at].last().is_some_and(|said| said.inside));
            let of_account =
                account.is_none_or(|account: &StatedFigure| !account.inside || said.depth > account.depth);
            subject = setting.subject(said, standing, of_account);
            account = if matches!(subject, Some(Subject::Account(_))) { Some(said) } else { account };
            let bare = is_bare(&said.label, narrative) && !said.context.contains('。');
            let goes_on = !said.new_clause || bare;
            restricted = said.restricted || (goes_on && restricted) || setting.is_restricted(&said.label);
        }
        let own = said_here && !said.compared && !others[at] && setting.is_own(said);
        let tie = subject.as_ref().filter(|_| own).and_then(|subject| {
            let of = whole(figures, at).map(|whole| (&figures[whole], ties[whole].as_ref()));
            setting.tie(said, subject, of)
        });
        ties.push(if restricted { tie.map(Restated::perhaps) } else { tie });
    }
    ties
}

/// The amount that a figure is said to be part of, where it is and that is said.
pub fn whole(figures: &[StatedFigure], at: usize) -> Option<usize> {
    let part = figures.get(at).filter(|said| said.inside)?;
    let is_whole = |said: &StatedFigure| match part.depth {
        0 => !said.inside,
        depth => said.depth < depth,
    };
    (0..at).rev().find(|at| figures[*at].kind == FigureKind::Amount && is_whole(&figures[*at]))
}

impl<'a> Setting<'a> {
    /// What a figure of a subject restates, `of` being the amount that it is part of and
    /// what that restates. A part is of the money of its whole; a part of what is
    /// unknown restates nothing.
    fn tie(
        &self,
        said: &StatedFigure,
        subject: &Subject<'_>,
        of: Option<(&StatedFigure, Option<&Restated<'a>>)>,
    ) -> Option<Restated<'a>> {
        let planned = is_planned(self, said);
        let restated = self.restated(subject, planned);
        if planned || matches!(restated, Some(Restated::FormsCount | Restated::FormsSum)) {
            return restated;
        }
        let anywhere = self.anywhere(subject);
        let named = restated.as_ref().map(Restated::cells).unwrap_or_default();
        let found = || {
            let fits = anywhere.iter().find(|cell| self.fits(said, cell)).cloned();
            fits.filter(|_| !named.iter().any(|cell| self.fits(said, cell)))
                .map(|cell| Restated::Cells(vec![cell]))
        };
        let Some((whole, tie)) = of else { return found().or(restated) };
        let moneys: Vec<&str> = self.moneys(whole, tie?);
        if restated.is_some() && named.iter().all(|cell| moneys.contains(&money(cell))) {
            return restated;
        }
        let (own, others): (Vec<_>, Vec<_>) =
            anywhere.iter().cloned().partition(|cell| moneys.contains(&money(cell)));
        match (own.is_empty(), others.is_empty()) {
            (false, _) => Some(Restated::Cells(own)),
            (true, false) => found().or(Some(Restated::Perhaps(others))),
            (true, true) => None,
        }
    }

    /// The money that a whole is of: that of the cells that it fits, else of the
    /// likeliest; and that of any table which has it as its total.
    fn moneys(&self, whole: &StatedFigure, tie: &Restated<'a>) -> Vec<&'a str> {
        let fitting = tie.cells().iter().filter(|cell| self.fits(whole, cell));
        let mut moneys: Vec<&str> = fitting.map(money).collect();
        if moneys.is_empty() {
            moneys.extend(tie.cells().first().map(money));
        }
        let totals = self.tables.all.iter().filter_map(|table| table.cell(RowKey::TOTAL, ColumnKey::TOTAL));
        moneys.extend(totals.filter(|cell| self.fits(whole, cell)).map(|cell| money(&cell)));
        moneys
    }

    /// What a figure is of, `before` being what the figure before was of, and `of_account`
    /// whether the parts said after an account are surely its own.
    fn subject(
        &self,
        said: &StatedFigure,
        before: Option<Subject<'a>>,
        of_account: bool,
    ) -> Option<Subject<'a>> {
        let mut label = said.label.as_str();
        let mut standing = match before {
            Some(Subject::Part(code, _)) => Some(Subject::Account(code)).filter(|_| said.inside),
            other => other,
        };
        if let Some((path, rest)) = self.path(&said.context) {
            standing = self.coded(&path).map(Subject::Account);
            label = if label.len() > rest.len() { rest } else { label };
        }
        // Behind an account 支出预算 is its own; elsewhere it may name a total.
        let own =
            matches!(standing, Some(Subject::Account(_))) && !is_total(label, self.tables.catalogue.labels());
        if is_bare(label, self.tables.catalogue.narrative())
            && (own || self.claim_named(trimmed(label)).is_none())
        {
            return standing;
        }
        match standing {
            // Parts of an account's amount are no parts of the whole body's.
            Some(Subject::Account(code)) if said.inside && self.path(&said.context).is_none() => {
                let part = || Subject::Part(code, self.claim(label).filter(|_| of_account));
                let next = if of_account { None } else { self.class(label) };
                Some(next.unwrap_or_else(part))
            }
            _ => self.claim(label).map(Subject::Claim).or_else(|| self.class(label)),
        }
    }

    /// The class of accounts that a label names.
    fn class(&self, label: &str) -> Option<Subject<'a>> {
        let name = yearless(unnumbered(label.trim_end_matches("科目")).trim_start_matches("其中"));
        Some(Subject::Account(self.tables.catalogue.functional()?.code(&name)?.to_owned()))
    }

    /// Whether words before the name that a label ends with take its amount out of the
    /// whole: `政府性基金安排的项目支出`.
    fn is_restricted(&self, label: &str) -> bool {
        let words = trimmed(unnumbered(label));
        let claim = self.claim(words);
        let names = claim
            .iter()
            .flat_map(|claim| &claim.names)
            .filter_map(|name| Some((words.rfind(name.as_str())?, name)));
        let before = names.max_by_key(|(_, name)| name.len()).map(|(at, _)| &words[..at]);
        before.is_some_and(|before| holders::restricts(before, &self.body, self.tables.catalogue.narrative()))
    }

    /// The account path that words end with, and what stands after it.
    fn path<'t>(&self, words: &'t str) -> Option<(Path, &'t str)> {
        path(words, self.tables.catalogue.functional())
    }

    /// The code of an account named here, perhaps inside that of a heading.
    fn coded(&self, path: &Path) -> Option<String> {
        let above = self.headings.iter().find_map(|heading| self.account(&self.path(heading)?.0, None));
        self.account(path, above.as_deref())
    }

    /// The claim whose name ends the words, as they are or without measures.
    pub fn claim(&self, words: &str) -> Option<&'a ClaimSpec> {
        let narrative = self.tables.catalogue.narrative();
        meant(unnumbered(words), narrative, |words| self.claim_named(words))
    }

    fn claim_named(&self, words: &str) -> Option<&'a ClaimSpec> {
        let narrative = self.tables.catalogue.narrative();
        let ends = |name: &&String| {
            words.strip_suffix(name.as_str()).is_some_and(|before| opens(before, &self.body, narrative))
        };
        let here = |word: &&String| self.headings.iter().any(|heading| heading.contains(word.as_str()));
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
}

/// Whether the words say only which of its numbers is given.
fn is_bare(words: &str, narrative: &NarrativeSpec) -> bool {
    let mut words = trimmed(words);
    while let Some(shorter) = without_kinds(words, narrative).last() {
        words = trimmed(shorter);
    }
    let rest = yearless(words);
    let rest = ["其中", "当年", "本年", "全年", "年"]
        .iter()
        .fold(rest.as_str(), |rest, word| rest.trim_start_matches(word));
    rest.is_empty()
}

/// Whether the words speak of a total, which no single account is.
fn is_total(words: &str, labels: &LabelsSpec) -> bool {
    labels.names_whole(trimmed(words))
}

/// In final accounts, whether the number is the budget's.
pub fn is_planned(setting: &Setting<'_>, said: &StatedFigure) -> bool {
    setting.linked.disclosure.id.kind == DisclosureKind::Final && said.stage == Some(Stage::Planned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_s_kind_is_told_from_its_name() {
        let narrative = crate::catalogue::Catalogue::get().narrative();
        for bare in ["支出决算为", "2024年预算安排", "", "年初预算为", "其中"] {
            assert!(is_bare(bare, narrative), "{bare}");
        }
        for named in ["公务接待费支出决算为", "2024年收入预算", "采购"] {
            assert!(!is_bare(named, narrative), "{named}");
        }
    }
}
