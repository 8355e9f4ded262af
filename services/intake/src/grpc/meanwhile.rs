//! Acts decided on what somebody saw: when the dossier is another by now, they are told by whom it
//! was changed, when and how, and nothing is done.

use chassis::{Error, Result};
use intake_domain::Command;
use kernel::{DossierId, Refuse};
use sqlx::PgConnection;

use crate::{
    Intake,
    counter::store::{Changed, changes},
};

/// What somebody wants, and the version of the dossier they decided it on; 0: whatever it is.
pub(crate) struct Act {
    pub command: Command,
    pub on: u32,
}

impl From<Command> for Act {
    fn from(command: Command) -> Self {
        Self { command, on: 0 }
    }
}

/// `command`, as it was decided on `version`.
pub(super) fn on(version: u32, command: Command) -> Act {
    Act {
        command,
        on: version,
    }
}

impl Intake {
    /// Whether what was done, or refused, was decided on the dossier as it was. What was true
    /// already is no conflict: the same act sent twice is answered the same.
    ///
    /// # Errors
    /// What happened since.
    pub(super) async fn unless_changed<T>(
        &self,
        tx: &mut PgConnection,
        id: DossierId,
        decided_on: u32,
        was: Was<T>,
    ) -> Result<T> {
        let (before, answer) = match was {
            Was::Done { before, answer } => (before, Ok(answer)),
            Was::Same(answer) => return Ok(answer),
            Was::Refused(error) => (crate::store::version(tx, id.uuid()).await?, Err(error)),
        };
        if decided_on == 0 || before.is_none_or(|before| before == decided_on) {
            return answer;
        }
        let since = i32::try_from(decided_on).unwrap_or(i32::MAX);
        let mut entries = changes(&mut *tx, id.uuid(), since).await?;
        // What this very act has written in its transaction is not what happened before it.
        entries.retain(|entry| u32::try_from(entry.version).ok() <= before && entry.matters());
        if entries.is_empty() {
            return answer;
        }
        let calendar = self.catalogue.calendar();
        let told = |entry: &Changed| {
            let at = calendar.civil(entry.at).format("%H:%M ngày %d/%m/%Y");
            let line = format!("{at}, {}: {}", entry.by, vietnamese(&entry.fact));
            (format!("changed[{}]", entry.version), line)
        };
        Err(Error::refused(ChangedMeanwhile {
            entries: entries.iter().map(told).collect(),
        }))
    }
}

/// How an act came out.
pub(super) enum Was<T> {
    /// It changed something; the version before.
    Done {
        before: Option<u32>,
        answer: T,
    },
    /// It was so already.
    Same(T),
    Refused(Error),
}

/// Somebody was quicker.
#[derive(Debug, thiserror::Error)]
#[error("the dossier was changed meanwhile: {entries:?}")]
struct ChangedMeanwhile {
    /// The version, and what made it.
    entries: Vec<(String, String)>,
}

impl Refuse for ChangedMeanwhile {
    fn reason(&self) -> &'static str {
        "changed-meanwhile"
    }

    fn sentence(&self) -> String {
        let last = self.entries.last().map_or("", |(_, line)| line.as_str());
        format!(
            "Hồ sơ đã thay đổi từ khi bạn mở trang ({last}). Chưa có gì được ghi. Hãy xem lại rồi thực \
             hiện, nếu vẫn cần."
        )
    }

    fn violations(&self) -> Vec<(String, String)> {
        self.entries.clone()
    }
}

impl Changed {
    /// Whether somebody at the desk would decide otherwise for it: what is only kept for others,
    /// such as what the national portal has taken in, is no conflict.
    fn matters(&self) -> bool {
        !matches!(self.fact.as_str(), "SyncRecorded" | "ApologySetAside")
    }
}

/// What a fact of the journal says, as people read it.
fn vietnamese(fact: &str) -> &str {
    match fact {
        "DossierSubmitted" => "nộp trực tuyến",
        "DossierAccepted" => "tiếp nhận hồ sơ",
        "DossierRefused" => "từ chối tiếp nhận",
        "SupplementAsked" => "yêu cầu bổ sung",
        "SupplementReceived" => "nhận giấy tờ bổ sung",
        "SupplementNoted" => "cơ quan giải quyết đề nghị bổ sung",
        "SupplementExpired" => "kết thúc vì quá hạn bổ sung",
        "DossierWithdrawn" => "rút hồ sơ",
        "DossierStopped" => "dừng giải quyết",
        "AppointmentMoved" => "xin lỗi, hẹn lại ngày trả",
        "AppointmentPaused" => "tạm dừng tính thời gian",
        "AppointmentResumed" => "tính tiếp thời gian",
        "FinanceChanged" => "cập nhật nghĩa vụ tài chính",
        "ResultReady" => "có kết quả",
        "ResultReturned" => "trả kết quả",
        "PapersHandedOver" => "giao nhận giấy tờ",
        "LossReported" => "báo mất giấy tờ",
        "CorrectionOpened" => "mở sửa sai sót",
        "CentreMoved" => "chuyển trung tâm tiếp nhận",
        other => other,
    }
}
