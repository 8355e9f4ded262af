set lock_timeout = '2s';

-- The promise: one row a dossier. The whole of it lies in `state`; what is searched lies beside.
create table dossier (
    id                uuid primary key,
    version           int         not null check (version > 0),
    code              text        not null unique,
    procedure         text        not null,
    procedure_version date        not null,
    receiving_unit    text        not null,
    channel           text        not null check (channel in ('counter', 'online', 'post')),
    stage             text        not null check (stage in (
        'submitted', 'in-progress', 'awaiting-supplement', 'clock-stopped', 'settled', 'returned',
        'correcting', 'refused', 'withdrawn', 'stopped', 'lapsed')),
    due               timestamptz,
    -- Until when the person may answer a request for a supplement, while one is open.
    answer_by         timestamptz,
    -- An agency wants something asked of the person, and the desk has not asked yet.
    needed            boolean     not null,
    -- The national portal's status code: owed since when, and taken in last.
    sync_owed         int         not null check (sync_owed between 1 and 10),
    sync_since        timestamptz not null,
    sync_told         int         check (sync_told between 1 and 10),
    state             jsonb compression lz4       not null
);
create index dossier_of_unit on dossier (receiving_unit, stage, id);
create index dossier_needed on dossier (receiving_unit, id) where needed;
create index dossier_unanswered on dossier (answer_by) where answer_by is not null;
create index dossier_waiting on dossier (receiving_unit, id)
    where due is null and stage in ('submitted', 'awaiting-supplement');
create index dossier_untold on dossier (sync_since, id) where sync_owed is distinct from sync_told;

-- The last number given out by a prefix on a day: dossier codes leave no gap.
create table dossier_number (
    prefix text not null,
    day    date not null,
    last   int  not null check (last > 0),
    primary key (prefix, day)
);

-- Every look at personal data (NĐ 61/2018/NĐ-CP; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
create table personal_read (
    id      bigint generated always as identity primary key,
    dossier uuid        not null,
    at      timestamptz not null,
    by      text        not null,
    purpose text        not null
);
create index personal_read_of_dossier on personal_read (dossier, id);
