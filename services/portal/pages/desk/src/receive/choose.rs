//! Choosing the procedure somebody comes for: by three letters, whatever the accents.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use proto::routing::v1::ProcedureSummary;

use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Visit},
};

#[derive(Template)]
#[template(path = "receive-choose.html")]
struct Choose {
    f: Frame,
    typed: String,
    procedures: Vec<Found>,
}

/// A procedure in the list, with what a script finds it by.
struct Found {
    p: ProcedureSummary,
    words: String,
    initials: String,
}

/// The list of those that answer to `typed`; what only one answers to is that one.
pub async fn list(visit: &Visit, typed: String) -> Answer {
    let names = visit.names().await?;
    let procedures = found(&names.procedures, &typed);
    if let ([only], false) = (procedures.as_slice(), typed.trim().is_empty()) {
        let to = format!("/ban/tiep-nhan?tthc={}", format::segment(&only.p.code));
        return Ok(Redirect::to(&to).into_response());
    }
    page(&Choose {
        f: visit.frame_with(&names),
        typed,
        procedures,
    })
}

/// Those that answer to what was typed, the nearest first: by code, by the initials of the name's
/// words, by the beginnings of words, by any part; whatever the accents.
fn found(all: &[ProcedureSummary], typed: &str) -> Vec<Found> {
    let typed = format::folded(typed.trim());
    let rank = |one: &Found| {
        let begins = |word: &str| one.words.split(' ').any(|own| own.starts_with(word));
        let compact: String = typed.split_whitespace().collect();
        if typed.is_empty() || one.p.code.to_lowercase().starts_with(&typed) {
            Some(0)
        } else if one.initials.starts_with(&compact) {
            Some(1)
        } else if typed.split_whitespace().all(begins) {
            Some(2)
        } else if one.initials.contains(&compact) {
            Some(3)
        } else {
            one.words.contains(&typed).then_some(4)
        }
    };
    let mut ranked: Vec<(i32, Found)> = all
        .iter()
        .map(of_list)
        .filter_map(|one| rank(&one).map(|rank| (rank, one)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, one)| one).collect()
}

fn of_list(p: &ProcedureSummary) -> Found {
    let words = format::folded(&p.name);
    let letters = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    Found {
        initials: words.split_whitespace().filter_map(letters).collect(),
        words,
        p: p.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procedures() -> Vec<ProcedureSummary> {
        let one = |code: &str, name: &str| ProcedureSummary {
            code: code.to_owned(),
            name: name.to_owned(),
            ..ProcedureSummary::default()
        };
        vec![
            one("1.013831", "Đăng ký biến động quyền sử dụng đất"),
            one("1.001776", "Trợ cấp xã hội hàng tháng"),
            one("2.000986", "Đăng ký khai sinh"),
        ]
    }

    fn codes(typed: &str) -> Vec<String> {
        found(&procedures(), typed)
            .into_iter()
            .map(|one| one.p.code)
            .collect()
    }

    #[test]
    fn three_letters_find_a_procedure_by_initials_or_words_without_accents() {
        assert_eq!(codes("tcx"), ["1.001776"]);
        assert_eq!(codes("ĐKB"), ["1.013831"]);
        assert_eq!(codes("khai"), ["2.000986"]);
        assert_eq!(codes("dang ky"), ["1.013831", "2.000986"]);
        assert_eq!(codes("qsd"), ["1.013831"]);
        assert_eq!(codes("1.0017"), ["1.001776"]);
        assert_eq!(codes("zzz"), Vec::<String>::new());
        assert_eq!(codes("").len(), 3);
    }
}
