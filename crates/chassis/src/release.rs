//! Letters that may go on: their cause is repaired, or what they waited for has come.

use uuid::Uuid;

use crate::{
    Error, Result, gate,
    judge::{Attempts, Verdict},
    letters::{self, Kept},
    reader::{Reader, Stop},
};

impl Reader {
    /// Acts on all that waits without need: what it waited for came, and then the service ended.
    pub async fn release_all(&self) -> Result<(), Stop> {
        let lanes = letters::ready_lanes(&self.chassis.db, self.speaker).await?;
        self.release_each(&lanes).await
    }

    pub async fn release_each(&self, lanes: &[Uuid]) -> Result<(), Stop> {
        for lane in lanes {
            self.release(*lane).await?;
        }
        Ok(())
    }

    /// Acts on what waits in a lane, for as long as nothing dead or missing is in the way.
    pub async fn release(&self, lane: Uuid) -> Result<(), Stop> {
        let mut attempts = Attempts::default();
        while let Some(letter) = letters::first(&self.chassis.db, self.speaker, lane).await?
            && letter.parked
            && letter.is_next()
        {
            let (id, fact) = (letter.id, letter.fact.clone());
            let Err(error) = self.reread(letter).await else {
                attempts = Attempts::default();
                continue;
            };
            if let Verdict::Dead { reason, attempts } =
                attempts.failed(error.into(), &self.chassis).await?
            {
                let listener = self.chassis.name;
                tracing::error!(listener, fact, reason, "a dead letter");
                letters::mark_dead(&self.chassis.db, id, &reason, attempts).await?;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Tries a letter again, and lets go what waited behind it.
    ///
    /// # Errors
    /// When it fails again, or something before it must be dealt with first.
    pub async fn retry(&self, letter: Kept) -> Result<()> {
        let lane = letter.lane()?;
        let db = &self.chassis.db;
        let first = letters::first(db, self.speaker, lane).await?;
        if !first.is_some_and(|first| first.id == letter.id && first.is_next()) {
            return Err(Error::out_of_turn());
        }
        let id = letter.id;
        if let Err(error) = self.reread(letter).await {
            letters::mark_dead(db, id, &format!("{error}"), 1).await?;
            return Err(error);
        }
        self.go_on(lane).await
    }

    /// What waits in a lane, after an operator made way for it.
    pub async fn go_on(&self, lane: Uuid) -> Result<()> {
        match self.release(lane).await {
            Err(Stop::Fault(error)) => Err(Error::fault(error)),
            Ok(()) | Err(Stop::Raced) => Ok(()),
        }
    }

    /// Acts on a letter as if it had just been heard.
    async fn reread(&self, letter: Kept) -> Result<()> {
        let id = letter.id;
        let mut heard = [letter.heard(self.speaker, self.chassis.clock.now())?];
        let mut tx = self.chassis.db.begin().await?;
        // Whoever takes the letter away acts on it; an operator may be doing so right now.
        if !letters::forget(&mut tx, id).await? {
            return Ok(());
        }
        if gate::is_new(&mut tx, self.speaker, &heard[0]).await? {
            self.ear(&mut tx, &mut heard).await?;
            gate::remember(&mut tx, self.speaker, &heard).await?;
        }
        tx.commit().await?;
        self.chassis.wake_relay();
        Ok(())
    }
}
