//! The two dossiers that a newcomer watches: a land transfer and a welfare claim, each told
//! as it happens.

use anyhow::Context as _;
use chrono::{DateTime, FixedOffset, Utc};
use proto::{
    agency::v1::Conclusion,
    intake::v1::{
        AcceptDossierRequest, AcceptSubmittedRequest, Channel, ReturnMethod, ReturnResultRequest,
        Stage, SubmitDossierRequest,
    },
    land_records::v1::{
        EnterParcelRequest, ExamineTransferRequest, Holder, LandUse, RegisterTransferRequest,
    },
    notification::v1::ListNoticesRequest,
    operations::v1::ListJournalRequest,
    routing::v1::SettlePaymentRequest,
    social_welfare::v1::{Circumstance, DecideAllowanceRequest, Facts},
};
use province::{
    Clients,
    officers::{in_favour, invented, until},
};
use uuid::Uuid;

use crate::say::say;

const CENTRE: &str = "org:mc-21028";
const PLACE: &str = "adm:21028";
const SHEET: u32 = 12;
const SELLER: &str = "051070000001";
const BUYER: &str = "051088000002";

/// What became of a dossier, for the last lines on the screen.
pub struct Told {
    pub code: String,
    pub trace: String,
}

struct Teller<'a> {
    clients: &'a Clients,
    dossier: String,
    code: String,
}

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
    let answers = [
        ("change", "transfer"),
        ("map_sheet", "12"),
        ("parcel_number", parcel_number.as_str()),
        ("area", "125,0"),
        ("certificate_number", "AA 10000001"),
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
        mortgagee_consents: false,
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
    let notice = format!("TB-{}", &teller.dossier[28..]);
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
            promise.term
        ));
    }
    let pay = SettlePaymentRequest {
        dossier_id: teller.dossier.clone(),
        reference: notice,
        receipt: "BL-0001".to_owned(),
    };
    until("the payment to be asked", async || {
        let paid = clients.routing("citizen").settle_payment(pay.clone()).await;
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
        mortgagee_consents: false,
    };
    let issued = clients
        .land(&registered.officer)
        .register_transfer(request)
        .await?
        .into_inner();
    if registered.case.approval {
        clients.approve(&registered).await?;
    }
    let serial = issued
        .certificate
        .map_or_else(String::new, |certificate| certificate.serial);
    say(&format!(
        "  Đã đăng ký; Giấy chứng nhận mới {serial}, giấy cũ hết hiệu lực"
    ));
    teller
        .return_result(&desk, ReturnMethod::Post, "EQ000000001VN")
        .await
}

/// A person claims the monthly allowance online (1.001776).
///
/// # Errors
/// When any step is refused or does not come about.
pub async fn welfare_claim(clients: &Clients) -> anyhow::Result<Told> {
    say("");
    say("TRỢ GIÚP XÃ HỘI (1.001776): ông Lê Văn Thí Dụ nộp hồ sơ trực tuyến");
    let owner = invented("Lê Văn Thí Dụ", "051060000003", "0912000003");
    let answers = [
        ("request", "grant"),
        ("beneficiary_name", "Lê Văn Thí Dụ"),
        ("beneficiary_birth", "1990-05-01"),
        ("beneficiary_id", "051060000003"),
        ("phone", "0912000003"),
        ("address", "Tổ dân phố Ví Dụ, phường Nghĩa Lộ"),
        ("group", "severe-disability"),
        ("payment", "cash"),
    ];
    let filing = clients
        .complete_filing("1.001776", CENTRE, PLACE, owner, &answers)
        .await?;
    let dossier = Uuid::now_v7().to_string();
    let request = SubmitDossierRequest {
        dossier_id: dossier.clone(),
        filing: Some(filing),
    };
    let submitted = clients
        .intake("citizen")
        .submit_dossier(request)
        .await?
        .into_inner();
    say(&format!(
        "  Đã nộp, mã hồ sơ {}; chờ Trung tâm Phục vụ hành chính công tiếp nhận",
        submitted.code
    ));
    let desk = format!("officer:reception@{CENTRE}");
    let request = AcceptSubmittedRequest {
        dossier_id: dossier.clone(),
    };
    let accepted = clients
        .intake(&desk)
        .accept_submitted(request)
        .await?
        .into_inner();
    if let Some(promise) = &accepted.appointment {
        say(&format!("  Đã tiếp nhận; hẹn trả {}", time(promise.due)));
    }
    let teller = Teller {
        clients,
        dossier,
        code: accepted.code,
    };
    teller
        .holder("Phòng Văn hóa - Xã hội rà soát, niêm yết", "verify")
        .await?;
    clients
        .do_leg(&teller.dossier, "verify", in_favour(""))
        .await?;
    teller
        .holder("Ủy ban nhân dân xét quyết định", "decide-allowance")
        .await?;
    let decided = clients.take(&teller.dossier, "decide-allowance").await?;
    let request = DecideAllowanceRequest {
        case_id: decided.case.case_id.clone(),
        facts: Some(Facts {
            date_of_birth: "1990-05-01".to_owned(),
            circumstances: vec![Circumstance {
                kind: "severe-disability".to_owned(),
                children: 0,
            }],
            poor_household: false,
            has_pension: false,
            disability_certified_on: "2026-10-12".to_owned(),
        }),
    };
    let outcome = clients
        .welfare(&decided.officer)
        .decide_allowance(request)
        .await?
        .into_inner();
    if let Some(assessment) = &outcome.assessment {
        say(&format!(
            "  Tính theo quy định (chỉ cán bộ thấy): {} đồng/tháng, từ tháng {}",
            assessment.amount, assessment.from_month
        ));
    }
    clients.approve(&decided).await?;
    say(&format!("  Quyết định số {} đã ký", outcome.decision_no));
    teller.return_result(&desk, ReturnMethod::Counter, "").await
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
        }],
        holders: vec![Holder {
            name: "Nguyễn Văn Mẫu".to_owned(),
            citizen_id: SELLER.to_owned(),
            share_numerator: 1,
            share_denominator: 1,
        }],
        serial: format!("BA {:08}", 10_000_000 + number),
        register_no: format!("CH{number:06}"),
    };
    let registrar = "officer:registrar@org:vpdkdd";
    clients.land(registrar).enter_parcel(request).await?;
    Ok(number)
}

impl Teller<'_> {
    /// Says who holds the dossier, since when, and when their part is due.
    async fn holder(&self, what: &str, task: &str) -> anyhow::Result<()> {
        let case = self.clients.case(&self.dossier, task).await?.case;
        let route = self.clients.route(&self.dossier).await?;
        for held in &route.holdings {
            say(&format!(
                "  {what}; cho đến khi nhận, {} vẫn giữ hồ sơ (từ {}); định mức đến {}",
                held.holder_name,
                time(held.since),
                time(case.due)
            ));
        }
        Ok(())
    }

    async fn return_result(
        self,
        desk: &str,
        method: ReturnMethod,
        tracking: &str,
    ) -> anyhow::Result<Told> {
        self.clients.reaches(&self.code, Stage::Settled).await?;
        say("  Mọi cơ quan đã xong; kết quả ở Trung tâm Phục vụ hành chính công");
        let request = ReturnResultRequest {
            dossier_id: self.dossier.clone(),
            method: method.into(),
            tracking: tracking.to_owned(),
        };
        self.clients.intake(desk).return_result(request).await?;
        let last = if method == ReturnMethod::Post {
            "result-posted"
        } else {
            "result-ready"
        };
        let request = ListNoticesRequest {
            dossier_id: self.dossier.clone(),
            ..Default::default()
        };
        let notices = until("the SMS", async || {
            let asked = self
                .clients
                .notices("operator:motcua")
                .list_notices(request.clone())
                .await;
            let notices = asked?.into_inner().notices;
            let sent = |state: &str| matches!(state, "sent" | "delivered");
            Ok(notices
                .iter()
                .any(|n| n.kind == last && sent(&n.state))
                .then_some(notices))
        })
        .await?;
        // The newest stands first in the answer; a story is told from its beginning.
        for notice in notices
            .iter()
            .rev()
            .filter(|notice| notice.channel == "sms")
        {
            say(&format!("  SMS tới {}: {}", notice.to, notice.text));
        }
        let trace = self.trace().await.context("the trace of the dossier")?;
        say(&format!(
            "  Xong: hồ sơ {}, vết đầu tiên {trace}",
            self.code
        ));
        Ok(Told {
            code: self.code,
            trace,
        })
    }

    /// The trace of the hop that began the dossier.
    async fn trace(&self) -> anyhow::Result<String> {
        let request = ListJournalRequest {
            dossier_id: self.dossier.clone(),
        };
        let journal = self
            .clients
            .operations("intake")
            .list_journal(request)
            .await?
            .into_inner();
        let first = journal
            .entries
            .into_iter()
            .next()
            .context("an empty journal")?;
        Ok(first.trace_id)
    }
}

fn time(at: Option<prost_types::Timestamp>) -> String {
    let civil = FixedOffset::east_opt(7 * 3600);
    let at = at.and_then(|at| DateTime::<Utc>::from_timestamp(at.seconds, 0));
    match at.zip(civil) {
        Some((at, civil)) => at
            .with_timezone(&civil)
            .format("%H:%M %d/%m/%Y")
            .to_string(),
        None => "không định".to_owned(),
    }
}
