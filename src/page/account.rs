//! What an account is called in a sentence, where nothing beside it shows its code.

use crate::catalogue::normal::label;
use crate::measures::Spent;
use crate::page::context::DisclosureContext;
use crate::page::html::plain;

/// An account's name as printed; with that of the account above it unless the catalogue knows
/// the name to be of one account alone: `公安下的行政运行`, since every office has a 行政运行.
pub(super) fn in_words(edition: &DisclosureContext, spent: &Spent) -> String {
    let name = plain(&spent.cell.entry.label);
    let listed = edition.site.catalogue.functional().and_then(|accounts| accounts.code(&name));
    if listed == Some(spent.code.to_string().as_str()) {
        return name;
    }
    match above(edition, spent) {
        Some(above) if !tells(&name, &above) => format!("{above}下的{name}"),
        _ => name,
    }
}

/// The name of the nearest account above that the same money prints.
fn above(edition: &DisclosureContext, spent: &Spent) -> Option<String> {
    let mut codes = std::iter::successors(spent.code.parent(), |code| code.parent());
    codes.find_map(|code| {
        let own = |other: &&Spent| other.code == code && other.scope.key == spent.scope.key;
        edition.figures.spending.iter().find(own).map(|above| plain(&above.cell.entry.label))
    })
}

/// Whether a name holds that of the account above already: 其他公安支出 is of 公安.
fn tells(name: &str, above: &str) -> bool {
    let (name, above) = (label(name), label(above));
    name.contains(above.strip_suffix("支出").unwrap_or(&above))
}
