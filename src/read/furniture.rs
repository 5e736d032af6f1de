//! What is none of the disclosure: the frame of the web page that was saved, page
//! numbers between ornaments.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::NarrativeSpec;
use crate::model::{Role, Target};
use crate::read::Reading;
use crate::read::blocks::Piece;
use crate::read::text::{is_furniture, is_short};

/// The pieces without furniture, whose lines say nothing of their own.
pub fn set_aside(reading: &mut Reading<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let spec = reading.catalogue.narrative();
    let (aside, kept): (Vec<Piece>, Vec<Piece>) = pieces
        .into_iter()
        .partition(|piece| piece.text().is_some_and(|line| is_site(spec, &line.text) || is_page(&line.text)));
    for line in aside.iter().filter_map(Piece::text) {
        reading.post(line.line, Role::Repeated, Target::Disclosure);
    }
    kept
}

/// Whether a line belongs to the web page around the disclosure.
fn is_site(spec: &NarrativeSpec, text: &str) -> bool {
    let text = compact(text);
    let bare = text.trim_start_matches(['【', '(', '>', '|', ':', '·']);
    is_short(&text, 80) && spec.site.iter().any(|word| bare.starts_with(word.as_str()))
}

/// Whether a line is a page number between ornaments: `─ 9 ─`.
fn is_page(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "─━═–—―_~·•|＿".contains(c));
    bare.len() < text.trim().len() && is_furniture(bare)
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
        assert!(is_page("─ 9 ─") && is_page("— 12 —") && !is_page("700") && !is_page("─ 2023年 ─"));
    }
}
