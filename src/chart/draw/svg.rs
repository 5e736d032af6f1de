//! Drawing as SVG: what plotters draws becomes elements with classes. Colours,
//! fonts and dark mode are the style sheet's business, so a style says only what
//! role a shape plays, and text stays text.

use std::fmt::{self, Write as _};

use plotters::style::Color;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::picture::escape;

/// What a shape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The bar that the chart is about.
    Subject,
    /// Any other bar.
    Part,
    /// A bar of several parts added up by the site.
    Rest,
    /// The line that bars begin at.
    Base,
    /// The line where the median lies.
    Middle,
    /// A line that leads the eye.
    Lead,
    Label,
    Amount,
    /// What the site computed, and notes.
    Note,
}

impl Role {
    const ALL: [Role; 9] = [
        Role::Subject,
        Role::Part,
        Role::Rest,
        Role::Base,
        Role::Middle,
        Role::Lead,
        Role::Label,
        Role::Amount,
        Role::Note,
    ];

    /// The role's classes in the style sheet.
    fn class(self) -> &'static str {
        match self {
            Role::Subject => "bar it",
            Role::Part => "bar",
            Role::Rest => "bar rest",
            Role::Base => "base",
            Role::Middle => "middle",
            Role::Lead => "lead",
            Role::Label => "label",
            Role::Amount => "amount",
            Role::Note => "note",
        }
    }

    /// The role that stands after a colour: see the implementation of [`Color`].
    fn of(color: BackendColor) -> Self {
        Self::ALL.get(usize::from(color.rgb.0)).copied().unwrap_or(Role::Note)
    }
}

/// Plotters hands colours through to the backend; ours are numbers of roles.
impl Color for Role {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (*self as u8, 0, 0) }
    }
}

/// A backend that writes elements, one a line, into `out`.
#[derive(Debug)]
pub(super) struct Elements<'a> {
    pub out: &'a mut String,
    pub size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<fmt::Error>>;

impl Elements<'_> {
    fn element(&mut self, element: fmt::Arguments) -> Drawn {
        self.out.write_fmt(element).map_err(DrawingErrorKind::DrawingError)
    }
}

impl DrawingBackend for Elements<'_> {
    type ErrorType = fmt::Error;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0.saturating_add(1), at.1.saturating_add(1)), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let class = Role::of(style.color()).class();
        let ((x1, y1), (x2, y2)) = (from, to);
        self.element(format_args!("<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"/>\n"))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _: bool,
    ) -> Drawn {
        let class = Role::of(style.color()).class();
        let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
        self.element(format_args!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>\n"
        ))
    }

    /// Text from the left end of its baseline.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let class = Role::of(style.color()).class();
        let text = escape(text);
        self.element(format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>\n"))
    }
}
