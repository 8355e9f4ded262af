//! What the services of agencies, routing, forms and notices say, as they fill it in.

use super::english;

/// Each as the service says it, and the whole of it in English.
fn said(sentences: &[(&str, &str)]) {
    for (vi, en) in sentences {
        assert_eq!(english(vi).as_deref(), Some(*en), "{vi}");
    }
}

#[test]
fn the_land_register_says_no() {
    said(&[
        (
            "Thửa đất đang bị Chi cục Thi hành án dân sự khu vực 3 kê biên theo 12/QĐ-THADS nên chưa được chuyển quyền, thế chấp (điểm c khoản 1 Điều 45 Luật Đất đai 31/2024/QH15). Hãy nộp lại khi có văn bản giải tỏa kê biên của cơ quan đó.",
            "The parcel is seized by Chi cục Thi hành án dân sự khu vực 3 under 12/QĐ-THADS, so it may not be transferred or mortgaged (point c, clause 1, Article 45 of Land Law 31/2024/QH15). File again once that authority has lifted the seizure in writing.",
        ),
        (
            "Hồ sơ ghi diện tích 123,4 m², hồ sơ địa chính ghi 1.250,0 m². Hãy ghi lại theo Giấy chứng nhận, hoặc nộp mảnh trích đo bản đồ địa chính nếu có đo đạc lại.",
            "The dossier says 123.4 m², the land register 1,250.0 m². Write the area as on the certificate, or hand in the extract of the cadastral map if the parcel was surveyed again.",
        ),
        (
            "Thời hạn sử dụng đất đã hết ngày 15/10/2043; chỉ được chuyển quyền trong thời hạn sử dụng đất (điểm d khoản 1 Điều 45 Luật Đất đai 31/2024/QH15). Hãy làm thủ tục gia hạn sử dụng đất trước.",
            "The term of land use ended on 15 October 2043; the right may be transferred only within that term (point d, clause 1, Article 45 of Land Law 31/2024/QH15). Apply for an extension of the term first.",
        ),
    ]);
}

#[test]
fn a_slip_to_the_tax_office_is_said_line_by_line() {
    said(&[
        (
            "1.1 Mã số hồ sơ thủ tục hành chính: H48.01-261122-0007",
            "1.1 Code of the dossier: H48.01-261122-0007",
        ),
        (
            "1.3 Loại thủ tục: Chuyển nhượng quyền sử dụng đất",
            "1.3 Kind of procedure: Transfer of the right to use land",
        ),
        (
            "1.4 Căn cứ: Hợp đồng hoặc văn bản về việc chuyển quyền ký ngày 02/11/2026, giá trị 850000000 đồng",
            "1.4 Ground: Contract or deed of the transfer, signed on 2 November 2026, value VND 850000000",
        ),
        (
            "2.1.1 Bên chuyển quyền: Nguyễn Thị Mẫu",
            "2.1.1 Transferor: Nguyễn Thị Mẫu",
        ),
        (
            "2.2.1.1 Địa chỉ: Thôn Phú Đông, xã Đại Lộc",
            "2.2.1.1 Address: Thôn Phú Đông, xã Đại Lộc",
        ),
        ("2.2.1.3 Ngày sinh: -/-", "2.2.1.3 Date of birth: -/-"),
        (
            "3.4.1 Sử dụng chung (m²): 0,0",
            "3.4.1 Used in common (m²): 0.0",
        ),
        (
            "3.5 Nguồn gốc sử dụng đất: Nhận chuyển quyền sử dụng đất",
            "3.5 Origin of land use: Right received by transfer",
        ),
        (
            "3.6.1 Mục đích, thời hạn sử dụng đất: Đất ở tại nông thôn (ONT): 123,4 m²; thời hạn: Lâu dài",
            "3.6.1 Land use and its term: Rural residential land (ONT): 123.4 m²; term: Lasting",
        ),
        (
            "3.6.2 Mục đích, thời hạn sử dụng đất: Đất trồng cây hằng năm khác (HNK): 1.250,0 m²; thời hạn: Đến ngày 15/10/2043",
            "3.6.2 Land use and its term: Land for other annual crops (HNK): 1,250.0 m²; term: Until 15 October 2043",
        ),
        (
            "3.7 Giấy tờ về quyền sử dụng đất: Giấy chứng nhận số AA 01234567, số vào sổ CS 00123",
            "3.7 Paper of the right to use land: Certificate no. AA 01234567, register no. CS 00123",
        ),
    ]);
}

#[test]
fn the_working_of_an_allowance_is_said_with_what_it_rests_on() {
    said(&[
        (
            "Ngày xét 22/11/2026: sinh ngày 12/04/1990, đủ 36 tuổi. (Hồ sơ của đối tượng)",
            "Assessed on 22 November 2026: born on 12 April 1990, aged 36. (the person's dossier)",
        ),
        (
            "Thuộc diện người khuyết tật nặng (Nghị định 20/2021/NĐ-CP, khoản 6 Điều 5): hệ số 1,5. (Nghị định 20/2021/NĐ-CP, điểm e khoản 1 Điều 6)",
            "In the group “person with a severe disability” (clause 6, Article 5 of Decree 20/2021/NĐ-CP): coefficient 1.5. (point e, clause 1, Article 6 of Decree 20/2021/NĐ-CP)",
        ),
        (
            "Thuộc diện người đơn thân nghèo đang nuôi con (Nghị định 20/2021/NĐ-CP, khoản 4 Điều 5): hệ số 1,0 × 2 con = 2,0. (Nghị định 20/2021/NĐ-CP, điểm d khoản 1 Điều 6)",
            "In the group “poor single parent raising children” (clause 4, Article 5 of Decree 20/2021/NĐ-CP): coefficient 1.0 × 2 (children) = 2.0. (point d, clause 1, Article 6 of Decree 20/2021/NĐ-CP)",
        ),
        (
            "Không tính diện người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng: 36 tuổi không thuộc độ tuổi của diện này. (Nghị định 20/2021/NĐ-CP, điểm a khoản 5 Điều 5)",
            "The group “elderly person of a poor household with nobody to care for them” does not count: 36 is not an age of this group. (point a, clause 5, Article 5 of Decree 20/2021/NĐ-CP)",
        ),
        (
            "Mức chuẩn trợ giúp xã hội: 540.000 đồng/tháng, áp dụng từ 01/07/2026. (Nghị định 335/2026/NĐ-CP, Điều 4)",
            "Standard amount of social assistance: VND 540,000 a month, applied from 1 July 2026. (Article 4 of Decree 335/2026/NĐ-CP)",
        ),
        (
            "Mức hưởng: 540.000 đồng × 1,5 = 810.000 đồng/tháng. (Nghị định 20/2021/NĐ-CP, khoản 1 Điều 6)",
            "Amount: VND 540,000 × 1.5 = VND 810,000 a month. (clause 1, Article 6 of Decree 20/2021/NĐ-CP)",
        ),
        (
            "Diện người khuyết tật nặng: hưởng từ tháng 05/2026, tháng được cấp giấy xác nhận mức độ khuyết tật. (Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8)",
            "The group “person with a severe disability”: drawn from May 2026, the month the degree of disability was certified. (clause 1, Article 8 of Decree 20/2021/NĐ-CP)",
        ),
        (
            "Hệ số lấy theo Nghị định 20/2021/NĐ-CP; đối chiếu với Nghị định 335/2026/NĐ-CP trước khi ký. (Nghị định 335/2026/NĐ-CP, hiệu lực từ 05/10/2026)",
            "The coefficient is that of Decree 20/2021/NĐ-CP; compare it with Decree 335/2026/NĐ-CP before signing. (Decree 335/2026/NĐ-CP, in force from 5 October 2026)",
        ),
        (
            "Đính chính do sai sót của cơ quan: ghi nhầm ngày sinh. (Nghị định 61/2018/NĐ-CP, Điều 21)",
            "Corrected for the agency's error: ghi nhầm ngày sinh. (Article 21 of Decree 61/2018/NĐ-CP)",
        ),
        // Why nothing is owed, as the conclusion carries it.
        (
            "Không tính diện người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng: không thuộc hộ nghèo. (Nghị định 20/2021/NĐ-CP, điểm a khoản 5 Điều 5)\nKhông đủ điều kiện hưởng trợ cấp xã hội hằng tháng. (Nghị định 20/2021/NĐ-CP, Điều 5)",
            "The group “elderly person of a poor household with nobody to care for them” does not count: not of a poor household. (point a, clause 5, Article 5 of Decree 20/2021/NĐ-CP)\nNot eligible for the monthly social allowance. (Article 5 of Decree 20/2021/NĐ-CP)",
        ),
        (
            "Trợ cấp đang ở trạng thái đã dừng do rút hồ sơ nên không làm được việc này. Hãy tải lại hồ sơ để xem trạng thái hiện tại.",
            "The allowance is dropped as the dossier was withdrawn, so this cannot be done. Load the dossier again to see how it stands.",
        ),
    ]);
}

#[test]
fn a_control_sheet_notes_one_thing_after_another() {
    said(&[
        ("Trả lại: thiếu trích đo.", "Given back: thiếu trích đo."),
        (
            "Chuyển lại: chuyển lại. Văn bản số 15/PCTT.",
            "Offered anew: chuyển lại. Paper no. 15/PCTT.",
        ),
        (
            "Người nộp hồ sơ đã thực hiện nghĩa vụ tài chính: BL-0001. Văn bản số 88/TB.",
            "The person has paid what was due: BL-0001. Paper no. 88/TB.",
        ),
        (
            "Sau thời gian chờ: Niêm yết công khai. Chuyển lại: Đối soát: cơ quan không có hồ sơ. Quá thời hạn tiếp nhận. Thu hồi.",
            "After the wait: Public notice. Offered anew: Custody compared: the agency does not have the dossier. The offer expired. Taken back.",
        ),
    ]);
}

#[test]
fn routing_says_what_it_found_and_what_it_did() {
    said(&[
        (
            "Cơ quan ghi đơn vị giữ là org:vpdkdd, liên thông ghi org:thue-tinh.",
            "The agency names org:vpdkdd as the holder, routing names org:thue-tinh.",
        ),
        (
            "Cơ quan ghi trạng thái Approved, liên thông ghi Offered.",
            "The agency has the state Approved, routing has Offered.",
        ),
        (
            "Chưa xử lý được: Cơ quan báo «hoàn thành, chấp thuận» nhưng trước đó đã báo «từ chối» cho cùng lần chuyển. Hãy đối soát với cơ quan rồi mới xử lý thư này.",
            "Not put right yet: The agency says “completed, granted”, but said “declined” of the same offer before. Compare custody with the agency before this message is handled.",
        ),
        (
            "Phòng Kinh tế xã Đại Lộc từ chối vì không thuộc thẩm quyền.",
            "Phòng Kinh tế xã Đại Lộc declined: it is not competent.",
        ),
        (
            "Định mức khâu «Đo đạc lại thửa đất» từ 03 ngày làm việc thành chưa đặt.",
            "The norm of leg “Đo đạc lại thửa đất” changes from 3 working days to not set.",
        ),
        (
            "Hồ sơ đã hẹn lại 1 lần, không được hẹn lại nữa (NĐ 61/2018/NĐ-CP Điều 19.9: không quá một lần). Hãy trả kết quả sớm nhất.",
            "The promised date may not be moved again (moved so far: 1; Article 19.9 of Decree 61/2018/NĐ-CP: not more than once). Return the result as soon as possible.",
        ),
    ]);
}

#[test]
fn forms_reports_and_notices_say_what_is_wrong() {
    said(&[
        (
            "Ngày 01/03/2024 không có mẫu «Giấy tiếp nhận hồ sơ và hẹn trả kết quả».",
            "There is no form “Giấy tiếp nhận hồ sơ và hẹn trả kết quả” in force on 1 March 2024.",
        ),
        (
            "Ngày 01/03/2024 không có mẫu «Giấy tiếp nhận hồ sơ và hẹn trả kết quả». Mẫu này có từ ngày 01/07/2025.",
            "There is no form “Giấy tiếp nhận hồ sơ và hẹn trả kết quả” in force on 1 March 2024. The form exists from 1 July 2025.",
        ),
        (
            "Biểu mẫu đã được hệ thống lưu thành phiên bản 3 trong lúc ông/bà sửa. Hãy xem phiên bản đó rồi sửa lại trên nó; nội dung đã gõ còn nguyên.",
            "While you were changing it, the template was kept by the system as version 3. Look at that version and make your change on it; what you typed is still there.",
        ),
        (
            "“mai” không phải là ngày. Hãy ghi năm-tháng-ngày, ví dụ 2026-10-15.",
            "“mai” is not a date. Write year-month-day, for example 2026-10-15.",
        ),
    ]);
}
