-- One row a dossier, made of what was said about it. Everything here can be heard again.
set lock_timeout = '2s';

create table dossier (
    id          uuid primary key,
    -- As the desk received it; nothing is known of that while only others have spoken.
    accepted_at timestamptz,
    code        text,
    procedure   text,
    field       text,
    unit        text,
    online      boolean,
    finished_at timestamptz,
    outcome     text check (outcome in ('settled', 'refused', 'withdrawn', 'stopped', 'lapsed')),
    returned_at timestamptz,
    -- Who holds it now; nobody holds a finished one.
    holder      text,
    check (num_nulls(accepted_at, code, procedure, field, unit, online) in (0, 6)),
    check (num_nulls(finished_at, outcome) in (0, 2))
);
create index dossier_finished on dossier (finished_at);
create index dossier_open on dossier (accepted_at) where finished_at is null;

-- What was said of the clock: a table of a past period counts what was so then.
create table clock (
    dossier uuid        not null references dossier,
    at      timestamptz not null,
    -- Null where the fact says nothing of it.
    due     timestamptz,
    paused  boolean,
    primary key (dossier, at)
);

-- Each time the promised date was moved (hẹn lại).
create table moved (
    dossier  uuid        not null references dossier,
    at       timestamptz not null,
    previous timestamptz,
    due      timestamptz not null,
    primary key (dossier, at)
);

-- New dates signed with an apology (NĐ 61/2018/NĐ-CP Điều 19.9).
create table apology (
    dossier uuid        not null references dossier,
    at      timestamptz not null,
    new_due timestamptz not null,
    primary key (dossier, at)
);

-- The centres that went on with a dossier when theirs was no more.
create table receiving (
    dossier uuid        not null references dossier,
    at      timestamptz not null,
    unit    text        not null,
    primary key (dossier, at)
);

-- What is known of each leg of the route.
create table leg (
    dossier    uuid        not null references dossier,
    leg        uuid        not null,
    attempt    int         not null,
    unit       text        not null,
    since      timestamptz not null,
    held       boolean     not null,
    moved_at   timestamptz,
    moved_to   text,
    closed_at  timestamptz,
    primary key (dossier, leg),
    check (num_nulls(moved_at, moved_to) in (0, 2))
);

-- Whether an apology with a later date was signed before the promised date passed.
create function excused(of uuid, promised timestamptz) returns boolean
language sql stable parallel safe
as $$
    select exists (
        select from apology a
        where a.dossier = of and a.at <= promised and a.new_due > promised
    )
$$;

-- The place of each dossier in the progress table (Biểu II.06a/VPCP/KSTT) of the period that
-- begins at `starts`, as it stood at `until`; dates are those of the zone `east` seconds from UTC.
-- The same rules as reporting-domain's `line` and `unit`, which the tests hold it to.
create function place(starts timestamptz, until timestamptz, east int)
returns table (dossier uuid, unit text, due timestamptz, finished_at timestamptz, received text,
               standing text, moves bigint, first_due timestamptz)
language sql stable parallel safe
as $$
    select d.id,
           coalesce(r.unit, d.unit),
           c.due,
           f.at,
           case
               when d.accepted_at < starts then 'carried-over'
               when d.online then 'online'
               else 'counter-or-post'
           end,
           case
               when f.at is not null and d.outcome <> 'settled' then 'on-time'
               when f.at is not null and m.broken then 'late'
               when f.at is not null and c.due is null then 'on-time'
               when date(f.at at time zone z) < date(c.due at time zone z) then 'early'
               when date(f.at at time zone z) = date(c.due at time zone z) then 'on-time'
               when f.at is not null then 'late'
               when p.paused then 'paused'
               when m.broken then 'open-late'
               when date(until at time zone z) > date(c.due at time zone z) then 'open-late'
               else 'open'
           end,
           m.moves,
           m.first_due
    from dossier d
    cross join make_interval(secs => east) as z
    -- What happened after the moment shown has not happened yet.
    cross join lateral (select case when d.finished_at <= until then d.finished_at end as at) f
    cross join lateral (select coalesce(f.at, until) as at) t
    left join lateral (
        select c.due from clock c
        where c.dossier = d.id and c.at <= t.at and c.due is not null
        order by c.at desc limit 1
    ) c on true
    left join lateral (
        select c.paused from clock c
        where c.dossier = d.id and c.at <= t.at and c.paused is not null
        order by c.at desc limit 1
    ) p on true
    left join lateral (
        select r.unit from receiving r
        where r.dossier = d.id and r.at between d.accepted_at and t.at
        order by r.at desc limit 1
    ) r on true
    cross join lateral (
        select count(*) as moves,
               (array_agg(m.previous order by m.at))[1] as first_due,
               bool_or(m.at > m.previous and not excused(d.id, m.previous)) as broken
        from moved m where m.dossier = d.id and m.at <= t.at
    ) m
    where d.accepted_at <= until
      and (d.finished_at is null or d.finished_at >= least(starts, until))
      and (f.at is null or f.at >= starts)
$$;
