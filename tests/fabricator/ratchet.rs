//! How much may still be wrong, by pattern and dress: only ever lowered. What is not
//! named here may not be wrong at all.

use super::judge::Tally;

/// Name, and of a thousand figures the most that may stand elsewhere (or be facts that
/// are no figures) and the most that may be missing.
const MOST: &[(&str, usize, usize)] = &[
    ("beijing", 14, 11),
    ("final", 23, 11),
    ("guangdong", 13, 22),
    ("guizhou", 16, 12),
    ("hebei", 10, 18),
    ("hunan", 24, 11),
    ("jiangsu", 22, 16),
    ("national", 19, 11),
    ("shaanxi", 16, 13),
    ("shanghai", 18, 12),
    ("sichuan", 21, 11),
    ("university", 14, 11),
    ("yunnan", 44, 15),
    ("aligned", 175, 19),
    ("blanks", 29, 13),
    ("bold", 0, 0),
    ("broken-words", 16, 15),
    ("caption-inside", 14, 14),
    ("cell-lines", 0, 0),
    ("csv", 0, 11),
    ("double-rules", 18, 0),
    ("dropped-blanks", 8, 16),
    ("furniture", 6, 13),
    ("half-width", 0, 12),
    ("html", 6, 0),
    ("html-cells", 0, 11),
    ("html-line", 6, 11),
    ("loose-text", 6, 13),
    ("misprinted-codes", 6, 0),
    ("no-bars", 0, 13),
    ("no-titles", 8, 12),
    ("one-bar", 0, 12),
    ("other-widths", 6, 11),
    ("page-bare", 20, 13),
    ("page-header", 0, 0),
    ("page-title", 19, 13),
    ("pandoc-grid", 10, 11),
    ("pipes", 6, 12),
    ("pymupdf", 6, 11),
    ("seals", 6, 12),
    ("tabs", 0, 11),
    ("two-noises", 39, 16),
    ("word", 8, 11),
    ("workbook", 0, 11),
    ("wrapped-rows", 13, 13),
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
