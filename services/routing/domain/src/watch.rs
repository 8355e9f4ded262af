//! What follows from time alone.

use kernel::Instant;

use crate::{Event, Refusal, Route, Router};

/// What is due at the router's `now`. Offers that expired are recalled and waits that are over let
/// the next leg begin; the caller sees to that.
///
/// # Errors
/// When a date lies beyond the calendar.
pub(crate) fn watch(_router: &Router, _route: &Route) -> Result<Vec<Event>, Refusal> {
    Ok(Vec::new())
}

/// What the time of leg `n` came to, which has just ended.
///
/// # Errors
/// When a date lies beyond the calendar.
pub(crate) fn accounted(
    _router: &Router,
    _route: &Route,
    _n: usize,
    _at: Instant,
) -> Result<Vec<Event>, Refusal> {
    Ok(Vec::new())
}
