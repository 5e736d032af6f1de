//! What leads to a person apart from telephone and identity numbers, identified by its
//! shape or by the word before it: mail, messengers, bank accounts, plates,
//! passports, and numbers of which only the middle is masked.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

/// A kind of contact: what stands in its place, and its pattern. The group goes
/// where there is one, else the whole.
struct ContactPattern {
    role: &'static str,
    pattern: &'static str,
}

const KINDS: [ContactPattern; 30] = [
    ContactPattern {
        role: "邮箱",
        pattern: r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[ ]?(?:@|[(（\[【{][ ]?(?:at|AT|At|@|#)[ ]?[)）\]】}])[ ]?[A-Za-z0-9-]{1,63}(?:(?:\.|点|[ ]\.[ ]|[ ]?[(（\[【][ ]?(?:dot|DOT|点)[ ]?[)）\]】][ ]?)[A-Za-z0-9-]{1,63}){1,6}",
    },
    ContactPattern {
        role: "邮箱",
        pattern: r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}(?:[#＃]|[ ]?艾特[ ]?|[ ]{1,2}(?:AT|at|At)[ ]{1,2})[A-Za-z0-9-]{1,63}(?:(?:\.|[ ]{1,2}(?:DOT|dot|Dot)[ ]{1,2}|[ ]?点[ ]?)[A-Za-z0-9-]{1,63}){0,5}(?:\.|[ ]{1,2}(?:DOT|dot|Dot)[ ]{1,2}|[ ]?点[ ]?)(?:com|cn|net|org|gov|edu|COM|CN|NET)(?-u:\b)",
    },
    // Without a domain, or a part of one.
    ContactPattern {
        role: "邮箱",
        pattern: r"([A-Za-z0-9._%+-]{0,30}[A-Za-z][A-Za-z0-9._%+-]{0,30}@[A-Za-z0-9-]{0,63}|[0-9]{5,12}@[A-Za-z][A-Za-z0-9-]{0,63})(?:[^A-Za-z0-9.@-]|$)",
    },
    ContactPattern {
        role: "邮箱",
        pattern: r"(?:邮箱|邮件|[Ee]-?[Mm]ail|E-?MAIL)(?:地址|账号|帐号|号)?[ \u{3000}]*[：:为是][ ：:\u{3000}]*([A-Za-z0-9._%+-]{0,30}[A-Za-z][A-Za-z0-9._%+@-]{2,63}|[0-9]{5,12}@?)(?:[^A-Za-z0-9.,，@元万台部个%-]|$)",
    },
    ContactPattern {
        role: "邮箱",
        pattern: r"(?:邮箱|邮件|[Ee]-?[Mm]ail|E-?MAIL)(?:地址|账号|帐号|号)?[ \u{3000}]+([A-Za-z][A-Za-z0-9]{0,30}[_.-]?[A-Za-z0-9]{0,30}[_0-9][A-Za-z0-9]{0,30})(?:[，。；、）)@]|$)",
    },
    ContactPattern {
        role: "微信",
        pattern: r"(?:[微薇][ \u{3000}]?信(?:账号|帐号|号码|号|群)?|[Vv][ ]?信号?|[Ww]e[Cc]hat|[Ww]ei[Xx]in|(?-u:\b)[VvWw][Xx]号?)[ ：:为是]*([A-Za-z0-9][A-Za-z0-9_-]{5,19})",
    },
    ContactPattern {
        role: "QQ",
        pattern: r"(?:[Qq][ ]?[Qq]|扣扣|企鹅号)(?:群号|群|号码|号)?[ ：:为是]*([1-9](?:[ -]?[0-9]){4,10})(?-u:\b)",
    },
    ContactPattern {
        role: "银行账号",
        pattern: r"(?:银行卡|[账帐卡]号|[账帐]户|银行[账帐]号)(?:号码|号)?[^0-9\n]{0,6}([0-9](?:[ /-]?[0-9]){11,18})(?-u:\b)",
    },
    ContactPattern {
        role: "车牌",
        pattern: r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Z][·•・ -]?(?:[A-HJ-NP-Z0-9]{5,6}(?-u:\b)|[A-HJ-NP-Z0-9]{4}[警学挂港澳领试超])",
    },
    // Of a new-energy car, the second letter apart from the digits.
    ContactPattern {
        role: "车牌",
        pattern: r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Z][·•・ -]?[A-HJK][·•・ -][0-9]{5})(?:[^0-9A-Za-z.,]|[.,](?:[^0-9]|$)|$)",
    },
    ContactPattern {
        role: "车牌",
        pattern: r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][·•・ -]?(?:[a-hj-np-z]{0,2}[0-9]{4,5}|[0-9]{1,4}[a-hj-np-z][0-9]{1,4}|[0-9]{3,4}[a-hj-np-z]{1,2})(?-u:\b)",
    },
    // Every character apart.
    ContactPattern {
        role: "车牌",
        pattern: r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Z][ ][A-HJ-NP-Z0-9](?:[ ][A-HJ-NP-Z0-9]){4,5}(?-u:\b)",
    },
    ContactPattern {
        role: "车牌",
        pattern: r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][·•・][a-hj-np-z0-9]{5,6}(?-u:\b)",
    },
    ContactPattern {
        role: "护照号",
        pattern: r"护照(?:号码|号)?[ ：:为是]*([A-Za-z](?:[ ]?[A-Za-z])?[ -]?[0-9](?:[ ]?[0-9]){6,7})(?-u:\b)",
    },
    ContactPattern {
        role: "银行账号",
        pattern: r"(?:付款至|转账至|转至|汇至|汇入|打入|转入|存入)[ ：:]*([0-9](?:[ /-]?[0-9]){15,18})(?-u:\b)",
    },
    ContactPattern {
        role: "微信", pattern: r"加[ ]?[Vv](?:[ ]?[：:]|[ ])[ ]*([A-Za-z][A-Za-z0-9_-]{5,19})"
    },
    ContactPattern {
        role: "姓名",
        pattern: r"(?-u:\b)(?:Attn|ATTN|Contact|CONTACT|Contact [Pp]erson)\.?[ ]?[：:][ ]*([A-Z][A-Za-z]+(?:[ ][A-Z][A-Za-z]+){1,2})",
    },
    ContactPattern {
        role: "电话",
        pattern: r"(?:电话|传真|座机|固话|(?-u:\b)(?:Tel|TEL|tel|Fax|FAX|fax))(?:/[A-Za-z]{3}|号码|号)?[.：: \u{3000}]*(\+?(?:00)?86[ -]?\(?0?[1-9][0-9]{1,2}\)?[ -]?[0-9]{3,4}[ -]?[0-9]{4})(?-u:\b)",
    },
    ContactPattern {
        role: "出生日期",
        pattern: r"(?:出生日期|出生年月日|出生年月|出生时间|生日|出生[：:])[ ：:为是]*([一二三四五六七八九〇零○]{2,4}年(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}日)?)",
    },
    ContactPattern {
        role: "电话",
        pattern: r"(?:☎|☏|✆|📞|座机|固话|宅电|电话|传真)(?:号码|号)?(?:[（(][^）)]{1,6}[）)])?[：: \u{3000}]*([0-9]{7,8}|[0-9]{3,4}[ -][0-9]{4}|[0-9]{4}-[0-9]{3})[ ]*(?:[^0-9 .,，元万台部]|$)",
    },
    // The code of the area and the number named apart.
    ContactPattern {
        role: "电话",
        pattern: r"区号[ ：:为是]*0[0-9]{2,3}[，,、；; ]*(?:电话|座机|固话)?(?:号码|号)?[ ：:为是]*[2-9][0-9]{6,7}(?-u:\b)",
    },
    ContactPattern { role: "电话", pattern: r"(?-u:\b)1[3-9][0-9]{0,2}[*＊×xX]{4,8}[0-9]{2,4}(?-u:\b)" },
    ContactPattern {
        role: "证件号", pattern: r"(?-u:\b)[1-9][0-9]{2,9}[*＊×]{6,14}[0-9]{0,4}[0-9xXＸ]"
    },
    ContactPattern {
        role: "证件号",
        pattern: r"(?-u:\b)(?:[1-6][1-7]|8[12])[0-9]{1,8}[xX]{6,14}[0-9]{1,4}[xX]?(?-u:\b)",
    },
    ContactPattern {
        role: "出生日期",
        pattern: r"(?:出生日期|出生年月日|出生年月|出生时间|生日|出生[：:])[ ：:]*((?:[12][0-9]{3}|[2-9][0-9])[ ]?[年./-][ ]?[0-9]{1,2}(?:[ ]?[月./-](?:[ ]?[0-9]{1,2}[ ]?日?)?)?)",
    },
    ContactPattern { role: "出生日期", pattern: r"生日[ ：:为是]*([0-9]{1,2}月[0-9]{1,2}日)" },
    ContactPattern {
        role: "出生日期",
        pattern: r"(?:^|[，,、（(；;男女\t| ])(19[2-9][0-9][./-][0-9]{1,2}|[一二三四五六七八九〇零]{2,4}年(?:[一二三四五六七八九十]{1,2}月)?)(?:出?生)人?(?:[，,。；;、）)\t|]|$)",
    },
    ContactPattern {
        role: "出生日期",
        pattern: r"(?:出?生于)[ ]?([12][0-9]{3}年[0-9]{1,2}月(?:[0-9]{1,2}日)?)",
    },
    ContactPattern {
        role: "出生日期",
        pattern: r"((?:19[2-9][0-9]|20[0-2][0-9])年[0-9]{1,2}月(?:[0-9]{1,2}日)?)(?:出?生)人?(?:[，,。；;、）)]|$)",
    },
    ContactPattern {
        role: "出生日期",
        pattern: r"(?:^|[，,、（(；;男女\t| ])((?:19)?[2-9][0-9]年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)(?:出?生)人?(?:[，,。；;、）)\t|]|$)",
    },
];

/// Addresses of web pages, in which numbers are those of pages.
const PAGE: &str = r#"(?:https?://|(?-u:\b)www\.)[A-Za-z0-9._~:/?#@!$&*+;=%-]+"#;

static PAGES: LazyLock<Regex> = LazyLock::new(|| {
    #[allow(clippy::unwrap_used, reason = "a constant pattern, compiled in a test")]
    Regex::new(PAGE).unwrap()
});

/// Where addresses of web pages stand in a line.
pub fn pages(line: &str) -> Vec<Range<usize>> {
    match line.contains("://") || line.contains("www.") {
        true => PAGES.find_iter(line).map(|page| page.range()).collect(),
        false => Vec::new(),
    }
}

/// Whether a number is part of a page's address, and the address does not say that it is a
/// telephone (`?mobile=`); `pages` are in order.
pub fn is_of_page(line: &str, pages: &[Range<usize>], number: &Range<usize>) -> bool {
    let behind = pages.partition_point(|page| page.start <= number.start);
    let Some(page) = behind.checked_sub(1).map(|at| &pages[at]) else { return false };
    let said = &line[page.start..number.start];
    let said = said[said.len().saturating_sub("mobile=".len())..].to_ascii_lowercase();
    let telephone = ["tel=", "phone=", "mobile=", "tel:"].iter().any(|word| said.ends_with(word));
    number.end <= page.end && !telephone
}

/// The kinds' patterns, and all of them as one, which tells those that are there.
struct Patterns {
    any: RegexSet,
    each: Vec<Regex>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let patterns = KINDS.iter().map(|kind| kind.pattern);
    #[allow(clippy::unwrap_used, reason = "constant patterns, compiled in a test")]
    let each = patterns.clone().map(|pattern| Regex::new(pattern).unwrap()).collect();
    #[allow(clippy::unwrap_used, reason = "constant patterns, compiled in a test")]
    let any = RegexSet::new(patterns).unwrap();
    Patterns { any, each }
});

/// Whether a number masked by letters has as many characters as a whole one; a mark for a mask
/// says enough.
fn is_as_long_as_papers(number: &str) -> bool {
    let masked = number.contains(['*', '＊', '×']);
    masked || matches!(number.chars().count(), 15 | 18)
}

/// The contacts in a line: their bytes, and what each is.
pub fn find(line: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for at in PATTERNS.any.matches(line) {
        for captures in PATTERNS.each[at].captures_iter(line) {
            // The whole match is always there.
            let part = captures.get(1).or_else(|| captures.get(0));
            let part = part.filter(|part| KINDS[at].role != "证件号" || is_as_long_as_papers(part.as_str()));
            found.extend(part.map(|part| (part.range(), KINDS[at].role)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(line: &str) -> Vec<&'static str> {
        find(line).into_iter().map(|(_, role)| role).collect()
    }

    #[test]
    fn contacts_are_told_by_their_shape_or_the_word_before() {
        for (line, role) in [
            ("请写信至 a.b@example.com。", "邮箱"),
            ("微信号：some_one1", "微信"),
            ("QQ：12345", "QQ"),
            ("开户银行账号 6222 0000 0000 0000 001", "银行账号"),
            ("驾驶沪A·12345前往", "车牌"),
            ("护照号 E00000001", "护照号"),
            ("138****0000", "电话"),
            ("110101********1234", "证件号"),
        ] {
            assert_eq!(roles(line), [role], "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for line in [
            "微信公众号：某市财政",
            "账户余额 12,345.00",
            "账户 1,234,567,890.00",
            "20****年",
            "C30 混凝土",
            "粤B类资质",
            "办公住房 100 平方米",
            "QQ群管理",
        ] {
            assert_eq!(roles(line), Vec::<&str>::new(), "{line}");
        }
    }
}
