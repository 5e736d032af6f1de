//! SVG becomes pixels, and pixels PNG of sixteen colours, which all pictures of the site are
//! made of: their colours, and what lies between them and the paper.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, FaceInfo, Style};
use resvg::usvg::{Options, Tree};

use crate::indexed_png;

/// Chinese fonts, the one to be taken first in front.
const FAMILIES: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "Droid Sans Fallback",
    "SimHei",
    "SimSun",
];

/// One family of fonts, and nothing that would be drawn in its place.
#[derive(Clone)]
pub struct Fonts {
    family: String,
    database: Arc<Database>,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("family", &self.family).finish_non_exhaustive()
    }
}

impl Fonts {
    /// The first Chinese family that the machine has; `None` where it has none.
    pub fn of_system() -> Option<Self> {
        let mut all = Database::new();
        all.load_system_fonts();
        Self::of(&all)
    }

    fn of(all: &Database) -> Option<Self> {
        let named = |name: &str| all.faces().any(|face| is_of(face, name));
        let known = FAMILIES.iter().find(|name| named(name)).map(|name| (*name).to_owned());
        let family = known.or_else(|| all.faces().filter_map(chinese).min())?;
        let mut faces: Vec<&FaceInfo> = all.faces().filter(|face| is_of(face, &family)).collect();
        faces.retain(|face| face.style == Style::Normal);
        faces.sort_by_key(|face| (face.weight.0, face.post_script_name.clone()));
        faces.dedup_by_key(|face| face.weight.0);
        let mut database = Database::new();
        for face in faces {
            database.push_face_info(face.clone());
        }
        database.set_sans_serif_family(family.as_str());
        database.set_serif_family(family.as_str());
        Some(Self { family, database: Arc::new(database) })
    }

    /// The hash of the fonts' files.
    pub fn print(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for face in self.database.faces() {
            self.database.with_face_data(face.id, |data, index| {
                hasher.update(data);
                hasher.update(&index.to_le_bytes());
            });
        }
        hasher.finalize().to_hex().to_string()
    }
}

fn is_of(face: &FaceInfo, family: &str) -> bool {
    face.families.iter().any(|(name, _)| name == family)
}

/// The family of a face that has a Chinese name.
fn chinese(face: &FaceInfo) -> Option<String> {
    let is_chinese = face.families.iter().any(|(_, language)| language.primary_language() == "Chinese");
    is_chinese.then(|| face.families.first().map(|(name, _)| name.clone())).flatten()
}

/// An SVG as PNG, so many pixels a unit.
pub fn png(svg: &str, fonts: &Fonts, sharpness: u16) -> Option<Vec<u8>> {
    let options = Options {
        font_family: "sans-serif".to_owned(),
        fontdb: Arc::clone(&fonts.database),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).ok()?;
    let scale = f32::from(sharpness);
    let size = tree.size().to_int_size().scale_by(scale)?;
    let mut pixels = Pixmap::new(size.width(), size.height())?;
    let [red, green, blue] = COLOURS[0];
    pixels.fill(Color::from_rgba8(red, green, blue, u8::MAX));
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encoded(&pixels)
}

/// Paper, ink, notes, bars, accent, rules: as the style sheets of the pictures have them.
const COLOURS: [[u8; 3]; 6] = [
    [0xfb, 0xfa, 0xf7],
    [0x1c, 0x1b, 0x19],
    [0x5f, 0x5b, 0x54],
    [0x8f, 0x89, 0x7e],
    [0x1f, 0x42, 0x72],
    [0xd9, 0xd5, 0xcc],
];

/// Colours between paper and one of the others, the parts of that one in twelfths.
const BETWEEN: [(usize, u16); 10] =
    [(1, 3), (1, 6), (1, 9), (2, 4), (2, 8), (4, 3), (4, 6), (4, 9), (3, 6), (5, 6)];

fn palette() -> Vec<[u8; 3]> {
    let mixed = |(of, parts): (usize, u16)| {
        let mix = |at: usize| {
            let (paper, other) = (u16::from(COLOURS[0][at]), u16::from(COLOURS[of][at]));
            let sum =
                paper.saturating_mul(12u16.saturating_sub(parts)).saturating_add(other.saturating_mul(parts));
            u8::try_from(sum / 12).unwrap_or(u8::MAX)
        };
        [mix(0), mix(1), mix(2)]
    };
    COLOURS.into_iter().chain(BETWEEN.map(mixed)).collect()
}

/// The place in the palette of what is nearest to a colour.
fn nearest(palette: &[[u8; 3]], colour: [u8; 3]) -> u8 {
    let far = |other: &[u8; 3]| {
        let parts = colour.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b)));
        parts.fold(0_u32, |sum, part| sum.saturating_add(part.saturating_mul(part)))
    };
    let found = (0_u8..).zip(palette).min_by_key(|(_, other)| far(other));
    found.map_or(0, |(at, _)| at)
}

fn encoded(pixels: &Pixmap) -> Option<Vec<u8>> {
    let palette = palette();
    let mut known: HashMap<[u8; 3], u8> = HashMap::new();
    let place = |pixel: &resvg::tiny_skia::PremultipliedColorU8| {
        let colour = [pixel.red(), pixel.green(), pixel.blue()];
        *known.entry(colour).or_insert_with(|| nearest(&palette, colour))
    };
    let places: Vec<u8> = pixels.pixels().iter().map(place).collect();
    indexed_png::encoded(pixels.width(), &palette, &places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_a_chinese_font_draws_nothing() {
        assert!(Fonts::of(&Database::new()).is_none());
    }

    #[test]
    fn every_colour_of_the_pictures_is_kept() {
        let palette = palette();
        assert_eq!(palette.len(), 16);
        for (at, colour) in (0..).zip(COLOURS) {
            assert_eq!(nearest(&palette, colour), at);
        }
    }

    #[test]
    fn the_same_picture_comes_to_the_same_bytes() {
        let Some(fonts) = Fonts::of_system() else { return eprintln!("skipped: no Chinese font") };
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"81\" height=\"40\"><text y=\"20\" font-size=\"16\" font-family=\"sans-serif\">预算</text></svg>";
        let drawn = || png(svg, &fonts, 2).unwrap();
        assert_eq!(drawn(), drawn());
        assert_ne!(drawn(), png(&svg.replace("预算", "决算"), &fonts, 2).unwrap(), "the words are seen");
    }
}
