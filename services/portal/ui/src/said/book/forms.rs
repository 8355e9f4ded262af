use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // A paper to be printed.
    (
        "Có {} dòng, tối đa {} dòng. Hãy in từng khoảng ngày.",
        "There are {} lines, at most {} can be printed. Print a shorter span of days at a time.",
    ),
    (
        "Dòng «{}» có {} cột, phải có {}.",
        "The line “{}” has {} columns, it must have {}.",
    ),
    ("Chưa nói giấy nào cần in.", "Say which paper to print."),
    (
        "Ngày phải có dạng năm-tháng-ngày, ví dụ 2026-11-22.",
        "Write the date as year-month-day, for example 2026-11-22.",
    ),
    // Both sentences; the second stays away where no form of that kind ever was in force.
    (
        "Ngày {} không có mẫu «{}».{}",
        "There is no form “{1}” in force on {0}. {2}",
    ),
    ("Mẫu này có từ ngày {}.", "The form exists from {}."),
    (
        "Giấy chưa dựng xong sau {} giây nên đã dừng. Hãy thử lại; nếu là bản sửa biểu mẫu, xem lại các vòng lặp.",
        "The paper was not finished after {} seconds, so it was stopped. Try again; if you are changing a template, look at its loops.",
    ),
    // Forms of law to download.
    (
        "Hãy nói cần tệp PDF hay DOCX.",
        "Say whether the file is to be PDF or DOCX.",
    ),
    (
        "Không có mẫu này để tải về.",
        "There is no such form to download.",
    ),
    // Templates and their versions.
    ("Không có biểu mẫu này.", "There is no such template."),
    (
        "Không có phiên bản này của biểu mẫu.",
        "There is no such version of the template.",
    ),
    (
        "Dài {} byte, tối đa {} byte. Hãy rút gọn.",
        "It has {} bytes, at most {} are allowed. Shorten it.",
    ),
    (
        "Dữ liệu mẫu không phải JSON đúng: dòng {}.",
        "The sample data is not valid JSON: line {}.",
    ),
    ("Khôi phục phiên bản {}", "Version {} restored"),
    (
        "Biểu mẫu chưa dựng được nên không lưu: dòng {}, {}",
        "The template cannot be drawn, so it was not kept: line {}, {}",
    ),
    (
        "Biểu mẫu đã được {} lưu thành phiên bản {} trong lúc ông/bà sửa. Hãy xem phiên bản đó rồi sửa lại trên nó; nội dung đã gõ còn nguyên.",
        "While you were changing it, the template was kept by {} as version {}. Look at that version and make your change on it; what you typed is still there.",
    ),
    ("hệ thống", "the system"),
];
