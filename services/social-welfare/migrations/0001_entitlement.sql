set lock_timeout = '2s';

-- One claim to the monthly allowance, one dossier. The whole of it lies in `state`, health
-- included: personal data, never copied into a fact.
create table entitlement (
    id      uuid  primary key,
    version int   not null check (version > 0),
    dossier uuid  not null unique,
    stage   text  not null check (stage in ('applied', 'granted', 'suspended', 'denied', 'stopped',
                                                'dropped')),
    state   jsonb not null
);

-- A correction of a decision, until its head has approved and the case completes. Facts about a
-- person, health included: personal data.
create table correction (
    case_id uuid  primary key,
    body    jsonb not null
);
