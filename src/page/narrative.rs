//! The narrative pages: overview, notes, glossary.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::normal::{is_first_point, numbering};
use crate::model::{Paragraph, Part, Section, Term};
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::html::{attribute, escape_into, plain};
use crate::page::prose::Prose;
use crate::page::{ThemeError, audit, chart, lead_sentence};
use crate::source::Line;

/// So many terms are named where the glossary is described.
const NAMED: usize = 5;

#[derive(Debug, Serialize)]
struct View {
    heading: &'static str,
    lead: &'static str,
    contents: Vec<Entry>,
    body_html: String,
}

/// One entry of the page's own contents list.
#[derive(Debug, Serialize)]
struct Entry {
    key: String,
    title: String,
    level: u8,
}

/// The page of one part of the narrative.
pub(super) fn page(edition: &DisclosureContext, part: Part) -> Result<Artifact, ThemeError> {
    let (place, heading, words) = match part {
        Part::Notes => (NavigationPlace::Notes, "情况说明", "单位自己对收支数字的说明。"),
        Part::Overview => (NavigationPlace::Overview, "单位概况", "单位的职责和机构。"),
    };
    let sheet = edition.sheet(place);
    let sections = levelled(&edition.disclosure().sections, part);
    let contents = sections.iter().map(|(_, section, level)| Entry {
        key: section.key.clone(),
        title: plain(section.name()),
        level: (*level).clamp(1, 3),
    });
    let contents = contents.collect();
    let view = View { heading, lead: words, contents, body_html: body(&sheet, &sections) };
    let whose = format!("{}{}", edition.body_name(), edition.year_and_kind());
    let description = format!("{whose}的{heading}：{words}{}", lead_sentence::brief(edition));
    sheet.render("narrative.html", description, &view)
}

/// The glossary.
pub(super) fn glossary(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Glossary);
    let terms = &edition.disclosure().terms;
    let entry = |term: &Term| Entry { key: term.key.clone(), title: plain(&term.name), level: 1 };
    let prose = Prose::new(&[], str::to_owned);
    let mut writer = Writer { sheet: &sheet, section: None, prose, drawn: Vec::new(), out: String::new() };
    for term in terms {
        writer.heading(2, &term.key, &term.name, term.line);
        writer.paragraphs(&term.paragraphs);
    }
    let body_html = writer.out;
    let view = View {
        heading: "名词解释",
        lead: "单位自己对所用名词的解释。",
        contents: terms.iter().map(entry).collect(),
        body_html,
    };
    let names: Vec<String> = terms.iter().take(NAMED).map(|term| plain(&term.name)).collect();
    let whose = format!("{}{}", edition.body_name(), edition.year_and_kind());
    let description = format!(
        "{whose}的 {} 个名词解释：{}{}。",
        terms.len(),
        names.join("、"),
        if terms.len() > NAMED { "等" } else { "" }
    );
    sheet.render("narrative.html", description, &view)
}

/// The sections of a part by their place among all, each with how deep it stands: what
/// is numbered from 一 on stands inside the title right above it.
fn levelled(all: &[Section], part: Part) -> Vec<(usize, &Section, u8)> {
    let mut levelled: Vec<(usize, &Section, u8)> = Vec::new();
    let mut inside = 0;
    for (index, section) in all.iter().enumerate().filter(|(_, section)| section.part == part) {
        let is_first = is_first_point(&section.title);
        let above = levelled.last().is_some_and(|(_, above, _)| is_title(above));
        inside = match () {
            () if is_title(section) => 0,
            () if is_first && above => 1,
            () => inside,
        };
        levelled.push((index, section, section.level.max(1) + inside));
    }
    levelled
}

/// Whether a section is headed by words without a number.
fn is_title(section: &Section) -> bool {
    section.level <= 1 && !section.title.is_empty() && numbering(&section.title).is_none()
}

fn body(sheet: &PageContext, sections: &[(usize, &Section, u8)]) -> String {
    let edition = sheet.edition;
    let glossary = sheet.links.to(&address::glossary(edition.id()));
    let prose = Prose::new(&edition.disclosure().terms, |key| format!("{glossary}#{key}"));
    let mut writer = Writer { sheet, section: None, prose, drawn: Vec::new(), out: String::new() };
    let mut above = 1;
    for &(at, section, level) in sections {
        writer.section = Some(at);
        // A heading stands at most one level below the one before it.
        let level = (level + 1).min(above + 1).min(6);
        writer.heading(level, &section.key, section.name(), section.title_line);
        writer.paragraphs(&section.paragraphs);
        above = level;
    }
    writer.out
}

struct Writer<'a> {
    sheet: &'a PageContext<'a>,
    /// The section being written, by its place among all.
    section: Option<usize>,
    prose: Prose,
    /// Keys of the charts that stand on the page.
    drawn: Vec<String>,
    out: String,
}

impl Writer<'_> {
    fn heading(&mut self, level: u8, key: &str, title: &str, line: Line) {
        self.out.push_str(&format!("<h{level}"));
        attribute(&mut self.out, "id", key);
        self.out.push('>');
        escape_into(&mut self.out, &plain(title));
        self.out.push_str(" <a class=\"anchor\" aria-label=\"本节的固定链接\"");
        attribute(&mut self.out, "href", &format!("#{key}"));
        self.out.push_str(">#</a>");
        self.source_link(line, line);
        self.out.push_str(&format!("</h{level}>\n"));
        self.findings(line, line);
    }

    fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        let mut list = false;
        for paragraph in paragraphs {
            if paragraph.item != list {
                self.out.push_str(if paragraph.item { "<ul>\n" } else { "</ul>\n" });
                list = paragraph.item;
            }
            self.out.push_str(if list { "<li>" } else { "<p>" });
            let mentioned = paragraph.chart.as_ref();
            match mentioned {
                Some(_) => self.mention(&paragraph.text),
                None => {
                    let html = self.prose.inline(&paragraph.text);
                    self.out.push_str(&html);
                }
            }
            self.source_link(paragraph.first, paragraph.last);
            self.findings(paragraph.first, paragraph.last);
            self.out.push_str(if list { "" } else { "</p>\n" });
            if let Some(key) = mentioned {
                self.chart(key);
            }
            self.out.push_str(if list { "</li>\n" } else { "" });
        }
        if list {
            self.out.push_str("</ul>\n");
        }
    }

    /// Where the text only names a chart.
    fn mention(&mut self, text: &str) {
        self.out.push_str("<span class=\"chart\">原文在这里只列出图名“");
        escape_into(&mut self.out, &plain(text));
        self.out.push_str("”，没有附图。</span>");
    }

    /// The chart that the text only names, drawn from its table; once a page.
    fn chart(&mut self, key: &str) {
        let Some(chart) = chart::of_key(self.sheet.edition, key) else { return };
        if self.drawn.contains(&chart.key) {
            let link = format!("<p class=\"chart\"><a href=\"#{}\">见上面的图</a>。</p>\n", chart::id(chart));
            return self.out.push_str(&link);
        }
        self.drawn.push(chart.key.clone());
        if chart.picture.is_some() {
            self.out.push_str("<p class=\"chart\">下图由本站根据公开的表绘制。</p>\n");
        }
        self.out.push_str(&chart::figure(self.sheet, chart));
    }

    /// What the audit found on these lines of the section.
    fn findings(&mut self, first: Line, last: Line) {
        let Some(section) = self.section else { return };
        let findings = self.sheet.edition.marks.of_lines(section, first, last);
        audit::under_paragraph(&mut self.out, self.sheet, &findings);
    }

    fn source_link(&mut self, first: Line, last: Line) {
        let id = self.sheet.edition.id();
        self.out.push_str(" <a class=\"s\"");
        attribute(&mut self.out, "href", &self.sheet.links.to(&address::source_line(id, first)));
        let lines = if first == last {
            first.number.to_string()
        } else {
            format!("{}–{}", first.number, last.number)
        };
        self.out.push_str(&format!(" title=\"原文第 {lines} 行\">{}</a>", first.number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn section(title: &str, level: u8) -> Section {
        let title_line = Line { file: FileId(0), number: 1 };
        let (key, title) = (title.to_owned(), title.to_owned());
        Section { part: Part::Notes, key, title, title_line, level, paragraphs: Vec::new() }
    }

    #[test]
    fn what_is_numbered_anew_stands_inside_the_title_above_it() {
        let sections = [
            ("一、总体情况", 1, 1),
            ("甲项目情况说明", 1, 1),
            ("一、项目概述", 1, 2),
            ("（一）内容", 2, 3),
            ("二、立项依据", 1, 2),
            ("编制说明", 1, 1),
            ("", 1, 1),
            ("一、其他", 1, 1),
        ];
        let all: Vec<Section> = sections.iter().map(|(title, level, _)| section(title, *level)).collect();
        let levels: Vec<u8> = levelled(&all, Part::Notes).iter().map(|(_, _, level)| *level).collect();
        assert_eq!(levels, sections.map(|(_, _, level)| level));
    }
}
