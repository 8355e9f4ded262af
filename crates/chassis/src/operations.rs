//! What the operator of a service may ask and do.

use std::{sync::Arc, time::Duration};

use async_nats::jetstream::stream::LastRawMessageErrorKind;
use kernel::Role;
use proto::operations::v1::{
    DeadLetter, DropDeadLetterRequest, DropDeadLetterResponse, GetStatusRequest, GetStatusResponse,
    Hearing, JournalEntry, ListDeadLettersRequest, ListDeadLettersResponse, ListJournalRequest,
    ListJournalResponse, PingRequest, PingResponse, ReplayRequest, ReplayResponse,
    RetryDeadLetterRequest, RetryDeadLetterResponse, WatchJournalRequest,
    operations_service_server::OperationsService,
};
use tokio::time::timeout;
use tonic::{Request, Response, Status};

use crate::{
    Actor, Chassis, Error, Permits, bus, letters,
    permits::{officials, services},
    propagation,
    reader::Reader,
    watch::{Telling, Watch},
    wire::{moment, timestamp},
};

/// Who may: operators; what a dossier went through, auditors too.
pub(crate) const PERMITS: Permits = Permits {
    service: "motcua.operations.v1.OperationsService",
    methods: &[
        ("GetStatus", officials(&[Role::Operator])),
        ("Ping", services(&["portal"])),
        ("ListJournal", officials(&[Role::Operator, Role::Auditor])),
        ("ListDeadLetters", officials(&[Role::Operator])),
        ("RetryDeadLetter", officials(&[Role::Operator])),
        ("DropDeadLetter", officials(&[Role::Operator])),
        ("Replay", officials(&[Role::Operator])),
        ("WatchJournal", services(&["portal"])),
    ],
};

/// How long the bus may take to say how far its streams are.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub(crate) struct Operations {
    pub chassis: Chassis,
    pub readers: Arc<Vec<Reader>>,
    pub watch: Watch,
}

impl Operations {
    fn reader(&self, speaker: &str) -> Result<&Reader, Error> {
        self.readers
            .iter()
            .find(|reader| reader.speaker == speaker)
            .ok_or_else(|| Error::absent("Dịch vụ này không còn nghe nguồn của thư."))
    }

    async fn letter(&self, id: i64) -> Result<letters::Kept, Error> {
        letters::find(&self.chassis.db, id)
            .await?
            .ok_or_else(already_dealt_with)
    }

    async fn hearings(&self) -> Result<Vec<Hearing>, Error> {
        let mut hearings = Vec::new();
        for reader in self.readers.iter() {
            let position = sqlx::query_scalar!(
                "select position from bus.reader where speaker = $1",
                reader.speaker
            )
            .fetch_optional(&self.chassis.db)
            .await?
            .unwrap_or(0) as u64;
            // The operator looks most often when the bus is away; the rest is known all the same.
            let Ok(Ok(last)) = timeout(PATIENCE, self.last_for(reader)).await else {
                continue;
            };
            hearings.push(Hearing {
                speaker: reader.speaker.to_owned(),
                behind: last.saturating_sub(position),
                position,
            });
        }
        Ok(hearings)
    }

    /// The last message that is meant for the reader; what is addressed to others it never hears.
    async fn last_for(&self, reader: &Reader) -> anyhow::Result<u64> {
        let name = bus::stream_name(reader.speaker);
        let stream = self.chassis.bus.jetstream().get_stream(name).await?;
        let Some(account) = reader.account else {
            return Ok(stream.cached_info().state.last_sequence);
        };
        let filter = bus::filter(reader.speaker, Some(account));
        match stream.get_last_raw_message_by_subject(&filter).await {
            Ok(message) => Ok(message.sequence),
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }
}

#[tonic::async_trait]
impl OperationsService for Operations {
    type WatchJournalStream = Telling;

    async fn watch_journal(
        &self,
        request: Request<WatchJournalRequest>,
    ) -> Result<Response<Telling>, Status> {
        let told = self.watch.since(request.into_inner().after).await?;
        Ok(Response::new(told))
    }

    async fn get_status(
        &self,
        _: Request<GetStatusRequest>,
    ) -> Result<Response<GetStatusResponse>, Status> {
        let now = self.chassis.clock.now();
        let row = sqlx::query!(
            r#"select
                 (select count(*) from bus.outbox) as "outbox!",
                 (select min(at) from bus.outbox join bus.journal using (position)) as oldest,
                 (select count(*) from bus.dead_letter where not parked) as "dead!",
                 (select count(*) from bus.dead_letter where parked) as "parked!",
                 (select coalesce(max(position), 0) from bus.journal) as "journal!""#
        )
        .fetch_one(&self.chassis.db)
        .await
        .map_err(Error::from)?;
        Ok(Response::new(GetStatusResponse {
            service: self.chassis.name.to_owned(),
            outbox: row.outbox as u64,
            outbox_oldest_seconds: row.oldest.map_or(0.0, |oldest| {
                (now - oldest).num_milliseconds() as f64 / 1000.0
            }),
            hearings: self.hearings().await?,
            dead_letters: row.dead as u64,
            parked: row.parked as u64,
            journal: row.journal as u64,
        }))
    }

    async fn ping(&self, _: Request<PingRequest>) -> Result<Response<PingResponse>, Status> {
        let asked = sqlx::query("select 1").execute(&self.chassis.db).await;
        asked.map_err(Error::from)?;
        Ok(Response::new(PingResponse {}))
    }

    async fn list_journal(
        &self,
        request: Request<ListJournalRequest>,
    ) -> Result<Response<ListJournalResponse>, Status> {
        let dossier: uuid::Uuid =
            request.into_inner().dossier_id.parse().map_err(|_| {
                Error::field("dossier_id", "Mã định danh hồ sơ không đúng dạng UUID.")
            })?;
        let rows = sqlx::query!(
            "select id, aggregate, sequence, fact, actor, at, trace from bus.journal
             where dossier = $1 order by position limit 1000",
            dossier
        )
        .fetch_all(&self.chassis.db)
        .await
        .map_err(Error::from)?;
        let entries = rows
            .into_iter()
            .map(|row| {
                let trace = row.trace.unwrap_or_default();
                let (trace_id, span_id) = propagation::ids(&trace).unwrap_or_default();
                JournalEntry {
                    id: row.id.to_string(),
                    aggregate: row.aggregate.to_string(),
                    sequence: row.sequence as u32,
                    fact: row.fact,
                    actor: row.actor,
                    at: Some(timestamp(row.at)),
                    trace_id: trace_id.to_owned(),
                    span_id: span_id.to_owned(),
                }
            })
            .collect();
        Ok(Response::new(ListJournalResponse { entries }))
    }

    async fn list_dead_letters(
        &self,
        request: Request<ListDeadLettersRequest>,
    ) -> Result<Response<ListDeadLettersResponse>, Status> {
        let limit = match request.into_inner().page_size {
            0 => 50,
            n => i64::from(n.min(200)),
        };
        let letters = letters::list(&self.chassis.db, limit)
            .await
            .map_err(Error::from)?;
        let letters = letters
            .into_iter()
            .map(|letter| DeadLetter {
                id: letter.id,
                speaker: letter.speaker,
                fact: letter.fact,
                aggregate: letter
                    .aggregate
                    .map(|id| id.to_string())
                    .unwrap_or_default(),
                sequence: letter.sequence.unwrap_or(0) as u32,
                reason: letter.reason,
                at: Some(timestamp(letter.at)),
                attempts: letter.attempts as u32,
                parked: letter.parked,
                dossier_id: letter.dossier.map(|id| id.to_string()).unwrap_or_default(),
                trace_id: trace_of(letter.trace.as_deref()),
            })
            .collect();
        Ok(Response::new(ListDeadLettersResponse { letters }))
    }

    async fn retry_dead_letter(
        &self,
        request: Request<RetryDeadLetterRequest>,
    ) -> Result<Response<RetryDeadLetterResponse>, Status> {
        let letter = self.letter(request.into_inner().id).await?;
        let reader = self.reader(&letter.speaker)?;
        reader.retry(letter).await?;
        Ok(Response::new(RetryDeadLetterResponse {}))
    }

    async fn drop_dead_letter(
        &self,
        request: Request<DropDeadLetterRequest>,
    ) -> Result<Response<DropDeadLetterResponse>, Status> {
        let by = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let why = kernel::line(&request.reason, 500)
            .map_err(|error| Error::field("reason", error.to_string()))?;
        let letter = self.letter(request.id).await?;
        if let Some(lane) = letter.aggregate {
            let db = &self.chassis.db;
            let first = letters::first(db, &letter.speaker, lane).await;
            if first
                .map_err(Error::from)?
                .is_none_or(|first| first.id != letter.id)
            {
                return Err(Error::out_of_turn().into());
            }
        }
        let mut tx = self.chassis.db.begin().await.map_err(Error::from)?;
        let given_up = letters::give_up(
            &mut tx,
            &letter,
            &why,
            by.as_str(),
            self.chassis.clock.now(),
        )
        .await
        .map_err(Error::from)?;
        tx.commit().await.map_err(Error::from)?;
        if !given_up {
            return Err(already_dealt_with().into());
        }
        if let (Some(lane), Ok(reader)) = (letter.aggregate, self.reader(&letter.speaker)) {
            reader.go_on(lane).await?;
        }
        Ok(Response::new(DropDeadLetterResponse {}))
    }

    async fn replay(
        &self,
        request: Request<ReplayRequest>,
    ) -> Result<Response<ReplayResponse>, Status> {
        let from = moment(request.into_inner().from)
            .ok_or_else(|| Error::field("from", "Hãy nêu thời điểm bắt đầu phát lại."))?;
        let replayed = sqlx::query!(
            "insert into bus.outbox (position)
             select position from bus.journal where published and at >= $1 on conflict do nothing",
            from
        )
        .execute(&self.chassis.db)
        .await
        .map_err(Error::from)?;
        self.chassis.wake_relay();
        Ok(Response::new(ReplayResponse {
            facts: replayed.rows_affected(),
        }))
    }
}

fn already_dealt_with() -> Error {
    Error::absent("Không có thư lỗi mang số này; có thể đã được xử lý.")
}
/// The id of the trace that a `traceparent` names; empty when there is none.
fn trace_of(trace: Option<&str>) -> String {
    let ids = trace.and_then(propagation::ids);
    ids.map_or_else(String::new, |(trace, _)| trace.to_owned())
}
