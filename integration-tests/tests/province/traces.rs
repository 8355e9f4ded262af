//! One dossier's way through the services, as a collector of traces sees it.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use proto::{
    intake::v1::{ReturnMethod, Stage},
    social_welfare::v1::{Circumstance, Facts},
};
use testkit::{Kind, Span, otlp_sink};

use crate::{
    journeys::notices::notices,
    support::{
        Dossier, Part, Province,
        filings::{self, CLAIMANT, EVERYBODY},
        finish,
        people::{granted, hand_over, reaches},
    },
};

const DOSSIER: &str = "motcua.dossier.id";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dossier_is_a_chain_of_hops_and_says_nothing_of_its_owner() {
    let sink = otlp_sink().await;
    let province = Province::with(|options| {
        options.separate = true;
        options.traces = sink.endpoint().to_owned();
    })
    .await;
    let dossier = claim(&province).await;
    notices(&province, &dossier).await;
    province.settled().await;
    // What is still held is sent when a service stops.
    province.stop().await;

    let spans = sink.spans();
    let by_id: BTreeMap<(&str, &str), &Span> = spans
        .iter()
        .map(|span| ((span.trace_id.as_str(), span.span_id.as_str()), span))
        .collect();
    let of_dossier = |span: &&Span| span.attributes.get(DOSSIER) == Some(&dossier.id);
    let mut story = BTreeSet::new();
    for hop in spans
        .iter()
        .filter(of_dossier)
        .filter(|span| span.kind == Kind::Consumer)
    {
        assert_eq!(
            hop.parent, None,
            "a hop begins a trace of its own: {hop:#?}"
        );
        assert_eq!(
            hop.links.len(),
            1,
            "a hop is tied to the one before: {hop:#?}"
        );
        let link = &hop.links[0];
        let origin = by_id.get(&(link.trace_id.as_str(), link.span_id.as_str()));
        let origin = origin.unwrap_or_else(|| panic!("tied to nothing: {hop:#?}"));
        assert_ne!(origin.trace_id, hop.trace_id);
        assert_eq!(
            origin.attributes.get(DOSSIER),
            Some(&dossier.id),
            "{origin:#?}"
        );
        story.insert(format!(
            "{}: {} => {}: {}",
            origin.service,
            name(origin),
            hop.service,
            hop.name
        ));
    }
    let story: Vec<String> = story.into_iter().collect();
    expect![[r#"
        agency-desk: AgencyService/Complete => reporting: hear LegCompleted
        agency-desk: AgencyService/Complete => routing: hear LegCompleted
        agency-desk: AgencyService/Take => reporting: hear LegAccepted
        agency-desk: AgencyService/Take => routing: hear LegAccepted
        intake: IntakeService/AcceptSubmitted => notification: hear DossierAccepted
        intake: IntakeService/AcceptSubmitted => reporting: hear DossierAccepted
        intake: IntakeService/AcceptSubmitted => routing: hear DossierAccepted
        intake: IntakeService/ReturnResult => notification: hear ResultReturned
        intake: IntakeService/ReturnResult => reporting: hear ResultReturned
        intake: IntakeService/ReturnResult => routing: hear ResultReturned
        intake: IntakeService/SubmitDossier => notification: hear DossierSubmitted
        intake: IntakeService/SubmitDossier => reporting: hear DossierSubmitted
        intake: IntakeService/SubmitDossier => routing: hear DossierSubmitted
        intake: hear DossierSettled => notification: hear ResultReady
        intake: hear DossierSettled => reporting: hear ResultReady
        intake: hear DossierSettled => routing: hear ResultReady
        routing: hear DossierAccepted => agency-desk: hear LegOffered
        routing: hear DossierAccepted => intake: hear LegOffered
        routing: hear DossierAccepted => intake: hear RoutePlanned
        routing: hear DossierAccepted => notification: hear LegOffered
        routing: hear DossierAccepted => notification: hear RoutePlanned
        routing: hear DossierAccepted => reporting: hear LegOffered
        routing: hear DossierAccepted => reporting: hear RoutePlanned
        routing: hear LegCompleted => intake: hear DelayAttributed
        routing: hear LegCompleted => intake: hear DossierSettled
        routing: hear LegCompleted => intake: hear LegAccounted
        routing: hear LegCompleted => intake: hear LegOffered
        routing: hear LegCompleted => notification: hear DelayAttributed
        routing: hear LegCompleted => notification: hear DossierSettled
        routing: hear LegCompleted => notification: hear LegAccounted
        routing: hear LegCompleted => notification: hear LegOffered
        routing: hear LegCompleted => reporting: hear DelayAttributed
        routing: hear LegCompleted => reporting: hear DossierSettled
        routing: hear LegCompleted => reporting: hear LegAccounted
        routing: hear LegCompleted => reporting: hear LegOffered
        routing: hear LegCompleted => social-welfare: hear LegOffered
        social-welfare: AgencyService/Complete => reporting: hear LegCompleted
        social-welfare: AgencyService/Complete => routing: hear LegCompleted
        social-welfare: AgencyService/Take => reporting: hear LegAccepted
        social-welfare: AgencyService/Take => routing: hear LegAccepted
        social-welfare: SocialWelfareService/DecideAllowance => reporting: hear EntitlementApplied
        social-welfare: SocialWelfareService/DecideAllowance => reporting: hear EntitlementDecided
        social-welfare: SocialWelfareService/DecideAllowance => routing: hear EntitlementApplied
        social-welfare: SocialWelfareService/DecideAllowance => routing: hear EntitlementDecided
    "#]]
    .assert_eq(&(story.join("\n") + "\n"));
    let failed: Vec<&Span> = spans
        .iter()
        .filter(of_dossier)
        .filter(|span| span.failed)
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    for span in &spans {
        tells_nothing(span);
    }
}

/// An online claim for the monthly allowance, from filing to return.
async fn claim(province: &Province) -> Dossier {
    let clients = &province.clients;
    let answers = [
        ("request", "grant"),
        ("beneficiary_name", CLAIMANT.0),
        ("beneficiary_birth", "1990-05-01"),
        ("beneficiary_id", CLAIMANT.1),
        ("phone", CLAIMANT.2),
        ("address", "Tổ dân phố Ví Dụ, phường Nghĩa Lộ"),
        ("group", "severe-disability"),
        ("payment", "cash"),
    ];
    let filing = filings::filing(clients, "1.001776", CLAIMANT, &answers).await;
    let dossier = filings::file_online(clients, filing).await;
    finish(clients, &dossier, "verify", granted("")).await;
    let facts = Facts {
        date_of_birth: "1990-05-01".to_owned(),
        circumstances: vec![Circumstance {
            kind: "severe-disability".to_owned(),
            children: 0,
        }],
        poor_household: false,
        has_pension: false,
        disability_certified_on: "2026-10-12".to_owned(),
        ..Default::default()
    };
    finish(
        clients,
        &dossier,
        "decide-allowance",
        Part::DecideAllowance(facts),
    )
    .await;
    reaches(clients, &dossier, Stage::Settled).await;
    hand_over(clients, &dossier, ReturnMethod::Counter).await;
    dossier
}

/// The call without its package.
fn name(span: &Span) -> &str {
    span.name.rsplit('.').next().unwrap_or(&span.name)
}

/// Traces are looked at by people who have no business with the person.
fn tells_nothing(span: &Span) {
    let texts = span
        .attributes
        .iter()
        .flat_map(|(key, value)| [key, value])
        .chain([&span.name]);
    for text in texts {
        for somebody in EVERYBODY {
            for secret in [somebody.0, somebody.1, somebody.2] {
                assert!(!text.contains(secret), "{secret} in {span:#?}");
            }
        }
        for secret in ["Tổ dân phố", "1990-05-01", "severe-disability", "810000"] {
            assert!(!text.contains(secret), "{secret} in {span:#?}");
        }
    }
}
