//! Whom a notice goes to: the desk knows, and writes down that it was asked.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::anyhow;
use chassis::{Actor, Peer, wire::moment};
use futures::{FutureExt as _, StreamExt as _, stream};
use kernel::{ComplaintId, DossierId, Instant, ProofId};
use notification_domain::{Key, Kind, Occurrence};
use proto::intake::v1::{
    BookingStatus, GetBookingContactRequest, GetComplaintContactRequest, GetContactRequest,
    GetContactResponse, GetProofTextRequest, counter_service_client::CounterServiceClient,
    feedback_service_client::FeedbackServiceClient, intake_service_client::IntakeServiceClient,
};
use tonic::{Code, Status};

use crate::store::Waiting;

/// Whose contact is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    Dossier(DossierId),
    Proof(ProofId),
    Complaint(ComplaintId),
    /// Of a booking, while it stands; or once it was called off.
    Booking {
        booking: DossierId,
        cancelled: bool,
    },
}

impl Whom {
    pub fn of(key: &Key) -> Self {
        match key.occurrence {
            _ if key.kind.is_of_booking() => Self::Booking {
                booking: key.dossier,
                cancelled: key.kind == Kind::BookingCancelled,
            },
            Occurrence::Proof(proof) => Self::Proof(proof),
            Occurrence::Complaint(complaint) => Self::Complaint(complaint),
            Occurrence::Once | Occurrence::At(_) | Occurrence::Leg(_) => Self::Dossier(key.dossier),
        }
    }
}

/// What the desk knows.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    pub person: GetContactResponse,
    /// The digits of a proof.
    pub digits: String,
    /// The secret of a booking's link.
    pub secret: String,
    /// The time that is booked.
    pub starts: Option<Instant>,
    /// What it was to say holds no more.
    pub over: bool,
}

/// The desk, asked.
pub struct Desk<'a> {
    pub intake: &'a Peer,
    pub actor: Actor,
    pub abreast: usize,
}

impl Desk<'_> {
    /// How to reach the people of these notices; none where intake cannot say.
    ///
    /// # Errors
    /// When intake does not answer at all.
    pub async fn contacts(
        &self,
        owed: &[Waiting],
    ) -> anyhow::Result<BTreeMap<Whom, Option<Contact>>> {
        let whom = owed.iter().map(|(_, notice)| Whom::of(&notice.owed.key));
        let whom: BTreeSet<Whom> = whom.collect();
        let asked = whom
            .into_iter()
            .map(|whom| async move { (whom, self.contact(whom).await) }.boxed());
        let answers: Vec<_> = stream::iter(asked)
            .buffer_unordered(self.abreast)
            .collect()
            .await;
        let mut contacts = BTreeMap::new();
        for (whom, answer) in answers {
            contacts.insert(whom, answer?);
        }
        Ok(contacts)
    }

    async fn contact(&self, whom: Whom) -> anyhow::Result<Option<Contact>> {
        let answer = match whom {
            Whom::Dossier(dossier) => self.of_dossier(dossier).await,
            Whom::Proof(proof) => self.of_proof(proof).await,
            Whom::Complaint(complaint) => self.of_complaint(complaint).await,
            Whom::Booking { booking, cancelled } => self.of_booking(booking, cancelled).await,
        };
        match answer {
            Ok(contact) => Ok(Some(contact)),
            // Nobody can be reached: the whole round waits, and nothing is written.
            Err(status) if matches!(status.code(), Code::Unavailable | Code::DeadlineExceeded) => {
                Err(anyhow!("intake does not answer: {}", status.message()))
            }
            // What intake does not know has nobody to be told; digits may have run out.
            Err(status) if status.code() == Code::NotFound => Ok(Some(Contact {
                over: matches!(whom, Whom::Proof(_)),
                ..Contact::default()
            })),
            Err(status) => {
                tracing::warn!(?whom, code = %status.code(), "intake has no contact");
                Ok(None)
            }
        }
    }

    async fn of_dossier(&self, dossier: DossierId) -> Result<Contact, Status> {
        let request = GetContactRequest {
            dossier_id: dossier.to_string(),
            purpose: "Gửi thông báo về hồ sơ".to_owned(),
        };
        let mut client = IntakeServiceClient::new(self.intake.speaking(&self.actor));
        Ok(Contact {
            person: client.get_contact(request).await?.into_inner(),
            ..Contact::default()
        })
    }

    async fn of_proof(&self, proof: ProofId) -> Result<Contact, Status> {
        let proof_id = proof.to_string();
        let mut client = FeedbackServiceClient::new(self.intake.speaking(&self.actor));
        let text = client
            .get_proof_text(GetProofTextRequest { proof_id })
            .await?
            .into_inner();
        Ok(Contact {
            person: GetContactResponse {
                code: text.code,
                name: text.name,
                phone: text.phone,
                ..Default::default()
            },
            digits: text.digits,
            ..Contact::default()
        })
    }

    /// Nobody is told of a time that holds no more, nor that what they booked anew was called off.
    async fn of_booking(&self, booking: DossierId, cancelled: bool) -> Result<Contact, Status> {
        let booking_id = booking.to_string();
        let mut client = CounterServiceClient::new(self.intake.speaking(&self.actor));
        let told = client
            .get_booking_contact(GetBookingContactRequest { booking_id })
            .await?
            .into_inner();
        let kept = told.booking.unwrap_or_default();
        let wanted = match cancelled {
            true => BookingStatus::Cancelled,
            false => BookingStatus::Booked,
        };
        if kept.status() != wanted {
            return Ok(Contact {
                over: true,
                ..Contact::default()
            });
        }
        Ok(Contact {
            starts: moment(kept.starts),
            person: GetContactResponse {
                code: kept.code,
                name: kept.name,
                phone: kept.phone,
                receiving_unit: kept.unit,
                ..Default::default()
            },
            secret: told.secret,
            ..Contact::default()
        })
    }

    async fn of_complaint(&self, complaint: ComplaintId) -> Result<Contact, Status> {
        let complaint_id = complaint.to_string();
        let mut client = FeedbackServiceClient::new(self.intake.speaking(&self.actor));
        let about = client
            .get_complaint_contact(GetComplaintContactRequest { complaint_id })
            .await?
            .into_inner();
        Ok(Contact {
            person: GetContactResponse {
                code: about.code,
                name: about.name,
                phone: about.phone,
                email: about.email,
                receiving_unit: about.unit,
                ..Default::default()
            },
            ..Contact::default()
        })
    }
}
