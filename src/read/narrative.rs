//! The prose: parts, sections, paragraphs with wrapped lines joined, and the
//! glossary's entries.

use crate::catalogue::named;
use crate::catalogue::normal::{compact, hashed_key, numbering, unnumbered};
use crate::catalogue::schema::{Named, NarrativeSpec};
use crate::model::{Numbered, Paragraph, Part, Role, Section, Table, Target, Term};
use crate::read::Reading;
use crate::read::pieces::TextLine;
use crate::read::text::{
    behind_part_number, has_heading_mark, heading_key, heading_level, is_bare_year, is_short, states_amount,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Prose(Part),
    Tables,
    Glossary,
}

/// Takes text lines in order and makes sections and terms of them.
#[derive(Debug)]
pub struct Narrative {
    body: Option<String>,
    place: Option<Place>,
    /// The part's heading, for paragraphs that stand right under it.
    part_heading: Option<TextLine>,
    sections: Vec<Section>,
    terms: Vec<Term>,
    keys: Numbered,
    /// Whether paragraphs may still be added to the last section.
    open: bool,
}

impl Narrative {
    /// A narrative with nothing in it; the body's name is taken off headings.
    pub fn new(body: Option<String>) -> Self {
        Self {
            body,
            place: None,
            part_heading: None,
            sections: Vec::new(),
            terms: Vec::new(),
            keys: Numbered::default(),
            open: false,
        }
    }

    /// Whether a line heads a part or a section.
    pub fn is_heading(line: &TextLine, spec: &NarrativeSpec, body: Option<&str>) -> bool {
        let key = heading_key(&line.text, body);
        let known = part_named(spec, &line.text, body).is_some() || named(&spec.sections, &key).is_some();
        let numbered = heading_level(&line.text).is_some_and(|level| level <= 2);
        is_short(&line.text, 45) && (known || numbered)
    }

    /// Takes the first of the lines, with those behind it that go on with the
    /// same heading; gives how many it took, at least one.
    pub fn feed(&mut self, reading: &mut Reading<'_>, lines: &[TextLine], tables: &mut [Table]) -> usize {
        let Some(line) = lines.first() else { return 1 };
        let tail = if self.heads(reading, lines) { heading_tail(reading, lines) } else { &[] };
        let line = tail.iter().fold(line.clone(), joined);
        self.take(reading, line, lines, tables);
        let target = self.section_target();
        for more in tail {
            reading.post(more.line, Role::Used, target);
        }
        1 + tail.len()
    }

    /// Whether the first of the lines heads a part or a section.
    fn heads(&self, reading: &Reading<'_>, lines: &[TextLine]) -> bool {
        let line = &lines[0];
        part_named(reading.catalogue.narrative(), &line.text, self.body.as_deref()).is_some()
            || behind_part_number(&compact(&line.text)).is_some()
            || (self.place != Some(Place::Glossary) && self.heads_section(reading, line, lines.get(1)))
    }

    /// Where the heading just read stands.
    fn section_target(&self) -> Target {
        match self.sections.len().checked_sub(1).filter(|_| self.open) {
            Some(index) => Target::Section(index),
            None => Target::Disclosure,
        }
    }

    fn take(&mut self, reading: &mut Reading<'_>, line: TextLine, lines: &[TextLine], tables: &mut [Table]) {
        if self.part(reading, &line) {
            return;
        }
        let next = lines.get(1);
        match self.place {
            Some(Place::Glossary) => self.glossary(reading, line, next),
            Some(Place::Tables) if !tables.is_empty() => table_note(reading, line, tables),
            Some(Place::Prose(part)) => self.prose(reading, line, part, next),
            _ => {
                let part = if tables.is_empty() { Part::Overview } else { Part::Notes };
                self.prose(reading, line, part, next);
            }
        }
    }

    /// The sections and terms.
    pub fn finish(self) -> (Vec<Section>, Vec<Term>) {
        (self.sections, self.terms)
    }

    /// Begins a part where the line heads one.
    fn part(&mut self, reading: &mut Reading<'_>, line: &TextLine) -> bool {
        let spec = reading.catalogue.narrative();
        let found = part_named(spec, &line.text, self.body.as_deref());
        let Some(found) = found.filter(|_| is_short(&line.text, 60)) else { return false };
        self.open = false;
        let place = match found.key.as_str() {
            "overview" => Place::Prose(Part::Overview),
            "tables" => Place::Tables,
            "glossary" => Place::Glossary,
            _ => Place::Prose(Part::Notes),
        };
        self.place = Some(place);
        self.part_heading = Some(line.clone());
        let target = if place == Place::Glossary { Target::Glossary } else { Target::Disclosure };
        reading.post(line.line, Role::Used, target);
        true
    }

    fn prose(&mut self, reading: &mut Reading<'_>, line: TextLine, part: Part, next: Option<&TextLine>) {
        if self.heads_section(reading, &line, next) {
            self.section(reading, &line, part);
        } else if is_stray(&line.text) {
            // Left unplaced on purpose: seals and scraps of the page.
        } else {
            self.paragraph(reading, line, part);
        }
    }

    fn heads_section(&self, reading: &Reading<'_>, line: &TextLine, next: Option<&TextLine>) -> bool {
        let key = heading_key(&line.text, self.body.as_deref());
        let known = named(&reading.catalogue.narrative().sections, &key).is_some();
        let numbered = heading_level(&line.text).is_some_and(|level| level <= 2);
        let heads = known || (numbered && line.opens_paragraph() && !is_sentence(line, next));
        is_short(&line.text, 40) && (has_heading_mark(&line.raw) || heads)
    }

    fn section(&mut self, reading: &mut Reading<'_>, line: &TextLine, part: Part) {
        let name = heading_key(&line.text, self.body.as_deref());
        let known = named(&reading.catalogue.narrative().sections, &name).map(|found| found.key.clone());
        let key = self.keys.unique(&known.unwrap_or_else(|| hashed_key("s", &name)));
        reading.post(line.line, Role::Used, Target::Section(self.sections.len()));
        self.sections.push(Section {
            part,
            key,
            title: line.text.trim_end_matches(['：', ':']).to_owned(),
            title_line: line.line,
            level: heading_level(&line.text).unwrap_or(1).min(4),
            paragraphs: Vec::new(),
        });
        self.open = true;
    }

    fn paragraph(&mut self, reading: &mut Reading<'_>, line: TextLine, part: Part) {
        if !self.open {
            let heading = self.part_heading.take().unwrap_or_else(|| untitled(&line));
            self.section(reading, &heading, part);
        }
        let index = self.sections.len() - 1;
        reading.post(line.line, Role::Used, Target::Section(index));
        let charts = &reading.catalogue.narrative().charts;
        let chart = named(charts, &line.text).map(|named| named.key.clone());
        add_line(&mut self.sections[index].paragraphs, &line, chart);
    }

    fn glossary(&mut self, reading: &mut Reading<'_>, line: TextLine, next: Option<&TextLine>) {
        if let Some((name, rest)) = term_of(&line) {
            let known = named(&reading.catalogue.narrative().terms, &name).map(|found| found.key.clone());
            let key =
                self.keys.unique(&known.map_or_else(|| hashed_key("t", &name), |key| format!("t-{key}")));
            reading.post(line.line, Role::Used, Target::Term(self.terms.len()));
            self.terms.push(Term { key, name, line: line.line, paragraphs: Vec::new() });
            if !rest.is_empty() {
                let first = TextLine { raw: rest.clone(), text: rest, ..line };
                add_line(&mut self.terms.last_mut().expect("just pushed").paragraphs, &first, None);
            }
        } else if let Some(index) = self.terms.len().checked_sub(1) {
            reading.post(line.line, Role::Used, Target::Term(index));
            add_line(&mut self.terms[index].paragraphs, &line, None);
        } else {
            self.prose(reading, line, Part::Notes, next);
        }
    }
}

/// The body's name in the heading of a part: `第一部分 某局概况`, `第一部分某局部门概况`.
pub fn body_of_part(text: &str) -> Option<String> {
    let text = compact(text);
    let name = behind_part_number(&text)?.trim_start_matches([':', '、']);
    let name = name.strip_suffix("概况")?;
    let name = ["(部门)", "(单位)", "部门", "单位", "基本"]
        .iter()
        .fold(name, |name, rank| name.strip_suffix(rank).unwrap_or(name));
    let named = name.chars().count() >= 4 && !name.contains(|c: char| c.is_ascii_digit());
    named.then(|| name.to_owned())
}

/// The body's name where it is a line of the title page by itself.
pub fn body_of_title(text: &str) -> Option<String> {
    const ENDS: [&str; 16] = [
        "局",
        "厅",
        "委",
        "院",
        "办公室",
        "办事处",
        "委员会",
        "中心",
        "学校",
        "大学",
        "总队",
        "支队",
        "大队",
        "人民政府",
        "联合会",
        "总工会",
    ];
    let name = compact(text);
    let chinese = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let named = chinese && (4..=30).contains(&name.chars().count());
    (named && ENDS.iter().any(|end| name.ends_with(end))).then_some(name)
}

/// The title page's lines as one title; a year that the parser set on a line
/// behind its own comes back before `年`.
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

/// The part that a line heads: by its words alone, or, behind `第…部分`, by their
/// end, since bodies set their names, long and short, before it.
fn part_named<'a>(spec: &'a NarrativeSpec, text: &str, body: Option<&str>) -> Option<&'a Named> {
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

/// The lines behind a heading that go on with it: a year or quotes that the
/// parser set on a line of their own, and the end of a heading cut at the page's
/// width (`…支` / `出情况说明`).
fn heading_tail<'l>(reading: &Reading<'_>, lines: &'l [TextLine]) -> &'l [TextLine] {
    let (head, rest) = (&lines[0], &lines[1..]);
    let of_part = behind_part_number(&compact(&head.text)).is_some();
    let is_scrap = |line: &&TextLine| compact(&line.text).is_empty() || (of_part && is_bare_year(&line.text));
    let scraps = rest.iter().take_while(is_scrap).count();
    let ends = |text: &str| ["说明", "概况", "解释"].iter().any(|end| text.ends_with(end));
    let closes = |line: &TextLine| {
        let text = compact(&line.text);
        ends(&text)
            && !line.opens_paragraph()
            && is_short(&text, 20)
            && text.chars().count() < compact(&head.text).chars().count()
            && !text.contains([',', ':', '、'])
            && named(&reading.catalogue.narrative().sections, &text).is_none()
    };
    let cut = !ends(&compact(&head.text)) && rest.get(scraps).is_some_and(closes);
    &rest[..if cut {
        scraps + 1
    } else if of_part {
        scraps
    } else {
        0
    }]
}

/// A heading with a line that goes on with it; a bare year stays out.
fn joined(head: TextLine, more: &TextLine) -> TextLine {
    if is_bare_year(&more.text) || compact(&more.text).is_empty() {
        return head;
    }
    TextLine { text: format!("{}{}", head.text, more.text), ..head }
}

/// Whether a numbered line is prose rather than a heading: it states an amount,
/// ends in the middle of a sentence, or is cut at the page's width, which shows
/// in the next line's being no longer.
fn is_sentence(line: &TextLine, next: Option<&TextLine>) -> bool {
    let width = |line: &TextLine| line.text.chars().count();
    let goes_on = || next.is_some_and(|next| !next.opens_paragraph() && width(next) <= width(line) + 4);
    states_amount(&line.text)
        || ends_mid_sentence(&line.text)
        || (line.text.contains(['，', ',']) && goes_on())
}

impl TextLine {
    /// Whether the line begins a paragraph of its own.
    fn opens_paragraph(&self) -> bool {
        self.opens || numbering(&self.text).is_some() || self.raw.trim_start().starts_with("- ")
    }
}

fn table_note(reading: &mut Reading<'_>, line: TextLine, tables: &mut [Table]) {
    let index = tables.len() - 1;
    if is_stray(&line.text) {
        return;
    }
    reading.post(line.line, Role::Used, Target::Table(index));
    tables[index].notes.push((line.text, line.line));
}

/// Adds a line to the paragraphs: to the last one where it goes on.
fn add_line(paragraphs: &mut Vec<Paragraph>, line: &TextLine, chart: Option<String>) {
    let raw = line.raw.trim();
    let item = raw.starts_with("- ");
    let text = raw.trim_start_matches("- ").trim_start_matches('#').trim();
    let goes_on = !line.opens_paragraph() && chart.is_none();
    match paragraphs.last_mut().filter(|last| goes_on && !ends_sentence(&last.text)) {
        Some(last) => {
            last.text.push_str(text);
            last.last = line.line;
        }
        None => paragraphs.push(Paragraph {
            text: text.to_owned(),
            first: line.line,
            last: line.line,
            item,
            chart,
        }),
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '）', ')', '*']).ends_with(['。', '；', '：', '！', '？', ';', ':'])
}

fn ends_mid_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['，', '、', ',', '；'])
}

/// A line of one character that says nothing: a piece of a seal, say.
fn is_stray(text: &str) -> bool {
    let text = compact(text);
    text.chars().count() <= 1 && !matches!(text.as_str(), "无" | "略" | "有" | "是" | "否")
}

/// A heading for paragraphs that stand under none.
fn untitled(line: &TextLine) -> TextLine {
    TextLine { text: String::new(), raw: String::new(), ..line.clone() }
}

/// The term that a glossary line begins, and what the line says of it.
///
/// `**一、基本支出：**指…`, `**九、一般公共预算**是指…`, `（一）基本支出预算：是…`.
fn term_of(line: &TextLine) -> Option<(String, String)> {
    let raw = line.raw.trim().trim_start_matches('#').trim();
    if let Some(rest) = raw.strip_prefix("**")
        && let Some((head, rest)) = rest.split_once("**")
    {
        let name = unnumbered(head).trim_end_matches(['：', ':']).trim();
        return (!name.is_empty()).then(|| (name.to_owned(), rest.trim().to_owned()));
    }
    let numbered = numbering(&line.text).is_some();
    let text = unnumbered(&line.text);
    let cut = [("：", true), (":", true), ("是指", false), ("指", false), ("是", false)];
    let (at, skip) = cut.iter().find_map(|(mark, skip)| {
        let at = text.find(mark).filter(|at| *at > 0 && text[..*at].chars().count() <= 30)?;
        Some((at, if *skip { mark.len() } else { 0 }))
    })?;
    let head = &text[..at];
    let plausible = numbered && !head.contains(['，', '。', ',']);
    plausible.then(|| (head.trim().to_owned(), text[at + skip..].trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Line};

    fn line(raw: &str) -> TextLine {
        let line = Line { file: FileId(0), number: 1 };
        TextLine { line, raw: raw.to_owned(), text: crate::read::text::clean(raw), opens: true }
    }

    #[test]
    fn glossary_entries_are_told_by_their_heads() {
        for (raw, name, rest) in [
            ("**一、基本支出：**指为保障运转", "基本支出", "指为保障运转"),
            ("**九、一般公共预算**是指以税收", "一般公共预算", "是指以税收"),
            ("### **六、财政专户管理资金：**", "财政专户管理资金", ""),
            ("（三）、“三公”经费：是与", "“三公”经费", "是与"),
            ("1.项目支出是指在", "项目支出", "是指在"),
        ] {
            assert_eq!(term_of(&line(raw)), Some((name.to_owned(), rest.to_owned())), "{raw}");
        }
        assert_eq!(term_of(&line("支出之外编制的计划：是的")), None);
    }

    #[test]
    fn wrapped_lines_make_one_paragraph_and_list_items_stay_apart() {
        let mut paragraphs = Vec::new();
        for (raw, opens) in [
            ("本部门2017年", true),
            ("预算如下。", false),
            ("1.办公室", false),
            ("2.研究室", false),
            ("无", true),
        ] {
            let line = TextLine { opens, ..line(raw) };
            add_line(&mut paragraphs, &line, None);
        }
        let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(texts, ["本部门2017年预算如下。", "1.办公室", "2.研究室", "无"]);
    }
}
