//! The words for what of a site's own templates and static files is never used.

use super::near::near;
use crate::pipeline::{Theme, ThemeRemark, Unknown};

/// One sentence for each slip in the names of a site's own templates and static files.
pub fn remarks(theme: &Theme) -> Vec<String> {
    theme.remarks().iter().filter_map(words).collect()
}

fn words(remark: &ThemeRemark) -> Option<String> {
    let ThemeRemark { file, unknown, names } = remark;
    let typed = match unknown {
        Unknown::Template | Unknown::Static => file.split_once('/').map_or(file.as_str(), |(_, name)| name),
        Unknown::Asset(name) | Unknown::Url(name) => name,
    };
    let near = near(typed, names.iter().map(String::as_str));
    let advice = match near.as_slice() {
        [] => String::new(),
        near => format!("是不是 {}？", near.join("、")),
    };
    match unknown {
        Unknown::Template => {
            Some(format!("{file} 没有用到：没有自带的模板叫这个名字，别的模板也没有提到它。{advice}"))
        }
        // A name of the site's own is no slip; one that is nearly the program's may be.
        Unknown::Static if near.is_empty() => None,
        Unknown::Static => Some(format!("{file} 没有用到，网页不会自己取它。{advice}")),
        Unknown::Asset(name) => {
            Some(format!("{file} 里的 asset(path=\"{name}\")：static/ 里没有这个文件。{advice}"))
        }
        Unknown::Url(name) => Some(format!("{file} 里的 url({name})：static/ 里没有这个文件。{advice}")),
    }
}
