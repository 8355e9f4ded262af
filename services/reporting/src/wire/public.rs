//! What everybody may know, in public words.

use proto::reporting::v1 as asked;
use reporting_domain::Times;

/// So many of so many dossiers; none of fewer than `fewest`, nor of none at all.
pub fn public_share(part: u64, of: u64, fewest: u32) -> Option<asked::PublicShare> {
    (of >= u64::from(fewest.max(1))).then_some(asked::PublicShare { part, of })
}

/// How long a procedure takes.
pub fn procedure_time(procedure: String, times: &Times) -> asked::ProcedureTime {
    asked::ProcedureTime {
        procedure,
        dossiers: times.dossiers,
        half_days: times.half,
        nine_tenths_days: times.nine_tenths,
        half_whole_days: times.half_whole,
    }
}
