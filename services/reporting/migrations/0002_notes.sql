-- What was said beside a dossier's course. Each row is keyed by its fact: heard again, it changes
-- nothing.
set lock_timeout = '2s';

-- What the time of a leg came to, in working minutes; of two accounts the later is valid.
create table account (
    leg       uuid        primary key,
    dossier   uuid        not null references dossier,
    key       text        not null,
    unit      text        not null,
    procedure text        not null,
    at        timestamptz not null,
    waiting   bigint      not null,
    spent     bigint      not null,
    -- 0 when the leg has no norm.
    allotted  bigint      not null
);
create index account_ended on account (at);

-- Who made a dossier late: said once it is settled. What is said again, after a correction, is
-- about the correction, and the first stays valid.
create table attribution (
    dossier uuid        primary key references dossier,
    at      timestamptz not null
);
create index attribution_settled on attribution (at);
create table blame (
    dossier uuid   not null references attribution on delete cascade,
    ordinal int    not null,
    unit    text   not null,
    leg     uuid,
    key     text   not null,
    minutes bigint not null,
    primary key (dossier, ordinal)
);

-- Promised dates that passed without a valid apology.
create table breach (
    dossier uuid        not null references dossier,
    due     timestamptz not null,
    at      timestamptz not null,
    unit    text        not null,
    leg     uuid,
    primary key (dossier, due)
);
create index breach_at on breach (at);

-- Offers nobody accepted in time.
create table expired (
    leg     uuid        not null,
    attempt int         not null,
    dossier uuid        not null references dossier,
    unit    text        not null,
    at      timestamptz not null,
    primary key (leg, attempt)
);

-- Legs past their norm, and dossiers past their date, with who held them then.
create table leg_overdue (
    leg     uuid        not null,
    due     timestamptz not null,
    dossier uuid        not null references dossier,
    unit    text        not null,
    primary key (leg, due)
);
create index leg_overdue_of on leg_overdue (dossier);
create table overdue (
    dossier uuid        not null references dossier,
    due     timestamptz not null,
    unit    text        not null,
    primary key (dossier, due)
);

-- Corrections of an agency's error, and papers that were lost.
create table correction (
    dossier uuid        not null references dossier,
    at      timestamptz not null,
    primary key (dossier, at)
);
create table loss (
    dossier uuid        not null references dossier,
    at      timestamptz not null,
    unit    text        not null,
    primary key (dossier, at)
);
