//! What stands over a grid: title, printed number, the body's name, the unit.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, label};
use crate::money::Unit;
use crate::read::pieces::TextLine;
use crate::read::text::is_short;
use crate::source::Line;

/// The caption of one grid.
#[derive(Debug, Clone, Default)]
pub struct Caption {
    pub title: Option<String>,
    pub title_line: Option<Line>,
    /// The printed number, as in `预算公开表1`.
    pub number: Option<String>,
    /// The body's name.
    pub body: Option<String>,
    pub unit: Option<Unit>,
    /// A unit that amounts are not counted in here, as stated: 千元.
    pub other_unit: Option<&'static str>,
    /// All its lines, last first.
    pub lines: Vec<Line>,
}

enum Kind {
    Number,
    BodyOrUnit,
    Year,
    Title,
}

/// Takes the caption off the end of the text before a grid.
///
/// From the grid upwards: unit and body, year, title, number, the number perhaps
/// below the title; the first line that is none of these ends it.
pub fn take(pending: &mut Vec<TextLine>, catalogue: &Catalogue) -> Caption {
    let mut caption = Caption::default();
    while let Some(line) = pending.last() {
        let Some(kind) = kind(&line.text, catalogue) else { break };
        if caption.title.is_some() && !matches!(kind, Kind::Number) {
            break;
        }
        let TextLine { line, text, .. } = pending.remove(pending.len() - 1);
        caption.lines.push(line);
        match kind {
            Kind::Number => {
                caption.number = Some(text);
                if caption.title.is_some() {
                    break;
                }
            }
            Kind::BodyOrUnit => {
                caption.unit = caption.unit.or_else(|| Unit::stated_in(&text));
                caption.other_unit = caption.other_unit.or_else(|| other_unit(&text));
                caption.body = caption.body.or_else(|| stated_body(&text));
            }
            Kind::Year => {}
            Kind::Title => {
                caption.title_line = Some(line);
                caption.unit = caption.unit.or_else(|| Unit::stated_in(&text));
                caption.title = Some(text);
                whole_title(&mut caption, pending, catalogue);
            }
        }
    }
    caption
}

/// Most lines that a title is wrapped over.
const WRAPPED: usize = 3;

/// The line before a title, past displaced quotes, begins it where both together
/// are a known title and it alone is none, or where it is only an end (`算表`).
fn whole_title(caption: &mut Caption, pending: &mut Vec<TextLine>, catalogue: &Catalogue) {
    let Some(title) = caption.title.clone() else { return };
    let is_end = title.chars().count() <= 3;
    if !is_end && catalogue.table_titled(&title).is_some() {
        return;
    }
    let mut whole = title;
    let mut head = pending.len();
    for _ in 1..WRAPPED {
        let quotes = pending[..head].iter().rev().take_while(|line| compact(&line.text).is_empty()).count();
        let Some(before) = head.checked_sub(quotes + 1) else { return };
        if !is_short(&pending[before].text, 60) {
            return;
        }
        head = before;
        whole = format!("{}{whole}", pending[head].text);
        let known = catalogue.table_titled(&whole).is_some();
        if known || (is_end && !continues(&pending[head].text)) {
            caption.title = Some(whole);
            caption.title_line = Some(pending[head].line);
            caption.lines.extend(pending.drain(head..).map(|line| line.line));
            return;
        }
    }
}

/// Whether a line goes on with what the line before it began.
fn continues(text: &str) -> bool {
    text.starts_with(['、', '，', '和', '及', '（'])
}

/// Whether a line could be part of a caption.
pub fn is_caption(text: &str, catalogue: &Catalogue) -> bool {
    kind(text, catalogue).is_some_and(|kind| !matches!(kind, Kind::Year))
}

/// Whether a line could be part of a caption, a year alone too.
pub fn is_caption_or_year(text: &str, catalogue: &Catalogue) -> bool {
    kind(text, catalogue).is_some()
}

/// Whether a line belongs to a caption but is no title: number, body, unit.
pub fn stands_beside_title(text: &str, catalogue: &Catalogue) -> bool {
    matches!(kind(text, catalogue), Some(Kind::Number | Kind::BodyOrUnit))
}

/// Whether a line is a note under a table: `注：本表无数据`.
pub fn is_note(text: &str) -> bool {
    let text = compact(text);
    ["注:", "备注:", "说明:", "注1", "注释:", "*注"].iter().any(|mark| text.starts_with(mark))
        || ((text.contains("空表") || text.contains("本表无数据")) && is_short(&text, 80))
}

fn kind(text: &str, catalogue: &Catalogue) -> Option<Kind> {
    if compact(text).is_empty() {
        // Quotes that the parser put on a line of their own.
        return Some(Kind::Year);
    }
    if is_number(text) {
        return Some(Kind::Number);
    }
    // With what may stand behind it: `部门收支总表（单位：万元）`.
    if is_short(text, 80) && catalogue.table_titled(text).is_some() {
        return Some(Kind::Title);
    }
    let unit = Unit::stated_in(text).is_some_and(|_| says_unit(text)) || other_unit(text).is_some();
    if is_short(text, 80) && (unit || stated_body(text).is_some()) {
        return Some(Kind::BodyOrUnit);
    }
    if is_year(text) {
        return Some(Kind::Year);
    }
    is_title(text, catalogue).then_some(Kind::Title)
}

fn says_unit(text: &str) -> bool {
    let text = compact(text);
    text.contains("单位:") || text.starts_with('(')
}

/// A unit that a caption states and that the program does not count in: 千元.
pub fn other_unit(text: &str) -> Option<&'static str> {
    let text = compact(text);
    let stated = text.split("单位:").skip(1).map(|rest| rest.trim_start_matches("人民币"));
    let units = ["千元", "百元", "百万元", "亿元", "美元"];
    stated.into_iter().find_map(|rest| units.into_iter().find(|unit| rest.starts_with(unit)))
}

fn is_number(text: &str) -> bool {
    let text = compact(text);
    let marks =
        ["预算公开表", "部门公开表", "单位公开表", "决算公开表", "公开表", "公开", "附表", "附件", "表"];
    let rest = marks.iter().find_map(|mark| text.strip_prefix(mark));
    rest.is_some_and(|rest| {
        let rest = rest.trim_end_matches('表').trim_end_matches(':');
        !rest.is_empty()
            && rest.len() <= 6
            && rest.chars().all(|c| c.is_ascii_digit() || "-一二三四五六七八九十".contains(c))
    })
}

/// Whether a line is nothing but a year, perhaps in brackets.
pub fn is_year(text: &str) -> bool {
    let text = compact(text);
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text);
    let digits = inner.strip_suffix("年度").or_else(|| inner.strip_suffix('年'));
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a line could be the title of a table.
pub fn is_title(text: &str, catalogue: &Catalogue) -> bool {
    if !is_short(text, 60) {
        return false;
    }
    let name = label(text);
    let bare = name.find('(').filter(|at| *at > 0).map_or(name.as_str(), |at| &name[..at]);
    bare.ends_with('表') || name.ends_with('表') || catalogue.table_titled(text).is_some()
}

/// The body's name that a caption states: `单位名称：某局`, `编制部门：某局 单位：元`.
pub fn stated_body(text: &str) -> Option<String> {
    let marks = [
        "单位名称",
        "编制部门",
        "编制单位",
        "部门名称",
        "预算单位",
        "预算部门",
        "公开部门",
        "公开单位",
        "填报单位",
        "填报部门",
        "预算主管部门",
        "部门",
        "单位",
    ];
    let rest = marks.iter().find_map(|mark| text.trim().strip_prefix(mark))?;
    let rest = rest.trim_start().strip_prefix(['：', ':'])?.trim_start();
    let end =
        [" ", "\u{3000}", "\t", "单位：", "单位:", "金额"].iter().filter_map(|mark| rest.find(mark)).min();
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
            ("单位：万元", None),
            ("单位：元", None),
        ] {
            assert_eq!(stated_body(text).as_deref(), body, "{text}");
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
