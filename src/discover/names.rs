//! Which names of files and folders stand for bodies and disclosures.

use crate::config::corrections;
use crate::model::DisclosureKind;

/// The settings file of a body.
pub const BODY_SETTINGS: &str = "body.toml";

/// Longest name of a body's folder, in bytes.
const LONGEST: usize = 64;

/// Whether a name can be the first part of addresses: `xinzhou-traffic-police`.
pub fn is_slug(name: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.len() <= LONGEST && name.split('-').all(word)
}

/// The year and kind in a name without extension: `2023-budget`.
pub fn disclosure(stem: &str) -> Option<(u16, DisclosureKind)> {
    let (year, kind) = stem.split_once('-')?;
    let kind = match kind {
        "budget" => DisclosureKind::Budget,
        "final" => DisclosureKind::Final,
        _ => return None,
    };
    let plausible =
        year.len() == 4 && year.starts_with(['1', '2']) && year.bytes().all(|b| b.is_ascii_digit());
    plausible.then(|| year.parse().ok()).flatten().map(|year| (year, kind))
}

/// The year, kind and day in the name, without extension, of an earlier text of a disclosure:
/// `2023-budget@2023-02-14`.
pub fn version(stem: &str) -> Option<(u16, DisclosureKind, &str)> {
    let (stem, day) = stem.split_once('@')?;
    let (year, kind) = disclosure(stem)?;
    corrections::is_date(day).then_some((year, kind, day))
}

/// Whether a name without extension is that of a disclosure or of an earlier text of one.
pub fn is_dated_or_not(stem: &str) -> bool {
    disclosure(stem).is_some() || version(stem).is_some()
}

/// The year and kind of the disclosure whose corrections a file of this name holds:
/// `2023-budget.corrections.toml`.
pub fn corrected(name: &str) -> Option<(u16, DisclosureKind)> {
    disclosure(name.strip_suffix(corrections::ENDING)?)
}

/// Whether a file of this name holds text to read.
pub fn is_text(name: &str) -> bool {
    has_extension(name, &["md", "txt"])
}

/// The extensions of originals. A test holds those that `import` knows to them.
pub const ORIGINALS: [&str; 15] = [
    "csv", "doc", "docx", "et", "htm", "html", "json", "ods", "odt", "ofd", "pdf", "rtf", "wps", "xls",
    "xlsx",
];

/// Whether a file of this name is an original: text is made of it, or a message that says how to
/// save it.
pub fn is_original(name: &str) -> bool {
    has_extension(name, &ORIGINALS)
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty() && extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Whether a file of this name is a PDF.
pub fn is_pdf(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("pdf"))
}

/// A file name up to its last dot.
pub fn without_extension(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a file is there for people who look at the folder, not for the site.
pub fn is_readme(name: &str) -> bool {
    without_extension(name).eq_ignore_ascii_case("readme")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_lower_case_words() {
        for good in ["a", "xinzhou-traffic-police", "b2"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "..", "A", "a_b", "a--b", "-a", "忻州", "a/b", "a b", &"a".repeat(65)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_disclosure_is_named_after_year_and_kind() {
        assert_eq!(disclosure("2023-budget"), Some((2023, DisclosureKind::Budget)));
        assert_eq!(disclosure("2024-final"), Some((2024, DisclosureKind::Final)));
        for bad in ["2023", "23-budget", "2023-Budget", "2023-budget-2", "+202-budget", "9999-budget"] {
            assert_eq!(disclosure(bad), None, "{bad}");
        }
        assert_eq!(version("2023-budget@2024-02-29"), Some((2023, DisclosureKind::Budget, "2024-02-29")));
        for bad in [
            "2023-budget",
            "2023-budget@2023-02-29",
            "2023-budget@2023-2-1",
            "2023@2023-02-01",
            "2023-final@1@2023-02-01",
        ] {
            assert_eq!(version(bad), None, "{bad}");
        }
        assert!(is_text("2023-budget.TXT") && !is_text(".md") && !is_text("2023-budget.pdf"));
    }
}
