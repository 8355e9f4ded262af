//! What people file, and the parcels it is about. Everybody in it is invented.

use proto::{
    intake::v1::{
        AcceptDossierRequest, AcceptSubmittedRequest, Channel, Filing, Person, ReturnMethod,
        SubmitDossierRequest,
    },
    land_records::v1::{
        Certificate, EnterParcelRequest, ExamineTransferRequest, FindParcelRequest, Holder,
        LandUse, Parcel, RegisterTransferRequest,
    },
};
use province::{Clients, officers::invented};
use uuid::Uuid;

use super::people::{here, until};

pub const CENTRE: &str = "org:mc-21028";
pub const PLACE: &str = "adm:21028";
pub const SHEET: u32 = 12;
pub const AREA: &str = "125,0";
pub const REGISTRAR: &str = "officer:registrar@org:vpdkdd";

/// A dossier as the person who filed it knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub id: String,
    pub code: String,
}

/// Somebody invented: name, citizen id, phone.
#[derive(Clone, Copy, Debug)]
pub struct Somebody(pub &'static str, pub &'static str, pub &'static str);

pub const SELLER: Somebody = Somebody("Nguyễn Văn Mẫu", "051070000001", "0912000001");
pub const BUYER: Somebody = Somebody("Trần Thị Ví Dụ", "051088000002", "0912000002");
pub const CLAIMANT: Somebody = Somebody("Lê Văn Thí Dụ", "051060000003", "0912000003");
pub const LOSER: Somebody = Somebody("Phạm Thị Minh Họa", "051075000004", "0912000004");
pub const BORROWER: Somebody = Somebody("Võ Văn Giả Định", "051080000005", "0912000005");
pub const WIDOW: Somebody = Somebody("Đỗ Thị Tưởng Tượng", "051055000006", "0912000006");
pub const MOTHER: Somebody = Somebody("Bùi Thị Thử Nghiệm", "051092000007", "0912000007");
pub const EVERYBODY: [Somebody; 7] = [SELLER, BUYER, CLAIMANT, LOSER, BORROWER, WIDOW, MOTHER];

impl Somebody {
    pub fn person(self) -> Person {
        invented(self.0, self.1, self.2)
    }

    fn holder(self) -> Holder {
        Holder {
            name: self.0.to_owned(),
            citizen_id: self.1.to_owned(),
            share_numerator: 1,
            share_denominator: 1,
        }
    }
}

/// A filing with every paper the checklist asks for, to be handed back at the counter.
pub async fn filing(
    clients: &Clients,
    procedure: &str,
    owner: Somebody,
    answers: &[(&str, &str)],
) -> Filing {
    until("the checklist", async || {
        clients
            .complete_filing(procedure, CENTRE, PLACE, owner.person(), answers)
            .await
            .ok()
    })
    .await
}

/// Hands a filing in at the desk.
pub async fn receive(clients: &Clients, filing: Filing, channel: Channel) -> Dossier {
    let request = AcceptDossierRequest {
        dossier_id: Uuid::now_v7().to_string(),
        filing: Some(filing),
        channel: channel.into(),
        ..Default::default()
    };
    accept(clients, request).await
}

/// Takes in what the post handed over at `signed`, such as `2026-11-02T08:30`, by its minutes.
pub async fn from_the_post(clients: &Clients, filing: Filing, signed: &str) -> Dossier {
    let signed = super::at(signed);
    let request = AcceptDossierRequest {
        dossier_id: Uuid::now_v7().to_string(),
        filing: Some(filing),
        channel: Channel::Post.into(),
        handed_over_at: Some(prost_types::Timestamp {
            seconds: signed.timestamp(),
            nanos: 0,
        }),
        minutes: "BB-0001".to_owned(),
        ..Default::default()
    };
    accept(clients, request).await
}

async fn accept(clients: &Clients, request: AcceptDossierRequest) -> Dossier {
    let accepted = until("the reception", async || {
        here(
            clients
                .intake(&desk())
                .accept_dossier(request.clone())
                .await,
        )
    })
    .await;
    Dossier {
        id: accepted.dossier_id,
        code: accepted.code,
    }
}

/// Files online, and has the desk receive it.
pub async fn file_online(clients: &Clients, filing: Filing) -> Dossier {
    let id = Uuid::now_v7().to_string();
    let request = SubmitDossierRequest {
        dossier_id: id.clone(),
        filing: Some(filing),
        ..Default::default()
    };
    let filed = clients
        .intake("citizen")
        .submit_dossier(request)
        .await
        .unwrap()
        .into_inner();
    let request = AcceptSubmittedRequest {
        dossier_id: id.clone(),
        ..Default::default()
    };
    let accepted = clients
        .intake(&desk())
        .accept_submitted(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        accepted.code, filed.code,
        "one code from the first day to the last"
    );
    Dossier {
        id,
        code: accepted.code,
    }
}

pub fn desk() -> String {
    format!("officer:reception@{CENTRE}")
}

/// A parcel taken over from the old books.
pub async fn parcel(clients: &Clients, number: u32, holder: Somebody) {
    let request = EnterParcelRequest {
        parcel_id: Uuid::now_v7().to_string(),
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        area: AREA.to_owned(),
        uses: vec![LandUse {
            code: "ODT".to_owned(),
            area: AREA.to_owned(),
            ..Default::default()
        }],
        holders: vec![holder.holder()],
        serial: serial(number),
        register_no: format!("CH{number:06}"),
        ..Default::default()
    };
    until("the parcel", async || {
        here(clients.land(REGISTRAR).enter_parcel(request.clone()).await)
    })
    .await;
}

/// The number of the certificate a parcel came with.
pub fn serial(number: u32) -> String {
    format!("BA {:08}", 10_000_000 + number)
}

pub async fn find(clients: &Clients, number: u32) -> Parcel {
    until("the parcel", async || {
        let request = FindParcelRequest {
            commune: PLACE.to_owned(),
            sheet: SHEET,
            number,
        };
        here(clients.land(REGISTRAR).find_parcel(request).await)?.parcel
    })
    .await
}

/// The certificates that count, and those that no longer do.
pub fn live_and_closed(parcel: &Parcel) -> (Vec<&Certificate>, Vec<&Certificate>) {
    parcel
        .certificates
        .iter()
        .partition(|certificate| certificate.closed_at.is_none())
}

/// The seller's parcel goes to the buyer; the result comes by post.
pub async fn transfer(clients: &Clients, number: u32) -> Dossier {
    let parcel = number.to_string();
    let answers = [
        ("change", "transfer"),
        ("map_sheet", "12"),
        ("parcel_number", parcel.as_str()),
        ("area", AREA),
        ("certificate_number", &serial(number)),
        ("transferor_name", SELLER.0),
        ("transferor_id", SELLER.1),
        ("transferee_name", BUYER.0),
        ("transferee_id", BUYER.1),
        ("transferee_phone", BUYER.2),
        ("price", "850000000"),
        ("contract_date", "2026-10-30"),
    ];
    let mut filing = filing(clients, "1.013831", BUYER, &answers).await;
    filing.return_method = ReturnMethod::Post.into();
    filing.return_address = "Tổ dân phố Ví Dụ, phường Nghĩa Lộ, tỉnh Quảng Ngãi".to_owned();
    receive(clients, filing, Channel::Counter).await
}

pub fn examine(number: u32) -> ExamineTransferRequest {
    ExamineTransferRequest {
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        area: AREA.to_owned(),
        transferor_citizen_id: SELLER.1.to_owned(),
        ..Default::default()
    }
}

pub fn register(number: u32) -> RegisterTransferRequest {
    RegisterTransferRequest {
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        transferor_citizen_id: SELLER.1.to_owned(),
        to: vec![BUYER.holder()],
        ..Default::default()
    }
}
