-- 0035 calls payer: a payment that failed without its payer, whose bank wanted to see them, is asked for once more, for the payer to make. Workers may
-- go on.
alter table payments.payment add column calls_payer boolean not null default false;
alter table payments.payment
  add constraint a_called_payer_pays_in_person check (not calls_payer or (method_id is null and saves_method_id is null));
