//! How often one address may try.

use std::{collections::HashMap, sync::Mutex};

use chrono::Duration;
use kernel::Instant;

const WINDOW: Duration = Duration::minutes(1);
/// Addresses remembered at once; beyond it everybody shares one count.
const MOST: usize = 50_000;

/// Counts tries by address, a minute at a time.
#[derive(Debug)]
pub struct Limiter {
    most: u32,
    tries: Mutex<HashMap<String, (Instant, u32)>>,
}

impl Limiter {
    pub fn new(most: u32) -> Self {
        Self {
            most,
            tries: Mutex::default(),
        }
    }

    /// Counts one try of `who`; false when it is one too many within the minute.
    pub fn allows(&self, who: &str, now: Instant) -> bool {
        let Ok(mut tries) = self.tries.lock() else {
            return false;
        };
        if tries.len() >= MOST {
            tries.retain(|_, (began, _)| now - *began < WINDOW);
        }
        let who = if tries.len() >= MOST { "" } else { who };
        let (began, count) = tries.entry(who.to_owned()).or_insert((now, 0));
        if now - *began >= WINDOW {
            (*began, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count <= self.most
    }
}

/// Who asks, behind `proxies` proxies of ours: each writes the address it was asked from at the end
/// of the list, so whatever stands before those entries is somebody's own claim.
pub fn asker(peer: &str, forwarded: &str, proxies: usize) -> String {
    let told: Vec<&str> = forwarded.split(',').map(str::trim).collect();
    let from_end = told.iter().rev().filter(|entry| !entry.is_empty());
    match proxies
        .checked_sub(1)
        .and_then(|nth| from_end.clone().nth(nth))
    {
        Some(asker) => (*asker).to_owned(),
        None => peer.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_held_back_and_the_others_go_on() {
        let now = Instant::default();
        let limiter = Limiter::new(3);
        let tries = [(); 5].map(|()| limiter.allows("a", now));
        assert_eq!(tries, [true, true, true, false, false]);
        assert!(limiter.allows("b", now));
        assert!(limiter.allows("a", now + WINDOW));
    }

    #[test]
    fn nobody_chooses_the_address_they_are_counted_by() {
        assert_eq!(asker("10.0.0.1", "1.2.3.4", 0), "10.0.0.1");
        assert_eq!(asker("10.0.0.1", "6.6.6.6, 1.2.3.4", 1), "1.2.3.4");
        assert_eq!(
            asker("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.9", 2),
            "1.2.3.4"
        );
        assert_eq!(asker("10.0.0.1", "", 1), "10.0.0.1");
    }
}
