//! Titles by their parts: which money, which kind, which classification, in any
//! order. What tells no table from another is passed over: numbers before and
//! after, the year, the body's name in front, 部门 and 单位, brackets, the unit.

use super::normal::{compact, unnumbered, yearless};
use super::schema::{IdentitySpec, Map, TableSpec, TitlesSpec};

/// A set of parts, one bit each; the build script counts them.
pub type Parts = u64;

/// Titles that are longer, without white space, are sentences.
const LONGEST: usize = 80;

/// The words of titles and what each table's titles are made of.
#[derive(Debug)]
pub struct Titles {
    /// Words by their first character, the longest first, each with its part; none
    /// for words that say nothing.
    words: Map<char, Vec<(String, Option<Parts>)>>,
    /// The parts that count in brackets too.
    aside: Parts,
    /// Pairs of parts of which one alone speaks of a part of a table.
    halves: Vec<(Parts, Parts)>,
    bodies: String,
    sentences: Vec<String>,
    identities: Vec<Identity>,
}

#[derive(Debug)]
struct Identity {
    /// The table's place in the catalogue.
    table: usize,
    has: Parts,
    may: Parts,
    /// The place of the table that it is where it is the only one.
    twin: Option<usize>,
}

/// What a title names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The table's place in the catalogue.
    pub table: usize,
    /// The place of the table that it is beside another of the same name.
    pub twin: Option<usize>,
    /// Whether it speaks of a part of the table only: 人员经费 without 公用经费.
    pub partial: bool,
}

impl Titles {
    /// The vocabulary of `spec` and of the tables themselves.
    pub fn new(spec: &TitlesSpec, tables: &[TableSpec]) -> Self {
        let shared = spec.parts.iter().map(|part| (part.key.as_str(), &part.names));
        let own = tables.iter().filter(|table| !table.title_words.is_empty());
        let all: Vec<(&str, &Vec<String>)> =
            shared.chain(own.map(|table| (table.id.as_str(), &table.title_words))).collect();
        let bit = |key: &str| {
            all.iter()
                .position(|(own, _)| *own == key)
                .map_or(0, |at| 1u64.checked_shl(at as u32).unwrap_or(0))
        };
        let set = |keys: &[String]| keys.iter().fold(0, |set, key| set | bit(key));
        let mut words: Map<char, Vec<(String, Option<Parts>)>> = Map::default();
        let plain = spec.plain.iter().map(|word| (word, None));
        let named = all.iter().flat_map(|(key, names)| names.iter().map(|name| (name, Some(bit(key)))));
        for (word, part) in plain.chain(named) {
            let word = compact(word);
            let Some(first) = word.chars().next() else { continue };
            words.entry(first).or_default().push((word, part));
        }
        words.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        let aside = spec.parts.iter().filter(|part| part.aside).fold(0, |set, part| set | bit(&part.key));
        let halves = spec.parts.iter().filter_map(|part| Some((bit(&part.key), bit(part.half.as_ref()?))));
        let halves = halves.collect();
        let identity = |table: usize, spec: &IdentitySpec| {
            let has = set(&spec.has);
            let place = |id: &String| tables.iter().position(|table| &table.id == id);
            Identity { table, has, may: has | set(&spec.may), twin: spec.twin.as_ref().and_then(place) }
        };
        let of_table = |(at, table): (usize, &TableSpec)| {
            table.identity.iter().map(|spec| identity(at, spec)).collect::<Vec<_>>()
        };
        Self {
            words,
            aside,
            halves,
            bodies: spec.bodies.clone(),
            sentences: spec.sentences.clone(),
            identities: tables.iter().enumerate().flat_map(of_table).collect(),
        }
    }

    /// The table that a title names.
    pub fn named(&self, title: &str) -> Option<Named> {
        let parts = self.parts(title)?;
        let fits = |identity: &&Identity| parts & identity.has == identity.has && parts & !identity.may == 0;
        let identity = self.identities.iter().find(fits)?;
        let partial = self.halves.iter().any(|(one, other)| parts & one != 0 && parts & other == 0);
        Some(match identity.twin {
            Some(alone) => Named { table: alone, twin: Some(identity.table), partial },
            None => Named { table: identity.table, twin: None, partial },
        })
    }

    /// Whether a text could be a body's name by its last character.
    pub fn could_be_body(&self, text: &str) -> bool {
        let text = compact(text);
        let name = text.strip_suffix("(本级)").unwrap_or(&text);
        name.chars().count() > 2 && name.ends_with(|c| self.bodies.contains(c))
    }

    /// The parts of a title; `None` for any text that is not the title of a table,
    /// or says more than the known words do.
    pub fn parts(&self, title: &str) -> Option<Parts> {
        if title.len() > 6 * LONGEST || !(title.contains('表') || title.contains("名单")) {
            return None;
        }
        let (whole, aside) = split_brackets(&without_unit(&compact(title)));
        let is_title = whole.contains('表') || whole.ends_with("名单");
        if !is_title || whole.chars().count() > LONGEST {
            return None;
        }
        let parts = self.starts(&whole).find_map(|at| self.all_words(&whole[at..]))?;
        let asides = aside.iter().fold(0, |set, text| set | self.some_words(text)) & self.aside;
        Some(parts | asides)
    }

    /// Where a title's own words may begin: at its start, or after a body's name.
    fn starts<'a>(&'a self, title: &'a str) -> impl Iterator<Item = usize> + 'a {
        let named = !self.sentences.iter().any(|word| title.contains(word.as_str()));
        let behind = title.char_indices().filter(move |(_, c)| named && self.bodies.contains(*c));
        std::iter::once(0).chain(behind.map(|(at, c)| at + c.len_utf8()))
    }

    /// The parts that a text is made of from end to end; none where a word is
    /// unknown, or where no part is named.
    fn all_words(&self, text: &str) -> Option<Parts> {
        let mut rest = text;
        let mut parts = 0;
        while let Some(first) = rest.chars().next() {
            let (length, part) =
                self.word(rest).or_else(|| is_mark(first).then_some((first.len_utf8(), 0)))?;
            parts |= part;
            rest = &rest[length..];
        }
        (parts != 0).then_some(parts)
    }

    /// The parts that a text names somewhere.
    fn some_words(&self, text: &str) -> Parts {
        let mut rest = text;
        let mut parts = 0;
        while let Some(first) = rest.chars().next() {
            let (length, part) = self.word(rest).unwrap_or((first.len_utf8(), 0));
            parts |= part;
            rest = &rest[length..];
        }
        parts
    }

    /// The longest word that a text begins with: its length and its part.
    fn word(&self, text: &str) -> Option<(usize, Parts)> {
        let words = self.words.get(&text.chars().next()?)?;
        let (word, part) = words.iter().find(|(word, _)| text.starts_with(word.as_str()))?;
        Some((word.len(), part.unwrap_or(0)))
    }
}

/// Whether a character says nothing in a title: numbers and punctuation.
fn is_mark(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_punctuation() || "、·《》〈〉【】…一二三四五六七八九十ⅠⅡ".contains(c)
}

/// A compacted title without what stands after it: `单位:万元`, `部门:某局`.
fn without_unit(title: &str) -> String {
    let end = title.rfind('表').map_or(0, |at| at + '表'.len_utf8());
    let mark = title[end..].find(':').map(|at| end + at);
    // A colon after 表 closes a number (附表:…) or a label (单位:万元).
    match mark {
        Some(at) => title[..at].trim_end_matches(|c| !")表".contains(c)).to_owned(),
        None => title.to_owned(),
    }
}

/// A text without its brackets, and what stands in them.
fn split_brackets(text: &str) -> (String, Vec<String>) {
    let (mut out, mut inside) = (String::new(), Vec::new());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' => {
                depth += 1;
                inside.push(String::new());
            }
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            c => inside.last_mut().into_iter().for_each(|text| text.push(c)),
        }
    }
    (out, inside)
}

/// A title without year, numbering, the body's rank in front, and `表` numbers.
///
/// Titles of one table that differ in nothing else have the same key.
pub fn title_key(title: &str) -> String {
    let compact = compact(title);
    let text = yearless(past_number(unnumbered(&compact)));
    let text = text.trim_start_matches("年度");
    let ranks = ["预算单位", "区级", "市级", "省级", "县级", "本级", "部门", "单位"];
    let mut rest = unnumbered(past_number(unnumbered(text)));
    while let Some(stripped) = ranks.iter().find_map(|rank| rest.strip_prefix(rank)) {
        rest = stripped;
    }
    rest.to_owned()
}

/// The title after a printed number: `附表1`, `表一`, `公开01表`, `表3-1`.
fn past_number(title: &str) -> &str {
    for (mark, end) in [
        ("公开", "表"),
        ("预算", "表"),
        ("决算", "表"),
        ("预算公开表", ""),
        ("部门公开表", ""),
        ("附表", ""),
        ("附件", ""),
        ("表", ""),
    ] {
        let Some(rest) = title.strip_prefix(mark) else { continue };
        let (number, after) = rest.split_at(printed_number(rest));
        if !number.is_empty()
            && let Some(past) = after.strip_prefix(end)
        {
            return past.trim_start_matches([':', '、', '.']);
        }
    }
    title
}

/// The length of the number at the start of a title from which white space is
/// gone: neither the year of `表1 2021年…` nor the 一 of `表3 一般公共预算…` is part
/// of it.
fn printed_number(text: &str) -> usize {
    let arabic = |c: char| c.is_ascii_digit() || c == '-';
    let end = text.find(|c| !arabic(c)).unwrap_or(text.len());
    let year = end.checked_sub(4).filter(|_| text[end..].starts_with('年'));
    if let Some(year) = year.filter(|year| text[*year..].starts_with("20")) {
        return year;
    }
    if end > 0 {
        return end;
    }
    let chinese = |c: char| "-一二三四五六七八九十".contains(c);
    let end = text.find(|c| !chinese(c)).unwrap_or(text.len());
    let glued = text[end..].starts_with('般') && text[..end].ends_with('一');
    if glued { end - '一'.len_utf8() } else { end }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;

    #[test]
    fn a_printed_number_is_no_part_of_a_title() {
        for (title, id) in [
            ("表1 2021年收支预算总表", "balance"),
            ("表3 一般公共预算支出预算表", "general-public"),
            ("表3-1 一般公共预算基本支出预算表", "basic"),
            ("表五 一般公共预算支出表", "general-public"),
            ("表一一般公共预算支出表", "general-public"),
            ("附表5 2021年一般公共预算支出表", "general-public"),
            ("2021年附表2：部门收入总表", "income"),
            ("公开02表 收入决算表", "income"),
            ("表3-3 2023年一般公共预算“三公”经费支出预算表", "three-public"),
        ] {
            assert_eq!(
                Catalogue::get().table_titled(title).map(|table| table.id.as_str()),
                Some(id),
                "{title}"
            );
        }
    }
}
