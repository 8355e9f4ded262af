//! What the national portal is owed: status codes of the synchronisation of dossiers
//! (DongBoHoSo, TrangThaiHoSo), in use at Cổng Dịch vụ công quốc gia.

use crate::{Dossier, Finance, Stage};

/// Mới đăng ký.
pub(crate) const FILED: u8 = 1;
/// Được tiếp nhận.
const RECEIVED: u8 = 2;
/// Không được tiếp nhận.
const NOT_RECEIVED: u8 = 3;
/// Đang xử lý.
const IN_PROGRESS: u8 = 4;
/// Yêu cầu bổ sung giấy tờ.
const SUPPLEMENT: u8 = 5;
/// Yêu cầu thực hiện nghĩa vụ tài chính.
const PAYMENT: u8 = 6;
/// Công dân yêu cầu rút hồ sơ.
const WITHDRAWN: u8 = 7;
/// Dừng xử lý.
const STOPPED: u8 = 8;
/// Đã xử lý xong.
const DONE: u8 = 9;
/// Đã trả kết quả.
const RETURNED: u8 = 10;

/// The highest code there is.
pub(crate) const HIGHEST: u8 = RETURNED;

/// The status code the national portal is owed, from the other dimensions of the dossier.
///
/// That it was received is told before that it is being worked on, as the portal expects. A
/// written refusal after examination is a stop there, not a result.
pub fn owed(dossier: &Dossier) -> u8 {
    match &dossier.stage {
        Stage::Submitted => FILED,
        Stage::Refused(_) => NOT_RECEIVED,
        Stage::Lapsed { .. } if !dossier.is_received() => NOT_RECEIVED,
        Stage::Lapsed { .. } | Stage::Stopped(_) => STOPPED,
        Stage::Withdrawn(_) => WITHDRAWN,
        Stage::AwaitingSupplement { .. } => SUPPLEMENT,
        Stage::InProgress if !dossier.sync.was_told(RECEIVED) => RECEIVED,
        Stage::InProgress => match dossier.finance {
            Finance::Awaiting { .. } => PAYMENT,
            Finance::NothingOwed | Finance::Settled { .. } => IN_PROGRESS,
        },
        Stage::Correcting { .. } => IN_PROGRESS,
        Stage::Settled(outcome) | Stage::Returned { outcome, .. } if !outcome.granted => STOPPED,
        Stage::Settled(_) => DONE,
        Stage::Returned { .. } => RETURNED,
    }
}
