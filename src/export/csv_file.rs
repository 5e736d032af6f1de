//! CSV as spreadsheet programs read it: UTF-8 with a byte order mark, CRLF.

/// Collects records of text.
#[derive(Debug)]
pub(super) struct CsvFile {
    writer: csv::Writer<Vec<u8>>,
}

impl CsvFile {
    pub fn new() -> Self {
        let mut builder = csv::WriterBuilder::new();
        // Rows of tables are as wide as they were published.
        builder.flexible(true).terminator(csv::Terminator::CRLF);
        Self { writer: builder.from_writer("\u{feff}".into()) }
    }

    /// # Panics
    /// Never: a vector takes every byte, and records may differ in length.
    pub fn record<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        self.writer.write_record(fields).expect("a vector takes every byte");
    }

    /// # Panics
    /// Never: a vector takes every byte.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner().expect("a vector takes every byte")
    }
}
