//! What bad input costs, beside its limits. `cargo bench --bench junk`.
//!
//! Each kind of junk is checked twice, by the release binary in processes of
//! their own: once small, once four times as large. Time has to grow no faster
//! than the text does, and memory to stay a small multiple of it. Many small
//! texts need no more memory than a few. What is beyond a limit makes it fail.

#![expect(clippy::disallowed_types, reason = "a bench needs a clock; the product must not have one")]
#![expect(clippy::float_arithmetic, reason = "rates are not money")]

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

#[path = "../tests/common/shapes.rs"]
mod shapes;

/// Four times the text may take so many times the time.
const GROWTH: f64 = 8.0;

/// Peak memory may be so many times the text, beside a fixed part; up to 100 MB, and of what is
/// made to be costly up to 8 MB.
const MULTIPLE: f64 = 80.0;
const MULTIPLE_OF_SHAPES: f64 = 40.0;
const FIXED: f64 = 64.0;

/// Set in the process that runs one check and reports what it cost.
const CHECKER: &str = "MINGZHANG_BENCH_CHECKER";

fn main() -> ExitCode {
    if let Some(path) = std::env::var_os(CHECKER) {
        return check_and_report(Path::new(&path));
    }
    println!(
        "limits: {GROWTH} times the time for 4 times the text, {FIXED} MiB and {MULTIPLE} times the text, \
         {MULTIPLE_OF_SHAPES} times up to 8 MB, {FIXED} MiB for any number of texts\n"
    );
    println!("| junk | MB | s | MB/s | growth | peak MiB | within limits |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | --- |");
    let mut within = true;
    for (name, opening, piece) in shapes::SHAPES {
        let junk = |n: usize| shapes::text(opening, piece, 2_000_000 * n);
        within &= row(name, &junk, MULTIPLE_OF_SHAPES);
    }
    for (name, junk) in KINDS {
        within &= row(name, junk, MULTIPLE);
    }
    for texts in [300, 3_000] {
        within &= many(texts);
    }
    if within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether so many small texts, each with findings, are checked within the fixed part.
fn many(texts: usize) -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let rows: String = (10..30).map(|at| format!("20{at}\t行政运行{at}\t9.00\t3.00\t2.00\n")).collect();
    let text = format!("支出预算总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n{rows}");
    for at in 0..texts {
        let body = folder.path().join(format!("content/b{at}"));
        fs::create_dir_all(&body).expect("the folder is writable");
        fs::write(body.join("2023-budget.txt"), &text).expect("the folder is writable");
    }
    let (seconds, memory) = run(folder.path());
    let within = memory <= FIXED;
    let (size, verdict) = ((texts * text.len()) as f64 / 1e6, if within { "yes" } else { "NO: memory" });
    println!(
        "| {texts} small texts | {size:.1} | {seconds:.2} | {:.1} | | {memory:.0} | {verdict} |",
        size / seconds
    );
    within
}

type Junk = fn(usize) -> String;

/// The kinds of junk; the argument is 1 or 4.
const KINDS: &[(&str, Junk)] = &[
    ("random marks and words, up to 100 MB", |n| random(25_000_000 * n)),
    ("a line of up to 1,000,000 columns", |n| {
        format!("2023年预算支出总表\n单位：万元\n{}\n", "1.00\t".repeat(250_000 * n))
    }),
    ("a table of up to 50,000 rows", |n| {
        let rows: String =
            (0..12_500 * n).map(|at| format!("{}\t科目\t{at}.00\t{at}.00\t\n", 2_010_101 + at)).collect();
        format!("2023年预算支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n{rows}")
    }),
    ("HTML nested up to 200,000 deep", |n| {
        let deep = 50_000 * n;
        format!("{}1.00{}", "<table><tr><td>".repeat(deep), "</td></tr></table>".repeat(deep))
    }),
    ("HTML cells that span 60 rows and columns", |n| {
        format!("<table>\n{}</table>\n", "<tr><td rowspan=60 colspan=60>1</td></tr>\n".repeat(50_000 * n))
    }),
    ("one line without an end", |n| "一".repeat(8_000_000 * n)),
    ("lines of one character", |n| "一\n".repeat(1_000_000 * n)),
    ("forms of one project each", |n| {
        let form = |at: usize| {
            format!(
                "某市项目支出绩效目标申报表\n项目名称\t\t办案费{at}\t\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t人数\t9人\n\n"
            )
        };
        (0..5_000 * n).map(form).collect()
    }),
    ("prose that states an amount a line", |n| {
        format!(
            "第三部分 情况说明\n{}",
            "2023年收入总计9784.70万元，比上年增加362.82万元，增长3.85%。\n".repeat(10_000 * n)
        )
    }),
    ("prose without an end of a line", |n| {
        format!(
            "第三部分 情况说明\n{}",
            "2023年收入总计9784.70万元，占3.85%，比上年增加362.82万元。".repeat(10_000 * n)
        )
    }),
];

/// The same every time: a linear congruential generator picks the characters.
fn random(bytes: usize) -> String {
    let marks: Vec<char> = "预算表项目\t\t\n\n|<td>/0123456789.,一二、（）%元万".chars().collect();
    let mut state = 1_u64;
    let mut text = String::with_capacity(bytes + 4);
    while text.len() < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push(marks[(state >> 33) as usize % marks.len()]);
    }
    text
}

/// Prints what a kind costs; whether it is within the limits.
fn row(name: &str, junk: &dyn Fn(usize) -> String, multiple: f64) -> bool {
    let (_, small, _) = cost(&junk(1));
    let (size, large, memory) = cost(&junk(4));
    let growth = large / small.max(0.05);
    let limits = (growth <= GROWTH, memory <= FIXED + multiple * size);
    let verdict = match limits {
        (true, true) => "yes",
        (false, true) => "NO: slow",
        (true, false) => "NO: memory",
        (false, false) => "NO: slow, memory",
    };
    println!(
        "| {name} | {size:.1} | {large:.2} | {:.1} | {growth:.1} | {memory:.0} | {verdict} |",
        size / large
    );
    limits == (true, true)
}

/// MB of text, seconds, peak MiB of one check.
fn cost(text: &str) -> (f64, f64, f64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let body = folder.path().join("content/body");
    fs::create_dir_all(&body).expect("the folder is writable");
    fs::write(body.join("2023-budget.txt"), text).expect("the folder is writable");
    let (seconds, memory) = run(folder.path());
    (text.len() as f64 / 1e6, seconds, memory)
}

/// Seconds and peak MiB of one check of a folder.
fn run(folder: &Path) -> (f64, f64) {
    let me = std::env::current_exe().expect("the bench knows itself");
    let output = Command::new(me).env(CHECKER, folder).output().expect("the bench runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [seconds, memory] = numbers[..] else {
        panic!("the check failed: {said}{}", String::from_utf8_lossy(&output.stderr));
    };
    (seconds, memory)
}

fn check_and_report(folder: &Path) -> ExitCode {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["check", "--quiet", "--jobs", "1"]).current_dir(folder);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let seconds = start.elapsed().as_secs_f64();
    if !matches!(status.map(|status| status.code()), Ok(Some(0 | 1))) {
        return ExitCode::FAILURE;
    }
    println!("{seconds} {}", memory());
    ExitCode::SUCCESS
}

/// Peak MiB of the child that has just ended.
#[cfg(unix)]
fn memory() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("children have a usage");
    usage.max_rss() as f64 / 1024.0
}

#[cfg(not(unix))]
fn memory() -> f64 {
    f64::NAN
}
