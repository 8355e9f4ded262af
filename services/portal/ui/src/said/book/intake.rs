use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // What may not be done with a dossier.
    (
        "Không tìm thấy hồ sơ. Hãy kiểm tra lại mã hồ sơ.",
        "The dossier was not found. Check the dossier code.",
    ),
    (
        "Mã định danh này đã dùng cho một hồ sơ có nội dung khác. Hãy tạo hồ sơ mới.",
        "This identifier belongs to a dossier with another content. Begin a new dossier.",
    ),
    (
        "Không thực hiện được vì hồ sơ {}: {}. Hãy tải lại để xem tình trạng hiện nay.",
        "This cannot be done, because the dossier is {}: {}. Load the page again to see where it \
         stands.",
    ),
    (
        "Hồ sơ có {} mục cần sửa trước khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17.1).",
        "The dossier has {} entries to correct before it is received (Article 17.1 of Decree \
         61/2018/NĐ-CP).",
    ),
    (
        "{} (NĐ 61/2018/NĐ-CP Điều 19.9)",
        "{} (Article 19.9 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "Hồ sơ chưa được hẹn ngày trả kết quả (NĐ 61/2018/NĐ-CP Điều 17.1).",
        "No date was promised for the dossier yet (Article 17.1 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Thủ tục có {} giai đoạn, không có giai đoạn {}.",
        "The procedure has {} phases; there is no phase {}.",
    ),
    (
        "Đã hẹn lại {} lần; chỉ được hẹn lại không quá {} lần (NĐ 61/2018/NĐ-CP Điều 19.9).",
        "The date has been moved {} times; it may not be moved more than {} times (Article 19.9 \
         of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Danh mục không có phiên bản thủ tục của hồ sơ. Hãy báo người quản trị.",
        "The catalogue does not have the dossier's version of the procedure. Tell the \
         administrator.",
    ),
    (
        "Giấy tờ «{}» không thuộc thành phần hồ sơ của thủ tục. Hãy chọn lại.",
        "The paper “{}” is not one of those the procedure asks for. Choose again.",
    ),
    (
        "Hãy nêu ít nhất một giấy tờ cần bổ sung; mọi nội dung phải nêu trong một lần (NĐ \
         61/2018/NĐ-CP Điều 15.3).",
        "Name at least one paper that is missing; everything must be asked for at once (Article \
         15.3 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Đang chờ bổ sung theo phiếu đã phát; không phát thêm phiếu khi người nộp chưa trả lời \
         (NĐ 61/2018/NĐ-CP Điều 15.3).",
        "A request for a supplement is open; no further one is issued before the applicant has \
         answered (Article 15.3 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Đã yêu cầu bổ sung {} lần; chỉ được yêu cầu không quá {} lần (NĐ 61/2018/NĐ-CP Điều \
         11.2, 15.3).{}",
        "A supplement was asked for {} times; it may not be asked for more than {} times \
         (Articles 11.2 and 15.3 of Decree 61/2018/NĐ-CP). {}",
    ),
    (
        "Đã quá {} từ khi tiếp nhận; sau thời gian đó không yêu cầu bổ sung nữa (NĐ 61/2018/NĐ-CP \
         Điều 19.4).{}",
        "The limit of {} since reception is over; after it no supplement is asked for any more \
         (Article 19.4 of Decree 61/2018/NĐ-CP). {}",
    ),
    (
        "Nếu luật chuyên ngành cho phép, hãy ghi căn cứ pháp lý; Trưởng Bộ phận Một cửa phê duyệt bằng cách tự gửi yêu cầu.",
        "If the law of the field allows it, enter the legal basis; the head of the desk approves by sending the request.",
    ),
    (
        "Chưa có giấy tờ nào trong số đang thiếu: {}. Hãy nhận ít nhất một giấy tờ.",
        "None of the missing papers has been handed in: {}. Take in at least one of them.",
    ),
    (
        "Hãy ghi số hiệu bưu gửi khi trả kết quả qua bưu chính (QĐ 45/2016/QĐ-TTg).",
        "Enter the tracking number of the post when the result goes by post (Decision \
         45/2016/QĐ-TTg).",
    ),
    (
        "Chỉ ghi người nhận thay khi trả trực tiếp tại quầy. Hãy bỏ người nhận thay hoặc chọn lại \
         cách trả (NĐ 61/2018/NĐ-CP Điều 20).",
        "Somebody who takes the result for another is recorded only at the counter. Take them \
         out, or choose another way of handing over (Article 20 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Người nhận không phải chủ hồ sơ hay người nộp. Hãy ghi giấy ủy quyền (NĐ 61/2018/NĐ-CP \
         Điều 20; Bộ luật Dân sự 2015 Điều 138).",
        "Who takes the result is neither the owner of the dossier nor who handed it in. Enter the \
         authorisation (Article 20 of Decree 61/2018/NĐ-CP; Article 138 of the Civil Code of \
         2015).",
    ),
    (
        "Không còn giấy tờ nào đang được giữ để giao nhận (NĐ 61/2018/NĐ-CP Điều 18).",
        "No papers are kept any more that could be handed over (Article 18 of Decree \
         61/2018/NĐ-CP).",
    ),
    (
        "Giấy tờ đang trên đường đến «{}». Hãy ghi nhận ở đó trước (NĐ 61/2018/NĐ-CP Điều 18).",
        "The papers are on their way to “{}”. Record their arrival there first (Article 18 of \
         Decree 61/2018/NĐ-CP).",
    ),
    (
        "Không có đơn vị «{}» đang hoạt động. Hãy chọn lại trong danh mục.",
        "There is no unit “{}” in being. Choose again from the catalogue.",
    ),
    (
        "Mã trạng thái của Cổng Dịch vụ công quốc gia từ 1 đến 10.",
        "The status codes of the National Public Service Portal run from 1 to 10.",
    ),
    (
        "Hồ sơ chưa từng ở trạng thái {} của Cổng Dịch vụ công quốc gia; trạng thái cần đồng bộ \
         là {}.",
        "The dossier never had status {} of the National Public Service Portal; the status to be \
         passed on is {}.",
    ),
    // Where a dossier stands.
    ("đang chờ tiếp nhận", "waiting to be received"),
    ("đang được giải quyết", "in progress"),
    (
        "đang tạm dừng tính thời gian",
        "in progress with its clock stopped",
    ),
    ("đang chờ bổ sung", "waiting for a supplement"),
    ("đã có kết quả", "settled, with its result ready"),
    ("đã trả kết quả", "closed, with its result handed over"),
    ("đang được sửa sai sót", "being corrected"),
    ("đã bị từ chối tiếp nhận", "declined"),
    ("đã được rút", "withdrawn"),
    ("đã dừng giải quyết", "stopped"),
    (
        "đã kết thúc vì quá hạn bổ sung",
        "ended, because nothing was supplied in time",
    ),
    // When an act is lawful.
    (
        "chỉ tiếp nhận hồ sơ đang chờ tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17)",
        "only a dossier that waits to be received is received (Article 17 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ từ chối bằng mẫu số 03 khi chưa tiếp nhận; sau đó là trả hồ sơ không đủ điều kiện \
         hoặc dừng giải quyết (NĐ 61/2018/NĐ-CP Điều 17.1, 19.8)",
        "form 03 declines only what was not received yet; after that, a dossier is returned as \
         not meeting the conditions, or stopped (Articles 17.1 and 19.8 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ yêu cầu bổ sung khi hồ sơ chờ tiếp nhận hoặc đang giải quyết (NĐ 61/2018/NĐ-CP Điều \
         17.1, 19.4)",
        "a supplement is asked for only while the dossier waits to be received or is in progress \
         (Articles 17.1 and 19.4 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ nhận giấy tờ bổ sung khi đã có phiếu yêu cầu, mẫu số 02 (NĐ 61/2018/NĐ-CP Điều 17.1, \
         19.4)",
        "papers are supplied only after a request for them, form 02 (Articles 17.1 and 19.4 of \
         Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ rút hồ sơ khi chưa có quyết định giải quyết (TT 03/2025/TT-VPCP, mẫu số 05)",
        "a dossier is withdrawn only before a decision on it (Circular 03/2025/TT-VPCP, form 05)",
    ),
    (
        "chỉ dừng giải quyết hồ sơ đã tiếp nhận và chưa có quyết định (TT 03/2025/TT-VPCP, mẫu số \
         05)",
        "only a dossier that was received and not decided yet is stopped (Circular \
         03/2025/TT-VPCP, form 05)",
    ),
    (
        "thời hạn chỉ chạy từ khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17, 19)",
        "the term runs only from reception (Articles 17 and 19 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "nghĩa vụ tài chính chỉ phát sinh sau khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 19)",
        "taxes and fees arise only after reception (Article 19 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ hẹn lại ngày trả kết quả của hồ sơ đang giải quyết (NĐ 61/2018/NĐ-CP Điều 19.9, mẫu \
         số 04)",
        "only a dossier in progress gets a new date (Article 19.9 of Decree 61/2018/NĐ-CP, form \
         04)",
    ),
    (
        "chỉ có kết quả sau khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 19)",
        "there is a result only after reception (Article 19 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ trả khi đã có kết quả (NĐ 61/2018/NĐ-CP Điều 20)",
        "only a result that is ready is handed over (Article 20 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ sửa sai sót của kết quả đã có (NĐ 61/2018/NĐ-CP Điều 21)",
        "only a result that there is can be corrected (Article 21 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "chỉ giao nhận giấy tờ đang giữ (NĐ 61/2018/NĐ-CP Điều 18, 21)",
        "only papers that are kept are handed over (Articles 18 and 21 of Decree 61/2018/NĐ-CP)",
    ),
    (
        "hồ sơ phải có trong hệ thống (NĐ 61/2018/NĐ-CP Điều 17.3)",
        "the dossier must be in the system (Article 17.3 of Decree 61/2018/NĐ-CP)",
    ),
    // What is wrong with a filing.
    (
        "Không có thủ tục «{}» đang có hiệu lực. Hãy chọn lại thủ tục trong danh mục.",
        "There is no procedure “{}” in force. Choose the procedure again from the list.",
    ),
    (
        "Thủ tục này không nhận hồ sơ qua kênh đã chọn. Hãy nộp qua kênh khác.",
        "This procedure is not filed through the channel chosen. File through another.",
    ),
    (
        "Danh mục giấy tờ «{}» không còn hiệu lực. Hãy kiểm tra lại hồ sơ theo danh mục «{}» (tải \
         lại trang).",
        "The checklist of papers “{}” is no longer in force. Check the dossier again by the list \
         “{}” (load the page again).",
    ),
    (
        "Đơn vị «{}» không tiếp nhận hồ sơ của thủ tục này. Hãy chọn một Trung tâm Phục vụ hành \
         chính công.",
        "The unit “{}” does not receive dossiers of this procedure. Choose a public service \
         centre.",
    ),
    (
        "Hãy chọn xã, phường hoặc đặc khu hiện nay: nơi có đất hoặc nơi cư trú.",
        "Choose a present commune, ward or special zone: where the land lies or where the person \
         lives.",
    ),
    (
        "Giấy tờ «{}» không thuộc thành phần hồ sơ hoặc được khai hai lần. Hãy bỏ mục này.",
        "The paper “{}” is not one of those asked for, or was listed twice. Take this entry out.",
    ),
    (
        "Thiếu giấy tờ bắt buộc: {}. Hãy bổ sung trước khi nộp.",
        "A required paper is missing: {}. Add it before you file.",
    ),
    (
        "Chưa có tệp của giấy tờ bắt buộc: {}. Hãy tải tệp lên trước khi nộp.",
        "There is no file of a required paper: {}. Upload it before you file.",
    ),
    (
        "Tờ khai không có mục «{}». Hãy tải lại trang và khai lại.",
        "The form has no field “{}”. Load the page again and fill it in anew.",
    ),
    ("Hãy điền mục «{}».", "Fill in “{}”."),
    (
        "Hãy ghi địa chỉ nhận kết quả khi chọn trả qua bưu chính.",
        "Enter the address for the result when it is to come by post.",
    ),
    (
        "Người nộp phải là cá nhân. Hãy ghi số định danh hoặc hộ chiếu của người đến nộp; tổ chức ghi ở \
         mục chủ hồ sơ.",
        "Who hands in is a person. Enter their identification number or passport; the organisation goes \
         with the owner.",
    ),
    (
        "Chủ hồ sơ là tổ chức. Hãy ghi họ tên và số định danh của người nộp thay tổ chức.",
        "The owner is an organisation. Enter the name and identification number of who hands in for it.",
    ),
    (
        "Chủ hồ sơ là tổ chức. Hãy ghi họ tên, số định danh của người đến nhận, và giấy giới thiệu hoặc \
         giấy ủy quyền của tổ chức (NĐ 61/2018/NĐ-CP Điều 20).",
        "The owner is an organisation. Enter the name and identification number of who takes the result, \
         and the organisation's letter of introduction or authorisation (NĐ 61/2018/NĐ-CP Điều 20).",
    ),
    (
        "Người nộp có số định danh của chủ hồ sơ nhưng khác họ tên. Hãy xem lại giấy tờ tùy thân, \
         hoặc bỏ trống nếu chủ hồ sơ tự nộp.",
        "Who files has the personal identification number of the owner but another name. Check \
         the identity papers, or leave it empty if the owner files in person.",
    ),
    (
        "Hãy ghi thời điểm hai bên ký biên bản giao nhận: thời hạn tính từ lúc đó (QĐ \
         45/2016/QĐ-TTg Điều 7.4).",
        "Enter when both sides signed the hand-over minutes: the term counts from then (Article \
         7.4 of Decision 45/2016/QĐ-TTg).",
    ),
    (
        "Hãy ghi số biên bản giao nhận với nhân viên bưu chính (QĐ 45/2016/QĐ-TTg Điều 7.4).",
        "Enter the number of the hand-over minutes signed with the post (Article 7.4 of Decision \
         45/2016/QĐ-TTg).",
    ),
    (
        "Thời điểm ký biên bản giao nhận chưa đến. Hãy ghi lại đúng giờ, phút, ngày trên biên bản \
         (QĐ 45/2016/QĐ-TTg Điều 7.4).",
        "The moment at which the hand-over minutes were signed is still to come. Enter the hour, \
         minute and day on the minutes again (Article 7.4 of Decision 45/2016/QĐ-TTg).",
    ),
    (
        "Biên bản giao nhận đã ký quá {} ngày. Hãy xem lại ngày trên biên bản (QĐ 45/2016/QĐ-TTg \
         Điều 7.4).",
        "The hand-over minutes were signed more than {} days ago. Check the day on the minutes \
         (Article 7.4 of Decision 45/2016/QĐ-TTg).",
    ),
    (
        "Chỉ hồ sơ nhận qua bưu chính mới có biên bản giao nhận. Hãy bỏ mục này hoặc chọn lại \
         kênh tiếp nhận (QĐ 45/2016/QĐ-TTg Điều 7.4).",
        "Only dossiers that come by post have hand-over minutes. Take this entry out or choose \
         another channel (Article 7.4 of Decision 45/2016/QĐ-TTg).",
    ),
    (
        "Hãy chọn một trong các mục có sẵn.",
        "Choose one of those listed.",
    ),
    (
        "Hãy ghi diện tích bằng mét vuông, tối đa một chữ số thập phân, ví dụ 123,4.",
        "Enter the area in square metres, with one decimal at most, such as 123.4.",
    ),
    (
        "Hãy ghi ngày theo dạng năm-tháng-ngày, ví dụ 1990-08-21.",
        "Enter the date as year-month-day, such as 1990-08-21.",
    ),
    (
        "Hãy ghi số tiền bằng chữ số, đơn vị đồng, ví dụ 1500000.",
        "Enter the amount in VND, in digits, such as 1500000.",
    ),
    // What somebody else did with a dossier meanwhile.
    (
        "Hồ sơ đã thay đổi từ khi bạn mở trang ({}). Chưa có gì được ghi. Hãy xem lại rồi thực \
         hiện, nếu vẫn cần.",
        "The dossier has changed since you opened the page ({}). Nothing was recorded. Look at it \
         again and act, if it is still needed.",
    ),
    ("nộp trực tuyến", "filed online"),
    ("yêu cầu bổ sung", "asked for a supplement"),
    ("nhận giấy tờ bổ sung", "took a supplement in"),
    (
        "cơ quan giải quyết đề nghị bổ sung",
        "an agency needs a supplement",
    ),
    ("kết thúc vì quá hạn bổ sung", "ended: not supplied in time"),
    ("rút hồ sơ", "withdrawn"),
    ("dừng giải quyết", "stopped"),
    ("xin lỗi, hẹn lại ngày trả", "apologised, with a new date"),
    ("tạm dừng tính thời gian", "clock stopped"),
    ("tính tiếp thời gian", "clock started"),
    ("cập nhật nghĩa vụ tài chính", "payment changed"),
    ("có kết quả", "result ready"),
    ("trả kết quả", "result handed over"),
    ("giao nhận giấy tờ", "papers handed over"),
    ("báo mất giấy tờ", "papers reported lost"),
    ("mở sửa sai sót", "correction opened"),
    ("chuyển trung tâm tiếp nhận", "moved to another centre"),
    // Acts of the desk.
    (
        "Tài khoản không có họ tên nên không ký được văn bản. Hãy báo người quản trị tài khoản.",
        "The account has no name, so it can sign no letter. Tell who keeps the accounts.",
    ),
    (
        "Hãy ghi ngày hẹn lại, là ngày làm việc (NĐ 61/2018/NĐ-CP Điều 19.9).",
        "Enter the new date, which must be a working day (Article 19.9 of Decree 61/2018/NĐ-CP).",
    ),
    ("Thiếu ngày hẹn lại.", "The new date is missing."),
    (
        "{} không được làm việc này với người dân: việc tiếp nhận, yêu cầu bổ sung, rút, dừng và \
         trả kết quả chỉ thực hiện tại Bộ phận Một cửa (NĐ 61/2018/NĐ-CP Điều 5).",
        "{} may not do this with the person: reception, requests for supplements, withdrawals, \
         stops and the handing over of results happen only at the one-stop desk (Article 5 of \
         Decree 61/2018/NĐ-CP).",
    ),
    (
        "Hồ sơ chưa đủ nội dung.",
        "The dossier is not filled in completely.",
    ),
    (
        "Mỗi lần nhận từ 1 đến {} hồ sơ. Hãy chia thành nhiều lần.",
        "From 1 to {} dossiers are received at a time. Receive them in several parts.",
    ),
    (
        "Thời điểm ký biên bản không hợp lệ.",
        "The moment at which the minutes were signed is wrong.",
    ),
    (
        "Cán bộ chỉ tiếp nhận hồ sơ tại Bộ phận Một cửa nơi mình làm việc. Hãy chọn đúng đơn vị.",
        "Officials receive dossiers only at the one-stop desk they work at. Choose the right unit.",
    ),
    (
        "Thủ tục này thuộc lĩnh vực bạn không được giao tiếp nhận. Hãy chuyển cho cán bộ phụ \
         trách.",
        "This procedure belongs to a field you are not charged with. Pass it to the officer in \
         charge.",
    ),
];
