//! Pages of the site's own, and the one that says what the site is where there is none of that
//! name. Their Markdown is shown as it is but for raw HTML, which is shown as text, links to anything but
//! the web, mail and the site itself, and pictures from elsewhere.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::config::OwnPage;
use crate::page::frame::{self, ABOUT, Frame, TITLE};
use crate::page::href::Links;
use crate::page::href::is_web_address;
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct View {
    title: String,
    body_html: String,
}

/// The pages.
pub(super) fn pages(site: &Site) -> Result<Vec<Artifact>, ThemeError> {
    let own = site.settings.pages.iter().map(|page| own(site, page));
    own.chain(frame::has_about(site.settings).then(|| about(site))).collect()
}

fn own(site: &Site, page: &OwnPage) -> Result<Artifact, ThemeError> {
    let path = address::own(&page.name);
    let links = Links::from_page(site.settings, &path);
    let mut frame = Frame::new(site, &links, &path, &[("首页", ""), (&page.title, &path)]);
    frame.description = page.description.clone().unwrap_or_else(|| page.title.clone());
    let view = View { title: page.title.clone(), body_html: rendered(&page.text) };
    frame.page(site, "own.html", &path, &view)
}

fn about(site: &Site) -> Result<Artifact, ThemeError> {
    let path = address::own(ABOUT);
    let links = Links::from_page(site.settings, &path);
    let mut frame = Frame::new(site, &links, &path, &[("首页", ""), (TITLE, &path)]);
    frame.description = "本站是什么，数字怎样读出、怎样核对，发现错误怎么办。".to_owned();
    frame.page(site, "about.html", &path, &())
}

/// Markdown as HTML that can do nothing.
fn rendered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut dropped: Vec<TagEnd> = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| safe(event, &mut dropped));
    html::push_html(&mut out, events);
    out
}

/// An event without what might load, run or mislead; `dropped` are the ends of what was left out.
fn safe<'a>(event: Event<'a>, dropped: &mut Vec<TagEnd>) -> Option<Event<'a>> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Link { ref dest_url, .. }) if !is_plain_link(dest_url) => {
            leave(TagEnd::Link, dropped)
        }
        Event::Start(Tag::Image { ref dest_url, .. }) if !is_within(dest_url) => {
            leave(TagEnd::Image, dropped)
        }
        // Headings have no ids: an id is an address that is kept for good.
        Event::Start(Tag::Heading { level, .. }) => {
            Some(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }))
        }
        Event::Start(Tag::CodeBlock(_)) => {
            let kind = pulldown_cmark::CodeBlockKind::Fenced(CowStr::Borrowed(""));
            Some(Event::Start(Tag::CodeBlock(kind)))
        }
        Event::End(end) if dropped.last() == Some(&end) => {
            dropped.pop();
            None
        }
        other => Some(other),
    }
}

fn leave<'a>(end: TagEnd, dropped: &mut Vec<TagEnd>) -> Option<Event<'a>> {
    dropped.push(end);
    None
}

/// Whether a link leads to the web, to mail, or within the site.
fn is_plain_link(to: &str) -> bool {
    is_web_address(to) || to.starts_with("mailto:") || is_within(to)
}

/// Whether an address is of the site itself: a relative path or an anchor.
fn is_within(to: &str) -> bool {
    let before_path = to.split(['/', '?', '#']).next().unwrap_or(to);
    !to.starts_with("//") && !to.starts_with('\\') && !before_path.contains(':')
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn nothing_that_could_run_or_load_passes() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=y> b",
            "[甲](javascript:alert(1))",
            "![甲](https://elsewhere.org/a.png)",
            "<javascript:alert(1)>",
            "![甲](//elsewhere.org/a.png)",
            "[甲](data:text/html,x)",
        ] {
            let html = rendered(text);
            for bad in ["<script", "<img", "href=\"j", "href=\"d"] {
                assert!(!html.contains(bad), "{text}: {html}");
            }
        }
        assert_eq!(rendered("[甲](java&#115;cript:x)"), "<p>甲</p>\n");
    }

    #[test]
    fn lists_tables_links_and_own_pictures_stay() {
        let html = rendered(
            "## 一\n\n- [信](mailto:a@example.org)\n- <https://example.org/>\n\n|a|b|\n|-|-|\n|1|2|\n\n![图](../static/a.png)",
        );
        for part in [
            "<h2>一</h2>",
            "href=\"mailto:a@example.org\"",
            "href=\"https://example.org/\"",
            "<td>1</td>",
            "src=\"../static/a.png\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn what_is_left_out_leaves_its_words() {
        assert_eq!(rendered("[甲 [乙](https://x.org/)](javascript:x)").matches("</a>").count(), 1);
        assert_eq!(
            rendered("[![丙](http://x.org/a.png)](https://x.org/)"),
            "<p><a href=\"https://x.org/\">丙</a></p>\n"
        );
    }
}
