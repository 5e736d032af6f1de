//! What a line beside a table is: title, printed number, the body's name, the unit.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, numbering, unnumbered};
use crate::catalogue::schema::CaptionsSpec;
use crate::model::Doubt;
use crate::money::Unit;
use crate::read::text::{behind_part_number, is_short};
use crate::source::Line;

/// What stands over a table, and which table it is.
#[derive(Debug, Clone, Default)]
pub struct Caption {
    pub title: Option<String>,
    pub title_line: Option<Line>,
    /// The printed number, as in `预算公开表1`.
    pub number: Option<String>,
    /// The body's name.
    pub body: Option<String>,
    pub unit: Option<Unit>,
    /// How the unit is known, as a clause, where it is not stated for this table.
    pub unit_reason: Option<&'static str>,
    /// A unit that amounts are not counted in here, as stated: 千元.
    pub other_unit: Option<String>,
    /// All its lines, last first.
    pub lines: Vec<Line>,
    /// Lines that repeat the table's own text.
    pub repeated: Vec<Line>,
    /// The catalogue's table that it is, by its id.
    pub table: Option<String>,
    /// Why that is in doubt.
    pub doubt: Option<Doubt>,
}

/// What a line is to the table it stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptionKind {
    /// The printed number: `公开01表`.
    Number,
    /// The body's name or the unit, or both.
    BodyOrUnit,
    /// A year alone, or quotes that the parser put on a line of their own.
    Year,
    Title,
}

impl Caption {
    /// Takes in a line of its kind.
    pub fn add(&mut self, kind: CaptionKind, line: Line, text: String, spec: &CaptionsSpec) {
        self.lines.push(line);
        match kind {
            CaptionKind::Number => self.number = Some(text),
            CaptionKind::BodyOrUnit => self.states(&text, spec),
            CaptionKind::Year => {}
            CaptionKind::Title => {
                self.title_line = Some(line);
                self.states(behind_title(&text), spec);
                self.unit = self.unit.or_else(|| Unit::stated_in(&text));
                self.title = Some(text);
            }
        }
    }

    /// Takes in what a text states of the unit and the body.
    pub fn states(&mut self, text: &str, spec: &CaptionsSpec) {
        self.unit = self.unit.or_else(|| stated_unit(text));
        self.other_unit = self.other_unit.take().or_else(|| other_unit(text, spec));
        self.body = self.body.take().or_else(|| stated_body(text, spec));
    }
}

/// What stands after a title on its line: `部门收支总表 编制单位：某局 单位：元`.
fn behind_title(text: &str) -> &str {
    text.rfind('表').map_or("", |at| &text[at + '表'.len_utf8()..])
}

/// Whether a line could be part of a caption.
pub fn is_caption(text: &str, catalogue: &Catalogue) -> bool {
    kind(text, catalogue).is_some_and(|kind| !matches!(kind, CaptionKind::Year))
}

/// Whether a line could be part of a caption, a year alone too.
pub fn is_caption_or_year(text: &str, catalogue: &Catalogue) -> bool {
    kind(text, catalogue).is_some()
}

/// Whether a line is a note under a table: `注：本表无数据`.
pub fn is_note(text: &str, spec: &CaptionsSpec) -> bool {
    let text = compact(text);
    spec.notes.iter().any(|mark| text.starts_with(mark.as_str()))
        || (spec.empty.iter().any(|word| text.contains(word.as_str())) && is_short(&text, 80))
}

/// The number of the point that a note makes: `注：1.…`, `2.…`.
pub fn point(text: &str, spec: &CaptionsSpec) -> Option<u32> {
    let text = compact(text);
    let text = spec.notes.iter().find_map(|mark| text.strip_prefix(mark.as_str())).unwrap_or(&text);
    numbering(text)?;
    text[..text.find(|c: char| !c.is_ascii_digit())?].parse().ok()
}

/// What a line is beside a table; `None` for any other line.
pub fn kind(text: &str, catalogue: &Catalogue) -> Option<CaptionKind> {
    let compacted = compact(text);
    let count = compacted.chars().count();
    if count == 0 {
        // Quotes that the parser put on a line of their own.
        return Some(CaptionKind::Year);
    }
    let spec = catalogue.captions();
    let short = |most: usize| is_short(text, most);
    match () {
        () if is_number(&compacted) => Some(CaptionKind::Number),
        // With what may stand after it: `部门收支总表（单位：万元）`.
        () if short(80) && catalogue.table_titled(text).is_some() => Some(CaptionKind::Title),
        () if short(80) && (says_unit(&compacted, spec) || stated_body(text, spec).is_some()) => {
            Some(CaptionKind::BodyOrUnit)
        }
        () if of_year(&compacted) => Some(CaptionKind::Year),
        () => (could_be_title(text, &compacted) || (short(60) && says_on(&compacted, spec).is_some()))
            .then_some(CaptionKind::Title),
    }
}

/// The unit that a line of a caption states: `单位：万元`, `（万元）`, `位：万元`, or
/// nothing but `万元`.
pub fn stated_unit(text: &str) -> Option<Unit> {
    unit_in(&compact(text))
}

fn unit_in(text: &str) -> Option<Unit> {
    let bare = match text.trim_start_matches("人民币") {
        "万元" | "单位万元" => Some(Unit::WanYuan),
        "元" | "单位元" => Some(Unit::Yuan),
        _ => None,
    };
    let cut = || text.rfind("位:").and_then(|at| Unit::stated_in(&format!("单{}", &text[at..])));
    bare.or_else(|| Unit::stated_in(text)).or_else(cut)
}

/// Whether a compacted line states the unit, or half of it (`单位:万`), and little else.
fn says_unit(text: &str, spec: &CaptionsSpec) -> bool {
    let states = || text.contains("位:") || text.starts_with('(') || text.chars().nth(5).is_none();
    ends_in_half(text) || unit_not_counted(text, spec).is_some() || (states() && unit_in(text).is_some())
}

/// Whether a line breaks off inside its unit: the next is `元`.
pub fn is_half_unit(text: &str) -> bool {
    ends_in_half(&compact(text))
}

fn ends_in_half(text: &str) -> bool {
    text.ends_with("位:万")
}

/// A unit that a caption states and that the program does not count in: 千元.
pub fn other_unit(text: &str, spec: &CaptionsSpec) -> Option<String> {
    unit_not_counted(&compact(text), spec)
}

fn unit_not_counted(text: &str, spec: &CaptionsSpec) -> Option<String> {
    let stated = text.split("单位:").skip(1).map(|rest| rest.trim_start_matches("人民币"));
    let known = |rest: &str| spec.other_units.iter().find(|unit| rest.starts_with(unit.as_str()));
    stated.into_iter().find_map(known).cloned()
}

/// Whether a compacted line is a printed number: `公开01表`, `附表3`, `预算01-1表`, `表一`.
fn is_number(text: &str) -> bool {
    if !(text.contains('表') || text.starts_with('附')) {
        return false;
    }
    let words = |c: char| "预算决部门单位公开附件表第号财省市县区级:".contains(c);
    let digits: String = text.chars().filter(|c| !words(*c)).collect();
    text.chars().count() <= 14
        && !digits.is_empty()
        && digits.len() <= 6
        && digits.chars().all(|c| c.is_ascii_digit() || "-一二三四五六七八九十".contains(c))
}

/// Whether a line is nothing but a year, perhaps in brackets.
pub fn is_year(text: &str) -> bool {
    of_year(&compact(text))
}

fn of_year(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    let digits = inner.strip_suffix("年度").or_else(|| inner.strip_suffix('年'));
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// A title without the words that say it goes on; `None` where it does not say so.
pub fn says_on(title: &str, spec: &CaptionsSpec) -> Option<String> {
    let title = compact(title);
    spec.continued.iter().find_map(|mark| title.strip_suffix(mark.as_str())).map(str::to_owned)
}

/// Whether a line could be the title of a table.
pub fn is_title(text: &str, catalogue: &Catalogue) -> bool {
    is_short(text, 60) && (could_be_title(text, &compact(text)) || catalogue.table_titled(text).is_some())
}

/// Whether a short line ends in 表, whatever stands in brackets and numbers after it, and
/// heads no part.
fn could_be_title(text: &str, compacted: &str) -> bool {
    if !is_short(text, 60) || !compacted.contains('表') {
        return false;
    }
    let name = unnumbered(compacted).trim_end_matches(':');
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let bare = name.find('(').filter(|at| *at > 0).map_or(name, |at| &name[..at]);
    // 第二部分 部门预算表 heads the part of all tables.
    (bare.ends_with('表') || name.ends_with('表')) && behind_part_number(compacted).is_none()
}

/// The body's name that a caption states: `单位名称：某局`, `编制部门：某局 单位：元`.
pub fn stated_body(text: &str, spec: &CaptionsSpec) -> Option<String> {
    let (label, rest) = text.trim().split_once(['：', ':'])?;
    let (label, rest) = (compact(label), rest.trim_start());
    // `学校名称`, `填报法院名称`: the name of a body, of whatever kind.
    let of_kind = |kind: &str| spec.kinds.iter().any(|end| kind.ends_with(end.as_str()));
    let named = label.strip_suffix("名称").is_some_and(|kind| kind.chars().count() <= 6 && of_kind(kind));
    if !named && !spec.bodies.contains(&label) {
        return None;
    }
    let blank = rest.find([' ', '\u{3000}', '\t']);
    let end = spec.ends.iter().filter_map(|mark| rest.find(mark.as_str())).chain(blank).min();
    let name = rest[..end.unwrap_or(rest.len())].trim();
    let plausible = name.chars().count() >= 2 && !name.ends_with('元');
    plausible.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_told_from_the_unit() {
        for (text, body) in [
            ("单位名称：某市公安局", Some("某市公安局")),
            ("编制部门：某街道办事处 单位：元", Some("某街道办事处")),
            ("部门： 某省人民检察院 单位：万元", Some("某省人民检察院")),
            ("学校名称：某学院", Some("某学院")),
            ("项目名称：某项目", None),
            ("单位：万元", None),
            ("单位：元", None),
        ] {
            assert_eq!(stated_body(text, Catalogue::get().captions()).as_deref(), body, "{text}");
        }
    }

    #[test]
    fn caption_lines_are_told_from_prose() {
        let catalogue = Catalogue::get();
        for text in [
            "预算公开表1",
            "部门公开表9",
            "公开01表",
            "单位：万元",
            "2023年预算收支总表",
            "某市项目支出绩效目标申报表",
        ] {
            assert!(is_caption(text, catalogue), "{text}");
        }
        for text in
            ["无", "三公经费分布图", "2、绩效目标情况（附表说明）", "办公面积：22793.84平方米", "表明态度"]
        {
            assert!(!is_caption(text, catalogue), "{text}");
        }
    }
}
