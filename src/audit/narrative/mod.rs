//! Checks of the prose: every amount, share and change that can be tied to a
//! cell or to the figures beside it is recomputed. What cannot be tied by exact
//! words is not guessed at.

pub mod amounts;
pub mod cells;
pub mod changes;
pub mod clauses;
pub mod completion;
pub mod counts;
pub mod directions;
pub mod holders;
pub mod listed;
pub mod lists;
pub mod parts;
pub mod people;
pub mod percent;
pub mod planned;
pub mod purposes;
pub mod reasons;
pub mod references;
pub mod repeats;
pub mod shares;
pub mod steps;
pub mod units;
pub mod vehicles;
pub mod wholes;
pub mod within;
pub mod years;

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::catalogue::normal::{compact, hashed_key, numbering, unnumbered};
use crate::catalogue::schema::SentenceSpec;
use crate::model::{
    DisclosureKind, Finding, Linked, Operand, OperandPlace, OperandRole, Paragraph, Section, TableIndex,
    Target, Verdict,
};
use crate::money::{Interval, Money};
use crate::sentences::accounts::{self, Accounts, Path};
use crate::sentences::figures::{self, StatedFigure};
use crate::sentences::scope::{self, Year};
use crate::sentences::{self, lines};
use crate::source::Line;

use cells::Restated;

/// Where a paragraph stands, which says what its words mean.
pub struct Setting<'a> {
    pub linked: &'a Linked,
    pub tables: &'a TableIndex<'a>,
    /// The body's name, compacted.
    pub body: String,
    /// The headings above it, compacted, the nearest first.
    pub headings: Vec<String>,
    pub whole: &'a Whole<'a>,
}

/// One paragraph with its figures.
pub struct ParagraphContext<'a> {
    pub setting: Setting<'a>,
    pub linked: &'a Linked,
    pub index: usize,
    pub section: &'a Section,
    pub paragraph: &'a Paragraph,
    /// The paragraph before it in its section.
    pub before: Option<&'a Paragraph>,
    pub figures: Vec<StatedFigure>,
    /// What each of the figures restates.
    pub ties: Vec<Option<Restated<'a>>>,
    pub whole: &'a Whole<'a>,
    /// The paragraph's lines, compacted.
    lines: OnceCell<Vec<String>>,
}

/// What several passages need of the whole disclosure, worked out once.
pub struct Whole<'a> {
    linked: &'a Linked,
    tables: &'a TableIndex<'a>,
    forms_sum: OnceCell<Option<(Money, Vec<Operand>)>>,
    reasoned: OnceCell<HashSet<String>>,
    accounts: OnceCell<Accounts<'a>>,
    scale: OnceCell<u32>,
}

impl<'a> Whole<'a> {
    fn new(linked: &'a Linked, tables: &'a TableIndex<'a>) -> Self {
        Self {
            linked,
            tables,
            forms_sum: OnceCell::new(),
            reasoned: OnceCell::new(),
            accounts: OnceCell::new(),
            scale: OnceCell::new(),
        }
    }

    /// The words of sentences.
    fn words(&self) -> &'a SentenceSpec {
        &self.tables.catalogue.narrative().sentences
    }

    /// The sum of the forms' totals in 万元, with the forms; `None` without forms.
    pub fn forms_sum(&self) -> Option<&(Money, Vec<Operand>)> {
        self.forms_sum.get_or_init(|| amounts::forms(self.linked)).as_ref()
    }

    /// The numbers in paragraphs that give a reason.
    pub fn reasoned(&self) -> &HashSet<String> {
        self.reasoned.get_or_init(|| reasons::reasoned(self.linked, self.words()))
    }

    /// The functional accounts of the tables.
    fn accounts(&self) -> &Accounts<'a> {
        self.accounts.get_or_init(|| Accounts::of(self.tables))
    }

    /// The decimals to which the prose carries 万元: 5533 beside 12323.48 is
    /// 5533.00. At most two.
    fn scale(&self) -> u32 {
        *self.scale.get_or_init(|| {
            let words = self.words();
            let sections = self.linked.disclosure.sections.iter();
            let texts = sections.flat_map(|section| &section.paragraphs).filter(|one| is_prose(one));
            let said = texts.flat_map(|paragraph| figures::figures(&paragraph.text, words));
            let wan = said.filter(|said| said.unit == "万元");
            wan.map(|said| said.value.scale()).max().unwrap_or(0).min(2)
        })
    }
}

/// Longest text of a paragraph that is checked, in bytes, a few pages: more than
/// that is no prose, and comparing its figures with one another would take long.
const LONGEST: usize = 20_000;

fn is_prose(paragraph: &Paragraph) -> bool {
    paragraph.text.len() <= LONGEST
}

/// All findings on the prose, in its order.
pub fn check(linked: &Linked, tables: &TableIndex<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let whole = Whole::new(linked, tables);
    let mut stated = repeats::Stated::default();
    let mut years = years::Stated::default();
    let mut vehicles = vehicles::Stated::default();
    for (index, section) in linked.disclosure.sections.iter().enumerate() {
        let paragraphs = section.paragraphs.iter().enumerate().filter(|(_, one)| is_prose(one));
        let passages: Vec<ParagraphContext> =
            paragraphs.map(|(at, paragraph)| ParagraphContext::new(&whole, index, at, paragraph)).collect();
        for (passage, shares) in passages.iter().zip(shares::check(&passages)) {
            findings.extend(of_passage(passage, shares));
            stated.collect(passage);
            years.collect(passage);
            vehicles.collect(passage);
        }
        findings.extend(lists::check(&passages));
        findings.extend(within::check(&passages));
    }
    findings.extend(stated.findings());
    findings.extend(years.findings());
    findings.extend(vehicles.findings(tables));
    findings.extend(units::check(linked, &tables.catalogue.narrative().counts));
    findings.extend(people::check(linked, &tables.catalogue.narrative().people));
    findings
}

fn of_passage(passage: &ParagraphContext<'_>, shares: Vec<Finding>) -> Vec<Finding> {
    let mut findings = amounts::check(passage);
    findings.extend(shares);
    findings.extend(changes::check(passage));
    findings.extend(directions::check(passage));
    findings.extend(parts::check(passage));
    findings.extend(counts::check(passage));
    findings.extend(steps::check(passage));
    findings.extend(completion::check(passage));
    findings.extend(listed::check(passage));
    findings.extend(planned::check(passage));
    findings.extend(purposes::check(passage));
    findings.extend(reasons::check(passage));
    let torn = passage.is_torn();
    let displaced = |finding: &Finding| finding.figures.iter().any(|operand| passage.is_displaced(operand));
    findings.iter_mut().filter(|finding| torn || displaced(finding)).for_each(tear);
    findings
}

/// What a torn sentence says is not sure enough to call anything a mismatch.
fn tear(finding: &mut Finding) {
    if finding.verdict == Verdict::Mismatch {
        finding.doubt("这句话可能被断开了，本站不能确定它说的是什么。请对照原文。");
    }
}

/// Whether a text of some length ends as no sentence does.
fn stops_inside(text: &str, words: &SentenceSpec) -> bool {
    const SHORTEST: usize = 12;
    let text = text.trim_end().trim_end_matches(['”', '）', ')', '*', '"']);
    let ends = text.ends_with(['。', '；', ';', '：', ':', '！', '？', '.', '，', '、', ',']);
    let chart = words.pictures.iter().any(|end| text.ends_with(end.as_str()));
    text.chars().nth(SHORTEST).is_some() && !ends && !chart
}

impl<'a> Setting<'a> {
    fn new(whole: &'a Whole<'a>, index: usize) -> Self {
        let disclosure = &whole.linked.disclosure;
        let headings = sentences::headings(&disclosure.sections, index);
        let body = compact(&disclosure.body_name);
        Self { linked: whole.linked, tables: whole.tables, body, headings, whole }
    }

    /// Whether a figure speaks of the disclosure's own year; a budget says nothing of
    /// how it was carried out, and where the own year is open no named one is it.
    pub fn is_own(&self, said: &StatedFigure) -> bool {
        let own = &self.linked.disclosure.id;
        let is_named = |year| year == Year::Named(own.year) && self.linked.disclosure.is_of_one_year();
        let carried_out = || scope::executed(&said.label, self.whole.words()).is_some();
        said.year.is_none_or(is_named) && (own.kind == DisclosureKind::Final || !carried_out())
    }

    /// The code of an account named by its levels, inside that of a heading.
    fn account(&self, path: &Path, above: Option<&str>) -> Option<String> {
        self.whole.accounts().code(path, above)
    }
}

impl<'a> ParagraphContext<'a> {
    fn new(whole: &'a Whole<'a>, index: usize, at: usize, paragraph: &'a Paragraph) -> Self {
        let section = &whole.linked.disclosure.sections[index];
        let words = whole.words();
        let setting = Setting::new(whole, index);
        let figures = figures::figures(&paragraph.text, words);
        let before = at.checked_sub(1).map(|at| &section.paragraphs[at]);
        let open = before.map(|before| compact(&before.text)).filter(|text| {
            let only_named = accounts::path(text, whole.tables.catalogue.functional())
                .is_some_and(|(_, rest)| rest.trim_end_matches('。').is_empty());
            only_named || text.ends_with([':', ',', '、'])
        });
        let ties = references::of(&setting, &figures, open.as_deref().unwrap_or_default());
        Self {
            setting,
            linked: whole.linked,
            index,
            section,
            paragraph,
            before,
            figures,
            ties,
            whole,
            lines: OnceCell::new(),
        }
    }

    /// The words of sentences.
    fn words(&self) -> &'a SentenceSpec {
        self.whole.words()
    }

    /// Whether the paragraph continues a list begun in the one before, which
    /// ended in the middle of a sentence.
    pub fn goes_on(&self) -> bool {
        self.before.is_some_and(|before| before.text.trim_end().ends_with(['；', ';', '，', '、']))
    }

    /// Whether a figure of the paragraph stands alone on its line, as where a parser
    /// set the numbers of a sentence beside it.
    fn is_displaced(&self, operand: &Operand) -> bool {
        let (own, line) = (self.paragraph, operand.line);
        let within = matches!(operand.place, OperandPlace::Page(Target::Section(_)))
            && own.first.file == line.file
            && (own.first..=own.last).contains(&line)
            && own.first != own.last;
        let text = || compact(self.linked.disclosure.source.line(line));
        within && text().chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    }

    /// Whether the paragraph may lack its beginning or its end: the one before it
    /// stops inside a sentence, or its own does and another goes on.
    fn is_torn(&self) -> bool {
        let own = self.paragraph;
        let next = self.section.paragraphs.iter().find(|other| other.first > own.last);
        let begun = self.before.is_some_and(|before| stops_inside(&before.text, self.words()));
        let opens = numbering(own.text.trim_start()).is_none() && !own.item;
        let goes_on = next.is_some_and(|next| numbering(next.text.trim_start()).is_none() && !next.item);
        (begun && opens) || (goes_on && stops_inside(&own.text, self.words()))
    }

    /// Whether a figure speaks of the disclosure's own year.
    pub fn is_own_year(&self, said: &StatedFigure) -> bool {
        self.setting.is_own(said)
    }

    /// What rounding may have taken from a money figure, in its unit.
    pub fn half(&self, said: &StatedFigure) -> Option<Money> {
        said.half(self.whole.scale())
    }

    /// A money figure in 万元 with what rounding may have taken from it.
    pub fn near(&self, said: &StatedFigure) -> Option<Interval> {
        said.near(self.whole.scale())
    }

    /// The figure as an operand of a check.
    pub fn operand(&self, said: &StatedFigure) -> Operand {
        self.operand_in(self.paragraph, said)
    }

    /// A figure of any paragraph of the section as an operand.
    pub fn operand_in(&self, paragraph: &Paragraph, said: &StatedFigure) -> Operand {
        let label = format!("{}{}{}", said.label, said.printed, said.unit);
        Operand {
            label,
            amount: Some(said.value),
            place: OperandPlace::Page(Target::Section(self.index)),
            line: self.line_of(paragraph, said),
            role: OperandRole::Used,
        }
    }

    /// The line of the paragraph that holds the figure's number.
    fn line_of(&self, paragraph: &Paragraph, said: &StatedFigure) -> Line {
        if !std::ptr::eq(paragraph, self.paragraph) {
            return lines::line_in(self.linked, paragraph, &said.printed, said.nth);
        }
        let lines = self.lines.get_or_init(|| lines::compacted(self.linked, paragraph));
        lines::line_among(paragraph.first, lines, &said.printed, said.nth)
    }

    /// An id for a finding on a figure, from its words and the first of its
    /// paragraph (an account, say) rather than its place.
    pub fn id(&self, what: &str, said: &StatedFigure) -> String {
        let opening = self.figures.first().and_then(|first| first.context.split(['。', ',', ':']).next());
        let words = format!("{} {}", unnumbered(opening.unwrap_or_default()), unnumbered(&said.label));
        format!("{}-{}", self.section.key, hashed_key(what, &words))
    }
}
