//! When two spellings can be of one name.

use strsim::levenshtein;

/// Whether two different names differ so little that one is a misreading or
/// another spelling of the other: by one character in six, at most two.
///
/// Digits count whole: `2022年…` and `2023年…` are two projects.
pub fn is_variant(a: &str, b: &str) -> bool {
    if a == b || digits(a) != digits(b) {
        return false;
    }
    let (left, right) = (a.chars().count(), b.chars().count());
    let allowed = (left.max(right) / 6).clamp(1, 2);
    // Names of very different length need no comparing, which takes long for long ones.
    left.min(right) >= 4 && left.abs_diff(right) <= allowed && levenshtein(a, b) <= allowed
}

/// Whether one of two names is the other without its beginning or its end.
pub fn is_cut(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= 4 && digits(a) == digits(b) && (long.starts_with(short) || long.ends_with(short))
}

/// A name without any of the names of bodies and units before it, and without the marks
/// between the two; the name itself where nothing would be left.
pub fn without_owner<'n>(name: &'n str, owners: &[String]) -> &'n str {
    let mark = |c: char| "-_:/、".contains(c);
    let cut = |owner: &String| Some(name.strip_prefix(owner.as_str())?.trim_start_matches(mark));
    let rest = owners.iter().filter(|owner| !owner.is_empty()).filter_map(cut);
    rest.filter(|rest| rest.chars().count() > 1).min_by_key(|rest| rest.len()).unwrap_or(name)
}

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_taken_off_and_never_the_whole_name() {
        let owners = ["某县统计局".to_owned()];
        assert_eq!(without_owner("某县统计局-抽样调查", &owners), "抽样调查");
        assert_eq!(without_owner("某县统计局", &owners), "某县统计局");
        assert_eq!(without_owner("抽样调查", &owners), "抽样调查");
    }

    #[test]
    fn one_misread_character_makes_a_variant_and_another_year_does_not() {
        assert!(is_variant("车管所网格专线及网络维护费", "车管所网络专线及网络维护费"));
        assert!(!is_variant("2022年城区道路标志标线", "2023年城区道路标志标线"));
        assert!(!is_variant("办案费", "办公费"));
        assert!(!is_variant("交通安全管理费", "交通信号灯维护费"));
    }
}
