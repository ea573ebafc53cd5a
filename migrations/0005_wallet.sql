-- 0005 wallet: where a wallet's credit came from. All credit that a wallet receives is laid end to end on a line and spent from its
-- beginning; how far is derived (end of the line − balance), so spending writes nothing here. What is unspent never has holes: credit
-- that leaves out of turn, or comes back, lays the unspent rest anew at the end of the line (decision 0003).
create schema wallet;

-- payment: a top-up. registration (R2), disruption (R3), goodwill: a charge given back, with the payment it was spent from.
create type wallet.origin as enum ('payment', 'promotion', 'registration', 'disruption', 'goodwill');

-- Credit that arrived in one piece. Its turn is the wallet's version when it arrived, and the order in which it is spent; credit
-- that arrived from several payments at once has several parts.
create table wallet.lot (
  wallet_id uuid not null,
  turn bigint not null,
  part int not null default 0,
  amount bigint not null,
  origin wallet.origin not null,
  payment_id uuid,
  journal_id bigint not null,
  primary key (wallet_id, turn, part),
  constraint lot_amount_is_positive check (amount > 0),
  constraint top_up_names_its_payment check (origin <> 'payment' or payment_id is not null),
  constraint promotion_has_no_payment check (origin <> 'promotion' or payment_id is null)
);
create index lot_by_payment on wallet.lot (payment_id) where payment_id is not null;

-- A stretch of the line, [from_position, to_position), and the lot that lies there: a lot's whole when it arrives, and what is left
-- of it each time it is laid anew.
create table wallet.stretch (
  wallet_id uuid not null,
  from_position bigint not null,
  to_position bigint not null,
  turn bigint not null,
  part int not null,
  -- The wallet's version from which on it is spent here.
  laid_version bigint not null,
  previous_end bigint generated always as (nullif(from_position, 0)) stored,
  constraint stretch_by_place primary key (wallet_id, from_position),
  constraint stretch_ends_once unique (wallet_id, to_position),
  constraint stretch_is_not_empty check (to_position > from_position and from_position >= 0),
  constraint stretch_belongs_to_a_lot foreign key (wallet_id, turn, part) references wallet.lot,
  -- Each stretch begins where another one ends, or at zero: the line has neither gap nor overlap.
  constraint line_has_no_holes foreign key (wallet_id, previous_end) references wallet.stretch (wallet_id, to_position)
);
create index stretch_by_version on wallet.stretch (wallet_id, laid_version, to_position);

-- What left a lot by other ways than spending (payout, dispute, forfeit) or, negative, came back to it.
create table wallet.removal (
  journal_id bigint not null,
  no int not null,
  wallet_id uuid not null,
  turn bigint not null,
  part int not null,
  amount bigint not null,
  reason text not null,
  primary key (journal_id, no),
  constraint removal_moves_something check (amount <> 0),
  constraint removal_names_its_lot foreign key (wallet_id, turn, part) references wallet.lot
);
create index removal_by_wallet on wallet.removal (wallet_id, journal_id);

create trigger lots_are_append_only before update or delete or truncate on wallet.lot
  for each statement execute function ledger.refuse_to_change();
create trigger stretches_are_append_only before update or delete or truncate on wallet.stretch
  for each statement execute function ledger.refuse_to_change();
create trigger removals_are_append_only before update or delete or truncate on wallet.removal
  for each statement execute function ledger.refuse_to_change();
