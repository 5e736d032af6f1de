//! Characters become lines of text.

use std::collections::HashMap;

use super::glyph::Glyph;
use crate::import::geometry::Area;

/// Characters on one base line, from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub area: Area,
    /// The size of its type.
    pub size: i32,
}

/// The characters, those drawn twice a hair apart (to look bold) once: less than 0.17 em, since
/// real doubles are at least 0.25 em apart.
pub fn once(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut seen: HashMap<(char, i32, i32), Glyph> = HashMap::new();
    let mut once = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let hair = (glyph.size * 17 / 100).max(1);
        let near = |a: i32, b: i32| (a - b).abs() < hair;
        let (x, y) = (glyph.area.left.div_euclid(hair), glyph.base().div_euclid(hair));
        let places = (-1..=1).flat_map(|across| (-1..=1).map(move |down| (glyph.char, x + across, y + down)));
        let mut others = places.filter_map(|place| seen.get(&place));
        if !others.any(|other| near(other.area.left, glyph.area.left) && near(other.base(), glyph.base())) {
            seen.insert((glyph.char, x, y), *glyph);
            once.push(*glyph);
        }
    }
    once
}

/// The size that most characters have, or that of ordinary print.
pub fn usual_size(glyphs: &[Glyph]) -> i32 {
    let mut sizes: Vec<i32> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(1_000)
}

/// The lines that characters stand on, from the top; those without any visible one are none.
pub fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|glyph| (glyph.middle().1, glyph.area.left));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if is_beside(row, &glyph) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

/// Whether a character stands on the line of others: less than half its height below the
/// first of them.
fn is_beside(row: &[Glyph], glyph: &Glyph) -> bool {
    row.first().is_some_and(|first| glyph.middle().1 - first.middle().1 < first.size.max(glyph.size) / 2)
}

fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by_key(|glyph| glyph.area.left);
    let visible: Vec<Glyph> = glyphs.iter().copied().filter(|glyph| !glyph.is_blank()).collect();
    let area = visible.iter().map(|glyph| glyph.area).reduce(Area::around)?;
    let blanks: Vec<&Glyph> = glyphs.iter().filter(|glyph| glyph.is_blank()).collect();
    let (mut text, mut width) = (String::new(), 0);
    let mut end: Option<i32> = None;
    let mut last: Option<&Glyph> = None;
    for glyph in &visible {
        if last.replace(glyph).is_some_and(|last| is_raised(glyph, last)) {
            text.push(' ');
            width += 1;
        } else if let Some(end) = end {
            let (gap, size) = (glyph.area.left - end, glyph.size.max(1));
            let is_between = |blank: &&Glyph| (end - size / 5..glyph.area.left).contains(&blank.area.left);
            let count = if gap > 2 * size {
                // A column is as wide as half a character, so that what stands below each other does.
                ((glyph.area.left - area.left) * 2 / size - width).clamp(2, 200)
            } else {
                i32::from(gap > size * 2 / 5 || (gap > size / 10 && blanks.iter().any(is_between)))
            };
            text.push_str(&" ".repeat(count as usize));
            width += count;
        }
        text.push(glyph.char);
        width += if glyph.char.is_ascii() { 1 } else { 2 };
        end = Some(end.unwrap_or(i32::MIN).max(glyph.area.right));
    }
    Some(Line { text, area, size: usual_size(&visible) })
}

/// Whether a digit stands small and high after another, as the mark of a note does.
fn is_raised(glyph: &Glyph, last: &Glyph) -> bool {
    let digits = glyph.char.is_ascii_digit() && last.char.is_ascii_digit();
    digits && glyph.size * 4 < last.size * 3 && glyph.base() < last.base() - last.size / 5
}
