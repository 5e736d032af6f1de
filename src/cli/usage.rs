//! What was typed wrong, in Chinese.

use std::process::ExitCode;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::screen::{Color, Screen};

/// Prints help, the version, or what was typed wrong.
pub fn print(error: &Error) -> ExitCode {
    let screen = Screen::new(Color::Auto, false);
    let rendered = error.render().ansi().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            screen.out(rendered.trim_end());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            screen.err(rendered.trim_end());
            ExitCode::from(2)
        }
        _ => {
            screen.error(&format!("{}\n说明：mingzhang --help", wrong(error)));
            ExitCode::from(2)
        }
    }
}

fn wrong(error: &Error) -> String {
    let context = |kind| error.get(kind).map(ContextValue::to_string).unwrap_or_default();
    let option = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {option}"),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::UnknownArgument => format!("不认识“{option}”"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{option} 后面缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{option} 不能是“{value}”"),
        ErrorKind::ArgumentConflict => format!("{option} 重复或与别的选项冲突"),
        _ => error.to_string(),
    };
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::ValidValue,
        ContextKind::SuggestedValue,
    ];
    match kinds.into_iter().map(context).find(|suggestion| !suggestion.is_empty()) {
        Some(suggestion) => format!("{what}。可用的是：{suggestion}"),
        None => format!("{what}。"),
    }
}
