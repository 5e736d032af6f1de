//! What holds where a figure stands until something else is said: the year, the
//! stage of the budget, 其中, and brackets.

use crate::catalogue::schema::SentenceSpec;

/// Which year words speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// `2023年`
    Named(u16),
    /// `上年`, `去年`
    Before,
}

/// Which of an item's numbers is given: what was planned or what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// `年初预算`, `预算数`
    Planned,
    /// `决算数`, `执行数`
    Executed,
}

/// What is in force at one place of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    pub year: Option<Year>,
    pub stage: Option<Stage>,
    /// Whether `其中` has been said since the sentence began, or a clause begun with 包括.
    pub inside: bool,
    /// Whether the sentence has said that it is not of the whole: 截至三季度末, 如不含.
    pub restricted: bool,
}

/// The state of a sentence, with those around each open bracket.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    words: &'a SentenceSpec,
    pub state: State,
    around: Vec<State>,
    /// Whether a sentence has ended and the next has not begun.
    ended: bool,
}

/// Marks that end a clause.
pub const MARKS: [char; 5] = [',', ';', '。', ':', '、'];

impl<'a> Scope<'a> {
    /// Where nothing has been said.
    pub fn new(words: &'a SentenceSpec) -> Self {
        Self { words, state: State::default(), around: Vec::new(), ended: false }
    }

    /// Goes on over compacted words.
    pub fn read(&mut self, words: &str) {
        let mut rest = words;
        while let Some(at) = rest.find(|c| MARKS.contains(&c) || c == '(' || c == ')') {
            let mark = rest[at..].chars().next().unwrap_or_default();
            self.clause(&rest[..at]);
            self.mark(mark);
            rest = &rest[at + mark.len_utf8()..];
        }
        self.clause(rest);
    }

    /// How many brackets are open.
    pub fn depth(&self) -> usize {
        self.around.len()
    }

    fn mark(&mut self, mark: char) {
        match mark {
            '。' => (self.ended, self.around) = (true, Vec::new()),
            '(' => self.around.push(self.state),
            ')' => self.state = self.around.pop().unwrap_or(self.state),
            _ => {}
        }
    }

    fn clause(&mut self, clause: &str) {
        if clause.is_empty() {
            return;
        }
        if self.ended && !clause.contains("其中") {
            self.state = State::default();
        }
        self.ended = false;
        let state = &mut self.state;
        state.inside |= clause.contains("其中") || opens(clause, &self.words.parts);
        state.restricted |= says(clause, &self.words.restricting) || opens(clause, &self.words.conditions);
        if !state.inside {
            state.stage = None;
        }
        if is_compared(clause) {
            return;
        }
        state.year = year(clause, self.words).or(state.year.filter(|_| !says(clause, &self.words.this_year)));
        state.stage = stage(clause, self.words).or(state.stage);
    }
}

/// Whether a clause begins with one of some words.
pub fn opens(clause: &str, words: &[String]) -> bool {
    words.iter().any(|word| clause.starts_with(word.as_str()))
}

fn says(clause: &str, words: &[String]) -> bool {
    words.iter().any(|word| clause.contains(word.as_str()))
}

/// The year that words name, if they do.
pub fn year(words: &str, lists: &SentenceSpec) -> Option<Year> {
    let named = words
        .match_indices('年')
        .find_map(|(at, _)| words[..at].get(at.checked_sub(4)?..)?.parse().ok())
        .map(Year::Named);
    named.or_else(|| says_year_before(words, lists).then_some(Year::Before))
}

/// 上年预算 is another year's; what is carried over from the last (上年结转) is this one's.
fn says_year_before(words: &str, lists: &SentenceSpec) -> bool {
    !says(words, &lists.carried) && says(words, &lists.year_before)
}

/// Whether words set a number beside another: `比年初预算数`, `与上年相比`.
pub fn is_compared(words: &str) -> bool {
    let begins = words.starts_with(['与', '同', '和', '较', '比']);
    let within = words.match_indices('比').any(|(at, _)| {
        let (before, behind) = (&words[..at], &words[at + '比'.len_utf8()..]);
        !before.ends_with(['占', '对', '环']) && !behind.starts_with(['例', '重', '率', '对'])
    });
    begins || within || words.contains('较')
}

/// The stage that words name last, names of funds apart.
pub fn stage(words: &str, lists: &SentenceSpec) -> Option<Stage> {
    let words = lists.funds.iter().fold(words.to_owned(), |words, fund| words.replace(fund, ""));
    // 完成全年预算的… says how far what was carried out went.
    let planned = words.split("完成").next().unwrap_or_default().rfind("预算");
    let executed = executed(&words, lists);
    match (planned, executed) {
        (None, None) => None,
        (planned, executed) if planned > executed => Some(Stage::Planned),
        _ => Some(Stage::Executed),
    }
}

/// Where words say last that something was carried out: not where they name an account
/// (`案件执行(项)`) or what is done (`审判、执行等`).
pub fn executed(words: &str, lists: &SentenceSpec) -> Option<usize> {
    let places = lists.executed.iter().flat_map(|word| {
        let ends = words.match_indices(word.as_str()).map(|(at, found)| (at, at + found.len()));
        ends.filter(|(_, end)| !names_account(&words[*end..]))
    });
    places.map(|(at, _)| at).max()
}

/// Whether a text goes on to the level of an account, or to 等.
fn names_account(behind: &str) -> bool {
    let level = ["(类)", "(款)", "(项)"].iter().filter_map(|level| behind.find(level)).min();
    let of_account = |at: usize| !behind[..at].contains(['数', ',', ':']) && !behind[..at].contains("预算");
    behind.starts_with('等') || level.is_some_and(of_account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn sentences() -> &'static SentenceSpec {
        &Catalogue::get().narrative().sentences
    }

    fn after(words: &str) -> State {
        let mut scope = Scope::new(sentences());
        scope.read(words);
        scope.state
    }

    #[test]
    fn a_year_holds_until_another_or_a_new_sentence() {
        assert_eq!(after("2023年支出,其中:基本支出").year, Some(Year::Named(2023)));
        assert_eq!(after("上年执行数;2024年支出").year, Some(Year::Named(2024)));
        assert_eq!(after("2023年支出。其中:基本支出").year, Some(Year::Named(2023)));
        assert_eq!(after("2023年支出。基本支出").year, None);
        assert_eq!(after("2023年支出,本年支出").year, None);
        assert_eq!(after("比2023年增加,基本支出").year, None);
        assert_eq!(year("上年结转", sentences()), None);
    }

    #[test]
    fn what_stands_in_brackets_ends_with_them() {
        assert!(after("甲(其中:乙").inside && !after("甲(其中:乙),丙").inside);
    }

    #[test]
    fn the_stage_named_last_counts_and_funds_name_none() {
        assert_eq!(stage("三公经费支出预算为", sentences()), Some(Stage::Planned));
        assert_eq!(stage("预算执行数", sentences()), Some(Stage::Executed));
        assert_eq!(stage("案件执行(项)支出", sentences()), None);
        assert_eq!(stage("公诉、审判、执行等支出", sentences()), None);
        assert_eq!(stage("执行数:教育支出(类)", sentences()), Some(Stage::Executed));
        assert_eq!(stage("完成全年预算的", sentences()), Some(Stage::Executed));
        assert_eq!(stage("一般公共预算财政拨款支出", sentences()), None);
        assert_eq!(after("年初预算,其中基本支出").stage, Some(Stage::Planned));
        assert_eq!(after("年初预算,公务接待费").stage, None);
    }

    #[test]
    fn shares_are_no_comparisons() {
        assert!(is_compared("比年初预算数") && is_compared("决算数比预算数") && is_compared("较上年"));
        assert!(!is_compared("占比") && !is_compared("所占比重") && !is_compared("收入预算"));
    }
}
