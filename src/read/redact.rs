//! Personal data is dropped here, before anything else sees the text.
//!
//! Mobile and identity numbers go wherever they stand; so do the values beside
//! 经办人, 负责人, 联系人 and 联系电话, and the names found there wherever else
//! they stand; so do the terms that the site's settings list. Lines stay.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::catalogue::normal::label;
use crate::catalogue::schema::{FormSpec, Named};
use crate::config::Privacy;

/// Mobile numbers, plain or in groups of 3-4-4.
static MOBILE: LazyLock<Regex> = LazyLock::new(|| pattern(r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}"));
/// Identity numbers of 18 digits with a plausible birth date.
static IDENTITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]")
});

/// Compiles one of the constant patterns above, which are valid.
#[allow(clippy::unwrap_used)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// Frequent surnames: a value beside 经办人 is dropped from the rest of the text
/// only when it can be a person's name.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由";
/// Most characters of a person's name.
const LONGEST_NAME: usize = 4;
/// What a unit's or post's name ends in, unlike a person's.
const OFFICE: &str = "科处室部局队组办站所委会院校司股厅中心";

/// The files with personal data dropped, and how many places were.
pub fn files(
    files: Vec<(String, String)>,
    privacy: &Privacy,
    form: &FormSpec,
) -> (Vec<(String, String)>, usize) {
    let mut count = 0;
    let mut names = BTreeSet::new();
    let labelled = files.into_iter().map(|(name, text)| {
        let mut found = Labelled { privacy, form, names: &mut names, count: &mut count };
        let text = found.text(&text);
        (name, text)
    });
    let labelled: Vec<(String, String)> = labelled.collect();
    let everywhere = labelled.into_iter().map(|(name, text)| {
        let text = numbers(text, &mut count);
        let text = people(text, &names, &mut count);
        (name, terms(text, &privacy.redact, &mut count))
    });
    (everywhere.collect(), count)
}

/// Drops the values that stand beside a personal label, and collects names.
struct Labelled<'a> {
    privacy: &'a Privacy,
    form: &'a FormSpec,
    names: &'a mut BTreeSet<String>,
    count: &'a mut usize,
}

impl Labelled<'_> {
    fn text(&mut self, text: &str) -> String {
        text.split_inclusive('\n').map(|line| self.line(line)).collect()
    }

    fn line(&mut self, line: &str) -> String {
        let words = self.form.personal.iter().flat_map(|named| &named.names);
        if !words.into_iter().any(|word| line.contains(word.as_str())) {
            return line.to_owned();
        }
        let line = self.beside(line);
        self.behind_colons(line)
    }

    /// `经办人:⇥某某⇥` — the value stands in the next cell that holds anything.
    fn beside(&mut self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        let mut waiting: Option<&Named> = None;
        for (cell, mark) in cells(line) {
            let text = cell.trim();
            let own = self.form.personal.iter().find(|named| is_label(named, text));
            let value = waiting.filter(|_| own.is_none() && mark != ">" && !text.is_empty());
            waiting = own.or(waiting.filter(|_| value.is_none()));
            match value.filter(|_| !text.ends_with(['：', ':'])) {
                Some(named) => out.push_str(&cell.replacen(text, &self.drop_value(named, text), 1)),
                None => out.push_str(cell),
            }
            out.push_str(mark);
        }
        out
    }

    /// `联系人：某某 通讯地址…` — two to four characters that then end.
    fn behind_colons(&mut self, mut line: String) -> String {
        for named in &self.form.personal {
            for word in &named.names {
                line = self.behind_word(line, named, word);
            }
        }
        line
    }

    fn behind_word(&mut self, line: String, named: &Named, word: &str) -> String {
        let mut out = String::new();
        let mut copied = 0;
        for (at, _) in line.match_indices(word) {
            let start = at + word.len();
            if let Some((value_at, value)) = inline_value(&line[start..], named.key == "phone") {
                out.push_str(&line[copied..start + value_at]);
                out.push_str(&self.drop_value(named, value));
                copied = start + value_at + value.len();
            }
        }
        if copied == 0 {
            return line;
        }
        out.push_str(&line[copied..]);
        out
    }

    fn drop_value(&mut self, named: &Named, value: &str) -> String {
        if self.privacy.keep.iter().any(|kept| kept.name == value) || value.contains("略") {
            return value.to_owned();
        }
        if is_person(value) {
            self.names.insert(value.to_owned());
        }
        *self.count += 1;
        format!("〔{}略〕", named.label)
    }
}

/// The line's cells, each with the separator behind it; in HTML what stands
/// before a `>` is a tag.
fn cells(line: &str) -> Vec<(&str, &str)> {
    let marks: &[char] = if line.contains('\t') {
        &['\t']
    } else if line.contains('<') {
        &['<', '>']
    } else {
        &['|']
    };
    let pieces = line.split_inclusive(marks);
    pieces.map(|piece| piece.split_at(piece.trim_end_matches(marks).len())).collect()
}

fn is_label(named: &Named, text: &str) -> bool {
    !text.is_empty() && text.len() < 60 && named.names.contains(&label(text))
}

fn inline_value(rest: &str, phone: bool) -> Option<(usize, &str)> {
    let colon = rest.chars().next().filter(|c| matches!(c, '：' | ':'))?;
    let skipped = rest[colon.len_utf8()..].trim_start_matches([' ', '\u{3000}']);
    let at = rest.len() - skipped.len();
    let of = |c: char| if phone { c.is_ascii_digit() || c == '-' } else { is_han(c) };
    let end = skipped.find(|c| !of(c)).unwrap_or(skipped.len());
    let value = &skipped[..end];
    let count = value.chars().count();
    let fits = if phone { count >= 7 } else { (2..=4).contains(&count) && is_person(value) };
    fits.then_some((at, value))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_person(value: &str) -> bool {
    let count = value.chars().count();
    (2..=LONGEST_NAME).contains(&count)
        && value.chars().all(|c| is_han(c) || c == '·')
        && value.chars().next().is_some_and(|first| SURNAMES.contains(first))
        && !value.chars().last().is_some_and(|last| OFFICE.contains(last))
}

fn numbers(text: String, count: &mut usize) -> String {
    let text = replace_alone(text, &IDENTITY, "〔证件号略〕", count);
    replace_alone(text, &MOBILE, "〔电话略〕", count)
}

/// Replaces matches that no digit, letter or decimal point touches.
fn replace_alone(text: String, pattern: &Regex, with: &str, count: &mut usize) -> String {
    let mut out = String::new();
    let mut copied = 0;
    for found in pattern.find_iter(&text) {
        let before = text[..found.start()].chars().next_back();
        let mut after = text[found.end()..].chars();
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let fraction =
            after.clone().next() == Some('.') && after.clone().nth(1).is_some_and(|c| c.is_ascii_digit());
        if touches(before) || before == Some('.') || touches(after.next()) || fraction {
            continue;
        }
        out.push_str(&text[copied..found.start()]);
        out.push_str(with);
        copied = found.end();
        *count += 1;
    }
    if copied == 0 {
        return text;
    }
    out.push_str(&text[copied..]);
    out
}

/// Drops the names that were found beside labels, wherever they stand; of names
/// that begin alike the longest.
fn people(text: String, names: &BTreeSet<String>, count: &mut usize) -> String {
    let first: HashSet<char> = names.iter().filter_map(|name| name.chars().next()).collect();
    if first.is_empty() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, _) in text.char_indices().filter(|(_, c)| first.contains(c)) {
        if let Some(length) = name_at(&text, at, names).filter(|_| at >= copied) {
            out.push_str(&text[copied..at]);
            out.push_str("〔姓名略〕");
            copied = at + length;
            *count += 1;
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// The length of the name that stands at a place. A name of two characters can be
/// part of a word, so it counts only where it stands alone.
fn name_at(text: &str, at: usize, names: &BTreeSet<String>) -> Option<usize> {
    let rest = &text[at..];
    let touches = |c: Option<char>| c.is_some_and(is_han);
    (2..=LONGEST_NAME).rev().find_map(|count| {
        let length = rest.char_indices().nth(count).map_or(rest.len(), |(length, _)| length);
        let alone = || !touches(text[..at].chars().next_back()) && !touches(rest[length..].chars().next());
        (names.contains(&rest[..length]) && (count > 2 || alone())).then_some(length)
    })
}

fn terms(mut text: String, terms: &[String], count: &mut usize) -> String {
    for term in terms.iter().filter(|term| !term.trim().is_empty()) {
        let found = text.matches(term.as_str()).count();
        if found > 0 {
            *count += found;
            text = text.replace(term.as_str(), "〔略〕");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::config::KeptName;

    fn check(input: &str, expected: &str) {
        check_with(&Privacy::default(), input, expected);
    }

    fn check_with(privacy: &Privacy, input: &str, expected: &str) {
        let given = vec![("a".to_owned(), input.to_owned())];
        let (files, _) = files(given, privacy, Catalogue::get().form());
        assert_eq!(files[0].1, expected);
    }

    #[test]
    fn handlers_become_their_role_wherever_their_names_stand() {
        let mobile = format!("138{}", "00001111");
        check(
            &format!(
                "负责人:\t\t经办人:\t王小明\t联系电话:\t{mobile}\t填报日期:\t20230131102608\n计划由王小明执行"
            ),
            "负责人:\t\t经办人:\t〔经办人略〕\t联系电话:\t〔电话略〕\t填报日期:\t20230131102608\n计划由〔姓名略〕执行",
        );
        check("| 经办人 | 李四 | 电话 | 0350-3031234 |", "| 经办人 | 〔经办人略〕 | 电话 | 〔电话略〕 |");
        check("<td>经办人：</td><td>李四光</td>", "<td>经办人：</td><td>〔经办人略〕</td>");
        check("联系人：王小明 通讯地址：某路", "联系人：〔经办人略〕 通讯地址：某路");
    }

    #[test]
    fn what_is_no_person_stays_in_the_rest_of_the_text() {
        check("经办人：\t办公室\t\n下设办公室", "经办人：\t〔经办人略〕\t\n下设办公室");
        check("负责人：对项目资金使用负总责", "负责人：对项目资金使用负总责");
        check("项目负责人制度", "项目负责人制度");
    }

    #[test]
    fn a_short_name_goes_only_where_it_stands_alone() {
        check("经办人:\t高平\t\n提高平均值，高平。", "经办人:\t〔经办人略〕\t\n提高平均值，〔姓名略〕。");
    }

    #[test]
    fn mobile_and_identity_numbers_go_but_amounts_and_dates_stay() {
        let mobile = format!("139{}", "12345678");
        check(&format!("电联{mobile}。"), "电联〔电话略〕。");
        check("139-1234-5678", "〔电话略〕");
        check("20230131102608", "20230131102608");
        check("13,912,345,678 13912345678.00", "13,912,345,678 13912345678.00");
        check(&format!("身份证11010119900307{}", "123X"), "身份证〔证件号略〕");
    }

    #[test]
    fn the_settings_add_terms_and_keep_names() {
        let privacy = Privacy { redact: vec!["赵某某".to_owned()], ..Privacy::default() };
        check_with(&privacy, "赵某某医疗费51万元", "〔略〕医疗费51万元");
        let kept = KeptName { name: "王小明".to_owned(), reason: "法定代表人".to_owned() };
        let privacy = Privacy { keep: vec![kept], ..Privacy::default() };
        check_with(&privacy, "负责人:\t王小明", "负责人:\t王小明");
    }
}
