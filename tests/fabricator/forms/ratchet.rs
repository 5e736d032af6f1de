//! How much may still be wrong, by layout and dress: only ever lowered. What is not
//! named here may not be wrong at all.

use super::judge::Tally;

/// Name; of a thousand forms the most that may not be found, not be on their line, be
/// invented; of a thousand indicators the most that may not be exact, and be wrong or
/// invented; findings that say 不符 for a thousand forms.
const MOST: &[(&str, [usize; 6])] = &[
    // Pages whose rows have a blank first and last cell and no outer bars.
    ("shaanxi", [0, 0, 0, 5, 0, 0]),
    ("shanghai", [0, 0, 0, 1, 0, 0]),
    ("no-bars, pages", [0, 0, 0, 17, 0, 0]),
    ("one-bar, pages", [0, 0, 0, 2, 0, 0]),
];

/// The bounds that a tally would fit in, as a line of [`MOST`].
pub fn bound(name: &str, tally: &Tally) -> String {
    format!("    (\"{name}\", {:?}),", mills(tally))
}

fn mills(tally: &Tally) -> [usize; 6] {
    let of = |count: usize, all: usize| (count * 1000).div_ceil(all.max(1));
    let Tally { forms, found, linked, indicators, exact, wrong, invented, .. } = *tally;
    [
        of(forms - found, forms),
        of(forms - linked, forms),
        of(tally.forms_invented, forms),
        of(indicators - exact, indicators),
        of(wrong + invented, indicators),
        of(tally.accusations, forms),
    ]
}

/// What is wrong with the tally of a layout or dress, in words; `None` where it is
/// within bounds. No form may ever stand on another's line.
pub fn breach(name: &str, tally: &Tally) -> Option<String> {
    let most = MOST.iter().find(|(known, _)| *known == name).map_or([0; 6], |(_, most)| *most);
    let within = mills(tally).iter().zip(most).all(|(is, most)| *is <= most);
    (!within || tally.on_wrong_line > 0)
        .then(|| format!("{name}: {:?} in a thousand, at most {most:?}; {tally:?}", mills(tally)))
}
