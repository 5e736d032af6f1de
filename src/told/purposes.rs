//! 行政运行（项）X万元，主要用于……: what the money of an account is for, in the body's own
//! words.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::words::{LEVEL, about, bounded, digits, holds, subject, unspaced, without_digits};
use crate::catalogue::normal::{Compacted, compact, label};
use crate::catalogue::schema::{NarrativeSpec, SentenceSpec, UseSpec};
use crate::keys::ScopeKey;
use crate::measures::{Figures, Spent};
use crate::model::{AccountCode, Linked, Paragraph, TableIndex};
use crate::money::Money;
use crate::sentences::accounts::{self, Accounts};
use crate::sentences::figures::{FigureKind, StatedFigure, figures};
use crate::sentences::{headings, lines};
use crate::source::Line;

/// What an account's money is for.
#[derive(Debug)]
pub struct Purpose<'a> {
    pub code: AccountCode,
    /// Its name as the tables print it.
    pub name: String,
    /// The words as published, from one sentence, at most some ninety characters. Only the
    /// blanks that a parser left between Chinese characters are gone.
    pub words: String,
    /// Whether the sentence goes on.
    pub cut: bool,
    /// Whether they only say the account's name again.
    pub names_only: bool,
    /// The line on which the sentence names the account.
    pub line: Line,
    /// What the tables have for the account, out of the money that the sentence is about;
    /// `None` where the sentence states another amount than they do.
    pub spent: Option<Spent<'a>>,
}

/// What a disclosure says of the purposes of its accounts.
#[derive(Debug, Default)]
pub struct Purposes<'a> {
    /// By code, one of each.
    pub all: Vec<Purpose<'a>>,
    /// How many accounts of the lowest level (项) the tables print with an amount.
    pub items: usize,
    /// Of how many of those something is said.
    pub told: usize,
}

impl<'a> Purposes<'a> {
    /// Finds them in the notes.
    pub(super) fn of(linked: &'a Linked, figures: &'a Figures<'a>) -> Self {
        let reader = Reader::new(linked, figures);
        let mut all: BTreeMap<AccountCode, Purpose> = BTreeMap::new();
        for found in reader.sections().chain(reader.terms()) {
            // Of two sentences the one that says something.
            match all.get(&found.code) {
                Some(before) if !before.names_only || found.names_only => {}
                _ => drop(all.insert(found.code, found)),
            }
        }
        let items: BTreeSet<AccountCode> = reader.items().collect();
        let told = items.iter().filter(|code| all.contains_key(code)).count();
        Self { all: all.into_values().collect(), items: items.len(), told }
    }

    /// What is said of an account.
    pub fn get(&self, code: AccountCode) -> Option<&Purpose<'a>> {
        self.all.get(self.all.binary_search_by_key(&code, |purpose| purpose.code).ok()?)
    }
}

/// Longest paragraph that is read, in bytes: more is no prose.
pub(super) const LONGEST: usize = 20_000;

/// What reads the notes of a disclosure.
pub(super) struct Reader<'a> {
    linked: &'a Linked,
    figures: &'a Figures<'a>,
    accounts: OnceCell<Accounts<'a>>,
    narrative: &'a NarrativeSpec,
}

/// Where a sentence stands, which says what its words mean.
struct SentenceContext<'a> {
    /// The code of the account that the headings name.
    above: Option<String>,
    /// The headings, compacted, the nearest first.
    headings: Vec<String>,
    paragraph: &'a Paragraph,
    /// The paragraph before, where that only names an account.
    before: Option<(String, Line)>,
}

impl<'a> Reader<'a> {
    pub fn new(linked: &'a Linked, figures: &'a Figures<'a>) -> Self {
        Self { linked, figures, accounts: OnceCell::new(), narrative: figures.catalogue.narrative() }
    }

    /// The accounts that the tables print, where anything is said of one.
    fn accounts(&self) -> &Accounts<'a> {
        let tables = || TableIndex::new(&self.linked.disclosure, self.figures.catalogue);
        self.accounts.get_or_init(|| Accounts::of(&tables()))
    }

    /// The words of sentences.
    pub fn sentences(&self) -> &'a SentenceSpec {
        &self.narrative.sentences
    }

    fn uses(&self) -> &'a UseSpec {
        &self.narrative.uses
    }

    /// The accounts of the lowest level that the tables print with an amount.
    fn items(&self) -> impl Iterator<Item = AccountCode> {
        let spending = self.figures.spending.iter();
        spending
            .filter(|spent| spent.code.level() == 2 && spent.stated.is_something())
            .map(|spent| spent.code)
    }

    /// What the paragraphs of the sections say.
    fn sections(&self) -> impl Iterator<Item = Purpose<'a>> {
        let disclosure = &self.linked.disclosure;
        let sections = disclosure.sections.iter().enumerate();
        let telling = sections.filter(|(_, section)| section.paragraphs.iter().any(|one| self.opens(one)));
        telling.flat_map(move |(index, section)| {
            let headings = headings(&disclosure.sections, index);
            let names_level = |heading: &&String| LEVEL.is_match(heading) || heading.contains('-');
            let above = headings.iter().filter(names_level).find_map(|heading| self.named(heading, None));
            let mut found = Vec::new();
            let paragraphs = section.paragraphs.iter().enumerate();
            for (at, paragraph) in paragraphs.filter(|(_, paragraph)| self.opens(paragraph)) {
                let before = at.checked_sub(1).map(|at| &section.paragraphs[at]);
                let before = before.and_then(|before| Some((self.only_names(before)?, before.first)));
                let (above, headings) = (above.clone(), headings.clone());
                found.extend(self.of_paragraph(&SentenceContext { above, headings, paragraph, before }));
            }
            found
        })
    }

    /// What the glossary says of terms that are accounts.
    fn terms(&self) -> impl Iterator<Item = Purpose<'a>> {
        self.linked.disclosure.terms.iter().filter_map(move |term| {
            let paragraph = term.paragraphs.first().filter(|paragraph| self.opens(paragraph))?;
            let code = self.named(&compact(&term.name), None)?;
            let text = Compacted::of(&paragraph.text);
            // What stands before the explanation is the name again.
            let opening = self.openings(&text.text).find(|opening| opening.start < LATEST)?;
            self.purpose(&code, &text, opening.end, term.line, &[], &[])
        })
    }

    /// Whether a paragraph may say what something is for.
    fn opens(&self, paragraph: &Paragraph) -> bool {
        let says = |word: &String| paragraph.text.contains(word.as_str());
        paragraph.text.len() <= LONGEST && self.uses().opens.iter().any(says)
    }

    /// The account that a paragraph names and says nothing of.
    fn only_names(&self, paragraph: &Paragraph) -> Option<String> {
        let text = without_digits(&compact(&paragraph.text));
        let (_, rest) = accounts::path(&text, self.figures.catalogue.functional())?;
        rest.trim_end_matches(['。', ':', ',']).is_empty().then_some(text)
    }

    fn of_paragraph(&self, place: &SentenceContext<'a>) -> Vec<Purpose<'a>> {
        let paragraph = place.paragraph;
        let text = Compacted::of(&paragraph.text);
        let openings: Vec<Range<usize>> = self.openings(&text.text).collect();
        let (mut found, mut from) = (Vec::new(), 0);
        for opening in openings {
            if opening.start < from {
                continue;
            }
            let head = &text.text[from..opening.start];
            let (whole, line) = match &place.before {
                Some((before, line)) if from == 0 => (format!("{before}{head}"), Some(*line)),
                _ => (head.to_owned(), None),
            };
            let line = line.unwrap_or_else(|| self.line(paragraph, &text.text, from));
            let about = about(&whole);
            let says_nothing = self.is_nothing(&text.text[opening.end..]);
            if let Some(code) =
                about.filter(|_| !says_nothing).and_then(|about| self.named(about, place.above.as_deref()))
            {
                let said = figures(about.unwrap_or_default(), &self.narrative.sentences);
                found.extend(self.purpose(&code, &text, opening.end, line, &place.headings, &said));
            }
            from = self.end(&text.text, opening.end);
        }
        found
    }

    /// The line of a paragraph on which what begins at a place of it stands.
    fn line(&self, paragraph: &Paragraph, text: &str, from: usize) -> Line {
        let skipped = text[from..].find(|c| !matches!(c, '。' | ';' | ',')).unwrap_or(0);
        let compacted = lines::compacted(self.linked, paragraph);
        lines::line_at(paragraph.first, &compacted, text, from.saturating_add(skipped))
    }

    /// Where it is said what something is for: the words that open a clause by it.
    fn openings(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let words = self.uses().opens.iter();
                let found = words.filter_map(|word| Some((text[from..].find(word.as_str())?, word.len())));
                let (at, length) =
                    found.min_by_key(|(at, length)| (*at, usize::MAX.saturating_sub(*length)))?;
                let (start, end) = (from + at, from + at + length);
                from = end;
                let before = text[..start].chars().next_back();
                let opens = before.is_none_or(|c| matches!(c, ',' | ';' | '。' | ':' | ')' | '元'));
                if opens {
                    let colon = text[end..].chars().take_while(|c| *c == ':').count();
                    return Some(start..end.saturating_add(colon));
                }
            }
        })
    }

    /// Where what is said from a place on ends.
    fn end(&self, text: &str, from: usize) -> usize {
        let mut at = from;
        while let Some(stop) = text[at..].find([',', ';', '。']).map(|stop| at + stop) {
            let mark = text[stop..].chars().next().unwrap_or_default();
            let next = stop + mark.len_utf8();
            if mark == '。' || self.says_else(&text[next..]) {
                return stop;
            }
            at = next;
        }
        text.len()
    }

    /// Whether a clause is about something else.
    fn says_else(&self, rest: &str) -> bool {
        let clause = &rest[..rest.find([',', ';', '。']).unwrap_or(rest.len())];
        let year = clause.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
            && clause[4..].starts_with('年');
        let uses = self.uses();
        year || uses.ends.iter().any(|word| clause.starts_with(word.as_str()))
            || uses.marks.iter().any(|mark| clause.contains(mark.as_str()))
    }

    /// The code of the account that words name: by its digits, its levels, or its name alone.
    pub fn named(&self, words: &str, above: Option<&str>) -> Option<String> {
        let functional = self.figures.catalogue.functional();
        let subject = subject(words);
        let plain = without_digits(words);
        let coded = digits(words).filter(|code| self.accounts().name_of(code).is_some());
        let by_path = |text: &str| self.accounts().code(&accounts::path(text, functional)?.0, above);
        coded.or_else(|| by_path(&plain)).or_else(|| by_path(subject)).or_else(|| {
            let name = label(subject.trim_end_matches("科目"));
            self.accounts().named(&name, above).map(str::to_owned)
        })
    }

    /// What a text says from a place on of the account of a code.
    fn purpose(
        &self,
        code: &str,
        text: &Compacted<'a>,
        from: usize,
        line: Line,
        headings: &[String],
        said: &[StatedFigure],
    ) -> Option<Purpose<'a>> {
        let code = AccountCode::parse(code)?;
        let end = self.end(&text.text, from);
        let words = text.text.get(from..end)?;
        if words.is_empty() || self.is_nothing(words) {
            return None;
        }
        let shown = from + bounded(words, self.uses().longest);
        let spent = self.spent(code, headings, said);
        let name = spent.map(|spent| spent.cell.entry.label.as_str());
        let name = name.or_else(|| self.accounts().name_of(&code.to_string())).unwrap_or_default().to_owned();
        Some(Purpose {
            code,
            name,
            words: unspaced(text.published(from..shown)),
            cut: shown < end,
            names_only: self.names_only(words, code),
            line,
            spent,
        })
    }

    /// Whether words lead over to something else: `以下方面`.
    fn is_nothing(&self, words: &str) -> bool {
        self.uses().none.iter().any(|word| words.starts_with(word.as_str()))
    }

    /// Whether words only say names of accounts: the account's own again, with those above
    /// it, or with that of another in its place.
    fn names_only(&self, words: &str, code: AccountCode) -> bool {
        let mut rest = self.bare(words);
        let mut level = Some(code);
        while let Some(code) = level {
            let name = self.accounts().name_of(&code.to_string()).map(|name| self.bare(name));
            rest =
                name.filter(|name| !name.is_empty()).map_or(rest.clone(), |name| rest.replacen(&name, "", 1));
            level = code.parent();
        }
        rest.is_empty() || self.accounts().has(&rest)
    }

    fn bare(&self, words: &str) -> String {
        self.uses().decoration.iter().fold(words.to_owned(), |words, word| words.replace(word.as_str(), ""))
    }

    /// What the tables have for an account, out of the money that the headings name.
    pub fn spent(&self, code: AccountCode, headings: &[String], said: &[StatedFigure]) -> Option<Spent<'a>> {
        let named = |scope: &ScopeKey| {
            let scope = self.figures.catalogue.measures().scopes.iter().find(|spec| spec.key == *scope);
            scope.is_some_and(|scope| headings.iter().any(|heading| heading.contains(&scope.label)))
        };
        let apart = [ScopeKey::GOVERNMENT_FUNDS, ScopeKey::STATE_CAPITAL].into_iter().find(named);
        let order = [apart, Some(ScopeKey::GENERAL_PUBLIC), Some(ScopeKey::ALL)];
        let of = |scope: ScopeKey| {
            let mut spending = self.figures.spending.iter();
            spending
                .find(|spent| spent.code == code && spent.scope.key == scope && spent.stated.is_something())
        };
        let candidates: Vec<&Spent> = order.into_iter().flatten().filter_map(of).collect();
        let amounts: Vec<_> = said
            .iter()
            .filter(|said| said.kind == FigureKind::Amount)
            .filter_map(|said| said.near(0))
            .collect();
        let fits = |spent: &&&Spent| {
            let wan = spent.cell.sure_money().and_then(Money::in_wan);
            wan.is_some_and(|wan| amounts.iter().any(|near| holds(*near, wan)))
        };
        let fitting = candidates.iter().find(fits);
        fitting.or_else(|| candidates.first().filter(|_| amounts.is_empty())).map(|spent| **spent)
    }
}

/// So near to its beginning does the explanation of a term say what it is.
const LATEST: usize = 12;
