-- 0007 numbers: the stock for sale, rentals, and the history of every number.
create schema numbers;

create type numbers.kind as enum ('local', 'national', 'mobile', 'toll-free');

create table numbers.region (
  country char(2) not null,
  slug text not null,
  name_en text not null,
  name_es text not null,
  name_it text not null,
  primary key (country, slug)
);
create table numbers.city (
  country char(2) not null,
  slug text not null,
  region text not null,
  name_en text not null,
  name_es text not null,
  name_it text not null,
  primary key (country, slug),
  constraint city_lies_in_its_region foreign key (country, region) references numbers.region
);

-- available: for sale; rented: one open rental; dismissed: gone for good (or until resale); withdrawn: taken out of the stock by the operator.
create type numbers.stock_state as enum ('available', 'rented', 'dismissed', 'withdrawn');
create table numbers.number (
  e164 text primary key,
  country char(2) not null,
  -- The region is the city's.
  city text,
  kind numbers.kind not null,
  features text[] not null,
  setup bigint not null,
  monthly bigint not null,
  registration boolean not null,
  supplier text not null,
  state numbers.stock_state not null default 'available',
  imported_at timestamptz not null,
  -- The import that brought it; null: added one by one.
  import_id uuid,
  dismissed_at timestamptz,
  for_sale_again_on date,
  reserved_for uuid,
  reserved_until timestamptz,
  -- What it can do and whether it asks for documents, as one small number: a search reads only the shelves that fit.
  shelf smallint not null generated always as
    ((registration::int + 2 * ('voice' = any (features))::int + 4 * ('sms' = any (features))::int)::smallint) stored,
  constraint number_is_e164 check (e164 ~ '^\+[1-9][0-9]{5,14}$'),
  constraint number_lies_in_its_city foreign key (country, city) references numbers.city,
  constraint local_numbers_have_a_city check (kind <> 'local' or city is not null),
  constraint features_are_known check (features <> '{}' and features <@ array['voice', 'sms']),
  constraint prices_are_not_negative check (setup >= 0 and monthly > 0),
  constraint only_numbers_for_sale_are_reserved check (reserved_for is null or state = 'available'),
  constraint a_reservation_ends check ((reserved_for is null) = (reserved_until is null)),
  constraint dismissed_numbers_say_when check ((state = 'dismissed') = (dismissed_at is not null))
);
create index number_for_sale on numbers.number (country, kind, shelf, monthly, e164) where state = 'available';
create index number_for_sale_in_city on numbers.number (country, city, kind, shelf, monthly, e164) where state = 'available';
create index number_for_sale_by_number on numbers.number (country, kind, shelf, e164) where state = 'available';
create index number_resold_on on numbers.number (for_sale_again_on) where for_sale_again_on is not null;
create index number_reserved_until on numbers.number (reserved_until) where reserved_until is not null;
create index number_reserved_for on numbers.number (reserved_for) where reserved_for is not null;

-- Every three digits in a row of a number, as numbers of 0 to 999: "contains 4821" is then a lookup (groups 482 and 821). Shorter
-- numbers have a few groups that begin with zeros they do not have, so what is found is compared once more. The same as pg_trgm does
-- for texts, without an extension that a hosted server may lack. 1 ms at a million numbers, where reading a country takes 150.
create function numbers.digit_groups(e164 text) returns smallint[] language sql immutable strict parallel safe return array[
  (e164::bigint % 1000)::smallint,
  (e164::bigint / 10 % 1000)::smallint,
  (e164::bigint / 100 % 1000)::smallint,
  (e164::bigint / 1000 % 1000)::smallint,
  (e164::bigint / 10000 % 1000)::smallint,
  (e164::bigint / 100000 % 1000)::smallint,
  (e164::bigint / 1000000 % 1000)::smallint,
  (e164::bigint / 10000000 % 1000)::smallint,
  (e164::bigint / 100000000 % 1000)::smallint,
  (e164::bigint / 1000000000 % 1000)::smallint,
  (e164::bigint / 10000000000 % 1000)::smallint,
  (e164::bigint / 100000000000 % 1000)::smallint,
  (e164::bigint / 1000000000000 % 1000)::smallint
];
create index number_for_sale_by_digits on numbers.number using gin (numbers.digit_groups(e164)) where state = 'available';

-- registering: bought, documents awaited, no period has started. active: works. suspended: frozen by a fraud case.
-- quarantined: cancelled, its former holder can restore it. ended: no longer this customer's.
create type numbers.rental_state as enum ('registering', 'active', 'suspended', 'quarantined', 'ended');
create type numbers.rental_end as enum ('dismissed', 'registration_failed');

create table numbers.rental (
  id bigint generated always as identity primary key,
  e164 text not null references numbers.number,
  customer_id uuid not null references customers.customer,
  state numbers.rental_state not null,
  -- The length of a period: what one renewal pays.
  months int not null,
  -- The price of one month of the next period.
  monthly bigint not null,
  renewal boolean not null default true,
  -- The customer's order of renewals; null: after all that have one, longest held first.
  priority int,
  bought_at timestamptz not null,
  held_since timestamptz,
  -- Periods are computed from the anchor, never from the previous end: they do not drift at month ends.
  anchor date,
  months_paid int not null default 0,
  paid_until date generated always as ((anchor + make_interval(months => months_paid))::date) stored,
  policy_version_id int not null references policy.version,
  quarantined_at timestamptz,
  restorable_until date,
  ended_at timestamptz,
  end_reason numbers.rental_end,
  constraint period_is_1_3_6_or_12_months check (months in (1, 3, 6, 12)),
  constraint rental_price_is_positive check (monthly > 0),
  constraint a_started_rental_has_an_anchor check ((state = 'registering' or (state = 'ended' and anchor is null)) = (anchor is null)),
  constraint quarantine_has_its_dates check ((state = 'quarantined') <= (quarantined_at is not null and restorable_until is not null)),
  constraint active_means_no_quarantine check (state <> 'active' or (quarantined_at is null and restorable_until is null)),
  constraint an_ended_rental_says_why check ((state = 'ended') = (ended_at is not null) and (state = 'ended') = (end_reason is not null))
) with (fillfactor = 80);
create unique index one_holder_a_number on numbers.rental (e164) where state <> 'ended';
create index rental_due on numbers.rental (paid_until) where state = 'active';
create index rental_quarantine_ends on numbers.rental (restorable_until) where state = 'quarantined';
create index rental_by_customer on numbers.rental (customer_id);
create index rental_ended_by_number on numbers.rental (e164) where state = 'ended';

-- started: bought. renewed: at its paid-until date. paid_ahead, restored: asked for by the customer, or restored by credit that arrived.
create type numbers.period_reason as enum ('started', 'renewed', 'paid_ahead', 'restored');

-- One line a paid period; (rental, month it starts at) is the idempotency key of every charge for time.
create table numbers.rental_period (
  rental_id bigint not null,
  from_month int not null,
  months int not null,
  amount bigint not null,
  policy_version_id int not null,
  journal_id bigint not null,
  line int not null,
  paid_at timestamptz not null,
  reason numbers.period_reason not null,
  primary key (rental_id, from_month),
  constraint period_length_is_positive check (months > 0 and from_month >= 0),
  constraint period_price_is_positive check (amount > 0)
);
create trigger rental_periods_are_append_only before update or delete or truncate on numbers.rental_period
  for each statement execute function ledger.refuse_to_change();

-- Customers whose credit grew while a number of theirs, lost for lack of credit, waits in quarantine.
create table numbers.credit_arrival (
  customer_id uuid primary key,
  noted_at timestamptz not null
);

-- A price announced on one day applies from the next renewal at least 30 days later (parameter priceNoticeDays).
create table numbers.price_change (
  e164 text not null references numbers.number,
  applies_from date not null,
  monthly bigint not null,
  announced_at timestamptz not null,
  announced_by text not null,
  applied_at timestamptz,
  primary key (e164, applies_from),
  constraint new_price_is_positive check (monthly > 0)
);
create index price_change_waiting on numbers.price_change (applies_from) where applied_at is null;

-- What happened to a number, when, by whom, and which journal it made. Renewals are read from rental_period.
create table numbers.history (
  id bigint generated always as identity primary key,
  e164 text not null,
  rental_id bigint,
  customer_id uuid,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  journal_id bigint,
  details jsonb not null,
  -- The customer's idempotency key of an order that moved money: the order is carried out once, and answered the same again.
  order_key text
);
create index history_by_number on numbers.history (e164, at, id);
create unique index orders_are_done_once on numbers.history (customer_id, order_key) where order_key is not null;
create trigger history_is_append_only before update or delete or truncate on numbers.history
  for each statement execute function ledger.refuse_to_change();

create table numbers.reminder (
  rental_id bigint not null,
  -- The date that the reminder is about (paid-until, or the day of cancellation), and the step: days before or after it.
  about date not null,
  kind text not null,
  step int not null,
  sent_at timestamptz not null,
  primary key (rental_id, about, kind, step)
);

-- finished: the stock is as the file says. refused: the file has errors, nothing was changed. failed: it broke off (the file ended
-- early, the process died), nothing was changed. While it runs its process holds an advisory lock, so that a dead one is recognised.
create type numbers.import_state as enum ('running', 'finished', 'refused', 'failed');
create table numbers.stock_import (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  started_by text not null,
  -- Reads and compares, and changes nothing.
  dry_run boolean not null,
  state numbers.import_state not null,
  lines_read bigint not null default 0,
  added bigint not null default 0,
  changed bigint not null default 0,
  unchanged bigint not null default 0,
  -- Left alone because somebody has them: rented, reserved, withdrawn or dismissed.
  held bigint not null default 0,
  held_because jsonb not null default '{}',
  -- All errors, of which the first hundred are listed.
  error_count bigint not null default 0,
  errors jsonb not null default '[]',
  failure text,
  constraint an_import_ends check ((state = 'running') = (finished_at is null)),
  constraint a_failed_import_says_why check ((state = 'failed') = (failure is not null)),
  constraint a_refused_import_has_errors check ((state = 'refused') = (error_count > 0))
);
create index stock_import_running on numbers.stock_import (id) where state = 'running';
