//! The shape of the catalogue's data files. The build script reads them by the
//! same types to refuse what is wrong before it is embedded; so this file uses
//! nothing but `serde`.

use serde::Deserialize;

/// One statutory table: `tables/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Stable ASCII id, the file's name and the table's address.
    pub id: String,
    /// Place among the tables of a disclosure, where none is published.
    pub order: u16,
    /// A plain short title for lists.
    pub short: String,
    /// The question this table answers, as a reader would ask it.
    pub question: String,
    /// One or two sentences on what the table shows, in plain words.
    pub description: String,
    /// `budget`, `final`, or both.
    pub kinds: Vec<String>,
    /// Words that stand in its titles and in no other table's: 政府采购. They make
    /// the part of a title that goes by the table's id.
    #[serde(default)]
    pub title_words: Vec<String>,
    /// Of which parts its titles are made, in any order; one entry a way to make
    /// them.
    #[serde(default)]
    pub identity: Vec<IdentitySpec>,
    /// What the titles of a form end with (`form`), instead of parts.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Which account list names rows that print no code: `function`, `economic`.
    #[serde(default)]
    pub accounts: Option<String>,
    /// Whether rows are projects, keyed by their slugs.
    #[serde(default)]
    pub projects: bool,
    /// Whether it sets all income against all expenditure (收支总表), so that a row
    /// without a code is a total of its side.
    #[serde(default)]
    pub balance: bool,
    /// Whether it is a form: fields rather than columns, so that it has no header,
    /// each row is told by all its words, and numbers are words too. Its titles
    /// are known by their `endings`.
    #[serde(default)]
    pub form: bool,
    pub columns: Vec<ColumnSpec>,
    /// Blocks side by side, left to right; none for a table of one block.
    #[serde(default)]
    pub blocks: Vec<BlockSpec>,
    #[serde(default)]
    pub rows: Vec<RowSpec>,
    /// Identities that hold in the table or between it and others, beside the
    /// sums of its hierarchy.
    #[serde(default)]
    pub checks: Vec<CheckSpec>,
    /// Kinds of disclosure for which the rules require the table.
    #[serde(default)]
    pub required: Vec<String>,
    /// Rows beside which the row `total` is more than what the table is about: 会议费
    /// beside 三公.
    #[serde(default)]
    pub beyond: Vec<String>,
    /// What is drawn from it.
    #[serde(default)]
    pub charts: Vec<ChartSpec>,
}

/// One way in which a table's titles are made of parts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentitySpec {
    /// The parts that every such title has: keys of `titles.toml`, or the table's id
    /// for its own `title_words`.
    pub has: Vec<String>,
    /// Parts that a title may have too; with any other it is another table's.
    #[serde(default)]
    pub may: Vec<String>,
    /// The table that such a title is where the document has no other of it: of two
    /// tables by 部门 and by 政府预算经济分类 the one alone is the usual one.
    #[serde(default)]
    pub twin: Option<String>,
}

/// Words of which titles are made: `titles.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitlesSpec {
    /// Words that do not tell tables apart: 预算, 部门, 总表.
    pub plain: Vec<String>,
    /// The characters that names of bodies end with; such a name may stand before
    /// a title.
    pub bodies: String,
    /// Words that begin a sentence about a table, which is no title.
    pub sentences: Vec<String>,
    pub parts: Vec<PartSpec>,
}

/// A part of titles: which money, which kind, which classification.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartSpec {
    pub key: String,
    /// The words that say it.
    pub names: Vec<String>,
    /// Whether it counts in the brackets behind a title too.
    #[serde(default)]
    pub aside: bool,
    /// The part without which this one speaks of a part of the table only.
    #[serde(default)]
    pub half: Option<String>,
}

/// A chart of a whole and its parts. Exactly one of `rows`, `columns` and
/// `measures` says which figures the parts are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSpec {
    /// Stable ASCII key, unique in the catalogue; `charts` of the narrative name
    /// it where a text mentions the chart.
    pub key: String,
    pub heading: String,
    /// What a part is called in sentences: 类, 种, 个.
    pub part: String,
    /// The column whose figures are the parts, one a row of the highest level.
    #[serde(default)]
    pub rows: Option<String>,
    /// The block that the rows stand in, in a table of several.
    #[serde(default)]
    pub block: Option<String>,
    /// The columns that are the parts, in the row `total` or the only one with
    /// an amount.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The measures that are the parts; the whole is the measure that they make up.
    #[serde(default)]
    pub measures: Vec<String>,
    /// The published whole: the first of these cells with an amount.
    #[serde(default)]
    pub whole: Vec<CellSpec>,
    /// Whether it is about the structure of the whole, which then stands above
    /// the parts as a strip.
    #[serde(default)]
    pub strip: bool,
    /// Whether a part without an amount has its line in the picture too.
    #[serde(default)]
    pub every: bool,
    /// Whether it stands on the disclosure's first page too.
    #[serde(default)]
    pub headline: bool,
}

/// An identity.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "kebab-case")]
pub enum CheckSpec {
    /// In every row the column `total` is the sum of the columns `parts`.
    Across { total: String, parts: Vec<String> },
    /// The cell is equal to the first of the cells `to` that is there.
    Equal {
        cell: CellSpec,
        to: Vec<CellSpec>,
        /// What a difference may mean rather than a mistake.
        #[serde(default)]
        scope: Option<Scope>,
    },
    /// Each account's `column` is equal to its `to_column` in the table `to`.
    Accounts {
        column: String,
        to: String,
        to_column: String,
        #[serde(default)]
        scope: Option<Scope>,
    },
    /// The rows that are no totals sum up, in `column`, to the cell `to`.
    Lines { column: String, to: CellSpec },
}

/// How two figures that are alike may yet speak of different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// One table may hold more sources of money than the other.
    Funds,
    /// One table may count in what was carried over from the year before.
    Carried,
    /// They may be defined otherwise.
    Meaning,
}

/// A cell: `row/column`, or `table:row/column` in another table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CellSpec {
    /// `None` for the table that declares the check.
    pub table: Option<String>,
    pub row: String,
    pub column: String,
}

impl TryFrom<String> for CellSpec {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (table, cell) = match text.split_once(':') {
            Some((table, cell)) => (Some(table.to_owned()), cell),
            None => (None, text.as_str()),
        };
        let (row, column) = cell.split_once('/').ok_or_else(|| format!("{text} is no row/column"))?;
        Ok(Self { table, row: row.to_owned(), column: column.to_owned() })
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnRole {
    /// Account codes, or one part of a split code.
    Code,
    /// The name that labels the row.
    Label,
    /// Other words.
    Text,
    /// Amounts in the table's unit.
    Amount,
}

/// One column of a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    pub key: String,
    pub role: ColumnRole,
    /// Headings it goes by, without the year; `外/内` for an inner heading that
    /// only its outer one makes clear.
    pub names: Vec<String>,
    /// The block it belongs to, in a table of several.
    #[serde(default)]
    pub block: Option<String>,
    /// A column beside which these names mean this one, and another elsewhere:
    /// 合计 is more than the “三公” total beside 会议费.
    #[serde(default)]
    pub beside: Option<String>,
}

/// One of several blocks side by side.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockSpec {
    pub key: String,
    /// Headings over the block; one with blanks in it stands for any that says its
    /// words in this order.
    pub names: Vec<String>,
    /// Which account list names its rows, where it is not the table's; `none`.
    #[serde(default)]
    pub accounts: Option<String>,
}

/// A row known by its label rather than by a code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSpec {
    pub key: String,
    /// Labels it goes by, without numbering (`一、`, `①`, `其中：`).
    pub names: Vec<String>,
    /// The block it stands in, where a label could stand in two.
    #[serde(default)]
    pub block: Option<String>,
    /// The row above it that gives it its meaning, by key.
    #[serde(default)]
    pub under: Option<String>,
    #[serde(default)]
    pub level: u8,
    #[serde(default)]
    pub total: bool,
    /// Which years' money it is, where the others of its block are of more.
    #[serde(default)]
    pub money: Option<RowMoney>,
}

/// Which years' money a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowMoney {
    /// A total of what the year itself brings or costs: 本年收入合计.
    Year,
    /// What comes from the year before, or is left for the next: 上年结转.
    Carried,
}

/// Words of tables in everyday language: `words.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsSpec {
    pub words: Vec<WordSpec>,
}

/// One word, and how to recognise it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordSpec {
    /// That of the glossary's term, where it has one for the word.
    pub key: String,
    pub name: String,
    /// What a title, a heading or a row that uses it contains.
    pub names: Vec<String>,
    pub plain: String,
}

/// What years and bodies are laid side by side by: `measures.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasuresSpec {
    pub groups: Vec<MeasureGroup>,
    pub scopes: Vec<ScopeSpec>,
}

/// Measures that belong together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureGroup {
    pub label: String,
    pub measures: Vec<MeasureSpec>,
}

/// One figure that stands for a whole disclosure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureSpec {
    /// `income`, `expenditure`, `three-public`, `operating`.
    pub key: String,
    pub label: String,
    /// What it is in everyday words, a few of them.
    #[serde(default)]
    pub plain: Option<String>,
    /// Depth below the measure that it is part of.
    #[serde(default)]
    pub level: u8,
    /// Whether it is among the few that stand first.
    #[serde(default)]
    pub headline: bool,
    /// Whether it is drawn over a body's years.
    #[serde(default)]
    pub years: bool,
    /// Where it may stand; the first cell with an amount counts. The row `*` is
    /// the only row of its table that has an amount.
    pub cells: Vec<CellSpec>,
    /// The measures that it is the sum of, which the site adds up where no cell has
    /// an amount.
    #[serde(default)]
    pub parts: Vec<String>,
}

/// A kind of money (口径) that spending by account is stated for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeSpec {
    pub key: String,
    pub label: String,
    pub note: String,
    /// Columns with the amount of each account (row `*`); the first table that
    /// has accounts counts.
    pub cells: Vec<CellSpec>,
}

/// A list of account codes with the names they went by: `accounts/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountList {
    pub id: String,
    pub account: Vec<Account>,
}

/// One account code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub code: String,
    /// The current name first, earlier ones after it.
    pub names: Vec<String>,
}

/// The words of performance-target forms: `form.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSpec {
    /// Endings of a form's title: 绩效目标申报表, 绩效目标填报表.
    pub titles: Vec<String>,
    /// Endings of the title of a self-evaluation: 绩效自评表.
    pub evaluations: Vec<String>,
    /// Fields that hold words, in the order of the form.
    pub fields: Vec<Named>,
    /// Labels whose values are personal and are not read.
    pub personal: Vec<Named>,
    /// Sources of money, total first.
    pub funds: Vec<Named>,
    /// What heads the amounts of one source side by side: 年初预算数, 全年执行数.
    pub fund_columns: Vec<Named>,
    /// Level-1 indicator labels.
    pub levels: Vec<LevelSpec>,
    /// What the names of indicators say of their levels.
    pub told_levels: Vec<ToldLevelSpec>,
    /// What the columns of the indicator part are headed by.
    pub parts: Vec<Named>,
    /// Headings of the form and other words that carry no value.
    pub headings: Vec<String>,
    /// Names of rows in a list that sum up projects.
    pub sums: Vec<String>,
    /// What stands before the number of a target: `≥`.
    pub signs: Vec<String>,
    /// What stands for no unit of measure.
    pub unmeasured: Vec<String>,
    pub periods: PeriodsSpec,
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

/// The words by which personal data is told from what only looks like it:
/// `personal.toml`. The labels themselves are those of forms ([`FormSpec`]).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonalSpec {
    /// Labels of telephones that are published to be called.
    pub service: Vec<String>,
    /// What headings and labels of amounts, counts and dates end in.
    pub figures: Vec<String>,
    /// What those of codes end in.
    pub codes: Vec<String>,
    /// Labels of rows that sum up others.
    pub totals: Vec<String>,
    /// What other headings and labels end in.
    pub headings: Vec<String>,
    /// What may stand behind a person's name.
    pub titles: Vec<String>,
    /// Characters in which names of units and posts end, unlike persons'.
    pub offices: String,
    /// Frequent surnames, one character each.
    pub surnames: String,
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
    /// What stands right behind a body's name in a title.
    pub behind_bodies: Vec<String>,
    /// What names the disclosure's own body, and the characters with which a name of it
    /// begins.
    pub own_bodies: Vec<String>,
    pub self_pointing: String,
    /// The body without its units (本级), unless one of these characters before it says
    /// that it is a level of government.
    pub own_level: String,
    pub governments: String,
    /// What stands right behind it in a sentence.
    pub verbs: Vec<String>,
    /// Characters with which no name begins: 本, 我.
    pub pointing: String,
    /// Words that no name has in it.
    pub no_bodies: Vec<String>,
    pub parts: Vec<Named>,
    pub sections: Vec<Named>,
    /// How headings of parts and sections end.
    pub heading_ends: Vec<String>,
    /// Charts that the text only mentions.
    pub charts: Vec<Named>,
    /// Glossary terms with stable keys.
    pub terms: Vec<Named>,
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
    pub people: PeopleSpec,
    /// Parts of the prose that the rules require.
    pub required: Vec<RequiredSpec>,
    pub sentences: SentenceSpec,
}

/// How numbers of people are told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleSpec {
    /// The level of the indicators that count them.
    pub level: String,
    /// How the names of these end, behind whom they count.
    pub nouns: Vec<String>,
    /// The characters right behind a number of people.
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
    /// Kinds of money with 预算 in their names, which say nothing of a stage.
    pub funds: Vec<String>,
    /// What begins a reason, and what ends one.
    pub reasons: Vec<String>,
    pub reasons_given: Vec<String>,
    /// Names of amounts whose changes want a reason.
    pub changing: Vec<String>,
    /// What says that an amount rose or fell by another.
    pub more: Vec<String>,
    pub less: Vec<String>,
    /// What says that it is above or below another year's, which stands right behind.
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
    /// What makes an amount a bound and no figure, right behind it.
    pub bounds: Vec<String>,
    /// How clauses begin that name the parts of the amount before, 其中 apart.
    pub parts: Vec<String>,
    /// What takes the amounts behind it in its sentence out of the year's whole.
    pub restricting: Vec<String>,
    /// How clauses begin that do so.
    pub conditions: Vec<String>,
    /// What a government takes in, which is no income of its body.
    pub taxes: Vec<String>,
    /// What may stand before a name beside `before_names`, and takes nothing of its amount.
    pub plain: Vec<String>,
    /// What is said of a share behind what it is of: 占支出的比重.
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

/// A column: `table/column`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ColumnRef {
    pub table: String,
    pub column: String,
}

impl TryFrom<String> for ColumnRef {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (table, column) = text.split_once('/').ok_or_else(|| format!("{text} is no table/column"))?;
        Ok(Self { table: table.to_owned(), column: column.to_owned() })
    }
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
    /// The unit behind whole and parts.
    pub unit: String,
}

/// What labels and headings say, whatever the table: `labels.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelsSpec {
    /// Labels of sums over all rows: 合计.
    pub totals: Vec<String>,
    /// Labels of sums over a part of them: 小计.
    pub subtotals: Vec<String>,
    /// Words in headings of the year's own amounts.
    pub this_year: Vec<String>,
    /// Words in headings of another year's amounts.
    pub other_year: Vec<String>,
    /// Words in headings of the budget's amounts, and of the final accounts'.
    pub budget: Vec<String>,
    #[serde(rename = "final")]
    pub final_accounts: Vec<String>,
    /// What a row that numbers the columns holds beside numbers: 栏次.
    pub numbering: Vec<String>,
    /// Headings of the parts of a code: 类, 款, 项.
    pub code_levels: Vec<String>,
    /// Words in headings of codes.
    pub codes: Vec<String>,
    /// What rows count that are not of money, in brackets behind their labels.
    pub counted: Vec<String>,
    /// How headings end whose numbers are no money.
    pub numbers: Vec<String>,
    /// Words in titles of tables of one kind of money.
    pub funds: Vec<String>,
    /// Words in notes that say that some accounts are not published.
    pub withheld: Vec<String>,
}

/// What stands over and under tables: `captions.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionsSpec {
    /// What notes begin with.
    pub notes: Vec<String>,
    /// What notes say of a table without amounts; and any text under one.
    pub empty: Vec<String>,
    pub no_data: Vec<String>,
    /// How the name of all tables together ends, and what stands before that.
    pub collections: Vec<String>,
    pub collected: Vec<String>,
    /// What stands before the body's name, the longest first.
    pub bodies: Vec<String>,
    /// How words for kinds of bodies end: `名称` behind one says that a body's name
    /// follows.
    pub kinds: Vec<String>,
    /// What ends that name.
    pub ends: Vec<String>,
    /// Units of money that amounts are not counted in here.
    pub other_units: Vec<String>,
    /// What a title ends in that goes on from the page before.
    pub continued: Vec<String>,
    /// What says that it is the department's money (部门), and the unit's alone (单位).
    pub department: CoverageSpec,
    pub unit: CoverageSpec,
}

/// What says whose money it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageSpec {
    /// What a line over a table begins with.
    pub stated: Vec<String>,
    /// Words in the disclosure's title.
    pub titled: Vec<String>,
    /// Words in a line over a table.
    pub ranked: Vec<String>,
}

/// What headings mean, whatever the table: `concepts.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptsSpec {
    /// Headings that say no more than that amounts stand under them.
    pub neutral: Vec<String>,
    /// What may stand around the name of a concept of amounts.
    pub filler: Vec<String>,
    /// The first that fits counts.
    pub concepts: Vec<ConceptSpec>,
}

/// One meaning of headings, told by the words in them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptSpec {
    /// The key of a column that means this; several entries may share one.
    pub key: String,
    pub role: ColumnRole,
    /// Words that stand in the heading in this order, parted by blanks; `=` before
    /// a name that must be the whole heading.
    pub names: Vec<String>,
    /// Words of which none stands in it.
    #[serde(default)]
    pub without: Vec<String>,
    /// Whether what stands under it is another money or year than beside it, so
    /// that its key is part of theirs: 上年结转 over 一般公共预算.
    #[serde(default)]
    pub apart: bool,
}
