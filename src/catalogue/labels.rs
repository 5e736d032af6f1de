//! What a label or a heading says of its row or column, whatever the table:
//! `labels.toml`.

use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::LabelsSpec;

impl LabelsSpec {
    /// Whether a label is that of a total, or ends in one: 收入总计.
    pub fn names_total(&self, printed: &str) -> bool {
        let name = label(printed);
        self.all().any(|total| name.ends_with(total.as_str()))
    }

    /// Whether a label is that of a total and nothing else.
    pub fn is_total(&self, printed: &str) -> bool {
        let name = label(printed);
        self.all().any(|total| *total == name)
    }

    /// Whether a label is that of a sum over all rows and nothing else.
    pub fn is_whole(&self, printed: &str) -> bool {
        let name = label(printed);
        self.totals.contains(&name)
    }

    /// Whether a label ends in that of a sum over all rows, 小计 and the total of a page
    /// apart: a table may have many of those.
    pub fn names_whole(&self, printed: &str) -> bool {
        let name = label(printed);
        let ends = |totals: &[String]| totals.iter().any(|total| name.ends_with(total.as_str()));
        ends(&self.totals) && !ends(&self.subtotals)
    }

    /// Whether a note says that some accounts are not published.
    pub fn withholds(&self, note: &str) -> bool {
        self.withheld.iter().any(|word| note.contains(word.as_str()))
    }

    /// Whether a heading says that it is one of codes.
    pub fn names_code(&self, heading: &str) -> bool {
        self.codes.iter().any(|word| heading.contains(word.as_str()))
    }

    /// Whether a title says that its table is of one kind of money.
    pub fn names_fund(&self, title: &str) -> bool {
        self.funds.iter().any(|fund| title.contains(fund.as_str()))
    }

    /// Whether a label or a heading says in brackets at its end that things are counted, no
    /// money: `团组数（个）`, `设备（台、套）`.
    pub fn counts_things(&self, printed: &str) -> bool {
        let printed = compact(printed);
        let inner = printed.strip_suffix(')').and_then(|printed| printed.rsplit_once('('));
        inner.is_some_and(|(_, units)| {
            units.split(['、', '/', ',']).all(|unit| self.counted.iter().any(|counted| counted == unit))
        })
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.totals.iter().chain(&self.subtotals)
    }
}
