//! Playing an official, in demonstrations, until people can sign in.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect},
};

use portal_ui::{
    answer::{Answer, page},
    failure::{Failure, Violation},
    fields::{Choice, Field, Fields, Kind},
    frame::{Frame, Persona, Visit},
};

#[derive(Template)]
#[template(path = "demo-choose.html")]
struct Choose {
    f: Frame,
    fields: Vec<Field>,
}

fn only_in_demonstrations(visit: &Visit) -> Result<(), Failure> {
    if visit.portal.config.demo.enabled {
        Ok(())
    } else {
        Err(Failure::Forbidden)
    }
}

/// `GET /trinh-dien`.
pub async fn choose(visit: Visit) -> Answer {
    only_in_demonstrations(&visit)?;
    let names = visit.names().await?;
    let roles = Persona::ROLES.map(|role| Choice {
        value: role.to_owned(),
        label: visit.lang.words().role(role).to_owned(),
    });
    let units = names.centres().into_iter().chain(names.agencies());
    let units = units
        .map(|unit| Choice {
            value: unit.id.clone(),
            label: unit.name.clone(),
        })
        .collect();
    let (role, unit) = match &visit.persona {
        Some(persona) => (persona.role.as_str(), persona.unit.as_str()),
        None => ("officer", ""),
    };
    let fields = vec![
        Field::new("role", "Vai", Kind::Radios(roles.into())).value(role),
        Field::new("unit", "Đơn vị", Kind::Select(units))
            .value(unit)
            .optional(),
    ];
    page(&Choose {
        f: visit.frame_with(&names),
        fields,
    })
}

/// `POST /trinh-dien`.
pub async fn play(visit: Visit, sent: Fields) -> Answer {
    only_in_demonstrations(&visit)?;
    let raw = format!("{}@{}", sent.get("role"), sent.get("unit"));
    let persona = Persona::parse(&raw).ok_or_else(|| {
        Failure::Malformed(vec![Violation {
            field: "role".to_owned(),
            sentence: "Hãy chọn một vai trong danh sách.".to_owned(),
        }])
    })?;
    let names = visit.names().await?;
    let at_centre = names
        .get(&persona.unit)
        .is_none_or(|unit| unit.kind.starts_with("ttpvhcc"));
    let target = match persona.role.as_str() {
        "operator" => "/van-hanh",
        "admin" => "/quan-tri/thu-tuc",
        _ if at_centre => "/ban/hang-doi",
        _ => "/co-quan/viec",
    };
    let kept = format!(
        "vai={}; Path=/; Max-Age=86400; SameSite=Lax; HttpOnly",
        persona.cookie()
    );
    let mut response = Redirect::to(target).into_response();
    if let Ok(kept) = HeaderValue::from_str(&kept) {
        response.headers_mut().append(header::SET_COOKIE, kept);
    }
    Ok(response)
}
