//! How fast the program is, beside the limits it has to keep. `cargo bench`.
//!
//! Reading is measured in this process, on one core; whole builds by running the
//! release binary over copies of one disclosure. So that a build can be judged on
//! any disk, writing the same files alone is timed in the same run.

#![expect(clippy::disallowed_types, reason = "a bench needs a clock; the product must not have one")]
#![expect(clippy::float_arithmetic, reason = "rates are not money")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use mingzhang::catalogue::Catalogue;
use mingzhang::config::Privacy;
use mingzhang::model::{DisclosureId, Kind};
use mingzhang::read;

/// Pages a second of a whole build on two cores, at least.
const PAGES_A_SECOND: f64 = 3300.0;

/// Peak memory of a whole build in MiB, at most.
const MEMORY: f64 = 64.0;

const COPIES: [usize; 3] = [1, 30, 300];

/// Set in the process that runs one build and reports what it cost.
const BUILDER: &str = "MINGZHANG_BENCH_BUILDER";

fn main() -> ExitCode {
    if std::env::var_os(BUILDER).is_some() {
        return run_and_report();
    }
    let source = source();
    let text = fs::read_to_string(&source).expect("the source is UTF-8");
    println!("source: {} ({:.0} KB)", shown(&source), text.len() as f64 / 1e3);
    println!("reading on one core: {:.1} MB/s\n", reading(&text));
    println!("limits: at least {PAGES_A_SECOND} pages/s on two cores, at most {MEMORY} MiB\n");
    println!("| copies | pages | build s | pages/s | CPU s | peak MiB | writing alone s | within limits |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    for copies in COPIES {
        println!("{}", Build::of(&text, copies).row());
    }
    ExitCode::SUCCESS
}

/// The largest source at hand.
fn source() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let real = root.join("../shared/disclosures/xinzhou-traffic-police/2023-budget.txt");
    if real.is_file() { real } else { root.join("content/xinzhou-traffic-police/2023-budget.md") }
}

/// The last three parts of a path.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts[parts.len().saturating_sub(3)..].join("/")
}

/// MB of source read a second.
fn reading(text: &str) -> f64 {
    let privacy = Privacy::default();
    let once = || {
        let id = DisclosureId { body: "bench".to_owned(), year: 2023, kind: Kind::Budget };
        let files = vec![("bench/2023-budget.txt".to_owned(), text.to_owned())];
        read::disclosure(
            read::Input { id, files, body_name: None, corrections: None, privacy: &privacy },
            Catalogue::get(),
        )
    };
    std::hint::black_box(once());
    let (start, mut rounds) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(2) {
        std::hint::black_box(once());
        rounds += 1;
    }
    (text.len() * rounds) as f64 / 1e6 / start.elapsed().as_secs_f64()
}

/// What one build cost.
struct Build {
    copies: usize,
    pages: usize,
    wall: f64,
    cpu: f64,
    memory: f64,
    writing: f64,
}

impl Build {
    fn of(text: &str, copies: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for copy in 0..copies {
            let body = folder.path().join(format!("content/body-{copy}"));
            fs::create_dir_all(&body).expect("the folder is writable");
            fs::write(body.join("2023-budget.txt"), text).expect("the folder is writable");
        }
        let (wall, cpu, memory) = build(folder.path());
        let files = files(&folder.path().join("public"));
        let pages =
            files.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "html")).count();
        let writing = writing(&folder.path().join("alone"), &files);
        Self { copies, pages, wall, cpu, memory, writing }
    }

    fn row(&self) -> String {
        let rate = self.pages as f64 / self.wall;
        // The start of the process weighs too much in a single disclosure.
        let fast = self.copies == 1 || rate >= PAGES_A_SECOND;
        let verdict = match (fast, self.memory <= MEMORY) {
            (true, true) => "yes",
            (false, true) => "NO: slow",
            (true, false) => "NO: memory",
            (false, false) => "NO: slow, memory",
        };
        format!(
            "| {} | {} | {:.3} | {rate:.0} | {:.2} | {:.1} | {:.3} | {verdict} |",
            self.copies, self.pages, self.wall, self.cpu, self.memory, self.writing
        )
    }
}

/// Runs one build in a process of its own, so that what it cost is not mixed
/// with what others did: seconds, CPU seconds, peak MiB.
fn build(folder: &Path) -> (f64, f64, f64) {
    let me = std::env::current_exe().expect("the bench knows itself");
    let output = Command::new(me).env(BUILDER, "1").current_dir(folder).output().expect("the bench runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [wall, cpu, memory] = numbers[..] else {
        panic!("the build failed: {said}{}", String::from_utf8_lossy(&output.stderr));
    };
    (wall, cpu, memory)
}

fn run_and_report() -> ExitCode {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    let status = command.args(["build", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let wall = start.elapsed().as_secs_f64();
    if !matches!(status.map(|status| status.code()), Ok(Some(0 | 1))) {
        return ExitCode::FAILURE;
    }
    let (cpu, memory) = cost();
    println!("{wall} {cpu} {memory}");
    ExitCode::SUCCESS
}

/// CPU seconds and peak MiB of the child that has just ended.
#[cfg(unix)]
fn cost() -> (f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("children have a usage");
    let time = usage.user_time() + usage.system_time();
    (time.num_microseconds() as f64 / 1e6, usage.max_rss() as f64 / 1024.0)
}

#[cfg(not(unix))]
fn cost() -> (f64, f64) {
    (f64::NAN, f64::NAN)
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map_while(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("below the folder").to_owned();
            (name, fs::read(entry.path()).expect("it was just written"))
        })
        .collect()
}

/// Seconds that one thread takes to write files that are already in memory.
fn writing(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> f64 {
    let start = Instant::now();
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder)).expect("the folder is writable");
        fs::write(path, bytes).expect("the folder is writable");
    }
    start.elapsed().as_secs_f64()
}
