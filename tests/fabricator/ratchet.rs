//! How much may still be wrong, by pattern and dress: only ever lowered. What is not
//! named here may not be wrong at all.

use super::judge::Tally;

/// Name, and of a thousand figures the most that may stand elsewhere (or be facts that
/// are no figures) and the most that may be missing.
const MOST: &[(&str, usize, usize)] = &[
    ("beijing", 3, 1),
    ("final", 2, 1),
    ("guangdong", 2, 3),
    ("guizhou", 3, 2),
    ("hebei", 2, 2),
    ("hunan", 3, 2),
    ("jiangsu", 2, 2),
    ("national", 3, 2),
    ("shaanxi", 2, 4),
    ("shanghai", 5, 1),
    ("sichuan", 4, 2),
    ("university", 3, 2),
    ("yunnan", 3, 2),
    ("aligned", 17, 1),
    ("blanks", 5, 1),
    ("block-quote", 1, 1),
    ("bold", 2, 8),
    ("broken-words", 1, 1),
    ("caption-inside", 1, 1),
    ("cell-lines", 1, 1),
    ("csv", 1, 1),
    ("double-rules", 4, 1),
    ("dropped-blanks", 6, 2),
    ("formulas", 2, 9),
    ("furniture", 1, 1),
    ("half-width", 5, 1),
    ("html", 1, 1),
    ("html-cells", 1, 1),
    ("html-line", 1, 1),
    ("loose-text", 2, 1),
    ("misprinted-codes", 2, 1),
    ("no-bars", 1, 1),
    ("no-titles", 4, 2),
    ("one-bar", 1, 1),
    ("other-widths", 10, 2),
    ("page-bare", 1, 3),
    ("page-header", 5, 2),
    ("page-title", 4, 1),
    ("pandoc-grid", 1, 1),
    ("pipes", 1, 1),
    ("pymupdf", 1, 1),
    ("quoted-csv", 1, 1),
    ("seals", 1, 2),
    ("tabs", 1, 1),
    ("two-noises", 4, 2),
    ("wide-blanks", 3, 1),
    ("word", 1, 1),
    ("workbook", 1, 1),
    ("wrapped-rows", 1, 1),
];

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
