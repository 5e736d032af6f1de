//! The shape of the catalogue's data files. The build script reads them by the
//! same types to refuse what is wrong before it is embedded; so this file uses
//! nothing but `serde` and a hash.

mod cell;
mod chart;
mod divisions;
mod form;
mod lists;
mod measures;
mod narrative;
mod search;
mod table;
mod words;

pub use cell::{CellSpec, ColumnRef};
pub use chart::ChartSpec;
pub use divisions::{DivisionsSpec, ProvinceSpec};
pub use form::{
    FormSpec, LevelSpec, LevelWords, Named, PeriodsSpec, PersonalSpec, PromiseSpec, ToldLevelSpec,
};
pub use lists::{CharSet, ConceptName, Letters, Map, NamedList, Set, WordList};
pub use measures::{Account, AccountList, MeasureGroup, MeasureSpec, MeasuresSpec, ScopeSpec};
pub use narrative::{
    AccountClaimSpec, ClaimSpec, CountSpec, NarrativeSpec, OfForms, PartClaimSpec, PeopleSpec, RatioSpec,
    RequiredSpec, SentenceSpec, ThingSpec, UseSpec, WithinClaimSpec,
};
pub use search::{SearchSpec, SynonymSpec};
pub use table::{
    BlockSpec, CheckSpec, ColumnRole, ColumnSpec, IdentitySpec, PartSpec, RowMoney, RowSpec, Scope,
    TableSpec, TitlesSpec, WordSpec, WordsSpec,
};
pub use words::{CaptionsSpec, ConceptSpec, ConceptsSpec, CoverageSpec, LabelsSpec};
