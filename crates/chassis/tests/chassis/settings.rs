//! Settings are read and checked before anything starts; what is wrong is named.

use std::process::Command;

use chassis::{Boot, config};
use serde::Deserialize;

const EMBEDDED: &str = r#"
[database]
url = ""
connections = 10

[grpc]
listen = "127.0.0.1:50051"

[send]
retries = 3
"#;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    database: config::Database,
    grpc: config::Grpc,
    send: Send,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    retries: u8,
}

fn read(overrides: &[(&str, &str)]) -> Result<Settings, String> {
    let mut boot = Boot::new("intake");
    for (key, value) in overrides {
        boot.overrides
            .insert((*key).to_owned(), (*value).to_owned());
    }
    boot.settings(EMBEDDED)
        .map_err(|error| format!("{error:#}"))
}

#[test]
fn what_is_embedded_holds_until_somebody_says_otherwise() {
    let settings = read(&[]).unwrap();
    assert_eq!(
        (settings.database.connections, settings.send.retries),
        (10, 3)
    );
    let settings = read(&[("send.retries", "7"), ("grpc.listen", "127.0.0.1:1")]).unwrap();
    assert_eq!(settings.send.retries, 7);
    assert_eq!(settings.grpc.listen, "127.0.0.1:1");
}

#[test]
fn an_unknown_key_is_refused_by_name() {
    for (key, unknown) in [
        ("send.retires", "retires"),
        ("sned.retries", "sned"),
        ("database.urll", "urll"),
    ] {
        let refused = read(&[(key, "7")]).unwrap_err();
        assert!(
            refused.contains(&format!("`{unknown}`")),
            "{key}: {refused}"
        );
        assert!(refused.contains("intake"), "{refused}");
    }
}

#[test]
fn a_setting_of_the_wrong_kind_is_refused_by_name() {
    for (key, value) in [
        ("send.retries", "often"),
        ("send.retries", "300"),
        ("database.connections", "-1"),
    ] {
        let refused = read(&[(key, value)]).unwrap_err();
        assert!(refused.contains(key), "{key} = {value}: {refused}");
    }
}

#[test]
fn a_missing_setting_is_named() {
    let boot = Boot::new("intake");
    let missing = EMBEDDED.replace("retries = 3", "");
    let refused = boot.settings::<Settings>(&missing).unwrap_err();
    assert!(format!("{refused:#}").contains("retries"), "{refused:#}");
}

/// Run by the tests below in a process with an environment of its own.
#[test]
#[ignore = "reads the environment its parent sets"]
fn child() {
    match read(&[]) {
        Ok(settings) => println!("read: {settings:?}"),
        Err(error) => println!("refused: {error}"),
    }
}

fn in_environment(variables: &[(&str, &str)]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "--ignored", "--nocapture", "settings::child"]);
    child.envs(variables.iter().copied());
    String::from_utf8(child.output().unwrap().stdout).unwrap()
}

#[test]
fn the_environment_is_asked_by_section_and_key() {
    let url = "postgres://intake:123@db:5432/intake";
    let said = in_environment(&[
        ("MOTCUA__DATABASE__URL", url),
        ("MOTCUA__SEND__RETRIES", "9"),
        // Others' variables that look alike are none of ours.
        ("MOTCUA_TEST_POSTGRES", "postgres://nowhere"),
        ("MOTCUA_SEND_RETRIES", "1"),
    ]);
    assert!(said.contains("read: "), "{said}");
    assert!(said.contains(url) && said.contains("retries: 9"), "{said}");
}

#[test]
fn a_slip_in_the_environment_is_refused_by_name() {
    let said = in_environment(&[("MOTCUA__SEND__RETIRES", "9")]);
    assert!(
        said.contains("refused: ") && said.contains("retires"),
        "{said}"
    );
    let said = in_environment(&[("MOTCUA__SEND__RETRIES", "nine")]);
    assert!(
        said.contains("refused: ") && said.contains("send.retries"),
        "{said}"
    );
}
