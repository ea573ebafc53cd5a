-- 0002 policy: the operator, and the dated versions of its policy. A published version never changes.
create schema policy;

create table policy.operator (
  only_row boolean primary key default true,
  name text not null,
  time_zone text not null,
  currency char(3) not null,
  support_email text not null,
  created_at timestamptz not null,
  constraint there_is_one_operator check (only_row),
  constraint currency_is_iso_4217 check (currency ~ '^[A-Z]{3}$')
);

-- A draft has no texts: they are written from its parameters when it is published, which announces it and locks it.
create table policy.version (
  id int generated always as identity primary key,
  -- In the operator's time zone.
  in_force_from date not null,
  parameters jsonb not null,
  texts jsonb,
  created_at timestamptz not null,
  published_at timestamptz,
  published_by text,
  constraint a_published_version_has_its_texts check ((published_at is null) = (texts is null)),
  constraint a_published_version_says_by_whom check ((published_at is null) = (published_by is null))
);
create unique index one_published_version_a_day on policy.version (in_force_from) where published_at is not null;

create function policy.refuse_to_change_published() returns trigger language plpgsql as $$
begin
  if old.published_at is not null then
    raise exception 'policy version % is published and never changes', old.id using errcode = 'RF001';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger published_versions_are_locked before update or delete on policy.version
  for each row execute function policy.refuse_to_change_published();

create function policy.refuse_to_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'policy versions are never removed together' using errcode = 'RF001';
end $$;
create trigger versions_are_not_truncated before truncate on policy.version
  for each statement execute function policy.refuse_to_truncate();
