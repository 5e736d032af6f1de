//! `projects.json`: every project with its line, its form, and how the two were
//! matched.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::export::json;
use crate::model::{
    Beside, Cell, CellRef, Disclosure, Doubt, Field, Form, Fund, Indicator, Linked, MatchNote, Project,
    Reading, Row, Table,
};
use crate::money::Unit;
use crate::source::Line;

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ProjectJson<'a> {
    id: &'a str,
    name: &'a str,
    url: String,
    line: Option<LineJson<'a>>,
    form: Option<FormJson<'a>>,
    /// The self-evaluation beside the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluation: Option<FormJson<'a>>,
    r#match: MatchJson,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MatchJson {
    #[cfg_attr(test, schemars(extend("enum" = ["exact", "name-variant", "amount-only", "group", null])))]
    basis: Option<&'static str>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LineJson<'a> {
    amount: Option<String>,
    unit: Option<&'static str>,
    row: &'a str,
    name: &'a str,
    source: &'a str,
    line: u32,
    url: String,
    #[cfg_attr(test, schemars(extend("enum" = ["sure", "doubt"])))]
    confidence: &'static str,
    /// Why it may be misread.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'static str>,
    funds: Vec<LineFund<'a>>,
}

/// One amount of the line, by column.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LineFund<'a> {
    column: &'a str,
    label: String,
    amount: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FormJson<'a> {
    name: &'a str,
    /// Whether it is a self-evaluation.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    evaluation: bool,
    /// Whether it says nothing of the period of its money and its targets.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    undated: bool,
    title: &'a str,
    amount: Option<String>,
    unit: Option<&'static str>,
    source: &'a str,
    fragments: Vec<[u32; 2]>,
    fields: Vec<FieldJson<'a>>,
    funds: Vec<FundJson<'a>>,
    indicators: Vec<IndicatorJson<'a>>,
    strays: Vec<ReadingJson<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FieldJson<'a> {
    key: &'a str,
    label: &'a str,
    readings: Vec<ReadingJson<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ReadingJson<'a> {
    text: &'a str,
    lines: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'static str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FundJson<'a> {
    key: &'a str,
    label: &'a str,
    implementation: Option<String>,
    annual: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beside: Vec<BesideJson<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct IndicatorJson<'a> {
    #[cfg_attr(test, schemars(extend("enum" = ["implementation", "annual"])))]
    period: &'static str,
    level1: &'a str,
    level2: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed_name: Option<&'a str>,
    value: &'a str,
    line: u32,
    /// Where it is not the form's.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    level_in_doubt: bool,
    /// Why all of it may be misread.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beside: Vec<BesideJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<OtherJson<'a>>,
}

/// What else a row says, by its heading.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct BesideJson<'a> {
    key: &'a str,
    label: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OtherJson<'a> {
    name: &'a str,
    value: &'a str,
    line: u32,
}

pub(super) fn file(linked: &Linked) -> Artifact {
    let projects: Vec<ProjectJson> =
        linked.projects.iter().map(|project| project_json(linked, project)).collect();
    Artifact::new(address::data_file(&linked.disclosure.id, "projects.json"), json(&projects))
}

fn project_json<'a>(linked: &'a Linked, project: &'a Project) -> ProjectJson<'a> {
    let disclosure = &linked.disclosure;
    ProjectJson {
        id: &project.slug,
        name: &project.name,
        url: address::project(&disclosure.id, &project.slug),
        line: linked.line_of(project).and_then(|(table, row)| line_json(disclosure, table, row)),
        form: linked.form_of(project).map(|form| form_json(disclosure, form)),
        evaluation: linked.evaluation_of(project).map(|form| form_json(disclosure, form)),
        r#match: MatchJson {
            basis: project.basis.map(|basis| basis.key()),
            note: project.note.as_ref().map(MatchNote::words),
        },
    }
}

fn line_json<'a>(disclosure: &'a Disclosure, table: &'a Table, row: &'a Row) -> Option<LineJson<'a>> {
    let entry = row.entries.iter().flatten().next()?;
    let total = table.line_total(row);
    // The line has one unit; a column that states another is in the table's files.
    let first = || table.figures_of(row).next();
    let unit = total.or_else(first).map_or(table.unit, |figure| figure.unit());
    let fund = |figure: CellRef<'a>| LineFund {
        column: &figure.column.key,
        label: figure.column.path.join(" / "),
        amount: figure.amount().map(|amount| amount.to_string()).unwrap_or_default(),
    };
    let funds = table.figures_of(row).filter(|figure| figure.unit() == unit).map(fund);
    Some(LineJson {
        amount: total.and_then(|figure| figure.amount()).map(|amount| amount.to_string()),
        unit: unit.map(Unit::name),
        row: &entry.key,
        name: &entry.printed,
        source: disclosure.file_name(row.line),
        line: row.line.number,
        url: address::row(&disclosure.id, &table.id, &entry.key),
        confidence: if table.line_doubt(row).is_some() { "doubt" } else { "sure" },
        doubt: table.line_doubt(row).map(Doubt::words),
        funds: funds.collect(),
    })
}

fn form_json<'a>(disclosure: &'a Disclosure, form: &'a Form) -> FormJson<'a> {
    let file = |line: Line| disclosure.file_name(line);
    let source = form.fragments.first().map_or("", |(first, _)| file(*first));
    FormJson {
        name: &form.name,
        undated: !form.dated,
        evaluation: form.evaluation,
        title: &form.title,
        amount: form.amount().map(|amount| amount.to_string()),
        unit: form.unit.map(Unit::name),
        source,
        fragments: form.fragments.iter().map(|(first, last)| [first.number, last.number]).collect(),
        fields: form.fields.iter().map(field_json).collect(),
        funds: form.funds.iter().map(fund_json).collect(),
        indicators: form.indicators.iter().map(|one| indicator_json(one, file(one.line), source)).collect(),
        strays: form.strays.iter().map(reading_json).collect(),
    }
}

fn field_json(field: &Field) -> FieldJson<'_> {
    FieldJson {
        key: &field.key,
        label: &field.label,
        readings: field.readings.iter().map(reading_json).collect(),
    }
}

fn reading_json(reading: &Reading) -> ReadingJson<'_> {
    ReadingJson {
        text: &reading.text,
        lines: reading.lines.iter().map(|line| line.number).collect(),
        doubt: reading.doubt,
    }
}

fn fund_json(fund: &Fund) -> FundJson<'_> {
    let amount = |cell: &Option<Cell>| cell.as_ref().and_then(Cell::amount).map(|amount| amount.to_string());
    FundJson {
        key: &fund.key,
        label: &fund.label,
        implementation: amount(&fund.implementation),
        annual: amount(&fund.annual),
        beside: fund.beside.iter().map(beside_json).collect(),
    }
}

fn beside_json(beside: &Beside) -> BesideJson<'_> {
    BesideJson { key: &beside.key, label: &beside.label, text: &beside.text }
}

fn indicator_json<'a>(indicator: &'a Indicator, file: &'a str, of_form: &str) -> IndicatorJson<'a> {
    let other =
        |(name, value, line): &'a (String, String, Line)| OtherJson { name, value, line: line.number };
    IndicatorJson {
        period: indicator.period.key(),
        level1: &indicator.level1,
        level2: &indicator.level2,
        name: &indicator.name,
        printed_name: indicator.printed_name.as_deref(),
        value: &indicator.value,
        line: indicator.line.number,
        source: Some(file).filter(|file| *file != of_form),
        level_in_doubt: indicator.level_in_doubt,
        doubt: indicator.doubt,
        beside: indicator.beside.iter().map(beside_json).collect(),
        others: indicator.others.iter().map(other).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_kept() {
        crate::schema::assert_kept::<Vec<ProjectJson<'_>>>("projects", false);
    }
}
