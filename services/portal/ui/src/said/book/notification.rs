use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // What may be done with a notice.
    (
        "Không có thông báo này. Hãy kiểm tra lại mã thông báo.",
        "There is no such notice. Check its identifier.",
    ),
    (
        "Chưa đến giờ gửi thông báo này. Hệ thống sẽ tự gửi khi đến giờ.",
        "It is not yet time to send this notice. It will be sent by itself when the time comes.",
    ),
    (
        "Thông báo đang được gửi. Hãy chờ đơn vị cung cấp dịch vụ trả lời.",
        "The notice is being sent. Wait for the provider to answer.",
    ),
    (
        "Thông báo đã kết thúc, không gửi lại được.",
        "The notice is closed and cannot be sent again.",
    ),
    (
        "Thông báo chưa từng được gửi, nên không ghi nhận được kết quả chuyển phát.",
        "The notice was never sent, so no delivery can be recorded.",
    ),
    (
        "Mã trang không đúng. Hãy mở lại danh sách từ trang đầu.",
        "There is no such page. Open the list again from its first page.",
    ),
    // Why nobody was reached.
    (
        "Hồ sơ không có số điện thoại nhận được tin nhắn và không có địa chỉ bưu chính. Hãy liên hệ trực tiếp với người nộp.",
        "The dossier has no phone number that takes text messages and no postal address. Contact the person who filed it directly.",
    ),
    (
        "Đơn vị chuyển phát từ chối nhận thông báo này. Hãy kiểm tra địa chỉ và liên hệ trực tiếp với người nộp.",
        "The carrier declined this notice. Check the address and contact the person who filed directly.",
    ),
    (
        "Đã gửi nhiều lần nhưng đơn vị cung cấp dịch vụ không nhận. Hãy kiểm tra kết nối với đơn vị này và liên hệ trực tiếp với người nộp.",
        "It was sent several times, but the provider did not take it. Check the connection to the provider and contact the person who filed directly.",
    ),
    (
        "Đơn vị cung cấp dịch vụ báo không chuyển được thông báo đến người nhận. Hãy liên hệ trực tiếp với người nộp.",
        "The provider says that the notice could not be delivered. Contact the person who filed directly.",
    ),
    (
        "Nội dung hết hạn trước khi gửi được: mã xác nhận đã hết giờ, hoặc lịch hẹn đã đổi, đã dùng. Người dân có thể lấy mã mới; hãy kiểm tra kết nối với đơn vị nhắn tin.",
        "What it says was out of date before it could be sent: the confirmation code had expired, or the booking was moved or used. The person can ask for a new code; check the connection to the text message provider.",
    ),
    // What for the service looks at a person's contact details.
    (
        "Gửi thông báo về hồ sơ",
        "To send a notice about the dossier",
    ),
];
