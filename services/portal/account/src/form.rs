//! The hidden word in every form, which only the pages of this portal know: put into each page in
//! one place, and asked for in one place (against forms of other sites).

use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::Keys;

/// The field that carries the word.
pub const FIELD: &str = "_the";
/// The field that carries what was kept of a form whose session ended.
pub const KEPT: &str = "_giu";
/// The header that carries the word for requests of the pages' script.
pub const HEADER: &str = "x-motcua-the";
/// Where in an upload the word has to be: its form has it first.
pub const HEAD: usize = 4 * 1024;

const FORM: &str = "form";

/// The word of whoever carries `id`: a session's, or a visitor's.
pub fn word(keys: &Keys, id: &str) -> String {
    keys.word(FORM, id)
}

pub fn is_word(keys: &Keys, id: &str, word: &str) -> bool {
    keys.is_word(FORM, id, word)
}

/// Leave to send a kept form after signing in again: by the same browser, to the same address, and
/// as the same person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Leave {
    pub visitor: String,
    pub path: String,
    /// Who filled it in, where that is known.
    pub subject: Option<String>,
    pub until: i64,
}

impl Leave {
    /// # Errors
    /// When it cannot be sealed.
    pub fn sealed(&self, keys: &Keys) -> anyhow::Result<String> {
        keys.seal("kept", &serde_json::to_vec(self)?)
    }

    pub fn holds(
        keys: &Keys,
        sealed: &str,
        visitor: &str,
        path: &str,
        subject: &str,
        now: Instant,
    ) -> bool {
        let opened = keys.open("kept", sealed);
        let leave = opened.and_then(|json| serde_json::from_slice::<Self>(&json).ok());
        leave.is_some_and(|leave| {
            leave.visitor == visitor
                && leave.path == path
                && leave.until > now.timestamp()
                && leave.subject.is_none_or(|before| before == subject)
        })
    }
}

/// Puts `word` into every form of `page` that is sent by POST. What people typed is escaped in it,
/// so that every `<form` is the page's own.
pub fn put_in(page: &str, word: &str) -> String {
    let field = format!(r#"<input type="hidden" name="{FIELD}" value="{word}">"#);
    let mut made = String::with_capacity(page.len() + 1_024);
    let mut rest = page;
    while let Some(at) = rest.find("<form") {
        let Some(length) = rest[at..].find('>') else {
            break;
        };
        let end = at + length + 1;
        made.push_str(&rest[..end]);
        if rest[at..end]
            .to_ascii_lowercase()
            .contains(r#"method="post""#)
        {
            made.push_str(&field);
        }
        rest = &rest[end..];
    }
    made.push_str(rest);
    made
}

/// What a form said, parted from what was meant for the gate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    pub word: String,
    pub kept: String,
    /// The rest, as it came.
    pub rest: String,
}

/// Takes the words for the gate out of a form's body (`application/x-www-form-urlencoded`).
pub fn taken(body: &str) -> Sent {
    let mut sent = Sent::default();
    let mut rest = Vec::new();
    for pair in body.split('&') {
        match pair.split_once('=') {
            Some((FIELD, word)) => word.clone_into(&mut sent.word),
            Some((KEPT, kept)) => kept.clone_into(&mut sent.kept),
            _ => rest.push(pair),
        }
    }
    sent.rest = rest.join("&");
    sent
}

/// The words at the beginning of an upload (`multipart/form-data`): its first parts.
pub fn in_head(head: &[u8]) -> Sent {
    let head = String::from_utf8_lossy(head);
    let mut sent = Sent::default();
    for part in head.split("\r\n--").take(2) {
        let Some((named, value)) = part.split_once("\r\n\r\n") else {
            break;
        };
        let value = value.to_owned();
        if named.contains(&format!(r#"name="{FIELD}""#)) {
            sent.word = value;
        } else if named.contains(&format!(r#"name="{KEPT}""#)) {
            sent.kept = value;
        }
    }
    sent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_is_posted_has_the_word_first_and_no_other_has_it() {
        let page = r#"<form action="/tra-cuu"><input name="q"></form>
<form method="post" action="/nop"><input name="a"></form><form class="x" METHOD="POST"
 enctype="multipart/form-data"><p>"#;
        let made = put_in(page, "W");
        assert_eq!(made.matches(r#"name="_the" value="W""#).count(), 2);
        assert!(
            made.contains(r#"action="/nop"><input type="hidden" name="_the" value="W"><input"#)
        );
        assert!(made.contains(r#"action="/tra-cuu"><input name="q">"#));
        assert_eq!(put_in("no form", "W"), "no form");
        assert_eq!(
            put_in("<form method=\"post\"", "W"),
            "<form method=\"post\""
        );
    }

    #[test]
    fn what_was_typed_passes_the_gate_as_it_came() {
        let sent = taken("_the=W&a=1&a=2&b=%C4%91&_giu=K&c=");
        assert_eq!((sent.word.as_str(), sent.kept.as_str()), ("W", "K"));
        assert_eq!(sent.rest, "a=1&a=2&b=%C4%91&c=");
        assert_eq!(taken("").rest, "");
    }

    #[test]
    fn an_uploads_words_are_its_first_parts() {
        let part = |name, value| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = [part("_the", "W0rd"), part("_giu", "K"), part("a", "1")].concat();
        let sent = in_head(body.as_bytes());
        assert_eq!((sent.word.as_str(), sent.kept.as_str()), ("W0rd", "K"));
        let late = [part("a", "1"), part("b", "2"), part("_the", "W0rd")].concat();
        assert_eq!(in_head(late.as_bytes()), Sent::default());
        assert_eq!(in_head(part("a", "_the").as_bytes()), Sent::default());
    }

    #[test]
    fn leave_is_for_one_browser_one_address_and_one_person() {
        let keys = Keys::fresh().expect("keys");
        let now = Instant::default();
        let leave = Leave {
            visitor: "v".to_owned(),
            path: "/ban/tiep-nhan".to_owned(),
            subject: Some("s".to_owned()),
            until: 3_600,
        };
        let sealed = leave.sealed(&keys).expect("sealed");
        let holds =
            |visitor, path, subject| Leave::holds(&keys, &sealed, visitor, path, subject, now);
        assert!(holds("v", "/ban/tiep-nhan", "s"));
        assert!(!holds("w", "/ban/tiep-nhan", "s"));
        assert!(!holds("v", "/ban/ho-so", "s"));
        assert!(!holds("v", "/ban/tiep-nhan", "t"));
        let later = now + chrono::Duration::hours(2);
        assert!(!Leave::holds(
            &keys,
            &sealed,
            "v",
            "/ban/tiep-nhan",
            "s",
            later
        ));
    }
}
