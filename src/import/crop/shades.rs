//! A drawn part of a page as PNG of eight colours: shades of grey, and that of the box.

use super::paper::Paper;
use crate::indexed_png;

/// The colour of the box, and its place in the palette, after the shades.
const BOX: ([u8; 3], u8) = ([0xb3, 0x26, 0x1e], SHADES);
const SHADES: u8 = 7;

/// The picture; `None` where it cannot be made.
pub fn png(paper: &Paper) -> Option<Vec<u8>> {
    let grey = |shade: u8| [white(shade); 3];
    let palette: Vec<[u8; 3]> = (0..SHADES).map(grey).chain([BOX.0]).collect();
    let places: Vec<u8> = paper.pixels.iter().map(|pixel| pixel.map_or(BOX.1, shade)).collect();
    indexed_png::encoded(paper.width, &palette, &places)
}

/// Which of the shades is nearest to a grey.
fn shade(grey: u8) -> u8 {
    let steps = u16::from(SHADES - 1);
    u8::try_from((u16::from(grey) * steps + 127) / 255).unwrap_or(0)
}

/// The grey of a shade.
fn white(shade: u8) -> u8 {
    u8::try_from(u16::from(shade) * 255 / u16::from(SHADES - 1)).unwrap_or(u8::MAX)
}
