//! Pages of the site's own: `pages/<name>.md` beside the content. Markdown, with lines such as
//! `title: 关于本站` between `---` at the top.

use serde::Serialize;

/// First parts of addresses that belong to the program's own pages and files; no body can be
/// called so.
const RESERVED: &[&str] = &[
    "about", "assets", "bodies", "checks", "codes", "compare", "data", "findings", "glossary", "search",
    "static", "years",
];

/// A first part that the program has pages below, none of which a body of that name would take.
const SHARED: &str = "regions";

/// Whether a name is the first part of the program's own addresses.
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// Whether a body of this name keeps it beside the program's own pages.
pub fn is_shared(name: &str) -> bool {
    name == SHARED
}

/// Whether no own page can have a name; one called `about` replaces the program's.
fn is_taken(name: &str) -> bool {
    name != "about" && (is_reserved(name) || is_shared(name))
}

/// A page of the site's own. What every page shows of it (its name and title) is part of
/// settings; its text is not, so that a change of it makes nothing else anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnPage {
    /// Its address: `about` stands at `about/`.
    pub name: String,
    pub title: String,
    #[serde(skip)]
    pub description: Option<String>,
    /// Its place among the others in the foot of pages, the smallest first.
    pub order: i32,
    /// Markdown without the lines at the top.
    #[serde(skip)]
    pub text: String,
}

impl OwnPage {
    /// The page in a file called `<name>.md`.
    ///
    /// # Errors
    /// In words: a name that no address can have, lines at the top that nobody knows.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_plain);
        if name.len() > 64 || !name.split('-').all(is_word) {
            return Err("文件名就是网址，须是小写英文字母、数字和连字符，例如 about.md".to_owned());
        }
        if is_taken(name) {
            return Err(format!("{name} 是网站自用的名称，换一个文件名"));
        }
        let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let (top, text) = split(&text)?;
        let mut page = Self {
            name: name.to_owned(),
            title: String::new(),
            description: None,
            order: 0,
            text: text.to_owned(),
        };
        top.lines().filter(|line| !line.trim().is_empty()).try_for_each(|line| page.take(line))?;
        page.find_title();
        Ok(page)
    }

    /// Takes a line from the top.
    fn take(&mut self, line: &str) -> Result<(), String> {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.trim().trim_matches('"').trim();
        match key.trim() {
            "title" => self.title = value.to_owned(),
            "description" => self.description = Some(value.to_owned()).filter(|value| !value.is_empty()),
            "order" => self.order = value.parse().map_err(|_| format!("order 须是整数：{value}"))?,
            other => return Err(format!("不认识的项“{other}”；可用的项：title、description、order")),
        }
        Ok(())
    }

    /// A heading that the text begins with is the title, or repeats it.
    fn find_title(&mut self) {
        let begun = self.text.trim_start();
        let heading = begun.strip_prefix("# ").map(|rest| rest.split_once('\n').unwrap_or((rest, "")));
        if let Some((heading, rest)) = heading {
            let heading = heading.trim().trim_end_matches('#').trim_end().to_owned();
            if self.title.is_empty() || self.title == heading {
                (self.title, self.text) = (heading, rest.to_owned());
            }
        }
        if self.title.is_empty() {
            self.title.clone_from(&self.name);
        }
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// The lines at the top, and the text.
///
/// # Errors
/// Where lines at the top begin and do not end.
fn split(text: &str) -> Result<(&str, &str), String> {
    let Some(rest) = text.strip_prefix("---\n") else { return Ok(("", text)) };
    if let Some(text) = rest.strip_prefix("---\n") {
        return Ok(("", text));
    }
    let ended = rest.split_once("\n---\n").or_else(|| Some((rest.strip_suffix("\n---")?, "")));
    let begins = KEYS.iter().any(|key| rest.trim_start().starts_with(&format!("{key}:")));
    match ended {
        Some(parts) => Ok(parts),
        None if begins => Err("开头的 --- 没有结束：在这几项之后另起一行写 ---".to_owned()),
        None => Ok(("", text)),
    }
}

/// What the lines at the top may say.
const KEYS: [&str; 3] = ["title", "description", "order"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_the_top_is_no_text() {
        let page = OwnPage::parse("contact", "---\ntitle: 更正与联系\norder: 2\n---\n\n写信来。\n").unwrap();
        assert_eq!((page.title.as_str(), page.order, page.text.trim()), ("更正与联系", 2, "写信来。"));
        let page = OwnPage::parse("licence", "# 许可\n\n随便用。").unwrap();
        assert_eq!((page.title.as_str(), page.text.trim()), ("许可", "随便用。"));
        assert_eq!(OwnPage::parse("a-b", "---\n分隔线").unwrap().title, "a-b", "a line is no top");
    }

    #[test]
    fn names_are_addresses_and_slips_are_said() {
        for name in ["关于", "a b", "-a", "A", "", "findings", "regions"] {
            assert!(OwnPage::parse(name, "x").is_err(), "{name}");
        }
        assert!(OwnPage::parse("about", "---\ntitel: x\n---\n").unwrap_err().contains("titel"));
        assert!(OwnPage::parse("about", "---\norder: 一\n---\n").is_err());
        assert!(OwnPage::parse("about", "---\ntitle: 甲\n\n没有结束。\n").unwrap_err().contains("---"));
        assert_eq!(OwnPage::parse("about", "---\ntitle: 甲\n---").unwrap().title, "甲");
        assert!(RESERVED.is_sorted());
    }
}
