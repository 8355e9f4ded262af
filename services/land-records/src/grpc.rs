//! What can be asked of the land registry.

use std::sync::Arc;

use agency::{By, Files, wire::case_id};
use chassis::{Chassis, Error, Order, Result, execute_one};
use kernel::{CaseId, CertificateId, DossierId, ParcelId, Personal};
use land_records_domain::{
    Claim, Command, Entry, NewCertificate, Origin, Place, Refusal, RestrictionKind, Serial,
};
use proto::land_records::v1::{land_records_service_server::LandRecordsService, *};
use tonic::{Request, Response, Status};

use crate::{
    acts::PROCEDURES,
    blanks::Blanks,
    parcels::Parcels,
    practice::registry,
    province::Province,
    register::{Outcome, Wanted, Wish},
    store,
    wire::{self, Reader, renamed},
};

/// The calls of the land registry.
#[derive(Clone)]
pub struct LandApi {
    pub chassis: Chassis,
    pub province: Arc<Province>,
    pub files: Files,
    pub blanks: Blanks,
}

type Reply<T> = Result<Response<T>, Status>;

const TRANSFER: [(&str, &str); 3] = [
    ("transferors", "transferor_citizen_id"),
    ("holders", "to"),
    ("serial", "number"),
];
const REISSUE: [(&str, &str); 1] = [("serial", "lost_serial")];
const CORRECTION: [(&str, &str); 1] = [("serial", "wrong_serial")];

impl LandApi {
    /// The register itself is open to those who keep it; others work through a case.
    fn registrar(&self, by: &By) -> Result<()> {
        let keeps = self.province.keeps_register(by.unit());
        match keeps && self.agency().charged_with(by, &PROCEDURES) {
            true => Ok(()),
            false => Err(Error::refused(Refusal::Unknown)),
        }
    }

    /// What every agency knows of the province.
    pub fn agency(&self) -> &agency::Province {
        self.province.common()
    }

    async fn enter(&self, by: &By, asked: EnterParcelRequest) -> Result<Parcel> {
        self.registrar(by)?;
        let now = self.chassis.clock.now();
        let mut read = Reader::default();
        let parcel = asked.parcel_id.parse::<ParcelId>();
        let parcel = parcel.map_err(|_| "Mã thửa đất phải là một UUID.");
        let parcel = read.check("parcel_id", parcel);
        let place = read.place(&asked.commune, asked.sheet, asked.number);
        let commune = place
            .as_ref()
            .and_then(|place| self.province.commune(&place.commune));
        if commune.is_none() {
            read.wrong("commune", "Không có xã, phường này trong danh mục.");
        }
        let address = commune.map(|commune| match asked.address.trim() {
            "" => commune,
            within => format!("{within}, {commune}"),
        });
        let zone = self.province.zone();
        let issued_on = read.issued_on(&asked.issued_on, zone, now);
        let origin = read.origin(&asked.origin).unwrap_or(Origin::Unstated);
        let area = read.area("area", &asked.area);
        let uses = read.uses(&asked.uses);
        let holders = read.holders("holders", &asked.holders);
        let serial = read.check("serial", asked.serial.parse::<Serial>());
        read.finish()?;
        let (Some(parcel), Some(place), Some(area), Some(serial), Some(address)) =
            (parcel, place, area, serial, address)
        else {
            return Err(Error::field("parcel_id", "Không đọc được yêu cầu."));
        };

        let mut tx = self.chassis.begin().await?;
        let known = store::at(&mut tx, &place).await?;
        if known
            .as_ref()
            .is_some_and(|known| known.id != parcel.uuid())
        {
            return Err(Error::refused(Refusal::AlreadyEntered));
        }
        let printed_for = store::parcel_of(&mut tx, &serial).await?;
        if printed_for.is_some_and(|owner| owner != parcel) {
            return Err(Error::refused(Refusal::SerialInUse));
        }
        // The request does not say the certificate's id, and perhaps not its day: what a first
        // call fixed, a retry takes over.
        let first = known.and_then(|known| known.state.certificates.into_iter().next());
        let (id, issued_at) = first.map_or_else(
            || (CertificateId::mint(), now),
            |first| (first.id, first.issued_at),
        );
        let issued_at = issued_on.unwrap_or(issued_at);
        let entry = Entry {
            parcel,
            place,
            address,
            area,
            uses,
            origin,
            holders,
            certificate: NewCertificate {
                id,
                serial,
                register_no: asked.register_no,
            },
            issued_at,
            dossier: None,
        };
        let order = Order::new(parcel, Command::Enter(entry), &by.actor, now);
        let registry = registry(zone, now);
        let carried = execute_one::<Parcels>(&mut tx, &registry, order).await?;
        self.chassis.commit(tx).await?;
        Ok(wire::parcel(&carried.state))
    }

    async fn find(&self, by: &By, asked: FindParcelRequest) -> Result<Parcel> {
        self.registrar(by)?;
        let mut read = Reader::default();
        let place = read.place(&asked.commune, asked.sheet, asked.number);
        read.finish()?;
        let place = place.ok_or_else(|| Error::refused(Refusal::Unknown))?;
        let mut tx = self.chassis.begin().await?;
        let found = store::at(&mut tx, &place).await?;
        let found = found.ok_or_else(|| Error::refused(Refusal::Unknown))?;
        let now = self.chassis.clock.now();
        store::looked(&mut tx, found.id.into(), by.name(), now).await?;
        self.chassis.commit(tx).await?;
        Ok(wire::parcel(&found.state))
    }

    /// The certificate an act issued, or will issue once it is approved.
    fn issued(outcome: &Outcome) -> Option<Certificate> {
        let drafted = outcome.draft.certificate()?;
        let mut issued = outcome.parcel.certificates.iter();
        Some(match issued.find(|known| known.id == drafted.id) {
            Some(issued) => wire::certificate(issued),
            None => Certificate {
                certificate_id: drafted.id.to_string(),
                serial: drafted.serial.to_string(),
                register_no: drafted.register_no,
                issued_at: None,
                closed_at: None,
            },
        })
    }
}

/// When the mortgage of a dossier was registered.
fn registered_at(outcome: &Outcome) -> Option<kernel::Instant> {
    let by: DossierId = outcome.case.offer.dossier;
    let mut restrictions = outcome.parcel.restrictions.iter();
    restrictions.find_map(|restriction| match &restriction.kind {
        RestrictionKind::Mortgage {
            dossier,
            registered_at,
            ..
        } if *dossier == by => Some(*registered_at),
        _ => None,
    })
}

/// The case and the place every act names, and what else is read with them.
fn act_on<T>(
    id: &str,
    (commune, sheet, number): (&str, u32, u32),
    rest: impl FnOnce(&mut Reader) -> Option<T>,
) -> Result<(CaseId, Place, T)> {
    let id = case_id("case_id", id)?;
    let mut read = Reader::default();
    let place = read.place(commune, sheet, number);
    let rest = rest(&mut read);
    read.finish()?;
    match (place, rest) {
        (Some(place), Some(rest)) => Ok((id, place, rest)),
        _ => Err(Error::field("case_id", "Không đọc được yêu cầu.")),
    }
}

#[tonic::async_trait]
impl LandRecordsService for LandApi {
    async fn enter_parcel(
        &self,
        request: Request<EnterParcelRequest>,
    ) -> Reply<EnterParcelResponse> {
        let by = By::of(&request)?;
        let parcel = Some(self.enter(&by, request.into_inner()).await?);
        Ok(Response::new(EnterParcelResponse { parcel }))
    }

    async fn find_parcel(&self, request: Request<FindParcelRequest>) -> Reply<FindParcelResponse> {
        let by = By::of(&request)?;
        let parcel = Some(self.find(&by, request.into_inner()).await?);
        Ok(Response::new(FindParcelResponse { parcel }))
    }

    async fn examine_transfer(
        &self,
        request: Request<ExamineTransferRequest>,
    ) -> Reply<ExamineTransferResponse> {
        let by = By::of(&request)?;
        let asked = request.into_inner();
        let at = (asked.commune.as_str(), asked.sheet, asked.number);
        let (id, place, claim) = act_on(&asked.case_id, at, |read| {
            let area = read.area("area", &asked.area);
            let number = &asked.transferor_citizen_id;
            Some(Claim {
                sheet: asked.sheet,
                number: asked.number,
                transferors: read.parties("transferor_citizen_id", number),
                area: area?,
                // Read from the dossier's own form, once it is open.
                serial: None,
                mortgagee_consents: asked.mortgagee_consents,
            })
        })?;
        let slip = self
            .examine(&by, (id, asked.expected_version), &place, claim)
            .await;
        let tax_slip = slip.map_err(|error| renamed(error, &TRANSFER))?;
        Ok(Response::new(ExamineTransferResponse { tax_slip }))
    }

    async fn register_transfer(
        &self,
        request: Request<RegisterTransferRequest>,
    ) -> Reply<RegisterTransferResponse> {
        let by = By::of(&request)?;
        let asked = request.into_inner();
        let at = (asked.commune.as_str(), asked.sheet, asked.number);
        let (id, place, wanted) = act_on(&asked.case_id, at, |read| {
            let number = &asked.transferor_citizen_id;
            Some(Wanted::Transfer {
                from: read.parties("transferor_citizen_id", number),
                to: read.holders("to", &asked.to),
                mortgagee_consents: asked.mortgagee_consents,
            })
        })?;
        let on = (id, asked.expected_version);
        let outcome = self.register(&by, on, &place, wanted).await;
        let outcome = outcome.map_err(|error| renamed(error, &TRANSFER))?;
        let certificate = Self::issued(&outcome);
        Ok(Response::new(RegisterTransferResponse { certificate }))
    }

    async fn register_mortgage(
        &self,
        request: Request<RegisterMortgageRequest>,
    ) -> Reply<RegisterMortgageResponse> {
        let by = By::of(&request)?;
        let asked = request.into_inner();
        let at = (asked.commune.as_str(), asked.sheet, asked.number);
        let (id, place, ()) = act_on(&asked.case_id, at, |_| Some(()))?;
        let mortgagors = self.mortgagors(&by, (id, asked.expected_version)).await?;
        let wanted = Wanted::Mortgage {
            mortgagors,
            mortgagee: Personal::new(asked.mortgagee),
            contract: asked.contract,
        };
        let on = (id, asked.expected_version);
        let outcome = self.register(&by, on, &place, wanted).await;
        let outcome = outcome.map_err(|error| renamed(error, &[("transferors", "number")]))?;
        let registered_at = registered_at(&outcome).map(chassis::wire::timestamp);
        Ok(Response::new(RegisterMortgageResponse { registered_at }))
    }

    async fn reissue_certificate(
        &self,
        request: Request<ReissueCertificateRequest>,
    ) -> Reply<ReissueCertificateResponse> {
        let by = By::of(&request)?;
        let asked = request.into_inner();
        let at = (asked.commune.as_str(), asked.sheet, asked.number);
        let (id, place, wanted) = act_on(&asked.case_id, at, |read| {
            let lost = Some(asked.lost_serial.trim()).filter(|raw| !raw.is_empty());
            let lost = lost.map(str::parse::<Serial>).transpose();
            let lost = read.check("lost_serial", lost)?;
            Some(Wanted::Reissue { lost })
        })?;
        let on = (id, asked.expected_version);
        let outcome = self.register(&by, on, &place, wanted).await;
        let outcome = outcome.map_err(|error| renamed(error, &REISSUE))?;
        let certificate = Self::issued(&outcome);
        Ok(Response::new(ReissueCertificateResponse { certificate }))
    }

    async fn correct_certificate(
        &self,
        request: Request<CorrectCertificateRequest>,
    ) -> Reply<CorrectCertificateResponse> {
        let by = By::of(&request)?;
        let asked = request.into_inner();
        let at = (asked.commune.as_str(), asked.sheet, asked.number);
        let (id, place, wanted) = act_on(&asked.case_id, at, |read| {
            let said = |raw: &str| Some(raw.trim().to_owned()).filter(|text| !text.is_empty());
            let wrong = said(&asked.wrong_serial).map(|raw| raw.parse::<Serial>());
            let wrong = read.check("wrong_serial", wrong.transpose())?;
            let area = match said(&asked.area) {
                Some(raw) => Some(read.area("area", &raw)?),
                None => None,
            };
            let correction = Wish {
                reason: asked.reason.clone(),
                address: said(&asked.address),
                area,
                uses: match asked.uses.as_slice() {
                    [] => vec![],
                    uses => read.uses(uses),
                },
                origin: read.origin(&asked.origin),
                holders: read.holders("holders", &asked.holders),
            };
            let correction = Box::new(correction);
            Some(Wanted::Correct { wrong, correction })
        })?;
        let on = (id, asked.expected_version);
        let outcome = self.register(&by, on, &place, wanted).await;
        let outcome = outcome.map_err(|error| renamed(error, &CORRECTION))?;
        let certificate = Self::issued(&outcome);
        Ok(Response::new(CorrectCertificateResponse { certificate }))
    }
}
