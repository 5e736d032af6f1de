//! The narrative: `narrative.toml`.

use serde::Deserialize;

use super::{CellSpec, ColumnRef, NamedList};

/// The parts and sections of the narrative: `narrative.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NarrativeSpec {
    /// What lines of the web page around a disclosure begin with.
    pub site: Vec<String>,
    /// How names of bodies end.
    pub bodies: Vec<String>,
    /// What stands right before a body's name in a title.
    pub before_bodies: Vec<String>,
    /// How brackets begin that stand behind a name and are no part of it.
    pub asides: Vec<String>,
    /// How names of projects end, whose amounts are not the body's.
    pub undertakings: Vec<String>,
    /// What stands right after a body's name in a title.
    pub behind_bodies: Vec<String>,
    /// What names the disclosure's own body, and the characters with which a name of it
    /// begins.
    pub own_bodies: Vec<String>,
    pub self_pointing: String,
    /// The body without its units (本级), unless one of these characters before it says
    /// that it is a level of government.
    pub own_level: String,
    pub governments: String,
    /// What stands right after it in a sentence.
    pub verbs: Vec<String>,
    /// Characters with which no name begins: 本, 我.
    pub pointing: String,
    /// Words that no name has in it.
    pub no_bodies: Vec<String>,
    pub parts: NamedList,
    pub sections: NamedList,
    /// How headings of parts and sections end.
    pub heading_ends: Vec<String>,
    /// Charts that the text only mentions.
    pub charts: NamedList,
    /// Glossary terms with stable keys.
    pub terms: NamedList,
    /// Endings that say which of its numbers is given (`年初预算数`, `支出决算`), not
    /// what it is of; the shortest first.
    pub measures: Vec<String>,
    /// Words in a heading under which only claims that say them apply: 本年支出 of the
    /// government-managed funds is not the body's.
    pub apart: Vec<String>,
    /// Which cell an amount in the prose restates.
    pub claims: Vec<ClaimSpec>,
    /// Where the amount of an account named in the prose stands.
    pub account_claims: Vec<AccountClaimSpec>,
    /// Wholes that are followed by their parts.
    pub part_claims: Vec<PartClaimSpec>,
    /// Wholes of which parts are set aside.
    pub within_claims: Vec<WithinClaimSpec>,
    pub counts: CountSpec,
    pub people: PeopleSpec,
    /// Parts of the prose that the rules require.
    pub required: Vec<RequiredSpec>,
    pub sentences: SentenceSpec,
    pub uses: UseSpec,
    /// What the prose counts; the first that fits is it.
    pub things: Vec<ThingSpec>,
    /// Words before what is counted that say no more than that it is the whole body's, longer ones
    /// before those that are part of them.
    pub whose: Vec<String>,
    pub ratios: Vec<RatioSpec>,
}

/// Something that the prose counts: vehicles, people, square metres, or what it pays for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThingSpec {
    pub key: String,
    pub label: String,
    /// The units after the number.
    pub units: Vec<String>,
    /// Words of which one stands in the clause before the number.
    pub names: Vec<String>,
    /// What the whole clause may be instead.
    #[serde(default)]
    pub exact: Vec<String>,
    /// Words that make it another thing.
    #[serde(default)]
    pub except: Vec<String>,
    /// Words in the headings above of which one must stand there; none for anywhere.
    #[serde(default)]
    pub under: Vec<String>,
    /// Whether only numbers of the disclosure's own year are it.
    #[serde(default)]
    pub own: bool,
    /// Whether it may be said to be part of something else.
    #[serde(default)]
    pub parts: bool,
    /// Whether the name may stand before the number before.
    #[serde(default)]
    pub follows: bool,
    /// Whether it is money.
    #[serde(default)]
    pub money: bool,
    /// Whether a body below has its own number, said with its name before it.
    #[serde(default)]
    pub whole: bool,
}

/// What the site works out from a measure and a number of things.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatioSpec {
    pub key: String,
    pub label: String,
    /// Key of the measure.
    pub measure: String,
    /// Keys of the things, the first that is told counting.
    pub by: Vec<String>,
    /// What one of them is called.
    pub each: String,
}

/// How the prose says what the money of an account is for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseSpec {
    /// What begins it, the longest first.
    pub opens: Vec<String>,
    /// How clauses begin that say something else.
    pub ends: Vec<String>,
    /// How it begins where it says nothing of it.
    pub none: Vec<String>,
    /// What only a clause has that names another account.
    pub marks: Vec<String>,
    /// Words that say nothing of themselves.
    pub decoration: Vec<String>,
    /// Most characters of it that are shown.
    pub longest: usize,
}

/// How numbers of people are told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleSpec {
    /// The level of the indicators that count them.
    pub level: String,
    /// How the names of these end, after whom they count.
    pub nouns: Vec<String>,
    /// The characters right after a number of people.
    pub counters: String,
    /// What stands right before the number of all, and before another; the longest first.
    pub totals: Vec<String>,
    pub stating: Vec<String>,
}

/// Words of sentences by what they say of the amounts beside them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentenceSpec {
    /// What came of a budget: 决算, 执行.
    pub executed: Vec<String>,
    /// What tells the budget of the beginning of the year from the adjusted one: 年初.
    pub initial: String,
    /// Kinds of money with 预算 in their names, which say nothing of a stage.
    pub funds: Vec<String>,
    /// What begins a reason, and what ends one.
    pub reasons: Vec<String>,
    pub reasons_given: Vec<String>,
    /// Names of amounts whose changes require a reason.
    pub changing: Vec<String>,
    /// What says that an amount rose or fell by another.
    pub more: Vec<String>,
    pub less: Vec<String>,
    /// What says that it is above or below another year's, which stands right after.
    pub above: Vec<String>,
    pub below: Vec<String>,
    /// What says that it is the same as another year's.
    pub unchanged: Vec<String>,
    /// The year before, the longest first, and the year itself.
    pub year_before: Vec<String>,
    pub this_year: Vec<String>,
    /// What is carried over from the year before, and is of this one.
    pub carried: Vec<String>,
    /// Which of its numbers is given, the longest first.
    pub stages: Vec<String>,
    /// What makes an amount a bound and no figure, right after it.
    pub bounds: Vec<String>,
    /// How clauses begin that name the parts of the amount before, 其中 apart.
    pub parts: Vec<String>,
    /// What takes the amounts after it in its sentence out of the year's whole.
    pub restricting: Vec<String>,
    /// How clauses begin that do so.
    pub conditions: Vec<String>,
    /// What a government takes in, which is no income of its body.
    pub taxes: Vec<String>,
    /// What may stand beside 三公, and the rules require no reason for.
    pub unasked: Vec<String>,
    /// What may stand before a name beside `before_names`, and takes nothing of its amount.
    pub plain: Vec<String>,
    /// What is said of a share after what it is of: 占支出的比重.
    pub share_words: Vec<String>,
    /// What changes are told apart by, the narrower first: which number of the year before.
    pub compared_with: Vec<String>,
    /// How captions of pictures end.
    pub pictures: Vec<String>,
    /// What a share is of where it is of nothing that has a name.
    pub unnamed_wholes: Vec<String>,
    /// What the year's own money is called.
    pub money: Vec<String>,
    /// What is not the year's own income or expenditure.
    pub aside: Vec<String>,
    /// How names of bodies end that stand before a year and surely are names, and how
    /// clauses begin that are none.
    pub sure_bodies: Vec<String>,
    pub no_names: Vec<String>,
    /// What is only said of a change, and names nothing that changed.
    pub comparisons: Vec<String>,
    /// What makes a holder one of several below the body.
    pub subordinate: Vec<String>,
    /// What is about others than the body, where it stands before a name.
    pub of_others: Vec<String>,
    /// What stands before a name and leaves it whole.
    pub before_names: Vec<String>,
    /// How lists begin that name the accounts of an amount.
    pub listing: Vec<String>,
    /// What begins to say what an account is for, and why it changed.
    pub purposes: Vec<String>,
    /// Words that are never said twice in a row on purpose.
    pub undoubled: Vec<String>,
    /// Characters by which names of two bodies of one kind differ.
    pub telling: String,
    /// Words of the parts of a year for which a project's money is planned.
    pub quarters: Vec<String>,
}

/// `面向中小企业预留…`: what is set aside of a whole is no more than that.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithinClaimSpec {
    /// Endings of the words before the whole.
    pub whole: Vec<String>,
    /// What the words before a part say.
    pub part: Vec<String>,
}

/// How counts of bodies, units and projects are told that are said in several places.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountSpec {
    /// The characters and words right after a number of bodies.
    pub counters: Vec<String>,
    /// Kinds of units that a body is made of; each a list of its names.
    pub kinds: Vec<Vec<String>>,
    /// What says that the units below are counted without the body itself.
    pub below: Vec<String>,
    /// The body itself beside these.
    pub itself: Vec<String>,
    /// What opens a list of what was counted, and what ends one before its number.
    pub opens: Vec<String>,
    pub closes: Vec<String>,
    /// What is done with all projects in their turn.
    pub steps: Vec<String>,
}

/// A part of the prose that the rules require.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredSpec {
    pub key: String,
    pub label: String,
    /// Kinds of disclosure that must have it.
    pub kinds: Vec<String>,
    /// Keys of the sections that are it.
    pub sections: Vec<String>,
    /// Words in the title of a section that is it.
    pub words: Vec<String>,
    /// Whether a glossary is it too, however it is headed.
    #[serde(default)]
    pub glossary: bool,
}

/// What an amount restates, by the words right before it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimSpec {
    /// Endings of the words before the amount; the longest counts.
    pub names: Vec<String>,
    /// Words in the headings above of which one must stand there for the names to
    /// mean this; none for anywhere.
    #[serde(default)]
    pub under: Vec<String>,
    /// The cells that the names may mean; to equal one of them is to agree.
    #[serde(default)]
    pub cells: Vec<CellSpec>,
    /// Cells that add up to it, or to nearly the same, where no cell of `cells` is
    /// there.
    #[serde(default)]
    pub sum: Vec<CellSpec>,
    /// The measure whose parts add up to it, where no cell of `cells` is there.
    #[serde(default)]
    pub measure: Option<String>,
    /// The cells that 年初预算 means in final accounts.
    #[serde(default)]
    pub budget: Vec<CellSpec>,
    /// What of the performance-target forms it means instead of a cell.
    #[serde(default)]
    pub forms: Option<OfForms>,
}

/// What of the performance-target forms an amount restates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OfForms {
    /// How many there are.
    Count,
    /// What all of them ask for.
    Sum,
}

/// `公共安全支出（类）检察（款）9,385.68万元` restates the account's cell in one of
/// the columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountClaimSpec {
    /// As in [`ClaimSpec`]; the first that applies counts.
    pub under: Vec<String>,
    /// `table/column`, the likeliest first.
    pub columns: Vec<ColumnRef>,
}

/// `总额3545万元。其中：货物1380万元、…`: parts that sum up to the whole.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartClaimSpec {
    /// Keys of the sections where such lists stand; none for all.
    pub sections: Vec<String>,
    /// Endings of the words before the whole; none where the whole is the number
    /// of forms.
    pub total: Vec<String>,
    /// Endings of the words before a part; none for any.
    pub parts: Vec<String>,
    /// The unit after whole and parts.
    pub unit: String,
}
