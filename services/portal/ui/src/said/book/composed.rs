use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // Days and moments.
    ("thứ Hai, {}/{}/{}", "Monday, {}/{}/{}"),
    // Opening hours, and the tiers of government.
    (
        "{} và {}, thứ Hai đến thứ Sáu",
        "{} and {}, Monday to Friday",
    ),
    ("tỉnh", "province"),
    ("huyện", "district"),
    ("xã", "commune"),
    ("thứ Ba, {}/{}/{}", "Tuesday, {}/{}/{}"),
    ("thứ Tư, {}/{}/{}", "Wednesday, {}/{}/{}"),
    ("thứ Năm, {}/{}/{}", "Thursday, {}/{}/{}"),
    ("thứ Sáu, {}/{}/{}", "Friday, {}/{}/{}"),
    ("thứ Bảy, {}/{}/{}", "Saturday, {}/{}/{}"),
    ("Chủ nhật, {}/{}/{}", "Sunday, {}/{}/{}"),
    ("Thứ Hai, {}/{}/{}", "Monday, {}/{}/{}"),
    ("Thứ Ba, {}/{}/{}", "Tuesday, {}/{}/{}"),
    ("Thứ Tư, {}/{}/{}", "Wednesday, {}/{}/{}"),
    ("Thứ Năm, {}/{}/{}", "Thursday, {}/{}/{}"),
    ("Thứ Sáu, {}/{}/{}", "Friday, {}/{}/{}"),
    ("Thứ Bảy, {}/{}/{}", "Saturday, {}/{}/{}"),
    ("{}:{} thứ Hai, {}/{}/{}", "{}:{} on Monday, {}/{}/{}"),
    ("{}:{} thứ Ba, {}/{}/{}", "{}:{} on Tuesday, {}/{}/{}"),
    ("{}:{} thứ Tư, {}/{}/{}", "{}:{} on Wednesday, {}/{}/{}"),
    ("{}:{} thứ Năm, {}/{}/{}", "{}:{} on Thursday, {}/{}/{}"),
    ("{}:{} thứ Sáu, {}/{}/{}", "{}:{} on Friday, {}/{}/{}"),
    ("{}:{} thứ Bảy, {}/{}/{}", "{}:{} on Saturday, {}/{}/{}"),
    ("{}:{} Chủ nhật, {}/{}/{}", "{}:{} on Sunday, {}/{}/{}"),
    ("{}:{} ngày {}/{}/{}", "{}:{} on {}/{}/{}"),
    // Lines that say little else than a moment.
    (
        "Đủ {} lúc {}:{} {}, {}/{}/{}.",
        "End of {}: {}:{} on {}, {}/{}/{}.",
    ),
    (
        "Từ {}:{} {} đến {}:{} {}: {}.",
        "From {}:{} on {} to {}:{} on {}: {}.",
    ),
    // Who did what: when, by whom, what.
    ("{}:{} ngày {}/{}/{}, {}: {}", "{}:{} on {}/{}/{}, {}: {}"),
    // What made a term run.
    ("Tiếp nhận hồ sơ lúc {}.", "Received at {}."),
    (
        "Ký biên bản giao nhận với bưu chính lúc {}.",
        "Hand-over minutes signed with the post at {}.",
    ),
    (
        "Hoàn thành nghĩa vụ tài chính lúc {}.",
        "Taxes and fees paid at {}.",
    ),
    (
        "Cơ quan giải quyết nhận hồ sơ lúc {}.",
        "Taken over by the deciding agency at {}.",
    ),
    // Money.
    ("{} đồng", "VND {}"),
    // Terms.
    ("0,{} ngày làm việc", "0.{} working days"),
    ("01 ngày làm việc", "1 working day"),
    ("0{} ngày làm việc", "{} working days"),
    ("01 ngày", "1 day"),
    ("0{} ngày", "{} days"),
    ("01 tháng", "1 month"),
    ("0{} tháng", "{} months"),
    (
        "0{} ngày làm việc và 0{} ngày",
        "{} working days and {} days",
    ),
    (
        "0{} ngày và 0{} ngày làm việc",
        "{} days and {} working days",
    ),
    (
        "0{} tháng và 0{} ngày làm việc",
        "{} months and {} working days",
    ),
    (
        "0{} ngày làm việc và {} ngày",
        "{} working days and {} days",
    ),
    (
        "0{} ngày và {} ngày làm việc",
        "{} days and {} working days",
    ),
    (
        "0{} tháng và {} ngày làm việc",
        "{} months and {} working days",
    ),
    (
        "{} ngày làm việc và 0{} ngày",
        "{} working days and {} days",
    ),
    (
        "{} ngày và 0{} ngày làm việc",
        "{} days and {} working days",
    ),
    (
        "{} tháng và 0{} ngày làm việc",
        "{} months and {} working days",
    ),
    ("{} ngày làm việc và {} ngày", "{} working days and {} days"),
    ("{} ngày và {} ngày làm việc", "{} days and {} working days"),
    (
        "{} tháng và {} ngày làm việc",
        "{} months and {} working days",
    ),
    (
        "{} ngày và {} ngày làm việc và {} ngày",
        "{} days, {} working days and {} days",
    ),
    // Working time.
    ("1 ngày làm việc", "1 working day"),
    ("1 giờ làm việc", "1 working hour"),
    ("{} giờ làm việc", "{} working hours"),
    ("1 phút làm việc", "1 working minute"),
    ("{} phút làm việc", "{} working minutes"),
    ("{} giờ {} phút làm việc", "{} h {} min of working time"),
    ("1 ngày {} giờ làm việc", "1 day {} h of working time"),
    ("1 ngày {} phút làm việc", "1 day {} min of working time"),
    (
        "1 ngày {} giờ {} phút làm việc",
        "1 day {} h {} min of working time",
    ),
    ("{} ngày {} giờ làm việc", "{} days {} h of working time"),
    ("{} ngày {} phút làm việc", "{} days {} min of working time"),
    (
        "{} ngày {} giờ {} phút làm việc",
        "{} days {} h {} min of working time",
    ),
    // Days of rest, as the province's calendar names them.
    ("Tết Dương lịch", "New Year's Day"),
    ("Tết Nguyên đán", "Lunar New Year"),
    ("Tết Nguyên đán {}", "Lunar New Year {}"),
    ("Giỗ Tổ Hùng Vương", "Hùng Kings' Day"),
    (
        "Giỗ Tổ Hùng Vương (10/3 âm lịch)",
        "Hùng Kings' Day (10th of the 3rd lunar month)",
    ),
    ("Ngày Chiến thắng", "Victory Day"),
    ("Quốc tế Lao động", "International Labour Day"),
    ("Quốc khánh", "National Day"),
    (
        "Quốc khánh (ngày liền kề)",
        "National Day (the day next to it)",
    ),
    (
        "Quốc khánh (ngày liền kề, trước hoặc sau)",
        "National Day (the day before or after it)",
    ),
    ("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
    ("{} (thứ Bảy)", "{} (Saturday)"),
    ("{} (Chủ nhật)", "{} (Sunday)"),
    ("Nghỉ bù {}", "Day off in lieu of {}"),
    (
        "Nghỉ hoán đổi (làm bù {})",
        "Day off in exchange (made up on {})",
    ),
    ("Làm bù cho {}", "Made up for {}"),
    // Conditions of legs and terms.
    ("«{}»", "“{}”"),
    ("«{}» là «{}»", "“{}” is “{}”"),
    ("«{}» là «{}» hoặc «{}»", "“{}” is “{}” or “{}”"),
    (
        "«{}» là «{}» hoặc «{}» hoặc «{}»",
        "“{}” is “{}”, “{}” or “{}”",
    ),
    ("«{}» hoặc «{}»", "“{}” or “{}”"),
    ("«{}» hoặc «{}» hoặc «{}»", "“{}”, “{}” or “{}”"),
    ("{} và «{}» là {}", "{} and “{}” is {}"),
    ("{} và có nộp «{}»", "{} and “{}” is handed in"),
    ("{} và không phải ({})", "{} and not ({})"),
    ("{} và địa bàn khó khăn", "{} and difficult area"),
    ("địa bàn khó khăn và {}", "difficult area and {}"),
    // Limits reached, where nothing allows an exception, and where it is once.
    (
        "Đã hẹn lại 1 lần; chỉ được hẹn lại không quá 1 lần (NĐ 61/2018/NĐ-CP Điều 19.9).",
        "The date has been moved once; it may not be moved again (Article 19.9 of Decree \
         61/2018/NĐ-CP).",
    ),
    (
        "Đã yêu cầu bổ sung 1 lần; chỉ được yêu cầu không quá 1 lần (NĐ 61/2018/NĐ-CP Điều 11.2, \
         15.3).",
        "A supplement was asked for once; it may not be asked for again (Articles 11.2 and 15.3 \
         of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Đã yêu cầu bổ sung 1 lần; chỉ được yêu cầu không quá 1 lần (NĐ 61/2018/NĐ-CP Điều 11.2, \
         15.3).{}",
        "A supplement was asked for once; it may not be asked for again (Articles 11.2 and 15.3 \
         of Decree 61/2018/NĐ-CP). {}",
    ),
    (
        "Đã yêu cầu bổ sung {} lần; chỉ được yêu cầu không quá {} lần (NĐ 61/2018/NĐ-CP Điều \
         11.2, 15.3).",
        "A supplement was asked for {} times; it may not be asked for more than {} times \
         (Articles 11.2 and 15.3 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Đã quá {} từ khi tiếp nhận; sau thời gian đó không yêu cầu bổ sung nữa (NĐ 61/2018/NĐ-CP \
         Điều 19.4).",
        "The limit of {} since reception is over; after it no supplement is asked for any more \
         (Article 19.4 of Decree 61/2018/NĐ-CP).",
    ),
    // A page saved from the web, whose name needs no Vietnamese letter.
    (
        "Tệp «{}» là trang web (HTML), không phải PDF, JPG hay PNG. Hãy lưu hoặc chụp lại thành \
         PDF, JPG hay PNG rồi tải lên.",
        "The file “{}” is a web page (HTML), not a PDF, JPG or PNG. Save it or photograph it anew \
         as PDF, JPG or PNG, then upload it.",
    ),
    // Of the portal itself: what a file is opened for, as the list of who looked says it.
    ("Giải quyết: {}", "Resolving: {}"),
    ("Xuất sổ theo dõi", "Exporting the register"),
    ("Xem sổ theo dõi", "Looking at the register"),
    (
        "Điền tờ khai khi tiếp nhận hồ sơ",
        "Filling in the form while a dossier is received",
    ),
    ("Xem hàng đợi tại quầy", "Looking at the desk's queue"),
    ("Xử lý hồ sơ tại quầy", "Working on the dossier at the desk"),
    (
        "Xem trước giấy gửi người nộp",
        "Previewing a letter to the applicant",
    ),
    ("In giấy: {}", "Printing a paper: {}"),
    ("xem giấy tờ của hồ sơ", "Looking at the dossier's papers"),
    ("số hóa hồ sơ", "Scanning the dossier's papers"),
    (
        "kiểm tra giấy tờ vừa quét khi tiếp nhận",
        "Checking papers just scanned while receiving",
    ),
    // And what it refuses before a service is asked.
    ("Bạn không có quyền làm việc này.", "You may not do this."),
    (
        "Hệ thống tạm gián đoạn, chưa nhận được hồ sơ. Nội dung bạn điền còn nguyên ở dưới; hãy \
         gửi lại sau ít phút.",
        "The system is interrupted, and the form was not received. What you filled in is kept \
         below; send it again in a few minutes.",
    ),
    (
        "Hệ thống gặp lỗi, chưa nhận được hồ sơ. Nội dung bạn điền còn nguyên ở dưới; hãy gửi lại \
         sau ít phút.",
        "Something went wrong, and the form was not received. What you filled in is kept below; \
         send it again in a few minutes.",
    ),
    (
        "Chưa chọn tệp. Hãy bấm Chọn tệp rồi tải lên.",
        "No file was chosen. Press Choose a file, then upload it.",
    ),
    (
        "Đường truyền bị ngắt nên tệp chưa tải lên hết. Hãy thử lại; các mục đã lưu vẫn còn.",
        "The line broke off before all of the file was sent. Try again; what you saved is kept.",
    ),
    (
        "Không đọc được nội dung gửi lên: {}. Hãy tải lại trang và gửi lại.",
        "What was sent cannot be read: {}. Load the page again and send it once more.",
    ),
    (
        "Không có đơn vị này trong danh mục. Hãy kiểm tra lại địa chỉ.",
        "There is no such unit in the list. Check the address.",
    ),
    // A line of working, and what it rests on.
    ("({})", "({})"),
    (
        "Đính chính do sai sót của cơ quan: {} (Nghị định 61/2018/NĐ-CP, Điều 21)",
        "Corrected for the agency's error: {} (Article 21 of Decree 61/2018/NĐ-CP)",
    ),
    // The slip to the tax office, line by line.
    (
        "1.1 Mã số hồ sơ thủ tục hành chính: {}",
        "1.1 Code of the dossier: {}",
    ),
    (
        "1.2 Ngày nhận đủ hồ sơ hợp lệ: {}",
        "1.2 Complete and valid dossier received on: {}",
    ),
    ("1.3 Loại thủ tục: {}", "1.3 Kind of procedure: {}"),
    ("1.4 Căn cứ: {}", "1.4 Ground: {}"),
    (
        "1.5 Thay thế Phiếu chuyển thông tin số: {}",
        "1.5 In place of the slip numbered: {}",
    ),
    ("2.1.{} Bên chuyển quyền: {}", "2.1.{} Transferor: {}"),
    ("2.2.{} Bên nhận quyền: {}", "2.2.{} Transferee: {}"),
    ("2.{} Địa chỉ: {}", "2.{} Address: {}"),
    (
        "2.{} Mã số thuế/Số định danh cá nhân: {}",
        "2.{} Tax number/Identity number: {}",
    ),
    ("2.{} Ngày sinh: {}", "2.{} Date of birth: {}"),
    ("3.1 Thửa đất số: {}", "3.1 Parcel number: {}"),
    ("3.2 Tờ bản đồ số: {}", "3.2 Map sheet number: {}"),
    ("3.3 Địa chỉ thửa đất: {}", "3.3 Address of the parcel: {}"),
    ("3.4 Diện tích (m²): {}", "3.4 Area (m²): {}"),
    (
        "3.4.1 Sử dụng chung (m²): {}",
        "3.4.1 Used in common (m²): {}",
    ),
    ("3.4.2 Sử dụng riêng (m²): {}", "3.4.2 Used alone (m²): {}"),
    (
        "3.5 Nguồn gốc sử dụng đất: {}",
        "3.5 Origin of land use: {}",
    ),
    (
        "3.6.{} Mục đích, thời hạn sử dụng đất: {}",
        "3.6.{} Land use and its term: {}",
    ),
    (
        "3.7 Giấy tờ về quyền sử dụng đất: {}",
        "3.7 Paper of the right to use land: {}",
    ),
    // A form that never was in force.
    (
        "Ngày {} không có mẫu «{}».",
        "There is no form “{1}” in force on {0}.",
    ),
];
