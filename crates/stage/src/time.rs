use kernel::Instant;

/// Civil time in Việt Nam, such as `2026-11-02T09:00`.
///
/// # Panics
/// When it is none.
pub fn at(civil: &str) -> Instant {
    let text = format!("{civil}:00+07:00");
    text.parse().expect("a civil time such as 2026-11-02T09:00")
}

/// The moment on the wire, to the second.
pub fn stamp(at: Instant) -> Option<prost_types::Timestamp> {
    Some(prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: 0,
    })
}
