//! A tool writes all tables of a text in one way: where cells are marked, or tables are laid
//! out in columns, lines that are rows by their order alone are that table's text again.

use std::collections::{BTreeSet, HashSet};

use crate::model::count;
use crate::money::looks_like_amount;
use crate::read::lex::{Dialect, LineRange, RawRow, Run, Token};

/// The tokens, with runs in another way than the text's own as lines of text.
pub fn settle(place: LineRange<'_>, tokens: Vec<Token>) -> Vec<Token> {
    let kept = kept(&tokens);
    let of = |dialect| tokens.iter().flat_map(move |token| amounts(token, dialect));
    let aligned: HashSet<String> = of(Dialect::Aligned).chain(of(Dialect::Fixed)).collect();
    let is_again = |token: &Token| says_again(&amounts_of_packed(token, kept), &aligned);
    let echoes = echoes(&tokens);
    let of_text = |(at, token): (usize, Token)| match &token {
        Token::Run(run) if run.dialect.is_packed() && (kept != Some(run.dialect) || is_again(&token)) => {
            as_text(place, run)
        }
        Token::Run(run) if echoes.contains(&at) => as_text(place, run),
        _ => vec![token],
    };
    tokens.into_iter().enumerate().flat_map(of_text).collect()
}

fn amounts_of_packed(token: &Token, kept: Option<Dialect>) -> Vec<String> {
    kept.map(|dialect| amounts(token, dialect)).unwrap_or_default()
}

/// Whether nearly all of some amounts are among others.
fn says_again(own: &[String], others: &HashSet<String>) -> bool {
    let said = own.iter().filter(|amount| others.contains(*amount)).count();
    !own.is_empty() && said * 10 >= own.len() * 9
}

/// The runs laid out in columns whose amounts come again in the next run, between marks:
/// they are its text, which stands in columns by chance.
fn echoes(tokens: &[Token]) -> HashSet<usize> {
    let mut echoes = HashSet::new();
    let runs = tokens.iter().enumerate().filter(|(_, token)| matches!(token, Token::Run(_)));
    let runs: Vec<(usize, &Token)> = runs.collect();
    for pair in runs.windows(2) {
        let ((at, laid_out), (_, next)) = (pair[0], pair[1]);
        let own = [Dialect::Aligned, Dialect::Fixed].map(|dialect| amounts(laid_out, dialect)).concat();
        if !own.is_empty() && marked_rows(next) >= FEWEST {
            let marked = MARKED.iter().flat_map(|dialect| amounts(next, *dialect)).collect();
            echoes.extend(says_again(&own, &marked).then_some(at));
        }
    }
    echoes
}

/// The dialects that mark where cells end.
const MARKED: [Dialect; 5] = [Dialect::Tabs, Dialect::Pipes, Dialect::Html, Dialect::Ruled, Dialect::Csv];

/// The lines of a run as text.
fn as_text(place: LineRange<'_>, run: &Run) -> Vec<Token> {
    let lines = run.rows.iter().map(|row| row.line).chain(run.markup.iter().copied());
    let numbers: BTreeSet<u32> = lines.map(|line| line.number).collect();
    let text = |number| Token::Text(place.line(number), place.span(place.content(number)));
    numbers.into_iter().map(text).collect()
}

/// The dialect that lines are rows in of which only the order of the cells is left: a tool
/// writes all tables in one way. None where it marks cells.
fn kept(tokens: &[Token]) -> Option<Dialect> {
    if count(tokens.iter().map(marked_rows)) >= FEWEST {
        return None;
    }
    let rows = |dialect: Dialect| {
        count(tokens.iter().map(|token| match token {
            Token::Run(run) if run.dialect == dialect => run.rows.len(),
            _ => 0,
        }))
    };
    [Dialect::Stacked, Dialect::Spaced].into_iter().max_by_key(|dialect| rows(*dialect))
}

/// Fewest rows that show how a tool writes tables.
const FEWEST: usize = 3;

/// How many rows of a token have marks between their cells.
fn marked_rows(token: &Token) -> usize {
    match token {
        Token::Run(run) => match run.dialect {
            Dialect::Tabs | Dialect::Pipes | Dialect::Html | Dialect::Ruled => run.rows.len(),
            // The groups of one amount are no cells.
            Dialect::Csv => run
                .rows
                .iter()
                .filter(|row| !row.filled().all(|(_, cell)| looks_like_amount(&cell.text)))
                .count(),
            Dialect::Aligned | Dialect::Fixed | Dialect::Spaced | Dialect::Stacked => 0,
        },
        _ => 0,
    }
}

/// The amounts that show that they are some, of a run in a dialect.
fn amounts(token: &Token, dialect: Dialect) -> Vec<String> {
    let run = match token {
        Token::Run(run) if run.dialect == dialect => run,
        _ => return Vec::new(),
    };
    let texts = run.rows.iter().flat_map(RawRow::filled).map(|(_, cell)| &cell.text);
    texts.filter(|text| text.contains(['.', ',']) && looks_like_amount(text)).cloned().collect()
}
