//! Invented people on an invented parcel.

use chrono::NaiveDate;
use kernel::{CertificateId, Decider as _, DossierId, Instant, ParcelId, PartyId, Personal};

use crate::*;

pub const AN: &str = "051000000001";
pub const BINH: &str = "051000000002";
pub const CHI: &str = "051000000003";

pub fn moment(raw: &str) -> Instant {
    raw.parse().unwrap()
}
pub fn now() -> Instant {
    moment("2026-11-20T03:15:42Z")
}
pub fn issued_at() -> Instant {
    moment("2019-05-06T01:00:00Z")
}
pub fn registry() -> Registry {
    Registry {
        now: now(),
        today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
    }
}
pub fn area(raw: &str) -> Area {
    raw.parse().unwrap()
}
pub fn party(number: &str) -> Personal<PartyId> {
    Personal::new(number.parse().unwrap())
}
pub fn persons(numbers: &[&str]) -> Vec<Personal<PartyId>> {
    numbers.iter().map(|number| party(number)).collect()
}
pub fn holder(number: &str, name: &str, share: Share) -> Holder {
    Holder {
        number: party(number),
        name: Personal::new(name.into()),
        share,
    }
}
pub fn couple() -> Vec<Holder> {
    let half = Share::new(1, 2).unwrap();
    vec![
        holder(BINH, "Trần Văn Thử", half),
        holder(CHI, "Lê Thị Ví Dụ", half),
    ]
}
pub fn blank(serial: &str) -> NewCertificate {
    let register_no = format!("VP {}", &serial[serial.len() - 2..]);
    NewCertificate {
        id: CertificateId::mint(),
        serial: serial.parse().unwrap(),
        register_no,
    }
}
pub fn first_certificate() -> CertificateId {
    "01900000-0000-7000-8000-00000000ce01".parse().unwrap()
}

/// Thửa 551, tờ 12, held by one person since 2019.
pub fn entry() -> Entry {
    let parcel: ParcelId = "01900000-0000-7000-8000-000000000551".parse().unwrap();
    let part = |purpose, raw: &str| Use {
        purpose,
        area: area(raw),
        term: Term::Lasting,
    };
    Entry {
        parcel,
        place: Place {
            commune: "adm:21028".into(),
            sheet: 12,
            number: 551,
        },
        address: "Thôn Thử Nghiệm, xã Ví Dụ".into(),
        area: area("551,2"),
        uses: vec![part(LandUse::Ont, "200"), part(LandUse::Cln, "351,2")],
        origin: Origin::RecognisedFree,
        holders: vec![holder(AN, "Nguyễn Thị Mẫu", Share::WHOLE)],
        certificate: NewCertificate {
            id: first_certificate(),
            ..blank("AA 00000001")
        },
        issued_at: issued_at(),
        dossier: None,
    }
}
pub fn entered() -> Event {
    Event::Entered {
        entry: entry(),
        at: now(),
    }
}
pub fn claim() -> Claim {
    Claim {
        sheet: 12,
        number: 551,
        area: area("551,2"),
        serial: "AA 00000001".parse().ok(),
        transferors: persons(&[AN]),
        mortgagee_consents: false,
    }
}
pub fn check_transfer(claim: Claim) -> Command {
    Command::CheckTransfer {
        slip: "1/PCTT".into(),
        dossier: DossierId::mint(),
        claim,
    }
}
pub fn transfer(
    dossier: DossierId,
    from: &[&str],
    to: Vec<Holder>,
    certificate: NewCertificate,
) -> Command {
    let from = persons(from);
    Command::RegisterTransfer {
        dossier,
        from,
        to,
        certificate,
        mortgagee_consents: false,
    }
}
pub fn mortgage(dossier: DossierId, by: &[&str]) -> Command {
    Command::RegisterMortgage {
        dossier,
        mortgagors: persons(by),
        mortgagee: Personal::new("Ngân hàng Thử Nghiệm".into()),
        contract: "HĐTC 07/2026".into(),
    }
}
pub fn seize(order: &str) -> Command {
    Command::Seize {
        order: order.into(),
        by: "Cơ quan thi hành án (thử nghiệm)".into(),
        ground: "Bảo đảm thi hành bản án".into(),
    }
}

/// The history with what follows from the command, which must be allowed.
#[track_caller]
pub fn after(history: &[Event], when: Command) -> Vec<Event> {
    let parcel = Parcel::replay(history);
    let events = Parcel::decide(&registry(), parcel.as_ref(), when).unwrap();
    [history, &events].concat()
}

pub fn correction() -> Correction {
    Correction {
        wrong: "AA 00000001".parse().unwrap(),
        reason: Personal::new("In sai họ tên người sử dụng đất".into()),
        at_cost_of: "org:vpdkdd".into(),
        address: None,
        area: None,
        uses: vec![],
        origin: None,
        holders: vec![holder(AN, "Nguyễn Thị Mẫu Mực", Share::WHOLE)],
    }
}
pub fn correct(dossier: DossierId, certificate: NewCertificate) -> Command {
    Command::CorrectCertificate {
        dossier,
        correction: correction(),
        certificate,
    }
}
