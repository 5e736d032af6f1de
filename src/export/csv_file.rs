//! CSV as spreadsheet programs read it: UTF-8 with a byte order mark, CRLF, no words that
//! they would take for a formula.

use std::borrow::Cow;

/// Collects records of text.
#[derive(Debug)]
pub(super) struct CsvFile {
    writer: csv::Writer<Vec<u8>>,
}

impl CsvFile {
    pub fn new() -> Self {
        let mut builder = csv::WriterBuilder::new();
        // Rows of tables are as wide as they were published.
        builder.flexible(true).terminator(csv::Terminator::CRLF);
        Self { writer: builder.from_writer("\u{feff}".into()) }
    }

    /// Records to be put after those of a file that has begun.
    pub fn more() -> Self {
        let mut builder = csv::WriterBuilder::new();
        builder.flexible(true).terminator(csv::Terminator::CRLF);
        Self { writer: builder.from_writer(Vec::new()) }
    }

    /// # Panics
    /// Never: a vector takes every byte, and records may differ in length.
    pub fn record<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        let fields = fields.into_iter().map(|field| guarded(field).into_owned());
        self.writer.write_record(fields).expect("a vector takes every byte");
    }

    /// # Panics
    /// Never: a vector takes every byte.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner().expect("a vector takes every byte")
    }
}

/// A field that no spreadsheet program computes: words that begin as formulas do get an
/// apostrophe before them. Numbers with a sign, nil marks and signs alone stay.
fn guarded(field: &str) -> Cow<'_, str> {
    let formula =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let Some(rest) = field.strip_prefix(formula) else { return Cow::Borrowed(field) };
    let signed = field.starts_with(['+', '-', '＋', '－']);
    let of_number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || ".,，%％ ".contains(c);
    let of_nil = |c: char| "-－— ".contains(c);
    let harmless = rest.chars().all(of_number) || rest.chars().all(of_nil);
    match rest.is_empty() || (signed && harmless) {
        true => Cow::Borrowed(field),
        false => Cow::Owned(format!("'{field}")),
    }
}

/// A field of a file as it was before it was guarded.
#[cfg(feature = "databases")]
pub(super) fn unguarded(field: &str) -> &str {
    let rest = field.strip_prefix('\'');
    rest.filter(|rest| matches!(guarded(rest), Cow::Owned(_))).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_begin_as_formulas_do_are_guarded_and_amounts_are_not() {
        for words in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", "-一项", "=5", "- 购置", "-5-3"]
        {
            assert_eq!(guarded(words), format!("'{words}"));
        }
        for words in
            ["", "-", "--", "—", "-12.50", "+3.5%", "-1,234.00", "2010301", "=", "购置=", "≥5", "－１２"]
        {
            assert_eq!(guarded(words), words);
        }
    }
}
