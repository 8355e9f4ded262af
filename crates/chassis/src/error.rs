use kernel::Refuse;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One field that is not as it must be, and the remedy in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path within the request, such as `filing.owner.phone`.
    pub field: String,
    pub remedy: String,
}

/// Why a request or a fact was not acted upon.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not say what it must; saying it again will not help.
    #[error("malformed: {}", summary(.0))]
    Malformed(Vec<Violation>),
    /// The rules forbid it; the caller may do something about that.
    #[error("refused: {reason}: {sentence}")]
    Refused {
        reason: &'static str,
        sentence: String,
        violations: Vec<Violation>,
        absent: bool,
    },
    /// Something of ours is broken; trying again may help.
    #[error("fault: {0:#}")]
    Fault(anyhow::Error),
}

fn summary(violations: &[Violation]) -> String {
    let fields: Vec<String> = violations
        .iter()
        .map(|v| format!("{}: {}", v.field, v.remedy))
        .collect();
    fields.join("; ")
}

impl Error {
    pub fn fault(cause: impl Into<anyhow::Error>) -> Self {
        Self::Fault(cause.into())
    }

    pub fn refused(refusal: impl Refuse) -> Self {
        Self::Refused {
            reason: refusal.reason(),
            sentence: refusal.sentence(),
            violations: refusal
                .violations()
                .into_iter()
                .map(|(field, remedy)| Violation { field, remedy })
                .collect(),
            absent: refusal.is_absence(),
        }
    }

    /// One malformed field.
    pub fn field(field: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Malformed(vec![Violation {
            field: field.into(),
            remedy: remedy.into(),
        }])
    }

    /// A fact whose bytes are not its message.
    pub fn undecodable(fact: &str, cause: &prost::DecodeError) -> Self {
        Self::field(fact, format!("Không đọc được nội dung: {cause}"))
    }

    /// The thing asked for is not there, or not for this caller to know.
    pub fn absent(sentence: &str) -> Self {
        Self::Refused {
            reason: "not-found",
            sentence: sentence.to_owned(),
            violations: Vec::new(),
            absent: true,
        }
    }

    /// A letter that waits for another.
    pub(crate) fn out_of_turn() -> Self {
        Self::Refused {
            reason: "out-of-turn",
            sentence: "Thư này còn chờ một thư trước nó của cùng hồ sơ; hãy xử lý thư trước."
                .to_owned(),
            violations: Vec::new(),
            absent: false,
        }
    }

    /// True when the database, or a service that was asked, is away, going or coming.
    pub(crate) fn is_outage(&self) -> bool {
        matches!(self, Self::Fault(cause) if is_outage(cause))
    }

    /// True when trying again may help.
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Fault(_))
    }
}

/// True when the database, or a service that was asked, is away, going or coming: what was
/// asked of it is not to blame.
pub(crate) fn is_outage(cause: &anyhow::Error) -> bool {
    if let Some(Error::Fault(cause)) = cause.downcast_ref::<Error>() {
        return is_outage(cause);
    }
    if let Some(status) = cause.downcast_ref::<Status>() {
        // Unknown is what a caller hears when the other side dies in the middle of its answer.
        return matches!(
            status.code(),
            Code::Unavailable | Code::DeadlineExceeded | Code::Unknown
        );
    }
    match cause.downcast_ref::<sqlx::Error>() {
        Some(sqlx::Error::Database(error)) => error.code().is_some_and(|code| {
            // Connection exceptions, too few resources, shutdown, crash, starting up.
            ["08", "53", "57P"]
                .iter()
                .any(|class| code.starts_with(class))
        }),
        Some(error) => matches!(
            error,
            sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::Io(_)
                | sqlx::Error::WorkerCrashed
        ),
        None => false,
    }
}

/// True when somebody else was quicker: the same again finds things as they are now.
fn is_race(cause: &anyhow::Error) -> bool {
    let Some(sqlx::Error::Database(error)) = cause.downcast_ref::<sqlx::Error>() else {
        return false;
    };
    let twice = error.is_unique_violation() && error.table() == Some("journal");
    // Serialization failure, deadlock.
    twice || matches!(error.code().as_deref(), Some("40001" | "40P01"))
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::fault(error)
    }
}

impl From<Error> for Status {
    fn from(error: Error) -> Self {
        match error {
            Error::Malformed(violations) => {
                let mut details = ErrorDetails::new();
                for violation in &violations {
                    details.add_bad_request_violation(&violation.field, &violation.remedy);
                }
                Status::with_error_details(Code::InvalidArgument, summary(&violations), details)
            }
            Error::Refused {
                reason,
                sentence,
                violations,
                absent,
            } => {
                let mut details = ErrorDetails::new();
                details.set_error_info(reason, "motcua", std::collections::HashMap::new());
                details.set_localized_message("vi", &sentence);
                for violation in &violations {
                    details.add_bad_request_violation(&violation.field, &violation.remedy);
                }
                let code = if absent {
                    Code::NotFound
                } else {
                    Code::FailedPrecondition
                };
                Status::with_error_details(code, sentence, details)
            }
            Error::Fault(cause) => {
                tracing::error!(error = format!("{cause:#}"), "request failed");
                if is_outage(&cause) || is_race(&cause) {
                    Status::unavailable("Hệ thống tạm gián đoạn, vui lòng thử lại sau ít phút.")
                } else {
                    Status::internal("Hệ thống gặp lỗi, vui lòng thử lại sau ít phút.")
                }
            }
        }
    }
}

/// Collects what is wrong with a request, so that the caller hears everything at once.
#[derive(Debug, Default)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// The value, or its fault laid aside under `field`.
    pub fn check<T, E: std::fmt::Display>(
        &mut self,
        field: impl Into<String>,
        value: std::result::Result<T, E>,
    ) -> Option<T> {
        value.map_err(|why| self.add(field, why.to_string())).ok()
    }

    pub fn add(&mut self, field: impl Into<String>, remedy: impl Into<String>) {
        self.0.push(Violation {
            field: field.into(),
            remedy: remedy.into(),
        });
    }

    /// # Errors
    /// Everything that was laid aside.
    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Malformed(self.0))
        }
    }
}
