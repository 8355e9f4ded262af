set lock_timeout = '2s';

-- A filing somebody has begun (hồ sơ đang soạn). Whoever holds its secret holds it; only the hash of
-- that is kept.
create table draft (
    id         uuid primary key,
    secret     text        not null unique,
    -- Who was signed in when it was begun, if anybody was.
    holder     text,
    procedure  text        not null,
    -- The dossier it supplements, when it is no filing of its own.
    dossier    uuid,
    -- What was typed, by input, as it was typed.
    entered    jsonb compression lz4 not null,
    saved_at   timestamptz not null,
    expires_at timestamptz not null check (expires_at > saved_at)
);
create index draft_of_holder on draft (holder, saved_at) where holder is not null;
create index draft_expiring on draft (expires_at);

-- What lies in the store, by hash. A row is here before its bytes are, and after they are gone.
create table document_content (
    sha256     text primary key check (length(sha256) = 64),
    size       bigint      not null check (size > 0),
    claimed_at timestamptz not null
);

-- Every file that was taken in. Rows are added, never changed and never deleted.
create table document (
    id         uuid primary key,
    -- The draft it came into; none when a desk scanned it for a dossier.
    draft      uuid,
    component  text        not null,
    name       text        not null,
    sha256     text        not null check (length(sha256) = 64),
    media_type text        not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
    pages      int         not null check (pages > 0),
    size       bigint      not null check (size > 0),
    scanned    boolean     not null,
    at         timestamptz not null,
    by         text        not null
);
create index document_of_draft on document (draft) where draft is not null;
create index document_of_content on document (sha256);

-- What was taken out of its draft, or went with it.
create table document_detached (
    document uuid primary key references document,
    at       timestamptz not null,
    by       text        not null
);

-- The papers of dossiers, as files. Rows are added, never changed and never deleted.
create table document_use (
    dossier   uuid        not null,
    document  uuid        not null references document,
    component text        not null,
    at        timestamptz not null,
    by        text        not null,
    primary key (dossier, document, component)
);
create index document_use_of_document on document_use (document);

-- The units that were offered a leg of a dossier: they may read its documents.
create table dossier_reader (
    dossier uuid not null,
    unit    text not null,
    primary key (dossier, unit)
);
