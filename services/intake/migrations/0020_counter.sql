set lock_timeout = '2s';

-- What the register (sổ theo dõi) is searched and sorted by, a line a dossier; kept with it. The
-- names themselves lie in `dossier.state`; here are only the words they are found by.
create table register (
    dossier     uuid primary key,
    unit        text        not null,
    filed_at    timestamptz not null,
    received_at timestamptz,
    procedure   text        not null,
    field       text        not null,
    stage       text        not null,
    channel     text        not null,
    due         timestamptz,
    -- When the result was decided, and the date it is measured by.
    settled_at  timestamptz,
    settled_due timestamptz,
    returned_at timestamptz,
    -- When it was refused: as it was brought, or as it waited.
    refused_at  timestamptz,
    needed      boolean     not null,
    words       tsvector    not null
);
create index register_filed on register (unit, filed_at, dossier);
create index register_due on register (unit, due, dossier) where due is not null;
create index register_received on register (unit, received_at) where received_at is not null;
create index register_returned on register (unit, returned_at) where returned_at is not null;
create index register_refused on register (unit, refused_at) where refused_at is not null;
-- What is still in somebody's hands: few, whatever the centre has seen.
create index register_open on register (unit, stage, due) where stage in (
    'submitted', 'in-progress', 'awaiting-supplement', 'clock-stopped', 'settled', 'correcting');
create index register_words on register using gin (words);

-- What was there before the register was. `đ` is a letter of its own, not a mark on another.
insert into register
select id, receiving_unit,
       coalesce(state->>'submitted_at', state->>'received_at')::timestamptz,
       (state->>'received_at')::timestamptz, procedure, state->'procedure'->>'field', stage,
       channel, due, (state->'stage'->'outcome'->>'at')::timestamptz,
       (state->'stage'->'outcome'->>'due')::timestamptz,
       (state->'stage'->'handover'->>'at')::timestamptz,
       case stage when 'refused' then (state->'stage'->>'at')::timestamptz end, needed,
       to_tsvector('simple', translate(regexp_replace(lower(normalize(
           concat_ws(' ', translate(code, '.-', '  '),
                     state->'filing'->'owner'->>'name',
                     state->'filing'->'owner'->>'citizen_id',
                     state->'filing'->'submitter'->>'name',
                     state->'filing'->'submitter'->>'citizen_id'), nfd)),
           '[\u0300-\u036f]', '', 'g'), 'đ', 'd'))
from dossier;

-- The last number a centre gave out on a day. Its lock is the order of the line.
create table ticket_day (
    unit text not null,
    day  date not null,
    last int  not null check (last > 0),
    primary key (unit, day)
);

-- Queue tickets (số thứ tự): no name.
create table ticket (
    id         uuid primary key,
    unit       text        not null,
    day        date        not null,
    number     int         not null check (number > 0),
    service    text        not null,
    priority   text        check (priority in (
        'elderly', 'disabled', 'pregnant', 'meritorious', 'with-small-child')),
    status     text        not null check (status in ('waiting', 'called', 'served', 'no-show')),
    counter    text,
    taken_at   timestamptz not null,
    called_at  timestamptz,
    done_at    timestamptz,
    booking    text,
    booked_for timestamptz,
    unique (unit, day, number)
);

-- How many places of a bookable time are taken; its row is the lock that keeps the last place from
-- being given twice.
create table booking_slot (
    unit   text        not null,
    starts timestamptz not null,
    taken  int         not null check (taken >= 0),
    primary key (unit, starts)
);

create table booking (
    id        uuid primary key,
    version   int         not null check (version > 0),
    code      text        not null unique,
    unit      text        not null,
    day       date        not null,
    starts    timestamptz not null,
    ends      timestamptz not null,
    name      text        not null,
    phone     text        not null,
    procedure text        not null,
    status    text        not null check (status in ('booked', 'cancelled', 'came')),
    at        timestamptz not null,
    -- How many texts it has sent to the number.
    texts     int         not null check (texts >= 0)
);
create unique index booking_once_a_day on booking (unit, day, phone) where status = 'booked';
create index booking_of_day on booking (unit, day, starts);
create index booking_of_phone on booking (phone, at);
