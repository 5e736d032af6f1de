//! Whose disclosure it is, and of which year, by vote: every place where a body
//! names itself has a say, none the last word.

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, unnumbered, years};
use crate::catalogue::schema::{CaptionsSpec, CoverageSpec, NarrativeSpec};
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{Coverage, DisclosureId, DisclosureKind, Unread};
use crate::read::blocks::{Piece, TextLine};
use crate::read::text::{behind_part_number, is_short};
use crate::read::{Reading, caption};
use crate::source::Line;

/// What the places came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Votes {
    /// The body's name, （本级） after it where that is how it is mostly written.
    pub name: Option<String>,
    /// Whose money it is, as captions say (编制部门, 编制单位).
    pub coverage: Option<Coverage>,
    /// The year spoken of most often in titles, and where first.
    pub year: Option<(u16, Line)>,
}

/// Lines at the top of a text that may be its title page.
const TITLE_LINES: usize = 6;
/// What a line says of the name weighs more on the title page and in captions
/// than in headings of parts, and there more than elsewhere.
const WEIGHTS: [usize; 3] = [3, 2, 1];

/// Counts what the lines say.
pub fn vote(catalogue: &Catalogue, pieces: &[Piece]) -> Votes {
    let lines: Vec<&TextLine> = pieces.iter().filter_map(Piece::text).collect();
    let mut names: HashMap<String, Candidate> = HashMap::new();
    let mut coverage = [0usize; 2];
    for (at, line) in lines.iter().enumerate() {
        if let Some((name, own_level, weight)) = said(catalogue, &line.text, at < TITLE_LINES) {
            let candidate = names.entry(name).or_insert(Candidate { first: at, votes: 0, own_level: 0 });
            candidate.votes += weight;
            candidate.own_level += if own_level { weight } else { 0 };
        }
        if let Some(whose) = stated_coverage(catalogue.captions(), &line.text) {
            coverage[usize::from(whose == Coverage::Unit)] += 1;
        }
    }
    let winner = names.into_iter().max_by_key(|(_, found)| (found.votes, std::cmp::Reverse(found.first)));
    let name = winner.map(|(name, found)| match 2 * found.own_level > found.votes {
        true => format!("{name}（本级）"),
        false => name,
    });
    let coverage = match coverage {
        [department, unit] if department > unit => Some(Coverage::Department),
        [department, unit] if unit > department => Some(Coverage::Unit),
        _ => None,
    };
    Votes { name, coverage, year: year(&lines) }
}

/// What supports a name.
struct Candidate {
    first: usize,
    votes: usize,
    own_level: usize,
}

/// The name that a line says, whether it says 本级, and how much that weighs.
fn said(catalogue: &Catalogue, text: &str, of_title: bool) -> Option<(String, bool, usize)> {
    let spec = catalogue.narrative();
    let [title, part, other] = WEIGHTS;
    if let Some(stated) = caption::stated_body(text, catalogue.captions()) {
        let (name, own_level) = without_level(name_alone(spec, &compact(&stated)));
        return Some((name, own_level, title));
    }
    let whole = compact(text);
    let behind = behind_part_number(&whole);
    let weight = if of_title { title } else { behind.map_or(other, |_| part) };
    let sentence = !is_short(text, 40);
    if sentence && of_title {
        return None;
    }
    let (name, own_level) = name_in(spec, behind.unwrap_or(&whole), sentence)?;
    Some((name, own_level, weight))
}

/// The name at the start of a title or a sentence, after a greeting, a code,
/// numbers and years, as far as something stands after it that does after names.
fn name_in(spec: &NarrativeSpec, text: &str, sentence: bool) -> Option<(String, bool)> {
    let text = text.trim_start_matches([':', '、']);
    let before = spec.before_bodies.iter().find_map(|word| text.strip_prefix(word.as_str()));
    let text = before.unwrap_or(text);
    let text = without_year(unnumbered(without_code(text)));
    let han = text.find(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c)).unwrap_or(text.len());
    let ends = |at: usize| spec.bodies.iter().any(|end| text[..at].ends_with(end.as_str()));
    let mut places = text[..han].char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let fits = |at: &usize| ends(*at) && stands_behind(spec, &text[*at..], sentence);
    let end = if sentence { places.find(fits) } else { places.filter(fits).last() }?;
    let name = &text[..end];
    let own_level = text[end..].trim_start_matches('(').starts_with("本级");
    let plausible = name.chars().count() >= SHORTEST
        && !name.starts_with(|c| spec.pointing.contains(c))
        && !spec.no_bodies.iter().any(|word| name.contains(word.as_str()));
    plausible.then(|| (name.to_owned(), own_level))
}

/// A name's shortest and longest length in characters.
const SHORTEST: usize = 4;
const LONGEST: usize = 30;

/// Whether a text could stand right after a body's name: nothing, a year, or a
/// word of titles; in a sentence a verb.
fn stands_behind(spec: &NarrativeSpec, rest: &str, sentence: bool) -> bool {
    let rest = behind_asides(spec, rest);
    let rest = rest.strip_prefix("(本级)").or_else(|| rest.strip_prefix("本级")).unwrap_or(rest);
    let starts = |words: &[String]| words.iter().any(|word| rest.starts_with(word.as_str()));
    let year = year_length(rest).is_some();
    match sentence {
        true => year || starts(&spec.verbs),
        false => year || rest.is_empty() || starts(&spec.behind_bodies),
    }
}

/// A stated name without what forms print beside names: a code before it, digits, a
/// seal's mark or the next cell after it.
fn name_alone<'a>(spec: &NarrativeSpec, stated: &'a str) -> &'a str {
    let stated = without_code(stated.split(',').next().unwrap_or_default());
    let stated = stated.trim_end_matches(|c: char| c.is_ascii_digit());
    let aside = stated.rfind('(').filter(|at| behind_asides(spec, &stated[*at..]).is_empty());
    &stated[..aside.unwrap_or(stated.len())]
}

/// A text after the brackets at its start that are no part of a name: `(盖章)`,
/// `(以下简称某局)`.
fn behind_asides<'a>(spec: &NarrativeSpec, text: &'a str) -> &'a str {
    let inner = |text: &'a str| text.strip_prefix('(')?.split_once(')');
    let aside = inner(text).filter(|(inner, _)| spec.asides.iter().any(|word| inner.starts_with(word)));
    aside.map_or(text, |(_, behind)| behind)
}

/// A text without a code before it: `201001_某局`, `(201001)某局`.
fn without_code(text: &str) -> &str {
    let (code, ends) = text.strip_prefix('(').map_or((text, ['_', '-'].as_slice()), |code| (code, &[')']));
    let bare = code.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = code.len() - bare.len();
    bare.strip_prefix(ends).filter(|_| digits >= 3).unwrap_or(text)
}

/// A text without a year before it: `2023年度某局`.
fn without_year(text: &str) -> &str {
    let Some(behind) = year_length(text).map(|length| &text[length..]) else { return text };
    ["年度", "年"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind)
}

/// The bytes of the year that a text begins with, in digits or in words: `2024`,
/// `二〇二四`.
fn year_length(text: &str) -> Option<usize> {
    let digits = text.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
    let numeral = |c: char| "〇○零一二三四五六七八九".contains(c);
    let words = text.starts_with('二') && text.chars().take(4).all(numeral);
    let length = text.char_indices().nth(4).map_or(text.len(), |(at, _)| at);
    digits.filter(|year| year.starts_with("20")).map(str::len).or(words.then_some(length))
}

/// A stated name without （本级） after it, and whether that stood there.
fn without_level(name: &str) -> (String, bool) {
    let bare = name.strip_suffix("(本级)").or_else(|| name.strip_suffix("本级"));
    (bare.unwrap_or(name).to_owned(), bare.is_some())
}

/// Whose money a caption says it is.
fn stated_coverage(spec: &CaptionsSpec, text: &str) -> Option<Coverage> {
    let text = compact(text);
    let says = |of: &CoverageSpec| {
        of.stated.iter().any(|word| text.starts_with(word.as_str()))
            || of.ranked.iter().any(|word| text.contains(word.as_str()))
    };
    match () {
        () if says(&spec.department) => Some(Coverage::Department),
        () if says(&spec.unit) => Some(Coverage::Unit),
        () => None,
    }
}

/// Whose money a title says it is; captions where it says neither or both.
pub fn coverage(spec: &CaptionsSpec, title: &str, votes: &Votes) -> Option<Coverage> {
    let title = compact(title);
    let says = |of: &CoverageSpec| of.titled.iter().any(|word| title.contains(word.as_str()));
    match (says(&spec.department), says(&spec.unit)) {
        (true, false) => Some(Coverage::Department),
        (false, true) => Some(Coverage::Unit),
        (true, true) => None,
        (false, false) => votes.coverage.or_else(|| {
            let own_level = votes.name.as_deref().is_some_and(|name| name.ends_with("（本级）"));
            own_level.then_some(Coverage::Unit)
        }),
    }
}

/// The year that titles speak of most often, more than once; of equals the first.
fn year(lines: &[&TextLine]) -> Option<(u16, Line)> {
    let mut counts: HashMap<u16, (usize, usize)> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let text = compact(&line.text);
        let of_title = is_short(&text, 40) && ["预算", "决算"].iter().any(|word| text.contains(word));
        if let (true, [year]) = (of_title, years(&text).as_slice()) {
            counts.entry(*year).or_insert((0, at)).0 += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, (count, at))| (*count, std::cmp::Reverse(*at)));
    most.filter(|(_, (count, _))| *count > 1).map(|(year, (_, at))| (year, lines[at].line))
}

/// The first year of this century that a line of text speaks of.
pub fn first_year(pieces: &[Piece]) -> Option<u16> {
    let before = |text: &str| {
        let digits = text.trim_end();
        let digits = digits.get(digits.len().checked_sub(4)?..)?;
        digits.starts_with("20").then(|| digits.parse().ok()).flatten()
    };
    let in_line = |line: &str| line.match_indices('年').find_map(|(at, _)| before(&line[..at]));
    pieces.iter().filter_map(Piece::text).find_map(|line| in_line(&line.text))
}

/// Whether it is a budget or final accounts, by the word that more of its titles have; `None` where
/// as many have either.
pub fn kind(pieces: &[Piece]) -> Option<DisclosureKind> {
    let titles = || pieces.iter().filter_map(Piece::text).filter(|line| line.text.chars().count() < 40);
    let named = |kind: DisclosureKind| titles().filter(|line| line.text.contains(kind.name())).count();
    match named(DisclosureKind::Final).cmp(&named(DisclosureKind::Budget)) {
        std::cmp::Ordering::Greater => Some(DisclosureKind::Final),
        std::cmp::Ordering::Less => Some(DisclosureKind::Budget),
        std::cmp::Ordering::Equal => None,
    }
}

/// Says where a text speaks of another year than its file's name.
pub fn report_year(reading: &mut Reading<'_>, id: &DisclosureId, votes: &Votes) -> Option<Unread> {
    let (year, line) = votes.year.filter(|(year, _)| *year != id.year && !reading.mend.is_of_own_year(id))?;
    reading.say(codes::OTHER_YEAR, |source| {
        let message = format!("文件名写的是 {} 年，各处标题写的多是 {year} 年", id.year);
        Diagnostic::new(codes::OTHER_YEAR, message)
            .at(Label::at_line(source, line, "这里写的是另一年"))
            .hint("请核对文件放得对不对；网址用文件名里的年度")
    });
    Some(Unread::Year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn votes(lines: &[&str]) -> Votes {
        let piece = |(at, text): (usize, &&str)| {
            let line = Line { file: FileId(0), number: at as u32 + 1 };
            Piece::Text(TextLine { line, raw: (*text).to_owned(), text: (*text).to_owned(), opens: true })
        };
        let pieces: Vec<Piece> = lines.iter().enumerate().map(piece).collect();
        vote(Catalogue::get(), &pieces)
    }

    #[test]
    fn the_name_is_found_wherever_it_stands() {
        for (line, name) in [
            ("某市某局2024年度决算公开说明", "某市某局"),
            ("2023年度某市财政局部门决算", "某市财政局"),
            ("2017 年度某省某某法院部门预算公开", "某省某某法院"),
            ("某市某局（本级）", "某市某局（本级）"),
            ("某市某局（本级）2023年单位预算", "某市某局（本级）"),
            ("201001_某市某局", "某市某局"),
            ("欢迎来到某市某局", "某市某局"),
            ("三、某省某某院部门支出预算总表", "某省某某院"),
            ("第一部分 某市某区财政局概况", "某市某区财政局"),
            ("编制单位：201001_某市某局（本级）", "某市某局（本级）"),
            ("单位名称：[201001]某市某局", "某市某局"),
            ("部门名称：某市某局,,单位：万元", "某市某局"),
            ("部门名称：某市某局（盖章）", "某市某局"),
            ("关于某市某局2024年单位预算公开的说明", "某市某局"),
            ("某师范学院二○二四年部门预算", "某师范学院"),
            ("某市某支队（以下简称支队）2024年单位预算公开说明", "某市某支队"),
            ("某市某幼儿园2024年单位预算", "某市某幼儿园"),
            ("某市某林场2024年单位预算", "某市某林场"),
            ("某市财政局机关服务中心2023年部门预算", "某市财政局机关服务中心"),
        ] {
            assert_eq!(votes(&[line]).name.as_deref(), Some(name), "{line}");
        }
        for line in
            ["某市某区2023年区级部门预算", "部门预算公开", "本单位决算", "一般公共预算支出表", "单位：万元"]
        {
            assert_eq!(votes(&[line]).name, None, "{line}");
        }
    }

    #[test]
    fn captions_outvote_a_line_and_tell_whose_money_it_is() {
        let captions = Catalogue::get().captions();
        let found = votes(&["某市某局2023年预算", "编制部门：某市某某局", "编制部门：某市某某局"]);
        assert_eq!(found.name.as_deref(), Some("某市某某局"));
        assert_eq!(found.coverage, Some(Coverage::Department));
        assert_eq!(
            coverage(captions, "某局2023年预算", &votes(&["编制单位：某市某局"])),
            Some(Coverage::Unit)
        );
    }

    #[test]
    fn a_title_says_whose_money_is_covered() {
        for (title, expected) in [
            ("某局 2023年度单位预算公开", Some(Coverage::Unit)),
            ("某市2025年区级部门 预算", Some(Coverage::Department)),
            ("某局（本级）2024年度本级决算", Some(Coverage::Unit)),
            ("某局2024年预算公开", None),
            ("某局部门预算及所属单位预算", None),
        ] {
            assert_eq!(coverage(Catalogue::get().captions(), title, &Votes::default()), expected, "{title}");
        }
    }

    #[test]
    fn the_year_is_the_one_most_titles_speak_of() {
        let found = votes(&["某局2022年单位预算", "2022年收支总表预算", "2021年决算情况"]);
        assert_eq!(found.year.map(|(year, _)| year), Some(2022));
    }
}
