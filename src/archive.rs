//! A disclosure to take along: its pages, data, styles and scripts, as
//! one zip file that can be browsed without a server or a connection.
//!
//! Files are at the paths they have on the site. What a link leads to beyond
//! them is made an absolute address where the site's is known, else plain text.
//! Files are packed as they come, in the order of the build, under one fixed date.

use std::collections::BTreeSet;
use std::io::{self, Seek, Write};

use quick_xml::escape::escape;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::address;
use crate::artifact::Artifact;
use crate::model::DisclosureId;

/// Files of one disclosure on their way into a zip file.
#[derive(Debug)]
pub struct Archive<'a, W: Write + Seek> {
    id: &'a DisclosureId,
    base: Option<&'a str>,
    zip: Result<ZipWriter<W>, ZipError>,
    /// Paths of files outside the disclosure's folder that its pages use.
    used: BTreeSet<String>,
}

impl<'a, W: Write + Seek> Archive<'a, W> {
    /// An archive without files, written to `file`; `base` is the site's address.
    pub fn new(id: &'a DisclosureId, base: Option<&'a str>, file: W) -> Self {
        Self { id, base, zip: Ok(ZipWriter::new(file)), used: BTreeSet::new() }
    }

    /// Takes a file of the disclosure.
    pub fn add(&mut self, artifact: &Artifact) {
        match artifact.places.links.is_empty() {
            true => self.pack(&artifact.path, &artifact.bytes),
            false => {
                let page = self.offline(artifact);
                self.pack(&artifact.path, &page);
            }
        }
    }

    /// Ends the zip file with those of the site's static files that pages use and a first page;
    /// false where it cannot be made: it would be too large.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn finish(mut self, statics: &[Artifact], title: &str) -> io::Result<bool> {
        let used = std::mem::take(&mut self.used);
        for file in statics.iter().filter(|file| used.contains(&file.path)) {
            self.pack(&file.path, &file.bytes);
        }
        self.pack("index.html", first(self.id, title).as_bytes());
        match self.zip.and_then(ZipWriter::finish) {
            Ok(mut file) => file.flush().map(|()| true),
            Err(ZipError::Io(error)) if error.kind() != io::ErrorKind::Other => Err(error),
            Err(_) => Ok(false),
        }
    }

    fn pack(&mut self, path: &str, bytes: &[u8]) {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        if let Ok(zip) = &mut self.zip {
            let packed = zip.start_file(path, options).and_then(|()| Ok(zip.write_all(bytes)?));
            if let Err(error) = packed {
                self.zip = Err(error);
            }
        }
    }

    /// A page with its links made to work from a folder.
    fn offline(&mut self, page: &Artifact) -> Vec<u8> {
        let address = page.path.strip_suffix("index.html").unwrap_or(&page.path);
        let mut out = Vec::with_capacity(page.bytes.len() + page.bytes.len() / 8);
        let mut done = 0;
        for link in &page.places.links {
            let (whole, value) = (link.whole.clone(), link.value.clone());
            match self.link(address, page.value(link)) {
                Some(to) => {
                    out.extend_from_slice(&page.bytes[done..value.start]);
                    out.extend_from_slice(to.as_bytes());
                    done = value.end;
                }
                None => {
                    out.extend_from_slice(&page.bytes[done..whole.start]);
                    out.extend_from_slice(b"data-only-online=\"\"");
                    done = whole.end;
                }
            }
        }
        out.extend_from_slice(&page.bytes[done..]);
        out
    }

    /// A link from `page` as it should be in the archive; `None` where there is
    /// nothing to lead to.
    fn link(&mut self, page: &str, link: &str) -> Option<String> {
        let (to, fragment) = link.split_at(link.find('#').unwrap_or(link.len()));
        if to.is_empty() || to.contains(':') || to.starts_with('/') {
            return Some(link.to_owned());
        }
        let target = address::joined(page, to)?;
        if target.starts_with("static/") {
            self.used.insert(target);
            return Some(link.to_owned());
        }
        let folder = target.strip_suffix("index.html").unwrap_or(&target);
        if self.holds(folder) {
            let index = if to.ends_with('/') { "index.html" } else { "" };
            return Some(format!("{to}{index}{fragment}"));
        }
        self.base.map(|base| address::absolute(base, folder) + fragment)
    }

    /// Whether the archive has what is at an address.
    fn holds(&self, address: &str) -> bool {
        let own = address::disclosure(self.id);
        address.is_empty() || address.starts_with(&own) && address != address::whole_file(self.id, "zip")
    }
}

/// The first page: where to begin.
fn first(id: &DisclosureId, title: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\"><title>{title}</title></head>\n\
         <body>\n<h1>{title}</h1>\n<p><a href=\"{}index.html\">打开这份公开</a></p>\n\
         <p>这是离线副本，不是官方文件。数字和文字照公开的文本列出，以该单位正式公布的为准。</p>\n</body>\n</html>\n",
        address::disclosure(id)
    )
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::model::DisclosureKind;

    #[test]
    fn links_stay_inside_or_lead_to_the_site() {
        let id = DisclosureId { body: "a".to_owned(), year: 2023, kind: DisclosureKind::Budget };
        let html = |base, link: &str| {
            let page = Artifact::page("a/2023-budget/tables/", format!("<a href=\"{link}\">"));
            let offline = Archive::new(&id, base, Cursor::new(Vec::new())).offline(&page);
            String::from_utf8(offline).unwrap()
        };
        let base = Some("https://x.org/r/");
        for (link, known, unknown) in [
            ("x/", "x/index.html", "x/index.html"),
            ("../#r", "../index.html#r", "../index.html#r"),
            ("#r", "#r", "#r"),
            ("https://y.org/", "https://y.org/", "https://y.org/"),
            ("../../../static/a.css", "../../../static/a.css", "../../../static/a.css"),
            ("../../../", "../../../index.html", "../../../index.html"),
            ("../../index.html", "https://x.org/r/a/", ""),
            ("../data/a-2023-budget.zip", "https://x.org/r/a/2023-budget/data/a-2023-budget.zip", ""),
            ("../../../codes/204/#b", "https://x.org/r/codes/204/#b", ""),
        ] {
            assert_eq!(html(base, link), format!("<a href=\"{known}\">"));
            let plain = if unknown.is_empty() {
                "data-only-online=\"\"".to_owned()
            } else {
                format!("href=\"{unknown}\"")
            };
            assert_eq!(html(None, link), format!("<a {plain}>"));
        }
    }
}
