//! What a disclosure says once it is read: cells, tables, forms, narrative,
//! glossary, and where each source line went.
//!
//! Plain values. Nothing here reads text, links, or knows how a page looks.

mod cell;
mod cell_ref;
mod chart;
mod class;
mod code;
mod confidence;
mod correction;
mod disclosure;
mod doubts;
mod finding;
#[cfg(test)]
pub(crate) mod fixture;
mod form;
mod hits;
mod ledger;
mod narrative;
mod numbered;
mod past;
mod project;
mod revision;
mod sides;
mod summary;
mod table;
mod table_index;
mod weight;

pub use crate::catalogue::schema::ColumnRole;
pub use cell::{Cell, Value};
pub use cell_ref::{CellKey, CellRef, KeptCell};
pub use chart::{Chart, Drawing, Mark, Picture, Spread};
pub use class::Class;
pub use code::AccountCode;
pub use confidence::{Confidence, Doubt};
pub use correction::{Answer, CellCorrection, Corrected, Correction, Provenance};
pub use disclosure::{Disclosure, DisclosureId, DisclosureKind, FrontMatter, Unread};
pub use doubts::{doubt_notes, doubt_of_cell, is_doubtful};
pub use finding::{Counted, Finding, Group, Operand, OperandPlace, OperandRole, Rule, Tally, Verdict};
pub use form::{Beside, Field, Form, Fund, Indicator, Period, Reading};
pub use hits::{Hit, HitKind, Hits};
pub use ledger::{Ledger, Posting, Role, Target};
pub use narrative::{Paragraph, Part, Section, Term};
pub use numbered::{Numbered, count};
pub use past::{Origin, Past};
pub use project::{Basis, Linked, MatchNote, Project};
pub use revision::{CellChange, CellText, RevisedText, Revisions, TableChange};
pub use sides::{Side, SideOrigin, Sides};
pub use summary::{
    Coverage, KeptProject, KeptThing, LargestProject, Measured, ProjectSource, Spending, Stated, Summary,
    TableNote, Told, Whose,
};
pub use table::{Block, Column, ColumnPeriod, Entry, HeaderCell, Row, Table};
pub use table_index::{IndexedTable, TableIndex};
pub use weight::Weight;
