//! Links that lead nowhere for who visits are not shown to them: no page has to think of it.

/// `page` without the links whose address does not lead anywhere: their words stay, and buttons go.
/// What people typed is escaped in it, so that every `<a` is the page's own.
pub fn pruned(page: &str, leads: impl Fn(&str) -> bool) -> String {
    let mut made = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("<a ") {
        let Some(length) = rest[at..].find('>') else {
            break;
        };
        let (tag, after) = rest[at..].split_at(length + 1);
        let Some((words, beyond)) = after.split_once("</a>") else {
            break;
        };
        made.push_str(&rest[..at]);
        match address(tag) {
            Some(address) if !leads(&address) => {
                if !tag.contains("govuk-button") {
                    made.push_str("<span");
                    made.push_str(spoken(tag));
                    made.push('>');
                    made.push_str(words);
                    made.push_str("</span>");
                }
            }
            _ => {
                made.push_str(tag);
                made.push_str(words);
                made.push_str("</a>");
            }
        }
        rest = beyond;
    }
    made.push_str(rest);
    made
}

/// The attribute that names the language of a link's words; empty without one.
fn spoken(tag: &str) -> &str {
    let Some(at) = tag.find(r#" lang=""#) else {
        return "";
    };
    let value = at + r#" lang=""#.len();
    let end = tag[value..].find('"');
    end.map_or("", |length| &tag[at..=value + length])
}

/// Where a link leads, when that is a page of this site.
fn address(tag: &str) -> Option<String> {
    let (_, rest) = tag.split_once(r#"href=""#)?;
    let address = rest.split('"').next()?;
    let ours = address.starts_with('/') && !address.starts_with("//");
    ours.then(|| address.replace("&amp;", "&").replace("&#38;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_nowhere_lose_their_way_and_keep_their_words() {
        let leads = |address: &str| !address.starts_with("/van-hanh");
        let page = r##"<p><a href="/ban">Quầy</a> <a class="x" href="/van-hanh/vet?a=1&amp;b=2">Vết <b>hồ sơ</b></a>
<a class="govuk-button" href="/van-hanh" data-key="n">Mở<kbd>N</kbd></a> <a href="#top">Lên</a> <a href="https://x.example/van-hanh">x</a></p>"##;
        let made = pruned(page, leads);
        assert!(
            made.contains(r#"<a href="/ban">Quầy</a> <span>Vết <b>hồ sơ</b></span>"#),
            "{made}"
        );
        assert!(!made.contains("Mở") && !made.contains("data-key"), "{made}");
        assert!(made.contains(
            r##"<a href="#top">Lên</a> <a href="https://x.example/van-hanh">x</a></p>"##
        ));
        assert_eq!(pruned(page, |_| true), page);
    }

    #[test]
    fn the_words_of_a_link_that_leads_nowhere_keep_their_language() {
        let page = r#"<a href="/x?lang=vi" lang="vi" hreflang="vi">Tiếng Việt</a>"#;
        let made = pruned(page, |_| false);
        assert_eq!(made, r#"<span lang="vi">Tiếng Việt</span>"#);
    }

    #[test]
    fn a_page_that_breaks_off_stays_as_it_is() {
        for page in ["", "<a ", "<a href=\"/x\">", "<p>a</p>", "<a href=\"/x\""] {
            assert_eq!(pruned(page, |_| false), page);
        }
    }
}
