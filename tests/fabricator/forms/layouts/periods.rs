//! Values of two periods: in two columns, or one below the other.

use super::Page;
use crate::fabricator::forms::paper::{Paper, UP, level, level2};
use crate::fabricator::forms::truth::{Indicator, Project, Setting, Target};
use crate::fabricator::rng::Rng;

/// `实施周期指标值` beside `年度指标值`.
pub fn guangdong(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let headings = rng.pick(&[["实施周期指标值", "年度指标值"], ["实施期指标值", "年度指标值"]]);
    let (own, both) = (Target::of_period as fn(&Target) -> String, true);
    two_values(setting, projects, "项目支出绩效目标申报表", headings, own, both)
}

/// `半年（程）指标值` beside `全年（程）指标值`: only the latter is the year's.
pub fn jiangsu(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let headings = rng.pick(&[["半年（程）指标值", "全年（程）指标值"], ["半年指标值", "全年指标值"]]);
    two_values(setting, projects, "项目支出绩效目标表", headings, Target::of_half_year, false)
}

fn two_values(
    setting: &Setting,
    projects: &mut [Project],
    title: &str,
    headings: [&str; 2],
    first: fn(&Target) -> String,
    both: bool,
) -> Vec<Page> {
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let amount = setting.amount(project.amount);
        paper.put(&[(1, "项目名称"), (2, project.name.as_str()), (1, "项目类别"), (2, "其他运转类")]);
        paper.put(&[(1, "主管部门"), (2, &setting.body), (1, "用款单位"), (2, &setting.body)]);
        let money = setting.money("项目资金总额");
        paper.put(&[(1, money.as_str()), (2, &amount), (1, "项目起止时间"), (2, "2024年1月至12月")]);
        paper.put(&[(1, "总体目标"), (5, &project.goal)]);
        paper.heading(&[
            (1, "绩效指标"),
            (1, "一级指标"),
            (1, "二级指标"),
            (1, "三级指标"),
            (1, headings[0]),
            (1, headings[1]),
        ]);
        let targets = &project.targets;
        for at in 0..targets.len() {
            let target = &targets[at];
            let (one, two) = (target.value_of(&first(target)), target.value());
            paper.put(&[
                (1, UP),
                (1, level(targets, at, |one| one.level1)),
                (1, level2(targets, at)),
                (1, &target.name),
                (1, &one),
                (1, &two),
            ]);
            project.indicators.extend(both.then(|| target.said(false, one)));
            project.indicators.push(target.annual());
        }
        pages.push(paper.printed(vec![title.to_owned(), format!("（{}年度）", setting.year)]));
    }
    pages
}

/// 长期绩效指标 above 年度绩效指标, each with a heading of its own; names stand under
/// 指标内容.
pub fn shaanxi(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let name = rng.pick(&["指标内容", "三级指标"]);
    let mut pages = Vec::new();
    for project in projects {
        let mut paper = Paper::default();
        let amount = setting.amount(project.amount);
        paper.put(&[(2, "项目名称"), (4, project.name.as_str())]);
        paper.put(&[(2, "主管部门"), (1, &setting.body), (1, "实施单位"), (2, &setting.body)]);
        paper.put(&[(2, setting.money("项目资金").as_str()), (1, "资金总额"), (3, &amount)]);
        paper.put(&[(2, "项目立项依据"), (4, "上级文件")]);
        paper.put(&[(3, "长期目标"), (3, "年度目标")]);
        paper.put(&[(3, &project.goal), (3, &project.goal)]);
        let targets = project.targets.clone();
        let long = |target: &Target| target.said(false, target.value_of(&target.of_period()));
        project.indicators = part(&mut paper, "长期绩效指标", name, &targets, long);
        project.indicators.extend(part(&mut paper, "年度绩效指标", name, &targets, Target::annual));
        let title = format!("{}年项目支出绩效目标表", setting.year);
        pages.push(paper.printed(vec![title]));
    }
    pages
}

fn part(
    paper: &mut Paper,
    label: &str,
    name: &str,
    targets: &[Target],
    said: impl Fn(&Target) -> Indicator,
) -> Vec<Indicator> {
    let heading = [(1, label), (1, "一级指标"), (1, "二级指标"), (1, name), (1, "指标值"), (1, "备注")];
    paper.heading(&heading);
    let mut all = Vec::new();
    for at in 0..targets.len() {
        let indicator = said(&targets[at]);
        paper.put(&[
            (1, UP),
            (1, level(targets, at, |one| one.level1)),
            (1, level2(targets, at)),
            (1, &indicator.name),
            (1, &indicator.value),
            (1, ""),
        ]);
        all.push(indicator);
    }
    all
}
