//! How alike two readings are.

use std::collections::HashMap;

/// Likeness of two texts by the pairs of characters they share, from 0 to 1000:
/// 1000 for equal texts, about 0 for unrelated ones (Dice's coefficient).
pub fn likeness(a: &str, b: &str) -> u32 {
    if a == b {
        return 1000;
    }
    let pairs = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let mut counts: HashMap<(char, char), u32> = HashMap::new();
        for pair in chars.windows(2) {
            *counts.entry((pair[0], pair[1])).or_insert(0) += 1;
        }
        counts
    };
    let (left, right) = (pairs(a), pairs(b));
    let total: u32 = left.values().sum::<u32>() + right.values().sum::<u32>();
    let shared: u32 =
        left.iter().map(|(pair, count)| (*count).min(right.get(pair).copied().unwrap_or(0))).sum();
    (2000 * shared).checked_div(total).unwrap_or(0)
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
