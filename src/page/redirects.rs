//! Anchors that a page had once, put into it when it is made: where what they
//! showed stands on the same page they are names of it, else they are notes at the
//! page's end.

use std::collections::BTreeMap;

use crate::artifact::Artifact;
use crate::config::{Settings, Successor};
use crate::page::href::Links;
use crate::page::html::{attribute, escape_into};

/// What became of the anchors of one page.
pub type Redirected<'a> = BTreeMap<String, Successor<'a>>;

/// The same by page.
pub type Redirects<'a> = BTreeMap<String, Redirected<'a>>;

/// The page at `path` with anchors that it had once. One that it has is left alone.
pub fn redirected(settings: &Settings, path: &str, page: Artifact, anchors: &Redirected<'_>) -> Artifact {
    if anchors.is_empty() {
        return page;
    }
    let mut html = String::from_utf8_lossy(&page.bytes).into_owned();
    let (mut elsewhere, mut gone, mut nowhere) = (Vec::new(), String::new(), String::new());
    let links = Links::from_page(settings, path);
    for (anchor, became) in anchors {
        let mut named = String::new();
        attribute(&mut named, "id", anchor);
        if html.contains(&named) {
            continue;
        }
        match became {
            Successor::To(to) => {
                let id = to.split_once('#').filter(|(page, _)| *page == path).map(|(_, id)| id);
                if !id.is_some_and(|id| alias(&mut html, id, anchor)) {
                    attribute(&mut named, "href", &links.to(to));
                    elsewhere.push(format!("<a{named}>{anchor}</a>"));
                }
            }
            Successor::Gone(reason) => {
                gone.push_str(&format!("<p{named}>这个位置撤下了："));
                escape_into(&mut gone, reason);
                gone.push_str("</p>\n");
            }
            Successor::Reread => nowhere.push_str(&format!("<span{named}></span>")),
        }
    }
    let notes = notes(&elsewhere, gone, &nowhere);
    if let Some(end) = html.rfind("</main>").filter(|_| !notes.is_empty()) {
        html.insert_str(end, &notes);
    }
    Artifact::html(page.path, html)
}

/// Gives the element with `id` another name, a row in its first cell; whether there is one.
fn alias(html: &mut String, id: &str, other: &str) -> bool {
    let Some(at) = html.find(&format!(" id=\"{id}\"")) else { return false };
    let tag = html[..at].rfind('<').map_or("", |open| &html[open..at]);
    let row = tag.starts_with("<tr");
    let Some(end) = html[at..].find('>').map(|end| at + end + 1) else { return false };
    let cell = html[end..].find(['<']).map(|open| end + open).filter(|_| row);
    let Some(end) = cell.map_or(Some(end), |open| html[open..].find('>').map(|end| open + end + 1)) else {
        return false;
    };
    let mut name = String::from("<span class=\"alias\"");
    attribute(&mut name, "id", other);
    html.insert_str(end, &(name + "></span>"));
    true
}

/// A note with a link for each place that stands elsewhere, one for each that was taken
/// down, and one for all that lead nowhere.
fn notes(elsewhere: &[String], gone: String, nowhere: &str) -> String {
    let mut notes = gone;
    if !elsewhere.is_empty() {
        let links = elsewhere.join("、");
        notes.push_str(&format!("<p>以前在这一页的位置，现在在别的页：{links}。</p>\n"));
    }
    if !nowhere.is_empty() {
        notes.push_str(&format!("<p>{nowhere}{REREAD}</p>\n"));
    }
    match notes.as_str() {
        "" => notes,
        _ => format!("<aside class=\"note\" aria-label=\"改过的位置\">\n{notes}</aside>\n"),
    }
}

/// What is said of a place that reading a text better has dissolved.
const REREAD: &str =
    "以前的链接指到的位置，有的现在没有了：本站读这份文本的方法改进后，不再有那样的行或核对。";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_gets_another_name_where_a_name_may_stand() {
        for (html, expected) in [
            (
                "<td class=\"n\" id=\"a\">1</td>",
                "<td class=\"n\" id=\"a\"><span class=\"alias\" id=\"b\"></span>1</td>",
            ),
            (
                "<tr id=\"a\"><th scope=\"row\">一</th></tr>",
                "<tr id=\"a\"><th scope=\"row\"><span class=\"alias\" id=\"b\"></span>一</th></tr>",
            ),
            ("<p id=\"ab\">", "<p id=\"ab\">"),
        ] {
            let mut html = html.to_owned();
            alias(&mut html, "a", "b");
            assert_eq!(html, expected);
        }
    }
}
