-- 0036 method labels: how a customer recognises a saved method, as its processor tells it; forgotten when it ends. Workers may go on: it is forgotten
-- whoever ends it.
alter table payments.saved_method add column label text;
alter table payments.saved_method
  add constraint only_a_live_method_has_a_label check (label is null or state = 'live');

create function payments.forget_label() returns trigger language plpgsql as $$
begin
  new.label := null;
  return new;
end $$;
create trigger an_ended_method_is_forgotten before update on payments.saved_method
  for each row when (new.state = 'ended' and new.label is not null) execute function payments.forget_label();

create unique index method_by_no on payments.saved_method (no);
update payments.saved_method set next_check_at = coalesce(next_check_at, created_at) where state = 'live';
