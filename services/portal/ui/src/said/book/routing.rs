use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // The dossier and its route.
    (
        "Hồ sơ chưa có đường đi. Hãy thử lại sau ít giây.",
        "The dossier has no route yet. Try again in a few seconds.",
    ),
    (
        "Danh mục không có phiên bản thủ tục «{}». Hãy báo người quản trị danh mục.",
        "The catalogue has no version “{}” of the procedure. Tell whoever keeps the catalogue.",
    ),
    (
        "Không có thủ tục này. Hãy tìm lại trong danh mục thủ tục hành chính.",
        "There is no such procedure. Look for it again in the catalogue of procedures.",
    ),
    (
        "Hồ sơ không có khâu này. Hãy tải lại trang.",
        "The dossier has no such leg. Load the page again.",
    ),
    (
        "Thiếu mã định danh cho các khâu.",
        "Identifiers are missing for the legs.",
    ),
    (
        "Không thu hồi được vì cơ quan đã nhận hoặc đã trả lời. Hãy tải lại trang.",
        "It cannot be taken back: the agency has accepted it or answered. Load the page again.",
    ),
    (
        "Hồ sơ chưa có kết quả nên chưa có sai sót để sửa (NĐ 61/2018/NĐ-CP Điều 21). Hãy chờ kết quả.",
        "The dossier has no result yet, so there is no error to put right (Article 21 of Decree 61/2018/NĐ-CP). Wait for the result.",
    ),
    (
        "Hồ sơ đã kết thúc liên thông nên không làm được việc này. Hãy tải lại trang.",
        "The dossier's route has ended, so this cannot be done. Load the page again.",
    ),
    (
        "Hãy ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-11-22.",
        "Write the day as year-month-day, for example 2026-11-22.",
    ),
    // Payments.
    (
        "Hồ sơ không có khoản tiền này để hoàn trả. Hãy tải lại trang.",
        "The dossier has no such money to return. Load the page again.",
    ),
    (
        "Khoản tiền này đã hoàn trả theo chứng từ «{}». Hãy tải lại trang.",
        "This money went back by the voucher “{}”. Load the page again.",
    ),
    (
        "Hãy ghi số tiền đã thu, tính bằng đồng.",
        "Enter the amount that was taken, in VND.",
    ),
    (
        "Không có khoản nào phải nộp theo thông báo «{}». Hãy kiểm tra lại số thông báo.",
        "Nothing is to be paid by the notice “{}”. Check the number of the notice.",
    ),
    (
        "Thông báo «{}» đã được ghi nhận nộp tiền hoặc ghi nợ trước đó. Chưa ghi thêm khoản nào; hãy xem khoản đã ghi rồi mới thu.",
        "The notice “{}” was recorded as paid, or its debt was noted, before. Nothing more was recorded; look at what was, then take money.",
    ),
    (
        "Thông báo «{}» không còn phải nộp: hồ sơ đã rút, đã dừng hoặc thông báo đã được thay. Chưa ghi khoản nào; hãy xem lại trước khi thu.",
        "The notice “{}” is not due any more: the dossier was withdrawn or stopped, or the notice replaced. Nothing was recorded; look again before you take money.",
    ),
    (
        "Số tiền lớn bất thường. Hãy đếm lại các chữ số không.",
        "The amount is unusually large. Count the zeros again.",
    ),
    (
        "Ghi nợ thì không thu tiền. Hãy bỏ trống số tiền, hoặc ghi là đã thu.",
        "Where a debt is noted, no money is taken. Leave the amount empty, or record it as taken.",
    ),
    (
        "Khoản thu tại quầy không ghi tên dịch vụ thanh toán.",
        "Money taken at the desk names no payment service.",
    ),
    (
        "Thời điểm nhận tiền không hợp lệ. Hãy nhập ngày, giờ đã nhận.",
        "The moment the money came is not valid. Enter the day and the hour.",
    ),
    (
        "Thời điểm nhận tiền còn ở phía trước. Hãy nhập ngày, giờ đã nhận.",
        "The moment the money came lies ahead. Enter the day and the hour it came.",
    ),
    (
        "Thời điểm nhận tiền trước khi hồ sơ được tiếp nhận. Hãy xem lại ngày, giờ.",
        "The moment the money came is before the dossier was received. Look at the day and the hour again.",
    ),
    (
        "Chỉ Trung tâm Phục vụ hành chính công, người nộp hoặc dịch vụ thanh toán mới ghi nhận được khoản nộp (NĐ 61/2018/NĐ-CP Điều 8).",
        "Only a public service centre, the person who pays or a payment service can record a payment (Article 8 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Chỉ Trung tâm Phục vụ hành chính công hoặc cơ quan đã ra thông báo mới ghi nợ được khoản phải nộp.",
        "Only a public service centre or the agency that issued the notice can note what is owed as a debt.",
    ),
    // What agencies answer.
    (
        "«{}» báo về một khâu của «{}». Hãy kiểm tra cấu hình dịch vụ.",
        "“{}” spoke of a leg that belongs to “{}”. Check how the services are configured.",
    ),
    (
        "Cơ quan trả lời lần chuyển {} nhưng khâu này mới chuyển {} lần.",
        "The agency answered offer no. {}, but the latest offer of this leg is no. {}.",
    ),
    (
        "Cơ quan báo «{}» nhưng trước đó đã báo «{}» cho cùng lần chuyển. Hãy đối soát với cơ quan rồi mới xử lý thư này.",
        "The agency says “{}”, but said “{}” of the same offer before. Compare custody with the agency before this message is handled.",
    ),
    ("tiếp nhận", "accepted"),
    ("hoàn thành, chấp thuận", "completed, granted"),
    ("hoàn thành, không chấp thuận", "completed, not granted"),
    ("từ chối", "declined"),
    ("trả lại", "given back"),
    (
        "Chỉ đơn vị đang chuyển hồ sơ hoặc Trung tâm nơi tiếp nhận mới được thu hồi (NĐ 61/2018/NĐ-CP Điều 18).",
        "Only the unit that offers the dossier or the centre that received it may take it back (Article 18 of Decree 61/2018/NĐ-CP).",
    ),
    // Opinions.
    (
        "Chỉ đơn vị đang giữ hồ sơ mới được lấy ý kiến (NĐ 61/2018/NĐ-CP Điều 19.5). Hãy tiếp nhận hồ sơ trước.",
        "Only the unit that holds the dossier may ask for opinions (Article 19.5 of Decree 61/2018/NĐ-CP). Accept the dossier first.",
    ),
    (
        "Hạn trả lời ý kiến phải ở sau hiện tại (NĐ 61/2018/NĐ-CP Điều 19.5). Hãy chọn lại hạn.",
        "The date to answer by must lie ahead (Article 19.5 of Decree 61/2018/NĐ-CP). Choose another.",
    ),
    (
        "Đơn vị không thể tự lấy ý kiến của mình. Hãy chọn cơ quan phối hợp.",
        "A unit cannot ask its own opinion. Choose another agency.",
    ),
    (
        "«{}» không phải cơ quan có hàng việc để giải quyết. Hãy chọn một cơ quan, đơn vị đang hoạt động.",
        "“{}” is not an agency that works on cases. Choose an agency or unit in operation.",
    ),
    (
        "Mã ý kiến này đã dùng cho một câu hỏi khác. Hãy tải lại trang.",
        "This identifier was used for another question already. Load the page again.",
    ),
    // Who is competent.
    (
        "Khâu này đang chờ xác định đơn vị có thẩm quyền. Hãy chọn đơn vị ở danh sách điều phối (NĐ 118/2025/NĐ-CP).",
        "This leg waits for a competent unit to be named. Choose the unit in the coordination list (Decree 118/2025/NĐ-CP).",
    ),
    (
        "Khâu này đã có đơn vị có thẩm quyền. Hãy tải lại trang.",
        "A competent unit is named for this leg already. Load the page again.",
    ),
    (
        "Chỉ Trung tâm nơi tiếp nhận hồ sơ hoặc Trung tâm cấp tỉnh mới được xác định đơn vị có thẩm quyền (NĐ 118/2025/NĐ-CP).",
        "Only the centre that received the dossier or the provincial centre may name the competent unit (Decree 118/2025/NĐ-CP).",
    ),
    (
        "{} từ chối vì không thuộc thẩm quyền.",
        "{} declined: it is not competent.",
    ),
    // Waits outside the term.
    (
        "Khâu này không phải thời gian chờ ngoài thời hạn, hoặc đã hết chờ. Hãy tải lại trang.",
        "This leg is not a wait outside the term, or the wait is over. Load the page again.",
    ),
    (
        "Chỉ đơn vị phụ trách thời gian chờ mới được kết thúc sớm.",
        "Only the unit in charge of the wait may end it early.",
    ),
    // An apology with a new date.
    (
        "Hồ sơ đang tạm dừng tính thời hạn, chưa có ngày hẹn để xin lỗi. Hãy đợi đến khi thời hạn tính tiếp.",
        "The dossier's clock stands still, so there is no date to apologise for. Wait until it goes on.",
    ),
    (
        "Hồ sơ đã hẹn lại {} lần, không được hẹn lại nữa (NĐ 61/2018/NĐ-CP Điều 19.9: không quá một lần). Hãy trả kết quả sớm nhất.",
        "The promised date may not be moved again (moved so far: {}; Article 19.9 of Decree 61/2018/NĐ-CP: not more than once). Return the result as soon as possible.",
    ),
    (
        "Ngày hẹn mới là ngày nghỉ. Hãy chọn một ngày làm việc.",
        "The new date is a day of rest. Choose a working day.",
    ),
    (
        "Ngày hẹn mới phải sau ngày hẹn đã ghi trên giấy tiếp nhận (NĐ 61/2018/NĐ-CP Điều 19.9). Hãy chọn ngày muộn hơn.",
        "The new date must be after the one on the receipt (Article 19.9 of Decree 61/2018/NĐ-CP). Choose a later day.",
    ),
    // Units reorganised, and another version of the procedure.
    (
        "Chỉ người quản trị mới làm được việc này (TT 01/2018/TT-VPCP Điều 8: quy trình điện tử phải được phê duyệt).",
        "Only an administrator can do this (Article 8 of Circular 01/2018/TT-VPCP: the electronic process has to be approved).",
    ),
    (
        "Ngày sắp xếp đơn vị chưa đến. Hãy chạy thử (không ghi) hoặc chờ đến ngày đó.",
        "The day of the reorganisation has not come. Try it without writing, or wait for that day.",
    ),
    (
        "Không chuyển phiên bản được: khâu «{}» đã làm hoặc đang làm nhưng không có trong phiên bản mới.",
        "The version cannot be changed: leg “{}” is done or under way, but the new version does not have it.",
    ),
    (
        "Không chuyển phiên bản được: khâu «{}» do vai trò khác đảm nhiệm trong phiên bản mới.",
        "The version cannot be changed: in the new version leg “{}” belongs to another role.",
    ),
    (
        "Không chuyển phiên bản được: khâu mới «{}» đứng trước một khâu đã làm hoặc đang làm.",
        "The version cannot be changed: the new leg “{}” comes before one that is done or under way.",
    ),
    ("Thêm khâu «{}» ({}).", "Leg “{}” is added ({})."),
    ("Bỏ khâu «{}».", "Leg “{}” is left out."),
    (
        "Khâu «{}» chuyển từ {} sang {}.",
        "Leg “{}” goes from {} to {}.",
    ),
    (
        "Định mức khâu «{}» từ {} thành {}.",
        "The norm of leg “{}” changes from {} to {}.",
    ),
    ("chưa đặt", "not set"),
    ("Ngày hẹn trả {} giữ nguyên.", "The promised date {} stays."),
    // The plan as a text.
    ("(ngoài thời hạn)", "(outside the term)"),
    (
        "— chờ xác định thẩm quyền: {}",
        "— competence to be determined: {}",
    ),
    ("— theo ủy quyền: {}", "— by delegation: {}"),
    // Where a procedure may be filed.
    (
        "Trung tâm Phục vụ hành chính công tỉnh",
        "The provincial public service centre",
    ),
    (
        "Trung tâm Phục vụ hành chính công xã, phường, đặc khu bất kỳ",
        "Any commune, ward or special zone public service centre",
    ),
    (
        "Bộ phận Một cửa cấp huyện (đến 30/06/2025)",
        "A district one-stop desk (until 30 June 2025)",
    ),
    (
        "Bộ phận Một cửa cấp xã (đến 30/06/2025)",
        "A commune one-stop desk (until 30 June 2025)",
    ),
];
