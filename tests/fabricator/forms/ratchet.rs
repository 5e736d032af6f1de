//! How much may still be wrong, by layout and dress: only ever lowered. What is not
//! named here may not be wrong at all.

use super::judge::Tally;

/// Name; of a thousand forms the most that may not be found, not be on their line, be
/// invented; of a thousand indicators the most that may not be exact, and be wrong or
/// invented; findings that say 不符 for a thousand forms.
const MOST: &[(&str, [usize; 6])] = &[
    ("beijing", [1000, 1000, 134, 1000, 254, 0]),
    ("central", [0, 0, 0, 1000, 994, 109]),
    ("chongqing", [1000, 1000, 0, 1000, 0, 0]),
    ("guangdong", [1000, 1000, 912, 1000, 468, 0]),
    ("guangxi", [0, 0, 0, 1000, 987, 97]),
    ("heilongjiang", [1000, 1000, 0, 1000, 0, 0]),
    ("henan", [1000, 1000, 0, 1000, 0, 0]),
    ("hunan-list", [1000, 1000, 145, 1000, 978, 0]),
    ("jiangsu", [1000, 1000, 915, 1000, 954, 0]),
    ("self-evaluation", [1000, 1000, 0, 1000, 0, 0]),
    ("shaanxi", [0, 0, 0, 807, 278, 115]),
    ("shanghai", [439, 439, 0, 454, 0, 78]),
    ("shanxi", [0, 0, 0, 13, 0, 124]),
    ("sichuan", [1000, 1000, 925, 1000, 943, 0]),
    ("sichuan-list", [215, 215, 132, 1000, 999, 158]),
    ("yunnan-list", [1000, 1000, 0, 1000, 0, 0]),
    ("html", [710, 710, 202, 881, 372, 40]),
    ("html, pages", [664, 664, 155, 870, 493, 50]),
    ("html-line", [610, 610, 229, 869, 474, 49]),
    ("html-line, pages", [602, 602, 201, 735, 394, 40]),
    ("pipes", [711, 711, 192, 848, 313, 36]),
    ("pipes, pages", [745, 745, 245, 832, 366, 36]),
    ("tabs", [632, 632, 163, 845, 375, 47]),
    ("tabs, pages", [680, 680, 198, 852, 421, 44]),
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
