//! Lines become paragraphs.

use crate::catalogue::normal::numbering;
use crate::model::Paragraph;
use crate::read::blocks::TextLine;
use crate::read::page::Fill;

/// Adds a line to the paragraphs: to the last one where it goes on, be it over
/// the end of a page; `fill` says how much of the text block the line before filled.
pub fn add_line(paragraphs: &mut Vec<Paragraph>, line: &TextLine, chart: Option<String>, fill: Fill) {
    let raw = line.raw.trim();
    let item = raw.starts_with("- ");
    let text = raw.trim_start_matches("- ").trim_start_matches('#').trim();
    let listed = numbering(&line.text).is_some() || item;
    let goes_on = |last: &Paragraph| {
        // An item of a list that is a name alone continues nothing.
        let named = fill == Fill::Little && last.first == last.last && numbering(&last.text).is_some();
        let joined = is_broken(&last.text, text) || if line.opens { fill == Fill::Wide } else { !named };
        !listed && chart.is_none() && joined && (!ends_sentence(&last.text) || leads_on(&last.text))
    };
    match paragraphs.last_mut().filter(|last| goes_on(last)) {
        Some(last) => {
            last.text.push_str(text);
            last.last = line.line;
        }
        None => paragraphs.push(Paragraph {
            text: text.to_owned(),
            first: line.line,
            last: line.line,
            item,
            chart,
        }),
    }
}

/// Whether a text stops inside a sentence that the next line continues: after
/// a comma, inside an amount (`12.50万` / `元`), or before a mark that begins no line.
fn is_broken(text: &str, next: &str) -> bool {
    let text = text.trim_end();
    let amount = text.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '万' | '亿'))
        && next.starts_with(['元', '万', '亿', '%', '％']);
    let marks = ['，', '、', ',', '。', '；', '）', ')', '%', '％'];
    amount || text.ends_with(['，', '、', ',', '（', '(']) || next.starts_with(marks)
}

/// Whether a colon at the end of a text leads on to the rest of its sentence, not to
/// a list.
fn leads_on(text: &str) -> bool {
    ["主要用于", "主要原因", "原因是"].iter().any(|end| text.trim_end_matches(['：', ':']).ends_with(end))
}

pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '）', ')', '*']).ends_with(['。', '；', '：', '！', '？', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::blocks::line;

    #[test]
    fn wrapped_lines_make_one_paragraph_and_list_items_stay_apart() {
        let mut paragraphs = Vec::new();
        for (raw, opens) in [
            ("本部门2017年", true),
            ("预算如下。", false),
            ("1.办公室", false),
            ("2.研究室", false),
            ("无", true),
        ] {
            let line = TextLine { opens, ..line(raw) };
            add_line(&mut paragraphs, &line, None, Fill::Part);
        }
        let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(texts, ["本部门2017年预算如下。", "1.办公室", "2.研究室", "无"]);
    }
}
