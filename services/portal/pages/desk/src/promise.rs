//! The date that would be promised, with the calendar it is counted on.

use chrono::{Datelike as _, Days, NaiveDate};
use proto::intake::v1::{
    CalendarDay, DayKind, PreviewAppointmentRequest, PreviewAppointmentResponse,
};

use portal_ui::{
    failure::Failure,
    fields::Fields,
    filing::Sheet,
    format,
    frame::{Lang, Visit},
    said::within,
};

/// The most weeks a strip shows; a longer term shows its last ones.
const WEEKS: usize = 7;

/// An appointment before it is given.
#[derive(Clone, Debug, Default)]
pub struct Promise {
    pub date: String,
    pub time: String,
    pub weekday: String,
    pub term: String,
    pub phases: String,
    pub weeks: Vec<Vec<Cell>>,
    /// How many days do not count, and which.
    pub left_out: String,
    /// The norms of the legs, one after the other.
    pub legs: Vec<(String, String)>,
    pub because: Vec<String>,
    pub difficult: bool,
    /// Why there is no date, when there is none.
    pub none: String,
}

/// A day of the strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub day: u32,
    /// off, on, start, due, or nothing.
    pub class: &'static str,
    /// What is said of it beside its number.
    pub said: String,
}

/// What receiving this form now would promise.
pub async fn of(visit: &Visit, sheet: &Sheet, fields: &Fields) -> Promise {
    let filing = sheet.filing(fields);
    let request = PreviewAppointmentRequest {
        procedure: filing.procedure,
        receiving_unit: filing.receiving_unit,
        place: filing.place,
        answers: filing.answers,
        papers: filing.papers,
        ..Default::default()
    };
    match visit.ask.counter().preview_appointment(request).await {
        Ok(told) => drawn(&told.into_inner(), visit.lang),
        Err(status) => {
            let violations = Failure::from(status).violations().into_iter();
            Promise {
                none: violations
                    .map(|one| one.sentence)
                    .collect::<Vec<_>>()
                    .join(" "),
                ..Promise::default()
            }
        }
    }
}

fn drawn(told: &PreviewAppointmentResponse, lang: Lang) -> Promise {
    let promise = told.appointment.clone().unwrap_or_default();
    let due = format::moment(promise.due.as_ref());
    let leg = |leg: &proto::intake::v1::PreviewLeg| {
        let term = match leg.term.as_str() {
            "" => lang.pick("không định mức", "no norm").to_owned(),
            term => format::term(term),
        };
        (leg.name.clone(), term)
    };
    let phases = match promise.phases {
        0 | 1 => String::new(),
        n => match lang {
            Lang::Vi => format!("Giai đoạn 1 trên {n}"),
            Lang::En => format!("Phase 1 of {n}"),
        },
    };
    Promise {
        date: due.map_or_else(|| "—".to_owned(), |at| format::date(at, lang)),
        time: due.map_or_else(String::new, format::time),
        weekday: due.map_or_else(String::new, |due| {
            let whole = format::day_and_time(due, lang);
            whole.split(',').next().unwrap_or_default().to_owned()
        }),
        term: format::term(&promise.term),
        phases,
        weeks: weeks(&told.days, lang),
        left_out: left_out(&told.days, lang),
        legs: told.legs.iter().map(leg).collect(),
        because: promise.because,
        difficult: told.difficult,
        none: String::new(),
    }
}

/// Whole weeks from the day of reception to the promised one.
fn weeks(days: &[CalendarDay], lang: Lang) -> Vec<Vec<Cell>> {
    let dated = |day: &CalendarDay| day.date.parse::<NaiveDate>().ok();
    let (Some(first), Some(last)) = (days.first().and_then(dated), days.last().and_then(dated))
    else {
        return Vec::new();
    };
    let back = Days::new(first.weekday().num_days_from_monday().into());
    let monday = first.checked_sub_days(back).unwrap_or(first);
    let cell = |date: NaiveDate| {
        let known = days.iter().find(|day| dated(day) == Some(date));
        let (class, said) = match known.map(|day| (day.kind(), day.name.as_str())) {
            None => ("", ""),
            Some(_) if date == last => ("promised", lang.pick("ngày trả", "due")),
            Some(_) if date == first => ("start", lang.pick("ngày nhận", "received")),
            Some((DayKind::Rest, _)) => ("off", lang.pick("nghỉ, không tính", "rest, not counted")),
            Some((DayKind::Holiday, name)) => ("off holiday", name),
            Some((DayKind::MakeUp, name)) => ("on", name),
            Some((DayKind::Counted, _)) => ("on", lang.pick("tính", "counted")),
            Some((DayKind::Before | DayKind::Unspecified, _)) => {
                ("", lang.pick("chưa tính", "not counted yet"))
            }
        };
        Cell {
            day: date.day(),
            class,
            said: said.to_owned(),
        }
    };
    let mut weeks = Vec::new();
    let mut starts = monday;
    while starts <= last {
        weeks.push(starts.iter_days().take(7).map(cell).collect());
        let Some(next) = starts.checked_add_days(Days::new(7)) else {
            break;
        };
        starts = next;
    }
    let skipped = weeks.len().saturating_sub(WEEKS);
    weeks.split_off(skipped)
}

/// The days left out, the holidays by name.
fn left_out(days: &[CalendarDay], lang: Lang) -> String {
    let rest = days
        .iter()
        .filter(|day| day.kind() == DayKind::Rest)
        .count();
    let mut holidays: Vec<String> = Vec::new();
    for day in days.iter().filter(|day| day.kind() == DayKind::Holiday) {
        let date = day.date.parse();
        let date = date.map_or_else(|_| day.date.clone(), |of| format::day_of_year(of, lang));
        holidays.push(format!("{} ({date})", within(lang, &day.name)));
    }
    let holidays = holidays.join(", ");
    match (lang, rest, holidays.is_empty()) {
        (Lang::Vi, 0, true) => "Không có ngày nghỉ nào ở giữa.".to_owned(),
        (Lang::Vi, n, true) => format!("Không tính {n} ngày nghỉ hằng tuần; không có ngày lễ."),
        (Lang::Vi, n, false) => format!("Không tính {n} ngày nghỉ hằng tuần và {holidays}."),
        (Lang::En, 0, true) => "No day of rest in between.".to_owned(),
        (Lang::En, n, true) => format!("Leaves out {} of weekly rest; no holiday.", resting(n)),
        (Lang::En, n, false) => {
            format!("Leaves out {} of weekly rest and {holidays}.", resting(n))
        }
    }
}

fn resting(days: usize) -> String {
    format::many(days as u64, Lang::En, "ngày", "day", "days")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str, kind: DayKind, name: &str) -> CalendarDay {
        CalendarDay {
            date: date.to_owned(),
            kind: kind.into(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn the_strip_shows_whole_weeks_and_what_each_day_is() {
        let days = [
            day("2026-11-20", DayKind::Counted, ""),
            day("2026-11-21", DayKind::Rest, ""),
            day("2026-11-22", DayKind::Rest, ""),
            day("2026-11-23", DayKind::Counted, ""),
            day("2026-11-24", DayKind::Holiday, "Ngày Văn hóa Việt Nam"),
            day("2026-11-25", DayKind::Counted, ""),
        ];
        let weeks = weeks(&days, Lang::Vi);
        assert_eq!(weeks.len(), 2);
        let classes: Vec<&str> = weeks.iter().flatten().map(|cell| cell.class).collect();
        assert_eq!(
            classes,
            [
                "",
                "",
                "",
                "",
                "start",
                "off",
                "off",
                "on",
                "off holiday",
                "promised",
                "",
                "",
                "",
                ""
            ]
        );
        assert_eq!(weeks[0][0].day, 16);
        assert_eq!(weeks[1][1].said, "Ngày Văn hóa Việt Nam");
        assert_eq!(
            left_out(&days, Lang::Vi),
            "Không tính 2 ngày nghỉ hằng tuần và Ngày Văn hóa Việt Nam (24/11)."
        );
        assert_eq!(left_out(&days[..1], Lang::En), "No day of rest in between.");
    }
}
