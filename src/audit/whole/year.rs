//! The fiscal year is the same throughout.

use crate::audit::whole::{StatedPlace, finding, in_short, past_numbering, place, spread};
use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, hashed_key, yearless};
use crate::catalogue::schema::SentenceSpec;
use crate::model::{
    Class, Corrected, DisclosureKind, Finding, Linked, Paragraph, Rule, Table, Target, Verdict,
};
use crate::money::Money;
use crate::sentences::figures::{FigureKind, figures};
use crate::sentences::scope::{self, Year};
use crate::source::Line;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "one-year",
    class: Class::Words,
    title: "各处写的年度相同",
    text: "封面、目录、表的标题和表头、申报表的年度行、文字说明各段开头写了年度的，都应是这份公开的年度。引用的文件名、日期、与上年的比较、上年的执行和绩效情况不算；与本年的一张并列、标题写明别的年度的表，记为口径可能不同。段首写别的年度、金额却是本年表中之数的，记为不符；金额不在本年表中的，可能说的就是那一年，记为口径可能不同。",
    basis: "一份公开只对应一个预算年度；沿用上年文档时容易漏改。",
};

/// A year stated somewhere.
struct Stated {
    year: u16,
    place: StatedPlace,
    /// What to make of it where it is another year.
    otherwise: Verdict,
}

/// One finding on the places that agree, and one for each that does not.
pub fn check(linked: &Linked, catalogue: &Catalogue) -> Vec<Finding> {
    let own = linked.disclosure.id.year;
    let (same, other): (Vec<Stated>, Vec<Stated>) =
        stated(linked, catalogue).into_iter().partition(|stated| stated.year == own);
    let open = !linked.disclosure.is_of_one_year();
    let misprinted = misprinted(linked);
    let told = |stated: &Stated| match differing(own, stated) {
        finding if open => finding.without_mismatch(MISFILED),
        finding if misprinted.contains(&stated.year) => finding.without_mismatch(MISPRINTED),
        finding => finding,
    };
    let mut findings: Vec<Finding> = other.iter().map(told).collect();
    if !same.is_empty() && !open {
        let places: Vec<StatedPlace> = same.into_iter().map(|stated| stated.place).collect();
        let statement = format!("{} 处写的年度都是 {own} 年（{}）", places.len(), spread(&places));
        let figures = places.into_iter().map(|said| said.operand).collect();
        findings.push(finding(&RULE, "year".to_owned(), Verdict::Agree, statement, figures));
    }
    findings
}

/// Of another year where most titles speak of one.
const MISFILED: &str = "各处标题写的多不是文件名里的年度，文件可能放错了年度，不能据此说这一处写错。";

/// Where a correction says so.
const MISPRINTED: &str = "这份公开的更正说明，各处标题的这个年度是印错的。";

/// The years that corrections call misprints of this one.
fn misprinted(linked: &Linked) -> Vec<u16> {
    let corrections = linked.disclosure.corrections.iter();
    let of_year = corrections.filter(|correction| correction.of == Corrected::Year);
    of_year.filter_map(|correction| first_year(&correction.printed)).map(|(year, _)| year).collect()
}

fn differing(own: u16, stated: &Stated) -> Finding {
    let StatedPlace { what, operand } = &stated.place;
    let id = format!("year-{}", hashed_key("t", &yearless(&operand.label)));
    let year = stated.year;
    let statement = format!("这份公开是 {own} 年的，{what}“{}”写 {year} 年", in_short(&operand.label));
    let mut found = finding(&RULE, id, stated.otherwise, statement, vec![operand.clone()]);
    found.note = (stated.otherwise == Verdict::Scope).then(|| format!("可能说的就是 {year} 年的情况。"));
    found
}

fn stated(linked: &Linked, catalogue: &Catalogue) -> Vec<Stated> {
    let disclosure = &linked.disclosure;
    let mut found = of_lines(linked, catalogue);
    for (index, table) in disclosure.tables.iter().enumerate() {
        found.extend(of_title(linked, index, table, catalogue));
        found.extend(of_header(linked, index, table, catalogue));
    }
    for (index, section) in disclosure.sections.iter().enumerate() {
        let title = named(&section.title, disclosure.id.kind, catalogue)
            .map(|year| stating(year, "标题", &section.title, Target::Section(index), section.title_line));
        found.extend(title);
        let paragraphs = section.paragraphs.iter();
        found.extend(paragraphs.filter_map(|paragraph| of_prose(linked, index, paragraph, catalogue)));
    }
    found
}

fn stating(year: u16, what: &'static str, label: &str, target: Target, line: Line) -> Stated {
    let place = StatedPlace { what, operand: place(label.trim(), target, line) };
    Stated { year, place, otherwise: Verdict::Mismatch }
}

/// Years on lines of their own, on the cover and in the contents list.
fn of_lines(linked: &Linked, catalogue: &Catalogue) -> Vec<Stated> {
    let disclosure = &linked.disclosure;
    let of_line = |line: Line| {
        let target = disclosure.ledger.posting(line)?.target.unwrap_or(Target::Disclosure);
        let text = disclosure.source.line(line);
        if let Some(year) = alone(text) {
            let what = if matches!(target, Target::Form(_)) { "申报表" } else { "年度行" };
            return Some(stating(year, what, text, target, line));
        }
        let cover = target == Target::Disclosure && !text.contains(['，', '。', '=']);
        let year = named(text, disclosure.id.kind, catalogue).filter(|_| cover)?;
        Some(stating(year, "封面和目录", text, target, line))
    };
    disclosure.source.lines().filter_map(of_line).collect()
}

/// The title's year. A table that the catalogue does not know, or that stands beside one
/// of its kind whose title names this year, may be on another year by intent.
fn of_title(linked: &Linked, index: usize, table: &Table, catalogue: &Catalogue) -> Option<Stated> {
    let kind = linked.disclosure.id.kind;
    let year = if table.known {
        first_year(&table.title).map(|(year, _)| year)
    } else {
        named(&table.title, kind, catalogue)
    };
    let line = table.title_line.unwrap_or(table.lines.0);
    let mut stated = stating(year?, "表", &table.title, Target::Table(index), line);
    if !table.known || is_beside_own_year(linked, table) {
        stated.otherwise = Verdict::Scope;
    }
    Some(stated)
}

/// Whether a table is titled as of another year, and another of its kind as of this one.
fn is_beside_own_year(linked: &Linked, table: &Table) -> bool {
    let disclosure = &linked.disclosure;
    if first_year(&table.title).is_none_or(|(year, _)| year == disclosure.id.year) {
        return false;
    }
    let of_kind = |other: &&Table| other.index != table.index && other.known && other.key() == table.key();
    let mut others = disclosure.tables.iter().filter(of_kind);
    others.any(|other| first_year(&other.title).is_some_and(|(year, _)| year == disclosure.id.year))
}

/// The year of the headings, unless they set several years side by side.
fn of_header(linked: &Linked, index: usize, table: &Table, catalogue: &Catalogue) -> Option<Stated> {
    let own = linked.disclosure.id.year;
    let aside = &catalogue.narrative().sentences.aside;
    let headings = table.header.iter().flatten().filter(|_| table.known);
    let years: Vec<_> = headings
        .filter(|heading| !aside.iter().any(|word| heading.text.contains(word.as_str())))
        .filter_map(|heading| Some((first_year(&heading.text)?.0, heading)))
        .collect();
    let (year, heading) = years.iter().find(|(year, _)| *year == own).or(years.first())?;
    let mut stated = stating(*year, "表头", &heading.text, Target::Table(index), heading.line);
    if is_beside_own_year(linked, table) {
        stated.otherwise = Verdict::Scope;
    }
    Some(stated)
}

/// The year that a paragraph on money begins with, if need be after the body's
/// name.
fn of_prose(linked: &Linked, section: usize, paragraph: &Paragraph, catalogue: &Catalogue) -> Option<Stated> {
    let text = compact(&paragraph.text);
    let (year, at) = first_year(&text)?;
    let before = past_numbering(&text[..at]);
    let rest = text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
    let words = &rest[..rest.find(|c: char| c.is_ascii_digit() || c == '。').unwrap_or(rest.len())];
    let leads = before.is_empty() || crate::audit::whole::body::is_own(linked, before);
    if !leads || !is_of_year(words, linked.disclosure.id.kind, &catalogue.narrative().sentences) {
        return None;
    }
    let line = paragraph.first;
    let mut stated = stating(year, "文字", &in_short(&text), Target::Section(section), line);
    if year != linked.disclosure.id.year {
        stated.otherwise = other_year(linked, &text, words, catalogue)?;
    }
    Some(stated)
}

/// What to make of a paragraph that begins with another year: the amount after
/// it tells. `None` where the paragraph goes on to this year.
fn other_year(linked: &Linked, text: &str, words: &str, catalogue: &Catalogue) -> Option<Verdict> {
    let own = linked.disclosure.id.year;
    let figures = figures(text, &catalogue.narrative().sentences);
    let first = figures.first().filter(|said| said.kind == FigureKind::Amount)?;
    let subject = |label: &str| yearless(label).trim_start_matches(['年', '度']).to_owned();
    let words = subject(words);
    let compared = figures
        .iter()
        .filter(|said| scope::year(&said.label, &catalogue.narrative().sentences) == Some(Year::Named(own)))
        .any(|said| {
            let other = subject(&said.label);
            other.chars().count() <= 4 || words.ends_with(&other) || other.ends_with(&words)
        });
    let aside = ["执行", "完成", "上年", "比"].iter().any(|word| words.contains(word));
    let amount = first.money()?;
    match compared || aside {
        true => None,
        false if is_printed(linked, amount) => Some(Verdict::Mismatch),
        false => Some(Verdict::Scope),
    }
}

/// Whether a table prints the amount.
fn is_printed(linked: &Linked, amount: Money) -> bool {
    let mut figures = linked.disclosure.tables.iter().flat_map(Table::figures);
    !amount.value.is_zero()
        && figures.any(|figure| figure.money().is_some_and(|money| money.agrees_with(amount)))
}

/// The year of a line that says nothing else: `（2023年度）`.
fn alone(line: &str) -> Option<u16> {
    let text = compact(line);
    let text = text.trim_start_matches('(').trim_end_matches(')');
    let digits = text.strip_suffix('度').unwrap_or(text).strip_suffix('年')?;
    (digits.len() == 4).then(|| digits.parse().ok()).flatten().filter(is_year)
}

/// The year of a title that is about this kind of disclosure.
fn named(title: &str, kind: DisclosureKind, catalogue: &Catalogue) -> Option<u16> {
    let text = compact(title);
    let (year, at) = first_year(&text)?;
    let known = || catalogue.table_titled(&text).is_some();
    (is_of_year(&text[at + 4..], kind, &catalogue.narrative().sentences) || known()).then_some(year)
}

/// Whether words after a year speak of the year's own money.
fn is_of_year(words: &str, kind: DisclosureKind, lists: &SentenceSpec) -> bool {
    let (own, other) = match kind {
        DisclosureKind::Budget => ("预算", "决算"),
        DisclosureKind::Final => ("决算", "预算"),
    };
    lists.money.iter().any(|word| words.contains(word.as_str()))
        && !lists.aside.iter().any(|word| words.contains(word.as_str()))
        && (words.contains(own) || !words.contains(other))
}

/// The first year of a text and where it begins, compacted or not; none that is
/// part of a date, of a comparison, or of a document's title.
fn first_year(text: &str) -> Option<(u16, usize)> {
    let (at, _) = text.match_indices('年').find(|(at, _)| {
        let after = &text[at + '年'.len_utf8()..];
        !after.trim_start().starts_with(|c: char| c.is_ascii_digit()) && year_before(text, *at).is_some()
    })?;
    let (year, start) = year_before(text, at)?;
    let before = &text[..start];
    let quoted = before.matches('《').count() > before.matches('》').count();
    let compared = before.ends_with(['比', '较', '至', '从', '自']);
    (!quoted && !compared).then_some((year, start))
}

fn year_before(text: &str, end: usize) -> Option<(u16, usize)> {
    let before = text[..end].trim_end();
    let start = before.len().checked_sub(4)?;
    let year = before.get(start..)?.parse().ok().filter(is_year)?;
    (!before[..start].ends_with(|c: char| c.is_ascii_digit())).then_some((year, start))
}

fn is_year(year: &u16) -> bool {
    (1990..=2100).contains(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_dates_and_documents_and_comparisons_are_no_years_of_the_text() {
        assert_eq!(first_year("2023年度收入").map(|found| found.0), Some(2023));
        assert_eq!(first_year("某局 2023 年度收入").map(|found| found.0), Some(2023));
        for text in ["截至2022年12月31日", "《2022年工作要点》", "比2022年预算增加", "12023年", "今年"]
        {
            assert_eq!(first_year(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_of_its_own_is_a_year_and_nothing_else() {
        assert_eq!(alone("（2023年度）"), Some(2023));
        assert_eq!(alone("### 2023 年"), Some(2023));
        for line in ["2023", "2023年1月", "2023年度预算", "（3023年度）"] {
            assert_eq!(alone(line), None, "{line}");
        }
    }

    #[test]
    fn only_the_years_own_money_counts() {
        assert!(is_of_year("度收入支出总计", DisclosureKind::Final, &Catalogue::get().narrative().sentences));
        assert!(is_of_year(
            "部门预算编制说明",
            DisclosureKind::Budget,
            &Catalogue::get().narrative().sentences
        ));
        for words in ["预算绩效管理情况", "预算执行情况", "部门决算", "重点"] {
            assert!(
                !is_of_year(words, DisclosureKind::Budget, &Catalogue::get().narrative().sentences),
                "{words}"
            );
        }
    }
}
