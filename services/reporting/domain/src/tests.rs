mod delays;
mod figures;
mod holder;
mod laws;
mod moved;
mod overview;
mod times;

use chrono::{DateTime, FixedOffset};
use kernel::{DossierId, Instant};

use crate::{Accepted, Channel, Fact, Row, fold};

fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(&format!("{text}:00+07:00"))
        .unwrap()
        .to_utc()
}

fn zone() -> FixedOffset {
    FixedOffset::east_opt(7 * 3600).unwrap()
}

fn accepted(online: bool) -> Accepted {
    Accepted {
        code: "H00.00001-261001-0001".into(),
        procedure: "1.000001".into(),
        field: "land".into(),
        unit: "org:mc-00001".into(),
        channel: if online {
            Channel::Online
        } else {
            Channel::Counter
        },
    }
}

fn row(history: impl IntoIterator<Item = (Instant, Fact)>) -> Row {
    let row = Row::new(DossierId::mint());
    history
        .into_iter()
        .fold(row, |row, (at, fact)| fold(row, at, fact))
}
