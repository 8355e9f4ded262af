//! Digits and tokens: made of a key and of chance, kept nowhere as they are.

use anyhow::anyhow;
use chassis::{Error, Result};
use kernel::ProofId;
use ring::{
    digest, hmac,
    rand::{SecureRandom as _, SystemRandom},
};
use sqlx::PgPool;
use uuid::Uuid;

use super::store;

/// What complaint codes are written with: no letter that is taken for another.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Reckons the digits of a proof from its id: who has the key can, nobody else.
#[derive(Clone)]
pub struct Digits(hmac::Key);

impl Digits {
    /// With the key of this database, made when there is none yet.
    ///
    /// # Errors
    /// When the database does not answer, or there is no chance to be had.
    pub async fn of(db: &PgPool) -> anyhow::Result<Self> {
        let fresh: [u8; 32] = chance().map_err(|_| anyhow!("the system has no randomness"))?;
        let key = store::proof_key(db, &fresh).await?;
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &key)))
    }

    /// The six digits of a proof.
    pub fn of_proof(&self, proof: ProofId) -> String {
        let tag = hmac::sign(&self.0, proof.uuid().as_bytes());
        let number = tag
            .as_ref()
            .iter()
            .take(8)
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// Bytes that only this database's key makes of a booking's id.
    pub fn of_booking(&self, booking: Uuid) -> [u8; 16] {
        let tag = hmac::sign(
            &self.0,
            &[b"booking", booking.as_bytes().as_slice()].concat(),
        );
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&tag.as_ref()[..16]);
        bytes
    }

    /// Whether these are the digits, in the same time whichever of them is wrong.
    pub fn are(&self, proof: ProofId, tried: &str) -> bool {
        let tag = |text: &str| hmac::sign(&self.0, text.as_bytes());
        hmac::verify(
            &self.0,
            self.of_proof(proof).as_bytes(),
            tag(tried).as_ref(),
        )
        .is_ok()
    }
}

/// A token nobody can guess: 64 characters.
///
/// # Errors
/// When there is no chance to be had.
pub fn token() -> Result<String> {
    let bytes: [u8; 32] = chance()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What is kept of a token.
pub fn hash(token: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, token.as_bytes())
        .as_ref()
        .to_vec()
}

/// A complaint's code, such as `GY-7K3M-Q2XD-9HPA`: one of 2^60.
///
/// # Errors
/// When there is no chance to be had.
pub fn complaint_code() -> Result<String> {
    let bytes: [u8; 12] = chance()?;
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    Ok(format!("GY-{}", groups.join("-")))
}

fn chance<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Error::fault(anyhow!("the system has no randomness")))?;
    Ok(bytes)
}
