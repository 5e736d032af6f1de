//! `mingzhang explain`: what the code of a diagnostic or of a check means.

use super::near::near;
use super::screen::Screen;
use super::{Failure, Outcome, words};
use crate::diagnostic::codes::{self, Explanation};
use crate::model::Rule;
use crate::pipeline;

const EXAMPLES: &str = "\
例子：
  mingzhang explain ragged-row    诊断里方括号中的代码是什么意思
  mingzhang explain class-sum     一项核对怎么做，依据是什么
  mingzhang explain               列出全部代码";

/// 解释一个诊断或核对的代码
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang explain [代码]")]
pub struct Args {
    /// 诊断或核对的代码；不写则列出全部
    #[arg(value_name = "代码", help_heading = "参数")]
    code: Option<String>,
}

/// Prints one explanation, or the lists of codes.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    match &args.code {
        None => list(screen),
        Some(typed) => screen.out(&explanation(typed).ok_or_else(|| unknown(typed))?),
    }
    Ok(Outcome::Fine)
}

fn list(screen: &Screen) {
    screen.out("诊断：读取公开文本时的提示");
    codes::EXPLANATIONS.iter().for_each(|explanation| screen.out(&format!("  {}", entry(explanation))));
    screen.out("\n核对：数字之间是否相符");
    pipeline::RULES.iter().for_each(|rule| screen.out(&format!("  {}", rule_entry(rule))));
}

/// What a code means, of either kind.
fn explanation(typed: &str) -> Option<String> {
    let diagnostic = codes::explain(typed);
    let diagnostic = diagnostic.map(|found| format!("{}\n\n{}", entry(found), found.text));
    let rule = || pipeline::rule(typed);
    diagnostic.or_else(|| {
        rule().map(|rule| format!("{}\n\n{}\n\n依据：{}", rule_entry(rule), rule.text, rule.basis))
    })
}

fn entry(explanation: &Explanation) -> String {
    let severity = words::severity(explanation.severity);
    format!("{:<18} {severity}  {}", explanation.code, explanation.title)
}

fn rule_entry(rule: &Rule) -> String {
    format!("{:<18} 核对  {}", rule.code, rule.title)
}

fn unknown(typed: &str) -> Failure {
    let diagnostics = codes::EXPLANATIONS.iter().map(|explanation| explanation.code);
    let near = near(typed, diagnostics.chain(pipeline::RULES.iter().map(|rule| rule.code)));
    let advice = match near.as_slice() {
        [] => "全部代码：mingzhang explain".to_owned(),
        near => format!("是不是 {}？", near.join("、")),
    };
    Failure::Message(format!("没有“{typed}”这个代码。{advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_means_two_things() {
        for rule in pipeline::RULES {
            assert!(codes::explain(rule.code).is_none(), "{}", rule.code);
        }
    }
}
