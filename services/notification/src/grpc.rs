//! What can be asked of this service.

use chassis::{Caller, Chassis, Error, Result, wire::id};
use kernel::{DossierId, Instant, Role};
use notification_domain::Kind;
use proto::notification::v1::{
    ListNoticesRequest, ListNoticesResponse, Notice,
    notification_service_server::NotificationService,
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use crate::store;

const PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 200;

pub struct Notices {
    pub chassis: Chassis,
}

#[tonic::async_trait]
impl NotificationService for Notices {
    /// The newest first.
    async fn list_notices(
        &self,
        request: Request<ListNoticesRequest>,
    ) -> Result<Response<ListNoticesResponse>, Status> {
        let runs = Caller::of(&request)?.may(Role::Operator);
        let request = request.into_inner();
        let dossier: Option<DossierId> = match request.dossier_id.as_str() {
            "" => None,
            text => Some(id("dossier_id", text)?),
        };
        let size = match request.page_size {
            0 => PAGE,
            size => size.min(LARGEST_PAGE),
        };
        let after = match request.page_token.as_str() {
            "" => None,
            token => Some(read_token(token)?),
        };
        let mut found = store::list(&self.chassis.db, dossier, after, size + 1)
            .await
            .map_err(Error::from)?;
        let more = found.len() > size as usize;
        found.truncate(size as usize);
        let next_page_token = match found.last() {
            Some(last) if more => write_token(last.notice.owed_at, last.id.uuid()),
            _ => String::new(),
        };
        let mut notices: Vec<Notice> = found.into_iter().map(Into::into).collect();
        if runs {
            self.unfold_secrets(&mut notices).await?;
        }
        Ok(Response::new(ListNoticesResponse {
            notices,
            next_page_token,
        }))
    }
}

impl Notices {
    /// Where no carrier is connected the tray is the phone: there, and only there, digits and the
    /// links of bookings are read, by who runs it.
    async fn unfold_secrets(&self, notices: &mut [Notice]) -> Result<()> {
        let secret = |notice: &Notice| {
            let kind = notice.kind.parse::<Kind>();
            kind.is_ok_and(|kind| kind == Kind::Proof || kind.is_of_booking())
        };
        let key = |notice: &Notice| format!("{}:{}", notice.notice_id, notice.channel);
        let keys: Vec<String> = notices.iter().filter(|n| secret(n)).map(key).collect();
        if keys.is_empty() {
            return Ok(());
        }
        let mut tray = store::in_tray(&self.chassis.db, &keys).await?;
        for notice in notices.iter_mut() {
            if let Some(text) = tray.remove(&key(notice)) {
                notice.text = text;
            }
        }
        Ok(())
    }
}

fn write_token(at: Instant, id: Uuid) -> String {
    format!("{}.{id}", at.timestamp_micros())
}

fn read_token(token: &str) -> Result<(Instant, Uuid)> {
    let read = || {
        let (micros, id) = token.split_once('.')?;
        Some((
            Instant::from_timestamp_micros(micros.parse().ok()?)?,
            id.parse().ok()?,
        ))
    };
    let remedy = "Mã trang không đúng. Hãy mở lại danh sách từ trang đầu.";
    read().ok_or_else(|| Error::field("page_token", remedy))
}
