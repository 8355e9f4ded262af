-- How an open dossier stands is worked out when something is said of it and not each time somebody
-- looks: it is kept for each stretch of time in which nothing was said, from reception until it was
-- finished. What is said late changes the stretches it belongs to.
set lock_timeout = '2s';

create table stretch (
    dossier     uuid        not null references dossier,
    -- From this moment until before that one; `infinity` while it is open.
    since       timestamptz not null,
    till        timestamptz not null,
    unit        text        not null,
    field       text        not null,
    procedure   text        not null,
    accepted_at timestamptz not null,
    received    text        not null check (received in ('online', 'post', 'counter')),
    due         timestamptz,
    paused      boolean     not null,
    -- The first promise that was broken for good.
    broken      timestamptz,
    moves       bigint      not null,
    first_due   timestamptz,
    primary key (dossier, since),
    check (since < till)
);

-- The stretches of every dossier, from what was said of it.
create function stretches()
returns table (dossier uuid, since timestamptz, till timestamptz, unit text, field text,
               procedure text, accepted_at timestamptz, received text, due timestamptz,
               paused boolean, broken timestamptz, moves bigint, first_due timestamptz)
language sql stable parallel safe
as $$
    select d.id,
           s.since,
           s.till,
           coalesce(r.unit, d.unit),
           d.field,
           d.procedure,
           d.accepted_at,
           case when d.online then 'online' when d.post then 'post' else 'counter' end,
           c.due,
           coalesce(c.paused, false),
           m.broken,
           m.moves,
           m.first_due
    from dossier d
    cross join lateral (
        select t.at as since,
               coalesce(lead(t.at) over (order by t.at), d.finished_at, 'infinity') as till
        from (
            select d.accepted_at as at
            union
            select c.at from clock c where c.dossier = d.id and c.at > d.accepted_at
            union
            select m.at from moved m where m.dossier = d.id and m.at > d.accepted_at
            union
            select r.at from receiving r where r.dossier = d.id and r.at > d.accepted_at
        ) t
        where d.finished_at is null or t.at < d.finished_at
    ) s
    cross join lateral (
        select (array_agg(c.due order by c.at desc) filter (where c.due is not null))[1] as due,
               (array_agg(c.paused order by c.at desc) filter (where c.paused is not null))[1]
                   as paused
        from clock c where c.dossier = d.id and c.at <= s.since
    ) c
    left join lateral (
        select r.unit from receiving r
        where r.dossier = d.id and r.at between d.accepted_at and s.since
        order by r.at desc limit 1
    ) r on true
    cross join lateral (
        select count(*) as moves,
               (array_agg(m.previous order by m.at))[1] as first_due,
               min(m.previous) filter (where m.at > m.previous and not excused(d.id, m.previous))
                   as broken
        from moved m where m.dossier = d.id and m.at <= s.since
    ) m
    where d.accepted_at is not null
$$;

insert into stretch select * from stretches();
create index stretch_till on stretch (till, since);
analyze stretch;

-- As before, with what is open read from its stretches.
create or replace function placed(starts timestamptz, until timestamptz, east int)
returns table (dossier uuid, unit text, field text, procedure text, due timestamptz,
               finished_at timestamptz, received text, standing text, moves bigint,
               first_due timestamptz, late_since timestamptz)
language sql stable parallel safe
as $$
    select d.id,
           d.ended_unit,
           d.field,
           d.procedure,
           d.ended_due,
           d.finished_at,
           case
               when d.accepted_at < starts then 'carried-over'
               when d.online then 'online'
               when d.post then 'post'
               else 'counter'
           end,
           case
               when d.outcome <> 'settled' then 'on-time'
               when d.ended_broken then 'late'
               when d.ended_due is null then 'on-time'
               when date(d.finished_at at time zone make_interval(secs => east))
                    < date(d.ended_due at time zone make_interval(secs => east)) then 'early'
               when date(d.finished_at at time zone make_interval(secs => east))
                    = date(d.ended_due at time zone make_interval(secs => east)) then 'on-time'
               else 'late'
           end,
           d.ended_moves,
           d.ended_first_due,
           d.ended_late_since
    from dossier d
    where d.finished_at between starts and until and d.accepted_at <= until
    union all
    select s.dossier,
           s.unit,
           s.field,
           s.procedure,
           s.due,
           null,
           case when s.accepted_at < starts then 'carried-over' else s.received end,
           case
               when s.paused then 'paused'
               when s.broken is not null then 'open-late'
               -- Dates are compared: on the date promised it is not late yet.
               when s.due < today.begins then 'open-late'
               else 'open'
           end,
           s.moves,
           s.first_due,
           coalesce(s.broken, s.due)
    from (
        select date_trunc('day', until at time zone make_interval(secs => east))
               at time zone make_interval(secs => east) as begins
    ) today
    join stretch s on s.since <= until and s.till > until
$$;
