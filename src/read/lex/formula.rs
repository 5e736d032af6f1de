//! Formulas between `$`, which parsers of PDFs make of signs: as they would be printed.

/// The text with what stands between two `$` as it would be printed.
pub fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('$') {
        let Some((inner, after)) = behind.split_once('$').filter(|(inner, _)| !inner.is_empty()) else {
            break;
        };
        out.push_str(before);
        out.push_str(&formula(inner));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A formula's characters: commands by what they print, no braces, no blanks.
fn formula(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                let length =
                    if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
                out.push_str(command(&rest[..length]));
                rest = &rest[length..];
            }
            '{' | '}' | '~' => {}
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

/// What a command of a formula prints.
fn command(name: &str) -> &str {
    match name {
        "ge" | "geq" | "geqslant" | "geqq" => "≥",
        "le" | "leq" | "leqslant" | "leqq" => "≤",
        "times" => "×",
        "div" => "÷",
        "sim" => "~",
        "approx" => "≈",
        "pm" => "±",
        "triangle" | "Delta" | "bigtriangleup" => "△",
        "cdot" => "·",
        "%" | "$" | "&" | "#" | "_" => name,
        _ => "",
    }
}
