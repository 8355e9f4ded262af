set lock_timeout = '2s';

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
