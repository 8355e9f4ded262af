//! The map of tiles.

use std::collections::BTreeMap;

use kernel::UnitId;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::{Tile, TileLabel, TileMap, Unit};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMap {
    caption: String,
    #[serde(default)]
    labels: Vec<RawLabel>,
    tiles: Spanned<Vec<RawTile>>,
    #[expect(dead_code, reason = "for whoever reads the file")]
    source: String,
    #[expect(dead_code, reason = "for whoever reads the file")]
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTile {
    unit: Spanned<String>,
    column: u32,
    row: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLabel {
    text: String,
    column: u32,
    row: u32,
}

/// So far from the corner no map can be drawn that a person reads.
const FARTHEST: u32 = 60;

/// The map, without the tiles that are wrong.
pub(super) fn read(page: &mut Page<'_>, units: &BTreeMap<UnitId, Unit>) -> Option<TileMap> {
    let raw: RawMap = page.parse()?;
    let whole = raw.tiles.referenced;
    let mut units_on: BTreeMap<UnitId, u64> = BTreeMap::new();
    let mut places: BTreeMap<(u32, u32), UnitId> = BTreeMap::new();
    for tile in raw.tiles.value {
        let (at, unit) = (tile.unit.referenced, UnitId::new(tile.unit.value));
        let place = (tile.row, tile.column);
        let wrong = match units.get(&unit) {
            None => Some(format!("there is no unit `{unit}`")),
            Some(known) if !known.is_commune() => {
                Some(format!("`{unit}` is no commune-level unit: it has no tile"))
            }
            Some(_) if tile.row > FARTHEST || tile.column > FARTHEST => {
                Some(format!("columns and rows go up to {FARTHEST}"))
            }
            Some(_) => units_on
                .get(&unit)
                .map(|line| format!("the tile of `{unit}` is already on line {line}"))
                .or_else(|| {
                    let there = places.get(&place)?;
                    Some(format!("the tile of `{there}` is in the same place"))
                }),
        };
        match wrong {
            Some(why) => page.problem(at, why),
            None => {
                units_on.insert(unit.clone(), at.line());
                places.insert(place, unit);
            }
        }
    }
    let lasting = units.values().filter(|unit| unit.valid_to.is_none());
    for unit in lasting.filter(|unit| unit.is_commune()) {
        if !units_on.contains_key(&unit.id) {
            page.problem(whole, format!("`{}` ({}) has no tile", unit.id, unit.name));
        }
    }
    let tile = |((row, column), unit): ((u32, u32), UnitId)| Tile { unit, column, row };
    let label = |label: RawLabel| TileLabel {
        text: label.text,
        column: label.column,
        row: label.row,
    };
    Some(TileMap {
        tiles: places.into_iter().map(tile).collect(),
        labels: raw.labels.into_iter().map(label).collect(),
        caption: raw.caption,
    })
}
