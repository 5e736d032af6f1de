//! One form a project, as filed (申报表, 填报表, 目标表).

use super::Page;
use crate::fabricator::forms::paper::{Paper, UP, level, level2};
use crate::fabricator::forms::truth::{Project, Setting};
use crate::fabricator::rng::Rng;

/// Both periods side by side, each with levels, names and values of its own.
pub fn shanxi(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let authority = rng.pick(&["主管部门及代码", "主管部门", "主管部门名称"]);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let body = setting.body.as_str();
        paper.put(&[(2, "项目名称"), (6, &project.name)]);
        paper.put(&[(2, authority), (2, body), (2, "实施单位"), (2, body)]);
        paper.put(&[(2, "项目属性"), (2, "延续性项目"), (2, "项目期"), (2, "3年")]);
        let (whole, part) = (setting.amount(project.amount), setting.amount(project.fiscal));
        let rest = setting.amount(project.amount - project.fiscal);
        let money = setting.money("项目资金");
        paper.put(&[
            (1, money.as_str()),
            (1, "实施期资金总额："),
            (2, &whole),
            (2, "年度资金总额："),
            (2, &whole),
        ]);
        paper.put(&[(1, UP), (1, "其中：财政拨款"), (2, &part), (2, "其中：财政拨款"), (2, &part)]);
        paper.put(&[(1, UP), (1, "其他资金"), (2, &rest), (2, "其他资金"), (2, &rest)]);
        paper.put(&[(1, "总体目标"), (3, "实施期目标"), (4, "年度目标")]);
        paper.put(&[(1, UP), (3, &project.goal), (4, &project.goal)]);
        paper.heading(&[
            (1, "绩效指标"),
            (1, "一级指标"),
            (1, "二级指标"),
            (1, "三级指标"),
            (1, "指标值"),
            (1, "二级指标"),
            (1, "三级指标"),
            (1, "指标值"),
        ]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let target = &targets[at];
            let (inner, whole) = (level2(targets, at), target.value_of(&target.of_period()));
            let value = target.value();
            paper.put(&[
                (1, UP),
                (1, level(targets, at, |one| one.level1)),
                (1, inner),
                (1, &target.name),
                (1, &whole),
                (1, inner),
                (1, &target.name),
                (1, &value),
            ]);
            project.indicators.extend([target.said(false, whole), target.annual()]);
        }
        let title = format!("{}项目支出绩效目标申报表", place(setting));
        pages.push(paper.printed(vec![title, format!("（{}年度）", setting.year)]));
    }
    pages
}

fn place(setting: &Setting) -> String {
    setting.body.chars().take(3).collect()
}

/// One period; the goals of both under headings, blank columns between.
pub fn shanghai(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let caption = rng.chance(40);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let body = setting.body.as_str();
        paper.put(&[
            (2, "项目名称"),
            (2, project.name.as_str()),
            (1, "项目性质"),
            (1, "经常性项目"),
            (1, "项目类别"),
            (1, "特定目标类"),
        ]);
        paper.put(&[(2, "主管部门"), (2, body), (1, "实施单位"), (3, body)]);
        paper.put(&[(2, "计划开始日期"), (2, "2023-01-01"), (1, "计划完成日期"), (3, "2023-12-31")]);
        let (whole, part) = (setting.amount(project.amount), setting.amount(project.fiscal));
        let rest = setting.amount(project.amount - project.fiscal);
        paper.put(&[
            (2, setting.money("项目资金").as_str()),
            (1, "项目资金总额"),
            (1, &whole),
            (2, "年度资金申请总额"),
            (2, &whole),
        ]);
        paper.put(&[(2, UP), (1, "其中：财政资金"), (1, &part), (2, "其中：当年财政拨款"), (2, &part)]);
        paper.put(&[(2, UP), (1, "其他资金"), (1, &rest), (2, "其他资金"), (2, &rest)]);
        paper.put(&[(1, "项目绩效目标"), (4, "项目总目标"), (3, "年度总体目标")]);
        paper.put(&[(1, UP), (4, &project.goal), (3, &project.goal)]);
        let value = rng.pick(&["年度（/项目）指标值", "指标值", "年度指标值"]);
        paper.heading(&[(1, ""), (1, "一级指标"), (1, "二级指标"), (3, "三级指标"), (2, value)]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let first = if at == 0 { "绩效指标" } else { UP };
            let value = targets[at].value();
            paper.put(&[
                (1, first),
                (1, level(targets, at, |one| one.level1)),
                (1, level2(targets, at)),
                (3, &targets[at].name),
                (2, &value),
            ]);
            project.indicators.push(targets[at].annual());
        }
        let title = "财政项目支出绩效目标填报表".to_owned();
        let mut before = vec![title, format!("（{}年度）", setting.year)];
        if caption {
            before.insert(1, format!("编报单位：{}", setting.body));
        }
        pages.push(paper.printed(before));
    }
    pages
}

/// Central bodies: goals of the middle term and the year, weights of the targets.
pub fn central(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let weight = rng.pick(&["分值权重", "分值权重（90）", "分值"]);
    let [whole_money, year_money] =
        rng.pick(&[["中期资金总额：", "年度资金总额："], ["实施期资金总额：", "年度资金总额："]]);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let body = setting.body.as_str();
        paper.put(&[(1, "项目名称"), (5, project.name.as_str())]);
        paper.put(&[(1, "主管部门及代码"), (2, body), (1, "实施单位"), (2, body)]);
        let (whole, part) = (setting.amount(project.amount), setting.amount(project.fiscal));
        let rest = setting.amount(project.amount - project.fiscal);
        paper.put(&[
            (1, setting.money("项目资金").as_str()),
            (1, whole_money),
            (1, &whole),
            (2, year_money),
            (1, &whole),
        ]);
        paper.put(&[(1, UP), (1, "其中：财政拨款"), (1, &part), (2, "其中：财政拨款"), (1, &part)]);
        paper.put(&[(1, UP), (1, "其他资金"), (1, &rest), (2, "其他资金"), (1, &rest)]);
        let middle = format!("中期目标（{}年—{}年）", setting.year, setting.year + 2);
        paper.put(&[(1, "总体目标"), (2, &middle), (3, "年度目标")]);
        paper.put(&[(1, UP), (2, &project.goal), (3, &project.goal)]);
        paper.heading(&[
            (1, "绩效指标"),
            (1, "一级指标"),
            (1, "二级指标"),
            (1, "三级指标"),
            (1, "指标值"),
            (1, weight),
        ]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let (value, points) = (targets[at].value(), targets[at].weight.to_string());
            paper.put(&[
                (1, UP),
                (1, level(targets, at, |one| one.level1)),
                (1, level2(targets, at)),
                (1, &targets[at].name),
                (1, &value),
                (1, &points),
            ]);
            project.indicators.push(targets[at].annual());
        }
        pages.push(paper.printed(vec!["项目支出绩效目标表".to_owned(), format!("（{}年度）", setting.year)]));
    }
    pages
}
