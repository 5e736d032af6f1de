use super::*;
use crate::model::{Doubt, Unread, fixture};
use crate::money::Unit;

/// The texts of the fixture's disclosure, changed one after the other; the last is the present.
fn compared(changes: &[&dyn Fn(&mut Disclosure)]) -> Revisions {
    let text = |change: &&dyn Fn(&mut Disclosure)| {
        let mut disclosure = fixture::linked().disclosure;
        change(&mut disclosure);
        disclosure
    };
    let mut texts: Vec<Disclosure> = changes.iter().map(text).collect();
    let now = texts.pop().unwrap();
    let day = |at: usize| format!("2023-0{}-01", at + 1);
    compare(texts.into_iter().enumerate().map(|(at, text)| (day(at), text)).collect(), &now).unwrap()
}

/// The first amount of the first table: its row, its cell.
fn first(disclosure: &Disclosure) -> (usize, usize) {
    let table = &disclosure.tables[0];
    let figure = table.figures().next().unwrap();
    let row = table.rows.iter().position(|row| std::ptr::eq(row, figure.row)).unwrap();
    (row, table.columns.iter().position(|column| column == figure.column).unwrap())
}

fn set(raw: &'static str) -> impl Fn(&mut Disclosure) {
    move |disclosure| {
        let (row, column) = first(disclosure);
        disclosure.tables[0].rows[row].cells[column] = fixture::cell(raw);
    }
}

fn words(revisions: &Revisions) -> Vec<(Vec<&str>, bool)> {
    let said = |change: &CellChange| change.said.len();
    assert!(revisions.changes.iter().all(|change| said(change) == revisions.texts.len()));
    let words =
        |change: &'_ CellChange| change.said.iter().map(|said| said.words.clone().leak() as &str).collect();
    revisions.changes.iter().map(|change| (words(change), change.sure)).collect()
}

#[test]
fn one_text_is_no_revision_and_the_same_text_no_change() {
    assert!(compare(Vec::new(), &fixture::linked().disclosure).is_none());
    let same = compared(&[&|_| {}, &|_| {}]);
    assert!(same.changes.is_empty() && same.tables.is_empty());
}

#[test]
fn a_changed_cell_is_told_with_what_each_text_says() {
    let all = compared(&[&set("1.00"), &set("2.00"), &set("2.00")]);
    assert_eq!(words(&all), [(vec!["1.00", "2.00", "2.00"], true)]);
    let blank = compared(&[&set(""), &set("2.00")]);
    assert_eq!(words(&blank), [(vec!["公布为空", "2.00"], true)]);
    assert!(compared(&[&set(""), &set("—")]).changes.is_empty(), "nothing is nothing");
    assert!(compared(&[&set("1,000.00"), &set("1000")]).changes.is_empty(), "the same amount");
}

#[test]
fn another_unit_is_no_change_of_an_amount() {
    let only = |disclosure: &mut Disclosure, unit: Unit, raw: &str| {
        let (row, column) = first(disclosure);
        let table = &mut disclosure.tables[0];
        table.rows = vec![table.rows[row].clone()];
        table.unit = Some(unit);
        table.rows[0].cells[column] = fixture::cell(raw);
    };
    let in_yuan = |disclosure: &mut Disclosure| only(disclosure, Unit::Yuan, "20,000.00");
    let in_wan = |disclosure: &mut Disclosure| only(disclosure, Unit::WanYuan, "2.00");
    let changes = compared(&[&in_yuan, &in_wan]).changes;
    assert!(changes.iter().all(|change| !change.said.iter().any(|said| said.words == "2.00")), "{changes:?}");
}

#[test]
fn what_may_be_misread_never_changed_for_certain() {
    let doubtful = |disclosure: &mut Disclosure| {
        let (row, column) = first(disclosure);
        disclosure.tables[0].rows[row].cells[column] = fixture::cell("1.00");
        disclosure.tables[0].rows[row].cells[column].confidence = Doubt::OpenChoice.into();
    };
    let all = compared(&[&doubtful, &set("2.00")]);
    assert_eq!(words(&all), [(vec!["1.00", "2.00"], false)]);
    assert_eq!(all.changes[0].said[0].doubt, Some(Doubt::OpenChoice.words()));
    let later = compared(&[&doubtful, &set("2.00"), &set("3.00")]);
    assert!(later.changes[0].sure, "from the second to the third text it did");
    assert!(!words(&compared(&[&set("1.0.0"), &set("2.00")]))[0].1, "what is no amount");
}

#[test]
fn a_row_is_missing_for_certain_only_in_a_table_read_for_certain() {
    let without = |disclosure: &mut Disclosure| {
        let (row, _) = first(disclosure);
        disclosure.tables[0].rows.remove(row);
    };
    let all = compared(&[&without, &|_| {}]);
    assert!(!all.changes.is_empty() && all.changes.iter().all(|change| change.sure));
    assert!(all.changes.iter().all(|change| change.said[0].words == "没有这一行" && change.stands()));
    let doubtful = |disclosure: &mut Disclosure| {
        without(disclosure);
        disclosure.tables[0].confidence = Doubt::RowsLeft.into();
    };
    assert!(compared(&[&doubtful, &|_| {}]).changes.iter().all(|change| !change.sure));
    let gone = compared(&[&|_| {}, &without]);
    assert!(gone.changes.iter().all(|change| !change.stands()));
}

#[test]
fn rows_that_share_a_key_are_matched_only_where_there_are_as_many() {
    let numbered = |disclosure: &mut Disclosure| {
        let (row, column) = first(disclosure);
        let mut copy = disclosure.tables[0].rows[row].clone();
        copy.cells[column] = fixture::cell("7.00");
        for entry in copy.entries.iter_mut().flatten() {
            entry.key += "-2";
        }
        disclosure.tables[0].rows.insert(row + 1, copy);
    };
    let both = |disclosure: &mut Disclosure| {
        numbered(disclosure);
        set("1.00")(disclosure);
    };
    assert!(compared(&[&|_| {}, &both]).changes.iter().all(|change| !change.sure));
    assert!(compared(&[&numbered, &both]).changes.iter().all(|change| change.sure));
}

#[test]
fn a_table_in_one_text_alone_is_one_change() {
    let without = |disclosure: &mut Disclosure| drop(disclosure.tables.remove(0));
    let all = compared(&[&without, &|_| {}]);
    assert_eq!((all.changes.len(), all.tables.len()), (0, 1));
    assert_eq!((all.tables[0].there.as_slice(), all.tables[0].sure), ([false, true].as_slice(), true));
    let unread = |disclosure: &mut Disclosure| {
        without(disclosure);
        disclosure.unread.push(Unread::Rows);
    };
    assert!(!compared(&[&unread, &|_| {}]).tables[0].sure);
}
