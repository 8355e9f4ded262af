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
    stage             text        not null check (stage in ('offered', 'held', 'proposed',
                          'approved', 'completed', 'refused', 'returned', 'recalled')),
    -- Who has it in hand, since when the unit has custody.
    officer           text,
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
    -- Why it was refused (a word) or given back.
    reason            text,
    ended_at          timestamptz,
    check ((stage in ('held', 'proposed', 'approved', 'completed', 'returned'))
           = (officer is not null and accepted_at is not null)),
    check ((stage in ('proposed', 'approved')) = (proposer is not null)),
    check ((stage = 'approved') = (approver is not null)),
    check ((stage in ('proposed', 'approved', 'completed'))
           = (granted is not null and payment_due is not null)),
    check ((stage in ('refused', 'returned')) = (reason is not null)),
    check ((stage in ('completed', 'refused', 'returned', 'recalled')) = (ended_at is not null))
);

-- A unit's open cases, most urgent first.
create index agency_case_queue on agency_case (unit, coalesce(due, 'infinity'), id)
    where ended_at is null;
-- The same of those that ended.
create index agency_case_ended on agency_case (unit, stage, coalesce(due, 'infinity'), id)
    where ended_at is not null;
create index agency_case_dossier on agency_case (dossier);

-- The last number given to a paper of each series.
create table agency_number (
    series text   primary key,
    last   bigint not null check (last > 0)
);
