//! Anchors that a page had once, put into it when it is made: where what they
//! showed stands on the same page they are names of it, else they are notes at the
//! page's end.

use crate::artifact::Artifact;
use crate::config::Successor;
use crate::page::Site;
use crate::page::href::Links;
use crate::page::html::attribute;

/// The page at `path` with anchors that it had once, each with what became of it.
pub fn with_moved(site: &Site, path: &str, page: Artifact, moved: &[(&str, Successor<'_>)]) -> Artifact {
    let mut html = String::from_utf8_lossy(&page.bytes).into_owned();
    let here = |became: &Successor| match became {
        Successor::To(to) => {
            to.split_once('#').filter(|(page, _)| *page == path).map(|(_, id)| id.to_owned())
        }
        Successor::Gone(_) | Successor::Reread => None,
    };
    let (same, elsewhere): (Vec<_>, Vec<_>) = moved.iter().partition(|(_, became)| here(became).is_some());
    for (anchor, became) in same {
        here(became).iter().for_each(|id| alias(&mut html, id, anchor));
    }
    let notes = notes(&Links::from_page(site.settings, path), &elsewhere);
    if let Some(end) = html.rfind("</main>").filter(|_| !notes.is_empty()) {
        html.insert_str(end, &notes);
    }
    Artifact { bytes: html.into_bytes(), ..page }
}

/// Gives the element with `id` another name; a row in its first cell.
fn alias(html: &mut String, id: &str, other: &str) {
    let Some(at) = html.find(&format!(" id=\"{id}\"")) else { return };
    let tag = html[..at].rfind('<').map_or("", |open| &html[open..at]);
    let row = tag.starts_with("<tr");
    let Some(end) = html[at..].find('>').map(|end| at + end + 1) else { return };
    let cell = html[end..].find(['<']).map(|open| end + open).filter(|_| row);
    let Some(end) = cell.map_or(Some(end), |open| html[open..].find('>').map(|end| open + end + 1)) else {
        return;
    };
    let mut name = String::from("<span class=\"alias\"");
    attribute(&mut name, "id", other);
    html.insert_str(end, &(name + "></span>"));
}

/// A note with a link for each place that stands elsewhere, and one note for all
/// that lead nowhere.
fn notes(links: &Links, moved: &[&(&str, Successor<'_>)]) -> String {
    let (mut elsewhere, mut nowhere) = (Vec::new(), String::new());
    for (anchor, became) in moved {
        let mut named = String::new();
        attribute(&mut named, "id", anchor);
        match became {
            Successor::To(to) => {
                attribute(&mut named, "href", &links.to(to));
                elsewhere.push(format!("<a{named}>{anchor}</a>"));
            }
            Successor::Gone(_) | Successor::Reread => nowhere.push_str(&format!("<span{named}></span>")),
        }
    }
    let elsewhere = match elsewhere.is_empty() {
        true => String::new(),
        false => format!("<p>以前在这一页的位置，现在在别的页：{}。</p>\n", elsewhere.join("、")),
    };
    let nowhere = if nowhere.is_empty() { nowhere } else { format!("<p>{nowhere}{REREAD}</p>\n") };
    let notes = elsewhere + &nowhere;
    if notes.is_empty() {
        notes
    } else {
        format!("<aside class=\"note\" aria-label=\"改过的位置\">\n{notes}</aside>\n")
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
