//! PLACEHOLDER until the reading stage lands.
use crate::catalogue::Catalogue;
use crate::config::Privacy;
use crate::diagnostic::Diagnostic;
use crate::model::{Disclosure, DisclosureId, FrontMatter, Ledger};
use crate::source::{Source, SourceFile};

#[derive(Debug)]
pub struct Input<'a> {
    pub id: DisclosureId,
    pub files: Vec<(String, String)>,
    pub body_name: Option<String>,
    pub privacy: &'a Privacy,
}

pub fn disclosure(input: Input<'_>, _: &Catalogue) -> (Disclosure, Vec<Diagnostic>) {
    let source =
        Source::new(input.files.into_iter().map(|(name, text)| SourceFile::new(name, text)).collect());
    let ledger = Ledger::new(&source);
    let disclosure = Disclosure {
        title: input.id.to_string(),
        body_name: input.body_name.unwrap_or_else(|| input.id.body.clone()),
        id: input.id,
        front: FrontMatter::default(),
        source,
        tables: vec![],
        forms: vec![],
        sections: vec![],
        terms: vec![],
        ledger,
    };
    (disclosure, vec![])
}
