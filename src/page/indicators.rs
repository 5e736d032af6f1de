//! The indicators of a form as a table: both periods side by side, and what else their rows
//! say: weights, what was done, scores.

use crate::address;
use crate::model::{Form, Indicator, Period};
use crate::page::context::PageContext;
use crate::page::html::{attribute, escape_into, plain};
use crate::source::Line;
use crate::told::{Pair, pairs};

/// Whether a form has indicators for the year alone, as forms of one period do.
pub(super) fn is_year_alone(form: &Form) -> bool {
    form.indicators_of(Period::Implementation).next().is_none()
}

/// The headings of what stands beside the indicators, each once, in the form's order.
pub(super) fn headings(form: &Form) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for beside in form.indicators.iter().flat_map(|indicator| &indicator.beside) {
        if !headings.contains(&beside.label) {
            headings.push(beside.label.clone());
        }
    }
    headings
}

/// The rows of the indicator table.
pub(super) fn rows(sheet: &PageContext, form: &Form) -> String {
    Indicators::new(sheet, form).write()
}

/// Writes the rows of the indicator table.
struct Indicators<'a> {
    sheet: &'a PageContext<'a>,
    pairs: Vec<Pair<'a>>,
    headings: Vec<String>,
    year_alone: bool,
    out: String,
}

impl<'a> Indicators<'a> {
    fn new(sheet: &'a PageContext<'a>, form: &'a Form) -> Self {
        let (headings, year_alone) = (headings(form), is_year_alone(form));
        Self { sheet, pairs: pairs(form), headings, year_alone, out: String::new() }
    }

    fn write(mut self) -> String {
        for at in 0..self.pairs.len() {
            let pair = self.pairs[at];
            self.out.push_str("<tr>");
            let level1 = |pair: &Pair<'a>| pair.levels().0;
            let level2 = |pair: &Pair<'a>| pair.levels();
            self.level(at, pair.levels().0, self.run(at, level1), pair);
            self.level(at, pair.levels().1, self.run(at, level2), pair);
            self.name(pair);
            self.values(pair);
            self.beside(pair);
            self.lines(pair);
            self.out.push_str("</tr>\n");
        }
        self.out
    }

    /// How many rows from `at` on share a level; `None` where the row above
    /// shares it already.
    fn run<T: PartialEq>(&self, at: usize, level: impl Fn(&Pair<'a>) -> T) -> Option<usize> {
        let own = level(&self.pairs[at]);
        if at > 0 && level(&self.pairs[at - 1]) == own {
            return None;
        }
        Some(self.pairs[at..].iter().take_while(|pair| level(pair) == own).count())
    }

    fn level(&mut self, at: usize, name: &str, rows: Option<usize>, pair: Pair) {
        let Some(rows) = rows else { return };
        self.out.push_str("<th scope=\"row\" class=\"lv\"");
        if rows > 1 {
            attribute(&mut self.out, "rowspan", &rows.to_string());
        }
        self.out.push('>');
        escape_into(&mut self.out, &plain(name));
        let doubtful = self.pairs[at..at + rows].iter().any(|pair| pair.sides().any(|s| s.level_in_doubt));
        if doubtful && name == pair.levels().1 {
            self.out.push_str(
                " <span class=\"doubt\" title=\"原文里级别的文字错位，这里按位置推断\">推断</span>",
            );
        }
        self.out.push_str("</th>");
    }

    fn name(&mut self, pair: Pair) {
        self.out.push_str("<th scope=\"row\">");
        let Some(first) = pair.sides().next() else { return };
        self.text_or_quiet(&first.name);
        if pair.differs(|side| &side.name) {
            for side in pair.sides().skip(1) {
                self.out.push_str(" <span class=\"diff\">年度作：");
                escape_into(&mut self.out, &plain(&side.name));
                self.out.push_str("</span>");
            }
        }
        for side in pair.sides() {
            if let Some(printed) = &side.printed_name {
                let period = period_name(side.period);
                self.out.push_str("<span class=\"doubt\"");
                attribute(&mut self.out, "title", &format!("{period}一栏印作“{printed}”，据另一处补全"));
                self.out.push_str(">补全</span>");
            }
        }
        if let Some(doubt) = pair.sides().find_map(|side| side.doubt) {
            self.out.push_str(" <span class=\"doubt\"");
            attribute(&mut self.out, "title", &format!("本站可能没有读对：{doubt}"));
            self.out.push_str(">存疑</span>");
        }
        self.out.push_str("</th>");
    }

    /// What else the row says, a cell for each heading.
    fn beside(&mut self, pair: Pair<'a>) {
        for heading in self.headings.clone() {
            let of = |side: &'a Indicator| side.beside.iter().find(|one| one.label == heading);
            let text = pair.sides().find_map(of).map(|one| one.text.as_str()).unwrap_or_default();
            self.out.push_str("<td class=\"v\">");
            self.text_or_quiet(text);
            self.out.push_str("</td>");
        }
    }

    /// What other fragments say, folded away.
    fn others(&mut self, pair: Pair) {
        let others: Vec<_> = pair.sides().flat_map(|side| &side.others).collect();
        if others.is_empty() {
            return;
        }
        self.out.push_str("<details><summary>另有读法</summary><ul>");
        for (name, value, line) in others {
            self.out.push_str("<li>");
            escape_into(&mut self.out, &plain(name));
            self.out.push('：');
            escape_into(&mut self.out, &plain(value));
            self.line_link(*line);
            self.out.push_str("</li>");
        }
        self.out.push_str("</ul></details>");
    }

    /// Both periods' values; what other fragments say stands under the last.
    fn values(&mut self, pair: Pair) {
        let differs = pair.differs(|side| &side.value);
        let periods = [pair.implementation, pair.annual];
        for (at, side) in periods.into_iter().enumerate().skip(usize::from(self.year_alone)) {
            self.out.push_str(if differs { "<td class=\"v differs\">" } else { "<td class=\"v\">" });
            match side {
                Some(side) => self.text_or_quiet(&side.value),
                None => self.out.push_str("<span class=\"vh\">没有这一项</span>"),
            }
            if differs {
                self.out.push_str(" <span class=\"diff\">两期不同</span>");
            }
            if at == 1 {
                self.others(pair);
            }
            self.out.push_str("</td>");
        }
    }

    fn text_or_quiet(&mut self, text: &str) {
        if text.is_empty() {
            self.out.push_str("<span class=\"nil\"><span aria-hidden=\"true\">–</span><span class=\"vh\">未填</span></span>");
        } else {
            escape_into(&mut self.out, &plain(text));
        }
    }

    fn lines(&mut self, pair: Pair) {
        self.out.push_str("<td class=\"p\">");
        let mut seen = None;
        for side in pair.sides() {
            if seen != Some(side.line) {
                self.line_link(side.line);
            }
            seen = Some(side.line);
        }
        self.out.push_str("</td>");
    }

    fn line_link(&mut self, line: Line) {
        let href = self.sheet.links.to(&address::source_line(self.sheet.edition.id(), line));
        let number = line.number;
        self.out.push_str(&format!(" <a class=\"s\" href=\"{href}\">{number}</a>"));
    }
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Implementation => "实施期",
        Period::Annual => "年度",
    }
}
