//! Layouts that nobody tunes for: they tell how the reader fares with what it has not
//! seen. They are run for measuring only.

use super::layouts::{Layout, Page};
use super::paper::{Paper, UP, level, level2};
use super::truth::{Indicator, Project, Setting};
use crate::fabricator::rng::Rng;

pub const ALL: &[(&str, Layout)] =
    &[("rows-of-their-own", rows_of_their_own), ("halves-apart", halves_apart), ("scored-list", scored_list)];

/// A list whose projects' cells stand on a row above their indicators.
fn rows_of_their_own(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let value = rng.pick(&["目标值", "指标值", "年度指标值"]);
    let mut paper = Paper::default();
    let money = setting.money("预算金额");
    paper.heading(
        &["项目名称", &money, "绩效目标", "一级指标", "二级指标", "三级指标", value].map(|text| (1, text)),
    );
    for project in projects {
        let amount = setting.amount(project.amount);
        paper.put(&[&project.name, &amount, &project.goal, "", "", "", ""].map(|text| (1, text)));
        let targets = &project.targets;
        for at in 0..targets.len() {
            let outer = level(targets, at, |one| one.level1);
            let value = targets[at].value();
            paper.put(
                &["", "", "", outer, level2(targets, at), &targets[at].name, &value].map(|text| (1, text)),
            );
            project.indicators.push(targets[at].annual());
        }
    }
    vec![paper.printed(vec![format!("{}年度项目绩效目标公开表", setting.year)])]
}

/// Labels above values, then both periods with sign, number and unit of measure apart.
fn halves_apart(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let unit = rng.pick(&["计量单位", "单位", "度量单位"]);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let amount = setting.amount(project.amount);
        let money = setting.money("预算安排");
        paper.put(&[(3, "项目名称"), (2, "实施单位"), (2, "项目类型"), (2, money.as_str())]);
        paper.put(&[(3, project.name.as_str()), (2, &setting.body), (2, "一次性项目"), (2, &amount)]);
        paper.put(&[(3, "绩效目标"), (6, &project.goal)]);
        paper.heading(&[(1, "一级指标"), (1, "二级指标"), (1, "三级指标"), (3, "实施期"), (3, "年度")]);
        let parts = [(1, "运算符"), (1, "指标值"), (1, unit)];
        paper.heading(&[&[(1, UP); 3][..], &parts, &parts].concat());
        let targets = &project.targets;
        for at in 0..targets.len() {
            let target = &targets[at];
            let whole = target.of_period();
            paper.put(&[
                (1, level(targets, at, |one| one.level1)),
                (1, level2(targets, at)),
                (1, &target.name),
                (1, target.sign),
                (1, &whole),
                (1, target.measure),
                (1, target.sign),
                (1, &target.number),
                (1, target.measure),
            ]);
            project.indicators.extend([target.said(false, target.value_of(&whole)), target.annual()]);
        }
        pages.push(paper.printed(vec![format!("{}年度项目绩效目标申报表", setting.year)]));
    }
    pages
}

/// A list of self-evaluations: promised, done, points and score in each row.
fn scored_list(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let done = rng.pick(&["完成值", "全年实际完成值", "实际完成值"]);
    let mut paper = Paper::default();
    let money = setting.money("全年预算数");
    let spent = setting.money("全年执行数");
    let head = [
        "序号",
        "项目名称",
        &money,
        &spent,
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        done,
        "分值",
        "得分",
        "自评总分",
    ];
    paper.heading(&head.map(|text| (1, text)));
    for (count, project) in projects.iter_mut().enumerate() {
        let (amount, number) = (setting.amount(project.amount), (count + 1).to_string());
        let targets = &project.targets;
        for (at, target) in targets.iter().enumerate() {
            let whole = |text: &'_ str| if at == 0 { text.to_owned() } else { UP.to_owned() };
            let (value, weight) = (target.value(), target.weight.to_string());
            let result = if target.measure.is_empty() {
                "达成".to_owned()
            } else {
                format!("100{}", target.measure)
            };
            let row = [
                whole(&number),
                whole(&project.name),
                whole(&amount),
                whole(&amount),
                level(targets, at, |one| one.level1).to_owned(),
                level2(targets, at).to_owned(),
                target.name.clone(),
                value,
                result.clone(),
                weight.clone(),
                weight,
                whole("95"),
            ];
            paper.put(&row.map(|text| (1, text)));
            project.indicators.push(Indicator { done: result, ..target.annual() });
        }
    }
    vec![paper.printed(vec![format!("{}年度项目支出绩效自评结果表", setting.year)])]
}
