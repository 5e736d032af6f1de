//! The index that the search box reads, in scripts rather than JSON, since a page that
//! was opened from a folder may load a script and nothing else.
//!
//! A small site has what has a name in one file, `search/index-1.js`, and sentences, goals and indicators in those that
//! go on after it. Of a large one that file says
//! only into which [`parts`] the rest is cut, so that a search loads the few that hold
//! what was typed; what a disclosure has of its own is in files of its own, for a search
//! that names it.
//!
//! Not a stable format: `static/search.js` of the same build alone reads it.

mod deep;
mod hits;
mod parts;
mod script;
mod words;

use std::collections::BTreeMap;

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::schema::SearchSpec;
use crate::model::{AccountCode, Hit, HitKind, Summary};

use parts::Parts;
use script::{ANY_YEAR, About, Line, Script};

pub(super) use hits::of as hits;

/// An index of so many bytes is one file.
const SMALL: usize = 200 << 10;

/// What a file of a larger one holds, as far as it can be cut.
const FILE: usize = 36 << 10;

/// What a file of sentences, goals and indicators holds: of a small site, and of one disclosure of a large
/// one, since two of them come on top of what any search loads.
const DEEP: usize = 100 << 10;
const OWN: usize = 11 << 10;

/// The file that is read first.
const FIRST: &str = "index-1";

/// A body as search names it, with what its disclosures left behind.
#[derive(Debug, Clone, Copy)]
pub struct SearchGroup<'a> {
    pub slug: &'a str,
    pub name: &'a str,
    pub short_name: Option<&'a str>,
    /// As its settings name it.
    pub region: Option<&'a str>,
    pub disclosures: &'a [Summary],
}

/// Makes the files of the index, one after the other: of the accounts that have a page
/// of their own, of each body and of its disclosures.
///
/// # Errors
/// Those of `put`.
pub fn search<E>(
    shelves: &[SearchGroup<'_>],
    spec: &SearchSpec,
    put: &mut dyn FnMut(Artifact) -> Result<(), E>,
) -> Result<(), E> {
    let mut lines = vec![codes(shelves)];
    for shelf in shelves {
        lines.push(body(shelf));
        lines.extend(shelf.disclosures.iter().map(|summary| disclosure(shelf, summary)));
    }
    if let Some(whole) = whole(&lines, spec) {
        return whole.into_iter().try_for_each(put);
    }
    for at in (0..lines.len()).filter(|at| lines[*at].within.is_some()) {
        alone(&lines, at).into_iter().try_for_each(&mut *put)?;
    }
    Parts::of(&lines).files(means(spec)).try_for_each(put)
}

/// What words of readers mean, as the index writes it.
fn means(spec: &SearchSpec) -> Vec<(String, String)> {
    spec.synonyms.iter().map(|one| (one.words.join(" "), one.means.join(" "))).collect()
}

/// All that has a name in one file, if it is small, and what goes on after it.
fn whole(lines: &[Line<'_>], spec: &SearchSpec) -> Option<Vec<Artifact>> {
    let mut script = Script::new(lines);
    for (at, line) in lines.iter().enumerate() {
        line.named().for_each(|hit| script.add(at, &hit, 0));
        if script.bytes() > SMALL {
            return None;
        }
    }
    let deep = (0..lines.len()).flat_map(|at| lines[at].deep().map(move |hit| (at, hit)));
    let mut scripts = vec![script];
    cut(lines, deep, DEEP, &mut scripts);
    let name = |part: usize| if part == 0 { FIRST.to_owned() } else { format!("deep-{part}") };
    let means = |part: usize| if part == 0 { means(spec) } else { Vec::new() };
    Some(chain(&scripts, name, means))
}

/// Everything of one line, in as many files as it takes, what has a name first.
fn alone(lines: &[Line<'_>], at: usize) -> Vec<Artifact> {
    let id = lines[at].base.trim_end_matches('/').replace('/', "-");
    let mut scripts = Vec::new();
    cut(lines, lines[at].named().map(|hit| (at, hit)), FILE, &mut scripts);
    cut(lines, lines[at].deep().map(|hit| (at, hit)), OWN, &mut scripts);
    let name = |part: usize| if part == 0 { id.clone() } else { format!("{id}-{}", part + 1) };
    chain(&scripts, name, |_| Vec::new())
}

/// Puts hits into new files of at most so many bytes.
fn cut<'l, 'a>(
    lines: &'l [Line<'a>],
    hits: impl Iterator<Item = (usize, Hit<'a>)>,
    most: usize,
    scripts: &mut Vec<Script<'l, 'a>>,
) {
    let begun = scripts.len();
    for (at, hit) in hits {
        let own = scripts.last().filter(|_| scripts.len() > begun);
        if own.is_none_or(|script| script.bytes() + script.weight(at, &hit) > most) {
            scripts.push(Script::new(lines));
        }
        scripts.last_mut().into_iter().for_each(|script| script.add(at, &hit, 0));
    }
}

/// Files of which each names the next.
fn chain(
    scripts: &[Script<'_, '_>],
    name: impl Fn(usize) -> String,
    means: impl Fn(usize) -> Vec<(String, String)>,
) -> Vec<Artifact> {
    let next = |part: usize| (part + 1 < scripts.len()).then(|| name(part + 1));
    let file = |(part, script): (usize, &Script<'_, '_>)| {
        let about = About { next: next(part), means: means(part), ..About::default() };
        script.file(&name(part), &about)
    };
    scripts.iter().enumerate().map(file).collect()
}

/// Every account that someone spends on, by the name it was given last.
fn codes(shelves: &[SearchGroup<'_>]) -> Line<'static> {
    let mut named: BTreeMap<AccountCode, (u16, &str)> = BTreeMap::new();
    for summary in shelves.iter().flat_map(|shelf| shelf.disclosures) {
        for spent in summary.spending.iter().filter(|spent| spent.cell.stated.is_something()) {
            let latest = named.entry(spent.code).or_insert((0, ""));
            *latest = (*latest).max((summary.id.year, &spent.name));
        }
    }
    let hit = |(code, (_, name)): (AccountCode, (u16, &'_ str))| {
        hit(HitKind::Account, address::code(code), name.to_owned(), code.to_string())
    };
    let own = named.into_iter().map(hit).collect();
    Line { body: "各单位", label: "各年".to_owned(), year: ANY_YEAR, own, ..Line::default() }
}

fn body<'a>(shelf: &SearchGroup<'a>) -> Line<'a> {
    let short = shelf.short_name.unwrap_or("");
    let own = vec![hit(HitKind::Body, String::new(), shelf.name.to_owned(), short.to_owned())];
    Line { base: address::body(shelf.slug), body: shelf.name, own, ..Line::default() }
}

fn disclosure<'a>(shelf: &SearchGroup<'a>, summary: &'a Summary) -> Line<'a> {
    let id = &summary.id;
    let label = format!("{}年{}", id.year, id.kind.name());
    let name = format!("{}{label}", shelf.name);
    let body = shelf.short_name.unwrap_or(shelf.name);
    Line {
        base: address::disclosure(id),
        body,
        label,
        year: id.year,
        full_name: if body == shelf.name { "" } else { shelf.name },
        own: vec![hit(HitKind::Disclosure, String::new(), name, summary.title.clone())],
        within: Some(&summary.hits),
    }
}

/// A hit of which nothing is said.
fn hit(kind: HitKind, path: String, name: String, also: String) -> Hit<'static> {
    Hit { kind, path: path.into(), name: name.into(), said: "".into(), also: also.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::export;
    use crate::measures::Figures;
    use crate::model::{DisclosureId, fixture};

    fn files(disclosures: &[Summary]) -> BTreeMap<String, String> {
        let shelf =
            SearchGroup { slug: "some-body", name: "某局", short_name: None, region: None, disclosures };
        let mut files = BTreeMap::new();
        let mut put = |file: Artifact| {
            let text = String::from_utf8(file.bytes).unwrap();
            assert!(text.ends_with("\n])\n"), "{text}");
            assert_eq!(files.insert(file.path.clone(), text), None, "{} twice", file.path);
            Ok::<(), ()>(())
        };
        search(&[shelf], Catalogue::get().search(), &mut put).unwrap();
        files
    }

    fn summary() -> Summary {
        let linked = fixture::linked();
        let figures = Figures::of(&linked.disclosure, Catalogue::get());
        export::summary(&linked, &fixture::findings(), &figures)
    }

    #[test]
    fn a_small_index_is_one_call_with_a_line_for_each_address() {
        let disclosures = [summary()];
        let files = files(&disclosures);
        assert_eq!(files.keys().collect::<Vec<_>>(), ["search/deep-1.js", "search/index-1.js"]);
        assert!(files["search/deep-1.js"].contains("[9,\"projects/"), "{}", files["search/deep-1.js"]);
        let text = &files["search/index-1.js"];
        assert!(text.starts_with("mingzhangIndex(\"index-1\",{\"means\":[[\""), "{text}");
        assert!(
            text.contains("[\"公车 公家车 用车\",\"公务用车购置及运行费 公务用车\"]")
                && text.contains("\"next\":\"deep-1\""),
            "{text}"
        );
        for line in [
            "[\"some-body/\",\"某局\",\"\",[[0,\"\",\"某局\",\"\",\"\"]],\"\"]",
            "[3,\"tables/balance/#r-income-total-amount\",\"收入总计\",\"9,784.70 万元\",\"\"]",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }

    #[test]
    fn a_large_index_is_divided_and_each_disclosure_has_all_of_its_own() {
        let year = |year: u16| {
            let name = |at: usize| format!("名词{at}{year}{}", "长".repeat(200));
            let hits = (0..60).map(|at| hit(HitKind::Term, String::new(), name(at), String::new())).collect();
            Summary { id: DisclosureId { year, ..summary().id }, hits, ..summary() }
        };
        let disclosures: Vec<Summary> = (2001..2010).map(year).collect();
        let files = files(&disclosures);
        assert!(files.values().all(|text| text.len() < FILE + FILE / 8), "no file is large");
        for year in 2001..2010 {
            let own = &files[&format!("search/some-body-{year}-budget.js")];
            let next = format!("some-body-{year}-budget-2");
            assert!(own.contains(&format!("\"next\":\"{next}\"")), "{own}");
            let both =
                own.matches("名词").count() + files[&format!("search/{next}.js")].matches("名词").count();
            assert_eq!(both, 60);
        }
        let first = &files["search/index-1.js"];
        assert!(first.starts_with("mingzhangIndex(\"index-1\",{\"cuts\":\"0,"), "{first}");
        let common = &files["search/best-540d.js"];
        assert!(common.contains("名词02009") && common.contains("\"more\":524"), "{common}");
    }
}
