//! Where somebody may be sent back to: a path of this site, and nothing that a browser could read
//! as another.

/// The longest address that is kept.
const LONGEST: usize = 1_000;

/// `raw` when it is a path of this site with its query, else `/`. Signing in and out lead nowhere.
pub fn back(raw: &str) -> &str {
    let plain = raw.len() <= LONGEST
        && raw.starts_with('/')
        && !raw.starts_with("//")
        // Browsers read a backslash as a slash, and drop tabs and line ends.
        && raw.bytes().all(|byte| byte > b' ' && byte != b'\\' && byte < 0x7f);
    let path = raw.split(['?', '#']).next().unwrap_or_default();
    let dots = path.split('/').any(|part| part == ".." || part == ".");
    let circles = ["/dang-nhap", "/dang-xuat", "/trinh-dien", "/phien"];
    let circle = circles.iter().any(|root| path.starts_with(root));
    if plain && !dots && !circle { raw } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for hostile in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n//evil.example",
            "javascript:alert(1)",
            "evil.example",
            "",
            " /ban",
            "/ban/../../x",
            "/./x",
            "/ban\u{0}",
            "/dang-nhap?ve=/dang-nhap",
            "/dang-xuat",
            "/bàn",
        ] {
            assert_eq!(back(hostile), "/", "{hostile:?}");
        }
        assert_eq!(back(&format!("/{}", "a".repeat(2_000))), "/");
    }

    #[test]
    fn a_page_of_this_site_is_found_again_with_its_filters() {
        for path in [
            "/",
            "/ban/hang-doi?loc=da-xong&trang=2",
            "/ho-so/H48.1-261122-0001#giay",
            "/tthc?q=%C4%91%E1%BA%A5t",
        ] {
            assert_eq!(back(path), path);
        }
    }
}
