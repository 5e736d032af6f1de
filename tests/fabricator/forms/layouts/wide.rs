//! All projects in one wide grid: a project is a column of pairs.

use super::Page;
use crate::fabricator::forms::paper::{Paper, UP};
use crate::fabricator::forms::truth::{Indicator, Project, Setting, Target};
use crate::fabricator::rng::Rng;

const GROUPS: [&str; 3] = ["产出指标", "效益指标", "满意度指标"];

/// Pairs of `三级指标` and `指标值` side by side under each level 1.
pub fn henan(rng: &mut Rng, setting: &Setting, projects: &mut [Project]) -> Vec<Page> {
    let name = rng.pick(&["项目名称", "单位名称、项目名称"]);
    let mut paper = Paper::default();
    let money = setting.money("预算金额");
    let under = ["三级指标", "指标值"].map(|text| (1, text));
    paper.heading(&[
        (1, name),
        (1, money.as_str()),
        (1, "年度目标"),
        (2, GROUPS[0]),
        (2, GROUPS[1]),
        (2, GROUPS[2]),
    ]);
    let up = [(1, UP); 3];
    paper.heading(&[&up[..], &under, &under, &under].concat());
    for project in projects {
        let of = |group: &str| -> Vec<&Target> {
            project.targets.iter().filter(|target| target.level1 == group).collect()
        };
        let columns = GROUPS.map(of);
        let height = columns.iter().map(Vec::len).max().unwrap_or(1);
        let amount = setting.amount(project.amount);
        let mut rows = Vec::new();
        for at in 0..height {
            let mut row = match at {
                0 => [&project.name, &amount, &project.goal].map(|text| (1, text.clone())).to_vec(),
                _ => vec![(1, UP.to_owned()); 3],
            };
            for column in &columns {
                let said = column.get(at).map(|target| [target.name.clone(), target.value()]);
                row.extend(said.unwrap_or_default().map(|text| (1, text)));
            }
            rows.push(row);
        }
        let said = columns.concat().into_iter().map(Target::annual);
        let said = said.map(|one| Indicator { level2: String::new(), ..one }).collect();
        rows.iter().for_each(|row| paper.put(row));
        project.indicators = said;
    }
    vec![paper.printed(vec![format!("{}年部门预算项目绩效目标汇总表", setting.year)])]
}
