//! What people may do with their dossiers: the proof by digits, and what it opens.

mod complaints;
mod owner;
mod proof;

use std::{collections::HashMap, time::Instant};

use chassis::{Actor, client::Speaking};
use kernel::{ComplaintId, DossierId};
use proto::intake::v1::{feedback_service_client::FeedbackServiceClient, *};
use stage::{fields, reason};
use tonic::{Code, Status};

use crate::world::World;

impl World {
    fn feedback(&self, who: &str) -> FeedbackServiceClient<Speaking> {
        FeedbackServiceClient::new(self.speaking(&Actor::from(who)))
    }

    /// The public, through the portal.
    fn public(&self) -> FeedbackServiceClient<Speaking> {
        self.feedback("citizen:portal")
    }

    async fn ask(&self, code: &str) {
        let code = code.to_owned();
        self.public()
            .ask_proof(AskProofRequest { code })
            .await
            .unwrap();
    }

    /// What the phone receives: the digits of the last sending.
    async fn digits(&self, dossier: DossierId) -> String {
        let asked: ProofAsked = self.last_about(dossier).await;
        let request = GetProofTextRequest {
            proof_id: asked.proof_id,
        };
        let text = self
            .feedback("service:notification")
            .get_proof_text(request)
            .await;
        text.unwrap().into_inner().digits
    }

    async fn prove(&self, code: &str, digits: &str) -> Result<String, Status> {
        let request = ProveRequest {
            code: code.to_owned(),
            digits: digits.to_owned(),
        };
        Ok(self.public().prove(request).await?.into_inner().proof)
    }

    /// A proof that the dossier is the caller's.
    pub async fn proven(&self, dossier: DossierId, code: &str) -> String {
        self.ask(code).await;
        let digits = self.digits(dossier).await;
        self.prove(code, &digits).await.unwrap()
    }

    async fn mine(&self, code: &str, proof: &str) -> Result<GetMineResponse, Status> {
        let request = GetMineRequest {
            code: code.to_owned(),
            proof: proof.to_owned(),
        };
        Ok(self.public().get_mine(request).await?.into_inner())
    }

    async fn sendings(&self) -> i64 {
        self.count("select count(*) from proof").await
    }
}

fn wrong(digits: &str) -> String {
    let number: u32 = digits.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}
