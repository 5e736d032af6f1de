//! Arguments → run → exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    mingzhang::cli::run(std::env::args_os())
}
