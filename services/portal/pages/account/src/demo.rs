//! The people of a demonstration: whoever looks may be any of them. Only where the configuration
//! says that nothing here is real.

use std::sync::OnceLock;

use anyhow::Context as _;
use askama::Template;
use axum::extract::Query;
use kernel::Role;
use portal_account::{Account, Session, way};
use portal_ui::{
    answer::{Answer, page},
    config::Demo,
    directory::Names,
    failure::{Failure, Violation},
    fields::{Choice, Field, Fields, Kind},
    frame::{Frame, Lang, Visit},
};
use serde::Deserialize;

use crate::sign_in::{enter, fault};

/// One invented person, as the file writes them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    subject: String,
    name: String,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    citizen_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    people: Vec<Person>,
}

static PEOPLE: OnceLock<Vec<Account>> = OnceLock::new();

/// Reads the invented people, once, and refuses to play where real people might come.
///
/// # Errors
/// When the file is not as it should be, or the address is one of the internet and the settings do
/// not say that this is meant.
pub fn prepare(demo: &Demo, public_url: &str) -> anyhow::Result<()> {
    if !demo.enabled {
        return Ok(());
    }
    let host = public_url.split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let here = matches!(host, "localhost" | "127.0.0.1" | "[");
    anyhow::ensure!(
        here || !public_url.starts_with("https://") || demo.public,
        "demo.enabled lets everybody sign in as an official, and {public_url} is an address of the internet: \
         set demo.public = true if this is meant, or demo.enabled = false"
    );
    let people = if demo.accounts.is_empty() {
        Vec::new()
    } else {
        let text = std::fs::read_to_string(&demo.accounts)
            .with_context(|| format!("demo.accounts: reading {}", demo.accounts))?;
        read(&text).with_context(|| format!("demo.accounts: {}", demo.accounts))?
    };
    PEOPLE.get_or_init(|| people);
    Ok(())
}

fn read(text: &str) -> anyhow::Result<Vec<Account>> {
    let People { people } = serde_saphyr::from_str(text)?;
    let account = |person: Person| {
        let roles = person.roles.iter().map(|role| Ok(role.parse::<Role>()?));
        anyhow::Ok(Account {
            roles: roles.collect::<anyhow::Result<_>>()?,
            subject: person.subject,
            name: person.name,
            unit: person.unit,
            fields: person.fields,
            citizen_id: person.citizen_id,
        })
    };
    people.into_iter().map(account).collect()
}

fn people() -> &'static [Account] {
    PEOPLE.get().map_or(&[], Vec::as_slice)
}

struct Group {
    title: String,
    people: Vec<Line>,
}

struct Line {
    subject: String,
    name: String,
    roles: String,
    fields: String,
}

#[derive(Template)]
#[template(path = "demo-choose.html")]
struct Choose {
    f: Frame,
    back: String,
    beside: bool,
    groups: Vec<Group>,
    fields: Vec<Field>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    ve: String,
    #[serde(default)]
    canh: String,
}

fn only_in_demonstrations(visit: &Visit) -> Result<(), Failure> {
    if visit.portal.config.demo.enabled {
        Ok(())
    } else {
        Err(Failure::Forbidden)
    }
}

/// `GET /trinh-dien?ve=&canh=`.
pub async fn choose(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    only_in_demonstrations(&visit)?;
    let names = visit.names().await?;
    page(&Choose {
        back: way::back(&asked.ve).to_owned(),
        beside: !asked.canh.is_empty(),
        groups: groups(&visit, &names),
        fields: others(&visit, &names),
        f: visit.frame_with(&names),
    })
}

/// The invented people by unit, in the order of the file.
fn groups(visit: &Visit, names: &Names) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for person in people() {
        let title = match &person.unit {
            Some(unit) => names.unit(unit),
            None if person.is_official() => visit.portal.config.province.name.clone(),
            None => visit.lang.pick("Người dân", "Citizens").to_owned(),
        };
        let roles = person
            .roles
            .iter()
            .map(|role| visit.lang.words().role(*role));
        let line = Line {
            subject: person.subject.clone(),
            name: person.name.clone(),
            roles: roles.collect::<Vec<_>>().join(", "),
            fields: person.fields.join(", "),
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.people.push(line),
            None => groups.push(Group {
                title,
                people: vec![line],
            }),
        }
    }
    groups
}

/// Anybody else: a role at a unit.
fn others(visit: &Visit, names: &Names) -> Vec<Field> {
    let roles = Role::ALL.map(|role| Choice {
        value: role.name().to_owned(),
        label: visit.lang.words().role(role).to_owned(),
    });
    let units = names.centres().into_iter().chain(names.agencies());
    let units = units
        .map(|unit| Choice {
            value: unit.id.clone(),
            label: unit.name.clone(),
        })
        .collect();
    let pick = |vi, en| visit.lang.pick(vi, en);
    vec![
        Field::new("role", pick("Vai trò", "Role"), Kind::Radios(roles.into()))
            .value("desk-officer")
            .in_lang(visit.lang),
        Field::new("unit", pick("Đơn vị", "Unit"), Kind::Select(units))
            .optional()
            .in_lang(visit.lang),
    ]
}

/// `POST /trinh-dien`.
pub async fn play(visit: Visit, sent: Fields) -> Answer {
    only_in_demonstrations(&visit)?;
    let account = if sent.has("person") {
        let known = people()
            .iter()
            .find(|person| person.subject == sent.get("person"));
        known
            .cloned()
            .ok_or_else(|| malformed("person", visit.lang))?
    } else {
        invented(&visit, &sent).await?
    };
    let now = visit.now();
    let realm = if account.is_official() {
        "can-bo"
    } else {
        "nguoi-dan"
    };
    let session = Session::new(&visit.portal.sign_in.keys, realm, account, now, None, now);
    let session = session.map_err(fault)?;
    let beside = sent.get("canh") == "1";
    enter(
        &visit,
        &session,
        way::back(sent.get("ve")),
        beside,
        Vec::new(),
    )
}

async fn invented(visit: &Visit, sent: &Fields) -> Result<Account, Failure> {
    let role: Role = sent
        .get("role")
        .parse()
        .map_err(|_| malformed("role", visit.lang))?;
    let unit = sent.get("unit");
    let names = visit.names().await?;
    if !unit.is_empty() && names.get(unit).is_none() {
        return Err(malformed("unit", visit.lang));
    }
    let mut account = Account {
        subject: format!("demo-{}", role.name()),
        name: format!("{} (trình diễn)", role.words()),
        roles: vec![role],
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        fields: Vec::new(),
        citizen_id: None,
    };
    if account.unit.is_none() && !account.province_wide() {
        return Err(malformed("unit", visit.lang));
    }
    // A head does what their staff do.
    match role {
        Role::DeskHead => account.roles.push(Role::DeskOfficer),
        Role::AgencyHead => account.roles.push(Role::Specialist),
        _ => {}
    }
    Ok(account)
}

fn malformed(field: &str, lang: Lang) -> Failure {
    let sentence = match field {
        "unit" => lang.pick(
            "Hãy chọn một đơn vị trong danh sách.",
            "Choose a unit of the list.",
        ),
        "role" => lang.pick(
            "Hãy chọn một vai trò trong danh sách.",
            "Choose a role of the list.",
        ),
        _ => lang.pick(
            "Hãy chọn một người trong danh sách.",
            "Choose a person of the list.",
        ),
    };
    Failure::Malformed(vec![Violation {
        field: field.to_owned(),
        sentence: sentence.to_owned(),
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo(enabled: bool, public: bool) -> Demo {
        Demo {
            enabled,
            public,
            accounts: String::new(),
        }
    }

    #[test]
    fn a_demonstration_does_not_start_where_real_people_come_by_chance() {
        assert!(prepare(&demo(true, false), "https://motcua.example").is_err());
        assert!(prepare(&demo(true, false), "https://localhost.evil.example").is_err());
        assert!(prepare(&demo(true, true), "https://motcua.example").is_ok());
        assert!(prepare(&demo(true, false), "https://localhost:8443").is_ok());
        assert!(prepare(&demo(true, false), "http://127.0.0.1:8080").is_ok());
        assert!(prepare(&demo(false, false), "https://motcua.example").is_ok());
    }

    #[test]
    fn a_person_with_a_role_nobody_knows_is_a_mistake_of_the_file() {
        let file =
            |role: &str| format!("people:\n  - {{subject: an, name: An, roles: [{role}]}}\n");
        assert_eq!(read(&file("leader")).expect("people").len(), 1);
        assert!(read(&file("root")).is_err());
    }
}
