-- 0031 catching: for some minutes the calls of a number are answered by us and listened to, instead of forwarded: a provider is about to read out a
-- code (S4). A row says until when; workers need not stop.
create table voice.catching (
  rental_id bigint primary key,
  until timestamptz not null
);

alter table caller_id.verification add column catches_calls boolean not null default false;
