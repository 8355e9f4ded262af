//! The way of a dossier as lanes: a row a leg, the norm as a dashed box, the time held as a bar.

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use proto::routing::v1::{GetRouteResponse, Leg, LegStatus};

use portal_ui::{
    format,
    frame::{Lang, Visit},
    said::Told,
};

/// How wide the drawing is, in its own units.
const WIDTH: i64 = 600;
/// Working minutes of a day, and how long such a day is on the calendar: five of seven are worked.
const DAY: i64 = 480;

#[derive(Clone, Debug, Template)]
#[template(path = "lanes.html")]
pub struct Lanes {
    pub rows: Vec<Lane>,
    /// Where days begin.
    pub days: Vec<i64>,
    pub now: i64,
    pub foot: String,
    pub en: bool,
}

impl askama::filters::HtmlSafe for Lanes {}

impl Lanes {
    fn vi<'a>(&self, text: &'a str) -> Told<'a> {
        Told::vietnamese(self.en, text)
    }
}

/// One leg. Places and widths are in the drawing's units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    pub title: String,
    pub by: String,
    /// The dashed box of the norm: from, width.
    pub norm: Option<(i64, i64)>,
    /// The bar of the time held, as far as it was within the norm: from, width, class.
    pub held: Option<(i64, i64, &'static str)>,
    /// What went beyond.
    pub over: Option<(i64, i64)>,
    pub words: String,
    pub late: bool,
    /// The case this page is about.
    pub here: bool,
}

/// A stretch of a leg on the calendar.
struct Stretch {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    due: Option<DateTime<Utc>>,
}

/// The lanes of a route; none before it has a leg with a time.
pub fn of(visit: &Visit, route: &GetRouteResponse, here: &str) -> Option<Lanes> {
    let (now, lang) = (visit.now(), visit.lang);
    let shown: Vec<&Leg> = route
        .legs
        .iter()
        .filter(|leg| leg.task != "return-result" && leg.status() != LegStatus::Skipped)
        .collect();
    let mut at = shown
        .iter()
        .filter_map(|leg| format::moment(leg.offered_at.as_ref()))
        .min()?;
    let begin = at;
    let mut stretches = Vec::new();
    for leg in &shown {
        let stretch = stretch(leg, at, now);
        if leg.opinion_for.is_empty() {
            at = at.max(stretch.to).max(stretch.due.unwrap_or(stretch.to));
        }
        stretches.push(stretch);
    }
    let promised = format::moment(route.due.as_ref());
    let end = [Some(at), Some(now), promised]
        .into_iter()
        .flatten()
        .max()?;
    let span = (end - begin).num_minutes().max(60);
    let place = |at: DateTime<Utc>| ((at - begin).num_minutes().clamp(0, span) * WIDTH) / span;
    let rows = shown
        .iter()
        .zip(&stretches)
        .map(|(leg, stretch)| lane(leg, stretch, place, here, lang))
        .collect();
    let days = (1..=span / (24 * 60))
        .map(|day| (day * 24 * 60 * WIDTH) / span)
        .collect::<Vec<_>>();
    Some(Lanes {
        rows,
        // More than a month of lines is a grey wall.
        days: if days.len() > 31 { Vec::new() } else { days },
        now: place(now),
        foot: promised.map_or_else(String::new, |due| {
            format!(
                "{}: {}",
                lang.pick("Hạn trả theo giấy hẹn", "Promised date"),
                format::day_and_time(due, lang)
            )
        }),
        en: lang == Lang::En,
    })
}

fn stretch(leg: &Leg, after: DateTime<Utc>, now: DateTime<Utc>) -> Stretch {
    let from = format::moment(leg.offered_at.as_ref());
    let done = format::moment(leg.done_at.as_ref());
    let allotted = TimeDelta::minutes(i64::from(leg.allotted_minutes) * 24 * 60 * 7 / (DAY * 5));
    match from {
        Some(from) => Stretch {
            from,
            to: done.unwrap_or(now).max(from),
            due: format::moment(leg.due.as_ref()),
        },
        // Not begun: where it will lie, should all before it end as planned.
        None => Stretch {
            from: after,
            to: after,
            due: (leg.allotted_minutes > 0).then_some(after + allotted),
        },
    }
}

fn lane(
    leg: &Leg,
    stretch: &Stretch,
    place: impl Fn(DateTime<Utc>) -> i64,
    here: &str,
    lang: Lang,
) -> Lane {
    let (from, to) = (place(stretch.from), place(stretch.to));
    let due = stretch.due.map(&place);
    let begun = leg.offered_at.is_some();
    let late = leg.allotted_minutes > 0 && leg.spent_minutes > leg.allotted_minutes;
    let within = due.filter(|_| late).map_or(to, |due| due.clamp(from, to));
    let class = match leg.status() {
        LegStatus::AwaitingPayment | LegStatus::InWait => "pause",
        _ if !leg.counts => "pause",
        LegStatus::Done => "done",
        _ => "now",
    };
    let wide = |from: i64, to: i64| (to - from).max(3);
    Lane {
        title: leg.title.clone(),
        by: leg.unit_name.clone(),
        norm: due.map(|due| (from, wide(from, due))),
        held: begun.then(|| (from, wide(from, within), class)),
        over: (begun && late && to > within).then(|| (within, wide(within, to))),
        words: words(leg, lang),
        late,
        here: leg.leg_id == here,
    }
}

fn words(leg: &Leg, lang: Lang) -> String {
    let day = lang.pick("ngày", "d");
    let spent = format::days(leg.spent_minutes, lang);
    match leg.allotted_minutes {
        0 if leg.offered_at.is_none() => String::new(),
        0 => format!("{spent} {day}"),
        allotted => format!("{spent} / {} {day}", format::days(allotted, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Option<prost_types::Timestamp> {
        let seconds = 1_790_000_000 + hours * 3600;
        Some(prost_types::Timestamp { seconds, nanos: 0 })
    }

    #[test]
    fn what_went_beyond_the_norm_is_drawn_apart() {
        let leg = Leg {
            leg_id: "here".to_owned(),
            status: LegStatus::Held.into(),
            counts: true,
            offered_at: at(0),
            due: at(24),
            spent_minutes: 960,
            allotted_minutes: 480,
            ..Leg::default()
        };
        let moment = |hours| format::moment(at(hours).as_ref()).expect("a moment");
        let stretch = stretch(&leg, moment(0), moment(48));
        let place = |at: DateTime<Utc>| (at - moment(0)).num_hours();
        let drawn = lane(&leg, &stretch, place, "here", Lang::Vi);
        assert_eq!(drawn.norm, Some((0, 24)));
        assert_eq!(drawn.held, Some((0, 24, "now")));
        assert_eq!(drawn.over, Some((24, 24)));
        assert!(drawn.late && drawn.here);
        assert_eq!(drawn.words, "2 / 1 ngày");
    }

    #[test]
    fn a_leg_that_has_not_begun_is_only_its_norm() {
        let leg = Leg {
            status: LegStatus::Waiting.into(),
            counts: true,
            allotted_minutes: 480,
            ..Leg::default()
        };
        let moment = |hours| format::moment(at(hours).as_ref()).expect("a moment");
        let stretch = stretch(&leg, moment(10), moment(48));
        let place = |at: DateTime<Utc>| (at - moment(0)).num_hours();
        let drawn = lane(&leg, &stretch, place, "", Lang::Vi);
        assert_eq!((drawn.held, drawn.over), (None, None));
        assert!(drawn.norm.is_some_and(|(from, _)| from == 10));
    }
}
