//! A parcel changes hands.

use kernel::working_time::Term;
use proto::{
    agency::v1::Conclusion,
    intake::v1::{AcceptDossierRequest, Channel, ReturnMethod, Stage},
    land_records::v1::{
        EnterParcelRequest, ExamineTransferRequest, Holder, LandUse, RegisterTransferRequest,
    },
    routing::v1::SettlePaymentRequest,
};
use province::{
    Clients,
    officers::{in_favour, invented, until},
};
use uuid::Uuid;

use super::{CENTRE, PLACE, Teller, Told, time};
use crate::say::say;

const SHEET: u32 = 12;
const SELLER: &str = "051070000001";
const BUYER: &str = "051088000002";

/// A parcel changes hands (1.013831), from the desk to the buyer's SMS.
///
/// # Errors
/// When any step is refused or does not come about.
pub async fn land_transfer(clients: &Clients) -> anyhow::Result<Told> {
    say("");
    say(
        "CHUYỂN NHƯỢNG ĐẤT (1.013831): bà Trần Thị Ví Dụ nhận chuyển nhượng thửa đất ở phường Nghĩa Lộ",
    );
    let number = parcel(clients).await?;
    let buyer = invented("Trần Thị Ví Dụ", BUYER, "0912000002");
    let parcel_number = number.to_string();
    let serial = serial(number);
    let answers = [
        ("change", "transfer"),
        ("map_sheet", "12"),
        ("parcel_number", parcel_number.as_str()),
        ("area", "125,0"),
        ("certificate_number", serial.as_str()),
        ("transferor_name", "Nguyễn Văn Mẫu"),
        ("transferor_id", SELLER),
        ("transferee_name", "Trần Thị Ví Dụ"),
        ("transferee_id", BUYER),
        ("transferee_phone", "0912000002"),
        ("contract_date", "2026-11-16"),
    ];
    let mut filing = clients
        .complete_filing("1.013831", CENTRE, PLACE, buyer, &answers)
        .await?;
    filing.return_method = ReturnMethod::Post.into();
    filing.return_address = "Tổ dân phố Ví Dụ, phường Nghĩa Lộ, tỉnh Quảng Ngãi".to_owned();
    let request = AcceptDossierRequest {
        dossier_id: Uuid::now_v7().to_string(),
        filing: Some(filing),
        channel: Channel::Counter.into(),
        ..Default::default()
    };
    let desk = format!("officer:reception@{CENTRE}");
    let accepted = clients
        .intake(&desk)
        .accept_dossier(request)
        .await?
        .into_inner();
    let teller = Teller {
        clients,
        dossier: accepted.dossier_id.clone(),
        code: accepted.code.clone(),
    };
    say(&format!("  Đã tiếp nhận, mã hồ sơ {}", accepted.code));
    if let Some(promise) = &accepted.appointment {
        say(&format!(
            "  Hẹn trả giai đoạn {}/{}: {}",
            promise.phase,
            promise.phases,
            time(promise.due)
        ));
    }
    teller
        .holder("Văn phòng Đăng ký đất đai được giao thẩm định", "examine")
        .await?;
    let examined = clients.take(&teller.dossier, "examine").await?;
    let request = ExamineTransferRequest {
        case_id: examined.case.case_id.clone(),
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        area: "125,0".to_owned(),
        transferor_citizen_id: SELLER.to_owned(),
        ..Default::default()
    };
    clients
        .land(&examined.officer)
        .examine_transfer(request)
        .await?;
    if examined.case.approval {
        clients.approve(&examined).await?;
    }
    teller
        .holder(
            "Phiếu chuyển thông tin đã sang cơ quan thuế",
            "tax-assessment",
        )
        .await?;
    // A number of a paper has a digit, and the end of an id need not have one.
    let notice = format!("TB-1{}", &teller.dossier[28..]);
    let assessed = Conclusion {
        granted: true,
        document: notice.clone(),
        amount: Some(12_500_000),
        pay_by: "2027-01-29".to_owned(),
        reason: String::new(),
    };
    clients
        .do_leg(&teller.dossier, "tax-assessment", assessed)
        .await?;
    let stopped = clients.reaches(&teller.code, Stage::ClockStopped).await?;
    if let Some(promise) = &stopped.appointment {
        say(&format!(
            "  Thời gian của thuế và của người nộp không tính vào {}; chờ người dân nộp tiền",
            promise
                .term
                .parse::<Term>()
                .map_or_else(|_| promise.term.clone(), |term| term.sentence())
        ));
    }
    let pay = SettlePaymentRequest {
        dossier_id: teller.dossier.clone(),
        reference: notice,
        receipt: "BL-0001".to_owned(),
        ..Default::default()
    };
    // The bank tells the portal, and the portal alone is believed.
    until("the payment to be asked", async || {
        let mut portal = clients.routing("service:portal");
        let paid = portal.settle_payment(pay.clone()).await;
        Ok(paid.is_ok().then_some(()))
    })
    .await?;
    clients
        .do_leg(&teller.dossier, "tax-confirmation", in_favour("BL-0001"))
        .await?;
    let going_on = clients.reaches(&teller.code, Stage::InProgress).await?;
    if let Some(promise) = &going_on.appointment {
        say(&format!(
            "  Đã nộp. Hẹn trả giai đoạn {}/{}: {}",
            promise.phase,
            promise.phases,
            time(promise.due)
        ));
    }
    teller
        .holder("Văn phòng Đăng ký đất đai đăng ký biến động", "register")
        .await?;
    let registered = clients.take(&teller.dossier, "register").await?;
    let request = RegisterTransferRequest {
        case_id: registered.case.case_id.clone(),
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        transferor_citizen_id: SELLER.to_owned(),
        to: vec![Holder {
            name: "Trần Thị Ví Dụ".to_owned(),
            citizen_id: BUYER.to_owned(),
            share_numerator: 1,
            share_denominator: 1,
        }],
        ..Default::default()
    };
    let issued = clients
        .land(&registered.officer)
        .register_transfer(request)
        .await?
        .into_inner();
    if registered.case.approval {
        clients.approve(&registered).await?;
    }
    let new = issued
        .certificate
        .map_or_else(String::new, |certificate| certificate.serial);
    say(&format!(
        "  Đã đăng ký; Giấy chứng nhận mới {new}, giấy cũ {serial} hết hiệu lực"
    ));
    teller
        .return_result(&desk, ReturnMethod::Post, "EQ000000001VN")
        .await
}

/// A parcel for the story; its owner wants to sell.
async fn parcel(clients: &Clients) -> anyhow::Result<u32> {
    let number = 551 + (Uuid::now_v7().as_u128() % 900_000) as u32;
    let request = EnterParcelRequest {
        parcel_id: Uuid::now_v7().to_string(),
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        area: "125,0".to_owned(),
        uses: vec![LandUse {
            code: "ODT".to_owned(),
            area: "125,0".to_owned(),
            ..Default::default()
        }],
        holders: vec![Holder {
            name: "Nguyễn Văn Mẫu".to_owned(),
            citizen_id: SELLER.to_owned(),
            share_numerator: 1,
            share_denominator: 1,
        }],
        serial: serial(number),
        register_no: format!("CH{number:06}"),
        ..Default::default()
    };
    let registrar = "officer:registrar@org:vpdkdd";
    clients.land(registrar).enter_parcel(request).await?;
    Ok(number)
}

/// The number on the old certificate of the story's parcel.
fn serial(number: u32) -> String {
    format!("BA {:08}", 10_000_000 + number)
}
