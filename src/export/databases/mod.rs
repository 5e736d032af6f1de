//! The data files on all disclosures in the formats of databases: `facts.parquet` and
//! `site.sqlite`, filled from the CSV files, one record after the other, so that memory stays
//! flat. Cargo feature `databases`.

#[cfg(feature = "databases")]
mod parquet;
#[cfg(feature = "databases")]
mod sqlite;

#[cfg(feature = "databases")]
pub use {parquet::Facts, sqlite::Tables};

/// Whether the program was built with them.
pub const BUILT: bool = cfg!(feature = "databases");

/// The name of the file of figures, below `data/`.
pub const PARQUET: &str = "facts.parquet";
/// The name of the file of all tables, below `data/`.
pub const SQLITE: &str = "site.sqlite";

/// A reader of a data file's records, its first row taken.
#[cfg(feature = "databases")]
fn records<R: std::io::Read>(file: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new().flexible(true).from_reader(file)
}
