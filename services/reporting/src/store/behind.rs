//! The dossiers behind a figure, a page at a time.

use kernel::Instant;
use reporting_domain::{Apology, Beside, Figure, GroupBy, Line, Period};
use sqlx::PgPool;
use uuid::Uuid;

use super::{Scope, word};

/// A dossier behind a figure.
#[derive(Clone, Debug)]
pub struct Behind {
    pub id: Uuid,
    pub code: String,
    pub procedure: String,
    pub field: String,
    pub unit: String,
    pub accepted_at: Instant,
    pub due: Option<Instant>,
    pub finished_at: Option<Instant>,
    pub holder: Option<String>,
    pub task: Option<String>,
    pub task_title: Option<String>,
    /// The date first promised, when it was moved since.
    pub first_due: Option<Instant>,
    pub moves: i64,
    /// Since when it is late, or was when it was finished; none when it is not.
    pub late_since: Option<Instant>,
    /// Who held it when the promised date passed.
    pub late_with: Option<String>,
    pub legs_overdue: i64,
    pub corrections: i64,
    pub lost: bool,
    pub score: Option<i32>,
    /// Where it stands in the order asked for.
    pub place: Instant,
    /// How many there are on all pages.
    pub total: i64,
}

/// Which dossiers come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Those received first.
    Received,
    /// Those whose broken promise is the oldest; those never late last.
    Latest,
}

/// Where a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub place: Instant,
    pub id: Uuid,
}

/// What is asked of the list.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub figure: Figure,
    pub group: Option<(GroupBy, &'a str)>,
    pub scope: Scope,
    /// Who holds them now; none for anybody.
    pub holders: Option<Vec<String>>,
    /// What the holder has them for; none for anything.
    pub task: Option<&'a str>,
    pub order: Order,
    /// Only those after this one.
    pub after: Option<Cursor>,
    /// The most that are wanted.
    pub most: i64,
}

/// The dossiers behind a figure of a period, as it stood at `as_of`.
pub async fn behind(
    db: &PgPool,
    period: &Period,
    as_of: Instant,
    asked: Asked<'_>,
) -> sqlx::Result<Vec<Behind>> {
    let (group_by, key) = asked.group.map(|(by, key)| (word(by), key)).unzip();
    let places = Places::of(asked.figure);
    let told = matches!(asked.figure, Figure::Told(_));
    let (after, after_id) = asked.after.map(|cursor| (cursor.place, cursor.id)).unzip();
    sqlx::query_as!(
        Behind,
        r#"with found as materialized (
               select p.dossier, p.unit, p.due, p.finished_at, p.moves, p.first_due,
                      case when p.standing in ('late', 'open-late') then p.late_since end
                          as late_since
               from placed($1, $2, $3) p
               where not $4 and (p.received, p.standing, p.moves > 0)
                     in (select * from unnest($5::text[], $6::text[], $7::boolean[]))
                 and ($8::text is null
                      or $9 = case $8 when 'unit' then p.unit when 'field' then p.field
                                      else p.procedure end)
                 and ($10::text[] is null or p.unit = any ($10))
                 and ($11::text is null or p.field = $11)
               union all
               select s.dossier, s.unit, t.due, d.finished_at, m.moves, d.ended_first_due,
                      case when d.ended_broken or date(coalesce(d.finished_at, $2) at time zone z)
                                                  > date(t.due at time zone z)
                           then coalesce(d.ended_late_since, t.due) end
               from said_beside($1, $2) s
               cross join make_interval(secs => $3) as z
               join dossier d on d.id = s.dossier
               cross join lateral (
                   select coalesce(d.ended_due, (
                       select c.due from clock c
                       where c.dossier = s.dossier and c.due is not null and c.at <= $2
                       order by c.at desc limit 1)) as due
               ) t
               cross join lateral (
                   select count(*) as moves from moved m
                   where m.dossier = s.dossier and m.at <= $2
               ) m
               where $4 and (coalesce(s.apology, ''), coalesce(s.score, 0))
                     in (select * from unnest($12::text[], $13::int[]))
                 and ($8::text is null
                      or $9 = case $8 when 'unit' then s.unit when 'field' then s.field
                                      else s.procedure end)
                 and ($10::text[] is null or s.unit = any ($10))
                 and ($11::text is null or s.field = $11)
           ), listed as materialized (
               select f.*, case when not $14 then d.accepted_at
                                else coalesce(f.late_since, '9999-12-31') end as place
               from found f join dossier d on d.id = f.dossier
               where ($15::text[] is null or d.holder = any ($15))
                 and ($16::text is null
                      or d.holder is not null and coalesce(d.task, 'desk') = $16)
           )
           select d.id, d.code as "code!", d.procedure as "procedure!", d.field as "field!",
                  f.unit as "unit!", d.accepted_at as "accepted_at!", f.due, f.finished_at,
                  d.holder, d.task, d.task_title, f.first_due, f.moves as "moves!", f.late_since,
                  (select o.unit from overdue o where o.dossier = d.id
                   order by o.due desc limit 1) as late_with,
                  (select count(distinct l.leg) from leg_overdue l
                   where l.dossier = d.id) as "legs_overdue!",
                  (select count(*) from correction c where c.dossier = d.id) as "corrections!",
                  exists (select from loss l where l.dossier = d.id) as "lost!",
                  (select g.score from rating g where g.dossier = d.id and g.at <= $2
                   order by g.at desc limit 1) as score,
                  f.place as "place!", (select count(*) from listed) as "total!"
           from listed f join dossier d on d.id = f.dossier
           where $17::timestamptz is null or (f.place, f.dossier) > ($17, $18)
           order by f.place, f.dossier limit $19"#,
        period.start(),
        period.until(as_of),
        period.zone().local_minus_utc(),
        told,
        &places.received,
        &places.standing,
        &places.moved,
        group_by,
        key,
        asked.scope.units.as_deref(),
        asked.scope.field,
        &places.apology,
        &places.score,
        asked.order == Order::Latest,
        asked.holders.as_deref(),
        asked.task,
        after,
        after_id,
        asked.most,
    )
    .fetch_all(db)
    .await
}

/// The places a figure counts, as columns.
#[derive(Default)]
struct Places {
    received: Vec<String>,
    standing: Vec<String>,
    moved: Vec<bool>,
    apology: Vec<String>,
    score: Vec<i32>,
}

impl Places {
    fn of(figure: Figure) -> Self {
        let mut places = Self::default();
        match figure {
            Figure::Column(column) => {
                for line in Line::all().filter(|line| column.counts(*line)) {
                    places.received.push(line.received.word().to_owned());
                    places.standing.push(line.standing.word().to_owned());
                    places.moved.push(line.moved);
                }
            }
            Figure::Told(told) => {
                for said in Beside::all().filter(|said| told.counts(*said)) {
                    let apology = said.apology.map_or("", Apology::word);
                    places.apology.push(apology.to_owned());
                    places.score.push(said.score.map_or(0, i32::from));
                }
            }
        }
        places
    }
}
