//! A promised date can be recomputed by anybody from what its explanation says, and from nothing
//! else: here naively, day by day and minute by minute.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use kernel::DossierId;
use proto::{
    intake::v1::{
        AskSupplementRequest, ClockRules, ExplainAppointmentRequest, ExplainAppointmentResponse,
        MoveAppointmentRequest, Paper, Stage, SupplyPapersRequest,
    },
    routing::v1::{ClockStarted, ClockStopped},
};
use serde_json::Value;
use stage::{at, reason, stamp};

use crate::world::{World, counter, filing_for, province};

/// The rules as the answer tells them.
struct Naive {
    rest: BTreeSet<u32>,
    special: BTreeMap<NaiveDate, bool>,
    hours: Vec<(NaiveTime, NaiveTime)>,
    cutoff: Option<NaiveTime>,
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}

impl Naive {
    fn read(rules: &ClockRules) -> Self {
        let special = rules.special_days.iter().map(|day| {
            let mut words = day.splitn(3, ' ');
            let date = words.next().unwrap().parse().unwrap();
            (date, words.next().unwrap() == "make-up")
        });
        let hours = rules.hours.iter().map(|span| {
            let (from, to) = span.split_once('-').unwrap();
            (time(from), time(to))
        });
        Self {
            rest: rules.weekly_rest.iter().copied().collect(),
            special: special.collect(),
            hours: hours.collect(),
            cutoff: Some(rules.cutoff.as_str())
                .filter(|text| !text.is_empty())
                .map(time),
        }
    }

    fn works(&self, date: NaiveDate) -> bool {
        let ordinary = !self.rest.contains(&date.weekday().number_from_monday());
        *self.special.get(&date).unwrap_or(&ordinary)
    }

    fn is_open(&self, at: NaiveDateTime) -> bool {
        let within = |(from, to): &(NaiveTime, NaiveTime)| *from <= at.time() && at.time() < *to;
        self.works(at.date()) && self.hours.iter().any(within)
    }

    fn next_day(&self, date: NaiveDate) -> NaiveDate {
        let mut days = date.iter_days().skip(1);
        days.find(|date| self.works(*date)).unwrap()
    }

    fn opening(&self, date: NaiveDate) -> NaiveDateTime {
        date.and_time(self.hours.first().unwrap().0)
    }

    fn closing(&self, date: NaiveDate) -> NaiveDateTime {
        date.and_time(self.hours.last().unwrap().1)
    }

    fn start(&self, received: NaiveDateTime) -> NaiveDateTime {
        if self.cutoff.is_some_and(|cutoff| received.time() > cutoff) {
            return self.opening(self.next_day(received.date()));
        }
        let mut at = received;
        while !self.is_open(at) {
            at += TimeDelta::minutes(1);
        }
        at
    }

    /// One part of a term, such as 8d, 0.5d, 12cd, 1mo or same-day.
    fn part(&self, from: NaiveDateTime, term: &str) -> NaiveDateTime {
        let date = from.date();
        let not_on_rest = |date: NaiveDate| match self.works(date) {
            true => self.closing(date),
            false => self.closing(self.next_day(date)),
        };
        if term == "same-day" {
            let open = self.works(date) && from < self.closing(date);
            return self.closing(if open { date } else { self.next_day(date) });
        }
        if let Some(days) = term.strip_suffix("cd") {
            return not_on_rest(date + Days::new(days.parse().unwrap()));
        }
        if let Some(months) = term.strip_suffix("mo") {
            return not_on_rest(date + Months::new(months.parse().unwrap()));
        }
        let days: f64 = term.strip_suffix('d').unwrap().parse().unwrap();
        if days.fract() > 0.0 {
            return self.later(from, (days * 480.0) as u32);
        }
        let last = (0..days as u32).fold(date, |date, _| self.next_day(date));
        self.closing(last)
    }

    fn minutes(&self, from: NaiveDateTime, to: NaiveDateTime) -> u32 {
        let mut minutes = 0;
        let mut at = from;
        while at < to {
            minutes += u32::from(self.is_open(at));
            at += TimeDelta::minutes(1);
        }
        minutes
    }

    fn later(&self, from: NaiveDateTime, minutes: u32) -> NaiveDateTime {
        let mut at = from;
        let mut left = minutes;
        while left > 0 {
            left -= u32::from(self.is_open(at));
            at += TimeDelta::minutes(1);
        }
        at
    }
}

/// Moments are told with their offset: what people read is the civil time in it.
fn moment(line: &Value, key: &str) -> NaiveDateTime {
    let at = chrono::DateTime::parse_from_rfc3339(line[key].as_str().unwrap());
    at.unwrap().naive_local()
}

/// The promised date, from the lines and the rules alone.
fn recomputed(answer: &ExplainAppointmentResponse) -> NaiveDateTime {
    let naive = Naive::read(answer.rules.as_ref().unwrap());
    let mut due = NaiveDateTime::MIN;
    for line in &answer.lines {
        let line: Value = serde_json::from_str(&line.data).unwrap();
        match line["why"].as_str().unwrap() {
            "received" | "restarted" => due = naive.start(moment(&line, "at")),
            "counted" => due = naive.part(due, line["term"].as_str().unwrap()),
            "extended" => {
                let stood_still = naive.minutes(moment(&line, "from"), moment(&line, "to"));
                due = naive.later(due, stood_still);
            }
            "rescheduled" => due = moment(&line, "to"),
            _ => {}
        }
    }
    due
}

fn civil(answer: &ExplainAppointmentResponse) -> NaiveDateTime {
    let due = answer.appointment.as_ref().unwrap().due.as_ref().unwrap();
    let offset = i64::from(answer.rules.as_ref().unwrap().offset_minutes);
    let utc = chrono::DateTime::from_timestamp(due.seconds, 0).unwrap();
    utc.naive_utc() + TimeDelta::minutes(offset)
}

async fn explained(world: &World, code: &str) -> ExplainAppointmentResponse {
    let request = ExplainAppointmentRequest {
        code: code.to_owned(),
    };
    let answer = world.desk().explain_appointment(request).await.unwrap();
    let answer = answer.into_inner();
    assert_eq!(recomputed(&answer), civil(&answer), "{:#?}", answer.lines);
    let intervals = &answer.intervals;
    for pair in intervals.windows(2) {
        assert_eq!(pair[0].to, pair[1].from, "no gap");
    }
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_is_recomputed_from_its_explanation_alone_after_every_act() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let first = explained(&world, &code).await;
    assert_eq!(
        first.rules.as_ref().unwrap().hours,
        ["07:00-11:30", "13:30-17:00"]
    );
    assert!(
        first.lines[0]
            .sentence
            .starts_with("Tiếp nhận hồ sơ lúc 09:00")
    );

    // Public notice within the phase, over a weekend: EXTEND.
    let dossier_id = id.to_string();
    let stopped = ClockStopped {
        dossier_id: dossier_id.clone(),
        at: stamp(at("2026-11-05T10:17")),
        ground: "public-notice".to_owned(),
    };
    world.routing_says(id, 1, &stopped).await;
    world.standing(&code, Stage::ClockStopped).await;
    world.at("2026-11-05T11:00");
    let paused = explained(&world, &code).await;
    let last = paused.intervals.last().unwrap();
    assert_eq!(
        (
            last.state.as_str(),
            last.ground.as_str(),
            last.minutes,
            &last.to
        ),
        ("paused", "public-notice", 43, &None)
    );
    let started = |when: &str, phase| ClockStarted {
        dossier_id: dossier_id.clone(),
        at: stamp(at(when)),
        phase,
    };
    world
        .routing_says(id, 2, &started("2026-11-10T14:03", 1))
        .await;
    world.standing(&code, Stage::InProgress).await;
    explained(&world, &code).await;

    // The second phase, over the day of culture: a term of its own.
    world
        .routing_says(id, 3, &started("2026-11-20T14:00", 2))
        .await;
    world
        .once(&code, |dossier| {
            dossier.appointment.as_ref().unwrap().phase == 2
        })
        .await;
    let second = explained(&world, &code).await;
    let special = &second.rules.as_ref().unwrap().special_days;
    assert!(
        special.iter().any(|day| day.starts_with("2026-11-24 off ")),
        "{special:?}"
    );

    // The desk is late.
    world.at("2026-11-25T09:00");
    let moved = MoveAppointmentRequest {
        dossier_id: dossier_id.clone(),
        due: stamp(at("2026-12-02T11:00")),
        reason: "máy chủ gián đoạn".to_owned(),
        signer: "Giám đốc Trung tâm".to_owned(),
        ..Default::default()
    };
    world.head().move_appointment(moved).await.unwrap();
    let moved = explained(&world, &code).await;
    assert_eq!(moved.intervals.last().unwrap().state, "moved");
}

/// NĐ 61/2018/NĐ-CP Điều 19.4: the supplement, from zero, filed after closing on a Friday.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_is_recomputed_too() {
    let world = World::start().await;
    world.at("2026-10-30T18:20");
    let (id, code) = world.received().await;
    explained(&world, &code).await;
    world.at("2026-11-03T09:00");
    let asked = AskSupplementRequest {
        dossier_id: id.to_string(),
        components: vec!["contract".to_owned()],
        reason: "mờ".to_owned(),
        ..Default::default()
    };
    world.desk().ask_supplement(asked).await.unwrap();
    explained(&world, &code).await;
    world.at("2026-11-19T16:59");
    let supplied = SupplyPapersRequest {
        dossier_id: id.to_string(),
        papers: vec![Paper {
            component: "contract".to_owned(),
            originals: 1,
            ..Default::default()
        }],
        ..Default::default()
    };
    world.desk().supply_papers(supplied).await.unwrap();
    let answer = explained(&world, &code).await;
    let states: Vec<&str> = answer
        .intervals
        .iter()
        .map(|one| one.state.as_str())
        .collect();
    assert_eq!(states, ["running", "paused", "restarted"]);
    let day = civil(&answer).date();
    assert_eq!(
        day,
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
        "24 November does not count"
    );
    assert!(day > NaiveDate::from_ymd_opt(2026, 11, 19).unwrap() + Days::new(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_promised_yet_has_nothing_to_explain() {
    let world = World::start().await;
    let (_, code) = world.filed().await;
    let request = ExplainAppointmentRequest { code };
    let answer = world
        .desk()
        .explain_appointment(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!((answer.appointment, answer.lines.len()), (None, 0));
    let unknown = ExplainAppointmentRequest {
        code: "H48.21028-261102-9999".to_owned(),
    };
    let refused = world.desk().explain_appointment(unknown).await.unwrap_err();
    assert_eq!(reason(&refused), "dossier-unknown");
}

/// Every procedure of the province, received at awkward moments: after the hour that counts, at
/// midday, before a long holiday, on a day worked for another.
#[tokio::test(flavor = "multi_thread")]
async fn the_date_of_every_procedure_is_recomputed_from_its_explanation() {
    let world = World::start().await;
    let catalogue = province();
    let mut terms = BTreeSet::new();
    for now in [
        "2026-02-12T16:58",
        "2026-08-21T15:01",
        "2026-08-22T12:10",
        "2026-11-20T07:00",
    ] {
        world.at(now);
        let today = now[..10].parse().unwrap();
        let in_force = catalogue.procedures().iter().filter(|p| p.in_force(today));
        for procedure in in_force {
            let filed = filing_for(&catalogue, procedure, today);
            let request = counter(DossierId::mint(), filed);
            let accepted = world.desk_of(&request).accept_dossier(request).await;
            let code = accepted.unwrap_or_else(|why| panic!("{}: {why}", procedure.code));
            let answer = explained(&world, &code.into_inner().code).await;
            terms.insert(answer.appointment.unwrap().term);
        }
    }
    let kinds = |kind: &str| terms.iter().any(|term| term.ends_with(kind));
    assert!(kinds("cd") && kinds("same-day") && kinds("d"), "{terms:?}");
}
