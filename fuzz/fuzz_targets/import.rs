//! Any bytes as an original of any format: no panic, no hang. Time and memory are bounded by the
//! fuzzer's own limits; see `docs/fuzzing.md`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mingzhang::import;

const NAMES: [&str; 6] = ["a.pdf", "a.xlsx", "a.xls", "a.docx", "a.html", "a.json"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    if let Ok(document) = import::read(name, bytes.to_vec()) {
        let written = import::write(&document);
        assert!(written.places.is_sorted_by_key(|(at, _)| *at));
    }
});
