//! Diagnostics as GitHub workflow commands, which become annotations beside the
//! lines of a change.

use crate::diagnostic::{Diagnostic, Label, Severity};

/// One workflow command, on one line:
/// `::error file=…,line=…,col=…,endColumn=…,title=…::message`.
pub fn github(diagnostic: &Diagnostic) -> String {
    let mut properties = Vec::new();
    match (&diagnostic.primary, &diagnostic.path) {
        (Some(label), _) => properties.extend(place(label)),
        (None, Some(path)) => properties.push(("file", path.clone())),
        (None, None) => {}
    }
    properties.push(("title", diagnostic.code.as_str().to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{} {}::{}", level(diagnostic.severity), properties.join(","), data(&words(diagnostic)))
}

/// A workflow command for something that is no diagnostic.
pub fn notice(path: Option<&str>, title: &str, message: &str) -> String {
    let file = path.map_or_else(String::new, |path| format!("file={},", property(path)));
    format!("::notice {file}title={}::{}", property(title), data(message))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn place(label: &Label) -> Vec<(&'static str, String)> {
    let mut place = vec![("file", label.path.clone()), ("line", label.line.to_string())];
    place.push(("col", label.column.to_string()));
    place.push(("endColumn", label.end_column.to_string()));
    place
}

/// The message, what is said of its place, the other places, the hint.
fn words(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    let primary = diagnostic.primary.iter().map(|label| label.text.clone());
    lines.extend(primary.filter(|text| !text.is_empty()));
    let other = |label: &Label| format!("{}:{}:{} {}", label.path, label.line, label.column, label.text);
    lines.extend(diagnostic.others.iter().map(other));
    lines.extend(diagnostic.hint.iter().map(|hint| format!("提示：{hint}")));
    lines.join("\n")
}

/// Escapes what would end a command's line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end a property, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn what_has_a_meaning_in_commands_is_escaped() {
        let label = Label {
            path: "content/a,b:c/2023-budget.md".to_owned(),
            line: 2,
            excerpt: "合计\t9.7.8".to_owned(),
            mark: 7..12,
            column: 4,
            end_column: 9,
            text: "这里".to_owned(),
        };
        let diagnostic =
            Diagnostic::new(codes::UNREADABLE_AMOUNT, "100%\r\n::error::x").at(label).hint("核对");
        assert_eq!(
            github(&diagnostic),
            "::warning file=content/a%2Cb%3Ac/2023-budget.md,line=2,col=4,endColumn=9,\
             title=unreadable-amount::100%25  ::error::x%0A这里%0A提示：核对"
        );
        let bare = Diagnostic::new(codes::UNREADABLE_FILE, "读不出来").in_path("a");
        assert_eq!(github(&bare), "::error file=a,title=unreadable-file::读不出来");
    }
}
