//! How the province does, as everybody may know it: on the first page, and beside the term of a
//! procedure.

use portal_ui::{directory::Names, format, frame::Lang, said};
use proto::reporting::v1::{GetPublicFiguresResponse, ProcedureTime, PublicShare};

/// The figures of the first page.
pub struct Province {
    pub from: String,
    pub to: String,
    pub as_of: String,
    /// What rests on fewer dossiers is not shown.
    pub fewest: u32,
    pub cards: Vec<Card>,
}

pub struct Card {
    pub figure: String,
    /// The procedure it is about: its code and its name.
    pub of: Option<(String, String)>,
    pub words: String,
}

impl Card {
    fn new(figure: String, words: String) -> Self {
        Self {
            figure,
            of: None,
            words,
        }
    }
}

impl Province {
    /// None when there is nothing to show yet.
    pub fn new(told: &GetPublicFiguresResponse, names: &Names, lang: Lang) -> Option<Self> {
        let cards = [
            told.finished.as_ref().and_then(|of| finished(of, lang)),
            most_asked(told, names, lang),
            told.late.as_ref().map(|of| late(of, lang)),
            told.apologised.as_ref().and_then(|of| apologised(of, lang)),
        ];
        let cards: Vec<Card> = cards.into_iter().flatten().collect();
        (!cards.is_empty()).then(|| Self {
            from: format::iso_date(&told.from, lang),
            to: format::iso_date(&told.to, lang),
            as_of: format::stamp(told.as_of.as_ref(), lang),
            fewest: told.fewest,
            cards,
        })
    }
}

fn finished(of: &PublicShare, lang: Lang) -> Option<Card> {
    let share = format::percent(format::tenths(of.part, of.of)?, lang);
    let words = match lang {
        Lang::Vi => format!("hồ sơ đã giải quyết xong, {share} đúng hoặc trước hạn"),
        Lang::En => format!("dossiers finished, {share} of them on time or early"),
    };
    Some(Card::new(format::count(of.of, lang), words))
}

/// How long the procedure takes that most people ask for.
fn most_asked<'a>(told: &'a GetPublicFiguresResponse, names: &Names, lang: Lang) -> Option<Card> {
    let known = |time: &'a ProcedureTime| Some((time, names.procedure(&time.procedure)?));
    let (time, procedure) = told.times.iter().find_map(known)?;
    let term = format::term(&procedure.term);
    let words = match lang {
        Lang::Vi => format!("một nửa số hồ sơ 90 ngày qua xong trong chừng ấy; luật cho {term}"),
        Lang::En => format!(
            "half of the dossiers of 90 days took no longer; the law gives {}",
            said::value(&term)
        ),
    };
    Some(Card {
        of: Some((procedure.code.clone(), procedure.name.clone())),
        ..Card::new(days(time.half_days, lang), words)
    })
}

fn late(of: &PublicShare, lang: Lang) -> Card {
    let open = format::count(of.of, lang);
    let words = match lang {
        Lang::Vi => format!("hồ sơ đang quá hạn, trong {open} hồ sơ đang giải quyết"),
        Lang::En if of.part == 1 => format!("dossier is late now, of {open} that are open"),
        Lang::En => format!("dossiers are late now, of {open} that are open"),
    };
    Card::new(format::count(of.part, lang), words)
}

fn apologised(of: &PublicShare, lang: Lang) -> Option<Card> {
    let (part, all) = (format::count(of.part, lang), format::count(of.of, lang));
    let words = match lang {
        Lang::Vi => format!(
            "hồ sơ không kịp hẹn được xin lỗi và báo ngày hẹn mới trước khi quá hạn ({part} trên {all} hồ sơ)"
        ),
        Lang::En => format!(
            "of the dossiers that could not keep their date had an apology and a new date before it passed ({part} of {all})"
        ),
    };
    let share = format::percent(format::tenths(of.part, of.of)?, lang);
    Some(Card::new(share, words))
}

/// `6 ngày làm việc`; `trong ngày` when that very day.
fn days(days: u32, lang: Lang) -> String {
    match (days, lang) {
        (0, Lang::Vi) => "trong ngày".to_owned(),
        (0, Lang::En) => "same day".to_owned(),
        (1, Lang::En) => "1 working day".to_owned(),
        (_, Lang::Vi) => format!("{days} ngày làm việc"),
        (_, Lang::En) => format!("{days} working days"),
    }
}

/// How long people waited for one procedure.
#[derive(Debug, PartialEq, Eq)]
pub struct Waited {
    /// Nine of ten, and half of them where that is another time.
    pub sentence: String,
    /// The same with the waits for the person, where they make a difference.
    pub whole: String,
    /// Of how many dossiers, and when.
    pub basis: String,
}

impl Waited {
    /// None when too few came to a result.
    pub fn new(told: &GetPublicFiguresResponse, code: &str, lang: Lang) -> Option<Self> {
        let time = told.times.iter().find(|time| time.procedure == code)?;
        let half = within(time.half_days, lang);
        let nine = within(time.nine_tenths_days, lang);
        let same = time.half_days == time.nine_tenths_days;
        let sentence = match lang {
            Lang::Vi if same => format!("Cứ 10 hồ sơ có 9 xong {nine}."),
            Lang::En if same => format!("Nine of ten dossiers were done {nine}."),
            Lang::Vi => format!("Một nửa số hồ sơ xong {half}, cứ 10 hồ sơ có 9 xong {nine}."),
            Lang::En => format!("Half of the dossiers were done {half}, nine of ten {nine}."),
        };
        let whole = within(time.half_whole_days, lang);
        let whole = match lang {
            _ if time.half_whole_days == time.half_days => String::new(),
            Lang::Vi => format!(
                "Kể cả lúc chờ người nộp bổ sung giấy tờ hoặc nộp tiền, một nửa xong {whole}."
            ),
            Lang::En => format!(
                "With the waits for further papers or for a payment, half were done {whole}."
            ),
        };
        let (from, to) = (&told.times_from, &told.times_to);
        let (from, to) = (format::iso_date(from, lang), format::iso_date(to, lang));
        let many = format::count(time.dossiers, lang);
        let basis = match lang {
            Lang::Vi => format!(
                "Tính trên {many} hồ sơ có kết quả từ {from} đến {to}, đếm ngày như thời hạn: không kể ngày nhận."
            ),
            Lang::En => format!(
                "Of {many} dossiers with a result from {from} to {to}, in days counted as the term is: without the day of filing."
            ),
        };
        Some(Self {
            sentence,
            whole,
            basis,
        })
    }
}

fn within(many: u32, lang: Lang) -> String {
    match many {
        0 => lang
            .pick("ngay trong ngày nhận", "on the day of filing")
            .to_owned(),
        _ => format!("{} {}", lang.pick("trong", "within"), days(many, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(
        half_days: u32,
        nine_tenths_days: u32,
        half_whole_days: u32,
    ) -> GetPublicFiguresResponse {
        GetPublicFiguresResponse {
            times_from: "2026-08-24".to_owned(),
            times_to: "2026-11-21".to_owned(),
            times: vec![ProcedureTime {
                procedure: "1.013831".to_owned(),
                dossiers: 1284,
                half_days,
                nine_tenths_days,
                half_whole_days,
            }],
            ..GetPublicFiguresResponse::default()
        }
    }

    #[test]
    fn how_long_people_waited_is_a_sentence_of_days_and_says_what_it_rests_on() {
        let waited = |told, lang| Waited::new(&told, "1.013831", lang).unwrap();
        let some = waited(told(6, 9, 8), Lang::Vi);
        assert_eq!(
            some.sentence,
            "Một nửa số hồ sơ xong trong 6 ngày làm việc, cứ 10 hồ sơ có 9 xong trong 9 ngày làm việc."
        );
        assert!(some.whole.ends_with("một nửa xong trong 8 ngày làm việc."));
        assert!(
            some.basis
                .starts_with("Tính trên 1.284 hồ sơ có kết quả từ 24/08/2026 đến 21/11/2026")
        );
        let same = waited(told(0, 0, 0), Lang::En);
        assert_eq!(
            (same.sentence.as_str(), same.whole.as_str()),
            ("Nine of ten dossiers were done on the day of filing.", "")
        );
        assert_eq!(Waited::new(&told(1, 1, 1), "1.000001", Lang::Vi), None);
    }
}
