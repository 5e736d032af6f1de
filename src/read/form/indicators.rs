//! One row of an indicator part that names its columns once for each of two periods.
//!
//! Printed: level 1, level 2, name, value, and for the year level 2, name, value
//! again. Parsed: level 1 only in the first row of its group, cells lost, rows
//! shifted, labels stuck to names. So a row is read by what its cells are, in
//! their order, and only then by where they stand.

use crate::catalogue::normal::compact;
use crate::model::{Beside, Period};
use crate::read::form::levels::{Level, Levels, Token};
use crate::read::lex::RawRow;
use crate::source::Line;

/// An indicator as one copy says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub period: Period,
    /// `None` before any label.
    pub level: Option<Level>,
    /// Whether the level comes from a row above, after displaced labels.
    pub level_in_doubt: bool,
    /// Why all of it is in doubt.
    pub doubt: Option<&'static str>,
    pub name: String,
    pub value: String,
    /// What else the row says: its weight, what was done.
    pub beside: Vec<Beside>,
    pub line: Line,
}

/// What a row came to.
#[derive(Debug, Default)]
pub struct RowRead {
    pub indicators: Vec<Read>,
    pub strays: Vec<(String, Line)>,
    /// Whether a level-2 label stood in level 1's place, or a level 1 that is
    /// not the one of its level 2.
    pub displaced: bool,
}

/// A stretch of a row under one level-2 label.
#[derive(Debug, Default)]
struct Stretch {
    level2: Option<Level>,
    column: usize,
    words: Vec<String>,
}

/// Reads one row.
pub fn row(row: &RawRow, levels: &mut Levels) -> RowRead {
    let mut read = RowRead::default();
    let stretches = stretches(row, levels, &mut read.displaced);
    levels.displaced |= read.displaced;
    let (left, right) = halves(stretches, levels.middle);
    let labels = [&left, &right].map(|half| half.iter().find_map(|stretch| stretch.level2.clone()));
    let mirrored = mirrors(&left, &right);
    for (at, half) in [left, right].into_iter().enumerate() {
        let period = if at == 0 { Period::Implementation } else { Period::Annual };
        for stretch in half {
            let own = stretch.level2.or(labels[1 - at].clone().filter(|_| mirrored));
            let of_row = own.is_some();
            let level = own.or(levels.halves[at].clone());
            levels.halves[at].clone_from(&level);
            let level_in_doubt = level.is_none() || (levels.displaced && !of_row);
            match stretch.words.as_slice() {
                [] => {}
                [only] if is_value(only) => read.strays.push((only.clone(), row.line)),
                [name, rest @ ..] => {
                    let value = rest.first().cloned().unwrap_or_default();
                    let extra = rest.iter().skip(1).map(|word| (word.clone(), row.line));
                    read.strays.extend(extra);
                    let name = name.clone();
                    let line = row.line;
                    let (doubt, beside) = (None, Vec::new());
                    read.indicators.push(Read {
                        period,
                        level,
                        level_in_doubt,
                        doubt,
                        name,
                        value,
                        beside,
                        line,
                    });
                }
            }
        }
    }
    read
}

/// The row's words under their level-2 labels. A label right after another,
/// in the next column, means that the first stands in level 1's place.
fn stretches(row: &RawRow, levels: &Levels, displaced: &mut bool) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut outer = None;
    for (column, cell) in row.filled() {
        for token in levels.tokens(&cell.text) {
            match token {
                Token::Heading => {}
                Token::Level1(level) => outer = Some(level),
                Token::Level2(level) => {
                    *displaced |= outer.take().is_some_and(|outer| outer != level.outer);
                    let adjacent = |last: &Stretch| {
                        last.words.is_empty() && last.level2.is_some() && column == last.column + 1
                    };
                    if let Some(last) = stretches.pop_if(|last| adjacent(last)) {
                        // 成本指标 is a level 1 of its own in some forms.
                        *displaced |= last.level2.is_none_or(|last| last.inner != level.outer);
                    }
                    stretches.push(Stretch { level2: Some(level), column, words: Vec::new() });
                }
                Token::Word(word) => match stretches.last_mut() {
                    Some(last) => last.words.push(word),
                    None => stretches.push(Stretch { level2: None, column, words: vec![word] }),
                },
            }
        }
    }
    stretches
}

/// The stretches of each half. Where only one label stands, four words are two
/// halves of a name and a value.
fn halves(mut stretches: Vec<Stretch>, middle: usize) -> (Vec<Stretch>, Vec<Stretch>) {
    if stretches.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut right = stretches.split_off(1);
    let mut left = stretches;
    let first = &mut left[0];
    if first.words.len() > 2 && right.iter().all(|stretch| stretch.words.len() < 2) {
        let words = first.words.split_off(2);
        right.insert(0, Stretch { level2: None, column: middle, words });
    }
    let only_right = right.is_empty() && left[0].column >= middle && left[0].words.len() <= 2;
    if only_right { (Vec::new(), left) } else { (left, right) }
}

/// Whether the two halves speak of one indicator: one name begins the other.
fn mirrors(left: &[Stretch], right: &[Stretch]) -> bool {
    let name =
        |half: &[Stretch]| half.iter().find_map(|stretch| stretch.words.first()).map(|word| compact(word));
    match (name(left), name(right)) {
        (Some(left), Some(right)) => left.starts_with(&right) || right.starts_with(&left),
        _ => false,
    }
}

/// Whether a lone word is a target value rather than an indicator's name.
pub fn is_value(word: &str) -> bool {
    let word = compact(word);
    let first = word.chars().next();
    first.is_some_and(|c| "≥≤<>＞＜=".contains(c) || c.is_ascii_digit()) && word.chars().count() <= 12
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::read::lex::RawCell;
    use crate::source::{FileId, Span};

    fn read(text: &str, levels: &mut Levels) -> RowRead {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let cells = text.split('\t').map(|text| RawCell::new(text.to_owned(), span)).collect();
        row(&RawRow { line: Line { file: FileId(0), number: 1 }, cells }, levels)
    }

    /// Each row in turn; `period level2 name = value` of what it came to.
    fn check(rows: &[(&str, &[&str])]) {
        let mut levels = Levels::new(Catalogue::get().form());
        for (text, expected) in rows {
            let read = read(text, &mut levels);
            let said: Vec<String> = read
                .indicators
                .iter()
                .map(|read| {
                    let Read { period, level, name, value, .. } = read;
                    let level = level.as_ref().map_or("?", |level| level.inner.as_str());
                    format!("{} {level} {name}={value}", period.key())
                })
                .collect();
            assert_eq!(said, *expected, "{text}");
        }
    }

    #[test]
    fn a_whole_row_says_both_periods() {
        check(&[(
            "\t产出指标\t数量指标\t采暖区\t1处\t数量指标\t采暖区\t1处",
            &["implementation 数量指标 采暖区=1处", "annual 数量指标 采暖区=1处"],
        )]);
    }

    #[test]
    fn a_row_without_labels_goes_on_with_the_level_above() {
        check(&[
            (
                "\t产出指标\t数量指标\t卡口\t67处\t数量指标\t卡口\t67处",
                &["implementation 数量指标 卡口=67处", "annual 数量指标 卡口=67处"],
            ),
            (
                "\t违停系统\t\t1套\t违停系统\t\t1套\t\t",
                &["implementation 数量指标 违停系统=1套", "annual 数量指标 违停系统=1套"],
            ),
            ("\t\t\t\t\t质量指标\t\t", &[]),
        ]);
    }

    #[test]
    fn a_label_on_one_half_serves_the_other_where_they_mirror() {
        check(&[
            (
                "\t产出指标\t数量指标\t人数\t9人\t数量指标\t人数\t9人",
                &["implementation 数量指标 人数=9人", "annual 数量指标 人数=9人"],
            ),
            (
                "\t\t\t故障次数(每月)\t<1次\t\t质量指标\t故障次数\t<1次",
                &["implementation 质量指标 故障次数(每月)=<1次", "annual 质量指标 故障次数=<1次"],
            ),
        ]);
    }

    #[test]
    fn a_displaced_outer_label_does_not_become_the_level() {
        check(&[(
            "\t成本指标\t质量指标\t合格率\t>95%\t成本指标\t合格\t>95%\t\t",
            &["implementation 质量指标 合格率=>95%", "annual 成本指标 合格=>95%"],
        )]);
    }

    #[test]
    fn a_label_stuck_to_a_name_is_taken_off() {
        check(&[(
            "\t\t满意度指标\t服务对象满意度指驾驶员满意度\t≥90%\t服务对象满意度指标驾驶员满意度\t≥90%\t",
            &[
                "implementation 服务对象满意度指标 驾驶员满意度=≥90%",
                "annual 服务对象满意度指标 驾驶员满意度=≥90%",
            ],
        )]);
    }

    #[test]
    fn labels_without_words_say_nothing() {
        check(&[
            ("\t效益指标\t经济效益指标\t\t\t经济效益指标\t\t", &[]),
            (
                "\t效益指标\t经济效益指标\t\t经济效益指标\t\t社会效益指标\t事故次\t0次",
                &["annual 社会效益指标 事故次=0次"],
            ),
        ]);
    }

    #[test]
    fn a_value_without_a_name_is_kept_aside() {
        let mut levels = Levels::new(Catalogue::get().form());
        let read =
            read("可持续影响指标\t\t\t可持续影响指标\t\t满意度指标\t服务对象满意度\t≥95%\t", &mut levels);
        assert!(read.indicators.is_empty());
        assert_eq!(read.strays[0].0, "≥95%");
    }

    #[test]
    fn a_shifted_row_keeps_its_pair() {
        check(&[(
            "\t\t\t时效指标\t存放时间\t\t随时接收\t时效指标",
            &["implementation 时效指标 存放时间=随时接收"],
        )]);
    }
}
