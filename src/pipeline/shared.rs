//! What disclosures share: the site's own pages, data files and static files.

use super::publisher::Publisher;
use super::rules::Rules;
use super::{Failure, bulk, databases};
use crate::address;
use crate::artifact::Artifact;
use crate::export;
use crate::page::{self, BodySummary, Site};
use crate::write::{Output, WriteError};

/// Writes the site's own pages, data and static files; how many pages there were.
pub(super) fn write_site(
    site: &Site<'_>,
    bodies: &[BodySummary],
    publisher: &Publisher<'_>,
) -> Result<usize, Failure> {
    let rules = Rules::of(site.settings);
    let mut put = |page: Artifact| {
        let path = address::lasting(&page.path).unwrap_or(&page.path).to_owned();
        publisher.put(&rules.redirected(site.settings, &path, page))
    };
    let pages = page::site(site, bodies, &mut put)?;
    let summaries = bodies.iter().flat_map(|body| &body.disclosures);
    export::feed(site.settings, summaries.clone()).iter().try_for_each(|file| publisher.put(file))?;
    export::findings_feed(site.settings, summaries).iter().try_for_each(|file| publisher.put(file))?;
    let shelves: Vec<export::SearchGroup> = bodies.iter().map(shelf).collect();
    let bulk = if site.settings.has_bulk() { bulk::write(&shelves, publisher)? } else { Vec::new() };
    let (files, listed) = export::site(&shelves, site.settings, bulk);
    files.iter().try_for_each(|file| publisher.put(file))?;
    publisher.put(&export::llms(&shelves, site.settings, &listed))?;
    databases::write(site.settings, &listed, publisher)?;
    export::search(&shelves, site.catalogue.search(), &mut |file| publisher.put(&file))?;
    site.theme.static_files().iter().try_for_each(|file| publisher.put(file))?;
    Ok(pages)
}

fn shelf(body: &BodySummary) -> export::SearchGroup<'_> {
    export::SearchGroup {
        slug: &body.slug,
        name: body.name(),
        short_name: body.settings.short_name.as_deref(),
        region: body.region(),
        disclosures: &body.disclosures,
    }
}

/// Puts a file of the site's owner beside those of the site. Its address is not kept.
pub(super) fn beside(output: &Output, file: &Artifact) -> Result<(), Failure> {
    output.write(file).map_err(|error| match error {
        WriteError::Twice(path) => Failure::Taken(path),
        error => error.into(),
    })
}
