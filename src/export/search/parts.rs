//! A large index in parts, of which a search loads few.
//!
//! Every name is taken from each of its characters on; these ends are sorted, and cut
//! into parts of about the same size. So all names with a word somewhere in them lie in
//! the parts between two places, which the cuts alone tell. Of a word that is in more
//! parts than two, a file of its own has the best. Of what goes by the same name only
//! the newest are listed, with the number of the rest.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::artifact::Artifact;
use crate::export::search::script::{About, Line, Script, weight};
use crate::export::search::words::{BREAK, plain};
use crate::export::search::{FILE, FIRST};
use crate::model::{Hit, HitKind, count};

/// So many places of one name are listed.
const PLACES: usize = 6;

/// So many of a kind are listed of a word that is in very many names.
const BEST: usize = 16;

/// So much of the end of a name is looked at, in UTF-16.
const LONG: usize = 8;

/// Of what a check found, which may be long and says other numbers everywhere, so much of
/// the beginning is looked at.
const STATEMENT: usize = 16;

/// The end of a name, filled up with zeros.
type Ending = [u16; LONG];

/// What goes by the same name, the newest first.
#[derive(Debug)]
struct Group<'a> {
    kind: HitKind,
    /// Whether it has no amount although it might.
    dull: bool,
    year: u16,
    /// Its name, and what else it goes by.
    keys: [Vec<u16>; 2],
    /// The line and the hit.
    places: Vec<(usize, Hit<'a>)>,
    /// How many there are, listed or not.
    total: usize,
}

impl Group<'_> {
    /// That of a hit, without it.
    fn of(hit: &Hit<'_>, year: u16) -> Self {
        let mut keys = [plain(&hit.name), plain(&hit.also)];
        if hit.kind == HitKind::Finding {
            keys[0] = statement(&keys[0]);
        }
        let dull = !hit.said.is_empty() && !hit.said.contains(|c: char| c.is_ascii_digit());
        Self { kind: hit.kind, dull, year, keys, places: Vec::new(), total: 0 }
    }

    /// How many of it are not listed.
    fn more(&self) -> usize {
        self.total - self.places.len()
    }

    /// How a word fits: 0 exactly, 1 as the beginning, 2 as a part.
    fn fit(&self, word: &[u16]) -> u8 {
        let fit = |key: &Vec<u16>| match key.starts_with(word) {
            true if key.len() == word.len() => 0,
            true => 1,
            false => 2,
        };
        self.keys.iter().map(fit).min().unwrap_or(2)
    }
}

/// A part of the index: what begins here, in order.
#[derive(Debug, Default)]
struct Part {
    cut: Vec<u16>,
    groups: Vec<usize>,
    /// How many fit that neither this part lists nor another.
    more: usize,
}

/// A large index.
#[derive(Debug)]
pub(super) struct Parts<'l, 'a> {
    lines: &'l [Line<'a>],
    groups: Vec<Group<'a>>,
    /// Every end of every name, in order, with its group.
    endings: Vec<(Ending, usize)>,
    parts: Vec<Part>,
}

impl<'l, 'a> Parts<'l, 'a> {
    /// The index of these lines.
    pub fn of(lines: &'l [Line<'a>]) -> Self {
        let groups = groups(lines);
        let mut endings: Vec<(Ending, usize)> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            endings.extend(group.keys.iter().flat_map(|key| ends(key)).map(|end| (end, at)));
        }
        endings.sort_unstable();
        endings.dedup();
        let mut all = Self { lines, groups, endings, parts: Vec::new() };
        all.parts = all.cut();
        all
    }

    /// Its files: the one that tells the cuts, the parts, and the best of words that
    /// are in more parts than two.
    pub fn files(&self, means: Vec<(String, String)>) -> impl Iterator<Item = Artifact> {
        let mut last: &[u16] = &[];
        let cuts = self.parts.iter().map(|part| {
            let same = part.cut.iter().zip(last).take_while(|(a, b)| a == b).count();
            // Never between the two halves of a character.
            let same = same - usize::from(part.cut.get(same).is_some_and(|unit| is_second_half(*unit)));
            last = &part.cut;
            format!("{same}{}", String::from_utf16_lossy(&part.cut[same..]))
        });
        let cuts = cuts.collect::<Vec<_>>().join(",");
        let mark = blake3::hash(cuts.as_bytes()).to_hex()[..8].to_owned();
        let about = About { cuts: Some(cuts), mark: Some(mark), means, ..About::default() };
        let first = Script::new(self.lines).file(FIRST, &about);
        let parts = self.parts.iter().enumerate().map(|(at, part)| self.part(at, part));
        std::iter::once(first).chain(parts).chain(self.common().into_iter().map(|word| self.best(&word)))
    }

    fn part(&self, at: usize, part: &Part) -> Artifact {
        let mut script = Script::new(self.lines);
        for group in &part.groups {
            let group = &self.groups[*group];
            for (nth, (line, hit)) in group.places.iter().enumerate() {
                script.add(*line, hit, if nth == 0 { group.more() } else { 0 });
            }
        }
        script.file(&format!("part-{at}"), &About { more: part.more, ..About::default() })
    }

    /// Cuts the ends into parts, never between two that are the same.
    fn cut(&self) -> Vec<Part> {
        let mut parts = vec![Part::default()];
        let mut room = Room::default();
        let mut last: Ending = [BREAK; LONG];
        for run in self.endings.chunk_by(|a, b| a.0 == b.0) {
            let end = run[0].0;
            let (groups, more) = self.best_of_run(run);
            if room.bytes > 0 && room.bytes + room.weight(self, &groups) > FILE {
                parts.push(Part { cut: between(&last, &end), ..Part::default() });
                room = Room::default();
            }
            let Some(part) = parts.last_mut() else { break };
            part.groups.extend(room.take(self, &groups));
            part.more += more;
            last = end;
        }
        parts
    }

    /// The groups of one end, the best first, as many as a file has room for, and how
    /// many hits are left out.
    fn best_of_run(&self, run: &[(Ending, usize)]) -> (Vec<usize>, usize) {
        let mut groups: Vec<usize> = run.iter().map(|(_, group)| *group).collect();
        groups.sort_by_key(|at| self.order(*at));
        let mut room = Room::default();
        let fits = |at: &&usize| {
            room.take(self, &[**at]);
            room.bytes <= FILE
        };
        let kept = groups.iter().take_while(fits).count().max(1);
        let left = groups.split_off(kept);
        (groups, self.total(&left))
    }

    /// How many hits there are in these groups.
    fn total(&self, groups: &[usize]) -> usize {
        count(groups.iter().map(|at| self.groups[*at].total))
    }

    fn order(&self, at: usize) -> (u8, bool, u16, usize) {
        let group = &self.groups[at];
        (group.kind as u8, group.dull, u16::MAX - group.year, at)
    }

    /// The words that are in more parts than two: those with which two cuts begin that
    /// are longer.
    fn common(&self) -> Vec<Vec<u16>> {
        let mut begun: BTreeMap<&[u16], usize> = BTreeMap::new();
        for part in &self.parts {
            for length in (1..part.cut.len()).filter(|at| !is_second_half(part.cut[*at])) {
                *begun.entry(&part.cut[..length]).or_default() += 1;
            }
        }
        begun.into_iter().filter(|(_, cuts)| *cuts > 1).map(|(word, _)| word.to_vec()).collect()
    }

    /// The best of what has a word in its name.
    fn best(&self, word: &[u16]) -> Artifact {
        let from = self.endings.partition_point(|(end, _)| end[..word.len()] < *word);
        let within = self.endings[from..].iter().take_while(|(end, _)| end.starts_with(word));
        let mut found: Vec<usize> = within.map(|(_, group)| *group).collect();
        found.sort_unstable();
        found.dedup();
        let all = self.total(&found);
        found.sort_by_cached_key(|at| (self.groups[*at].fit(word), self.order(*at)));
        let mut script = Script::new(self.lines);
        let mut listed: HashMap<u8, usize> = HashMap::new();
        let places = found.iter().flat_map(|at| &self.groups[*at].places);
        for (line, hit) in places {
            let of_kind = listed.entry(hit.kind as u8).or_default();
            if *of_kind < BEST && script.bytes() + script.weight(*line, hit) <= FILE {
                script.add(*line, hit, 0);
                *of_kind += 1;
            }
        }
        let more = all - count(listed.into_values());
        let units: String = word.iter().map(|unit| format!("{unit:04x}")).collect();
        script.file(&format!("best-{units}"), &About { more, ..About::default() })
    }
}

/// Whether a unit is the second of the two that make a character.
fn is_second_half(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

/// What a part has, while it is made.
#[derive(Debug, Default)]
struct Room {
    bytes: usize,
    lines: HashSet<usize>,
    groups: HashSet<usize>,
}

impl Room {
    /// About how many bytes groups would add.
    fn weight(&self, all: &Parts<'_, '_>, groups: &[usize]) -> usize {
        let new = groups.iter().filter(|group| !self.groups.contains(group));
        let places = new.flat_map(|group| &all.groups[*group].places);
        count(places.map(|(line, hit)| {
            weight(hit) + if self.lines.contains(line) { 0 } else { all.lines[*line].weight() }
        }))
    }

    /// Adds groups; those that were not there yet.
    fn take(&mut self, all: &Parts<'_, '_>, groups: &[usize]) -> Vec<usize> {
        let mut new = Vec::new();
        for group in groups {
            self.bytes += self.weight(all, &[*group]);
            if self.groups.insert(*group) {
                self.lines.extend(all.groups[*group].places.iter().map(|(line, _)| *line));
                new.push(*group);
            }
        }
        new
    }
}

/// What goes by the same name, of all lines, the newest first.
fn groups<'a>(lines: &[Line<'a>]) -> Vec<Group<'a>> {
    let mut newest: Vec<usize> = (0..lines.len()).collect();
    newest.sort_by_key(|at| u16::MAX - lines[*at].year);
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut known = HashMap::new();
    for at in newest {
        for hit in lines[at].named() {
            let group = Group::of(&hit, lines[at].year);
            let name = (group.kind as u8, group.dull, group.keys.clone());
            let own = *known.entry(name).or_insert_with(|| {
                groups.push(group);
                groups.len() - 1
            });
            groups[own].total += 1;
            if groups[own].places.len() < PLACES {
                groups[own].places.push((at, hit));
            }
        }
    }
    groups
}

/// The beginning of what a check found, which breaks off at numbers.
fn statement(key: &[u16]) -> Vec<u16> {
    let digit = |unit: u16| (0x30..0x3a).contains(&unit);
    let mut units: Vec<u16> = key.iter().map(|unit| if digit(*unit) { BREAK } else { *unit }).collect();
    units.dedup_by(|a, b| *a == BREAK && *b == BREAK);
    units.truncate(STATEMENT);
    units
}

/// Every end of a name, up to where it breaks off.
fn ends(key: &[u16]) -> impl Iterator<Item = Ending> {
    let inner = |unit: u16| (0xdc00..0xe000).contains(&unit);
    let starts = (0..key.len()).filter(move |at| key[*at] != BREAK && !inner(key[*at]));
    starts.map(|at| {
        let mut end = [BREAK; LONG];
        let units = key[at..].iter().take(LONG).take_while(|unit| **unit != BREAK);
        end.iter_mut().zip(units).for_each(|(to, unit)| *to = *unit);
        // Half of a character is none.
        if (0xd800..0xdc00).contains(&end[LONG - 1]) {
            end[LONG - 1] = BREAK;
        }
        end
    })
}

/// The shortest beginning of an end that is after the one before.
fn between(before: &Ending, end: &Ending) -> Vec<u16> {
    let same = before.iter().zip(end).take_while(|(a, b)| a == b).count();
    let half = end.get(same).is_some_and(|unit| (0xd800..0xdc00).contains(unit));
    end[..(same + 1 + usize::from(half)).min(LONG)].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_make_no_other_statement() {
        let of = |text: &str| statement(&plain(text));
        assert_eq!(of("教育支出 12.00 ≠ 各项之和 3.5"), of("教育支出 1,200 ≠ 各项之和 7"));
        assert_ne!(of("教育支出 12.00 ≠ 各项之和"), of("教育支出"));
        assert_eq!(of(&"长".repeat(99)).len(), STATEMENT);
    }

    #[test]
    fn a_cut_is_as_short_as_it_can_be_and_no_half_of_a_character() {
        let end = |text: &str| ends(&plain(text)).next().unwrap();
        let cut =
            |before: &str, after: &str| String::from_utf16(&between(&end(before), &end(after))).unwrap();
        assert_eq!(cut("教", "教育支出"), "教育");
        assert_eq!(cut("教育支出", "教育费"), "教育费");
        assert_eq!(cut("一", "𠀀二"), "𠀀");
        assert_eq!(end("教①育"), end("教"), "names break off");
        assert_eq!(ends(&plain("𠀀二")).count(), 2);
    }
}
