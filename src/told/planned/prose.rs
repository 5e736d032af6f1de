//! What the prose says of the budget of a measure and of what was spent of it.

use std::collections::BTreeMap;

use super::couples::{Couple, couples};
use super::named::Names;
use super::{Planned, Printed, Put};
use crate::catalogue::normal::compact;
use crate::measures::{self, Figures};
use crate::model::{Finding, Linked, Paragraph, Stated};
use crate::money::Money;
use crate::sentences::figures::{StatedFigure, figures as figures_of};
use crate::sentences::scope::Year;
use crate::sentences::{headings, lines};
use crate::told::purposes::LONGEST;
use crate::told::words::{holds, is_open};

/// What reads the prose.
struct Reader<'a, 'f> {
    linked: &'a Linked,
    findings: &'f [Finding],
    figures: &'a Figures<'a>,
    names: Names<'a>,
}

/// What sentences say of both, by the measure's key.
pub(super) fn said<'a>(
    linked: &'a Linked,
    findings: &[Finding],
    figures: &'a Figures<'a>,
) -> BTreeMap<&'a str, Planned<'a>> {
    let names = Names::new(figures.catalogue, &linked.disclosure.body_name);
    Reader { linked, findings, figures, names }.said()
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
        let said = figures_of(&text, &self.names.narrative().sentences);
        let each = couples(&text, &said, &self.names, headings).into_iter().map(|couple| {
            let own = self.is_own(couple.planned) && self.is_own(couple.done);
            let sure = own && self.agree(&couple);
            let put = |said: &StatedFigure| {
                let line = lines::line_in(self.linked, paragraph, &said.printed, said.nth);
                let known = sure && !is_open(self.findings, section, line, said.value);
                Put { money: said.money().filter(|_| known), at: Printed::Line(line) }
            };
            Planned { spec: couple.spec, planned: put(couple.planned), done: put(couple.done) }
        });
        each.collect()
    }

    /// Whether a figure is of the whole of this year.
    fn is_own(&self, said: &StatedFigure) -> bool {
        let own = Year::Named(self.linked.disclosure.id.year);
        !said.restricted && said.year.is_none_or(|year| year == own)
    }

    /// Whether the tables have nothing else for the measure.
    fn agree(&self, Couple { spec, planned, done }: &Couple) -> bool {
        let Some((_, found)) = self.figures.measures.iter().find(|(own, _)| own.key == spec.key) else {
            return true;
        };
        let fits = |said: &StatedFigure, sure: Option<Money>, stated: Stated| match stated {
            Stated::Nil | Stated::Blank => said.value.is_zero(),
            _ => sure.and_then(Money::in_wan).zip(said.near(0)).is_some_and(|(wan, near)| holds(near, wan)),
        };
        let budget = measures::budgeted(&found.cell);
        fits(done, found.sure_money(), found.stated())
            && budget.is_none_or(|cell| fits(planned, cell.sure_money(), cell.stated()))
    }
}
