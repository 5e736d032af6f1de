//! The books of an invented body: every amount of its disclosure, so made that
//! all sums and all equalities between tables hold.

use super::accounts::{self, ALWAYS, CALLINGS, CAPITAL, ECONOMIC, FUNDS};
use super::names;
use super::rng::Rng;

/// Where money comes from; indices into [`Item`]'s amounts.
pub const GENERAL: usize = 0;
pub const FUND: usize = 1;
pub const STATE: usize = 2;
pub const ACCOUNT: usize = 3;
pub const OWN: usize = 4;
pub const CARRIED: usize = 5;
const SOURCES: usize = 6;

/// One 项 of the functional classification, its amounts by source, in 分.
#[derive(Debug, Clone)]
pub struct Item {
    pub code: &'static str,
    pub basic: [i64; SOURCES],
    pub project: [i64; SOURCES],
}

impl Item {
    /// What `source` pays, basic and project together.
    pub fn from(&self, source: usize) -> i64 {
        self.basic[source] + self.project[source]
    }

    pub fn basic(&self) -> i64 {
        self.basic.iter().sum()
    }

    pub fn project(&self) -> i64 {
        self.project.iter().sum()
    }
}

/// One project, paid from one source under one 项.
#[derive(Debug, Clone)]
pub struct Project {
    pub name: String,
    pub code: &'static str,
    pub source: usize,
    pub amount: i64,
}

/// What one body has and spends in a year. All amounts in 分.
#[derive(Debug, Clone)]
pub struct Books {
    /// By code.
    pub items: Vec<Item>,
    /// Basic expenditure of the general public budget by economic 款, by code.
    pub economic: Vec<(&'static str, i64)>,
    pub projects: Vec<Project>,
    pub overseas: i64,
    pub purchase: i64,
    /// All amounts are multiples of this.
    pub grain: i64,
}

/// A row of an account table: an account with what is booked under it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub code: String,
    pub name: String,
    /// 0 for 类, 1 for 款, 2 for 项.
    pub level: usize,
    pub amounts: Vec<i64>,
}

impl Books {
    /// Invents books whose amounts are multiples of `grain` 分.
    pub fn invent(rng: &mut Rng, grain: i64) -> Self {
        let mut till = Till { rng, grain };
        let economic = till.economic();
        let (running, others) = till.rng.pick(CALLINGS);
        let mut items = till.salaries(running, &economic);
        let projects = till.projects(others);
        for project in &projects {
            let item = find(&mut items, project.code);
            item.project[project.source] += project.amount;
        }
        items.sort_by_key(|item| item.code);
        let overseas = if till.rng.chance(30) { till.small() } else { 0 };
        let purchase = if till.rng.chance(25) { till.small() } else { 0 };
        Self { items, economic, projects, overseas, purchase, grain }
    }

    /// The sum over all 项.
    pub fn sum(&self, of: impl Fn(&Item) -> i64) -> i64 {
        self.items.iter().map(of).sum()
    }

    /// What `source` pays in all.
    pub fn from(&self, source: usize) -> i64 {
        self.sum(|item| item.from(source))
    }

    /// Everything that is spent.
    pub fn all(&self) -> i64 {
        self.sum(|item| item.basic() + item.project())
    }

    /// What an economic 款 has of the basic expenditure; 0 where it is not used.
    pub fn economic_of(&self, code: &str) -> i64 {
        self.economic.iter().find(|(known, _)| *known == code).map_or(0, |(_, amount)| *amount)
    }

    /// What an economic 类 has.
    pub fn class(&self, code: &str) -> i64 {
        self.economic.iter().filter(|(known, _)| known.starts_with(code)).map(|(_, amount)| amount).sum()
    }

    /// Reception (公务接待费), which the economic accounts state too.
    pub fn reception(&self) -> i64 {
        self.economic_of("30217")
    }

    /// Running of vehicles (公务用车运行维护费), likewise.
    pub fn running(&self) -> i64 {
        self.economic_of("30231")
    }

    pub fn three_public(&self) -> i64 {
        self.overseas + self.reception() + self.purchase + self.running()
    }

    /// The books of `count` units that make these books together: what is spent on
    /// persons is divided, each other 项 is of one unit.
    pub fn units(&self, count: usize) -> Vec<Vec<Item>> {
        let mut units = vec![Vec::new(); count];
        for (at, item) in self.items.iter().enumerate() {
            if item.basic() == 0 || count == 1 {
                units[at % count].push(item.clone());
                continue;
            }
            let half = |amount: &i64| amount / 2 / self.grain * self.grain;
            let mut first = item.clone();
            first.basic.iter_mut().chain(&mut first.project).for_each(|amount| *amount = half(amount));
            let mut second = item.clone();
            second.basic.iter_mut().zip(first.basic).for_each(|(amount, taken)| *amount -= taken);
            second.project.iter_mut().zip(first.project).for_each(|(amount, taken)| *amount -= taken);
            units[0].push(first);
            units[1].push(second);
        }
        units
    }

    /// Accounts of 类, 款 and 项 (`depth` of them) with amounts by 项; a 项 without
    /// any of them has no row.
    pub fn functions(&self, depth: usize, of: impl Fn(&Item) -> Vec<i64>) -> Vec<Entry> {
        let leaves = self.items.iter().map(|item| (item.code, of(item)));
        tree(leaves.filter(|(_, amounts)| amounts.iter().any(|a| *a != 0)).collect(), &[3, 5, 7][..depth])
    }

    /// Economic accounts of 类 and 款 with basic expenditure: all of it, for persons
    /// (人员经费), for the public (公用经费).
    pub fn economics(&self) -> Vec<Entry> {
        let split = |(code, amount): &(&'static str, i64)| {
            let personal = if personal(code) { *amount } else { 0 };
            (*code, vec![*amount, personal, amount - personal])
        };
        tree(self.economic.iter().map(split).collect(), &[3, 5])
    }
}

fn personal(code: &str) -> bool {
    code.starts_with("301") || code.starts_with("303")
}

/// The accounts above and of the leaves, each before its parts, with sums.
fn tree(leaves: Vec<(&'static str, Vec<i64>)>, lengths: &[usize]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (code, amounts) in &leaves {
        for (level, length) in lengths.iter().enumerate() {
            let prefix = &code[..*length];
            match entries.iter_mut().find(|entry| entry.code == prefix) {
                Some(entry) => entry.amounts.iter_mut().zip(amounts).for_each(|(sum, one)| *sum += one),
                None => entries.push(entry(prefix, level, amounts)),
            }
        }
    }
    entries
}

fn entry(code: &str, level: usize, amounts: &[i64]) -> Entry {
    Entry { code: code.to_owned(), name: accounts::name(code).to_owned(), level, amounts: amounts.to_vec() }
}

fn find<'a>(items: &'a mut Vec<Item>, code: &'static str) -> &'a mut Item {
    let at = items.iter().position(|item| item.code == code).unwrap_or_else(|| {
        items.push(Item { code, basic: [0; SOURCES], project: [0; SOURCES] });
        items.len() - 1
    });
    &mut items[at]
}

/// Invents amounts.
struct Till<'a> {
    rng: &'a mut Rng,
    grain: i64,
}

impl Till<'_> {
    /// From some thousand to some million 元.
    fn amount(&mut self) -> i64 {
        let top = self.rng.pick(&[2_000_000, 20_000_000, 200_000_000, 900_000_000]);
        self.rng.between(top / 20, top) / self.grain * self.grain + self.grain
    }

    /// Up to 300,000 元 in hundreds of 元, so that it can be said in 万元 as well.
    fn small(&mut self) -> i64 {
        self.rng.between(20, 3000) * 10_000
    }

    fn economic(&mut self) -> Vec<(&'static str, i64)> {
        let mut chosen = Vec::new();
        for (code, _) in ECONOMIC.iter().filter(|(code, _)| code.len() == 5) {
            let three_public = matches!(*code, "30215" | "30216" | "30217" | "30231");
            if ALWAYS.contains(code) || self.rng.chance(45) {
                chosen.push((*code, if three_public { self.small() } else { self.amount() }));
            }
        }
        chosen
    }

    /// Basic expenditure by function: what is booked as social security, health and
    /// housing agrees with the economic accounts; the rest is running (行政运行).
    fn salaries(&mut self, running: &'static str, economic: &[(&'static str, i64)]) -> Vec<Item> {
        const BOOKED: [(&str, &str); 6] = [
            ("30108", "2080505"),
            ("30109", "2080506"),
            ("30110", "2101101"),
            ("30111", "2101103"),
            ("30113", "2210201"),
            ("30302", "2080501"),
        ];
        let mut items = Vec::new();
        for (code, amount) in economic {
            let function = BOOKED.iter().find(|(from, _)| from == code).map_or(running, |(_, to)| to);
            find(&mut items, function).basic[GENERAL] += amount;
        }
        if self.rng.chance(30) {
            find(&mut items, running).basic[OWN] += self.amount();
        }
        items
    }

    fn projects(&mut self, others: &[&'static str]) -> Vec<Project> {
        let names = names::projects(self.rng);
        let others = self.rng.some(others, 1);
        let funds = if self.rng.chance(40) { self.rng.some(FUNDS, 1) } else { Vec::new() };
        let capital = self.rng.chance(20);
        let mut projects = Vec::new();
        for (at, name) in names.into_iter().enumerate() {
            let (code, source) = match at {
                0 => (others[0], GENERAL),
                1 if capital => (CAPITAL, STATE),
                2 | 3 if !funds.is_empty() => (self.rng.pick(&funds), FUND),
                _ => (self.rng.pick(&others), self.source()),
            };
            let amount = self.amount();
            projects.push(Project { name, code, source, amount });
        }
        projects
    }

    fn source(&mut self) -> usize {
        self.rng.pick(&[GENERAL, GENERAL, GENERAL, GENERAL, OWN, ACCOUNT, CARRIED])
    }
}
