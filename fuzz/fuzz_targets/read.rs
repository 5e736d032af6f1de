//! Any bytes as a disclosure's file: decoded, read, linked, audited and exported.
//! No panic, no hang, every line accounted for, no figure that does not stand in
//! its line. Time and memory are bounded by the fuzzer's own limits; see
//! `docs/fuzzing.md`.

#![no_main]

#[path = "../../tests/common/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use mingzhang::catalogue::Catalogue;
use mingzhang::config::{Privacy, Settings};
use mingzhang::model::{DisclosureId, DisclosureKind};
use mingzhang::{audit, discover, export, link, read};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = discover::decode(bytes.to_vec()) else { return };
    let kind = if bytes.len().is_multiple_of(2) { DisclosureKind::Budget } else { DisclosureKind::Final };
    let id = DisclosureId { body: "body".to_owned(), year: 2023, kind };
    let privacy = Privacy::default();
    let files = vec![("body/2023.txt".to_owned(), text)];
    let input = read::Input::new(id, files, &privacy);
    let (linked, _) = link::disclosure(read::disclosure(input, Catalogue::get()).0, Catalogue::get());
    let linked = audit::prove(linked, Catalogue::get());
    invariants::hold(&linked);
    let findings = audit::disclosure(&linked, Catalogue::get());
    let made =
        export::disclosure(&linked, (&findings, None), (Catalogue::get(), &Settings::default()), &mut |_| {
            Ok::<(), ()>(())
        });
    assert!(made.is_ok());
});
