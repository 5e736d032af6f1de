//! How diagnostics look: one file a format.

mod github;
pub mod json;
mod text;

pub use github::{github, notice};
pub use json::OmittedEntry;
pub use text::{repeated, text};
