-- 0022 suppliers: who supplies the operator, the services that are resold, their ends, and the directory of VoIP providers.
-- Nothing existing is touched; workers may go on.
create schema suppliers;

-- Numbers name their supplier in their own table: an import need not wait until somebody has written down who that is.
create table suppliers.supplier (
  name text primary key,
  site text,
  notes text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint supplier_has_a_name check (name = btrim(name) and name <> ''),
  constraint supplier_site_is_a_web_address check (site ~ '^https?://')
);

-- What is resold and calls can be forwarded to, beside VoIP accounts and PSTN numbers.
create table suppliers.service (
  name text primary key,
  title_en text not null,
  title_es text not null,
  title_it text not null,
  supplier text references suppliers.supplier,
  -- Where its calls go, with {number} in the place of the number that was called; null: it takes none at the moment.
  sip_uri_template text,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint service_name_is_a_slug check (name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
  constraint service_has_titles check (title_en <> '' and title_es <> '' and title_it <> ''),
  constraint service_takes_calls_by_sip check (sip_uri_template ~ '^sip:\{number\}@')
);
create index service_of_supplier on suppliers.service (supplier);

-- The end of a service, as it was announced: the newest revision counts. A correction is a further revision; dates only move later.
create table suppliers.sunset (
  service text not null references suppliers.service,
  revision int not null,
  -- From 00:00 of this date nothing is newly forwarded to it.
  closed_from date not null,
  -- Inclusive: it ends at the start of the next date.
  last_day date not null,
  announcement_en text not null,
  announcement_es text not null,
  announcement_it text not null,
  -- What is recommended in its place.
  instead_en text not null,
  instead_es text not null,
  instead_it text not null,
  announced_at timestamptz not null,
  announced_by text not null,
  primary key (service, revision),
  constraint revisions_count_from_one check (revision >= 1),
  constraint a_service_closes_before_it_ends check (closed_from <= last_day),
  constraint a_sunset_is_announced_in_every_language check (announcement_en <> '' and announcement_es <> '' and announcement_it <> ''),
  constraint a_sunset_recommends_something_in_every_language check (instead_en <> '' and instead_es <> '' and instead_it <> '')
);
create trigger sunsets_are_append_only before update or delete or truncate on suppliers.sunset
  for each statement execute function ledger.refuse_to_change();

create function suppliers.refuse_to_end_earlier() returns trigger language plpgsql as $$
begin
  if new.revision > 1 and not exists (
    select from suppliers.sunset s
     where s.service = new.service and s.revision = new.revision - 1
       and s.closed_from <= new.closed_from and s.last_day <= new.last_day) then
    raise exception 'the end of % was announced: its dates only move later, one revision after the other', new.service using errcode = 'RF005';
  end if;
  return new;
end $$;
create trigger announced_dates_only_move_later before insert on suppliers.sunset
  for each row execute function suppliers.refuse_to_end_earlier();

-- Where customers can have a VoIP account that their numbers are forwarded to. Shipped with the product, and changed by staff: what
-- staff have changed no release overwrites. Evidence: who confirms the address in public.
create type suppliers.evidence as enum ('provider', 'others', 'none');
create table suppliers.voip_provider (
  slug text primary key,
  name text not null,
  site text not null,
  -- With {user} in the place of the name of the account.
  sip_uri_template text not null,
  -- Whether an account that receives calls costs nothing; null: that could not be checked.
  free boolean,
  recommended boolean not null,
  -- Where one can sign up, ISO 3166-1 alpha-2; empty: everywhere.
  countries text[] not null,
  notes_en text not null,
  notes_es text not null,
  notes_it text not null,
  evidence suppliers.evidence not null,
  -- The public page; null: there is none to name.
  source text,
  last_checked date not null,
  -- What is no longer listed stays for those who use it.
  listed boolean not null,
  changed_at timestamptz not null,
  -- null: as the product ships it.
  changed_by text,
  constraint provider_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint provider_has_a_name check (name <> ''),
  constraint provider_site_is_a_web_address check (site ~ '^https?://'),
  constraint provider_source_is_a_web_address check (source ~ '^https?://'),
  constraint provider_address_has_the_place_of_the_user check (sip_uri_template ~ '^sip:\{user\}@[a-z0-9.-]+(:[0-9]+)?$'),
  constraint what_its_provider_confirms_names_the_page check (evidence <> 'provider' or source is not null),
  constraint only_what_its_provider_confirms_is_recommended check (not recommended or evidence = 'provider')
);
create index voip_provider_listed on suppliers.voip_provider (recommended desc, name) where listed;
