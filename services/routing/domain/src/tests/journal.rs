//! What a route's journal comes to: whose the time was, and the control sheet.

use expect_test::expect;
use kernel::working_time::Calendar;
use proptest::prelude::*;

use super::*;
use crate::attribution::{Account, Keeper};

/// A route with everything that was written down of it.
struct Told {
    route: Route,
    journal: Vec<Event>,
}

impl Told {
    fn of(procedure: &str, due: Option<Instant>) -> Self {
        let router = router("2026-11-02T09:00");
        let on = "2026-11-02".parse().unwrap();
        let found = router.catalogue.procedure(procedure, on).unwrap();
        let command = Command::Plan {
            dossier: DossierId::mint(),
            code: "H48.21028-261102-0001".to_owned(),
            procedure: procedure.to_owned(),
            version: found.version,
            receiving: UnitId::new("org:mc-21028"),
            place: UnitId::new("adm:21028"),
            conditional: Vec::new(),
            difficult: false,
            due,
            at: router.now,
            legs: found.legs.iter().map(|_| LegId::mint()).collect(),
        };
        let journal = Route::decide(&router, None, command).unwrap();
        Self {
            route: Route::replay(&journal).unwrap(),
            journal,
        }
    }

    fn tell(&mut self, now: Instant, command: Command) {
        let router = Router {
            now,
            catalogue: catalogue(),
        };
        // What is refused leaves no mark.
        let events = Route::decide(&router, Some(&self.route), command).unwrap_or_default();
        let route = Some(self.route.clone());
        self.route = events.iter().fold(route, Route::evolve).unwrap();
        self.journal.extend(events);
    }

    fn on(&mut self, key: &str, act: Act, now: &str) {
        let n = self
            .route
            .legs
            .iter()
            .position(|leg| leg.key == key)
            .unwrap();
        self.tell(at(now), act.command(&self.route.legs[n], at(now)));
    }

    fn account(&self, now: Instant) -> Account {
        self.route.account(now, &catalogue()).unwrap()
    }
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Accept,
    Complete,
    Fail,
    Refuse,
    GiveBack,
    Recall,
    LetGo,
    Pay,
}

impl Act {
    fn command(self, leg: &Leg, at: Instant) -> Command {
        let (id, attempt) = (leg.id, leg.attempt);
        let complete = |granted| Command::Complete {
            leg: id,
            attempt,
            granted,
            document: format!("số-{}", leg.key),
            payment_due: leg.task == "tax-assessment",
            at,
        };
        let reason = "thiếu trích đo".to_owned();
        match self {
            Self::Accept => Command::Accept {
                leg: id,
                attempt,
                at,
            },
            Self::Complete => complete(true),
            Self::Fail => complete(false),
            Self::Refuse => Command::Refuse {
                leg: id,
                attempt,
                reason,
                at,
            },
            Self::GiveBack => Command::GiveBack {
                leg: id,
                attempt,
                reason,
                at,
            },
            Self::Recall => recalled(id),
            Self::LetGo => Command::LetGo { leg: id, at },
            Self::Pay => paid(leg.document.clone().unwrap_or_default()),
        }
    }
}

/// A land transfer to its end; the second phase a day late, by the land office.
fn transfer() -> Told {
    let mut told = Told::of("1.013831", Some(at("2026-11-06T17:00")));
    told.on("examine", Act::Accept, "2026-11-02T10:00");
    told.on("examine", Act::GiveBack, "2026-11-02T15:00");
    told.tell(
        at("2026-11-02T16:00"),
        recalled(leg(&told.route, "examine").id),
    );
    told.on("examine", Act::Accept, "2026-11-03T07:30");
    told.on("examine", Act::Complete, "2026-11-05T16:00");
    told.on("tax-assessment", Act::Accept, "2026-11-06T08:00");
    told.on("tax-assessment", Act::Complete, "2026-11-10T10:00");
    told.on("pay", Act::Pay, "2026-11-11T09:00");
    told.on("tax-confirmation", Act::Accept, "2026-11-11T14:00");
    told.on("tax-confirmation", Act::Complete, "2026-11-12T08:00");
    let second = Command::Promise {
        due: at("2026-11-18T17:00"),
        round: None,
        at: at("2026-11-12T08:00"),
    };
    told.tell(at("2026-11-12T08:00"), second);
    told.on("register", Act::Accept, "2026-11-12T10:00");
    told.on("register", Act::Complete, "2026-11-19T17:00");
    told
}

#[test]
fn the_control_sheet_of_a_land_transfer() {
    // TT 01/2018/TT-VPCP form 05, TT 03/2025/TT-VPCP form 06: who gave, who took, when, how it went.
    let rows = transfer().route.control_sheet(catalogue().calendar());
    let page: String = rows.iter().map(|row| format!("{row}\n")).collect();
    expect![[r#"
        org:mc-21028 → org:vpdkdd | Thẩm định hồ sơ, chuyển Phiếu thông tin nghĩa vụ tài chính | giao 09:00 02/11 nhận 10:00 02/11 hạn 15:00 05/11 xong 15:00 02/11 | Trả lại | Trả lại: thiếu trích đo.
        org:mc-21028 → org:vpdkdd | Thẩm định hồ sơ, chuyển Phiếu thông tin nghĩa vụ tài chính | giao 16:00 02/11 nhận 07:30 03/11 hạn 10:00 06/11 xong 16:00 05/11 | Trước hạn | Chuyển lại: chuyển lại. Văn bản số số-examine.
        org:vpdkdd → org:thue-tinh | Xác định nghĩa vụ tài chính, ra thông báo nộp tiền | giao 16:00 05/11 nhận 08:00 06/11 hạn 17:00 12/11 xong 10:00 10/11 | Trước hạn | Văn bản số số-tax-assessment.
        org:thue-tinh → org:thue-tinh | Xác nhận hoàn thành nghĩa vụ tài chính | giao 09:00 11/11 nhận 14:00 11/11 hạn … xong 08:00 12/11 | Đúng hạn | Người nộp hồ sơ đã thực hiện nghĩa vụ tài chính: BL-0001. Văn bản số số-tax-confirmation.
        org:thue-tinh → org:vpdkdd | Đăng ký biến động, cấp Giấy chứng nhận | giao 08:00 12/11 nhận 10:00 12/11 hạn 14:00 17/11 xong 17:00 19/11 | Quá hạn | Văn bản số số-register.
        org:vpdkdd → org:mc-21028 | Chuyển kết quả về Bộ phận Một cửa | giao 17:00 19/11 nhận 17:00 19/11 hạn … xong 17:00 19/11 | Đúng hạn
    "#]].assert_eq(&page);
}

#[test]
fn a_late_land_transfer_is_the_land_offices_alone() {
    let told = transfer();
    let account = told.account(at("2026-11-30T08:00"));
    let held: Vec<_> = account
        .totals
        .iter()
        .map(|total| {
            let holder = match &total.holder {
                Keeper::Unit(unit) => unit.as_str(),
                Keeper::Citizen => "citizen",
                Keeper::Outside => "outside",
            };
            format!(
                "{holder} {} of them {}",
                total.minutes.get(),
                total.counted.get()
            )
        })
        .collect();
    expect![[r#"
        org:mc-21028 210 of them 210
        org:vpdkdd 4350 of them 4230
        org:thue-tinh 1620 of them 120
        citizen 420 of them 0
    "#]]
    .assert_eq(&(held.join("\n") + "\n"));
    assert_eq!(account.late.get(), 480);
    let said = told.journal.iter().rev().find_map(|event| match event {
        Event::DelayAttributed {
            late_minutes,
            blames,
            ..
        } => Some((*late_minutes, blames.clone())),
        _ => None,
    });
    let (late, blames) = said.unwrap();
    assert_eq!(late, 480);
    assert_eq!(blames.len(), 1);
    assert_eq!(blames[0].key, "register");
    assert_eq!(blames[0].unit, Some(UnitId::new("org:vpdkdd")));
}

#[test]
fn each_leg_is_accounted_for_when_it_ends() {
    let told = transfer();
    let accounted = told.journal.iter().filter_map(|event| match event {
        Event::Accounted {
            leg,
            waiting,
            spent,
            allotted,
            ..
        } => Some(format!(
            "{} waited {waiting} spent {spent} of {allotted}",
            told.route.legs[*leg].key
        )),
        _ => None,
    });
    let page: Vec<String> = accounted.collect();
    expect![[r#"
        examine waited 60 spent 180 of 1680
        examine waited 210 spent 1530 of 1680
        tax-assessment waited 120 spent 1080 of 2460
        tax-confirmation waited 180 spent 240 of 0
        register waited 120 spent 2700 of 1680
    "#]]
    .assert_eq(&(page.join("\n") + "\n"));
}

#[test]
fn what_is_heard_after_the_end_changes_whose_the_lateness_was() {
    let mut told = transfer();
    let before = told.journal.len();
    // The person had been asked for a day; the promise was a day later.
    let now = at("2026-11-20T08:00");
    let asked = at("2026-11-16T07:00");
    let answered = at("2026-11-17T07:00");
    told.tell(now, Command::CitizenAsked { at: asked });
    let due = Some(at("2026-11-19T17:00"));
    told.tell(now, Command::CitizenAnswered { due, at: answered });
    let said = told.journal[before..].iter().rev();
    let late = said.filter_map(|event| match event {
        Event::DelayAttributed { late_minutes, .. } => Some(*late_minutes),
        _ => None,
    });
    assert_eq!(late.collect::<Vec<_>>().first(), Some(&0));
    assert_eq!(told.account(now).late.get(), 0);
    // Once more changes nothing.
    let after = told.journal.len();
    told.tell(now, Command::CitizenAnswered { due, at: answered });
    assert_eq!(told.journal.len(), after);
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: the apology is owed by who keeps the dossier past its date.
#[test]
fn who_takes_a_dossier_after_its_date_has_missed_no_apology() {
    let mut told = Told::of("2.000986", Some(at("2026-11-09T17:00")));
    let act = |told: &mut Told, act: Act, when: Instant| {
        let leg = told.route.legs.iter().find(|leg| leg.is_open());
        let command = act.command(leg.expect("a leg is open"), when);
        told.tell(when, command);
    };
    act(&mut told, Act::Accept, at("2026-11-02T10:00"));
    act(&mut told, Act::Complete, at("2026-11-02T11:00"));
    act(&mut told, Act::Accept, at("2026-11-02T14:00"));
    told.tell(at("2026-11-09T14:00"), Command::Watch);
    assert_eq!(told.route.duties.len(), 1, "{:?}", told.route.duties);
    act(&mut told, Act::GiveBack, at("2026-11-09T16:00"));
    // Nobody looked while the date passed.
    act(&mut told, Act::Accept, at("2026-11-10T09:00"));
    for _ in 0..2 {
        told.tell(at("2026-11-10T10:00"), Command::Watch);
    }
    let missed = |event: &&Event| matches!(event, Event::ApologyMissed { .. });
    assert_eq!(told.journal.iter().filter(missed).count(), 1);
    let duties = &told.route.duties;
    assert!(
        duties.iter().all(|duty| duty.status == DutyStatus::Missed),
        "{duties:?}"
    );
}

/// Whose word it is, by the clock of whom: hours apart from routing's.
type Step = (Act, usize, i64, u32);

fn steps() -> impl Strategy<Value = (usize, Vec<Step>, Vec<(u32, u32)>)> {
    use Act::*;
    let acts = vec![
        Accept, Accept, Accept, Complete, Complete, Complete, Complete, Fail, Refuse, GiveBack,
        Recall, LetGo, Pay, Pay,
    ];
    // Mostly hours pass; clocks are apart by up to six.
    let step = (
        proptest::sample::select(acts),
        0..8usize,
        -6..7i64,
        0..600u32,
    );
    let asked = proptest::collection::vec((0..20_000u32, 0..3_000u32), 0..3);
    (0..4usize, proptest::collection::vec(step, 1..40), asked)
}

fn walked(procedure: usize, steps: &[Step], asked: &[(u32, u32)]) -> (Told, Instant) {
    let procedure = ["1.013831", "2.000986", "1.012786", "1.001776"][procedure];
    let mut told = Told::of(procedure, Some(at("2026-11-09T17:00")));
    let mut now = at("2026-11-02T09:00");
    for (act, leg, apart, minutes) in steps {
        now += chrono::TimeDelta::minutes(i64::from(*minutes));
        told.tell(now, Command::Watch);
        let open: Vec<&Leg> = told.route.legs.iter().filter(|leg| leg.is_open()).collect();
        let Some(leg) = open.get(leg % open.len().max(1)) else {
            break;
        };
        let command = act.command(leg, now + chrono::TimeDelta::hours(*apart));
        told.tell(now, command);
    }
    // Heard very late, at the end of everything.
    for (from, length) in asked {
        let from = at("2026-11-02T09:00") + chrono::TimeDelta::minutes(i64::from(*from));
        let to = from + chrono::TimeDelta::minutes(i64::from(*length));
        told.tell(now, Command::CitizenAsked { at: from });
        told.tell(now, Command::CitizenAnswered { due: None, at: to });
    }
    (told, now)
}

fn end(account: &Account, start: Instant) -> Instant {
    account.spans.last().map_or(start, |span| span.to)
}

fn calendar() -> Arc<Catalogue> {
    catalogue()
}

fn spent(calendar: &Calendar, from: Instant, to: Instant) -> u32 {
    calendar.spent(from, to).unwrap().get()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_course_is_accounted_for_to_the_minute((procedure, steps, asked) in steps()) {
        let (told, now) = walked(procedure, &steps, &asked);
        let account = told.account(now);
        let start = told.route.accepted_at;
        let sum: u32 = account.totals.iter().map(|total| total.minutes.get()).sum();
        prop_assert_eq!(sum, account.total.get());
        prop_assert_eq!(sum, spent(calendar().calendar(), start, end(&account, start)));
        let blamed: u32 = account.blames.iter().map(|blame| blame.minutes.get()).sum();
        prop_assert_eq!(blamed, account.late.get());
    }

    #[test]
    fn replaying_the_journal_gives_the_same_answer((procedure, steps, asked) in steps()) {
        let (told, now) = walked(procedure, &steps, &asked);
        let again = Route::replay(&told.journal).unwrap();
        prop_assert_eq!(again.account(now, &catalogue()), told.route.account(now, &catalogue()));
        let calendar = catalogue();
        let sheet = |route: &Route| route.control_sheet(calendar.calendar());
        prop_assert_eq!(sheet(&again), sheet(&told.route));
        // Whatever the order in which it was heard.
        let mut backwards = again.clone();
        backwards.past.reverse();
        prop_assert_eq!(backwards.account(now, &catalogue()), again.account(now, &catalogue()));
    }

    #[test]
    fn what_is_watched_falls_silent((procedure, steps, asked) in steps()) {
        let (mut told, now) = walked(procedure, &steps, &asked);
        // Some weeks later everything was said, each thing once.
        let later = now + chrono::TimeDelta::days(60);
        for _ in 0..20 {
            told.tell(later, Command::Watch);
        }
        let router = Router { now: later, catalogue: catalogue() };
        let next = told.route.next_look(&router).unwrap();
        prop_assert!(next.is_none_or(|next| next > later), "{:?}", next);
        let missed = told.journal.iter().filter_map(|event| match event {
            Event::ApologyMissed { due, .. } => Some(*due),
            _ => None,
        });
        let mut missed: Vec<_> = missed.collect();
        let all = missed.len();
        missed.dedup();
        prop_assert_eq!(missed.len(), all);
    }
}
