use tonic::Status;
use tonic_types::StatusExt as _;

/// Which fields a status complains about.
pub fn fields(status: &Status) -> Vec<String> {
    let details = status.get_details_bad_request();
    let violations = details.map(|bad| bad.field_violations).unwrap_or_default();
    let violations = violations.into_iter();
    violations.map(|violation| violation.field).collect()
}

/// The word of the rule that refused; empty when none did.
pub fn reason(status: &Status) -> String {
    let details = status.get_details_error_info();
    details.map(|info| info.reason).unwrap_or_default()
}
