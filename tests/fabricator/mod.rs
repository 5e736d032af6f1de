//! The fabricator: it invents disclosures whose truth it knows and writes them as
//! parsers do. It shares no code with the program, so that both cannot be wrong in
//! the same way: [`judge`] compares what was published with what was meant.
//!
//! 1. [`books`]: a body's amounts, all sums consistent by construction
//! 2. [`patterns`]: tables as the provinces publish them, [`truth`] as values
//! 3. [`sheet`]: tables as printed, each amount marked
//! 4. [`noise`]: what pages, stamps and parsers do to it
//! 5. [`dress`]: the text, in a parser's dialect; the marks tell each amount's line

// Two test programs take their part each.
#![allow(dead_code)]

mod accounts;
mod books;
mod common_shapes;
mod draft;
mod dress;
pub mod forms;
pub mod judge;
mod names;
mod noise;
mod patterns;
pub mod ratchet;
pub mod report;
mod rng;
mod shapes;
mod sheet;
mod tables;
pub mod truth;

use dress::Dialect;
use noise::Noise;
use rng::Rng;
use sheet::{Ink, Style};
use truth::{Figure, Key};

/// An invented disclosure as text, with what it says.
#[derive(Debug)]
pub struct Fabricated {
    pub seed: u64,
    pub pattern: &'static str,
    /// Its dialect, where there is no noise; else the noise.
    pub dress: &'static str,
    /// `2024-budget`
    pub stem: String,
    pub text: String,
    pub figures: Vec<Figure>,
}

/// The disclosure of `seed`: the same for ever, as long as nothing here changes.
pub fn fabricate(seed: u64) -> Fabricated {
    write(seed, patterns::ALL)
}

/// Likewise, of one of the patterns left alone.
pub fn fabricate_left_alone(seed: u64) -> Fabricated {
    write(seed, patterns::left_alone::ALL)
}

fn write(seed: u64, patterns: &[(&'static str, patterns::Pattern)]) -> Fabricated {
    let mut rng = Rng::new(seed);
    let (pattern, make) = patterns[seed as usize % patterns.len()];
    let disclosure = make(&mut rng);
    let style = Style { commas: rng.chance(60), nil: rng.pick(&["", "", "0.00", "—"]) };
    let mut ink = Ink::new(style);
    let mut blocks = ink.print(&disclosure);
    let noises = noises(&mut rng);
    // Noise is looked at in common dialects for the most part.
    let common = !noises.is_empty() && rng.chance(60);
    let (dialect, clean) = rng.pick(if common { Dialect::COMMON } else { Dialect::ALL });
    for (noise, _) in &noises {
        blocks = noise.apply(blocks, &mut ink.figures, &mut rng);
    }
    let dress = match noises[..] {
        [] => clean,
        [(_, name)] => name,
        _ => "two-noises",
    };
    let text = sheet::locate(&dialect.write(&blocks, &mut rng), &mut ink.figures);
    let kind = if disclosure.is_final { "final" } else { "budget" };
    let stem = format!("{}-{kind}", disclosure.year);
    Fabricated { seed, pattern, dress, stem, text, figures: ink.figures }
}

/// None in a half of all texts, one in most others, two in some.
fn noises(rng: &mut Rng) -> Vec<(Noise, &'static str)> {
    let count = rng.pick(&[0, 0, 0, 0, 1, 1, 1, 2]);
    let mut noises: Vec<(Noise, &'static str)> = Vec::new();
    while noises.len() < count {
        let next = rng.pick(Noise::ALL);
        if !noises.contains(&next) {
            noises.push(next);
        }
    }
    noises
}

impl Fabricated {
    /// The name of its folder in a content folder.
    pub fn body(&self) -> String {
        format!("fabricated-{}", self.seed)
    }

    /// Its truth as tab-separated lines: source, line, which of its kind in the line,
    /// amount, table, row, leaf, headings, unit.
    pub fn truth(&self) -> String {
        let source = format!("{}/{}.txt", self.body(), self.stem);
        let line = |figure: &Figure| {
            let row = match &figure.row {
                Key::Only => "",
                Key::Code(key) | Key::Name(key) => key,
            };
            let amount = figure.printed.replace(',', "");
            let leaf = figure.path.last().map_or("", String::as_str);
            let (path, unit) = (figure.path.join("/"), figure.unit.name());
            format!(
                "{source}\t{}\t1\t{amount}\t{}\t{row}\t{leaf}\t{path}\t{unit}\n",
                figure.line, figure.table
            )
        };
        self.figures.iter().map(line).collect()
    }
}
