//! What a disclosure leaves to the one after it: the summary of the same kind of the year
//! before, beside which the later one's pages set their figures.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::discover::{Body, Candidate, Found};
use crate::model::{DisclosureId, Hits, Summary};

/// The summaries that others look back at, once they are there.
#[derive(Debug)]
pub(super) struct Earlier<'a> {
    left: BTreeMap<&'a DisclosureId, OnceLock<Option<Arc<Summary>>>>,
}

impl<'a> Earlier<'a> {
    /// Nothing is known yet.
    pub fn new(found: &'a Found) -> Self {
        let looked_at = found
            .bodies
            .iter()
            .flat_map(|body| body.candidates.iter().filter_map(move |candidate| before(body, candidate)));
        Self { left: looked_at.map(|one| (&one.id, OnceLock::new())).collect() }
    }

    /// What the year before left to a disclosure; waits for it. Disclosures are begun in the
    /// order of their years, so whoever is waited for is being worked on.
    pub fn of(&self, body: &Body, candidate: &Candidate) -> Option<Arc<Summary>> {
        let before = before(body, candidate)?;
        self.left.get(&before.id)?.wait().clone()
    }

    /// Promises what a disclosure will leave.
    pub fn promise(&self, id: &DisclosureId) -> Promise<'_> {
        Promise { slot: self.left.get(id) }
    }
}

/// What a disclosure will leave: nothing, should its work end otherwise.
#[derive(Debug)]
pub(super) struct Promise<'e> {
    slot: Option<&'e OnceLock<Option<Arc<Summary>>>>,
}

impl Promise<'_> {
    /// Leaves a summary, without what only search is made of.
    pub fn keep(self, summary: Option<&Summary>) {
        if let Some(slot) = self.slot {
            let without_hits = |summary: &Summary| Summary { hits: Hits::default(), ..summary.clone() };
            let _ = slot.set(summary.map(|summary| Arc::new(without_hits(summary))));
        }
    }
}

impl Drop for Promise<'_> {
    fn drop(&mut self) {
        if let Some(slot) = self.slot {
            slot.get_or_init(|| None);
        }
    }
}

/// The same body's disclosure of the same kind of the year before. It comes before the
/// other among the body's.
pub(super) fn before<'b>(body: &'b Body, candidate: &Candidate) -> Option<&'b Candidate> {
    let year = candidate.id.year.checked_sub(1)?;
    let others = body.candidates.iter().take_while(|one| one.id != candidate.id);
    others.into_iter().find(|one| one.id.kind == candidate.id.kind && one.id.year == year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::BodySettings;
    use crate::model::DisclosureKind;

    fn found(years: &[(u16, DisclosureKind)]) -> Found {
        let candidate = |(year, kind): &(u16, DisclosureKind)| {
            let id = DisclosureId { body: "a".to_owned(), year: *year, kind: *kind };
            Candidate::new(id, format!("a/{year}.md"), Vec::new())
        };
        let candidates = years.iter().map(candidate).collect();
        let body = Body { slug: "a".to_owned(), settings: BodySettings::default(), candidates };
        Found { bodies: vec![body], ..Found::default() }
    }

    #[test]
    fn a_disclosure_looks_back_at_the_same_kind_of_the_year_before_alone() {
        use DisclosureKind::{Budget, Final};
        let found = found(&[(2020, Budget), (2022, Budget), (2022, Final), (2023, Budget)]);
        let body = &found.bodies[0];
        let years = |at: usize| before(body, &body.candidates[at]).map(|one| (one.id.year, one.id.kind));
        assert_eq!((0..4).map(years).collect::<Vec<_>>(), [None, None, None, Some((2022, Budget))]);
    }

    #[test]
    fn nobody_waits_for_work_that_came_to_nothing() {
        let found = found(&[(2022, DisclosureKind::Budget), (2023, DisclosureKind::Budget)]);
        let (earlier, body) = (Earlier::new(&found), &found.bodies[0]);
        drop(earlier.promise(&body.candidates[0].id));
        assert_eq!(earlier.of(body, &body.candidates[1]), None);
    }
}
