//! What a clause of the prose speaks of, where that decides whose change is stated:
//! a reason, or something named by words of its own.

use crate::catalogue::schema::SentenceSpec;
use crate::sentences::figures::StatedFigure;

/// Whether the words before a figure, since its sentence began, give a reason.
pub fn is_in_reason(figures: &[StatedFigure], at: usize, words: &SentenceSpec) -> bool {
    for said in figures[..=at].iter().rev() {
        let (stop, sentence) = match said.context.rsplit_once('。') {
            Some((_, sentence)) => (true, sentence),
            None => (false, said.context.as_str()),
        };
        if opens_reason(sentence, words) {
            return true;
        }
        if stop {
            return false;
        }
    }
    false
}

/// Whether words begin to give a reason.
pub fn opens_reason(clause: &str, words: &SentenceSpec) -> bool {
    words.reasons.iter().any(|word| clause.contains(word.as_str()))
}

/// Whether the words before a change name something, and not what the amount before
/// it is of.
pub fn names_another(change: &str, own: &str, words: &SentenceSpec) -> bool {
    let mut rest = change.to_owned();
    words.comparisons.iter().for_each(|word| rest = rest.replace(word, ""));
    rest.retain(|c| !c.is_ascii_digit() && !"比较与同和,()约共为".contains(c));
    rest.chars().count() > 2 && !own.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::sentences::figures::figures;

    fn sentences() -> &'static SentenceSpec {
        &Catalogue::get().narrative().sentences
    }

    #[test]
    fn reasons_end_with_their_sentence() {
        let said = figures(
            "支出9万元，主要原因是设备1万元、网络增加2万元。会议费3万元。由于增编，增加4万元",
            sentences(),
        );
        let inside: Vec<bool> = (0..said.len()).map(|at| is_in_reason(&said, at, sentences())).collect();
        assert_eq!(inside, [false, true, true, false, true]);
    }

    #[test]
    fn comparisons_name_nothing() {
        for plain in
            ["比上年增加", "与2022年预算执行数相比减少", "收支预算总计各增加", "本年数小于上年预算数", "下降"]
        {
            assert!(!names_another(plain, "收支预算总计", sentences()), "{plain}");
        }
        assert!(
            names_another("网络维护经费增加", "会议支出", sentences())
                && !names_another("会议支出增加", "会议支出", sentences())
        );
    }
}
