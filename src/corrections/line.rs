//! What a line of the text is: known before reading, kept on record here.

use crate::config::corrections::{Line as Block, LineRole};
use crate::corrections::Work;
use crate::model::Corrected;

/// Keeps on record what a line was said to be, or says why it is not.
pub fn apply(work: &mut Work<'_>, block: &Block) {
    let Some(line) = work.at_line(block) else { return };
    let heads = work.disclosure.sections.iter().any(|section| section.title_line == line);
    if block.role == LineRole::Heading && !heads {
        return work.refuse(
            block,
            "这一行没有读成标题",
            "标题不超过 40 个字，不在表里，也不在封面和目录里。",
        );
    }
    let is = match block.role {
        LineRole::Furniture => "页眉、页码之类，不是内容",
        LineRole::Heading => "标题",
        LineRole::Text => "文字，不是表里的行",
    };
    work.record(block, Corrected::Line(line), format!("原文第 {} 行", line.number), is.to_owned());
}
