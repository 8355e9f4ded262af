set lock_timeout = '2s';

alter table agency_case
    -- Working minutes the norm allots; 0 when none is set.
    add column allotted   int  not null default 0 check (allotted >= 0),
    -- The clock stands still since then, and why, as a word.
    add column paused_at  timestamptz,
    add column paused_for text,
    -- Opinions asked for the case and not yet given.
    add column opinions   int  not null default 0 check (opinions >= 0);

-- What one officer has in hand, most urgent first.
create index agency_case_hands on agency_case (unit, officer, coalesce(urgent, 'infinity'), id)
    where ended_at is null;
-- What ended, latest first.
create index agency_case_done on agency_case (unit, ended_at desc, id desc)
    where ended_at is not null;
drop index agency_case_ended;

-- What people did on cases: told to the unit's officers, and to who finds a case changed.
create table agency_act (
    case_id  uuid        not null,
    -- The case's version that it made.
    version  int         not null check (version > 0),
    at       timestamptz not null,
    unit     text        not null,
    actor    text        not null,
    act      text        not null,
    -- The reason, or whom it was given to. Officers write about people here: personal data.
    words    text,
    -- What was proposed or concluded.
    granted  boolean,
    document text,
    amount   bigint,
    pay_by   date,
    -- Officers write about people here: personal data.
    ground   text,
    primary key (case_id, version)
);
create index agency_act_unit on agency_act (unit, at);

-- Looks at how much each officer has in hand: a look at persons is written down.
create table agency_team_look (
    id    bigint      generated always as identity primary key,
    unit  text        not null,
    actor text        not null,
    at    timestamptz not null
);
create index agency_team_look_unit on agency_team_look (unit, at desc);
