//! How wide a text is, by the class of its characters, and where it wraps. An
//! estimate on the safe side: which font a reader has is not known.

use unicode_width::UnicodeWidthChar;

/// The size of every text, in units of the drawing.
pub const SIZE: i32 = 14;
/// From one line of text to the next.
pub const LINE: i32 = 19;

/// The width of a text of that size in units, rounded up.
pub fn width(text: &str) -> i32 {
    let thousandths = text.chars().map(class).fold(0_i32, i32::saturating_add);
    thousandths.saturating_mul(SIZE).saturating_add(999) / 1000
}

/// The width of a character in thousandths of the font's size, as the widest of
/// the usual Chinese system fonts has it.
fn class(c: char) -> i32 {
    match c {
        '0'..='9' => 640,
        ',' | '.' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' => 320,
        ' ' | '(' | ')' | '-' | '/' | 'f' | 'r' | 't' | 'I' => 420,
        '%' | '@' | 'm' | 'w' | 'M' | 'W' => 960,
        'A'..='Z' => 760,
        ' '..='~' => 620,
        // What is not a character is drawn as U+FFFD.
        _ => UnicodeWidthChar::width_cjk(c).map_or(1000, |columns| if columns == 0 { 0 } else { 1000 }),
    }
}

/// The text in lines no wider than `room` where that can be: a line breaks
/// beside any Chinese character, within a number or a foreign word only where it
/// is wider than a whole line. Nothing is lost but the blanks at line ends.
pub fn wrap(text: &str, room: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last().map_or("", String::as_str);
        if line.is_empty() || width(format!("{line}{piece}").trim_end()) <= room {
            push(&mut lines, piece, room);
        } else {
            lines.push(String::new());
            push(&mut lines, piece.trim_start(), room);
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The text in as few lines as the room allows, about as long as each other: no last
/// character stands alone where the line before can spare one.
pub fn even(text: &str, room: i32) -> Vec<String> {
    let count = wrap(text, room).len();
    let narrowest = (room / 2..room).find(|narrower| wrap(text, *narrower).len() == count);
    wrap(text, narrowest.unwrap_or(room))
}

/// Adds a piece to the last line, broken where no line could hold it.
fn push(lines: &mut Vec<String>, piece: &str, room: i32) {
    let whole = width(piece) <= room;
    for c in piece.chars() {
        let full = |line: &String| !line.is_empty() && width(&format!("{line}{c}")) > room;
        if !whole && lines.last().is_some_and(full) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
}

/// The text in pieces between which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// No line begins with closing punctuation or ends with an opening one.
fn may_break(before: char, after: char) -> bool {
    let opens = "（《〈“‘【([".contains(before);
    let closes = "，。、；：？！）》〉”’】%),.:;!?]".contains(after);
    let wide = |c: char| class(c) >= 1000 || c == ' ';
    !opens && !closes && (wide(before) || wide(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_are_an_em_and_others_less() {
        assert_eq!(width("公安"), 28);
        assert_eq!(width("9,784.70"), 63);
        assert_eq!(width(""), 0);
        assert_eq!(width("e\u{301}"), width("e"), "a combining mark takes no room");
    }

    #[test]
    fn even_lines_leave_no_character_alone() {
        assert_eq!(wrap("某某市某某区财政局", 112), ["某某市某某区财政", "局"]);
        assert_eq!(even("某某市某某区财政局", 112), ["某某市某某", "区财政局"]);
        assert_eq!(even("财政局", 112), ["财政局"]);
        assert!(even("", 112).is_empty());
    }

    #[test]
    fn lines_break_beside_characters_and_keep_numbers_whole() {
        assert_eq!(wrap("社会保障和就业支出", 70), ["社会保障和", "就业支出"]);
        assert_eq!(wrap("购置2024年用车", 66), ["购置2024", "年用车"]);
        assert_eq!(wrap("因公出国（境）费", 72), ["因公出国", "（境）费"]);
        assert_eq!(wrap("12345678901234567890", 50).concat(), "12345678901234567890");
        assert!(wrap("", 50).is_empty());
    }
}
