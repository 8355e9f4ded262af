//! The map of tiles: one hexagon a commune-level unit, each a link, each with its words.

use std::fmt::Write as _;

use proto::reporting::v1::{GetTilesResponse, Tile, UnitFigures};

use crate::{
    share::{Band, Share},
    svg::escaped,
};
use portal_ui::{format, frame::Lang, said::lang_of};

/// The distance of two tiles of a row.
const STEP: f64 = 48.0;
const LEFT: f64 = 28.0;
const TOP: f64 = 30.0;

/// What the map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    InTime,
    Late,
    Received,
}

impl Shown {
    pub const ALL: [Self; 3] = [Self::InTime, Self::Late, Self::Received];

    pub fn named(word: &str) -> Self {
        let known = Self::ALL.into_iter().find(|shown| shown.word() == word);
        known.unwrap_or(Self::InTime)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::InTime => "dung-han",
            Self::Late => "qua-han",
            Self::Received => "tiep-nhan",
        }
    }

    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::InTime => lang.pick("Đúng và trước hạn", "On time"),
            Self::Late => lang.pick("Đang quá hạn", "Open and late"),
            Self::Received => lang.pick("Tiếp nhận trong kỳ", "Received"),
        }
    }

    /// The words of a band, as the legend says them; none where the band does not occur.
    pub fn legend(self, lang: Lang) -> Vec<(Band, &'static str)> {
        let words = match self {
            Self::InTime => [
                lang.pick("từ 98%", "98% and more"),
                lang.pick("95 đến dưới 98%", "95 to 98%"),
                lang.pick("90 đến dưới 95%", "90 to 95%"),
                lang.pick("85 đến dưới 90%", "85 to 90%"),
                lang.pick("dưới 85% (gạch chéo)", "below 85% (hatched)"),
                lang.pick("ít hồ sơ, chưa xét", "too few to judge"),
            ],
            Self::Late => [
                lang.pick("không có", "none"),
                "1–2",
                "3–5",
                "6–10",
                lang.pick("trên 10 (gạch chéo)", "over 10 (hatched)"),
                "",
            ],
            Self::Received => [
                lang.pick("từ 200", "200 and more"),
                "100–199",
                "50–99",
                "10–49",
                lang.pick("dưới 10 (gạch chéo)", "below 10 (hatched)"),
                lang.pick("không có", "none"),
            ],
        };
        let bands = Band::ALL.into_iter().zip(words);
        bands.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// The band of a unit and the words beside its name.
    pub fn of(self, unit: &UnitFigures, few: u64, lang: Lang) -> (Band, String) {
        let figures = unit.figures.unwrap_or_default();
        let dossiers = |many| format::many(many, lang, "hồ sơ", "dossier", "dossiers");
        match self {
            Self::InTime => {
                let share = Share::in_time(&figures);
                let band = match share.of < few.max(1) {
                    true => Band::None,
                    false => share.band(),
                };
                (
                    band,
                    format!("{} ({})", share.text(lang), dossiers(share.of)),
                )
            }
            Self::Late => {
                let band = match figures.open_late {
                    0 => Band::From98,
                    1..=2 => Band::From95,
                    3..=5 => Band::From90,
                    6..=10 => Band::From85,
                    _ => Band::Below,
                };
                (band, dossiers(figures.open_late))
            }
            Self::Received => {
                let band = match figures.received_in_period {
                    0 => Band::None,
                    1..=9 => Band::Below,
                    10..=49 => Band::From85,
                    50..=99 => Band::From90,
                    100..=199 => Band::From95,
                    _ => Band::From98,
                };
                (band, dossiers(figures.received_in_period))
            }
        }
    }
}

/// Where a tile's middle is.
fn middle(column: u32, row: u32) -> (f64, f64) {
    let half = if row.is_multiple_of(2) {
        STEP / 2.0
    } else {
        0.0
    };
    let x = f64::from(column) * STEP + half + LEFT;
    let y = f64::from(row) * STEP * 3f64.sqrt() / 2.0 + TOP;
    (x, y)
}

/// The corners of a tile around its middle.
fn corners(x: f64, y: f64) -> String {
    let side = STEP / 3f64.sqrt() - 0.5;
    let corner = |nth: u32| {
        let turn = (60.0 * f64::from(nth) - 30.0).to_radians();
        format!("{:.1},{:.1}", x + side * turn.cos(), y + side * turn.sin())
    };
    (0..6).map(corner).collect::<Vec<_>>().join(" ")
}

/// A name in lines that fit into a tile.
fn lines(name: &str) -> Vec<String> {
    const FIT: usize = 8;
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match lines.last_mut() {
            Some(last) if last.chars().count() + word.chars().count() < FIT => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The map. `to` is the address of a unit's page, around its id.
pub fn draw(
    map: &GetTilesResponse,
    units: &[UnitFigures],
    shown: Shown,
    few: u64,
    to: (&str, &str),
    lang: Lang,
) -> String {
    let columns = map.tiles.iter().map(|tile| tile.column).max().unwrap_or(0);
    let rows = map.tiles.iter().map(|tile| tile.row).max().unwrap_or(0);
    let (width, height) = middle(columns + 1, rows + 1);
    let title = lang.pick("Bản đồ ô các đơn vị cấp xã", "Tile map of the communes");
    let mut svg = format!(
        "<svg class=\"tiles\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"group\" \
         aria-label=\"{title}: {}\"><defs><pattern id=\"hatch\" width=\"7\" height=\"7\" \
         patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"hatch\" \
         d=\"M0 0V7\"/></pattern></defs>",
        shown.title(lang)
    );
    for label in &map.labels {
        let (x, y) = middle(label.column, label.row);
        let text = escaped(&label.text);
        let spoken = lang_of(lang == Lang::En, &label.text);
        let _ = write!(
            svg,
            "<text class=\"beyond\"{spoken} x=\"{x:.0}\" y=\"{y:.0}\">{text}</text>"
        );
    }
    for tile in &map.tiles {
        if let Some(unit) = units.iter().find(|unit| unit.unit == tile.unit) {
            one(&mut svg, tile, unit, shown.of(unit, few, lang), to, lang);
        }
    }
    svg + "</svg>"
}

fn one(
    svg: &mut String,
    tile: &Tile,
    unit: &UnitFigures,
    (band, words): (Band, String),
    to: (&str, &str),
    lang: Lang,
) {
    let (x, y) = middle(tile.column, tile.row);
    let corners = corners(x, y);
    let words = format!("{}: {words}", unit.name);
    let (spoken, words) = (lang_of(lang == Lang::En, &words), escaped(&words));
    let href = escaped(&format!("{}{}{}", to.0, unit.unit, to.1));
    let class = band.class();
    let _ = write!(
        svg,
        "<a href=\"{href}\"{spoken} aria-label=\"{words}\"><title>{words}</title>\
         <polygon class=\"{class}\" points=\"{corners}\"/>"
    );
    if band == Band::Below {
        let _ = write!(
            svg,
            "<polygon class=\"over\" fill=\"url(#hatch)\" points=\"{corners}\"/>"
        );
    }
    let lines = lines(&tile.name);
    let above = f64::from(u32::try_from(lines.len()).unwrap_or(1).saturating_sub(1)) * 6.0;
    let first = y + 4.0 - above;
    let _ = write!(svg, "<text y=\"{first:.1}\">");
    for (nth, line) in lines.iter().enumerate() {
        // The space between two lines is for who hears the name.
        svg.push_str(if nth == 0 { "" } else { " " });
        let down = if nth == 0 { "0" } else { "12" };
        let _ = write!(
            svg,
            "<tspan x=\"{x:.1}\" dy=\"{down}\">{}</tspan>",
            escaped(line)
        );
    }
    svg.push_str("</text></a>");
}

#[cfg(test)]
mod tests {
    use proto::reporting::v1::Figures;

    use super::*;

    fn unit(judged: u64, in_time: u64) -> UnitFigures {
        UnitFigures {
            unit: "adm:1".into(),
            name: "Xã <b>Một</b>".into(),
            figures: Some(Figures {
                judged,
                resolved_in_time: in_time,
                ..Figures::default()
            }),
            ..UnitFigures::default()
        }
    }

    fn map() -> GetTilesResponse {
        GetTilesResponse {
            tiles: vec![Tile {
                unit: "adm:1".into(),
                name: "Trương Quang Trọng".into(),
                column: 2,
                row: 1,
            }],
            ..GetTilesResponse::default()
        }
    }

    #[test]
    fn a_tile_is_a_link_that_says_its_figure_and_lets_no_markup_in() {
        let drawn = draw(
            &map(),
            &[unit(100, 80)],
            Shown::InTime,
            10,
            ("/x/", "?a=1&b=2"),
            Lang::Vi,
        );
        assert!(drawn.contains("href=\"/x/adm:1?a=1&amp;b=2\""), "{drawn}");
        assert!(
            drawn.contains("Xã &lt;b&gt;Một&lt;/b&gt;: 80,0% (100 hồ sơ)"),
            "{drawn}"
        );
        assert!(
            drawn.contains("class=\"m-red\"") && drawn.contains("url(#hatch)"),
            "{drawn}"
        );
    }

    #[test]
    fn a_unit_with_too_little_is_given_no_colour() {
        let (band, words) = Shown::InTime.of(&unit(9, 1), 10, Lang::Vi);
        assert_eq!(band, Band::None);
        assert_eq!(words, "11,1% (9 hồ sơ)", "its figure is told all the same");
        assert_eq!(Shown::InTime.of(&unit(0, 0), 0, Lang::Vi).0, Band::None);
    }

    #[test]
    fn long_names_take_several_lines() {
        assert_eq!(lines("Trương Quang Trọng"), ["Trương", "Quang", "Trọng"]);
        assert_eq!(lines("Ba Gia"), ["Ba Gia"]);
    }
}
