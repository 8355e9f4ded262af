//! Routes that depend on the dossier: which legs apply, who follows whom, how long it takes.

use std::{collections::BTreeSet, sync::OnceLock};

use catalogue::{
    Catalogue, Condition, Given, LegKind, LegSpec, NoSuchLeg, Procedure, SupplementPolicy,
};
use chrono::NaiveDate;
use kernel::working_time::Term;
use proptest::{collection::vec, prelude::*};

use crate::files::{self, lines, with};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("it is a date")
}

fn in_force(code: &str) -> Procedure {
    static ONCE: OnceLock<Catalogue> = OnceLock::new();
    let catalogue = ONCE.get_or_init(|| Catalogue::parse(&files::quang_ngai()).catalogue);
    let found = catalogue.procedure(code, today());
    found.expect("it is in force").clone()
}

fn answered<'a>(answers: &[(&'a str, &'a str)]) -> Given<'a> {
    Given {
        answers: answers.iter().copied().collect(),
        ..Given::default()
    }
}

/// `leg ← those before it`, line by line.
fn route(procedure: &Procedure, given: &Given<'_>) -> String {
    let legs = procedure.legs_that_apply(given);
    let route = procedure.route(&legs).expect("they are its own legs");
    let line = |placed: &catalogue::PlacedLeg<'_>| {
        format!("{} ← {}\n", placed.leg.key, placed.after.join(" + "))
    };
    route.iter().map(line).collect()
}

#[test]
fn who_pays_for_the_funeral_follows_from_the_group_of_the_deceased() {
    let death = in_force("2.002622");
    let of = |group| route(&death, &answered(&[("group", group)]));
    assert_eq!(
        of("none"),
        "death ← \nresidence ← death\nreturn ← residence\n"
    );
    assert_eq!(of("none"), route(&death, &Given::default()));
    assert_eq!(of("social"), of("pension"));
    assert_eq!(
        of("social"),
        "death ← \nresidence ← death\nfuneral-social ← death\nreturn ← residence + funeral-social\n"
    );
    assert_eq!(
        of("merit"),
        "death ← \nresidence ← death\nfuneral-merit ← death\ndecide-merit ← funeral-merit\n\
         return ← residence + decide-merit\n"
    );
    // Working days at the commune, then days of the calendar at the department.
    let term = |group| death.term_for(&answered(&[("group", group)]));
    assert_eq!(term("merit").to_string(), "8d + 12cd");
    assert_eq!(term("insurance"), Term::days(6));
}

#[test]
fn a_survey_is_made_only_where_nobody_handed_in_a_map() {
    let first = in_force("1.013978");
    let mut given = answered(&[("map", "to-survey")]);
    assert_eq!(first.legs_that_apply(&given), ["survey"]);
    given.papers.insert("survey-extract");
    assert!(first.legs_that_apply(&given).is_empty());
    assert!(first.legs_that_apply(&Given::default()).is_empty());
    // Left out, it is nobody's predecessor.
    let route = first.route::<&str>(&[]).expect("nothing is named");
    assert_eq!(route[0].leg.key, "verify");
    assert!(route[0].after.is_empty());
}

#[test]
fn difficult_areas_have_their_own_terms() {
    // 8 → 18, 12 → 22, 20 → 30 working days, 15 → 25 days (Cổng DVCQG, 07/2026).
    for (code, ordinary, difficult) in [
        ("1.013831", "8d", "18d"),
        ("1.012784", "12d", "22d"),
        ("1.013978", "20d", "30d"),
        ("1.012786", "10d", "20d"),
        ("1.013992", "7d", "17d"),
        ("1.013949", "15cd", "25cd"),
    ] {
        let procedure = in_force(code);
        let term = |difficult| {
            let given = Given {
                difficult,
                ..Given::default()
            };
            procedure.term_for(&given).to_string()
        };
        assert_eq!(
            (term(false).as_str(), term(true).as_str()),
            (ordinary, difficult),
            "{code}"
        );
    }
    let transfer = in_force("1.013831");
    let given = Given {
        difficult: true,
        ..Given::default()
    };
    assert_eq!(transfer.terms(&given), [Term::days(14), Term::days(4)]);
    let examine = transfer.leg("examine").expect("the leg is there");
    assert_eq!(
        examine.norm(true).map(ToString::to_string).as_deref(),
        Some("13.5d")
    );
    assert_eq!(
        examine.norm(false).map(ToString::to_string).as_deref(),
        Some("3.5d")
    );
}

#[test]
fn an_exchange_with_a_survey_in_a_difficult_area_takes_both() {
    let exchange = in_force("1.012783");
    let term = |answer, difficult| {
        let given = Given {
            difficult,
            ..answered(&[("survey", answer)])
        };
        exchange.term_for(&given).to_string()
    };
    assert_eq!(term("as-is", false), "5d");
    assert_eq!(term("again", false), "10d");
    assert_eq!(term("as-is", true), "15d");
    assert_eq!(term("again", true), "20d");
}

#[test]
fn the_province_says_where_it_is_difficult_and_with_what_right() {
    let catalogue = Catalogue::parse(&files::quang_ngai()).catalogue;
    let marked: Vec<_> = catalogue
        .communes_on(today())
        .filter_map(|unit| Some((unit.name.as_str(), unit.difficult_on(today())?.verified)))
        .collect();
    // The list of the mountain communes has not been seen; the island is one by the law's own word.
    assert_eq!(marked, [("Đặc khu Lý Sơn", false)]);
    let island = kernel::UnitId::from("adm:21548");
    let eve = NaiveDate::from_ymd_opt(2025, 6, 30).expect("it is a date");
    assert!(catalogue.difficult_on(&island, eve).is_none());
}

#[test]
fn waiting_is_outside_the_term_and_has_one_of_its_own() {
    let lost = in_force("1.012786");
    let notice = lost.leg("public-notice").expect("the leg is there");
    assert_eq!((notice.kind, notice.counts), (LegKind::Wait, false));
    assert_eq!(notice.norm(false), Some(&Term::calendar_days(15)));
}

#[test]
fn only_conditional_legs_can_be_chosen() {
    let first = in_force("1.013978");
    let no_such = |leg: &str| NoSuchLeg {
        procedure: "1.013978@2025-07-01".to_owned(),
        leg: leg.to_owned(),
    };
    assert_eq!(first.route(&["verify"]), Err(no_such("verify")));
    assert_eq!(first.route(&["nothing"]), Err(no_such("nothing")));
    assert_eq!(
        no_such("x").to_string(),
        "Thủ tục 1.013978@2025-07-01 không có khâu theo điều kiện «x»."
    );
}

#[test]
fn conditions_combine() {
    let paper = || Condition::Paper("map".to_owned());
    let given = Given {
        papers: ["map"].into(),
        difficult: true,
        ..Given::default()
    };
    let none = Given::default();
    assert!(Condition::All(vec![paper(), Condition::Difficult]).holds(&given));
    assert!(!Condition::All(vec![paper(), Condition::Difficult]).holds(&none));
    assert!(Condition::Any(vec![paper(), Condition::Not(Box::new(paper()))]).holds(&none));
    assert!(Condition::All(vec![]).holds(&none) && !Condition::Any(vec![]).holds(&none));
}

/// A diamond whose two sides are conditional, behind a leg that is, too.
const DIAMOND: &str = r#"code: "9.999999"
valid_from: 2026-01-01
name: Thủ tục thử
field: dat-dai
level: xã
term: 2d
phases:
  - {term: 2d, unallocated: {term: 1d, note: thử}}
receiving: [ttpvhcc_xa]
channels: [counter]
supplement: {limit: 2, policy: extend, source: thử, verified: false}
components: []
fields:
  - {key: way, label: Cách, kind: choice, choices: [{value: left, label: Trái}, {value: both, label: Cả hai}]}
opinions:
  - {on: start, of: tax, title: Hỏi ý kiến, term: 2d}
legs:
  - {key: start, title: Bắt đầu, by: commune-committee, task: verify, term: 1d}
  - {key: left, title: Trái, by: commune-committee, after: [start], when: {answer: {field: way, in: [left, both]}}, task: verify, counts: false}
  - {key: right, title: Phải, by: commune-land, after: [start], when: {answer: {field: way, in: [both]}}, task: verify, counts: false}
  - {key: join, title: Gộp, by: commune-committee, after: [left, right], when: {answer: {field: way, in: [both]}}, task: verify, counts: false}
  - {key: return, title: Trả kết quả, by: one-stop, kind: return, after: [join, left, right], task: return-result, term: 0d}
result: Kết quả thử
fee: {amount: 0, text: Không thu phí}
legal_basis: []
sources: [thử]
verified: false
"#;

#[test]
fn what_is_left_out_is_bridged() {
    let loaded = with("procedures/9.999999.yaml", DIAMOND);
    assert_eq!(lines(&loaded), "");
    let catalogue = loaded.catalogue;
    let procedure = catalogue
        .procedure("9.999999", today())
        .expect("it is in force");
    let of = |way| route(procedure, &answered(&[("way", way)]));
    assert_eq!(of("neither"), "start ← \nreturn ← start\n");
    // The start is before the left side anyhow, so that the return waits for the left side alone.
    assert_eq!(of("left"), "start ← \nleft ← start\nreturn ← left\n");
    assert_eq!(
        of("both"),
        "start ← \nleft ← start\nright ← start\njoin ← left + right\n\
         return ← join + left + right\n"
    );
    // Its own rule for supplements, over the province's.
    let rule = catalogue.supplement_rule(procedure);
    assert_eq!(
        (rule.value.limit, rule.value.policy),
        (2, SupplementPolicy::Extend)
    );
    assert_eq!(
        rule.value.answer_within,
        catalogue.rules().supplement.value.answer_within
    );
    let opinion = &procedure.opinions[0];
    assert_eq!((opinion.on.as_str(), opinion.of.as_str()), ("start", "tax"));
}

#[test]
fn a_result_on_the_spot_takes_no_time_and_is_recorded_all_the_same() {
    // NĐ 61/2018/NĐ-CP Điều 17.4.
    let spot = DIAMOND
        .replace(
            "term: 2d\nphases:\n  - {term: 2d, unallocated: {term: 1d, note: thử}}\n",
            "term: 0d\nimmediate: true\n",
        )
        .replace("task: verify, term: 1d}", "task: verify, term: 0d}");
    let loaded = with("procedures/9.999999.yaml", &spot);
    assert_eq!(lines(&loaded), "");
    let procedure = loaded
        .catalogue
        .procedure("9.999999", today())
        .expect("it is in force");
    assert!(procedure.immediate && procedure.term.is_zero());
    assert_eq!(procedure.term.sentence(), "không tính thời gian");
}

#[test]
fn every_term_of_every_version_has_a_date_and_a_difficult_area_no_earlier_one() {
    let catalogue = Catalogue::parse(&files::quang_ngai()).catalogue;
    let calendar = catalogue.calendar();
    for procedure in catalogue.procedures() {
        // A Monday on which the version was in force.
        let start = if procedure.valid_to.is_some() {
            "2024-07-01"
        } else {
            "2026-03-02"
        };
        let start = format!("{start}T08:00:00+07:00");
        let start: kernel::Instant = start.parse().expect("it is a moment");
        let due = |term: &Term| {
            let due = calendar.due(start, term);
            due.unwrap_or_else(|why| panic!("{}: {why}", procedure.code))
                .at
        };
        for given in procedure.situations().expect("they can be looked through") {
            let plain = Given {
                difficult: false,
                ..given.clone()
            };
            let phases = procedure.terms(&given).iter().zip(procedure.terms(&plain));
            for (term, plain) in phases {
                assert!(due(term) >= due(plain), "{} {term} {plain}", procedure.code);
            }
            assert!(
                due(&procedure.term_for(&given)) > start,
                "{}",
                procedure.code
            );
        }
    }
}

/// A leg that waits for some of the `n` before it, and may be conditional.
fn leg(n: usize, after: &[bool], conditional: bool) -> LegSpec {
    let named = after.iter().enumerate().filter(|(_, before)| **before);
    LegSpec {
        key: format!("leg-{n}"),
        title: String::new(),
        by: "tax".into(),
        kind: LegKind::Work,
        phase: 1,
        after: named.map(|(before, _)| format!("leg-{before}")).collect(),
        steps: Vec::new(),
        term: None,
        difficult: None,
        when: conditional.then_some(Condition::Difficult),
        counts: true,
        approval: false,
        automatic: false,
        task: "verify".to_owned(),
    }
}

/// Whether `a` comes before `b`, directly or through others.
fn before(pairs: &BTreeSet<(String, String)>, a: &str, b: &str) -> bool {
    let direct = pairs.iter().filter(|(_, after)| after == b);
    direct
        .into_iter()
        .any(|(key, _)| key == a || before(pairs, a, key))
}

proptest! {
    /// Whatever is left out, the legs that stay keep their order, and gain none.
    #[test]
    fn bridging_keeps_who_comes_before_whom(
        edges in vec(vec(any::<bool>(), 8), 8),
        conditional in vec(any::<bool>(), 8),
        chosen in vec(any::<bool>(), 8),
    ) {
        let mut procedure = in_force("1.010833");
        procedure.legs = (0..8).map(|n| leg(n, &edges[n][..n], conditional[n])).collect();
        let named: Vec<String> = (0..8)
            .filter(|n| conditional[*n] && chosen[*n])
            .map(|n| format!("leg-{n}"))
            .collect();
        let route = procedure.route(&named).expect("they are its own legs");
        let whole: BTreeSet<_> = procedure
            .legs
            .iter()
            .flat_map(|leg| leg.after.iter().map(|key| (key.clone(), leg.key.clone())))
            .collect();
        let bridged: BTreeSet<_> = route
            .iter()
            .flat_map(|placed| placed.after.iter().map(|key| ((*key).to_owned(), placed.leg.key.clone())))
            .collect();
        for a in &route {
            for b in &route {
                let (a, b) = (a.leg.key.as_str(), b.leg.key.as_str());
                prop_assert_eq!(before(&whole, a, b), before(&bridged, a, b), "{} before {}", a, b);
            }
        }
    }
}
