//! The acts that change the register: at once where nobody must approve or somebody has;
//! otherwise drafted, and carried out as the case completes.

use agency::{AtWork, By};
use agency_domain::{Case, Conclusion, Refusal as CaseRefusal, Stage};
use chassis::{Error, Repository as _, Result};
use kernel::{CaseId, Decider as _, Instant, PartyId, Personal};
use land_records_domain::{Area, Correction, Holder, Origin, Parcel, Place, Refusal, Serial, Use};
use sqlx::PgConnection;

use crate::{
    acts::Act,
    draft::{Draft, KeptWish},
    grpc::LandApi,
    page::{KeptBlank, KeptHolder},
    parcels::Parcels,
    practice::{registered, registry},
    store,
};

/// What an officer wants registered.
pub enum Wanted {
    Transfer {
        from: Vec<Personal<PartyId>>,
        to: Vec<Holder>,
        mortgagee_consents: bool,
    },
    Mortgage {
        mortgagors: Vec<Personal<PartyId>>,
        mortgagee: Personal<String>,
        contract: String,
    },
    /// None: whichever certificate is valid.
    Reissue { lost: Option<Serial> },
    /// The certificate to be corrected; none: the one in force. What is said of it is kept in the
    /// correction with whatever serial stands there.
    Correct {
        wrong: Option<Serial>,
        correction: Box<Wish>,
    },
}

/// What a correction should make of the register.
pub struct Wish {
    pub reason: String,
    pub address: Option<String>,
    pub area: Option<Area>,
    pub uses: Vec<Use>,
    pub origin: Option<Origin>,
    pub holders: Vec<Holder>,
}

impl Wanted {
    fn act(&self) -> Act {
        match self {
            Self::Transfer { .. } => Act::RegisterTransfer,
            Self::Mortgage { .. } => Act::RegisterMortgage,
            Self::Reissue { .. } => Act::ReissueCertificate,
            Self::Correct { .. } => Act::CorrectCertificate,
        }
    }
}

/// The parcel as it is now, and what was drafted for it.
pub struct Outcome {
    pub case: Case,
    pub parcel: Parcel,
    pub draft: Draft,
}

impl LandApi {
    /// Carries an act out, or drafts and proposes it, with its case in one transaction. Asked
    /// again for the same, it answers the same.
    pub async fn register(
        &self,
        by: &By,
        (id, seen): (CaseId, u32),
        place: &Place,
        wanted: Wanted,
    ) -> Result<Outcome> {
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let work = AtWork::on(&mut tx, self.agency(), by, (id, seen)).await?;
        let case = &work.case;
        wanted.act().must_conclude(case)?;
        let found = store::at(&mut tx, place).await?;
        let found = found.ok_or_else(|| Error::refused(Refusal::Unknown))?.state;
        let known = store::draft(&mut tx, id).await?;
        let draft = self
            .draft(&mut tx, wanted, case, &found, known.as_ref())
            .await?;
        if known.as_ref() != Some(&draft) {
            work.as_seen(&mut tx).await?;
            if let (Some(_), Some(refusal)) = (&known, settled(case)) {
                return Err(Error::refused(refusal));
            }
            store::keep_draft(&mut tx, id, &draft).await?;
        }
        let parcel = if is_before_head(case) {
            self.would_be_allowed(&mut tx, case, &draft, now).await?
        } else {
            let zone = self.province.zone();
            registered(&mut tx, zone, case, &draft, &by.actor, now).await?
        };
        let conclusion = Conclusion {
            document: draft.certificate().map(|blank| blank.serial.to_string()),
            reason: draft.reason(),
            ..Conclusion::granted()
        };
        let case = work.conclude(&mut tx, now, conclusion).await?;
        self.chassis.commit(tx).await?;
        Ok(Outcome {
            case,
            parcel,
            draft,
        })
    }

    /// What is wanted, with the blank that was set aside for this case before, or a new one.
    async fn draft(
        &self,
        tx: &mut PgConnection,
        wanted: Wanted,
        case: &Case,
        found: &Parcel,
        known: Option<&Draft>,
    ) -> Result<Draft> {
        let parcel = found.id;
        Ok(match wanted {
            Wanted::Transfer {
                from,
                to,
                mortgagee_consents,
            } => Draft::Transfer {
                parcel,
                from,
                to: to.iter().map(KeptHolder::of).collect(),
                certificate: self.blank(tx, known).await?,
                mortgagee_consents,
            },
            Wanted::Mortgage {
                mortgagors,
                mortgagee,
                contract,
            } => Draft::Mortgage {
                parcel,
                mortgagors,
                mortgagee,
                contract,
            },
            Wanted::Reissue { lost } => Draft::Reissue {
                parcel,
                lost: named_or_valid(lost, found, known)?,
                certificate: self.blank(tx, known).await?,
            },
            Wanted::Correct { wrong, correction } => {
                let wrong = named_or_valid(wrong, found, known)?;
                let wrong = wrong.parse::<Serial>().map_err(Error::fault)?;
                let Wish {
                    reason,
                    address,
                    area,
                    uses,
                    origin,
                    holders,
                } = *correction;
                let correction = Correction {
                    wrong,
                    reason: Personal::new(reason),
                    at_cost_of: case.offer.unit.clone(),
                    address,
                    area,
                    uses,
                    origin,
                    holders,
                };
                Draft::Correct {
                    parcel,
                    correction: Box::new(KeptWish::of(&correction)),
                    certificate: self.blank(tx, known).await?,
                }
            }
        })
    }

    async fn blank(&self, tx: &mut PgConnection, known: Option<&Draft>) -> Result<KeptBlank> {
        Ok(KeptBlank::of(&match known.and_then(Draft::certificate) {
            Some(blank) => blank,
            None => self.blanks.next(tx).await?,
        }))
    }

    /// Asks the rules now, so that the head is not shown what could not be registered.
    async fn would_be_allowed(
        &self,
        tx: &mut PgConnection,
        case: &Case,
        draft: &Draft,
        now: Instant,
    ) -> Result<Parcel> {
        let stored = Parcels::load(tx, &[draft.parcel().uuid()]).await?.pop();
        let parcel = stored.map(|stored| stored.state);
        let registry = registry(self.province.zone(), now);
        let command = draft.command(case.offer.dossier)?;
        Parcel::decide(&registry, parcel.as_ref(), command).map_err(Error::refused)?;
        parcel.ok_or_else(|| Error::refused(Refusal::Unknown))
    }
}

/// The certificate that is to be replaced: the one named, the one named before, or the valid one.
fn named_or_valid(named: Option<Serial>, found: &Parcel, known: Option<&Draft>) -> Result<String> {
    match (named, known) {
        (Some(named), _) => return Ok(named.to_string()),
        (None, Some(Draft::Reissue { lost, .. })) => return Ok(lost.clone()),
        (None, Some(Draft::Correct { correction, .. })) => {
            return Ok(correction.wrong().to_owned());
        }
        (None, _) => {}
    }
    let valid = found.certificate().map(|valid| valid.serial.to_string());
    valid.ok_or_else(|| Error::refused(Refusal::CertificateNotCurrent))
}

fn is_before_head(case: &Case) -> bool {
    case.offer.approval && matches!(case.stage, Stage::Held(_) | Stage::Proposed { .. })
}

/// Why what was drafted can no longer be another thing.
fn settled(case: &Case) -> Option<CaseRefusal> {
    match case.stage {
        Stage::Approved { .. } => Some(CaseRefusal::NotAsApproved),
        Stage::Completed { .. } => Some(CaseRefusal::ConcludedOtherwise),
        _ => None,
    }
}
