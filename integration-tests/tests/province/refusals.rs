//! What the services say to requests that are wrong: the code, the field, the remedy in
//! Vietnamese; and that nothing was written.

use expect_test::expect;
use proto::intake::v1::{AcceptDossierRequest, Filing, Person, SubmitDossierRequest};
use province::Clients;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

use crate::support::{
    Province,
    filings::{self, BUYER, SELLER},
    records,
};

/// The code, the sentence, and each field with what to do about it.
pub fn shown(status: &Status) -> String {
    let fields = status
        .get_details_bad_request()
        .map(|wrong| wrong.field_violations);
    let mut shown = format!("{:?}: {}", status.code(), status.message());
    for violation in fields.unwrap_or_default() {
        shown += &format!("\n    {}: {}", violation.field, violation.description);
    }
    shown
}

/// How much each service has written down.
pub async fn written(province: &Province) -> Vec<i64> {
    let world = &province.world;
    let mut written = Vec::new();
    for service in records::keepers(world) {
        written.push(records::count(world, service, "bus.journal").await);
    }
    for table in ["dossier", "dossier_number", "personal_read"] {
        written.push(records::count(world, "intake", table).await);
    }
    written
}

async fn submit(clients: &Clients, filing: Option<Filing>) -> Result<String, Status> {
    submit_as(clients, &Uuid::now_v7().to_string(), filing).await
}

async fn submit_as(clients: &Clients, id: &str, filing: Option<Filing>) -> Result<String, Status> {
    let request = SubmitDossierRequest {
        dossier_id: id.to_owned(),
        filing,
        ..Default::default()
    };
    let answer = clients.intake("citizen").submit_dossier(request).await?;
    Ok(answer.into_inner().code)
}

async fn good(clients: &Clients) -> Filing {
    let answers = [
        ("change", "transfer"),
        ("map_sheet", "12"),
        ("parcel_number", "801"),
        ("area", filings::AREA),
        ("certificate_number", &filings::serial(801)),
        ("transferor_name", SELLER.0),
        ("transferor_id", SELLER.1),
        ("transferee_name", BUYER.0),
        ("transferee_id", BUYER.1),
        ("contract_date", "2026-10-30"),
    ];
    filings::filing(clients, "1.013831", BUYER, &answers).await
}

fn owner(change: impl FnOnce(&mut Person)) -> impl FnOnce(&mut Filing) {
    move |filing| change(filing.owner.as_mut().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_filing_is_refused_with_a_remedy_and_leaves_no_trace() {
    let province = Province::with(|options| options.services = vec!["intake", "routing"]).await;
    province.is_now("2026-11-02T09:00");
    let clients = &province.clients;
    let good = good(clients).await;
    let before = written(&province).await;
    let mut page = String::new();
    let long = "â".repeat(1_500_000);
    type Change<'a> = Box<dyn FnOnce(&mut Filing) + 'a>;
    let wrong: Vec<(&str, Change<'_>)> = vec![
        (
            "unknown procedure",
            Box::new(|filing| filing.procedure = "9.999999".to_owned()),
        ),
        (
            "missing paper",
            Box::new(|filing| filing.papers.retain(|paper| paper.component != "contract")),
        ),
        (
            "empty paper",
            Box::new(|filing| filing.papers[0].originals = 0),
        ),
        (
            "unknown paper",
            Box::new(|filing| filing.papers[0].component = "horoscope".to_owned()),
        ),
        (
            "citizen id",
            Box::new(owner(|owner| owner.citizen_id = "05107000000".to_owned())),
        ),
        (
            "letters in an id",
            Box::new(owner(|owner| owner.citizen_id = "05107000000x".to_owned())),
        ),
        (
            "phone",
            Box::new(owner(|owner| owner.phone = "12345".to_owned())),
        ),
        (
            "no name",
            Box::new(owner(|owner| owner.name = "  ".to_owned())),
        ),
        ("no owner", Box::new(|filing| filing.owner = None)),
        (
            "place",
            Box::new(|filing| filing.place = "adm:00000".to_owned()),
        ),
        (
            "a province for a commune",
            Box::new(|filing| filing.place = "adm:51".to_owned()),
        ),
        (
            "receiving unit",
            Box::new(|filing| filing.receiving_unit = "org:vpdkdd".to_owned()),
        ),
        (
            "old checklist",
            Box::new(|filing| filing.checklist = "1.013831@2020-01-01".to_owned()),
        ),
        (
            "bell",
            Box::new(owner(|owner| owner.name = "Trần\u{7}Thị Ví Dụ".to_owned())),
        ),
        (
            "turned around",
            Box::new(owner(|owner| {
                owner.name = "Trần \u{202e}Thị Ví Dụ".to_owned()
            })),
        ),
        (
            "null",
            Box::new(owner(|owner| owner.address = "Tổ \0 dân phố".to_owned())),
        ),
        (
            "return method",
            Box::new(|filing| filing.return_method = 77),
        ),
        (
            "choice",
            Box::new(|filing| {
                drop(
                    filing
                        .answers
                        .insert("change".to_owned(), "theft".to_owned()),
                )
            }),
        ),
        (
            "unasked answer",
            Box::new(|filing| drop(filing.answers.insert("mood".to_owned(), "vui".to_owned()))),
        ),
        (
            "missing answer",
            Box::new(|filing| drop(filing.answers.remove("transferor_id"))),
        ),
        (
            "three megabytes",
            Box::new(|filing| drop(filing.answers.insert("price".to_owned(), long.clone()))),
        ),
    ];
    for (what, change) in wrong {
        let mut filing = good.clone();
        change(&mut filing);
        let refused = submit(clients, Some(filing)).await.unwrap_err();
        page += &format!("{what}: {}\n", shown(&refused));
    }
    let refused = submit(clients, None).await.unwrap_err();
    page += &format!("no filing: {}\n", shown(&refused));
    let refused = submit(clients, Some(Filing::default())).await.unwrap_err();
    page += &format!("empty filing: {}\n", shown(&refused));
    let refused = submit_as(clients, "hồ sơ của tôi", Some(good.clone()))
        .await
        .unwrap_err();
    page += &format!("an id of one's own: {}\n", shown(&refused));
    let request = AcceptDossierRequest {
        dossier_id: Uuid::now_v7().to_string(),
        filing: Some(good.clone()),
        channel: 99,
        ..Default::default()
    };
    let refused = clients
        .intake(&filings::desk())
        .accept_dossier(request)
        .await
        .unwrap_err();
    page += &format!("unknown channel: {}\n", shown(&refused));
    expect![[r#"
        unknown procedure: FailedPrecondition: Không có thủ tục «9.999999» đang có hiệu lực. Hãy chọn lại thủ tục trong danh mục.
            filing.procedure: Không có thủ tục «9.999999» đang có hiệu lực. Hãy chọn lại thủ tục trong danh mục.
        missing paper: FailedPrecondition: Thiếu giấy tờ bắt buộc: Hợp đồng hoặc văn bản về việc chuyển quyền. Hãy bổ sung trước khi nộp.
            filing.papers[contract]: Thiếu giấy tờ bắt buộc: Hợp đồng hoặc văn bản về việc chuyển quyền. Hãy bổ sung trước khi nộp.
        empty paper: FailedPrecondition: Thiếu giấy tờ bắt buộc: Đơn đăng ký biến động đất đai, tài sản gắn liền với đất. Hãy bổ sung trước khi nộp.
            filing.papers[application]: Thiếu giấy tờ bắt buộc: Đơn đăng ký biến động đất đai, tài sản gắn liền với đất. Hãy bổ sung trước khi nộp.
        unknown paper: FailedPrecondition: Hồ sơ có 2 mục cần sửa trước khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17.1).
            filing.papers[horoscope]: Giấy tờ «horoscope» không thuộc thành phần hồ sơ hoặc được khai hai lần. Hãy bỏ mục này.
            filing.papers[application]: Thiếu giấy tờ bắt buộc: Đơn đăng ký biến động đất đai, tài sản gắn liền với đất. Hãy bổ sung trước khi nộp.
        citizen id: InvalidArgument: filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.
            filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.
        letters in an id: InvalidArgument: filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.
            filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.
        phone: InvalidArgument: filing.owner.phone: Số điện thoại phải có 10 chữ số và bắt đầu bằng 0, ví dụ 0912345678.
            filing.owner.phone: Số điện thoại phải có 10 chữ số và bắt đầu bằng 0, ví dụ 0912345678.
        no name: InvalidArgument: filing.owner.name: Mục này không được để trống. Hãy điền nội dung.
            filing.owner.name: Mục này không được để trống. Hãy điền nội dung.
        no owner: InvalidArgument: filing.owner.name: Mục này không được để trống. Hãy điền nội dung.; filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.
            filing.owner.name: Mục này không được để trống. Hãy điền nội dung.
            filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.
        place: FailedPrecondition: Hãy chọn xã, phường hoặc đặc khu hiện nay: nơi có đất hoặc nơi cư trú.
            filing.place: Hãy chọn xã, phường hoặc đặc khu hiện nay: nơi có đất hoặc nơi cư trú.
        a province for a commune: FailedPrecondition: Hãy chọn xã, phường hoặc đặc khu hiện nay: nơi có đất hoặc nơi cư trú.
            filing.place: Hãy chọn xã, phường hoặc đặc khu hiện nay: nơi có đất hoặc nơi cư trú.
        receiving unit: FailedPrecondition: Đơn vị «org:vpdkdd» không tiếp nhận hồ sơ của thủ tục này. Hãy chọn một Trung tâm Phục vụ hành chính công.
            filing.receiving_unit: Đơn vị «org:vpdkdd» không tiếp nhận hồ sơ của thủ tục này. Hãy chọn một Trung tâm Phục vụ hành chính công.
        old checklist: FailedPrecondition: Danh mục giấy tờ «1.013831@2020-01-01» không còn hiệu lực. Hãy kiểm tra lại hồ sơ theo danh mục «1.013831@2025-07-01» (tải lại trang).
            filing.checklist: Danh mục giấy tờ «1.013831@2020-01-01» không còn hiệu lực. Hãy kiểm tra lại hồ sơ theo danh mục «1.013831@2025-07-01» (tải lại trang).
        bell: InvalidArgument: filing.owner.name: Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.
            filing.owner.name: Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.
        turned around: InvalidArgument: filing.owner.name: Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.
            filing.owner.name: Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.
        null: InvalidArgument: filing.owner.address: Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.
            filing.owner.address: Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.
        return method: InvalidArgument: filing.return_method: Hãy chọn cách nhận kết quả.
            filing.return_method: Hãy chọn cách nhận kết quả.
        choice: FailedPrecondition: Hãy chọn một trong các mục có sẵn.
            filing.answers[change]: Hãy chọn một trong các mục có sẵn.
        unasked answer: FailedPrecondition: Tờ khai không có mục «mood». Hãy tải lại trang và khai lại.
            filing.answers[mood]: Tờ khai không có mục «mood». Hãy tải lại trang và khai lại.
        missing answer: FailedPrecondition: Hãy điền mục «Số định danh bên chuyển quyền».
            filing.answers[transferor_id]: Hãy điền mục «Số định danh bên chuyển quyền».
        three megabytes: InvalidArgument: filing.answers[price]: Nội dung dài 1500000 ký tự, tối đa 4000 ký tự. Hãy rút gọn.
            filing.answers[price]: Nội dung dài 1500000 ký tự, tối đa 4000 ký tự. Hãy rút gọn.
        no filing: InvalidArgument: filing: Thiếu nội dung hồ sơ.
            filing: Thiếu nội dung hồ sơ.
        empty filing: InvalidArgument: filing.owner.name: Mục này không được để trống. Hãy điền nội dung.; filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.; filing.procedure: Mục này không được để trống. Hãy điền nội dung.; filing.return_method: Hãy chọn cách nhận kết quả.; filing.receiving_unit: Mục này không được để trống. Hãy điền nội dung.; filing.place: Mục này không được để trống. Hãy điền nội dung.; filing.checklist: Mục này không được để trống. Hãy điền nội dung.
            filing.owner.name: Mục này không được để trống. Hãy điền nội dung.
            filing.owner.citizen_id: Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.
            filing.procedure: Mục này không được để trống. Hãy điền nội dung.
            filing.return_method: Hãy chọn cách nhận kết quả.
            filing.receiving_unit: Mục này không được để trống. Hãy điền nội dung.
            filing.place: Mục này không được để trống. Hãy điền nội dung.
            filing.checklist: Mục này không được để trống. Hãy điền nội dung.
        an id of one's own: InvalidArgument: dossier_id: Mã định danh hồ sơ phải là UUID do hệ thống gửi tạo ra.
            dossier_id: Mã định danh hồ sơ phải là UUID do hệ thống gửi tạo ra.
        unknown channel: InvalidArgument: channel: Hãy nêu kênh tiếp nhận: trực tiếp, trực tuyến hay bưu chính.
            channel: Hãy nêu kênh tiếp nhận: trực tiếp, trực tuyến hay bưu chính.
    "#]].assert_eq(&page);
    assert_eq!(written(&province).await, before, "nothing was written");

    // What nobody meant as a filing does not even reach the desk.
    let mut huge = good.clone();
    huge.answers
        .insert("price".to_owned(), "â".repeat(5_000_000));
    let refused = submit(clients, Some(huge)).await.unwrap_err();
    assert_eq!(refused.code(), Code::OutOfRange, "{refused:?}");
    assert_eq!(written(&province).await, before, "nothing was written");
    submit(clients, Some(good))
        .await
        .expect("the desk goes on answering");
    province.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_request_again_changes_nothing_and_another_under_its_id_is_refused() {
    let province = Province::with(|options| options.services = vec!["intake", "routing"]).await;
    let clients = &province.clients;
    let good = good(clients).await;
    let id = Uuid::now_v7().to_string();
    let code = submit_as(clients, &id, Some(good.clone())).await.unwrap();
    let before = written(&province).await;
    assert_eq!(
        submit_as(clients, &id, Some(good.clone())).await.unwrap(),
        code
    );
    let mut other = good.clone();
    other.owner.as_mut().unwrap().name = SELLER.0.to_owned();
    let refused = submit_as(clients, &id, Some(other)).await.unwrap_err();
    expect!["FailedPrecondition: Mã định danh này đã dùng cho một hồ sơ có nội dung khác. Hãy tạo hồ sơ mới."].assert_eq(&shown(&refused));
    assert_eq!(written(&province).await, before, "nothing was written");

    // Both at once: one of them is it.
    let id = Uuid::now_v7().to_string();
    let (one, two) = tokio::join!(
        submit_as(clients, &id, Some(good.clone())),
        submit_as(clients, &id, Some(good.clone())),
    );
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(
        records::count(&province.world, "intake", "dossier").await,
        2
    );
    province.stop().await;
}
