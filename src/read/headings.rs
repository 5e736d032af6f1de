//! Headings, and the names in them: of parts, cut at the page's width, with the
//! body's name, distinguished from sentences that are only numbered.

use crate::catalogue::named;
use crate::catalogue::normal::{compact, numbering};
use crate::catalogue::schema::{Named, NarrativeSpec};
use crate::read::Reading;
use crate::read::blocks::TextLine;
use crate::read::text::{behind_part_number, heading_key, is_bare_year, is_short, states_amount};

/// The title page's lines as one title; a year that the parser set on a line
/// after its own comes back before `年`.
pub fn whole_title(mut lines: Vec<String>) -> Option<String> {
    for at in 1..lines.len() {
        let digits = lines[at].len() == 4 && is_bare_year(&lines[at]);
        if digits && lines[at - 1].starts_with('年') {
            let year = std::mem::take(&mut lines[at]);
            lines[at - 1].insert_str(0, &year);
        }
    }
    lines.retain(|line| !line.is_empty());
    (!lines.is_empty()).then(|| lines.join(" "))
}

/// The part that a line heads: by its words alone, or, after `第…部分`, by their
/// end, since bodies set their names, long and short, before it.
pub fn part_named<'a>(spec: &'a NarrativeSpec, text: &str, body: Option<&str>) -> Option<&'a Named> {
    let key = heading_key(text, body);
    let ending = |part: &'a Named| {
        let names = part.names.iter().filter(|name| key.ends_with(name.as_str()));
        names.map(String::len).max().map(|length| (length, part))
    };
    named(&spec.parts, &key).or_else(|| {
        behind_part_number(&compact(text))?;
        Some(spec.parts.iter().filter_map(ending).max_by_key(|(length, _)| *length)?.1)
    })
}

/// The lines after a heading that continue it: a year or quotes that the
/// parser set on a line of their own, and the end of a heading cut at the page's
/// width (`…支` / `出情况说明`), over a gap too where the heading is `wide`.
pub fn heading_tail<'l>(reading: &Reading<'_>, lines: &'l [TextLine], wide: bool) -> &'l [TextLine] {
    let (head, rest) = (&lines[0], &lines[1..]);
    let spec = reading.catalogue.narrative();
    let of_part = behind_part_number(&compact(&head.text)).is_some();
    let is_scrap = |line: &&TextLine| compact(&line.text).is_empty() || (of_part && is_bare_year(&line.text));
    let scraps = rest.iter().take_while(is_scrap).count();
    let closes = |line: &TextLine| {
        let text = compact(&line.text);
        ends_heading(spec, &text)
            && (!line.opens_paragraph() || (wide && numbering(&line.text).is_none()))
            && is_short(&text, 20)
            && text.chars().count() < compact(&head.text).chars().count()
            && !text.contains([',', ':', '、'])
            && named(&spec.sections, &text).is_none()
    };
    let cut = !ends_heading(spec, &compact(&head.text)) && rest.get(scraps).is_some_and(closes);
    &rest[..if cut {
        scraps + 1
    } else if of_part {
        scraps
    } else {
        0
    }]
}

/// Whether a text ends as headings of parts and sections do.
pub fn ends_heading(spec: &NarrativeSpec, text: &str) -> bool {
    spec.heading_ends.iter().any(|end| text.ends_with(end.as_str()))
}

/// A heading with a line that continues it; a bare year stays out.
pub fn joined(head: TextLine, more: &TextLine) -> TextLine {
    if is_bare_year(&more.text) || compact(&more.text).is_empty() {
        return head;
    }
    TextLine { text: format!("{}{}", head.text, more.text), ..head }
}

/// Whether a numbered line is prose rather than a heading: it states an amount,
/// ends in the middle of a sentence, or is cut at the page's width, which shows
/// in the next line's being no longer.
pub fn is_sentence(line: &TextLine, next: Option<&TextLine>) -> bool {
    let width = |line: &TextLine| line.text.chars().count();
    let goes_on = || next.is_some_and(|next| !next.opens_paragraph() && width(next) <= width(line) + 4);
    states_amount(&line.text)
        || ends_mid_sentence(&line.text)
        || (line.text.contains(['，', ',']) && goes_on())
}

fn ends_mid_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['，', '、', ',', '；'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Line};

    fn line(raw: &str) -> TextLine {
        let line = Line { file: FileId(0), number: 1 };
        TextLine { line, raw: raw.to_owned(), text: raw.to_owned(), opens: false }
    }

    #[test]
    fn a_year_set_behind_its_own_line_comes_back() {
        let title = |lines: &[&str]| whole_title(lines.iter().map(|line| (*line).to_owned()).collect());
        assert_eq!(title(&["某局", "年度部门决算", "2023"]).as_deref(), Some("某局 2023年度部门决算"));
        assert_eq!(title(&["某局", "2023"]).as_deref(), Some("某局 2023"));
        assert_eq!(title(&[]), None);
    }

    #[test]
    fn sentences_are_no_headings() {
        let next = line("共若干事项的说明和各项安排的有关情况");
        for sentence in
            ["（1）收入预算 12.5 万元，与上年", "（二）支出情况，", "（三）健全制度，包括一般公共预算"]
        {
            assert!(is_sentence(&line(sentence), Some(&next)), "{sentence}");
        }
        assert!(!is_sentence(&line("（一）总体情况"), Some(&next)));
        // The line after is wider: this one was not cut.
        assert!(!is_sentence(&line("（一）甲，乙"), Some(&next)));
    }
}
