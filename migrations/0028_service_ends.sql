-- 0028 service ends: the face of suppliers in SQL for the calendar, and what voice did about the ends of services: whom it reminded, and
-- which services it took out of the forwardings. Workers may go on.
create view suppliers.announced_end as
  select distinct on (service) service, last_day, last_day + 1 as ends_on
    from suppliers.sunset order by service, revision desc;

-- Once: a service that has ended does not come back, and nothing can newly lead to it.
create table voice.ended_service (
  service text primary key,
  ended_at timestamptz not null,
  -- How many forwardings led to it.
  forwardings bigint not null
);

create table voice.sunset_reminder (
  service text not null,
  -- A correction moves it: then the days count anew.
  last_day date not null,
  step int not null,
  customer_id uuid not null,
  sent_at timestamptz not null,
  primary key (service, last_day, step, customer_id)
);
create trigger sunset_reminders_are_append_only before update or delete or truncate on voice.sunset_reminder
  for each statement execute function voice.refuse_to_change();
