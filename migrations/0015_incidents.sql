-- 0015 incidents: disruptions of the service, each with all its corrections, and what was given back for them. Workers may go on.
create schema incidents;

create table incidents.incident (
  id uuid primary key,
  no bigint generated always as identity,
  opened_at timestamptz not null,
  opened_by text not null
);
create unique index incident_by_no on incidents.incident (no);
create trigger incidents_stay_what_they_are before update or delete or truncate on incidents.incident
  for each statement execute function ledger.refuse_to_change();

create type incidents.fault as enum ('ours', 'external');
create type incidents.proof as enum ('staff', 'probes');

-- What is known of an incident, from `at` on. A correction is a new row: the newest one counts, the others say what was known before.
create table incidents.version (
  incident_id uuid not null references incidents.incident,
  version int not null,
  from_at timestamptz not null,
  -- null: it goes on.
  until_at timestamptz,
  services text[] not null,
  -- The numbers that it concerned: by one of these.
  numbers text[],
  supplier text,
  country char(2),
  -- Of the form IT/rome.
  cities text[],
  fault incidents.fault not null,
  proven_by incidents.proof,
  published boolean not null,
  -- What customers read, by language.
  title jsonb not null,
  note jsonb not null,
  -- Why it was corrected, for staff.
  reason text not null,
  at timestamptz not null,
  by text not null,
  primary key (incident_id, version),
  constraint versions_count_from_one check (version > 0),
  constraint an_incident_ends_after_it_began check (until_at > from_at),
  constraint services_are_known check (services <> '{}' and services <@ array['voice', 'forwarding', 'sms']),
  constraint an_incident_has_one_scope check (num_nonnulls(numbers, supplier, country, cities) = 1 and numbers <> '{}' and cities <> '{}')
);
create trigger incident_versions_are_append_only before update or delete or truncate on incidents.version
  for each statement execute function ledger.refuse_to_change();

create view incidents.current as
  select distinct on (v.incident_id) i.no, i.opened_at, i.opened_by, v.*
    from incidents.version v join incidents.incident i on i.id = v.incident_id
   order by v.incident_id, v.version desc;

-- The journal by which what a charge gives back arrived as credit.
alter table refunds.refund
  add column granted_journal_id bigint,
  add constraint only_what_is_granted_arrives check (outcome in ('granted', 'partly') or granted_journal_id is null),
  add constraint a_disruption_names_its_incident check ((subject = 'disruption') = (incident_id is not null));
create unique index refund_by_granting_journal on refunds.refund (granted_journal_id) where granted_journal_id is not null;

-- Which incidents count as paid back, of which customer and number. A correction that pays the difference is one more row; 0: its time was paid back
-- with others that overlap it.
create table refunds.compensation (
  refund_id uuid primary key references refunds.refund,
  customer_id uuid not null,
  e164 text not null,
  incident_id uuid not null,
  incident_version int not null,
  -- Counts the compensations of one customer and number for one incident.
  turn int not null,
  amount bigint not null,
  constraint compensation_is_not_negative check (amount >= 0),
  constraint only_the_first_compensation_gives_nothing check (turn > 0 and (turn = 1 or amount > 0)),
  constraint compensation_is_given_in_turn unique (customer_id, e164, incident_id, turn)
);
create index compensation_by_incident on refunds.compensation (incident_id);
create trigger compensations_are_append_only before update or delete or truncate on refunds.compensation
  for each statement execute function ledger.refuse_to_change();

-- Of which paid periods it was given back: no more than was paid for each of them.
create table refunds.compensated_period (
  refund_id uuid not null references refunds.compensation,
  rental_id bigint not null,
  from_month int not null,
  amount bigint not null,
  primary key (refund_id, rental_id, from_month),
  constraint compensated_amount_is_positive check (amount > 0)
);
create index compensated_period_by_rental on refunds.compensated_period (rental_id, from_month);
create trigger compensated_periods_are_append_only before update or delete or truncate on refunds.compensated_period
  for each statement execute function ledger.refuse_to_change();

-- Compensating all affected customers in one step: goes through the rentals in the order of their ids, and can be taken up again anywhere.
create table refunds.compensation_run (
  id uuid primary key,
  no bigint generated always as identity,
  incident_id uuid not null,
  started_at timestamptz not null,
  started_by text not null,
  -- The last rental that was looked at.
  last_rental_id bigint not null default 0,
  looked_at int not null default 0,
  compensated int not null default 0,
  -- Passed over because their credit is frozen: they remain to be compensated by a later run.
  frozen int not null default 0,
  given bigint not null default 0,
  finished_at timestamptz,
  constraint counts_add_up check (compensated >= 0 and frozen >= 0 and looked_at >= compensated + frozen and given >= 0)
);
create unique index compensation_run_by_no on refunds.compensation_run (no);
create unique index one_run_an_incident on refunds.compensation_run (incident_id) where finished_at is null;
create index compensation_run_open on refunds.compensation_run (started_at) where finished_at is null;

insert into ledger.transfer_rule (code, from_type, to_type) values
  ('compensation.granted', 'compensation', 'wallet');
