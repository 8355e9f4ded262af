//! The land registry alone: each act changes the register and its case together.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod acts;
mod afterwards;
mod fields;
mod parcels;
mod together;
mod transfer;

#[path = "../../../../crates/agency/tests/support/intake.rs"]
mod intake;
#[path = "../../../../crates/agency/tests/support/mod.rs"]
mod support;

use chassis::client::Speaking;
use intake::Intake;
use kernel::ParcelId;
use proto::{
    agency::v1::*,
    land_records::v1::{land_records_service_client::LandRecordsServiceClient, *},
    routing::v1::LegOffered,
};
use support::{Running, World};

const UNIT: &str = "org:vpdkdd";
const AN: &str = "officer:an@org:vpdkdd";
const HEAD: &str = "head:truong@org:vpdkdd";
const STRANGER: &str = "officer:la@org:thue-tinh";
const COMMUNE: &str = "adm:21028";
const SELLER: &str = "051070000001";
const WIFE: &str = "051070000002";
const BUYER: &str = "051088000002";

/// The registry, with intake beside it.
struct Registry {
    world: World,
    intake: Intake,
    running: Running,
}

impl Registry {
    async fn new() -> Self {
        Self::started(World::new("land-records").await).await
    }

    /// The same, where statements are checked.
    async fn guarded() -> Self {
        Self::started(World::guarded("land-records").await).await
    }

    async fn started(world: World) -> Self {
        let intake = Intake::start().await;
        let boot = world.boot(&[("services.intake", intake.address())]);
        let running = world.start(land_records::assemble(boot).await).await;
        Self {
            world,
            intake,
            running,
        }
    }

    fn land(&self, actor: &str) -> LandRecordsServiceClient<Speaking> {
        LandRecordsServiceClient::new(self.world.speaking(actor))
    }

    /// Thửa 551, tờ 12, in the hands of those persons in equal parts.
    async fn parcel(&self, holders: &[&str]) -> EnterParcelRequest {
        let request = entry(holders);
        self.land(AN).enter_parcel(request.clone()).await.unwrap();
        request
    }

    async fn find(&self) -> Parcel {
        let request = FindParcelRequest {
            commune: COMMUNE.into(),
            sheet: 12,
            number: 551,
        };
        let found = self.land(AN).find_parcel(request).await;
        found.unwrap().into_inner().parcel.unwrap()
    }

    /// A leg that arrived and was taken.
    async fn taken(&self, procedure: &str, task: &str, approval: bool) -> LegOffered {
        let offer = LegOffered {
            procedure: procedure.into(),
            approval,
            ..self.world.offer(UNIT, task)
        };
        self.world.arrived(AN, &offer).await;
        let case_id = offer.leg_id.clone();
        let take = TakeRequest {
            case_id,
            ..Default::default()
        };
        self.world.agency(AN).take(take).await.unwrap();
        let answers = [
            ("change", "transfer"),
            ("transferee_name", "Trần Thị Ví Dụ"),
            ("transferee_id", BUYER),
            ("contract_date", "2026-11-16"),
            ("mortgagor_id", SELLER),
        ];
        self.intake.keeps(&offer.dossier_id, &answers);
        offer
    }

    async fn approve(&self, offer: &LegOffered) {
        let case_id = offer.leg_id.clone();
        let approve = ApproveRequest {
            case_id,
            ..Default::default()
        };
        self.world.agency(HEAD).approve(approve).await.unwrap();
    }

    async fn complete(&self, offer: &LegOffered) -> Result<Case, tonic::Status> {
        let complete = CompleteRequest {
            case_id: offer.leg_id.clone(),
            conclusion: None,
            ..Default::default()
        };
        let answer = self.world.agency(AN).complete(complete).await?;
        Ok(answer.into_inner().case.unwrap())
    }
}

fn entry(holders: &[&str]) -> EnterParcelRequest {
    let holder = |number: &&str| Holder {
        name: format!("Người Thử {}", &number[9..]),
        citizen_id: (*number).into(),
        share_numerator: 1,
        share_denominator: holders.len() as u32,
    };
    EnterParcelRequest {
        parcel_id: ParcelId::mint().to_string(),
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
        area: "125,0".into(),
        uses: vec![LandUse {
            code: "ODT".into(),
            area: "125.0".into(),
            ..Default::default()
        }],
        holders: holders.iter().map(holder).collect(),
        serial: "BA 123456".into(),
        register_no: "CH 00551".into(),
        ..Default::default()
    }
}

fn examine(offer: &LegOffered) -> ExamineTransferRequest {
    ExamineTransferRequest {
        case_id: offer.leg_id.clone(),
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
        area: "125.0".into(),
        transferor_citizen_id: SELLER.into(),
        ..Default::default()
    }
}

fn transfer(offer: &LegOffered, to: &str) -> RegisterTransferRequest {
    RegisterTransferRequest {
        case_id: offer.leg_id.clone(),
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
        transferor_citizen_id: SELLER.into(),
        to: vec![Holder {
            name: "Trần Thị Ví Dụ".into(),
            citizen_id: to.into(),
            share_numerator: 1,
            share_denominator: 1,
        }],
        ..Default::default()
    }
}

fn mortgage(offer: &LegOffered) -> RegisterMortgageRequest {
    RegisterMortgageRequest {
        case_id: offer.leg_id.clone(),
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
        mortgagee: "Ngân hàng Thử Nghiệm".into(),
        contract: "HĐTC 07/2026".into(),
        ..Default::default()
    }
}

fn reissue(offer: &LegOffered, lost: &str) -> ReissueCertificateRequest {
    ReissueCertificateRequest {
        case_id: offer.leg_id.clone(),
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
        lost_serial: lost.into(),
        ..Default::default()
    }
}

fn holders(parcel: &Parcel) -> Vec<&str> {
    let holders = parcel.holders.iter();
    holders.map(|holder| holder.citizen_id.as_str()).collect()
}

/// The serials of the certificates that are valid.
fn valid(parcel: &Parcel) -> Vec<&str> {
    let certificates = parcel.certificates.iter();
    let open = certificates.filter(|certificate| certificate.closed_at.is_none());
    open.map(|certificate| certificate.serial.as_str())
        .collect()
}
