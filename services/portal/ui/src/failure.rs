//! What a service said no with, and how a page says it on.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// One field that must change: its path in the request, and the sentence with the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub field: String,
    pub sentence: String,
}

/// Why a page cannot be shown or an act not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Fields of what was sent are not as they must be.
    Malformed(Vec<Violation>),
    /// The rules forbid it; the sentence says why and what to do.
    Refused {
        sentence: String,
        fields: Vec<Violation>,
    },
    /// There is no such thing.
    Absent(String),
    /// Who asks may not.
    Forbidden,
    /// The form came from another site, or from none that can be told.
    Foreign,
    /// A service does not answer.
    Unavailable,
    /// Something of ours is broken.
    Fault,
}

impl Failure {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused { .. } => StatusCode::CONFLICT,
            Self::Absent(_) => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::Foreign => StatusCode::FORBIDDEN,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The fields to mend, for a form; a refusal that names none stands for the whole form.
    pub fn violations(&self) -> Vec<Violation> {
        let whole = |sentence: &str| {
            vec![Violation {
                field: String::new(),
                sentence: sentence.to_owned(),
            }]
        };
        match self {
            Self::Malformed(violations) => violations.clone(),
            Self::Refused { fields, .. } if !fields.is_empty() => fields.clone(),
            Self::Refused { sentence, .. } | Self::Absent(sentence) => whole(sentence),
            Self::Forbidden | Self::Foreign => whole("Bạn không có quyền làm việc này."),
            Self::Unavailable => whole(
                "Hệ thống tạm gián đoạn, chưa nhận được hồ sơ. Nội dung bạn điền còn nguyên ở dưới; hãy gửi lại sau ít phút.",
            ),
            Self::Fault => whole(
                "Hệ thống gặp lỗi, chưa nhận được hồ sơ. Nội dung bạn điền còn nguyên ở dưới; hãy gửi lại sau ít phút.",
            ),
        }
    }
}

impl From<Status> for Failure {
    fn from(status: Status) -> Self {
        let violations: Vec<Violation> = status
            .get_details_bad_request()
            .map(|details| details.field_violations)
            .unwrap_or_default()
            .into_iter()
            .map(|violation| Violation {
                field: violation.field,
                sentence: violation.description,
            })
            .collect();
        let sentence = status
            .get_details_localized_message()
            .map_or_else(|| status.message().to_owned(), |said| said.message);
        match status.code() {
            Code::InvalidArgument if violations.is_empty() => Self::Malformed(vec![Violation {
                field: String::new(),
                sentence,
            }]),
            Code::InvalidArgument => Self::Malformed(violations),
            Code::FailedPrecondition | Code::AlreadyExists | Code::Aborted => Self::Refused {
                sentence,
                fields: violations,
            },
            Code::NotFound => Self::Absent(sentence),
            Code::PermissionDenied | Code::Unauthenticated => Self::Forbidden,
            Code::Unavailable | Code::DeadlineExceeded | Code::Cancelled => {
                tracing::warn!(message = status.message(), "a service does not answer");
                Self::Unavailable
            }
            code => {
                tracing::error!(%code, message = status.message(), "a service failed");
                Self::Fault
            }
        }
    }
}

/// The page is drawn by [`crate::gate::draw_failures`], which knows the visitor's language.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use tonic_types::ErrorDetails;

    use super::*;

    #[test]
    fn bad_fields_keep_their_paths_and_sentences() {
        let mut details = ErrorDetails::new();
        details.add_bad_request_violation("filing.owner.phone", "Số điện thoại phải có 10 chữ số.");
        let status = Status::with_error_details(Code::InvalidArgument, "malformed", details);
        let failure = Failure::from(status);
        assert_eq!(failure.status(), 422);
        assert_eq!(
            failure.violations(),
            [Violation {
                field: "filing.owner.phone".to_owned(),
                sentence: "Số điện thoại phải có 10 chữ số.".to_owned()
            }]
        );
    }

    #[test]
    fn a_refusal_is_told_in_the_words_of_the_rule() {
        let mut details = ErrorDetails::new();
        details.set_error_info("settled", "motcua", std::collections::HashMap::new());
        details.set_localized_message("vi", "Hồ sơ đã có kết quả nên không rút được.");
        let status = Status::with_error_details(Code::FailedPrecondition, "no", details);
        assert_eq!(
            Failure::from(status),
            Failure::Refused {
                sentence: "Hồ sơ đã có kết quả nên không rút được.".to_owned(),
                fields: Vec::new()
            }
        );
    }

    #[test]
    fn silence_of_a_service_is_told_apart_from_its_faults() {
        assert_eq!(Failure::from(Status::unavailable("connect")).status(), 503);
        assert_eq!(Failure::from(Status::internal("boom")).status(), 500);
    }
}
