use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // The control sheet: titles, outcomes, notes.
    (
        "Chuyển kết quả về Bộ phận Một cửa",
        "Result passed to the one-stop desk",
    ),
    ("Trước hạn", "Early"),
    ("Đúng hạn", "On time"),
    ("Quá hạn", "Late"),
    ("Đang giải quyết", "In progress"),
    ("Không nhận", "Not taken"),
    ("Trả lại", "Given back"),
    ("Chuyển lại: {}.", "Offered anew: {}."),
    ("Không tiếp nhận: {}.", "Declined: {}."),
    ("Quá thời hạn tiếp nhận.", "The offer expired."),
    ("Thu hồi.", "Taken back."),
    ("Trả lại: {}.", "Given back: {}."),
    ("Văn bản số {}.", "Paper no. {}."),
    ("Không đủ điều kiện giải quyết.", "Not eligible."),
    (
        "Người nộp hồ sơ đã thực hiện nghĩa vụ tài chính: {}.",
        "The person has paid what was due: {}.",
    ),
    ("Sau thời gian chờ: {}.", "After the wait: {}."),
    // A line of the sheet as a text.
    (
        "{} → {} | {} | giao {} nhận {} hạn {} xong {} | {}",
        "{} → {} | {} | given {} taken {} due {} done {} | {}",
    ),
    // Who holds the dossier, and whose the time is.
    ("Người nộp hồ sơ", "The person who filed"),
    (
        "Thời gian chờ ngoài thời hạn giải quyết",
        "Waiting time outside the term",
    ),
    (
        "Tiếp nhận, chuyển hồ sơ tại Bộ phận Một cửa",
        "Receiving and passing on at the one-stop desk",
    ),
    (
        "Định mức các khâu cộng lại dài hơn thời hạn đã hẹn",
        "The norms of the legs together are longer than the term promised",
    ),
    // Titles of legs that no procedure has.
    ("Sửa sai sót: {}", "Error put right: {}"),
    ("Lấy ý kiến: {}", "Opinion asked: {}"),
    // Custody compared: what is found, and what was done about it.
    (
        "Cơ quan báo đang giữ khâu của hồ sơ {} nhưng liên thông không có khâu này.",
        "The agency says it holds a leg of dossier {}, but routing has no such leg.",
    ),
    (
        "Cơ quan báo đang giữ khâu mà liên thông không giao.",
        "The agency says it holds a leg that routing did not give it.",
    ),
    (
        "Cơ quan báo đang giữ khâu đã kết thúc.",
        "The agency says it holds a leg that has ended.",
    ),
    (
        "Cơ quan ghi đơn vị giữ là {}, liên thông ghi {}.",
        "The agency names {} as the holder, routing names {}.",
    ),
    (
        "Cơ quan ghi trạng thái {}, liên thông ghi {}.",
        "The agency has the state {}, routing has {}.",
    ),
    (
        "Cơ quan ghi đã thôi giữ nhưng liên thông vẫn giao cho cơ quan.",
        "The agency holds it no longer, but routing still has it with the agency.",
    ),
    (
        "Cơ quan chưa nhận được lần chuyển mới nhất.",
        "The agency did not get the latest offer.",
    ),
    (
        "Cơ quan chưa từng nhận được hồ sơ đã chuyển.",
        "The agency never got the dossier that was offered.",
    ),
    (
        "Cơ quan đã tiếp nhận nhưng liên thông chưa biết.",
        "The agency has accepted it, but routing did not know.",
    ),
    (
        "Cơ quan đã hoàn thành nhưng liên thông chưa biết.",
        "The agency has completed it, but routing did not know.",
    ),
    (
        "Cơ quan đã trả lại nhưng liên thông chưa biết.",
        "The agency has given it back, but routing did not know.",
    ),
    (
        "Cơ quan đã từ chối nhưng liên thông chưa biết.",
        "The agency has declined it, but routing did not know.",
    ),
    (
        "Liên thông ghi cơ quan đang giữ nhưng cơ quan không có hồ sơ.",
        "Routing has it with the agency, but the agency does not have the dossier.",
    ),
    ("Đã chuyển lại cho cơ quan.", "Offered to the agency anew."),
    (
        "Đã ghi nhận theo báo cáo của cơ quan.",
        "Recorded as the agency reports it.",
    ),
    ("Đã ghi nhận việc tiếp nhận.", "Its acceptance is recorded."),
    (
        "Đã yêu cầu cơ quan đóng việc.",
        "The agency was asked to close the case.",
    ),
    (
        "Đối soát: cơ quan không có hồ sơ",
        "Custody compared: the agency does not have the dossier",
    ),
    ("Chưa xử lý được: {}", "Not put right yet: {}"),
];
