//! Self-evaluations: what was promised, done and scored.

use super::Page;
use crate::fabricator::forms::paper::{Paper, UP, level, level2};
use crate::fabricator::forms::truth::{Indicator, Project, Setting, Target};
use crate::fabricator::rng::Rng;

/// 项目支出绩效自评表 of final accounts: what was promised, done and scored.
pub fn self_evaluation(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let points = rng.chance(50);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let (amount, body) = (setting.amount(project.amount), setting.body.as_str());
        paper.put(&[(2, "项目名称"), (7, project.name.as_str())]);
        paper.put(&[(2, "主管部门"), (3, body), (2, "实施单位"), (2, body)]);
        let money = setting.money("项目资金");
        paper.put(&[
            (2, money.as_str()),
            (1, ""),
            (1, "年初预算数"),
            (1, "全年预算数"),
            (1, "全年执行数"),
            (1, "分值"),
            (1, "执行率"),
            (1, "得分"),
        ]);
        paper.put(&[
            (2, UP),
            (1, "年度资金总额"),
            (1, &amount),
            (1, &amount),
            (1, &amount),
            (1, "10"),
            (1, "100.00%"),
            (1, "10"),
        ]);
        let part = setting.amount(project.fiscal);
        paper.put(&[
            (2, UP),
            (1, "其中：当年财政拨款"),
            (1, &part),
            (1, &part),
            (1, &part),
            (1, "—"),
            (1, "100.00%"),
            (1, "—"),
        ]);
        paper.put(&[(1, "年度总体目标"), (4, "预期目标"), (4, "实际完成情况")]);
        paper.put(&[(1, UP), (4, project.goal.as_str()), (4, "已按计划完成。")]);
        project.indicators = scored(&mut paper, &project.targets, points);
        paper.put(&[(6, "总分"), (1, "100"), (1, "98"), (1, "")]);
        let before = vec!["项目支出绩效自评表".to_owned(), format!("（{}年度）", setting.year)];
        pages.push(paper.printed(before));
    }
    pages
}

fn scored(paper: &mut Paper, targets: &[Target], points: bool) -> Vec<Indicator> {
    paper.heading(&HEADING.map(|text| (1, text)));
    let mut all = Vec::new();
    for at in 0..targets.len() {
        let target = &targets[at];
        let outer = level(targets, at, |one| one.level1);
        let outer = if points && outer != UP { format!("{outer}（50分）") } else { outer.to_owned() };
        let (value, weight) = (target.value(), target.weight.to_string());
        let done = target
            .number
            .parse::<i64>()
            .map_or(target.number.clone(), |number| format!("{}{}", number + 1, target.measure));
        let row = [UP, &outer, level2(targets, at), &target.name, &value, &done, &weight, &weight, ""]
            .map(|text| (1, text));
        paper.put(&row);
        all.push(Indicator { done, ..target.annual() });
    }
    all
}

const HEADING: [&str; 9] = [
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
];
