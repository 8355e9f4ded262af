set lock_timeout = '2s';

-- What the digits of a proof are reckoned from: they themselves are kept nowhere.
create table proof_key (
    one boolean primary key default true check (one),
    key bytea not null check (length(key) = 32)
);

-- One sending of six digits to the phone of a dossier (mã xác nhận).
create table proof (
    id       uuid primary key,
    version  int         not null check (version > 0),
    dossier  uuid        not null,
    asked_at timestamptz not null,
    until    timestamptz not null,
    tries    int         not null check (tries >= 0),
    used     boolean     not null
);
create index proof_of_dossier on proof (dossier, asked_at desc);
create index proof_old on proof (asked_at);

-- What whoever proved that a dossier is theirs holds; kept as a hash.
create table proof_token (
    hash    bytea primary key check (length(hash) = 32),
    dossier uuid        not null,
    until   timestamptz not null
);
create index proof_token_old on proof_token (until);

-- What people say of their dossiers: the rating, and how they want to be told.
create table feedback (
    id      uuid primary key,
    version int  not null check (version > 0),
    dossier uuid not null unique,
    overall int  check (overall between 1 and 5),
    state   jsonb not null
);

-- Complaints and proposals (phản ánh, kiến nghị; NĐ 20/2008/NĐ-CP).
create table complaint (
    id       uuid primary key,
    version  int         not null check (version > 0),
    code     text        not null unique,
    dossier  uuid,
    -- Who has to answer now.
    unit     text        not null,
    stage    text        not null check (stage in ('filed', 'received', 'forwarded', 'answered', 'closed')),
    filed_at timestamptz not null,
    -- The limit that comes next; none once it is answered.
    next_by  timestamptz,
    answered_at timestamptz,
    state    jsonb       not null
);
create index complaint_of_unit on complaint (unit, filed_at desc, id desc);
create index complaint_newest on complaint (filed_at desc, id desc);
create index complaint_of_dossier on complaint (dossier, filed_at desc) where dossier is not null;
create index complaint_to_close on complaint (answered_at) where stage = 'answered';
