-- What is owed to people in writing, and what became of it.
set lock_timeout = '2s';

create table notice (
    id          uuid primary key,
    version     int         not null,
    dossier     uuid        not null,
    kind        text        not null,
    occurrence  text        not null,
    -- When the fact happened, and what it says: the date promised or until when to answer, the
    -- date promised before, the number to pay by or of the postal item, who was late.
    said_at     timestamptz not null,
    due         timestamptz,
    previous_due timestamptz,
    reference   text,
    unit        text,
    owed_at     timestamptz not null,
    stage       text        not null
        check (stage in ('owed', 'sending', 'sent', 'delivered', 'failed')),
    -- Owed: not to be sent before. Otherwise: since when.
    since       timestamptz not null,
    attempts    int         not null check (attempts >= 0),
    sms_refused boolean     not null,
    -- A mailbox that takes no message leaves the phone and the post.
    email_refused boolean   not null default false,
    -- What was last handed to a provider; the address is masked.
    channel     text        check (channel in ('sms', 'email', 'post')),
    recipient   text,
    text        text,
    segments    int,
    sent_at     timestamptz,
    failure     text,
    unique (dossier, kind, occurrence),
    check ((stage = 'failed') = (failure is not null)),
    check (stage not in ('sending', 'sent', 'delivered') or channel is not null)
);
create index notice_to_send on notice (since) where stage = 'owed';
create index notice_unanswered on notice (since) where stage = 'sending';
-- The date in force is the one said last of all notices that promise one.
create index notice_promise on notice (dossier, said_at desc) where due is not null;
create index notice_newest on notice (owed_at desc, id desc);

-- What the recording provider was handed: the province's own tray of messages, for when no
-- operator is connected. A letter's slip carries the address, to be printed.
create table delivery (
    key       text primary key,
    channel   text        not null check (channel in ('sms', 'email', 'post')),
    recipient text        not null,
    text      text        not null,
    segments  int         not null,
    slip      text,
    at        timestamptz not null
);
