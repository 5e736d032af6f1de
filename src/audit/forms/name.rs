//! A project is spelt alike in the project table and in its form.

use crate::audit::forms::FormCheck;
use crate::catalogue::normal::compact;
use crate::keys::FieldKey;
use crate::model::{
    Basis, CellKey, Class, Finding, Group, Operand, OperandPlace, OperandRole, Rule, Verdict,
};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "project-name",
    class: Class::Words,
    title: "项目名称在表和申报表里写法相同",
    text: "对每个对应成功的项目，核对项目支出表与绩效目标申报表的名称。写法不同而金额相同的，仍认作同一项目，同时在这里列出。",
    basis: "绩效目标申报表逐项目编报，一项一表，名称应与项目支出表一致。",
};

/// The two spellings of a linked project.
pub fn check(sheet: &FormCheck<'_>) -> Option<Finding> {
    if sheet.project.basis == Some(Basis::Group) {
        return None;
    }
    let (table, row) = sheet.linked.line_of(sheet.project)?;
    let entry = row.entries.first()?.as_ref()?;
    let (line, form) = (compact(&entry.printed), compact(&sheet.form.name));
    let same = line == form;
    // Another name altogether, or one that is only a part of the other, is no misspelling.
    let spelt =
        sheet.project.basis == Some(Basis::NameVariant) && !line.contains(&form) && !form.contains(&line);
    let form_line = sheet.form.field(FieldKey::NAME)?.best().lines[0];
    let row_operand = Operand {
        label: entry.printed.clone(),
        amount: None,
        place: OperandPlace::Cell(CellKey {
            table: table.index,
            row: entry.key.as_str().into(),
            column: table.columns.get(table.blocks[0].label)?.key.as_str().into(),
        }),
        line: row.line,
        role: OperandRole::Used,
    };
    Some(Finding {
        note: note(same, spelt).map(str::to_owned),
        ..Finding::worded(
            &RULE,
            Group::Forms,
            sheet.id("name"),
            match () {
                () if same => Verdict::Agree,
                () if spelt => Verdict::Mismatch,
                () => Verdict::Scope,
            },
            format!("项目支出表写作“{}”，申报表写作“{}”", entry.printed, sheet.form.name),
            vec![row_operand, sheet.operand(sheet.form.name.clone(), None, form_line)],
        )
    })
}

fn note(same: bool, spelt: bool) -> Option<&'static str> {
    match () {
        () if same => None,
        () if spelt => Some("可能是原文两处写法不同，也可能是文本识别之误。"),
        () => Some("一处写得更全，或者名称不同、只凭金额对应。"),
    }
}
