//! How moments, numbers and names are written for people: `20/11/2026`, `09:12`, `1.250.000 đồng`.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use kernel::working_time::Term;
use prost_types::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use crate::frame::Lang;

/// Working minutes in a working day (8 hours).
const DAY_MINUTES: u32 = 480;

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

/// `20/11/2026`.
pub fn date(at: DateTime<Utc>) -> String {
    civil(at).format("%d/%m/%Y").to_string()
}

/// `09:12`.
pub fn time(at: DateTime<Utc>) -> String {
    civil(at).format("%H:%M").to_string()
}

/// `20/11/2026 09:12`.
pub fn date_time(at: DateTime<Utc>) -> String {
    civil(at).format("%d/%m/%Y %H:%M").to_string()
}

/// As [`date_time`], `—` when there is no moment.
pub fn stamp(at: Option<&Timestamp>) -> String {
    moment(at).map_or_else(|| "—".to_owned(), date_time)
}

/// `Thứ Sáu, 20/11/2026 16:00`, the day of the week in the visitor's language.
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
    format!("{}, {}", name.unwrap_or(&""), date_time(at))
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

/// An ISO date such as `2026-11-20` as `20/11/2026`; anything else as it came.
pub fn iso_date(raw: &str) -> String {
    raw.parse::<NaiveDate>()
        .map_or_else(|_| raw.to_owned(), |day| day.format("%d/%m/%Y").to_string())
}

/// `1.250.000`.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        grouped.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1.250.000 đồng`.
pub fn money(n: i64) -> String {
    format!("{} đồng", number(n))
}

/// A number of dossiers: `1.204`.
pub fn count(figure: u64) -> String {
    number(i64::try_from(figure).unwrap_or(i64::MAX))
}

/// So many of so many in tenths of a percent, cut and not rounded: 99,96 % is not all. None of
/// nothing.
pub fn tenths(part: u64, of: u64) -> Option<u64> {
    (part * 1000).checked_div(of)
}

/// Tenths of a percent as `93,4%`.
pub fn percent(tenths: u64) -> String {
    format!("{},{}%", tenths / 10, tenths % 10)
}

/// Working minutes as days with one decimal: `2,9`.
pub fn days(minutes: u32) -> String {
    let tenths = (u64::from(minutes) * 10 + u64::from(DAY_MINUTES) / 2) / u64::from(DAY_MINUTES);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{},{rest}", tenths / 10),
    }
}

/// Working minutes in words: `2,9 ngày làm việc`, under a day `3,5 giờ làm việc`.
pub fn working(minutes: u32, lang: Lang) -> String {
    if minutes < DAY_MINUTES {
        let tenths = (minutes * 10 + 30) / 60;
        let hours = match tenths % 10 {
            0 => (tenths / 10).to_string(),
            rest => format!("{},{rest}", tenths / 10),
        };
        return format!("{hours} {}", lang.pick("giờ làm việc", "working hours"));
    }
    format!(
        "{} {}",
        days(minutes),
        lang.pick("ngày làm việc", "working days")
    )
}

/// A term such as `8d` in words, `08 ngày làm việc`; a sentence stays as it is.
pub fn term(raw: &str) -> String {
    raw.parse::<Term>()
        .map_or_else(|_| raw.to_owned(), |term| term.sentence())
}

/// How long between two moments of a machine's work: `340 ms`, `2,4 giây`, `3 ngày 4 giờ`.
pub fn gap(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let ms = (to - from).num_milliseconds().max(0);
    match ms {
        0..1_000 => format!("{ms} ms"),
        1_000..60_000 => format!("{},{} giây", ms / 1000, ms % 1000 / 100),
        60_000..3_600_000 => format!("{} phút {} giây", ms / 60_000, ms % 60_000 / 1000),
        3_600_000..86_400_000 => format!("{} giờ {} phút", ms / 3_600_000, ms % 3_600_000 / 60_000),
        _ => format!(
            "{} ngày {} giờ",
            ms / 86_400_000,
            ms % 86_400_000 / 3_600_000
        ),
    }
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
    fn money_is_grouped_by_dots() {
        assert_eq!(money(1_250_000), "1.250.000 đồng");
        assert_eq!(number(-1_000), "-1.000");
        assert_eq!(number(999), "999");
    }

    #[test]
    fn a_moment_is_read_in_vietnam() {
        let at = "2026-11-20T23:30:00Z".parse().expect("a moment");
        assert_eq!(date_time(at), "21/11/2026 06:30");
    }

    #[test]
    fn working_minutes_are_days_with_one_decimal() {
        assert_eq!(days(480 * 3), "3");
        assert_eq!(days(1392), "2,9");
        assert_eq!(days(0), "0");
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
        assert_eq!(day_and_time(at, Lang::En), "Friday, 20/11/2026 16:00");
        assert_eq!(entered("mai"), None);
    }

    #[test]
    fn less_than_a_day_is_told_in_hours() {
        assert_eq!(working(480, Lang::Vi), "1 ngày làm việc");
        assert_eq!(working(210, Lang::Vi), "3,5 giờ làm việc");
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

    #[test]
    fn gaps_keep_two_units() {
        let from: DateTime<Utc> = "2026-11-20T00:00:00Z".parse().expect("a moment");
        assert_eq!(
            gap(from, from + chrono::TimeDelta::milliseconds(2_430)),
            "2,4 giây"
        );
        assert_eq!(
            gap(from, from + chrono::TimeDelta::hours(76)),
            "3 ngày 4 giờ"
        );
    }
}
