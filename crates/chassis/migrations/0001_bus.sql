-- The chassis's own tables, beside each service's.
set lock_timeout = '2s';

create schema if not exists bus;

-- What happened here and who did it: the statutory audit trail, and the source
-- of every fact on the bus. Nobody updates or deletes a row.
create table bus.journal (
    position  bigint generated always as identity primary key,
    id        uuid        not null,
    aggregate uuid        not null,
    sequence  int         not null check (sequence > 0),
    -- The dossier the fact is about, when there is one.
    dossier   uuid,
    -- Full name of the fact's message.
    fact      text        not null,
    -- The only account that may hear it; everybody when null.
    audience  text,
    -- Whether it goes on the bus; what others need not hear is only written down.
    published boolean     not null,
    -- The sequence published before it of this aggregate, and the one its audience was told before it.
    previous  int         not null check (previous < sequence),
    addressed int         check ((addressed is null) = (audience is null)),
    payload   bytea       not null,
    actor     text        not null,
    -- W3C traceparent of the hop that wrote it.
    trace     text,
    -- RFC 6962 leaf hash over the entry.
    leaf      bytea       not null check (octet_length(leaf) = 32),
    at        timestamptz not null,
    unique (aggregate, sequence)
);
create index journal_of_dossier on bus.journal (dossier) where dossier is not null;

create function bus.append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the journal is append-only';
end $$;
create trigger append_only before update or delete on bus.journal
    for each row execute function bus.append_only();
create trigger never_emptied before truncate on bus.journal
    for each statement execute function bus.append_only();

-- What the relay still owes the bus.
create table bus.outbox (
    position bigint primary key
);

-- How far this service has heard each speaker; moves in the transaction of the effect.
create table bus.reader (
    speaker  text primary key,
    -- When the stream was created, in nanoseconds of the Unix epoch: a new stream is read anew.
    stream   bigint not null,
    position bigint not null
);

-- The last fact heard of each aggregate: the gate that makes every effect happen once, in order.
create table bus.heard (
    speaker   text not null,
    aggregate uuid not null,
    sequence  int  not null,
    primary key (speaker, aggregate)
);

-- What could not be acted upon, and what waits behind it.
create table bus.dead_letter (
    id        bigint generated always as identity primary key,
    message   text        not null,
    speaker   text        not null,
    subject   text        not null,
    fact      text        not null,
    aggregate uuid,
    sequence  int,
    previous  int,
    dossier   uuid,
    payload   bytea       not null,
    trace     text,
    reason    text        not null,
    -- True when it only waits for an earlier one.
    parked    boolean     not null,
    attempts  int         not null default 1,
    at        timestamptz not null
);
create index dead_letter_lane on bus.dead_letter (speaker, aggregate, sequence);

-- Letters an operator gave up, with the reason; kept for good.
create table bus.dropped_letter (
    id      bigint primary key,
    message text        not null,
    speaker text        not null,
    fact    text        not null,
    payload bytea       not null,
    reason  text        not null,
    why     text        not null,
    by      text        not null,
    at      timestamptz not null
);
