//! Where words go: results to the output, the rest to the error output, colours
//! only where they are wanted. A closed pipe (`| head`) is not an error.

use std::io::{IsTerminal, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

use crate::source::visible;

const RED: &str = "\x1b[1;31m";
const PLAIN: &str = "\x1b[0m";

/// What was typed after `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// Both streams, with what was asked of them.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    color: ColorChoice,
    /// Whether only problems are to be said.
    pub quiet: bool,
}

impl Screen {
    pub fn new(color: Color, quiet: bool) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, quiet }
    }

    /// A result, colours included; dropped where the stream cannot show them.
    pub fn out(&self, text: &str) {
        let _ = writeln!(self.output(), "{text}");
    }

    /// A part of a result, without a line break after it.
    pub fn write(&self, text: &str) {
        let _ = write!(self.output(), "{text}");
    }

    /// Where results go.
    pub fn output(&self) -> AutoStream<StdoutLock<'static>> {
        AutoStream::new(std::io::stdout().lock(), self.color)
    }

    /// A remark beside the result.
    pub fn err(&self, text: &str) {
        let _ = writeln!(AutoStream::new(std::io::stderr().lock(), self.color), "{text}");
    }

    /// What kept the program from running.
    pub fn error(&self, text: &str) {
        let lines: Vec<String> = text.lines().map(harmless).collect();
        self.err(&format!("{RED}无法运行{PLAIN}：{}", lines.join("\n")));
    }

    /// Whether a person is watching the error output, and wants to.
    pub fn is_watched(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }
}

/// A line of words that come from names and settings: what cannot be shown is told to be
/// there, and a CI log takes nothing in it for a command.
fn harmless(line: &str) -> String {
    let line = visible(line);
    if line.trim_start().starts_with("::") { format!("｜{line}") } else { line }
}
