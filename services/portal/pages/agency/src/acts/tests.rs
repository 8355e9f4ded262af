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
    forms(case, host, known)
        .into_iter()
        .map(|form| form.act)
        .collect()
}
fn forms(case: &Case, host: Service, known: &Fields) -> Vec<ActForm> {
    forms_for("head:chi@org:x", case, host, known)
}
fn forms_for(me: &str, case: &Case, host: Service, known: &Fields) -> Vec<ActForm> {
    let (procedure, names) = (GetProcedureResponse::default(), Names::default());
    let drawing = Drawing {
        case,
        procedure: &procedure,
        host,
        known,
        names: &names,
        staff: Vec::new(),
        me,
        head: me.starts_with("head:"),
        now: DateTime::UNIX_EPOCH,
        lang: Lang::Vi,
    };
    drawing.forms()
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
    assert_eq!(
        desk(CaseStage::Offered, true),
        ["nhan", "tu-choi", "phan-cong"]
    );
    let in_hand = ["lay-y-kien", "can-bo-sung", "phan-cong", "tra-lai"];
    assert_eq!(desk(CaseStage::Held, true)[0], "trinh");
    assert_eq!(desk(CaseStage::Held, true)[1..], in_hand);
    assert_eq!(desk(CaseStage::Held, false)[0], "ket-luan");
    assert_eq!(
        desk(CaseStage::Proposed, true),
        ["duyet", "tra-sua", "phan-cong", "tra-lai"]
    );
    assert_eq!(
        desk(CaseStage::Approved, true),
        ["hoan-thanh", "phan-cong", "tra-lai"]
    );
    assert!(desk(CaseStage::Completed, true).is_empty());
    assert!(desk(CaseStage::Closed, true).is_empty());
}

#[test]
fn only_another_head_approves_and_only_who_proposed_takes_it_back() {
    let proposed = Case {
        proposer: "officer:an@org:x".to_owned(),
        ..offered("verify", CaseStage::Proposed, true)
    };
    let first = |me| {
        let forms = forms_for(me, &proposed, Service::AgencyDesk, &Fields::default());
        forms[0].act
    };
    assert_eq!(first("head:chi@org:x"), "duyet");
    assert_eq!(first("officer:an@org:x"), "rut-lai");
    assert_eq!(first("officer:binh@org:x"), "phan-cong");
    let own = Case {
        proposer: "head:chi@org:x".to_owned(),
        ..proposed.clone()
    };
    assert_eq!(
        forms(&own, Service::AgencyDesk, &Fields::default())[0].act,
        "rut-lai"
    );
}

#[test]
fn the_registry_has_acts_of_its_own_and_the_head_approves_them() {
    let known = Fields::from([("transferor_citizen_id", "051085001214")]);
    let land = |task, stage| acts(&offered(task, stage, true), Service::LandRecords, &known);
    assert_eq!(
        land("examine", CaseStage::Held)[..2],
        ["tham-dinh", "trinh"]
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
    let forms = forms(&case, Service::SocialWelfare, &Fields::default());
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
    let form = &forms(&tax, Service::AgencyDesk, &Fields::default())[0];
    assert!(
        form.fields
            .iter()
            .any(|field| field.name == "conclusion.amount")
    );
}

#[test]
fn who_is_asked_an_opinion_answers_it_and_asks_the_person_nothing() {
    let opinion = Case {
        opinion_for: "leg".to_owned(),
        ..offered("opinion", CaseStage::Held, false)
    };
    assert_eq!(
        acts(&opinion, Service::AgencyDesk, &Fields::default()),
        ["ket-luan", "phan-cong", "tra-lai"]
    );
    let form = &forms(&opinion, Service::AgencyDesk, &Fields::default())[0];
    let words = form.fields.iter().find(|f| f.name == "conclusion.reason");
    assert!(
        words.is_some_and(|field| field.required),
        "an opinion is its words"
    );
}

#[test]
fn an_apology_owed_comes_first_and_is_signed_by_another_than_states_it() {
    let owing = |reason: &str, may_move| Case {
        apology: Some(Apology {
            may_move,
            reason: reason.to_owned(),
            ..Apology::default()
        }),
        ..offered("verify", CaseStage::Held, true)
    };
    let first = |case: &Case| acts(case, Service::AgencyDesk, &Fields::default())[0];
    assert_eq!(first(&owing("", true)), "neu-ly-do");
    assert_eq!(first(&owing("Chờ đo đạc lại.", true)), "ky-xin-loi");
    assert_eq!(
        first(&owing("", false)),
        "trinh",
        "the date may not move again"
    );
}

/// Nghị định 61/2018/NĐ-CP, khoản 9 Điều 19: the apology is given before the promised date.
#[test]
fn an_apology_after_the_date_says_that_it_moves_nothing() {
    let owing = |due: i64, reason: &str| Case {
        apology: Some(Apology {
            may_move: true,
            due: Some(prost_types::Timestamp {
                seconds: due,
                nanos: 0,
            }),
            reason: reason.to_owned(),
            ..Apology::default()
        }),
        ..offered("verify", CaseStage::Held, true)
    };
    let note = |case: Case| {
        forms(&case, Service::AgencyDesk, &Fields::default())[0]
            .note
            .clone()
    };
    for reason in ["", "Chờ đo đạc lại."] {
        assert!(note(owing(-60, reason)).contains("ngày hẹn không đổi"));
        assert!(!note(owing(60, reason)).contains("ngày hẹn không đổi"));
    }
}

#[test]
fn a_second_question_is_not_the_first_sent_twice() {
    let held = offered("verify", CaseStage::Held, true);
    let minted = || {
        let forms = forms(&held, Service::AgencyDesk, &Fields::default());
        let asking = forms.into_iter().find(|form| form.act == "lay-y-kien");
        asking.expect("offered").fields[0].value.clone()
    };
    assert_ne!(minted(), minted());
}
