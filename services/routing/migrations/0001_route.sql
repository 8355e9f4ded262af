set lock_timeout = '2s';

-- One row a dossier: its route and how far it got. The whole of it lies in `state`.
create table route (
    id      uuid primary key,
    version int   not null check (version > 0),
    ended   boolean not null,
    state   jsonb not null
);
