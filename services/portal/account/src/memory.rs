//! What a process remembers for a while: sessions that were signed out, and what may be used once.

use std::{collections::HashMap, sync::Mutex};

use kernel::Instant;

/// More than a province signs in within a day; beyond it the oldest are forgotten.
const MOST: usize = 200_000;

/// Words with the moment they may be forgotten at.
#[derive(Debug, Default)]
pub struct Memory {
    kept: Mutex<HashMap<String, Instant>>,
}

impl Memory {
    /// Remembers `word` until `until`. False when it was remembered already.
    pub fn add(&self, word: &str, until: Instant, now: Instant) -> bool {
        let Ok(mut kept) = self.kept.lock() else {
            return false;
        };
        if kept.len() >= MOST {
            kept.retain(|_, until| *until > now);
        }
        if kept.len() >= MOST
            && let Some(first) = kept
                .iter()
                .min_by_key(|(_, until)| **until)
                .map(|(word, _)| word.clone())
        {
            kept.remove(&first);
        }
        let before = kept.insert(word.to_owned(), until);
        before.is_none_or(|before| before <= now)
    }

    pub fn holds(&self, word: &str, now: Instant) -> bool {
        // A lock is poisoned by a panic alone; then nothing can be believed.
        self.kept.lock().map_or(true, |kept| {
            kept.get(word).is_some_and(|until| *until > now)
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    #[test]
    fn a_word_is_used_once_and_forgotten_when_it_may_be() {
        let now = Instant::default();
        let memory = Memory::default();
        let later = now + Duration::minutes(10);
        assert!(memory.add("state", later, now));
        assert!(!memory.add("state", later, now));
        assert!(memory.holds("state", now) && !memory.holds("state", later));
        assert!(memory.add("state", later + Duration::minutes(10), later));
    }
}
