//! Layouts of performance-target forms, as provinces and kinds of bodies print them.

mod evaluation;
mod filing;
mod lists;
mod parted;
mod periods;
mod single;
mod wide;

use std::ops::Range;

use super::truth::{Project, Setting};
use crate::fabricator::rng::Rng;
use crate::fabricator::sheet::Printed;

/// Prints all projects' forms and says of each what must come back.
pub type Layout = fn(&mut Rng, &Setting, &mut [Project]) -> Vec<Page>;

/// A form, or a list of them, with the rows that head its indicators.
pub type Page = (Printed, Range<usize>);

/// Every layout by its name.
pub const ALL: &[(&str, Layout)] = &[
    ("shanxi", filing::shanxi),
    ("shanghai", filing::shanghai),
    ("central", filing::central),
    ("guangdong", periods::guangdong),
    ("jiangsu", periods::jiangsu),
    ("shaanxi", periods::shaanxi),
    ("sichuan", single::sichuan),
    ("guangxi", single::guangxi),
    ("heilongjiang", single::heilongjiang),
    ("chongqing", parted::chongqing),
    ("beijing", parted::beijing),
    ("henan", wide::henan),
    ("sichuan-list", lists::sichuan),
    ("hunan-list", lists::hunan),
    ("yunnan-list", lists::yunnan),
    ("self-evaluation", evaluation::self_evaluation),
];
