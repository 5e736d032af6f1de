//! Paragraphs of the narrative: their inline Markdown as HTML, glossary terms
//! linked where a page first uses them, the way back to the source.

use aho_corasick::{AhoCorasick, MatchKind};
use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd, TextMergeStream};

use crate::model::Term;
use crate::page::href::is_web_address;
use crate::page::html::{attribute, escape_into};

/// Stand for `**` pairs, which CommonMark leaves as they are beside Chinese
/// punctuation (`**“词”**后`). Noncharacters: no text has a use for them.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// Stands before a text so that it is a paragraph, never a list or a heading.
const FIRST: char = '\u{fdd2}';

/// Renders the paragraphs of one page.
#[derive(Debug)]
pub(super) struct Prose {
    terms: Vec<Use>,
    /// Finds the names of `terms`, of those that begin at one place the longest;
    /// `None` where there are none.
    finder: Option<AhoCorasick>,
}

/// A term of the glossary.
#[derive(Debug)]
struct Use {
    href: String,
    /// Whether the page has linked it.
    linked: bool,
}

impl Prose {
    /// Links the terms of a glossary; `href` makes the link to a term's key.
    pub fn new(terms: &[Term], href: impl Fn(&str) -> String) -> Self {
        let terms = || terms.iter().filter(|term| term.name.chars().count() > 1);
        let longest = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).clone();
        let finder = longest.build(terms().map(|term| &term.name)).ok();
        let terms = terms().map(|term| Use { href: href(&term.key), linked: false }).collect();
        Self { terms, finder }
    }

    /// A text with its emphasis as HTML. Raw HTML other than bold type and line
    /// breaks is shown as text, images by their words, links only to the web.
    pub fn inline(&mut self, text: &str) -> String {
        let marked = format!("{FIRST}{}", mark_strong(&text.replace(['\n', '\r'], " ")));
        let mut out = String::with_capacity(text.len() + 32);
        let mut open = Vec::new();
        for event in TextMergeStream::new(Parser::new(&marked)) {
            self.event(&mut out, event, &mut open);
        }
        out
    }

    fn event(&mut self, out: &mut String, event: Event, open: &mut Vec<&'static str>) {
        match event {
            Event::Text(text) if open.contains(&"</a>") => words(out, &text),
            Event::Text(text) => self.linked(out, &text),
            Event::Code(text) => words(out, &text),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push_str("<br>"),
            Event::Html(html) | Event::InlineHtml(html) => raw(out, &html),
            Event::Start(tag) => start(out, &tag, open),
            Event::End(end) => end_tag(out, end, open),
            _ => {}
        }
    }

    /// Text with the first use of each term linked; a longer name is never taken
    /// for a shorter one that is part of it.
    fn linked(&mut self, out: &mut String, text: &str) {
        let mut done = 0;
        for found in self.finder.iter().flat_map(|finder| finder.find_iter(text)) {
            let term = &mut self.terms[found.pattern().as_usize()];
            if std::mem::replace(&mut term.linked, true) {
                continue;
            }
            words(out, &text[done..found.start()]);
            out.push_str("<a class=\"term\"");
            attribute(out, "href", &term.href);
            out.push('>');
            words(out, &text[found.range()]);
            out.push_str("</a>");
            done = found.end();
        }
        words(out, &text[done..]);
    }
}

fn start(out: &mut String, tag: &Tag, open: &mut Vec<&'static str>) {
    let (html, close) = match tag {
        Tag::Emphasis => ("<em>", "</em>"),
        Tag::Strong => ("<strong>", "</strong>"),
        Tag::Link { dest_url, .. } if is_web_address(dest_url) => {
            out.push_str("<a rel=\"nofollow noopener\"");
            attribute(out, "href", dest_url);
            (">", "</a>")
        }
        Tag::Link { .. } => ("", ""),
        _ => return,
    };
    out.push_str(html);
    open.push(close);
}

fn end_tag(out: &mut String, end: TagEnd, open: &mut Vec<&'static str>) {
    if matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) {
        out.push_str(open.pop().unwrap_or_default());
    }
}

/// Line breaks pass; anything else is shown as the text it is. Bold type has its
/// stand-ins by now.
fn raw(out: &mut String, html: &CowStr) {
    match html.as_ref() {
        "<br>" | "<br/>" | "<br />" => out.push_str("<br>"),
        other => words(out, other),
    }
}

/// Escaped text with the stand-ins turned into what they stand for.
fn words(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE, FIRST]) {
        escape_into(out, &rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next() {
            Some(OPEN) => out.push_str("<strong>"),
            Some(CLOSE) => out.push_str("</strong>"),
            _ => {}
        }
        rest = chars.as_str();
    }
    escape_into(out, rest);
}

/// Puts stand-ins for each pair of bold marks, `**` or balanced `<b>` tags; a
/// mark without its partner stays as it is.
fn mark_strong(text: &str) -> String {
    let clean: String = text.chars().filter(|c| ![OPEN, CLOSE, FIRST].contains(c)).collect();
    let asterisks = mark_pairs(&clean, "**", "**");
    let bold = mark_pairs(&asterisks, "<b>", "</b>");
    keep_products(&mark_pairs(&bold, "<strong>", "</strong>"))
}

/// Escapes an asterisk beside a digit: `3*4*5` is a product, not emphasis.
fn keep_products(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = before.is_ascii_digit() || chars.peek().is_some_and(char::is_ascii_digit);
        if c == '*' && digit {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

fn mark_pairs(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((inner, behind)) = after.split_once(close).filter(|(inner, _)| !inner.is_empty()) else {
            break;
        };
        out.push_str(before);
        out.push(OPEN);
        out.push_str(inner);
        out.push(CLOSE);
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inline(text: &str) -> String {
        Prose::new(&[], str::to_owned).inline(text)
    }

    #[test]
    fn emphasis_works_beside_chinese_punctuation() {
        assert_eq!(inline("**“三公”经费**增减"), "<strong>“三公”经费</strong>增减");
        assert_eq!(inline("<b>一、</b>二"), "<strong>一、</strong>二");
        assert_eq!(inline("5**平方米"), "5**平方米");
        assert_eq!(inline("3*4*5"), "3*4*5");
        assert_eq!(inline("*一*"), "<em>一</em>");
        assert_eq!(inline("一<br>二"), "一<br>二");
    }

    #[test]
    fn a_paragraph_stays_one_whatever_it_begins_with() {
        for text in ["1. 一", "# 一", "- 一", "    一", "+ 一", "---"] {
            assert_eq!(inline(text).trim(), text.trim(), "{text}");
        }
    }

    #[test]
    fn no_html_passes() {
        for text in
            ["<script>alert(1)</script>", "<div onclick=x>一", "<img src=x onerror=y>", "</strong></p>"]
        {
            let html = inline(text);
            assert!(!html.replace("</strong>", "").contains('<'), "{html}");
        }
        assert_eq!(inline("[甲](javascript:alert(1))"), "甲");
        assert!(inline("[甲](https://x.org/a)").contains("href=\"https://x.org/a\""));
    }

    #[test]
    fn tags_balance() {
        assert_eq!(inline("</b>甲<b>"), "&lt;/b&gt;甲&lt;b&gt;");
    }

    fn term(name: &str) -> Term {
        Term {
            key: name.to_owned(),
            name: name.to_owned(),
            line: crate::source::Line { file: crate::source::FileId(0), number: 1 },
            paragraphs: vec![],
        }
    }

    #[test]
    fn a_term_is_linked_once_and_the_longest_name_wins() {
        let mut prose = Prose::new(&[term("支出"), term("项目支出")], |key| format!("#{key}"));
        let html = prose.inline("项目支出与支出，项目支出");
        assert_eq!(
            html,
            "<a class=\"term\" href=\"#项目支出\">项目支出</a>与<a class=\"term\" href=\"#支出\">支出</a>，项目支出"
        );
    }

    #[test]
    fn a_paragraph_may_use_any_number_of_terms() {
        let names: Vec<String> = (0..20_000).map(|at| format!("词{at}。")).collect();
        let terms: Vec<Term> = names.iter().map(|name| term(name)).collect();
        let html = Prose::new(&terms, str::to_owned).inline(&names.concat());
        assert_eq!(html.matches("<a class").count(), names.len());
    }
}
