use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // What an answer lacks or has too much of.
    (
        "Việc này không phải việc của bàn tác nghiệp nên không trả lời tại đây. Hãy báo quản trị \
         hệ thống kiểm tra quy trình của thủ tục.",
        "This task is not one of the agency desk, so it is not answered here. Ask the \
         administrator to check the route of the procedure.",
    ),
    (
        "Thiếu số {}. Hãy ghi số như trên giấy tờ đã ban hành.",
        "The number is missing: {}. Enter it as it stands on the paper issued.",
    ),
    (
        "Số {} phải có ít nhất một chữ số, ví dụ 123/TB. Hãy ghi số như trên giấy tờ đã ban hành.",
        "The number must have at least one digit, such as 123/TB: {}. Enter it as it stands on \
         the paper issued.",
    ),
    (
        "Thiếu số tiền phải nộp. Hãy ghi số tiền theo thông báo; nếu được miễn thì ghi 0 và nêu \
         căn cứ.",
        "The amount to pay is missing. Enter the amount on the notice; if nothing is due, enter 0 \
         and state the ground.",
    ),
    (
        "Thiếu hạn nộp tiền. Hãy ghi ngày phải nộp theo thông báo.",
        "The day to pay by is missing. Enter the day on the notice.",
    ),
    (
        "Hạn nộp tiền phải là ngày có thật, ghi theo năm-tháng-ngày, ví dụ 2026-12-15.",
        "The day to pay by must be a real date, written year-month-day, such as 2026-12-15.",
    ),
    (
        "Hạn nộp tiền đã qua. Hãy kiểm tra lại ngày trên thông báo.",
        "The day to pay by is over. Check the day on the notice again.",
    ),
    (
        "Số tiền là 0 đồng nên phải nêu căn cứ miễn, không phải nộp, từ 10 đến 1.000 ký tự. Hãy \
         ghi điều, khoản áp dụng.",
        "The amount is VND 0, so the ground of the exemption must be stated, in 10 to 1,000 \
         characters. Write the article and clause that apply.",
    ),
    (
        "Thiếu số chứng từ nộp tiền. Hãy ghi số biên lai, giấy nộp tiền; nếu được ghi nợ thì nêu \
         căn cứ ghi nợ, từ 10 đến 1.000 ký tự.",
        "The number of the proof of payment is missing. Enter the number of the receipt or \
         payment slip; if the debt was noted instead, state the ground, in 10 to 1,000 \
         characters.",
    ),
    (
        "Kết luận không đồng ý phải nêu lý do, từ 10 đến 1.000 ký tự, để người dân biết cần làm \
         gì. Hãy ghi lý do và quy định áp dụng.",
        "A conclusion against must give its reason, in 10 to 1,000 characters, so that the person \
         knows what to do. Write the reason and the rule that applies.",
    ),
    (
        "Việc này không ghi {}. Hãy để trống mục đó.",
        "This task records none of this: {}. Leave the field empty.",
    ),
    ("thông báo nộp tiền", "payment notice"),
    ("chứng từ nộp tiền", "proof of payment"),
    ("số tiền", "amount"),
    ("hạn nộp tiền", "day to pay by"),
    (
        "hạn nộp tiền khi số tiền là 0 đồng",
        "day to pay by when the amount is VND 0",
    ),
    ("đồng", "VND"),
    (
        "Số tiền ghi bằng chữ số, không có phần lẻ, ví dụ 1.174.500.",
        "The amount is written in digits without a fraction, such as 1,174,500.",
    ),
    (
        "Số tiền phải từ 0 đến 10.000.000.000.000 đồng.",
        "The amount must be from VND 0 to 10,000,000,000,000.",
    ),
    // The tasks, and the papers they issue.
    ("Thẩm định hồ sơ", "Examination"),
    ("Kiểm tra, xác nhận", "Verification"),
    ("Cho ý kiến", "Opinion"),
    ("Niêm yết công khai", "Public notice"),
    ("Xác định nghĩa vụ tài chính", "Tax assessment"),
    (
        "Xác nhận hoàn thành nghĩa vụ tài chính",
        "Confirmation of tax paid",
    ),
    ("Đăng ký", "Registration"),
    ("Đăng ký khai sinh", "Registration of birth"),
    ("Đăng ký thường trú", "Registration of permanent residence"),
    ("Cấp thẻ bảo hiểm y tế", "Issue of a health insurance card"),
    ("Ban hành quyết định", "Decision"),
    (
        "Đính chính sai sót của cơ quan",
        "Correction of an error of the agency",
    ),
    ("Quyết định trợ cấp", "Decision on the allowance"),
    ("giấy tờ đăng ký", "paper of the registration"),
    ("Giấy khai sinh", "birth certificate"),
    (
        "thông báo kết quả đăng ký thường trú",
        "notice of the registration of permanent residence",
    ),
    ("thẻ bảo hiểm y tế", "health insurance card"),
    ("quyết định", "decision"),
    ("giấy tờ đã đính chính", "corrected paper"),
];
