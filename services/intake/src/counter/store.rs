//! The SQL of the counter.

use std::collections::{BTreeMap, BTreeSet};

use chassis::Stored;
use chrono::{DateTime, NaiveDate, Utc};
use intake_domain::Dossier;
use proto::intake::v1::{GetDayResponse, RegisterDate, RegisterSort, RegisterTimeliness};
use sqlx::{PgPool, Postgres, QueryBuilder, types::Json};
use uuid::Uuid;

/// Which lines of the register; what is empty leaves nothing out.
pub struct Search {
    pub unit: String,
    pub fields: Vec<String>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    /// Which date these are about.
    pub dated_by: RegisterDate,
    pub due_from: Option<DateTime<Utc>>,
    pub due_until: Option<DateTime<Utc>>,
    pub procedure: String,
    pub field: String,
    pub stages: Vec<String>,
    pub channel: Option<&'static str>,
    pub timeliness: RegisterTimeliness,
    pub words: BTreeSet<String>,
    pub needed: bool,
    pub now: DateTime<Utc>,
    /// Minutes from UTC of the province's civil time.
    pub offset_minutes: i32,
}

/// Where a line stands in the order of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Place {
    pub id: Uuid,
    pub key: DateTime<Utc>,
}

type Query = QueryBuilder<Postgres>;

/// Which lines, in order, after a place. Written at run time, the one query here that is: only what
/// is asked for is said, so that the planner sees which index serves.
pub async fn search(
    db: &PgPool,
    search: &Search,
    sort: RegisterSort,
    after: Option<Place>,
    limit: i64,
) -> sqlx::Result<Vec<Place>> {
    let (key, order, past) = match sort {
        RegisterSort::Unspecified | RegisterSort::Newest => ("filed_at", "desc", "<"),
        RegisterSort::Oldest => ("filed_at", "asc", ">"),
        RegisterSort::Due => ("due", "asc", ">"),
    };
    let mut query = Query::new(format!("select dossier as id, {key} as key from register"));
    narrow(&mut query, search);
    if sort == RegisterSort::Due {
        query.push(" and due is not null");
    }
    if let Some(after) = after {
        query.push(format!(" and ({key}, dossier) {past} ("));
        query
            .push_bind(after.key)
            .push(", ")
            .push_bind(after.id)
            .push(")");
    }
    query.push(format!(" order by {key} {order}, dossier {order} limit "));
    query.push_bind(limit);
    query.build_query_as().fetch_all(db).await
}

/// How many lines there are.
pub async fn count(db: &PgPool, search: &Search) -> sqlx::Result<u64> {
    let mut query = Query::new("select count(*) from register");
    narrow(&mut query, search);
    let count: i64 = query.build_query_scalar().fetch_one(db).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn narrow(query: &mut Query, search: &Search) {
    query.push(" where unit = ").push_bind(search.unit.clone());
    let date = match search.dated_by {
        RegisterDate::Unspecified => "filed_at",
        RegisterDate::Returned => "returned_at",
        RegisterDate::Refused => "refused_at",
    };
    if date != "filed_at" {
        query.push(format!(" and {date} is not null"));
    }
    let (from, until) = (format!(" and {date} >= "), format!(" and {date} < "));
    let moments = [
        (from.as_str(), search.from),
        (until.as_str(), search.until),
        (" and due >= ", search.due_from),
        (" and due < ", search.due_until),
    ];
    for (clause, moment) in moments {
        if let Some(moment) = moment {
            query.push(clause).push_bind(moment);
        }
    }
    let texts = [
        (" and procedure = ", search.procedure.as_str()),
        (" and field = ", search.field.as_str()),
        (" and channel = ", search.channel.unwrap_or_default()),
    ];
    for (clause, text) in texts {
        if !text.is_empty() {
            query.push(clause).push_bind(text.to_owned());
        }
    }
    if !search.fields.is_empty() {
        query
            .push(" and field = any(")
            .push_bind(search.fields.clone())
            .push(")");
    }
    if !search.stages.is_empty() {
        query
            .push(" and stage = any(")
            .push_bind(search.stages.clone())
            .push(")");
    }
    if search.needed {
        query.push(" and needed");
    }
    if !search.words.is_empty() {
        let prefixes: Vec<String> = search
            .words
            .iter()
            .map(|word| format!("{word}:*"))
            .collect();
        query
            .push(" and words @@ ")
            .push_bind(prefixes.join(" & "))
            .push("::tsquery");
    }
    timely(query, search);
}

/// A result is early, on time or late by its date (TT 01/2018/TT-VPCP); an open one by the moment.
fn timely(query: &mut Query, search: &Search) {
    use RegisterTimeliness as T;
    let by_date = match search.timeliness {
        T::Unspecified => return,
        T::Early => "<",
        T::OnTime => "=",
        T::Late => ">",
        T::Running => {
            query.push(
                " and settled_at is null and (stage in ('clock-stopped', 'awaiting-supplement')
                     and due is not null or stage = 'in-progress' and due >= ",
            );
            query.push_bind(search.now).push(")");
            return;
        }
        T::Overdue => {
            query
                .push(" and stage = 'in-progress' and due < ")
                .push_bind(search.now);
            return;
        }
    };
    let civil = |moment: &str| {
        let offset = search.offset_minutes;
        format!("(({moment} at time zone 'UTC') + interval '{offset} minutes')::date")
    };
    let (settled, due) = (civil("settled_at"), civil("settled_due"));
    query.push(format!(
        " and settled_at is not null and {settled} {by_date} {due}"
    ));
}

pub async fn dossiers(db: &PgPool, ids: &[Uuid]) -> sqlx::Result<BTreeMap<Uuid, Stored<Dossier>>> {
    let rows = sqlx::query!(
        r#"select id, version, state as "state: Json<Dossier>" from dossier where id = any($1)"#,
        ids,
    )
    .fetch_all(db)
    .await?;
    let stored = rows.into_iter().map(|row| {
        let stored = Stored {
            id: row.id,
            version: row.version as u32,
            state: row.state.0,
        };
        (row.id, stored)
    });
    Ok(stored.collect())
}

/// The dossiers in which a number or a name's word occurs, the newest first.
pub async fn naming(db: &PgPool, word: &str) -> sqlx::Result<Vec<Stored<Dossier>>> {
    let rows = sqlx::query!(
        r#"with found as (
             select dossier, filed_at from register where words @@ $1::text::tsquery
             order by filed_at desc limit 20
           )
           select id, version, state as "state: Json<Dossier>"
           from found join dossier on dossier.id = found.dossier order by found.filed_at desc"#,
        word,
    )
    .fetch_all(db)
    .await?;
    let stored = rows.into_iter().map(|row| Stored {
        id: row.id,
        version: row.version as u32,
        state: row.state.0,
    });
    Ok(stored.collect())
}

/// What happened to a dossier, and by whom.
pub struct Changed {
    pub version: i32,
    pub at: DateTime<Utc>,
    pub by: String,
    pub fact: String,
}

pub async fn changes(
    db: impl sqlx::PgExecutor<'_>,
    dossier: Uuid,
    after: i32,
) -> sqlx::Result<Vec<Changed>> {
    sqlx::query_as!(
        Changed,
        r#"select sequence as version, at, actor as by,
                  regexp_replace(fact, '^.*\.', '') as "fact!"
           from bus.journal where aggregate = $1 and sequence > $2 order by sequence limit 100"#,
        dossier,
        after,
    )
    .fetch_all(db)
    .await
}

/// The moments a day is measured by.
pub struct Span {
    pub today: DateTime<Utc>,
    pub tomorrow: DateTime<Utc>,
    /// The next working day.
    pub next: DateTime<Utc>,
    pub after_next: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// The day of a centre in counts, of the fields somebody is charged with.
pub async fn day(
    db: &PgPool,
    unit: &str,
    fields: &[String],
    span: &Span,
    today: NaiveDate,
) -> sqlx::Result<GetDayResponse> {
    // What is open is read by its own small index, and the day by those of its moments: nothing
    // grows with what the centre has seen.
    let row = sqlx::query!(
        r#"with open as (
             select stage, due, needed from register
             where unit = $1 and (cardinality($7::text[]) = 0 or field = any($7)) and stage in (
               'submitted', 'in-progress', 'awaiting-supplement', 'clock-stopped', 'settled',
               'correcting')
           ), here as (
             select
               count(*) filter (where stage = 'submitted') as waiting,
               count(*) filter (where stage = 'in-progress') as in_progress,
               count(*) filter (where stage = 'clock-stopped') as paused,
               count(*) filter (where stage = 'awaiting-supplement') as asked,
               count(*) filter (where stage = 'settled') as to_return,
               count(*) filter (where needed) as to_ask,
               count(*) filter (where stage = 'in-progress' and due >= $6 and due < $3) as due_today,
               count(*) filter (where stage = 'in-progress' and due >= $4 and due < $5) as due_next,
               count(*) filter (where stage = 'in-progress' and due < $6) as overdue
             from open
           ), came as (
             select
               count(*) filter (where channel = 'counter') as counter,
               count(*) filter (where channel = 'online') as online,
               count(*) filter (where channel = 'post') as post
             from register
             where unit = $1 and received_at >= $2 and received_at < $3
               and (cardinality($7::text[]) = 0 or field = any($7))
           ), went as (
             select count(*) as returned from register
             where unit = $1 and returned_at >= $2 and returned_at < $3
               and (cardinality($7::text[]) = 0 or field = any($7))
           ), declined as (
             select count(*) as refused from register
             where unit = $1 and refused_at >= $2 and refused_at < $3
               and (cardinality($7::text[]) = 0 or field = any($7))
           ), booked as (
             select count(*) as bookings from booking
             where unit = $1 and day = $8 and status <> 'cancelled'
           ), line as (
             select count(*) as tickets from ticket
             where unit = $1 and day = $8 and status = 'waiting'
           )
           select waiting as "waiting!", in_progress as "in_progress!", paused as "paused!",
                  asked as "asked!", to_return as "to_return!", to_ask as "to_ask!",
                  due_today as "due_today!", due_next as "due_next!", overdue as "overdue!",
                  counter as "counter!", online as "online!", post as "post!",
                  returned as "returned!", refused as "refused!", bookings as "bookings!", tickets as "tickets!"
           from here, came, went, declined, booked, line"#,
        unit,
        span.today,
        span.tomorrow,
        span.next,
        span.after_next,
        span.now,
        fields,
        today,
    )
    .fetch_one(db)
    .await?;
    let n = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(GetDayResponse {
        day: String::new(),
        next_day: String::new(),
        received_counter: n(row.counter),
        received_online: n(row.online),
        received_post: n(row.post),
        waiting: n(row.waiting),
        due_today: n(row.due_today),
        due_next: n(row.due_next),
        overdue: n(row.overdue),
        to_ask: n(row.to_ask),
        awaiting_supplement: n(row.asked),
        to_return: n(row.to_return),
        in_progress: n(row.in_progress),
        paused: n(row.paused),
        bookings: n(row.bookings),
        tickets_waiting: n(row.tickets),
        returned: n(row.returned),
        refused: n(row.refused),
    })
}
