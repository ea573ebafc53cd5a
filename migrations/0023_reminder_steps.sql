-- 0023 reminder steps: the face of the policy in SQL for the calendar, so that the next reminder is found in the one statement in
-- which everything that falls due is looked for. Workers may go on.
create view policy.reminder_step as
  -- Days before paid-until.
  select 'paid_until' as before, step::int as days
    from policy.version, jsonb_array_elements_text(parameters -> 'reminderDays') as step
   where published_at is not null
  union
  -- Days before the end of the quarantine.
  select 'quarantine_end', (parameters ->> 'quarantineDays')::int - step::int
    from policy.version, jsonb_array_elements_text(parameters -> 'quarantineReminderDays') as step
   where published_at is not null and (parameters ->> 'quarantineDays')::int > step::int;
