//! `mingzhang` 明账: the parsed text of a public body's budget disclosure
//! becomes a static website.
//!
//! The modules in reading order. First the foundation, values that every stage
//! may use:
//!
//! - [`source`]: files, lines, spans; [`money`]: amounts and units;
//!   [`artifact`]: an output file; `indexed_png`: pictures of few colours (cargo feature `pictures`); [`address`]: where everything on the site is
//! - [`diagnostic`]: what a message about the source is
//! - [`catalogue`]: what is known of the statutory tables; [`keys`]: its keys that code names
//! - [`config`]: settings of a site and of a body
//! - [`model`]: what a disclosure says once it is read; [`measures`]: the
//!   figures by which years and bodies are laid side by side; [`change`]: what
//!   the site computes from two of them; [`last_year`]: what figures were the year
//!   before; [`sentences`]: what the prose says word by word; [`told`]: what it tells of
//!   accounts and of things that are counted; [`record`]: a finding as data files
//!   write it; [`schema`]: JSON Schemas of data files and settings; [`revisions`]: what changed between the texts
//!   of a disclosure; [`permalinks`]: what a site has published, and the lock on it; [`archive`]: a disclosure as one
//!   file to take along; [`picture`]: charts as files of their own; [`cache`]: what one run keeps for the next
//!
//! Then the stages, in the order in which data flows through them. Each takes
//! values and returns values, and none knows another:
//!
//! 1. [`discover`]: a content folder becomes disclosures to load, and their text
//! 2. `import`: an original becomes text (cargo feature `import`)
//! 3. [`read`]: text becomes tables, forms and narrative, with every line posted
//!    ([`corrections`] mends what was read)
//! 4. [`link`]: forms and project lines find each other
//! 5. [`audit`]: the disclosure is checked against itself
//! 6. [`chart`]: its tables become pictures; [`export`], [`page`]: it becomes data
//!    files and pages
//! 7. [`write`](mod@write): files go beside the old site and are swapped in whole
//!
//! Last what joins them: [`pipeline`], the only module that names two stages, and
//! [`cli`], which turns arguments into runs and results into words.

#![allow(rustdoc::private_intra_doc_links, reason = "the internals are documented beside what is public")]

pub mod address;
pub mod archive;
pub mod artifact;
pub mod cache;
pub mod catalogue;
pub mod change;
pub mod config;
pub mod diagnostic;
#[cfg(feature = "pictures")]
pub mod indexed_png;
pub mod keys;
pub mod last_year;
pub mod measures;
pub mod model;
pub mod money;
pub mod permalinks;
pub mod picture;
pub mod record;
pub mod revisions;
pub mod schema;
pub mod sentences;
pub mod source;
pub mod told;

pub mod audit;
pub mod chart;
pub mod corrections;
pub mod discover;
pub mod export;
#[cfg(feature = "import")]
pub mod import;
pub mod link;
pub mod page;
pub mod read;
pub mod write;

pub mod cli;
pub mod pipeline;
