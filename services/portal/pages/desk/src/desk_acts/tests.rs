use proto::{
    intake::v1::{Appointment, Papers, PapersStatus, SupplementNeed},
    routing::v1::Component,
};

use super::*;

fn dossier(stage: Stage) -> TrackDossierResponse {
    TrackDossierResponse {
        stage: stage.into(),
        received_at: Some(prost_types::Timestamp::default()),
        appointment: Some(Appointment::default()),
        ..TrackDossierResponse::default()
    }
}

fn forms(d: &TrackDossierResponse) -> Vec<ActForm> {
    forms_for(d, Some("Phạm Văn Thử"))
}

fn forms_for(d: &TrackDossierResponse, head: Option<&str>) -> Vec<ActForm> {
    let component = |key: &str| Component {
        key: key.to_owned(),
        name: key.to_uppercase(),
        ..Component::default()
    };
    let procedure = GetProcedureResponse {
        components: vec![component("application"), component("contract")],
        ..GetProcedureResponse::default()
    };
    let names = Names::default();
    let counter = Counter {
        d,
        procedure: &procedure,
        legs: &[],
        names: &names,
        head,
        lang: Lang::Vi,
    };
    counter.forms()
}

fn acts(d: &TrackDossierResponse) -> Vec<&'static str> {
    forms(d).iter().map(|form| form.act).collect()
}

#[test]
fn the_stage_decides_what_the_desk_may_do() {
    let submitted = TrackDossierResponse {
        received_at: None,
        appointment: None,
        ..dossier(Stage::Submitted)
    };
    assert_eq!(acts(&submitted), ["tiep-nhan", "bo-sung", "tu-choi", "rut"]);
    assert_eq!(
        acts(&dossier(Stage::InProgress)),
        ["bo-sung", "xin-loi", "rut", "dung"]
    );
    assert_eq!(acts(&dossier(Stage::Settled)), ["tra", "dinh-chinh"]);
    assert_eq!(acts(&dossier(Stage::Returned)), ["dinh-chinh"]);
    for over in [
        Stage::Refused,
        Stage::Withdrawn,
        Stage::Stopped,
        Stage::Lapsed,
    ] {
        assert!(acts(&dossier(over)).is_empty(), "{over:?}");
    }
}

#[test]
fn who_is_asked_before_reception_may_still_be_refused_but_not_stopped() {
    let asked = TrackDossierResponse {
        received_at: None,
        ..dossier(Stage::AwaitingSupplement)
    };
    assert_eq!(acts(&asked), ["nhan-bo-sung", "tu-choi", "rut"]);
    assert!(acts(&dossier(Stage::AwaitingSupplement)).contains(&"dung"));
}

#[test]
fn a_date_that_was_moved_is_not_offered_to_be_moved_again() {
    let moved = TrackDossierResponse {
        appointment: Some(Appointment {
            moved: 1,
            ..Appointment::default()
        }),
        ..dossier(Stage::InProgress)
    };
    assert!(!acts(&moved).contains(&"xin-loi"));
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: an apology is signed by the head, over nobody else's name.
#[test]
fn only_the_head_of_the_desk_is_offered_an_apology_and_types_no_name() {
    let late = dossier(Stage::InProgress);
    let offered = |head| {
        forms_for(&late, head)
            .into_iter()
            .find(|form| form.act == "xin-loi")
    };
    assert!(offered(None).is_none());
    let form = offered(Some("Phạm Văn Thử")).expect("the head's");
    assert!(form.note.contains("Phạm Văn Thử"), "{}", form.note);
    assert!(form.fields.iter().all(|field| field.name != "signer"));
}

#[test]
fn what_an_agency_needs_stands_in_form_02_already() {
    let needed = TrackDossierResponse {
        needed: Some(SupplementNeed {
            components: vec!["contract".to_owned()],
            reason: "Hợp đồng thiếu trang.".to_owned(),
            ..SupplementNeed::default()
        }),
        ..dossier(Stage::InProgress)
    };
    let form = &forms(&needed)[0];
    assert!(form.open, "it is the next thing to do");
    assert!(form.fields[0].ticked("contract") && !form.fields[0].ticked("application"));
    assert_eq!(form.fields[1].value, "Hợp đồng thiếu trang.");
    let asked = form.fields.iter().map(|field| field.name.as_str());
    assert_eq!(
        asked.collect::<Vec<_>>(),
        ["components", "reason", "expected_version"],
        "the first time needs no ground"
    );
}

#[test]
fn a_second_request_asks_for_its_ground_and_who_approved() {
    let again = TrackDossierResponse {
        supplements_asked: 1,
        ..dossier(Stage::InProgress)
    };
    let form = &forms(&again)[0];
    let asked: Vec<&str> = form
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(
        asked,
        ["components", "reason", "ground", "expected_version"]
    );
}

#[test]
fn only_what_is_still_missing_can_be_supplied() {
    let waiting = TrackDossierResponse {
        asked: vec!["contract".to_owned()],
        ..dossier(Stage::AwaitingSupplement)
    };
    let Kind::Checks(offered) = &forms(&waiting)[0].fields[0].kind else {
        panic!("papers are ticked");
    };
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].label, "CONTRACT");
}

#[test]
fn papers_are_handed_over_while_somebody_has_them() {
    let with = |status: PapersStatus| TrackDossierResponse {
        papers: Some(Papers {
            status: status.into(),
            ..Papers::default()
        }),
        ..dossier(Stage::Returned)
    };
    assert!(acts(&with(PapersStatus::Held)).contains(&"giao-nhan"));
    assert!(acts(&with(PapersStatus::Held)).contains(&"mat"));
    assert!(!acts(&with(PapersStatus::Lost)).contains(&"mat"));
    assert!(!acts(&with(PapersStatus::GivenBack)).contains(&"giao-nhan"));
    assert!(!acts(&with(PapersStatus::None)).contains(&"giao-nhan"));
}
