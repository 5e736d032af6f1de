//! Lists: a row an indicator, the project's cells merged, given once or repeated.

use super::Page;
use crate::fabricator::forms::paper::{Paper, UP, level, level2};
use crate::fabricator::forms::truth::{Project, Setting};
use crate::fabricator::rng::Rng;

/// How the cells of a project stand beside its indicators.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cells {
    Merged,
    Once,
    Repeated,
}

impl Cells {
    fn choose(rng: &mut Rng) -> Self {
        rng.pick(&[Cells::Merged, Cells::Once, Cells::Repeated])
    }

    /// What stands in row `at` of a project.
    fn text(self, at: usize, text: &str) -> (usize, String) {
        let shown = match self {
            _ if at == 0 => text,
            Cells::Repeated => text,
            Cells::Merged => UP,
            Cells::Once => "",
        };
        (1, shown.to_owned())
    }
}

fn owned<const N: usize>(texts: [&str; N]) -> [(usize, String); N] {
    texts.map(|text| (1, text.to_owned()))
}

/// Subtotals of the unit between the rows.
pub fn sichuan(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let cells = Cells::choose(rng);
    let all: i64 = projects.iter().map(|project| project.amount).sum();
    let mut paper = Paper::default();
    paper.heading(&owned([
        "单位名称",
        "项目名称",
        "预算数",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重",
        "指标方向性",
    ]));
    let sum = setting.amount(all);
    paper.put(&owned([&format!("820-{}部门", setting.body), "", &sum, "", "", "", "", "", "", "", "", ""]));
    for project in projects {
        let amount = setting.amount(project.amount);
        let targets = &project.targets;
        for (at, target) in targets.iter().enumerate() {
            let mut row: Vec<_> = [&setting.body, &project.name, &amount, &project.goal]
                .map(|text| cells.text(at, text))
                .to_vec();
            let weight = target.weight.to_string();
            row.extend(owned([
                level(targets, at, |one| one.level1),
                level2(targets, at),
                &target.name,
                target.sign,
                &target.number,
                target.measure,
                &weight,
                "正向指标",
            ]));
            paper.put(&row);
            project.indicators.push(target.annual());
        }
    }
    let before = vec!["部门预算项目支出绩效目标表".to_owned(), format!("单位：{}", setting.unit.name())];
    vec![paper.printed(before)]
}

/// A heading over two rows, 单位（专项）名称.
pub fn hunan(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let cells = Cells::choose(rng);
    let name = rng.pick(&["单位（专项）名称", "项目名称", "单位名称、项目名称"]);
    let mut paper = Paper::default();
    paper.heading(&[(1, "单位代码"), (1, name), (2, "资金来源"), (1, "绩效目标"), (5, "绩效指标")]);
    paper.heading(&owned([
        UP,
        UP,
        "资金总额",
        "其中：财政拨款",
        UP,
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "备注",
    ]));
    if rng.chance(40) {
        paper.heading(&owned(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]));
    }
    for project in projects {
        let (amount, fiscal) = (setting.amount(project.amount), setting.amount(project.fiscal));
        let targets = &project.targets;
        for (at, target) in targets.iter().enumerate() {
            let own = ["301001", &project.name, &amount, &fiscal, &project.goal];
            let mut row: Vec<_> = own.map(|text| cells.text(at, text)).to_vec();
            row.extend(owned([
                level(targets, at, |one| one.level1),
                level2(targets, at),
                &target.name,
                &target.value(),
                "",
            ]));
            paper.put(&row);
            project.indicators.push(target.annual());
        }
    }
    let title = format!("{}年项目支出绩效目标表", setting.year);
    vec![paper.printed(vec![title, format!("单位：{}", setting.unit.name())])]
}

/// A number behind the title; what kind of indicator it is and what it contains in
/// columns behind.
pub fn yunnan(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let cells = Cells::choose(rng);
    let mut paper = Paper::default();
    // Two projects of one name, and names cut short, are told by their amounts alone.
    let twins = projects.iter().any(|one| projects.iter().filter(|two| two.name == one.name).count() > 1);
    let cut = |one: &Project| {
        one.line.as_ref().is_some_and(|(line, _)| *line != one.name && line.starts_with(&one.name))
    };
    let amounts = rng.chance(60) || twins || projects.iter().any(cut);
    let mut heading = vec!["单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标"];
    heading.extend(["指标性质", "指标值", "度量单位", "指标属性", "指标内容"]);
    let money = setting.money("预算金额");
    if amounts {
        heading.insert(1, &money);
    }
    let heading: Vec<_> = heading.into_iter().map(|text| (1, text)).collect();
    paper.heading(&heading);
    for project in projects {
        let amount = setting.amount(project.amount);
        let targets = &project.targets;
        for (at, target) in targets.iter().enumerate() {
            let mut row = vec![cells.text(at, &project.name)];
            row.extend(amounts.then(|| cells.text(at, &amount)));
            row.push(cells.text(at, &project.goal));
            let kind = if target.sign == "定性" { "定性指标" } else { "定量指标" };
            row.extend(owned([
                level(targets, at, |one| one.level1),
                level2(targets, at),
                &target.name,
                target.sign,
                &target.number,
                target.measure,
                kind,
                "反映项目完成情况",
            ]));
            paper.put(&row);
            project.indicators.push(target.annual());
        }
        if !amounts {
            project.amount = 0;
        }
    }
    vec![paper.printed(vec!["部门项目支出绩效目标表05-2".to_owned()])]
}
