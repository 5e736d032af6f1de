//! What is kept of a disclosure's projects, to be laid beside those of its body's other
//! disclosure of the year.

use std::collections::HashMap;

use crate::address;
use crate::keys::FundColumnKey;
use crate::model::{DisclosureKind, KeptProject, Linked, Project, ProjectSource};
use crate::money::{Money, parse_amount};

/// The projects whose amount is certain and whose name no other bears; none where it is not
/// certain of which year they are.
pub(super) fn of(linked: &Linked) -> Vec<KeptProject> {
    if !linked.disclosure.is_of_one_year() {
        return Vec::new();
    }
    let mut names: HashMap<&str, usize> = HashMap::new();
    for project in &linked.projects {
        *names.entry(project.name.trim()).or_default() += 1;
    }
    let alone = linked.projects.iter().filter(|project| names.get(project.name.trim()) == Some(&1));
    alone.filter_map(|project| kept(linked, project)).collect()
}

/// Of final accounts first what a project's self-evaluation says was spent.
fn kept(linked: &Linked, project: &Project) -> Option<KeptProject> {
    let spent = || Some((spent(linked, project)?, ProjectSource::Spent, page(linked, project)));
    let spent = if linked.disclosure.id.kind == DisclosureKind::Final { spent() } else { None };
    let (amount, source, path) = spent.or_else(|| line(linked, project))?;
    let Money { value, unit } = amount;
    Some(KeptProject { name: project.name.trim().into(), value, unit, source, path })
}

fn page(linked: &Linked, project: &Project) -> String {
    address::project(&linked.disclosure.id, &project.slug)
}

fn line(linked: &Linked, project: &Project) -> Option<(Money, ProjectSource, String)> {
    let (table, row) = linked.line_of(project)?;
    let total = table.line_total(row).filter(|_| table.line_doubt(row).is_none())?;
    let (id, entry) = (&linked.disclosure.id, row.entries.iter().flatten().next()?);
    let path = address::cell(id, &table.id, &entry.key, &total.column.key);
    Some((total.money()?, ProjectSource::Line, path))
}

/// What was spent, as the project's own self-evaluation says.
fn spent(linked: &Linked, project: &Project) -> Option<Money> {
    let form = linked.own_evaluation(project)?;
    let spent = form.total()?.beside.iter().find(|one| one.key == FundColumnKey::SPENT)?;
    let value = parse_amount(&spent.text).ok()?;
    Some(Money { value, unit: form.unit? })
}
