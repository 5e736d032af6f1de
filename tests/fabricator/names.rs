//! Invented names: places, bodies, projects, and sentences that say nothing.

use super::rng::Rng;

const PLACES: &[&str] = &[
    "青禾县",
    "临溪市",
    "望川区",
    "安澜县",
    "白石镇",
    "南屏市",
    "云渡区",
    "长汀岭县",
    "柳河口市",
    "松阳浦区",
];
const OFFICES: &[&str] = &[
    "统计局",
    "司法局",
    "农业农村局",
    "民政局",
    "卫生健康委员会",
    "档案馆",
    "市场监督管理局",
    "机关事务服务中心",
    "文化馆",
    "财政局",
];
const THINGS: &[&str] = &[
    "社区道路养护",
    "档案数字化",
    "信息系统运行维护",
    "老旧小区照明改造",
    "农产品质量抽检",
    "法律援助服务",
    "办公用房维修",
    "公共阅读推广",
    "统计调查员劳务",
    "基层人员培训",
    "防汛物资储备",
    "科普讲座",
    "河道保洁",
    "窗口服务外包",
];
const TAILS: &[&str] = &["经费", "项目", "专项", "补助资金", ""];

/// The name of a body, invented.
pub fn body(rng: &mut Rng) -> String {
    format!("{}{}", rng.pick(PLACES), rng.pick(OFFICES))
}

/// Between three and nine projects, no two of one name.
pub fn projects(rng: &mut Rng) -> Vec<String> {
    let things = rng.some(THINGS, 3);
    things.into_iter().take(9).map(|thing| format!("{thing}{}", rng.pick(TAILS))).collect()
}

/// A sentence as the narrative has them, with the amounts of it written out by the
/// caller.
pub fn sentence(rng: &mut Rng, body: &str, year: i64, amount: &str) -> String {
    let mut forms = [
        format!("{year}年，{body}收支预算{amount}，比上年略有增加，主要是人员变动。"),
        format!("本表反映{body}{year}年度的安排情况，合计{amount}。"),
        format!("{body}坚持厉行节约，{year}年相关经费为{amount}，与上年持平。"),
        format!("按照综合预算的原则，{body}所有收入和支出均纳入预算管理，总额{amount}。"),
    ];
    std::mem::take(&mut forms[rng.below(4)])
}
