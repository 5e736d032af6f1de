//! Indicators without levels, or with what makes the target in several columns.

use super::Page;
use crate::fabricator::forms::paper::{Paper, level, level2};
use crate::fabricator::forms::truth::{Indicator, Project, Setting};
use crate::fabricator::rng::Rng;

/// 编报单位 above, 当年预算 inside; indicators without levels.
pub fn chongqing(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let weighted = rng.chance(50);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let amount = setting.amount(project.amount);
        paper.put(&[(1, "项目名称"), (2, project.name.as_str()), (1, "业务主管部门"), (1, &setting.body)]);
        paper.put(&[(1, setting.money("当年预算").as_str()), (2, &amount), (1, "项目概况"), (1, "按年实施")]);
        paper.put(&[(1, "立项依据"), (4, "上级文件")]);
        paper.put(&[(1, "当年绩效目标"), (4, &project.goal)]);
        let heading = match weighted {
            true => ["指标名称", "指标权重", "计量单位", "指标性质", "指标值"],
            false => ["指标名称", "计量单位", "指标性质", "指标值", "是否核心指标"],
        };
        paper.heading(&heading.map(|text| (1, text)));
        for target in &project.targets {
            let weight = target.weight.to_string();
            let cells: [&str; 5] = match weighted {
                true => [&target.name, &weight, target.measure, target.sign, &target.number],
                false => [&target.name, target.measure, target.sign, &target.number, "是"],
            };
            paper.put(&cells.map(|text| (1, text)));
            let said = Indicator { level1: String::new(), level2: String::new(), ..target.annual() };
            project.indicators.push(said);
        }
        let title = format!("{}年项目绩效目标表", setting.year);
        pages.push(paper.printed(vec![title, format!("编报单位：{}", setting.body)]));
    }
    pages
}

/// A label above its value; sign, number and unit of measure apart.
pub fn beijing(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let sign = rng.pick(&["指标性质", "符号", "运算符号"]);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let (amount, fiscal) = (setting.amount(project.amount), setting.amount(project.fiscal));
        let money = setting.money("资金总额");
        paper.put(&[(1, "项目名称"), (2, "主管部门"), (1, "项目单位"), (1, money.as_str()), (1, "财政拨款")]);
        paper.put(&[
            (1, project.name.as_str()),
            (2, &setting.body),
            (1, &setting.body),
            (1, &amount),
            (1, &fiscal),
        ]);
        paper.put(&[(6, "年度总体目标")]);
        paper.put(&[(6, &project.goal)]);
        paper.heading(&[
            (1, "一级指标"),
            (1, "二级指标"),
            (1, "三级指标"),
            (1, sign),
            (1, "指标值"),
            (1, "计量单位"),
        ]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let target = &targets[at];
            paper.put(&[
                (1, level(targets, at, |one| one.level1)),
                (1, level2(targets, at)),
                (1, &target.name),
                (1, target.sign),
                (1, &target.number),
                (1, target.measure),
            ]);
            project.indicators.push(target.annual());
        }
        let before = vec!["项目绩效目标表".to_owned(), format!("（{}年度）", setting.year)];
        pages.push(paper.printed(before));
    }
    pages
}
