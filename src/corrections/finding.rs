//! What is said of a finding: misread, answered, explained, withdrawn.

use crate::config::corrections::Finding as Block;
use crate::corrections::{Work, words};
use crate::model::{Answer, Corrected, Disclosure, Finding, Verdict};

/// Answers a finding, or says why not.
pub fn answer(work: &mut Work<'_>, findings: &mut [Finding], block: &Block) {
    let finding = findings.iter_mut().find(|finding| finding.id == block.finding);
    let stands = finding.as_deref().map(|finding| text(work.disclosure, finding));
    let printed = words(block.printed.get_ref()).join(" ");
    let same = stands.as_ref().is_some_and(|stands| !printed.is_empty() && stands.contains(&printed));
    let Some(finding) = finding.filter(|_| same) else {
        let what = format!("核对 {} 的原文", block.finding);
        return match renamed(work, findings, &printed).as_slice() {
            [] => work.mismatch(block, &what, stands.as_deref()),
            ids => work.moved(block, &what, stands.as_deref(), &move_to(ids)),
        };
    };
    if finding.verdict == Verdict::Agree {
        return work.refuse(block, "这项核对现在是一致", "不再需要，删去这一条。");
    }
    if work.disclosure.answer(&block.finding).is_some() {
        return work.refuse(block, "同一项核对说了两次", "留一条。");
    }
    if block.answer.takes_back() {
        finding.leave_open(if block.answer == Answer::Misread {
            "本站读错了，这项核对不成立。"
        } else {
            "本站撤回了这项核对。"
        });
    }
    let of = Corrected::Finding { finding: block.finding.clone(), answer: block.answer };
    let note = block.note.clone().unwrap_or_default();
    let name = finding.statement.clone();
    work.record(block, of, name, note);
}

/// The findings that now check what is printed there, and have no answer: a check that got
/// better may know its finding by another name.
fn renamed(work: &Work<'_>, findings: &[Finding], printed: &str) -> Vec<String> {
    let open = findings
        .iter()
        .filter(|finding| finding.verdict != Verdict::Agree && work.disclosure.answer(&finding.id).is_none());
    let there =
        open.filter(|finding| !printed.is_empty() && text(work.disclosure, finding).contains(printed));
    there.take(MOST_RENAMED).map(|finding| finding.id.clone()).collect()
}

/// Most findings that are named where one is no longer there.
const MOST_RENAMED: usize = 4;

fn move_to(ids: &[String]) -> String {
    let keys: Vec<String> = ids.iter().map(|id| format!("finding = \"{id}\"")).collect();
    format!("现在核对这一处的是下面的代号：是同一项就改成它，答复照旧：{}", keys.join("，或 "))
}

/// The line of the figure that a finding checks; its statement where there is none.
pub fn text(disclosure: &Disclosure, finding: &Finding) -> String {
    let line = finding.checked().map(|checked| disclosure.source.line(checked.line));
    words(line.unwrap_or(&finding.statement)).join(" ")
}
