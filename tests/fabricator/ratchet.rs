//! How much may still be wrong, by pattern and dress: only ever lowered. What is not
//! named here may not be wrong at all.

use super::judge::Tally;

/// Name, and of a thousand figures the most that may stand elsewhere (or be facts that
/// are no figures) and the most that may be missing.
const MOST: &[(&str, usize, usize)] =
    &[("national", 600, 0), ("jiangsu", 280, 0), ("sichuan", 350, 0), ("tabs", 330, 0)];

/// What is wrong with the tally of a pattern or dress, in words; `None` where it is
/// within bounds.
pub fn breach(name: &str, tally: &Tally) -> Option<String> {
    let (_, false_ones, missing) =
        MOST.iter().find(|(known, ..)| *known == name).copied().unwrap_or((name, 0, 0));
    let within = |count: usize, most: usize| count * 1000 <= most * tally.figures;
    let fits = within(tally.false_ones(), false_ones) && within(tally.missing, missing);
    (!fits).then(|| {
        let Tally { figures, elsewhere, extra, missing: gone, .. } = tally;
        format!("{name}: of {figures} figures {elsewhere} elsewhere, {extra} extra, {gone} missing; at most {false_ones} and {missing} in a thousand")
    })
}
