//! How diagnostics look: one file a format.

mod text;

pub use text::text;
