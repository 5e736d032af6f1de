//! What a heading means by the words in it, whatever the table: 功能分类科目编码,
//! 科目代码 and 类 are one concept, a code.

use crate::catalogue::heading_key;
use crate::catalogue::schema::{ColumnRole, ConceptSpec, ConceptsSpec, Letters};
use crate::keys::ColumnKey;

impl ConceptsSpec {
    /// What a heading means; `None` where its words do not tell.
    pub fn of(&self, heading: &str) -> Option<&ConceptSpec> {
        self.all_of(heading).next()
    }

    /// All that a heading may mean: 项目 heads names, and after 合计 and 基本 what
    /// projects cost.
    pub fn all_of(&self, heading: &str) -> impl Iterator<Item = &ConceptSpec> {
        let heading = heading_key(heading);
        let heading = heading.strip_prefix("其中:").unwrap_or(&heading).to_owned();
        let letters = Letters::of(&heading);
        self.concepts.iter().filter(move |concept| {
            let mut names = concept.names.iter().filter(|name| name.letters.could_be_in(letters));
            names.any(|name| self.fits(concept, &name.text, &heading))
                && !concept.without.iter().any(|word| heading.contains(word.as_str()))
        })
    }

    /// The key of what a heading means over amounts, where it may mean names as well.
    pub fn amounts_of(&self, heading: &str) -> Option<&str> {
        let mut all = self.all_of(heading).peekable();
        all.peek().filter(|first| first.role != ColumnRole::Amount)?;
        all.find(|concept| concept.role == ColumnRole::Amount).map(|concept| concept.key.as_str())
    }

    /// Whether a heading says no more than that amounts stand under it.
    pub fn is_neutral(&self, heading: &str) -> bool {
        let heading = heading_key(heading);
        heading.is_empty() || self.neutral.contains(&heading)
    }

    /// Whether a heading says that amounts stand under it, and no more: 资金来源 may as well
    /// stand over words.
    pub fn says_amounts(&self, heading: &str) -> bool {
        self.is_neutral(heading) && self.is_filler(&heading_key(heading))
    }

    /// The key of a column by its whole path of headings: what the innermost means,
    /// after what the outer ones mean that `outer` lets in; `None` where the
    /// innermost has no meaning of its own. A total (小计) is the total of the
    /// meaning over it.
    pub fn key(&self, path: &[String], outer: impl Fn(&ConceptSpec) -> bool) -> Option<String> {
        let mut meant = path.iter().rev().filter(|heading| !self.is_neutral(heading));
        let inner = self.of(meant.next()?)?;
        let mut keys: Vec<&str> = vec![&inner.key];
        for concept in meant.filter_map(|heading| self.of(heading)) {
            let total = keys == [ColumnKey::TOTAL.as_str()];
            if (total || outer(concept)) && !keys.contains(&concept.key.as_str()) {
                keys.push(&concept.key);
                keys.retain(|key| !total || *key != ColumnKey::TOTAL);
            }
        }
        keys.reverse();
        Some(keys.join("-"))
    }

    fn fits(&self, concept: &ConceptSpec, name: &str, heading: &str) -> bool {
        if let Some(whole) = name.strip_prefix('=') {
            return heading == whole;
        }
        around(heading, name)
            .is_some_and(|around| concept.role != ColumnRole::Amount || self.is_filler(&around))
    }

    /// Whether a text is made of nothing but filler.
    fn is_filler(&self, text: &str) -> bool {
        let mut rest = text;
        while !rest.is_empty() {
            let fillers = self.filler.iter().filter_map(|filler| rest.strip_prefix(filler.as_str()));
            let Some(shortest) = fillers.min_by_key(|rest| rest.len()) else { return false };
            rest = shortest;
        }
        true
    }
}

/// Whether a heading says the words of a name, which are separated by blanks, in
/// their order.
pub fn says(heading: &str, name: &str) -> bool {
    around(heading, name).is_some()
}

/// What a heading says beside the words of a name; `None` where it does not say
/// these, in their order.
fn around(heading: &str, name: &str) -> Option<String> {
    let mut rest = heading;
    let mut around = String::new();
    for word in name.split(' ') {
        let (before, behind) = rest.split_once(word)?;
        around.push_str(before);
        rest = behind;
    }
    around.push_str(rest);
    Some(around)
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;

    fn key(path: &[&str]) -> Option<String> {
        let path: Vec<String> = path.iter().map(|heading| (*heading).to_owned()).collect();
        Catalogue::get().concepts().key(&path, |concept| concept.apart)
    }

    #[test]
    fn headings_of_one_meaning_have_one_key() {
        for (heading, expected) in [
            ("支出功能分类科目编码", "code"),
            ("功能科目代码", "code"),
            ("款", "code"),
            ("部门（单位）代码", "unit-code"),
            ("政府预算支出经济科目编码", "government-code"),
            ("部门预算支出经济科目名称", "item"),
            ("项目（按政府预算经济分类）", "item"),
            ("支出功能分科目（按大类）", "item"),
            ("单位（专项）名称", "item"),
            ("单位名称", "unit"),
            ("项目名称", "project"),
            ("项目支出", "project"),
            ("其中：基本支出", "basic"),
            ("人员经费支出", "basic-personnel"),
            ("一般公共预算拨款收入", "general-public-budget"),
            ("因公出国（境）费用", "overseas"),
            ("2023年合计", "total"),
        ] {
            assert_eq!(key(&[heading]).as_deref(), Some(expected), "{heading}");
        }
        for heading in ["财政拨款结余分配", "其中：专项资金列入部门预算项目", "某某", "支出用途", ""]
        {
            assert_eq!(key(&[heading]), None, "{heading}");
        }
    }

    #[test]
    fn another_money_or_year_is_part_of_the_key() {
        assert_eq!(key(&["上年结转结余", "一般公共预算"]).as_deref(), Some("carried-general-public-budget"));
        assert_eq!(key(&["上年结转结余", "小计"]).as_deref(), Some("carried"));
        assert_eq!(key(&["本年拨款", "一般公共预算"]).as_deref(), Some("general-public-budget"));
        assert_eq!(key(&["基本支出", "小计"]).as_deref(), Some("basic"));
        assert_eq!(key(&["支出预算", "合计"]).as_deref(), Some("total"));
        assert_eq!(key(&["上年结转结余", "单位资金", "小计"]).as_deref(), Some("carried-own-funds"));
    }
}
