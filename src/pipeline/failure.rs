//! What ends a run before anything is published.

use std::fmt;

use super::PartError;
use crate::cache::CacheError;
use crate::discover::ContentError;
use crate::page::ThemeError;
use crate::write::WriteError;

/// Why the work could not be done at all.
#[derive(Debug)]
pub enum Failure {
    Content(ContentError),
    Theme(ThemeError),
    Write(WriteError),
    Cache(CacheError),
    Part(PartError),
    /// A file of `root/` has the name of one that the site has itself.
    Taken(String),
    /// Files in formats of databases are asked for that the program was built without.
    NoDatabases,
    /// The operating system gave no threads.
    Threads(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Content(error) => error.fmt(f),
            Failure::Theme(error) => {
                write!(f, "{error}\n请检查 templates/ 里的模板；原有的网站没有改动。")
            }
            Failure::Write(error) => error.fmt(f),
            Failure::Cache(error) => error.fmt(f),
            Failure::Part(error) => error.fmt(f),
            Failure::Taken(path) => write!(
                f,
                "root/{path} 与网站自己的文件同名，没有发布；原有的网站没有改动。\n请给它换一个名字，或者拿掉。"
            ),
            Failure::NoDatabases => f.write_str(
                "site.toml 要 parquet 或 sqlite，这个程序编译时没有带上。\n\
                 请用发布的程序，或者编译时加 --features databases；也可以去掉这两项，只用 bulk = true。",
            ),
            Failure::Threads(error) => write!(f, "无法启动线程：{error}。请用 --jobs 1 再试。"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<ContentError> for Failure {
    fn from(error: ContentError) -> Self {
        Failure::Content(error)
    }
}

impl From<ThemeError> for Failure {
    fn from(error: ThemeError) -> Self {
        Failure::Theme(error)
    }
}

impl From<CacheError> for Failure {
    fn from(error: CacheError) -> Self {
        Failure::Cache(error)
    }
}

impl From<PartError> for Failure {
    fn from(error: PartError) -> Self {
        Failure::Part(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Failure::Write(error)
    }
}
