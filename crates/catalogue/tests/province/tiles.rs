//! The map of tiles: every commune-level unit once, and what is wrong told by line.

use std::collections::BTreeSet;

use catalogue::{Catalogue, Loaded};
use chrono::NaiveDate;
use expect_test::expect;

use crate::files::{lines, quang_ngai, text, with};

/// What is wrong with the map.
fn of_map(loaded: &Loaded) -> String {
    let lines = lines(loaded);
    let of_map = lines.lines().filter(|line| line.starts_with("tiles.yaml"));
    of_map.map(|line| format!("{line}\n")).collect()
}

fn spoilt(from: &str, to: &str) -> Loaded {
    let map = text("tiles.yaml");
    assert!(map.contains(from), "the map says {from}");
    with("tiles.yaml", &map.replacen(from, to, 1))
}

#[test]
fn every_commune_of_the_province_has_one_tile_of_its_own() {
    let loaded = Catalogue::parse(&quang_ngai());
    let map = loaded.catalogue.tiles();
    let units: BTreeSet<_> = map.tiles.iter().map(|tile| &tile.unit).collect();
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let communes: BTreeSet<_> = loaded
        .catalogue
        .communes_on(day)
        .map(|unit| &unit.id)
        .collect();
    assert_eq!(units, communes);
    assert_eq!(map.tiles.len(), 96);
    assert!(map.caption.contains("không phải là ranh giới"));
}

#[test]
fn a_wrong_tile_is_left_out_and_told_by_line() {
    let away = |place: &str| spoilt("{unit: adm:21040, column: 8, row: 0}", place);
    let unknown = away("{unit: adm:99999, column: 8, row: 0}");
    assert_eq!(unknown.catalogue.tiles().tiles.len(), 95);
    expect![[r#"
        tiles.yaml:16: `adm:21040` (Xã Bình Sơn) has no tile
        tiles.yaml:16: there is no unit `adm:99999`
    "#]]
    .assert_eq(&of_map(&unknown));
    let twice = away("{unit: adm:21085, column: 0, row: 0}");
    expect![[r#"
        tiles.yaml:16: `adm:21040` (Xã Bình Sơn) has no tile
        tiles.yaml:17: the tile of `adm:21085` is already on line 16
    "#]]
    .assert_eq(&of_map(&twice));
    let same = away("{unit: adm:21040, column: 7, row: 1}");
    expect![[r#"
        tiles.yaml:16: `adm:21085` (Xã Bình Minh) has no tile
        tiles.yaml:17: the tile of `adm:21040` is in the same place
    "#]]
    .assert_eq(&of_map(&same));
    let agency = away("{unit: org:vpdkdd, column: 8, row: 0}");
    assert!(of_map(&agency).contains("`org:vpdkdd` is no commune-level unit: it has no tile"));
    let far = away("{unit: adm:21040, column: 800, row: 0}");
    assert!(of_map(&far).contains("columns and rows go up to 60"));
}

#[test]
fn a_province_may_do_without_a_map() {
    let mut files = quang_ngai();
    files.retain(|file| file.path != "tiles.yaml");
    let loaded = Catalogue::parse(&files);
    assert_eq!(of_map(&loaded), "");
    assert!(loaded.catalogue.tiles().tiles.is_empty());
}
