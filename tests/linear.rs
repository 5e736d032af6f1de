//! What a site weighs against what its texts do: twice the text, about twice the site. Sizes
//! are measured and not times, which a busy machine changes.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop; sizes are no amounts"
)]

mod common;

use common::site::Site;
use common::tree;

/// The bytes of a site whose one text has `count` pieces.
fn weight(piece: impl Fn(usize) -> String, count: usize) -> usize {
    let site = Site::empty();
    let pieces: String = (1..=count).map(piece).collect();
    site.put("content/a/2023-budget.md", &format!("某局2023年预算\n\n{pieces}"));
    let (code, said) = site.run("");
    assert!(code.is_some_and(|code| code < 2), "{said}");
    let files = tree::files(&site.root.path().join("public"));
    files.iter().map(|file| std::fs::metadata(file).unwrap().len() as usize).sum()
}

#[test]
fn a_site_grows_with_its_texts_and_not_by_their_square() {
    let table = |at: usize| {
        format!("{at}表\n单位：万元\n| 项目 | 金额 |\n| --- | --- |\n| 甲 | 5.00 |\n| 合计 | 5.00 |\n\n")
    };
    let change =
        |at: usize| format!("（一）某项支出{at}\n2023年某项支出{at}万元，比上年增加1万元，增长25%。\n");
    let form = |at: usize| {
        format!(
            "项目支出绩效目标申报表\n项目名称：\t道路{at}\n年度资金总额：\t5.00\n数量指标\t里程\t≥5公里\n\n"
        )
    };
    let pieces: [(&str, &dyn Fn(usize) -> String); 3] =
        [("tables", &table), ("changes", &change), ("forms", &form)];
    for (name, piece) in pieces {
        // Whatever does not grow is in the first.
        let [one, two, three] = [80, 160, 240].map(|count| weight(piece, count));
        let (first, second) = (two - one, three - two);
        println!("{name}: {one}, {two}, {three} bytes");
        assert!(second * 100 <= first * 115, "{name}: {first} bytes more, then {second}");
    }
}
