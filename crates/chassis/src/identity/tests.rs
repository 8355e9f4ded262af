//! Who is believed, and who is not.

use std::collections::BTreeMap;

use kernel::Role;
use prost::Message as _;
use proto::identity::v1::{SignedStatement, Statement};

use super::{Identity, NewKeys, Unbelieved};
use crate::{Caller, config};

const NOW: i64 = 1_800_000_000;

/// The portal, land records and intake, which believes both, and people through the portal.
struct Province {
    portal: Identity,
    land: Identity,
    intake: Identity,
}

impl Province {
    fn new() -> Self {
        let (portal, land, intake) = (keys(), keys(), keys());
        let trusted = [("portal", &portal), ("land_records", &land)];
        Self {
            portal: identity("portal", &portal, &[]),
            land: identity("land-records", &land, &trusted),
            intake: identity("intake", &intake, &trusted),
        }
    }
}

fn keys() -> NewKeys {
    NewKeys::make().expect("randomness")
}

fn settings(key: &str, trusted: &[(&str, &NewKeys)]) -> config::Identity {
    config::Identity {
        check: config::Check::Signed,
        key: key.to_owned(),
        speaks_for_people: "portal".to_owned(),
        trusted: trusted
            .iter()
            .map(|(name, keys)| ((*name).to_owned(), keys.public.clone()))
            .collect(),
    }
}

fn identity(name: &'static str, own: &NewKeys, trusted: &[(&str, &NewKeys)]) -> Identity {
    Identity::asking(name, &settings(&own.secret, trusted)).expect("keys that can be read")
}

fn officer() -> Caller {
    let roles = [Role::DeskOfficer, Role::Specialist];
    Caller::official(
        "officer:an",
        Some("org:mc-21028"),
        &roles,
        &["land".to_owned()],
    )
}

fn say(who: &Identity, to: &str, caller: &Caller) -> Vec<u8> {
    who.state(to, caller, &[], NOW).expect("a key")
}

/// The statement, changed after it was signed or before.
fn changed(signed: &[u8], by: Option<&Identity>, change: impl FnOnce(&mut Statement)) -> Vec<u8> {
    let mut outer = SignedStatement::decode(signed).expect("a statement");
    let mut statement = Statement::decode(outer.statement.as_slice()).expect("a statement");
    change(&mut statement);
    outer.statement = statement.encode_to_vec();
    if let Some(own) = by.and_then(|by| by.own.as_ref()) {
        outer.signature = own
            .sign(
                &[
                    b"motcua.identity.v1.Statement\0",
                    outer.statement.as_slice(),
                ]
                .concat(),
            )
            .as_ref()
            .to_vec();
    }
    outer.encode_to_vec()
}

#[test]
fn what_the_portal_says_of_a_person_is_believed_whole() {
    let province = Province::new();
    let said = say(&province.portal, "intake", &officer());
    assert_eq!(province.intake.believe(&said, NOW), Ok(officer()));
    // And again, from memory, until it is out of time.
    assert_eq!(province.intake.believe(&said, NOW + 59), Ok(officer()));
    let late = province.intake.believe(&said, NOW + 91);
    assert_eq!(late, Err(Unbelieved::OutOfTime));
}

#[test]
fn a_statement_is_true_for_one_service_and_one_minute() {
    let province = Province::new();
    let said = say(&province.portal, "routing", &officer());
    let elsewhere = province.intake.believe(&said, NOW);
    assert_eq!(elsewhere, Err(Unbelieved::NotForUs));
    let said = say(&province.portal, "intake", &officer());
    let early = province.intake.believe(&said, NOW - 31);
    assert_eq!(early, Err(Unbelieved::OutOfTime));
    let portal = Some(&province.portal);
    let for_ever = changed(&said, portal, |said| said.expires_at = i64::MAX);
    let for_ever = province.intake.believe(&for_ever, NOW);
    assert_eq!(for_ever, Err(Unbelieved::OutOfTime));
    let backwards = changed(&said, portal, |said| said.expires_at = i64::MIN);
    let backwards = province.intake.believe(&backwards, NOW);
    assert_eq!(backwards, Err(Unbelieved::Unreadable));
}

#[test]
fn nothing_can_be_changed_after_it_was_signed() {
    let province = Province::new();
    let said = say(&province.portal, "intake", &officer());
    let forged = changed(&said, None, |said| {
        if let Some(caller) = &mut said.caller {
            caller
                .roles
                .push(proto::identity::v1::Role::Operator.into());
        }
    });
    let answer = province.intake.believe(&forged, NOW);
    assert_eq!(answer, Err(Unbelieved::Forged));
    let unsigned = SignedStatement {
        signature: Vec::new(),
        ..SignedStatement::decode(said.as_slice()).expect("a statement")
    };
    let answer = province.intake.believe(&unsigned.encode_to_vec(), NOW);
    assert_eq!(answer, Err(Unbelieved::Forged));
}

#[test]
fn who_is_not_trusted_is_not_believed() {
    let province = Province::new();
    let stranger = identity("portal", &keys(), &[]);
    let said = say(&stranger, "intake", &officer());
    assert_eq!(province.intake.believe(&said, NOW), Err(Unbelieved::Forged));
    let stranger = identity("elsewhere", &keys(), &[]);
    let said = say(&stranger, "intake", &officer());
    assert_eq!(
        province.intake.believe(&said, NOW),
        Err(Unbelieved::Unknown)
    );
    for garbage in [&b"garbage"[..], b"", &[0x0a; 100_000]] {
        assert!(province.intake.believe(garbage, NOW).is_err());
    }
}

#[test]
fn a_service_speaks_for_itself_and_for_nobody_else() {
    let province = Province::new();
    let own = Caller::service("land-records");
    let said = say(&province.land, "intake", &own);
    assert_eq!(province.intake.believe(&said, NOW), Ok(own));
    for other in [Caller::service("portal"), officer(), Caller::anonymous("x")] {
        let said = say(&province.land, "intake", &other);
        let answer = province.intake.believe(&said, NOW);
        assert_eq!(answer, Err(Unbelieved::NotTheirs), "{other:?}");
    }
    // Not even the portal is another service.
    let said = say(&province.portal, "intake", &Caller::service("land-records"));
    let answer = province.intake.believe(&said, NOW);
    assert_eq!(answer, Err(Unbelieved::NotTheirs));
}

#[test]
fn a_service_asks_on_for_a_person_who_asked_it_and_for_no_other() {
    let province = Province::new();
    let asked = say(&province.portal, "land-records", &officer());
    let passed_on = |caller: &Caller, evidence: &[u8]| {
        let said = province.land.state("intake", caller, evidence, NOW);
        province.intake.believe(&said.expect("a key"), NOW)
    };
    assert_eq!(passed_on(&officer(), &asked), Ok(officer()));
    let mut more = officer();
    more.roles.push(Role::Auditor);
    assert_eq!(passed_on(&more, &asked), Err(Unbelieved::NotTheirs));
    let meant_for_intake = say(&province.portal, "intake", &officer());
    assert_eq!(
        passed_on(&officer(), &meant_for_intake),
        Err(Unbelieved::NotForUs)
    );
    let said = province.land.state("intake", &officer(), &asked, NOW + 80);
    let late = province.intake.believe(&said.expect("a key"), NOW + 95);
    assert_eq!(late, Err(Unbelieved::OutOfTime), "the evidence is old");
}

#[test]
fn a_statement_that_contradicts_itself_is_no_statement() {
    let province = Province::new();
    let said = say(&province.portal, "intake", &officer());
    let portal = Some(&province.portal);
    let of = |change: fn(&mut proto::identity::v1::Caller)| {
        let said = changed(&said, portal, |said| {
            change(said.caller.as_mut().expect("a caller"));
        });
        province.intake.believe(&said, NOW)
    };
    for change in [
        (|caller| caller.unit = "org:ubnd-21025".to_owned())
            as fn(&mut proto::identity::v1::Caller),
        |caller| caller.unit.clear(),
        |caller| caller.actor = "officer:an\n@org:mc-21028".to_owned(),
        |caller| caller.actor = format!("officer:{}@org:mc-21028", "a".repeat(120)),
        |caller| caller.kind = 99,
        |caller| caller.kind = proto::identity::v1::Kind::Anonymous.into(),
        |caller| caller.citizen_id = "051099000001".to_owned(),
    ] {
        assert_eq!(of(change), Err(Unbelieved::Unreadable));
    }
    // A role of a later contract permits nothing, and takes nothing away.
    let known = of(|caller| caller.roles.push(77));
    assert_eq!(known, Ok(officer()));
}

#[test]
fn what_is_wrong_with_the_settings_is_said_with_its_remedy_and_without_the_key() {
    let none = Identity::new("intake", &settings("", &[]));
    let why = format!("{:#}", none.expect_err("nobody is trusted"));
    assert!(why.contains("identity.trusted"), "{why}");
    assert!(why.contains("motcua keys"), "{why}");
    let pair = keys();
    let swapped = settings(&pair.public, &[]);
    let why = format!(
        "{:#}",
        Identity::asking("intake", &swapped).expect_err("no secret key")
    );
    assert!(why.contains("identity.key of intake"), "{why}");
    let misplaced = config::Identity {
        trusted: BTreeMap::from([("portal".to_owned(), pair.secret.clone())]),
        ..settings("", &[])
    };
    let why = format!(
        "{:#}",
        Identity::new("intake", &misplaced).expect_err("no public key")
    );
    assert!(why.contains("identity.trusted.portal"), "{why}");
    assert!(!why.contains(&pair.secret), "a secret is not repeated");
}
