set lock_timeout = '2s';

-- One row a dossier: its route and how far it got. The whole of it lies in `state`; the other
-- columns say the same again, for finding it.
create table route (
    id         uuid primary key,
    version    int     not null check (version > 0),
    ended      boolean not null,
    -- Who has or will have something of it in hand: the units of legs that are not over, and the
    -- one-stop centre until the dossier was withdrawn.
    units      text[]  not null,
    -- A leg waits for somebody to name its unit.
    unresolved boolean not null,
    -- When time alone next makes something happen.
    look       timestamptz,
    -- An apology is or was owed.
    duties     boolean not null,
    state      jsonb compression lz4 not null
);

-- Every change of a route writes to each index it is in: few, and narrow. What an administrator
-- asks once a year, and the nightly comparison, read the table.
create index route_unresolved on route (id) where unresolved and not ended;
create index route_look on route (look) where not ended;
create index route_duties on route (id) where duties;

-- Stands for the rules and the calendar by which `look` was reckoned: one row.
create table reckoned_by (
    one   boolean primary key default true check (one),
    rules text not null
);

-- Each comparison of what the agencies hold with what routing believes.
create table reconciliation (
    id          uuid primary key,
    at          timestamptz not null,
    actor       text        not null,
    dry_run     boolean     not null,
    compared    int         not null,
    -- [{host, leg_id, dossier_id, what, mended}]
    differences jsonb       not null,
    -- The services that did not answer.
    silent      text[]      not null
);

create index reconciliation_at on reconciliation (at desc);
