//! Personal data is dropped here, before anything else sees the text.
//!
//! Mobile and identity numbers go wherever they stand; so do the values beside
//! 经办人, 负责人, 联系人 and 联系电话, and the names found there wherever else
//! they stand; so do the terms that the site's settings list. Lines stay.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::Named;
use crate::config::Privacy;

/// Mobile numbers, plain or in groups of 3-4-4, with or without the country's
/// code, in ASCII or full-width digits.
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:[+＋]86[- ]?|86[- ])?[1１][3-9３-９][0-9０-９][ -]?[0-9０-９]{4}[ -]?[0-9０-９]{4}")
});
/// A fixed line with its area code, looked for only in lines that speak of
/// telephones.
static FIXED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（]?0[0-9]{2,3}[)）]?[- ]?[0-9]{7,8}"));
/// Personal labels wherever they stand, spaces between their characters or not.
static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    let personal = &Catalogue::get().form().personal;
    let mut names: Vec<&str> = personal.iter().flat_map(|named| &named.names).map(String::as_str).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let spaced =
        names.iter().map(|name| name.chars().map(String::from).collect::<Vec<_>>().join(r"[ \u{3000}]{0,3}"));
    pattern(&spaced.collect::<Vec<_>>().join("|"))
});
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
pub fn files(files: Vec<(String, String)>, privacy: &Privacy) -> (Vec<(String, String)>, usize) {
    let mut count = 0;
    let mut names = BTreeSet::new();
    let labelled = files.into_iter().map(|(name, text)| {
        let mut found = Labelled { privacy, names: &mut names, count: &mut count };
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
    names: &'a mut BTreeSet<String>,
    count: &'a mut usize,
}

impl Labelled<'_> {
    fn text(&mut self, text: &str) -> String {
        let mut waiting = None;
        let lines = text.split_inclusive('\n').map(|line| {
            if line.trim().is_empty() {
                return line.to_owned();
            }
            match waiting.take().and_then(|(named, sure)| Some((named, alone_value(line, named, sure)?))) {
                Some((named, value)) => line.replacen(value, &self.drop_value(named, value), 1),
                None => {
                    waiting = alone_label(line);
                    self.line(line)
                }
            }
        });
        lines.collect()
    }

    fn line(&mut self, line: &str) -> String {
        if !LABELS.is_match(line) {
            return line.to_owned();
        }
        let line = self.beside(line);
        let line = self.behind_colons(&line);
        if line.contains("电") && line.contains("话") {
            replace_alone(line, &FIXED, "〔电话略〕", self.count)
        } else {
            line
        }
    }

    /// `经办人:⇥某某⇥` — the value stands in the next cell that holds anything.
    fn beside(&mut self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        let mut waiting: Option<&Named> = None;
        for (cell, mark) in cells(line) {
            let text = cell.trim();
            let own = self.label_at_end(text);
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

    /// The personal label that a cell is or ends in.
    fn label_at_end(&self, text: &str) -> Option<&'static Named> {
        let last = LABELS.find_iter(text).last()?;
        let ends = behind_label(&text[last.end()..]).is_none_or(|(_, rest)| rest.is_empty());
        named(last.as_str()).filter(|_| ends && text.chars().count() < 40)
    }

    /// `联系人：某某 通讯地址…` — a name that then ends.
    fn behind_colons(&mut self, line: &str) -> String {
        let mut out = String::new();
        let mut copied = 0;
        for found in LABELS.find_iter(line) {
            let Some(named) = named(found.as_str()) else { continue };
            let Some((at, rest)) = behind_label(&line[found.end()..]) else { continue };
            let start = found.end() + at;
            if let Some(value) = inline_value(rest, &named.key).filter(|_| start >= copied && at > 0) {
                out.push_str(&line[copied..start]);
                out.push_str(&self.drop_value(named, value));
                copied = start + value.len();
            }
        }
        out.push_str(&line[copied..]);
        out
    }

    fn drop_value(&mut self, named: &Named, value: &str) -> String {
        let name: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        if self.privacy.keep.iter().any(|kept| kept.name == name) || value.contains("略") {
            return value.to_owned();
        }
        if is_person(&name, named.key == "handler") {
            self.names.insert(name);
        }
        *self.count += 1;
        format!("〔{}略〕", named.label)
    }
}

/// The personal label that is all a line of text holds, and whether a colon says
/// that its value follows: on the next line.
fn alone_label(line: &str) -> Option<(&'static Named, bool)> {
    let text = line.trim_matches([' ', '\u{3000}', '\r', '\n']);
    let found = LABELS.find(text).filter(|found| found.start() == 0)?;
    let (_, rest) = behind_label(&text[found.end()..])?;
    let named = named(found.as_str()).filter(|_| rest.is_empty() && !text.contains('\t'))?;
    Some((named, text.ends_with([':', '：'])))
}

/// The value that is all a line holds, below its label. Where no colon says that
/// one follows, only a frequent surname makes a name.
fn alone_value<'a>(line: &'a str, named: &Named, sure: bool) -> Option<&'a str> {
    let text = line.trim();
    let key = if sure || named.key == "phone" { named.key.as_str() } else { "" };
    inline_value(text, key).filter(|value| value.len() == text.len() && alone_label(line).is_none())
}

/// The personal label that a match spells.
fn named(found: &str) -> Option<&'static Named> {
    let name: String = found.chars().filter(|c| !c.is_whitespace()).collect();
    Catalogue::get().form().personal.iter().find(|named| named.names.contains(&name))
}

/// What stands behind a label: past emphasis, a bracket such as （签字）, the
/// colon and spaces. `None` where something else follows the label; without a
/// colon the offset is 0.
fn behind_label(rest: &str) -> Option<(usize, &str)> {
    let mut text = rest.trim_start_matches(['*', ' ', '\u{3000}']);
    let inner = text.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')']));
    if let Some((_, behind)) = inner.filter(|(note, _)| note.len() <= 18) {
        text = behind;
    }
    let text = text.trim_start_matches(['*', ' ', '\u{3000}']);
    if text.is_empty() {
        return Some((0, ""));
    }
    let value = text.strip_prefix(['：', ':'])?.trim_start_matches(['*', ' ', '\u{3000}']);
    Some((rest.len() - value.len(), value.trim_end_matches(['\n', '\r'])))
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

/// The name or number right behind a label's colon.
fn inline_value<'a>(rest: &'a str, key: &str) -> Option<&'a str> {
    if key == "phone" {
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '（' | '）');
        let end = rest.find(|c| !digit(c)).unwrap_or(rest.len());
        return Some(&rest[..end]).filter(|value| value.chars().filter(char::is_ascii_digit).count() >= 7);
    }
    let run = |text: &str| text.find(|c| !(is_han(c) || c == '·')).unwrap_or(text.len());
    let first = run(rest);
    let fits = |value: &str| {
        let name: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        is_person(&name, key == "handler")
    };
    // A name of two characters padded with a space.
    let padded = &rest[first..];
    let second = padded.trim_start_matches([' ', '\u{3000}']);
    if rest[..first].chars().count() == 1 && second.len() < padded.len() && run(second) > 0 {
        let end = rest.len() - second.len() + run(second);
        return Some(&rest[..end]).filter(|value| fits(value));
    }
    Some(&rest[..first]).filter(|value| fits(value))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a value can be a person's name. Beside 经办人 anyone's; beside 负责人,
/// where duties and offices stand as often, only one with a frequent surname.
fn is_person(value: &str, handler: bool) -> bool {
    let count = value.chars().count();
    (2..=if value.contains('·') { 8 } else { 4 }).contains(&count)
        && value.chars().all(|c| is_han(c) || c == '·')
        && (handler || value.chars().next().is_some_and(|first| SURNAMES.contains(first)))
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
    use crate::config::KeptName;

    fn check(input: &str, expected: &str) {
        check_with(&Privacy::default(), input, expected);
    }

    fn check_with(privacy: &Privacy, input: &str, expected: &str) {
        let given = vec![("a".to_owned(), input.to_owned())];
        let (files, _) = files(given, privacy);
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
    fn names_go_however_their_labels_are_set() {
        check("经办人：王 芳\t合计", "经办人：〔经办人略〕\t合计");
        check("经办人：尼玛次仁", "经办人：〔经办人略〕");
        check(
            "单位负责人：孙大圣    经办人：\t李逍遥\n李逍遥",
            "单位负责人：〔负责人略〕    经办人：\t〔经办人略〕\n〔姓名略〕",
        );
        check("**经办人**：李大钊", "**经办人**：〔经办人略〕");
        check("经办人（签字）：陈独秀", "经办人（签字）：〔经办人略〕");
        check("经 办 人：李小龙，审核人：古天", "经 办 人：〔经办人略〕，审核人：〔经办人略〕");
        check("联系人及电话：李明 0350-3031234", "联系人及电话：〔经办人略〕 〔电话略〕");
        check("经办人：\t王\u{3000}芳\n王芳。", "经办人：\t〔经办人略〕\n〔姓名略〕。");
    }

    #[test]
    fn values_go_from_the_line_below_their_label() {
        check("经办人：\n尼玛次仁\n", "经办人：\n〔经办人略〕\n");
        check("经办人\n\n王小明\r\n", "经办人\n\n〔经办人略〕\r\n");
        check("联系电话\n0350-3031234", "联系电话\n〔电话略〕");
        check("经办人\n其他事项\n", "经办人\n其他事项\n");
        check("负责人：\n联系电话：\n", "负责人：\n联系电话：\n");
    }

    #[test]
    fn numbers_go_however_they_are_set() {
        let mobile = format!("139{}", "12345678");
        check(&format!("+86{mobile}"), "〔电话略〕");
        let wide: String = mobile.chars().map(|c| char::from_u32(c as u32 - 48 + 0xff10).unwrap()).collect();
        check(&wide, "〔电话略〕");
        check("联系电话：（0350）3031234", "联系电话：〔电话略〕");
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
        let amounts = format!("13,912,345,678 {mobile}.00");
        check(&amounts, &amounts);
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
