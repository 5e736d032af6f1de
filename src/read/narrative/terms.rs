//! Entries of the glossary.

use crate::catalogue::normal::{numbering, unnumbered};
use crate::read::blocks::TextLine;

/// The term that a glossary line begins, and what the line says of it.
///
/// `**一、基本支出：**指…`, `**九、一般公共预算**是指…`, `（一）基本支出预算：是…`; without
/// a number, where a term may begin (`begins`), `基本支出：指…`.
pub fn term_of(line: &TextLine, begins: bool) -> Option<(String, String)> {
    let raw = line.raw.trim().trim_start_matches('#').trim();
    if let Some(rest) = raw.strip_prefix("**")
        && let Some((head, rest)) = rest.split_once("**")
    {
        let name = unnumbered(head).trim_end_matches(['：', ':']).trim();
        return (!name.is_empty()).then(|| (name.to_owned(), rest.trim().to_owned()));
    }
    let numbered = numbering(&line.text).is_some();
    let text = unnumbered(&line.text);
    let cut = [("：", true), (":", true), ("是指", false), ("指", false), ("是", false)];
    let (at, colon) = cut.iter().find_map(|(mark, colon)| {
        let at = text.find(mark).filter(|at| *at > 0 && text[..*at].chars().count() <= 30)?;
        Some((at, colon.then_some(*mark)))
    })?;
    let (head, rest) = (&text[..at], text[at + colon.map_or(0, str::len)..].trim());
    let defined = begins && (rest.starts_with("是指") || (colon.is_some() && rest.starts_with('指')));
    let plausible = (numbered || defined) && !head.contains(['，', '。', ',']);
    plausible.then(|| (head.trim().to_owned(), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::blocks::line;

    #[test]
    fn glossary_entries_are_told_by_their_heads() {
        for (raw, name, rest) in [
            ("**一、基本支出：**指为保障运转", "基本支出", "指为保障运转"),
            ("**九、一般公共预算**是指以税收", "一般公共预算", "是指以税收"),
            ("### **六、财政专户管理资金：**", "财政专户管理资金", ""),
            ("（三）、“三公”经费：是与", "“三公”经费", "是与"),
            ("1.项目支出是指在", "项目支出", "是指在"),
            ("事业收入：指单位", "事业收入", "指单位"),
            ("其他收入是指除此以外", "其他收入", "是指除此以外"),
        ] {
            assert_eq!(term_of(&line(raw), true), Some((name.to_owned(), rest.to_owned())), "{raw}");
        }
        assert_eq!(term_of(&line("支出之外编制的计划：是的"), true), None);
        assert_eq!(term_of(&line("其他收入是指除此以外"), false), None);
    }
}
