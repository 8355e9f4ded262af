-- The land register (LADM, ISO 19152). Nothing in it is ever removed.
set lock_timeout = '2s';

create table parcel (
    id      uuid primary key,
    version int  not null check (version > 0),
    -- Where it is found: unique within commune and sheet.
    commune text not null,
    sheet   int  not null check (sheet > 0),
    number  int  not null check (number > 0),
    -- The shape of `page`; an older binary refuses a newer one.
    format  int  not null,
    -- Area, uses, rights, restrictions, certificates and what they rest on, all with their
    -- beginning and end. Names and identity numbers of holders: personal data.
    page    jsonb not null,
    unique (commune, sheet, number)
);

-- Every blank a certificate was ever printed on: one parcel's, for good.
create table certificate_serial (
    serial text primary key,
    parcel uuid not null references parcel (id),
    unique (serial, parcel)
);

-- What a case is about to change in the register, until its head has approved and it
-- completes. Names and identity numbers: personal data.
create table draft (
    case_id uuid primary key,
    body    jsonb not null
);

-- Who looked at the holders of a parcel.
create table look (
    id     bigint generated always as identity primary key,
    parcel uuid        not null references parcel (id),
    by     text        not null,
    at     timestamptz not null
);
create index look_parcel on look (parcel, id);
