//! `mingzhang schema`: the JSON Schema of a data file or of a settings file.

use super::screen::Screen;
use super::{Failure, Outcome};
use crate::schema::ALL;

const EXAMPLES: &str = "\
例子：
  mingzhang schema                     列出全部
  mingzhang schema site > site.json    编辑器按它提示 site.toml 里能写什么
  mingzhang schema audit               核对数据文件 audit.json 的结构";

/// 数据文件和设置文件的 JSON Schema
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang schema [名字]")]
pub struct Args {
    /// 哪一个；不写则列出全部
    #[arg(value_name = "名字", help_heading = "参数")]
    name: Option<String>,
}

/// Prints one schema, or the list.
///
/// # Errors
/// Where there is none of that name.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let Some(typed) = &args.name else {
        ALL.iter().for_each(|(name, about, _)| screen.out(&format!("  {name:<12} {about}")));
        return Ok(Outcome::Fine);
    };
    let found = ALL.iter().find(|(name, ..)| name == typed).ok_or_else(|| unknown(typed))?;
    screen.out(found.2.trim_end());
    Ok(Outcome::Fine)
}

fn unknown(typed: &str) -> Failure {
    let known: Vec<&str> = ALL.iter().map(|(name, ..)| *name).collect();
    format!("没有叫“{typed}”的。有：{}。", known.join("、")).into()
}
