//! Where tables end, and which lines are theirs.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::read::lex::{LineRange, Token};

/// Most lines without a cell or a row's end inside a table.
const UNCLOSED: u32 = 50;
/// Longest table in lines; an unclosed tag does not swallow the rest of a file.
const LONGEST: u32 = 200_000;

/// The tokens, each line that is in none added as markup to the table that it
/// stands in or after.
pub fn with_markup(place: LineRange<'_>, lines: Range<u32>, mut tokens: Vec<Token>) -> Vec<Token> {
    let said: BTreeSet<u32> = tokens.iter().flat_map(said).collect();
    let mut silent = lines.filter(|n| !said.contains(n) && !place.file.line(*n).trim().is_empty()).peekable();
    let firsts: Vec<Option<u32>> = tokens.iter().skip(1).map(said_first).chain([None]).collect();
    for (token, next) in tokens.iter_mut().zip(firsts) {
        if let Token::Run(run) = token {
            while let Some(number) = silent.next_if(|n| next.is_none_or(|next| *n < next)) {
                run.markup.push(place.line(number));
            }
        }
    }
    tokens.extend(silent.map(|number| Token::Markup(place.line(number))));
    tokens
}

/// The lines that a token accounts for.
fn said(token: &Token) -> Vec<u32> {
    match token {
        Token::Text(line, _) | Token::Markup(line) => vec![line.number],
        Token::Run(run) => run.rows.iter().map(|row| row.line.number).collect(),
        Token::Blank => Vec::new(),
    }
}

fn said_first(token: &Token) -> Option<u32> {
    said(token).first().copied()
}

/// The last line of the tables that begin at line `from`.
pub fn end(place: LineRange<'_>, from: u32) -> u32 {
    let mut last = from;
    for number in from..place.end.min(from + LONGEST) {
        let line = place.file.line(number).to_ascii_lowercase();
        let begun_again = number > from && line.trim_start().starts_with("<table") && last < number - 1;
        let stopped =
            line.trim().is_empty() && number == last + 1 && number > from + 1 && !goes_on(place, number);
        if begun_again || stopped || number > last + UNCLOSED {
            break;
        }
        if let Some(close) = line.rfind("</table") {
            last = number;
            if line.rfind("<table").is_none_or(|open| open < close) {
                break;
            }
        }
        if ["</tr", "<td", "</td", "<table"].iter().any(|tag| line.contains(tag)) {
            last = number;
        }
    }
    last
}

/// Whether markup goes on after a blank line.
fn goes_on(place: LineRange<'_>, number: u32) -> bool {
    let mut behind = (number + 1..place.end).map(|n| place.file.line(n));
    behind.find(|line| !line.trim().is_empty()).is_some_and(|line| line.trim_start().starts_with('<'))
}
