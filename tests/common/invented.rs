//! An invented disclosure of some size, so that what is asked of real ones can be asked
//! without them: tables that agree, prose about them, and forms that name handlers. Every
//! person in it is made up.

/// How many projects it has, each with a form.
pub const PROJECTS: usize = 12;

const OPENING: &str = "\
某县某局2023年部门预算

第二部分 部门预算报表

2023年部门收支总表
单位：万元
收入⇥⇥支出⇥
项目⇥预算数⇥项目⇥预算数
一般公共预算拨款收入⇥150.00⇥农林水支出⇥140.00
⇥⇥住房保障支出⇥10.00
本年收入合计⇥150.00⇥本年支出合计⇥150.00

2023年部门支出总表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
⇥合计⇥150.00⇥72.00⇥78.00
213⇥农林水支出⇥140.00⇥62.00⇥78.00
21303⇥水利⇥140.00⇥62.00⇥78.00
2130301⇥行政运行⇥62.00⇥62.00⇥
2130306⇥水利工程运行与维护⇥78.00⇥⇥78.00
221⇥住房保障支出⇥10.00⇥10.00⇥
22102⇥住房改革支出⇥10.00⇥10.00⇥
2210201⇥住房公积金⇥10.00⇥10.00⇥

2023年项目支出表
单位：万元
项目名称⇥合计⇥一般公共预算
合计⇥78.00⇥78.00
";

const PROSE: &str = "
第三部分 2023年部门预算情况说明

一、收支预算总体情况说明
2023年收支总计150.00万元，比上年增加25.00万元，增长20%，主要原因是新增水闸看护项目。

二、支出预算情况说明
2023年支出预算150.00万元，其中：基本支出72.00万元，占48%；项目支出78.00万元，占52%。农林水支出140.00万元，住房保障支出10.00万元。
";

/// Names, telephone numbers and amounts by project.
fn project(at: usize) -> (String, String, String, usize) {
    let family = ["沙", "猪", "孙", "牛"][at % 4];
    let given = ["悟静", "无能", "小圣", "魔汪", "翠岚", "龙驹"][at % 6];
    (format!("{}号水闸看护", at + 1), format!("{family}{given}"), format!("0350-30312{at:02}"), at + 1)
}

/// The handlers whom its forms name, with their numbers.
pub fn handlers() -> Vec<String> {
    (0..PROJECTS).map(project).flat_map(|(_, name, number, _)| [name, number]).collect()
}

/// The text.
pub fn text() -> String {
    let line =
        |(name, .., amount): (String, String, String, usize)| format!("{name}⇥{amount}.00⇥{amount}.00\n");
    let lines: String = (0..PROJECTS).map(project).map(line).collect();
    let form = |(name, handler, number, amount): (String, String, String, usize)| {
        format!(
            "\n项目支出绩效目标申报表\n（2023年度）\n项目名称⇥{name}\n项目资金（万元）⇥年度资金总额：⇥{amount}.00\n\
             ⇥其中：财政拨款⇥{amount}.00\n年度目标⇥水闸完好\n一级指标⇥二级指标⇥三级指标⇥指标值\n\
             产出指标⇥数量指标⇥看护水闸⇥≥{amount}座\n经办人：⇥{handler}⇥联系电话：⇥{number}\n"
        )
    };
    let forms: String = (0..PROJECTS).map(project).map(form).collect();
    format!("{OPENING}{lines}{forms}{PROSE}").replace('⇥', "\t")
}
