-- What leaders read on one page: how a dossier ended is kept beside it, so that only open ones are
-- worked out anew; what a leg is for; how people rated it.
set lock_timeout = '2s';

alter table dossier
    -- Came by post; said of nothing received before this was told apart.
    add column post boolean not null default false,
    -- What the holder has it for; null when it is held on no leg.
    add column task text,
    add column task_title text,
    -- As it stood when it was finished: the centre that had it, the promise in force, whether one
    -- was broken for good, how often it was moved, the date first promised, and since when it is
    -- late if it is.
    add column ended_unit text,
    add column ended_due timestamptz,
    add column ended_broken boolean,
    add column ended_moves bigint,
    add column ended_first_due timestamptz,
    add column ended_late_since timestamptz;

alter table leg
    add column task text,
    add column task_title text,
    -- Only an opinion is asked: the dossier stays with who asks.
    add column opinion boolean not null default false;

-- Each time somebody rated it, 1 to 5.
create table rating (
    dossier uuid        not null references dossier,
    at      timestamptz not null,
    score   int         not null check (score between 1 and 5),
    primary key (dossier, at)
);
create index rating_at on rating (at);

-- What `place` says, and besides the field, the procedure, which of post and counter, and since
-- when a late one is late. A finished dossier is read as it was kept; one that is open at `until`,
-- or was kept by a version that kept no more, is worked out.
create function placed(starts timestamptz, until timestamptz, east int)
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
      and d.ended_unit is not null
    union all
    select d.id,
           coalesce(r.unit, d.unit),
           d.field,
           d.procedure,
           c.due,
           f.at,
           case
               when d.accepted_at < starts then 'carried-over'
               when d.online then 'online'
               when d.post then 'post'
               else 'counter'
           end,
           case
               when f.at is not null and d.outcome <> 'settled' then 'on-time'
               when f.at is not null and m.broken is not null then 'late'
               when f.at is not null and c.due is null then 'on-time'
               when date(f.at at time zone z) < date(c.due at time zone z) then 'early'
               when date(f.at at time zone z) = date(c.due at time zone z) then 'on-time'
               when f.at is not null then 'late'
               when c.paused then 'paused'
               when m.broken is not null then 'open-late'
               when date(until at time zone z) > date(c.due at time zone z) then 'open-late'
               else 'open'
           end,
           m.moves,
           m.first_due,
           coalesce(m.broken, c.due)
    from (
        select o.* from dossier o where o.finished_at is null and o.accepted_at <= until
        union all
        select o.* from dossier o where o.finished_at > until and o.accepted_at <= until
        union all
        select o.* from dossier o
        where o.finished_at between starts and until and o.accepted_at <= until
          and o.ended_unit is null
    ) d
    cross join make_interval(secs => east) as z
    -- What happened after the moment shown has not happened yet.
    cross join lateral (select case when d.finished_at <= until then d.finished_at end as at) f
    cross join lateral (select coalesce(f.at, until) as at) t
    cross join lateral (
        select (array_agg(c.due order by c.at desc) filter (where c.due is not null))[1] as due,
               (array_agg(c.paused order by c.at desc) filter (where c.paused is not null))[1]
                   as paused
        from clock c where c.dossier = d.id and c.at <= t.at
    ) c
    left join lateral (
        select r.unit from receiving r
        where r.dossier = d.id and r.at between d.accepted_at and t.at
        order by r.at desc limit 1
    ) r on true
    cross join lateral (
        select count(*) as moves,
               (array_agg(m.previous order by m.at))[1] as first_due,
               min(m.previous) filter (where m.at > m.previous and not excused(d.id, m.previous))
                   as broken
        from moved m where m.dossier = d.id and m.at <= t.at
    ) m
$$;

-- What was said of a dossier from `starts` until `until` beside its place in the table, it being
-- finished or not. The same rules as reporting-domain's `beside`.
create function said_beside(starts timestamptz, until timestamptz)
returns table (dossier uuid, unit text, field text, procedure text, apology text, score int)
language sql stable parallel safe
as $$
    select d.id, coalesce(r.unit, d.unit), d.field, d.procedure, s.apology, s.score
    from (
        select s.dossier, max(s.apology) as apology, max(s.score) as score
        from (
            -- "missed" comes after "given": one missed is missed.
            select a.dossier, 'given' as apology, null::int as score
            from apology a
            where a.at between starts and until
              and exists (
                  select from clock c
                  where c.dossier = a.dossier and c.due >= a.at and c.due < a.new_due
              )
            union all
            select b.dossier, 'missed', null
            from breach b
            where b.at between starts and until and not excused(b.dossier, b.due)
            union all
            (select distinct on (g.dossier) g.dossier, null, g.score
             from rating g where g.at between starts and until
             order by g.dossier, g.at desc)
        ) s
        group by s.dossier
    ) s
    join dossier d on d.id = s.dossier
    left join lateral (
        select r.unit from receiving r
        where r.dossier = d.id
          and r.at between d.accepted_at and least(until, d.finished_at)
        order by r.at desc limit 1
    ) r on true
    where d.accepted_at <= until
$$;

-- What was finished before is kept as it stood then.
update dossier d set
    ended_unit = p.unit, ended_due = p.due,
    ended_broken = exists (
        select from moved m
        where m.dossier = d.id and m.at <= d.finished_at and m.at > m.previous
          and not excused(d.id, m.previous)
    ),
    ended_moves = p.moves, ended_first_due = p.first_due, ended_late_since = p.late_since
from placed('-infinity', 'infinity', 0) p
where p.dossier = d.id and d.finished_at is not null and d.ended_unit is null;
