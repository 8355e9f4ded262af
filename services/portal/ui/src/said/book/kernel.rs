use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // Who people are.
    ("Chuyên viên thụ lý", "Specialist"),
    ("Cán bộ tiếp nhận", "Desk officer"),
    ("Lãnh đạo cơ quan", "Head of agency"),
    ("Lãnh đạo Ủy ban nhân dân", "Leader"),
    ("Quản trị vận hành", "Operator"),
    ("Thanh tra, kiểm tra", "Auditor"),
    ("Trưởng Bộ phận Một cửa", "Head of the desk"),
    ("Đầu mối kiểm soát thủ tục hành chính", "Procedure control"),
    // What people type.
    (
        "Mục này không được để trống. Hãy điền nội dung.",
        "This field must not be empty. Fill it in.",
    ),
    (
        "Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.",
        "The text has control characters that cannot be printed. Delete them and type it again.",
    ),
    (
        "Nội dung dài {} ký tự, tối đa {} ký tự. Hãy rút gọn.",
        "The text is {} characters long; at most {} are allowed. Shorten it.",
    ),
    (
        "Số điện thoại phải có 10 chữ số và bắt đầu bằng 0, ví dụ 0912345678.",
        "A phone number has 10 digits and begins with 0, such as 0912345678.",
    ),
    (
        "Số định danh cá nhân phải có đúng 12 chữ số. Hãy xem lại trên thẻ căn cước.",
        "A personal identification number has exactly 12 digits. Look at the identity card again.",
    ),
    (
        "Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 \
         chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678.",
        "This number has not the right form. A person: the 12 digits on the identity card; an \
         organisation: its tax code of 10 or 13 digits; a passport: the code of its state, a space and \
         its number, such as KOR M12345678.",
    ),
    (
        "Mã số thuế {} sai chữ số kiểm tra. Hãy xem lại trên giấy chứng nhận đăng ký của tổ chức.",
        "The tax code {} has a wrong check digit. Look at the organisation's registration again.",
    ),
    // The working behind a date.
    ("thứ Hai", "Monday"),
    ("thứ Ba", "Tuesday"),
    ("thứ Tư", "Wednesday"),
    ("thứ Năm", "Thursday"),
    ("thứ Sáu", "Friday"),
    ("thứ Bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
    ("ngày nghỉ hằng tuần", "weekly day of rest"),
    ("{} lúc {}.", "{} at {}."),
    (
        "Sau {} nên tính từ ngày làm việc tiếp theo.",
        "It came after {}, so the term counts from the next working day.",
    ),
    (
        "Ngoài giờ làm việc nên tính từ giờ mở cửa kế tiếp.",
        "It came outside opening hours, so the term counts from when the office next opens.",
    ),
    (
        "{} là ngày nghỉ ({}) nên tính từ ngày làm việc tiếp theo.",
        "{} is a day of rest ({}), so the term counts from the next working day.",
    ),
    ("Thời hạn bắt đầu lúc {}.", "The term starts at {}."),
    ("Giờ làm việc từ ngày {}: {}.", "Opening hours from {}: {}."),
    (
        "Không tính ngày bắt đầu, {}.",
        "The day on which it starts, {}, is not counted.",
    ),
    ("Không tính {}: {}.", "{} is not counted: {}."),
    ("Có tính {}: {}.", "{} is counted: {}."),
    (
        "Hết hạn trong ngày làm việc, lúc {}.",
        "It ends within the working day, at {}.",
    ),
    ("Đủ {} lúc {}.", "End of {}: {}."),
    ("Từ {} đến {}: {}.", "From {} to {}: {}."),
    (
        "{} là ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo, {}.",
        "{} is a day of rest, so the date moves to the next working day, {}.",
    ),
    (
        "Tạm dừng tính thời gian lúc {}: {}.",
        "Clock stopped at {}: {}.",
    ),
    (
        "Hết căn cứ tạm dừng «{}» lúc {}; còn căn cứ khác nên chưa tính tiếp.",
        "The ground “{}” ended at {}; another ground still holds the clock.",
    ),
    (
        "Không tính thời gian tạm dừng từ {} đến {} ({}); hẹn đến {}.",
        "The pause from {} to {} is not counted ({}); the result is now due at {}.",
    ),
    (
        "Tính lại từ đầu lúc {}: {}.",
        "Counted anew from the beginning at {}: {}.",
    ),
    (
        "Hẹn lại từ {} sang {}: {}.",
        "Date moved from {} to {}: {}.",
    ),
    (
        "Thời điểm được báo, {}, sớm hơn việc đã ghi nhận trước đó; lấy {}.",
        "The moment reported, {}, is earlier than what was recorded before; {} is taken.",
    ),
    (
        "Lịch làm việc chưa có dữ liệu của ngày {}, nên không thể tính thời hạn. Hãy nạp lịch \
         nghỉ, làm bù của năm {} rồi thực hiện lại.",
        "The calendar of working days has no data for {} yet, so no date can be computed. Load \
         the days of rest and make-up days of {}, then try again.",
    ),
    // Grounds, and what makes a term run.
    ("tiếp nhận hồ sơ", "received"),
    (
        "ký biên bản giao nhận với bưu chính",
        "hand-over minutes signed with the post",
    ),
    ("hoàn thành nghĩa vụ tài chính", "taxes and fees paid"),
    (
        "cơ quan giải quyết nhận hồ sơ",
        "taken over by the deciding agency",
    ),
    ("bổ sung hồ sơ", "supplement"),
    (
        "xác định nghĩa vụ tài chính",
        "assessment of taxes and fees",
    ),
    ("thực hiện nghĩa vụ tài chính", "payment of taxes and fees"),
    ("niêm yết công khai", "public notice"),
    ("giám định y khoa", "medical assessment"),
    ("đo đạc, trích đo địa chính", "survey of the land"),
    ("lấy ý kiến cơ quan khác", "opinion of another agency"),
    ("sự kiện bất khả kháng", "force majeure"),
    (
        "hệ thống thông tin gặp sự cố",
        "failure of the information system",
    ),
    ("bắt đầu giai đoạn tiếp theo", "start of the next phase"),
    (
        "xin lỗi và hẹn lại ngày trả kết quả",
        "apology, with a new date for the result",
    ),
    (
        "sửa sai sót của cơ quan",
        "correction of an error of the agency",
    ),
    ("đang tính", "running"),
    ("tạm dừng", "paused"),
    ("tính lại", "counted anew"),
    ("hẹn lại", "moved to a new date"),
    (
        "Ngày hẹn lại phải sau ngày đã hẹn, {}. Hãy chọn một ngày làm việc sau đó.",
        "The new date must be after the one promised, {}. Choose a working day after it.",
    ),
    (
        "Ngày hẹn lại {} là ngày nghỉ. Hãy chọn ngày làm việc, chẳng hạn {}.",
        "The new date, {}, is a day of rest. Choose a working day, such as {}.",
    ),
    // Terms, and stretches of working time.
    ("0 phút làm việc", "0 working minutes"),
    ("ngày", "days"),
    ("giờ", "hours"),
    ("phút", "minutes"),
    ("làm việc", "of working time"),
    ("{} ngày làm việc", "{} working days"),
    ("{} ngày", "{} days"),
    ("{} tháng", "{} months"),
    ("trong ngày làm việc", "within the working day"),
    ("không tính thời gian", "no time counted"),
    (
        "thời hạn «{}» không đọc được: hãy viết số ngày làm việc theo phần tư ngày (8d, 0.5d), \
         giờ hoặc phút làm việc (4h, 90min), số ngày theo lịch (12cd), số tháng (1mo), nối bằng « \
         + », hoặc same-day",
        "the term “{}” cannot be read: write the number of working days in quarters (8d, 0.5d), \
         working hours or minutes (4h, 90min), calendar days (12cd), months (1mo), joined by “ + \
         ”, or same-day",
    ),
];
