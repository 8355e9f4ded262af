use proto::routing::v1::Component;

use super::*;

fn sheet(means: Means) -> Sheet {
    let component = |key: &str, required| Component {
        key: key.to_owned(),
        name: format!("Giấy {key}"),
        originals: 1,
        copies: 2,
        required,
        ..Component::default()
    };
    let field = |key: &str, kind: &str, required| FormField {
        key: key.to_owned(),
        label: "Giá trị".to_owned(),
        kind: kind.to_owned(),
        required,
        ..FormField::default()
    };
    Sheet {
        procedure: Arc::new(GetProcedureResponse {
            summary: Some(ProcedureSummary {
                code: "1.013831".to_owned(),
                checklist: "1.013831@2025-07-01".to_owned(),
                ..ProcedureSummary::default()
            }),
            components: vec![component("contract", true), component("consent", false)],
            fields: vec![
                field("price", "amount", false),
                field("parcel_number", "text", true),
            ],
            ..GetProcedureResponse::default()
        }),
        names: Arc::default(),
        means,
        lang: Lang::Vi,
    }
}

#[test]
fn an_amount_is_sent_without_its_dots() {
    let fields = Fields::from([
        ("answers.price", "1.250.000 đồng"),
        ("answers.unknown", "x"),
    ]);
    let filing = sheet(Means::Online).filing(&fields);
    assert_eq!(
        filing.answers.get("price").map(String::as_str),
        Some("1250000")
    );
    assert_eq!(
        filing.answers.len(),
        1,
        "only what the procedure asks is sent"
    );
}

#[test]
fn a_ticked_paper_at_the_desk_brings_its_usual_counts() {
    let fields = Fields::from([("papers.contract", "1"), ("papers.consent.copies", "3")]);
    let papers = sheet(Means::Desk).filing(&fields).papers;
    assert_eq!((papers[0].originals, papers[0].copies), (1, 2));
    assert_eq!(
        (papers[1].component.as_str(), papers[1].copies),
        ("consent", 3)
    );
}

#[test]
fn a_form_left_empty_is_sent_back_with_every_gap_named() {
    let errors = sheet(Means::Online).complaints(&Fields::default());
    assert!(errors.of("owner.name").contains("Nhập họ và tên"));
    assert!(errors.of("answers.parcel_number").contains("Nhập"));
    assert!(errors.of("place").contains("Chọn"));
    assert!(errors.of("papers.contract").contains("Giấy contract"));
    assert_eq!(
        errors.of("papers.consent"),
        "",
        "a conditional paper may be missing"
    );
    assert_eq!(errors.of("answers.price"), "");
}

#[test]
fn nobody_files_for_somebody_else_unless_named() {
    let filing = sheet(Means::Online).filing(&Fields::from([("owner.name", "Lê Thị Mẫu")]));
    assert_eq!(filing.submitter, None);
    let filing = sheet(Means::Online).filing(&Fields::from([("submitter.name", "Trần Văn Thử")]));
    assert_eq!(
        filing.submitter.map(|who| who.name).as_deref(),
        Some("Trần Văn Thử")
    );
}
