//! What can be a person's name, and what only looks like one.

use crate::catalogue::schema::CharSet;
use crate::read::redact::plain::half;
use crate::read::redact::words::{LONGEST, LONGEST_ROLE, Whose, Words, is_han};

/// Longest name with a dot in it.
const LONGEST_DOTTED: usize = 16;

impl Words<'_> {
    /// Whether a text is one surname.
    pub fn is_surname(&self, text: &str) -> bool {
        let mut chars = text.chars();
        let one = chars.next().is_some_and(|c| self.spec().surnames.contains(c)) && chars.next().is_none();
        one || self.spec().compound.iter().any(|surname| surname == text)
    }

    /// The name of a text that is a surname or a name and what the person is called
    /// (`王先生`), and nothing else.
    pub fn called(&self, text: &str) -> Option<String> {
        let short = text.chars().nth(LONGEST_ROLE).is_none();
        let name: String = text.chars().filter(|c| short && !c.is_whitespace()).collect();
        let bare = self.spec().honorifics.strip_end(&name)?;
        (self.is_surname(bare) || self.is_surely_person(bare)).then_some(name)
    }

    /// Whether names in prose begin with a character.
    pub fn is_surname_of_one(&self, c: char) -> bool {
        self.known.surnames.contains(c)
    }

    /// Whether a text can be a name in prose, where words stand as often: of a surname with
    /// which few words begin, or of three characters.
    pub fn can_be_person(&self, name: &str) -> bool {
        let letters = || !name.contains(|c| self.spec().no_letters.contains(c));
        let long = name.chars().nth(2).is_some();
        let familiar = long && name.starts_with(|c| self.spec().familiar.contains(c));
        let surname =
            familiar || name.starts_with(|c| self.spec().distinct.contains(c)) || self.is_compound(name);
        surname && self.is_plainly_person(name) && letters()
    }

    /// Whether a text begins as words do that begin with a surname.
    fn is_word(&self, text: &str) -> bool {
        self.spec().no_names.begin(text)
    }

    fn is_compound(&self, name: &str) -> bool {
        self.spec().compound.begin(name)
    }

    /// Whether a name is hardly anything else, and of a surname with which few words begin.
    pub fn is_surely_person(&self, name: &str) -> bool {
        self.is_plainly_person(name)
            && (self.is_compound(name) || name.starts_with(|c| self.spec().distinct.contains(c)))
    }

    /// Whether a name can end where a text begins.
    pub fn closes_name(&self, behind: &str) -> bool {
        !behind.starts_with(|c: char| is_han(c)) || self.follows_name(behind)
    }

    /// Whether what begins a text stands right after names: a label, a post, a word of the
    /// catalogue.
    pub fn follows_name(&self, behind: &str) -> bool {
        let spec = self.spec();
        [&spec.follow, &spec.titles, &spec.honorifics].iter().any(|list| list.begin(behind))
    }

    /// The names of persons that a value holds, without what they are called by,
    /// if it holds nothing else.
    pub fn names(&self, value: &str, whose: Whose) -> Option<Vec<String>> {
        if value.trim().is_empty() || value.chars().nth(LONGEST).is_some() || self.meaning(value).is_some() {
            return None;
        }
        let parts: Vec<&str> = value.split(['、', '，', ',', '/', '／', ';', '；']).collect();
        let one = |part: &str| {
            let name: String = part.chars().filter(|c| !c.is_whitespace()).map(half).collect();
            let spec = self.spec();
            let bare = spec.titles.strip_end(&name).or_else(|| spec.honorifics.strip_end(&name));
            if bare.is_some_and(|bare| self.is_surname(bare)) {
                return Some(name);
            }
            let name = bare.map_or(name.clone(), str::to_owned);
            let is = match whose {
                Whose::Anyone => self.is_person(&name, true),
                Whose::Surnamed => self.is_person(&name, false),
                Whose::Plainly => self.is_plainly_person(&name),
            };
            is.then_some(name)
        };
        let several = || value.split_whitespace().map(one).collect::<Option<Vec<String>>>();
        parts.into_iter().map(one).collect::<Option<Vec<String>>>().or_else(several)
    }

    /// The names of any surname in a value that holds nothing else and begins and ends as no
    /// words do.
    pub fn rare_names(&self, value: &str) -> Option<Vec<String>> {
        let word = |name: &String| {
            let ends = name.ends_with(|c| self.spec().endings.contains(c));
            ends || self.is_word(name) || name.contains(|c| self.spec().no_letters.contains(c))
        };
        self.names(value, Whose::Anyone).filter(|names| !names.iter().any(word))
    }

    /// Whether a name is hardly anything else: of a surname with which few words begin, or
    /// of three characters that do not end as words do, or of two parts with a dot between them.
    pub fn is_plainly_person(&self, name: &str) -> bool {
        if name.split_once('·').is_some_and(|(first, last)| is_long(first) && is_long(last)) {
            return self.is_person(name, true);
        }
        let count = name.chars().count();
        let begins = |list: &CharSet| name.starts_with(|c| list.contains(c));
        let distinct = begins(&self.spec().distinct) || begins(&self.spec().familiar);
        let word = name.ends_with(|c| self.spec().endings.contains(c));
        let long = if self.is_compound(name) { 3..=4 } else { 2..=3 };
        self.is_person(name, false) && long.contains(&count) && !word && (distinct || count >= 3)
    }

    /// Whether a value can be a person's name.
    fn is_person(&self, value: &str, anyone: bool) -> bool {
        let count = value.chars().count();
        let most = if value.contains('·') { LONGEST_DOTTED } else { 4 };
        (2..=most).contains(&count)
            && value.chars().all(|c| is_han(c) || c == '·')
            && (anyone
                || ((self.is_compound(value) || value.starts_with(|c| self.spec().surnames.contains(c)))
                    && !self.is_word(value)))
            && !value.ends_with(|c| self.spec().offices.contains(c))
            && !self.spec().units.end(value)
    }
}

/// Whether a part of a name is long enough for one.
fn is_long(part: &str) -> bool {
    part.chars().nth(1).is_some()
}
