//! What the body is called, and which year the titles speak of.

use crate::config::Corrections;
use crate::config::corrections::{Body, Year, is_same};
use crate::corrections::Work;
use crate::model::Corrected;

/// Gives the body its name, or says why not.
pub fn body(work: &mut Work<'_>, block: &Body) {
    let name = work.disclosure.body_name.clone();
    if block.is.trim().is_empty() {
        return work.refuse(block, "is 是空的", "写单位的全称。");
    }
    if !work.stands(block, "单位的名称", Some(&name)) {
        return;
    }
    let id = &work.disclosure.id;
    let titled = |name: &str| format!("{name}{}年{}", id.year, id.kind.name());
    if work.disclosure.title == titled(&name) {
        work.disclosure.title = titled(&block.is);
    }
    work.disclosure.body_name.clone_from(&block.is);
    work.record(block, Corrected::Body, "单位的名称".to_owned(), block.is.clone());
}

/// What a body is called that a text calls `name`.
pub fn called(corrections: &Corrections, name: String) -> String {
    let own = corrections.body.iter().find(|block| is_same(block.printed.get_ref(), &name));
    own.map_or(name, |block| block.is.clone())
}

/// Keeps on record that a title is of the disclosure's own year, or says why not.
pub fn year(work: &mut Work<'_>, block: &Year) {
    let own = work.disclosure.id.year;
    if block.is != own {
        let hint = format!("网址的年度由文件名决定，这份是 {own}。放错了年度时改文件名。");
        return work.refuse(block, "is 与文件名的年度不同", &hint);
    }
    if work.at_line(block).is_some() {
        work.record(block, Corrected::Year, "各处标题写的年度".to_owned(), format!("{own}年"));
    }
}
