//! Tables that belong together: one disclosure may hold several sets of them
//! (部门, then 本级), and no figure of one set is compared with one of another.

use crate::catalogue::normal::compact;
use crate::keys::TableKey;
use crate::model::{IndexedTable, TableIndex};

/// A table of another kind beside one, and whether both surely are of one set.
pub struct Counterpart<'t, 'a> {
    pub table: &'t IndexedTable<'a>,
    pub sure: bool,
}

/// The table `id` that belongs to `own`: where both kinds are published equally
/// often, the one that comes as late among its kind; else one of the same body,
/// or the last before it. `None` where none is there.
pub fn counterpart<'t, 'a>(
    tables: &'t TableIndex<'a>,
    own: &IndexedTable<'a>,
    id: &str,
) -> Option<Counterpart<'t, 'a>> {
    let (own_kind, others) = (of_kind(tables, own.table.key()), of_kind(tables, id));
    let at = own_kind.iter().position(|one| one.table.index == own.table.index)?;
    if own_kind.len() == others.len() {
        let table = *others.get(at)?;
        return Some(Counterpart { table, sure: !of_other_body(own, table) });
    }
    if at == 0 && own_kind.len() < others.len() {
        let table = *others.first()?;
        return Some(Counterpart { table, sure: !of_other_body(own, table) });
    }
    let same = others.iter().rev().find(|other| own.table.body.is_some() && !of_other_body(own, other));
    let before = || others.iter().rev().find(|other| other.table.index < own.table.index);
    let table = *same.or_else(before).or_else(|| others.first())?;
    Some(Counterpart { table, sure: at == 0 && !of_other_body(own, table) })
}

/// Whether two tables of one kind are of two sets: their captions name two bodies,
/// or all is set out twice.
pub fn are_apart(tables: &TableIndex<'_>, own: &IndexedTable<'_>, other: &IndexedTable<'_>) -> bool {
    of_other_body(own, other) || of_kind(tables, TableKey::BALANCE).len() > 1
}

fn of_kind<'t, 'a>(tables: &'t TableIndex<'a>, kind: impl AsRef<str>) -> Vec<&'t IndexedTable<'a>> {
    tables.all.iter().filter(|one| one.table.known && one.table.key() == kind.as_ref()).collect()
}

/// Whether the captions of two tables name two bodies.
fn of_other_body(own: &IndexedTable<'_>, other: &IndexedTable<'_>) -> bool {
    let name = |of: &IndexedTable<'_>| of.table.body.as_deref().map(compact);
    name(own).zip(name(other)).is_some_and(|(own, other)| own != other)
}
