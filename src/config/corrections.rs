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
use crate::source::{FileId, Line as SourceLine, Source};

/// The end of a corrections file's name, after year and kind.
pub const ENDING: &str = ".corrections.toml";

/// Largest file of corrections, in bytes.
pub const LARGEST: u64 = 1 << 20;

/// What can stand in the file, for hints.
pub const KEYS: &str = "写法见 docs/corrections.md；mingzhang check --corrections 给出可以粘贴的样子。";

/// What every correction has, whatever it is of.
pub trait Block {
    /// The text that stands there now.
    fn printed(&self) -> &Spanned<String>;
    /// Why, by whom, when, shown by what.
    fn provenance(&self) -> Provenance;
}

/// A correction that is identified by a line of the text.
pub trait AtLine: Block {
    /// The file by its name, where there are several, and the line, from 1.
    fn at(&self) -> (Option<&str>, u32);

    /// The line, where the text has one of this number.
    fn line(&self, source: &Source) -> Option<SourceLine> {
        let (name, number) = self.at();
        let is = |file: &str| name.is_none_or(|name| file.rsplit('/').next() == Some(name));
        let file = source.files().iter().position(|file| is(file.name()))?;
        let there = (1..=source.files()[file].line_count()).contains(&number);
        there.then_some(SourceLine { file: FileId(file as u16), number })
    }

    /// The line, where what is called printed stands there.
    fn stands(&self, source: &Source) -> Option<SourceLine> {
        self.line(source).filter(|line| is_same(source.line(*line), self.printed().get_ref()))
    }
}

/// Whether two texts have the same words, however they are spaced.
pub fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// What a line of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LineRole {
    /// A page's furniture: a number, a running head, a seal.
    Furniture,
    Heading,
    /// A line of prose, no row of a table.
    Text,
}

/// One struct a kind of correction, and all of them as a file holds them; what all have is
/// written once.
macro_rules! blocks {
    ($($(#[$doc:meta])* $list:ident: $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema))]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$about])* pub $field: $type,)*
                #[cfg_attr(test, schemars(with = "String"))]
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
            }
        )*

        /// The corrections of one disclosure.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(default, deny_unknown_fields)]
        pub struct Corrections {
            $(pub $list: Vec<$name>,)*
            #[serde(skip)]
            file: File,
        }

        impl Corrections {
            /// Whether there is nothing to correct.
            pub fn is_empty(&self) -> bool {
                $(self.$list.is_empty() &&)* true
            }

            /// Leaves out what does not say why, by whom, when and by what evidence.
            fn keep_whole(&mut self) -> Vec<Diagnostic> {
                let (file, mut wrong) = (self.file.clone(), Vec::new());
                $(self.$list.retain(|block| file.is_whole(block, &mut wrong));)*
                wrong
            }

            /// Visits the words that all have and that could name a person.
            fn each_common_word(&mut self, visit: &mut impl FnMut(&mut String)) {
                $(for block in &mut self.$list {
                    let $name { printed, why, by, evidence, .. } = block;
                    [printed.get_mut(), why, by, evidence].into_iter().for_each(&mut *visit);
                })*
            }
        }
    };
}

blocks! {
    /// The amount or the unit of one cell; the keys are those of its address.
    cell: Cell {
        table: String,
        row: String,
        column: String,
        /// As it would be printed; empty where nothing is.
        amount: Option<String>,
        unit: Option<String>,
    }

    /// Which statutory table it is, or its unit; identified by the line of its title, of its
    /// first row where it has none.
    table: Table {
        file: Option<String>,
        line: u32,
        is: Option<String>,
        unit: Option<String>,
    }

    /// What a column is, by the key it was read as.
    column: Column {
        table: String,
        column: String,
        is: String,
    }

    /// What a row is, by the key it was read as.
    row: Row {
        table: String,
        row: String,
        is: String,
    }

    /// What a line of the text is.
    line: Line {
        file: Option<String>,
        line: u32,
        role: LineRole,
    }

    /// What the body is called.
    body: Body {
        is: String,
    }

    /// That a title which speaks of another year is of the disclosure's own.
    year: Year {
        file: Option<String>,
        line: u32,
        is: u16,
    }

    /// What is said of a finding, by the id of its address. What is printed is any of the
    /// line of the figure that is checked.
    finding: Finding {
        finding: String,
        answer: Answer,
        /// The words of the answer.
        note: Option<String>,
    }
}

macro_rules! at_line {
    ($($name:ident)*) => { $(
        impl AtLine for $name {
            fn at(&self) -> (Option<&str>, u32) {
                (self.file.as_deref(), self.line)
            }
        }
    )* };
}

at_line! { Table Line Year }

impl Corrections {
    /// Parses the file at `path`. What is wrong in one correction costs that one; what
    /// is no TOML, or has keys that mean nothing, costs the whole file.
    pub fn parse(path: &str, text: String) -> (Self, Vec<Diagnostic>) {
        let mut corrections = match super::parse::<Self>(path, &text, KEYS) {
            Ok(corrections) => corrections,
            Err(error) => {
                let wrong = Diagnostic { code: codes::BAD_CORRECTION, ..*error };
                return (Self::default(), vec![wrong]);
            }
        };
        corrections.file = File { path: path.to_owned(), text };
        let wrong = corrections.keep_whole();
        corrections.each_word(|word| *word = one_line(word));
        (corrections, wrong)
    }

    /// Visits every word in it that could name a person, always in the same order.
    pub fn each_word(&mut self, mut visit: impl FnMut(&mut String)) {
        self.each_common_word(&mut visit);
        self.body.iter_mut().for_each(|block| visit(&mut block.is));
        self.finding.iter_mut().filter_map(|block| block.note.as_mut()).for_each(visit);
    }

    /// Says that a correction does not hold: `why`, and what to do.
    pub fn refused(&self, block: &dyn Block, why: &str, hint: &str) -> Diagnostic {
        self.file.refused(block, why, hint)
    }

    /// Says that something else stands where a correction is: `stands`, or nothing.
    pub fn mismatch(&self, block: &dyn Block, what: &str, stands: Option<&str>) -> Diagnostic {
        let message = match stands {
            Some(stands) => format!("更正说的与现在的文本不同，没有生效：{what}现在是“{stands}”"),
            None => format!("更正说的地方现在没有，没有生效：{what}"),
        };
        Diagnostic::new(codes::CORRECTION_MISMATCH, one_line(&message))
            .at(self.file.label(block.printed(), "更正里写的"))
            .hint("文本或读法变了：核对原件，改 printed，或删去这一条。")
    }
}

/// The file that corrections stand in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct File {
    /// Relative to the content folder.
    path: String,
    text: String,
}

impl File {
    fn refused(&self, block: &dyn Block, why: &str, hint: &str) -> Diagnostic {
        Diagnostic::new(codes::BAD_CORRECTION, format!("这一条更正没有生效：{why}"))
            .at(self.label(block.printed(), "这一条"))
            .hint(hint)
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

/// `YYYY-MM-DD`, a day that there is.
pub fn is_date(date: &str) -> bool {
    let numbers: Vec<&str> = date.split('-').collect();
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = numbers.as_slice() else { return false };
    let number = |text: &str| text.parse::<u16>().unwrap_or(0);
    let plain = digits(year, 4) && digits(month, 2) && digits(day, 2);
    plain && (1..=days(number(year), number(month))).contains(&number(day))
}

/// How many days a month has; none where there is no such month.
fn days(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
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
            assert_eq!((wrong[0].code.clone(), label.line), (codes::BAD_CORRECTION, 5), "{to}");
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
        let (corrections, _) = parsed(&WHOLE.replace("识别错", "识别\\n\\u0007错\\t了"));
        assert_eq!(corrections.cell[0].why, "识别 错 了");
    }

    #[test]
    fn the_schema_is_kept() {
        crate::schema::assert_kept::<Corrections>("corrections", true);
    }
}
