use kernel::UnitId;

/// The province as tiles: one a commune-level unit, side by side as the units roughly lie. Tiles
/// are not boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TileMap {
    /// From the top, then from the left.
    pub tiles: Vec<Tile>,
    /// What lies beside the province, such as the sea.
    pub labels: Vec<TileLabel>,
    /// Said under the map.
    pub caption: String,
}

/// Where a unit's tile stands. Columns and rows count from 0; even rows stand half a tile to the
/// right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    pub unit: UnitId,
    pub column: u32,
    pub row: u32,
}

/// A word on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileLabel {
    pub text: String,
    pub column: u32,
    pub row: u32,
}
