//! How the forms of each layout in each dress fared.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::judge::Tally;

/// Tallies by layout and dress.
#[derive(Debug, Default)]
pub struct Report {
    cells: BTreeMap<(&'static str, &'static str), Tally>,
}

impl Report {
    pub fn add(&mut self, layout: &'static str, dress: &'static str, tally: Tally) {
        self.cells.entry((layout, dress)).or_default().add(tally);
    }

    /// All together.
    pub fn whole(&self) -> Tally {
        let mut sum = Tally::default();
        self.cells.values().for_each(|tally| sum.add(*tally));
        sum
    }

    /// By layout, over all dresses.
    pub fn layouts(&self) -> BTreeMap<&'static str, Tally> {
        self.by(|(layout, _)| layout)
    }

    /// By dress, over all layouts.
    pub fn dresses(&self) -> BTreeMap<&'static str, Tally> {
        self.by(|(_, dress)| dress)
    }

    fn by(
        &self,
        key: impl Fn((&'static str, &'static str)) -> &'static str,
    ) -> BTreeMap<&'static str, Tally> {
        let mut tallies: BTreeMap<_, Tally> = BTreeMap::new();
        for (cell, tally) in &self.cells {
            tallies.entry(key(*cell)).or_default().add(*tally);
        }
        tallies
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = String::new();
        let head = ["forms", "found", "linked", "elsewhere", "invented"];
        write!(lines, "{:24}", "layout / dress")?;
        head.iter().try_for_each(|word| write!(lines, "{word:>10}"))?;
        let head = ["indicators", "exact", "wrong", "doubted", "invented", "不符"];
        head.iter().try_for_each(|word| write!(lines, "{word:>11}"))?;
        writeln!(lines, "   found  linked   exact")?;
        for (name, tally) in self.layouts().iter().chain(&self.dresses()) {
            row(&mut lines, name, tally)?;
        }
        row(&mut lines, "all", &self.whole())?;
        f.write_str(&lines)
    }
}

fn row(lines: &mut String, name: &str, tally: &Tally) -> fmt::Result {
    let Tally { forms, found, linked, on_wrong_line, forms_invented, indicators, exact, .. } = *tally;
    write!(lines, "{name:24}")?;
    let counts = [forms, found, linked, on_wrong_line, forms_invented];
    counts.iter().try_for_each(|count| write!(lines, "{count:>10}"))?;
    let counts = [indicators, exact, tally.wrong, tally.doubted, tally.invented, tally.accusations];
    counts.iter().try_for_each(|count| write!(lines, "{count:>11}"))?;
    for (count, of) in [(found, forms), (linked, forms), (exact, indicators)] {
        let mills = count * 1000 / of.max(1);
        write!(lines, "{:>6}.{}%", mills / 10, mills % 10)?;
    }
    writeln!(lines)
}
