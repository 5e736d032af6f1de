//! From SVG to PNG: with the fonts of the machine, of which there has to be a Chinese one.

use std::fmt;

#[cfg(feature = "pictures")]
use super::raster::{self, Fonts};

/// Draws pictures as PNG. The same SVG and the same fonts give the same bytes.
#[derive(Debug)]
pub struct Painter {
    #[cfg(feature = "pictures")]
    fonts: Fonts,
    print: String,
}

/// Why no pictures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPainter {
    /// The machine has no Chinese font.
    Font,
    /// The program was built without.
    Feature,
}

impl fmt::Display for NoPainter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoPainter::Font => {
                "这台机器没有中文字体。装一种再生成，例如 apt-get install fonts-noto-cjk（Debian、Ubuntu）、\
                 dnf install google-noto-sans-cjk-fonts（Fedora）。"
            }
            NoPainter::Feature => {
                "这个程序没有编入画图的功能；用默认功能重新编译（不加 --no-default-features）。"
            }
        })
    }
}

impl std::error::Error for NoPainter {}

impl Painter {
    /// With a Chinese font of the machine.
    ///
    /// # Errors
    /// Where there is none, or the program cannot draw.
    #[cfg(feature = "pictures")]
    pub fn of_system() -> Result<Self, NoPainter> {
        let fonts = Fonts::of_system().ok_or(NoPainter::Font)?;
        let print = fonts.print();
        Ok(Self { fonts, print })
    }

    /// Nothing can be drawn.
    ///
    /// # Errors
    /// Always: the program was built without.
    #[cfg(not(feature = "pictures"))]
    pub fn of_system() -> Result<Self, NoPainter> {
        Err(NoPainter::Feature)
    }

    /// What stands for the fonts: another one draws other pictures.
    pub fn print(&self) -> &str {
        &self.print
    }

    /// An SVG as PNG, so many pixels a unit; `None` where it cannot be drawn.
    #[cfg(feature = "pictures")]
    pub fn png(&self, svg: &str, sharpness: u16) -> Option<Vec<u8>> {
        raster::png(svg, &self.fonts, sharpness)
    }

    /// Nothing.
    #[cfg(not(feature = "pictures"))]
    pub fn png(&self, _: &str, _: u16) -> Option<Vec<u8>> {
        None
    }
}
