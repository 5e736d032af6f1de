//! 20XX年预算: prose on a year's money speaks of the disclosure's own year and the one before.

use std::collections::BTreeMap;

use crate::audit::narrative::ParagraphContext;
use crate::catalogue::schema::SentenceSpec;
use crate::model::{Class, Finding, Group, Operand, Rule, Verdict};
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::scope::{self, Year};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "amount-year",
    class: Class::Words,
    title: "金额前写的年份是本年或上年",
    text: "文字说明里“20XX年预算”“20XX年支出决算”一类紧挨着金额的年份，应是这份公开的年度或上一年度。日期、文件名称、结转资金所属的年份不算；写了别的年份的，也可能确实在说那一年，一律记为存疑。",
    basis: "预算和决算的说明只与上年比较；别的年份多是沿用旧文档时漏改。",
};

/// What passages say of years, while they are read.
#[derive(Default)]
pub struct Stated {
    fitting: Vec<Operand>,
    others: BTreeMap<u16, Vec<Operand>>,
}

impl Stated {
    /// Takes the years of a passage.
    pub fn collect(&mut self, passage: &ParagraphContext<'_>) {
        let disclosure = &passage.linked.disclosure;
        if !disclosure.is_of_one_year() {
            return;
        }
        let own = disclosure.id.year;
        for said in
            passage.figures.iter().filter(|said| matches!(said.kind, FigureKind::Amount | FigureKind::Change))
        {
            match year(said, passage.words()) {
                Some(year) if year == own || year.checked_add(1) == Some(own) => {
                    self.fitting.push(named(passage, said));
                }
                Some(year) => self.others.entry(year).or_default().push(named(passage, said)),
                None => {}
            }
        }
    }

    /// One finding for all that fit, and one for each other year.
    pub fn findings(self) -> Vec<Finding> {
        let others = self.others.into_iter().map(|(year, figures)| {
            let first = figures.first().map_or("", |figure| figure.label.as_str());
            let statement = format!("文字写“{first}”，{year} 年不是这份公开的年度，也不是上一年度");
            finding(format!("narrative-year-{year}"), Verdict::Doubtful, statement, figures)
        });
        let mut findings: Vec<Finding> = others.collect();
        if !self.fitting.is_empty() && findings.is_empty() {
            let statement = format!("{} 处金额前写的年份都是本年或上年", self.fitting.len());
            findings.push(finding("narrative-years".to_owned(), Verdict::Agree, statement, self.fitting));
        }
        findings
    }
}

/// Where a year is named. It says nothing of the amount after it.
fn named(passage: &ParagraphContext<'_>, said: &StatedFigure) -> Operand {
    Operand { amount: None, ..passage.operand(said) }
}

/// The year whose money a figure is said to be.
fn year(said: &StatedFigure, words: &SentenceSpec) -> Option<u16> {
    matches!(said.year, Some(Year::Named(_))).then_some(())?;
    let label = without_titles(&said.label);
    let says = |words: &[String]| words.iter().any(|word| label.contains(word.as_str()));
    let named = scope::year(&label, words).filter(|_| says(&words.money) && !says(&words.carried))?;
    let Year::Named(year) = named else { return None };
    // A day and a span are of whatever year.
    let (before, behind) = label.split_once(&format!("{year}年"))?;
    let dated = behind.starts_with(|c: char| c.is_ascii_digit() || "起至月底初末".contains(c));
    let spanned = before.ends_with(['自', '从', '至', '到', '以', '于']);
    (!dated && !spanned && (1990..=2100).contains(&year)).then_some(year)
}

/// Words without the titles of documents among them.
fn without_titles(words: &str) -> String {
    let mut rest = words.split('《');
    let first = rest.next().unwrap_or_default();
    let others = rest.map(|title| title.split_once('》').map_or("", |(_, behind)| behind));
    [first].into_iter().chain(others).collect()
}

fn finding(id: String, verdict: Verdict, statement: String, figures: Vec<Operand>) -> Finding {
    Finding {
        note: (verdict == Verdict::Doubtful)
            .then(|| "可能是年份漏改，也可能说的确实是那一年，或者是文本识别之误。".to_owned()),
        ..Finding::worded(&RULE, Group::Narrative, id, verdict, statement, figures)
    }
}
