//! What may be asked, and what is heard twice or late.

use kernel::DossierId;
use proto::reporting::v1::{self as asked, ListDossiersRequest};
use reporting_domain::{Column, Note, Told};

use super::{list, whole};
use crate::support::{
    World, at,
    story::{Dice, Story},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_names_the_field() {
    let world = World::new().await;
    let wrong = |change: fn(&mut ListDossiersRequest)| {
        let mut request = list("2026-10-01", "2026-10-31", "open_late");
        change(&mut request);
        request
    };
    for (request, field) in [
        (wrong(|r| r.unit = "adm:99999".into()), "unit"),
        (wrong(|r| r.holder = "adm:nobody".into()), "holder"),
        (wrong(|r| r.page_size = 501), "page_size"),
        (wrong(|r| r.page_token = "2".into()), "page_token"),
        (wrong(|r| r.column = "scores".into()), "column"),
    ] {
        let status = world.behind(request).await.unwrap_err();
        assert_eq!(crate::edges::field_of(&status), field);
    }
    let unknown = asked::GetOverviewRequest {
        unit: "adm:99999".into(),
        ..whole("2026-10-01", "2026-10-31")
    };
    let status = world.overview(unknown).await.unwrap_err();
    assert_eq!(crate::edges::field_of(&status), "unit");
}

#[test]
fn every_column_has_a_word_of_its_own() {
    let words = Column::ALL
        .map(Column::word)
        .into_iter()
        .chain(Told::ALL.map(Told::word));
    let words: Vec<_> = words.collect();
    let distinct: std::collections::BTreeSet<_> = words.iter().collect();
    assert_eq!(words.len(), distinct.len());
}

/// A rating is heard of a dossier whose filing is not yet: it waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn a_rating_counts_once_and_the_last_one_counts() {
    let world = World::new().await;
    let mut dice = Dice::new(2);
    let dossier = DossierId::mint();
    let rated = |when: &str, score| {
        let note = Note::Rated { score };
        (
            dossier,
            crate::support::said::noted(dossier, at(when), note),
        )
    };
    let told = [rated("2026-11-10T08:00", 2), rated("2026-11-11T08:00", 5)];
    world.intake.says_all(told.into()).await;
    world.heard("intake", 2).await;
    let november = || world.overview(whole("2026-11-01", "2026-11-30"));
    assert_eq!(november().await.unwrap().figures.unwrap().rated, 0);
    let (when, filed) = Story::any(&mut dice).desk.swap_remove(0);
    let filed = crate::support::said::said(dossier, when, filed, &mut dice);
    world.intake.says_all(vec![(dossier, filed)]).await;
    world.heard("intake", 3).await;
    let figures = november().await.unwrap().figures.unwrap();
    assert_eq!(
        (figures.rated, figures.satisfied, figures.scores),
        (1, 1, 5)
    );
}
