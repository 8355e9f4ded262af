//! Digits to the phone on file, and what they are traded for. Whoever asks learns nothing of what
//! exists: one answer, after one time.

use std::time::Duration;

use chassis::{Caller, Error, Order, Result, execute_one, wire::timestamp};
use chrono::TimeDelta;
use intake_domain::{DIGITS_HOLD, Dossier, PROOF_HOLDS, ProofCommand, ProofRefusal};
use kernel::{DossierId, Instant, Personal, Phone, ProofId, line};
use proto::intake::v1::*;
use tokio::time::{Instant as Moment, sleep_until};
use tonic::Request;

use super::{digits, only_notification, store, store::Proofs};
use crate::{Intake, looks, store as dossiers};

/// When an answer is given, whatever it took to find: longer than any of the ways there.
const ANSWERED_AFTER: Duration = Duration::from_millis(250);

impl Intake {
    pub(super) async fn send_digits(
        &self,
        request: Request<AskProofRequest>,
    ) -> Result<AskProofResponse> {
        let started = Moment::now();
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let code = code(&request.into_inner().code)?;
        let now = self.chassis.clock.now();
        let sent = self.owe_digits(&caller, &code, now).await;
        sleep_until(started + ANSWERED_AFTER).await;
        sent?;
        Ok(AskProofResponse {
            until: Some(timestamp(now + DIGITS_HOLD)),
        })
    }

    /// Has digits sent where there is a dossier with a phone, and not too many were sent.
    async fn owe_digits(&self, caller: &Caller, code: &str, now: Instant) -> Result<()> {
        let found = dossiers::find_by_code(&self.chassis.db, code).await?;
        let Some(found) = found.filter(|found| phone(&found.state).is_some()) else {
            return Ok(());
        };
        let dossier = DossierId::from(found.id);
        let mut tx = self.chassis.begin().await?;
        let before = store::sent_since(&mut tx, dossier, now - TimeDelta::days(1)).await?;
        let ask = ProofCommand::Ask { dossier, before };
        let order = Order::new(ProofId::mint(), ask, &caller.actor, now);
        match execute_one::<Proofs>(&mut tx, &now, order).await {
            Ok(_) => self.chassis.commit(tx).await,
            // Sent too often: nobody is told, or the telling would say that the code exists.
            Err(Error::Refused { reason, .. }) => {
                tracing::info!(%dossier, reason, "no digits are sent");
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    pub(super) async fn try_digits(&self, request: Request<ProveRequest>) -> Result<ProveResponse> {
        let started = Moment::now();
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let code = code(&request.code)?;
        let tried: String = request
            .digits
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(12)
            .collect();
        let answer = self.trade(&caller, &code, &tried).await;
        sleep_until(started + ANSWERED_AFTER).await;
        answer
    }

    async fn trade(&self, caller: &Caller, code: &str, tried: &str) -> Result<ProveResponse> {
        let not_proven = || Error::refused(ProofRefusal::Unknown);
        let now = self.chassis.clock.now();
        let found = dossiers::find_by_code(&self.chassis.db, code).await?;
        let found = found.ok_or_else(not_proven)?;
        let dossier = DossierId::from(found.id);
        let mut tx = self.chassis.begin().await?;
        let proof = store::last_proof(&mut tx, dossier).await?;
        let proof = proof.ok_or_else(not_proven)?;
        let right = self.digits.are(proof, tried);
        let order = Order::new(proof, ProofCommand::Try { right }, &caller.actor, now);
        match execute_one::<Proofs>(&mut tx, &now, order).await {
            Ok(_) => {}
            Err(Error::Refused { .. }) => return Err(not_proven()),
            Err(error) => return Err(error),
        }
        if !right {
            // The try counts, though it failed.
            self.chassis.commit(tx).await?;
            return Err(not_proven());
        }
        let (token, until) = (digits::token()?, now + PROOF_HOLDS);
        store::keep_token(&mut tx, &digits::hash(&token), dossier, until).await?;
        self.chassis.commit(tx).await?;
        let why = "Người nộp xác nhận hồ sơ của mình bằng mã gửi đến điện thoại";
        let person = format!("person:{dossier}");
        looks::record(&self.chassis.db, dossier, &person, why, now).await?;
        Ok(ProveResponse {
            proof: token,
            until: Some(timestamp(until)),
        })
    }

    /// The digits and where they go; recorded as a read of personal data.
    pub(super) async fn proof_text(
        &self,
        request: Request<GetProofTextRequest>,
    ) -> Result<GetProofTextResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        only_notification(&caller)?;
        let gone = || Error::absent("Mã xác nhận này không còn hiệu lực.");
        let proof: ProofId = chassis::wire::id("proof_id", &request.into_inner().proof_id)?;
        let now = self.chassis.clock.now();
        let open = store::open_proof(&self.chassis.db, proof, now).await?;
        let (dossier, until) = open.ok_or_else(gone)?;
        let found = dossiers::find(&self.chassis.db, dossier).await?;
        let found = found.ok_or_else(gone)?;
        let to = phone(&found.state).ok_or_else(gone)?;
        let why = "Gửi mã xác nhận chủ hồ sơ";
        let by = caller.actor.as_str();
        looks::record(&self.chassis.db, dossier, by, why, now).await?;
        let filing = &found.state.filing;
        let person = filing.submitter.as_ref().unwrap_or(&filing.owner);
        Ok(GetProofTextResponse {
            code: found.state.code.clone(),
            digits: self.digits.of_proof(proof),
            phone: to.reveal().to_string(),
            until: Some(timestamp(until)),
            name: person.name.reveal().clone(),
        })
    }
}

/// The phone on file: the submitter's, as for every notice; else the owner's.
pub(super) fn phone(dossier: &Dossier) -> Option<&Personal<Phone>> {
    let filing = &dossier.filing;
    let submitter = filing
        .submitter
        .as_ref()
        .and_then(|person| person.phone.as_ref());
    submitter.or(filing.owner.phone.as_ref())
}

pub(super) fn code(text: &str) -> Result<String> {
    line(text, 60).map_err(|why| Error::field("code", why.to_string()))
}
