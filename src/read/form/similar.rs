//! How alike two readings are.

use std::cmp::Ordering;

/// Likeness of two texts by the pairs of characters they share, from 0 to 1000:
/// 1000 for equal texts, about 0 for unrelated ones (Dice's coefficient).
pub fn likeness(a: &str, b: &str) -> usize {
    if a == b {
        return 1000;
    }
    let (left, right) = (pairs(a), pairs(b));
    let total = left.len() + right.len();
    (2000 * shared(&left, &right)).checked_div(total).unwrap_or(0)
}

/// The pairs of neighbouring characters, sorted.
fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// How many elements two sorted lists share, repeats counting as often as both
/// have them.
fn shared(left: &[(char, char)], right: &[(char, char)]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < left.len() && j < right.len() {
        match left[i].cmp(&right[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

/// Whether two names can be two readings of one: one begins the other, or they
/// differ by a few characters.
pub fn same_name(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a) || likeness(a, b) >= 550
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_names_are_alike_and_different_ones_are_not() {
        assert!(same_name("单位服务成本(每名调解", "单位服务成本(每案调解"));
        assert!(same_name("交通设施验收合格率", "交通设施验收合"));
        assert!(!same_name("系统故障率", "用户使用满意度"));
        assert_eq!(likeness("", ""), 1000);
        assert_eq!(likeness("a", "b"), 0);
    }
}
