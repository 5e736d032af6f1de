//! `site.sqlite`: the data files on all disclosures as tables of their names. Amounts are text as
//! printed; in yuan they are numbers, to be summed.

use std::io::{self, Read};
use std::path::Path;

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::export::csv_file::unguarded;
use crate::export::site_package::{Listed, Sheet};

/// The database in the making.
#[derive(Debug)]
pub struct Tables {
    connection: Connection,
}

impl Tables {
    /// Begins the database in an empty file. The same records make the same bytes.
    ///
    /// # Errors
    /// What the disk says.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let connection = Connection::open(path).map_err(io::Error::other)?;
        let settings = "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;";
        connection.execute_batch(settings).map_err(io::Error::other)?;
        Ok(Self { connection })
    }

    /// Adds the records of a data file.
    ///
    /// # Errors
    /// A file that cannot be read, or the disk.
    pub fn add(&mut self, listed: &Listed, file: impl Read) -> io::Result<()> {
        let sheet = listed.sheet;
        let transaction = self.connection.transaction().map_err(io::Error::other)?;
        transaction.execute_batch(&definition(sheet)).map_err(io::Error::other)?;
        let kinds: Vec<(&str, &str)> = sheet.kinds().collect();
        let places = vec!["?"; kinds.len()].join(",");
        let insert = format!("INSERT INTO {} VALUES ({places})", sheet.name());
        let mut insert = transaction.prepare(&insert).map_err(io::Error::other)?;
        for record in super::records(file).records() {
            let record = record?;
            let values = kinds.iter().zip(&record).map(|((name, kind), text)| value(name, kind, text));
            insert.execute(params_from_iter(values)).map_err(io::Error::other)?;
        }
        drop(insert);
        transaction.commit().map_err(io::Error::other)
    }

    /// Ends the database; its file is whole now.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(self) -> io::Result<()> {
        self.connection.close().map_err(|(_, error)| io::Error::other(error))
    }
}

fn definition(sheet: Sheet) -> String {
    let kind = |(name, kind): (&str, &str)| match (kind, name) {
        ("integer", _) => format!("\"{name}\" INTEGER"),
        (_, "amount_yuan") => format!("\"{name}\" NUMERIC"),
        _ => format!("\"{name}\" TEXT"),
    };
    let columns: Vec<String> = sheet.kinds().map(kind).collect();
    format!("CREATE TABLE IF NOT EXISTS {} ({});", sheet.name(), columns.join(", "))
}

/// A field; an empty one is `NULL`. Numbers are made of their text by the column's kind.
fn value(name: &str, kind: &str, text: &str) -> Value {
    let is_text = kind == "string" || name == "amount";
    match text {
        "" => Value::Null,
        _ if is_text => Value::Text(unguarded(text).to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}
