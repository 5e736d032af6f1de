//! The body's name is the same throughout.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::audit::narrative::holders::is_short_for;
use crate::audit::whole::{StatedPlace, finding, in_short, past_numbering, place, spread};
use crate::catalogue::normal::{compact, hashed_key};
use crate::catalogue::schema::SentenceSpec;
use crate::keys::FieldKey;
use crate::model::{Class, Disclosure, DisclosureKind, Finding, Form, Linked, Rule, Target, Verdict};
use crate::source::Line;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "one-body",
    class: Class::Words,
    title: "各处写的单位相同",
    text: "表上写的单位、申报表的实施单位、文字说明各段开头的单位，都应是同一个单位。简称、全称、加了括注的不算不同；只差“和”“与”一个字的，像是写错，记为不符；差别的一个字的，可能是识别之误，记为存疑。申报表写的是同一主管部门的另一单位，或文字写的是下属单位的，记为口径可能不同。",
    basis: "一份公开只对应一个单位；沿用他单位文档时容易漏改。",
};

/// A name stated somewhere.
struct Stated {
    name: String,
    place: StatedPlace,
    /// What to make of it where it is another body.
    otherwise: Verdict,
}

/// One finding on the places that agree, and one for each that does not.
pub fn check(linked: &Linked, words: &SentenceSpec) -> Vec<Finding> {
    let own = &linked.disclosure.body_name;
    if own.is_ascii() {
        return Vec::new();
    }
    let (same, other): (Vec<Stated>, Vec<Stated>) =
        stated(linked, words).into_iter().partition(|stated| is_own(linked, &stated.name));
    let mut findings: Vec<Finding> = other.iter().map(|stated| differing(own, stated, words)).collect();
    if !same.is_empty() {
        let places: Vec<StatedPlace> = same.into_iter().map(|stated| stated.place).collect();
        let statement = format!("{} 处写的单位都是“{own}”（{}）", places.len(), spread(&places));
        let figures = places.into_iter().map(|said| said.operand).collect();
        findings.push(finding(&RULE, "body".to_owned(), Verdict::Agree, statement, figures));
    }
    findings
}

fn differing(own: &str, stated: &Stated, words: &SentenceSpec) -> Finding {
    let StatedPlace { what, operand } = &stated.place;
    let id = format!("body-{}", hashed_key("t", &operand.label));
    // The disclosure may be known by the short form of the name.
    let longer = is_short_for(&compact(own), &stated.name);
    let slip = slip(&compact(own), &stated.name, words);
    // The same slip in several places is one finding.
    let at = if slip.is_some() { String::new() } else { format!("“{}”", in_short(&operand.label)) };
    let statement = format!("{what}{at}写的单位是“{}”，这份公开的单位是“{own}”", stated.name);
    let (verdict, note) = match stated.otherwise {
        _ if slip == Some(Slip::Sure) => (Verdict::Mismatch, Some("只差一个字，像是写错了。")),
        Verdict::Mismatch if longer => (Verdict::Scope, Some("可能是同一单位的全称。")),
        Verdict::Mismatch if slip.is_some() => {
            (Verdict::Doubtful, Some("只差一个字，可能是写错，也可能是另一个单位，或文本识别之误。"))
        }
        Verdict::Scope => (Verdict::Scope, Some("可能是下属单位，或同一主管部门的单位。")),
        otherwise => (otherwise, None),
    };
    let found = finding(&RULE, id, verdict, statement, vec![operand.clone()]);
    Finding { note: note.map(str::to_owned), ..found }
}

/// How a name that is one character off the body's own may have come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// 和 for 与: no two bodies differ by that.
    Sure,
    Likely,
}

/// Shortest name of which one other character is a slip, in characters.
const LONG: usize = 6;

/// Whether a name is one character off another that may not tell two bodies apart.
fn slip(own: &str, name: &str, words: &SentenceSpec) -> Option<Slip> {
    const ALIKE: [char; 3] = ['和', '与', '及'];
    let (own, name): (Vec<char>, Vec<char>) = (own.chars().collect(), name.chars().collect());
    let same = own.iter().zip(&name).take_while(|(one, other)| one == other).count();
    let (own_rest, rest) = (own.get(same..)?, name.get(same..)?);
    let (gone, come) = match (own_rest, rest) {
        ([gone, one @ ..], [come, other @ ..]) if one == other => (Some(gone), Some(come)),
        ([gone, one @ ..], other) if one == other => (Some(gone), None),
        (one, [come, other @ ..]) if one == other => (None, Some(come)),
        _ => return None,
    };
    let tells = |c: &char| words.telling.contains(*c) || c.is_ascii_digit();
    if own.len().min(name.len()) < LONG || [gone, come].into_iter().flatten().any(tells) {
        return None;
    }
    let alike = gone.zip(come).is_some_and(|(gone, come)| ALIKE.contains(gone) && ALIKE.contains(come));
    Some(if alike { Slip::Sure } else { Slip::Likely })
}

/// Whether a name is the body's own: in full, as a part, or cut short to some of
/// its characters (`省检察院` for `某省人民检察院`), or 我局, 本部门.
pub fn is_own(linked: &Linked, name: &str) -> bool {
    let (own, name) = (compact(&linked.disclosure.body_name), compact(name));
    let ourselves = name.starts_with(['我', '本', '全', '各']) && name.chars().count() <= 6;
    name.contains(&own) || is_short_for(&name, &own) || ourselves
}

/// The lines of a disclosure, compacted.
type Lines<'a> = LazyCell<Vec<(Line, String)>, Box<dyn FnOnce() -> Vec<(Line, String)> + 'a>>;

fn stated(linked: &Linked, words: &SentenceSpec) -> Vec<Stated> {
    let disclosure = &linked.disclosure;
    let source = &disclosure.source;
    // Few disclosures name another body, and only these need their lines.
    let lines: Lines<'_> =
        LazyCell::new(Box::new(|| source.lines().map(|line| (line, compact(source.line(line)))).collect()));
    let mut found = Vec::new();
    for (index, table) in disclosure.tables.iter().enumerate() {
        let Some(name) = &table.body else { continue };
        let operand = place(table.title.clone(), Target::Table(index), table.lines.0);
        let place = StatedPlace { what: "表", operand };
        let name = compact(name);
        let headed = !is_own(linked, &name) && heads_part(disclosure, &name, &lines);
        let otherwise = if headed { Verdict::Scope } else { Verdict::Mismatch };
        found.push(Stated { name, place, otherwise });
    }
    found.extend(of_forms(linked));
    found.extend(of_prose(linked, &lines, words));
    found
}

/// Whether a line that is no table's title heads a part of its own with a body's name and a
/// year's budget or final accounts: the tables of a body below this one stand under it.
fn heads_part(disclosure: &Disclosure, name: &str, lines: &[(Line, String)]) -> bool {
    let is_title = |line: Line| disclosure.tables.iter().any(|table| table.title_line == Some(line));
    lines.iter().any(|(line, text)| {
        let rest = past_numbering(text.trim_start_matches('#')).strip_prefix(name);
        rest.is_some_and(|rest| {
            let headed =
                [DisclosureKind::Budget, DisclosureKind::Final].iter().any(|kind| rest.contains(kind.name()));
            headed
                && rest.contains('年')
                && rest.chars().count() <= 24
                && !rest.contains(['。', ',', ':'])
                && !is_title(*line)
        })
    })
}

/// The body that each form names. Another body is no mistake where the forms are
/// of one department: 主管部门 tells.
fn of_forms(linked: &Linked) -> Vec<Stated> {
    let forms = &linked.disclosure.forms;
    let unit = |form: &Form| form.text(FieldKey::UNIT).map(compact).filter(|unit| unit.chars().count() >= 4);
    let authority =
        |form: &Form| form.text(FieldKey::AUTHORITY).map(|text| name_of(&compact(text)).to_owned());
    let ours: Vec<String> = forms
        .iter()
        .filter(|form| unit(form).is_some_and(|unit| is_own(linked, &unit)))
        .filter_map(authority)
        .collect();
    let related = |form: &Form| {
        authority(form).is_none_or(|authority| {
            let near = |ours: &String| ours.contains(&authority) || authority.contains(ours.as_str());
            ours.is_empty() || is_own(linked, &authority) || ours.iter().any(near)
        })
    };
    let of_form = |(index, form): (usize, &Form)| {
        let otherwise = if related(form) { Verdict::Scope } else { Verdict::Mismatch };
        let operand =
            place(form.name.clone(), Target::Form(index), form.field(FieldKey::UNIT)?.best().lines[0]);
        Some(Stated { name: unit(form)?, place: StatedPlace { what: "申报表", operand }, otherwise })
    };
    forms.iter().enumerate().filter_map(of_form).collect()
}

/// `118-某市某局` without its code.
fn name_of(authority: &str) -> &str {
    authority.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')
}

/// Headings, paragraphs and notes that name the body, and those that begin with another
/// body's name and a year.
fn of_prose(linked: &Linked, lines: &Lines<'_>, words: &SentenceSpec) -> Vec<Stated> {
    let disclosure = &linked.disclosure;
    let sections = disclosure.sections.iter().enumerate();
    let paragraphs = sections.flat_map(|(index, section)| {
        let target = Target::Section(index);
        section.paragraphs.iter().map(move |paragraph| (paragraph.text.as_str(), target, paragraph.first))
    });
    let tables = disclosure.tables.iter().enumerate();
    let notes = tables.flat_map(|(index, table)| {
        table.notes.iter().map(move |(note, line)| (note.as_str(), Target::Table(index), *line))
    });
    let mut known: HashMap<String, bool> = HashMap::new();
    // A heading that names another body may head its part; one character off is a slip.
    let own = compact(&disclosure.body_name);
    let slips =
        |title: &str| leading(&compact(title), words).and_then(|name| slip(&own, name, words)).is_some();
    let headings = disclosure.sections.iter().enumerate().filter(|(_, section)| slips(&section.title));
    let headings =
        headings.map(|(index, section)| (section.title.as_str(), Target::Section(index), section.title_line));
    let of_text = |(text, target, line)| {
        let text: String = compact(text);
        let operand = place(in_short(&text), target, line);
        let place = StatedPlace { what: "文字", operand };
        if text.contains(&own) {
            return Some(Stated { name: own.clone(), place, otherwise: Verdict::Mismatch });
        }
        let name = leading(&text, words)?;
        let below = *known.entry(name.to_owned()).or_insert_with(|| is_listed(name, lines, words));
        let otherwise = if below { Verdict::Scope } else { Verdict::Mismatch };
        Some(Stated { name: name.to_owned(), place, otherwise })
    };
    headings.chain(paragraphs).chain(notes).filter_map(of_text).collect()
}

/// The name of a body with which a paragraph on a year's money begins:
/// `某局2023年度收入…`.
fn leading<'t>(text: &'t str, lists: &SentenceSpec) -> Option<&'t str> {
    let text = past_numbering(text);
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (name, rest) = text.split_at(digits);
    let words = rest.get(4..)?.strip_prefix('年')?;
    // A day or a month is when something happened, not whose money it is.
    if words.starts_with(|c: char| c.is_ascii_digit()) || is_clause(name, lists) {
        return None;
    }
    let words: String = words.chars().take(12).collect();
    let money = lists.money.iter().any(|word| words.contains(word.as_str()));
    let length = name.chars().count();
    let plain = !name.contains([',', '。', ':', ';', '(', '《', '、']);
    (money
        && plain
        && (4..=30).contains(&length)
        && lists.sure_bodies.iter().any(|end| name.ends_with(end.as_str())))
    .then_some(name)
}

/// Whether words that end as a body's name say more than a name: `主要是某省财政厅`.
fn is_clause(words: &str, lists: &SentenceSpec) -> bool {
    words.contains('是') || lists.no_names.iter().any(|open| words.starts_with(open.as_str()))
}

/// Whether the prose names the body apart from the beginning of such paragraphs,
/// as it does with those below it.
fn is_listed(name: &str, lines: &[(Line, String)], words: &SentenceSpec) -> bool {
    lines.iter().any(|(_, line)| line.contains(name) && leading(line, words) != Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_only_before_a_year_and_its_money() {
        let words = &crate::catalogue::Catalogue::get().narrative().sentences;
        assert_eq!(leading("某市水务局2023年度收入总计5万元", words), Some("某市水务局"));
        assert_eq!(leading("(一)某市水务局2023年预算", words), Some("某市水务局"));
        assert_eq!(leading("第二部分某市水务局2023年预算表", words), Some("某市水务局"));
        for text in [
            "主要是某省财政厅2017年6月起调增经费标准",
            "某省财政厅2017年6月起调增经费标准",
            "由于某省财政厅2017年预算收紧",
            "某市水务局成立于2003年",
            "按照要求2023年预算",
            "2023年某市水务局预算",
            "某市,水务局2023年预算",
        ] {
            assert_eq!(leading(text, words), None, "{text}");
        }
    }
}
