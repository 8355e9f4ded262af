//! A press on the province's own forms, and invented dossiers.

use std::path::{Path, PathBuf};

use chassis::Clock;
use forms::{Press, Printed};
use prost_types::Timestamp;
use proto::forms::v1::{self as wire, render_request::Paper};
use tempfile::TempDir;

pub struct Desk {
    pub press: Press,
    // Its folder goes with it.
    _versions: TempDir,
}

pub fn province() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../provinces/quang-ngai")
}

impl Desk {
    pub fn new() -> Self {
        let versions = tempfile::tempdir().unwrap();
        let clock = Clock::showing("2026-11-22T03:00:00Z".parse().unwrap());
        let press = forms::press(&province(), versions.path(), clock).unwrap();
        Self {
            press,
            _versions: versions,
        }
    }

    pub async fn print(&self, on: &str, paper: Paper) -> Printed {
        let printed = self.press.print(on.parse().unwrap(), &paper).await;
        let mut printed = printed.unwrap_or_else(|error| panic!("{error}"));
        printed.text = flat(&printed.text);
        printed
    }
}

/// A text in one line, as it would be read aloud.
pub fn flat(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

pub fn at(moment: &str) -> Option<Timestamp> {
    let moment: chrono::DateTime<chrono::FixedOffset> = moment.parse().unwrap();
    Some(Timestamp {
        seconds: moment.timestamp(),
        nanos: 0,
    })
}

pub fn head() -> Option<wire::Letterhead> {
    Some(wire::Letterhead {
        superior: "Ủy ban nhân dân xã Bình Minh".to_owned(),
        issuer: "Trung tâm Phục vụ hành chính công xã Bình Minh".to_owned(),
        number: String::new(),
        place: "Bình Minh".to_owned(),
    })
}

pub fn subject(name: &str) -> Option<wire::Subject> {
    let code = "H48.21028-261120-00042";
    Some(wire::Subject {
        code: code.to_owned(),
        tracking_url: format!("https://mc.quangngai.example/hs/{code}"),
        matter: "Đăng ký biến động do chuyển nhượng quyền sử dụng đất".to_owned(),
        owner: Some(wire::Party {
            name: name.to_owned(),
            citizen_id: "051099000001".to_owned(),
            address: "Thôn Ví Dụ, xã Bình Minh, tỉnh Quảng Ngãi".to_owned(),
            phone: "0900000001".to_owned(),
            email: String::new(),
        }),
        submitter: None,
        channel: String::new(),
    })
}

pub fn receipt(name: &str) -> wire::Receipt {
    wire::Receipt {
        head: head(),
        subject: subject(name),
        centre: "Trung tâm Phục vụ hành chính công xã Bình Minh".to_owned(),
        papers: vec![wire::HandedIn {
            name: "Đơn đăng ký biến động".to_owned(),
            originals: 1,
            ..wire::HandedIn::default()
        }],
        sets: 1,
        term: "08 ngày làm việc".to_owned(),
        received_at: at("2026-11-20T08:15:00+07:00"),
        due_at: at("2026-12-02T17:00:00+07:00"),
        return_at: "Trung tâm Phục vụ hành chính công xã Bình Minh".to_owned(),
        officer: "Lê Thị Tiếp Nhận".to_owned(),
        ..wire::Receipt::default()
    }
}
