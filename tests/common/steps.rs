//! The steps of a workflow or an action, run as GitHub runs them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The script of the step of that name, in a workflow or an action of this repository.
pub fn script(file: &str, name: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let mut lines = text.lines().skip_while(|line| line.trim() != format!("- name: {name}"));
    let first = lines.next().unwrap_or_else(|| panic!("{file} has no step {name}"));
    let depth = first.len() - first.trim_start().len();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut own = lines.take_while(|line| line.trim().is_empty() || indent(line) > depth);
    let run = own.find_map(|line| line.trim().strip_prefix("run: ")).expect("the step runs a script");
    if run != "|" {
        return run.to_owned();
    }
    let lines = own.take_while(|line| line.trim().is_empty() || indent(line) > depth + 2);
    lines.map(|line| line.get(depth + 4..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Runs a script in a folder, with these variables. What it hands on to later steps is in the
/// file that `GITHUB_OUTPUT` names. Returns the exit code and all that was said.
pub fn run(folder: &Path, script: &str, variables: &BTreeMap<String, String>) -> (Option<i32>, String) {
    let mut bash = Command::new("bash");
    bash.args(["-eo", "pipefail", "-c", script]).current_dir(folder).envs(variables);
    let output = bash.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}
