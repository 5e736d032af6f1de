//! Lines that are printed at the end of a run: in memory while they are few, else in a
//! file without a name that goes with the program, so that memory does not grow with what
//! there is to say.

use std::io::{self, Read, Seek, Write};

use tempfile::SpooledTempFile;

use crate::cli::screen::Screen;

/// Most bytes of one spool in memory.
const IN_MEMORY: usize = 1 << 18;

/// Lines in the order in which they were written.
#[derive(Debug)]
pub struct Spool(SpooledTempFile);

impl Default for Spool {
    fn default() -> Self {
        Self(SpooledTempFile::new(IN_MEMORY))
    }
}

impl Spool {
    /// Adds text as it is.
    ///
    /// # Errors
    /// Where the file cannot be made or written.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(text.as_bytes())
    }

    /// Adds a line.
    ///
    /// # Errors
    /// As [`Spool::write`].
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        self.write(line)?;
        self.write("\n")
    }

    /// Prints all of it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn print(&mut self, screen: &Screen) -> io::Result<()> {
        self.0.rewind()?;
        let mut output = screen.output();
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = self.0.read(&mut piece)?;
            // Whoever closed the pipe has seen enough.
            if read == 0 || output.write_all(&piece[..read]).is_err() {
                return Ok(());
            }
        }
    }
}
