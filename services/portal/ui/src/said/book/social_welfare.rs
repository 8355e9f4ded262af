use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // Why an allowance cannot be decided or changed so.
    (
        "Không có hồ sơ trợ cấp này. Hãy kiểm tra mã hồ sơ, hoặc nộp tờ khai đề nghị trợ cấp xã hội hằng tháng (1.001776).",
        "There is no entitlement by this dossier. Check its code, or file an application for the monthly social allowance (1.001776).",
    ),
    (
        "Đề nghị trợ cấp này đã được ghi nhận với nội dung khác. Muốn sửa thông tin đang xét, hãy dùng mục đính chính.",
        "This application was recorded already, with other contents. To change what is being considered, use the section for corrections.",
    ),
    (
        "Trợ cấp đang ở trạng thái {} nên không làm được việc này. Hãy tải lại hồ sơ để xem trạng thái hiện tại.",
        "The allowance is {}, so this cannot be done. Load the dossier again to see how it stands.",
    ),
    ("đang xét", "being considered"),
    ("đang hưởng", "being drawn"),
    ("không được hưởng", "denied"),
    ("thôi hưởng", "ended"),
    (
        "đã dừng do rút hồ sơ",
        "dropped as the dossier was withdrawn",
    ),
    (
        "Số quyết định này đã dùng cho một quyết định khác của hồ sơ. Hãy kiểm tra và ghi số khác.",
        "This number is used by another decision of the dossier. Check it and write another.",
    ),
    (
        "Ngày sinh không hợp lệ: phải trước ngày hôm nay và không quá 130 năm. Hãy kiểm tra trên căn cước hoặc giấy khai sinh.",
        "The date of birth is not valid: it must be before today and no more than 130 years ago. Check it on the identity card or birth certificate.",
    ),
    (
        "Chưa ghi diện đề nghị trợ cấp. Hãy chọn ít nhất một diện theo Điều 5 Nghị định 20/2021/NĐ-CP.",
        "No group is given for the allowance. Choose at least one of Article 5 of Decree 20/2021/NĐ-CP.",
    ),
    (
        "Một diện được ghi hai lần. Hãy bỏ bớt một dòng.",
        "A group is given twice. Leave one line out.",
    ),
    (
        "Không có nhóm đối tượng này. Hãy chọn một nhóm theo Điều 5 Nghị định 20/2021/NĐ-CP.",
        "There is no such group. Choose one of Article 5 of Decree 20/2021/NĐ-CP.",
    ),
    (
        "Hãy chọn một: hộ nghèo, hộ cận nghèo, hoặc không thuộc hai loại này.",
        "Choose one: a poor household, a near-poor household, or neither.",
    ),
    (
        "Hãy ghi một ngày có thật, dạng năm-tháng-ngày, ví dụ 1990-12-31.",
        "Write a real day as year-month-day, for example 1990-12-31.",
    ),
    (
        "Người khuyết tật phải có ngày cấp giấy xác nhận mức độ khuyết tật. Hãy ghi ngày trên giấy.",
        "For a person with a disability, the day its degree was certified is needed. Write the day on the certificate.",
    ),
    (
        "Ngày cấp giấy xác nhận khuyết tật phải từ ngày sinh đến hôm nay. Hãy kiểm tra trên giấy xác nhận.",
        "The day the disability was certified must lie between the date of birth and today. Check it on the certificate.",
    ),
    (
        "Số con đang nuôi phải từ 1 đến 20. Hãy đếm số con dưới 16 tuổi, hoặc từ 16 đến 22 tuổi đang đi học.",
        "The number of children raised must be from 1 to 20. Count those under 16, and those from 16 to 22 who are studying.",
    ),
    (
        "Mã hồ sơ không đúng định dạng. Hãy tải lại trang.",
        "The dossier's identifier is malformed. Load the page again.",
    ),
    (
        "Chưa có mức chuẩn trợ giúp xã hội cho tháng {}. Hãy nạp mức chuẩn vào danh mục quy định rồi thử lại.",
        "There is no standard amount of social assistance for {}. Add it to the rules and try again.",
    ),
    (
        "Tháng tạm dừng phải từ tháng {} trở đi: các tháng trước đã chi trả. Hãy chọn tháng khác.",
        "The allowance can be suspended from {} at the earliest: the months before are paid. Choose another month.",
    ),
    (
        "Tháng hưởng lại phải từ tháng {} trở đi, là tháng bắt đầu tạm dừng. Hãy chọn tháng khác.",
        "The allowance can be resumed from {} at the earliest, the month it was suspended from. Choose another month.",
    ),
    (
        "Ngày làm căn cứ thôi hưởng phải từ ngày sinh đến hôm nay. Hãy kiểm tra giấy báo tử hoặc văn bản làm căn cứ.",
        "The day the allowance ends by must lie between the date of birth and today. Check the death notice or the paper it rests on.",
    ),
    (
        "Chỉ thôi hưởng vì không chấp hành xác định lại sau khi đã tạm dừng đủ 3 tháng (điểm đ khoản 1 Điều 2 Thông tư 02/2021/TT-BLĐTBXH). Hãy ra quyết định tạm dừng trước, hoặc chờ đủ thời hạn.",
        "An allowance ends for want of reassessment only after it was suspended for 3 full months (point đ, clause 1, Article 2 of Circular 02/2021/TT-BLĐTBXH). Decide on the suspension first, or wait until the time is over.",
    ),
    (
        "Theo quy định hiện hành, đối tượng không còn đủ điều kiện hưởng từ tháng {}. Hãy kiểm tra hồ sơ và ra quyết định thôi hưởng.",
        "By the rules in force the person is no longer eligible from {}. Check the dossier and decide that the allowance ends.",
    ),
    (
        "Quyết định trợ cấp đã ban hành nên không rút lại để sửa. Nếu cơ quan có sai sót, hãy đề nghị Bộ phận Một cửa mở việc đính chính (Điều 21 Nghị định 61/2018/NĐ-CP).",
        "The decision on the allowance is issued and cannot be taken back to change it. If the agency made an error, ask the one-stop desk to open a correction (Article 21 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Quyết định trợ cấp chưa ban hành nên chưa có gì để đính chính. Hãy xét lại và trình quyết định mới.",
        "The decision on the allowance is not issued, so there is nothing to correct. Assess it again and put a new decision before the head.",
    ),
    (
        "Trợ cấp chỉ được quyết định theo kết quả tính của quy định. Hãy dùng mục Xét trợ cấp theo quy định để trình quyết định.",
        "An allowance is decided only as the rules compute it. Use “Decide the allowance by the rules” to put the decision before the head.",
    ),
    (
        "Việc này không phải là quyết định trợ cấp xã hội hằng tháng. Hãy ghi kết luận của việc ở mục kết luận.",
        "This case is not a decision on the monthly social allowance. Write its conclusion in the section for conclusions.",
    ),
    (
        "Lãnh đạo đã phê duyệt quyết định trợ cấp này với thông tin khác. Muốn thay đổi, hãy lập quyết định điều chỉnh.",
        "The head has approved this decision on other facts. To change it, draw up an adjusting decision.",
    ),
    (
        "Việc này đính chính quyết định đã ban hành nên phải nêu sai sót của cơ quan (Điều 21 Nghị định 61/2018/NĐ-CP). Hãy ghi lý do đính chính.",
        "This case corrects a decision already issued, so the agency's error has to be stated (Article 21 of Decree 61/2018/NĐ-CP). Write the reason for the correction.",
    ),
    (
        "Xét trợ cấp không ghi lý do đính chính. Hãy để trống mục lý do.",
        "Assessing an allowance takes no reason for a correction. Leave the reason empty.",
    ),
    (
        "Chưa có quyết định trợ cấp cho hồ sơ này ở đơn vị của bạn. Hãy kiểm tra mã hồ sơ, hoặc xét trợ cấp trước.",
        "Your unit has no decision on an allowance for this dossier. Check its code, or assess the allowance first.",
    ),
    (
        "Thủ tục trợ giúp xã hội không thu tiền. Hãy để trống số tiền và hạn nộp.",
        "Social assistance costs nothing. Leave the amount and the date to pay by empty.",
    ),
    // The working of an assessment, line by line.
    (
        "Ngày xét {}: sinh ngày {}, đủ {} tuổi.",
        "Assessed on {}: born on {}, aged {}.",
    ),
    (
        "Chưa sinh vào ngày xét.",
        "Not born yet on the day of the assessment.",
    ),
    (
        "Thuộc diện {} ({}): hệ số {}.",
        "In the group “{}” ({}): coefficient {}.",
    ),
    (
        "Thuộc diện {} ({}): hệ số {} × {} con = {}.",
        "In the group “{}” ({}): coefficient {} × {} (children) = {}.",
    ),
    (
        "Không tính diện {}: {}.",
        "The group “{}” does not count: {}.",
    ),
    (
        "Không đủ điều kiện hưởng trợ cấp xã hội hằng tháng.",
        "Not eligible for the monthly social allowance.",
    ),
    (
        "Người đơn thân nghèo đang nuôi con đồng thời là {}: hưởng cả hai chế độ, hệ số {} + {} = {}.",
        "Poor single parent raising children and also “{}”: both are drawn, coefficient {} + {} = {}.",
    ),
    (
        "Thuộc nhiều diện: chỉ hưởng một mức cao nhất, hệ số {}.",
        "In several groups: only the highest is drawn, coefficient {}.",
    ),
    (
        "Mức chuẩn trợ giúp xã hội: {}/tháng, áp dụng từ {}.",
        "Standard amount of social assistance: {} a month, applied from {}.",
    ),
    (
        "Mức hưởng: {} × {} = {}/tháng.",
        "Amount: {} × {} = {} a month.",
    ),
    (
        "Diện {}: hưởng từ tháng {}, {}.",
        "The group “{}”: drawn from {}, {}.",
    ),
    (
        "tháng được cấp giấy xác nhận mức độ khuyết tật",
        "the month the degree of disability was certified",
    ),
    ("tháng đủ tuổi", "the month the age is reached"),
    ("tháng ký quyết định", "the month the decision is signed"),
    (
        "Hệ số lấy theo Nghị định 20/2021/NĐ-CP; đối chiếu với Nghị định 335/2026/NĐ-CP trước khi ký.",
        "The coefficient is that of Decree 20/2021/NĐ-CP; compare it with Decree 335/2026/NĐ-CP before signing.",
    ),
    (
        "Trong tháng {} đối tượng đủ tuổi đổi hệ số: mức từ tháng này là {}.",
        "In {} the person reaches an age with another coefficient: from that month the amount is {}.",
    ),
    (
        "Truy lĩnh từ tháng {} đến trước tháng ký quyết định: {}.",
        "Back pay from {} to before the month the decision is signed: {}.",
    ),
    (
        "Hỗ trợ chi phí mai táng: {} × 20 = {}.",
        "Support for the funeral: {} × 20 = {}.",
    ),
    (
        "Đính chính do sai sót của cơ quan: {}",
        "Corrected for the agency's error: {}",
    ),
    // Who is owed an allowance.
    (
        "trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng",
        "child under 16 with nobody to provide for them",
    ),
    (
        "người từ đủ 16 tuổi đến 22 tuổi không có nguồn nuôi dưỡng, đang đi học",
        "person from 16 to 22 with nobody to provide for them, studying",
    ),
    (
        "trẻ em nhiễm HIV/AIDS thuộc hộ nghèo",
        "child with HIV/AIDS of a poor household",
    ),
    (
        "người đơn thân nghèo đang nuôi con",
        "poor single parent raising children",
    ),
    (
        "người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng",
        "elderly person of a poor household with nobody to care for them",
    ),
    (
        "người từ đủ 75 tuổi đến 80 tuổi thuộc hộ nghèo, hộ cận nghèo ở địa bàn đặc biệt khó khăn",
        "person from 75 to 80 of a poor or near-poor household in an area of particular difficulty",
    ),
    (
        "người từ đủ 80 tuổi không có lương hưu, trợ cấp hằng tháng",
        "person of 80 or older without a pension or monthly allowance",
    ),
    (
        "người cao tuổi đủ điều kiện vào cơ sở trợ giúp xã hội, được nhận chăm sóc tại cộng đồng",
        "elderly person eligible for a social assistance facility, cared for in the community",
    ),
    (
        "người khuyết tật đặc biệt nặng",
        "person with a particularly severe disability",
    ),
    ("người khuyết tật nặng", "person with a severe disability"),
    (
        "trẻ em dưới 3 tuổi thuộc hộ nghèo, hộ cận nghèo ở địa bàn đặc biệt khó khăn",
        "child under 3 of a poor or near-poor household in an area of particular difficulty",
    ),
    (
        "người nhiễm HIV/AIDS thuộc hộ nghèo, không có thu nhập ổn định",
        "person with HIV/AIDS of a poor household, without a stable income",
    ),
    // Why a group does not count.
    (
        "{} tuổi không thuộc độ tuổi của diện này",
        "{} is not an age of this group",
    ),
    (
        "không hưởng trợ cấp này trước khi đủ 16 tuổi",
        "did not draw this allowance before the age of 16",
    ),
    ("không còn đi học", "no longer studying"),
    ("không thuộc hộ nghèo", "not of a poor household"),
    (
        "không thuộc hộ nghèo, hộ cận nghèo",
        "not of a poor or near-poor household",
    ),
    (
        "không sống ở địa bàn đặc biệt khó khăn",
        "does not live in an area of particular difficulty",
    ),
    (
        "đang có lương hưu hoặc trợ cấp bảo hiểm xã hội hằng tháng",
        "has a pension or a monthly social insurance allowance",
    ),
    (
        "đang có trợ cấp xã hội hằng tháng khác",
        "has another monthly social allowance",
    ),
    (
        "đang có thu nhập ổn định hằng tháng",
        "has a stable monthly income",
    ),
    // What the lines rest on.
    ("Hồ sơ của đối tượng", "the person's dossier"),
    ("Nghị định 20/2021/NĐ-CP, {}", "{} of Decree 20/2021/NĐ-CP"),
    ("Nghị định 20/2021/NĐ-CP,", "Decree 20/2021/NĐ-CP,"),
    ("khoản 1 Điều 5", "clause 1, Article 5"),
    ("khoản 2 Điều 5", "clause 2, Article 5"),
    ("khoản 3 Điều 5", "clause 3, Article 5"),
    ("khoản 4 Điều 5", "clause 4, Article 5"),
    ("điểm a khoản 5 Điều 5", "point a, clause 5, Article 5"),
    ("điểm b khoản 5 Điều 5", "point b, clause 5, Article 5"),
    ("điểm c khoản 5 Điều 5", "point c, clause 5, Article 5"),
    ("điểm d khoản 5 Điều 5", "point d, clause 5, Article 5"),
    ("khoản 6 Điều 5", "clause 6, Article 5"),
    ("khoản 7 Điều 5", "clause 7, Article 5"),
    ("khoản 8 Điều 5", "clause 8, Article 5"),
    ("điểm a khoản 1 Điều 6", "point a, clause 1, Article 6"),
    ("điểm b khoản 1 Điều 6", "point b, clause 1, Article 6"),
    ("điểm c khoản 1 Điều 6", "point c, clause 1, Article 6"),
    ("điểm d khoản 1 Điều 6", "point d, clause 1, Article 6"),
    ("điểm đ khoản 1 Điều 6", "point đ, clause 1, Article 6"),
    ("điểm e khoản 1 Điều 6", "point e, clause 1, Article 6"),
    ("điểm g khoản 1 Điều 6", "point g, clause 1, Article 6"),
    (
        "Nghị định 20/2021/NĐ-CP, khoản 2 Điều 4",
        "clause 2, Article 4 of Decree 20/2021/NĐ-CP",
    ),
    (
        "Nghị định 20/2021/NĐ-CP, Điều 5",
        "Article 5 of Decree 20/2021/NĐ-CP",
    ),
    (
        "Nghị định 20/2021/NĐ-CP, khoản 1 Điều 6",
        "clause 1, Article 6 of Decree 20/2021/NĐ-CP",
    ),
    (
        "Nghị định 20/2021/NĐ-CP, khoản 2 Điều 6",
        "clause 2, Article 6 of Decree 20/2021/NĐ-CP",
    ),
    (
        "Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8",
        "clause 1, Article 8 of Decree 20/2021/NĐ-CP",
    ),
    (
        "Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11",
        "clause 2, Article 11 of Decree 20/2021/NĐ-CP",
    ),
    ("Nghị định 76/2024/NĐ-CP", "Decree 76/2024/NĐ-CP"),
    (
        "Nghị định 335/2026/NĐ-CP, Điều 4",
        "Article 4 of Decree 335/2026/NĐ-CP",
    ),
    (
        "Nghị định 335/2026/NĐ-CP, hiệu lực từ 05/10/2026",
        "Decree 335/2026/NĐ-CP, in force from 5 October 2026",
    ),
    (
        "Nghị định 61/2018/NĐ-CP, Điều 21",
        "Article 21 of Decree 61/2018/NĐ-CP",
    ),
];
