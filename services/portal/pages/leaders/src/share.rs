//! Shares of dossiers, how they are written, and the bands of the national scheme of colours.

use portal_ui::{format, frame::Lang};
use proto::reporting::v1::Figures;

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub part: u64,
    pub of: u64,
}

impl Share {
    /// Resolved in time, of all that can be judged: what is open and late counts against it.
    pub fn in_time(figures: &Figures) -> Self {
        Self {
            part: figures.resolved_in_time,
            of: figures.judged,
        }
    }

    /// The same of what is finished alone.
    pub fn of_finished(figures: &Figures) -> Self {
        Self {
            part: figures.resolved_in_time,
            of: figures.resolved_total,
        }
    }

    pub fn apologised(figures: &Figures) -> Self {
        Self {
            part: figures.apologies_given,
            of: figures.apologies_owed,
        }
    }

    pub fn satisfied(figures: &Figures) -> Self {
        Self {
            part: figures.satisfied,
            of: figures.rated,
        }
    }

    /// In tenths of a percent, cut and not rounded: 99,96 % is not all. None of nothing.
    pub fn tenths(self) -> Option<u64> {
        format::tenths(self.part, self.of)
    }

    /// `93,4%`; `—` of nothing.
    pub fn text(self, lang: Lang) -> String {
        self.tenths()
            .map_or_else(|| "—".to_owned(), |of| format::percent(of, lang))
    }

    /// The class of a bar as long as the share, in steps of five.
    pub fn bar(self) -> u64 {
        self.tenths().map_or(0, |tenths| (tenths + 25) / 50 * 5)
    }

    pub fn band(self) -> Band {
        match self.tenths() {
            None => Band::None,
            Some(980..) => Band::From98,
            Some(950..) => Band::From95,
            Some(900..) => Band::From90,
            Some(850..) => Band::From85,
            Some(_) => Band::Below,
        }
    }
}

/// A number as people write it.
pub fn count(figure: u64, lang: Lang) -> String {
    format::count(figure, lang)
}

/// How a share or a number stands against the one before.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// `up` when it is better, `down` when it is worse.
    pub class: &'static str,
    pub words: String,
}

/// The change of a share in points.
pub fn points(now: Share, before: Share, lang: Lang) -> Option<Change> {
    let (now, before) = (now.tenths()?, before.tenths()?);
    let by = now.abs_diff(before);
    let written = format!(
        "{} {}",
        format::of_tenths(by, lang),
        lang.pick("điểm", "points")
    );
    Some(change(now.cmp(&before), written, true, lang))
}

/// The change of a number of which fewer are better.
pub fn fewer(now: u64, before: u64, lang: Lang) -> Change {
    change(
        now.cmp(&before),
        count(now.abs_diff(before), lang),
        false,
        lang,
    )
}

fn change(order: std::cmp::Ordering, written: String, more_is_better: bool, lang: Lang) -> Change {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let (class, words) = match order {
        Equal => ("same", lang.pick("không đổi", "unchanged").to_owned()),
        Greater => (
            if more_is_better { "up" } else { "down" },
            format!("{} {written}", lang.pick("tăng", "up")),
        ),
        Less => (
            if more_is_better { "down" } else { "up" },
            format!("{} {written}", lang.pick("giảm", "down")),
        ),
    };
    Change { class, words }
}

/// A band of the map. Never told by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    From98,
    From95,
    From90,
    From85,
    Below,
    /// Nothing, or too little to judge.
    None,
}

impl Band {
    pub const ALL: [Self; 6] = [
        Self::From98,
        Self::From95,
        Self::From90,
        Self::From85,
        Self::Below,
        Self::None,
    ];

    pub fn class(self) -> &'static str {
        match self {
            Self::From98 => "m-green",
            Self::From95 => "m-light",
            Self::From90 => "m-yellow",
            Self::From85 => "m-orange",
            Self::Below => "m-red",
            Self::None => "m-grey",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_cut_and_of_nothing_is_none() {
        assert_eq!(
            Share {
                part: 2999,
                of: 3000
            }
            .text(Lang::Vi),
            "99,9%"
        );
        assert_eq!(Share { part: 2, of: 3 }.text(Lang::Vi), "66,6%");
        assert_eq!(Share { part: 0, of: 0 }.text(Lang::Vi), "—");
        assert_eq!(Share { part: 0, of: 0 }.band(), Band::None);
    }

    #[test]
    fn a_band_begins_with_its_number() {
        let band = |part| Share { part, of: 1000 }.band();
        assert_eq!(band(980), Band::From98);
        assert_eq!(band(979), Band::From95);
        assert_eq!(band(900), Band::From90);
        assert_eq!(band(850), Band::From85);
        assert_eq!(band(849), Band::Below);
    }

    #[test]
    fn fewer_late_is_better_and_a_lower_share_worse() {
        assert_eq!(
            fewer(10, 48, Lang::Vi),
            Change {
                class: "up",
                words: "giảm 38".into()
            }
        );
        let worse = points(
            Share { part: 90, of: 100 },
            Share { part: 95, of: 100 },
            Lang::Vi,
        );
        assert_eq!(
            worse,
            Some(Change {
                class: "down",
                words: "giảm 5,0 điểm".into()
            })
        );
        assert_eq!(
            points(Share { part: 1, of: 2 }, Share { part: 0, of: 0 }, Lang::Vi),
            None
        );
    }
}
