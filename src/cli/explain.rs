//! `mingzhang explain`: what a diagnostic code means.

use super::near::near;
use super::screen::Screen;
use super::{Failure, Outcome, words};
use crate::diagnostic::codes::{self, Explanation};

const EXAMPLES: &str = "\
例子：
  mingzhang explain ragged-row    诊断里方括号中的代码是什么意思
  mingzhang explain               列出全部代码";

/// 解释一个诊断代码
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang explain [代码]")]
pub struct Args {
    /// 诊断代码；不写则列出全部
    #[arg(value_name = "代码", help_heading = "参数")]
    code: Option<String>,
}

/// Prints one explanation, or the list of codes.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let Some(typed) = &args.code else {
        codes::EXPLANATIONS.iter().for_each(|explanation| screen.out(&entry(explanation)));
        return Ok(Outcome::Fine);
    };
    let Some(explanation) = codes::explain(typed) else { return Err(unknown(typed)) };
    screen.out(&format!("{}\n\n{}", entry(explanation), explanation.text));
    Ok(Outcome::Fine)
}

fn entry(explanation: &Explanation) -> String {
    let severity = words::severity(explanation.severity);
    format!("{:<18} {severity}  {}", explanation.code, explanation.title)
}

fn unknown(typed: &str) -> Failure {
    let near = near(typed, codes::EXPLANATIONS.iter().map(|explanation| explanation.code));
    let advice = match near.as_slice() {
        [] => "全部代码：mingzhang explain".to_owned(),
        near => format!("是不是 {}？", near.join("、")),
    };
    Failure::Message(format!("没有“{typed}”这个诊断代码。{advice}"))
}
