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

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_misread_character_makes_a_variant_and_another_year_does_not() {
        assert!(is_variant("车管所网格专线及网络维护费", "车管所网络专线及网络维护费"));
        assert!(!is_variant("2022年城区道路标志标线", "2023年城区道路标志标线"));
        assert!(!is_variant("办案费", "办公费"));
        assert!(!is_variant("交通安全管理费", "交通信号灯维护费"));
    }
}
