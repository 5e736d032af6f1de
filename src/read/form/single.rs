//! One row of the indicator part of a form with one period: its columns are
//! named once (`一级指标 二级指标 三级指标 指标值`), perhaps with the sign, the unit
//! of measure and the weight of each target in columns of their own.

use crate::model::Period;
use crate::read::form::heading::{Heading, Part};
use crate::read::form::indicators::{Half, Level, Levels, Read, RowRead, Token, is_value};
use crate::read::lex::RawRow;
use crate::source::Line;

/// Reads one row.
pub fn row(row: &RawRow, heading: &Heading, period: Period, levels: &mut Levels) -> RowRead {
    let mut words = Words::default();
    let mut outer = None;
    for (column, cell) in row.filled() {
        let part = heading.part(column, row.cells.len());
        let place = part.filter(|_| heading.heads(column));
        for token in levels.tokens(&cell.text) {
            match token {
                Token::Heading => {}
                Token::Level2(level) if place == Some(&Part::Level1) && levels.is_outer(&level.inner) => {
                    outer = Some(level.inner.clone());
                    levels.single = Some(Level { outer: level.inner, inner: String::new() });
                }
                Token::Level1(name) => {
                    outer = Some(name.clone());
                    levels.single = Some(Level { outer: name, inner: String::new() });
                }
                Token::Level2(level) => {
                    let outer = outer.clone().unwrap_or(level.outer);
                    levels.single = Some(Level { outer, inner: level.inner });
                }
                Token::Word(word) => match place {
                    Some(Part::Level1) => {
                        outer = Some(word.clone());
                        levels.single = Some(Level { outer: word, inner: String::new() });
                    }
                    Some(Part::Level2) => levels.single.get_or_insert_default().inner = word,
                    _ => words.push(part, word),
                },
            }
        }
    }
    words.read(heading, period, levels, row.line)
}

/// The words of a row, each with the part it stands in, as far as its column
/// says.
#[derive(Default)]
struct Words(Vec<(Option<Part>, String)>);

impl Words {
    fn push(&mut self, part: Option<&Part>, word: String) {
        self.0.push((part.cloned(), word));
    }

    /// Where columns say nothing, the order does: a name, then what the heading
    /// names behind it.
    fn in_order(&mut self, heading: &Heading) {
        let count = self.0.len();
        if self.0.iter().all(|(part, _)| part.is_some()) || count == 0 {
            return;
        }
        let behind: Vec<&Part> = heading.behind_name().collect();
        let whole = behind.len() + 1 == count;
        for (at, (part, _)) in self.0.iter_mut().enumerate() {
            *part = match at {
                0 => Some(Part::Name),
                at if whole => behind.get(at - 1).map(|part| (*part).clone()),
                1 => Some(Part::Target),
                _ => None,
            };
        }
    }

    fn read(mut self, heading: &Heading, period: Period, levels: &Levels, line: Line) -> RowRead {
        self.in_order(heading);
        let of = |wanted: &Part| {
            let own = self.0.iter().filter(|(part, _)| part.as_ref() == Some(wanted));
            own.map(|(_, word)| word.as_str()).collect::<String>()
        };
        let (name, mut value) = (of(&Part::Name), of(&Part::Target));
        let mut read = RowRead::default();
        let mut stray = |word: &String| read.strays.push((word.clone(), line));
        for (part, word) in &self.0 {
            match part {
                Some(Part::Other(heading)) if !name.is_empty() => {
                    value.push_str(&format!("（{heading}：{word}）"))
                }
                Some(Part::Name | Part::Target) if !name.is_empty() => {}
                _ => stray(word),
            }
        }
        if name.is_empty() || (value.is_empty() && is_value(&name)) {
            read.strays.extend((!name.is_empty()).then_some((name, line)));
            return read;
        }
        let level = levels.single.clone();
        let level_in_doubt = level.is_none();
        read.halves.push(Half { read: Read { period, level, level_in_doubt, name, value, line } });
        read
    }
}
