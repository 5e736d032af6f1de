//! How much may still be wrong, by pattern and dress: only ever lowered, but where more is
//! read that was left as text before (a cell a line). What is not
//! named here may not be wrong at all.

use super::judge::Tally;

/// Name, and of a thousand figures the most that may stand elsewhere (or be facts that
/// are no figures) and the most that may be missing.
const MOST: &[(&str, usize, usize)] = &[];

/// The bounds that a tally would fit in, as a line of [`MOST`].
pub fn bound(name: &str, tally: &Tally) -> String {
    let mills = |count: usize| (count * 1000).div_ceil(tally.figures.max(1));
    format!("    (\"{name}\", {}, {}),", mills(tally.false_ones()), mills(tally.missing))
}

/// What is wrong with the tally of a pattern or dress, in words; `None` where it is
/// within bounds.
pub fn breach(name: &str, tally: &Tally) -> Option<String> {
    let bound = MOST.iter().find(|(known, ..)| *known == name);
    let (false_ones, missing) = bound.map_or((0, 0), |(_, false_ones, missing)| (*false_ones, *missing));
    let within = |count: usize, most: usize| count * 1000 <= most * tally.figures;
    let fits = within(tally.false_ones(), false_ones) && within(tally.missing, missing);
    (!fits).then(|| {
        let Tally { figures, elsewhere, extra, missing: gone, .. } = tally;
        format!("{name}: of {figures} figures {elsewhere} elsewhere, {extra} extra, {gone} missing; at most {false_ones} and {missing} in a thousand")
    })
}
