//! Digits in groups, and what joins these: of any width, in Chinese or in circles.

use std::ops::Range;

/// Digits that nothing stands between.
#[derive(Debug)]
pub struct Group {
    pub digits: String,
    pub range: Range<usize>,
    /// What stands between it and the group before, if that is near.
    pub join: Option<Join>,
}

/// How two groups are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    Space,
    Point,
    Mark,
    List,
}

/// Most characters between two groups of one number.
const WIDEST_JOIN: usize = 3;

/// The value of a digit of any width.
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

/// The value of a Chinese digit as numbers are read out by it, or of one in a circle.
pub fn chinese(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' | '○' => '0',
        '一' | '幺' | '壹' => '1',
        '二' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        '⓪' => '0',
        '①'..='⑨' => char::from_digit(c as u32 - '①' as u32 + 1, 10)?,
        _ => return None,
    })
}

pub fn groups(text: &str, digit: impl Fn(char) -> Option<char>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut near = Between::default();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match (digit(c), groups.last_mut()) {
            (Some(digit), Some(last)) if near.is_empty() => {
                last.digits.push(digit);
                last.range.end = end;
            }
            (Some(digit), _) => {
                groups.push(Group { digits: digit.into(), range: at..end, join: near.join() });
                near = Between::default();
            }
            (None, None) => {}
            (None, Some(_)) => near.push(c),
        }
    }
    groups
}

/// What stands between two groups.
#[derive(Debug, Default)]
struct Between {
    text: String,
    far: bool,
}

impl Between {
    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn push(&mut self, c: char) {
        self.far |= self.text.chars().count() >= WIDEST_JOIN;
        if !self.far {
            self.text.push(c);
        }
    }

    fn join(&self) -> Option<Join> {
        let is_space = |c: char| c != '\t' && c != '\n' && c != '\r' && c.is_whitespace();
        let is_mark = |c: char| "-－—–‐‑−_*`'’·•‧~()（）[]/⁄:：".contains(c);
        match () {
            () if self.far => None,
            () if self.text.chars().all(is_space) => Some(Join::Space),
            () if self.text.chars().all(|c| is_space(c) || is_mark(c)) => Some(Join::Mark),
            () if matches!(self.text.trim(), "." | "．") => Some(Join::Point),
            () if matches!(self.text.trim(), "," | "，" | "、" | ";" | "；") => Some(Join::List),
            () => None,
        }
    }
}
