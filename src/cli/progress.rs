//! A progress bar, where a person is watching and there is something to watch.

use std::fmt;

use indicatif::{ProgressBar, ProgressStyle};

use super::screen::Screen;
use crate::model::DisclosureId;
use crate::pipeline::Progress;

/// From this many disclosures on a bar is worth showing.
const MANY: usize = 5;

/// A bar on the error output; it is gone when dropped.
pub struct Bar {
    bar: ProgressBar,
    watched: bool,
}

impl fmt::Debug for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bar").field("watched", &self.watched).finish_non_exhaustive()
    }
}

impl Bar {
    /// A bar that shows itself once it knows that the work is long.
    pub fn new(screen: &Screen) -> Self {
        Self { bar: ProgressBar::hidden(), watched: screen.is_watched() }
    }
}

impl Progress for Bar {
    fn started(&self, total: usize) {
        if !self.watched || total < MANY {
            return;
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_length(total as u64);
        self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
    }

    fn finished(&self, id: &DisclosureId) {
        self.bar.set_message(id.to_string());
        self.bar.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
