use std::time::Duration;

use chassis::{Actor, Chassis, Error, Peer, Result};
use kernel::DossierId;
use proto::intake::v1::{
    GetDossierRequest, GetDossierResponse, intake_service_client::IntakeServiceClient,
};
use tonic::Code;

/// How often a file that is not there is looked for, and how long is waited between.
const LOOKS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(150);

/// The files of dossiers, which intake keeps and whose every opening it records.
#[derive(Clone, Debug)]
pub struct Files {
    intake: Peer,
}

impl Files {
    /// # Errors
    /// When the endpoint is not an address, or the service has no key to ask with.
    pub fn new(chassis: &Chassis, endpoint: &str) -> anyhow::Result<Self> {
        let intake = chassis.to("intake", endpoint)?;
        Ok(Self { intake })
    }

    /// Opens a dossier's file for somebody, who says why.
    ///
    /// # Errors
    /// When there is no such dossier for them, or intake does not answer.
    pub async fn open(
        &self,
        actor: &Actor,
        dossier: DossierId,
        purpose: &str,
    ) -> Result<GetDossierResponse> {
        let mut intake = IntakeServiceClient::new(self.intake.speaking(actor));
        let request = GetDossierRequest {
            dossier_id: dossier.to_string(),
            purpose: purpose.to_owned(),
        };
        // Intake may hear of the offer a moment after the agency: until then the file is not theirs.
        let mut looks = LOOKS;
        let answer = loop {
            let answer = intake.get_dossier(request.clone()).await;
            looks -= 1;
            match &answer {
                Err(status) if status.code() == Code::NotFound && looks > 0 => {
                    tokio::time::sleep(PAUSE).await;
                }
                _ => break answer,
            }
        };
        match answer {
            Ok(answer) => Ok(answer.into_inner()),
            Err(status) if status.code() == Code::NotFound => Err(Error::absent(
                "Bộ phận Một cửa không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.",
            )),
            Err(status) => Err(Error::fault(anyhow::Error::new(status).context("intake"))),
        }
    }
}
