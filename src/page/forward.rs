//! The page at an address that was published once: it leads to where the page
//! stands now, or says why there is none.

use serde::Serialize;

use crate::artifact::Artifact;
use crate::config::Successor;
use crate::page::frame::Frame;
use crate::page::href::{self, Links};
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct View {
    to: Option<String>,
    reason: Option<String>,
}

/// The page at `from`, which ends in `/`.
///
/// # Errors
/// A template that cannot be rendered.
pub fn forward(site: &Site, from: &str, became: &Successor<'_>) -> Result<Artifact, ThemeError> {
    let links = Links::from_page(site.settings, from);
    let (name, to, reason) = match became {
        Successor::To(to) => ("这一页换了网址", Some(to.clone()), None),
        Successor::Gone(reason) => ("这一页撤下了", None, Some((*reason).to_owned())),
    };
    let mut frame = Frame::new(site, &links, from, &[("首页", ""), (name, from)]);
    frame.description = reason.clone().unwrap_or_else(|| format!("{name}。"));
    frame.canonical = to.as_deref().and_then(|to| href::canonical(site.settings, to));
    frame.hidden = reason.is_some();
    frame.refresh = to.as_deref().map(|to| links.to(to));
    frame.page(site, "forward.html", from, &View { to, reason })
}
