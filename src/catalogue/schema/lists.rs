//! Lists of words that are asked for every cell and line, ready to be asked: no word is
//! looked at that could not be the one.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use foldhash::fast::FixedState;

use serde::Deserialize;

use super::Named;

/// What is found by words of the catalogue. Nobody outside chooses those, so that a fast hash
/// will do.
pub type Map<K, V> = HashMap<K, V, FixedState>;

/// Words of the catalogue, with the hash of [`Map`].
pub type Set<T> = HashSet<T, FixedState>;

/// Words that texts may begin with or end in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct WordList {
    words: Vec<String>,
    /// Their places by their first character, and by their last.
    first: Map<char, Vec<usize>>,
    last: Map<char, Vec<usize>>,
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let places = |character: fn(&str) -> Option<char>| {
            let mut places: Map<char, Vec<usize>> = Map::default();
            for (at, word) in words.iter().enumerate() {
                character(word).into_iter().for_each(|c| places.entry(c).or_default().push(at));
            }
            places
        };
        let (first, last) = (places(|word| word.chars().next()), places(|word| word.chars().next_back()));
        Self { words, first, last }
    }
}

impl WordList {
    /// The words that a text begins with, in the order of the list.
    pub fn beginning<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let places = text.chars().next().and_then(|first| self.first.get(&first));
        self.at(places).filter(move |word| text.starts_with(word))
    }

    /// The words that a text ends in, in the order of the list.
    pub fn ending<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let places = text.chars().next_back().and_then(|last| self.last.get(&last));
        self.at(places).filter(move |word| text.ends_with(word))
    }

    fn at<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a str> {
        places.into_iter().flatten().map(|at| self.words[*at].as_str())
    }

    /// Whether a text begins with one of the words.
    pub fn begin(&self, text: &str) -> bool {
        self.beginning(text).next().is_some()
    }

    /// Whether a text ends in one of the words.
    pub fn end(&self, text: &str) -> bool {
        self.ending(text).next().is_some()
    }

    /// A text without the first of the words that it ends in; `None` where it ends in none.
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        let length = self.ending(text).next()?.len();
        Some(&text[..text.len() - length])
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

/// Characters, a bit each.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "String")]
pub struct CharSet {
    bits: Vec<u64>,
}

impl From<String> for CharSet {
    fn from(characters: String) -> Self {
        characters.chars().collect()
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        let mut bits: Vec<u64> = Vec::new();
        for c in characters {
            let at = c as usize / 64;
            if bits.len() <= at {
                bits.resize(at + 1, 0);
            }
            bits[at] |= 1 << (c as u32 % 64);
        }
        Self { bits }
    }
}

impl CharSet {
    /// Whether a character is one of them.
    pub fn contains(&self, c: char) -> bool {
        self.bits.get(c as usize / 64).is_some_and(|bits| bits & (1 << (c as u32 % 64)) != 0)
    }

    /// The characters, in the order of their numbers.
    pub fn chars(&self) -> impl Iterator<Item = char> {
        let all = self.bits.iter().enumerate();
        let of = |(at, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64)
                .filter(move |bit| bits & (1 << bit) != 0)
                .filter_map(move |bit| char::from_u32((at * 64) as u32 + bit))
        };
        all.flat_map(of)
    }
}

/// Keys with their names, found by a name; where two have one name, the first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<Named>")]
pub struct NamedList {
    list: Vec<Named>,
    /// Where in the list a name stands.
    places: Map<String, usize>,
}

impl From<Vec<Named>> for NamedList {
    fn from(list: Vec<Named>) -> Self {
        let mut places = Map::default();
        for (at, named) in list.iter().enumerate() {
            for name in &named.names {
                places.entry(name.clone()).or_insert(at);
            }
        }
        Self { list, places }
    }
}

impl NamedList {
    /// The entry that goes by a name.
    pub fn named(&self, name: &str) -> Option<&Named> {
        self.list.get(*self.places.get(name)?)
    }

    /// The list with its names as `form` writes them.
    pub fn spelled(self, form: impl Fn(&str) -> String) -> Self {
        let mut list = self.list;
        list.iter_mut().flat_map(|named| &mut named.names).for_each(|name| *name = form(name));
        Self::from(list)
    }
}

impl Deref for NamedList {
    type Target = [Named];

    fn deref(&self) -> &[Named] {
        &self.list
    }
}

/// Which characters a text has, in 64 bits: a text that lacks one of a word's does not hold
/// the word, most words are passed over by that alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters(u64);

impl Letters {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let bit = |c: char| 1_u64 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 26);
        Self(text.chars().fold(0, |letters, c| letters | bit(c)))
    }

    /// Whether all of them could be among others.
    pub fn could_be_in(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }
}

/// A name of a concept, with the characters of its words.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct ConceptName {
    /// Words that stand in a heading in this order, separated by blanks; `=` before a name
    /// that must be the whole heading.
    pub text: String,
    pub letters: Letters,
}

impl From<String> for ConceptName {
    fn from(text: String) -> Self {
        let said: String = text.chars().filter(|c| !matches!(c, '=' | ' ')).collect();
        Self { letters: Letters::of(&said), text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_text_is_asked_for_words_at_its_ends() {
        let ends = WordList::from(list(&["数", "总数", "号"]));
        assert_eq!(ends.ending("支出总数").collect::<Vec<_>>(), ["数", "总数"]);
        assert_eq!((ends.strip_end("人数"), ends.strip_end("数目")), (Some("人"), None));
        assert!(ends.end("编号") && !ends.end(""));
        let begins = WordList::from(list(&["其中", "等", "其"]));
        assert_eq!(begins.beginning("其中：车辆").collect::<Vec<_>>(), ["其中", "其"]);
        assert!(begins.begin("等级") && !begins.begin("之中") && !begins.begin(""));
    }

    #[test]
    fn a_set_of_characters_holds_what_it_was_made_of() {
        let set = CharSet::from("王赵aㄱ".to_owned());
        assert!("王赵aㄱ".chars().all(|c| set.contains(c)) && !"玉b".contains(|c| set.contains(c)));
        assert_eq!(set.chars().collect::<String>(), "aㄱ王赵");
    }

    #[test]
    fn of_two_with_one_name_the_first_is_found() {
        let named = |key: &str, names: &[&str]| Named {
            key: key.to_owned(),
            label: String::new(),
            names: list(names),
        };
        let found = NamedList::from(vec![named("a", &["甲", "乙"]), named("b", &["乙", "丙"])]);
        let key = |name: &str| found.named(name).map(|named| named.key.as_str());
        assert_eq!([key("甲"), key("乙"), key("丙"), key("丁")], [Some("a"), Some("a"), Some("b"), None]);
    }

    #[test]
    fn letters_never_rule_out_a_word_that_is_there() {
        let text = "一般公共预算财政拨款支出";
        let all: Vec<char> = text.chars().collect();
        for (from, to) in (0..all.len()).flat_map(|from| (from + 1..=all.len()).map(move |to| (from, to))) {
            let word: String = all[from..to].iter().collect();
            assert!(Letters::of(&word).could_be_in(Letters::of(text)), "{word}");
        }
        assert!(!Letters::of("三公经费").could_be_in(Letters::of(text)));
    }
}
