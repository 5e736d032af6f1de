//! Diagnostics as a stage gathers them: the first few of each code, and how many
//! there were.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Severity};

/// Most diagnostics of one code that are kept of one disclosure. More of the
/// same say nothing new, and a junk file can raise millions.
pub const KEPT: usize = 20;

/// How many diagnostics there were, the ones not kept included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Counts {
    /// All of them.
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Errors and warnings.
    pub fn at_least_warnings(self) -> usize {
        self.errors + self.warnings
    }

    fn add(&mut self, severity: Severity, number: usize) {
        match severity {
            Severity::Error => self.errors += number,
            Severity::Warning => self.warnings += number,
            Severity::Note => self.notes += number,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }
}

/// How many of a code there were beyond those that are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omitted {
    pub code: DiagnosticCode,
    pub severity: Severity,
    pub count: usize,
}

/// The diagnostics of one disclosure, in the order in which they were raised.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    seen: BTreeMap<(DiagnosticCode, Severity), usize>,
}

impl Diagnostics {
    /// Takes a diagnostic; keeps it where few of its code have come.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.counts_another(&diagnostic.code, diagnostic.severity) {
            self.kept.push(diagnostic);
        }
    }

    /// Takes a diagnostic of `code`, at the code's own severity, that is made
    /// only if it is kept: finding its place in a long line takes time.
    pub fn push_with(&mut self, code: DiagnosticCode, make: impl FnOnce() -> Diagnostic) {
        if self.counts_another(&code, code.severity()) {
            self.kept.push(make());
        }
    }

    /// Counts one more; whether it is to be kept.
    fn counts_another(&mut self, code: &DiagnosticCode, severity: Severity) -> bool {
        let seen = self.seen.entry((code.clone(), severity)).or_default();
        *seen += 1;
        *seen <= KEPT
    }

    /// Takes over all that another stage has to say.
    pub fn absorb(&mut self, other: Self) {
        let omitted: Vec<Omitted> = other.omitted().collect();
        self.extend(other.kept);
        self.count_more(omitted);
    }

    fn count_more(&mut self, omitted: Vec<Omitted>) {
        for more in omitted {
            *self.seen.entry((more.code, more.severity)).or_default() += more.count;
        }
    }

    /// Takes back those among the kept that are settled.
    pub fn take_back(&mut self, is_settled: impl Fn(&Diagnostic) -> bool) {
        let seen = &mut self.seen;
        self.kept.retain(|one| {
            let settled = is_settled(one);
            if settled && let Some(count) = seen.get_mut(&(one.code.clone(), one.severity)) {
                *count -= 1;
            }
            !settled
        });
    }

    /// Those that are kept.
    pub fn kept(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// Those that are kept, by value.
    pub fn into_kept(self) -> Vec<Diagnostic> {
        self.kept
    }

    /// The codes of which there were more than are kept, sorted.
    pub fn omitted(&self) -> impl Iterator<Item = Omitted> + '_ {
        let kept = |code: &DiagnosticCode, severity: Severity| {
            self.kept.iter().filter(|one| (&one.code, one.severity) == (code, severity)).count()
        };
        let more = self.seen.iter().map(move |((code, severity), &seen)| Omitted {
            code: code.clone(),
            severity: *severity,
            count: seen - kept(code, *severity).min(seen),
        });
        more.filter(|omitted| omitted.count > 0)
    }

    /// How many there were, the ones not kept included.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for ((_, severity), number) in &self.seen {
            counts.add(*severity, *number);
        }
        counts
    }
}

/// Diagnostics as they are kept between runs.
#[derive(Serialize, Deserialize)]
struct Written {
    kept: Vec<Diagnostic>,
    omitted: Vec<Omitted>,
}

impl From<Diagnostics> for Written {
    fn from(all: Diagnostics) -> Self {
        Self { omitted: all.omitted().collect(), kept: all.kept }
    }
}

impl From<Written> for Diagnostics {
    fn from(written: Written) -> Self {
        let mut all: Self = written.kept.into_iter().collect();
        all.count_more(written.omitted);
        all
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, all: T) {
        all.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(all: T) -> Self {
        let mut diagnostics = Self::default();
        diagnostics.extend(all);
        diagnostics
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn many_of_a_code_are_counted_but_not_kept() {
        let ragged = || (0..50).map(|_| Diagnostic::new(codes::RAGGED_ROW, "x"));
        let mut all: Diagnostics = ragged().chain([Diagnostic::new(codes::NO_TABLES, "y")]).collect();
        assert_eq!(all.kept().len(), KEPT + 1);
        let omitted = |count| Omitted { code: codes::RAGGED_ROW, severity: Severity::Warning, count };
        assert_eq!(all.omitted().collect::<Vec<_>>(), [omitted(30)]);
        assert_eq!(all.counts(), Counts { errors: 1, warnings: 50, notes: 0 });
        all.absorb(ragged().collect());
        assert_eq!(all.omitted().collect::<Vec<_>>(), [omitted(80)]);
        assert_eq!(all.kept().len(), KEPT + 1);
    }

    #[test]
    fn what_is_not_kept_is_not_made() {
        let mut all = Diagnostics::default();
        let mut made = 0;
        for _ in 0..50 {
            all.push_with(codes::NO_UNIT, || {
                made += 1;
                Diagnostic::new(codes::NO_UNIT, "x")
            });
        }
        assert_eq!((made, all.counts().warnings), (KEPT, 50));
    }
}
