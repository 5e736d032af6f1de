//! 预算数、决算数: measures of which final accounts print the budget beside what was spent, in
//! one table, or in one sentence of the prose.

use std::collections::BTreeMap;

use super::completions::pairs;
use super::purposes::LONGEST;
use super::words::{holds, is_open};
use crate::catalogue::normal::{compact, unnumbered, yearless};
use crate::catalogue::schema::{ClaimSpec, MeasureSpec, NarrativeSpec};
use crate::measures::{self, Figures, Measure};
use crate::model::{CellRef, Finding, Kind, Linked, Paragraph, Stated};
use crate::money::Money;
use crate::sentences::figures::{Said, figures as figures_of};
use crate::sentences::names::meant;
use crate::sentences::scope::Year;
use crate::sentences::{headings, lines};
use crate::source::Line;

/// What was budgeted for a measure and what was spent.
#[derive(Debug, Clone)]
pub struct Planned<'a> {
    pub spec: &'a MeasureSpec,
    /// Holds an amount.
    pub planned: Put<'a>,
    pub done: Put<'a>,
}

/// An amount that is read for certain, where it is printed; none where nothing is.
#[derive(Debug, Clone)]
pub struct Put<'a> {
    pub money: Option<Money>,
    pub at: Printed<'a>,
}

/// Where something is printed.
#[derive(Debug, Clone)]
pub enum Printed<'a> {
    Cell(CellRef<'a>),
    /// A line of the prose.
    Line(Line),
}

impl Planned<'_> {
    fn is_whole(&self) -> bool {
        self.planned.money.is_some() && self.done.money.is_some()
    }

    fn moneys(&self) -> [Option<Money>; 2] {
        [self.planned.money, self.done.money]
    }
}

/// Those of final accounts, in the catalogue's order; empty of a budget. What a table prints
/// counts before what a sentence says, but where it leaves what was spent blank.
pub(super) fn of<'a>(linked: &'a Linked, findings: &[Finding], figures: &'a Figures<'a>) -> Vec<Planned<'a>> {
    let disclosure = &linked.disclosure;
    if disclosure.id.kind != Kind::Final || !disclosure.is_of_one_year() {
        return Vec::new();
    }
    let reader = Reader { linked, findings, figures, body: compact(&disclosure.body_name) };
    let mut said = reader.said();
    let each = figures.catalogue.measures().all().filter_map(|spec| {
        let tables = figures.measures.iter().find(|(own, _)| own.key == spec.key);
        let printed = tables.and_then(|(_, found)| of_table(spec, found));
        let said = said.remove(spec.key.as_str());
        printed.clone().filter(Planned::is_whole).or(said).or(printed)
    });
    each.collect()
}

/// What one row of a table prints of both.
fn of_table<'a>(spec: &'a MeasureSpec, found: &Measure<'a>) -> Option<Planned<'a>> {
    let done = Some(found.cell).filter(|_| found.sum.is_none())?;
    let planned = measures::budgeted(&done)?;
    let empty = matches!(done.stated(), Stated::Nil | Stated::Blank) && !done.row.lost_blanks();
    let known = planned.sure_money().is_some() && (empty || done.sure_money().is_some());
    let put = |cell: CellRef<'a>| Put { money: cell.sure_money(), at: Printed::Cell(cell) };
    known.then(|| Planned { spec, planned: put(planned), done: put(done) })
}

/// What reads the prose.
struct Reader<'a, 'f> {
    linked: &'a Linked,
    findings: &'f [Finding],
    figures: &'a Figures<'a>,
    /// The body's name, compacted.
    body: String,
}

impl<'a> Reader<'a, '_> {
    /// What sentences say of both, by the measure's key; of a measure of which they say two
    /// different things, nothing.
    fn said(&self) -> BTreeMap<&'a str, Planned<'a>> {
        let mut found: BTreeMap<&str, Vec<Planned>> = BTreeMap::new();
        let sections = &self.linked.disclosure.sections;
        for (index, section) in sections.iter().enumerate() {
            let headings = headings(sections, index);
            for paragraph in section.paragraphs.iter().filter(|one| one.text.len() <= LONGEST) {
                for one in self.of_paragraph((index, paragraph), &headings) {
                    found.entry(&one.spec.key).or_default().push(one);
                }
            }
        }
        let same = |all: &Vec<Planned>| all.iter().all(|one| one.moneys() == all[0].moneys());
        let only = found.into_iter().filter(|(_, all)| same(all));
        only.filter_map(|(key, mut all)| Some((key, all.drain(..).next()?)))
            .filter(|(_, one)| one.is_whole())
            .collect()
    }

    /// The pairs of a paragraph; one that may not be what it seems has no amounts.
    fn of_paragraph(
        &self,
        (section, paragraph): (usize, &Paragraph),
        headings: &[String],
    ) -> Vec<Planned<'a>> {
        let text = compact(&paragraph.text);
        let said = figures_of(&text, &self.narrative().sentences);
        let each = pairs(&text, &said).into_iter().filter_map(|pair| {
            let spec = self.named(pair.planned, headings).filter(|_| self.names_nothing(pair.done))?;
            let sure = self.is_own(pair.planned) && self.is_own(pair.done);
            let put = |said: &Said| {
                let line = lines::line_in(self.linked, paragraph, &said.printed, said.nth);
                let known = sure && !is_open(self.findings, section, line, said.value);
                Put { money: said.money().filter(|_| known), at: Printed::Line(line) }
            };
            let agree = self.agree(spec, pair.planned, pair.done);
            let blank = |put: Put<'a>| Put { money: put.money.filter(|_| agree), ..put };
            Some(Planned { spec, planned: blank(put(pair.planned)), done: blank(put(pair.done)) })
        });
        each.collect()
    }

    fn narrative(&self) -> &'a NarrativeSpec {
        self.figures.catalogue.narrative()
    }

    /// Whether a figure is of the whole of this year.
    fn is_own(&self, said: &Said) -> bool {
        let own = Year::Named(self.linked.disclosure.id.year);
        !said.restricted && said.year.is_none_or(|year| year == own)
    }

    /// Whether the words between a budget and what was spent say only that it was spent.
    fn names_nothing(&self, done: &Said) -> bool {
        let words = done.context.trim_start_matches([',', ';', '、']);
        meant(words, self.narrative(), |words| self.says_whose(words).then_some(())).is_some()
    }

    /// The measure that stands by name right before its budget, alone.
    fn named(&self, planned: &Said, headings: &[String]) -> Option<&'a MeasureSpec> {
        let clause = planned.context.rsplit([',', ';', '。', ':']).next().unwrap_or_default();
        if unnumbered(clause).contains('、') {
            return None;
        }
        let here = |claim: &&ClaimSpec| {
            let under = |word: &String| headings.iter().any(|heading| heading.contains(word.as_str()));
            !claim.budget.is_empty() && (claim.under.is_empty() || claim.under.iter().any(under))
        };
        let is = |words: &str, claim: &ClaimSpec| {
            let mut names = claim.names.iter();
            names.any(|name| words.strip_suffix(name.as_str()).is_some_and(|before| self.says_whose(before)))
        };
        let claims = || self.narrative().claims.iter().filter(here);
        let words = unnumbered(&planned.label);
        let claim = meant(words, self.narrative(), |words| claims().find(|claim| is(words, claim)))?;
        let mut measures = self.figures.catalogue.measures().all();
        measures.find(|spec| spec.cells.iter().any(|cell| claim.cells.contains(cell)))
    }

    /// Whether words before a name say no more than whose it is, and of which year.
    fn says_whose(&self, before: &str) -> bool {
        let before = before.trim_start_matches("其中");
        let before = before.strip_prefix(self.body.as_str()).unwrap_or(before);
        matches!(yearless(before).as_str(), "" | "年" | "年度" | "度" | "本年" | "本年度" | "当年" | "全年")
    }

    /// Whether the tables have nothing else for the measure.
    fn agree(&self, spec: &MeasureSpec, planned: &Said, done: &Said) -> bool {
        let Some((_, found)) = self.figures.measures.iter().find(|(own, _)| own.key == spec.key) else {
            return true;
        };
        let fits = |said: &Said, sure: Option<Money>, stated: Stated| match stated {
            Stated::Nil | Stated::Blank => said.value.is_zero(),
            _ => sure.and_then(Money::in_wan).zip(said.near(0)).is_some_and(|(wan, near)| holds(near, wan)),
        };
        let budget = measures::budgeted(&found.cell);
        fits(done, found.sure_money(), found.stated())
            && budget.is_none_or(|cell| fits(planned, cell.sure_money(), cell.stated()))
    }
}
