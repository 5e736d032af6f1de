//! How verdicts are told: a shape, a word, a sentence. Never a judgement on
//! who is right.

use crate::model::{Tally, Verdict};
use crate::page::html::attribute;

/// The shape that stands for a verdict.
pub(in crate::page) fn shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Mismatch => "≠",
        Verdict::Scope => "◇",
        Verdict::Doubtful => "…",
        Verdict::Unverifiable => "?",
        Verdict::Rounding => "≈",
        Verdict::Agree => "=",
    }
}

/// What a verdict means, in plain words.
pub(in crate::page) fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Mismatch => {
            "印出的内容读得清楚，但所核对的关系不成立，差别也不是舍入所能造成的。原因可能在公开的文本，也可能在文本的识别或本站的读法，请对照原文判断。"
        }
        Verdict::Scope => "两处不同，但说的可能不是同一范围的钱或同一件事，不能据此判断哪一处不准。",
        Verdict::Doubtful => {
            "按一种读法合不上，但没有别的核对佐证这种读法，也可能是本站理解错了。列出来供核实，不是说公开的文本有错。"
        }
        Verdict::Unverifiable => "有一处公布为空、本站没有读出或可能没有读对、或已略去，无从比较。",
        Verdict::Rounding => "两处相差不超过四舍五入所能造成的。",
        Verdict::Agree => "两处相符。",
    }
}

/// `55 项一致，2 项舍入差`
pub(in crate::page) fn counts(tally: Tally) -> String {
    let tally = tally.told();
    let order = [Verdict::Agree].into_iter().chain(Verdict::ALL);
    let mut parts: Vec<String> = Vec::new();
    for (at, verdict) in order.enumerate() {
        let count = tally.count(verdict);
        if count > 0 && (at == 0 || verdict != Verdict::Agree) {
            parts.push(format!("{count} 项{}", verdict.name()));
        }
    }
    parts.join("，")
}

/// `57 项核对，55 项一致，2 项舍入差`; for a whole without checks, that it has
/// none.
pub(in crate::page) fn sentence(tally: Tally) -> String {
    match (tally.told().total(), tally.agree) {
        (0, _) => "没有可以核对的算式".to_owned(),
        (total, agree) if total == agree => format!("{total} 项核对全部一致"),
        (total, _) => format!("{total} 项核对，{}", counts(tally)),
    }
}

/// Appends the verdict as a label: shape and word, seal red for 不符 alone.
pub(super) fn label_into(out: &mut String, verdict: Verdict) {
    out.push_str("<span");
    attribute(out, "class", &format!("verdict {}", verdict.key()));
    out.push_str("><span aria-hidden=\"true\">");
    out.push_str(shape(verdict));
    out.push_str("</span> ");
    out.push_str(verdict.name());
    out.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_leave_out_what_there_is_none_of() {
        assert_eq!(sentence(Tally::default()), "没有可以核对的算式");
        assert_eq!(sentence(Tally { agree: 3, ..Tally::default() }), "3 项核对全部一致");
        let mixed = Tally { agree: 3, mismatch: 1, rounding: 2, ..Tally::default() };
        assert_eq!(sentence(mixed), "6 项核对，3 项一致，1 项不符，2 项舍入差");
    }

    #[test]
    fn nothing_is_called_an_error() {
        assert!(Verdict::ALL.iter().all(|verdict| !meaning(*verdict).contains("错误")));
    }
}
