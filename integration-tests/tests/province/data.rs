//! A province whose data has mistakes: everything starts, what is sound works, and the mistakes
//! are told by file, line and reason.

use std::path::Path;

use proto::{
    intake::v1::Channel,
    routing::v1::{ListDataProblemsRequest, ListProceduresRequest},
};

use crate::support::{
    Province, data,
    filings::{self, WIDOW},
    finish,
    people::granted,
};

/// A file's fault, by what is replaced with what.
const FAULTS: [(&str, &str, &str); 4] = [
    // Police and insurance wait for each other.
    (
        "procedures/2.000986.yaml",
        "    by: commune-police\n    after: [birth]\n",
        "    by: commune-police\n    after: [birth, health-card]\n",
    ),
    // A unit that is not there, so that whoever needs it (1.012783, 1.013978) goes without.
    (
        "roles.yaml",
        "unit: {fixed: \"org:do-dac\"}",
        "unit: {fixed: \"org:so-khong-co\"}",
    ),
    // A role that nobody plays.
    (
        "procedures/1.010833.yaml",
        "by: commune-committee",
        "by: commune-harbour",
    ),
    // The steps no longer add up to the term.
    (
        "procedures/1.013831.yaml",
        "title: Thẩm định hồ sơ, term: 1.5d",
        "title: Thẩm định hồ sơ, term: 2.5d",
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_province_with_mistakes_in_its_data_still_works() {
    let spoilt = tempfile::tempdir().unwrap();
    copy(&data(), spoilt.path());
    for (file, right, wrong) in FAULTS {
        spoil(&spoilt.path().join(file), right, wrong);
    }
    // The second fault must close the circle.
    let file = spoilt.path().join("procedures/2.000986.yaml");
    let right = "    by: social-insurance\n    after: [birth]\n";
    spoil(
        &file,
        right,
        "    by: social-insurance\n    after: [birth, residence]\n",
    );
    let province = Province::with(|options| {
        options.province = spoilt.path().to_owned();
        options.services = vec!["intake", "routing", "agency-desk"];
    })
    .await;

    let mut routing = province.clients.routing("operator:motcua");
    let told = routing
        .list_data_problems(ListDataProblemsRequest {})
        .await
        .unwrap()
        .into_inner();
    let mut page = String::new();
    for problem in &told.problems {
        page += &format!("{}:{}: {}\n", problem.file, problem.line, problem.why);
    }
    expect_test::expect![[r#"
        procedures/1.010833.yaml:36: there is no role `commune-harbour`
        procedures/1.012783.yaml:54: there is no role `surveyor`
        procedures/1.013831.yaml:10: the legs of phase 1 and its allowances add up to 5d, not to 4d
        procedures/1.013978.yaml:77: there is no role `surveyor`
        procedures/2.000986.yaml:51: the legs residence, health-card wait for one another
        roles.yaml:74: there is no unit `org:so-khong-co`
    "#]]
    .assert_eq(&page);

    let request = ListProceduresRequest {
        on: "2026-11-02".to_owned(),
    };
    let offered = routing
        .list_procedures(request)
        .await
        .unwrap()
        .into_inner()
        .procedures;
    let offered: Vec<&str> = offered.iter().map(|one| one.code.as_str()).collect();
    for code in ["2.000986", "1.010833", "1.013831", "1.012783", "1.013978"] {
        assert!(
            !offered.contains(&code),
            "{code} is offered in spite of its fault"
        );
    }
    assert_eq!(offered.len(), 18, "the sound ones are: {offered:?}");

    province.is_now("2026-11-02T09:00");
    let answers = [
        ("person_name", WIDOW.0),
        ("person_birth", "1955-03-08"),
        ("person_id", WIDOW.1),
        ("phone", WIDOW.2),
        ("address", "Tổ dân phố Ví Dụ, phường Nghĩa Lộ"),
        ("reason", "Giấy cũ bị rách"),
    ];
    let filing = filings::filing(&province.clients, "1.001653", WIDOW, &answers).await;
    let dossier = filings::receive(&province.clients, filing, Channel::Counter).await;
    finish(&province.clients, &dossier, "certify", granted("12/GXN")).await;
    province.stop().await;
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn spoil(file: &Path, right: &str, wrong: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(
        text.contains(right),
        "{} no longer says {right:?}",
        file.display()
    );
    std::fs::write(file, text.replace(right, wrong)).unwrap();
}
