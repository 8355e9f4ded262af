//! What the chair may ask, and whom: one question for each figure that stands out.

use portal_ui::frame::Lang;

use super::{Owed, worse::Worse};
use crate::figures::Held;

/// Somebody, and what they are asked.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    pub to: String,
    pub words: String,
    /// The dossiers it is about.
    pub href: String,
}

/// How many of those who hold what is late, of those who owe apologies, and of those who stand worse
/// are asked.
const ASKED: (usize, usize, usize) = (2, 2, 1);

pub fn questions(held: &[Held], owed: &[Owed], worse: &[Worse], lang: Lang) -> Vec<Question> {
    let holders = held.iter().take(ASKED.0).map(|held| Question {
        to: held.unit.clone(),
        words: lang
            .pick(
                "{n} hồ sơ{task} đã quá hạn, hẹn trả sớm nhất {oldest}: vướng ở đâu, ngày nào xong?",
                "{n} late{task}, the first promised for {oldest}: what holds them, and when will they be done?",
            )
            .replace("{n}", &held.dossiers.to_string())
            .replace("{task}", &on(held, lang))
            .replace("{oldest}", &held.oldest),
        href: held.href.clone(),
    });
    let sorry = owed.iter().filter(|owed| owed.open > 0);
    let sorry = sorry.take(ASKED.1).map(|owed| Question {
        to: owed.unit.clone(),
        words: lang
            .pick(
                "{n} hồ sơ qua ngày hẹn mà chưa xin lỗi, nay vẫn chưa xong: ai ký thư, bao giờ gửi?",
                match owed.open {
                    1 => "{n} past its date without an apology, and still open: who signs the letter, and when does it go out?",
                    _ => "{n} past their date without an apology, and still open: who signs the letters, and when do they go out?",
                },
            )
            .replace("{n}", &owed.open.to_string()),
        href: owed.href.clone(),
    });
    let grown = worse.iter().filter(|worse| worse.more > 0);
    let grown = grown.take(ASKED.2).filter_map(|worse| {
        let (words, href) = worse.figures.first()?;
        let asked = lang.pick(
            "trong tuần, hồ sơ {what}: vì sao, tuần này làm gì?",
            "over the week, {what}: why, and what is done about it this week?",
        );
        Some(Question {
            to: worse.unit.clone(),
            words: asked.replace("{what}", words),
            href: href.clone(),
        })
    });
    holders.chain(sorry).chain(grown).collect()
}

/// What somebody has it for, inside a sentence.
fn on(held: &Held, lang: Lang) -> String {
    match held.task.as_str() {
        _ if held.waits => lang
            .pick(" chưa khâu nào nhận,", " that no leg has taken")
            .to_owned(),
        "" => String::new(),
        task => format!("{} “{task}”", lang.pick(" ở khâu", " at")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(unit: &str, dossiers: u64) -> Held {
        Held {
            unit: unit.to_owned(),
            unit_href: String::new(),
            task: "Thẩm định".to_owned(),
            waits: false,
            dossiers,
            href: format!("/{unit}"),
            late: String::new(),
            oldest: "05/10/2026".to_owned(),
            bar: 0,
        }
    }

    fn owed(unit: &str, open: u64) -> Owed {
        Owed {
            unit: unit.to_owned(),
            href: String::new(),
            missed: open + 1,
            open,
        }
    }

    #[test]
    fn those_who_hold_the_most_are_asked_first_and_who_settled_what_they_owed_is_not() {
        let held: Vec<Held> = (0..5).map(|n| held(&format!("H{n}"), 9 - n)).collect();
        let asked = questions(&held, &[owed("Xong", 0), owed("Nợ", 2)], &[], Lang::Vi);
        let to: Vec<&str> = asked.iter().map(|question| question.to.as_str()).collect();
        assert_eq!(to, ["H0", "H1", "Nợ"]);
        assert_eq!(
            asked[0].words,
            "9 hồ sơ ở khâu “Thẩm định” đã quá hạn, hẹn trả sớm nhất 05/10/2026: \
             vướng ở đâu, ngày nào xong?"
        );
        assert!(asked[2].words.starts_with("2 hồ sơ qua ngày hẹn"));
        assert_eq!(asked[0].href, "/H0");
    }

    #[test]
    fn what_no_leg_has_taken_is_not_called_a_leg() {
        let desk = Held {
            waits: true,
            ..held("Quầy", 1)
        };
        let asked = questions(&[desk], &[], &[], Lang::Vi);
        assert!(
            asked[0]
                .words
                .starts_with("1 hồ sơ chưa khâu nào nhận, đã quá hạn")
        );
    }

    #[test]
    fn nobody_is_asked_when_nothing_stands_out() {
        assert_eq!(questions(&[], &[], &[], Lang::Vi), []);
    }
}
