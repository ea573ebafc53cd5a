-- 0013 disputes: a payment that its payer takes back at the processor. Workers may go on: nothing that they write changes its meaning.

-- announced: a webhook named it, it was not read yet; not_ours: it is of another shop of the same account. open: what is unspent of the
-- payment is held. won, lost: decided by the processor, which may still reverse either.
create type payments.dispute_state as enum ('announced', 'not_ours', 'open', 'won', 'lost');

alter table payments.payment
  -- What was lost of it in disputes, at the customer's cost.
  add column lost bigint not null default 0,
  add constraint payment_loses_no_less_than_nothing check (lost >= 0),
  add constraint only_what_arrived_is_lost check (state = 'succeeded' or lost = 0),
  drop constraint payment_returns_no_more_than_it_brought,
  add constraint payment_returns_no_more_than_it_brought check (paid_back >= 0 and paid_back + fee_retained + lost <= amount);

create table payments.dispute (
  id uuid primary key,
  no bigint generated always as identity,
  processor payments.processor not null,
  processor_reference text not null,
  state payments.dispute_state not null,
  payment_id uuid references payments.payment,
  customer_id uuid,
  -- What the payer wants back, and what the processor charges us for the case.
  amount bigint not null default 0,
  fee bigint not null default 0,
  reason text,
  -- While it is open: unspent credit of the payment that is kept in the account dispute_suspense.
  held bigint not null default 0,
  -- Once it is lost: credit that left, debt that was raised, and what we bear (the payer had it back already, or it was retained as a fee).
  taken bigint not null default 0,
  owed bigint not null default 0,
  borne bigint not null default 0,
  -- The credit that is held or was taken, by its turn: where it comes back to.
  parts jsonb not null default '[]',
  -- Counts the journals: each has a key of its own.
  moves int not null default 0,
  seen_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  next_check_at timestamptz,
  checks int not null default 0,
  constraint dispute_is_known_once unique (processor, processor_reference),
  constraint a_dispute_that_was_read_names_its_payment
    check ((state in ('open', 'won', 'lost')) = (payment_id is not null and customer_id is not null and opened_at is not null)),
  constraint a_closed_dispute_says_when check ((state in ('won', 'lost')) = (closed_at is not null)),
  constraint only_an_open_dispute_holds check (held >= 0 and (held = 0 or state = 'open')),
  constraint only_a_lost_dispute_takes
    check (taken >= 0 and owed >= 0 and borne >= 0 and (taken + owed + borne = 0 or (state = 'lost' and taken + owed + borne = amount))),
  constraint dispute_fee_is_not_negative check (fee >= 0)
);
create unique index dispute_by_no on payments.dispute (no);
create index dispute_by_payment on payments.dispute (payment_id) where payment_id is not null;
create index dispute_by_customer on payments.dispute (customer_id, no) where customer_id is not null;
create index dispute_holding on payments.dispute (customer_id) where held > 0;
create index dispute_to_check on payments.dispute (next_check_at) where next_check_at is not null;

-- A dispute goes on while a wallet is frozen: the processor does not wait for a case of fraud.
insert into ledger.transfer_rule (code, from_type, to_type, while_frozen) values
  ('dispute.held', 'wallet', 'dispute_suspense', true),
  ('dispute.returned', 'dispute_suspense', 'wallet', true),
  ('dispute.lost', 'dispute_suspense', 'processor_clearing', true),
  ('dispute.taken', 'wallet', 'processor_clearing', true),
  ('dispute.reversed', 'processor_clearing', 'wallet', true),
  ('dispute.forgiven', 'processor_clearing', 'receivable', true),
  ('dispute.borne', 'dispute_fees', 'processor_clearing', true),
  ('dispute.no_longer_borne', 'processor_clearing', 'dispute_fees', true),
  ('dispute.fee_charged', 'dispute_fees', 'processor_clearing', true),
  ('dispute.fee_returned', 'processor_clearing', 'dispute_fees', true);
