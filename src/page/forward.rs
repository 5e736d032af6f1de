//! The page at an address that was published once: it leads to where the page
//! stands now, or says why there is none.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::config::Successor;
use crate::page::frame::Frame;
use crate::page::href::{self, Links};
use crate::page::{Site, ThemeError};

const REREAD: &str = "本站读这份文本的方法改进后，没有这一页了。";
const KEPT_OUT: &str = "这份公开的文本暂时读不出来，没有发布；改好以后，这里就恢复。";

#[derive(Debug, Serialize)]
struct View {
    name: &'static str,
    to: Option<String>,
    reason: Option<String>,
    /// The disclosure that the page belonged to, where that is still there.
    disclosure: Option<String>,
}

/// The page at `from`, which ends in `/`.
///
/// # Errors
/// A template that cannot be rendered.
pub fn forward(site: &Site, from: &str, became: &Successor<'_>) -> Result<Artifact, ThemeError> {
    let (name, to, reason) = match became {
        Successor::To(to) => ("这一页换了网址", Some(to.clone()), None),
        Successor::Gone(reason) => ("这一页撤下了", None, Some((*reason).to_owned())),
        Successor::Reread => ("这一页没有了", None, Some(REREAD.to_owned())),
    };
    let above = address::disclosure_of(from).filter(|_| *became == Successor::Reread);
    page(site, from, View { name, to, reason, disclosure: above.map(str::to_owned) })
}

/// The page at an address of a disclosure that cannot be published for now.
///
/// # Errors
/// A template that cannot be rendered.
pub fn kept_out(site: &Site, from: &str) -> Result<Artifact, ThemeError> {
    let reason = Some(KEPT_OUT.to_owned());
    page(site, from, View { name: "这一页暂时没有", to: None, reason, disclosure: None })
}

fn page(site: &Site, from: &str, mut view: View) -> Result<Artifact, ThemeError> {
    let links = Links::from_page(site.settings, from);
    let mut frame = Frame::new(site, &links, from, &[("首页", ""), (view.name, from)]);
    frame.description = view.reason.clone().unwrap_or_else(|| format!("{}。", view.name));
    frame.canonical = view.to.as_deref().and_then(|to| href::canonical(site.settings, to));
    frame.hidden = view.reason.is_some();
    frame.refresh = view.to.as_deref().map(|to| links.to(to));
    view.disclosure = view.disclosure.map(|to| links.to(&to));
    frame.page(site, "forward.html", from, &view)
}
