//! PLACEHOLDER until the page stage lands.
use crate::artifact::Artifact;
use crate::config::{BodySettings, Settings};
use crate::model::{Linked, Summary};

#[derive(Debug)]
pub struct Theme;
#[derive(Debug)]
pub struct ThemeError;
impl std::fmt::Display for ThemeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("模板")
    }
}
impl Theme {
    pub fn load(templates: &[(String, String)], _: &[(String, Vec<u8>)]) -> Result<Theme, ThemeError> {
        if templates.iter().any(|(_, text)| text.contains("{% if %}")) { Err(ThemeError) } else { Ok(Theme) }
    }
    pub fn static_files(&self) -> Vec<Artifact> {
        vec![]
    }
}
#[derive(Debug)]
pub struct Site<'a> {
    pub settings: &'a Settings,
    pub theme: &'a Theme,
}
#[derive(Debug)]
pub struct BodySummary {
    pub slug: String,
    pub settings: BodySettings,
    pub disclosures: Vec<Summary>,
}
pub fn disclosure<E: From<ThemeError>>(
    _: &Site<'_>,
    linked: &Linked,
    _: &BodySettings,
    sink: &mut dyn FnMut(Artifact) -> Result<(), E>,
) -> Result<(), E> {
    sink(Artifact::page(&format!("{}/", linked.disclosure.id), "<html></html>".to_owned()))
}
pub fn site<E: From<ThemeError>>(
    _: &Site<'_>,
    _: &[BodySummary],
    sink: &mut dyn FnMut(Artifact) -> Result<(), E>,
) -> Result<(), E> {
    sink(Artifact::page("", "<html></html>".to_owned()))
}
