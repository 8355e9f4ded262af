use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // A question that cannot be answered.
    (
        "“{}” không phải là ngày. Hãy ghi năm-tháng-ngày, ví dụ 2026-10-15.",
        "“{}” is not a date. Write year-month-day, for example 2026-10-15.",
    ),
    (
        "Ngày cuối kỳ sớm hơn ngày đầu kỳ. Hãy chọn ngày cuối bằng hoặc sau ngày đầu.",
        "The period ends before it begins. Choose a last day on or after the first.",
    ),
    (
        "Hãy chọn cách nhóm: theo đơn vị, theo lĩnh vực hoặc theo thủ tục.",
        "Choose what to group by: unit, field or procedure.",
    ),
    (
        "Trang tiếp theo không đúng. Hãy mở lại danh sách từ đầu.",
        "There is no such next page. Open the list again from its beginning.",
    ),
    (
        "Mỗi trang nhiều nhất 500 hồ sơ. Hãy ghi một số nhỏ hơn.",
        "A page has at most 500 dossiers. Write a smaller number.",
    ),
    (
        "Không có đơn vị “{}”. Hãy chọn một đơn vị trong danh mục.",
        "There is no unit “{}”. Choose a unit of the catalogue.",
    ),
    (
        "Bảng không có cột “{}”. Hãy chọn một cột của bảng tiến độ, ví dụ open_late.",
        "The table has no column “{}”. Choose a column of the progress table, for example open_late.",
    ),
    // Lines of tables.
    ("Tổng số", "Total"),
    (
        "Không đơn vị nào (tổng định mức các bước dài hơn thời hạn)",
        "No unit (the norms of the legs together are longer than the term)",
    ),
    ("Điểm đánh giá từ 1 đến 5.", "A rating is from 1 to 5."),
];
