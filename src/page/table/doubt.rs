//! What of a table may be misread, marked in plain words: a sign with the reason beside a
//! row's name, under a column's heading, in a cell.

use crate::model::Doubt;
use crate::page::html::attribute;

/// `本站可能没有读对：本站没有认出金额的单位`
pub(super) fn reason(doubt: Doubt) -> String {
    format!("本站可能没有读对：{}", doubt.words())
}

/// Appends the sign of a doubt; its reason is in the title and for screen readers.
pub(super) fn sign_into(out: &mut String, doubt: Doubt) {
    let why = reason(doubt);
    out.push_str(" <span class=\"doubt\"");
    attribute(out, "title", &why);
    out.push_str("><span aria-hidden=\"true\">存疑</span><span class=\"vh\">（");
    out.push_str(&why);
    out.push_str("）</span></span>");
}
