//! Patterns: the tables of one province or kind, as it publishes them.

mod accounts_final;
mod beijing;
mod guangdong;
mod guizhou;
mod hebei;
mod hunan;
mod jiangsu;
pub mod left_alone;
mod national;
mod shaanxi;
mod shanghai;
mod sichuan;
mod yunnan;

use super::rng::Rng;
use super::truth::Disclosure;

/// Writes one disclosure of a pattern.
pub type Pattern = fn(&mut Rng) -> Disclosure;

/// Every pattern by its name.
pub const ALL: &[(&str, Pattern)] = &[
    ("national", national::budget),
    ("shanghai", shanghai::budget),
    ("jiangsu", jiangsu::budget),
    ("sichuan", sichuan::budget),
    ("hunan", hunan::budget),
    ("yunnan", yunnan::budget),
    ("guangdong", guangdong::budget),
    ("shaanxi", shaanxi::budget),
    ("beijing", beijing::budget),
    ("hebei", hebei::budget),
    ("guizhou", guizhou::budget),
    ("final", accounts_final::national),
    ("university", accounts_final::university),
];
