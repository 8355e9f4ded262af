//! Keys as people copy them: a word for what it is, and its 32 bytes in hexadecimal, so that a
//! secret one is never taken for a public one.

use anyhow::{Context as _, bail};
use ring::{
    rand::{SecureRandom as _, SystemRandom},
    signature::{Ed25519KeyPair, KeyPair as _},
};

const SECRET: &str = "secret:";
const PUBLIC: &str = "public:";

/// A new pair: the secret key for the service's own `identity.key`, and the public one for the
/// `identity.trusted` of those it calls.
#[derive(Clone)]
pub struct NewKeys {
    pub secret: String,
    pub public: String,
}

impl NewKeys {
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn make() -> anyhow::Result<Self> {
        let mut seed = [0; 32];
        let filled = SystemRandom::new().fill(&mut seed);
        filled.ok().context("the machine gives no randomness")?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed);
        let pair = pair.ok().context("32 random bytes are a key")?;
        Ok(Self {
            secret: format!("{SECRET}{}", hexadecimal(&seed)),
            public: format!("{PUBLIC}{}", hexadecimal(pair.public_key().as_ref())),
        })
    }
}

/// Reads a secret key.
pub(super) fn secret(text: &str) -> anyhow::Result<Ed25519KeyPair> {
    let seed = bytes(text, SECRET)?;
    let pair = Ed25519KeyPair::from_seed_unchecked(&seed);
    pair.ok().context("it is no Ed25519 key")
}

/// Reads a public key.
pub(super) fn public(text: &str) -> anyhow::Result<[u8; 32]> {
    bytes(text, PUBLIC)
}

/// What is wrong with a key is said without the key: it may be the secret one.
fn bytes(text: &str, word: &str) -> anyhow::Result<[u8; 32]> {
    let Some(digits) = text.trim().strip_prefix(word) else {
        bail!("it does not begin with {word:?}; `motcua keys` prints a new pair");
    };
    let shape = "it is not 64 hexadecimal digits";
    if digits.len() != 64 || !digits.is_ascii() {
        bail!(shape);
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).context(shape)?;
        *byte = u8::from_str_radix(pair, 16).ok().context(shape)?;
    }
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
