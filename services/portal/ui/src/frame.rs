//! What every page carries: who visits, in which language, and the frame around the page.

mod menu;
mod visit;

use axum::http::{HeaderMap, header};
use portal_account::{Account, Doors};

use crate::{
    format,
    said::{Told, english, lang_of},
    words::{EN, VI, Words},
};

pub use visit::{KEYS_COOKIE, Visit};

/// Paths that only officials open.
pub const WORK: [&str; 7] = [
    "/ban",
    "/co-quan",
    "/ho-so",
    "/bao-cao",
    "/lanh-dao",
    "/van-hanh",
    "/quan-tri",
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
    pub fn named(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }
    pub fn words(self) -> &'static Words {
        match self {
            Self::Vi => &VI,
            Self::En => &EN,
        }
    }
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// The frame around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub lang: Lang,
    pub w: &'static Words,
    pub version: String,
    pub province: String,
    pub centre: String,
    pub hours: String,
    pub hotline: String,
    /// The largest file that is taken in, in MB.
    pub upload_mb: u64,
    pub demo: bool,
    /// Who signed in.
    pub account: Option<Account>,
    /// A word for the account, the same on every page; empty without one.
    pub who: String,
    /// Seconds until the session ends unless something is asked.
    pub ends: i64,
    /// Whether single letters are keys.
    pub keys: bool,
    pub unit_name: String,
    pub path: String,
    /// The path with its filters.
    pub address: String,
    pub other_lang: String,
    doors: Doors,
}

impl Frame {
    /// The frame of nobody in particular.
    pub fn signed_out(self) -> Self {
        Self {
            account: None,
            who: String::new(),
            ..self
        }
    }

    /// What the account is called; empty without one.
    pub fn name(&self) -> &str {
        self.account.as_ref().map_or("", |account| &account.name)
    }

    /// What the account may, in words.
    pub fn roles(&self) -> String {
        let roles = self.account.iter().flat_map(|account| &account.roles);
        let words: Vec<&str> = roles.map(|role| self.w.role(*role)).collect();
        words.join(", ")
    }

    /// Whether an official signed in.
    pub fn official(&self) -> bool {
        self.account.as_ref().is_some_and(Account::is_official)
    }

    /// The page the account's day begins on.
    pub fn start(&self) -> &'static str {
        self.account.as_ref().map_or("/", Account::start)
    }

    /// Whether a link to `path` leads somewhere for who visits.
    pub fn leads(&self, path: &str) -> bool {
        self.doors.lead(path, self.account.as_ref())
    }

    /// An address as the value of a query's key.
    pub fn as_value(&self, address: &str) -> String {
        format::segment(address)
    }

    /// Whether a link of the menu leads to where the visitor is.
    pub fn at(&self, prefix: &str) -> bool {
        self.path == prefix
            || self
                .path
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with('/'))
    }
    /// Words of one page alone, in the visitor's language.
    pub fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(vi, en)
    }
    /// The same, where `{mb}` stands for the largest file that is taken in, in MB.
    pub fn sized(&self, vi: &str, en: &str) -> String {
        self.t(vi, en).replace("{mb}", &self.upload_mb.to_string())
    }
    /// The bytes of the largest file that is taken in.
    pub fn upload_bytes(&self) -> u64 {
        self.upload_mb << 20
    }
    pub fn en(&self) -> bool {
        self.lang == Lang::En
    }
    /// What a service said, in the visitor's language where the portal knows it.
    pub fn said<'a>(&self, text: &'a str) -> Told<'a> {
        Told::said(self.en(), text)
    }
    /// The same where no element fits inside, such as an attribute; Vietnamese where the portal does
    /// not know all of it, which [`Self::lang_of`] says.
    pub fn spoken(&self, text: &str) -> String {
        let english = self.en().then(|| english(text)).flatten();
        english.unwrap_or_else(|| text.to_owned())
    }
    /// A number as the page's language writes it.
    pub fn number(&self, figure: &usize) -> String {
        format::count(*figure as u64, self.lang)
    }
    /// One or many of what a number beside it counts. Vietnamese knows no plural.
    pub fn of<'a>(
        &self,
        count: &impl ToString,
        vi: &'a str,
        one: &'a str,
        more: &'a str,
    ) -> &'a str {
        format::noun(&count.to_string(), self.lang, vi, one, more)
    }
    /// The attribute of an element that holds `text` and no markup, such as an option.
    pub fn lang_of(&self, text: &str) -> &'static str {
        lang_of(self.en(), text)
    }
    /// What is Vietnamese on every page: names, places, what people wrote.
    pub fn vi<'a>(&self, text: &'a str) -> Told<'a> {
        Told::vietnamese(self.en(), text)
    }

    /// Whether the menu of the work pages marks `href`: the longest that fits.
    pub fn current(&self, href: &str) -> bool {
        match href {
            "/bao-cao/tien-do" => self.at(href) || self.at("/bao-cao/ho-so"),
            "/van-hanh" | "/lanh-dao" => self.path == href,
            "/ban" => self.path == href,
            "/ban/hang-doi" => self.at(href) || self.at("/ban/ho-so"),
            "/ban/tiep-nhan" => {
                self.at(href) || self.at("/ban/da-tiep-nhan") || self.at("/ban/buu-chinh")
            }
            href => self.at(href),
        }
    }
}

pub fn is_work(path: &str) -> bool {
    WORK.iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let sent = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = sent
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The value of a query's key, such as `en` of `a=1&lang=en`; for plain words only.
pub fn query_value(query: &str, key: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(name, _)| *name == key)
        .map(|(_, value)| value.to_owned())
}

fn with_lang(path: &str, query: &str, lang: &str) -> String {
    let kept = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    let pairs: Vec<&str> = kept.collect();
    let rest = if pairs.is_empty() {
        String::new()
    } else {
        format!("{}&", pairs.join("&"))
    };
    format!("{path}?{rest}lang={lang}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_pages_are_told_from_public_ones() {
        assert!(is_work("/ban/tiep-nhan"));
        assert!(is_work("/van-hanh"));
        assert!(!is_work("/bang-gia"));
        assert!(!is_work("/tra-cuu/H48.1-261122-0001"));
    }

    #[test]
    fn the_other_language_keeps_the_page_and_its_filters() {
        assert_eq!(
            with_lang("/tthc", "q=dat&lang=vi", "en"),
            "/tthc?q=dat&lang=en"
        );
        assert_eq!(with_lang("/", "", "en"), "/?lang=en");
    }
}
