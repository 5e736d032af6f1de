//! Compares forms as the program publishes them with the truth.

use super::truth::{Indicator, Project};

/// A form as the program publishes it.
#[derive(Debug, Clone)]
pub struct Got {
    pub name: String,
    /// In 分; none where it states none, or no unit.
    pub amount: Option<i64>,
    /// The line it is linked to: its name, its amount in 分.
    pub line: Option<(String, i64)>,
    pub indicators: Vec<GotIndicator>,
}

/// An indicator as the program publishes it.
#[derive(Debug, Clone)]
pub struct GotIndicator {
    pub said: Indicator,
    /// Whether the program says it is sure.
    pub sure: bool,
}

/// What a program answers to a text.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub forms: Vec<Got>,
    /// Findings on forms that say 不符: there is nothing wrong in any of them.
    pub accusations: Vec<String>,
}

/// How forms and indicators fared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub forms: usize,
    /// Of its name and amount.
    pub found: usize,
    /// On the line that is its own, or on none where it has none.
    pub linked: usize,
    /// On another's line.
    pub on_wrong_line: usize,
    /// Forms that are none.
    pub forms_invented: usize,
    pub indicators: usize,
    /// Period, levels, name, value and what was done.
    pub exact: usize,
    /// Of its name, but otherwise, and sure.
    pub wrong: usize,
    /// Of its name, but otherwise, or of no indicator; in doubt.
    pub doubted: usize,
    /// Indicators that are none, sure.
    pub invented: usize,
    pub accusations: usize,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.forms += other.forms;
        self.found += other.found;
        self.linked += other.linked;
        self.on_wrong_line += other.on_wrong_line;
        self.forms_invented += other.forms_invented;
        self.indicators += other.indicators;
        self.exact += other.exact;
        self.wrong += other.wrong;
        self.doubted += other.doubted;
        self.invented += other.invented;
        self.accusations += other.accusations;
    }
}

/// Judges one disclosure: the tally, and a sentence for all that is not as meant.
pub fn judge(projects: &[Project], answer: &Answer) -> (Tally, Vec<String>) {
    let accusations = answer.accusations.len();
    let mut tally = Tally { forms: projects.len(), accusations, ..Tally::default() };
    let mut said = answer.accusations.clone();
    let mut left: Vec<&Got> = answer.forms.iter().collect();
    for project in projects {
        tally.indicators += project.indicators.len();
        let amount = Some(project.amount).filter(|amount| *amount != 0);
        let same = |got: &&Got| norm(&got.name) == norm(&project.name) && got.amount == amount;
        let Some(at) = left.iter().position(same) else {
            said.push(format!("form not found: {} {amount:?}", project.name));
            continue;
        };
        let got = left.remove(at);
        tally.found += 1;
        line(project, got, &mut tally, &mut said);
        indicators(project, got, &mut tally, &mut said);
    }
    for got in left {
        tally.forms_invented += 1;
        tally.invented += got.indicators.iter().filter(|one| one.sure).count();
        said.push(format!("form invented: {} {:?}, {}", got.name, got.amount, got.indicators.len()));
    }
    (tally, said)
}

fn line(project: &Project, got: &Got, tally: &mut Tally, said: &mut Vec<String>) {
    let key = |line: &Option<(String, i64)>| line.as_ref().map(|(name, amount)| (norm(name), *amount));
    match key(&got.line) {
        line if line == key(&project.line) => tally.linked += 1,
        None => said.push(format!("not linked: {} to {:?}", project.name, project.line)),
        line => {
            tally.on_wrong_line += 1;
            said.push(format!(
                "wrong line: {} belongs to {:?}, stands at {line:?}",
                project.name, project.line
            ));
        }
    }
}

fn indicators(project: &Project, got: &Got, tally: &mut Tally, said: &mut Vec<String>) {
    let mut left: Vec<&GotIndicator> = got.indicators.iter().collect();
    let mut rest = Vec::new();
    for own in &project.indicators {
        match left.iter().position(|got| plain(&got.said) == plain(own)) {
            Some(at) => {
                left.remove(at);
                tally.exact += 1;
            }
            None => rest.push(own),
        }
    }
    for own in rest {
        let named = |got: &&GotIndicator| norm(&got.said.name) == norm(&own.name);
        let near = left.iter().position(|got| named(got) && got.said.annual == own.annual);
        let Some(at) = near.or(left.iter().position(named)) else {
            said.push(format!("{}: indicator missing: {own:?}", project.name));
            continue;
        };
        let got = left.remove(at);
        *(if got.sure { &mut tally.wrong } else { &mut tally.doubted }) += 1;
        said.push(format!("{}: indicator wrong: {own:?}\n    is {:?}", project.name, got.said));
    }
    for got in left {
        *(if got.sure { &mut tally.invented } else { &mut tally.doubted }) += 1;
        said.push(format!("{}: indicator invented: {:?}", project.name, got.said));
    }
}

fn plain(indicator: &Indicator) -> Indicator {
    let Indicator { annual, level1, level2, name, value, done } = indicator;
    let (level1, level2, name) = (norm(level1), norm(level2), norm(name));
    Indicator { annual: *annual, level1, level2, name, value: norm(value), done: norm(done) }
}

/// Without blanks, with one kind of brackets.
fn norm(text: &str) -> String {
    let one = |c: char| match c {
        '（' => '(',
        '）' => ')',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(one).collect()
}
