//! What got worse from one week to the next.

use std::cmp::Reverse;

use portal_ui::{format, frame::Lang};
use proto::reporting::v1::{Figures, UnitFigures};

use crate::{
    link::Link,
    share::{Share, count},
};

/// A fall of the share below this many tenths of a percent is no news.
const FALL: u64 = 10;

/// A unit that stands worse than the week before.
#[derive(Debug, PartialEq, Eq)]
pub struct Worse {
    pub unit: String,
    pub href: String,
    /// Each figure that got worse, with the dossiers behind it.
    pub figures: Vec<(String, String)>,
    /// By how many more are open and late.
    pub more: u64,
    fall: u64,
}

/// The first `most` units that stand worse than before, those with the most more that is late first.
/// The share of a unit with fewer than `few` judged dossiers says nothing.
pub fn worse(
    now: &[UnitFigures],
    before: &[UnitFigures],
    few: u64,
    (link, query): (&Link, &str),
    (most, lang): (usize, Lang),
) -> Vec<Worse> {
    let of = |unit: &str| {
        let same = before.iter().find(|before| before.unit == unit);
        same.and_then(|before| before.figures).unwrap_or_default()
    };
    let mut found: Vec<Worse> = now
        .iter()
        .filter_map(|unit| {
            let (now, before) = (unit.figures.unwrap_or_default(), of(&unit.unit));
            let (more, fall) = (
                now.open_late.saturating_sub(before.open_late),
                fall(&now, &before, few),
            );
            let link = link.of_unit(&unit.unit);
            let figures = figures((&now, &before), (more, fall), &link, lang);
            (!figures.is_empty()).then(|| Worse {
                unit: unit.name.clone(),
                href: format!("/lanh-dao/don-vi/{}?{query}", format::segment(&unit.unit)),
                figures,
                more,
                fall,
            })
        })
        .collect();
    found.sort_by_key(|worse| {
        (
            Reverse(worse.more),
            Reverse(worse.fall),
            format::folded(&worse.unit),
        )
    });
    found.truncate(most);
    found
}

/// Tenths of a percent that the share fell by; 0 where there is too little to judge.
fn fall(now: &Figures, before: &Figures, few: u64) -> u64 {
    if now.judged < few || before.judged < few {
        return 0;
    }
    let share = |figures| Share::in_time(figures).tenths().unwrap_or(0);
    let fall = share(before).saturating_sub(share(now));
    if fall < FALL { 0 } else { fall }
}

fn figures(
    (now, before): (&Figures, &Figures),
    (more, fall): (u64, u64),
    link: &Link,
    lang: Lang,
) -> Vec<(String, String)> {
    let mut figures = Vec::new();
    if more > 0 {
        let words = format!(
            "{} {} → {}",
            lang.pick("đang quá hạn", "open and late"),
            count(before.open_late, lang),
            count(now.open_late, lang)
        );
        figures.push((words, link.latest("open_late")));
    }
    if fall > 0 {
        let words = format!(
            "{} {} → {}",
            lang.pick("đúng, trước hạn", "on time"),
            Share::in_time(before).text(lang),
            Share::in_time(now).text(lang)
        );
        figures.push((words, link.column("judged")));
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str, open_late: u64, resolved_in_time: u64, judged: u64) -> UnitFigures {
        UnitFigures {
            unit: format!("adm:{name}"),
            name: name.to_owned(),
            figures: Some(Figures {
                open_late,
                resolved_in_time,
                judged,
                ..Figures::default()
            }),
            ..UnitFigures::default()
        }
    }

    fn told(now: &[UnitFigures], before: &[UnitFigures]) -> Vec<(String, Vec<String>)> {
        let found = worse(now, before, 10, (&Link::default(), ""), (3, Lang::Vi));
        let words = |worse: Worse| {
            let figures = worse.figures.into_iter().map(|(words, _)| words);
            (worse.unit, figures.collect())
        };
        found.into_iter().map(words).collect()
    }

    #[test]
    fn what_is_late_grew_or_the_share_fell_and_the_most_comes_first() {
        let before = [
            unit("A", 2, 18, 20),
            unit("B", 0, 20, 20),
            unit("C", 3, 17, 20),
            unit("D", 1, 40, 40),
        ];
        let now = [
            unit("A", 3, 17, 20),
            unit("B", 4, 16, 20),
            unit("C", 1, 19, 20),
            unit("D", 1, 38, 40),
        ];
        let expected = [
            (
                "B",
                vec!["đang quá hạn 0 → 4", "đúng, trước hạn 100,0% → 80,0%"],
            ),
            (
                "A",
                vec!["đang quá hạn 2 → 3", "đúng, trước hạn 90,0% → 85,0%"],
            ),
            ("D", vec!["đúng, trước hạn 100,0% → 95,0%"]),
        ];
        let expected = expected.map(|(unit, words)| {
            let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            (unit.to_owned(), words)
        });
        assert_eq!(told(&now, &before), expected);
    }

    #[test]
    fn the_share_of_a_few_is_no_news_and_a_new_unit_begins_at_nothing() {
        let (before, now) = ([unit("A", 1, 3, 4)], [unit("A", 1, 1, 4)]);
        assert!(told(&now, &before).is_empty());
        let words = told(&[unit("Mới", 2, 0, 2)], &[]);
        assert_eq!(words[0].1, ["đang quá hạn 0 → 2"]);
    }
}
