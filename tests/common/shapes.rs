//! Texts made to be costly: what is repeated in each.

/// A shape: what its text begins with, and what is repeated, `{}` standing for the number of
/// the piece.
pub const SHAPES: [(&str, &str, &str); 23] = [
    ("changes", "", "（一）某项支出{}\n2023年某项支出{}万元，比上年增加1万元，增长25%，主要是增加人员。\n"),
    ("brackets of tags", "", "<"),
    ("tags that do not end", "", "<b "),
    ("cells that do not end", "", "<td"),
    ("tags in lines", "", "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"),
    ("nested tables", "", "<table><tr><td>"),
    ("handlers", "", "经办人（"),
    ("handlers with a colon", "", "经办人：王小明、"),
    (
        "small tables",
        "",
        "{}表\n单位：万元\n| 项目 | 金额 |\n| --- | --- |\n| 甲 | 5.00 |\n| 合计 | 5.00 |\n\n",
    ),
    ("tables without titles", "", "| 项目 | 金额 |\n| - | - |\n| 甲 | 5 |\n\n"),
    ("titles", "", "部门收支预算总表\n"),
    ("headings", "", "一、部门概况\n（一）主要职能\n"),
    ("one long line", "", "2023年支出1.00万元，占50%；"),
    ("one long paragraph", "", "2023年支出{}.00万元，占50%，\n"),
    ("one long number", "", "1234567890 "),
    ("one long row", "", "| 1.00 "),
    (
        "one long table",
        "支出预算总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n",
        "2{}\t行政运行\t5.00\t3.00\t2.00\n",
    ),
    (
        "one cell a line",
        "支出预算总表\n单位：万元\n科目编码\n科目名称\n合计\n基本支出\n项目支出\n",
        "2{}\n行政运行\n5.00\n3.00\n2.00\n",
    ),
    (
        "aligned by blanks",
        "支出预算总表\n单位：万元\n科目编码    科目名称    合计    基本支出    项目支出\n",
        "2{}    行政运行    5.00    3.00    2.00\n",
    ),
    ("amounts alone", "", "5.00\n"),
    (
        "forms",
        "",
        "项目支出绩效目标申报表\n项目名称：\t道路{}\n年度资金总额：\t5.00\n数量指标\t里程\t≥5公里\n\n",
    ),
    ("names", "", "经办人：王{}\n局长王小明，电话3031234\n"),
    ("mail", "", "a.b@"),
];

/// A text of a shape, of about so many bytes.
pub fn text(opening: &str, piece: &str, bytes: usize) -> String {
    let mut text = format!("某局2023年部门预算\n\n{opening}");
    let end = text.len() + bytes;
    for at in 10_000.. {
        if text.len() >= end {
            break;
        }
        text.push_str(&piece.replace("{}", &at.to_string()));
    }
    text
}
