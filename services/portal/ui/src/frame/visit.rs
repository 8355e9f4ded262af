//! One request: who asks, for which page, in which language.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{Extensions, HeaderMap, request::Parts},
};
use chassis::Caller;
use kernel::Role;
use portal_account::Account;
use proto::reporting::v1::GetPublicFiguresResponse;

use super::{Frame, Lang, cookie, is_work, query_value, with_lang};
use crate::{Portal, directory::Names, failure::Failure, services::Speaker, who::Who};

/// The cookie of who wants no single letters for keys.
pub const KEYS_COOKIE: &str = "phim";

/// One request: who asks, for which page, in which language.
#[derive(Clone)]
pub struct Visit {
    pub portal: Arc<Portal>,
    pub lang: Lang,
    /// Who signed in.
    pub account: Option<Account>,
    /// The services, as whoever visits asks them.
    pub ask: Speaker,
    /// As the door made them out.
    pub who: Who,
    /// Whether single letters are keys.
    pub keys: bool,
    path: String,
    query: String,
}

impl Visit {
    fn new(
        portal: &Arc<Portal>,
        path: &str,
        query: &str,
        headers: &HeaderMap,
        extensions: &Extensions,
    ) -> Self {
        let asked = query_value(query, "lang").and_then(|code| Lang::named(&code));
        let kept = cookie(headers, "lang").and_then(Lang::named);
        let who = extensions.get::<Who>().cloned().unwrap_or_default();
        let account = who.account().cloned();
        Self {
            portal: portal.clone(),
            lang: asked.or(kept).unwrap_or_default(),
            ask: portal
                .services
                .speaking_for(caller(account.as_ref(), is_work(path))),
            account,
            who,
            keys: cookie(headers, KEYS_COOKIE) != Some("0"),
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

    /// What the province says of itself to everybody; none while reporting is silent or slow.
    pub async fn public_figures(&self) -> Option<Arc<GetPublicFiguresResponse>> {
        self.portal.figures.told(&self.portal.services).await
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address with its filters, to come back to.
    pub fn address(&self) -> String {
        match self.query.as_str() {
            "" => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    pub fn now(&self) -> kernel::Instant {
        self.portal.clock.now()
    }

    /// Whether who visits has this role.
    pub fn may(&self, role: Role) -> bool {
        self.account
            .as_ref()
            .is_some_and(|account| account.may(role))
    }

    /// Whether a link to `path` leads somewhere for who visits.
    pub fn leads(&self, path: &str) -> bool {
        self.portal.sign_in.doors.lead(path, self.account.as_ref())
    }

    /// The services, as who visits asks them about `unit`. Nobody becomes another by an address: the
    /// unit they act for and whether they are its head are their account's.
    pub fn ask_at(&self, _unit: &str, _head: bool) -> Speaker {
        self.ask.clone()
    }

    /// The unit a work page is about: who watches over the province names one in the address, for
    /// everybody else it is their own.
    pub fn unit(&self, asked: &str) -> String {
        match &self.account {
            Some(account) if account.province_wide() && !asked.is_empty() => asked.to_owned(),
            Some(account) => account.unit.clone().unwrap_or_default(),
            None => String::new(),
        }
    }

    pub fn frame(&self) -> Frame {
        let config = &self.portal.config;
        let sign_in = &self.portal.sign_in;
        let other = match self.lang {
            Lang::Vi => "en",
            Lang::En => "vi",
        };
        let session = self.who.session.as_ref();
        let ends = session.map_or(0, |session| sign_in.seconds_left(session, self.now()));
        let tag = |account: &Account| {
            let word = sign_in.keys.word("who", &account.subject);
            word.chars().take(12).collect()
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
            upload_mb: config.http.upload_mb,
            demo: config.demo.enabled,
            who: self.account.as_ref().map_or_else(String::new, tag),
            account: self.account.clone(),
            doors: sign_in.doors,
            ends,
            keys: self.keys,
            unit_name: String::new(),
            path: self.path.clone(),
            address: self.address(),
            other_lang: with_lang(&self.path, &self.query, other),
        }
    }

    /// As [`Self::frame`], with the name of the account's unit.
    pub fn frame_with(&self, names: &Names) -> Frame {
        let mut frame = self.frame();
        if let Some(unit) = self
            .account
            .as_ref()
            .and_then(|account| account.unit.as_deref())
        {
            frame.unit_name = names.unit(unit);
        }
        frame
    }
}

/// As what somebody asks the services: officials on their work pages, citizens on those of the
/// public, and everybody else as somebody of whom nothing is known.
fn caller(account: Option<&Account>, work: bool) -> Caller {
    match account {
        Some(account) if work && account.is_official() => Caller::official(
            &account.actor_name(),
            account.unit.as_deref(),
            &account.roles,
            &account.fields,
        )
        .called(&account.name),
        Some(account) if !account.is_official() => {
            Caller::citizen(&account.actor_name(), account.citizen_id.as_deref())
        }
        _ => Caller::anonymous("citizen:portal"),
    }
}

impl FromRequestParts<Arc<Portal>> for Visit {
    type Rejection = Infallible;
    async fn from_request_parts(
        parts: &mut Parts,
        portal: &Arc<Portal>,
    ) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self::new(
            portal,
            parts.uri.path(),
            query,
            &parts.headers,
            &parts.extensions,
        ))
    }
}

#[cfg(test)]
mod tests {
    use chassis::caller::Kind;

    use super::*;

    fn account(roles: &[Role]) -> Account {
        Account {
            subject: "an".to_owned(),
            name: "An".to_owned(),
            roles: roles.to_vec(),
            unit: Some("org:mc-21028".to_owned()),
            fields: vec!["dat-dai".to_owned()],
            citizen_id: None,
        }
    }

    #[test]
    fn an_official_asks_as_one_at_work_and_as_anybody_elsewhere() {
        let official = account(&[Role::DeskOfficer]);
        let at_work = caller(Some(&official), true);
        assert_eq!(at_work.actor.as_str(), "officer:an@org:mc-21028");
        assert_eq!((at_work.kind, at_work.fields.len()), (Kind::Official, 1));
        assert_eq!(caller(Some(&official), false).kind, Kind::Anonymous);
        assert_eq!(caller(None, true).kind, Kind::Anonymous);
    }

    #[test]
    fn who_has_no_role_asks_as_a_citizen_everywhere() {
        let citizen = Account {
            unit: None,
            citizen_id: Some("051180000123".to_owned()),
            ..account(&[])
        };
        for work in [true, false] {
            let asked = caller(Some(&citizen), work);
            assert_eq!((asked.kind, asked.roles.len()), (Kind::Citizen, 0));
            assert_eq!(asked.citizen_id.as_deref(), Some("051180000123"));
        }
    }
}
