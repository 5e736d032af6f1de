//! Checks of the prose: every amount, share and change that can be tied to a
//! cell or to the figures beside it is recomputed. What cannot be tied by exact
//! words is not guessed at.

pub mod amounts;
pub mod changes;
pub mod parts;
pub mod people;
pub mod prose;
pub mod reasons;
pub mod shares;

use std::cell::OnceCell;
use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::audit::books::{Books, Spot};
use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, hashed_key};
use crate::catalogue::schema::ClaimSpec;
use crate::model::{Finding, Linked, Operand, Paragraph, Place, Section, Target};
use crate::money::{Amount, Unit};
use crate::source::Line;

use prose::{Kind, Said};

/// One paragraph with its figures.
pub struct Passage<'a> {
    pub linked: &'a Linked,
    pub books: &'a Books<'a>,
    pub index: usize,
    pub section: &'a Section,
    pub paragraph: &'a Paragraph,
    /// The paragraph before it in its section.
    pub before: Option<&'a Paragraph>,
    pub figures: Vec<Said>,
    pub whole: &'a Whole<'a>,
}

/// What several passages need of the whole disclosure, worked out once.
pub struct Whole<'a> {
    linked: &'a Linked,
    forms_sum: OnceCell<Option<(Amount, Vec<Operand>)>>,
    reasoned: OnceCell<HashSet<String>>,
}

impl<'a> Whole<'a> {
    fn new(linked: &'a Linked) -> Self {
        Self { linked, forms_sum: OnceCell::new(), reasoned: OnceCell::new() }
    }

    /// The sum of the forms' totals in 万元, with the forms; `None` without forms.
    pub fn forms_sum(&self) -> Option<&(Amount, Vec<Operand>)> {
        self.forms_sum.get_or_init(|| amounts::forms(self.linked)).as_ref()
    }

    /// The numbers in paragraphs that give a reason.
    pub fn reasoned(&self) -> &HashSet<String> {
        self.reasoned.get_or_init(|| reasons::reasoned(self.linked))
    }
}

/// Longest text of a paragraph that is checked, in bytes, a few pages: more than
/// that is no prose, and comparing its figures with one another would take long.
const LONGEST: usize = 20_000;

/// What an amount in the prose restates.
pub enum Restated<'a> {
    Cell(Spot<'a>),
    /// The sum of the forms' totals, in 万元.
    FormsSum,
    /// The number of forms.
    FormsCount,
}

/// All findings on the prose, in its order.
pub fn check(linked: &Linked, books: &Books<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let whole = Whole::new(linked);
    for (index, section) in linked.disclosure.sections.iter().enumerate() {
        for (at, paragraph) in section.paragraphs.iter().enumerate() {
            if paragraph.text.len() > LONGEST {
                continue;
            }
            let figures = prose::figures(&paragraph.text);
            let before = at.checked_sub(1).map(|at| &section.paragraphs[at]);
            let passage =
                Passage { linked, books, index, section, paragraph, before, figures, whole: &whole };
            findings.extend(amounts::check(&passage));
            findings.extend(shares::check(&passage));
            findings.extend(changes::check(&passage));
            findings.extend(parts::check(&passage));
            findings.extend(reasons::check(&passage));
        }
    }
    findings.extend(people::check(linked));
    findings
}

impl<'a> Passage<'a> {
    /// What a figure restates, by the longest known ending of its words.
    pub fn restated(&self, said: &Said) -> Option<Restated<'a>> {
        let label = said.label.trim_end_matches(['为', '共', '是']);
        let claims = &Catalogue::get().narrative().claims;
        let here =
            |claim: &&ClaimSpec| claim.sections.is_empty() || claim.sections.contains(&self.section.key);
        let body = compact(&self.linked.disclosure.body_name);
        let ends =
            |name: &&String| label.strip_suffix(name.as_str()).is_some_and(|before| opens(before, &body));
        let matched = claims
            .iter()
            .filter(here)
            .filter_map(|claim| Some((claim.names.iter().filter(ends).map(String::len).max()?, claim)));
        match matched.max_by_key(|(length, _)| *length) {
            Some((_, claim)) => self.claimed(claim),
            None => self.class(label),
        }
    }

    fn claimed(&self, claim: &ClaimSpec) -> Option<Restated<'a>> {
        match claim.forms.as_deref() {
            Some("count") => Some(Restated::FormsCount),
            Some(_) => Some(Restated::FormsSum),
            None => claim.cells.iter().find_map(|cell| self.books.spot("", cell)).map(Restated::Cell),
        }
    }

    /// A functional class named with its amount.
    fn class(&self, label: &str) -> Option<Restated<'a>> {
        let spec =
            Catalogue::get().narrative().class_claims.iter().find(|spec| spec.section == self.section.key)?;
        let name = label.strip_prefix("支出包括:").unwrap_or(label);
        let code = Catalogue::get().accounts("function")?.code(name)?;
        self.books.ledger(&spec.table)?.spot(code, &spec.column).map(Restated::Cell)
    }

    /// Whether the paragraph goes on with a list begun in the one before, which
    /// ended in the middle of a sentence.
    pub fn goes_on(&self) -> bool {
        self.before.is_some_and(|before| before.text.trim_end().ends_with(['；', ';', '，', '、']))
    }

    /// Whether a figure speaks of the disclosure's own year.
    pub fn is_own_year(&self, said: &Said) -> bool {
        said.year.is_none_or(|year| year == self.linked.disclosure.id.year)
            && !said.label.contains("上年预算")
    }

    /// The figure as an operand of a check.
    pub fn operand(&self, said: &Said) -> Operand {
        let label = format!("{}{}{}", said.label, said.printed, said.unit);
        Operand {
            label,
            amount: Some(said.value),
            place: Place::Page(Target::Section(self.index)),
            line: self.line_of(said),
        }
    }

    /// The line of the paragraph that holds the figure's number.
    fn line_of(&self, said: &Said) -> Line {
        let (first, last) = (self.paragraph.first, self.paragraph.last);
        let lines = (first.number..=last.number).map(|number| Line { file: first.file, number });
        let holds = |line: &Line| compact(self.linked.disclosure.source.line(*line)).contains(&said.printed);
        lines.into_iter().find(holds).unwrap_or(first)
    }

    /// An id for a finding on a figure, from its words rather than its place.
    pub fn id(&self, what: &str, said: &Said) -> String {
        format!("{}-{}", self.section.key, hashed_key(what, &said.label))
    }
}

/// Whether what stands before a name leaves it whole: a year, the body, a verb.
/// `一般公共` before `预算收入` makes another name of it.
fn opens(before: &str, body: &str) -> bool {
    let ends = ["年", "年度", "的", "为", "包括", "安排", "单位", "部门", "本级", "其中", "是"];
    before.is_empty() || before.ends_with(body) || ends.iter().any(|end| before.ends_with(end))
}

/// A money figure as an amount.
pub fn money(said: &Said) -> Option<Amount> {
    if said.kind != Kind::Amount && said.kind != Kind::Change {
        return None;
    }
    match said.unit {
        "万元" => Some(Amount { value: said.value, unit: Unit::WanYuan }),
        "元" => Some(Amount { value: said.value, unit: Unit::Yuan }),
        "亿元" => {
            Some(Amount { value: said.value.checked_mul(Decimal::from(10_000))?, unit: Unit::WanYuan })
        }
        _ => None,
    }
}
