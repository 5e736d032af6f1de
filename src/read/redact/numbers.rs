//! Numbers of persons by their shape: mobile and identity numbers in any
//! grouping and separator, and fixed lines where a line speaks of them.

use std::ops::Range;

use crate::money::looks_like_amount;
use crate::read::redact::digits::{Group, Join, chinese, digit, groups};

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Mobile,
    /// 18 digits, the last perhaps an X, with a date of birth; or the 15 of old
    /// ones, which count only where the text speaks of identity papers.
    Identity,
    /// A fixed line with its area code, which counts only where the text speaks
    /// of telephones.
    Fixed,
}

/// A number found in a text: its bytes, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub shape: Shape,
    pub range: Range<usize>,
    /// Whether commas part it, as they part figures too: it counts only where the text
    /// speaks of telephones or papers.
    pub listed: bool,
}

/// The numbers in a text that have the shape of a person's, in digits or in Chinese ones
/// (`一三八…`).
pub fn find(text: &str) -> Vec<Number> {
    find_behind(text, |_| false)
}

/// The numbers in a text; a mobile number may be parted as no number is where `told` says so of
/// the text before it.
pub fn find_behind(text: &str, told: impl Fn(&str) -> bool) -> Vec<Number> {
    let (printed, spelled) = digits_in(text);
    if printed + spelled < SHORTEST {
        return Vec::new();
    }
    let mut found = if printed < SHORTEST { Vec::new() } else { scan(text, digit, &told) };
    if spelled >= FEWEST {
        let spelled = scan(text, |c| digit(c).or_else(|| chinese(c)), &told);
        found.extend(
            spelled.into_iter().filter(|one| text[one.range.clone()].contains(|c| chinese(c).is_some())),
        );
    }
    found
}

/// Whether a number could begin at the end of a text and go on at the start of the next.
pub fn could_be_cut(head: &str, tail: &str) -> bool {
    let of_number =
        |c: char| digit(c).is_some() || chinese(c).is_some() || matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×');
    head.chars().rev().take(AT_CUT).any(of_number) && tail.chars().take(AT_CUT).any(of_number)
}

/// Most characters between the digits of a number and the end of a line that cuts it.
const AT_CUT: usize = 8;

/// How many digits a text has, and how many Chinese ones; most texts show by their length that
/// they hold no number.
fn digits_in(text: &str) -> (usize, usize) {
    if text.len() < SHORTEST {
        return (0, 0);
    }
    let ascii = text.bytes().filter(u8::is_ascii_digit).count();
    if text.is_ascii() {
        return (ascii, 0);
    }
    let wide = text.chars().filter(|c| !c.is_ascii());
    wide.fold((ascii, 0), |(printed, spelled), c| {
        (printed + usize::from(digit(c).is_some()), spelled + usize::from(chinese(c).is_some()))
    })
}

/// Fewest digits of a number: those of a fixed line.
const SHORTEST: usize = 7;

/// Fewest Chinese digits of a number that is looked for.
const FEWEST: usize = 3;

fn scan(text: &str, digit: impl Fn(char) -> Option<char>, told: &impl Fn(&str) -> bool) -> Vec<Number> {
    let groups = groups(text, digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        match number(text, &groups, at).or_else(|| parted(text, &groups, at, told)) {
            Some((number, taken)) => {
                found.push(number);
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// The number that begins with group `at`, and how many groups it takes.
fn number(text: &str, groups: &[Group], at: usize) -> Option<(Number, usize)> {
    let shapes = [(Shape::Identity, identity as Take), (Shape::Mobile, mobile), (Shape::Fixed, fixed)];
    shapes.into_iter().find_map(|(shape, take)| {
        let (taken, end) = take(text, &groups[at..])?;
        let whole = groups[at].range.start..end;
        let listed = groups[at..at + taken].iter().skip(1).any(|group| group.join == Some(Join::List));
        let listing = |at: usize| groups.get(at).is_some_and(|group| group.join == Some(Join::List));
        let in_list = listed && (listing(at) || listing(at + taken));
        let apart = !in_list
            && !touches_letter(text, &whole, shape)
            && !is_fraction(text, &whole, &groups[at..at + taken])
            && !goes_on(&groups[at..], taken, shape);
        apart.then(|| (Number { shape, range: prefixed(text, &whole), listed }, taken))
    })
}

/// Takes a number off the front of the groups: how many of them, and where it ends.
type Take = fn(&str, &[Group]) -> Option<(usize, usize)>;

/// The groups from the first on that together have as many digits as asked for,
/// joined.
fn together(groups: &[Group], digits: usize) -> Option<(usize, String)> {
    let mut count = 0;
    for (at, group) in groups.iter().enumerate() {
        if at > 0 && group.join.is_none() {
            return None;
        }
        count += group.digits.len();
        if count >= digits {
            let whole = || groups[..=at].iter().map(|group| group.digits.as_str()).collect();
            return (count == digits).then(|| (at + 1, whole()));
        }
    }
    None
}

fn mobile(_: &str, groups: &[Group]) -> Option<(usize, usize)> {
    let prefixes = ["", "86", "086", "0086"];
    prefixes.iter().find_map(|prefix| {
        let taken = digits_of_mobile(groups, prefix)?;
        let natural = is_natural(&groups[..taken]) || !prefix.is_empty();
        natural.then(|| (taken, groups[taken - 1].range.end))
    })
}

/// How many groups the digits of a mobile number after a country's code take.
fn digits_of_mobile(groups: &[Group], prefix: &str) -> Option<usize> {
    let (taken, whole) = together(groups, prefix.len() + 11)?;
    let bare = whole.strip_prefix(prefix)?.as_bytes();
    (bare[0] == b'1' && (b'3'..=b'9').contains(&bare[1])).then_some(taken)
}

/// A mobile number in any groups after a word for it: none of them is an amount, and nothing
/// wide stands between them.
fn parted(text: &str, groups: &[Group], at: usize, told: &impl Fn(&str) -> bool) -> Option<(Number, usize)> {
    let taken = digits_of_mobile(&groups[at..], "").filter(|taken| *taken > 1)?;
    let (own, next) = (&groups[at..at + taken], groups.get(at + taken));
    let range = own[0].range.start..own[taken - 1].range.end;
    let whole = &text[range.clone()];
    let amount = |word: &str| word.matches('.').count() == 1 && looks_like_amount(word);
    let apart = !own.iter().skip(1).any(|group| group.join == Some(Join::List))
        && !whole.contains("  ")
        && !whole.split_whitespace().any(amount)
        && next.is_none_or(|next| next.join.is_none() || next.join == Some(Join::List))
        && !touches_letter(text, &range, Shape::Mobile)
        && !is_fraction(text, &range, own);
    (apart && told(&text[..range.start]))
        .then_some((Number { shape: Shape::Mobile, range, listed: false }, taken))
}

/// Whether groups are parted as a person parts a number, and not as thousands
/// are, or figures that only stand side by side.
fn is_natural(groups: &[Group]) -> bool {
    let sizes: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let single = sizes.iter().all(|size| *size == 1);
    let of_three = sizes.len() > 2 && sizes[1..].iter().all(|size| *size == 3);
    let pairs = sizes[0] == 3 && sizes[1..].iter().all(|size| *size == 2);
    single || pairs || (!of_three && sizes.iter().all(|size| *size >= 3))
}

fn identity(text: &str, groups: &[Group]) -> Option<(usize, usize)> {
    let born = |whole: &str, at: usize, year: bool| {
        let (month, day) = if year { (at + 4, at + 6) } else { (at + 2, at + 4) };
        let two = |at: usize| whole[at..at + 2].parse::<u8>().unwrap_or(0);
        let century = !year || matches!(&whole[at..at + 2], "19" | "20");
        !whole.starts_with('0') && century && (1..=12).contains(&two(month)) && (1..=31).contains(&two(day))
    };
    let whole = |digits: usize| together(groups, digits);
    if let Some((taken, _)) = whole(18).filter(|(_, digits)| born(digits, 6, true)) {
        return Some((taken, groups[taken - 1].range.end));
    }
    if let Some((taken, _)) = whole(17).filter(|(_, digits)| born(digits, 6, true)) {
        let end = groups[taken - 1].range.end;
        let rest = text[end..].trim_start_matches([' ', '-', '－', '*']);
        let last = rest.chars().next().filter(|c| matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×'))?;
        return Some((taken, text.len() - rest.len() + last.len_utf8()));
    }
    let (taken, _) = whole(15).filter(|(_, digits)| born(digits, 6, false))?;
    let sizes: Vec<usize> = groups[..taken].iter().map(|group| group.digits.len()).collect();
    matches!(sizes[..], [15] | [6, 6, 3] | [6, 2, 2, 2, 3]).then(|| (taken, groups[taken - 1].range.end))
}

fn fixed(text: &str, groups: &[Group]) -> Option<(usize, usize)> {
    let (taken, whole) = (10..=12).rev().find_map(|digits| together(groups, digits))?;
    let area = whole.starts_with('0') && !whole.starts_with("00");
    if !area || taken > 3 {
        return None;
    }
    let end = groups[taken - 1].range.end;
    if let Some(next) = groups.get(taken).filter(|next| is_extension(&text[end..next.range.start], next)) {
        return Some((taken + 1, next.range.end));
    }
    // Other lines of the same place: `0350-3031234/3031235`.
    let another = |group: &&Group| {
        (7..=8).contains(&group.digits.len()) && matches!(group.join, Some(Join::Mark | Join::List))
    };
    let more = groups[taken..].iter().take_while(another).count();
    Some((taken + more, groups[taken + more - 1].range.end))
}

/// Whether a group is the extension of the line before it (`-804`, `转804`, `ext. 804`), with
/// what stands between them.
fn is_extension(between: &str, group: &Group) -> bool {
    let between = between.trim_start();
    let word = between.trim_matches(|c: char| c.is_whitespace() || ".：:".contains(c)).to_ascii_lowercase();
    let turned = between.starts_with('转') || ["分机", "分机号", "ext", "extension"].contains(&word.as_str());
    let joined = group.join.is_some() && between.starts_with(['-', '－', '—']);
    (turned || joined) && (1..=5).contains(&group.digits.len())
}

/// Whether a letter touches the number, so that it is part of a code.
fn touches_letter(text: &str, range: &Range<usize>, shape: Shape) -> bool {
    let before = text[..range.start].trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let word = text[before.len()..range.start].to_ascii_lowercase();
    let of_phone = ["", "tel", "phone", "mobile", "mob", "fax"].contains(&word.as_str());
    let behind = text[range.end..].chars().next();
    let alone = word.is_empty() || (of_phone && shape != Shape::Identity);
    !alone || behind.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Whether the digits go on after or before a decimal point, or money is
/// counted by them, or grouped.
fn is_fraction(text: &str, range: &Range<usize>, groups: &[Group]) -> bool {
    let behind = text[range.end..].trim_start_matches([' ', '\u{3000}']);
    let mut after = text[range.end..].chars();
    // Behind four digits and more no comma parts thousands.
    let listed = groups.iter().skip(1).all(|group| group.join == Some(Join::List));
    let thousands = listed && groups.first().is_some_and(|group| group.digits.len() <= 3);
    let most = match after.next() {
        Some('.' | '．') => 3,
        Some(',' | '，') if thousands => 3,
        Some(',' | '，') => 2,
        _ => 0,
    };
    let grouped = digits_at(after.as_str()).is_some_and(|digits| digits <= most);
    let before = text[..range.start].strip_suffix([',', '，', '.', '．']);
    let part = before.is_some_and(|before| before.ends_with(|c| digit(c).is_some()))
        && text[..range.start].ends_with([',', '，'])
        && thousands;
    let money = ["元", "万元", "亿元", "%", "％"].iter().any(|unit| behind.starts_with(unit));
    (grouped && groups.len() == 1) || part || money
}

/// How many digits a text begins with, if it does.
fn digits_at(text: &str) -> Option<usize> {
    let count = text.chars().take_while(|c| digit(*c).is_some()).count();
    (count > 0).then_some(count)
}

/// Whether a number of several groups goes on in a further one, so that it is
/// part of a longer number.
fn goes_on(groups: &[Group], taken: usize, shape: Shape) -> bool {
    let (Some(next), true) = (groups.get(taken), taken > 1 || shape == Shape::Identity) else { return false };
    let last = groups[taken - 1].join.filter(|_| taken > 1);
    let another = mobile("", &groups[taken..]).is_some() || next.digits.starts_with('0');
    next.join.is_some() && next.join == last && next.digits.len() >= 3 && !another
}

/// The range with the country's code and brackets before it.
fn prefixed(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = &text[..range.start];
    let start = before.strip_suffix(['+', '＋']).map_or(range.start, str::len);
    start..range.end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shapes found in a text, `D` standing for the digits of a mobile number.
    fn shapes(text: &str) -> Vec<Shape> {
        find(text).into_iter().map(|number| number.shape).collect()
    }

    #[test]
    fn a_number_goes_however_it_is_written() {
        let (head, middle, tail) = ("138", "0000", "1111");
        for separator in ["", " ", "-", "－", ".", "·", "\u{a0}", "**", ") "] {
            let text = format!("{head}{separator}{middle}{separator}{tail}");
            let found = find(&text);
            assert_eq!(shapes(&text), [Shape::Mobile], "{text}");
            assert!(text[found[0].range.clone()].ends_with(tail));
        }
        for prefix in ["+86", "86-", "0086 ", "Tel", "2023年", "3.", "0350-3031234转"] {
            let text = format!("{prefix}{head}{middle}{tail}");
            assert_eq!(shapes(&text).last(), Some(&Shape::Mobile), "{text}");
        }
        assert_eq!(shapes(&format!("{head}{middle}{tail}.2023年")), [Shape::Mobile]);
        assert_eq!(shapes(&format!("{head}{middle}{tail}/{head}{middle}{tail}")), [Shape::Mobile; 2]);
        let spaced: String = format!("{head}{middle}{tail}").chars().flat_map(|c| [c, ' ']).collect();
        assert_eq!(shapes(&spaced), [Shape::Mobile]);
        for tail in ["1234", "123X", "123x", "123×", "123Ｘ"] {
            assert_eq!(shapes(&format!("11010119900307{tail}")), [Shape::Identity], "{tail}");
            assert_eq!(shapes(&format!("110101 1990 0307 {tail}")), [Shape::Identity], "{tail}");
        }
    }

    #[test]
    fn amounts_and_longer_numbers_are_no_persons() {
        let mobile = format!("138{}", "00001111");
        for text in [
            format!("{mobile}.00"),
            format!("{mobile}元"),
            format!("{mobile} 万元"),
            format!("2{mobile}"),
            format!("{mobile}3"),
            format!("A{mobile}"),
            format!("{mobile}B"),
            "13,800,001,111".to_owned(),
            "13 800 001 111".to_owned(),
            format!("6222 {} 0000 1111 2222", "138"),
            "20230131102608".to_owned(),
            "2010301 2010302".to_owned(),
        ] {
            assert_eq!(shapes(&text), [], "{text}");
        }
    }
}
