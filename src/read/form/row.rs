//! One row of an indicator part whose columns are named once: what its cells are is told
//! by their columns; where blank cells were lost, by their order.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::FormSpec;
use crate::model::{Beside, Period};
use crate::read::form::heading::{Heading, Part};
use crate::read::form::indicators::{Read, RowRead, is_value};
use crate::read::form::levels::{Level, Levels, Token};
use crate::read::form::words::When;
use crate::read::lex::RawRow;
use crate::source::Line;

/// Why an indicator is in doubt whose row has other cells than its heading.
const UNEVEN: &str = "这一行的单元格和表头对不上，内容按次序认";

/// Why one is in doubt that has a bound of no number.
const UNBOUND: &str = "符号后面的指标值里没有数字";

/// Reads one row: an indicator for each period of each name, in doubt where it does not
/// fit its heading.
pub fn read(spec: &FormSpec, row: &RawRow, heading: &Heading, levels: &mut Levels, fits: bool) -> RowRead {
    let mut cells = Cells { spec, heading, placed: Vec::new(), loose: Vec::new() };
    let even = row.cells.len() >= heading.width();
    for (at, cell) in row.filled() {
        let column = heading.column(at).filter(|_| even);
        let part = column.map(|column| &heading.columns[column].part);
        // What stands beside a heading's own column, under none, may be a label.
        let own = column.is_some_and(|column| heading.columns[column].at == at);
        match part {
            Some(Part::Silent) => {}
            Some(Part::Level1 | Part::Level2) if levels.is_heading(&cell.text) => {}
            Some(Part::Level1) if own => levels.enter_outer(&cell.text),
            Some(Part::Level2) if own => levels.enter_inner(&cell.text),
            Some(Part::Level1 | Part::Level2) | None => {
                for token in levels.tokens(&cell.text) {
                    match token {
                        Token::Heading => {}
                        Token::Level1(name) => levels.enter_outer(&name),
                        Token::Level2(level) => levels.enter_inner(&level.inner),
                        Token::Word(word) => cells.loose.push(word),
                    }
                }
            }
            Some(_) => {
                let placed = (column.unwrap_or_default(), cell.text.clone());
                // A merged cell that a parser repeated says one thing.
                if cells.placed.last() != Some(&placed) {
                    cells.placed.push(placed);
                }
            }
        }
    }
    let in_order = cells.set_in_order();
    let doubt = (!in_order || !fits).then_some(UNEVEN);
    cells.read(levels.single.as_ref(), doubt, row.line)
}

/// The words of a row, each with its column, as far as that is known.
struct Cells<'h> {
    spec: &'h FormSpec,
    heading: &'h Heading,
    placed: Vec<(usize, String)>,
    /// Those without a column, in order.
    loose: Vec<String>,
}

impl Cells<'_> {
    /// Sets the words without a column in the columns from the name on, in their order.
    /// False where there are fewer than columns, so that only name and value are sure to
    /// follow one another.
    fn set_in_order(&mut self) -> bool {
        if self.loose.is_empty() {
            return true;
        }
        let columns: Vec<usize> = self.heading.names_on().collect();
        let targets = |at: &&usize| matches!(self.heading.columns[**at].part, Part::Name | Part::Value(_));
        let whole = self.loose.len() == columns.len();
        let chosen: Vec<usize> =
            if whole { columns } else { columns.iter().filter(targets).copied().collect() };
        let fits = whole || (self.loose.len() == chosen.len() && chosen.len() == 2);
        if self.placed.is_empty() && self.loose.len() <= chosen.len() {
            self.placed = chosen.into_iter().zip(self.loose.drain(..)).collect();
        }
        fits
    }

    /// The columns of each name with what belongs to it: all of them where there is one.
    fn groups(&self) -> Vec<Vec<usize>> {
        let columns = &self.heading.columns;
        let names: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].part == Part::Name).collect();
        match names.as_slice() {
            [] => Vec::new(),
            [_] => vec![(0..columns.len()).collect()],
            many => {
                let ends = many.iter().skip(1).copied().chain([columns.len()]);
                many.iter().copied().zip(ends).map(|(start, end)| (start..end).collect()).collect()
            }
        }
    }

    fn text(&self, column: usize) -> String {
        let own = self.placed.iter().filter(|(at, _)| *at == column);
        own.map(|(_, text)| text.as_str()).collect()
    }

    fn read(&self, level: Option<&Level>, doubt: Option<&'static str>, line: Line) -> RowRead {
        let mut read = RowRead::default();
        for group in self.groups() {
            self.group(&group, level, doubt, line, &mut read);
        }
        read.strays.extend(self.loose.iter().map(|word| (word.clone(), line)));
        read
    }

    fn group(
        &self,
        group: &[usize],
        level: Option<&Level>,
        doubt: Option<&'static str>,
        line: Line,
        read: &mut RowRead,
    ) {
        let of = |part: &Part| group.iter().copied().find(|at| self.heading.columns[*at].part == *part);
        let Some(named) = of(&Part::Name) else { return };
        let name = self.text(named);
        let (values, mut beside) = self.values(group);
        let said = values.iter().any(|(_, value)| !value.is_empty());
        let unbound = values.iter().any(|(_, value)| bounds_nothing(value));
        let doubt = doubt.or(unbound.then_some(UNBOUND));
        if name.is_empty() || (!said && is_value(&name)) {
            let texts = values.into_iter().map(|(_, value)| value).chain([name]);
            read.strays.extend(texts.filter(|text| !text.is_empty()).map(|text| (text, line)));
            return;
        }
        beside.extend(self.beside(group));
        let wide = self.heading.columns[named].level.clone();
        let wide = wide.map(|outer| Level { outer, inner: String::new() });
        let level = wide.or(level.cloned());
        let level_in_doubt = level.is_none() && self.heading.has_levels();
        for (period, value) in values {
            if value.is_empty() && said {
                continue;
            }
            let (level, name, beside) = (level.clone(), name.clone(), beside.clone());
            read.indicators.push(Read { period, level, level_in_doubt, doubt, name, value, beside, line });
        }
    }

    /// The target of each period; those of a part of the year stand beside.
    fn values(&self, group: &[usize]) -> (Vec<(Period, String)>, Vec<Beside>) {
        let columns = &self.heading.columns;
        let all = |of: fn(&Part) -> bool| -> Vec<usize> {
            group.iter().copied().filter(|at| of(&columns[*at].part)).collect()
        };
        let [signs, values, measures] = [
            all(|part| *part == Part::Sign),
            all(|part| matches!(part, Part::Value(_))),
            all(|part| *part == Part::Measure),
        ];
        // One sign or unit of measure serves all values; else each has its own.
        let nth = |list: &[usize], at: usize| {
            let own = if list.len() == values.len() { list.get(at) } else { list.first() };
            own.map(|column| self.text(*column)).unwrap_or_default()
        };
        let (mut targets, mut beside) = (Vec::new(), Vec::new());
        for (at, column) in values.iter().enumerate() {
            let (sign, value, measure) = (nth(&signs, at), self.text(*column), nth(&measures, at));
            let target = target(self.spec, &sign, &value, &measure);
            match columns[*column].part {
                Part::Value(Some(When::Partial)) => {
                    let label = columns[*column].label.clone();
                    let said = Beside { key: "partial".to_owned(), label, text: target };
                    beside.extend(Some(said).filter(|said| !said.text.is_empty()));
                }
                Part::Value(Some(When::Of(period))) => targets.push((period, target)),
                _ => targets.push((self.heading.period, target)),
            }
        }
        if targets.is_empty() {
            targets.push((self.heading.period, String::new()));
        }
        (targets, beside)
    }

    fn beside(&self, group: &[usize]) -> Vec<Beside> {
        let said = |at: &usize| {
            let column = &self.heading.columns[*at];
            let Part::Beside(key) = &column.part else { return None };
            let text = Some(self.text(*at)).filter(|text| !text.is_empty())?;
            Some(Beside { key: key.clone(), label: column.label.clone(), text })
        };
        group.iter().filter_map(said).collect()
    }
}

/// Whether a target begins with a bound and has no number: a cell was lost, or another stands in
/// its place. What equals may be words.
fn bounds_nothing(target: &str) -> bool {
    let bound = target.starts_with(['≥', '≤', '<', '>', '＜', '＞', '≧', '≦']);
    let numeral = |c: char| c.is_numeric() || "一二三四五六七八九十百千万两半".contains(c);
    bound && !target.chars().any(numeral)
}

/// `≥`, `12`, `次` make `≥12次`; 定性 says nothing beside a word, nor does 定量.
fn target(spec: &FormSpec, sign: &str, value: &str, measure: &str) -> String {
    let (sign, measure) = (compact(sign), measure.trim());
    let is_sign = spec.signs.contains(&sign) && !value.is_empty() && !value.starts_with(&sign);
    let number = compact(value).contains(|c: char| c.is_ascii_digit());
    let none = !number || value.ends_with(measure) || spec.unmeasured.contains(&compact(measure));
    let (sign, measure) = (if is_sign { sign.as_str() } else { "" }, if none { "" } else { measure });
    format!("{sign}{value}{measure}")
}

#[cfg(test)]
mod tests {
    use super::{bounds_nothing, target};
    use crate::catalogue::Catalogue;

    #[test]
    fn targets_are_put_together_from_sign_number_and_measure() {
        let spec = Catalogue::get().form();
        for (sign, value, measure, expected) in [
            ("≥", "12", "次", "≥12次"),
            ("定性", "好", "", "好"),
            ("定量", "12", "次", "12次"),
            ("", "≥12次", "次", "≥12次"),
            ("=", "100", "%", "=100%"),
            ("≥", "≥95", "%", "≥95%"),
            ("≥", "", "%", ""),
        ] {
            assert_eq!(target(spec, sign, value, measure), expected, "{sign}|{value}|{measure}");
        }
    }

    #[test]
    fn a_bound_needs_a_number() {
        assert!(bounds_nothing("≤处") && bounds_nothing("≥"));
        for target in ["≤1处", "=全部完成", "好", "", "≥百分之九十五", "≥五次"] {
            assert!(!bounds_nothing(target), "{target}");
        }
    }
}
