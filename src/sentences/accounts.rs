//! Accounts named in the prose by their levels: `公共安全支出（类）公安（款）行政
//! 运行（项）` or `公共安全支出-公安-行政运行`.

use crate::catalogue::Accounts as Listed;
use crate::catalogue::normal::{label, unnumbered};
use crate::model::TableIndex;

/// Marks after the names of the levels (类款项) and the length of their codes.
const LEVELS: [(&str, usize); 3] = [("(类)", 3), ("(款)", 5), ("(项)", 7)];

/// The names of an account's levels, outermost first, each with the length that
/// its code has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(Vec<(usize, String)>);

impl Path {
    /// The name of the innermost level.
    pub fn name(&self) -> Option<String> {
        Some(bare(&self.0.last()?.1))
    }

    /// The names of the levels, outermost first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, name)| name.as_str())
    }
}

/// Codes and names of the functional accounts that the tables print.
#[derive(Debug)]
pub struct Accounts<'a> {
    /// The account list.
    listed: Option<&'a Listed>,
    rows: Vec<(String, String)>,
}

impl<'a> Accounts<'a> {
    /// The accounts of all tables; functional codes begin with 2.
    pub fn of(tables: &TableIndex<'a>) -> Self {
        let rows = tables.all.iter().flat_map(|indexed| &indexed.table.rows);
        let entries = rows.flat_map(|row| row.entries.iter().flatten());
        let coded = entries.filter_map(|entry| Some((entry.code.as_deref()?, &entry.label)));
        let functional = coded.filter(|(code, _)| code.starts_with('2') && matches!(code.len(), 3 | 5 | 7));
        let mut rows: Vec<_> = functional.map(|(code, name)| (code.to_owned(), bare(name))).collect();
        rows.sort_unstable();
        rows.dedup();
        Self { listed: tables.catalogue.functional(), rows }
    }

    /// The code of a path: that of its last name among the accounts inside those
    /// before it. `above` is the code under whose heading it stands.
    pub fn code(&self, path: &Path, above: Option<&str>) -> Option<String> {
        let Path(names) = path;
        let (last_length, last) = names.last()?;
        let mut prefix = above.unwrap_or_default().to_owned();
        for (length, name) in names {
            let inside = if *length == 3 { "" } else { prefix.as_str() };
            match self.only(name, *length, inside) {
                Some(code) => prefix = code,
                // A level named amiss: the innermost name may still stand alone.
                None if prefix.is_empty() => return None,
                None => {
                    let lengths = if *last_length == 7 { [7, 5] } else { [*last_length, *last_length] };
                    return lengths.into_iter().find_map(|length| self.only(last, length, &prefix[..3]));
                }
            }
        }
        Some(prefix)
    }

    /// The name that the tables print beside a code, as it is compared.
    pub fn name_of(&self, code: &str) -> Option<&str> {
        let at = self.rows.partition_point(|(own, _)| own.as_str() < code);
        self.rows.get(at).filter(|(own, _)| own == code).map(|(_, name)| name.as_str())
    }

    /// The one account of a name, inside that of a heading: where a name is that of an
    /// account and of the only one within it, the inner one.
    pub fn named(&self, name: &str, above: Option<&str>) -> Option<&str> {
        let name = bare(name);
        let inside = above.unwrap_or_default();
        let named = |(code, own): &&(String, String)| code.starts_with(inside) && *own == name;
        let mut found = self.rows.iter().filter(named).map(|(code, _)| code.as_str());
        let first = found.next()?;
        found.try_fold(first, |outer, code| code.starts_with(outer).then_some(code))
    }

    /// Whether the tables print an account of a name.
    pub fn has(&self, name: &str) -> bool {
        let name = bare(name);
        self.rows.iter().any(|(_, own)| *own == name)
    }

    /// The one account of a name and code length inside another.
    fn only(&self, name: &str, length: usize, inside: &str) -> Option<String> {
        let class = || {
            let accounts = self.listed?;
            accounts.code(name).or_else(|| accounts.code(&format!("{name}支出"))).map(str::to_owned)
        };
        let named = |(code, own): &&(String, String)| {
            code.len() == length && code.starts_with(inside) && *own == bare(name)
        };
        let mut found: Vec<&str> = self.rows.iter().filter(named).map(|(code, _)| code.as_str()).collect();
        found.dedup();
        match found.as_slice() {
            [] if length == 3 => class(),
            [code] => Some((*code).to_owned()),
            _ => None,
        }
    }
}

/// A name as it is compared: 检察 and 检察支出 are one.
pub fn bare(name: &str) -> String {
    let name = label(name);
    name.strip_suffix("支出").map_or(name.clone(), str::to_owned)
}

/// The last path in a compacted text, and what stands after it.
pub fn path<'t>(text: &'t str, listed: Option<&Listed>) -> Option<(Path, &'t str)> {
    marked(text).or_else(|| dashed(text, listed?))
}

fn marked(text: &str) -> Option<(Path, &str)> {
    let mut names: Vec<(usize, String)> = Vec::new();
    let mut from = 0;
    loop {
        let marks =
            LEVELS.iter().filter_map(|(mark, length)| Some((text[from..].find(mark)?, mark, *length)));
        let Some((at, mark, length)) = marks.min_by_key(|(at, ..)| *at) else { break };
        let between = &text[from..from + at];
        let inside = names.last().is_some_and(|(outer, _)| *outer < length);
        let begins = !inside || between.contains([',', ';', '。', ':']);
        if begins {
            names.clear();
        }
        let name = if begins { after_stop(between) } else { between };
        names.push((length, name.to_owned()));
        from += at + mark.len();
    }
    let named = !names.is_empty() && names.iter().all(|(_, name)| !name.is_empty());
    named.then(|| (Path(names), &text[from..]))
}

/// The words after the last stop, without numbering and `其中`.
fn after_stop(text: &str) -> &str {
    let clause = text.rsplit([',', ';', '。', ':', '、']).next().unwrap_or_default();
    unnumbered(clause).trim_start_matches("其中")
}

fn dashed<'t>(text: &'t str, listed: &Listed) -> Option<(Path, &'t str)> {
    let clause = after_stop(text);
    let names: Vec<&str> = clause.trim_end_matches("科目").split('-').collect();
    let first = names.first().filter(|_| (2..=3).contains(&names.len()))?;
    listed.code(first)?;
    let lengths = [3, 5, 7].into_iter();
    Some((Path(lengths.zip(names).map(|(length, name)| (length, name.to_owned())).collect()), ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn functional() -> Option<&'static Listed> {
        Catalogue::get().functional()
    }

    fn check(text: &str, names: &[(usize, &str)], rest: &str) {
        let expected = names.iter().map(|(length, name)| (*length, (*name).to_owned())).collect();
        assert_eq!(path(text, functional()), Some((Path(expected), rest)));
    }

    #[test]
    fn paths_are_read_by_their_marks_and_by_dashes() {
        check(
            "1.公共安全支出(类)公安(款)行政运行(项)科目",
            &[(3, "公共安全支出"), (5, "公安"), (7, "行政运行")],
            "科目",
        );
        check("1.检察(款)行政运行(项)支出", &[(5, "检察"), (7, "行政运行")], "支出");
        check("占7.5%;卫生健康支出(类)", &[(3, "卫生健康支出")], "");
        check(
            "一般公共服务支出-政府办公厅(室)及相关机构事务-行政运行科目",
            &[(3, "一般公共服务支出"), (5, "政府办公厅(室)及相关机构事务"), (7, "行政运行")],
            "",
        );
        assert_eq!(path("因公出国(境)费", functional()), None);
        assert_eq!(path("某某-某某", functional()), None);
    }

    #[test]
    fn a_path_comes_to_the_one_account_that_it_names() {
        let row = |code: &str, name: &str| (code.to_owned(), bare(name));
        let accounts = Accounts {
            listed: functional(),
            rows: vec![
                row("204", "公共安全支出"),
                row("20402", "公安"),
                row("2040201", "行政运行"),
                row("20406", "司法"),
                row("2040601", "行政运行"),
            ],
        };
        let code = |text: &str, above| accounts.code(&path(text, functional()).unwrap().0, above);
        assert_eq!(code("公共安全(类)司法(款)行政运行(项)", None).as_deref(), Some("2040601"));
        assert_eq!(code("公安(款)行政运行(项)", Some("204")).as_deref(), Some("2040201"));
        assert_eq!(code("公共安全支出(类)公共安全支出(款)司法(项)", None).as_deref(), Some("20406"));
        assert_eq!(code("公共安全支出(类)行政运行(项)", None), None);
        assert_eq!(code("行政运行(项)", None), None);
    }
}
