//! Why a site could not be written, for the person who asked for it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::source::visible;

/// Why a site could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// The output is the content folder, is in it, or holds it.
    Overlaps { output: PathBuf, content: PathBuf },
    /// A file stands where the output folder should be.
    IsAFile(PathBuf),
    /// A folder with something in it that this program did not write.
    Foreign(PathBuf),
    /// The old output is a git checkout, which a swap would destroy.
    Checkout(PathBuf),
    /// No folder beside the output can be made: it is a disk's root.
    NoParent(PathBuf),
    /// An artifact's path leads out of the site.
    Escapes(String),
    /// A name in an artifact's path stands for no file on some system.
    Unportable { path: String, name: String },
    /// Two artifacts claim one path, perhaps in different letter case.
    Twice(String),
    /// The operating system refused.
    Disk { doing: &'static str, path: PathBuf, error: io::Error },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Overlaps { output, content } => write!(
                f,
                "输出文件夹 {} 与内容文件夹 {} 互相包含，生成时会覆盖原文。\n请用 --output 另指一个文件夹。",
                output.display(),
                content.display()
            ),
            WriteError::IsAFile(path) => {
                write!(f, "{} 是文件，不能作输出文件夹。\n请移走它，或用 --output 另指一个。", path.display())
            }
            WriteError::Foreign(path) => write!(
                f,
                "输出文件夹 {} 里有别的文件，而且不是本程序生成的（没有 {} 标记）；生成会整个替换它，所以停下。\n\
                 请用 --output 另指一个文件夹；确实不要其中的文件时，先把它清空。",
                path.display(),
                super::MARKER
            ),
            WriteError::Checkout(path) => write!(
                f,
                "输出文件夹 {} 是一个 git 工作区，整个替换会毁掉 .git。\n请输出到别处，再把文件复制过去。",
                path.display()
            ),
            WriteError::NoParent(path) => {
                write!(f, "{} 不能作输出文件夹。请用 --output 另指一个。", path.display())
            }
            WriteError::Escapes(path) => {
                write!(f, "程序要写的文件 {path:?} 会落到输出文件夹之外，已停下。这是程序的错误，请报告。")
            }
            WriteError::Unportable { path, name } => write!(
                f,
                "{} 里的“{}”在有的系统上不能作文件名（如 con、nul、aux、com1，或含 : * ? 等字），已停下。\n\
                 请给 content/ 或 static/ 里的这个文件夹或文件换个名字。",
                visible(path),
                visible(name)
            ),
            WriteError::Twice(path) => write!(
                f,
                "有两个文件都要写到 {path}（可能只是大小写不同），已停下。\n\
                 请给 static/ 里与网页或数据文件重名的文件换个名字。"
            ),
            WriteError::Disk { doing, path, error } => write!(
                f,
                "{doing} {} 时失败：{error}。\n请检查磁盘空间和权限；原有的网站没有改动。",
                path.display()
            ),
        }
    }
}

impl std::error::Error for WriteError {}
