-- 0012 automatic payments: ways to pay that a processor keeps for a customer, monthly payments and top-ups that use them. Workers may go on.

create type payments.method_state as enum ('live', 'ended');
-- A way to pay that may be used without the payer: a card that is saved, an account at PayPal, or a standing order at the payer's bank.
create table payments.saved_method (
  id uuid primary key,
  no bigint generated always as identity,
  customer_id uuid not null,
  processor payments.processor not null,
  -- The processor's name of it; for a standing order the creditor reference that the payer's bank is told.
  reference text not null,
  state payments.method_state not null,
  -- What the payer's bank was told to send, month by month. Nobody asks for it: it arrives, or it does not.
  standing_order jsonb,
  -- What a sandbox processor is told to do with it.
  sandbox jsonb,
  created_at timestamptz not null,
  ended_at timestamptz,
  next_check_at timestamptz,
  checks int not null default 0,
  -- Since when its processor knows: of a standing order that it is expected, of one that we ended that it is not used any more.
  told_at timestamptz,
  constraint method_is_known_once unique (processor, reference),
  constraint only_a_bank_has_standing_orders check ((standing_order is not null) = (processor = 'bank')),
  constraint an_ended_method_says_when check ((state = 'ended') = (ended_at is not null))
);
create index method_by_customer on payments.saved_method (customer_id, no);
create index method_to_check on payments.saved_method (next_check_at) where next_check_at is not null;

create type payments.automatic_state as enum ('active', 'ended');
create type payments.automatic_end as enum ('customer', 'payer', 'failed', 'stopped');
-- A monthly payment into the credit: on the day of the anchor, clamped to shorter months and counted from it.
create table payments.automatic_payment (
  id uuid primary key,
  no bigint generated always as identity,
  customer_id uuid not null,
  processor payments.processor not null,
  amount bigint not null,
  currency char(3) not null,
  idempotency_key text not null,
  anchor date not null,
  state payments.automatic_state not null,
  -- customer: cancelled here; payer: cancelled at the processor; failed: asked for in vain; stopped: a standing order that no longer arrives.
  ended_by payments.automatic_end,
  -- The method is there once the first payment has succeeded.
  method_id uuid not null,
  sandbox jsonb,
  -- For which month after the anchor it was last asked, and how often it was tried again.
  month int not null default 0,
  attempt int not null default 0,
  -- When the payer is asked next; of a standing order, when it is missed.
  next_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint automatic_key_is_used_once unique (customer_id, idempotency_key),
  constraint automatic_amount_is_positive check (amount > 0),
  constraint an_ended_automatic_payment_says_why
    check ((state = 'ended') = (ended_at is not null and ended_by is not null) and (state = 'active') = (next_at is not null))
);
create unique index automatic_payment_by_no on payments.automatic_payment (no);
create index automatic_payment_by_customer on payments.automatic_payment (customer_id, no);
create index automatic_payment_by_method on payments.automatic_payment (method_id);
create index automatic_payment_due on payments.automatic_payment (next_at) where next_at is not null;

-- Credit that fell below a threshold is topped up by itself, up to so much a calendar month.
create table payments.automatic_top_up (
  customer_id uuid primary key,
  processor payments.processor not null,
  method_id uuid not null references payments.saved_method,
  below bigint not null,
  amount bigint not null,
  most_a_month bigint not null,
  -- Off: it failed again and again, or the method ended.
  is_on boolean not null,
  failures int not null default 0,
  rests_until timestamptz not null,
  set_at timestamptz not null,
  constraint a_top_up_lifts_the_credit_over_the_threshold check (below > 0 and amount >= below),
  constraint a_month_has_room_for_one_top_up check (most_a_month >= amount)
);

alter table payments.payment
  add column automatic_payment_id uuid references payments.automatic_payment,
  add column automatic_month int,
  add column automatic_attempt int,
  add column is_automatic_top_up boolean not null default false,
  -- The saved method that pays it, without the payer.
  add column method_id uuid references payments.saved_method,
  -- The id that the method gets which the payer lets us keep with this payment.
  add column saves_method_id uuid,
  add constraint an_automatic_payment_is_of_a_month check ((automatic_payment_id is null) = (automatic_month is null)),
  add constraint a_method_is_saved_or_used check (method_id is null or saves_method_id is null);
create index payment_by_automatic_payment on payments.payment (automatic_payment_id, no) where automatic_payment_id is not null;
create index payment_of_automatic_top_up on payments.payment (customer_id, created_at) where is_automatic_top_up;
