//! Amounts of as many digits as an exact decimal holds, in every place where
//! something is computed: a whole site is built, and what cannot be computed is
//! said to be so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::process::Command;

const CLASSES: [(&str, &str); 13] = [
    ("201", "一般公共服务支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("221", "住房保障支出"),
];

/// Tables, forms and prose in which every number is `n`.
fn text(n: &str) -> String {
    let mut text = format!(
        "某局2023年部门预算\n\n2023年部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t{n}\t{n}\t{n}\n"
    );
    for (code, name) in CLASSES {
        text.push_str(&format!("{code}\t{name}\t{n}\t{n}\t{n}\n"));
    }
    text.push_str("\n项目支出预算表\n单位：元\n项目名称\t合计\n");
    for at in 1..=13 {
        text.push_str(&format!("项目{at}\t{n}\n"));
    }
    text.push_str(&format!("\n2023年一般公共预算“三公”经费支出表\n单位：万元\n项目\t预算数\n合计\t{n}\n因公出国（境）费\t{n}\n公务接待费\t{n}\n公务用车购置及运行费\t{n}\n"));
    for at in 1..=13 {
        text.push_str(&form(at, n));
    }
    text.push_str(&format!(
        "\n第三部分 情况说明\n一、收支预算情况\n2023年收入总计{n}万元，支出总计{n}万元，比上年增加{n}亿元，增长{n}%。其中：基本支出{n}万元，占{n}%；项目支出{n}亿元，占{n}%。2023年预算{n}万元，2022年预算{n}亿元，减少{n}亿元，下降{n}%。\n政府采购预算{n}万元，其中：货物{n}万元、工程{n}万元、服务{n}万元。绩效项目{n}个，资金{n}亿元。\n"
    ));
    text
}

fn form(at: usize, n: &str) -> String {
    let funds: String = ["中央财政资金", "省级财政资金", "市县财政资金", "单位自筹"]
        .iter()
        .map(|fund| format!("\t{fund}:\t{n}\t\t{fund}:\t{n}\n"))
        .collect();
    format!(
        "\n某市项目支出绩效目标申报表\n（2023年度）\n项目名称\t\t项目{at}\t\t\t\t\t\n项目资金 (万元)\t实施期资金总额:\t{n}\t\t年度资金总额:\t{n}\t\t\n{funds}项目概况\t\t用电供暖。\n绩效 指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t采暖区\t{n}处\t数量指标\t采暖区\t{n}处\n\t\t成本指标\t单价\t{n}元\t成本指标\t单价\t{n}元\n"
    )
}

#[test]
fn amounts_of_28_digits_stop_nothing() {
    let most = "9".repeat(28);
    let least = format!("0.{}1", "0".repeat(25));
    for number in [most.as_str(), least.as_str(), "-9999999999999999999999999999"] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/body")).unwrap();
        fs::write(folder.path().join("content/body/2023-budget.txt"), text(number)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
        let output = command.args(["build", "--quiet"]).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{number}: {} {said}", output.status);
        assert!(!said.contains("panicked"), "{said}");
        let audit = folder.path().join("public/body/2023-budget/data/audit.json");
        let audit: serde_json::Value = serde_json::from_str(&fs::read_to_string(audit).unwrap()).unwrap();
        let sum = audit.as_array().unwrap().iter().find(|one| one["id"] == "sum-expenditure-total-total");
        let verdict = if number == least { "rounding" } else { "unverifiable" };
        assert_eq!(sum.unwrap()["verdict"], verdict, "{number}");
    }
}
