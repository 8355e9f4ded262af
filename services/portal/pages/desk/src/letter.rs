//! The letter that will go out, shown before the act is done.

use proto::{
    forms::v1::{self as wire, render_request::Paper},
    intake::v1::{Filing, GetDossierRequest, Person, TrackDossierResponse},
    routing::v1::GetProcedureRequest,
};

use portal_ui::{
    answer::Answer, failure::Failure, fields::Fields, format, frame::Visit, lookup, papers,
};

/// The acts that send a letter.
pub const LETTERS: [&str; 5] = ["bo-sung", "tu-choi", "xin-loi", "rut", "dung"];

/// Prints what `act` would send with what is typed; nothing is done.
///
/// # Errors
/// When the file cannot be read, or there is no such letter.
pub async fn shown(visit: &Visit, d: &TrackDossierResponse, act: &str, sent: &Fields) -> Answer {
    let read = GetDossierRequest {
        dossier_id: d.dossier_id.clone(),
        purpose: "Xem trước giấy gửi người nộp".to_owned(),
    };
    let version = GetProcedureRequest {
        code: d.procedure.clone(),
        version: d.procedure_version.clone(),
    };
    let (mut intake, mut routing) = (visit.ask.intake(), visit.ask.routing());
    let (file, procedure) = tokio::join!(intake.get_dossier(read), routing.get_procedure(version));
    let filing = file?.into_inner().filing.unwrap_or_default();
    let names = visit.names().await?;
    let head = Some(papers::letterhead(visit, &names, &d.receiving_unit));
    let subject = Some(subject(visit, d, &filing));
    let centre = names.unit(&d.receiving_unit);
    let officer = visit
        .account
        .as_ref()
        .map_or_else(String::new, |own| own.name.clone());
    let reason = sent.get("reason").to_owned();
    let promise = d.appointment.clone().unwrap_or_default();
    let paper = match act {
        "bo-sung" => Paper::SupplementRequest(wire::SupplementRequest {
            head,
            subject,
            centre,
            items: lookup::named(&sent.all("components"), &procedure?.into_inner()),
            reason,
            ground: sent.get("ground").to_owned(),
            website: visit.portal.config.http.public_url.clone(),
            phone: visit.portal.config.province.hotline.clone(),
            officer,
            ..wire::SupplementRequest::default()
        }),
        "tu-choi" => Paper::Refusal(wire::Refusal {
            head,
            subject,
            centre,
            reason,
            officer,
            ..wire::Refusal::default()
        }),
        "xin-loi" => Paper::Apology(wire::Apology {
            head,
            subject,
            agency: centre,
            received_at: d.received_at,
            original_due: promise.due,
            new_due: format::entered(sent.get("due")),
            reason,
            // As intake will sign it: by who acts, as the head of the desk.
            signer_title: "Trưởng Bộ phận Một cửa".to_owned(),
            signer: crate::dossier::head_of(visit)
                .unwrap_or_default()
                .to_owned(),
            ..wire::Apology::default()
        }),
        "rut" | "dung" => Paper::StopNotice(wire::StopNotice {
            head,
            subject,
            agency: centre,
            received_at: d.received_at.or(d.filed_at),
            request: if act == "rut" {
                reason.clone()
            } else {
                String::new()
            },
            reason: if act == "rut" {
                "theo đề nghị của người nộp hồ sơ.".to_owned()
            } else {
                reason
            },
            ..wire::StopNotice::default()
        }),
        _ => {
            let sentence = visit
                .lang
                .pick("Không có giấy này.", "There is no such paper.");
            return Err(Failure::Absent(sentence.to_owned()));
        }
    };
    let name = format!("du-thao-{act}-{}", d.code);
    papers::print(visit, &papers::day_of(visit, None), paper, &name).await
}

fn subject(visit: &Visit, d: &TrackDossierResponse, filing: &Filing) -> wire::Subject {
    let party = |person: &Person| wire::Party {
        name: person.name.clone(),
        citizen_id: person.citizen_id.clone(),
        address: person.address.clone(),
        phone: person.phone.clone(),
        email: person.email.clone(),
    };
    wire::Subject {
        code: d.code.clone(),
        tracking_url: papers::tracking_url(visit, &d.code),
        matter: d.procedure_name.clone(),
        owner: filing.owner.as_ref().map(party),
        submitter: filing.submitter.as_ref().map(party),
        channel: String::new(),
    }
}
