//! What every page carries: who visits, in which language, and the frame around the page.

mod menu;

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use chassis::Actor;

use crate::{
    Portal,
    directory::Names,
    failure::Failure,
    services::Speaker,
    words::{EN, VI, Words},
};

/// Paths that only officials open.
pub const WORK: [&str; 6] = [
    "/ban",
    "/co-quan",
    "/ho-so",
    "/bao-cao",
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

/// Whom somebody plays in a demonstration, until people can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// officer, head, operator, admin.
    pub role: String,
    pub unit: String,
}

impl Persona {
    pub const ROLES: [&'static str; 4] = ["officer", "head", "operator", "admin"];

    /// `officer@org:mc-21028`, as the cookie keeps it.
    pub fn parse(raw: &str) -> Option<Self> {
        let (role, unit) = raw.split_once('@')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
        let fits = Self::ROLES.contains(&role) && unit.len() <= 60 && unit.chars().all(plain);
        fits.then(|| Self {
            role: role.to_owned(),
            unit: unit.to_owned(),
        })
    }
    pub fn cookie(&self) -> String {
        format!("{}@{}", self.role, self.unit)
    }
    fn actor(&self) -> Actor {
        let name = match self.unit.as_str() {
            "" => format!("{}:demo", self.role),
            unit => format!("{}:demo@{unit}", self.role),
        };
        Actor::from(name.as_str())
    }
}

/// One request: who asks, for which page, in which language.
#[derive(Clone)]
pub struct Visit {
    pub portal: Arc<Portal>,
    pub lang: Lang,
    pub persona: Option<Persona>,
    pub ask: Speaker,
    path: String,
    query: String,
}

impl Visit {
    fn new(portal: &Arc<Portal>, path: &str, query: &str, headers: &HeaderMap) -> Self {
        let asked = query_value(query, "lang").and_then(|code| Lang::named(&code));
        let kept = cookie(headers, "lang").and_then(Lang::named);
        let demo = portal.config.demo.enabled;
        let persona = cookie(headers, "vai")
            .and_then(Persona::parse)
            .filter(|_| demo);
        let actor = match &persona {
            _ if !is_work(path) => Actor::from("citizen:portal"),
            Some(persona) => persona.actor(),
            None => Actor::from("officer:demo"),
        };
        Self {
            portal: portal.clone(),
            lang: asked.or(kept).unwrap_or_default(),
            persona,
            ask: portal.services.speaking_for(actor),
            path: path.to_owned(),
            query: query.to_owned(),
        }
    }

    /// The units and procedures by name.
    ///
    /// # Errors
    /// When routing does not answer and nothing was heard from it before.
    pub async fn names(&self) -> Result<Arc<Names>, Failure> {
        self.portal.directory.names(&self.ask).await
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn now(&self) -> kernel::Instant {
        self.portal.clock.now()
    }

    /// The services, as the persona asks them at `unit`; as its head when `head` is set.
    ///
    /// Only demonstrations come this far: there the address may name any unit, and an
    /// officer may play the head whose approval the rules demand of a second person.
    pub fn ask_at(&self, unit: &str, head: bool) -> Speaker {
        let role = match &self.persona {
            _ if head => "head",
            Some(persona) => &persona.role,
            None => "officer",
        };
        let persona = Persona {
            role: role.to_owned(),
            unit: unit.to_owned(),
        };
        self.portal.services.speaking_for(persona.actor())
    }

    /// The unit a work page is about: the one in the address, else the persona's.
    pub fn unit(&self, asked: &str) -> String {
        let own = || {
            self.persona
                .as_ref()
                .map_or("", |persona| persona.unit.as_str())
        };
        (if asked.is_empty() { own() } else { asked }).to_owned()
    }

    pub fn frame(&self) -> Frame {
        let config = &self.portal.config;
        let other = match self.lang {
            Lang::Vi => "en",
            Lang::En => "vi",
        };
        Frame {
            lang: self.lang,
            w: self.lang.words(),
            version: self.portal.version.clone(),
            province: self
                .lang
                .pick(&config.province.name, &config.province.name_en)
                .to_owned(),
            centre: config.province.centre.clone(),
            hours: config.province.hours.clone(),
            hotline: config.province.hotline.clone(),
            demo: config.demo.enabled,
            persona: self.persona.as_ref().map_or_else(String::new, |persona| {
                self.lang.words().role(&persona.role).to_owned()
            }),
            persona_unit: self
                .persona
                .as_ref()
                .map_or_else(String::new, |p| p.unit.clone()),
            unit_name: String::new(),
            path: self.path.clone(),
            other_lang: with_lang(&self.path, &self.query, other),
        }
    }

    /// As [`Self::frame`], with the name of the persona's unit.
    pub fn frame_with(&self, names: &Names) -> Frame {
        let mut frame = self.frame();
        if !frame.persona_unit.is_empty() {
            frame.unit_name = names.unit(&frame.persona_unit);
        }
        frame
    }
}

impl FromRequestParts<Arc<Portal>> for Visit {
    type Rejection = Infallible;
    async fn from_request_parts(
        parts: &mut Parts,
        portal: &Arc<Portal>,
    ) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self::new(portal, parts.uri.path(), query, &parts.headers))
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
    pub demo: bool,
    pub persona: String,
    pub persona_unit: String,
    pub unit_name: String,
    pub path: String,
    pub other_lang: String,
}

impl Frame {
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
    pub fn en(&self) -> bool {
        self.lang == Lang::En
    }

    /// Whether the menu of the work pages marks `href`: the longest that fits.
    pub fn current(&self, href: &str) -> bool {
        match href {
            "/bao-cao/tien-do" => self.at(href) || self.at("/bao-cao/ho-so"),
            "/van-hanh" => self.path == href,
            "/ban/hang-doi" => self.at(href) || self.at("/ban/ho-so"),
            "/ban/tiep-nhan" => self.at(href) || self.at("/ban/da-tiep-nhan"),
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

    #[test]
    fn a_persona_is_a_known_role_at_a_plain_unit() {
        let persona = Persona::parse("officer@org:mc-21028").expect("a persona");
        assert_eq!(persona.actor().as_str(), "officer:demo@org:mc-21028");
        assert_eq!(Persona::parse("root@org:mc-21028"), None);
        assert_eq!(Persona::parse("officer@org:<b>"), None);
    }
}
