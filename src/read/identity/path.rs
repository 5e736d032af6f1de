//! The best way through all grids of a document: each starts a table, goes on
//! with the one before, or repeats it.
//!
//! What its title says counts most, then whether it could stand under the header
//! before it, then the order that the contents list promises. Every statutory
//! table is taken once. Several ways are kept open until the last grid.

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::catalogue::schema::TableSpec;
use crate::model::Doubt;
use crate::money::looks_like_amount;
use crate::read::Reading;
use crate::read::blocks::{Grid, TextLine};
use crate::read::caption::{self, Caption};
use crate::read::identity::{Fragment, Part, take};

/// What one grid is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The start of the table at this place of the catalogue, in doubt where only
    /// the contents list says so.
    Start { table: usize, promised: bool },
    /// The start of a table that is not known.
    Unknown,
    /// It continues the table of the grid before.
    Continue,
    /// It says the same again as the grid before.
    Repeat,
    /// Part of a form.
    Form,
}

/// Most ways kept open.
const OPEN: usize = 12;

/// One way to read the grids so far.
#[derive(Debug, Clone)]
struct Way {
    score: i32,
    /// The grid that began the table that is open.
    open: Option<usize>,
    /// How far the contents list has been followed.
    order: usize,
    /// The tables taken, one bit each.
    taken: u64,
    /// The last step, in the log.
    last: Option<usize>,
}

/// The best step for each grid.
pub fn best(reading: &Reading<'_>, fragments: &[Fragment]) -> Vec<Step> {
    let walk = Walk::new(reading, fragments);
    let mut log: Vec<(Step, Option<usize>)> = Vec::new();
    let mut ways = vec![Way { score: 0, open: None, order: 0, taken: 0, last: None }];
    for at in 0..fragments.len() {
        let mut next: Vec<Way> = Vec::new();
        for way in &ways {
            for (step, score) in walk.steps(at, way) {
                log.push((step, way.last));
                next.push(walk.taken(at, way, step, score, log.len() - 1));
            }
        }
        // Stable, so that of equal ways the first stays.
        next.sort_by_key(|way| std::cmp::Reverse(way.score));
        next.truncate(OPEN);
        ways = next;
    }
    let mut steps = Vec::with_capacity(fragments.len());
    let mut at = ways.first().and_then(|way| way.last);
    while let Some((step, before)) = at.and_then(|at| log.get(at).copied()) {
        steps.push(step);
        at = before;
    }
    steps.reverse();
    walk.trust(&mut steps);
    steps
}

struct Walk<'a> {
    catalogue: &'a Catalogue,
    fragments: &'a [Fragment],
    /// The place in the catalogue of the table that each grid's title names.
    titled: Vec<Option<usize>>,
    /// The tables that the contents list, or titles without a grid, promise.
    promised: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(reading: &Reading<'a>, fragments: &'a [Fragment]) -> Self {
        let catalogue = reading.catalogue;
        let place = |title: &str| place(catalogue, catalogue.table_titled(title)?);
        let titled = titled(catalogue, fragments);
        let listed = reading.contents.iter().map(|(title, _)| title.as_str());
        let loose = fragments.iter().flat_map(|one| &one.before).map(|line| line.text.as_str());
        let mut promised: Vec<usize> = Vec::new();
        for table in listed.chain(loose).filter_map(place) {
            if !promised.contains(&table) {
                promised.push(table);
            }
        }
        Self { catalogue, fragments, titled, promised }
    }

    /// What a grid could be on the way so far, each with what supports it.
    fn steps(&self, at: usize, way: &Way) -> Vec<(Step, i32)> {
        let here = &self.fragments[at];
        if here.form {
            return vec![(Step::Form, 0)];
        }
        if let Some(table) = self.titled[at].filter(|_| here.caption.table.is_some()) {
            return vec![(Step::Start { table, promised: false }, 10)];
        }
        let mut steps = self.onward(at, way);
        match (self.titled[at], &here.caption.title) {
            (Some(table), _) => {
                let early = self.place(table).is_some_and(|place| place < way.order);
                let again = way.taken & bit(table) != 0;
                // A title come again that its table could go on under begins no other.
                let repeats = if steps.is_empty() { 4 } else { 8 };
                let score = 10 - if again { repeats } else { 0 } - i32::from(early);
                steps.push((Step::Start { table, promised: false }, score));
            }
            (None, Some(title)) if caption::says_on(title, self.catalogue.captions()).is_none() => {
                steps.push((Step::Unknown, 10))
            }
            (None, _) => {
                steps.extend(self.guesses(at, way));
                steps.push((Step::Unknown, 3));
            }
        }
        steps
    }

    /// The ways to continue the open table.
    fn onward(&self, at: usize, way: &Way) -> Vec<(Step, i32)> {
        let (Some(open), Some(before)) = (way.open, at.checked_sub(1)) else { return Vec::new() };
        let (start, before, here) = (&self.fragments[open], &self.fragments[before], &self.fragments[at]);
        let title = here.caption.title.as_deref();
        let of_start = start.caption.title.as_deref();
        if title
            .and_then(|title| caption::says_on(title, self.catalogue.captions()))
            .is_some_and(|rest| rest.is_empty() || of_start.map(compact) == Some(rest))
        {
            return vec![(Step::Continue, 20)];
        }
        let same_title = title.is_none() || title.map(compact) == of_start.map(compact);
        // Before a title and a header that are repeated may stand a row's label, too.
        let again = title.is_some() && here.signature.header == start.signature.header;
        let near = |line: &TextLine| take::is_stray(line) || (again && take::could_be_label(line));
        let adjacent = here.before.iter().all(near) && here.before.len() <= take::STRAY;
        let number = |one: &Fragment| one.caption.number.as_deref().map(compact);
        let other = number(here).is_some() && number(here) != number(start);
        if !adjacent || !same_title || other {
            return Vec::new();
        }
        if title.is_some() && texts(&here.grid).eq(texts(&before.grid)) {
            return vec![(Step::Repeat, 12)];
        }
        let fits = here.signature.goes_on_with(&start.signature)
            && !here.signature.total_again(&start.signature)
            && !here.signature.total_again(&before.signature);
        let strays = here.before.len() as i32;
        if fits { vec![(Step::Continue, 11 - 2 * strays)] } else { Vec::new() }
    }

    /// The tables that an untitled grid could be: those whose headings say so, and
    /// those that are promised, not taken, and look like it.
    fn guesses(&self, at: usize, way: &Way) -> Vec<(Step, i32)> {
        let signature = &self.fragments[at].signature;
        let headed = self.catalogue.table_headed(&signature.first);
        let headed =
            headed.and_then(|table| self.catalogue.tables().iter().position(|one| one.id == table.id));
        let mut steps = Vec::new();
        if let Some(table) = headed {
            steps.push((Step::Start { table, promised: false }, 10));
        }
        let named =
            self.fragments[at].before.iter().any(|line| caption::is_title(&line.text, self.catalogue));
        for (place, table) in
            self.promised.iter().enumerate().skip(if named { usize::MAX } else { way.order })
        {
            let free = way.taken & bit(*table) == 0 && !self.titled.contains(&Some(*table));
            if free && signature.amounts && signature.is_like(&self.catalogue.tables()[*table]) {
                let skipped = (place - way.order).min(4) as i32;
                steps.push((Step::Start { table: *table, promised: true }, 9 - skipped));
            }
        }
        steps
    }

    /// Takes for certain what stands in the contents list right between the tables before
    /// and after it, or at an end of the list.
    fn trust(&self, steps: &mut [Step]) {
        let place = |step: &Step| match step {
            Step::Start { table, .. } => Some(self.place(*table)),
            Step::Unknown => Some(None),
            Step::Continue | Step::Repeat | Step::Form => None,
        };
        let places: Vec<Option<Option<usize>>> = steps.iter().map(place).collect();
        for at in 0..steps.len() {
            let Step::Start { promised, .. } = &mut steps[at] else { continue };
            let Some(own) = places[at].flatten() else { continue };
            let before = places[..at].iter().rev().find_map(|place| *place);
            let behind = places[at + 1..].iter().find_map(|place| *place);
            let follows = before.map_or(own == 0, |before| before.is_some_and(|place| place + 1 == own));
            let leads = behind.map_or(own + 1 == self.promised.len(), |behind| behind == Some(own + 1));
            *promised &= !(follows && leads);
        }
    }

    fn place(&self, table: usize) -> Option<usize> {
        self.promised.iter().position(|promised| *promised == table)
    }

    /// The way with one more step.
    fn taken(&self, at: usize, way: &Way, step: Step, score: i32, log: usize) -> Way {
        let mut next = Way { score: way.score + score, last: Some(log), ..way.clone() };
        match step {
            Step::Start { table, .. } => {
                next.open = Some(at);
                next.taken |= bit(table);
                next.order = self.place(table).map_or(way.order, |place| place + 1);
            }
            Step::Unknown => next.open = Some(at),
            Step::Form => next.open = None,
            Step::Continue | Step::Repeat => {}
        }
        next
    }
}

/// The place in the catalogue of the table that each grid's title names; of twins
/// the one that the other's title names alone is the usual table.
fn titled(catalogue: &Catalogue, fragments: &[Fragment]) -> Vec<Option<usize>> {
    let titles = || fragments.iter().map(|one| one.caption.title.as_deref());
    let named: Vec<Option<usize>> =
        titles().map(|title| place(catalogue, catalogue.table_titled(title?)?)).collect();
    let twins: Vec<Option<usize>> =
        titles().map(|title| place(catalogue, catalogue.twin_titled(title?)?)).collect();
    let usual: BTreeSet<usize> =
        named.iter().zip(&twins).filter(|(_, twin)| twin.is_none()).filter_map(|(one, _)| *one).collect();
    let choose = |(named, twin): (&Option<usize>, &Option<usize>)| {
        twin.filter(|_| named.is_some_and(|named| usual.contains(&named))).or(*named)
    };
    let said = |one: &Fragment| place(catalogue, catalogue.table(one.caption.table.as_deref()?)?);
    let chosen = named.iter().zip(&twins).map(choose);
    fragments.iter().zip(chosen).map(|(one, chosen)| said(one).or(chosen)).collect()
}

fn place(catalogue: &Catalogue, spec: &TableSpec) -> Option<usize> {
    catalogue.tables().iter().position(|table| table.id == spec.id)
}

fn bit(table: usize) -> u64 {
    1u64.checked_shl(table as u32).unwrap_or(0)
}

fn texts(grid: &Grid) -> impl Iterator<Item = &str> {
    grid.rows.iter().flat_map(|row| row.filled().map(|(_, cell)| cell.text.as_str()))
}

/// The document's parts: each table whole, with the id that its steps say.
pub fn apply(catalogue: &Catalogue, fragments: Vec<Fragment>, steps: &[Step]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (fragment, step) in fragments.into_iter().zip(steps) {
        let Fragment { before, mut caption, grid, signature, .. } = fragment;
        let onward = matches!(step, Step::Continue | Step::Repeat);
        match parts.last_mut().filter(|_| onward) {
            Some(Part::Table(whole, rows)) => {
                go_on((whole, rows), before, caption, grid, *step);
                continue;
            }
            _ => parts.extend(before.into_iter().map(Part::Text)),
        }
        if let Step::Start { table, promised } = step
            && let Some(spec) = catalogue.tables().get(*table)
        {
            let said = caption.table.replace(spec.id.clone()).is_some();
            let against = signature.is_against(spec).then_some(Doubt::TitleAgainstContent);
            let part = caption.title.as_deref().is_some_and(|title| catalogue.names_part(title));
            let part = part.then_some(Doubt::PartOfTable);
            caption.doubt = promised.then_some(Doubt::Untitled).or(against).or(part).filter(|_| !said);
        } else if caption.title.is_none() {
            caption.doubt = Some(Doubt::Untitled);
        }
        parts.push(match step {
            Step::Form => Part::Form(caption, grid),
            _ => Part::Table(caption, grid),
        });
    }
    parts
}

/// Adds a grid to the table that it continues; what stands between them is
/// page furniture, but for figures that fell out of the table: they have no place.
fn go_on(table: (&mut Caption, &mut Grid), before: Vec<TextLine>, caption: Caption, grid: Grid, step: Step) {
    let (whole, rows) = table;
    whole.unit = whole.unit.or(caption.unit);
    let furniture = before.into_iter().filter(|line| !looks_like_amount(&line.text));
    whole.repeated.extend(furniture.map(|line| line.line));
    whole.repeated.extend(caption.lines.into_iter().chain(caption.repeated));
    if step == Step::Repeat {
        whole.repeated.extend(grid.rows.iter().map(|row| row.line).chain(grid.markup));
        return;
    }
    rows.rows.extend(grid.rows);
    rows.markup.extend(grid.markup);
}
