//! `facts.parquet`: every figure of the site. Amounts are text as printed; in yuan they are
//! exact decimals of four digits after the point, nothing where that is not enough.

use std::io::{self, Read, Write};
use std::mem;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rust_decimal::Decimal;

use crate::export::csv_file::unguarded;
use crate::export::site_package::Sheet;

/// Rows that are kept in memory before they are written as a group.
const GROUP: usize = 50_000;

/// Digits after the point of amounts in yuan.
const SCALE: u32 = 4;

/// The file in the making.
pub struct Facts<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
}

impl<W: Write + Send> std::fmt::Debug for Facts<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Facts").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// The values of a column that are not written yet; `present` says in which rows they stand.
struct Column {
    values: Values,
    present: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Exact(Vec<FixedLenByteArray>),
}

impl Column {
    fn new(name: &str, kind: &str) -> Self {
        let values = match (kind, name) {
            ("integer", _) => Values::Whole(Vec::new()),
            (_, "amount_yuan") => Values::Exact(Vec::new()),
            _ => Values::Text(Vec::new()),
        };
        Self { values, present: Vec::new() }
    }

    fn schema(&self, name: &str) -> String {
        match self.values {
            Values::Text(_) => format!("optional binary {name} (STRING);"),
            Values::Whole(_) => format!("optional int64 {name};"),
            Values::Exact(_) => format!("optional fixed_len_byte_array(16) {name} (DECIMAL(38,{SCALE}));"),
        }
    }

    /// Takes a value; an empty one, or one that the column cannot hold, is none.
    fn push(&mut self, text: &str) {
        let is_taken = match &mut self.values {
            _ if text.is_empty() => false,
            Values::Text(values) => {
                values.push(unguarded(text).into());
                true
            }
            Values::Whole(values) => text.parse().map(|value| values.push(value)).is_ok(),
            Values::Exact(values) => exact(text).map(|value| values.push(value)).is_some(),
        };
        self.present.push(is_taken.into());
    }
}

/// An amount as a number of ten-thousandths, in sixteen bytes.
fn exact(text: &str) -> Option<FixedLenByteArray> {
    let amount: Decimal = text.parse().ok()?;
    let mut scaled = amount;
    scaled.rescale(SCALE);
    let is_same = scaled.scale() == SCALE && scaled == amount;
    is_same.then(|| ByteArray::from(scaled.mantissa().to_be_bytes().to_vec()).into())
}

impl<W: Write + Send> Facts<W> {
    /// Begins the file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn begin(file: W) -> io::Result<Self> {
        let fields: Vec<(&str, &str)> =
            [("region", "string")].into_iter().chain(Sheet::Facts.kinds()).collect();
        let columns: Vec<Column> = fields.iter().map(|(name, kind)| Column::new(name, kind)).collect();
        let named = fields.iter().zip(&columns);
        let schema: String = named.map(|((name, _), column)| column.schema(name)).collect();
        let schema = parse_message_type(&format!("message facts {{ {schema} }}"))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("mingzhang".to_owned())
            .build();
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { writer, columns, rows: 0 })
    }

    /// Adds the records of a region's file of figures.
    ///
    /// # Errors
    /// A file that cannot be read, or the disk.
    pub fn add(&mut self, region: Option<&str>, file: impl Read) -> io::Result<()> {
        for record in super::records(file).records() {
            let record = record?;
            let values = [region.unwrap_or_default()].into_iter().chain(&record);
            self.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
            self.rows = self.rows.saturating_add(1);
            if self.rows >= GROUP {
                self.write_group()?;
            }
        }
        Ok(())
    }

    fn write_group(&mut self) -> io::Result<()> {
        let mut group = self.writer.next_row_group()?;
        for Column { values, present } in &mut self.columns {
            let Some(mut column) = group.next_column()? else { break };
            let present = Some(mem::take(present));
            let present = present.as_deref();
            match values {
                Values::Text(own) => {
                    column.typed::<ByteArrayType>().write_batch(&mem::take(own), present, None)?
                }
                Values::Whole(own) => {
                    column.typed::<Int64Type>().write_batch(&mem::take(own), present, None)?
                }
                Values::Exact(own) => {
                    column.typed::<FixedLenByteArrayType>().write_batch(&mem::take(own), present, None)?
                }
            };
            column.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    /// Writes what is left, and the end of the file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.writer.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_yuan_are_exact_or_nothing() {
        let value = |text: &str| {
            let bytes: Option<[u8; 16]> = exact(text).map(|bytes| bytes.data().try_into().unwrap());
            bytes.map(i128::from_be_bytes)
        };
        assert_eq!(value("97847000"), Some(978_470_000_000));
        assert_eq!(value("-0.5"), Some(-5_000));
        assert_eq!(value("0.00010"), Some(1));
        for none in ["0.00001", "x", "79228162514264337593543950335"] {
            assert_eq!(value(none), None, "{none}");
        }
    }
}
