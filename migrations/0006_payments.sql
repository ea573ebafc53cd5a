-- 0006 payments: money that arrives from processors and goes back to them. Outcomes come later, fail, and repeat.
create schema payments;

create type payments.processor as enum ('paypal', 'card', 'bank');
-- pending: asked of the payer, perhaps not yet of the processor; failed: no money came, though it may still come late; succeeded: credited, for good.
create type payments.payment_state as enum ('pending', 'succeeded', 'failed');

create table payments.payment (
  id uuid primary key,
  -- The order in which payments were asked for: two at the same instant are credited in this order, and pages follow it.
  no bigint generated always as identity,
  customer_id uuid not null,
  processor payments.processor not null,
  amount bigint not null,
  currency char(3) not null,
  state payments.payment_state not null,
  idempotency_key text not null,
  processor_reference text,
  -- Where the payer pays, when the processor has a page for it.
  pay_url text,
  failure text,
  -- What a sandbox processor is told to do with this payment; null for real money.
  sandbox jsonb,
  created_at timestamptz not null,
  -- When the processor was first asked. With no reference yet, the outcome of that call is unknown: it is asked by our id, not ordered again.
  attempted_at timestamptz,
  succeeded_at timestamptz,
  -- The processor's fee: null while it is not known; a refund waits until it is.
  fee bigint,
  -- What was already paid back or is on its way back to the payer, and what of the fee was retained from the customer for it.
  paid_back bigint not null default 0,
  -- Of paid_back, what was credit for a disruption (R3): nothing of the fee is retained on it.
  paid_back_fee_free bigint not null default 0,
  fee_retained bigint not null default 0,
  next_check_at timestamptz,
  -- How often it was looked at since something last changed: checks become rarer.
  checks int not null default 0,
  journal_id bigint,
  constraint payment_key_is_used_once unique (customer_id, idempotency_key),
  constraint payment_amount_is_positive check (amount > 0),
  constraint payment_fee_is_not_negative check (fee >= 0),
  constraint payment_returns_no_more_than_it_brought check (paid_back >= 0 and paid_back + fee_retained <= amount),
  constraint fee_free_is_part_of_paid_back check (paid_back_fee_free between 0 and paid_back),
  constraint only_what_arrived_is_paid_back check (state = 'succeeded' or (paid_back = 0 and fee_retained = 0)),
  constraint retained_fee_is_at_most_the_fee check (fee_retained >= 0 and fee_retained <= coalesce(fee, 0)),
  constraint a_credited_payment_succeeded check ((state = 'succeeded') = (succeeded_at is not null and journal_id is not null))
);
create unique index payment_by_no on payments.payment (no);
create unique index payment_by_reference on payments.payment (processor, processor_reference);
create index payment_by_customer on payments.payment (customer_id, no);
create index payment_to_check on payments.payment (next_check_at) where next_check_at is not null;

-- Webhooks as they came, unique by the sender's id. They are hints: the job fetches the object.
create table payments.inbox (
  processor payments.processor not null,
  event_id text not null,
  body jsonb not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  -- How many payments and payouts of ours it spoke of.
  concerned int,
  primary key (processor, event_id)
);
create index inbox_waiting on payments.inbox (received_at) where handled_at is null;

create type payments.payout_state as enum ('waiting', 'attempting', 'pending', 'succeeded', 'failed', 'manual', 'settled');
-- waiting: decided, not yet asked of the processor (perhaps the fee is unknown); attempting: asked, answer unknown, no second attempt starts;
-- pending: the processor works on it; failed: the value is back in the wallet; manual: waits for bank details; settled: staff paid it by hand.
create table payments.payout (
  id uuid primary key,
  no bigint generated always as identity,
  refund_id uuid not null,
  payment_id uuid not null references payments.payment,
  customer_id uuid not null,
  amount bigint not null,
  retained bigint not null,
  -- Of amount, what was credit for a disruption (R3).
  fee_free bigint not null default 0,
  -- The credit that left for it, by the turn in which it would have been spent: where it comes back to when the payout fails.
  parts jsonb not null,
  state payments.payout_state not null,
  processor_reference text,
  bank_details jsonb,
  failure text,
  created_at timestamptz not null,
  closed_at timestamptz,
  next_check_at timestamptz,
  checks int not null default 0,
  journal_id bigint not null,
  constraint payout_amount_is_positive check (amount > 0 and retained >= 0 and fee_free between 0 and amount),
  constraint a_closed_payout_says_when check ((state in ('succeeded', 'failed', 'settled')) = (closed_at is not null)),
  constraint one_payout_a_refund_and_payment unique (refund_id, payment_id)
);
create unique index payout_by_no on payments.payout (no);
create index payout_to_check on payments.payout (next_check_at) where next_check_at is not null;
create index payout_by_customer on payments.payout (customer_id, no);
create index payout_by_payment on payments.payout (payment_id);
create index payout_by_reference on payments.payout (processor_reference) where processor_reference is not null;
create index payout_by_hand on payments.payout (no) where state = 'manual';

-- The sandbox processors' own books, as a real processor keeps its own. Never read by the product, only through the processor interface.
create table payments.sandbox_object (
  processor payments.processor not null,
  reference text not null,
  no bigint generated always as identity,
  -- payment, refund, event (a webhook on its way to us), or a call that was lost.
  kind text not null,
  parent text,
  idempotency_key text not null,
  body jsonb not null,
  created_at timestamptz not null,
  changes_at timestamptz,
  primary key (processor, reference),
  constraint sandbox_key_is_used_once unique (processor, kind, idempotency_key)
);
create index sandbox_object_changing on payments.sandbox_object (changes_at) where changes_at is not null;
create index sandbox_object_by_parent on payments.sandbox_object (processor, parent);

-- A payout that had already been settled and then bounced: the processor holds the money again, and we owe it again.
insert into ledger.transfer_rule (code, from_type, to_type) values
  ('payout.returned', 'processor_clearing', 'refunds_payable');
