//! What an invented performance-target form says.

use crate::fabricator::rng::Rng;
use crate::fabricator::truth::Unit;

/// One indicator as it must come back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Indicator {
    /// Whether it is of the year, not of the whole period.
    pub annual: bool,
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub value: String,
    /// What a self-evaluation says was done; else empty.
    pub done: String,
}

/// What a project promises, before a layout prints it.
#[derive(Debug, Clone)]
pub struct Target {
    pub level1: &'static str,
    pub level2: &'static str,
    pub name: String,
    /// `≥`, or 定性 where the number is a word.
    pub sign: &'static str,
    pub number: String,
    pub measure: &'static str,
    pub weight: i64,
}

impl Target {
    /// `≥12次`; of a quality the word alone.
    pub fn value(&self) -> String {
        self.value_of(&self.number)
    }

    /// Likewise with another number.
    pub fn value_of(&self, number: &str) -> String {
        if self.sign == "定性" {
            number.to_owned()
        } else {
            format!("{}{number}{}", self.sign, self.measure)
        }
    }

    /// The number of the whole period, of which the year is a part.
    pub fn of_period(&self) -> String {
        self.number.parse::<i64>().map_or(self.number.clone(), |number| (number * 3).to_string())
    }

    /// The number of the first half of the year.
    pub fn of_half_year(&self) -> String {
        self.number.parse::<i64>().map_or(self.number.clone(), |number| (number / 2).max(1).to_string())
    }

    /// What must come back of it, for the year.
    pub fn annual(&self) -> Indicator {
        self.said(true, self.value())
    }

    /// What must come back of it.
    pub fn said(&self, annual: bool, value: String) -> Indicator {
        let (level1, level2) = (self.level1.to_owned(), self.level2.to_owned());
        Indicator { annual, level1, level2, name: self.name.clone(), value, done: String::new() }
    }
}

/// A project with its form and its line.
#[derive(Debug, Clone)]
pub struct Project {
    /// As its form spells it.
    pub name: String,
    /// In 分.
    pub amount: i64,
    /// What of it is fiscal money, in 分.
    pub fiscal: i64,
    pub goal: String,
    pub targets: Vec<Target>,
    /// The name and amount in 分 of its line; none where the table has none.
    pub line: Option<(String, i64)>,
    /// What must come back; the layout knows.
    pub indicators: Vec<Indicator>,
}

/// What all forms of a disclosure have in common.
#[derive(Debug, Clone)]
pub struct Setting {
    pub body: String,
    pub year: i64,
    /// The unit of the forms.
    pub unit: Unit,
}

impl Setting {
    /// An amount of 分 in the unit, as printed.
    pub fn amount(&self, fen: i64) -> String {
        let hundredths = self.unit.hundredths(fen);
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    }

    /// `项目资金（万元）`
    pub fn money(&self, label: &str) -> String {
        format!("{label}（{}）", self.unit.name())
    }
}

/// Levels 1 and 2, and names with their unit of measure.
type Levels = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const LEVELS: &[Levels] = &[
    (
        "产出指标",
        "数量指标",
        &[
            ("保洁河段数", "段"),
            ("培训场次", "场"),
            ("抽检批次", "批"),
            ("设备维护台数", "台"),
            ("资料印制份数", "份"),
        ],
    ),
    ("产出指标", "质量指标", &[("验收合格率", "%"), ("抽检合格率", "%"), ("服务达标率", "%")]),
    ("产出指标", "时效指标", &[("任务按期完成率", "%"), ("响应时间", "小时"), ("整改时限", "天")]),
    ("产出指标", "成本指标", &[("单次培训费用", "元"), ("每台维护费用", "元"), ("总成本控制", "万元")]),
    ("效益指标", "经济效益指标", &[("带动就业人数", "人"), ("节约运行费用", "万元")]),
    ("效益指标", "社会效益指标", &[("公众知晓率", "%"), ("受益群众", "人"), ("投诉下降幅度", "%")]),
    ("效益指标", "生态效益指标", &[("水质达标率", "%"), ("绿化覆盖", "平方米")]),
    ("效益指标", "可持续影响指标", &[("长效机制健全程度", ""), ("设施使用年限", "年")]),
    ("满意度指标", "服务对象满意度指标", &[("服务对象满意程度", "%"), ("沿岸居民满意度", "%")]),
];

const WORDS: &[&str] = &["好", "良好", "健全", "显著提升", "达到规定要求", "不断完善"];

/// The targets of one project, in the order of their levels.
pub fn targets(rng: &mut Rng) -> Vec<Target> {
    let mut targets = Vec::new();
    for (at, (level1, level2, names)) in LEVELS.iter().enumerate() {
        if at > 0 && at + 1 < LEVELS.len() && rng.chance(30) {
            continue;
        }
        for (name, measure) in rng.some(names, 1).into_iter().take(3) {
            targets.push(target(rng, level1, level2, name, measure));
        }
    }
    targets
}

fn target(
    rng: &mut Rng,
    level1: &'static str,
    level2: &'static str,
    name: &str,
    measure: &'static str,
) -> Target {
    let weight = rng.pick(&[5, 10, 15, 20]);
    let quality = measure.is_empty() || rng.chance(10);
    let (sign, number) = match measure {
        _ if quality => ("定性", rng.pick(WORDS).to_owned()),
        "%" => (rng.pick(&["≥", "=", ">"]), rng.between(80, 100).to_string()),
        "元" | "万元" | "小时" | "天" => (rng.pick(&["≤", "<"]), rng.between(2, 900).to_string()),
        _ => (rng.pick(&["≥", "=", "≥"]), rng.between(1, 400).to_string()),
    };
    let measure = if quality { "" } else { measure };
    Target { level1, level2, name: name.to_owned(), sign, number, measure, weight }
}

const GOALS: &[&str] = &[
    "完成全年各项任务，保障工作正常开展。",
    "提升服务水平，改善群众生活环境。",
    "目标1：按计划完成维护。目标2：及时处理投诉。",
    "确保设施运行良好，不发生责任事故。",
];

/// A goal in words.
pub fn goal(rng: &mut Rng) -> String {
    rng.pick(GOALS).to_owned()
}
