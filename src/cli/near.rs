//! Near names for an unknown one.

use strsim::levenshtein;

/// The names that a typist may have meant, nearest first, at most three.
pub fn near<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase().replace('_', "-");
    let far = typed.chars().count().max(6) / 3;
    let mut found: Vec<(usize, &str)> = names
        .map(|name| match !typed.is_empty() && name.contains(&typed) {
            true => (0, name),
            false => (levenshtein(&typed, name), name),
        })
        .filter(|(distance, _)| *distance <= far)
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_fragments_are_understood() {
        let names = || ["ragged-row", "no-unit", "no-tables", "unknown-table"].into_iter();
        assert_eq!(near("raged-row", names()), ["ragged-row"]);
        assert_eq!(near("NO_UNIT", names()), ["no-unit"]);
        assert_eq!(near("table", names()), ["no-tables", "unknown-table"]);
        assert!(near("完全无关的东西", names()).is_empty());
    }
}
