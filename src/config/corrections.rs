//! `<year>-<kind>.corrections.toml` beside a disclosure: what whoever keeps the site
//! mends of its reading and says of its findings. The text itself is never touched.
//!
//! Each correction names the text it replaces, so that it falls as soon as something
//! else stands there.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{Answer, Provenance};

/// The end of a corrections file's name, behind year and kind.
pub const ENDING: &str = ".corrections.toml";

/// Largest file of corrections, in bytes.
pub const LARGEST: u64 = 1 << 20;

/// What can stand in the file, for hints.
pub const KEYS: &str = "写法见 docs/corrections.md；mingzhang check --corrections 给出可以粘贴的样子。";

/// The corrections of one disclosure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Corrections {
    pub cell: Vec<Cell>,
    pub finding: Vec<Finding>,
    /// The file, relative to the content folder.
    #[serde(skip)]
    pub path: String,
    #[serde(skip)]
    text: String,
}

/// What every correction has, whatever it is of.
pub trait Block {
    /// The text that stands there now.
    fn printed(&self) -> &Spanned<String>;
    /// Why, by whom, when, shown by what.
    fn provenance(&self) -> Provenance;
    /// The words in it that could name a person.
    fn words(&mut self) -> Vec<&mut String>;
}

/// One struct a kind of correction; what all have is written once.
macro_rules! blocks {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$about])* pub $field: $type,)*
            pub printed: Spanned<String>,
            pub why: String,
            pub by: String,
            pub date: String,
            pub evidence: String,
        }

        impl Block for $name {
            fn printed(&self) -> &Spanned<String> {
                &self.printed
            }

            fn provenance(&self) -> Provenance {
                let Self { why, by, date, evidence, .. } = self.clone();
                Provenance { why, by, date, evidence }
            }

            fn words(&mut self) -> Vec<&mut String> {
                vec![self.printed.get_mut(), &mut self.why, &mut self.by, &mut self.evidence]
            }
        }
    )* };
}

blocks! {
    /// The amount or the unit of one cell; the keys are those of its address.
    Cell {
        table: String,
        row: String,
        column: String,
        /// As it would be printed; empty where nothing is.
        amount: Option<String>,
        unit: Option<String>,
    }

    /// What is said of a finding, by the id of its address. What is printed is any of the
    /// line of the figure that is checked.
    Finding {
        finding: String,
        answer: Answer,
        /// The words of the answer.
        note: Option<String>,
    }
}

impl Corrections {
    /// Parses the file at `path`. What is wrong in one correction costs that one; what
    /// is no TOML, or has keys that mean nothing, costs the whole file.
    pub fn parse(path: &str, text: String) -> (Self, Vec<Diagnostic>) {
        let parsed = super::parse::<Self>(path, &text, KEYS);
        let mut corrections = match parsed {
            Ok(corrections) => Self { path: path.to_owned(), text, ..corrections },
            Err(error) => return (Self::default(), vec![bad(*error)]),
        };
        let mut wrong = Vec::new();
        let place =
            Self { path: corrections.path.clone(), text: corrections.text.clone(), ..Self::default() };
        corrections.cell.retain(|block| place.is_whole(block, &mut wrong));
        corrections.finding.retain(|block| place.is_whole(block, &mut wrong));
        corrections.words().into_iter().for_each(|word| *word = one_line(word));
        (corrections, wrong)
    }

    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.blocks().next().is_none()
    }

    /// All of them.
    pub fn blocks(&self) -> impl Iterator<Item = &dyn Block> {
        let cells = self.cell.iter().map(|block| block as &dyn Block);
        cells.chain(self.finding.iter().map(|block| block as &dyn Block))
    }

    /// Every word in it that could name a person.
    pub fn words(&mut self) -> Vec<&mut String> {
        let mut words: Vec<&mut String> = self.cell.iter_mut().flat_map(Block::words).collect();
        for block in &mut self.finding {
            words.extend([block.printed.get_mut(), &mut block.why, &mut block.by, &mut block.evidence]);
            words.extend(&mut block.note);
        }
        words
    }

    /// Says that a correction does not hold: `why`, and what to do.
    pub fn refused(&self, block: &dyn Block, why: &str, hint: &str) -> Diagnostic {
        Diagnostic::new(codes::BAD_CORRECTION, format!("这一条更正没有生效：{why}"))
            .at(self.label(block.printed(), "这一条"))
            .hint(hint)
    }

    /// Says that something else stands where a correction is: `stands`, or nothing.
    pub fn mismatch(&self, block: &dyn Block, what: &str, stands: Option<&str>) -> Diagnostic {
        let message = match stands {
            Some(stands) => format!("更正说的与现在的文本不同，没有生效：{what}现在是“{stands}”"),
            None => format!("更正说的地方现在没有，没有生效：{what}"),
        };
        Diagnostic::new(codes::CORRECTION_MISMATCH, message)
            .at(self.label(block.printed(), "更正里写的"))
            .hint("文本或读法变了：核对原件，改 printed，或删去这一条。")
    }

    /// Points at what a correction says is printed. What is shown of the file is only
    /// that, since the rest of it has not gone through redaction.
    fn label(&self, printed: &Spanned<String>, text: &str) -> Label {
        let before = self.text.get(..printed.span().start).unwrap_or_default();
        let excerpt = format!("printed = {:?}", printed.get_ref());
        Label {
            path: self.path.clone(),
            line: before.matches('\n').count() as u32 + 1,
            mark: Range { start: 0, end: excerpt.len() },
            column: 1,
            end_column: excerpt.chars().count() as u32 + 1,
            excerpt,
            text: text.to_owned(),
        }
    }

    /// Whether a correction says why, by whom, when and by what evidence.
    fn is_whole(&self, block: &dyn Block, wrong: &mut Vec<Diagnostic>) -> bool {
        let Provenance { why, by, date, evidence } = block.provenance();
        let words = [("why", why), ("by", by), ("evidence", evidence)];
        let blank = words.iter().find(|(_, word)| word.trim().is_empty());
        let reason = match blank {
            Some((key, _)) => format!("{key} 是空的"),
            None if !is_date(&date) => "date 要写成 2024-03-01 这样的日期".to_owned(),
            None => return true,
        };
        wrong.push(self.refused(block, &reason, "每一条都要写明 why、by、date、evidence。"));
        false
    }
}

fn bad(error: Diagnostic) -> Diagnostic {
    Diagnostic { code: codes::BAD_CORRECTION, ..error }
}

/// `YYYY-MM-DD`, a day that there is.
fn is_date(date: &str) -> bool {
    let numbers: Vec<&str> = date.split('-').collect();
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = numbers.as_slice() else { return false };
    let in_range = |text: &str, most: u8| text.parse::<u8>().is_ok_and(|it| (1..=most).contains(&it));
    digits(year, 4) && digits(month, 2) && digits(day, 2) && in_range(month, 12) && in_range(day, 31)
}

/// Words on one line, without characters that mean nothing on a page.
fn one_line(text: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(shown).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "[[cell]]\ntable = \"balance\"\nrow = \"204\"\ncolumn = \"total\"\nprinted = \"9.7.8\"\n\
        amount = \"9.78\"\nwhy = \"识别错\"\nby = \"维护者\"\ndate = \"2024-03-01\"\nevidence = \"原件第 3 页\"\n";

    fn parsed(text: &str) -> (Corrections, Vec<Diagnostic>) {
        Corrections::parse("a/2023-budget.corrections.toml", text.to_owned())
    }

    #[test]
    fn a_correction_says_why_by_whom_and_when() {
        assert_eq!(parsed(WHOLE).1, []);
        for (from, to) in [
            ("\"识别错\"", "\" \""),
            ("\"维护者\"", "\"\""),
            ("\"原件第 3 页\"", "\"\\n\""),
            ("2024-03-01", "2024-13-01"),
            ("2024-03-01", "昨天"),
        ] {
            let (corrections, wrong) = parsed(&WHOLE.replace(from, to));
            assert!(corrections.is_empty(), "{to}");
            let label = wrong[0].primary.as_ref().unwrap();
            assert_eq!((wrong[0].code, label.line), (codes::BAD_CORRECTION, 5), "{to}");
        }
    }

    #[test]
    fn keys_that_mean_nothing_are_shown_at_their_place() {
        for text in [&format!("{WHOLE}colour = 1\n"), "[[cel]]\n", "why = ", &WHOLE.replace("why", "#")] {
            let (corrections, wrong) = parsed(text);
            assert!(corrections.is_empty() && wrong[0].code == codes::BAD_CORRECTION, "{text}");
            assert!(wrong[0].primary.is_some(), "{text}");
        }
    }

    #[test]
    fn words_stand_on_one_line() {
        let (mut corrections, _) = parsed(&WHOLE.replace("识别错", "识别\\n\\u0007错\\t了"));
        assert_eq!(*corrections.words()[1], "识别 错 了");
    }
}
