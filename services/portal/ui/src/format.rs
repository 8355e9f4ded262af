//! How moments, numbers and names are written for people: `20/11/2026` and `1.250.000 đồng` in
//! Vietnamese, `20 November 2026` and `VND 1,250,000` in English, `09:12` in both.

mod english;
mod numbers;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use kernel::working_time::Term;
use prost_types::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use crate::frame::Lang;

pub use english::figures as english_figures;
pub use numbers::{
    count, days, decimal, gap, many, money, noun, number, of_tenths, percent, size, tenths, working,
};

/// Vietnam keeps one civil time, UTC+7, without summer time.
pub fn civil(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&zone())
}

fn zone() -> FixedOffset {
    const HOURS: i32 = 7;
    FixedOffset::east_opt(HOURS * 3600).expect("7 hours is within a day")
}

/// The moment a message carries; none when it is unset or out of range.
pub fn moment(at: Option<&Timestamp>) -> Option<DateTime<Utc>> {
    let at = at?;
    DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?)
}

/// The moment of a civil time; none when it lies beyond what a clock can say.
pub fn at_civil(time: NaiveDateTime) -> Option<DateTime<Utc>> {
    Some(time.and_local_timezone(zone()).single()?.to_utc())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12.
fn month(of_year: u32) -> Option<&'static str> {
    let nth = usize::try_from(of_year.checked_sub(1)?).ok()?;
    MONTHS.get(nth).copied()
}

/// `20/11/2026`; `20 November 2026`, which nobody reads with the month first.
pub fn day(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => day.format("%d/%m/%Y").to_string(),
        Lang::En => format!("{} {}", day_of_year(day, lang), day.year()),
    }
}

/// `từ 16/11/2026 đến 22/11/2026`; `from 16 November 2026 to 22 November 2026`.
pub fn from_to(from: NaiveDate, to: NaiveDate, lang: Lang) -> String {
    let (from, to) = (day(from, lang), day(to, lang));
    match lang {
        Lang::Vi => format!("từ {from} đến {to}"),
        Lang::En => format!("from {from} to {to}"),
    }
}

/// A day whose year is said beside it: `20/11`; `20 November`.
pub fn day_of_year(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => day.format("%d/%m").to_string(),
        // What says little apart stands on one line.
        Lang::En => format!(
            "{}\u{a0}{}",
            day.day(),
            month(day.month()).unwrap_or_default()
        ),
    }
}

/// A month: `11/2026`; `November 2026`.
pub fn month_of(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{}/{}", day.month(), day.year()),
        Lang::En => format!("{} {}", month(day.month()).unwrap_or_default(), day.year()),
    }
}

/// The day of a moment, as [`day`].
pub fn date(at: DateTime<Utc>, lang: Lang) -> String {
    day(civil(at).date_naive(), lang)
}

/// `09:12`.
pub fn time(at: DateTime<Utc>) -> String {
    civil(at).format("%H:%M").to_string()
}

/// `20/11/2026 09:12`; `20 November 2026 09:12`.
pub fn date_time(at: DateTime<Utc>, lang: Lang) -> String {
    format!("{} {}", date(at, lang), time(at))
}

/// As [`date_time`], `—` when there is no moment.
pub fn stamp(at: Option<&Timestamp>, lang: Lang) -> String {
    moment(at).map_or_else(|| "—".to_owned(), |at| date_time(at, lang))
}

/// `Thứ Sáu, 20/11/2026 16:00`; `Friday, 20 November 2026 16:00`.
pub fn day_and_time(at: DateTime<Utc>, lang: Lang) -> String {
    let names = match lang {
        Lang::Vi => [
            "Thứ Hai",
            "Thứ Ba",
            "Thứ Tư",
            "Thứ Năm",
            "Thứ Sáu",
            "Thứ Bảy",
            "Chủ nhật",
        ],
        Lang::En => [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ],
    };
    let day = civil(at).weekday().num_days_from_monday();
    let name = usize::try_from(day).ok().and_then(|day| names.get(day));
    format!("{}, {}", name.unwrap_or(&""), date_time(at, lang))
}

/// A day and hour as a form sends them, `2026-11-25T16:00` in Vietnam; none when it is no moment.
pub fn entered(raw: &str) -> Option<Timestamp> {
    let civil = NaiveDateTime::parse_from_str(raw, "%Y-%m-%dT%H:%M")
        .or_else(|_| NaiveDateTime::parse_from_str(raw, "%Y-%m-%dT%H:%M:%S"))
        .ok()?;
    let at = civil.and_local_timezone(zone()).single()?;
    Some(Timestamp {
        seconds: at.timestamp(),
        nanos: 0,
    })
}

/// A moment as the input of a form shows it; empty when there is none.
pub fn input_moment(at: Option<&Timestamp>) -> String {
    moment(at).map_or_else(String::new, |at| {
        civil(at).format("%Y-%m-%dT%H:%M").to_string()
    })
}

/// An ISO date such as `2026-11-20` as [`day`] writes it; anything else as it came.
pub fn iso_date(raw: &str, lang: Lang) -> String {
    raw.parse()
        .map_or_else(|_| raw.to_owned(), |of| day(of, lang))
}

/// A term such as `8d` in words, `08 ngày làm việc`; a sentence stays as it is.
pub fn term(raw: &str) -> String {
    raw.parse::<Term>()
        .map_or_else(|_| raw.to_owned(), |term| term.sentence())
}

/// Lower case without diacritics, so that `dat dai` finds `Đất đai`.
pub fn folded(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Whether every word of `query` occurs in `text`, whatever the diacritics.
pub fn matches(text: &str, query: &str) -> bool {
    let text = folded(text);
    folded(query)
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// `text` as one segment of a path or one value of a query.
pub fn segment(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b':' | b'@' => {
                written.push(char::from(byte));
            }
            _ => written.push_str(&format!("%{byte:02X}")),
        }
    }
    written
}

/// A dossier code as people type or scan it: blanks, small letters, or the whole address of the QR code.
pub fn dossier_code(typed: &str) -> String {
    let typed = typed
        .split_once("/tra-cuu/")
        .map_or(typed, |(_, rest)| rest);
    let code = typed.split(['?', '#', '/']).next().unwrap_or_default();
    code.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A picture for a field of administration (lĩnh vực).
pub fn icon(field: &str) -> &'static str {
    match field {
        "dat-dai" => "landmark",
        "bao-tro-xa-hoi" => "coins",
        "ho-tich" => "users",
        "nguoi-co-cong" => "shield-check",
        "xay-dung" => "house",
        _ => "file-text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_in_vietnam() {
        let at = "2026-11-20T23:30:00Z".parse().expect("a moment");
        assert_eq!(date_time(at, Lang::Vi), "21/11/2026 06:30");
        assert_eq!(date_time(at, Lang::En), "21\u{a0}November 2026 06:30");
    }

    #[test]
    fn no_english_date_can_be_read_with_the_month_first() {
        assert_eq!(iso_date("2026-12-11", Lang::Vi), "11/12/2026");
        assert_eq!(iso_date("2026-12-11", Lang::En), "11\u{a0}December 2026");
        assert_eq!(iso_date("2026-02-01", Lang::En), "1\u{a0}February 2026");
        assert_eq!(iso_date("sớm", Lang::En), "sớm");
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        assert_eq!(month_of(first, Lang::En), "January 2026");
        assert_eq!(month_of(first, Lang::Vi), "1/2026");
        assert_eq!(day_of_year(first, Lang::Vi), "01/01");
    }

    #[test]
    fn a_search_does_not_ask_for_diacritics() {
        assert!(matches(
            "Đăng ký biến động quyền sử dụng đất",
            "dat bien dong"
        ));
        assert!(matches("Trợ cấp xã hội hằng tháng", "TRỢ cap"));
        assert!(!matches("Trợ cấp xã hội", "dat"));
    }

    #[test]
    fn a_day_is_named_and_a_moment_entered_in_vietnam_comes_back() {
        let at = entered("2026-11-20T16:00");
        assert_eq!(input_moment(at.as_ref()), "2026-11-20T16:00");
        let at = moment(at.as_ref()).expect("a moment");
        assert_eq!(day_and_time(at, Lang::Vi), "Thứ Sáu, 20/11/2026 16:00");
        assert_eq!(
            day_and_time(at, Lang::En),
            "Friday, 20\u{a0}November 2026 16:00"
        );
        assert_eq!(entered("mai"), None);
    }

    #[test]
    fn terms_are_words() {
        assert_eq!(term("8d"), "08 ngày làm việc");
        assert_eq!(term("không quá 10 ngày"), "không quá 10 ngày");
    }

    #[test]
    fn a_code_is_understood_as_typed_or_scanned() {
        assert_eq!(
            dossier_code(" h48.21028-261122-0001 "),
            "H48.21028-261122-0001"
        );
        assert_eq!(
            dossier_code("https://motcua.example/tra-cuu/H48.1-261122-0001?lang=en"),
            "H48.1-261122-0001"
        );
    }

    #[test]
    fn nothing_breaks_out_of_a_segment() {
        assert_eq!(segment("a/b?c=ồ"), "a%2Fb%3Fc%3D%E1%BB%93");
    }
}
