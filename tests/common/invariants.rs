//! What holds of a disclosure whatever its text was.

use std::collections::HashSet;

use mingzhang::catalogue::Catalogue;
use mingzhang::measures::Figures;
use mingzhang::model::{CellRef, Linked, Role, Table};
use mingzhang::money::{parse_amount, split_unit};
use mingzhang::{address, chart};

/// Panics where something was lost or invented.
pub fn hold(linked: &Linked) {
    every_line_is_accounted_for(linked);
    for table in &linked.disclosure.tables {
        every_figure_stands_in_its_line(linked, table);
        keys_are_unique(table);
    }
    every_bar_is_a_figure(linked);
}

/// Each non-blank line has one posting, and one that is placed says where.
pub fn every_line_is_accounted_for(linked: &Linked) {
    let disclosure = &linked.disclosure;
    for line in disclosure.source.lines() {
        let text = disclosure.source.line(line);
        let posting = disclosure.ledger.posting(line);
        assert_eq!(posting.is_none(), text.trim().is_empty(), "line {}: {text}", line.number);
        if let Some(posting) = posting {
            assert_eq!(posting.target.is_none(), posting.role == Role::Unplaced, "line {}", line.number);
        }
    }
}

/// No figure is invented: what it was read from is what stands in its line.
pub fn every_figure_stands_in_its_line(linked: &Linked, table: &Table) {
    for figure in table.figures() {
        let source = &linked.disclosure.source;
        let (line, printed) = (source.line(figure.line), source.slice(figure.cell.span));
        assert!(line.contains(printed.lines().next().unwrap_or_default()), "{printed} is not in {line}");
        assert_eq!(parse_amount(split_unit(&figure.cell.raw).0).ok(), figure.amount());
        let has_markup = printed.contains(['&', '<', '*', '~', '`', '$', '\u{200b}', '\u{feff}'])
            || printed.contains(char::is_whitespace);
        // Amounts that a parser set without a blank between them stand in one cell.
        let all = || -> String {
            let of_cell = table.figures().filter(|other| other.cell.span == figure.cell.span);
            of_cell.map(|other| other.cell.raw.as_str()).collect()
        };
        let whole = has_markup || printed == figure.cell.raw || printed == all();
        assert!(whole, "{printed} was read as {}", figure.cell.raw);
    }
}

/// A chart draws figures of its table, as printed, and links to them.
pub fn every_bar_is_a_figure(linked: &Linked) {
    for chart in
        chart::disclosure(linked, &Figures::of(&linked.disclosure, Catalogue::get()), Catalogue::get())
    {
        let table = &linked.disclosure.tables[chart.table.expect("a chart of a disclosure has a table")];
        for mark in &chart.marks {
            let is_it = |figure: &CellRef<'_>| {
                let cell =
                    address::cell(&linked.disclosure.id, &table.id, &figure.entry.key, &figure.column.key);
                cell == mark.path
                    && split_unit(&figure.cell.raw).0 == mark.printed
                    && figure.amount() == Some(mark.amount)
            };
            // What the site adds up itself says so.
            let added = mark.label.ends_with("（本站相加）");
            let drawn = added || table.figures().any(|figure| is_it(&figure));
            assert!(drawn, "{mark:?} is no figure of {}", table.id);
        }
    }
}

/// Keys are addresses.
pub fn keys_are_unique(table: &Table) {
    let mut seen = HashSet::new();
    for entry in table.rows.iter().flat_map(|row| row.entries.iter().flatten()) {
        assert!(seen.insert(&entry.key), "{} stands twice", entry.key);
    }
}
