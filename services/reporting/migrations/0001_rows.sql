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
    outcome     text check (outcome in ('settled', 'refused', 'withdrawn')),
    returned_at timestamptz,
    -- Who holds it now; nobody holds a finished one.
    holder      text,
    check (num_nulls(accepted_at, code, procedure, field, unit, online) in (0, 6)),
    check (num_nulls(finished_at, outcome) in (0, 2))
);
create index dossier_finished on dossier (finished_at);
create index dossier_open on dossier (accepted_at) where finished_at is null;

-- How the clock stood from a moment on: a table of a past period counts what was so then.
create table clock (
    dossier uuid        not null references dossier,
    at      timestamptz not null,
    due     timestamptz,
    paused  boolean     not null,
    primary key (dossier, at)
);

-- What is known of each leg of the route.
create table leg (
    dossier uuid        not null references dossier,
    leg     uuid        not null,
    attempt int         not null,
    unit    text        not null,
    since   timestamptz not null,
    held    boolean     not null,
    primary key (dossier, leg)
);

-- The place of each dossier in the progress table (Biểu II.06a/VPCP/KSTT) of the period that
-- begins at `starts`, as it stood at `until`; dates are those of the zone `east` seconds from UTC.
-- The same rules as reporting-domain's `line`, which the tests hold it to.
create function place(starts timestamptz, until timestamptz, east int)
returns table (dossier uuid, due timestamptz, finished_at timestamptz, received text, standing text)
language sql stable parallel safe
as $$
    select d.id,
           c.due,
           f.at,
           case
               when d.accepted_at < starts then 'carried-over'
               when d.online then 'online'
               else 'counter-or-post'
           end,
           case
               when f.at is not null and (d.outcome <> 'settled' or c.due is null) then 'on-time'
               when date(f.at at time zone z) < date(c.due at time zone z) then 'early'
               when date(f.at at time zone z) = date(c.due at time zone z) then 'on-time'
               when f.at is not null then 'late'
               when c.paused then 'paused'
               when date(until at time zone z) > date(c.due at time zone z) then 'open-late'
               else 'open'
           end
    from dossier d
    cross join make_interval(secs => east) as z
    -- What happened after the moment shown has not happened yet.
    cross join lateral (select case when d.finished_at <= until then d.finished_at end as at) f
    left join lateral (
        select c.due, c.paused from clock c
        where c.dossier = d.id and c.at <= coalesce(f.at, until)
        order by c.at desc limit 1
    ) c on true
    where d.accepted_at <= until
      and (d.finished_at is null or d.finished_at >= least(starts, until))
      and (f.at is null or f.at >= starts)
$$;
