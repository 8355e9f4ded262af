//! Public tracking: where a dossier is, who holds it, when it is due and why. No personal data.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::HeaderMap,
};
use proto::{
    intake::v1::{GetMineResponse, Stage, TrackDossierResponse},
    routing::v1::{GetProcedureRequest, GetRouteResponse, LegStatus},
};
use serde::Deserialize;

use crate::{
    mine::proof::Claim,
    track_notes::{Note, notes},
};
use portal_ui::{
    answer::{Answer, page, see},
    directory::Names,
    format,
    frame::{Frame, Lang, Visit},
    lookup::{dossier, named, route, told},
    parts::Stops,
    view::{
        badge::{self, Badge},
        path, qr,
    },
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    ma: String,
}

#[derive(Template)]
#[template(path = "track-ask.html")]
struct Ask {
    f: Frame,
}

/// `GET /tra-cuu?ma=`.
pub async fn ask(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let code = format::dossier_code(&asked.ma);
    if code.is_empty() {
        return page(&Ask { f: visit.frame() });
    }
    see(&format!("/tra-cuu/{}", format::segment(&code)))
}

/// `GET /du-lieu-ca-nhan/xem?ma=`.
pub async fn who_looked(Query(asked): Query<Asked>) -> Answer {
    match format::dossier_code(&asked.ma).as_str() {
        "" => see("/du-lieu-ca-nhan"),
        code => see(&format!("/tra-cuu/{}/ai-da-xem", format::segment(code))),
    }
}

/// `GET /hs/{code}`.
pub async fn short(Path(code): Path<String>) -> Answer {
    let code = format::dossier_code(&code);
    see(&format!("/tra-cuu/{}", format::segment(&code)))
}

#[derive(Deserialize)]
pub struct Said {
    #[serde(default, rename = "da-nop")]
    paid: String,
    /// What was just done: rut, danh-gia, nhan-tin.
    #[serde(default)]
    da: String,
}

#[derive(Template)]
#[template(path = "track.html")]
struct Track {
    f: Frame,
    d: TrackDossierResponse,
    title: String,
    badge: Badge,
    notes: Vec<Note>,
    stops: Stops,
    holders: Vec<Holder>,
    due: String,
    /// The date first promised, when it was moved since.
    first_due: String,
    /// Until when the person may supply what is asked.
    answer_by: String,
    because: Vec<String>,
    filed: String,
    received: String,
    receiver: String,
    channel: &'static str,
    qr: String,
    now: String,
    acts: Vec<TrackAct>,
    mine: Option<GetMineResponse>,
    due_of_rating: String,
}

/// Something the person may do with the dossier.
struct TrackAct {
    href: String,
    icon: &'static str,
    words: &'static str,
    main: bool,
}

struct Holder {
    name: String,
    since: String,
    task: String,
}

/// `GET /tra-cuu/{code}`.
pub async fn one(
    visit: Visit,
    Path(code): Path<String>,
    Query(said): Query<Said>,
    headers: HeaderMap,
) -> Answer {
    let code = format::dossier_code(&code);
    let d = dossier(&visit, &code).await?;
    // Whose it is sees a little more; a silent service is no reason to show nobody anything.
    let mine = Claim::of(&code, &headers)
        .mine(&visit)
        .await
        .unwrap_or_default();
    let names = visit.names().await?;
    let route = route(&visit, &d.dossier_id).await?;
    let lang = visit.lang;
    let promise = d.appointment.clone().unwrap_or_default();
    let reference = route.as_ref().and_then(|route| {
        let awaiting = |leg: &&proto::routing::v1::Leg| leg.status() == LegStatus::AwaitingPayment;
        route
            .legs
            .iter()
            .find(awaiting)
            .map(|leg| leg.reference.clone())
    });
    let asked = asked(&visit, &d).await;
    let mut notes = notes(&visit, &d, &asked, &names, lang);
    if let Some(done) = just_done(&said.da, lang) {
        notes.insert(0, done);
    }
    if !said.paid.is_empty() {
        notes.insert(
            0,
            Note {
                tone: "green",
                lead: String::new(),
                text: lang
                    .pick("Đã ghi nhận việc nộp tiền.", "The payment was recorded.")
                    .to_owned(),
                points: Vec::new(),
            },
        );
    }
    let pay = match reference {
        Some(reference) => {
            let text = match lang {
                Lang::Vi => format!(
                    "Bạn cần nộp tiền theo thông báo số {reference}. Hồ sơ đi tiếp khi đã nộp; thời gian chờ này không tính vào thời hạn giải quyết."
                ),
                Lang::En => format!(
                    "Please pay by notice no. {reference}. The dossier goes on once paid; this wait is outside the term."
                ),
            };
            notes.insert(
                0,
                Note {
                    tone: "violet",
                    lead: String::new(),
                    text,
                    points: Vec::new(),
                },
            );
            reference
        }
        None => String::new(),
    };
    let address = format!(
        "{}/tra-cuu/{}",
        visit.portal.config.http.public_url.trim_end_matches('/'),
        d.code
    );
    page(&Track {
        f: visit.frame_with(&names),
        title: title(&visit, &d, !pay.is_empty()),
        // The desk's clock stands still for the tax as a whole; here it is the person's turn.
        badge: badge::of_stage(
            d.stage(),
            if pay.is_empty() {
                &d.stage_reason
            } else {
                "payment"
            },
            lang,
        ),
        notes,
        stops: Stops {
            stops: path::stops(visit.now(), &d, route.as_ref(), &names, lang),
        },
        holders: holders(&d, route.as_ref(), &names, lang),
        due: told(promise.due.as_ref(), lang),
        first_due: if promise.moved > 0 {
            told(promise.original_due.as_ref(), lang)
        } else {
            String::new()
        },
        answer_by: told(d.answer_by.as_ref(), lang),
        because: promise.because,
        filed: format::stamp(d.filed_at.as_ref()),
        received: format::stamp(d.received_at.as_ref()),
        receiver: names.unit(&d.receiving_unit),
        channel: badge::of_channel(d.channel(), lang),
        qr: qr::svg(
            &address,
            lang.pick("Mã QR của trang này", "QR code of this page"),
        ),
        now: format::date_time(visit.now()),
        acts: acts(&d, !pay.is_empty(), lang),
        due_of_rating: mine
            .as_ref()
            .map(|mine| told(mine.rating_until.as_ref(), lang))
            .unwrap_or_default(),
        mine,
        d,
    })
}

/// What was just done, said once above the page.
fn just_done(act: &str, lang: Lang) -> Option<Note> {
    let text = match act {
        "danh-gia" => lang.pick("Cảm ơn ông/bà đã đánh giá.", "Thank you for rating."),
        "nhan-tin" => lang.pick("Đã lưu cách nhận tin.", "How you are told was saved."),
        "rut" => lang.pick(
            "Hồ sơ đã được rút theo yêu cầu của ông/bà.",
            "The dossier was withdrawn as you asked.",
        ),
        _ => return None,
    };
    Some(Note {
        tone: "green",
        lead: String::new(),
        text: text.to_owned(),
        points: Vec::new(),
    })
}

/// What the person may do now, the most pressing first.
fn acts(d: &TrackDossierResponse, pays: bool, lang: Lang) -> Vec<TrackAct> {
    let here = format!("/tra-cuu/{}", format::segment(&d.code));
    let act = |word: &str, icon, vi, en, main| TrackAct {
        href: format!("{here}/{word}"),
        icon,
        words: match lang {
            Lang::Vi => vi,
            Lang::En => en,
        },
        main,
    };
    let mut acts = Vec::new();
    let open = matches!(
        d.stage(),
        Stage::Submitted | Stage::InProgress | Stage::ClockStopped | Stage::AwaitingSupplement
    );
    if d.stage() == Stage::AwaitingSupplement {
        acts.push(act(
            "bo-sung",
            "send",
            "Bổ sung giấy tờ",
            "Supply the papers",
            true,
        ));
    }
    if pays {
        acts.push(act("nop-tien", "coins", "Nộp tiền", "Pay", true));
    }
    if matches!(
        d.stage(),
        Stage::Settled | Stage::Returned | Stage::Correcting
    ) {
        acts.push(act("danh-gia", "circle-check", "Đánh giá", "Rate", true));
    }
    acts.push(act(
        "nhan-tin",
        "message-square-text",
        "Cách nhận tin",
        "How to be told",
        false,
    ));
    acts.push(act(
        "ai-da-xem",
        "shield-check",
        "Ai đã xem dữ liệu của tôi",
        "Who looked at my data",
        false,
    ));
    acts.push(TrackAct {
        href: format!("/gop-y?ho-so={}", format::segment(&d.code)),
        ..act(
            "",
            "triangle-alert",
            "Góp ý, phản ánh",
            "Complain or suggest",
            false,
        )
    });
    if open {
        acts.push(act("rut", "circle-x", "Rút hồ sơ", "Withdraw", false));
    }
    acts
}

/// The names of the papers a person is asked for; their keys while routing is silent.
async fn asked(visit: &Visit, d: &TrackDossierResponse) -> Vec<String> {
    if d.asked.is_empty() {
        return Vec::new();
    }
    let version = GetProcedureRequest {
        code: d.procedure.clone(),
        version: d.procedure_version.clone(),
    };
    match visit.ask.routing().get_procedure(version).await {
        Ok(procedure) => named(&d.asked, &procedure.into_inner()),
        Err(_) => d.asked.clone(),
    }
}

/// What a person wants to know first, as the page's heading.
fn title(visit: &Visit, d: &TrackDossierResponse, pays: bool) -> String {
    let (now, lang) = (visit.now(), visit.lang);
    let due = d
        .appointment
        .as_ref()
        .and_then(|promise| format::moment(promise.due.as_ref()));
    let pick = |vi: &str, en: &str| lang.pick(vi, en).to_owned();
    match (d.stage(), due) {
        (Stage::ClockStopped | Stage::InProgress, _) if pays => {
            pick("Cần bạn nộp tiền", "A payment is asked of you")
        }
        (Stage::Submitted, _) => pick(
            "Đã nộp, đang chờ quầy tiếp nhận",
            "Filed, waiting to be received",
        ),
        (Stage::AwaitingSupplement, _) => {
            pick("Cần bạn bổ sung giấy tờ", "Papers are asked of you")
        }
        (Stage::Settled, _) if d.granted() => {
            pick("Đã có kết quả, mời bạn đến nhận", "The result is ready")
        }
        (Stage::Settled, _) => pick(
            "Đã có văn bản trả lời, mời bạn đến nhận",
            "A written answer is ready",
        ),
        (Stage::Returned, _) => pick("Đã trả kết quả", "The result was handed over"),
        (Stage::Refused, _) => pick("Hồ sơ không được tiếp nhận", "The dossier was not received"),
        (Stage::Withdrawn, _) => pick("Hồ sơ đã được rút", "The dossier was withdrawn"),
        (Stage::Stopped, _) => pick("Hồ sơ đã dừng giải quyết", "The dossier was stopped"),
        (Stage::Lapsed, _) => pick(
            "Hồ sơ kết thúc vì quá hạn bổ sung",
            "The dossier ended: nothing was supplied in time",
        ),
        (Stage::Correcting, Some(due)) => format!(
            "{} {}",
            pick(
                "Đang sửa sai sót của cơ quan, hẹn trả ngày",
                "An agency's error is put right, due on"
            ),
            format::date(due)
        ),
        (Stage::ClockStopped, _) => pick(
            "Tạm dừng tính giờ, hồ sơ vẫn đang đi tiếp",
            "The clock stands still",
        ),
        (_, Some(due)) if due < now => pick(
            "Đã quá ngày hẹn trả kết quả",
            "The promised date has passed",
        ),
        (_, Some(due)) => format!(
            "{} {}",
            pick("Hẹn trả kết quả ngày", "Due on"),
            format::date(due)
        ),
        (_, None) => pick("Đang giải quyết", "In progress"),
    }
}

fn holders(
    d: &TrackDossierResponse,
    route: Option<&GetRouteResponse>,
    names: &Names,
    lang: Lang,
) -> Vec<Holder> {
    let open = matches!(
        d.stage(),
        Stage::InProgress | Stage::ClockStopped | Stage::AwaitingSupplement | Stage::Correcting
    );
    let holding = |h: &proto::routing::v1::Holding| Holder {
        name: if h.holder_name.is_empty() {
            names.unit(&h.holder)
        } else {
            h.holder_name.clone()
        },
        since: format::stamp(h.since.as_ref()),
        task: h.title.clone(),
    };
    match (d.stage(), route) {
        (Stage::Submitted, _) => vec![Holder {
            name: names.unit(&d.receiving_unit),
            since: format::stamp(d.filed_at.as_ref()),
            task: lang
                .pick("Kiểm tra, tiếp nhận", "To be received")
                .to_owned(),
        }],
        (Stage::Settled, _) => vec![Holder {
            name: names.unit(&d.receiving_unit),
            since: format::stamp(d.settled_at.as_ref()),
            task: lang
                .pick("Chờ trả kết quả", "Result to hand over")
                .to_owned(),
        }],
        (_, Some(route)) if open => route.holdings.iter().map(holding).collect(),
        _ => Vec::new(),
    }
}
