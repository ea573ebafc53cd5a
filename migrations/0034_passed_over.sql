-- 0034 passed over: whom a run for all that an incident affected has passed over, because their credit was frozen. They are compensated when a case of
-- fraud is dismissed, or an appeal upheld (F1: everything is as before). Workers may go on.
create table refunds.passed_over (
  run_id uuid not null references refunds.compensation_run,
  rental_id bigint not null,
  customer_id uuid not null,
  e164 text not null,
  primary key (run_id, rental_id)
);
create index passed_over_by_customer on refunds.passed_over (customer_id);
