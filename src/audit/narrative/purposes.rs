//! 住房公积金（项）…主要用于购房补贴: an account is not described by another's purpose.

use crate::audit::narrative::ParagraphContext;
use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::SentenceSpec;
use crate::model::{Class, Finding, Group, Operand, Rule, Verdict};
use crate::sentences::accounts;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "account-purpose",
    class: Class::Words,
    title: "科目的用途和原因说的是这个科目自己",
    text: "文字逐个科目写“某科目A万元，主要用于……，主要原因是……经费增加”的，用途和原因里只写了一个科目名称的，应是这个科目自己；写成表中另一个科目的，像是抄错了行，也可能两个科目确有关系，记为存疑。",
    basis: "逐个科目的说明多由模板填成，容易错行。",
};

/// The purpose and the reason of the account that a passage opens with.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let Some(first) = passage.figures.first() else { return Vec::new() };
    let functional = passage.setting.tables.catalogue.functional();
    let own = accounts::path(&first.context, functional).and_then(|(path, _)| path.name());
    let Some(own) = own else { return Vec::new() };
    let text = compact(&passage.paragraph.text);
    let words = passage.words();
    let named = words.purposes.iter().filter_map(|word| named(&text, word, words));
    let other = |name: &String| {
        let related = name.contains(&own) || own.contains(name.as_str());
        !related && passage.whole.accounts().has(name)
    };
    let others: Vec<String> = named.filter(other).collect();
    // One name twice is one finding.
    let head = Operand { amount: None, ..passage.operand(first) };
    let told = others.first().map(|name| Finding {
        note: Some("像是抄错了行，也可能两个科目确有关系。".to_owned()),
        ..Finding::worded(
            &RULE,
            Group::Narrative,
            passage.id("purpose", first),
            Verdict::Doubtful,
            format!("“{own}”这一条，用途或原因写的是另一个科目“{name}”"),
            vec![head],
        )
    });
    told.into_iter().collect()
}

/// The name that alone stands after a word: `主要用于住房公积金。`, `主要原因是：住房公积金经费增加。`
fn named(text: &str, word: &str, words: &SentenceSpec) -> Option<String> {
    let behind = text.split_once(word)?.1.trim_start_matches([':', '是']);
    let clause = &behind[..behind.find([',', '。', ';', '、'])?];
    let moved = words.more.iter().chain(&words.less).find_map(|word| clause.strip_suffix(word.as_str()));
    let clause = moved.unwrap_or(clause);
    let name = clause.strip_suffix("经费").unwrap_or(clause);
    let name = label(name);
    Some(name.strip_suffix("支出").map_or(name.clone(), str::to_owned))
        .filter(|name| name.chars().count() > 3)
}
