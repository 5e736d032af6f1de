//! The body's name is the same over every table.

use crate::audit::whole::{finding, place};
use crate::catalogue::normal::{compact, hashed_key};
use crate::model::{Finding, Linked, Operand, Rule, Target, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "one-body",
    title: "各表写的单位相同",
    text: "表上写了单位名称的，都应是同一个单位。一方是另一方的简称或加了括注的不算不同。",
    basis: "一份公开只对应一个单位；沿用他单位文档时容易漏改。",
};

/// One finding: that all captions agree, or each that does not.
pub fn check(linked: &Linked) -> Vec<Finding> {
    let disclosure = &linked.disclosure;
    let own = compact(&disclosure.body_name);
    let named = disclosure.tables.iter().enumerate().filter_map(|(index, table)| {
        Some((
            compact(table.body.as_deref()?),
            place(table.title.clone(), Target::Table(index), table.lines.0),
        ))
    });
    let named: Vec<(String, Operand)> = named.collect();
    let other: Vec<&(String, Operand)> =
        named.iter().filter(|(body, _)| !body.contains(&own) && !own.contains(body.as_str())).collect();
    if named.is_empty() {
        return Vec::new();
    }
    if other.is_empty() {
        let statement = format!("{} 张表都写“{}”", named.len(), disclosure.body_name);
        let figures = named.iter().map(|(_, place)| place.clone()).collect();
        return vec![finding(&RULE, "body".to_owned(), Verdict::Agree, statement, figures)];
    }
    let one = |(body, place): &&(String, Operand)| {
        let statement =
            format!("《{}》写的单位是“{body}”，这份公开的单位是“{}”", place.label, disclosure.body_name);
        finding(
            &RULE,
            format!("body-{}", hashed_key("t", &place.label)),
            Verdict::Mismatch,
            statement,
            vec![place.clone()],
        )
    };
    other.iter().map(one).collect()
}
