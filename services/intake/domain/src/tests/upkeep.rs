//! What is ordered from outside the procedure moves no date.

use super::*;

/// The land transfer with another version from December on: six days and five.
fn with_a_new_version() -> Arc<Catalogue> {
    let mut files = folder::quang_ngai();
    let old = files
        .iter_mut()
        .find(|file| file.path == "procedures/1.013831.yaml")
        .unwrap();
    let mut new = old.clone();
    new.path = "procedures/1.013831-2026.yaml".to_owned();
    new.text = new
        .text
        .replace("valid_from: 2025-07-01", "valid_from: 2026-12-01")
        .replace("\nterm: 8d", "\nterm: 11d")
        .replacen("- term: 4d", "- term: 6d", 1)
        .replace("- term: 4d", "- term: 5d")
        // What the desk has more, so that the steps still add up.
        .replacen("desk: {term: 0.5d", "desk: {term: 2.5d", 1)
        .replace("desk: {term: 0.5d", "desk: {term: 1.5d")
        .replace("difficult: 14d", "difficult: 16d");
    old.text = old.text.replace(
        "valid_from: 2025-07-01",
        "valid_from: 2025-07-01\nvalid_to: 2026-11-30",
    );
    files.push(new);
    Arc::new(Catalogue::parse(&files).catalogue)
}

fn start_second_phase(when: &str) -> Command {
    Command::StartClock {
        phase: 2,
        at: at(when),
    }
}

/// A dossier keeps the version it was received under: a new one never moves an old date.
#[test]
fn a_new_version_never_moves_an_old_date() {
    let old = received("2026-11-27T09:00", LAND);
    let desk = desk_of(with_a_new_version(), "2026-12-02T09:00");
    let new = received_by(&desk, LAND);
    assert_eq!(new.procedure.version.to_string(), "2026-12-01");
    assert_eq!(
        due(&new),
        "2026-12-10 17:00",
        "six working days by the new version"
    );
    assert_eq!(due(&old), "2026-12-03 17:00");
    let second = by(&desk, &old, start_second_phase("2026-12-02T09:00")).unwrap();
    assert_eq!(second.procedure.version.to_string(), "2025-07-01");
    assert_eq!(
        due(&second),
        "2026-12-08 17:00",
        "four working days, as it was received"
    );
}

/// An administrator moves it to the new version: the promise stands, phases to come follow.
#[test]
fn another_version_that_is_ordered_moves_no_date_and_rules_the_phases_to_come() {
    let old = received("2026-11-27T09:00", LAND);
    let desk = desk_of(with_a_new_version(), "2026-12-02T09:00");
    let order = |version: &str| Command::KeepVersion {
        version: version.parse().unwrap(),
        at: at("2026-12-02T08:00"),
    };
    let kept = by(&desk, &old, order("2026-12-01")).unwrap();
    assert_eq!(kept.procedure.version.to_string(), "2026-12-01");
    assert_eq!(due(&kept), due(&old));
    let second = by(&desk, &kept, start_second_phase("2026-12-02T09:00")).unwrap();
    assert_eq!(
        due(&second),
        "2026-12-09 17:00",
        "five working days, as ordered"
    );
    assert_eq!(by(&desk, &kept, order("2026-12-01")).unwrap(), kept);
    let gone = by(&desk, &old, order("1999-01-01")).unwrap_err();
    assert_eq!(gone.reason(), "procedure-version-gone");
}

/// Units end and merge; the desk's dossiers go on at the centre that took over, paper and all.
#[test]
fn the_desks_part_goes_to_the_centre_that_took_over() {
    let dossier = received("2026-11-02T09:00", LAND);
    let dossier = Dossier {
        originals: Originals::Held {
            unit: dossier.centre.clone(),
            since: at("2026-11-02T09:00"),
        },
        ..dossier
    };
    let order = |to: &str| Command::MoveReceiving {
        to: UnitId::new(to),
        at: at("2026-11-03T09:00"),
    };
    let now = "2026-11-03T09:00";
    let moved = run(now, &dossier, order("org:mc-21025"));
    assert_eq!(moved.receiving_unit().as_str(), "org:mc-21025");
    assert_eq!(
        moved.originals.unit().map(UnitId::as_str),
        Some("org:mc-21025")
    );
    assert_eq!(
        moved.filing, dossier.filing,
        "where it was filed is history"
    );
    assert_eq!(due(&moved), due(&dossier));
    assert_eq!(run(now, &moved, order("org:mc-21025")), moved);
    assert_eq!(
        refused(now, &dossier, order("org:vpdkdd")).reason(),
        "unit-unknown",
        "no centre"
    );
}
