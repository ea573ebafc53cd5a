-- 0017 messaging: incoming SMS. Parts are kept as they came until their message is whole; a message belongs to who held the number when its
-- first part arrived, for good. Workers need not stop.
create schema messaging;

-- collecting: parts are still awaited; complete: all are here; incomplete: shown without those that did not come in time, which may still come.
create type messaging.message_state as enum ('collecting', 'complete', 'incomplete');
create table messaging.message (
  id uuid primary key,
  no bigint generated always as identity,
  customer_id uuid not null,
  rental_id bigint not null,
  e164 text not null,
  route text not null,
  -- As the route names it: a number, or letters such as BANK. Null once erased.
  sender text,
  -- What its parts have in common; null: it came in one piece.
  joined_by text,
  parts_expected int not null,
  parts_received int not null,
  state messaging.message_state not null,
  -- When its first part arrived.
  received_at timestamptz not null,
  -- Until when parts are awaited before it is shown without them.
  awaited_until timestamptz,
  -- When it could first be read.
  shown_at timestamptz,
  text text,
  erased_at timestamptz,
  constraint message_has_no_more_parts_than_it_says check (parts_received between 1 and parts_expected and parts_expected <= 255),
  constraint complete_message_has_all_its_parts check ((state = 'complete') = (parts_received = parts_expected)),
  constraint message_that_collects_says_until_when check ((state = 'collecting') = (awaited_until is not null)),
  constraint message_is_shown_once_it_can_be_read check ((state = 'collecting') = (shown_at is null)),
  constraint message_has_a_text_while_it_is_shown check ((text is not null) = (state <> 'collecting' and erased_at is null)),
  constraint message_has_a_sender_until_it_is_erased check ((sender is null) = (erased_at is not null)),
  constraint message_of_several_parts_says_how_they_are_joined check ((parts_expected = 1) = (joined_by is null) or erased_at is not null)
);
create unique index message_by_no on messaging.message (no);
create index message_by_customer on messaging.message (customer_id, no);
create index message_by_rental on messaging.message (rental_id, no);
create index message_awaiting_parts on messaging.message (awaited_until) where state = 'collecting';
create index message_by_what_joins_it on messaging.message (joined_by, no) where joined_by is not null;
create index message_to_erase on messaging.message (received_at) where erased_at is null;

-- The parts as they came: a character may lie half in one and half in the next.
create table messaging.part (
  message_id uuid not null references messaging.message,
  part_no int not null,
  alphabet text not null,
  content bytea not null,
  received_at timestamptz not null,
  primary key (message_id, part_no),
  constraint part_has_a_number check (part_no between 1 and 255),
  constraint part_alphabet_is_known check (alphabet in ('gsm7', 'latin1', 'ucs2'))
);

-- Everything that a route delivered, once, and what became of it. Of what nobody received no text is kept.
create table messaging.arrival (
  route text not null,
  -- The route's own id of it; where it gives none, a digest of the whole and a count.
  identity text not null,
  no bigint generated always as identity,
  arrived_at timestamptz not null,
  sender text not null,
  e164 text not null,
  message_id uuid references messaging.message,
  -- Why nobody received it; null: somebody did.
  undelivered text,
  primary key (route, identity),
  constraint arrival_was_received_or_says_why_not check ((message_id is null) = (undelivered is not null)),
  constraint reason_not_to_deliver_is_known check
    (undelivered in ('unknown_number', 'not_rented', 'registering', 'suspended', 'quarantined', 'not_a_text'))
);
create unique index arrival_by_no on messaging.arrival (no);
create index arrival_undelivered on messaging.arrival (no) where undelivered is not null;
create index arrival_to_erase on messaging.arrival (arrived_at);
create index arrival_by_message on messaging.arrival (message_id);

-- Where the messages of a number are sent on to. A row belongs to a rental: who has the number next starts without any.
create table messaging.forwarding (
  rental_id bigint primary key,
  customer_id uuid not null,
  to_email boolean not null,
  changed_at timestamptz not null
);

-- N4: the customer knows that receiving SMS comes without warranty. Who said so, when, under which policy.
create table messaging.acknowledgement (
  customer_id uuid not null,
  policy_version_id int not null,
  acknowledged_at timestamptz not null,
  -- The user, key or member of staff.
  actor text not null,
  address text,
  primary key (customer_id, policy_version_id)
);
create function messaging.refuse_to_change_acknowledgement() returns trigger language plpgsql as $$
begin
  raise exception 'acknowledgements are append-only' using errcode = 'RF002';
end $$;
create trigger acknowledgement_is_append_only before update or delete or truncate on messaging.acknowledgement
  for each statement execute function messaging.refuse_to_change_acknowledgement();

-- The sandbox route's own books: what it still has to deliver. Never read by the product, only through the route's interface.
create table messaging.sandbox_pdu (
  no bigint generated always as identity primary key,
  pdu bytea not null,
  deliver_at timestamptz not null,
  attempts int not null default 0
);
create index sandbox_pdu_to_deliver on messaging.sandbox_pdu (deliver_at, no);

-- What events say of a message is forgotten when the message is.
create index event_with_a_message on platform.event (occurred_at) where kind in ('messaging.received', 'messaging.completed');
