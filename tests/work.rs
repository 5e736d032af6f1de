//! What texts made to be costly cost: of each shape eight times the text allocates no more than
//! twice eight times the bytes, and takes no more than a few times eight times the processor,
//! however busy the machine is.

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
use common::site::Site;
use mingzhang::catalogue::Catalogue;
use mingzhang::config::Privacy;
use mingzhang::pipeline::{self, Detail, Place, Work};
use mingzhang::{audit, export};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// A shape: what its text begins with, and what is repeated, `{}` standing for the number of
/// the piece.
const SHAPES: [(&str, &str, &str); 23] = [
    ("changes", "", "（一）某项支出{}\n2023年某项支出{}万元，比上年增加1万元，增长25%，主要是增加人员。\n"),
    ("brackets of tags", "", "<"),
    ("tags that do not end", "", "<b "),
    ("cells that do not end", "", "<td"),
    ("tags in lines", "", "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"),
    ("nested tables", "", "<table><tr><td>"),
    ("handlers", "", "经办人（"),
    ("handlers with a colon", "", "经办人：王小明、"),
    (
        "small tables",
        "",
        "{}表\n单位：万元\n| 项目 | 金额 |\n| --- | --- |\n| 甲 | 5.00 |\n| 合计 | 5.00 |\n\n",
    ),
    ("tables without titles", "", "| 项目 | 金额 |\n| - | - |\n| 甲 | 5 |\n\n"),
    ("titles", "", "部门收支预算总表\n"),
    ("headings", "", "一、部门概况\n（一）主要职能\n"),
    ("one long line", "", "2023年支出1.00万元，占50%；"),
    ("one long paragraph", "", "2023年支出{}.00万元，占50%，\n"),
    ("one long number", "", "1234567890 "),
    ("one long row", "", "| 1.00 "),
    (
        "one long table",
        "支出预算总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n",
        "2{}\t行政运行\t5.00\t3.00\t2.00\n",
    ),
    (
        "one cell a line",
        "支出预算总表\n单位：万元\n科目编码\n科目名称\n合计\n基本支出\n项目支出\n",
        "2{}\n行政运行\n5.00\n3.00\n2.00\n",
    ),
    (
        "aligned by blanks",
        "支出预算总表\n单位：万元\n科目编码    科目名称    合计    基本支出    项目支出\n",
        "2{}    行政运行    5.00    3.00    2.00\n",
    ),
    ("amounts alone", "", "5.00\n"),
    (
        "forms",
        "",
        "项目支出绩效目标申报表\n项目名称：\t道路{}\n年度资金总额：\t5.00\n数量指标\t里程\t≥5公里\n\n",
    ),
    ("names", "", "经办人：王{}\n局长王小明，电话3031234\n"),
    ("mail", "", "a.b@"),
];

fn text(opening: &str, piece: &str, bytes: usize) -> String {
    let mut text = format!("某局2023年部门预算\n\n{opening}");
    let end = text.len() + bytes;
    for at in 10_000.. {
        if text.len() >= end {
            break;
        }
        text.push_str(&piece.replace("{}", &at.to_string()));
    }
    text
}

/// Reads, links, audits and exports a text: the bytes that were allocated on the way, and the
/// milliseconds of this thread.
fn cost(text: &str) -> (usize, f64) {
    let milliseconds =
        || getrusage(UsageWho::RUSAGE_THREAD).unwrap().user_time().num_microseconds() as f64 / 1000.0;
    let before = (MEMORY.total_allocated(), milliseconds());
    let (linked, _) = common::linked("body/2023-budget.txt", text);
    let findings = audit::disclosure(&linked, Catalogue::get());
    export::disclosure(&linked, &findings, Catalogue::get(), &mut |_| Ok::<(), ()>(())).unwrap();
    (MEMORY.total_allocated() - before.0, milliseconds() - before.1)
}

/// Most bytes that are allocated in all for a byte of text.
const MOST: usize = 12_000;

/// Bytes of the smallest text.
const SMALL: usize = 6_000;

/// Both tests count what all threads allocate.
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
    let place = Place::of(&site.root.path().join("content")).unwrap();
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
