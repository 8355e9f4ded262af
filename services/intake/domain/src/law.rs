//! The rule behind each act, for whoever is told that it is not its turn.

use crate::Command;

/// When the act is lawful, and by which law.
pub(crate) fn of(command: &Command) -> &'static str {
    use Command as C;
    match command {
        C::TakeIn(_) | C::AcceptSubmitted => {
            "chỉ tiếp nhận hồ sơ đang chờ tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17)"
        }
        C::Refuse { .. } => {
            "chỉ từ chối bằng mẫu số 03 khi chưa tiếp nhận; sau đó là trả hồ sơ không đủ điều kiện \
             hoặc dừng giải quyết (NĐ 61/2018/NĐ-CP Điều 17.1, 19.8)"
        }
        C::NoteNeed(_) | C::AskSupplement(_) => {
            "chỉ yêu cầu bổ sung khi hồ sơ chờ tiếp nhận hoặc đang giải quyết \
             (NĐ 61/2018/NĐ-CP Điều 17.1, 19.4)"
        }
        C::Supply { .. } | C::Remind | C::Lapse => {
            "chỉ nhận giấy tờ bổ sung khi đã có phiếu yêu cầu, mẫu số 02 \
             (NĐ 61/2018/NĐ-CP Điều 17.1, 19.4)"
        }
        C::Withdraw { .. } => {
            "chỉ rút hồ sơ khi chưa có quyết định giải quyết (TT 03/2025/TT-VPCP, mẫu số 05)"
        }
        C::Stop { .. } => {
            "chỉ dừng giải quyết hồ sơ đã tiếp nhận và chưa có quyết định \
             (TT 03/2025/TT-VPCP, mẫu số 05)"
        }
        C::StopClock { .. } | C::StartClock { .. } => {
            "thời hạn chỉ chạy từ khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17, 19)"
        }
        C::AwaitPayment { .. } | C::SettlePayment { .. } => {
            "nghĩa vụ tài chính chỉ phát sinh sau khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 19)"
        }
        C::MoveAppointment { .. } | C::Apologised(_) => {
            "chỉ hẹn lại ngày trả kết quả của hồ sơ đang giải quyết \
             (NĐ 61/2018/NĐ-CP Điều 19.9, mẫu số 04)"
        }
        C::Settle { .. } => "chỉ có kết quả sau khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 19)",
        C::Return { .. } => "chỉ trả khi đã có kết quả (NĐ 61/2018/NĐ-CP Điều 20)",
        C::OpenCorrection { .. } => "chỉ sửa sai sót của kết quả đã có (NĐ 61/2018/NĐ-CP Điều 21)",
        C::HandOver { .. } | C::ReportLoss { .. } => {
            "chỉ giao nhận giấy tờ đang giữ (NĐ 61/2018/NĐ-CP Điều 18, 21)"
        }
        C::MoveReceiving { .. } | C::KeepVersion { .. } | C::RecordSync { .. } => {
            "hồ sơ phải có trong hệ thống (NĐ 61/2018/NĐ-CP Điều 17.3)"
        }
    }
}
