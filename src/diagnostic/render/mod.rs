//! How diagnostics look: one file a format.

mod github;
mod json;
mod text;

pub use github::{github, notice};
pub use json::{Document, OmittedEntry, json};
pub use text::{repeated, text};
