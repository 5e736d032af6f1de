//! What became of the addresses of a disclosure that its text is not read into
//! any more.
//!
//! An address is followed by what it was made from. Where that is not known, or is
//! not read as anything, and the text is the one that was read before, reading has
//! got better: the address is followed by its name, and goes nowhere where that
//! fails. Where the text has changed somebody has to say what became of it.

use std::collections::{BTreeMap, HashMap};

use crate::address::{self, Above};
use crate::permalinks::anchors::Marked;
use crate::permalinks::{Became, Lock, Mark, Moves};

/// So many moves are followed, one after the other.
const FURTHEST: usize = 16;

/// What became of each address of `disclosure` that `old` lists and `now` does not
/// have, as far as that can be told. Both may hold more than the disclosure.
pub fn follow(disclosure: &str, old: &Lock, now: &Lock) -> Moves {
    let old = old.below(disclosure);
    if old == Lock::default() {
        return Moves::new();
    }
    let now = now.below(disclosure);
    let follow = Follow::new(disclosure, &old, &now);
    let lost = old.lost(&now);
    let moved = old.moves.keys().filter(|from| !follow.has(from));
    let gone = || lost.pages.iter().chain(&lost.anchors).chain(moved.clone());
    let mut moves: Moves = gone().filter_map(|from| Some((from.clone(), follow.became(from)?))).collect();
    let elsewhere: Moves =
        lost.pages.iter().flat_map(|page| follow.elsewhere(page, moves.get(page))).collect();
    moves.extend(elsewhere);
    let open = gone().filter(|from| !matches!(moves.get(*from), Some(Became::At(_))));
    let along: Moves = open.filter_map(|from| follow.with_its_place(from, &moves)).collect();
    moves.extend(along);
    moves
}

/// The anchors of each page, spelled out, with their marks.
type Spelled<'a> = BTreeMap<&'a str, Marked>;

fn spelled(lock: &Lock) -> Spelled<'_> {
    lock.pages.iter().map(|(page, own)| (page.as_str(), own.anchors.marked())).collect()
}

struct Follow<'a> {
    disclosure: &'a str,
    old: &'a Lock,
    /// The anchors that there were.
    before: Spelled<'a>,
    /// The anchors that there are.
    now: Spelled<'a>,
    /// The address that is made of a place; `None` where several are.
    made: HashMap<Mark, Option<String>>,
    /// Whether the text is the one that was read before, as far as is known.
    same_text: bool,
}

impl<'a> Follow<'a> {
    fn new(disclosure: &'a str, old: &'a Lock, now: &'a Lock) -> Self {
        let print = old.made_of(disclosure);
        let mut made: HashMap<Mark, Option<String>> = HashMap::new();
        let mut take = |mark: Option<Mark>, address: String| {
            let Some(mark) = mark else { return };
            made.entry(mark).and_modify(|at| *at = None).or_insert(Some(address));
        };
        let same_text = print.is_none() || print == now.made_of(disclosure);
        now.pages.iter().for_each(|(page, own)| take(own.made_of, page.clone()));
        let now = spelled(now);
        for (page, anchors) in &now {
            anchors.iter().for_each(|(anchor, mark)| take(*mark, format!("{page}#{anchor}")));
        }
        Self { disclosure, old, before: spelled(old), now, made, same_text }
    }

    /// What stood on a page that is gone and does not stand where the page is now,
    /// with its places.
    fn elsewhere(&self, page: &str, became: Option<&Became>) -> Moves {
        let led = |anchor: &str| match became {
            Some(Became::At(to)) => Some(format!("{to}#{anchor}")),
            _ => None,
        };
        let moved = |anchor: &String| {
            let (from, led) = (format!("{page}#{anchor}"), led(anchor));
            let arrives = led.as_ref().is_some_and(|to| self.has(to));
            let named = || if arrives { None } else { self.of_the_same_name(&from) };
            let to = self.made_of_the_same(&from).or_else(named).filter(|to| Some(to) != led.as_ref())?;
            Some((from, Became::At(to)))
        };
        self.before.get(page).into_iter().flat_map(Marked::keys).filter_map(moved).collect()
    }

    /// Where the cell of a row that moved is now, or the check of a table, a row, a cell or
    /// a project: the same of what that became.
    fn with_its_place(&self, from: &str, moves: &Moves) -> Option<(String, Became)> {
        let moved = |above: &Above<'_>| match moves.get(&above.place)? {
            Became::At(to) => above.at(to).filter(|at| self.has(at)),
            Became::Nowhere => None,
        };
        let places = address::above(from).into_iter().filter(|above| above.place != from);
        let found = places.filter_map(|above| Some((above.place.len(), moved(&above)?)));
        let (_, to) = found.max_by_key(|(length, _)| *length)?;
        Some((from.to_owned(), Became::At(to)))
    }

    fn has(&self, address: &str) -> bool {
        match address.split_once('#') {
            None => self.now.contains_key(address),
            Some((page, anchor)) => self.now.get(page).is_some_and(|anchors| anchors.contains_key(anchor)),
        }
    }

    /// What became of an address that is not there.
    fn became(&self, from: &str) -> Option<Became> {
        let mut at = from.to_owned();
        for _ in 0..FURTHEST {
            match self.old.moves.get(&at) {
                Some(Became::At(to)) if self.has(to) => return Some(Became::At(to.clone())),
                Some(Became::At(to)) => at = to.clone(),
                Some(Became::Nowhere) => return Some(Became::Nowhere),
                None => break,
            }
        }
        if let Some(to) = self.made_of_the_same(&at) {
            return Some(Became::At(to));
        }
        match at.split_once('#') {
            _ if at != from && !self.same_text => Some(Became::Nowhere),
            None => self.page_became(&at),
            Some((page, anchor)) => self.anchor_became(page, anchor, &at),
        }
    }

    /// The address that is made of what an address was made of.
    fn made_of_the_same(&self, from: &str) -> Option<String> {
        let mark = match from.split_once('#') {
            None => self.old.made_of(from)?,
            Some((page, anchor)) => (*self.before.get(page)?.get(anchor)?)?,
        };
        self.made.get(&mark)?.clone().filter(|to| to != from)
    }

    fn page_became(&self, page: &str) -> Option<Became> {
        if page == self.disclosure {
            return None;
        }
        // What is drawn is drawn from what stands there.
        if address::is_embed(page) {
            return Some(Became::At(self.disclosure.to_owned()));
        }
        // What files a disclosure has is for the program to say, and for its tables.
        if !address::is_page(page) {
            return Some(Became::Nowhere);
        }
        let none = Marked::new();
        let anchors = self.before.get(page).unwrap_or(&none);
        let made = anchors.values().filter_map(|mark| self.made.get(&(*mark)?)?.as_deref());
        if let Some((to, _)) = most(made.filter_map(|to| to.split_once('#')).map(|(page, _)| page)) {
            return Some(Became::At(to.to_owned()));
        }
        let cells = || anchors.keys().filter(|anchor| address::is_row_anchor(anchor));
        let tables = self
            .tables()
            .flat_map(|(page, there)| cells().filter(|cell| there.contains_key(*cell)).map(move |_| page));
        let (named, cells) = (most(tables), cells().count());
        let likely = named.filter(|(_, shared)| shared * 2 > cells).map(|(to, _)| Became::At(to.to_owned()));
        self.same_text.then(|| likely.unwrap_or(Became::Nowhere))
    }

    fn anchor_became(&self, page: &str, anchor: &str, from: &str) -> Option<Became> {
        if address::is_line_anchor(anchor) {
            return Some(Became::Nowhere);
        }
        let to = || self.of_the_same_name(from).or_else(|| self.row(page, anchor));
        self.same_text.then(|| to().map_or(Became::Nowhere, Became::At))
    }

    /// The one other table that has a cell of this name, where reading got better.
    fn of_the_same_name(&self, from: &str) -> Option<String> {
        let (page, anchor) =
            from.split_once('#').filter(|(_, anchor)| self.same_text && address::is_row_anchor(anchor))?;
        let mut others = self.tables().filter(|(other, there)| *other != page && there.contains_key(anchor));
        match (others.next(), others.next()) {
            (Some((to, _)), None) => Some(format!("{to}#{anchor}")),
            _ => None,
        }
    }

    /// The row of a cell whose column is not there any more.
    fn row(&self, page: &str, anchor: &str) -> Option<String> {
        let there = self.now.get(page).filter(|_| address::is_row_anchor(anchor))?;
        let mut rows = anchor.rmatch_indices('-').map(|(at, _)| &anchor[..at]);
        rows.find(|row| there.contains_key(*row)).map(|row| format!("{page}#{row}"))
    }

    fn tables(&self) -> impl Iterator<Item = (&'a str, &Marked)> {
        let folder = format!("{}tables/", self.disclosure);
        self.now.iter().filter(move |(page, _)| page.starts_with(&folder)).map(|(page, there)| (*page, there))
    }
}

/// What comes most often, and how often; of several the first.
fn most<'a>(all: impl Iterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.for_each(|one| *counts.entry(one).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, count)| *count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "a/2023-budget/ = 0000aa\na/2023-budget/audit/\n sum-x\n\
        a/2023-budget/data/old.json\na/2023-budget/source/\n L1..9\n\
        a/2023-budget/tables/x/\n r-1~000001 -total~000002\n r-2~000003 -total~000004\n r-5 -total\n";

    fn moves(old: &str, now: &str) -> Vec<String> {
        let (old, now) = (Lock::parse(old).unwrap(), Lock::parse(now).unwrap());
        let short = |address: &str| address.replace("a/2023-budget/", "");
        let line = |(from, became): (&String, &Became)| match became {
            Became::At(to) => format!("{} > {}", short(from), short(to)),
            Became::Nowhere => format!("{} >", short(from)),
        };
        follow("a/2023-budget/", &old, &now).iter().map(line).collect()
    }

    #[test]
    fn a_cell_is_followed_by_its_place_in_the_source_even_when_the_text_changed() {
        let now =
            OLD.replace("0000aa", "0000bb").replace("r-1~000001 -total~000002", "r-7~000001 -basic~000002");
        assert_eq!(
            moves(OLD, &now),
            ["tables/x/#r-1 > tables/x/#r-7", "tables/x/#r-1-total > tables/x/#r-7-basic"]
        );
        assert_eq!(moves(OLD, OLD), Vec::<String>::new());
    }

    #[test]
    fn what_a_changed_text_lost_is_for_somebody_to_say() {
        let now = OLD
            .replace("0000aa", "0000bb")
            .replace(" r-1~000001 -total~000002\n", "")
            .replace(" sum-x\n", "");
        assert_eq!(moves(OLD, &now), Vec::<String>::new());
    }

    #[test]
    fn a_table_that_is_read_as_another_leads_there_and_what_left_it_elsewhere() {
        let now = OLD
            .replace(
                "tables/x/\n r-1~000001 -total~000002\n",
                "tables/y/\n r-2~000001 -total~000002\na/2023-budget/tables/z/\n",
            )
            .replace(" r-2~000003", " r-8~000003");
        assert_eq!(
            moves(OLD, &now),
            [
                "tables/x/ > tables/y/",
                "tables/x/#r-1 > tables/y/#r-2",
                "tables/x/#r-1-total > tables/y/#r-2-total",
                "tables/x/#r-2 > tables/z/#r-8",
                "tables/x/#r-2-total > tables/z/#r-8-total",
                "tables/x/#r-5 > tables/z/#r-5",
                "tables/x/#r-5-total > tables/z/#r-5-total",
            ]
        );
    }

    #[test]
    fn checks_move_with_what_they_check_though_the_text_changed() {
        let checks = "audit/\n sum-x-1-total\n lines-x-total\n sum-x-9-total\n";
        let old = OLD.replace("audit/\n sum-x\n", checks);
        let now = OLD
            .replace("0000aa", "0000bb")
            .replace("audit/\n sum-x\n", "audit/\n sum-y-7-total\n lines-y-total\n")
            .replace("tables/x/\n r-1~000001", "tables/y/\n r-7~000001");
        let moves = moves(&old, &now);
        let of_checks: Vec<_> = moves.iter().filter(|line| line.starts_with("audit/")).collect();
        assert_eq!(
            of_checks,
            ["audit/#lines-x-total > audit/#lines-y-total", "audit/#sum-x-1-total > audit/#sum-y-7-total"]
        );
    }

    #[test]
    fn addresses_without_marks_are_followed_by_name_or_go_nowhere() {
        let old = "a/2023-budget/\na/2023-budget/audit/\n sum-x\na/2023-budget/data/old.json\n\
            a/2023-budget/source/\n L1..3\na/2023-budget/tables/x/\n r-1 -total\n r-3 -basic\n\
            a/2023-budget/tables/table-2/\n r-204 -total\n r-205 -total\n";
        let now = "a/2023-budget/\na/2023-budget/audit/\na/2023-budget/source/\n L1..2\n\
            a/2023-budget/tables/x/\n r-3\na/2023-budget/tables/y/\n r-204 -total\n r-205 -total\n\
            a/2023-budget/tables/z/\n r-1\n";
        assert_eq!(
            moves(old, now),
            [
                "audit/#sum-x >",
                "data/old.json >",
                "source/#L3 >",
                "tables/table-2/ > tables/y/",
                "tables/x/#r-1 > tables/z/#r-1",
                "tables/x/#r-1-total >",
                "tables/x/#r-3-basic > tables/x/#r-3",
            ]
        );
    }

    #[test]
    fn many_addresses_of_a_page_are_all_followed() {
        let line = |at: usize| format!(" sum-{at}-x -y\n");
        let many: String = (0..400).map(line).collect();
        let old = format!("a/2023-budget/\na/2023-budget/audit/\n{many}");
        assert_eq!(moves(&old, "a/2023-budget/\na/2023-budget/audit/\n").len(), 800);
    }

    #[test]
    fn what_moved_once_moves_on_and_what_came_back_is_there() {
        let old = format!(
            "{OLD} r-9 > a/2023-budget/tables/x/#r-1\n r-8 >\n r-2-old > a/2023-budget/tables/x/#r-2\n"
        );
        let now = OLD.replace("r-1~000001", "r-4~000001").replace(" -total~000002", "") + " r-8\n";
        assert_eq!(
            moves(&old, &now),
            [
                "tables/x/#r-1 > tables/x/#r-4",
                "tables/x/#r-1-total >",
                "tables/x/#r-2-old > tables/x/#r-2",
                "tables/x/#r-9 > tables/x/#r-4",
            ]
        );
    }
}
