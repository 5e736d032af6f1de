//! Any bytes as a PDF of which parts of pages are drawn: no panic, no hang, no picture that is larger than
//! allowed. Time and memory are bounded by the fuzzer's own limits; see `docs/fuzzing.md`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mingzhang::import::{self, Area, LARGEST, Spot};

/// A part of an A4 page, in hundredths of a point, and a cell in it.
const BAND: Area = Area { left: 4_000, top: 6_000, right: 55_000, bottom: 20_000 };
const CELL: Area = Area { left: 10_000, top: 8_000, right: 20_000, bottom: 10_000 };

fuzz_target!(|bytes: &[u8]| {
    let spots = [1, 2, u32::MAX].map(|page| Spot { page, cell: CELL, bands: vec![BAND] });
    let mut drawn = 0;
    let ended = import::draw(bytes.to_vec(), &spots, &mut |_, crop| {
        drawn += 1;
        assert!(crop.is_err() || crop.is_ok_and(|crop| crop.png.len() <= LARGEST));
        Ok::<(), ()>(())
    });
    assert!(ended.is_ok() && drawn == spots.len());
});
