//! Bodies as rows of a table: each with its disclosures and first figures.

use serde::Serialize;

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::MeasureSpec;
use crate::model::{Summary, Verdict};
use crate::page::bodies::{BodySummary, label, measured};
use crate::page::figure::FigureView;
use crate::page::href::Links;

/// A body with its disclosures.
#[derive(Debug, Serialize)]
pub(super) struct BodyView {
    id: String,
    name: String,
    level: Option<String>,
    href: String,
    disclosures: Vec<DisclosureView>,
    /// Disclosures without figures here: words and link.
    others: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct DisclosureView {
    label: String,
    href: String,
    /// One a column.
    figures: Vec<FigureView>,
    /// How many checks came to something.
    checks: usize,
    /// Those that could not be made.
    open: usize,
    /// How many came to 不符.
    mismatches: usize,
    /// Whether figures were checked and everything was read that is there to be
    /// read, so that the absence of 不符 says something.
    sound: bool,
    /// What could not be read as a whole.
    unread: Vec<&'static str>,
    audit_href: String,
}

/// The headlines that any of the disclosures has, in order.
pub(super) fn columns<'a>(
    summaries: impl Iterator<Item = &'a Summary> + Clone,
    catalogue: &Catalogue,
) -> Vec<&MeasureSpec> {
    let all = catalogue.measures().all().filter(|spec| spec.headline);
    all.filter(|spec| summaries.clone().any(|summary| summary.measure(&spec.key).is_some())).collect()
}

/// `2017–2025`
pub(super) fn years<'a>(summaries: impl Iterator<Item = &'a Summary> + Clone) -> String {
    let years = || summaries.clone().map(|summary| summary.id.year);
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first < last => format!("{first}–{last}"),
        (Some(first), _) => first.to_string(),
        _ => String::new(),
    }
}

/// A body as a row; where lists are `brief`, with the figures of its latest disclosure alone.
pub(super) fn body_view(
    body: &BodySummary,
    columns: &[&MeasureSpec],
    brief: bool,
    links: &Links,
) -> BodyView {
    let all = body.latest_first();
    let (shown, others) = all.split_at(if brief { all.len().min(1) } else { all.len() });
    let other = |one: &&Summary| (label(one), links.to(&address::disclosure(&one.id)));
    BodyView {
        id: format!("page-body-{}", body.slug),
        name: body.name().to_owned(),
        level: body.settings.level.clone(),
        href: links.to(&address::body(&body.slug)),
        disclosures: shown.iter().map(|one| disclosure(one, columns, links)).collect(),
        others: others.iter().map(other).collect(),
    }
}

fn disclosure(summary: &Summary, columns: &[&MeasureSpec], links: &Links) -> DisclosureView {
    DisclosureView {
        label: label(summary),
        href: links.to(&address::disclosure(&summary.id)),
        figures: columns.iter().map(|spec| measured(summary, spec, links)).collect(),
        checks: summary.tally.told().total() - summary.tally.unverifiable,
        open: summary.tally.unverifiable,
        mismatches: summary.tally.count(Verdict::Mismatch),
        sound: summary.is_sound(),
        unread: summary.unread.iter().map(|unread| unread.words()).collect(),
        audit_href: links.to(&address::audit(&summary.id)),
    }
}
