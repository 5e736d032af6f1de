//! Noise among the lines of a text.

use crate::fabricator::rng::Rng;
use crate::fabricator::sheet::{Block, Slot, mark};

/// The text of each grid as loose lines before it, without its blank cells.
pub fn repeat_loosely(blocks: Vec<Block>) -> Vec<Block> {
    let mut more = Vec::new();
    for block in blocks {
        if let Block::Table(table) = &block {
            more.extend(table.before.iter().cloned().map(Block::Line));
            for row in &table.sheet.rows {
                let texts: Vec<&str> = row.iter().map(Slot::text).filter(|text| !text.is_empty()).collect();
                more.push(Block::Line(texts.join(" ").chars().filter(|c| mark(*c).is_none()).collect()));
            }
        }
        more.push(block);
    }
    more.retain(|block| !matches!(block, Block::Line(line) if line.is_empty()));
    more
}

/// Contents with leaders, a running header and page numbers, and a website's words.
pub fn furnish(blocks: Vec<Block>, rng: &mut Rng) -> Vec<Block> {
    let web = rng.chance(50);
    let title = match blocks.first() {
        Some(Block::Line(title)) => title.clone(),
        _ => String::new(),
    };
    let mut more = Vec::new();
    if web {
        more.extend(
            ["当前位置：首页 > 政务公开 > 预决算公开", "索引号：QH0000-2024-0001", "字号：【大 中 小】 打印"]
                .map(line),
        );
    }
    more.push(line("目    录"));
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Table(table) = block {
            let name = table.before.get(table.title).cloned().unwrap_or_default();
            more.push(Block::Line(format!("{name}{}{}", ".".repeat(20), at + 3)));
        }
    }
    for (at, block) in blocks.into_iter().enumerate() {
        let table = matches!(block, Block::Table(_));
        more.push(block);
        if table && !web {
            more.extend([line(&title), Block::Line(format!("— {} —", at + 3))]);
        }
    }
    if web {
        more.extend(["扫一扫在手机打开当前页", "【关闭窗口】"].map(line));
    }
    more
}

fn line(text: &str) -> Block {
    Block::Line(text.to_owned())
}

/// Full-width punctuation as half-width.
pub fn halve(blocks: Vec<Block>) -> Vec<Block> {
    let one = |block| match block {
        Block::Line(text) => Block::Line(half(&text)),
        Block::Table(mut table) => {
            table.before.iter_mut().chain(&mut table.after).for_each(|text| *text = half(text));
            for slot in table.sheet.rows.iter_mut().flatten() {
                if let Slot::Text(text) = slot {
                    *text = half(text);
                }
            }
            Block::Table(table)
        }
    };
    blocks.into_iter().map(one).collect()
}

fn half(text: &str) -> String {
    let one = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '，' => ',',
        '。' => '.',
        '“' | '”' => '"',
        other => other,
    };
    text.chars().map(one).collect()
}
