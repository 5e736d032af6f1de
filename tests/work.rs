//! What texts made to be costly cost: of each shape eight times the text allocates no more than
//! twice eight times the bytes, and takes no more than a few times eight times the processor,
//! however busy the machine is. And what one more disclosure costs a build, counted and not timed.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    reason = "a test that cannot go on should stop; sizes and times are no amounts"
)]

mod common;

use std::alloc::System;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use cap::Cap;
use common::shapes::{SHAPES, text};
use common::site::Site;
use common::tree;
use mingzhang::catalogue::Catalogue;
use mingzhang::config::Privacy;
use mingzhang::config::Settings;
use mingzhang::pipeline::{self, Build, ContentPath, Detail, Lock, Theme, Work};
use mingzhang::{audit, export};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Reads, links, audits and exports a text: the bytes that were allocated on the way, and the
/// milliseconds of this thread.
fn cost(text: &str) -> (usize, f64) {
    let milliseconds =
        || getrusage(UsageWho::RUSAGE_THREAD).unwrap().user_time().num_microseconds() as f64 / 1000.0;
    let before = (MEMORY.total_allocated(), milliseconds());
    let (linked, _) = common::linked("body/2023-budget.txt", text);
    let findings = audit::disclosure(&linked, Catalogue::get());
    export::disclosure(&linked, (&findings, None), (Catalogue::get(), &Settings::default()), &mut |_| {
        Ok::<(), ()>(())
    })
    .unwrap();
    (MEMORY.total_allocated() - before.0, milliseconds() - before.1)
}

/// Most bytes that are allocated in all for a byte of text.
const MOST: usize = 12_000;

/// Bytes of the smallest text.
const SMALL: usize = 6_000;

/// All tests count what all threads allocate.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn work_grows_with_the_text_and_not_by_its_square() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    cost(&text("", "某事。\n", SMALL));
    let nothing = cost(&text("", "某事。\n", 1)).0;
    let mut wrong = Vec::new();
    for (name, opening, piece) in SHAPES {
        let [one, eight] = [1, 8].map(|times| cost(&text(opening, piece, times * SMALL)));
        let bytes = [one.0, eight.0].map(|bytes| bytes.saturating_sub(nothing).max(1) / 1000);
        let told = format!("{name}: {bytes:?} kB in {:.0} and {:.0} ms", one.1, eight.1);
        println!("{told}");
        let of_size = bytes[0] > MOST * SMALL / 1000;
        if of_size || bytes[1] > 16 * bytes[0] + 100 || eight.1 > 30.0 * one.1.max(2.0) {
            wrong.push(told);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is told of a disclosure is dropped: a check of a hundred thousand needs no more
/// memory than one of a hundred.
#[test]
fn a_check_keeps_nothing_of_what_it_has_told() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let site = Site::empty();
    let mut text = String::from("支出预算总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n");
    for at in 0..40 {
        writeln!(text, "20{at:02}\t行政运行{at}\t9.00\t3.00\t2.00").unwrap();
    }
    for body in 0..60 {
        site.put(&format!("content/b{body:02}/2023-budget.txt"), &text);
    }
    let place = ContentPath::of(&site.root.path().join("content")).unwrap();
    let (mut live, mut findings) = (Vec::new(), 0);
    let mut tell = |checked: pipeline::Checked| {
        findings += checked.remarks.findings.kept.len();
        drop(checked);
        live.push(MEMORY.allocated());
    };
    let work = Work { jobs: 1, progress: &() };
    pipeline::check(&place, &Privacy::default(), Detail::Records, work, &mut tell).unwrap();
    assert_eq!(live.len(), 61, "one for the content folder");
    assert!(findings > 10 * 60, "{findings}");
    let grown = live[60].saturating_sub(live[20]);
    assert!(grown < 40 * 1_000, "{grown} bytes more are kept of 40 disclosures: {live:?}");
}

/// Bytes that a build allocates for one more copy of the sample, and that the site has more
/// for it, at most. Lowered with every gain, towards a site of 1.2 MB; raised only for something
/// more that a disclosure has: charts as files, sentences that search finds, its plain text.
const MOST_ALLOCATED: usize = 48_300_000;
const MOST_WRITTEN: usize = 2_000_000;

/// What a build of so many copies of the sample allocates, and the bytes of its site.
fn built(copies: usize) -> (usize, usize) {
    let site = Site::empty();
    let sample = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    let text = std::fs::read_to_string(sample).unwrap();
    for copy in 0..copies {
        site.put(&format!("content/body-{copy}/2023-budget.md"), &text);
    }
    let (content, output) = (site.root.path().join("content"), site.root.path().join("public"));
    let (settings, lock) = (Settings::default(), Lock::default());
    let theme = Theme::load(&[], &[]).unwrap();
    let build = Build {
        content: &content,
        output: &output,
        settings: &settings,
        theme: &theme,
        strict: false,
        lock: &lock,
        findings: false,
        locked: false,
        in_place: false,
        cache: None,
        painter: None,
    };
    let before = MEMORY.total_allocated();
    pipeline::build(&build, Work { jobs: 1, progress: &() }).unwrap();
    let allocated = MEMORY.total_allocated() - before;
    let sizes = tree::files(&output).iter().map(|file| std::fs::metadata(file).unwrap().len() as usize).sum();
    (allocated, sizes)
}

#[test]
fn one_more_disclosure_costs_a_build_no_more_than_it_did() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // Expressions keep some memory for a thread, which a build may have to make anew: the least counts.
    let least = |copies| (0..3).map(|_| built(copies)).min().unwrap();
    let [two, six] = [2, 6].map(least);
    let (allocated, written) = ((six.0 - two.0) / 4, (six.1 - two.1) / 4);
    println!("{allocated} bytes are allocated for one more copy of the sample, {written} written");
    assert!(allocated <= MOST_ALLOCATED, "{allocated} bytes are allocated");
    assert!(written <= MOST_WRITTEN, "{written} bytes are written");
}
