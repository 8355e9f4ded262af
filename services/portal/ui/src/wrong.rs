//! The pages that say why there is no page.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::{
    answer::page_with,
    failure::Failure,
    frame::{Frame, Visit, is_work},
};

#[derive(Template)]
#[template(path = "wrong.html")]
struct Wrong {
    f: Frame,
    title: &'static str,
    sentences: Vec<String>,
    back: String,
    /// Offers the tracking box: most lost visitors look for a dossier.
    track: bool,
}

pub fn page(visit: &Visit, failure: &Failure, referer: Option<&str>) -> Response {
    let pick = |vi, en| visit.lang.pick(vi, en);
    let (title, sentences): (_, Vec<String>) = match failure {
        Failure::Malformed(violations) => (
            pick("Thông tin gửi lên chưa đúng", "What was sent is not right"),
            violations.iter().map(|violation| violation.sentence.clone()).collect(),
        ),
        Failure::Refused { sentence, .. } => {
            (pick("Không thực hiện được", "This cannot be done"), vec![sentence.clone()])
        }
        Failure::Absent(sentence) => (pick("Không tìm thấy", "Not found"), vec![sentence.clone()]),
        Failure::Forbidden => (
            pick("Bạn không có quyền mở trang này", "This page is not open to you"),
            vec![pick(
                "Trang này dành cho người có vai trò khác. Nếu công việc của bạn cần đến nó, hãy nhờ người quản trị tài khoản của cơ quan cấp vai trò.",
                "This page is for another role. If your work needs it, ask whoever keeps the accounts of your agency for the role.",
            ).to_owned()],
        ),
        Failure::Foreign => (
            pick("Không nhận biểu mẫu từ trang khác", "The form came from another site"),
            vec![pick(
                "Trình duyệt cho biết biểu mẫu không được gửi từ trang này. Hãy mở lại trang và gửi lại.",
                "The browser says that the form was not sent from this site. Open the page again and send it from there.",
            ).to_owned()],
        ),
        Failure::Unavailable => (
            pick("Hệ thống tạm gián đoạn", "The system is interrupted"),
            vec![pick(
                "Một phần của hệ thống chưa trả lời. Hồ sơ đã nộp không bị mất. Hãy thử lại sau ít phút.",
                "A part of the system does not answer. Nothing that was filed is lost. Try again in a few minutes.",
            ).to_owned()],
        ),
        Failure::Fault => (
            pick("Hệ thống gặp lỗi", "Something went wrong"),
            vec![pick(
                "Lỗi đã được ghi lại. Hồ sơ đã nộp không bị mất. Hãy thử lại sau ít phút.",
                "The fault was recorded. Nothing that was filed is lost. Try again in a few minutes.",
            ).to_owned()],
        ),
    };
    let wrong = Wrong {
        f: visit.frame(),
        title,
        sentences,
        back: referer.and_then(path_of).unwrap_or_default(),
        track: matches!(failure, Failure::Absent(_)) && !is_work(visit.path()),
    };
    page_with(failure.status(), &wrong).unwrap_or_else(|_| failure.status().into_response())
}

/// The page of an error that came without one: a method no page has, more than is taken in, an
/// address that cannot be read.
pub fn of_status(visit: &Visit, bare: Response) -> Response {
    let status = bare.status();
    let (title, sentence) = said_of(status);
    let f = visit.frame();
    let wrong = Wrong {
        title: visit.lang.pick(title.0, title.1),
        sentences: vec![f.sized(sentence.0, sentence.1)],
        f,
        back: String::new(),
        track: false,
    };
    let Ok(mut page) = page_with(status, &wrong) else {
        return bare;
    };
    if let Some(allowed) = bare.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    page
}

type Both = (&'static str, &'static str);

fn said_of(status: StatusCode) -> (Both, Both) {
    match status {
        StatusCode::NOT_FOUND => (
            ("Không tìm thấy", "Not found"),
            (
                "Không có trang này. Hãy kiểm tra lại địa chỉ, hoặc bắt đầu từ trang chủ.",
                "There is no such page. Check the address, or start from the home page.",
            ),
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            (
                "Không làm được ở địa chỉ này",
                "This address cannot do that",
            ),
            (
                "Trang này chỉ để xem, hoặc chỉ nhận biểu mẫu của chính nó. Hãy bắt đầu lại từ trang chủ.",
                "This page is only to be read, or takes only its own form. Start again from the home page.",
            ),
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            ("Nội dung gửi lên quá lớn", "What was sent is too big"),
            (
                "Mỗi tệp tối đa {mb} MB, mỗi biểu mẫu tối đa 512 KB. Hãy quét lại ở độ phân giải 200–300 dpi, tách thành nhiều tệp hoặc viết ngắn lại. Nội dung đã điền vẫn còn khi bấm nút quay lại của trình duyệt.",
                "A file has at most {mb} MB, a form at most 512 KB. Scan it again at 200–300 dpi, split it, or write less. What you typed is still there when you go back in your browser.",
            ),
        ),
        status if status.is_server_error() => (
            ("Hệ thống gặp lỗi", "Something went wrong"),
            (
                "Hồ sơ đã nộp không bị mất. Hãy thử lại sau ít phút.",
                "Nothing that was filed is lost. Try again in a few minutes.",
            ),
        ),
        _ => (
            ("Không đọc được yêu cầu", "The request cannot be read"),
            (
                "Địa chỉ hoặc biểu mẫu chưa đúng. Hãy mở lại trang từ trang chủ rồi thử lại.",
                "The address or the form is not right. Open the page again from the home page.",
            ),
        ),
    }
}

/// The path of an address, so that a link back never leaves this site.
fn path_of(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let path = &rest[rest.find('/')?..];
    (!path.starts_with("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_stays_on_this_site() {
        assert_eq!(
            path_of("https://motcua.example/ban/hang-doi?loc=cho-tra").as_deref(),
            Some("/ban/hang-doi?loc=cho-tra")
        );
        assert_eq!(path_of("https://motcua.example//evil.example/"), None);
        assert_eq!(path_of("about:blank"), None);
    }
}
