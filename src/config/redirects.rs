//! What became of a published address: `[[redirect]]` and `[[gone]]`.

use serde::{Deserialize, Serialize};

use crate::config::Settings;

/// `[[redirect]]`: what was at or below `from` is now at or below `to`. Both are paths
/// from the site's root, with or without an anchor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    pub from: String,
    pub to: String,
}

/// `[[gone]]`: what was at or below `from` was taken down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Gone {
    pub from: String,
    /// Shown to whoever follows an old link.
    pub reason: String,
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Successor<'a> {
    /// It is now this one.
    To(String),
    /// It was taken down, for this reason.
    Gone(&'a str),
    /// Reading its text better has left nothing to show there.
    Reread,
}

impl Settings {
    /// Every `from` with what became of it. A page's covers what is below it, an
    /// anchor's what belongs to its place.
    pub fn became(&self) -> impl Iterator<Item = (&str, Successor<'_>)> {
        let redirected = self.redirect.iter().map(|one| (one.from.as_str(), Successor::To(one.to.clone())));
        let gone = self.gone.iter().map(|one| (one.from.as_str(), Successor::Gone(&one.reason)));
        redirected.chain(gone)
    }
}
