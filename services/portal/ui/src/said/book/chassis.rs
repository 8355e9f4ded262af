use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // Who asks.
    (
        "Tên người thực hiện dài quá 120 ký tự.",
        "The name of who acts is longer than 120 characters.",
    ),
    ("Không rõ ai đang yêu cầu.", "It is not known who asks."),
    (
        "Không xác nhận được ai đang yêu cầu. Hãy đăng nhập lại; nếu vẫn lỗi, báo người quản trị \
         kiểm tra khóa và đồng hồ của các dịch vụ.",
        "It could not be confirmed who asks. Sign in again; if it still fails, ask the \
         administrator to check the keys and clocks of the services.",
    ),
    (
        "Tài khoản này không được giao quyền làm việc này. Nếu công việc cần đến, hãy đề nghị \
         người quản trị cấp quyền.",
        "This account has not been given the right to do this. If the work needs it, ask the \
         administrator for the right.",
    ),
    // What went wrong.
    (
        "Hệ thống gặp lỗi, vui lòng thử lại sau ít phút.",
        "Something went wrong in the system. Please try again in a few minutes.",
    ),
    (
        "Hệ thống tạm gián đoạn, vui lòng thử lại sau ít phút.",
        "The system is interrupted for a while. Please try again in a few minutes.",
    ),
    (
        "Không đọc được nội dung: {}",
        "The content cannot be read: {}",
    ),
    (
        "Thư này còn chờ một thư trước nó của cùng hồ sơ; hãy xử lý thư trước.",
        "This letter still waits for an earlier one of the same dossier; deal with that one first.",
    ),
    (
        "Mã định danh phải là UUID. Hãy tải lại trang hoặc kiểm tra lại mã.",
        "An identifier must be a UUID. Load the page again or check the identifier.",
    ),
    // Letters between services.
    (
        "Thư này không phải là một sự kiện; chỉ có thể bỏ.",
        "This letter is no event; it can only be dropped.",
    ),
    (
        "Dịch vụ này không còn nghe nguồn của thư.",
        "This service no longer listens to where the letter came from.",
    ),
    (
        "Hãy nêu thời điểm bắt đầu phát lại.",
        "Say from which moment events are to be heard again.",
    ),
    (
        "Không có thư lỗi mang số này; có thể đã được xử lý.",
        "There is no dead letter with this number; it may have been dealt with already.",
    ),
    (
        "Mã định danh hồ sơ không đúng dạng UUID.",
        "The identifier of the dossier is not a UUID.",
    ),
];
