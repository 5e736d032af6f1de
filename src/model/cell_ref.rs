//! One cell of a disclosure with all that is needed to cite it: borrowed ([`CellRef`]), by
//! its keys alone ([`CellKey`]), and by its keys with what it says ([`KeptCell`]).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::{
    Cell, Column, Confidence, Entry, Operand, OperandPlace, OperandRole, Row, Stated, Table, Value,
};
use crate::money::{Money, Unit};
use crate::source::Line;

/// Where a cell stands, for what outlives its disclosure or does not borrow from it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CellKey {
    /// Index of the table among those of the disclosure.
    pub table: usize,
    /// Keys of its row and column.
    pub row: Box<str>,
    pub column: Box<str>,
}

/// A cell as a summary keeps it when its disclosure is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCell {
    /// Its table is one of [`crate::model::Summary::tables`].
    pub key: CellKey,
    pub stated: Stated,
}

/// A cell of an entry: the one way in which anything refers to a figure.
#[derive(Debug, Clone, Copy)]
pub struct CellRef<'a> {
    pub table: &'a Table,
    pub row: &'a Row,
    pub entry: &'a Entry,
    pub column: &'a Column,
    pub cell: &'a Cell,
    /// The line of the cell.
    pub line: Line,
}

impl CellRef<'_> {
    /// The printed amount; `None` where the cell is no readable one.
    pub fn amount(&self) -> Option<Decimal> {
        self.cell.amount()
    }

    /// The unit: its own, where a correction gives it one, its column's, where that
    /// states one, else the table's.
    pub fn unit(&self) -> Option<Unit> {
        self.cell.own_unit().or(self.column.unit).or(self.table.unit)
    }

    /// The amount with its unit, where both are stated.
    pub fn money(&self) -> Option<Money> {
        Some(Money { value: self.amount()?, unit: self.unit()? })
    }

    /// The amount with its unit, where nothing speaks against its reading.
    pub fn sure_money(&self) -> Option<Money> {
        self.money().filter(|_| self.confidence().is_sure())
    }

    /// What the cell says, in its table's unit.
    pub fn stated(&self) -> Stated {
        let stated = Stated::of(self.cell, self.confidence());
        match (stated, self.cell.own_unit().zip(self.table.unit)) {
            (Stated::Amount(value), Some((own, unit))) => {
                let converted = Money { value, unit: own }.value_in(unit);
                converted.map_or(Stated::Unclear, Stated::Amount)
            }
            (stated, _) => stated,
        }
    }

    /// How sure it is that the cell's amount belongs here, in its unit.
    pub fn confidence(&self) -> Confidence {
        self.table.confidence_of(self.row, self.column, self.cell)
    }

    /// The amount that the cell counts as in a sum: a blank or nil one counts as
    /// nothing; `None` where it cannot be told.
    pub fn counts(&self) -> Option<Decimal> {
        match self.cell.value {
            Value::Amount(amount) => Some(amount),
            Value::Blank if self.row.lost_blanks() => None,
            Value::Blank | Value::Nil => Some(Decimal::ZERO),
            Value::Text | Value::Unreadable => None,
        }
    }

    /// Whether anything is printed in the cell.
    pub fn is_filled(&self) -> bool {
        !matches!(self.cell.value, Value::Blank | Value::Nil)
    }

    /// The cell as an operand of a check.
    pub fn operand(&self) -> Operand {
        let column = self.column.label();
        let label = if column.is_empty() {
            self.entry.label.clone()
        } else {
            format!("{} · {column}", self.entry.label)
        };
        Operand {
            label,
            amount: self.amount(),
            place: OperandPlace::Cell(self.key()),
            line: self.line,
            role: OperandRole::Used,
        }
    }

    /// Where it stands.
    pub fn key(&self) -> CellKey {
        let (row, column) = (self.entry.key.as_str().into(), self.column.key.as_str().into());
        CellKey { table: self.table.index, row, column }
    }

    /// The cell without its disclosure.
    pub fn kept(&self) -> KeptCell {
        KeptCell { key: self.key(), stated: self.stated() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Doubt, fixture};

    fn counts(raw: &str, confidence: Confidence) -> Option<String> {
        let mut table = fixture::linked().disclosure.tables[0].clone();
        let at = table.rows.iter().position(|row| table.figures_of(row).next().is_some()).unwrap();
        let (row, column) = {
            let figure = table.figures_of(&table.rows[at]).next().unwrap();
            (at, table.columns.iter().position(|column| column == figure.column).unwrap())
        };
        table.rows[row].cells[column] = fixture::cell(raw);
        table.rows[row].confidence = confidence;
        let (printed, column) = (&table.rows[row], &table.columns[column]);
        let entry = printed.entries[column.block].as_ref().unwrap();
        let at = table.columns.iter().position(|other| other == column).unwrap();
        let cell = &printed.cells[at];
        let cell = CellRef { table: &table, row: printed, entry, column, cell, line: printed.line };
        assert_eq!(cell.amount().is_some(), cell.money().is_some());
        cell.counts().map(|amount| amount.to_string())
    }

    #[test]
    fn a_blank_counts_as_nothing_unless_blanks_were_lost() {
        let lost = Confidence::Doubt(Doubt::LostBlanks);
        assert_eq!(counts("", Confidence::Sure).as_deref(), Some("0"));
        assert_eq!(counts("—", lost).as_deref(), Some("0"));
        assert_eq!(counts("", lost), None);
        assert_eq!(counts("9.784.70", Confidence::Sure), None);
        assert_eq!(counts("9,784.70", lost).as_deref(), Some("9784.70"));
    }
}
