//! Characters that no page may hold: control characters, and the marks that turn
//! the direction of writing, under which `12` would be read as `21`.
//!
//! They are not dropped, since what stood on both sides of one would run together
//! into another number: each is shown as U+FFFD, which no amount can hold. Those
//! that only set a page (form feed, vertical tab, a lone carriage return) become
//! spaces; but a form feed before a line stays: a page begins there.

use crate::source::is_out_of_place;

/// The text without such characters; how many were replaced by U+FFFD, and the
/// line of the first.
pub fn shown(text: String) -> (String, Option<Replaced>) {
    let Some(first) = text.find(is_out_of_place) else { return (text, None) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    let mut replaced = None;
    let mut rest = text[first..].chars().peekable();
    while let Some(c) = rest.next() {
        let ends_line = c == '\r' && rest.peek() == Some(&'\n');
        let begins_page = c == '\u{c}' && (out.is_empty() || out.ends_with('\n'));
        if ends_line || begins_page || !is_out_of_place(c) {
            out.push(c);
        } else if c.is_whitespace() {
            out.push(' ');
        } else {
            count(&mut replaced, &out);
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (out, replaced)
}

/// What was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced {
    /// The line of the first, from 1.
    pub line: u32,
    pub count: usize,
}

fn count(replaced: &mut Option<Replaced>, before: &str) {
    match replaced {
        Some(replaced) => replaced.count += 1,
        None => *replaced = Some(Replaced { line: before.matches('\n').count() as u32 + 1, count: 1 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, replaced: Option<(u32, usize)>) {
        let replaced = replaced.map(|(line, count)| Replaced { line, count });
        assert_eq!(shown(text.to_owned()), (expected.to_owned(), replaced));
    }

    #[test]
    fn numbers_on_both_sides_never_run_together() {
        check("合计\t12\u{8}34\n", "合计\t12\u{FFFD}34\n", Some((1, 1)));
        check("一\n\u{1b}[31m红\u{85}\u{202e}12", "一\n\u{FFFD}[31m红 \u{FFFD}12", Some((2, 2)));
        check("1\u{c}2\u{b}3", "1 2 3", None);
        check("1\n\u{c}2\n", "1\n\u{c}2\n", None);
    }

    #[test]
    fn ends_of_lines_stay() {
        check("一\r\n二\t三\n", "一\r\n二\t三\n", None);
        check("一\r二\r\n", "一 二\r\n", None);
    }
}
