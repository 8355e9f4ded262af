//! The session, as a browser carries it: sealed, so that the portal needs no database to know who
//! somebody is.

pub use chrono::Duration as Span;
use chrono::Duration;
use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::{Account, Keys, claims::Realm, config::SignIn, memory::Memory};

/// How old a cookie grows before it is written anew, at most.
const RENEWED_AFTER: Duration = Duration::seconds(60);
/// An ID token longer than this is not kept for signing out: a cookie has 4,096 bytes.
const LONGEST_HINT: usize = 1_500;
const PURPOSE: &str = "session";

/// How long sessions last.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub official_idle: Duration,
    pub citizen_idle: Duration,
    /// However busy.
    pub longest: Duration,
}

impl From<&SignIn> for Limits {
    fn from(config: &SignIn) -> Self {
        Self {
            official_idle: Duration::minutes(config.official_idle_minutes.into()),
            citizen_idle: Duration::minutes(config.citizen_idle_minutes.into()),
            longest: Duration::hours(config.longest_hours.into()),
        }
    }
}

/// A session. Times are seconds since 1970 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// New with every sign-in.
    pub id: String,
    /// The word of the realm that signed them in.
    pub realm: String,
    pub account: Account,
    began: i64,
    seen: i64,
    /// When they last proved who they are.
    proved: i64,
    /// The provider's token, shown to it again at sign-out.
    pub hint: Option<String>,
}

/// What a cookie says of who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Nobody,
    /// It was somebody, but too long ago.
    Expired(Session),
    Live(Session),
}

impl Session {
    pub fn new(
        keys: &Keys,
        realm: &str,
        account: Account,
        proved: Instant,
        hint: Option<String>,
        now: Instant,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            id: keys.name()?,
            realm: realm.to_owned(),
            account,
            began: now.timestamp(),
            seen: now.timestamp(),
            proved: proved.timestamp(),
            hint: hint.filter(|hint| hint.len() <= LONGEST_HINT),
        })
    }

    /// As a cookie carries it.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn sealed(&self, keys: &Keys) -> anyhow::Result<String> {
        keys.seal(PURPOSE, &serde_json::to_vec(self)?)
    }

    /// What the cookie says at `now`; `ended` are the sessions that were signed out.
    pub fn read(keys: &Keys, raw: &str, limits: &Limits, ended: &Memory, now: Instant) -> Standing {
        let opened = keys.open(PURPOSE, raw);
        let Some(session) = opened.and_then(|json| serde_json::from_slice::<Self>(&json).ok())
        else {
            return Standing::Nobody;
        };
        if ended.holds(&session.id, now) {
            return Standing::Nobody;
        }
        if now < session.ends(limits) {
            Standing::Live(session)
        } else {
            Standing::Expired(session)
        }
    }

    fn idle(&self, limits: &Limits) -> Duration {
        if self.realm == Realm::Citizens.word() && !self.account.is_official() {
            limits.citizen_idle
        } else {
            limits.official_idle
        }
    }

    /// When it ends unless something is asked before.
    pub fn ends(&self, limits: &Limits) -> Instant {
        let idle = at(self.seen) + self.idle(limits);
        idle.min(self.latest(limits))
    }

    /// When it ends whatever is asked.
    pub fn latest(&self, limits: &Limits) -> Instant {
        at(self.began) + limits.longest
    }

    /// The same session seen at `now`; `None` while the cookie is young enough to stay.
    pub fn renewed(&self, limits: &Limits, now: Instant) -> Option<Self> {
        let after = RENEWED_AFTER.min(self.idle(limits) / 12);
        (now - at(self.seen) >= after).then(|| Self {
            seen: now.timestamp(),
            ..self.clone()
        })
    }

    /// Whether who sits there proved who they are within `within`.
    pub fn is_fresh(&self, within: Duration, now: Instant) -> bool {
        now - at(self.proved) <= within
    }
}

fn at(seconds: i64) -> Instant {
    Instant::from_timestamp(seconds, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use kernel::Role;

    use super::*;
    use crate::account::officer;

    const LIMITS: Limits = Limits {
        official_idle: Duration::minutes(15),
        citizen_idle: Duration::minutes(30),
        longest: Duration::hours(8),
    };

    fn minute(n: i64) -> Instant {
        at(1_795_000_000) + Duration::minutes(n)
    }

    fn signed_in(keys: &Keys) -> Session {
        let hint = Some("token".to_owned());
        Session::new(keys, "can-bo", officer(), minute(0), hint, minute(0)).expect("a session")
    }

    fn read(keys: &Keys, session: &Session, now: Instant) -> Standing {
        let raw = session.sealed(keys).expect("sealed");
        Session::read(keys, &raw, &LIMITS, &Memory::default(), now)
    }

    #[test]
    fn an_official_who_does_nothing_for_a_quarter_of_an_hour_is_signed_out() {
        let keys = Keys::fresh().expect("keys");
        let session = signed_in(&keys);
        assert_eq!(
            read(&keys, &session, minute(14)),
            Standing::Live(session.clone())
        );
        assert_eq!(
            read(&keys, &session, minute(15)),
            Standing::Expired(session)
        );
    }

    #[test]
    fn a_citizen_has_half_an_hour() {
        let keys = Keys::fresh().expect("keys");
        let citizen = Session {
            realm: "nguoi-dan".to_owned(),
            account: Account {
                roles: Vec::new(),
                unit: None,
                ..officer()
            },
            ..signed_in(&keys)
        };
        assert!(matches!(
            read(&keys, &citizen, minute(29)),
            Standing::Live(_)
        ));
        assert!(matches!(
            read(&keys, &citizen, minute(30)),
            Standing::Expired(_)
        ));
    }

    #[test]
    fn who_keeps_working_stays_and_nobody_longer_than_a_working_day() {
        let keys = Keys::fresh().expect("keys");
        let mut session = signed_in(&keys);
        assert_eq!(
            session.renewed(&LIMITS, minute(0)),
            None,
            "no cookie with every page"
        );
        for n in (10..480).step_by(10) {
            session = session.renewed(&LIMITS, minute(n)).expect("renewed");
            assert!(
                matches!(read(&keys, &session, minute(n + 9)), Standing::Live(_)),
                "{n}"
            );
        }
        assert!(matches!(
            read(&keys, &session, minute(480)),
            Standing::Expired(_)
        ));
    }

    #[test]
    fn a_session_that_was_signed_out_is_nobodys_though_its_cookie_was_kept() {
        let keys = Keys::fresh().expect("keys");
        let session = signed_in(&keys);
        let ended = Memory::default();
        ended.add(&session.id, session.latest(&LIMITS), minute(1));
        let raw = session.sealed(&keys).expect("sealed");
        assert_eq!(
            Session::read(&keys, &raw, &LIMITS, &ended, minute(2)),
            Standing::Nobody
        );
    }

    #[test]
    fn every_sign_in_has_a_session_of_its_own() {
        let keys = Keys::fresh().expect("keys");
        assert_ne!(signed_in(&keys).id, signed_in(&keys).id);
    }

    #[test]
    fn nobody_makes_a_session_without_the_key() {
        let (keys, others) = (Keys::fresh().expect("keys"), Keys::fresh().expect("keys"));
        let raw = signed_in(&others).sealed(&others).expect("sealed");
        let ended = Memory::default();
        assert_eq!(
            Session::read(&keys, &raw, &LIMITS, &ended, minute(0)),
            Standing::Nobody
        );
        for raw in ["", "e30", "{}", "null"] {
            assert_eq!(
                Session::read(&keys, raw, &LIMITS, &ended, minute(0)),
                Standing::Nobody
            );
        }
    }

    #[test]
    fn a_session_fits_into_a_cookie() {
        let keys = Keys::fresh().expect("keys");
        let account = Account {
            subject: "s".repeat(64),
            name: "Ễ".repeat(60),
            roles: Role::ALL.to_vec(),
            fields: vec!["linh-vuc-mau".to_owned(); 8],
            ..officer()
        };
        let hint = |length| Some("t".repeat(length));
        let made =
            |hint| Session::new(&keys, "can-bo", account.clone(), minute(0), hint, minute(0));
        let sealed = made(hint(LONGEST_HINT))
            .and_then(|s| s.sealed(&keys))
            .expect("sealed");
        assert!(sealed.len() < 3_900, "{} bytes", sealed.len());
        assert_eq!(made(hint(LONGEST_HINT + 1)).expect("made").hint, None);
    }
}
