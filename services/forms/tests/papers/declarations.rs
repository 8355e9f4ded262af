//! What a procedure asks, as citizens take it home: to be filled in by hand, or with what was typed.

use proto::forms::v1::{Box as Tick, Declaration, Question, render_request::Paper};

use crate::desk::{Desk, flat};

const LAW: &str = "Mẫu số 18 NĐ 151/2025/NĐ-CP";

fn question(label: &str, kind: &str) -> Question {
    Question {
        label: label.to_owned(),
        kind: kind.to_owned(),
        required: true,
        ..Question::default()
    }
}

fn blank() -> Declaration {
    let boxes = ["Chuyển nhượng", "Tặng cho"].map(|label| Tick {
        label: label.to_owned(),
        ticked: false,
    });
    Declaration {
        title: "Đơn đăng ký biến động đất đai".to_owned(),
        form_of_law: LAW.to_owned(),
        procedure: "Đăng ký biến động".to_owned(),
        code: "1.013831".to_owned(),
        version: "2025-07-01".to_owned(),
        receivers: vec!["Trung tâm Phục vụ hành chính công tỉnh".to_owned()],
        person: vec![
            question("Họ và tên", "text"),
            question("Số định danh cá nhân", "citizen-id"),
        ],
        questions: vec![
            Question {
                boxes: boxes.into(),
                ..question("Hình thức chuyển quyền", "choice")
            },
            Question {
                required: false,
                ..question("Giá trị", "amount")
            },
            question("Ngày ký hợp đồng", "date"),
            Question {
                hint: "ghi theo Giấy chứng nhận".to_owned(),
                ..question("Thửa đất số", "text")
            },
            question("Hoàn cảnh", "paragraph"),
        ],
        url: "https://mc.quangngai.example/tthc/1.013831".to_owned(),
        verified: true,
        ..Declaration::default()
    }
}

async fn printed(form: Declaration) -> (String, usize) {
    let printed = Desk::new()
        .print("2026-11-22", Paper::Declaration(form))
        .await;
    assert!(printed.pdf.starts_with(b"%PDF-"));
    (flat(&printed.text), printed.pages)
}

#[tokio::test]
async fn a_blank_form_asks_everything_and_leaves_room_to_write() {
    let (text, pages) = printed(blank()).await;
    assert_eq!(pages, 1);
    for said in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI",
        "Thủ tục: Đăng ký biến động (mã 1.013831)",
        "Kính gửi:",
        "(ghi tên nơi nộp: Trung tâm Phục vụ hành chính công tỉnh)",
        "1. Họ và tên:",
        "2. Số định danh cá nhân:",
        "3. Hình thức chuyển quyền: Chuyển nhượng",
        "Tặng cho",
        "4. Giá trị (nếu có):",
        "5. Ngày ký hợp đồng: ngày",
        "6. Thửa đất số (ghi theo Giấy chứng nhận):",
        "7. Hoàn cảnh:",
        "Tôi xin cam đoan những nội dung khai trên đây là đúng sự thật",
        "NGƯỜI LÀM ĐƠN (Ký, ghi rõ họ tên)",
        "Quét mã để xem thủ tục",
    ] {
        assert!(text.contains(said), "{said:?} is missing of {text}");
    }
    assert!(!text.contains('×'), "nothing is ticked");
}

/// The foot never says that it is the form of law: it names the one it stands for.
#[tokio::test]
async fn the_foot_of_every_page_tells_which_form_of_law_it_is_not() {
    let mut long = blank();
    long.questions = (0..60)
        .map(|at| question(&format!("Câu {at}"), "text"))
        .collect();
    let (text, pages) = printed(long).await;
    assert!(pages > 1);
    let foot = format!("mẫu theo quy định: {LAW}. Tờ này không phải bản in của mẫu đó.");
    assert_eq!(text.matches(&foot).count(), pages, "{text}");
    assert_eq!(
        text.matches("dữ liệu của thủ tục 1.013831, phiên bản 01/07/2025")
            .count(),
        pages
    );
    assert!(!text.contains("chưa đối chiếu"));

    let unverified = Declaration {
        verified: false,
        ..blank()
    };
    let (text, _) = printed(unverified).await;
    assert!(
        text.contains("chưa đối chiếu với văn bản công bố"),
        "{text}"
    );
}

#[tokio::test]
async fn what_was_typed_stands_in_its_place() {
    let mut filled = blank();
    filled.addressed_to = "Trung tâm Phục vụ hành chính công xã Bình Minh".to_owned();
    filled.person[0].answer = "Nguyễn Văn Mẫu".to_owned();
    filled.person[1].answer = "051099000001".to_owned();
    filled.questions[0].boxes[1].ticked = true;
    filled.questions[2].answer = "02/11/2026".to_owned();
    let (text, _) = printed(filled).await;
    for said in [
        "Kính gửi: Trung tâm Phục vụ hành chính công xã Bình Minh",
        "1. Họ và tên: Nguyễn Văn Mẫu",
        "2. Số định danh cá nhân: 051099000001",
        "Chuyển nhượng × Tặng cho",
        "5. Ngày ký hợp đồng: 02/11/2026",
    ] {
        assert!(text.contains(said), "{said:?} is missing of {text}");
    }
    assert!(!text.contains("ghi tên nơi nộp"), "it is written already");
}

/// A declaration is signed by who declares, an application by who applies.
#[tokio::test]
async fn who_signs_is_called_by_what_is_signed() {
    for (title, signs) in [
        ("Đơn đề nghị", "NGƯỜI LÀM ĐƠN"),
        ("Tờ khai đề nghị trợ giúp xã hội", "NGƯỜI KHAI"),
        ("Bản khai", "NGƯỜI KHAI"),
        ("Phiếu yêu cầu đăng ký", "NGƯỜI ĐỀ NGHỊ"),
    ] {
        let form = Declaration {
            title: title.to_owned(),
            ..blank()
        };
        let (text, _) = printed(form).await;
        assert!(text.contains(signs), "{title}: {text}");
    }
}

#[tokio::test]
async fn a_form_that_asks_more_than_the_data_know_has_room_for_it() {
    assert!(!printed(blank()).await.0.contains("Nội dung khác"));
    let another = Declaration {
        room: true,
        ..blank()
    };
    assert!(
        printed(another)
            .await
            .0
            .contains("III. Nội dung khác của giấy này")
    );
}
