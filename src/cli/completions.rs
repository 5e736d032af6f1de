//! `mingzhang completions`: what a shell needs to complete commands and options.

use clap::CommandFactory;
use clap_complete::{Generator, Shell};

use super::screen::Screen;
use super::{Failure, Outcome};

const EXAMPLES: &str = "\
例子：
  mingzhang completions bash > ~/.local/share/bash-completion/completions/mingzhang
  mingzhang completions zsh > ~/.zfunc/_mingzhang        ~/.zfunc 要在 fpath 里
  mingzhang completions fish > ~/.config/fish/completions/mingzhang.fish
  mingzhang completions powershell >> $PROFILE

放好以后新开一个终端：打一半按 Tab，命令和选项自动补全。";

/// 写出命令行补全的脚本
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE)]
#[command(override_usage = "mingzhang completions <shell>")]
pub struct Args {
    /// bash、zsh、fish、powershell、elvish
    #[arg(value_name = "shell", help_heading = "参数", hide_possible_values = true)]
    shell: Shell,
}

/// Prints the script.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let mut command = super::Args::command();
    command.set_bin_name("mingzhang");
    command.build();
    let mut script = Vec::new();
    let made = args.shell.try_generate(&command, &mut script);
    made.map_err(|error| format!("写不出补全脚本：{error}。"))?;
    screen.write(&String::from_utf8_lossy(&script));
    Ok(Outcome::Fine)
}
