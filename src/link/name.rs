//! When two spellings can be of one name.

/// Whether two different names differ so little that one is a misreading or
/// another spelling of the other: by one character in six, at most two.
///
/// Digits count whole: `2022年…` and `2023年…` are two projects.
pub fn is_variant(a: &str, b: &str) -> bool {
    if a == b || digits(a) != digits(b) {
        return false;
    }
    let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = (left.len().max(right.len()) / 6).clamp(1, 2);
    left.len().min(right.len()) >= 4 && distance(&left, &right, allowed) <= allowed
}

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

/// Edits between two names; any number above `most` where there are more.
fn distance(a: &[char], b: &[char], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let change = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
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
