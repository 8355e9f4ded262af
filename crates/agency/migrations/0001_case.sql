-- What every agency's service keeps: the legs in its custody, and the numbers of its papers.
set lock_timeout = '2s';

create table agency_case (
    -- The leg's id.
    id                uuid primary key,
    version           int         not null check (version > 0),
    dossier           uuid        not null,
    code              text        not null,
    unit              text        not null,
    task              text        not null,
    title             text        not null,
    procedure         text        not null,
    procedure_version text        not null,
    place             text        not null,
    approval          boolean     not null,
    automatic         boolean     not null,
    attempt           int         not null check (attempt > 0),
    offered_at        timestamptz not null,
    due               timestamptz,
    -- An opinion is asked: the leg it is for, and the unit that asks and may read it.
    opinion_for       uuid,
    asked_by          text,
    stage             text        not null check (stage in ('offered', 'held', 'proposed',
                          'approved', 'completed', 'refused', 'returned', 'recalled', 'closed')),
    -- Who has it in hand; none in custody since the unit changed.
    officer           text,
    -- Since when the unit has custody.
    accepted_at       timestamptz,
    proposer          text,
    approver          text,
    -- The conclusion.
    granted           boolean,
    document          text,
    amount            bigint      check (amount >= 0),
    pay_by            date,
    -- Officers write about people here: personal data.
    ground            text,
    payment_due       boolean,
    -- Why it was refused or closed (a word) or given back.
    reason            text,
    ended_at          timestamptz,
    -- Routing ended the whole route: no offer opens the case again.
    route_over        boolean     not null,
    -- The apology owed, with what was stated and signed; the last ask for a supplement.
    apology           jsonb,
    asked             jsonb,
    -- Why it was sent back or handed over. Officers write about people here: personal data.
    note              text,
    -- When something about it must be done: its due time, or that of the apology.
    urgent            timestamptz,
    -- Working minutes the norm allots; 0 when none is set.
    allotted          int         not null default 0 check (allotted >= 0),
    -- The clock stands still since then, and why, as a word.
    paused_at         timestamptz,
    paused_for        text,
    -- Opinions asked for the case and not yet given.
    opinions          int         not null default 0 check (opinions >= 0),
    check ((opinion_for is null) = (asked_by is null)),
    check (stage = 'closed' or (stage in ('held', 'proposed', 'approved', 'completed', 'returned'))
           = (accepted_at is not null)),
    check (accepted_at is not null or officer is null),
    check ((stage in ('proposed', 'approved')) = (proposer is not null)),
    check ((stage = 'approved') = (approver is not null)),
    check ((stage in ('proposed', 'approved', 'completed'))
           = (granted is not null and payment_due is not null)),
    check ((stage in ('refused', 'returned', 'closed')) = (reason is not null)),
    check ((stage in ('completed', 'refused', 'returned', 'recalled', 'closed'))
           = (ended_at is not null))
);

-- A unit's open cases, most urgent first.
create index agency_case_queue on agency_case (unit, coalesce(urgent, 'infinity'), id)
    where ended_at is null;
-- What one officer has in hand, most urgent first.
create index agency_case_hands on agency_case (unit, officer, coalesce(urgent, 'infinity'), id)
    where ended_at is null;
-- What ended, latest first.
create index agency_case_done on agency_case (unit, ended_at desc, id desc)
    where ended_at is not null;
create index agency_case_dossier on agency_case (dossier);

-- The last number given to a paper of each series.
create table agency_number (
    series text   primary key,
    last   bigint not null check (last > 0)
);
