//! The columns of a table as what cells can be placed in.

use crate::catalogue::Catalogue;
use crate::catalogue::schema::TableSpec;
use crate::model::ColumnRole;
use crate::read::lex::RawRow;
use crate::read::table::content::Content;
use crate::read::table::sort::Sort;
use crate::read::table::sums::Identities;

/// For each cell of a row, or column of a page, the column of the table it stands in.
pub type Way = Vec<usize>;

/// What cells can be placed in: the columns of a table, from left to right.
#[derive(Debug)]
pub struct Leaves<'a> {
    pub catalogue: &'a Catalogue,
    /// The headings over each, outermost first.
    pub paths: Vec<Vec<String>>,
    /// What each holds on the first page, else what its heading announces.
    pub sorts: Vec<Sort>,
    /// Whether each holds anything on the first page.
    pub used: Vec<bool>,
    pub identities: Identities,
    /// The block that each stands in: words or codes after amounts begin a new one.
    pub blocks: Vec<usize>,
}

impl<'a> Leaves<'a> {
    /// Those under these headings, with what they hold.
    pub fn new(catalogue: &'a Catalogue, paths: Vec<Vec<String>>, sorts: Vec<Sort>, used: Vec<bool>) -> Self {
        let identities = Identities::of(&paths, catalogue.concepts());
        let mut blocks = Vec::with_capacity(sorts.len());
        let (mut block, mut amounts) = (0, false);
        for sort in &sorts {
            if amounts && matches!(sort, Sort::Words | Sort::Code) {
                (block, amounts) = (block + 1, false);
            }
            amounts |= *sort == Sort::Numbers;
            blocks.push(block);
        }
        Self { catalogue, paths, sorts, used, identities, blocks }
    }

    /// Those under these headings, each as its heading says.
    pub fn under(paths: Vec<Vec<String>>, spec: &TableSpec, catalogue: &'a Catalogue) -> Self {
        let mut sorts: Vec<Sort> =
            paths.iter().map(|path| Self::announced(path, Some(spec), catalogue)).collect();
        // A heading that nobody knows, after one of amounts, may well be of amounts.
        let unknown = |at: usize| paths[at].last().is_none_or(|own| catalogue.concepts().of(own).is_none());
        for at in 1..sorts.len() {
            if sorts[at] == Sort::Any && sorts[at - 1] == Sort::Numbers && unknown(at) {
                sorts[at] = Sort::Numbers;
            }
        }
        let used = vec![true; sorts.len()];
        Self::new(catalogue, paths, sorts, used)
    }

    /// What a heading says of its column: by the catalogue's entry of the table, else by
    /// its words.
    pub fn announced(path: &[String], spec: Option<&TableSpec>, catalogue: &Catalogue) -> Sort {
        match spec.and_then(|spec| spec.column(path, None)).map(|column| column.role) {
            Some(ColumnRole::Code) => Sort::Code,
            Some(ColumnRole::Label) => Sort::Words,
            Some(ColumnRole::Amount) => Sort::Numbers,
            Some(ColumnRole::Text) | None => {
                path.last().map_or(Sort::Any, |heading| Sort::announced(heading, catalogue.concepts()))
            }
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.sorts.len()
    }

    /// Whether rows stand where they belong: no cell under what cannot hold it.
    pub fn fit(&self, rows: &[RawRow]) -> bool {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let contents: Vec<Content> =
            (0..width).map(|at| Content::of(rows, at, self.catalogue.labels())).collect();
        (0..width).filter(|at| !contents[*at].is_empty()).all(|at| {
            let own = Sort::of(&contents[at], contents.get(at + 1));
            let fits = |sort: &Sort| holds(*sort, own, &contents[at]) || is_numeric(*sort, own);
            self.sorts.get(at).is_some_and(fits) && (self.used[at] || self.is_headed(at))
        })
    }

    /// Whether a column of a page can stand here.
    pub fn holds(&self, at: usize, own: Sort, content: &Content) -> bool {
        (self.sorts[at] != Sort::Any || self.is_headed(at))
            && self.is_column(at)
            && holds(self.sorts[at], own, content)
    }

    /// Whether anything can stand here: not where the first page has nothing and the
    /// heading is only the end of the one before it.
    pub fn is_column(&self, at: usize) -> bool {
        self.used[at] || self.is_headed(at) || !self.used.contains(&true)
    }

    /// Whether a column has a heading that is not only the end of the one before it.
    fn is_headed(&self, at: usize) -> bool {
        at.checked_sub(1).map_or(&[][..], |before| &self.paths[before]) != self.paths[at]
    }
}

fn holds(sort: Sort, own: Sort, content: &Content) -> bool {
    // A total may stand in the column of codes, and parts of codes do.
    let code = content.numbers() == 0 || content.only_code_parts();
    sort.fits(own) || (sort == Sort::Code && code && content.nils == 0)
}

fn is_numeric(sort: Sort, own: Sort) -> bool {
    matches!(sort, Sort::Code | Sort::Numbers) && matches!(own, Sort::Code | Sort::Numbers)
}
