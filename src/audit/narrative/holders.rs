//! Whose figures the words are of: the disclosure's body, or one of its units or
//! projects, of which its tables say nothing by that name.

use crate::catalogue::normal::unnumbered;
use crate::catalogue::schema::NarrativeSpec;
use crate::sentences::figures::StatedFigure;
use crate::sentences::scope::MARKS;

/// Whether each of the figures is of a unit or a project rather than of the whole
/// body. Who is named holds until the body is named again.
pub fn of_others(
    figures: &[StatedFigure],
    body: &str,
    headings: &[String],
    lists: &NarrativeSpec,
) -> Vec<bool> {
    let mut other = headings.iter().any(|heading| is_unit(heading, body, lists));
    let each = figures.iter().map(|said| {
        let mut clauses = said.context.split_inclusive(MARKS).filter(|clause| clause.ends_with(':'));
        let names = |clause: &str| names_other(clause, body, lists) || is_numbered_project(clause, lists);
        if clauses.any(|clause| names(clause.trim_end_matches(':'))) || names_other(&said.label, body, lists)
        {
            other = true;
        } else if said.context.split(MARKS).any(|clause| names_body(clause, body, lists)) {
            other = false;
        }
        other
    });
    each.collect()
}

/// Whether words name another holder than the body in front of a year, a measure or
/// nothing: `下属某中心2024年`, `局本级`, `某专项2024年`.
pub fn names_other(words: &str, body: &str, lists: &NarrativeSpec) -> bool {
    let ends = |name: &str, list: &[String]| list.iter().any(|end| name.ends_with(end.as_str()));
    let (name, dated) = subject(words, lists);
    // A body whose name was not read may be any of those named.
    let known = ends(body, &lists.bodies);
    let body_or_project = ends(name, &lists.bodies) || (dated && ends(name, &lists.undertakings));
    is_unit(name, body, lists) || (known && body_or_project && !is_body(name, body, lists))
}

/// Whether a clause before a colon is the heading of one of several projects: `项目一`.
fn is_numbered_project(clause: &str, lists: &NarrativeSpec) -> bool {
    let name = clause.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    name.len() < clause.len() && lists.undertakings.iter().any(|word| name == word)
}

/// The words in front of a year, without numbering and measures, and whether there is
/// a year.
fn subject<'w>(words: &'w str, lists: &NarrativeSpec) -> (&'w str, bool) {
    let words = unnumbered(words).trim_start_matches("其中");
    let year = words.match_indices('年').find_map(|(at, _)| {
        let start = at.checked_sub(4)?;
        words.get(start..at)?.chars().all(|c| c.is_ascii_digit()).then_some(start)
    });
    let mut name = year.map_or(words, |start| &words[..start]);
    while let Some(shorter) = lists.measures.iter().find_map(|measure| name.strip_suffix(measure.as_str())) {
        name = shorter;
    }
    (name.trim_start_matches('(').trim_end_matches('的'), year.is_some())
}

/// Whether words name a unit of the body, or the body without its units. 市本级 is a
/// level of government, and what is of 本级 in a disclosure of that alone is its own.
fn is_unit(words: &str, body: &str, lists: &NarrativeSpec) -> bool {
    let own_level = lists.own_level.as_str();
    let alone = body.contains(own_level);
    let is_government = |before: &str| before.ends_with(|c| lists.governments.contains(c));
    let own_level = words.match_indices(own_level).any(|(at, _)| at > 0 && !is_government(&words[..at]));
    (own_level && !alone) || is_subordinate(words, lists)
}

fn is_subordinate(words: &str, lists: &NarrativeSpec) -> bool {
    lists.sentences.subordinate.iter().any(|word| words.contains(word.as_str()))
}

fn names_body(clause: &str, body: &str, lists: &NarrativeSpec) -> bool {
    let (name, _) = subject(clause, lists);
    !name.is_empty() && is_body(name, body, lists)
}

fn is_body(name: &str, body: &str, lists: &NarrativeSpec) -> bool {
    let own = lists.own_bodies.iter().any(|word| name.contains(word.as_str()));
    let pointing = name.starts_with(|c| lists.self_pointing.contains(c));
    body.contains(name) || name.contains(body) || own || pointing || is_cut_short(name, body)
}

/// Whether a name is the body's cut short within: `省检察院` for `某省人民检察院`.
fn is_cut_short(name: &str, body: &str) -> bool {
    let last = |words: &str| words.chars().next_back();
    name.chars().count() > 2 && last(name) == last(body) && is_short_for(name, body)
}

/// Whether one name is some of the characters of another, in their order.
pub fn is_short_for(short: &str, name: &str) -> bool {
    let mut characters = name.chars();
    short.chars().count() >= 2 && short.chars().all(|c| characters.any(|of| of == c))
}

/// Whether what stands before a name leaves it whole: a year, the body, a verb.
/// `一般公共` before `预算收入` makes another name of it.
pub fn opens(before: &str, body: &str, lists: &NarrativeSpec) -> bool {
    let ended = || lists.sentences.before_names.iter().any(|end| before.ends_with(end.as_str()));
    let of_others = || {
        is_subordinate(before, lists)
            || lists.sentences.of_others.iter().any(|other| before.contains(other.as_str()))
    };
    let whole = before.is_empty() || before.ends_with(body) || ended();
    whole && (before.ends_with('的') || !of_others())
}

/// Whether words before a name say more than whose and which year's it is, so that the
/// amount is of a part of the whole: `全县各部门`, `政府性基金安排的`.
pub fn restricts(before: &str, body: &str, lists: &NarrativeSpec) -> bool {
    let plain = &lists.sentences;
    // The name of one body says whose the amount is, not of which part.
    let (name, _) = subject(before, lists);
    let named = lists.bodies.iter().any(|end| name.ends_with(end.as_str())) && !name.contains(['各', '全']);
    let mut rest = if named { before.replace(name, "") } else { before.replace(body, "") };
    let words = plain
        .plain
        .iter()
        .chain(&plain.parts)
        .chain(&plain.before_names)
        .chain(&plain.this_year)
        .chain(&lists.measures);
    let mut words: Vec<&String> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.into_iter().for_each(|word| rest = rest.replace(word.as_str(), ""));
    rest.retain(|c| c.is_alphabetic());
    let of_body = rest.chars().count() > 1 && body.contains(&rest);
    !(rest.is_empty() || of_body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn lists() -> &'static NarrativeSpec {
        Catalogue::get().narrative()
    }

    fn names_other(words: &str, body: &str) -> bool {
        super::names_other(words, body, lists())
    }

    fn opens(before: &str, body: &str) -> bool {
        super::opens(before, body, lists())
    }
    use crate::sentences::figures::figures;

    #[test]
    fn a_name_stands_whole_or_not_at_all() {
        assert!(opens("2023年度", "某局") && opens("某局", "某局") && opens("", "某局"));
        assert!(!opens("一般公共", "某局") && !opens("下属单位", "某局") && !opens("比上年", "某局"));
    }

    #[test]
    fn units_and_projects_are_not_the_body() {
        for other in ["局本级2024年支出预算", "下属某中心2024年", "某中心", "业务专项2024年预算"]
        {
            assert!(names_other(other, "某县某局"), "{other}");
        }
        for own in
            ["2024年支出预算", "某局2024年", "本部门2024年", "我局", "市本级财政拨款", "基本支出", "其中"]
        {
            assert!(!names_other(own, "某县某局"), "{own}");
        }
        assert!(!names_other("某局本级2024年", "某县某局本级"));
        assert!(
            !names_other("省检察院2024年", "某省人民检察院") && names_other("省法院2024年", "某省人民检察院")
        );
    }

    #[test]
    fn what_takes_an_amount_out_of_the_whole_is_told_from_whose_it_is() {
        let restricts = |before: &str| super::restricts(before, "某县某局", lists());
        for part in [
            "全县各部门",
            "各乡镇",
            "政府性基金安排的",
            "非财政拨款资金安排的",
            "结转的",
            "年初批复的",
            "上级专项安排",
        ] {
            assert!(restricts(part), "{part}");
        }
        for whole in [
            "",
            "2024年度",
            "某局2024年",
            "某县某院",
            "其他县其他局2024年度",
            "本部门使用一般公共预算财政拨款安排的",
            "其中",
            "当年",
        ] {
            assert!(!restricts(whole), "{whole}");
        }
    }

    #[test]
    fn whoever_is_named_holds_until_the_body_is_named() {
        let said = figures(
            "局本级支出预算6万元，其中基本支出4万元；下属某中心2万元。基本支出1万元。本部门支出8万元，其中基本支出5万元",
            &lists().sentences,
        );
        assert_eq!(of_others(&said, "某县某局", &[], lists()), [true, true, true, true, false, false]);
        let said = figures("基本支出4万元", &lists().sentences);
        assert_eq!(of_others(&said, "某县某局", &["(一)局本级".to_owned()], lists()), [true]);
    }
}
