//! The form with what was typed online, for who wants it on paper.

use axum::{extract::Path, http::HeaderMap};
use portal_ui::{
    answer::{Answer, see},
    format,
    frame::Visit,
    papers,
};
use proto::forms::v1::render_request::Paper;

use super::draft::Drafted;
use crate::declaration;

/// `GET /nop/{procedure}/mau/{file}`, such as `application.pdf`.
pub async fn one(
    visit: Visit,
    Path((code, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let Some(drafted) = Drafted::of(&visit, &code, &headers).await? else {
        return see(&format!("/nop/{}?het=1", format::segment(&code)));
    };
    let procedure = &drafted.sheet.procedure;
    let component = file
        .strip_suffix(".pdf")
        .and_then(|key| declaration::asked(procedure, key))
        .ok_or_else(|| declaration::no_form(visit.lang))?;
    let unit = drafted.fields.get("receiving_unit");
    let to = match unit.is_empty() {
        true => String::new(),
        false => drafted.sheet.names.unit(unit),
    };
    let filled = declaration::declaration(&visit, procedure, component, &drafted.fields, &to);
    let on = papers::day_of(&visit, None);
    let name = declaration::file_name(component, &code);
    papers::print(&visit, &on, Paper::Declaration(filled), &name).await
}
