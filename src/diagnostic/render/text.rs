//! Diagnostics for a terminal, with the source under them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Repeated, Severity};

/// The diagnostic as text, with colours where `styled`; no newline at the end.
pub fn text(diagnostic: &Diagnostic, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let title =
        level(diagnostic.severity).primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let primary = diagnostic.primary.iter().map(|label| (label, AnnotationKind::Primary));
    let others = diagnostic.others.iter().map(|label| (label, AnnotationKind::Context));
    let labels: Vec<(&Label, AnnotationKind)> = primary.chain(others).collect();
    for of_line in labels.chunk_by(|(a, _), (b, _)| same_line(a, b)) {
        group = group.element(snippet(of_line));
    }
    if let Some(path) = &diagnostic.path {
        group = group.element(Origin::path(path.as_str()));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name("提示").message(hint.as_str()));
    }
    renderer.decor_style(DecorStyle::Unicode).render(&[group])
}

/// What repeats, with the source under the first; the next few by their places.
pub fn repeated(repeated: &Repeated, styled: bool) -> String {
    let mut text = text(&repeated.first, styled);
    if repeated.more == 0 {
        return text;
    }
    text.push_str(&format!("\n  同样的另有 {} 处：", repeated.more));
    for one in &repeated.next {
        text.push_str(&format!("\n    {}", brief(one, &repeated.first)));
    }
    if repeated.more > repeated.next.len() {
        text.push_str("\n    ……");
    }
    text
}

/// `content/a/2023-budget.md:5:3 message`, without the message where it is the same.
fn brief(one: &Diagnostic, first: &Diagnostic) -> String {
    let place = one.place().map(|(path, at)| match at {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path.to_owned(),
    });
    let message = Some(one.message.as_str()).filter(|message| *message != first.message);
    [place.as_deref(), message].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name("错误"),
        Severity::Warning => Level::WARNING.with_name("警告"),
        Severity::Note => Level::NOTE.with_name("说明"),
    }
}

fn same_line(a: &Label, b: &Label) -> bool {
    a.path == b.path && a.line == b.line && a.excerpt == b.excerpt
}

/// One line with all that is marked in it; there is at least one label.
fn snippet<'a>(labels: &[(&'a Label, AnnotationKind)]) -> Snippet<'a, Annotation<'a>> {
    let (first, _) = labels[0];
    let annotation = |(label, kind): &(&'a Label, AnnotationKind)| {
        let annotation = kind.span(label.mark.clone());
        if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
    };
    Snippet::source(first.excerpt.as_str())
        .line_start(first.line as usize)
        .path(first.path.as_str())
        .annotations(labels.iter().map(annotation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::{FileId, Source, SourceFile, Span};

    fn at(text: &str, needle: &str) -> Diagnostic {
        let source = Source::new(vec![SourceFile::new("a/2023-budget.md", text)]);
        let start = text.find(needle).unwrap() as u32;
        let span = Span { file: FileId(0), start, end: start + needle.len() as u32 };
        Diagnostic::new(codes::UNREADABLE_AMOUNT, "“9.784.70”不合数字的写法")
            .at(Label::at_span(&source, span, "这里"))
            .hint("核对原文")
    }

    #[test]
    fn marks_stand_under_what_they_mark_behind_wide_characters_and_tabs() {
        let expected = "\
警告[unreadable-amount]: “9.784.70”不合数字的写法
  ╭▸ a/2023-budget.md:2:7
  │
2 │ 合计（元）    9.784.70
  │               ━━━━━━━━ 这里
  │
  ╰ 提示: 核对原文";
        assert_eq!(text(&at("项目\n合计（元）\t9.784.70\n", "9.784.70"), false), expected);
    }

    #[test]
    fn a_place_without_lines_is_its_path() {
        let diagnostic = Diagnostic::new(codes::UNREADABLE_FILE, "读不出来").in_path("a").hint("检查权限");
        let expected = "\
错误[unreadable-file]: 读不出来
 ╭▸ a
 ╰ 提示: 检查权限";
        assert_eq!(text(&diagnostic, false), expected);
    }
}
