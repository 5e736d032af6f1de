//! Performance-target forms: `form.toml`; what is personal in them and elsewhere: `personal.toml`.

use std::sync::Arc;

use serde::Deserialize;

use super::lists::{CharSet, NamedList, Set, WordList};

/// The words of performance-target forms: `form.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSpec {
    /// WordList of a form's title: 绩效目标申报表, 绩效目标填报表.
    pub titles: Vec<String>,
    /// WordList of the title of a self-evaluation: 绩效自评表.
    pub evaluations: Vec<String>,
    /// What the title of a whole body's form has: 整体.
    pub whole: Vec<String>,
    /// Fields that hold words, in the order of the form.
    pub fields: NamedList,
    /// Labels whose values are personal and are not read.
    pub personal: NamedList,
    /// Sources of money, total first.
    pub funds: NamedList,
    /// What heads the amounts of one source side by side: 年初预算数, 全年执行数.
    pub fund_columns: NamedList,
    /// Level-1 indicator labels.
    pub levels: Vec<LevelSpec>,
    /// What the names of indicators say of their levels.
    pub told_levels: Vec<ToldLevelSpec>,
    /// What the columns of the indicator part are headed by.
    pub parts: NamedList,
    /// Headings of the form and other words that carry no value.
    pub headings: Set<String>,
    /// Names of rows in a list that sum up projects.
    pub sums: Vec<String>,
    /// What stands before the number of a target: `≥`.
    pub signs: Vec<String>,
    /// What stands for no unit of measure.
    pub unmeasured: Vec<String>,
    pub periods: PeriodsSpec,
    pub promises: PromiseSpec,
    /// The characters that labels and headings begin with, once the lists are ready.
    #[serde(skip)]
    pub initials: CharSet,
    /// The labels of levels and the headings beside them, once the lists are ready, for
    /// whoever keeps them at hand.
    #[serde(skip)]
    pub level_words: Arc<LevelWords>,
}

/// By which facts the indicators of all forms are told apart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseSpec {
    /// Percentages that are promised of anything, where nothing else is said.
    pub shares: Vec<String>,
    /// Words of the template that were to be replaced.
    pub templates: Vec<String>,
    /// Names and values that are the template's own.
    pub whole: Vec<String>,
    /// What the name of a satisfaction has.
    pub satisfied: String,
    /// What says of a cost that it is of one of something; words on both sides of `*` stand one
    /// after the other.
    pub unit_costs: Vec<String>,
    /// What the level of costs has, and the unit of them.
    pub cost: String,
    pub money: String,
    /// Chinese digits that are a number before one of the counters.
    pub numerals: String,
    /// What may stand between: 百, 千, 万.
    pub powers: String,
    pub counters: String,
    /// In how many forms the same target has to stand to be told.
    pub often: usize,
}

/// What stands in the columns of levels.
#[derive(Debug, Default)]
pub struct LevelWords {
    pub levels: Vec<LevelSpec>,
    pub headings: Set<String>,
}

/// A level that names of indicators speak of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldLevelSpec {
    /// 一级指标 and 二级指标.
    pub outer: String,
    pub inner: String,
    /// Words of which a name has one.
    pub words: Vec<String>,
}

/// Words by which a heading of a form says of which period it is, longest first.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodsSpec {
    /// 实施期
    pub implementation: Vec<String>,
    /// 年度
    pub annual: Vec<String>,
    /// 半年
    pub partial: Vec<String>,
}

/// The words by which personal data is distinguished from what only looks like it:
/// `personal.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonalSpec {
    /// Labels whose values are personal, beside those of forms ([`FormSpec`]).
    pub labels: NamedList,
    /// What labels of persons end in, and what ends so and is no label of one.
    pub persons: WordList,
    pub nobody: WordList,
    /// Where somebody signs, after the label of who does.
    pub signs: WordList,
    /// Labels of telephones that are published to be called.
    pub service: WordList,
    /// Words of labels after which accounts and mail are a body's, published to be used.
    pub publics: WordList,
    /// Words of a line that its numbers are telephones' (beside 电…话), and of papers that
    /// name a person.
    pub telephones: Vec<String>,
    pub papers: Vec<String>,
    /// What labels of telephones end in.
    pub telephone_labels: WordList,
    /// What headings and labels of amounts, counts and dates end in.
    pub figures: WordList,
    /// What those of codes end in.
    pub codes: WordList,
    /// What is counted by the number before it.
    pub counters: Vec<String>,
    /// Labels of rows that sum up others.
    pub totals: Vec<String>,
    /// What other headings and labels end in.
    pub headings: WordList,
    /// Posts, which stand after a person's name or are its label.
    pub titles: WordList,
    /// What persons are called by, behind a name or a surname alone.
    pub honorifics: WordList,
    /// Words before those: somebody is to be reached.
    pub reach: Vec<String>,
    /// Words that follow a name right after it.
    pub follow: WordList,
    /// What else is said of a person right before the name.
    pub callings: WordList,
    /// Words that bring in who does something; what only persons do, right after their names.
    pub brings: WordList,
    pub acts: WordList,
    /// What stands after the name of somebody who is honoured, not handled.
    pub remembered: WordList,
    /// What stands before it.
    pub honours: WordList,
    /// What is counted in the address of a home, one character each; words of such an
    /// address; words of a body's.
    pub dwellings: String,
    pub homes: Vec<String>,
    pub premises: Vec<String>,
    /// Characters in which names of roads and waters end, for which somebody answers too.
    pub places: CharSet,
    /// Characters in which names of units and posts end, unlike persons'.
    pub offices: CharSet,
    /// Words in which names of units end.
    pub units: WordList,
    /// Who gets money, words that bring in who does, and what they get: where a name stands
    /// between them, it may be a person's.
    pub recipients: WordList,
    pub givers: WordList,
    pub given: WordList,
    /// Frequent surnames, one character each.
    pub surnames: CharSet,
    /// Those of them with which few words begin.
    pub distinct: CharSet,
    /// Surnames of two characters.
    pub compound: WordList,
    /// Frequent surnames with which words begin, too, characters that no name has, and words
    /// that begin as names do.
    pub familiar: CharSet,
    pub no_letters: CharSet,
    pub no_names: WordList,
    /// Characters in which words end, and seldom names.
    pub endings: CharSet,
}

/// A key with the labels it goes by.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub key: String,
    /// What the site calls it.
    pub label: String,
    pub names: Vec<String>,
}

/// A level-1 indicator with its level-2 indicators.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelSpec {
    pub name: String,
    /// Level-2 labels in the order of the form.
    pub inner: Vec<String>,
}
