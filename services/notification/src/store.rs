//! All SQL of this service.

use std::collections::HashMap;

use chassis::{Fact, Repository, Stored};
use kernel::{DossierId, Instant, NoticeId, UnitId};
use notification_domain::{Event, Failure, Key, Kind, Notice, Owed, Parcel, Stage, Values};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{provider::Message, wire};

/// Where notices are kept.
pub struct NoticeStore;

impl Repository for NoticeStore {
    type Aggregate = Notice;
    type Id = NoticeId;
    const QUIET: bool = true;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Notice>>> {
        let rows = sqlx::query_as!(
            Row,
            "select * from notice where id = any($1) order by id for update",
            ids
        );
        let rows = rows.fetch_all(db).await?;
        rows.into_iter().map(Row::stored).collect()
    }

    async fn save(db: &mut PgConnection, notices: &[Stored<Notice>]) -> sqlx::Result<()> {
        let rows: Vec<Row> = notices.iter().map(Row::of).collect();
        macro_rules! column {
            ($field:ident) => {
                &rows
                    .iter()
                    .map(|row| row.$field.clone())
                    .collect::<Vec<_>>()
            };
        }
        sqlx::query!(
            "insert into notice (id, version, dossier, kind, occurrence, said_at, due,
                                 previous_due, reference, unit, owed_at, stage, since, attempts,
                                 sms_refused, channel, recipient, text, segments, sent_at,
                                 failure, email_refused)
             select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[],
                                  $6::timestamptz[], $7::timestamptz[], $8::timestamptz[],
                                  $9::text[], $10::text[], $11::timestamptz[], $12::text[],
                                  $13::timestamptz[], $14::int[], $15::boolean[], $16::text[],
                                  $17::text[], $18::text[], $19::int[], $20::timestamptz[],
                                  $21::text[], $22::boolean[])
             on conflict (id) do update set
                version = excluded.version, stage = excluded.stage, since = excluded.since,
                attempts = excluded.attempts, sms_refused = excluded.sms_refused,
                channel = excluded.channel, recipient = excluded.recipient,
                text = excluded.text, segments = excluded.segments,
                sent_at = coalesce(notice.sent_at, excluded.sent_at),
                failure = excluded.failure, email_refused = excluded.email_refused",
            column!(id),
            column!(version),
            column!(dossier),
            column!(kind),
            column!(occurrence),
            column!(said_at),
            column!(due) as &[Option<Instant>],
            column!(previous_due) as &[Option<Instant>],
            column!(reference) as &[Option<String>],
            column!(unit) as &[Option<String>],
            column!(owed_at),
            column!(stage),
            column!(since),
            column!(attempts),
            column!(sms_refused),
            column!(channel) as &[Option<String>],
            column!(recipient) as &[Option<String>],
            column!(text) as &[Option<String>],
            column!(segments) as &[Option<i32>],
            column!(sent_at) as &[Option<Instant>],
            column!(failure) as &[Option<String>],
            column!(email_refused),
        )
        .execute(db)
        .await?;
        Ok(())
    }

    fn fact(id: NoticeId, after: &Notice, event: &Event, at: Instant) -> Fact {
        wire::published(id, after, event, at)
    }
}

/// A notice that waits for something, and its id.
pub type Waiting = (NoticeId, Notice);

/// What is to be sent by now, the longest owed first.
pub async fn to_send(db: &PgPool, now: Instant, most: u32) -> sqlx::Result<Vec<Waiting>> {
    let rows = sqlx::query_as!(
        Row,
        "select * from notice where stage = 'owed' and since <= $1 order by since, owed_at, id
         limit $2",
        now,
        i64::from(most),
    );
    waiting(rows.fetch_all(db).await?)
}

/// What was handed to a provider before `since` and never answered.
pub async fn unanswered(db: &PgPool, since: Instant, most: u32) -> sqlx::Result<Vec<Waiting>> {
    let rows = sqlx::query_as!(
        Row,
        "select * from notice where stage = 'sending' and since <= $1 order by since, id limit $2",
        since,
        i64::from(most),
    );
    waiting(rows.fetch_all(db).await?)
}

/// The date that each of these dossiers is promised for: what was said last, whenever it was heard.
pub async fn promised(db: &PgPool, dossiers: &[Uuid]) -> sqlx::Result<HashMap<DossierId, Instant>> {
    let promising = Kind::ALL.into_iter().filter(|kind| kind.promises());
    let kinds: Vec<String> = promising.map(|kind| kind.word().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select distinct on (dossier) dossier, due as "due!" from notice
           where dossier = any($1) and kind = any($2) and due is not null
           order by dossier, said_at desc, due desc"#,
        dossiers,
        &kinds,
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.dossier.into(), row.due))
        .collect())
}

fn waiting(rows: Vec<Row>) -> sqlx::Result<Vec<Waiting>> {
    let notice = |row: Row| row.stored().map(|stored| (stored.id.into(), stored.state));
    rows.into_iter().map(notice).collect()
}

/// Notices of one dossier or of all, the newest first, those after the given place.
pub async fn list(
    db: &PgPool,
    dossier: Option<DossierId>,
    after: Option<(Instant, Uuid)>,
    most: u32,
) -> sqlx::Result<Vec<wire::Listed>> {
    let (at, id) = after.unzip();
    let rows = sqlx::query_as!(
        Row,
        "select * from notice
         where ($1::uuid is null or dossier = $1)
           and ($2::timestamptz is null or (owed_at, id) < ($2, $3::uuid))
         order by owed_at desc, id desc limit $4",
        dossier.map(DossierId::uuid),
        at,
        id,
        i64::from(most),
    );
    let listed = |row: Row| {
        let sent_at = row.sent_at;
        let Stored { id, state, .. } = row.stored()?;
        Ok(wire::Listed {
            id: id.into(),
            notice: state,
            sent_at,
        })
    };
    rows.fetch_all(db).await?.into_iter().map(listed).collect()
}

/// Keeps a message in the tray; the same key again changes nothing.
pub async fn record(
    db: &PgPool,
    message: &Message,
    slip: Option<&str>,
    at: Instant,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into delivery (key, channel, recipient, text, segments, slip, at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing",
        message.key,
        message.channel.word(),
        message.masked,
        message.text,
        number(message.segments),
        slip,
        at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The whole text of messages that lie in the tray, by key: where no operator is connected, the
/// tray is the phone.
pub async fn in_tray(db: &PgPool, keys: &[String]) -> sqlx::Result<HashMap<String, String>> {
    let rows = sqlx::query!("select key, text from delivery where key = any($1)", keys);
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.key, row.text)).collect())
}

/// Whether a message of that key lies in the tray.
pub async fn recorded(db: &PgPool, key: &str) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!("select 1 as one from delivery where key = $1", key);
    Ok(found.fetch_optional(db).await?.is_some())
}

/// A notice as it is kept.
#[derive(Clone, Debug)]
struct Row {
    id: Uuid,
    version: i32,
    dossier: Uuid,
    kind: String,
    occurrence: String,
    said_at: Instant,
    due: Option<Instant>,
    previous_due: Option<Instant>,
    reference: Option<String>,
    unit: Option<String>,
    owed_at: Instant,
    stage: String,
    since: Instant,
    attempts: i32,
    sms_refused: bool,
    channel: Option<String>,
    recipient: Option<String>,
    text: Option<String>,
    segments: Option<i32>,
    sent_at: Option<Instant>,
    failure: Option<String>,
    email_refused: bool,
}

impl Row {
    fn of(stored: &Stored<Notice>) -> Self {
        let Notice {
            owed,
            owed_at,
            attempts,
            parcel,
            sms_refused,
            email_refused,
            stage,
        } = &stored.state;
        let (since, sent_at, failure) = match *stage {
            Stage::Owed { not_before } => (not_before, None, None),
            Stage::Sending { since } => (since, None, None),
            Stage::Sent { at } | Stage::Delivered { at } => (at, Some(at), None),
            Stage::Failed { at, why } => (at, None, Some(why.word().to_owned())),
        };
        Self {
            id: stored.id,
            version: number(stored.version),
            dossier: owed.key.dossier.uuid(),
            kind: owed.key.kind.word().to_owned(),
            occurrence: owed.key.occurrence.to_string(),
            said_at: owed.at,
            due: owed.values.due,
            previous_due: owed.values.previous_due,
            reference: owed.values.reference.clone(),
            unit: owed.values.unit.as_ref().map(ToString::to_string),
            owed_at: *owed_at,
            stage: stage.name().to_owned(),
            since,
            attempts: number(*attempts),
            sms_refused: *sms_refused,
            email_refused: *email_refused,
            channel: parcel
                .as_ref()
                .map(|parcel| parcel.channel.word().to_owned()),
            recipient: parcel.as_ref().map(|parcel| parcel.to.clone()),
            text: parcel.as_ref().map(|parcel| parcel.text.clone()),
            segments: parcel.as_ref().map(|parcel| number(parcel.segments)),
            sent_at,
            failure,
        }
    }

    fn stored(self) -> sqlx::Result<Stored<Notice>> {
        let at = self.since;
        let stage = match (self.stage.as_str(), &self.failure) {
            ("owed", _) => Stage::Owed { not_before: at },
            ("sending", _) => Stage::Sending { since: at },
            ("sent", _) => Stage::Sent { at },
            ("delivered", _) => Stage::Delivered { at },
            ("failed", Some(word)) => {
                let why = Failure::of_word(word).ok_or_else(|| unreadable("failure", word))?;
                Stage::Failed { at, why }
            }
            (stage, _) => return Err(unreadable("stage", stage)),
        };
        let parcel = match (self.channel, self.recipient, self.text) {
            (Some(channel), Some(to), Some(text)) => Some(Parcel {
                channel: channel
                    .parse()
                    .map_err(|()| unreadable("channel", &channel))?,
                to,
                text,
                segments: count(self.segments.unwrap_or(1)),
            }),
            _ => None,
        };
        let key = Key {
            dossier: self.dossier.into(),
            kind: self
                .kind
                .parse()
                .map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
            occurrence: self
                .occurrence
                .parse()
                .map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        };
        Ok(Stored {
            id: self.id,
            version: count(self.version),
            state: Notice {
                owed: Owed {
                    key,
                    at: self.said_at,
                    values: Values {
                        due: self.due,
                        previous_due: self.previous_due,
                        reference: self.reference,
                        unit: self.unit.map(UnitId::new),
                    },
                },
                owed_at: self.owed_at,
                attempts: count(self.attempts),
                parcel,
                sms_refused: self.sms_refused,
                email_refused: self.email_refused,
                stage,
            },
        })
    }
}

fn unreadable(column: &str, value: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("notice.{column} holds {value:?}").into())
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
