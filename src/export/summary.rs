//! The summary a disclosure leaves behind.

use crate::address;
use crate::catalogue::schema::MeasureSpec;
use crate::export::{kept_projects as projects, search};
use crate::measures::{Figures, Measure, Spent};
use crate::model::{
    Disclosure, Doubt, Finding, Hits, KeptCell, LargestProject, Linked, Measured, Role, Spending, Stated,
    Summary, Table, TableNote, Tally, Told, count,
};
use crate::money::looks_like_amount;

/// Sums a disclosure up. Its `pages` are still 0: whoever has them made knows
/// their number.
pub fn summary(linked: &Linked, findings: &[Finding], figures: &Figures<'_>) -> Summary {
    let disclosure = &linked.disclosure;
    let measured = |(spec, found): &(&MeasureSpec, Measure)| Measured {
        key: spec.key.as_str().into(),
        cell: of_year(disclosure, found.kept()),
    };
    Summary {
        measures: figures.measures.iter().map(measured).collect(),
        spending: figures.spending.iter().map(|spent| spending(disclosure, spent)).collect(),
        largest_project: largest_project(linked),
        hits: search::hits(linked, findings, figures),
        projects: projects::of(linked),
        told: told(disclosure, findings),
        ..counts(linked, findings)
    }
}

/// The counts of a disclosure alone: nothing that other pages than its own are made of.
pub fn counts(linked: &Linked, findings: &[Finding]) -> Summary {
    let disclosure = &linked.disclosure;
    let unplaced = |line| disclosure.ledger.posting(line).is_some_and(|p| p.role == Role::Unplaced);
    Summary {
        id: disclosure.id.clone(),
        title: disclosure.title.clone(),
        body_name: disclosure.body_name.clone(),
        published: disclosure.front.published.clone(),
        coverage: disclosure.coverage,
        tables: disclosure.tables.iter().map(note).collect(),
        measures: Vec::new(),
        said_before: Vec::new(),
        things: Vec::new(),
        projects: Vec::new(),
        spending: Vec::new(),
        largest_project: None,
        hits: Hits::default(),
        figures: count(disclosure.tables.iter().map(|table| table.figures().count())),
        stray_amounts: count(disclosure.tables.iter().map(stray_amounts)),
        forms: disclosure.forms.len(),
        linked: linked.projects.iter().filter(|project| project.basis.is_some()).count(),
        unplaced_lines: disclosure.source.lines().filter(|line| unplaced(*line)).count(),
        unread: disclosure.unread.clone(),
        tally: Tally::of(findings),
        told: Vec::new(),
        pages: 0,
    }
}

fn told(disclosure: &Disclosure, findings: &[Finding]) -> Vec<Told> {
    let mut heaviest: Vec<&Finding> = findings.iter().collect();
    heaviest.sort_by_key(|finding| finding.rank());
    let answer = |finding: &Finding| disclosure.answer(&finding.id).map(|(answer, _)| answer);
    heaviest.into_iter().filter_map(|finding| Told::of(finding, answer(finding))).collect()
}

fn largest_project(linked: &Linked) -> Option<LargestProject> {
    let (project, total) = linked.largest_line()?;
    let money = total.sure_money()?;
    Some(LargestProject {
        name: project.name.as_str().into(),
        path: address::project(&linked.disclosure.id, &project.slug),
        value: money.value,
        unit: money.unit,
    })
}

/// What is laid beside other years': an amount only where it is certain which year's it is.
fn of_year(disclosure: &Disclosure, cell: KeptCell) -> KeptCell {
    let open = !disclosure.is_of_one_year() && cell.stated.is_something();
    if open { KeptCell { stated: Stated::Doubtful(Doubt::OtherYear), ..cell } } else { cell }
}

fn note(table: &Table) -> TableNote {
    TableNote {
        id: table.id.clone(),
        title: table.title.clone(),
        unit: table.unit,
        empty: table.is_empty(),
        known: table.known,
    }
}

/// How many cells look like amounts, with a point or a comma, and are no figure.
fn stray_amounts(table: &Table) -> usize {
    let rows = table.rows.iter().filter(|row| !row.numbering);
    let strays = rows.map(|row| {
        let looks = row
            .cells
            .iter()
            .filter(|cell| cell.raw.contains(['.', ',', '，']) && looks_like_amount(&cell.raw));
        let read = table.figures_of(row).filter(|figure| figure.cell.raw.contains(['.', ',', '，']));
        looks.count().saturating_sub(read.count())
    });
    count(strays)
}

fn spending(disclosure: &Disclosure, spent: &Spent) -> Spending {
    Spending {
        code: spent.code,
        scope: spent.scope.key.as_str().into(),
        name: spent.cell.entry.label.as_str().into(),
        cell: of_year(disclosure, KeptCell { stated: spent.stated, ..spent.cell.kept() }),
    }
}
