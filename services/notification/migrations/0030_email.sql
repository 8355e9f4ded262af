set lock_timeout = '2s';

-- A mailbox that takes no message leaves the phone and the post.
alter table notice add column email_refused boolean not null default false;

alter table notice drop constraint notice_channel_check;
alter table notice add constraint notice_channel_check
    check (channel in ('sms', 'email', 'post')) not valid;
alter table notice validate constraint notice_channel_check;

alter table delivery drop constraint delivery_channel_check;
alter table delivery add constraint delivery_channel_check
    check (channel in ('sms', 'email', 'post')) not valid;
alter table delivery validate constraint delivery_channel_check;
