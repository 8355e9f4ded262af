//! A unit that keeps a dossier past the promised date, with an apology in time or without.

use chrono::TimeDelta;
use proto::agency::v1::{Apology, SignApologyRequest, StateDelayRequest};

use super::walk::{Look, Walk, moment};
use crate::support::people::Desk;

/// How long the new date gives, in days.
const LONGER: i64 = 30;

/// True as long as the unit keeps the dossier lying. Once it owes an apology, every other unit
/// states the delay, and has its head sign it.
pub async fn holds_back(walk: &mut Walk, look: Look<'_>, desk: &Desk<'_>) -> bool {
    let promised = walk.promised.unwrap();
    if walk.late_with.is_none() {
        walk.by_norm = desk.leg.due.is_some();
    }
    let whose = walk.late_with.get_or_insert_with(|| desk.leg.unit.clone());
    if *whose != desk.leg.unit || look.now > promised + TimeDelta::hours(12) {
        return false;
    }
    let Some(case) = desk.case().await else {
        return true;
    };
    if let Some(owed) = case.apology
        && walk.even
        && !walk.apologised
    {
        apologise(look, desk, &owed).await;
        walk.apologised = true;
    }
    true
}

async fn apologise(look: Look<'_>, desk: &Desk<'_>, owed: &Apology) {
    let new_due = look.era.closing_after(moment(owed.due), LONGER);
    let case_id = desk.leg.leg_id.clone();
    let stated = StateDelayRequest {
        case_id: case_id.clone(),
        reason: "Phải xác minh thêm tại thực địa (ví dụ)".to_owned(),
        new_due: Some(chassis::wire::timestamp(new_due)),
        ..Default::default()
    };
    let mut officer = look.clients.agency(&desk.leg.host, &desk.officer());
    officer.state_delay(stated).await.unwrap();
    let mut head = look.clients.agency(&desk.leg.host, &desk.head());
    head.sign_apology(SignApologyRequest {
        case_id,
        ..Default::default()
    })
    .await
    .unwrap();
}
