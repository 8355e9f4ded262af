//! The coordination queue of a one-stop centre: legs nobody competent can be named for yet.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use proto::routing::v1::{ListCoordinationRequest, ResolveCompetenceRequest, Undetermined, Unit};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Visit},
    parts::Summary,
    view::form::{self, ActForm},
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "don-vi")]
    unit: String,
}

#[derive(Template)]
#[template(path = "coordination.html")]
struct Queue {
    f: Frame,
    unit: String,
    centres: Vec<Choice>,
    rows: Vec<Row>,
    summary: Summary,
}

struct Row {
    u: Undetermined,
    receiving: String,
    since: String,
    form: ActForm,
}

/// `GET /ban/dieu-phoi?don-vi=`.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let none = (Fields::default(), Errors::default());
    drawn(&visit, &asked, "", &none.0, &none.1, StatusCode::OK).await
}

async fn drawn(
    visit: &Visit,
    asked: &Asked,
    failed: &str,
    sent: &Fields,
    errors: &Errors,
    status: StatusCode,
) -> Answer {
    let names = visit.names().await?;
    let unit = centre(visit, &names, &asked.unit);
    let legs = if unit.is_empty() {
        Vec::new()
    } else {
        let request = ListCoordinationRequest::default();
        let mut routing = visit.ask_at(&unit, false).routing();
        routing.list_coordination(request).await?.into_inner().legs
    };
    let choice = |unit: &&Unit| Choice {
        value: unit.id.clone(),
        label: unit.name.clone(),
    };
    let mut summary = Summary {
        lines: Vec::new(),
        lang: visit.lang,
    };
    let row = |u: Undetermined| {
        let address = |act: &str| {
            format!(
                "/ban/dieu-phoi/{}/{}?don-vi={unit}&viec={act}",
                u.dossier_id, u.leg_id
            )
        };
        let failed = if u.leg_id == failed { "giao" } else { "" };
        let forms = vec![naming(visit, &u, &names)];
        let mut forms = form::placed(forms, address, failed, sent, errors, visit.lang);
        // Several forms of one act stand on the page: each keeps ids of its own.
        for field in forms.iter_mut().flat_map(|form| &mut form.fields) {
            field.id = format!("{}-{}", field.id, u.leg_id);
        }
        if !failed.is_empty() {
            summary.lines = errors.lines();
            for line in &mut summary.lines {
                let known = matches!(line.0.as_str(), "unit" | "reason");
                line.0 = if known {
                    format!("giao-{}-{}", line.0, u.leg_id)
                } else {
                    String::new()
                };
            }
        }
        let form = forms.swap_remove(0);
        Row {
            receiving: names.unit(&u.receiving_unit),
            since: format::stamp(u.since.as_ref(), visit.lang),
            form,
            u,
        }
    };
    let rows = legs.into_iter().map(row).collect();
    page_with(
        status,
        &Queue {
            f: visit.frame_with(&names),
            centres: names.centres().iter().map(choice).collect(),
            rows,
            summary,
            unit,
        },
    )
}

/// Only a centre has such a queue: somebody of another unit chooses one.
fn centre(visit: &Visit, names: &Names, asked: &str) -> String {
    let unit = visit.unit(asked);
    let known = names.centres().iter().any(|centre| centre.id == unit);
    if known { unit } else { String::new() }
}

/// The units that took over come first among those that may be named.
fn naming(visit: &Visit, u: &Undetermined, names: &Names) -> ActForm {
    let pick = |vi, en| visit.lang.pick(vi, en);
    let choice = |id: &str, label: String| Choice {
        value: id.to_owned(),
        label,
    };
    let first = u.candidates.iter().map(|id| choice(id, names.unit(id)));
    let others = names.agencies().into_iter();
    let others = others.filter(|unit| !u.candidates.contains(&unit.id));
    let others = others.map(|unit| choice(&unit.id, unit.name.clone()));
    let unit = Field::new(
        "unit",
        pick("Cơ quan có thẩm quyền", "Competent unit"),
        Kind::Select(first.chain(others).collect()),
    );
    let reason = Field::new("reason", pick("Căn cứ", "Ground"), Kind::Text);
    ActForm::new(
        "giao",
        pick("Xác định thẩm quyền", "Name the competent unit"),
        pick("Giao cơ quan này", "Give it to this unit"),
        vec![unit, reason],
    )
}

/// `POST /ban/dieu-phoi/{dossier}/{leg}`.
pub async fn resolve(
    visit: Visit,
    Path((dossier_id, leg_id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    sent: Fields,
) -> Answer {
    let names = visit.names().await?;
    let unit = centre(&visit, &names, &asked.unit);
    let request = ResolveCompetenceRequest {
        dossier_id,
        leg_id: leg_id.clone(),
        unit: sent.get("unit").to_owned(),
        reason: sent.get("reason").to_owned(),
    };
    let mut routing = visit.ask_at(&unit, false).routing();
    match routing.resolve_competence(request).await {
        Ok(_) => see(&format!("/ban/dieu-phoi?don-vi={}", format::segment(&unit))),
        Err(status) => {
            let failure = Failure::from(status);
            let errors = Errors::new(failure.violations(), &[]);
            drawn(&visit, &asked, &leg_id, &sent, &errors, failure.status()).await
        }
    }
}
