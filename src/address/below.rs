//! What is below an address, so that one rule carries it all: pages below a folder,
//! cells below their row, and the checks of a table, a row, a cell or a project, which
//! stand on the audit page.

use crate::address::disclosure_of;

/// What stands below a disclosure.
const TABLES: &str = "tables/";
const PROJECTS: &str = "projects/";
const AUDIT: &str = "audit/";

/// The first word of the ids of checks of a project; those of tables have others.
const FORM: &str = "form";

/// A place that an address is below, or that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above<'a> {
    pub place: String,
    below: Below<'a>,
}

/// How an address is below a place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Below<'a> {
    /// It is the place's own with this after it.
    Behind(&'a str),
    /// It is a check of the place, of this kind, with this after the place's words.
    Check(&'a str, &'a str),
}

/// Every place that `address` is below, and itself.
pub fn above(address: &str) -> Vec<Above<'_>> {
    let Some((page, anchor)) = address.split_once('#') else {
        let folders = address.match_indices('/').map(|(at, _)| at + 1).filter(|at| *at < address.len());
        return folders.chain([address.len()]).map(|at| behind(address, at)).collect();
    };
    let all = ends(anchor).map(|end| behind(address, page.len() + 1 + end));
    all.chain(checked(page, anchor)).collect()
}

impl Above<'_> {
    /// Where the address is if its place is at `to`; `None` where nothing can be below
    /// `to` in the same way.
    pub fn at(&self, to: &str) -> Option<String> {
        match self.below {
            Below::Behind("") => Some(to.to_owned()),
            Below::Behind(rest) => {
                (self.place.contains('#') == to.contains('#')).then(|| format!("{to}{rest}"))
            }
            Below::Check(kind, rest) => {
                let (disclosure, words) = named(to, kind == FORM)?;
                Some(format!("{disclosure}{AUDIT}#{kind}-{words}{rest}"))
            }
        }
    }
}

fn behind(address: &str, at: usize) -> Above<'_> {
    let (place, rest) = address.split_at(at);
    Above { place: place.to_owned(), below: Below::Behind(rest) }
}

/// The beginnings of an anchor to which more can be added, and its end.
fn ends(anchor: &str) -> impl Iterator<Item = usize> {
    anchor.match_indices('-').map(|(at, _)| at).chain([anchor.len()])
}

/// The places of which the anchor of an audit page is a check. Its id is a word for what is
/// checked, and the keys of table, row and column, or the project's.
fn checked<'a>(page: &str, anchor: &'a str) -> Vec<Above<'a>> {
    let disclosure = page.strip_suffix(AUDIT).filter(|above| disclosure_of(page) == Some(*above));
    let Some((disclosure, (kind, words))) = disclosure.zip(anchor.split_once('-')) else { return Vec::new() };
    let check = |place: String, end: usize| Above { place, below: Below::Check(kind, &words[end..]) };
    if kind == FORM {
        let project = |end| check(format!("{disclosure}{PROJECTS}{}/", &words[..end]), end);
        return ends(words).map(project).collect();
    }
    let of_table = |table: usize| {
        let page = format!("{disclosure}{TABLES}{}/", &words[..table]);
        let cells = ends(words).filter(move |end| *end > table);
        let rows: Vec<_> = cells.map(|end| check(format!("{page}#r{}", &words[table..end]), end)).collect();
        std::iter::once(check(page, table)).chain(rows)
    };
    ends(words).flat_map(of_table).collect()
}

/// The disclosure of a project, or of a table, a row or a cell, and the words by which the
/// ids of checks name it.
fn named(place: &str, project: bool) -> Option<(&str, String)> {
    let disclosure = disclosure_of(place)?;
    let below = place[disclosure.len()..].strip_prefix(if project { PROJECTS } else { TABLES })?;
    let (page, anchor) = below.split_once('#').unwrap_or((below, "r"));
    let key = page.strip_suffix('/').filter(|key| !key.is_empty() && (!project || anchor == "r"))?;
    Some((disclosure, format!("{key}{}", anchor.strip_prefix('r')?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str, place: &str, to: &str) -> Option<String> {
        above(address).into_iter().find(|above| above.place == place)?.at(to)
    }

    fn check(address: &str, place: &str, to: &str, expected: Option<&str>) {
        let whole = |short: &str| format!("a/2023-budget/{short}");
        assert_eq!(at(&whole(address), &whole(place), &whole(to)), expected.map(whole), "{address} {place}");
    }

    #[test]
    fn a_folder_carries_its_pages_and_no_anchors() {
        check("tables/x/", "", "", Some("tables/x/"));
        check("tables/x/", "tables/", "t/", Some("t/x/"));
        check("tables/x.csv", "tables/x.csv", "tables/y.csv", Some("tables/y.csv"));
        check("tables/x.csv", "tables/x", "tables/y", None);
        check("tables/x/#r-1", "tables/x/", "tables/y/", None);
        assert_eq!(above("").len(), 1);
    }

    #[test]
    fn a_row_carries_its_cells_and_the_checks_of_it() {
        for (address, expected) in [
            ("tables/x/#r-204", Some("tables/y-2/#r-205")),
            ("tables/x/#r-204-total", Some("tables/y-2/#r-205-total")),
            ("tables/x/#r-2040", None),
            ("audit/#sum-x-204-total", Some("audit/#sum-y-2-205-total")),
            ("audit/#row-x-204", Some("audit/#row-y-2-205")),
            ("audit/#sum-x-2040-total", None),
            ("audit/#lines-x-total", None),
            ("audit/#body", None),
        ] {
            check(address, "tables/x/#r-204", "tables/y-2/#r-205", expected);
        }
        check("tables/x/#r-204-total", "tables/x/#r-204", "tables/x/", None);
        check("audit/#sum-x-204-total", "tables/x/#r-204", "notes/", None);
    }

    #[test]
    fn a_table_and_a_project_carry_their_checks() {
        check("audit/#lines-x-y-total", "tables/x-y/", "tables/z/", Some("audit/#lines-z-total"));
        check("audit/#form-p-01-date", "projects/p-01/", "projects/p-02/", Some("audit/#form-p-02-date"));
        check("audit/#form-p-01-date", "tables/p-01/", "tables/z/", None);
        check("audit/#sum-p-01-date", "projects/p-01/", "projects/p-02/", None);
        check("audit/#form-p-01-date", "projects/p-01/", "projects/", None);
    }
}
