//! Bodies as rows of a table: each with the totals of its latest disclosure.

use serde::Serialize;

use crate::address;
use crate::catalogue::Catalogue;
use crate::keys::MeasureKey;
use crate::model::{Summary, Verdict};
use crate::page::bodies::{BodySummary, label, measured};
use crate::page::compare;
use crate::page::figure::FigureView;
use crate::page::href::Links;

/// A body with the totals of its latest disclosure.
#[derive(Debug, Serialize)]
pub(super) struct BodyView {
    id: String,
    name: String,
    level: Option<String>,
    href: String,
    /// The latest disclosure: `2023年预算`.
    label: String,
    disclosure_href: String,
    /// Its total as published.
    total: Option<FigureView>,
    /// The same in 万元, by the site.
    wan: Option<String>,
    /// Its change from the year before in percent, by the site.
    change: Option<String>,
    /// The totals over the years, as a small picture.
    small_html: Option<String>,
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
    /// The earlier disclosures: words and link.
    others: Vec<(String, String)>,
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

/// A body as a row.
pub(super) fn body_view(body: &BodySummary, catalogue: &Catalogue, links: &Links) -> BodyView {
    let all = body.latest_first();
    let other = |one: &&Summary| (label(one), links.to(&address::disclosure(&one.id)));
    let latest = all[0];
    let spec = catalogue.measures().measure(MeasureKey::EXPENDITURE);
    let wan = compare::in_wan(latest, MeasureKey::EXPENDITURE);
    BodyView {
        id: format!("page-body-{}", body.slug),
        name: body.name().to_owned(),
        level: body.settings.level.clone(),
        href: links.to(&address::body(&body.slug)),
        label: label(latest),
        disclosure_href: links.to(&address::disclosure(&latest.id)),
        total: spec.map(|spec| measured(latest, spec, links)),
        wan: wan.map(|(amount, _)| compare::cents(amount)),
        change: compare::percent(body, latest),
        small_html: body.small.clone(),
        checks: latest.tally.told().total() - latest.tally.unverifiable,
        open: latest.tally.unverifiable,
        mismatches: latest.tally.count(Verdict::Mismatch),
        sound: latest.is_sound(),
        unread: latest.unread.iter().map(|unread| unread.words()).collect(),
        audit_href: links.to(&address::audit(&latest.id)),
        others: all[1..].iter().map(other).collect(),
    }
}
