//! Places on a page, in hundredths of a point from its upper left corner.

/// A hundredth of a point times this is a point.
pub const POINT: i32 = 100;

/// A rectangle on a page; its lower right end is where the next one may begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Area {
    /// The rectangle around both.
    pub fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// What both cover; where they do not meet it has no width or no height.
    pub fn within(self, other: Self) -> Self {
        let (left, top) = (self.left.max(other.left), self.top.max(other.top));
        Self {
            left,
            top,
            right: self.right.min(other.right).max(left),
            bottom: self.bottom.min(other.bottom).max(top),
        }
    }

    /// The rectangle, larger by `by` on all sides.
    pub fn grown(self, by: i32) -> Self {
        Self {
            left: self.left.saturating_sub(by),
            top: self.top.saturating_sub(by),
            right: self.right.saturating_add(by),
            bottom: self.bottom.saturating_add(by),
        }
    }

    /// Whether a point is in it.
    pub fn has(self, (x, y): (i32, i32)) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }

    /// Its width.
    pub fn width(self) -> i32 {
        self.right.saturating_sub(self.left)
    }

    /// Its height.
    pub fn height(self) -> i32 {
        self.bottom.saturating_sub(self.top)
    }

    /// How much it covers.
    pub fn size(self) -> i64 {
        i64::from(self.width()) * i64::from(self.height())
    }
}
