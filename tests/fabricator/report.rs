//! How many figures of each pattern in each dress fared how.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::judge::Tally;

/// Tallies by pattern and dress.
#[derive(Debug, Default)]
pub struct Report {
    cells: BTreeMap<(&'static str, &'static str), Tally>,
}

impl Report {
    pub fn add(&mut self, pattern: &'static str, dress: &'static str, tally: Tally) {
        self.cells.entry((pattern, dress)).or_default().add(tally);
    }

    /// All together.
    pub fn whole(&self) -> Tally {
        sum(self.cells.values())
    }

    /// By pattern, over all dresses.
    pub fn patterns(&self) -> BTreeMap<&'static str, Tally> {
        self.by(|(pattern, _)| pattern)
    }

    /// By dress, over all patterns.
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

fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Tally {
    let mut sum = Tally::default();
    tallies.for_each(|tally| sum.add(*tally));
    sum
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = String::new();
        let head = ["figures", "placed", "doubted", "excused", "elsewhere", "told", "missing", "extra"];
        write!(lines, "{:32}", "pattern / dress")?;
        head.iter().try_for_each(|word| write!(lines, "{word:>11}"))?;
        writeln!(lines, "   placed  elsewhere  missing")?;
        for ((pattern, dress), tally) in &self.cells {
            row(&mut lines, &format!("{pattern} / {dress}"), tally)?;
        }
        for (name, tally) in self.patterns().iter().chain(&self.dresses()) {
            row(&mut lines, &format!("all of {name}"), tally)?;
        }
        row(&mut lines, "all", &self.whole())?;
        f.write_str(&lines)
    }
}

fn row(lines: &mut String, name: &str, tally: &Tally) -> fmt::Result {
    let Tally { figures, placed, doubted, excused, elsewhere, told, missing, extra } = *tally;
    write!(lines, "{name:32}")?;
    let counts = [figures, placed, doubted, excused, elsewhere, told, missing, extra];
    counts.iter().try_for_each(|count| write!(lines, "{count:>11}"))?;
    for count in [placed, elsewhere, missing] {
        let mills = count * 1000 / figures.max(1);
        write!(lines, "{:>8}.{}%", mills / 10, mills % 10)?;
    }
    writeln!(lines)
}
