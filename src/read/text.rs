//! Small questions asked of a line of text.

use crate::catalogue::normal::{compact, label, unnumbered, yearless};

/// The line without Markdown heading marks, emphasis and bold tags, trimmed; of a
/// gap that a page's layout left in it two blanks stay.
pub fn clean(line: &str) -> String {
    let text = line.trim().trim_start_matches('#').trim();
    if text.contains(['*', '<']) {
        return narrowed(untagged(&text.replace("**", "")).trim());
    }
    narrowed(text)
}

/// The text with no more than two blanks beside each other.
fn narrowed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blanks = 0;
    for c in text.chars() {
        blanks = if c == ' ' { blanks + 1 } else { 0 };
        if blanks < 3 {
            out.push(c);
        }
    }
    out
}

/// Tags that parsers leave around lines of text.
const TAGS: &[&str] = &[
    "b", "strong", "br", "br/", "p", "div", "span", "center", "u", "i", "em", "font", "h1", "h2", "h3", "h4",
];

/// The text without the tags that only say how it looks.
fn untagged(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Behind the last `>` there is no tag, and no use in looking for its end.
    let (tagged, behind) = text.rfind('>').map_or(("", text), |last| text.split_at(last + 1));
    let mut rest = tagged;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let skip = of_looks(rest).unwrap_or(0);
        if skip == 0 {
            out.push('<');
        }
        rest = &rest[skip.max(1)..];
    }
    out + rest + behind
}

/// The length of the tag at the start of a text, if it only says how the text looks.
fn of_looks(text: &str) -> Option<usize> {
    let inner = text[1..].trim_start_matches('/');
    let name = inner.bytes().take(LONGEST_NAME + 1).position(|byte| matches!(byte, b' ' | b'>'))?;
    let known = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(&inner[..name]));
    known.then(|| text.find('>').map(|end| end + 1)).flatten()
}

/// Longest name of a tag that only says how a text looks.
const LONGEST_NAME: usize = 6;

/// How a heading is numbered, which says how deep it is.
pub fn heading_level(text: &str) -> Option<u8> {
    let first = text.chars().next()?;
    crate::catalogue::normal::numbering(text)?;
    Some(match first {
        '(' | '（' => 2,
        '0'..='9' | '０'..='９' => 3,
        '①'..='⑳' => 4,
        _ => 1,
    })
}

/// Whether a text stands for no amount: `-`, `/`, 无. Compacted.
pub fn is_nil(text: &str) -> bool {
    matches!(text, "-" | "--" | "/" | "无" | "―" | "――" | "〇")
}

/// Whether a line starts with Markdown heading marks.
pub fn has_heading_mark(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// What stands after `第…部分` in a compacted text that begins with it.
pub fn behind_part_number(compacted: &str) -> Option<&str> {
    let inner = compacted.strip_prefix('第')?;
    let at = inner.find("部分").filter(|at| *at <= 9)?;
    Some(&inner[at + "部分".len()..])
}

/// A heading's words alone: no numbering, no `第…部分`, no year, no body's name
/// in front, no closing colon.
pub fn heading_key(text: &str, body: Option<&str>) -> String {
    let whole = compact(text);
    let rest = behind_part_number(&whole).unwrap_or(&whole);
    let rest = yearless(unnumbered(rest.trim_start_matches([':', '、'])));
    let rest = body.map_or(rest.as_str(), |body| rest.strip_prefix(&compact(body)).unwrap_or(&rest));
    let rank = ["(部门)", "(单位)"].iter().find_map(|rank| rest.strip_prefix(rank));
    label(rank.unwrap_or(rest).trim_start_matches("年度").trim_end_matches('。'))
}

/// Whether a line is a page number or another piece of page furniture: only
/// digits, dashes and the words of `第 3 页 共 9 页`.
pub fn is_furniture(text: &str) -> bool {
    let compact = compact(text);
    let digits = compact.chars().filter(char::is_ascii_digit).count();
    (1..=8).contains(&digits)
        && compact.chars().all(|c| c.is_ascii_digit() || "-第页共/·~".contains(c))
        && (digits <= 3 || compact.contains('页') || compact.contains('/'))
}

/// Whether a line could head something: short, and no sentence.
pub fn is_short(text: &str, most: usize) -> bool {
    let count = text.chars().take(most + 1).count();
    count > 0 && count <= most && !text.contains(['。', '；', '！'])
}

/// Whether a text states an amount of money or a percentage, as headings do not.
pub fn states_amount(text: &str) -> bool {
    let text = compact(text);
    ["元", "%", "％"].iter().flat_map(|unit| text.match_indices(unit)).any(|(at, _)| {
        text[..at].trim_end_matches(['万', '亿']).ends_with(|before: char| before.is_ascii_digit())
    })
}

/// Whether a text could be an account code: a class, its 款 or 项.
pub fn is_account_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5 | 7)
        && text.starts_with(['2', '3', '5'])
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is nothing but a year, which PDF parsers set on a line of its own.
pub fn is_bare_year(text: &str) -> bool {
    let text = compact(text);
    let digits = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(&text);
    digits.len() == 4 && digits.starts_with("20") && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_from_other_numbers() {
        assert!(states_amount("（1）收入预算 12.5 万元，与上年") && states_amount("占 3 %"));
        assert!(!states_amount("一、2024年预算") && !states_amount("（一）元旦安排"));
        assert!(is_bare_year("2024") && is_bare_year("2024 年度") && !is_bare_year("2024年预算"));
    }

    #[test]
    fn headings_are_compared_by_their_words() {
        for (text, key) in [
            ("## 第二部分 2023年单位预算报表", "单位预算报表"),
            ("第三部分某局 2024 年度部门决算情况说明", "部门决算情况说明"),
            ("#### 七、“三公”经费增减变动原因说明", "三公经费增减变动原因说明"),
            ("### 1、车辆情况：", "车辆情况"),
            ("（二）其他", "其他"),
        ] {
            assert_eq!(heading_key(text, Some("某局")), key, "{text}");
        }
    }

    #[test]
    fn furniture_is_told_from_figures() {
        assert!(is_furniture("12") && is_furniture("- 3 -") && is_furniture("第 3 页 共 19 页"));
        assert!(!is_furniture("2024") && !is_furniture("1,234") && !is_furniture("无"));
    }
}
