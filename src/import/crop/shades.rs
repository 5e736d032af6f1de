//! A drawn part of a page as PNG of eight colours: shades of grey, and that of the box.

use super::paper::Paper;

/// The colour of the box, and its place in the palette, behind the shades.
const BOX: ([u8; 3], u8) = ([0xb3, 0x26, 0x1e], SHADES);
const SHADES: u8 = 7;

/// The picture; `None` where it cannot be made.
pub fn png(paper: &Paper) -> Option<Vec<u8>> {
    let place = |pixel: Option<u8>| pixel.map_or(BOX.1, shade);
    let mut packed = Vec::with_capacity(paper.pixels.len() / 2);
    for row in paper.pixels.chunks(paper.width as usize) {
        for pair in row.chunks(2) {
            let second = pair.get(1).map_or(0, |pixel| place(*pixel));
            packed.push((place(pair[0]) << 4) | second);
        }
    }
    let grey = |shade: u8| [white(shade); 3];
    let palette: Vec<[u8; 3]> = (0..SHADES).map(grey).chain([BOX.0]).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, paper.width, paper.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&packed).ok()?;
    writer.finish().ok()?;
    Some(out)
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
