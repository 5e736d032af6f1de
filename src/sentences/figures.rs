//! The figures in a paragraph, with the words right before each: an amount, a
//! share, a change, or a count.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::catalogue::normal::compact;
use crate::catalogue::schema::SentenceSpec;
use crate::model::Counted;
use crate::money::{Interval, Money, Unit, half_place, parse_amount};
use crate::sentences::scope::{self, MARKS, Scope, Stage, Year};

static NUMBER: LazyLock<Regex> = LazyLock::new(number);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn number() -> Regex {
    Regex::new(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?").unwrap()
}

/// Units that make a number a figure. Longer ones before those they begin with.
const UNITS: [&str; 11] = ["万元", "亿元", "元", "%", "％", "个", "辆", "人", "名", "台", "套"];

/// Those, and units of what is counted that no check looks at.
const ALL_UNITS: [&str; 16] = [
    "平方米",
    "㎡",
    "批次",
    "人次",
    "批",
    "万元",
    "亿元",
    "元",
    "%",
    "％",
    "个",
    "辆",
    "人",
    "名",
    "台",
    "套",
];

/// What kind of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    Amount,
    /// `占X%`
    Share,
    /// `增加A万元`, `下降A万元`: the value carries the sign.
    Change,
    /// `增加B%`: the value carries the sign.
    ChangePercent,
    /// `22个`, `61辆`
    Count,
}

/// One figure of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedFigure {
    pub kind: FigureKind,
    pub value: Decimal,
    pub unit: &'static str,
    /// The number as printed, commas included.
    pub printed: String,
    /// How often the same digits stand before it in the paragraph.
    pub nth: usize,
    /// The words before it in its clause, compacted.
    pub label: String,
    /// All words since the figure before, compacted.
    pub context: String,
    /// The year that the label names, else the one in force.
    pub year: Option<Year>,
    /// The stage that the label names, else the one in force.
    pub stage: Option<Stage>,
    /// Whether it is said to be part of another: 其中 has been said since the sentence
    /// began, or it stands in brackets.
    pub inside: bool,
    /// How many brackets are open around it.
    pub depth: usize,
    /// Whether the label sets it beside another: `比年初预算数98万元`.
    pub compared: bool,
    /// Whether the words right after say that nothing changed.
    pub unchanged: bool,
    /// Whether a percentage of it is said right after: `预算10万元的50%`.
    pub measured: bool,
    /// Whether its sentence has said that it is not of the whole.
    pub restricted: bool,
    /// Whether a comma parts it from the figure before.
    pub new_clause: bool,
}

impl StatedFigure {
    /// A money figure as an amount; `None` for other figures.
    pub fn money(&self) -> Option<Money> {
        if self.kind != FigureKind::Amount && self.kind != FigureKind::Change {
            return None;
        }
        let (value, unit) = match self.unit {
            "万元" => (self.value, Unit::WanYuan),
            "元" => (self.value, Unit::Yuan),
            "亿元" => (self.value.checked_mul(Decimal::from(10_000))?, Unit::WanYuan),
            _ => return None,
        };
        Some(Money { value, unit })
    }

    /// What the figure counts; money in 亿元 is told in 万元, as [`StatedFigure::money`] does.
    pub fn counted(&self) -> Counted {
        match self.money() {
            Some(money) => money.unit.into(),
            None if self.unit == "%" => Counted::Percent,
            None => Counted::Things(self.unit),
        }
    }

    /// A money figure in 万元, exact.
    pub fn in_wan(&self) -> Option<Decimal> {
        self.money()?.in_wan()
    }

    /// What rounding may have taken from a money figure, `scale` being the decimals
    /// that the prose around it gives to 万元.
    pub fn half(&self, scale: u32) -> Option<Money> {
        let own = self.value.scale();
        let half = match self.unit {
            "亿元" => half_place(None, own).checked_mul(Decimal::from(10_000))?,
            "万元" => half_place(Some(Unit::WanYuan), own.max(scale)),
            _ => half_place(Some(Unit::Yuan), own),
        };
        Some(Money { value: half, ..self.money()? })
    }

    /// A money figure in 万元 with what rounding may have taken from it.
    pub fn near(&self, scale: u32) -> Option<Interval> {
        Some(Interval { value: self.in_wan()?, slack: self.half(scale)?.in_wan()? })
    }
}

/// The figures of a paragraph, in order.
pub fn figures(text: &str, words: &SentenceSpec) -> Vec<StatedFigure> {
    figures_in(text, words, &UNITS)
}

/// The figures of a paragraph, in order, and numbers of whatever else it counts.
pub fn figures_and_counts(text: &str, words: &SentenceSpec) -> Vec<StatedFigure> {
    figures_in(text, words, &ALL_UNITS)
}

fn figures_in(text: &str, words: &SentenceSpec, units: &[&'static str]) -> Vec<StatedFigure> {
    // 收、支总计 is one name, not two.
    let text = compact(text).replace("收、支", "收支").replace("收入、支出", "收入支出");
    let mut figures: Vec<StatedFigure> = Vec::new();
    let mut boundary = 0;
    let mut scope = Scope::new(words);
    for found in NUMBER.find_iter(&text) {
        let unit = units.iter().find(|unit| text[found.end()..].starts_with(**unit));
        let Some(unit) = unit.copied() else { continue };
        let behind = &text[found.end() + unit.len()..];
        let is_bound = words.bounds.iter().any(|word| behind.starts_with(word.as_str()));
        if found.start() < boundary || is_bound {
            continue;
        }
        let between = &text[boundary..found.start()];
        // What a colon right after an amount opens are its parts.
        scope.state.inside |= boundary > 0 && between.starts_with(':');
        scope.read(between);
        let label = between.rsplit(MARKS).next().unwrap_or_default().to_owned();
        let Ok(value) = parse_amount(found.as_str()) else { continue };
        let (kind, value) = kind(&label, value, unit, words);
        figures.push(StatedFigure {
            kind,
            value,
            unit: if unit == "％" { "%" } else { unit },
            printed: found.as_str().to_owned(),
            nth: text[..found.start()].matches(found.as_str()).count(),
            year: scope::year(&label, words).or(scope.state.year),
            stage: scope::stage(&label, words).or(scope.state.stage),
            inside: scope.state.inside || scope.depth() > 0,
            depth: scope.depth(),
            compared: scope::is_compared(&label)
                || scope::opens(&label, &words.above)
                || scope::opens(&label, &words.below),
            unchanged: says_unchanged(behind, words),
            measured: is_measured(behind),
            restricted: scope.state.restricted,
            new_clause: between.contains([',', ';', '。']),
            context: between.to_owned(),
            label,
        });
        boundary = found.end() + unit.len();
    }
    figures
}

fn kind(label: &str, value: Decimal, unit: &str, lists: &SentenceSpec) -> (FigureKind, Decimal) {
    // What is cut to an amount (调减为) is that amount, not cut by it.
    let words = label.trim_end_matches(['了', '约', '共']);
    let compared = other_year(words, lists);
    let says = |ends: &[String], middles: &[String]| {
        ends.iter().any(|word| words.ends_with(word.as_str()))
            || middles.iter().any(|word| compared.is_some_and(|head| head.ends_with(word.as_str())))
    };
    let sign = if says(&lists.more, &lists.above) {
        Some(value)
    } else {
        says(&lists.less, &lists.below).then_some(-value)
    };
    match (unit, sign) {
        ("%" | "％", Some(value)) => (FigureKind::ChangePercent, value),
        ("%" | "％", None) => (FigureKind::Share, value),
        ("万元" | "元" | "亿元", Some(value)) => (FigureKind::Change, value),
        ("万元" | "元" | "亿元", None) => (FigureKind::Amount, value),
        _ => (FigureKind::Count, value),
    }
}

/// Whether words begin with a percentage of what stands before them: `的66.67%`.
fn is_measured(behind: &str) -> bool {
    let Some(share) = behind.strip_prefix('的') else { return false };
    let number = NUMBER.find(share).filter(|number| number.start() == 0);
    number.is_some_and(|number| share[number.end()..].starts_with(['%', '％']))
}

/// What stands before `上年预算数` and the like at the end of a label.
fn other_year<'w>(words: &'w str, lists: &SentenceSpec) -> Option<&'w str> {
    let words = words.strip_suffix('数').unwrap_or(words);
    let stage = lists.stages.iter().find_map(|end| words.strip_suffix(end.as_str()));
    let words = stage.unwrap_or(words);
    lists.year_before.iter().find_map(|year| words.strip_suffix(year.as_str()))
}

/// Whether the words right after a number, or a comparison with another year
/// after the next stop, say that it is that year's. 基本持平 says less.
fn says_unchanged(behind: &str, words: &SentenceSpec) -> bool {
    let clause_of = |text: &str| -> String {
        text.chars().take(24).take_while(|c| !matches!(c, ',' | ';' | '。' | '、')).collect()
    };
    let other_year = |clause: &String| {
        let named = words.year_before.iter().any(|year| clause.contains(year.as_str()))
            || scope::year(clause, words).is_some();
        clause.starts_with(['比', '与', '较', '同']) && named && !clause.contains("年初预算")
    };
    let next = behind.strip_prefix([',', '。']).map(clause_of).filter(other_year);
    let clause = next.unwrap_or_else(|| clause_of(behind));
    let before = words.unchanged.iter().find_map(|word| clause.strip_suffix(word.as_str()));
    clause.chars().count() < 24 && before.is_some_and(|before| !before.ends_with("基本"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn figures(text: &str) -> Vec<StatedFigure> {
        super::figures(text, &Catalogue::get().narrative().sentences)
    }

    fn check(text: &str, expected: &[(FigureKind, &str, &str)]) {
        let figures = figures(text);
        let said: Vec<(FigureKind, String, &str)> =
            figures.iter().map(|said| (said.kind, said.value.to_string(), said.label.as_str())).collect();
        let said: Vec<(FigureKind, &str, &str)> =
            said.iter().map(|(kind, value, label)| (*kind, value.as_str(), *label)).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn amounts_shares_and_changes_are_told_by_the_words_before_them() {
        check(
            "2023年度预算收入总计9,784.70万元，比上年增加1646.30万元，增加20.23%，下降6.82%。",
            &[
                (FigureKind::Amount, "9784.70", "2023年度预算收入总计"),
                (FigureKind::Change, "1646.30", "比上年增加"),
                (FigureKind::ChangePercent, "20.23", "增加"),
                (FigureKind::ChangePercent, "-6.82", "下降"),
            ],
        );
        check(
            "公共安全支出 9,385.68 万元,占95.92%",
            &[(FigureKind::Amount, "9385.68", "公共安全支出"), (FigureKind::Share, "95.92", "占")],
        );
        check("管理的项目22个", &[(FigureKind::Count, "22", "管理的项目")]);
    }

    #[test]
    fn parts_stand_inside_until_the_sentence_ends() {
        let inside: Vec<bool> =
            figures("预算5万元。其中:甲2万元;乙3万元。丙1万元").iter().map(|said| said.inside).collect();
        assert_eq!(inside, [false, true, true, false]);
    }

    #[test]
    fn what_is_said_to_be_unchanged_is_seen() {
        let said = figures(
            "“三公”经费预算67.00万元与2022年预算数相同。其中:接待费0万元与上年预算数相同;购置费0万元与上年相比预算数减少4.03万元",
        );
        assert_eq!(said.iter().map(|said| said.unchanged).collect::<Vec<_>>(), [true, true, false, false]);
        assert_eq!(said[3].value, Decimal::new(-403, 2));
        let said = figures(
            "接待费1.35万元。比上年预算持平。会议费2万元，与上年基本持平，培训费3万元，主要用于培训，与上年持平。购置费4万元，与年初预算数持平",
        );
        assert_eq!(said.iter().map(|said| said.unchanged).collect::<Vec<_>>(), [true, false, false, false]);
    }

    #[test]
    fn a_number_compared_with_last_year_is_a_change() {
        check(
            "接待费156.5万元，本年数小于上年预算数29.6万元，与上年预算数相等",
            &[(FigureKind::Amount, "156.5", "接待费"), (FigureKind::Change, "-29.6", "本年数小于上年预算数")],
        );
        assert!(figures("购置费5万元，本年数等于上年预算数。")[0].kind == FigureKind::Amount);
    }

    #[test]
    fn a_year_before_an_amount_is_no_figure() {
        let said = figures("2022年机关运行经费预算422.1万元");
        assert_eq!((said.len(), said[0].year), (1, Some(Year::Named(2022))));
    }
}
