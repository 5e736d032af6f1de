//! PLACEHOLDER until the export stage lands.
use crate::artifact::Artifact;
use crate::model::{Linked, Summary};

pub fn disclosure(_: &Linked) -> Vec<Artifact> {
    vec![]
}

pub fn summary(linked: &Linked) -> Summary {
    Summary {
        id: linked.disclosure.id.clone(),
        title: linked.disclosure.title.clone(),
        body_name: linked.disclosure.body_name.clone(),
        published: None,
        headlines: vec![],
        tables: 0,
        empty_tables: 0,
        figures: 0,
        forms: 0,
        linked: 0,
        unplaced_lines: 0,
        pages: 0,
    }
}
