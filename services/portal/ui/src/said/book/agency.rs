use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // What may not be done with a case.
    (
        "Không có hồ sơ này trong danh sách việc của đơn vị. Hãy kiểm tra lại mã hồ sơ và đơn vị \
         đang đăng nhập.",
        "This dossier is not in the unit's work queue. Check the dossier code, and the unit you \
         are signed in for.",
    ),
    (
        "Hồ sơ {} nên không làm được việc vừa chọn. Hãy tải lại trang để xem trạng thái hiện tại.",
        "The dossier is {}, so what you chose cannot be done. Load the page again to see where it \
         stands.",
    ),
    (
        "Đơn vị chưa tiếp nhận hồ sơ này. Hãy tiếp nhận hồ sơ trước.",
        "The unit has not taken this dossier yet. Take it first.",
    ),
    (
        "Hồ sơ này đang do {} giải quyết. Nếu cần nhận thay, hãy đề nghị người đó hoặc lãnh đạo \
         đơn vị phân công lại (khoản 1 Điều 19 Nghị định 61/2018/NĐ-CP).",
        "This dossier is in the hands of {}. If you are to take it over, ask them or the head of \
         the unit to reassign it (Article 19.1 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Đơn vị đã tiếp nhận hồ sơ nên không từ chối được nữa. Hãy chọn trả lại và ghi rõ lý do.",
        "The unit has taken the dossier, so it can no longer be declined. Give it back instead, \
         and say why.",
    ),
    (
        "Chưa có đề xuất nào để phê duyệt. Hãy đề nghị người giải quyết trình kết luận trước.",
        "There is no proposal to approve. Ask the officer to propose a conclusion first.",
    ),
    (
        "Người phê duyệt phải khác người trình kết luận (quy trình nội bộ, Điều 8 Thông tư \
         01/2018/TT-VPCP). Hãy để lãnh đạo đơn vị phê duyệt hồ sơ này.",
        "Who approves must not be who proposed the conclusion (internal process, Article 8 of \
         Circular 01/2018/TT-VPCP). Leave the approval of this dossier to the head of the unit.",
    ),
    (
        "Bước này phải được lãnh đạo phê duyệt trước khi hoàn thành (quy trình nội bộ, Điều 8 \
         Thông tư 01/2018/TT-VPCP). Hãy trình kết luận.",
        "This step needs the approval of the head before it is completed (internal process, \
         Article 8 of Circular 01/2018/TT-VPCP). Propose a conclusion.",
    ),
    (
        "Chưa có kết luận. Hãy ghi kết luận trước khi hoàn thành.",
        "There is no conclusion yet. Write the conclusion before completing.",
    ),
    (
        "Kết luận này khác kết luận đã được phê duyệt. Hãy hoàn thành theo kết luận đã duyệt, \
         hoặc trình lại kết luận mới.",
        "This conclusion is not the one that was approved. Complete with the approved conclusion, \
         or propose a new one.",
    ),
    (
        "Hồ sơ đã hoàn thành với kết luận khác. Hãy tải lại trang để xem kết luận đã ghi.",
        "The dossier was completed with another conclusion. Load the page again to see the one \
         recorded.",
    ),
    (
        "Kết luận không chấp thuận phải có lý do bằng văn bản (khoản 8 Điều 19 Nghị định \
         61/2018/NĐ-CP). Hãy ghi rõ lý do để trả lời người dân.",
        "A conclusion against needs its reason in writing (Article 19.8 of Decree 61/2018/NĐ-CP). \
         Write the reason clearly, as the answer to the person.",
    ),
    (
        "Số tiền không được âm. Hãy ghi lại số tiền theo thông báo.",
        "The amount must not be negative. Enter the amount on the notice again.",
    ),
    (
        "Có hạn nộp tiền nhưng chưa có số tiền. Hãy ghi số tiền theo thông báo.",
        "There is a day to pay by but no amount. Enter the amount on the notice.",
    ),
    (
        "Việc này đang thuộc {}, không thuộc đơn vị nêu trong quyết định sắp xếp. Hãy xử lý quyết \
         định sắp xếp trước đó của việc này rồi thử lại.",
        "This case belongs to {}, not to the unit that the decision on the reorganisation names. \
         Deal with the earlier reorganisation of this case, then try again.",
    ),
    (
        "Ý kiến trả lời phải có nội dung (khoản 5 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy ghi ý \
         kiến ở mục lý do, nội dung.",
        "An opinion must have a text (Article 19.5 of Decree 61/2018/NĐ-CP). Write it in the \
         field for the reason and content.",
    ),
    (
        "Đơn vị được lấy ý kiến không giữ hồ sơ nên không yêu cầu bổ sung (khoản 5 Điều 19 Nghị \
         định 61/2018/NĐ-CP). Hãy nêu nội dung cần bổ sung trong ý kiến trả lời; cơ quan chủ trì \
         sẽ xem xét.",
        "A unit that is asked for its opinion does not hold the dossier, so it asks for no \
         supplement (Article 19.5 of Decree 61/2018/NĐ-CP). Say in the opinion what is missing; \
         the agency in charge will consider it.",
    ),
    (
        "Hồ sơ đang do {} giải quyết; chỉ người đó hoặc lãnh đạo đơn vị được phân công lại (khoản \
         1 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy đề nghị một trong hai người.",
        "The dossier is in the hands of {}; only they or the head of the unit may reassign it \
         (Article 19.1 of Decree 61/2018/NĐ-CP). Ask one of the two.",
    ),
    (
        "Chỉ phân công được cho người cùng đơn vị, ví dụ officer:an@đơn-vị. Nếu việc thuộc đơn vị \
         khác, hãy trả lại hồ sơ và ghi rõ lý do.",
        "A case can only be assigned to somebody of the same unit, such as officer:an@unit. If it \
         belongs to another unit, give the dossier back and say why.",
    ),
    (
        "Người trình không tự trả lại đề xuất của mình. Muốn sửa, hãy trình lại kết luận mới; kết \
         luận mới thay kết luận cũ.",
        "Who proposed does not send their own proposal back. To correct it, propose a new \
         conclusion; it replaces the old one.",
    ),
    (
        "Đề xuất này do {} trình; chỉ người trình rút lại được. Lãnh đạo đơn vị có thể trả lại để \
         chỉnh sửa.",
        "This proposal was made by {}; only they can take it back. The head of the unit can send \
         it back for correction.",
    ),
    (
        "Đề xuất đã được phê duyệt nên không rút lại được. Nếu có sai sót, hãy trình lại kết luận \
         mới trước khi hoàn thành.",
        "The proposal has been approved, so it cannot be taken back. If something is wrong, \
         propose a new conclusion before completing.",
    ),
    (
        "Chưa có đề xuất nào để trả lại. Hãy đề nghị người giải quyết trình kết luận trước.",
        "There is no proposal to send back. Ask the officer to propose a conclusion first.",
    ),
    (
        "Yêu cầu bổ sung phải nêu đủ một lần các thành phần cần bổ sung (khoản 4 Điều 19 Nghị \
         định 61/2018/NĐ-CP). Hãy chọn ít nhất một thành phần hồ sơ.",
        "A request for a supplement must name everything that is missing, at once (Article 19.4 \
         of Decree 61/2018/NĐ-CP). Choose at least one paper.",
    ),
    (
        "Danh sách cần bổ sung dài quá 50 mục. Hãy bỏ bớt.",
        "The list of what is missing has more than 50 entries. Take some out.",
    ),
    (
        "Thủ tục này không có thành phần hồ sơ «{}», nên không được yêu cầu nộp (khoản 4 Điều 19 \
         Nghị định 61/2018/NĐ-CP). Hãy chọn trong danh sách thành phần của thủ tục.",
        "This procedure has no paper “{}”, so it may not be asked for (Article 19.4 of Decree \
         61/2018/NĐ-CP). Choose from the list of papers of the procedure.",
    ),
    (
        "Nội dung này in trên phiếu và chuyển cho cơ quan khác nên không ghi số định danh, số \
         điện thoại của cá nhân (Luật 91/2025/QH15 về bảo vệ dữ liệu cá nhân). Hãy bỏ các số đó.",
        "This text is printed on the slip and passed to other agencies, so it must not carry \
         personal identification or phone numbers (Law 91/2025/QH15 on personal data). Take the \
         numbers out.",
    ),
    (
        "Hồ sơ này chưa phải xin lỗi, hẹn lại ngày trả (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). \
         Hãy giải quyết theo ngày đã hẹn; khi không kịp, hệ thống sẽ giao việc xin lỗi cho đơn \
         vị.",
        "No apology with a new date is owed for this dossier yet (Article 19.9 of Decree \
         61/2018/NĐ-CP). Finish it by the date promised; when that cannot be kept, the system \
         asks the unit for the apology.",
    ),
    (
        "Ngày hẹn trả đã được lùi đủ số lần cho phép: chỉ hẹn lại không quá một lần (khoản 9 Điều \
         19 Nghị định 61/2018/NĐ-CP). Hãy hoàn thành hồ sơ ngay và báo Bộ phận Một cửa để trả lời \
         người dân; hồ sơ bị ghi nhận quá hạn của đơn vị.",
        "The promised date has been moved as often as is allowed: not more than once (Article \
         19.9 of Decree 61/2018/NĐ-CP). Complete the dossier now and tell the one-stop desk, so \
         that it can answer the person; the dossier is recorded as late by this unit.",
    ),
    (
        "Chưa nêu lý do chậm và ngày hẹn mới. Hãy ghi lý do và ngày hẹn trước khi ký.",
        "The reason for the delay and the new date are missing. Enter both before signing.",
    ),
    (
        "Người ký phiếu xin lỗi phải khác người nêu lý do: thủ trưởng đơn vị ký (khoản 9 Điều 19 \
         Nghị định 61/2018/NĐ-CP). Hãy để lãnh đạo đơn vị ký.",
        "Who signs the letter of apology must not be who stated the reason: the head of the unit \
         signs (Article 19.9 of Decree 61/2018/NĐ-CP). Leave it to the head of the unit.",
    ),
    (
        "Phiếu xin lỗi và hẹn lại đã được ký, không sửa hay ký lại; mỗi hồ sơ chỉ hẹn lại một lần \
         (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy giải quyết theo ngày hẹn mới.",
        "The letter of apology with the new date is signed; it is neither changed nor signed \
         again, and a dossier gets a new date only once (Article 19.9 of Decree 61/2018/NĐ-CP). \
         Finish it by the new date.",
    ),
    (
        "Ngày hẹn mới phải sau ngày đã hẹn (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy chọn \
         ngày khác.",
        "The new date must be after the one promised (Article 19.9 of Decree 61/2018/NĐ-CP). \
         Choose another date.",
    ),
    (
        "Ngày hẹn mới đã qua. Hãy ghi lại lý do và một ngày hẹn còn ở phía trước.",
        "The new date is over already. State the reason again, with a date that is still ahead.",
    ),
    (
        "Ngày hẹn mới phải là giờ làm việc của Bộ phận Một cửa để người dân đến nhận kết quả. Hãy \
         chọn một giờ trong ngày làm việc.",
        "The new date must lie in the opening hours of the one-stop desk, so that people can come \
         for the result. Choose a time on a working day.",
    ),
    // Where a case stands.
    ("chờ tiếp nhận", "waiting to be taken"),
    ("đang giải quyết", "in hand"),
    ("chờ phê duyệt", "waiting for approval"),
    ("đã phê duyệt", "approved"),
    ("đã hoàn thành", "completed"),
    ("đã từ chối", "declined"),
    ("đã trả lại", "given back"),
    ("đã rút lại", "recalled"),
    ("đã đóng", "closed"),
    (
        "hồ sơ đã dừng, rút hoặc không được giải quyết tiếp",
        "the dossier was stopped or withdrawn, or is not pursued any further",
    ),
    (
        "hồ sơ đã có kết quả của cơ quan khác",
        "the dossier has a result from another agency",
    ),
    (
        "việc đã chuyển cho cơ quan khác",
        "the case has gone to another agency",
    ),
    (
        "không còn cần trả lời việc này",
        "an answer to this is no longer needed",
    ),
    // What people did with a case meanwhile.
    ("%H:%M ngày %d/%m/%Y", "%H:%M on %d/%m/%Y"),
    (
        "Trong lúc bạn xem việc này, {} đã {} lúc {}. Nội dung bạn nhập vẫn được giữ; hãy xem \
         thay đổi rồi thực hiện lại.",
        "While you were looking at this case, {0} changed it at {2}: {1}. What you typed is kept; \
         look at the change, then act again.",
    ),
    ("nhận giải quyết", "taken in hand"),
    ("từ chối tiếp nhận", "declined"),
    ("trả lại nơi chuyển", "given back to where it came from"),
    ("trình kết luận", "conclusion proposed"),
    ("rút lại đề xuất", "proposal taken back"),
    ("phê duyệt", "approved"),
    ("hoàn thành", "completed"),
    ("phân công lại", "reassigned"),
    ("trả lại để chỉnh sửa", "sent back for correction"),
    ("đề nghị yêu cầu bổ sung", "supplement asked for"),
    (
        "nêu lý do chậm và ngày hẹn mới",
        "reason for the delay and new date stated",
    ),
    (
        "ký phiếu xin lỗi, hẹn lại",
        "letter of apology signed, with a new date",
    ),
    ("mở việc", "case opened"),
    ("thay đổi", "changed"),
    // Requests that cannot be read, or ask for what is not there.
    (
        "Thiếu ngày, giờ hẹn mới hoặc không hợp lệ. Hãy chọn một giờ trong ngày làm việc.",
        "The new date and time are missing or wrong. Choose a time on a working day.",
    ),
    (
        "Bộ phận Một cửa không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.",
        "The one-stop desk has no such dossier. Check the dossier code.",
    ),
    (
        "Chưa chọn hồ sơ nào. Hãy chọn ít nhất một.",
        "No dossier is ticked. Choose at least one.",
    ),
    (
        "Hệ thống tạm gián đoạn nên chưa thực hiện được; hãy thử lại.",
        "The system is interrupted for a while, so this was not done; please try again.",
    ),
    (
        "Mỗi lần chỉ thực hiện với nhiều nhất 200 hồ sơ. Hãy chọn ít hơn.",
        "At most 200 dossiers can be dealt with at a time. Choose fewer.",
    ),
    (
        "Trang này không còn dùng được. Hãy tải lại danh sách từ đầu.",
        "This page is no longer good. Load the list again from the beginning.",
    ),
    (
        "Thiếu lý do đính chính. Hãy ghi sai sót của cơ quan và nội dung đã sửa (Điều 21 Nghị \
         định 61/2018/NĐ-CP).",
        "The reason for the correction is missing. Write what the agency got wrong and what was \
         corrected (Article 21 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Thiếu số giấy tờ đã đính chính. Hãy ghi số như trên giấy tờ đã ban hành.",
        "The number of the corrected paper is missing. Enter it as it stands on the paper issued.",
    ),
    (
        "Hãy gõ ít nhất ba ký tự của mã hồ sơ.",
        "Type at least three characters of the dossier code.",
    ),
    (
        "Không có mức khẩn này. Hãy chọn trong danh sách.",
        "There is no such urgency. Choose from the list.",
    ),
    (
        "Hãy chọn một lý do từ chối: không thuộc thẩm quyền, sai thành phần hồ sơ, hoặc hồ sơ \
         trùng.",
        "Choose a reason for declining: not competent, wrong papers, or a dossier taken already.",
    ),
    (
        "Hạn nộp phải là một ngày, dạng năm-tháng-ngày, ví dụ 2026-12-31.",
        "The day to pay by must be a date, written year-month-day, such as 2026-12-31.",
    ),
    (
        "Không có lý do đóng việc này.",
        "There is no such reason for closing a case.",
    ),
    ("Không được để trống.", "It must not be empty."),
    (
        "Không đọc được nội dung chuyển.",
        "What was passed on cannot be read.",
    ),
    (
        "Lần chuyển phải là số từ 1.",
        "The number of the offer must be 1 or more.",
    ),
    ("Lần chuyển quá lớn.", "The number of the offer is too big."),
    (
        "Mã hồ sơ không đúng định dạng.",
        "The dossier's identifier is malformed.",
    ),
    (
        "Mã việc không đúng định dạng. Hãy tải lại trang.",
        "The case's identifier is malformed. Load the page again.",
    ),
    (
        "Thiếu thời điểm chuyển hoặc thời điểm không hợp lệ.",
        "The moment of the offer is missing or wrong.",
    ),
    (
        "Thiếu thời điểm hoặc thời điểm không hợp lệ.",
        "The moment is missing or wrong.",
    ),
    ("Thời điểm không hợp lệ.", "The moment is wrong."),
    (
        "Không có trạng thái này. Hãy chọn trong danh sách.",
        "There is no such state. Choose from the list.",
    ),
];
