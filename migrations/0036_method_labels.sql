-- 0036 method labels: how a customer recognises a saved method, as its processor tells it; forgotten when it ends. Workers may go on.
alter table payments.saved_method add column label text;
alter table payments.saved_method
  add constraint only_a_live_method_has_a_label check (label is null or state = 'live');
update payments.saved_method set next_check_at = coalesce(next_check_at, created_at) where state = 'live';
