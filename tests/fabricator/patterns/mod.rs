//! Patterns: the tables of one province or kind, as it publishes them.

mod jiangsu;
mod national;
mod shanghai;
mod sichuan;

use super::rng::Rng;
use super::truth::Disclosure;

/// Writes one disclosure of a pattern.
type Pattern = fn(&mut Rng) -> Disclosure;

/// Every pattern by its name.
pub const ALL: &[(&str, Pattern)] = &[
    ("national", national::budget),
    ("shanghai", shanghai::budget),
    ("jiangsu", jiangsu::budget),
    ("sichuan", sichuan::budget),
];
