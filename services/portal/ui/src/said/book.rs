//! The sentences and words, by who says them.

mod agency;
mod agency_desk;
mod catalogue;
mod chassis;
mod composed;
mod forms;
mod intake;
mod intake_files;
mod intake_people;
mod kernel;
mod land_records;
mod notification;
mod reporting;
mod routing;
mod routing_records;
mod social_welfare;

use super::Line;

/// Everything a literal of a service says.
pub(super) const BOOK: [&[Line]; 15] = [
    agency::SAID,
    agency_desk::SAID,
    catalogue::SAID,
    chassis::SAID,
    forms::SAID,
    intake::SAID,
    intake_files::SAID,
    intake_people::SAID,
    kernel::SAID,
    land_records::SAID,
    notification::SAID,
    reporting::SAID,
    routing::SAID,
    routing_records::SAID,
    social_welfare::SAID,
];

/// What services put together from words and numbers.
pub(super) const COMPOSED: &[Line] = composed::SAID;
