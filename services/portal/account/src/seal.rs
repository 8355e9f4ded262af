//! What the portal gives to a browser and wants back as it was: readable by nobody, changed by
//! nobody, and good for one purpose alone.

use anyhow::{Context as _, bail};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
    rand::{SecureRandom as _, SystemRandom},
};

/// Bytes of a key.
pub const KEY_LENGTH: usize = 32;

/// The keys of this portal: the first seals, all of them open, so that a new key can be put before
/// the old one without signing anybody out.
pub struct Keys {
    sealing: Vec<LessSafeKey>,
    binding: Vec<hmac::Key>,
    random: SystemRandom,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.sealing.len())
    }
}

impl Keys {
    /// Reads keys of 32 bytes in base64 (either alphabet), parted by spaces or commas, newest first.
    ///
    /// # Errors
    /// When there is none, or one is not 32 bytes.
    pub fn read(written: &str) -> anyhow::Result<Self> {
        let words = written.split([' ', ',', '\n']).map(str::trim);
        let keys = words.filter(|word| !word.is_empty()).map(read_key);
        Self::new(&keys.collect::<anyhow::Result<Vec<_>>>()?)
    }

    /// A key of this process alone: sessions end with it.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn fresh() -> anyhow::Result<Self> {
        Self::new(&[fresh_key()?])
    }

    fn new(keys: &[[u8; KEY_LENGTH]]) -> anyhow::Result<Self> {
        if keys.is_empty() {
            bail!("a portal needs a key to seal sessions with");
        }
        let mut sealing = Vec::new();
        let mut binding = Vec::new();
        for key in keys {
            let unbound = UnboundKey::new(&CHACHA20_POLY1305, key);
            sealing.push(LessSafeKey::new(
                unbound.map_err(|_| anyhow::anyhow!("a key has 32 bytes"))?,
            ));
            // Another key for another use, made of the first.
            let own = hmac::sign(
                &hmac::Key::new(hmac::HMAC_SHA256, key),
                b"motcua.portal.bind",
            );
            binding.push(hmac::Key::new(hmac::HMAC_SHA256, own.as_ref()));
        }
        Ok(Self {
            sealing,
            binding,
            random: SystemRandom::new(),
        })
    }

    /// Seals `content` for `purpose`; safe in a cookie and in an address.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn seal(&self, purpose: &str, content: &[u8]) -> anyhow::Result<String> {
        // Drawn at random: with 2^32 seals of one key a nonce comes twice with a chance of 2^-33.
        let mut sealed = vec![0; NONCE_LEN];
        self.random
            .fill(&mut sealed)
            .map_err(|_| anyhow::anyhow!("no random bytes"))?;
        let nonce =
            Nonce::try_assume_unique_for_key(&sealed).map_err(|_| anyhow::anyhow!("nonce"))?;
        let mut body = content.to_vec();
        self.sealing
            .first()
            .context("a first key")?
            .seal_in_place_append_tag(nonce, Aad::from(purpose), &mut body)
            .map_err(|_| anyhow::anyhow!("too long to seal"))?;
        sealed.append(&mut body);
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// What was sealed for `purpose` by one of the keys; `None` for everything else.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN)?;
        self.sealing.iter().find_map(|key| {
            let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
            let mut body = body.to_vec();
            let opened = key
                .open_in_place(nonce, Aad::from(purpose), &mut body)
                .ok()?;
            Some(opened.to_vec())
        })
    }

    /// A word that only this portal can make of `content` for `purpose`.
    pub fn word(&self, purpose: &str, content: &str) -> String {
        let words = self.binding.iter().map(|key| tag(key, purpose, content));
        words
            .take(1)
            .map(|tag| URL_SAFE_NO_PAD.encode(tag))
            .collect()
    }

    /// Whether `word` was made of `content` for `purpose` by one of the keys.
    pub fn is_word(&self, purpose: &str, content: &str, word: &str) -> bool {
        let Ok(word) = URL_SAFE_NO_PAD.decode(word) else {
            return false;
        };
        let message = message(purpose, content);
        self.binding
            .iter()
            .any(|key| hmac::verify(key, &message, &word).is_ok())
    }

    /// A name nobody can guess.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn name(&self) -> anyhow::Result<String> {
        let mut name = [0; 18];
        self.random
            .fill(&mut name)
            .map_err(|_| anyhow::anyhow!("no random bytes"))?;
        Ok(URL_SAFE_NO_PAD.encode(name))
    }
}

/// A new key, as the settings write it.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn written_key() -> anyhow::Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(fresh_key()?))
}

fn fresh_key() -> anyhow::Result<[u8; KEY_LENGTH]> {
    let mut key = [0; KEY_LENGTH];
    SystemRandom::new()
        .fill(&mut key)
        .map_err(|_| anyhow::anyhow!("no random bytes"))?;
    Ok(key)
}

fn read_key(word: &str) -> anyhow::Result<[u8; KEY_LENGTH]> {
    let plain = word
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    let bytes = URL_SAFE_NO_PAD
        .decode(plain)
        .context("a key that is not base64")?;
    let length = bytes.len();
    bytes
        .try_into()
        .map_err(|_| anyhow::anyhow!("a key of {length} bytes; it has 32"))
}

fn message(purpose: &str, content: &str) -> Vec<u8> {
    [purpose.as_bytes(), b"\0", content.as_bytes()].concat()
}

fn tag(key: &hmac::Key, purpose: &str, content: &str) -> hmac::Tag {
    hmac::sign(key, &message(purpose, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_for_its_purpose_alone() {
        let keys = Keys::fresh().expect("keys");
        let sealed = keys
            .seal("session", "Lê Thị Mẫu".as_bytes())
            .expect("sealed");
        assert!(!sealed.contains("Mẫu") && !sealed.contains('='));
        let opened = keys.open("session", &sealed).expect("opened");
        assert_eq!(String::from_utf8(opened).expect("text"), "Lê Thị Mẫu");
        assert_eq!(keys.open("attempt", &sealed), None);
        assert_eq!(Keys::fresh().expect("keys").open("session", &sealed), None);
    }

    #[test]
    fn every_single_bit_that_is_changed_closes_it() {
        let keys = Keys::fresh().expect("keys");
        let sealed = keys.seal("session", b"roles: none").expect("sealed");
        let bytes = URL_SAFE_NO_PAD.decode(&sealed).expect("base64");
        for at in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[at / 8] ^= 1 << (at % 8);
            assert_eq!(keys.open("session", &URL_SAFE_NO_PAD.encode(changed)), None);
        }
        for hostile in ["", "a", "!!!", &sealed[..10], &format!("{sealed}A")] {
            assert_eq!(keys.open("session", hostile), None, "{hostile}");
        }
    }

    #[test]
    fn an_old_key_still_opens_until_it_is_taken_away() {
        let (old, new) = (written_key().expect("a key"), written_key().expect("a key"));
        let before = Keys::read(&old).expect("keys");
        let sealed = before.seal("session", b"x").expect("sealed");
        let word = before.word("form", "session-1");
        let both = Keys::read(&format!("{new}, {old}")).expect("keys");
        assert_eq!(both.open("session", &sealed), Some(b"x".to_vec()));
        assert!(both.is_word("form", "session-1", &word));
        let fresh = both.seal("session", b"y").expect("sealed");
        assert_eq!(before.open("session", &fresh), None, "the first key seals");
        let after = Keys::read(&new).expect("keys");
        assert_eq!(after.open("session", &sealed), None);
        assert!(!after.is_word("form", "session-1", &word));
    }

    #[test]
    fn a_word_is_of_one_purpose_and_content() {
        let keys = Keys::fresh().expect("keys");
        let word = keys.word("form", "a");
        assert!(keys.is_word("form", "a", &word));
        assert!(!keys.is_word("form", "b", &word));
        assert!(!keys.is_word("other", "a", &word));
        assert!(!keys.is_word("form", "a", ""));
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        for written in ["", " , ", "c2hvcnQ", "not base64!"] {
            assert!(Keys::read(written).is_err(), "{written}");
        }
    }
}
