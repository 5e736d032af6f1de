//! How fast the program is, beside the limits it has to keep. `cargo bench --bench speed`.
//!
//! Reading is measured in this process, on one core; whole builds by running the
//! release binary over copies of one disclosure. So that a build can be judged on
//! any machine, writing the same files alone is measured in the same run, and the
//! limit is how many times its processor time a build may take. What is beyond a
//! limit makes it fail. What other programs take for the same is the business of
//! `benches/compare`.

#![expect(clippy::disallowed_types, reason = "a bench needs a clock; the product must not have one")]
#![expect(clippy::float_arithmetic, reason = "rates are not money")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use mingzhang::catalogue::Catalogue;
use mingzhang::config::Privacy;
use mingzhang::model::{DisclosureId, DisclosureKind};
use mingzhang::read;

/// So many times the processor time of writing its files a whole build may take.
const TIMES_WRITING: f64 = 14.0;

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
    println!("limits: at most {TIMES_WRITING} times the CPU of writing the same bytes, {MEMORY} MiB\n");
    println!(
        "| copies | pages | build s | pages/s | CPU s | peak MiB | writing CPU s | times | within limits |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    let mut within = true;
    for copies in COPIES {
        let build = Build::of(&text, copies);
        println!("{}", build.row());
        within &= build.is_cheap() && build.is_small();
    }
    if within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
        let id = DisclosureId { body: "bench".to_owned(), year: 2023, kind: DisclosureKind::Budget };
        let files = vec![("bench/2023-budget.txt".to_owned(), text.to_owned())];
        read::disclosure(read::Input::new(id, files, &privacy), Catalogue::get())
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
        let (pages, writing) = writing(&folder.path().join("public"), &folder.path().join("alone"));
        Self { copies, pages, wall, cpu, memory, writing }
    }

    fn times(&self) -> f64 {
        self.cpu / self.writing
    }

    /// The start of the process weighs too much in a single disclosure, and some systems
    /// do not say what was spent.
    fn is_cheap(&self) -> bool {
        self.copies == 1 || self.times().is_nan() || self.times() <= TIMES_WRITING
    }

    fn is_small(&self) -> bool {
        self.memory.is_nan() || self.memory <= MEMORY
    }

    fn row(&self) -> String {
        let verdict = match (self.is_cheap(), self.is_small()) {
            (true, true) => "yes",
            (false, true) => "NO: slow",
            (true, false) => "NO: memory",
            (false, false) => "NO: slow, memory",
        };
        format!(
            "| {} | {} | {:.3} | {:.0} | {:.2} | {:.1} | {:.3} | {:.1} | {verdict} |",
            self.copies,
            self.pages,
            self.wall,
            self.pages as f64 / self.wall,
            self.cpu,
            self.memory,
            self.writing,
            self.times()
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
fn cost() -> (f64, f64) {
    spent(Of::Children)
}

/// Writes the files of a site once more, each already in memory, by one thread: how many
/// pages there are, and the CPU seconds that writing took.
fn writing(site: &Path, copy: &Path) -> (usize, f64) {
    let (mut pages, mut seconds) = (0, 0.0);
    for entry in walkdir::WalkDir::new(site).into_iter().map_while(Result::ok) {
        let target = copy.join(entry.path().strip_prefix(site).expect("below the folder"));
        let bytes = entry.file_type().is_file().then(|| fs::read(entry.path()).expect("it was just written"));
        let before = spent(Of::Thread).0;
        match bytes {
            Some(bytes) => fs::write(&target, bytes),
            None => fs::create_dir_all(&target),
        }
        .expect("the folder is writable");
        seconds += spent(Of::Thread).0 - before;
        pages += usize::from(target.extension().is_some_and(|end| end == "html"));
    }
    (pages, seconds)
}

/// Of whom it is asked what was spent.
enum Of {
    Thread,
    Children,
}

/// CPU seconds and peak MiB.
#[cfg(target_os = "linux")]
fn spent(of: Of) -> (f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let who = match of {
        Of::Thread => UsageWho::RUSAGE_THREAD,
        Of::Children => UsageWho::RUSAGE_CHILDREN,
    };
    let usage = getrusage(who).expect("it has a usage");
    let time = usage.user_time() + usage.system_time();
    (time.num_microseconds() as f64 / 1e6, usage.max_rss() as f64 / 1024.0)
}

#[cfg(not(target_os = "linux"))]
fn spent(_: Of) -> (f64, f64) {
    (f64::NAN, f64::NAN)
}
