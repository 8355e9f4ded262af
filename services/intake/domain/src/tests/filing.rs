//! What is handed in, and what is told when it is not complete.

use expect_test::expect;

use super::*;

#[test]
fn an_incomplete_filing_hears_everything_at_once() {
    let told = faults("2026-11-02T09:00", |filing| {
        filing.papers.clear();
        filing.receiving_unit = UnitId::new("org:vpdkdd");
        filing.checklist = "1.013831@2024-08-01".to_owned();
        filing.answers.remove("map_sheet");
        filing
            .answers
            .insert("transferor_id".to_owned(), Personal::new("123".to_owned()));
        filing.return_method = ReturnMethod::Post;
    });
    expect![[r#"
        filing.checklist: Danh mục giấy tờ «1.013831@2024-08-01» không còn hiệu lực. Hãy kiểm tra lại hồ sơ theo danh mục «1.013831@2025-07-01» (tải lại trang).
        filing.receiving_unit: Đơn vị «org:vpdkdd» không tiếp nhận hồ sơ của thủ tục này. Hãy chọn một Trung tâm Phục vụ hành chính công.
    "#]]
    .assert_eq(&told.lines().take(2).map(|line| format!("{line}\n")).collect::<String>());
    for field in [
        "filing.papers[",
        "filing.answers[map_sheet]",
        "filing.answers[transferor_id]",
        "filing.return_address",
    ] {
        assert!(told.contains(field), "{field} is missing in\n{told}");
    }
}

#[test]
fn a_procedure_or_a_place_nobody_knows_is_refused() {
    let told = faults("2026-11-02T09:00", |filing| {
        filing.procedure = "9.999999".to_owned()
    });
    expect![[r#"
        filing.procedure: Không có thủ tục «9.999999» đang có hiệu lực. Hãy chọn lại thủ tục trong danh mục.
    "#]]
    .assert_eq(&told);
    let told = faults("2026-11-02T09:00", |filing| {
        filing.place = UnitId::new("org:vpdkdd")
    });
    assert!(told.starts_with("filing.place:"), "{told}");
    // A district ceased to be on 1 July 2025 (Luật 72/2025/QH15): nothing can lie in one.
    let told = faults("2026-11-02T09:00", |filing| {
        filing.place = UnitId::new("adm:524")
    });
    assert!(told.starts_with("filing.place:"), "{told}");
}

/// NĐ 45/2020/NĐ-CP Điều 9, 12: what is filed online as an electronic copy comes with its file.
#[test]
fn an_electronic_paper_filed_online_comes_with_its_file() {
    let desk = desk("2026-11-02T09:00");
    let mut without = filing(&desk, LAND);
    for paper in &mut without.papers {
        paper.documents.clear();
        (paper.originals, paper.copies) = (0, 0);
    }
    let checked = desk.check(DossierId::mint(), without.clone(), Arrival::Online);
    let told = Dossier::decide(&desk, None, Command::TakeIn(Box::new(checked))).unwrap_err();
    let Refusal::Filing(faults) = told else {
        panic!("refused for another reason: {told:?}");
    };
    let fields: Vec<String> = faults.iter().map(FilingFault::field).collect();
    assert_eq!(fields.len(), without.papers.len());
    assert!(
        fields
            .iter()
            .all(|field| field.starts_with("filing.papers["))
    );
    let sentence = faults[0].sentence();
    assert!(
        sentence.contains("Chưa có tệp") && sentence.contains("Hãy"),
        "{sentence}"
    );
    // At the counter the officer has the paper in hand.
    let received = desk.check(DossierId::mint(), without, counter());
    assert!(received.takes_a_number().is_some());
}

/// Somebody stands at the desk for an organisation, and somebody signed in for it online; a letter
/// comes without anybody.
#[test]
fn an_organisation_hands_in_through_a_person() {
    let firm = |filing: &mut Filing| {
        filing.owner.name = Personal::new("Công ty TNHH Ví Dụ".to_owned());
        filing.owner.number = Personal::new("0000000017".parse().unwrap());
    };
    let told = faults("2026-11-02T09:00", firm);
    expect![[r#"
        filing.submitter.name: Chủ hồ sơ là tổ chức. Hãy ghi họ tên và số định danh của người nộp thay tổ chức.
    "#]]
    .assert_eq(&told);
    let told = faults("2026-11-02T09:00", |filing| {
        firm(filing);
        filing.submitter = Some(filing.owner.clone());
    });
    expect![[r#"
        filing.submitter.citizen_id: Người nộp phải là cá nhân. Hãy ghi số định danh hoặc hộ chiếu của người đến nộp; tổ chức ghi ở mục chủ hồ sơ.
    "#]]
    .assert_eq(&told);
    let desk = desk("2026-11-02T09:00");
    let mut brought = filing(&desk, LAND);
    firm(&mut brought);
    brought.submitter = Some(Person {
        number: Personal::new("KOR M12345678".parse().unwrap()),
        ..person()
    });
    let dossier = first(&desk, take_in(&desk, brought, counter()));
    assert_eq!(dossier.standing(), Standing::InProgress);
    let mut posted = filing(&desk, LAND);
    firm(&mut posted);
    let letter = Arrival::Desk {
        channel: Channel::Post,
        handed_over_at: Some(at("2026-11-02T08:00")),
        minutes: Some("BB-07/2026".to_owned()),
        receipt_asked: false,
    };
    let dossier = first(&desk, take_in(&desk, posted, letter));
    assert_eq!(dossier.standing(), Standing::InProgress);
}
