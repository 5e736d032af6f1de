//! What counts as a problem for `check`.

use clap::ValueEnum;

use super::Outcome;
use crate::diagnostic::{Counts, Severity};
use crate::model::{Tally, Verdict};

/// What was typed after `--fail-on`, the strictest last but `never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// 有错误：有内容无法发布
    Error,
    /// 有错误，或有核对不符（默认）
    Mismatch,
    /// 有错误、警告，或有核对不符
    Warning,
    /// 有任何诊断，或有任何一项核对不是“一致”
    Note,
    /// 从不
    Never,
}

impl FailOn {
    /// Whether a diagnostic of this severity is a problem.
    pub fn takes(self, severity: Severity) -> bool {
        match self {
            FailOn::Error | FailOn::Mismatch => severity == Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Note => true,
            FailOn::Never => false,
        }
    }

    /// Whether a finding of this verdict is a problem.
    pub fn takes_finding(self, verdict: Verdict) -> bool {
        match self {
            FailOn::Error | FailOn::Never => false,
            FailOn::Mismatch | FailOn::Warning => verdict == Verdict::Mismatch,
            FailOn::Note => verdict != Verdict::Agree,
        }
    }

    /// What an outcome means for the exit code: `有问题，退出码 1（--fail-on mismatch）`
    pub fn say(self, outcome: Outcome) -> String {
        let level = self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        match outcome {
            Outcome::Problems => format!("有问题，退出码 1（--fail-on {level}）"),
            Outcome::Fine => format!("没有问题，退出码 0（--fail-on {level}）"),
        }
    }

    /// How a run ended that raised so many diagnostics and came to these verdicts.
    pub fn outcome(self, counts: Counts, tally: Tally) -> Outcome {
        let raised = [
            (Severity::Error, counts.errors),
            (Severity::Warning, counts.warnings),
            (Severity::Note, counts.notes),
        ];
        let diagnosed = raised.iter().any(|(severity, number)| *number > 0 && self.takes(*severity));
        let found =
            Verdict::ALL.iter().any(|verdict| tally.count(*verdict) > 0 && self.takes_finding(*verdict));
        if diagnosed || found { Outcome::Problems } else { Outcome::Fine }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_takes_what_the_one_before_takes() {
        let levels = [FailOn::Never, FailOn::Error, FailOn::Mismatch, FailOn::Warning, FailOn::Note];
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        for pair in levels.windows(2) {
            assert!(severities.iter().all(|one| !pair[0].takes(*one) || pair[1].takes(*one)));
            assert!(
                Verdict::ALL.iter().all(|one| !pair[0].takes_finding(*one) || pair[1].takes_finding(*one))
            );
        }
        let mismatch = Tally { mismatch: 1, ..Tally::default() };
        assert_eq!(FailOn::Error.outcome(Counts::default(), mismatch), Outcome::Fine);
        assert_eq!(FailOn::Mismatch.outcome(Counts::default(), mismatch), Outcome::Problems);
        let warning = Counts { warnings: 1, ..Counts::default() };
        assert_eq!(FailOn::Mismatch.outcome(warning, Tally::default()), Outcome::Fine);
    }
}
