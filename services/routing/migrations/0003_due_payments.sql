set lock_timeout = '2s';

-- The routes on which a notice waits for money, for finding them: few, so they stand apart. What is
-- known of the notice lies in the route's `state`.
create table due_payment (
    -- The route.
    id        uuid primary key,
    -- The one-stop centre that received the dossier.
    receiving text not null,
    -- The number of the notice and the code of the dossier, in lower case without diacritics.
    notice    text not null,
    code      text not null
);

create index due_payment_receiving on due_payment (receiving, id);

-- Those that wait already. A number is kept here as it is written; what is found by it later is
-- folded when the route is next saved, so numbers with Vietnamese letters wait for that.
insert into due_payment (id, receiving, notice, code)
select route.id, state ->> 'receiving', lower(leg ->> 'document'), lower(state ->> 'code')
from route
cross join lateral (
    select one as leg from jsonb_array_elements(state -> 'legs') as one
    where one ->> 'status' = 'awaiting-payment' limit 1
) as waiting
where leg ->> 'document' is not null;
