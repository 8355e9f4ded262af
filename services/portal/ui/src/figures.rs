//! What the province says of itself to everybody, kept for a minute. No page waits long for it, and
//! none fails for want of it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chassis::Caller;
use proto::reporting::v1::{GetPublicFiguresRequest, GetPublicFiguresResponse};
use tokio::{sync::Mutex, time::timeout};

use crate::services::Services;

/// How long an answer is as good as new.
const KEPT: Duration = Duration::from_secs(60);
/// How old an answer may be while there is no other.
const OLDEST: Duration = Duration::from_secs(600);
/// How long a page waits.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long nobody asks again after somebody has: pages that come meanwhile do not wait.
const PAUSE: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub struct PublicFigures(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    told: Option<(Instant, Arc<GetPublicFiguresResponse>)>,
    asked: Option<Instant>,
}

impl Kept {
    fn told(&self, within: Duration) -> Option<Arc<GetPublicFiguresResponse>> {
        let young = |(at, _): &&(Instant, _)| at.elapsed() < within;
        let told = self.told.as_ref().filter(young);
        told.map(|(_, told)| told.clone())
    }
}

impl PublicFigures {
    /// The figures; none while reporting is silent or slow.
    pub async fn told(&self, services: &Services) -> Option<Arc<GetPublicFiguresResponse>> {
        {
            let mut kept = self.0.lock().await;
            let asked = kept.asked.is_some_and(|at| at.elapsed() < PAUSE);
            if let told @ Some(_) = kept.told(if asked { OLDEST } else { KEPT }) {
                return told;
            }
            if asked {
                return None;
            }
            kept.asked = Some(Instant::now());
        }
        // Everybody is told the same: the portal asks on its own account.
        let mut reporting = services.speaking_for(Caller::service("portal")).reporting();
        let answer = reporting.get_public_figures(GetPublicFiguresRequest {});
        let answer = timeout(PATIENCE, answer).await;
        let mut kept = self.0.lock().await;
        match answer {
            Ok(Ok(told)) => kept.told = Some((Instant::now(), Arc::new(told.into_inner()))),
            Ok(Err(status)) => tracing::debug!(%status, "no figures for everybody"),
            Err(_) => tracing::debug!("no figures for everybody in time"),
        }
        kept.told(OLDEST)
    }

    /// Figures that were heard a moment ago.
    pub fn heard(told: GetPublicFiguresResponse) -> Self {
        let told = Some((Instant::now(), Arc::new(told)));
        Self(Mutex::new(Kept { told, asked: None }))
    }
}
