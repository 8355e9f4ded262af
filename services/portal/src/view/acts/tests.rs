use super::*;

fn offered(task: &str, stage: CaseStage, approval: bool) -> Case {
    Case {
        task: task.to_owned(),
        stage: stage.into(),
        approval,
        ..Case::default()
    }
}
fn acts(case: &Case, host: Service, known: &Fields) -> Vec<&'static str> {
    forms(
        case,
        &GetProcedureResponse::default(),
        host,
        known,
        &Names::default(),
    )
    .into_iter()
    .map(|form| form.act)
    .collect()
}

#[test]
fn the_stage_decides_which_acts_are_offered() {
    let none = Fields::default();
    let desk = |stage, approval| {
        acts(
            &offered("verify", stage, approval),
            Service::AgencyDesk,
            &none,
        )
    };
    assert_eq!(desk(CaseStage::Offered, true), ["nhan", "tu-choi"]);
    assert_eq!(desk(CaseStage::Held, true), ["trinh", "tra-lai"]);
    assert_eq!(desk(CaseStage::Held, false), ["ket-luan", "tra-lai"]);
    assert_eq!(desk(CaseStage::Proposed, true), ["duyet", "tra-lai"]);
    assert_eq!(desk(CaseStage::Approved, true), ["hoan-thanh", "tra-lai"]);
    assert!(desk(CaseStage::Completed, true).is_empty());
}

#[test]
fn the_registry_has_acts_of_its_own_and_the_head_approves_them() {
    let known = Fields::from([("transferor_citizen_id", "051085001214")]);
    let land = |task, stage| acts(&offered(task, stage, true), Service::LandRecords, &known);
    assert_eq!(
        land("examine", CaseStage::Held),
        ["tham-dinh", "trinh", "tra-lai"]
    );
    assert_eq!(land("register", CaseStage::Held)[0], "dang-ky");
    assert_eq!(land("register", CaseStage::Proposed)[0], "duyet");
    assert_eq!(land("register", CaseStage::Approved)[0], "hoan-thanh");
    let mortgage = Fields::from([("mortgagee", "Ngân hàng Mẫu")]);
    let same_day = offered("register", CaseStage::Held, false);
    assert_eq!(
        acts(&same_day, Service::LandRecords, &mortgage)[0],
        "the-chap"
    );
    assert_eq!(
        acts(&same_day, Service::LandRecords, &Fields::default())[0],
        "cap-lai"
    );
}

#[test]
fn where_an_own_act_grants_the_general_conclusion_only_refuses() {
    let case = offered("decide-allowance", CaseStage::Held, true);
    let forms = forms(
        &case,
        &GetProcedureResponse::default(),
        Service::SocialWelfare,
        &Fields::default(),
        &Names::default(),
    );
    let general = forms
        .iter()
        .find(|form| form.act == "trinh")
        .expect("the general conclusion");
    let granted = general
        .fields
        .iter()
        .find(|field| field.name == "conclusion.granted");
    assert_eq!(granted.map(|field| field.value.as_str()), Some("no"));
}

#[test]
fn a_notice_asks_for_the_amount_and_reads_its_dots() {
    let tax = offered("tax-assessment", CaseStage::Held, false);
    let form = &forms(
        &tax,
        &GetProcedureResponse::default(),
        Service::AgencyDesk,
        &Fields::default(),
        &Names::default(),
    )[0];
    assert!(
        form.fields
            .iter()
            .any(|field| field.name == "conclusion.amount")
    );
}
