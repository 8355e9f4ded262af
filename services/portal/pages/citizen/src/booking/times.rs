//! The days and times a centre can be booked at, as a form offers them.

use chrono::NaiveDate;
use proto::intake::v1::{ListSlotsRequest, ListSlotsResponse, Slot};

use portal_ui::{
    failure::Failure,
    fields::Choice,
    format,
    frame::{Lang, Visit},
};

/// A centre's day.
#[derive(Default)]
pub struct Times {
    /// As 2026-11-23.
    pub day: String,
    /// The day in words.
    pub name: String,
    /// Every day that can be asked about.
    pub days: Vec<Choice>,
    /// The times with a place left.
    pub free: Vec<Choice>,
    /// Why there is none; empty when there are some.
    pub closed: String,
}

/// The times of `unit` on `day`, of the first day with any when `day` is empty or none. While
/// nobody answers, only the time that was `chosen` before, so that what was typed can be sent again.
///
/// # Errors
/// When nobody answers and nothing was chosen.
pub async fn of(visit: &Visit, unit: &str, day: &str, chosen: &str) -> Result<Times, Failure> {
    let day = day.parse::<NaiveDate>().map(|day| day.to_string());
    let request = ListSlotsRequest {
        unit: unit.to_owned(),
        day: day.unwrap_or_default(),
    };
    let told = match visit.ask.counter().list_slots(request).await {
        Ok(told) => told.into_inner(),
        Err(status) => match (Failure::from(status), format::entered(chosen)) {
            (Failure::Unavailable, Some(starts)) => ListSlotsResponse {
                day: chosen.chars().take(10).collect(),
                slots: vec![Slot {
                    starts: Some(starts),
                    left: 1,
                    ..Slot::default()
                }],
                ..ListSlotsResponse::default()
            },
            (failure, _) => return Err(failure),
        },
    };
    Ok(shown(&told, visit.lang))
}

fn shown(told: &ListSlotsResponse, lang: Lang) -> Times {
    let open = told.slots.iter().filter(|slot| slot.left > 0);
    let free: Vec<Choice> = open.map(|slot| offered(slot, lang)).collect();
    Times {
        closed: if free.is_empty() {
            closed(told, lang)
        } else {
            String::new()
        },
        name: named(&told.day, lang),
        days: days(&told.first_day, &told.last_day, lang),
        day: told.day.clone(),
        free,
    }
}

/// `08:00–08:30, còn 3 chỗ`.
fn offered(slot: &Slot, lang: Lang) -> Choice {
    let time = |at: Option<&_>| format::moment(at).map_or_else(String::new, format::time);
    let starts = time(slot.starts.as_ref());
    let label = match (slot.ends.is_some(), lang) {
        (false, _) => starts,
        (true, lang) => {
            let ends = time(slot.ends.as_ref());
            match lang {
                Lang::Vi => format!("{starts}–{ends}, còn {} chỗ", slot.left),
                Lang::En => format!("{starts}–{ends}, {} left", slot.left),
            }
        }
    };
    Choice {
        value: format::input_moment(slot.starts.as_ref()),
        label,
    }
}

fn days(first: &str, last: &str, lang: Lang) -> Vec<Choice> {
    let (Ok(first), Ok(last)) = (first.parse::<NaiveDate>(), last.parse::<NaiveDate>()) else {
        return Vec::new();
    };
    let within = first.iter_days().take_while(|day| *day <= last);
    let choice = |day: NaiveDate| Choice {
        value: day.to_string(),
        label: named(&day.to_string(), lang),
    };
    within.map(choice).collect()
}

/// `Thứ Hai, 23/11/2026`.
fn named(day: &str, lang: Lang) -> String {
    let midnight = format::entered(&format!("{day}T00:00"));
    let Some(at) = format::moment(midnight.as_ref()) else {
        return format::iso_date(day, lang);
    };
    let words = format::day_and_time(at, lang);
    words.trim_end_matches(" 00:00").to_owned()
}

fn closed(told: &ListSlotsResponse, lang: Lang) -> String {
    match told.closed.as_str() {
        "rest" => lang
            .pick(
                "Trung tâm nghỉ hằng tuần vào ngày này. Hãy chọn ngày khác.",
                "The centre does not work on this day of the week. Choose another day.",
            )
            .to_owned(),
        "holiday" => format!(
            "{}: {}. {}",
            lang.pick("Ngày nghỉ lễ", "A holiday"),
            told.closed_name,
            lang.pick("Hãy chọn ngày khác.", "Choose another day.")
        ),
        "too-far" => lang
            .pick(
                "Ngày này chưa mở đặt lịch. Hãy chọn ngày gần hơn.",
                "This day cannot be booked yet. Choose an earlier one.",
            )
            .to_owned(),
        "past" => lang
            .pick(
                "Ngày này đã qua. Hãy chọn ngày khác.",
                "This day has passed. Choose another day.",
            )
            .to_owned(),
        _ => lang
            .pick(
                "Ngày này không còn khung giờ trống. Hãy chọn ngày khác; ông/bà vẫn có thể đến lấy số trực tiếp.",
                "No time is left on this day. Choose another; you can also come and take a number.",
            )
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(starts: &str, ends: &str, left: u32) -> Slot {
        Slot {
            starts: format::entered(starts),
            ends: format::entered(ends),
            places: 4,
            left,
        }
    }

    fn told(slots: Vec<Slot>, closed: &str) -> ListSlotsResponse {
        ListSlotsResponse {
            day: "2026-11-23".to_owned(),
            slots,
            closed: closed.to_owned(),
            first_day: "2026-11-22".to_owned(),
            last_day: "2026-11-24".to_owned(),
            ..ListSlotsResponse::default()
        }
    }

    #[test]
    fn only_times_with_a_place_left_are_offered() {
        let full = slot("2026-11-23T08:00", "2026-11-23T08:30", 0);
        let free = slot("2026-11-23T08:30", "2026-11-23T09:00", 3);
        let times = shown(&told(vec![full, free], ""), Lang::Vi);
        assert_eq!(times.name, "Thứ Hai, 23/11/2026");
        assert_eq!(
            times.free,
            [Choice {
                value: "2026-11-23T08:30".to_owned(),
                label: "08:30–09:00, còn 3 chỗ".to_owned(),
            }]
        );
        assert_eq!(times.closed, "");
        assert_eq!(times.days.len(), 3);
    }

    #[test]
    fn a_day_without_times_says_why() {
        let full = slot("2026-11-23T08:00", "2026-11-23T08:30", 0);
        let sentence = |told| shown(&told, Lang::Vi).closed;
        assert!(sentence(told(vec![full], "")).contains("không còn khung giờ trống"));
        assert!(sentence(told(Vec::new(), "rest")).contains("nghỉ hằng tuần"));
        let mut holiday = told(Vec::new(), "holiday");
        holiday.closed_name = "Quốc khánh".to_owned();
        assert!(sentence(holiday).contains("Quốc khánh"));
    }
}
