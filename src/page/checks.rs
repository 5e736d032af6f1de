//! The site's page on what is checked: each rule, each verdict, what counts as
//! rounding.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::Verdict;
use crate::page::audit::{meaning, shape};
use crate::page::frame::Frame;
use crate::page::href::Links;
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct View {
    rules: Vec<RuleView>,
    verdicts: Vec<VerdictView>,
}

#[derive(Debug, Serialize)]
struct RuleView {
    code: &'static str,
    title: &'static str,
    text: &'static str,
    basis: &'static str,
}

#[derive(Debug, Serialize)]
struct VerdictView {
    key: &'static str,
    name: &'static str,
    shape: &'static str,
    meaning: &'static str,
}

/// The page.
pub(super) fn page(site: &Site) -> Result<Artifact, ThemeError> {
    let path = address::checks();
    let links = Links::from_page(site.settings, &path);
    let mut frame = Frame::new(site, &links, &path, &[("首页", ""), ("怎样核对", &path)]);
    frame.description =
        format!("本站怎样核对公开的数字：{} 条规则，六种结果，舍入怎样算。", site.rules.len());
    let rule = |rule: &&crate::model::Rule| RuleView {
        code: rule.code,
        title: rule.title,
        text: rule.text,
        basis: rule.basis,
    };
    let verdict = |verdict: Verdict| VerdictView {
        key: verdict.key(),
        name: verdict.name(),
        shape: shape(verdict),
        meaning: meaning(verdict),
    };
    let view = View {
        rules: site.rules.iter().map(rule).collect(),
        verdicts: Verdict::ALL.into_iter().map(verdict).collect(),
    };
    frame.page(site, "checks.html", &path, &view)
}
