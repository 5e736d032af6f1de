//! Pages of the site's own beside bodies: of one name a body's stands.

use crate::config::{OwnPage, Settings};
use crate::diagnostic::{Diagnostic, codes};
use crate::discover::Found;

/// The settings without pages whose address a body has; which those are is said.
pub(super) fn without_taken(settings: &Settings, found: &mut Found) -> Settings {
    let is_taken = |page: &&OwnPage| found.bodies.iter().any(|body| body.slug == page.name);
    let (taken, free): (Vec<&OwnPage>, Vec<&OwnPage>) = settings.pages.iter().partition(is_taken);
    let say = |page: &&OwnPage| {
        let message = format!("pages/{0}.md 没有发布：{0}/ 是一个单位的网址", page.name);
        Diagnostic::new(codes::RESERVED_NAME, message)
            .in_path(format!("pages/{}.md", page.name))
            .hint("给这一页换一个文件名。")
    };
    found.diagnostics.extend(taken.iter().map(say));
    Settings { pages: free.into_iter().cloned().collect(), ..settings.clone() }
}
