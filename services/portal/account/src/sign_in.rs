//! What the portal keeps at its door: keys, limits, providers, and what it remembers.

use anyhow::Context as _;
use chrono::Duration;
use kernel::Instant;

use crate::{
    Doors, Keys, Limits, Session, Standing,
    claims::Realm,
    config,
    limiter::Limiter,
    memory::Memory,
    oidc::{ATTEMPT, Attempt, Provider},
};

/// What the portal keeps at its door.
#[derive(Debug)]
pub struct SignIn {
    pub keys: Keys,
    pub limits: Limits,
    pub limiter: Limiter,
    pub doors: Doors,
    /// Proxies of ours in front.
    pub proxies: usize,
    /// How long a proof is good for acts that ask for a fresh one; none: they ask for none.
    pub fresh: Option<Duration>,
    ended: Memory,
    secure: bool,
    providers: Vec<Provider>,
}

/// The cookies of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie<'a> {
    Session,
    /// A browser, signed in or not: its forms are its own.
    Visitor,
    /// A sign-in under way, by its state.
    Attempt(&'a str),
}

impl SignIn {
    /// # Errors
    /// When a setting cannot be right; the message says which.
    pub fn new(config: &config::SignIn, public_url: &str, doors: Doors) -> anyhow::Result<Self> {
        let keys = if config.keys.trim().is_empty() {
            tracing::warn!("sign_in.keys is empty: sessions end when the portal does");
            Keys::fresh()
        } else {
            Keys::read(&config.keys)
        };
        let configured = [
            (Realm::Officials, &config.officials),
            (Realm::Citizens, &config.citizens),
        ];
        let providers = configured
            .into_iter()
            .filter(|(_, provider)| provider.enabled())
            .map(|(realm, provider)| {
                Provider::new(realm, provider.clone(), public_url)
                    .with_context(|| format!("sign_in for {}", realm.word()))
            });
        Ok(Self {
            keys: keys.context("sign_in.keys")?,
            limits: config.into(),
            limiter: Limiter::new(config.attempts_per_minute),
            doors,
            proxies: config.proxies,
            fresh: (config.fresh_minutes > 0)
                .then(|| Duration::minutes(config.fresh_minutes.into())),
            ended: Memory::default(),
            secure: public_url.starts_with("https://"),
            providers: providers.collect::<anyhow::Result<Vec<_>>>()?,
        })
    }

    pub fn provider(&self, realm: Realm) -> Option<&Provider> {
        self.providers
            .iter()
            .find(|provider| provider.realm == realm)
    }

    /// Who carries this cookie.
    pub fn standing(&self, cookie: Option<&str>, now: Instant) -> Standing {
        cookie.map_or(Standing::Nobody, |raw| {
            Session::read(&self.keys, raw, &self.limits, &self.ended, now)
        })
    }

    /// Ends a session wherever its cookie was kept.
    pub fn end(&self, session: &Session, now: Instant) {
        self.ended
            .add(&session.id, session.latest(&self.limits), now);
    }

    /// Seconds until the session ends unless something is asked.
    pub fn seconds_left(&self, session: &Session, now: Instant) -> i64 {
        (session.ends(&self.limits) - now).num_seconds().max(0)
    }

    /// What a cookie is called. Over TLS the browser itself refuses one set by a neighbour.
    pub fn name(&self, cookie: Cookie<'_>) -> String {
        let prefix = if self.secure { "__Host-" } else { "" };
        match cookie {
            Cookie::Session => format!("{prefix}mc-phien"),
            Cookie::Visitor => format!("{prefix}mc-khach"),
            Cookie::Attempt(state) => {
                let short: String = state
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .take(10)
                    .collect();
                format!("{prefix}mc-vao-{short}")
            }
        }
    }

    /// The line that sets a cookie.
    pub fn set(&self, cookie: Cookie<'_>, value: &str) -> String {
        let age = match cookie {
            // As long as the browser is open.
            Cookie::Session | Cookie::Visitor => String::new(),
            Cookie::Attempt(_) => format!("; Max-Age={}", ATTEMPT.as_secs()),
        };
        let secure = if self.secure { "; Secure" } else { "" };
        format!(
            "{}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}",
            self.name(cookie)
        )
    }

    /// The line that takes a cookie away.
    pub fn take_away(&self, cookie: Cookie<'_>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!(
            "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}",
            self.name(cookie)
        )
    }

    /// # Errors
    /// When it cannot be sealed.
    pub fn seal_attempt(&self, attempt: &Attempt) -> anyhow::Result<String> {
        self.keys.seal("attempt", &serde_json::to_vec(attempt)?)
    }

    pub fn open_attempt(&self, sealed: &str) -> Option<Attempt> {
        let json = self.keys.open("attempt", sealed)?;
        serde_json::from_slice(&json).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::officer;

    fn sign_in(public_url: &str) -> SignIn {
        let provider = config::Provider {
            issuer: String::new(),
            client_id: String::new(),
            client_secret: String::new(),
            scopes: String::new(),
            acr_values: String::new(),
            required_acr: String::new(),
            userinfo: false,
            claims: config::Claims {
                name: String::new(),
                roles: String::new(),
                unit: String::new(),
                fields: String::new(),
                citizen_id: String::new(),
                role_names: Default::default(),
            },
        };
        let config = config::SignIn {
            keys: String::new(),
            official_idle_minutes: 15,
            citizen_idle_minutes: 30,
            longest_hours: 8,
            fresh_minutes: 0,
            proxies: 0,
            attempts_per_minute: 10,
            officials: provider.clone(),
            citizens: provider,
        };
        SignIn::new(&config, public_url, Doors::default()).expect("a door")
    }

    #[test]
    fn over_tls_no_neighbour_sets_our_cookies() {
        let line = sign_in("https://motcua.example").set(Cookie::Session, "v");
        assert_eq!(
            line,
            "__Host-mc-phien=v; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        let line = sign_in("http://127.0.0.1:8080").set(Cookie::Session, "v");
        assert_eq!(line, "mc-phien=v; Path=/; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn a_signed_out_session_stays_signed_out() {
        let door = sign_in("https://motcua.example");
        let now = Instant::from_timestamp(1_795_000_000, 0).expect("a moment");
        let session =
            Session::new(&door.keys, "can-bo", officer(), now, None, now).expect("a session");
        let raw = session.sealed(&door.keys).expect("sealed");
        assert_eq!(
            door.standing(Some(&raw), now),
            Standing::Live(session.clone())
        );
        door.end(&session, now);
        assert_eq!(door.standing(Some(&raw), now), Standing::Nobody);
        assert_eq!(door.standing(None, now), Standing::Nobody);
    }

    #[test]
    fn an_attempt_is_no_session_and_a_session_no_attempt() {
        let door = sign_in("https://motcua.example");
        let now = Instant::from_timestamp(1_795_000_000, 0).expect("a moment");
        let session =
            Session::new(&door.keys, "can-bo", officer(), now, None, now).expect("a session");
        let raw = session.sealed(&door.keys).expect("sealed");
        assert_eq!(door.open_attempt(&raw), None);
    }
}
