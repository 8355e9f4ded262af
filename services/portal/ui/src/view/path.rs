//! The way of a dossier: one stop for each leg, who had it, who holds it.

use chrono::{DateTime, Utc};
use proto::{
    intake::v1::{Stage, TrackDossierResponse},
    routing::v1::{GetRouteResponse, Leg, LegStatus},
};

use crate::{directory::Names, format, frame::Lang};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// done, now, late, paused, stopped, ahead.
    pub class: &'static str,
    pub icon: &'static str,
    pub title: String,
    pub by: String,
    pub note: String,
    /// Working days used, with the norm beside it.
    pub spent: String,
    pub over: bool,
}

/// The stops of a dossier, from the desk and back to it.
pub fn stops(
    now: DateTime<Utc>,
    dossier: &TrackDossierResponse,
    route: Option<&GetRouteResponse>,
    names: &Names,
    lang: Lang,
) -> Vec<Stop> {
    let mut stops = vec![reception(dossier, names, lang)];
    let legs = route.map_or(&[] as &[Leg], |route| &route.legs);
    let shown = legs
        .iter()
        .filter(|leg| leg.task != "return-result" && leg.status() != LegStatus::Skipped);
    stops.extend(shown.map(|leg| of_leg(now, leg, lang)));
    stops.push(handing_over(dossier, names, lang));
    stops
}

fn stop(class: &'static str, icon: &'static str, title: &str, by: String) -> Stop {
    Stop {
        class,
        icon,
        title: title.to_owned(),
        by,
        note: String::new(),
        spent: String::new(),
        over: false,
    }
}

fn reception(dossier: &TrackDossierResponse, names: &Names, lang: Lang) -> Stop {
    let by = names.unit(&dossier.receiving_unit);
    let received = format::moment(dossier.received_at.as_ref());
    match (dossier.stage(), received) {
        (Stage::Refused, _) => stop(
            "stopped",
            "circle-x",
            lang.pick("Từ chối tiếp nhận", "Not received"),
            by,
        ),
        (_, None) => stop(
            "now",
            "",
            lang.pick("Chờ quầy tiếp nhận", "Waiting to be received"),
            by,
        ),
        (_, Some(at)) => Stop {
            note: format::date_time(at, lang),
            ..stop("done", "check", lang.pick("Đã tiếp nhận", "Received"), by)
        },
    }
}

fn of_leg(now: DateTime<Utc>, leg: &Leg, lang: Lang) -> Stop {
    // The desk keeps the books of a payment, but it is the person who pays.
    let by = match leg.task.as_str() {
        "pay" => lang.pick("Người nộp hồ sơ", "The applicant").to_owned(),
        _ => leg.unit_name.clone(),
    };
    let at = |moment: &Option<prost_types::Timestamp>| format::moment(moment.as_ref());
    let late = at(&leg.due).is_some_and(|due| due < now);
    let base = |class, icon| stop(class, icon, &leg.title, by.clone());
    let mut drawn = match leg.status() {
        LegStatus::Done => Stop {
            note: noted("", at(&leg.done_at), lang),
            ..base("done", "check")
        },
        LegStatus::Held if late => Stop {
            note: held(at(&leg.accepted_at), lang),
            ..base("late", "hourglass")
        },
        LegStatus::Held => Stop {
            note: held(at(&leg.accepted_at), lang),
            ..base("now", "")
        },
        LegStatus::Offered => Stop {
            note: noted(
                lang.pick(
                    "đã chuyển đến, chờ nhận, từ ",
                    "offered, not yet taken, since ",
                ),
                at(&leg.offered_at),
                lang,
            ),
            ..base("now", "")
        },
        LegStatus::AwaitingPayment => Stop {
            note: noted(
                lang.pick("chờ nộp tiền từ ", "payment awaited since "),
                at(&leg.offered_at),
                lang,
            ),
            ..base("paused", "pause")
        },
        LegStatus::Refused => Stop {
            note: lang
                .pick(
                    "cơ quan từ chối nhận, đang xem lại nơi có thẩm quyền",
                    "declined, competence is being looked at",
                )
                .to_owned(),
            ..base("stopped", "circle-x")
        },
        LegStatus::Undetermined => Stop {
            note: lang
                .pick(
                    "đang xác định cơ quan có thẩm quyền",
                    "competence is being determined",
                )
                .to_owned(),
            ..base("paused", "pause")
        },
        LegStatus::InWait => Stop {
            note: noted(
                lang.pick("chờ đến hạn, từ ", "time passes, since "),
                at(&leg.offered_at),
                lang,
            ),
            ..base("paused", "pause")
        },
        LegStatus::Waiting | LegStatus::Unspecified | LegStatus::Skipped => base("ahead", ""),
    };
    drawn.spent = spent(leg, lang);
    drawn.over = leg.allotted_minutes > 0 && leg.spent_minutes > leg.allotted_minutes;
    if !leg.counts && leg.status() != LegStatus::Done {
        let outside = lang.pick("không tính vào thời hạn", "outside the term");
        drawn.note = if drawn.note.is_empty() {
            outside.to_owned()
        } else {
            format!("{} · {outside}", drawn.note)
        };
    }
    drawn
}

fn handing_over(dossier: &TrackDossierResponse, names: &Names, lang: Lang) -> Stop {
    let by = names.unit(&dossier.receiving_unit);
    let title = lang.pick("Trả kết quả", "Result handed over");
    let due = dossier
        .appointment
        .as_ref()
        .and_then(|promise| format::moment(promise.due.as_ref()));
    match dossier.stage() {
        Stage::Returned => Stop {
            note: noted("", format::moment(dossier.returned_at.as_ref()), lang),
            ..stop(
                "done",
                "check",
                lang.pick("Đã trả kết quả", "Result handed over"),
                by,
            )
        },
        Stage::Settled => Stop {
            note: noted(
                lang.pick("có kết quả từ ", "ready since "),
                format::moment(dossier.settled_at.as_ref()),
                lang,
            ),
            ..stop("now", "", title, by)
        },
        Stage::Withdrawn => stop(
            "stopped",
            "circle-x",
            lang.pick("Đã rút hồ sơ", "Withdrawn"),
            by,
        ),
        Stage::Refused => stop("ahead", "", title, by),
        _ => Stop {
            note: due.map_or_else(String::new, |due| {
                format!("{} {}", lang.pick("hẹn", "due"), format::date(due, lang))
            }),
            ..stop("ahead", "", title, by)
        },
    }
}

fn noted(before: &str, at: Option<DateTime<Utc>>, lang: Lang) -> String {
    at.map_or_else(String::new, |at| {
        format!("{before}{}", format::date_time(at, lang))
    })
}

fn held(since: Option<DateTime<Utc>>, lang: Lang) -> String {
    noted(lang.pick("giữ từ ", "held since "), since, lang)
}

/// `2,9 / 3,5 ngày`: working days used of those allotted.
fn spent(leg: &Leg, lang: Lang) -> String {
    let unit = lang.pick("ngày", "d");
    let begun = matches!(
        leg.status(),
        LegStatus::Held | LegStatus::Done | LegStatus::AwaitingPayment
    );
    match (begun, leg.spent_minutes, leg.allotted_minutes) {
        (true, used, 0) => format!("{} {unit}", format::days(used, lang)),
        (true, used, norm) => format!(
            "{} / {} {unit}",
            format::days(used, lang),
            format::days(norm, lang)
        ),
        (false, _, 0) => String::new(),
        (false, _, norm) => format!("{} {unit}", format::days(norm, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::new(Vec::new(), Vec::new())
    }
    fn leg(status: LegStatus, spent: u32, allotted: u32) -> Leg {
        Leg {
            title: "Thẩm định".to_owned(),
            status: status.into(),
            spent_minutes: spent,
            allotted_minutes: allotted,
            counts: true,
            ..Leg::default()
        }
    }
    fn drawn(leg: Leg) -> Stop {
        let now = "2026-11-20T03:00:00Z".parse().expect("a moment");
        let route = GetRouteResponse {
            legs: vec![leg],
            ..GetRouteResponse::default()
        };
        let dossier = TrackDossierResponse {
            stage: Stage::InProgress.into(),
            ..TrackDossierResponse::default()
        };
        stops(now, &dossier, Some(&route), &names(), Lang::Vi).swap_remove(1)
    }

    #[test]
    fn a_held_leg_shows_time_used_beside_its_norm() {
        let stop = drawn(leg(LegStatus::Held, 1392, 1680));
        assert_eq!(
            (stop.class, stop.spent.as_str(), stop.over),
            ("now", "2,9 / 3,5 ngày", false)
        );
        assert!(drawn(leg(LegStatus::Held, 1700, 1680)).over);
    }

    #[test]
    fn a_leg_past_its_due_is_late_only_while_somebody_holds_it() {
        let past = Some(prost_types::Timestamp {
            seconds: 1_600_000_000,
            nanos: 0,
        });
        let late = Leg {
            due: past,
            ..leg(LegStatus::Held, 0, 0)
        };
        assert_eq!(drawn(late.clone()).class, "late");
        assert_eq!(
            drawn(Leg {
                status: LegStatus::Done.into(),
                ..late
            })
            .class,
            "done"
        );
    }

    #[test]
    fn waits_outside_the_term_say_so() {
        let tax = Leg {
            counts: false,
            ..leg(LegStatus::Waiting, 0, 0)
        };
        assert_eq!(drawn(tax).note, "không tính vào thời hạn");
    }

    #[test]
    fn legs_that_fell_away_are_not_drawn() {
        let now = "2026-11-20T03:00:00Z".parse().expect("a moment");
        let route = GetRouteResponse {
            legs: vec![leg(LegStatus::Skipped, 0, 0)],
            ..GetRouteResponse::default()
        };
        let dossier = TrackDossierResponse::default();
        assert_eq!(
            stops(now, &dossier, Some(&route), &names(), Lang::Vi).len(),
            2
        );
    }
}
