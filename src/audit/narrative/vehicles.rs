//! 购置车辆X辆: how many vehicles are bought is the same wherever it is said, and where none
//! is bought no money is spent on any.

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::keys::{ColumnKey, RowKey, TableKey, ThingKey};
use crate::model::{CellRef, Class, Counted, Finding, Group, Operand, Rule, TableIndex, Verdict};
use crate::sentences::things::thing;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "vehicle-count",
    class: Class::Figure,
    title: "车辆的数目在各处相同，和购置费对得上",
    text: "“三公”经费说明和国有资产说明写的购置车辆数互相核对，也与“三公”经费表的公务用车购置费核对：有购置费的应有车，有车的应有购置费；公务用车保有量不超过车辆总数。车也可能由别的资金购置，数也可能不是同一天的，不同的一律记为存疑。",
    basis: "购置公务用车的数量和费用一并公开。",
};

/// What passages say of vehicles, while they are read.
#[derive(Default)]
pub struct Stated {
    bought: Vec<Mention>,
    kept: Vec<Mention>,
    owned: Vec<Mention>,
}

/// A number of vehicles somewhere.
struct Mention {
    section: String,
    value: Decimal,
    operand: Operand,
}

impl Stated {
    /// Takes the vehicles of a passage.
    pub fn collect(&mut self, passage: &ParagraphContext<'_>) {
        let things = &passage.setting.tables.catalogue.narrative().things;
        // A number that is part of another says nothing of all.
        for said in passage.figures.iter().filter(|said| !said.inside) {
            let Some(spec) = thing(said, None, &passage.setting.headings, things) else { continue };
            let mention = || Mention {
                section: passage.section.key.clone(),
                value: said.value,
                operand: passage.operand(said),
            };
            match spec {
                spec if spec.key == ThingKey::VEHICLES_BOUGHT => self.bought.push(mention()),
                spec if spec.key == ThingKey::VEHICLES_KEPT => self.kept.push(mention()),
                spec if spec.key == ThingKey::VEHICLES_OWNED => self.owned.push(mention()),
                _ => {}
            }
        }
    }

    /// What is said in several places side by side, and beside the table.
    pub fn findings(self, tables: &TableIndex<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some((first, others)) = self.bought.split_first() {
            let elsewhere = others.iter().filter(|other| other.section != first.section);
            let bought = "购置车辆";
            findings
                .extend(elsewhere.map(|other| compared(bought, first, other, first.value == other.value)));
            findings.extend(cost(tables).and_then(|cost| paid(first, &cost)));
        }
        if let (Some(kept), Some(owned)) = (self.kept.first(), self.owned.first()) {
            findings.push(compared("公务用车保有量", kept, owned, kept.value <= owned.value));
        }
        findings
    }
}

/// What the table of 三公 prints for buying vehicles.
fn cost<'a>(tables: &TableIndex<'a>) -> Option<CellRef<'a>> {
    let indexed = tables.table(TableKey::THREE_PUBLIC)?;
    let wide = || indexed.cell(RowKey::TOTAL, ColumnKey::VEHICLE_PURCHASE);
    let row = indexed.cell(RowKey::VEHICLE_PURCHASE, ColumnKey::TOTAL).or_else(wide)?;
    row.amount().is_some().then_some(row)
}

fn compared(what: &str, one: &Mention, other: &Mention, holds: bool) -> Finding {
    let statement = format!("{what}：“{}”，另一处写“{}”", one.operand.label, other.operand.label);
    let figures = vec![one.operand.clone(), other.operand.clone()];
    let id = format!("narrative-vehicles-{}-{}", one.section, other.section);
    let found = finding(id, holds, statement, figures);
    Finding { expected: Some(other.value), actual: Some(one.value), ..found }
}

/// A number of vehicles bought beside what they cost.
fn paid(bought: &Mention, cost: &CellRef<'_>) -> Option<Finding> {
    let nothing = cost.amount().is_none_or(|amount| amount.is_zero());
    let holds = bought.value.is_zero() == nothing;
    if holds && nothing {
        return None;
    }
    let (label, amount) = (cost.operand().label, if nothing { "没有金额" } else { "有金额" });
    let statement = format!("文字写“{}”，表中《{}》{label} {amount}", bought.operand.label, cost.table.title);
    let id = "narrative-vehicles-cost".to_owned();
    Some(finding(id, holds, statement, vec![bought.operand.clone(), cost.operand()]))
}

fn finding(id: String, holds: bool, statement: String, figures: Vec<Operand>) -> Finding {
    const NOTE: &str = "车也可能由别的资金购置，两处的数也可能不是同一天、同一范围的。";
    Finding {
        id,
        rule: &RULE,
        group: Group::Narrative,
        verdict: if holds { Verdict::Agree } else { Verdict::Doubtful },
        statement,
        expected: None,
        actual: None,
        unit: Some(Counted::Things("辆")),
        tolerance: Decimal::ZERO,
        figures,
        note: (!holds).then(|| NOTE.to_owned()),
    }
}
