-- 0021 policy versions: what a draft would change, tried with stories, and kept. Workers may go on.

-- running: done of total stories were played. finished: the result holds what differs. failed: it broke off; nothing is known.
create type policy.preview_state as enum ('running', 'finished', 'failed');
create table policy.preview (
  id uuid primary key,
  -- A draft may change or go away; what was tried is kept beside it.
  version_id int not null,
  parameters jsonb not null,
  -- What it was compared with: the version in force then.
  base_version_id int not null references policy.version,
  base_parameters jsonb not null,
  -- [{"name": …, "text": …}]; null: the stories that the product brings.
  stories jsonb,
  requested_at timestamptz not null,
  requested_by text not null,
  state policy.preview_state not null default 'running',
  done int not null default 0,
  total int not null default 0,
  -- When its process last said that it is at it: one that does not for long has died.
  seen_at timestamptz not null,
  finished_at timestamptz,
  result jsonb,
  failure text,
  constraint a_preview_ends check ((state = 'running') = (finished_at is null)),
  constraint a_finished_preview_has_a_result check ((state = 'finished') = (result is not null)),
  constraint a_failed_preview_says_why check ((state = 'failed') = (failure is not null)),
  constraint a_preview_does_no_more_than_all check (done between 0 and total)
);
-- Each takes the machine for a minute or two.
create unique index one_preview_at_a_time on policy.preview (state) where state = 'running';
create index preview_by_version on policy.preview (version_id, id);
