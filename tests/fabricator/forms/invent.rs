//! Projects with their lines: which have a form, which a line, and how the two are
//! spelt.

use super::truth::{Project, Setting, goal, targets};
use crate::fabricator::names;
use crate::fabricator::rng::Rng;

/// A line of the project table.
#[derive(Debug, Clone)]
pub struct Line {
    pub name: String,
    /// In 分.
    pub amount: i64,
}

/// Projects with forms, and all lines.
pub fn projects(rng: &mut Rng, setting: &Setting) -> (Vec<Project>, Vec<Line>) {
    let (mut projects, mut lines) = (Vec::new(), Vec::new());
    for name in names::projects(rng) {
        // Whole hundreds of 元, so that 万元 can say them; no two alike.
        let amount = rng.between(3, 90_000) * 10_000 * 100 / 100 + projects.len() as i64 * 10_000;
        match rng.below(20) {
            0 | 1 => lines.push(Line { name, amount }),
            2 => projects.push(project(rng, name, amount, None)),
            3 | 4 => {
                // Two projects of one name.
                let more = amount * 2 + 70_000;
                for amount in [amount, more] {
                    projects.push(project(rng, name.clone(), amount, Some((name.clone(), amount))));
                    lines.push(Line { name: name.clone(), amount });
                }
            }
            5 | 6 => {
                let long = format!("{}-{name}", setting.body);
                projects.push(project(rng, name, amount, Some((long.clone(), amount))));
                lines.push(Line { name: long, amount });
            }
            7 => {
                let coded = format!("14{:010}-{name}", rng.between(1, 999_999_999));
                projects.push(project(rng, name, amount, Some((coded.clone(), amount))));
                lines.push(Line { name: coded, amount });
            }
            9 => {
                // One form for two lines, which it names and sums up.
                let parts =
                    [("（一期）", amount / 20_000 * 10_000), ("（二期）", amount - amount / 20_000 * 10_000)];
                projects.push(project(rng, name.clone(), amount, Some((name.clone(), amount))));
                lines.extend(parts.map(|(part, amount)| Line { name: format!("{name}{part}"), amount }));
            }
            8 if name.chars().count() > 7 => {
                // The form's column cut the name short.
                let cut: String = name.chars().take(name.chars().count() - 2).collect();
                projects.push(project(rng, cut, amount, Some((name.clone(), amount))));
                lines.push(Line { name, amount });
            }
            _ => {
                projects.push(project(rng, name.clone(), amount, Some((name.clone(), amount))));
                lines.push(Line { name, amount });
            }
        }
    }
    if projects.is_empty() {
        let name = "社区活动经费".to_owned();
        projects.push(project(rng, name.clone(), 1_230_000, Some((name.clone(), 1_230_000))));
        lines.push(Line { name, amount: 1_230_000 });
    }
    if rng.chance(30) {
        projects.reverse();
    }
    (projects, lines)
}

fn project(rng: &mut Rng, name: String, amount: i64, line: Option<(String, i64)>) -> Project {
    let fiscal = if rng.chance(70) { amount } else { amount / 20_000 * 10_000 };
    let (goal, targets) = (goal(rng), targets(rng));
    Project { name, amount, fiscal, goal, targets, line, indicators: Vec::new() }
}
