//! The board of a procedure for the wall, as PDF on A4 or A3.

use axum::extract::{Path, Query};
use proto::{
    forms::v1::{self as wire, render_request::Paper},
    routing::v1::{Component, GetProcedureResponse, PlannedLeg},
};
use serde::Deserialize;

use portal_ui::{
    answer::Answer,
    format,
    frame::{Lang, Visit},
    papers,
};

#[derive(Deserialize)]
pub struct Size {
    /// `a3`, or A4 when it is anything else.
    #[serde(default)]
    kho: String,
}

/// `GET /tthc/{code}/niem-yet.pdf?kho=a3` (NĐ 61/2018/NĐ-CP Điều 13).
pub async fn pdf(visit: Visit, Path(code): Path<String>, Query(size): Query<Size>) -> Answer {
    let (directory, ask) = (&visit.portal.directory, &visit.ask);
    let procedure = directory.procedure(ask, &code).await?;
    let board = board(&visit, &procedure, size.kho == "a3");
    let on = papers::day_of(&visit, None);
    let name = format!("niem-yet-{}", board.code);
    papers::print(&visit, &on, Paper::Board(board), &name).await
}

fn board(visit: &Visit, p: &GetProcedureResponse, large: bool) -> wire::Board {
    let config = &visit.portal.config;
    let s = p.summary.clone().unwrap_or_default();
    let here = config.http.public_url.trim_end_matches('/');
    let mut places = p.receiving.clone();
    if s.online {
        places.push("trực tuyến qua mã QR bên trên".to_owned());
    }
    if s.post {
        places.push("bưu chính công ích".to_owned());
    }
    let mut notes = p.notes.clone();
    if !s.difficult_term.is_empty() {
        let term = format::term(&s.difficult_term);
        notes.insert(0, format!("Thời hạn ở địa bàn khó khăn: {term}."));
    }
    if !s.verified {
        notes.push("Dữ liệu tạm dùng, chưa đối chiếu với văn bản công bố.".to_owned());
    }
    let mut authorities: Vec<String> = Vec::new();
    for leg in &p.legs {
        if !authorities.contains(&leg.by) {
            authorities.push(leg.by.clone());
        }
    }
    wire::Board {
        head: Some(wire::Letterhead {
            issuer: config.province.centre.clone(),
            ..wire::Letterhead::default()
        }),
        url: format!("{here}/tthc/{}", format::segment(&s.code)),
        code: s.code,
        name: s.name,
        field: s.field_name,
        authority: authorities.join("; "),
        places,
        term: format::term(&s.term),
        fee: match p.fee_amount {
            Some(0) => "không thu".to_owned(),
            Some(amount) => format::money(amount, Lang::Vi),
            None => p.fee.clone(),
        },
        papers: p.components.iter().map(handed_in).collect(),
        steps: p.legs.iter().map(step).collect(),
        result: p.result.clone(),
        legal_basis: p.legal_basis.clone(),
        hours: config.province.hours.clone(),
        hotline: config.province.hotline.clone(),
        large,
        notes,
    }
}

fn handed_in(component: &Component) -> wire::HandedIn {
    wire::HandedIn {
        name: component.name.clone(),
        originals: component.originals,
        copies: component.copies,
        note: if component.condition.is_empty() {
            String::new()
        } else {
            format!("chỉ khi {}", component.condition)
        },
        ..wire::HandedIn::default()
    }
}

fn step(leg: &PlannedLeg) -> wire::BoardStep {
    let term = format::term(&leg.term);
    wire::BoardStep {
        title: leg.title.clone(),
        by: leg.by.clone(),
        time: if leg.counts || term.is_empty() {
            term
        } else {
            format!("{term} (không tính vào thời hạn)")
        },
    }
}
