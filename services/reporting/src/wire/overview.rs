//! The overview in public words, and how a page of dossiers is asked for.

use catalogue::Catalogue;
use chassis::Result;
use chrono::Datelike as _;
use kernel::Instant;
use proto::reporting::v1 as asked;
use reporting_domain::{BadQuery, Column, Figure, Overview, Period, Told};

use super::bad_query;
use crate::store::{Cursor, Order};

/// The figures of a period or a part in public words.
pub fn figures(overview: &Overview) -> asked::Figures {
    let column = |column| overview.get(Figure::Column(column));
    let told = |told| overview.get(Figure::Told(told));
    asked::Figures {
        received_in_period: column(Column::ReceivedInPeriod),
        received_online: column(Column::ReceivedOnline),
        received_counter: column(Column::ReceivedCounter),
        received_post: column(Column::ReceivedPost),
        carried_over: column(Column::CarriedOver),
        resolved_total: column(Column::ResolvedTotal),
        resolved_in_time: column(Column::ResolvedInTime),
        resolved_late: column(Column::ResolvedLate),
        open_total: column(Column::OpenTotal),
        open_late: column(Column::OpenLate),
        judged: column(Column::Judged),
        apologies_owed: told(Told::ApologiesOwed),
        apologies_given: told(Told::ApologiesGiven),
        apologies_missed: told(Told::ApologiesMissed),
        rated: told(Told::Rated),
        satisfied: told(Told::Satisfied),
        unsatisfied: told(Told::Unsatisfied),
        scores: overview.scores,
    }
}

/// A week in public words.
pub fn week(week: &Period, figures: asked::Figures) -> asked::WeekFigures {
    let iso = week.from().iso_week();
    asked::WeekFigures {
        iso_year: iso.year(),
        iso_week: iso.week(),
        from: week.from().to_string(),
        to: week.to().to_string(),
        figures: Some(figures),
    }
}

/// The map of tiles in public words. A unit is named as people call it, without its kind.
pub fn tiles(catalogue: &Catalogue) -> asked::GetTilesResponse {
    let map = catalogue.tiles();
    let tile = |tile: &catalogue::Tile| asked::Tile {
        unit: tile.unit.to_string(),
        name: catalogue.unit(&tile.unit).map_or_else(String::new, |unit| {
            let kinds = ["Xã ", "Phường ", "Đặc khu ", "Thị trấn "];
            let bare = kinds.iter().find_map(|kind| unit.name.strip_prefix(kind));
            bare.unwrap_or(&unit.name).to_owned()
        }),
        column: tile.column,
        row: tile.row,
    };
    let label = |label: &catalogue::TileLabel| asked::TileLabel {
        text: label.text.clone(),
        column: label.column,
        row: label.row,
    };
    asked::GetTilesResponse {
        tiles: map.tiles.iter().map(tile).collect(),
        caption: map.caption.clone(),
        labels: map.labels.iter().map(label).collect(),
    }
}

/// The most dossiers on a page.
const PAGE: u32 = 500;

/// How many dossiers are wanted; all there are when none is said.
///
/// # Errors
/// When it is more than a page may hold.
pub fn page_size(asked: u32) -> Result<Option<u32>> {
    match asked {
        0 => Ok(None),
        size if size <= PAGE => Ok(Some(size)),
        _ => Err(bad_query(BadQuery::PageSize)),
    }
}

/// An order this service does not know is the usual one.
pub fn order(number: i32) -> Order {
    match asked::ListOrder::try_from(number) {
        Ok(asked::ListOrder::Latest) => Order::Latest,
        Ok(asked::ListOrder::Unspecified) | Err(_) => Order::Received,
    }
}

/// Where a page ended, as the next request says it.
pub fn token(cursor: Cursor) -> String {
    format!("{}.{}", cursor.place.timestamp_micros(), cursor.id)
}

/// # Errors
/// When it is no token of ours.
pub fn cursor(token: &str) -> Result<Option<Cursor>> {
    if token.is_empty() {
        return Ok(None);
    }
    let read = || {
        let (place, id) = token.split_once('.')?;
        let place = Instant::from_timestamp_micros(place.parse().ok()?)?;
        let id = id.parse().ok()?;
        Some(Cursor { place, id })
    };
    read().map(Some).ok_or_else(|| bad_query(BadQuery::Page))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_token_says_where_the_page_ended() {
        let place = Instant::from_timestamp_micros(1_795_000_000_123_456).unwrap();
        let at = Cursor {
            place,
            id: Uuid::now_v7(),
        };
        assert_eq!(cursor(&token(at)).unwrap(), Some(at));
        assert_eq!(cursor("").unwrap(), None);
        for wrong in ["1", "x.y", "1.2", ".", "9999999999999999999.0"] {
            assert!(cursor(wrong).is_err(), "{wrong:?}");
        }
    }
}
