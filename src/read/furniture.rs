//! What is none of the disclosure: the frame of the web page that was saved, page
//! numbers between ornaments, the names of a workbook's sheets.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::NarrativeSpec;
use crate::model::{Role, Target};
use crate::read::Reading;
use crate::read::blocks::{Piece, TextLine};
use crate::read::text::{has_heading_mark, is_furniture, is_short};

/// The pieces without furniture, whose lines say nothing of their own.
pub fn set_aside(reading: &mut Reading<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let spec = reading.catalogue.narrative();
    let is_aside = |at: usize, line: &TextLine| {
        is_site(spec, &line.text) || is_page(&line.text) || is_sheet(line, pieces.get(at + 1))
    };
    let aside: Vec<bool> = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| piece.text().is_some_and(|line| is_aside(at, line)))
        .collect();
    let (aside, kept): (Vec<_>, Vec<_>) = pieces.into_iter().zip(aside).partition(|(_, aside)| *aside);
    let (aside, kept): (Vec<Piece>, Vec<Piece>) = (pieces_of(aside), pieces_of(kept));
    for line in aside.iter().filter_map(Piece::text) {
        reading.post(line.line, Role::Repeated, Target::Disclosure);
    }
    kept
}

fn pieces_of(told: Vec<(Piece, bool)>) -> Vec<Piece> {
    told.into_iter().map(|(piece, _)| piece).collect()
}

/// Whether a heading is the name of a workbook's sheet, which converters set before
/// the sheet's grid: `Sheet8`, or words that the grid itself begins with.
fn is_sheet(line: &TextLine, next: Option<&Piece>) -> bool {
    let Some(Piece::Grid(grid)) = next.filter(|_| has_heading_mark(&line.raw)) else { return false };
    let text = compact(&line.text);
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let given = matches!(name, "Sheet" | "sheet" | "工作表" | "表");
    let first = || grid.rows.iter().take(FIRST).flat_map(|row| &row.cells);
    given || (!name.is_empty() && name != text && first().any(|cell| compact(&cell.text).starts_with(name)))
}

/// So many rows of a grid may hold its caption.
const FIRST: usize = 3;

/// Whether a line belongs to the web page around the disclosure.
fn is_site(spec: &NarrativeSpec, text: &str) -> bool {
    let text = compact(text);
    let bare = text.trim_start_matches(['【', '(', '>', '|', ':', '·']);
    is_short(&text, 80) && spec.site.iter().any(|word| bare.starts_with(word.as_str()))
}

/// Whether a line is a page number between ornaments (`─ 9 ─`), or what is left of
/// them where the number is gone.
fn is_page(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "─━═–—―_~·•|＿".contains(c));
    let ornaments = text.chars().filter(|c| !c.is_whitespace()).count();
    bare.len() < text.trim().len() && (is_furniture(bare) || (bare.is_empty() && ornaments <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn furniture_is_told_from_text() {
        let spec = Catalogue::get().narrative();
        for text in [
            "当前位置：首页 > 信息公开",
            "索引号：000014349/2023-00001",
            "扫一扫在手机打开当前页",
            "【打印本页】【关闭窗口】",
            "分享到：微信",
        ] {
            assert!(is_site(spec, text), "{text}");
        }
        for text in ["索引号是编号的一种。", "打印费由办公经费支出", "收支预算总表", "某局2023年部门预算"]
        {
            assert!(!is_site(spec, text), "{text}");
        }
        assert!(
            is_page("─ 9 ─")
                && is_page("— 12 —")
                && is_page("— —")
                && !is_page("—— ——")
                && !is_page("700")
                && !is_page("─ 2023年 ─")
        );
    }
}
