//! How names are compared: without white space, markup, quotes and numbering,
//! brackets and punctuation in one form. For matching only; what is shown is
//! always the published text.

mod characters;

use std::ops::Range;

/// The text without white space, quotes and Markdown marks, with full-width
/// digits, brackets and punctuation in their ASCII form and characters in the simplified one.
///
/// ```
/// use mingzhang::catalogue::normal::compact;
/// assert_eq!(compact("一般公共预算 “三公” 经费（表）"), "一般公共预算三公经费(表)");
/// ```
pub fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Most characters stay as they are, and go over in runs.
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        if characters::is_plain_han(c) {
            continue;
        }
        let folded = fold(c);
        if folded != Some(c) {
            out.push_str(&text[copied..at]);
            out.extend(folded);
            copied = at + c.len_utf8();
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// A text as it is compared, with the way back to what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compacted<'t> {
    /// The text of which it was made.
    published: &'t str,
    /// It as [`compact`] makes it.
    pub text: String,
    /// Of each byte of `text`, where the character stands in the published one that gave it.
    places: Vec<usize>,
}

impl<'t> Compacted<'t> {
    /// Compacts a text.
    pub fn of(published: &'t str) -> Self {
        let (mut text, mut places) = (String::with_capacity(published.len()), Vec::new());
        for (at, c) in published.char_indices() {
            text.extend(fold(c));
            places.resize(text.len(), at);
        }
        Self { published, text, places }
    }

    /// The published words of a part of `text`, with quotes that stand around them.
    pub fn published(&self, part: Range<usize>) -> &'t str {
        let before = part.start.checked_sub(1).and_then(|at| self.places.get(at));
        let behind = |at: &usize| self.published[*at..].chars().next().map_or(*at, |c| *at + c.len_utf8());
        let start = before.map_or(0, behind);
        let end = self.places.get(part.end).copied().unwrap_or(self.published.len());
        self.published.get(start..end).unwrap_or_default().trim()
    }
}

/// The first character of a text as it is compared; none of a blank text.
pub fn first(text: &str) -> Option<char> {
    text.chars().find_map(fold)
}

fn fold(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '.' | ',' | '-' => c,
        '\u{4e00}'..='\u{9fff}' => characters::plain(c),
        c if c.is_whitespace() => return None,
        '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」' | '*' | '#' | '`' | '\u{feff}' => {
            return None;
        }
        '（' | '﹙' | '〔' | '［' | '[' => '(',
        '）' | '﹚' | '〕' | '］' | ']' => ')',
        '：' => ':',
        '，' => ',',
        '．' => '.',
        '；' => ';',
        '－' | '—' | '–' => '-',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        'Ａ'..='Ｚ' => char::from(b'A' + (c as u32 - 'Ａ' as u32) as u8),
        'ａ'..='ｚ' => char::from(b'a' + (c as u32 - 'ａ' as u32) as u8),
        _ => characters::plain(c),
    })
}

/// A label ready for comparison: [`compact`], its numbering (`一、`, `1.`,
/// `（一）`, `①`) and a closing colon taken off.
///
/// ```
/// use mingzhang::catalogue::normal::label;
/// assert_eq!(label("十六、商业服务业等支出"), "商业服务业等支出");
/// assert_eq!(label("①公务用车购置费"), "公务用车购置费");
/// assert_eq!(label("其中：中央财政资金"), "其中:中央财政资金");
/// ```
pub fn label(text: &str) -> String {
    let mut label = compact(text);
    label.drain(..label.len() - unnumbered(&label).len());
    label.truncate(label.trim_end_matches(':').len());
    label
}

/// A compared text without what stands in brackets, and without brackets of which one is missing.
///
/// ```
/// use mingzhang::catalogue::normal::unbracketed;
/// assert_eq!(unbracketed("财政拨款(万元)"), "财政拨款");
/// ```
pub fn unbracketed(text: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

/// The text without its leading numbering; unchanged where it has none.
///
/// A numbering is a run of Chinese or Arabic digits closed by `、` `.` `)` `,`
/// or set in brackets, or a circled digit. `2022年…` has none.
pub fn unnumbered(text: &str) -> &str {
    let text = text.trim_start();
    numbering(text).map_or(text, |length| text[length..].trim_start())
}

/// The length in bytes of a leading numbering.
pub fn numbering(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some(first.len_utf8());
    }
    let bracketed = matches!(first, '(' | '（');
    let from = if bracketed { first.len_utf8() } else { 0 };
    let digits = digit_run(&text[from..])?;
    let rest = &text[from + digits..];
    let close = rest.chars().next()?;
    let closes = if bracketed { matches!(close, ')' | '）') } else { closes_numbering(close, rest) };
    if !closes {
        return None;
    }
    let mut length = from + digits + close.len_utf8();
    if let Some('、') = text[length..].chars().next() {
        length += '、'.len_utf8();
    }
    Some(length)
}

/// Whether a label begins with 其中: it is a part of the one before.
pub fn is_of_which(label: &str) -> bool {
    label.trim_start().starts_with("其中")
}

/// Whether a text is the first of those that are numbered as outermost points: `一、概况`.
pub fn is_first_point(text: &str) -> bool {
    text.trim_start().starts_with("一、")
}

/// Whether a label is numbered as an outermost point: `二、上年结转`.
pub fn is_point(label: &str) -> bool {
    let label = label.trim_start();
    numbering(label).is_some() && label.starts_with(is_numeral)
}

/// Whether a character is a Chinese digit or ten.
pub fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn digit_run(text: &str) -> Option<usize> {
    let run = |of: fn(char) -> bool| text.find(|c| !of(c)).unwrap_or(text.len());
    let chinese = run(|c| is_numeral(c) || c == '百');
    let length = if chinese > 0 { chinese } else { run(|c| c.is_ascii_digit()) };
    (length > 0 && length <= 12).then_some(length)
}

/// `1.2` is a number, `1.收入` and `1. 收入` a numbering.
fn closes_numbering(close: char, rest: &str) -> bool {
    match close {
        '、' | ')' | '）' => true,
        '.' | '．' | ',' | '，' => {
            rest[close.len_utf8()..].chars().next().is_some_and(|next| !next.is_ascii_digit())
        }
        _ => false,
    }
}

/// The text without the years in it (`2023年度`, `2023`): what is left of a
/// heading that is only a year is `年`.
///
/// ```
/// use mingzhang::catalogue::normal::yearless;
/// assert_eq!(yearless("2023年合计"), "合计");
/// assert_eq!(yearless("2023年"), "年");
/// assert_eq!(yearless("2023预算数"), "预算数");
/// ```
pub fn yearless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = split_year(rest) {
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    if out.is_empty() && !text.is_empty() { "年".to_owned() } else { out }
}

/// The years that a text names.
///
/// ```
/// use mingzhang::catalogue::normal::years;
/// assert_eq!(years("2022年执行数比2021年"), [2022, 2021]);
/// assert!(years("2040201").is_empty());
/// ```
pub fn years(text: &str) -> Vec<u16> {
    let mut years = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = split_year(rest) {
        years.extend(rest[before.len()..before.len() + 4].parse::<u16>());
        rest = after;
    }
    years
}

fn split_year(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let at = (0..bytes.len().saturating_sub(3)).find(|at| {
        let digits = &bytes[*at..*at + 4];
        let alone = (*at == 0 || !bytes[*at - 1].is_ascii_digit())
            && bytes.get(*at + 4).is_none_or(|b| !b.is_ascii_digit());
        alone
            && (digits.starts_with(b"20") || digits.starts_with(b"19"))
            && digits.iter().all(u8::is_ascii_digit)
    })?;
    let after = &text[at + 4..];
    let after = after.strip_prefix("年度").or_else(|| after.strip_prefix('年')).unwrap_or(after);
    Some((&text[..at], after))
}

/// A short stable ASCII key for a name the catalogue does not know: `prefix-`
/// and eight hex digits of the compacted name's hash.
///
/// Equal names give equal keys, this year and next.
pub fn hashed_key(prefix: &str, name: &str) -> String {
    let hash = blake3::hash(compact(name).as_bytes());
    format!("{prefix}-{}", &hash.to_hex()[..8])
}

/// A project's name without the code that some systems set before it:
/// `51000023T000001234567-河道保洁`.
pub fn without_code(name: &str) -> &str {
    let Some((code, rest)) = name.split_once(['-', '－', '—']) else { return name };
    let of_code = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    let code = code.trim();
    let is_code = code.len() >= 6 && code.chars().all(of_code) && code.chars().any(|c| c.is_ascii_digit());
    if is_code && !rest.trim().is_empty() { rest.trim() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_is_told_from_numbers() {
        for (text, rest) in [
            ("一、收入", "收入"),
            ("二十一、粮油", "粮油"),
            ("1. 一般公共预算", "一般公共预算"),
            ("1.一般公共预算", "一般公共预算"),
            ("（一）、基本支出", "基本支出"),
            ("(二) 其他", "其他"),
            ("4．表", "表"),
            ("1.5倍", "1.5倍"),
            ("2022年城区道路", "2022年城区道路"),
            ("三公经费", "三公经费"),
        ] {
            assert_eq!(unnumbered(text), rest, "{text}");
        }
    }

    #[test]
    fn compacted_words_lead_back_to_what_was_published() {
        let text = Compacted::of("1、行政运行（项） 5万元，主要用于：“甲”和 乙（丙）。");
        let at = text.text.find("甲").unwrap();
        let end = text.text.find('。').unwrap();
        assert_eq!(text.published(at..end), "“甲”和 乙（丙）");
        assert_eq!(
            text.published(0..text.text.len()),
            "1、行政运行（项） 5万元，主要用于：“甲”和 乙（丙）。"
        );
        assert_eq!(text.text, compact(text.published));
    }

    #[test]
    fn radicals_count_as_the_characters_they_look_like() {
        assert_eq!(compact("⼀般公共预算⽀出表、⼊、⻋、⺠"), "一般公共预算支出表、入、车、民");
        assert_eq!(characters::plain('\u{2fd5}'), '龠');
    }

    #[test]
    fn years_go_wherever_they_stand() {
        assert_eq!(yearless("2023年部门2024年度表"), "部门表");
        assert_eq!(yearless("120235"), "120235");
    }

    #[test]
    fn names_lose_codes_and_nothing_else() {
        assert_eq!(without_code("51000023T000001234567-河道保洁"), "河道保洁");
        assert_eq!(without_code("2023年-2024年河道保洁"), "2023年-2024年河道保洁");
        assert_eq!(without_code("某局-河道保洁"), "某局-河道保洁");
    }
}
