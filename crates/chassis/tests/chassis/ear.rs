//! A listener that writes down what it hears, and can be made to stumble.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use chassis::{Error, Heard, Listen, Result};
use proto::intake::v1::{DossierAccepted, SupplementAsked};
use sqlx::PgConnection;

#[derive(Clone, Default)]
pub struct Ear {
    /// Words it cannot make sense of.
    puzzling: Arc<Mutex<HashSet<&'static str>>>,
    /// Words at which it makes a mistake.
    panicking: Arc<Mutex<HashSet<&'static str>>>,
    /// Words at which its database complains.
    breaking: Arc<Mutex<HashSet<&'static str>>>,
}

impl Ear {
    pub fn puzzled_by(word: &'static str) -> Self {
        let ear = Self::default();
        ear.puzzling.lock().unwrap().insert(word);
        ear
    }

    pub fn broken_by(word: &'static str) -> Self {
        let ear = Self::default();
        ear.breaking.lock().unwrap().insert(word);
        ear
    }

    pub fn panics_at(word: &'static str) -> Self {
        let ear = Self::default();
        ear.panicking.lock().unwrap().insert(word);
        ear
    }

    /// The cause of the stumbling is repaired.
    pub fn repair(&self) {
        self.puzzling.lock().unwrap().clear();
        self.breaking.lock().unwrap().clear();
        self.panicking.lock().unwrap().clear();
    }

    fn stumbles(words: &Mutex<HashSet<&'static str>>, word: &str) -> bool {
        words.lock().unwrap().contains(word)
    }
}

impl Listen for Ear {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        for fact in facts {
            // Known facts must be readable, unknown ones are left alone.
            fact.read::<DossierAccepted>()?;
            let asked = fact.read::<SupplementAsked>()?;
            let word = asked.map_or_else(String::new, |asked| asked.components.join(" "));
            if Self::stumbles(&self.puzzling, &word) {
                return Err(Error::field("components", format!("không hiểu {word}")));
            }
            assert!(!Self::stumbles(&self.panicking, &word), "a mistake of ours");
            if Self::stumbles(&self.breaking, &word) {
                sqlx::query("select 1 / 0").execute(&mut *tx).await?;
            }
            sqlx::query(
                "insert into effect (speaker, aggregate, sequence, fact, dossier, word)
                 values ($1, $2, $3, $4, $5, $6)",
            )
            .bind(fact.speaker)
            .bind(fact.aggregate)
            .bind(fact.sequence as i32)
            .bind(&fact.fact)
            .bind(fact.dossier)
            .bind(&word)
            .execute(&mut *tx)
            .await?;
        }
        Ok(())
    }
}
