//! What a page break cut off is put back: a fragment that only continues the one before
//! is no copy of it.

use std::collections::HashSet;

use crate::catalogue::normal::compact;
use crate::keys::FieldKey;
use crate::read::form::fragment::{Copy, FieldText, Fragment};
use crate::read::form::indicators::Read;

/// The copies of fragments of one project, those that continue the one before at its end.
pub fn copies(group: &[Fragment]) -> Vec<Copy> {
    let mut copies: Vec<Copy> = Vec::new();
    for (at, fragment) in group.iter().enumerate() {
        for (nth, copy) in fragment.copies.iter().enumerate() {
            match copies.last_mut().filter(|_| at > 0 && nth == 0) {
                Some(last) if goes_on(last, copy, fragment.listed) => append(last, copy),
                _ => copies.push(copy.clone()),
            }
        }
    }
    copies
}

/// Whether a copy has indicators alone, none of which the one before has.
fn goes_on(before: &Copy, copy: &Copy, listed: bool) -> bool {
    let bare = copy.text(FieldKey::NAME).is_none() && copy.funds.is_empty();
    let key = |read: &Read| {
        (read.period, compact(&read.name), read.level.as_ref().map(|level| level.inner.clone()))
    };
    let known: HashSet<_> = before.indicators.iter().map(key).collect();
    (bare || listed)
        && !before.ended
        && !before.indicators.is_empty()
        && !copy.indicators.is_empty()
        && copy.indicators.iter().all(|read| !known.contains(&key(read)))
}

fn append(before: &mut Copy, copy: &Copy) {
    before.indicators.extend(copy.indicators.iter().cloned());
    before.strays.extend(copy.strays.iter().cloned());
    before.displaced |= copy.displaced;
    before.ended |= copy.ended;
    before.rows.extend(&copy.rows);
    let new = |said: &&FieldText| {
        !before.fields.iter().any(|known| known.key == said.key && known.label == said.label)
    };
    let fields: Vec<_> = copy.fields.iter().filter(new).cloned().collect();
    before.fields.extend(fields);
}
