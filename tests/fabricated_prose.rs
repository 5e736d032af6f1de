//! Invented prose beside invented tables: what it claims is true by construction, so nothing
//! may be called 不符; where one figure of it is changed, that is named.
//!
//! `PROSE=20000` makes so many disclosures, `PROSE_SEED=7` from this seed on.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::env;

use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::model::{Finding, Verdict};
use rayon::prelude::*;

/// How many of a hundred planted contradictions have to be named.
const NAMED: usize = 85;

struct Rng(u64);

impl Rng {
    fn next(&mut self, below: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as i64 % below
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.next(most - least + 1)
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.next(of.len() as i64) as usize]
    }

    fn chance(&mut self, percent: i64) -> bool {
        self.next(100) < percent
    }
}

/// Hundredths as printed: `1234.50`.
fn wan(amount: i64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

/// A rate of two amounts, rounded to hundredths of a percent.
fn rate(part: i64, whole: i64) -> String {
    let scaled = i128::from(part) * 100_000 / i128::from(whole);
    wan(((scaled + 5) / 10) as i64)
}

const CLASSES: [(&str, &str); 6] = [
    ("201", "一般公共服务支出"),
    ("204", "公共安全支出"),
    ("208", "社会保障和就业支出"),
    ("210", "卫生健康支出"),
    ("213", "农林水支出"),
    ("221", "住房保障支出"),
];

/// One class: its basic and project expenditure.
type Class = (&'static str, &'static str, i64, i64);

/// A disclosure being written: its text, and the figures of its prose that can be changed,
/// as places of their numbers in the text.
struct Text {
    rng: Rng,
    out: String,
    figures: Vec<(usize, String)>,
}

impl Text {
    fn say(&mut self, words: &str) {
        self.out.push_str(words);
    }

    /// A figure that a table or another figure speaks for.
    fn figure(&mut self, number: String, unit: &str) {
        self.figures.push((self.out.len(), number.clone()));
        self.out.push_str(&number);
        self.out.push_str(unit);
    }

    fn table(&mut self, title: &str, classes: &[Class]) {
        let sum = |of: fn(&Class) -> i64| classes.iter().map(of).sum::<i64>();
        let (basic, project) = (sum(|one| one.2), sum(|one| one.3));
        self.say(&format!("{title}\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"));
        self.say(&format!("合计\t\t{}\t{}\t{}\n", wan(basic + project), wan(basic), wan(project)));
        for (code, name, basic, project) in classes {
            self.say(&format!(
                "{code}\t{name}\t{}\t{}\t{}\n",
                wan(basic + project),
                wan(*basic),
                wan(*project)
            ));
        }
        self.say("\n");
    }

    /// How an amount changed, with the reason for it.
    fn change(&mut self, now: i64) {
        let before = (now * self.rng.between(60, 140) / 100).max(1);
        let (change, more) = ((now - before).abs(), now >= before);
        let with = self.rng.pick(&["比上年", "与上年相比", "较上年预算", "比2022年预算"]);
        if change == 0 {
            return self.say("，与上年持平。");
        }
        self.say(&format!("，{with}{}", if more { "增加" } else { "减少" }));
        self.figure(wan(change), "万元，");
        self.say(if more { "增长" } else { "下降" });
        self.figure(rate(change, before), "%");
        self.say("。");
        self.reason(more);
    }

    /// What must be tied to nothing: policies, parts of a change, other years, other bodies.
    fn reason(&mut self, more: bool) {
        let amount = wan(self.rng.between(100, 90_000));
        let grew = if more { "增加" } else { "减少" };
        let reasons = [
            format!("主要原因是人员经费{grew}。"),
            "主要原因是按照过紧日子的要求，一般性支出统一压减10%。".to_owned(),
            format!("主要原因是信息化项目{grew}{amount}万元。"),
            format!("主要原因：一是会议费{grew}{amount}万元；二是培训费{grew}3.20万元。"),
            "主要原因是根据《某省2021年预算管理办法》调整了标准。".to_owned(),
            format!("主要是上级下达专项资金{amount}万元，执行中追加。"),
            "主要是政策性调资，以及上年结转的工作在本年实施。".to_owned(),
            "主要原因是2022年新增1个内设机构，编制增加12人。".to_owned(),
            format!("主要原因是2019年至2021年累计安排资金{amount}万元，本年不再安排。"),
            "主要原因是撤并下属3家事业单位，划出车辆2辆。".to_owned(),
        ];
        let at = self.rng.next(reasons.len() as i64) as usize;
        self.say(&reasons[at]);
    }
}

fn invent(seed: u64) -> Text {
    let mut rng = Rng(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    rng.next(7);
    let mut classes: Vec<Class> = Vec::new();
    for (code, name) in CLASSES {
        if classes.len() < 2 || rng.chance(60) {
            classes.push((code, name, rng.between(1_000, 900_000), rng.between(1_000, 900_000)));
        }
    }
    let mut text = Text { rng, out: "某县某局2023年部门预算\n\n".to_owned(), figures: Vec::new() };
    structure(&mut text);
    text.table("部门支出总表", &classes);
    text.table("一般公共预算支出表", &classes);
    let three: Vec<i64> = (0..4).map(|_| text.rng.between(0, 3) * text.rng.between(1, 2_000)).collect();
    let cars = three[2] + three[3];
    text.say("“三公”经费支出表\n单位：万元\n合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费\t公务用车购置费\t公务用车运行维护费\n");
    let all = [three[0] + three[1] + cars, three[0], three[1], cars, three[2], three[3]];
    text.say(&format!("{}\n\n", all.map(wan).join("\t")));
    spending(&mut text, &classes);
    three_public(&mut text, all);
    others(&mut text);
    text
}

/// What the body is made of: units in numbers, and by name.
fn structure(text: &mut Text) {
    let below = text.rng.between(1, 9);
    text.say("第一部分 某县某局概况\n一、主要职能\n负责全县某项工作。\n二、机构设置\n");
    text.say("某县某局部门预算包括某县某局本部以及下属");
    text.figure(below.to_string(), "家预算单位。\n本部门中，行政单位1家，事业单位");
    text.figure(below.to_string(), "家，具体包括：\n1.某县某局本部。\n");
    for at in 0..below {
        text.say(&format!(
            "{}.某县第{}服务中心。\n",
            at + 2,
            ["一", "二", "三", "四", "五"][at as usize % 5]
        ));
    }
    text.say("第二部分 部门预算表\n\n");
}

fn spending(text: &mut Text, classes: &[Class]) {
    let basic: i64 = classes.iter().map(|one| one.2).sum();
    let project: i64 = classes.iter().map(|one| one.3).sum();
    let all = basic + project;
    text.say("第三部分 部门预算情况说明\n一、支出预算情况说明\n2023年支出预算合计");
    text.figure(wan(all), "万元");
    text.change(all);
    text.say("\n");
    let words = text.rng.pick(&["2023年支出预算", "支出预算合计"]);
    text.say(words);
    text.figure(wan(all), "万元，其中：基本支出");
    text.figure(wan(basic), "万元，占");
    text.figure(rate(basic, all), "%；项目支出");
    text.figure(wan(project), "万元，占");
    text.figure(rate(project, all), "%。\n");
    text.say("二、一般公共预算支出情况说明\n");
    for (at, (_, name, basic, project)) in classes.iter().enumerate() {
        let own = basic + project;
        text.say(&format!("{}.{}（类）", at + 1, name));
        let words = text.rng.pick(&["", "2023年预算数为"]);
        text.say(words);
        text.figure(wan(own), "万元");
        if text.rng.chance(40) {
            text.say("，主要用于保障机关运转（含下属单位2.00万元）");
        }
        text.change(own);
        text.say("\n");
    }
}

fn three_public(text: &mut Text, [all, abroad, reception, cars, purchase, running]: [i64; 6]) {
    text.say("三、“三公”经费情况说明\n2023年“三公”经费预算");
    text.figure(wan(all), "万元，其中：因公出国（境）费");
    text.figure(wan(abroad), "万元；公务接待费");
    text.figure(wan(reception), "万元；公务用车购置及运行费");
    text.figure(wan(cars), "万元（公务用车购置费");
    text.figure(wan(purchase), "万元，公务用车运行维护费");
    text.figure(wan(running), "万元）。");
    text.reason(true);
    text.say("\n");
}

fn others(text: &mut Text) {
    let goods: Vec<i64> = (0..3).map(|_| text.rng.between(1, 50_000)).collect();
    text.say("四、其他事项说明\n2023年政府采购预算总额");
    text.figure(wan(goods.iter().sum()), "万元，其中：政府采购货物预算");
    text.figure(wan(goods[0]), "万元、政府采购工程预算");
    text.figure(wan(goods[1]), "万元、政府采购服务预算");
    text.figure(wan(goods[2]), "万元。预留给中小企业的采购份额");
    let reserved = goods[0].min(goods[2]);
    text.say(&format!("{}万元。\n", wan(reserved)));
    let vehicles: Vec<i64> = (0..3).map(|_| text.rng.between(1, 40)).collect();
    text.say("截至2022年12月31日，某县某局共有车辆");
    text.figure(vehicles.iter().sum::<i64>().to_string(), "辆，其中：机要通信用车");
    text.figure(vehicles[0].to_string(), "辆、执法执勤用车");
    text.figure(vehicles[1].to_string(), "辆、其他用车");
    text.figure(vehicles[2].to_string(), "辆；单价100万元以上设备2台。\n");
    let bought = text.rng.between(0, 3);
    let projects = text.rng.between(1, 60);
    text.say(&format!("2023年部门预算安排购置车辆{bought}辆，其中：其他用车{bought}辆。\n"));
    let goals = wan(text.rng.between(1, 2_000));
    text.say(&format!("编报绩效目标的项目{projects}个，涉及项目预算资金{goals}万元。\n"));
    text.say("第一季度用款计划1.00万元，第二季度用款计划2.00万元，第三季度用款计划3.00万元，第四季度用款计划4.00万元。\n");
    let other = wan(text.rng.between(100, 90_000));
    text.say(&format!("某县财政局2022年安排专项资金{other}万元，截至6月底支出1.00万元，执行率12.00%。\n"));
}

fn audited(text: &str) -> Vec<Finding> {
    audit::disclosure(&common::linked("body/2023-budget.txt", text).0, Catalogue::get())
}

fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| env::var(name).ok()?.parse().ok();
    let first = number("PROSE_SEED").unwrap_or(1);
    first..first + number("PROSE").unwrap_or(60)
}

#[test]
fn nothing_true_is_called_wrong() {
    let wrong = |seed: u64| {
        let findings = audited(&invent(seed).out);
        let mismatch = findings.into_iter().find(|one| one.verdict == Verdict::Mismatch)?;
        Some(format!("seed {seed}: {}", mismatch.statement))
    };
    let wrong: Vec<String> = seeds().into_par_iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} disclosures:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}

#[test]
fn most_planted_contradictions_are_named() {
    let named = |seed: u64| {
        let mut text = invent(seed);
        let at = text.rng.next(text.figures.len() as i64) as usize;
        let (start, number) = text.figures[at].clone();
        let first = number.as_bytes()[0];
        let changed = format!("{}{}", if first == b'9' { b'1' } else { first + 1 } as char, &number[1..]);
        let planted = format!("{}{changed}{}", &text.out[..start], &text.out[start + number.len()..]);
        let statements: Vec<String> = audited(&text.out).into_iter().map(|one| one.statement).collect();
        let fresh = |one: &Finding| !one.verdict.holds() && !statements.contains(&one.statement);
        (audited(&planted).iter().any(fresh), format!("seed {seed}: {number} -> {changed}"))
    };
    let outcomes: Vec<(bool, String)> = seeds().into_par_iter().map(named).collect();
    let missed: Vec<&str> = outcomes.iter().filter(|one| !one.0).map(|one| one.1.as_str()).collect();
    let named = (outcomes.len() - missed.len()) * 100 / outcomes.len();
    println!("{named} % named");
    assert!(named >= NAMED, "{named} %:\n{}", missed.join("\n"));
}
