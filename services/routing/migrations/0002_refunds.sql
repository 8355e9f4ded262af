set lock_timeout = '2s';

-- The routes on which money is or was owed back, for finding them: few, so they stand apart. What
-- is owed lies in the route's `state`.
create table refund (
    -- The route.
    id        uuid    primary key,
    -- The one-stop centre that gives it back.
    receiving text    not null,
    -- Some of it has not gone back yet.
    owed      boolean not null
);

create index refund_receiving on refund (receiving, id);
