//! 占X%: the share is the part over the whole.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::audit::narrative::prose::{Kind, Said, figures};
use crate::audit::narrative::{Passage, money};
use crate::model::{Finding, Rule, Verdict};
use crate::money::grouped;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-share",
    title: "文字说明里的占比算得出来",
    text: "文字写“某项A万元，占X%”的，用A除以同一段开头的总数重新计算。最后一位相差不超过一的记为舍入差。",
    basis: "占比由同一段的两个金额算出。",
};

/// Each share of a passage that follows its amount.
pub fn check(passage: &Passage<'_>) -> Vec<Finding> {
    let pairs =
        passage.figures.windows(2).filter(|pair| pair[0].kind == Kind::Amount && pair[1].kind == Kind::Share);
    // 占本年支出合计的… names another whole than the paragraph's own.
    let plain = pairs.filter(|pair| pair[1].label == "占");
    plain.filter_map(|pair| finding(passage, &whole(passage, &pair[0])?, &pair[0], &pair[1])).collect()
}

/// What a part is a share of: the first amount of its paragraph, or, where that
/// is the part itself, of its section.
fn whole(passage: &Passage<'_>, part: &Said) -> Option<Said> {
    let first = |figures: &[Said]| figures.iter().find(|said| said.kind == Kind::Amount).cloned();
    let own = first(&passage.figures).filter(|said| said != part);
    let of_section =
        || passage.section.paragraphs.iter().find_map(|paragraph| first(&figures(&paragraph.text)));
    own.filter(|_| !passage.goes_on()).or_else(of_section).filter(|said| said != part)
}

fn finding(passage: &Passage<'_>, whole: &Said, part: &Said, share: &Said) -> Option<Finding> {
    let (part_value, whole_value) = (money(part)?.in_wan(), money(whole)?.in_wan());
    let exact = percent(part_value, whole_value)?;
    let (verdict, ulp) = judged(exact, share.value);
    Some(Finding {
        id: passage.id("share", part),
        rule: RULE.code,
        group: "narrative".to_owned(),
        verdict,
        statement: format!(
            "文字“{}占{}%”，{} ÷ {} = {}%",
            part.label,
            share.printed,
            grouped(part.value),
            grouped(whole.value),
            shown(exact)
        ),
        expected: Some(shown(exact)),
        actual: Some(share.value),
        unit: "%".to_owned(),
        tolerance: ulp,
        figures: vec![passage.operand(share), passage.operand(part), passage.operand(whole)],
        note: None,
    })
}

/// `part` in percent of `whole`; `None` for a whole of nothing.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// A percentage to four places, as it is shown beside a stated one.
pub fn shown(exact: Decimal) -> Decimal {
    exact.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// The verdict on a stated percentage, and one unit of its last place: rounded
/// it agrees; off by no more than one in the last place it is a rounding of
/// another kind, such as cutting off.
pub fn judged(exact: Decimal, stated: Decimal) -> (Verdict, Decimal) {
    let places = stated.scale();
    let ulp = Decimal::new(1, places);
    let rounded = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let verdict = match (rounded - stated).abs() {
        none if none.is_zero() => Verdict::Agree,
        // A whole percentage leaves room for a whole percent; that is no rounding of 9784.70.
        small if small <= ulp && places > 0 => Verdict::Rounding,
        _ => Verdict::Mismatch,
    };
    (verdict, ulp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_cut_off_is_a_rounding_difference() {
        let exact = percent(Decimal::new(2881, 2), Decimal::new(4221, 1)).unwrap();
        assert_eq!(judged(exact, Decimal::new(682, 2)).0, Verdict::Rounding);
        assert_eq!(judged(exact, Decimal::new(683, 2)).0, Verdict::Agree);
        assert_eq!(judged(exact, Decimal::new(693, 2)).0, Verdict::Mismatch);
        assert_eq!(percent(Decimal::ONE, Decimal::ZERO), None);
    }
}
