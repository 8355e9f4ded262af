//! Figures that a service wrote into its Vietnamese, as English writes them: `20 November 2026`
//! for `20/11/2026`, `1,250,000` for `1.250.000`, `2.9` for `2,9`; and one day for 1 days.

use std::borrow::Cow;

use super::month;

/// `text`, which is English but for its figures, with English figures.
pub fn figures(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let mut said = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !(c.is_ascii_digit() || ".,/".contains(c)));
        let (token, after) = from.split_at(end.unwrap_or(from.len()));
        // A full stop or comma behind the last digit is the sentence's.
        let figure = token.trim_end_matches(['.', ',', '/']);
        let (figure, marks) = token.split_at(figure.len());
        let of_code = before.ends_with(is_of_a_number)
            || marks.starts_with('/')
            || (marks.is_empty() && after.starts_with(is_joined));
        said.push_str(before);
        match written(figure).filter(|_| !of_code) {
            Some(english) => said.push_str(&english),
            None => said.push_str(figure),
        }
        said.push_str(marks);
        rest = after;
    }
    said.push_str(rest);
    Cow::Owned(singular(&said))
}

/// Whether a figure that goes on like this is part of a code.
fn is_joined(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// A date or a number of Vietnamese writing; `None` of what is neither.
fn written(figure: &str) -> Option<String> {
    let parts: Vec<&str> = figure.split('/').collect();
    match parts[..] {
        [day, of_year, year] if year.len() == 4 => {
            return Some(format!("{} {year}", date(day, of_year)?));
        }
        // A fraction is not written with zeros before it.
        [day, of_year] if day.len() == 2 && of_year.len() == 2 => return date(day, of_year),
        [of_year, year] if of_year.len() == 2 && year.len() == 4 => {
            return Some(format!("{} {year}", month(of_year.parse().ok()?)?));
        }
        [_] => {}
        _ => return None,
    }
    let (whole, rest) = match figure.split_once(',') {
        Some((whole, rest)) if matches!(rest.len(), 1 | 2) && !rest.contains('.') => (whole, rest),
        Some(_) => return None,
        None => (figure, ""),
    };
    let mut groups = whole.split('.');
    let first = groups.next()?.len();
    let mut thousands = groups.peekable();
    let grouped = thousands.peek().is_some();
    if grouped && (first > 3 || !thousands.all(|group| group.len() == 3)) {
        return None;
    }
    if !grouped && rest.is_empty() {
        return None;
    }
    let whole = whole.replace('.', ",");
    Some(if rest.is_empty() {
        whole
    } else {
        format!("{whole}.{rest}")
    })
}

/// `20 November`; `None` of no day of a year.
fn date(day: &str, of_year: &str) -> Option<String> {
    let number = |text: &str| (text.len() <= 2).then(|| text.parse::<u32>().ok())?;
    let day = number(day).filter(|day| (1..=31).contains(day))?;
    Some(format!("{day} {}", month(number(of_year)?)?))
}

/// What may be counted, and one of it.
const ONE: [(&str, &str); 13] = [
    ("days", "day"),
    ("hours", "hour"),
    ("minutes", "minute"),
    ("months", "month"),
    ("dossiers", "dossier"),
    ("papers", "paper"),
    ("files", "file"),
    ("lines", "line"),
    ("pages", "page"),
    ("times", "time"),
    ("columns", "column"),
    ("characters", "character"),
    ("phases", "phase"),
];

/// `1 working days` as `1 working day`.
fn singular(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("1 ") {
        let alone = !rest[..at].ends_with(is_of_a_number);
        let (before, behind) = rest.split_at(at + 2);
        said.push_str(before);
        let noun = behind.strip_prefix("working ").unwrap_or(behind);
        let ends = |after: &str| !after.starts_with(char::is_alphanumeric);
        let found = ONE.iter().find_map(|(more, one)| {
            Some((one, noun.strip_prefix(more).filter(|after| ends(after))?))
        });
        rest = match found.filter(|_| alone) {
            Some((one, after)) => {
                said.push_str(&behind[..behind.len() - noun.len()]);
                said.push_str(one);
                after
            }
            None => behind,
        };
    }
    said.push_str(rest);
    said
}

/// Whether a one behind this is the end of something longer.
fn is_of_a_number(c: char) -> bool {
    c.is_alphanumeric() || "-/.,:".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_services_are_written_as_english_writes_them() {
        for (said, english) in [
            ("09:12 on 20/11/2026.", "09:12 on 20 November 2026."),
            (
                "From 1/2/2026 to 03/02/2026, then",
                "From 1 February 2026 to 3 February 2026, then",
            ),
            ("(5/11/2026)", "(5 November 2026)"),
            (
                "made up on 04/05, from 05/2026",
                "made up on 4 May, from May 2026",
            ),
            ("500.000 × 1,5 = 750.000", "500,000 × 1.5 = 750,000"),
            ("1.234,56 m²", "1,234.56 m²"),
            ("93,4%, 2,9.", "93.4%, 2.9."),
            ("10.000.000.000.000", "10,000,000,000,000"),
            ("0, 1, 999 and -1", "0, 1, 999 and -1"),
        ] {
            assert_eq!(figures(said), english);
        }
    }

    #[test]
    fn codes_laws_and_english_figures_stay() {
        for text in [
            "H48.21028-261122-0001",
            "Procedure 1.013831, case 3.4.1",
            "Articles 11.2 and 15.3 of Decree 61/2018/NĐ-CP",
            "from 10 to 1,000 characters",
            "31/12345 and 40/11/2026",
            "16/20/2026",
            "a share of 1/2, 40/12",
            "no. 12.345-A",
            "no figure",
        ] {
            assert_eq!(figures(text), text);
        }
    }

    #[test]
    fn one_is_no_plural() {
        for (said, english) in [
            ("1 working days", "1 working day"),
            ("1 months and 1 working days", "1 month and 1 working day"),
            ("11 days, 2.1 days", "11 days, 2.1 days"),
            ("more than 1 times.", "more than 1 time."),
            ("1 daystar", "1 daystar"),
        ] {
            assert_eq!(figures(said), english);
        }
    }
}
