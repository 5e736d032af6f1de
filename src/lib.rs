//! `mingzhang` 明账: the parsed text of a public body's budget disclosure
//! becomes a static website.
//!
//! The modules in reading order. First the foundation, values that every stage
//! may use:
//!
//! - [`source`]: files, lines, spans; [`money`]: amounts and units;
//!   [`artifact`]: an output file; [`address`]: where everything on the site is
//! - [`diagnostic`]: what a message about the source is
//! - [`catalogue`]: what is known of the statutory tables
//! - [`config`]: settings of a site and of a body
//! - [`model`]: what a disclosure says once it is read; [`headlines`]: the
//!   figures that stand for it
//!
//! Then the stages, in the order in which a disclosure passes through them:
//!
//! 1. [`read`]: text becomes a disclosure and complaints
//! 2. [`link`]: project lines and forms find each other
//! 3. [`export`]: a linked disclosure becomes data files
//! 4. [`page`]: a linked disclosure becomes pages; summaries become the site's
//!    own pages

pub mod address;
pub mod artifact;
pub mod catalogue;
pub mod config;
pub mod diagnostic;
pub mod export;
pub mod headlines;
pub mod link;
pub mod model;
pub mod money;
pub mod page;
pub mod read;
pub mod source;
