use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // The line in the waiting room, and bookings.
    (
        "Không có số thứ tự này. Hãy tải lại trang.",
        "There is no such number. Load the page again.",
    ),
    (
        "Số này chưa được gọi. Hãy gọi số trước.",
        "This number has not been called yet. Call it first.",
    ),
    (
        "Số này đã kết thúc. Hãy tải lại trang.",
        "This number is over. Load the page again.",
    ),
    ("Trung tâm không làm việc: {}.", "The centre is closed: {}."),
    (
        "Không có nhóm dịch vụ «{}». Hãy chọn lại nhóm.",
        "There is no group of services “{}”. Choose the group again.",
    ),
    (
        "Khung giờ này đã hết chỗ. Hãy chọn khung giờ khác.",
        "This time is full. Choose another.",
    ),
    (
        "Không đặt được khung giờ này: đã qua, ngoài giờ làm việc hoặc quá xa. Hãy chọn lại.",
        "This time cannot be booked: it is over, outside opening hours or too far ahead. Choose \
         again.",
    ),
    (
        "Số điện thoại này đã đặt lịch trong ngày đó. Hãy đổi hoặc hủy lịch đã đặt trước.",
        "This phone number has a booking on that day already. Move or cancel that one first.",
    ),
    (
        "Không có lịch hẹn này, hoặc mã bí mật không đúng.",
        "There is no such booking, or its secret code is wrong.",
    ),
    (
        "Lịch hẹn này đã dùng hoặc đã hủy.",
        "This booking was used or cancelled.",
    ),
    (
        "Lịch hẹn này dành cho ngày khác. Hãy xem lại ngày hẹn.",
        "This booking is for another day. Check its date.",
    ),
    (
        "«{}» không phải Trung tâm Phục vụ hành chính công đang hoạt động.",
        "“{}” is not a public service centre in being.",
    ),
    (
        "hôm nay là ngày nghỉ hằng tuần",
        "today is a weekly day of rest",
    ),
    ("hôm nay nghỉ {}", "today is a day off: {}"),
    (
        "Mã định danh phải là UUID.",
        "An identifier must be a UUID.",
    ),
    ("Hãy chọn khung giờ.", "Choose a time."),
    (
        "Hãy nhập họ tên và số điện thoại.",
        "Enter the name and the phone number.",
    ),
    (
        "Hãy ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-11-20.",
        "Enter the date as year-month-day, such as 2026-11-20.",
    ),
    (
        "Hãy tìm bằng không quá 200 ký tự.",
        "Search with no more than 200 characters.",
    ),
    (
        "Trang không còn. Hãy mở lại danh sách từ đầu.",
        "The page is gone. Open the list again from the beginning.",
    ),
    // Confirming by phone whose dossier it is, and why data was looked at.
    (
        "Đã gửi nhiều mã xác nhận. Hãy chờ 15 phút rồi thử lại.",
        "Several codes were sent already. Wait 15 minutes, then try again.",
    ),
    (
        "Mã xác nhận không đúng hoặc đã hết hạn. Hãy kiểm tra lại, hoặc lấy mã mới.",
        "The code is wrong or has expired. Check it, or get a new one.",
    ),
    (
        "Gửi mã xác nhận chủ hồ sơ",
        "Sending the code that confirms whose dossier it is",
    ),
    (
        "Mã xác nhận này không còn hiệu lực.",
        "This code is no longer valid.",
    ),
    (
        "Người nộp xác nhận hồ sơ của mình bằng mã gửi đến điện thoại",
        "The applicant confirmed that the dossier is theirs, by a code sent to the phone",
    ),
    (
        "Không tìm thấy hồ sơ này, hoặc ông/bà chưa xác nhận là chủ hồ sơ. Hãy xác nhận bằng mã \
         gửi đến điện thoại.",
        "The dossier was not found, or you have not confirmed that it is yours. Confirm it by a \
         code sent to the phone.",
    ),
    ("Không có nội dung này.", "There is no such thing here."),
    (
        "chọn lại giấy tờ đã nộp",
        "choosing papers handed in before",
    ),
    (
        "nộp lại giấy tờ đã nộp",
        "handing in again papers handed in before",
    ),
    // Ratings, and how a person is told.
    (
        "Chỉ đánh giá được khi hồ sơ đã có kết quả. Hãy quay lại sau khi nhận được tin báo có kết \
         quả.",
        "A dossier can be rated once there is a result. Come back when you have been told of the \
         result.",
    ),
    (
        "Hãy chọn một mức từ 1 (rất không hài lòng) đến 5 (rất hài lòng).",
        "Choose a score from 1 (very dissatisfied) to 5 (very satisfied).",
    ),
    (
        "Đã hết thời gian sửa đánh giá. Nếu còn điều muốn nói, ông/bà có thể gửi góp ý.",
        "The time to change the rating is over. If there is more to say, you can send a complaint \
         or a suggestion.",
    ),
    (
        "Hãy chọn ít nhất một cách nhận tin, mỗi cách một lần.",
        "Choose at least one way to be told, each of them once.",
    ),
    (
        "Hãy ghi địa chỉ thư điện tử để nhận tin, ví dụ ten@vidu.vn.",
        "Enter the e-mail address to be told at, such as ten@vidu.vn.",
    ),
    (
        "Hồ sơ chưa có địa chỉ bưu chính. Hãy chọn cách khác, hoặc báo địa chỉ với Bộ phận Một \
         cửa.",
        "The dossier has no postal address. Choose another way, or give the address to the \
         one-stop desk.",
    ),
    (
        "Hồ sơ chưa có số điện thoại. Hãy chọn cách khác, hoặc báo số điện thoại với Bộ phận Một \
         cửa.",
        "The dossier has no phone number. Choose another way, or give the number to the one-stop \
         desk.",
    ),
    (
        "Hãy chọn tin nhắn, thư điện tử hoặc bưu chính.",
        "Choose text message, e-mail or post.",
    ),
    ("Không có tiêu chí này.", "There is no such criterion."),
    (
        "Địa chỉ thư điện tử chưa đúng. Hãy ghi như ten@vidu.vn.",
        "The e-mail address is not right. Write it like ten@vidu.vn.",
    ),
    // Complaints and suggestions.
    (
        "Không có góp ý này. Hãy kiểm tra lại mã góp ý.",
        "There is no such complaint. Check its code.",
    ),
    (
        "Mã định danh này đã dùng cho một góp ý khác.",
        "This identifier belongs to another complaint.",
    ),
    (
        "Hãy chọn một đơn vị đang hoạt động.",
        "Choose a unit that is in being.",
    ),
    (
        "Góp ý đang ở đơn vị này. Hãy chọn đơn vị khác.",
        "The complaint is with this unit already. Choose another.",
    ),
    (
        "Góp ý đã được chuyển {} lần. Hãy trả lời, nêu rõ đơn vị có thẩm quyền.",
        "The complaint was passed on {} times. Answer it, and say which unit is competent.",
    ),
    ("Góp ý đã được trả lời.", "The complaint was answered."),
    (
        "Hãy ghi số điện thoại hoặc địa chỉ để cơ quan trả lời (NĐ 20/2008/NĐ-CP Điều 7).",
        "Enter a phone number or an address, so that the agency can answer (Article 7 of Decree \
         20/2008/NĐ-CP).",
    ),
    (
        "Lịch làm việc của tỉnh chưa có đến ngày này. Hãy thử lại sau.",
        "The province's calendar of working days does not reach this day yet. Try again later.",
    ),
    ("Hãy chọn nội dung góp ý.", "Choose what it is about."),
    (
        "Không có hồ sơ mang mã này. Hãy xem lại mã trên giấy hẹn, hoặc để trống.",
        "No dossier has this code. Look at the code on the receipt, or leave it empty.",
    ),
    // Requests that cannot be read.
    (
        "Phiên bản thủ tục phải là ngày, dạng năm-tháng-ngày.",
        "The version of a procedure must be a date, written year-month-day.",
    ),
    (
        "Thiếu nội dung hồ sơ.",
        "The content of the dossier is missing.",
    ),
    (
        "Hồ sơ có quá 100 mục giấy tờ. Hãy bỏ bớt.",
        "The dossier lists more than 100 papers. Take some out.",
    ),
    (
        "Số bản không được quá 1000.",
        "There must not be more than 1000 copies of a paper.",
    ),
    (
        "Giấy tờ có quá 100 tệp. Hãy ghép các trang thành một tệp PDF.",
        "The paper has more than 100 files. Join the pages in one PDF file.",
    ),
    (
        "Không đọc được mã của tệp. Hãy tải lại trang và tải tệp lên lại.",
        "The identifier of the file cannot be read. Load the page again and upload the file anew.",
    ),
    (
        "Tờ khai có mục không đọc được tên.",
        "The form has a field whose name cannot be read.",
    ),
    (
        "Tờ khai có quá 200 mục.",
        "The form has more than 200 fields.",
    ),
    (
        "Hãy chọn cách nhận kết quả.",
        "Choose how to receive the result.",
    ),
    (
        "Hãy nêu kênh tiếp nhận: trực tiếp, trực tuyến hay bưu chính.",
        "Say through which channel it came: counter, online or post.",
    ),
    (
        "Mã định danh hồ sơ phải là UUID do hệ thống gửi tạo ra.",
        "The identifier of a dossier must be a UUID made by the system that sends it.",
    ),
];
