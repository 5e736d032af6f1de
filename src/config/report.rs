//! Where readers tell of an error: an address of the web or of mail, in which `{page}` stands
//! for what they speak of.

use serde::{Deserialize, Serialize};

/// What stands for the page in the address.
const PAGE: &str = "{page}";

/// `https://example.org/new?about={page}`, `mailto:errors@example.org?subject={page}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String")]
pub struct ReportAddress(String);

impl TryFrom<String> for ReportAddress {
    type Error = String;

    fn try_from(typed: String) -> Result<Self, String> {
        let known = ["https://", "http://", "mailto:"].iter().any(|scheme| {
            typed
                .strip_prefix(scheme)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        });
        let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>\\^`|".contains(c);
        let braces = typed.replace(PAGE, "").contains(['{', '}']);
        match known && !braces && !typed.contains(odd) {
            true => Ok(Self(typed)),
            false => Err(format!(
                "report “{typed}”不能用：写 https://、http:// 或 mailto: 开头的地址，其中的 {PAGE} 会换成那一处的网址"
            )),
        }
    }
}

impl ReportAddress {
    /// The address for a page or an anchor on it.
    pub fn to(&self, page: &str) -> String {
        self.0.replace(PAGE, &encoded(page))
    }
}

/// Percent-encoded for a query (RFC 3986): all but unreserved characters.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_put_in_encoded() {
        let report = ReportAddress::try_from("https://example.org/new?body={page}".to_owned()).unwrap();
        let to = report.to("https://a.example/b/?x=1&y#明");
        assert_eq!(to, "https://example.org/new?body=https%3A%2F%2Fa.example%2Fb%2F%3Fx%3D1%26y%23%E6%98%8E");
        let mail = ReportAddress::try_from("mailto:errors@example.org".to_owned()).unwrap();
        assert_eq!(mail.to("a/"), "mailto:errors@example.org");
    }

    #[test]
    fn what_is_no_address_of_web_or_mail_is_refused() {
        for typed in [
            "javascript:alert(1)",
            "https://",
            "mailto:",
            "/new",
            "https://a.example/\"x",
            "https://a.example/{p}",
        ] {
            assert!(ReportAddress::try_from(typed.to_owned()).is_err(), "{typed}");
        }
    }
}
