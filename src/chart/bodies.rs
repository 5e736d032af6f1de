//! Bodies that are alike side by side: a bar each, the largest first, with a line where their
//! median lies.

use crate::chart::draw::{self, Role};
use crate::chart::plan::{Bar, Middle, Plan};
use crate::chart::words;
use crate::model::{Chart, Mark, Spread};
use crate::money::{Unit, grouped, rounded};

/// So many bodies at either end have bars; those between them are counted.
const AT_AN_END: usize = 10;

/// The chart of bodies that are alike. It lists those bodies alone that have bars.
pub fn bodies(spread: Spread) -> Chart {
    let Spread { key, heading, mut marks, median } = spread;
    let all = marks.len();
    let between = all.saturating_sub(2 * AT_AN_END);
    marks.drain(AT_AN_END.min(all)..AT_AN_END.min(all) + between);
    let unit = Some(Unit::WanYuan);
    let middle = grouped(rounded(median, 2));
    let plan = Plan {
        title: heading.clone(),
        description: words::described(&marks, unit),
        note: format!("单位：{}；竖线是中位数 {middle}", Unit::WanYuan.name()),
        strip: None,
        bars: bars(&marks, between),
        middle: Some(Middle(median)),
    };
    let mut words = vec![format!("{all} 个单位，中位数 {middle} {}。", Unit::WanYuan.name())];
    words.extend((between > 0).then(|| format!("图里是最多和最少的各 {AT_AN_END} 个。")));
    Chart {
        picture: draw::picture(&plan, &format!("page-chart-{key}")),
        key,
        heading,
        unit,
        table: None,
        marks,
        words,
        headline: false,
        uses: false,
        withheld: false,
    }
}

fn bars(marks: &[Mark], between: usize) -> Vec<Bar> {
    let bar = |mark: &Mark| Bar {
        label: mark.label.clone(),
        role: Role::Part,
        amount: Some(mark.amount),
        printed: mark.printed.clone(),
        share: None,
    };
    let mut bars: Vec<Bar> = marks.iter().map(bar).collect();
    let gap = Bar {
        label: format!("其间 {between} 个单位"),
        role: Role::Part,
        amount: None,
        printed: "没有画".to_owned(),
        share: None,
    };
    bars.splice(AT_AN_END.min(bars.len())..AT_AN_END.min(bars.len()), (between > 0).then_some(gap));
    bars
}
