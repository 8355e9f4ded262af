//! The register, the day, the preview, and who is known already.

use kernel::DossierId;
use proto::intake::v1::*;
use stage::{fields, reason};
use tonic::Code;

use crate::world::{DESK, World, counter, filing};

const UNIT: &str = "org:mc-21028";

fn asking(filter: RegisterFilter) -> ListRegisterRequest {
    ListRegisterRequest {
        filter: Some(filter),
        purpose: "xem sổ theo dõi".to_owned(),
        ..Default::default()
    }
}

async fn codes(world: &World, filter: RegisterFilter) -> Vec<String> {
    let listed = world.counter_of(DESK).list_register(asking(filter)).await;
    let rows = listed.unwrap().into_inner().rows.into_iter();
    rows.map(|row| row.dossier.unwrap().code).collect()
}

/// A dossier of somebody else, received at the counter.
async fn of(world: &World, name: &str, number: &str) -> String {
    let mut filing = filing();
    filing.owner = Some(Person {
        name: name.to_owned(),
        citizen_id: number.to_owned(),
        phone: "0912000003".to_owned(),
        ..Default::default()
    });
    let accepted = world
        .desk()
        .accept_dossier(counter(DossierId::mint(), filing))
        .await;
    accepted.unwrap().into_inner().code
}

/// TT 01/2018/TT-VPCP: the register shows what was received, by whom and for when.
#[tokio::test(flavor = "multi_thread")]
async fn the_register_finds_a_dossier_by_name_number_code_and_time() {
    let world = World::start().await;
    let first = of(&world, "Đặng Thị Mộng", "051088000011").await;
    world.at("2026-11-03T10:00");
    let second = of(&world, "Lê Văn Đạt", "051088000012").await;
    let (_, filed) = world.filed().await;

    let by = |text: &str| RegisterFilter {
        text: text.to_owned(),
        ..Default::default()
    };
    assert_eq!(
        codes(&world, by("")).await,
        [filed.clone(), second.clone(), first.clone()]
    );
    assert_eq!(
        codes(&world, by("dang mong")).await,
        std::slice::from_ref(&first)
    );
    assert_eq!(
        codes(&world, by("ĐẠT")).await,
        std::slice::from_ref(&second)
    );
    assert_eq!(
        codes(&world, by("051088000012")).await,
        std::slice::from_ref(&second)
    );
    assert_eq!(
        codes(&world, by(&first)).await,
        std::slice::from_ref(&first)
    );
    assert_eq!(
        codes(&world, by("nobody:* | !x")).await,
        Vec::<String>::new()
    );

    let on = |day: &str| RegisterFilter {
        from: day.to_owned(),
        to: day.to_owned(),
        ..Default::default()
    };
    assert_eq!(
        codes(&world, on("2026-11-02")).await,
        std::slice::from_ref(&first)
    );
    assert_eq!(
        codes(&world, on("2026-11-03")).await,
        [filed.clone(), second.clone()]
    );
    let online = RegisterFilter {
        channel: Channel::Online.into(),
        ..Default::default()
    };
    assert_eq!(codes(&world, online).await, std::slice::from_ref(&filed));
    let received = RegisterFilter {
        stages: vec![Stage::InProgress.into()],
        ..Default::default()
    };
    assert_eq!(
        codes(&world, received).await,
        [second.clone(), first.clone()]
    );
    let elsewhere = RegisterFilter {
        procedure: "1.001776".to_owned(),
        ..Default::default()
    };
    assert_eq!(codes(&world, elsewhere).await, Vec::<String>::new());

    let undated = asking(on("03/11/2026"));
    let refused = world
        .counter_of(DESK)
        .list_register(undated)
        .await
        .unwrap_err();
    assert_eq!(fields(&refused), ["filter.from"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_past_its_date_is_overdue_and_what_is_not_is_running() {
    let world = World::start().await;
    let code = of(&world, "Đặng Thị Mộng", "051088000011").await;
    let standing = |timeliness: RegisterTimeliness| RegisterFilter {
        timeliness: timeliness.into(),
        ..Default::default()
    };
    let (running, overdue) = (RegisterTimeliness::Running, RegisterTimeliness::Overdue);
    assert_eq!(
        codes(&world, standing(running)).await,
        std::slice::from_ref(&code)
    );
    assert_eq!(codes(&world, standing(overdue)).await, Vec::<String>::new());
    world.at("2026-12-20T09:00");
    assert_eq!(codes(&world, standing(overdue)).await, [code]);
    assert_eq!(codes(&world, standing(running)).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_one_another_without_a_gap_or_a_double() {
    let world = World::start().await;
    let mut all = Vec::new();
    for n in 0..5 {
        all.push(of(&world, "Đặng Thị Mộng", &format!("05108800001{n}")).await);
    }
    for sort in [
        RegisterSort::Newest,
        RegisterSort::Oldest,
        RegisterSort::Due,
    ] {
        let mut seen = Vec::new();
        let mut token = String::new();
        loop {
            let request = ListRegisterRequest {
                sort: sort.into(),
                page_size: 2,
                page_token: token,
                count: true,
                ..asking(RegisterFilter::default())
            };
            let page = world.counter_of(DESK).list_register(request).await;
            let page = page.unwrap().into_inner();
            assert_eq!(page.total, Some(5));
            seen.extend(page.rows.into_iter().map(|row| row.dossier.unwrap().code));
            token = page.next_page_token;
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(seen.len(), 5);
        seen.sort();
        assert_eq!(seen, all);
    }
    let lost = ListRegisterRequest {
        page_token: "x".to_owned(),
        ..asking(RegisterFilter::default())
    };
    let refused = world
        .counter_of(DESK)
        .list_register(lost)
        .await
        .unwrap_err();
    assert_eq!(fields(&refused), ["page_token"]);
}

/// Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: who looked at the names is written down, and another
/// centre sees none of them.
#[tokio::test(flavor = "multi_thread")]
async fn names_in_the_register_are_read_by_name_and_only_at_its_own_centre() {
    let world = World::start().await;
    let (id, _) = world.received().await;
    let reads = async || {
        let request = ListReadsRequest {
            dossier_id: id.to_string(),
        };
        world
            .desk()
            .list_reads(request)
            .await
            .unwrap()
            .into_inner()
            .reads
    };
    assert_eq!(reads().await, []);
    codes(&world, RegisterFilter::default()).await;
    codes(&world, RegisterFilter::default()).await;
    let seen = reads().await;
    let seen: Vec<_> = seen
        .iter()
        .map(|read| (read.by.as_str(), read.purpose.as_str()))
        .collect();
    assert_eq!(
        seen,
        [(DESK, "xem sổ theo dõi")],
        "once a day for one purpose"
    );

    let other = "officer:binh@org:mc-21025";
    let theirs = RegisterFilter {
        unit: UNIT.to_owned(),
        ..Default::default()
    };
    let refused = world
        .counter_of(other)
        .list_register(asking(theirs))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "centre-unknown");
    let own = world
        .counter_of(other)
        .list_register(asking(RegisterFilter::default()))
        .await;
    assert_eq!(own.unwrap().into_inner().rows, []);

    let purposeless = ListRegisterRequest {
        purpose: " ".to_owned(),
        ..asking(RegisterFilter::default())
    };
    let refused = world
        .counter_of(DESK)
        .list_register(purposeless)
        .await
        .unwrap_err();
    assert_eq!(fields(&refused), ["purpose"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_counts_what_there_is_to_do() {
    let world = World::start().await;
    world.received().await;
    world.filed().await;
    let day = async || {
        let request = GetDayRequest {
            unit: UNIT.to_owned(),
        };
        world
            .counter_of(DESK)
            .get_day(request)
            .await
            .unwrap()
            .into_inner()
    };
    let now = day().await;
    assert_eq!(
        (now.day.as_str(), now.next_day.as_str()),
        ("2026-11-02", "2026-11-03")
    );
    assert_eq!(
        (now.received_counter, now.received_online, now.received_post),
        (1, 0, 0)
    );
    assert_eq!((now.waiting, now.in_progress, now.overdue), (1, 1, 0));
    world.at("2026-12-20T09:00");
    let later = day().await;
    assert_eq!(
        (later.received_counter, later.overdue, later.waiting),
        (0, 1, 1)
    );
}

/// What the officer sees before confirming is what the receipt says; and nothing is written.
#[tokio::test(flavor = "multi_thread")]
async fn a_preview_promises_what_reception_then_promises() {
    let world = World::start().await;
    let filing = filing();
    let request = PreviewAppointmentRequest {
        procedure: filing.procedure.clone(),
        receiving_unit: filing.receiving_unit.clone(),
        place: filing.place.clone(),
        answers: filing.answers.clone(),
        papers: filing.papers.clone(),
        ..Default::default()
    };
    let preview = world.counter_of(DESK).preview_appointment(request).await;
    let preview = preview.unwrap().into_inner();
    assert_eq!(world.count("select count(*) from bus.journal").await, 0);
    let id = DossierId::mint();
    let accepted = world
        .desk()
        .accept_dossier(counter(id, filing))
        .await
        .unwrap()
        .into_inner();
    // Only the blink between the two questions tells them apart.
    let said = |promise: Option<Appointment>| {
        let promise = promise.unwrap();
        (promise.due, promise.term, promise.phases, promise.because)
    };
    assert_eq!(said(preview.appointment), said(accepted.appointment));
    assert_eq!(preview.receipt, accepted.receipt);
    assert!(!preview.lines.is_empty() && !preview.legs.is_empty());
    // The calendar says each day from the first to the promised one, and what became of it.
    let said = |day: &CalendarDay| (day.date.clone(), day.kind());
    let days: Vec<_> = preview.days.iter().map(said).collect();
    let monday_to_friday = 2..=6;
    let counted = monday_to_friday.map(|day| (format!("2026-11-0{day}"), DayKind::Counted));
    assert_eq!(days, counted.collect::<Vec<_>>());
}

/// The form is filled from what the person said last; the look is theirs to see.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_known_by_their_number_alone() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let find = async |number: &str, purpose: &str| {
        let request = FindPersonsRequest {
            citizen_id: number.to_owned(),
            purpose: purpose.to_owned(),
        };
        world.counter_of(DESK).find_persons(request).await
    };
    let known = find("051088000002", "tiếp nhận hồ sơ")
        .await
        .unwrap()
        .into_inner()
        .persons;
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].person.as_ref().unwrap().name, "Trần Thị Ví Dụ");
    assert_eq!(
        (known[0].code.as_str(), known[0].at.is_some()),
        (code.as_str(), true)
    );
    let none = find("051088000099", "tiếp nhận hồ sơ")
        .await
        .unwrap()
        .into_inner();
    assert_eq!(none.persons, []);
    assert_eq!(
        fields(&find("0510880", "").await.unwrap_err()),
        ["citizen_id", "purpose"]
    );
    let request = ListReadsRequest {
        dossier_id: id.to_string(),
    };
    let reads = world
        .desk()
        .list_reads(request)
        .await
        .unwrap()
        .into_inner()
        .reads;
    assert_eq!(reads[0].purpose, "tiếp nhận hồ sơ");
    let curious = FindPersonsRequest {
        citizen_id: "051088000002".to_owned(),
        purpose: "tò mò".to_owned(),
    };
    let mut citizen = world.counter_of("citizen:khach");
    let refused = citizen.find_persons(curious).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
}
