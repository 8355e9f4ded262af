//! `motcua calendar explain`, and what happens to a promise.

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate};
use serde_json::{Value, json};

use super::calendar::batch;

#[test]
fn a_pause_and_a_restart_are_told_by_acts() {
    let question = |acts: Value| {
        json!({ "start": "2026-08-17T09:00", "term": "8d", "acts": acts }).to_string()
    };
    let pause = |at: &str| json!({ "act": "pause", "ground": "supplement", "at": at });
    let lines = [
        question(json!([pause("2026-08-18T07:00"), { "act": "resume", "at": "2026-08-20T07:00" }])),
        question(json!([
            pause("2026-08-18T07:00"),
            { "act": "restart", "ground": "supplement", "at": "2026-08-20T07:00" },
        ])),
        question(json!([
            { "act": "move", "ground": "apology", "at": "2026-08-20T07:00", "due": "2026-09-10T17:00" },
        ])),
    ];
    let (answers, code) = batch("due", &lines);
    let dues: Vec<&Value> = answers.iter().map(|answer| &answer["due"]).collect();
    // Eight days from the 17th, with Saturday the 22nd worked: Wednesday the 26th.
    assert_eq!(
        dues,
        [
            "2026-08-28T17:00:00+07:00",
            "2026-09-03T17:00:00+07:00",
            "2026-09-10T17:00:00+07:00"
        ]
    );
    assert_eq!(code, 0);
    let (explained, _) = batch("explain", &lines[..1]);
    let states: Vec<&Value> = explained[0]["intervals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|interval| &interval["state"])
        .collect();
    assert_eq!(states, ["running", "paused", "running"]);
    assert_eq!(explained[0]["original_due"], "2026-08-26T17:00:00+07:00");
}

#[test]
fn what_is_left_of_a_promise_stands_still_while_it_is_paused() {
    let question = |now: &str, acts: Value| {
        json!({ "start": "2026-08-17T09:00", "term": "2d", "now": now, "acts": acts }).to_string()
    };
    let pause = json!([{ "act": "pause", "ground": "payment", "at": "2026-08-18T07:00" }]);
    let (answers, code) = batch(
        "left",
        &[
            question("2026-08-18T16:00", json!([])),
            question("2026-08-28T16:00", pause),
            question("2026-08-20T08:00", json!([])),
        ],
    );
    let told = |answer: &Value| {
        let minutes = |of: &str| answer[of]["minutes"].as_u64().unwrap();
        (
            minutes("left"),
            answer["overdue"].as_bool().unwrap(),
            minutes("late"),
        )
    };
    let told: Vec<_> = answers.iter().map(told).collect();
    assert_eq!(told, [(60 + 480, false, 0), (960, false, 0), (0, true, 60)]);
    assert_eq!(code, 0);
}

/// Another program counts the days again, knowing only what the explanation says.
#[test]
fn a_date_can_be_recomputed_from_its_explanation() {
    let first: NaiveDate = "2026-02-02".parse().unwrap();
    let lines: Vec<String> = (0..300_u64)
        .map(|n| {
            let start = first + Days::new(n);
            json!({ "start": format!("{start}T08:30:00+07:00"), "term": format!("{}d", 1 + n % 20) })
                .to_string()
        })
        .collect();
    let (answers, code) = batch("explain", &lines);
    assert_eq!((answers.len(), code), (300, 0));
    for (n, answer) in (0_u64..).zip(&answers) {
        let used = &answer["calendar"];
        let works = |date: NaiveDate| {
            let listed = |days: &Value| {
                let days = days.as_array().unwrap();
                let day = days.iter().find(|day| day["date"] == date.to_string())?;
                day["works"].as_bool()
            };
            let rests = used["weekly_rest"].as_array().unwrap();
            let weekday = date.weekday().to_string();
            listed(&used["special_days"]).unwrap_or(!rests.contains(&json!(weekday)))
        };
        let starts = answer["because"]
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["why"] == "starts")
            .unwrap();
        let mut date = moment(&starts["at"]).date_naive();
        for _ in 0..=n % 20 {
            date = date.iter_days().skip(1).find(|date| works(*date)).unwrap();
        }
        let closes = used["hours"][0]["open"].as_array().unwrap().last().unwrap();
        let closes = closes.as_str().unwrap().split_once('-').unwrap().1;
        let again = format!("{date}T{closes}:00{}", used["zone"].as_str().unwrap());
        assert_eq!(answer["due"], again);
    }
}

fn moment(value: &Value) -> DateTime<FixedOffset> {
    value.as_str().unwrap().parse().unwrap()
}
