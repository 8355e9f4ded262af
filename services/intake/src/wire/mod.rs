//! Between the words of the contract and the words of the desk.

mod dossier;
mod filing;

use chassis::{Error, Result, Violations};
use intake_domain::{Channel, ReturnMethod, Standing};
use kernel::{DossierId, line};
use proto::intake::v1 as pb;

pub use dossier::{apology, appointment, public};
pub use filing::{contact, filing, filing_out, papers, person_out};

/// # Errors
/// When it is not a UUID.
pub fn dossier_id(id: &str) -> Result<DossierId> {
    id.parse().map_err(|_| {
        Error::field(
            "dossier_id",
            "Mã định danh hồ sơ phải là UUID do hệ thống gửi tạo ra.",
        )
    })
}

/// # Errors
/// When none is named.
pub fn return_method(method: pb::ReturnMethod) -> Result<ReturnMethod, &'static str> {
    match method {
        pb::ReturnMethod::Counter => Ok(ReturnMethod::Counter),
        pb::ReturnMethod::Post => Ok(ReturnMethod::Post),
        pb::ReturnMethod::Electronic => Ok(ReturnMethod::Electronic),
        pb::ReturnMethod::Unspecified => Err("Hãy chọn cách nhận kết quả."),
    }
}

pub fn return_method_out(method: ReturnMethod) -> pb::ReturnMethod {
    match method {
        ReturnMethod::Counter => pb::ReturnMethod::Counter,
        ReturnMethod::Post => pb::ReturnMethod::Post,
        ReturnMethod::Electronic => pb::ReturnMethod::Electronic,
    }
}

/// # Errors
/// When none is named, or it is not the desk's.
pub fn channel(channel: pb::Channel) -> Result<Channel> {
    match channel {
        pb::Channel::Counter => Ok(Channel::Counter),
        pb::Channel::Online => Ok(Channel::Online),
        pb::Channel::Post => Ok(Channel::Post),
        pb::Channel::Unspecified => Err(Error::field(
            "channel",
            "Hãy nêu kênh tiếp nhận: trực tiếp, trực tuyến hay bưu chính.",
        )),
    }
}

pub fn channel_out(channel: Channel) -> pb::Channel {
    match channel {
        Channel::Counter => pb::Channel::Counter,
        Channel::Online => pb::Channel::Online,
        Channel::Post => pb::Channel::Post,
    }
}

/// Where a dossier stands, by the contract's word; none when no word was said.
pub fn standing(stage: pb::Stage) -> Option<Standing> {
    Some(match stage {
        pb::Stage::Submitted => Standing::Submitted,
        pb::Stage::InProgress => Standing::InProgress,
        pb::Stage::AwaitingSupplement => Standing::AwaitingSupplement,
        pb::Stage::ClockStopped => Standing::ClockStopped,
        pb::Stage::Settled => Standing::Settled,
        pb::Stage::Returned => Standing::Returned,
        pb::Stage::Refused => Standing::Refused,
        pb::Stage::Withdrawn => Standing::Withdrawn,
        pb::Stage::Stopped => Standing::Stopped,
        pb::Stage::Lapsed => Standing::Lapsed,
        pb::Stage::Correcting => Standing::Correcting,
        pb::Stage::Unspecified => return None,
    })
}

/// A line of text that may be left out.
pub fn optional_line(
    wrong: &mut Violations,
    field: &str,
    text: &str,
    limit: usize,
) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    wrong.check(field, line(text, limit))
}
