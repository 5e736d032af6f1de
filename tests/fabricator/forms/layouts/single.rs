//! One period, with weights, scores or without the first level.

use super::Page;
use crate::fabricator::forms::paper::{Paper, UP, level, level2};
use crate::fabricator::forms::truth::{Project, Setting};
use crate::fabricator::rng::Rng;

/// 部门预算项目绩效目标申报表 with sign, number, unit of measure, weight and direction.
pub fn sichuan(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let name = rng.chance(50);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let code = if name { "51000023T000001234567-" } else { "" };
        let printed = format!("{code}{}", project.name);
        paper.put(&[(2, "项目名称"), (7, printed.as_str())]);
        paper.put(&[(2, "预算单位"), (7, &setting.body)]);
        paper.put(&[(2, "项目类型"), (3, "特定目标类"), (2, "项目期限"), (2, "1年")]);
        let amount = setting.amount(project.amount);
        paper.put(&[(2, setting.money("预算总额").as_str()), (7, &amount)]);
        paper.put(&[(2, "年度目标"), (7, &project.goal)]);
        paper.heading(&[
            (1, "绩效指标"),
            (1, "一级指标"),
            (1, "二级指标"),
            (1, "三级指标"),
            (1, "绩效指标性质"),
            (1, "绩效指标值"),
            (1, "绩效度量单位"),
            (1, "权重"),
            (1, "指标方向性"),
        ]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let target = &targets[at];
            let weight = target.weight.to_string();
            paper.put(&[
                (1, UP),
                (1, level(targets, at, |one| one.level1)),
                (1, level2(targets, at)),
                (1, &target.name),
                (1, target.sign),
                (1, &target.number),
                (1, target.measure),
                (1, &weight),
                (1, "正向指标"),
            ]);
            project.indicators.push(target.annual());
        }
        let title = "部门预算项目绩效目标申报表".to_owned();
        pages.push(paper.printed(vec![title, format!("（{}年度）", setting.year)]));
    }
    pages
}

/// Scores before the names, rules of scoring behind the values.
pub fn guangxi(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let points = rng.chance(50);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let amount = setting.amount(project.amount);
        paper.put(&[(2, "项目名称"), (5, project.name.as_str())]);
        paper.put(&[(2, "主管部门"), (2, &setting.body), (1, "项目单位"), (2, &setting.body)]);
        paper.put(&[
            (2, setting.money("项目资金").as_str()),
            (2, "年度资金总额："),
            (1, &amount),
            (1, ""),
            (1, ""),
        ]);
        paper.put(&[(2, "年度绩效目标"), (5, &project.goal)]);
        paper.heading(&[
            (1, "一级指标"),
            (1, "二级指标"),
            (1, "分值"),
            (1, "三级指标"),
            (1, "指标内容（150字内）"),
            (1, "指标值"),
            (1, "评分细则"),
        ]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let target = &targets[at];
            let (weight, value) = (target.weight.to_string(), target.value());
            let outer = level(targets, at, |one| one.level1);
            let outer = if points && outer != UP { format!("{outer}（50分）") } else { outer.to_owned() };
            paper.put(&[
                (1, outer.as_str()),
                (1, level2(targets, at)),
                (1, &weight),
                (1, &target.name),
                (1, "反映完成情况"),
                (1, &value),
                (1, "按比例计分"),
            ]);
            project.indicators.push(target.annual());
        }
        pages.push(paper.printed(vec![format!("{}年项目绩效目标表", setting.year)]));
    }
    pages
}

/// Without a column for the first level, which the second tells; a number behind the
/// title.
pub fn heilongjiang(_: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let mut pages = Vec::new();
    for (count, project) in projects.iter_mut().enumerate() {
        let mut paper = Paper::default();
        let amount = setting.amount(project.amount);
        paper.put(&[(1, "项目名称"), (1, project.name.as_str()), (1, "项目负责部门"), (1, &setting.body)]);
        paper.put(&[(1, setting.money("项目金额").as_str()), (3, &amount)]);
        paper.put(&[(1, "项目绩效总目标"), (3, &project.goal)]);
        paper.heading(&[(1, "绩效指标"), (1, "二级指标"), (1, "三级指标"), (1, "指标值")]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let value = targets[at].value();
            paper.put(&[(1, UP), (1, level2(targets, at)), (1, &targets[at].name), (1, &value)]);
            project.indicators.push(targets[at].annual());
        }
        let title = format!("部门项目支出绩效目标表05-{}", count + 2);
        pages.push(paper.printed(vec![title]));
    }
    pages
}
