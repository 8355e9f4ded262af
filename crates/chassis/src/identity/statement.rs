//! Statements of who asks: made, and believed or not.

use prost::Message as _;
use proto::identity::v1::{SignedStatement, Statement};
use ring::signature::{ED25519, UnparsedPublicKey};

use super::{Identity, lock};
use crate::{Caller, caller::Kind};

/// What a signature is over before the statement itself, so that it is never one over anything else.
const CONTEXT: &[u8] = b"motcua.identity.v1.Statement\0";

/// Seconds a statement is true.
const LIFE: i64 = 60;
/// Seconds after which it is made anew rather than said again.
const FRESH: i64 = 30;
/// Seconds two machines' clocks may differ.
const SKEW: i64 = 30;
/// The largest statement that is looked at, with its evidence.
const LARGEST: usize = 8 << 10;
/// How many services may have passed a request on.
const HANDS: usize = 3;

/// Why a statement is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unbelieved {
    #[error("it cannot be read")]
    Unreadable,
    #[error("nobody who is trusted signed it")]
    Unknown,
    #[error("its signature is not right")]
    Forged,
    #[error("it was said to another service")]
    NotForUs,
    #[error("it is not true any more, or not yet")]
    OutOfTime,
    #[error("who signed it may not speak for whom it names")]
    NotTheirs,
}

impl Identity {
    /// The signed statement that `caller` asks `audience`; `evidence` is what they were made known
    /// to us by. None when this service has no key.
    pub fn state(
        &self,
        audience: &str,
        caller: &Caller,
        evidence: &[u8],
        now: i64,
    ) -> Option<Vec<u8>> {
        let own = self.own.as_ref()?;
        let caller = caller.to_wire();
        let mut what = caller.encode_to_vec();
        what.extend_from_slice(evidence);
        let key = (audience.to_owned(), what);
        if let Some(said) = lock(&self.said).get(&key, now) {
            return Some(said);
        }
        let statement = Statement {
            issuer: self.name.to_owned(),
            audience: audience.to_owned(),
            issued_at: now,
            expires_at: now + LIFE,
            caller: Some(caller),
            evidence: evidence.to_vec(),
        }
        .encode_to_vec();
        let signature = own.sign(&signed_bytes(&statement)).as_ref().to_vec();
        let signed = SignedStatement {
            statement,
            signature,
        }
        .encode_to_vec();
        lock(&self.said).put(key, signed.clone(), now + FRESH, now);
        Some(signed)
    }

    /// Who asks, by a statement that was said to us.
    ///
    /// # Errors
    /// When it is not to be believed.
    pub fn believe(&self, signed: &[u8], now: i64) -> Result<Caller, Unbelieved> {
        if signed.len() > LARGEST {
            return Err(Unbelieved::Unreadable);
        }
        if let Some(known) = lock(&self.heard).get(signed, now) {
            return Ok(known);
        }
        let (caller, until) = self.verified(signed, self.name, now, HANDS)?;
        lock(&self.heard).put(signed.to_vec(), caller.clone(), until, now);
        Ok(caller)
    }

    /// The caller and until when the statement and all its evidence are true.
    fn verified(
        &self,
        signed: &[u8],
        audience: &str,
        now: i64,
        hands: usize,
    ) -> Result<(Caller, i64), Unbelieved> {
        let signed = SignedStatement::decode(signed).map_err(|_| Unbelieved::Unreadable)?;
        let statement =
            Statement::decode(signed.statement.as_slice()).map_err(|_| Unbelieved::Unreadable)?;
        let issuer = statement.issuer.as_str();
        let key = self.trusted.get(issuer).ok_or(Unbelieved::Unknown)?;
        UnparsedPublicKey::new(&ED25519, key)
            .verify(&signed_bytes(&signed.statement), &signed.signature)
            .map_err(|_| Unbelieved::Forged)?;
        if statement.audience != audience {
            return Err(Unbelieved::NotForUs);
        }
        let (from, until) = (statement.issued_at, statement.expires_at);
        let life = until.checked_sub(from).ok_or(Unbelieved::Unreadable)?;
        if !(1..=LIFE).contains(&life)
            || now < from.saturating_sub(SKEW)
            || now >= until.saturating_add(SKEW)
        {
            return Err(Unbelieved::OutOfTime);
        }
        let stated = statement.caller.as_ref().ok_or(Unbelieved::Unreadable)?;
        let caller = Caller::from_wire(stated).ok_or(Unbelieved::Unreadable)?;
        let until = until.saturating_add(SKEW);
        if caller.kind == Kind::Service {
            let own = caller.service_name() == Some(issuer);
            return own.then_some((caller, until)).ok_or(Unbelieved::NotTheirs);
        }
        if self.speaks_for_people.iter().any(|name| name == issuer) {
            return Ok((caller, until));
        }
        if hands == 0 || statement.evidence.is_empty() {
            return Err(Unbelieved::NotTheirs);
        }
        // Said to the issuer, about the same person, and still true.
        let (told, told_until) = self.verified(&statement.evidence, issuer, now, hands - 1)?;
        if told != caller {
            return Err(Unbelieved::NotTheirs);
        }
        Ok((caller, until.min(told_until)))
    }
}

/// Who a statement says asks; for one who has verified it before.
pub(crate) fn stated(signed: &[u8]) -> Option<Caller> {
    let signed = SignedStatement::decode(signed).ok()?;
    let statement = Statement::decode(signed.statement.as_slice()).ok()?;
    Caller::from_wire(statement.caller.as_ref()?)
}

fn signed_bytes(statement: &[u8]) -> Vec<u8> {
    [CONTEXT, statement].concat()
}
