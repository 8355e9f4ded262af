//! Numbers, shares, money and spans of time: `1.234,5` in Vietnamese, `1,234.5` in English.

use chrono::{DateTime, Utc};

use crate::frame::Lang;

/// Working minutes in a working day (8 hours).
const DAY_MINUTES: u32 = 480;

/// What stands between thousands.
fn thousands(lang: Lang) -> char {
    match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    }
}

/// What stands before the part of a number below one.
fn point(lang: Lang) -> char {
    match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    }
}

/// `1.250.000`, `1,250,000`.
pub fn number(n: i64, lang: Lang) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        grouped.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(thousands(lang));
        }
        grouped.push(digit);
    }
    grouped
}

/// A decimal number as services write it, `1234.56`, as people do: `1.234,56`, `1,234.56`.
/// Anything else as it came.
pub fn decimal(raw: &str, lang: Lang) -> String {
    let (whole, rest) = raw.split_once('.').unwrap_or((raw, ""));
    let plain = rest.chars().all(|c| c.is_ascii_digit());
    // A minus before nothing would be lost with the zero.
    let below = whole.starts_with("-0");
    match whole.parse() {
        Ok(whole) if plain && !below && rest.is_empty() => number(whole, lang),
        Ok(whole) if plain && !below => format!("{}{}{rest}", number(whole, lang), point(lang)),
        _ if plain && below => raw.replace('.', &point(lang).to_string()),
        _ => raw.to_owned(),
    }
}

/// Tenths as a number with one decimal: `93,4`, `93.4`.
pub fn of_tenths(tenths: u64, lang: Lang) -> String {
    format!("{}{}{}", count(tenths / 10, lang), point(lang), tenths % 10)
}

/// The same where a whole number has no decimal: `3`, `2,9`.
fn of_tenths_short(tenths: u64, lang: Lang) -> String {
    match tenths % 10 {
        0 => count(tenths / 10, lang),
        _ => of_tenths(tenths, lang),
    }
}

/// `1.250.000 đồng`, `VND 1,250,000`.
pub fn money(n: i64, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{} đồng", number(n, lang)),
        Lang::En => format!("VND {}", number(n, lang)),
    }
}

/// A number of dossiers: `1.204`, `1,204`.
pub fn count(figure: u64, lang: Lang) -> String {
    number(i64::try_from(figure).unwrap_or(i64::MAX), lang)
}

/// A number and what it counts, `1 hồ sơ`, `1 dossier`, `1,204 dossiers`. Vietnamese knows no plural.
pub fn many(figure: u64, lang: Lang, vi: &str, one: &str, more: &str) -> String {
    let figure = count(figure, lang);
    let noun = noun(&figure, lang, vi, one, more);
    format!("{figure} {noun}")
}

/// What a number that is written already counts: one or many.
pub fn noun<'a>(figure: &str, lang: Lang, vi: &'a str, one: &'a str, more: &'a str) -> &'a str {
    match (lang, figure) {
        (Lang::Vi, _) => vi,
        (Lang::En, "1") => one,
        (Lang::En, _) => more,
    }
}

/// So many of so many in tenths of a percent, cut and not rounded: 99,96 % is not all. None of
/// nothing.
pub fn tenths(part: u64, of: u64) -> Option<u64> {
    (part * 1000).checked_div(of)
}

/// Tenths of a percent as `93,4%`, `93.4%`.
pub fn percent(tenths: u64, lang: Lang) -> String {
    format!("{}%", of_tenths(tenths, lang))
}

/// The size of a file in bytes: `340 KB`, `2,4 MB`. A byte begun is a kilobyte.
pub fn size(bytes: u64, lang: Lang) -> String {
    const MEGABYTE: u64 = 1 << 20;
    if bytes < MEGABYTE {
        return format!("{} KB", bytes.div_ceil(1024));
    }
    let tenths = bytes.saturating_mul(10) / MEGABYTE;
    format!("{} MB", of_tenths(tenths, lang))
}

/// Working minutes as days with one decimal: `2,9`.
pub fn days(minutes: u32, lang: Lang) -> String {
    of_tenths_short(day_tenths(minutes), lang)
}

fn day_tenths(minutes: u32) -> u64 {
    (u64::from(minutes) * 10 + u64::from(DAY_MINUTES) / 2) / u64::from(DAY_MINUTES)
}

/// Working minutes in words: `2,9 ngày làm việc`, under a day `3,5 giờ làm việc`.
pub fn working(minutes: u32, lang: Lang) -> String {
    let (tenths, vi, one, more) = if minutes < DAY_MINUTES {
        let tenths = u64::from((minutes * 10 + 30) / 60);
        (tenths, "giờ làm việc", "working hour", "working hours")
    } else {
        let tenths = day_tenths(minutes);
        (tenths, "ngày làm việc", "working day", "working days")
    };
    let figure = of_tenths_short(tenths, lang);
    format!("{figure} {}", noun(&figure, lang, vi, one, more))
}

/// How long between two moments of a machine's work: `340 ms`, `2,4 giây`, `3 ngày 4 giờ`; in
/// English `2.4 s`, `3 d 4 h`.
pub fn gap(from: DateTime<Utc>, to: DateTime<Utc>, lang: Lang) -> String {
    let ms = (to - from).num_milliseconds().max(0);
    let (day, hour) = (lang.pick("ngày", "d"), lang.pick("giờ", "h"));
    let (minute, second) = (lang.pick("phút", "min"), lang.pick("giây", "s"));
    match ms {
        0..1_000 => format!("{ms} ms"),
        1_000..60_000 => {
            let tenths = u64::try_from(ms / 100).unwrap_or_default();
            format!("{} {second}", of_tenths(tenths, lang))
        }
        60_000..3_600_000 => format!("{} {minute} {} {second}", ms / 60_000, ms % 60_000 / 1000),
        3_600_000..86_400_000 => format!(
            "{} {hour} {} {minute}",
            ms / 3_600_000,
            ms % 3_600_000 / 60_000
        ),
        _ => format!(
            "{} {day} {} {hour}",
            ms / 86_400_000,
            ms % 86_400_000 / 3_600_000
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        let both = |n| (number(n, Lang::Vi), number(n, Lang::En));
        let pair = |vi: &str, en: &str| (vi.to_owned(), en.to_owned());
        assert_eq!(both(0), pair("0", "0"));
        assert_eq!(both(1), pair("1", "1"));
        assert_eq!(both(999), pair("999", "999"));
        assert_eq!(both(1_000), pair("1.000", "1,000"));
        assert_eq!(both(-1), pair("-1", "-1"));
        assert_eq!(both(-1_000), pair("-1.000", "-1,000"));
        assert_eq!(
            both(1_000_000_000_000),
            pair("1.000.000.000.000", "1,000,000,000,000")
        );
        assert_eq!(number(i64::MIN, Lang::En), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn decimals_keep_their_digits_and_what_is_no_number_stays() {
        assert_eq!(decimal("1234.56", Lang::Vi), "1.234,56");
        assert_eq!(decimal("1234.56", Lang::En), "1,234.56");
        assert_eq!(decimal("1000", Lang::En), "1,000");
        assert_eq!(decimal("0", Lang::Vi), "0");
        assert_eq!(decimal("-0.5", Lang::Vi), "-0,5");
        assert_eq!(decimal("-1.5", Lang::En), "-1.5");
        assert_eq!(decimal("1.2.3", Lang::En), "1.2.3");
        assert_eq!(decimal("một nửa", Lang::En), "một nửa");
    }

    #[test]
    fn money_names_its_currency_where_each_language_does() {
        assert_eq!(money(0, Lang::Vi), "0 đồng");
        assert_eq!(money(1_250_000, Lang::Vi), "1.250.000 đồng");
        assert_eq!(money(1_250_000, Lang::En), "VND 1,250,000");
        assert_eq!(money(-1, Lang::En), "VND -1");
    }

    #[test]
    fn one_is_no_plural() {
        let dossiers = |n, lang| many(n, lang, "hồ sơ", "dossier", "dossiers");
        assert_eq!(dossiers(0, Lang::En), "0 dossiers");
        assert_eq!(dossiers(1, Lang::En), "1 dossier");
        assert_eq!(dossiers(1_000, Lang::En), "1,000 dossiers");
        assert_eq!(dossiers(1_000, Lang::Vi), "1.000 hồ sơ");
    }

    #[test]
    fn shares_keep_one_decimal() {
        assert_eq!(percent(0, Lang::En), "0.0%");
        assert_eq!(percent(934, Lang::Vi), "93,4%");
        assert_eq!(percent(1000, Lang::En), "100.0%");
        assert_eq!(percent(12_345, Lang::En), "1,234.5%");
        assert_eq!(percent(12_345, Lang::Vi), "1.234,5%");
        assert_eq!(tenths(2999, 3000), Some(999), "cut: not all is not all");
        assert_eq!(tenths(1, 0), None);
    }

    #[test]
    fn a_file_has_kilobytes_until_it_has_megabytes() {
        assert_eq!(size(1, Lang::Vi), "1 KB");
        assert_eq!(size(1_258_291, Lang::Vi), "1,1 MB");
        assert_eq!(size(0, Lang::En), "0 KB");
        assert_eq!(size(2_621_440, Lang::En), "2.5 MB");
    }

    #[test]
    fn working_minutes_are_days_with_one_decimal() {
        assert_eq!(days(480 * 3, Lang::Vi), "3");
        assert_eq!(days(1392, Lang::Vi), "2,9");
        assert_eq!(days(1392, Lang::En), "2.9");
        assert_eq!(days(0, Lang::Vi), "0");
    }

    #[test]
    fn less_than_a_day_is_told_in_hours() {
        assert_eq!(working(480, Lang::Vi), "1 ngày làm việc");
        assert_eq!(working(210, Lang::Vi), "3,5 giờ làm việc");
        assert_eq!(working(480, Lang::En), "1 working day");
        assert_eq!(working(60, Lang::En), "1 working hour");
        assert_eq!(working(0, Lang::En), "0 working hours");
        assert_eq!(working(1392, Lang::En), "2.9 working days");
    }

    #[test]
    fn gaps_keep_two_units() {
        let from = DateTime::<Utc>::UNIX_EPOCH;
        let after = |ms, lang| gap(from, from + chrono::TimeDelta::milliseconds(ms), lang);
        assert_eq!(after(2_430, Lang::Vi), "2,4 giây");
        assert_eq!(after(2_430, Lang::En), "2.4 s");
        assert_eq!(after(76 * 3_600_000, Lang::Vi), "3 ngày 4 giờ");
        assert_eq!(after(76 * 3_600_000, Lang::En), "3 d 4 h");
    }
}
