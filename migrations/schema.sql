-- Written by npm run generate from the migrations. To change the schema, add a migration.

-- types

create type compliance.applicant as enum ('person', 'company');

create type compliance.document_kind as enum ('identity_document', 'proof_of_address', 'register_extract', 'authorisation', 'tax_certificate', 'use_declaration');

create type compliance.registration_state as enum ('open', 'submitted', 'approved', 'rejected', 'failed', 'expired', 'withdrawn');

create type compliance.verdict as enum ('approved', 'rejected');

create type customers.staff_role as enum ('support', 'finance', 'admin');

create type fraud.appeal_state as enum ('open', 'upheld', 'rejected');

create type fraud.case_state as enum ('proposed', 'confirmed', 'dismissed', 'upheld');

create type incidents.fault as enum ('ours', 'external');

create type incidents.proof as enum ('staff', 'probes');

create type ledger.account_type as enum ('wallet', 'revenue_setup', 'revenue_rental', 'revenue_calls', 'processor_clearing', 'processor_fees', 'fees_retained', 'refunds_payable', 'dispute_suspense', 'dispute_fees', 'forfeited_funds', 'goodwill', 'compensation', 'rounding', 'receivable');

create type ledger.hold_state as enum ('open', 'posted', 'released', 'expired');

create type messaging.message_state as enum ('collecting', 'complete', 'incomplete');

create type notifications.mail_state as enum ('waiting', 'sending', 'sent', 'refused', 'unknown', 'kept');

create type numbers.import_state as enum ('running', 'finished', 'refused', 'failed');

create type numbers.kind as enum ('local', 'national', 'mobile', 'toll-free');

create type numbers.period_reason as enum ('started', 'renewed', 'paid_ahead', 'restored');

create type numbers.rental_end as enum ('dismissed', 'registration_failed');

create type numbers.rental_state as enum ('registering', 'active', 'suspended', 'quarantined', 'ended');

create type numbers.stock_state as enum ('available', 'rented', 'dismissed', 'withdrawn');

create type payments.automatic_end as enum ('customer', 'payer', 'failed', 'stopped');

create type payments.automatic_state as enum ('active', 'ended');

create type payments.dispute_state as enum ('announced', 'not_ours', 'open', 'won', 'lost');

create type payments.method_state as enum ('live', 'ended');

create type payments.payment_state as enum ('pending', 'succeeded', 'failed');

create type payments.payout_state as enum ('waiting', 'attempting', 'pending', 'succeeded', 'failed', 'manual', 'settled');

create type payments.processor as enum ('paypal', 'card', 'bank');

create type policy.preview_state as enum ('running', 'finished', 'failed');

create type refunds.outcome as enum ('granted', 'partly', 'refused', 'waiting');

create type suppliers.evidence as enum ('provider', 'others', 'none');

create type voice.call_event_kind as enum ('answered', 'ended', 'failed');

create type voice.call_outcome as enum ('completed', 'cut', 'refused', 'unanswered');

create type voice.call_state as enum ('ringing', 'answered', 'ended');

create type voice.import_state as enum ('running', 'finished', 'refused', 'failed');

create type voice.rate_state as enum ('open', 'closed', 'ended');

create type voice.target_kind as enum ('sip', 'pstn', 'service');

create type wallet.origin as enum ('payment', 'promotion', 'registration', 'disruption', 'goodwill');

create type webhooks.disabled_because as enum ('asked', 'failing', 'gone');

create type webhooks.endpoint_state as enum ('enabled', 'disabled');

create type webhooks.message_state as enum ('waiting', 'sending', 'delivered', 'failed');

-- tables

create table auth.account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);

create table auth.passkey (
  id text not null,
  name text,
  public_key text not null,
  user_id text not null,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamp with time zone,
  aaguid text,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);

create table auth.rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  constraint rate_limit_key_key UNIQUE (key),
  constraint rate_limit_pkey PRIMARY KEY (id)
);

create table auth.session (
  id text not null,
  expires_at timestamp with time zone not null,
  token text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  user_id text not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);

create table auth.two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamp with time zone,
  constraint two_factor_pkey PRIMARY KEY (id),
  constraint two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);

create table auth."user" (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  two_factor_enabled boolean,
  constraint user_email_key UNIQUE (email),
  constraint user_pkey PRIMARY KEY (id)
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint verification_pkey PRIMARY KEY (id)
);

create table caller_id.caught (
  id bigint generated always as identity not null,
  verification_id uuid not null,
  source_id uuid not null,
  way text not null,
  sender text not null,
  code text,
  caught_at timestamp with time zone not null,
  forgotten_at timestamp with time zone,
  constraint caught_pkey PRIMARY KEY (id),
  constraint caught_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES caller_id.verification(id),
  constraint code_is_four_to_eight_digits CHECK ((code ~ '^[0-9]{4,8}$'::text)),
  constraint forgotten_code_is_gone CHECK (((forgotten_at IS NULL) OR (code IS NULL))),
  constraint source_is_caught_once UNIQUE (verification_id, source_id),
  constraint way_is_known CHECK ((way = ANY (ARRAY['sms'::text, 'call'::text])))
);

create table caller_id.certificate (
  code text not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  rental_id bigint not null,
  e164 text not null,
  holder text not null,
  held_since date not null,
  operator text not null,
  language text not null,
  issued_at timestamp with time zone not null,
  issued_on date not null,
  revoked_at timestamp with time zone,
  revoked_because text,
  constraint certificate_is_revoked_later CHECK ((revoked_at >= issued_at)),
  constraint certificate_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'it'::text]))),
  constraint certificate_pkey PRIMARY KEY (code),
  constraint code_is_of_our_alphabet CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'::text)),
  constraint reason_to_revoke_is_known CHECK ((revoked_because = ANY (ARRAY['number_cancelled'::text, 'by_holder'::text]))),
  constraint revoked_certificate_says_why CHECK (((revoked_at IS NULL) = (revoked_because IS NULL)))
);

create table caller_id.verification (
  id uuid not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  rental_id bigint not null,
  e164 text not null,
  provider text,
  opened_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  catches_calls boolean default false not null,
  constraint verification_expires_later CHECK ((expires_at > opened_at)),
  constraint verification_pkey PRIMARY KEY (id)
);

create table compliance.address (
  id uuid not null,
  customer_id uuid not null,
  street text not null,
  postal_code text not null,
  city text not null,
  country character(2) not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint address_country_is_a_code CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint address_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint address_is_written CHECK (((street <> ''::text) AND (postal_code <> ''::text) AND (city <> ''::text))),
  constraint address_pkey PRIMARY KEY (id)
);

create table compliance.document (
  id uuid not null,
  customer_id uuid not null,
  kind compliance.document_kind not null,
  media_type text not null,
  size_bytes integer not null,
  sha256 bytea not null,
  issued_on date,
  expires_on date,
  uploaded_at timestamp with time zone not null,
  uploaded_by text not null,
  delete_at timestamp with time zone,
  deleted_at timestamp with time zone,
  deleted_because text,
  constraint a_deleted_document_says_why CHECK (((deleted_at IS NULL) = (deleted_because IS NULL))),
  constraint document_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint document_pkey PRIMARY KEY (id),
  constraint document_size_is_limited CHECK (((size_bytes >= 1) AND (size_bytes <= 10485760))),
  constraint document_type_is_known CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text])))
);

create table compliance.document_content (
  document_id uuid not null,
  key_id text not null,
  nonce bytea not null,
  tag bytea not null,
  ciphertext bytea not null,
  constraint document_content_document_id_fkey FOREIGN KEY (document_id) REFERENCES compliance.document(id),
  constraint document_content_pkey PRIMARY KEY (document_id),
  constraint nonce_is_96_bits CHECK ((length(nonce) = 12)),
  constraint tag_is_128_bits CHECK ((length(tag) = 16))
);

create table compliance.identity (
  id uuid not null,
  customer_id uuid not null,
  applicant compliance.applicant not null,
  fields jsonb not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint identity_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint identity_pkey PRIMARY KEY (id)
);

create table compliance.registration (
  id uuid not null,
  rental_id bigint not null,
  customer_id uuid not null,
  e164 text not null,
  country character(2) not null,
  kind text not null,
  state compliance.registration_state default 'open'::compliance.registration_state not null,
  opened_at timestamp with time zone not null,
  deadline timestamp with time zone not null,
  identity_id uuid,
  address_id uuid,
  submitted_at timestamp with time zone,
  decided_at timestamp with time zone,
  release_at timestamp with time zone,
  release_waits boolean default false not null,
  forfeited boolean default false not null,
  next_reminder_at timestamp with time zone,
  documents_until timestamp with time zone,
  ended_at timestamp with time zone,
  constraint one_registration_a_rental UNIQUE (rental_id),
  constraint only_what_is_awaited_is_reminded_of CHECK (((next_reminder_at IS NULL) OR (state = ANY (ARRAY['open'::compliance.registration_state, 'rejected'::compliance.registration_state])))),
  constraint registration_address_id_fkey FOREIGN KEY (address_id) REFERENCES compliance.address(id),
  constraint registration_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint registration_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES compliance.identity(id),
  constraint registration_pkey PRIMARY KEY (id),
  constraint what_is_awaited_has_an_end CHECK (((release_at IS NOT NULL) = ((state = ANY (ARRAY['open'::compliance.registration_state, 'rejected'::compliance.registration_state])) OR ((state = 'failed'::compliance.registration_state) AND (ended_at IS NULL))))),
  constraint what_is_decided_says_when CHECK (((state <> ALL (ARRAY['approved'::compliance.registration_state, 'rejected'::compliance.registration_state, 'failed'::compliance.registration_state])) OR (decided_at IS NOT NULL))),
  constraint what_is_over_says_when CHECK ((((state = ANY (ARRAY['expired'::compliance.registration_state, 'withdrawn'::compliance.registration_state])) <= (ended_at IS NOT NULL)) AND ((ended_at IS NULL) OR (state = ANY (ARRAY['expired'::compliance.registration_state, 'withdrawn'::compliance.registration_state, 'failed'::compliance.registration_state]))))),
  constraint what_is_submitted_says_when CHECK (((state <> ALL (ARRAY['submitted'::compliance.registration_state, 'approved'::compliance.registration_state, 'rejected'::compliance.registration_state, 'failed'::compliance.registration_state])) OR (submitted_at IS NOT NULL)))
);

create table compliance.registration_document (
  registration_id uuid not null,
  document_id uuid not null,
  constraint registration_document_document_id_fkey FOREIGN KEY (document_id) REFERENCES compliance.document(id),
  constraint registration_document_pkey PRIMARY KEY (registration_id, document_id),
  constraint registration_document_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES compliance.registration(id)
);

create table compliance.review (
  registration_id uuid not null,
  no integer not null,
  verdict compliance.verdict not null,
  final boolean not null,
  reasons jsonb not null,
  note text,
  reviewed_at timestamp with time zone not null,
  reviewed_by text not null,
  constraint a_rejection_has_reasons CHECK (((verdict = 'rejected'::compliance.verdict) = (jsonb_array_length(reasons) > 0))),
  constraint an_approval_is_no_rejection_for_good CHECK (((verdict = 'rejected'::compliance.verdict) OR (NOT final))),
  constraint review_pkey PRIMARY KEY (registration_id, no),
  constraint review_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES compliance.registration(id)
);

create table customers.acceptance (
  customer_id uuid not null,
  policy_version_id integer not null,
  accepted_at timestamp with time zone not null,
  address text,
  constraint acceptance_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint acceptance_pkey PRIMARY KEY (customer_id, policy_version_id),
  constraint acceptance_policy_version_id_fkey FOREIGN KEY (policy_version_id) REFERENCES policy.version(id)
);

create table customers.api_key (
  id uuid not null,
  customer_id uuid,
  staff_id text,
  name text not null,
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint api_key_has_a_name CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 100))),
  constraint api_key_has_one_owner CHECK (((customer_id IS NULL) <> (staff_id IS NULL))),
  constraint api_key_hash_is_sha256 CHECK ((length(secret_hash) = 32)),
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES customers.staff(user_id)
);

create table customers.audit_entry (
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  customer_id uuid,
  subject text,
  details jsonb not null,
  constraint audit_entry_pkey PRIMARY KEY (id)
);

create table customers.customer (
  id uuid not null,
  name text not null,
  email text not null,
  language text not null,
  time_zone text,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint customer_has_a_name CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 200))),
  constraint customer_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'it'::text]))),
  constraint customer_pkey PRIMARY KEY (id)
);

create table customers.member (
  user_id text not null,
  customer_id uuid not null,
  created_at timestamp with time zone not null,
  constraint member_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint member_is_a_user FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint member_pkey PRIMARY KEY (user_id)
);

create table customers.staff (
  user_id text not null,
  name text not null,
  email text not null,
  role customers.staff_role not null,
  language text not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  constraint staff_has_a_name CHECK (((length(TRIM(BOTH FROM name)) >= 1) AND (length(TRIM(BOTH FROM name)) <= 200))),
  constraint staff_is_a_user FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint staff_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'it'::text]))),
  constraint staff_pkey PRIMARY KEY (user_id)
);

create table fraud.appeal (
  id bigint generated always as identity not null,
  case_id uuid not null,
  state fraud.appeal_state not null,
  text text not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  decided_at timestamp with time zone,
  decided_by text,
  reason text,
  constraint an_appeal_is_decided_with_its_reason CHECK ((((state = 'open'::fraud.appeal_state) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)) AND ((decided_at IS NULL) = (reason IS NULL)))),
  constraint an_appeal_says_something CHECK ((length(text) > 0)),
  constraint appeal_case_id_fkey FOREIGN KEY (case_id) REFERENCES fraud.fraud_case(id),
  constraint appeal_pkey PRIMARY KEY (id)
);

create table fraud.evidence (
  id bigint generated always as identity not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  given_by text not null,
  text text not null,
  facts jsonb not null,
  constraint evidence_case_id_fkey FOREIGN KEY (case_id) REFERENCES fraud.fraud_case(id),
  constraint evidence_pkey PRIMARY KEY (id),
  constraint evidence_says_something CHECK ((length(text) > 0))
);

create table fraud.forfeit (
  journal_id bigint not null,
  case_id uuid not null,
  amount bigint not null,
  constraint forfeit_case_id_fkey FOREIGN KEY (case_id) REFERENCES fraud.fraud_case(id),
  constraint forfeit_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES ledger.journal(id),
  constraint forfeit_pkey PRIMARY KEY (journal_id),
  constraint what_is_forfeited_is_positive CHECK ((amount > 0))
);

create table fraud.fraud_case (
  id uuid not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  state fraud.case_state not null,
  signal text,
  proposed_at timestamp with time zone not null,
  proposed_by text not null,
  endorsed_at timestamp with time zone,
  endorsed_by text,
  decided_at timestamp with time zone,
  decided_by text,
  decision_reason text,
  refused_refund_id uuid,
  upheld_at timestamp with time zone,
  upheld_by text,
  returned_journal_id bigint,
  constraint a_decision_says_when CHECK ((((state = 'proposed'::fraud.case_state) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
  constraint a_dismissal_says_why CHECK (((state <> 'dismissed'::fraud.case_state) OR (decision_reason IS NOT NULL))),
  constraint a_member_of_staff_or_a_signal_proposes CHECK ((((signal IS NOT NULL) = (proposed_by = 'system'::text)) AND ((proposed_by = 'system'::text) OR (proposed_by ~ '^staff:.'::text)))),
  constraint an_endorsement_says_when CHECK (((endorsed_by IS NULL) = (endorsed_at IS NULL))),
  constraint fraud_case_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint fraud_case_pkey PRIMARY KEY (id),
  constraint fraud_case_returned_journal_id_fkey FOREIGN KEY (returned_journal_id) REFERENCES ledger.journal(id),
  constraint members_of_staff_decide CHECK (((endorsed_by ~ '^staff:.'::text) AND (decided_by ~ '^staff:.'::text) AND (upheld_by ~ '^staff:.'::text))),
  constraint only_a_confirmation_refuses CHECK (((refused_refund_id IS NULL) OR (state = ANY (ARRAY['confirmed'::fraud.case_state, 'upheld'::fraud.case_state])))),
  constraint only_what_is_upheld_gives_back CHECK (((returned_journal_id IS NULL) OR (state = 'upheld'::fraud.case_state))),
  constraint two_members_of_staff_confirm CHECK (((state = ANY (ARRAY['proposed'::fraud.case_state, 'dismissed'::fraud.case_state])) OR ((endorsed_by IS NOT NULL) AND (decided_by <> endorsed_by)))),
  constraint what_is_upheld_says_when CHECK ((((state = 'upheld'::fraud.case_state) = (upheld_at IS NOT NULL)) AND ((upheld_at IS NULL) = (upheld_by IS NULL)))),
  constraint whoever_proposes_stands_for_it CHECK (((signal IS NOT NULL) OR ((endorsed_by = proposed_by) AND (endorsed_at = proposed_at))))
);

create table fraud.observation (
  id bigint generated always as identity not null,
  customer_id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  subject text not null,
  facts jsonb not null,
  constraint observation_pkey PRIMARY KEY (id),
  constraint observations_are_made_once UNIQUE (kind, subject)
);

create table fraud.threshold (
  signal text not null,
  count integer not null,
  window_minutes integer not null,
  enabled boolean not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint a_threshold_counts_several CHECK ((count >= 2)),
  constraint a_window_is_at_most_a_month CHECK (((window_minutes >= 1) AND (window_minutes <= 43200))),
  constraint threshold_pkey PRIMARY KEY (signal)
);

create table incidents.incident (
  id uuid not null,
  no bigint generated always as identity not null,
  opened_at timestamp with time zone not null,
  opened_by text not null,
  constraint incident_pkey PRIMARY KEY (id)
);

create table incidents.version (
  incident_id uuid not null,
  version integer not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  services text[] not null,
  numbers text[],
  supplier text,
  country character(2),
  cities text[],
  fault incidents.fault not null,
  proven_by incidents.proof,
  published boolean not null,
  title jsonb not null,
  note jsonb not null,
  reason text not null,
  at timestamp with time zone not null,
  by text not null,
  constraint an_incident_ends_after_it_began CHECK ((until_at > from_at)),
  constraint an_incident_has_one_scope CHECK (((num_nonnulls(numbers, supplier, country, cities) = 1) AND (numbers <> '{}'::text[]) AND (cities <> '{}'::text[]))),
  constraint services_are_known CHECK (((services <> '{}'::text[]) AND (services <@ ARRAY['voice'::text, 'forwarding'::text, 'sms'::text]))),
  constraint version_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents.incident(id),
  constraint version_pkey PRIMARY KEY (incident_id, version),
  constraint versions_count_from_one CHECK ((version > 0))
);

create table ledger.account (
  id uuid not null,
  type ledger.account_type not null,
  name text default ''::text not null,
  currency character(3) not null,
  opened_at timestamp with time zone not null,
  balance bigint,
  held bigint,
  version bigint,
  frozen_at timestamp with time zone,
  debt bigint default 0 not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint debt_is_never_negative CHECK ((debt >= 0)),
  constraint holds_are_covered CHECK (((held >= 0) AND (held <= balance))),
  constraint only_wallets_are_frozen_or_owe CHECK (((type = 'wallet'::ledger.account_type) OR ((frozen_at IS NULL) AND (debt = 0)))),
  constraint only_wallets_keep_a_live_balance CHECK (
CASE
    WHEN (type = 'wallet'::ledger.account_type) THEN ((balance IS NOT NULL) AND (held IS NOT NULL) AND (version IS NOT NULL))
    ELSE ((balance IS NULL) AND (held IS NULL) AND (version IS NULL))
END),
  constraint wallet_is_never_negative CHECK ((balance >= 0))
);

create table ledger.block (
  no bigint not null,
  previous_hash bytea not null,
  hash bytea not null,
  journals integer not null,
  sealed_at timestamp with time zone not null,
  constraint block_hash_is_sha256 CHECK (((length(previous_hash) = 32) AND (length(hash) = 32))),
  constraint block_holds_something CHECK (((no > 0) AND (journals > 0))),
  constraint block_pkey PRIMARY KEY (no)
);

create table ledger.hold (
  id uuid not null,
  idempotency_key text not null,
  content_hash bytea not null,
  wallet_id uuid not null,
  purpose text not null,
  amount bigint not null,
  state ledger.hold_state not null,
  opened_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  journal_id bigint,
  constraint hold_amount_is_positive CHECK ((amount > 0)),
  constraint hold_closes_once CHECK (((state = 'open'::ledger.hold_state) = (closed_at IS NULL))),
  constraint hold_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES ledger.journal(id),
  constraint hold_key_is_used_once UNIQUE (idempotency_key),
  constraint hold_pkey PRIMARY KEY (id),
  constraint hold_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES ledger.account(id),
  constraint only_a_posted_hold_has_a_journal CHECK (((state = 'posted'::ledger.hold_state) = (journal_id IS NOT NULL)))
);

create table ledger.house_balance (
  account_id uuid not null,
  block_no bigint not null,
  balance numeric(38,0) not null,
  constraint house_balance_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.account(id),
  constraint house_balance_block_no_fkey FOREIGN KEY (block_no) REFERENCES ledger.block(no),
  constraint house_balance_pkey PRIMARY KEY (account_id, block_no)
);

create table ledger.journal (
  id bigint generated always as identity not null,
  idempotency_key text not null,
  content_hash bytea not null,
  occurred_at timestamp with time zone not null,
  actor text not null,
  details jsonb not null,
  lines integer not null,
  block_no bigint,
  constraint journal_block_no_fkey FOREIGN KEY (block_no) REFERENCES ledger.block(no),
  constraint journal_key_is_used_once UNIQUE (idempotency_key),
  constraint journal_moves_something CHECK ((lines > 0)),
  constraint journal_pkey PRIMARY KEY (id)
);

create table ledger.transfer (
  journal_id bigint not null,
  line integer not null,
  code text not null,
  from_account_id uuid not null,
  to_account_id uuid not null,
  amount bigint not null,
  wallet_id uuid,
  wallet_version bigint,
  wallet_balance bigint,
  constraint transfer_amount_is_positive CHECK ((amount > 0)),
  constraint transfer_connects_two_accounts CHECK ((from_account_id <> to_account_id)),
  constraint transfer_names_its_wallet CHECK (((wallet_id IS NULL) OR ((wallet_id = from_account_id) OR (wallet_id = to_account_id)))),
  constraint transfer_pkey PRIMARY KEY (journal_id, line),
  constraint wallet_balance_is_never_negative CHECK ((wallet_balance >= 0)),
  constraint wallet_leg_is_whole CHECK ((((wallet_id IS NULL) = (wallet_version IS NULL)) AND ((wallet_id IS NULL) = (wallet_balance IS NULL))))
);

create table ledger.transfer_rule (
  code text not null,
  from_type ledger.account_type not null,
  to_type ledger.account_type not null,
  while_frozen boolean default false not null,
  constraint code_is_dotted CHECK ((code ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint transfer_rule_pkey PRIMARY KEY (code, from_type, to_type),
  constraint wallets_are_not_connected CHECK (((from_type <> 'wallet'::ledger.account_type) OR (to_type <> 'wallet'::ledger.account_type)))
);

create table messaging.acknowledgement (
  customer_id uuid not null,
  policy_version_id integer not null,
  acknowledged_at timestamp with time zone not null,
  actor text not null,
  address text,
  constraint acknowledgement_pkey PRIMARY KEY (customer_id, policy_version_id)
);

create table messaging.arrival (
  route text not null,
  identity text not null,
  no bigint generated always as identity not null,
  arrived_at timestamp with time zone not null,
  sender text not null,
  e164 text not null,
  message_id uuid,
  undelivered text,
  constraint arrival_message_id_fkey FOREIGN KEY (message_id) REFERENCES messaging.message(id),
  constraint arrival_pkey PRIMARY KEY (route, identity),
  constraint arrival_was_received_or_says_why_not CHECK (((message_id IS NULL) = (undelivered IS NOT NULL))),
  constraint reason_not_to_deliver_is_known CHECK ((undelivered = ANY (ARRAY['unknown_number'::text, 'not_rented'::text, 'registering'::text, 'suspended'::text, 'quarantined'::text, 'not_a_text'::text])))
);

create table messaging.forwarding (
  rental_id bigint not null,
  customer_id uuid not null,
  to_email boolean not null,
  changed_at timestamp with time zone not null,
  constraint forwarding_pkey PRIMARY KEY (rental_id)
);

create table messaging.message (
  id uuid not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  rental_id bigint not null,
  e164 text not null,
  route text not null,
  sender text,
  joined_by text,
  parts_expected integer not null,
  parts_received integer not null,
  state messaging.message_state not null,
  received_at timestamp with time zone not null,
  awaited_until timestamp with time zone,
  shown_at timestamp with time zone,
  text text,
  erased_at timestamp with time zone,
  constraint complete_message_has_all_its_parts CHECK (((state = 'complete'::messaging.message_state) = (parts_received = parts_expected))),
  constraint message_has_a_sender_until_it_is_erased CHECK (((sender IS NULL) = (erased_at IS NOT NULL))),
  constraint message_has_a_text_while_it_is_shown CHECK (((text IS NOT NULL) = ((state <> 'collecting'::messaging.message_state) AND (erased_at IS NULL)))),
  constraint message_has_no_more_parts_than_it_says CHECK ((((parts_received >= 1) AND (parts_received <= parts_expected)) AND (parts_expected <= 255))),
  constraint message_is_shown_once_it_can_be_read CHECK (((state = 'collecting'::messaging.message_state) = (shown_at IS NULL))),
  constraint message_of_several_parts_says_how_they_are_joined CHECK ((((parts_expected = 1) = (joined_by IS NULL)) OR (erased_at IS NOT NULL))),
  constraint message_pkey PRIMARY KEY (id),
  constraint message_that_collects_says_until_when CHECK (((state = 'collecting'::messaging.message_state) = (awaited_until IS NOT NULL)))
);

create table messaging.part (
  message_id uuid not null,
  part_no integer not null,
  alphabet text not null,
  content bytea not null,
  received_at timestamp with time zone not null,
  constraint part_alphabet_is_known CHECK ((alphabet = ANY (ARRAY['gsm7'::text, 'latin1'::text, 'ucs2'::text]))),
  constraint part_has_a_number CHECK (((part_no >= 1) AND (part_no <= 255))),
  constraint part_message_id_fkey FOREIGN KEY (message_id) REFERENCES messaging.message(id),
  constraint part_pkey PRIMARY KEY (message_id, part_no)
);

create table messaging.sandbox_pdu (
  no bigint generated always as identity not null,
  pdu bytea not null,
  deliver_at timestamp with time zone not null,
  attempts integer default 0 not null,
  constraint sandbox_pdu_pkey PRIMARY KEY (no)
);

create table notifications.mail (
  id bigint generated always as identity not null,
  key text not null,
  customer_id uuid,
  recipient text not null,
  about text not null,
  language text not null,
  subject text not null,
  body text not null,
  confidential boolean not null,
  created_at timestamp with time zone not null,
  state notifications.mail_state not null,
  attempts integer default 0 not null,
  next_attempt_at timestamp with time zone,
  claimed_at timestamp with time zone,
  sent_at timestamp with time zone,
  failure text,
  constraint mail_being_sent_says_since_when CHECK (((state = 'sending'::notifications.mail_state) <= (claimed_at IS NOT NULL))),
  constraint mail_is_written_once UNIQUE (key),
  constraint mail_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'it'::text]))),
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_that_failed_says_why CHECK (((state <> ALL (ARRAY['refused'::notifications.mail_state, 'unknown'::notifications.mail_state])) OR (failure IS NOT NULL))),
  constraint mail_that_waits_says_until_when CHECK (((state = 'waiting'::notifications.mail_state) = (next_attempt_at IS NOT NULL))),
  constraint mail_that_was_sent_says_when CHECK (((state = 'sent'::notifications.mail_state) = (sent_at IS NOT NULL)))
);

create table numbers.city (
  country character(2) not null,
  slug text not null,
  region text not null,
  name_en text not null,
  name_es text not null,
  name_it text not null,
  constraint city_lies_in_its_region FOREIGN KEY (country, region) REFERENCES numbers.region(country, slug),
  constraint city_pkey PRIMARY KEY (country, slug)
);

create table numbers.credit_arrival (
  customer_id uuid not null,
  noted_at timestamp with time zone not null,
  waits boolean default false not null,
  constraint credit_arrival_pkey PRIMARY KEY (customer_id)
);

create table numbers.history (
  id bigint generated always as identity not null,
  e164 text not null,
  rental_id bigint,
  customer_id uuid,
  at timestamp with time zone not null,
  kind text not null,
  actor text not null,
  journal_id bigint,
  details jsonb not null,
  order_key text,
  constraint history_pkey PRIMARY KEY (id)
);

create table numbers.number (
  e164 text not null,
  country character(2) not null,
  city text,
  kind numbers.kind not null,
  features text[] not null,
  setup bigint not null,
  monthly bigint not null,
  registration boolean not null,
  supplier text not null,
  state numbers.stock_state default 'available'::numbers.stock_state not null,
  imported_at timestamp with time zone not null,
  import_id uuid,
  dismissed_at timestamp with time zone,
  for_sale_again_on date,
  reserved_for uuid,
  reserved_until timestamp with time zone,
  shelf smallint generated always as (((((registration)::integer + (2 * (('voice'::text = ANY (features)))::integer)) + (4 * (('sms'::text = ANY (features)))::integer)))::smallint) stored not null,
  constraint a_reservation_ends CHECK (((reserved_for IS NULL) = (reserved_until IS NULL))),
  constraint dismissed_numbers_say_when CHECK (((state = 'dismissed'::numbers.stock_state) = (dismissed_at IS NOT NULL))),
  constraint features_are_known CHECK (((features <> '{}'::text[]) AND (features <@ ARRAY['voice'::text, 'sms'::text]))),
  constraint local_numbers_have_a_city CHECK (((kind <> 'local'::numbers.kind) OR (city IS NOT NULL))),
  constraint number_is_e164 CHECK ((e164 ~ '^\+[1-9][0-9]{5,14}$'::text)),
  constraint number_lies_in_its_city FOREIGN KEY (country, city) REFERENCES numbers.city(country, slug),
  constraint number_pkey PRIMARY KEY (e164),
  constraint only_numbers_for_sale_are_reserved CHECK (((reserved_for IS NULL) OR (state = 'available'::numbers.stock_state))),
  constraint prices_are_not_negative CHECK (((setup >= 0) AND (monthly > 0)))
);

create table numbers.price_change (
  e164 text not null,
  applies_from date not null,
  monthly bigint not null,
  announced_at timestamp with time zone not null,
  announced_by text not null,
  applied_at timestamp with time zone,
  constraint new_price_is_positive CHECK ((monthly > 0)),
  constraint price_change_e164_fkey FOREIGN KEY (e164) REFERENCES numbers.number(e164),
  constraint price_change_pkey PRIMARY KEY (e164, applies_from)
);

create table numbers.region (
  country character(2) not null,
  slug text not null,
  name_en text not null,
  name_es text not null,
  name_it text not null,
  constraint region_pkey PRIMARY KEY (country, slug)
);

create table numbers.reminder (
  rental_id bigint not null,
  about date not null,
  kind text not null,
  step integer not null,
  sent_at timestamp with time zone not null,
  constraint reminder_pkey PRIMARY KEY (rental_id, about, kind, step)
);

create table numbers.rental (
  id bigint generated always as identity not null,
  e164 text not null,
  customer_id uuid not null,
  state numbers.rental_state not null,
  months integer not null,
  monthly bigint not null,
  renewal boolean default true not null,
  priority integer,
  bought_at timestamp with time zone not null,
  held_since timestamp with time zone,
  anchor date,
  months_paid integer default 0 not null,
  paid_until date generated always as (((anchor + make_interval(months => months_paid)))::date) stored,
  policy_version_id integer not null,
  quarantined_at timestamp with time zone,
  restorable_until date,
  ended_at timestamp with time zone,
  end_reason numbers.rental_end,
  calendar_goes_on boolean default false not null,
  constraint a_started_rental_has_an_anchor CHECK ((((state = 'registering'::numbers.rental_state) OR ((state = 'ended'::numbers.rental_state) AND (anchor IS NULL))) = (anchor IS NULL))),
  constraint active_means_no_quarantine CHECK (((state <> 'active'::numbers.rental_state) OR ((quarantined_at IS NULL) AND (restorable_until IS NULL)))),
  constraint an_ended_rental_says_why CHECK ((((state = 'ended'::numbers.rental_state) = (ended_at IS NOT NULL)) AND ((state = 'ended'::numbers.rental_state) = (end_reason IS NOT NULL)))),
  constraint only_suspended_calendars_go_on CHECK (((NOT calendar_goes_on) OR (state = 'suspended'::numbers.rental_state))),
  constraint period_is_1_3_6_or_12_months CHECK ((months = ANY (ARRAY[1, 3, 6, 12]))),
  constraint quarantine_has_its_dates CHECK (((state = 'quarantined'::numbers.rental_state) <= ((quarantined_at IS NOT NULL) AND (restorable_until IS NOT NULL)))),
  constraint rental_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint rental_e164_fkey FOREIGN KEY (e164) REFERENCES numbers.number(e164),
  constraint rental_pkey PRIMARY KEY (id),
  constraint rental_policy_version_id_fkey FOREIGN KEY (policy_version_id) REFERENCES policy.version(id),
  constraint rental_price_is_positive CHECK ((monthly > 0)),
  constraint suspended_means_no_quarantine CHECK (((state <> 'suspended'::numbers.rental_state) OR ((quarantined_at IS NULL) AND (restorable_until IS NULL))))
);

create table numbers.rental_period (
  rental_id bigint not null,
  from_month integer not null,
  months integer not null,
  amount bigint not null,
  policy_version_id integer not null,
  journal_id bigint not null,
  line integer not null,
  paid_at timestamp with time zone not null,
  reason numbers.period_reason not null,
  constraint period_length_is_positive CHECK (((months > 0) AND (from_month >= 0))),
  constraint period_price_is_positive CHECK ((amount > 0)),
  constraint rental_period_pkey PRIMARY KEY (rental_id, from_month)
);

create table numbers.stock_import (
  id uuid not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  started_by text not null,
  dry_run boolean not null,
  state numbers.import_state not null,
  lines_read bigint default 0 not null,
  added bigint default 0 not null,
  changed bigint default 0 not null,
  unchanged bigint default 0 not null,
  held bigint default 0 not null,
  held_because jsonb default '{}'::jsonb not null,
  error_count bigint default 0 not null,
  errors jsonb default '[]'::jsonb not null,
  failure text,
  constraint a_failed_import_says_why CHECK (((state = 'failed'::numbers.import_state) = (failure IS NOT NULL))),
  constraint a_refused_import_has_errors CHECK (((state = 'refused'::numbers.import_state) = (error_count > 0))),
  constraint an_import_ends CHECK (((state = 'running'::numbers.import_state) = (finished_at IS NULL))),
  constraint stock_import_pkey PRIMARY KEY (id)
);

create table payments.automatic_payment (
  id uuid not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  processor payments.processor not null,
  amount bigint not null,
  currency character(3) not null,
  idempotency_key text not null,
  anchor date not null,
  state payments.automatic_state not null,
  ended_by payments.automatic_end,
  method_id uuid not null,
  sandbox jsonb,
  month integer default 0 not null,
  attempt integer default 0 not null,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint an_ended_automatic_payment_says_why CHECK ((((state = 'ended'::payments.automatic_state) = ((ended_at IS NOT NULL) AND (ended_by IS NOT NULL))) AND ((state = 'active'::payments.automatic_state) = (next_at IS NOT NULL)))),
  constraint automatic_amount_is_positive CHECK ((amount > 0)),
  constraint automatic_key_is_used_once UNIQUE (customer_id, idempotency_key),
  constraint automatic_payment_pkey PRIMARY KEY (id)
);

create table payments.automatic_top_up (
  customer_id uuid not null,
  processor payments.processor not null,
  method_id uuid not null,
  below bigint not null,
  amount bigint not null,
  most_a_month bigint not null,
  is_on boolean not null,
  failures integer default 0 not null,
  rests_until timestamp with time zone not null,
  set_at timestamp with time zone not null,
  constraint a_month_has_room_for_one_top_up CHECK ((most_a_month >= amount)),
  constraint a_top_up_lifts_the_credit_over_the_threshold CHECK (((below > 0) AND (amount >= below))),
  constraint automatic_top_up_method_id_fkey FOREIGN KEY (method_id) REFERENCES payments.saved_method(id),
  constraint automatic_top_up_pkey PRIMARY KEY (customer_id)
);

create table payments.dispute (
  id uuid not null,
  no bigint generated always as identity not null,
  processor payments.processor not null,
  processor_reference text not null,
  state payments.dispute_state not null,
  payment_id uuid,
  customer_id uuid,
  amount bigint default 0 not null,
  fee bigint default 0 not null,
  reason text,
  held bigint default 0 not null,
  taken bigint default 0 not null,
  owed bigint default 0 not null,
  borne bigint default 0 not null,
  parts jsonb default '[]'::jsonb not null,
  moves integer default 0 not null,
  seen_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  next_check_at timestamp with time zone,
  checks integer default 0 not null,
  constraint a_closed_dispute_says_when CHECK (((state = ANY (ARRAY['won'::payments.dispute_state, 'lost'::payments.dispute_state])) = (closed_at IS NOT NULL))),
  constraint a_dispute_that_was_read_names_its_payment CHECK (((state = ANY (ARRAY['open'::payments.dispute_state, 'won'::payments.dispute_state, 'lost'::payments.dispute_state])) = ((payment_id IS NOT NULL) AND (customer_id IS NOT NULL) AND (opened_at IS NOT NULL)))),
  constraint dispute_fee_is_not_negative CHECK ((fee >= 0)),
  constraint dispute_is_known_once UNIQUE (processor, processor_reference),
  constraint dispute_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id),
  constraint dispute_pkey PRIMARY KEY (id),
  constraint only_a_lost_dispute_takes CHECK (((taken >= 0) AND (owed >= 0) AND (borne >= 0) AND ((((taken + owed) + borne) = 0) OR ((state = 'lost'::payments.dispute_state) AND (((taken + owed) + borne) = amount))))),
  constraint only_an_open_dispute_holds CHECK (((held >= 0) AND ((held = 0) OR (state = 'open'::payments.dispute_state))))
);

create table payments.inbox (
  processor payments.processor not null,
  event_id text not null,
  body jsonb not null,
  received_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  concerned integer,
  constraint inbox_pkey PRIMARY KEY (processor, event_id)
);

create table payments.payment (
  id uuid not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  processor payments.processor not null,
  amount bigint not null,
  currency character(3) not null,
  state payments.payment_state not null,
  idempotency_key text not null,
  processor_reference text,
  pay_url text,
  failure text,
  sandbox jsonb,
  created_at timestamp with time zone not null,
  attempted_at timestamp with time zone,
  succeeded_at timestamp with time zone,
  fee bigint,
  paid_back bigint default 0 not null,
  paid_back_fee_free bigint default 0 not null,
  fee_retained bigint default 0 not null,
  next_check_at timestamp with time zone,
  checks integer default 0 not null,
  journal_id bigint,
  automatic_payment_id uuid,
  automatic_month integer,
  automatic_attempt integer,
  is_automatic_top_up boolean default false not null,
  method_id uuid,
  saves_method_id uuid,
  lost bigint default 0 not null,
  calls_payer boolean default false not null,
  constraint a_called_payer_pays_in_person CHECK (((NOT calls_payer) OR ((method_id IS NULL) AND (saves_method_id IS NULL)))),
  constraint a_credited_payment_succeeded CHECK (((state = 'succeeded'::payments.payment_state) = ((succeeded_at IS NOT NULL) AND (journal_id IS NOT NULL)))),
  constraint a_method_is_saved_or_used CHECK (((method_id IS NULL) OR (saves_method_id IS NULL))),
  constraint an_automatic_payment_is_of_a_month CHECK (((automatic_payment_id IS NULL) = (automatic_month IS NULL))),
  constraint fee_free_is_part_of_paid_back CHECK (((paid_back_fee_free >= 0) AND (paid_back_fee_free <= paid_back))),
  constraint only_what_arrived_is_lost CHECK (((state = 'succeeded'::payments.payment_state) OR (lost = 0))),
  constraint only_what_arrived_is_paid_back CHECK (((state = 'succeeded'::payments.payment_state) OR ((paid_back = 0) AND (fee_retained = 0)))),
  constraint payment_amount_is_positive CHECK ((amount > 0)),
  constraint payment_automatic_payment_id_fkey FOREIGN KEY (automatic_payment_id) REFERENCES payments.automatic_payment(id),
  constraint payment_fee_is_not_negative CHECK ((fee >= 0)),
  constraint payment_key_is_used_once UNIQUE (customer_id, idempotency_key),
  constraint payment_loses_no_less_than_nothing CHECK ((lost >= 0)),
  constraint payment_method_id_fkey FOREIGN KEY (method_id) REFERENCES payments.saved_method(id),
  constraint payment_pkey PRIMARY KEY (id),
  constraint payment_returns_no_more_than_it_brought CHECK (((paid_back >= 0) AND (((paid_back + fee_retained) + lost) <= amount))),
  constraint retained_fee_is_at_most_the_fee CHECK (((fee_retained >= 0) AND (fee_retained <= COALESCE(fee, (0)::bigint))))
);

create table payments.payout (
  id uuid not null,
  no bigint generated always as identity not null,
  refund_id uuid not null,
  payment_id uuid not null,
  customer_id uuid not null,
  amount bigint not null,
  retained bigint not null,
  fee_free bigint default 0 not null,
  parts jsonb not null,
  state payments.payout_state not null,
  processor_reference text,
  bank_details jsonb,
  failure text,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  next_check_at timestamp with time zone,
  checks integer default 0 not null,
  journal_id bigint not null,
  constraint a_closed_payout_says_when CHECK (((state = ANY (ARRAY['succeeded'::payments.payout_state, 'failed'::payments.payout_state, 'settled'::payments.payout_state])) = (closed_at IS NOT NULL))),
  constraint one_payout_a_refund_and_payment UNIQUE (refund_id, payment_id),
  constraint payout_amount_is_positive CHECK (((amount > 0) AND (retained >= 0) AND ((fee_free >= 0) AND (fee_free <= amount)))),
  constraint payout_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payment(id),
  constraint payout_pkey PRIMARY KEY (id)
);

create table payments.sandbox_object (
  processor payments.processor not null,
  reference text not null,
  no bigint generated always as identity not null,
  kind text not null,
  parent text,
  idempotency_key text not null,
  body jsonb not null,
  created_at timestamp with time zone not null,
  changes_at timestamp with time zone,
  constraint sandbox_key_is_used_once UNIQUE (processor, kind, idempotency_key),
  constraint sandbox_object_pkey PRIMARY KEY (processor, reference)
);

create table payments.saved_method (
  id uuid not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  processor payments.processor not null,
  reference text not null,
  state payments.method_state not null,
  standing_order jsonb,
  sandbox jsonb,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  next_check_at timestamp with time zone,
  checks integer default 0 not null,
  told_at timestamp with time zone,
  label text,
  constraint an_ended_method_says_when CHECK (((state = 'ended'::payments.method_state) = (ended_at IS NOT NULL))),
  constraint method_is_known_once UNIQUE (processor, reference),
  constraint only_a_bank_has_standing_orders CHECK (((standing_order IS NOT NULL) = (processor = 'bank'::payments.processor))),
  constraint only_a_live_method_has_a_label CHECK (((label IS NULL) OR (state = 'live'::payments.method_state))),
  constraint saved_method_pkey PRIMARY KEY (id)
);

create table platform.clock_shift (
  only_row boolean default true not null,
  shift_ms bigint not null,
  constraint clock_moves_forward_only CHECK ((shift_ms >= 0)),
  constraint clock_shift_pkey PRIMARY KEY (only_row),
  constraint there_is_one_clock CHECK (only_row)
);

create table platform.event (
  id bigint generated always as identity not null,
  kind text not null,
  payload jsonb not null,
  occurred_at timestamp with time zone not null,
  dispatched_at timestamp with time zone,
  failures integer default 0 not null,
  retry_at timestamp with time zone,
  last_error text,
  constraint event_kind_is_dotted CHECK ((kind ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint event_pkey PRIMARY KEY (id)
);

create table platform.idempotent_request (
  owner text not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  response jsonb not null,
  created_at timestamp with time zone not null,
  constraint idempotent_request_pkey PRIMARY KEY (owner, key)
);

create table platform.task (
  name text not null,
  last_run_at timestamp with time zone,
  last_count bigint default 0 not null,
  done_through date,
  failures integer default 0 not null,
  last_error text,
  last_error_at timestamp with time zone,
  constraint task_pkey PRIMARY KEY (name)
);

create table policy.operator (
  only_row boolean default true not null,
  name text not null,
  time_zone text not null,
  currency character(3) not null,
  support_email text not null,
  created_at timestamp with time zone not null,
  constraint currency_is_iso_4217 CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint operator_pkey PRIMARY KEY (only_row),
  constraint there_is_one_operator CHECK (only_row)
);

create table policy.preview (
  id uuid not null,
  version_id integer not null,
  parameters jsonb not null,
  base_version_id integer not null,
  base_parameters jsonb not null,
  stories jsonb,
  requested_at timestamp with time zone not null,
  requested_by text not null,
  state policy.preview_state default 'running'::policy.preview_state not null,
  done integer default 0 not null,
  total integer default 0 not null,
  seen_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  result jsonb,
  failure text,
  constraint a_failed_preview_says_why CHECK (((state = 'failed'::policy.preview_state) = (failure IS NOT NULL))),
  constraint a_finished_preview_has_a_result CHECK (((state = 'finished'::policy.preview_state) = (result IS NOT NULL))),
  constraint a_preview_does_no_more_than_all CHECK (((done >= 0) AND (done <= total))),
  constraint a_preview_ends CHECK (((state = 'running'::policy.preview_state) = (finished_at IS NULL))),
  constraint preview_base_version_id_fkey FOREIGN KEY (base_version_id) REFERENCES policy.version(id),
  constraint preview_pkey PRIMARY KEY (id)
);

create table policy.version (
  id integer generated always as identity not null,
  in_force_from date not null,
  parameters jsonb not null,
  texts jsonb,
  created_at timestamp with time zone not null,
  published_at timestamp with time zone,
  published_by text,
  constraint a_published_version_has_its_texts CHECK (((published_at IS NULL) = (texts IS NULL))),
  constraint a_published_version_says_by_whom CHECK (((published_at IS NULL) = (published_by IS NULL))),
  constraint version_pkey PRIMARY KEY (id)
);

create table refunds.compensated_period (
  refund_id uuid not null,
  rental_id bigint not null,
  from_month integer not null,
  amount bigint not null,
  constraint compensated_amount_is_positive CHECK ((amount > 0)),
  constraint compensated_period_pkey PRIMARY KEY (refund_id, rental_id, from_month),
  constraint compensated_period_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES refunds.compensation(refund_id)
);

create table refunds.compensation (
  refund_id uuid not null,
  customer_id uuid not null,
  e164 text not null,
  incident_id uuid not null,
  incident_version integer not null,
  turn integer not null,
  amount bigint not null,
  constraint compensation_is_given_in_turn UNIQUE (customer_id, e164, incident_id, turn),
  constraint compensation_is_not_negative CHECK ((amount >= 0)),
  constraint compensation_pkey PRIMARY KEY (refund_id),
  constraint compensation_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES refunds.refund(id),
  constraint only_the_first_compensation_gives_nothing CHECK (((turn > 0) AND ((turn = 1) OR (amount > 0))))
);

create table refunds.compensation_run (
  id uuid not null,
  no bigint generated always as identity not null,
  incident_id uuid not null,
  started_at timestamp with time zone not null,
  started_by text not null,
  last_rental_id bigint default 0 not null,
  looked_at integer default 0 not null,
  compensated integer default 0 not null,
  frozen integer default 0 not null,
  given bigint default 0 not null,
  finished_at timestamp with time zone,
  constraint compensation_run_pkey PRIMARY KEY (id),
  constraint counts_add_up CHECK (((compensated >= 0) AND (frozen >= 0) AND (looked_at >= (compensated + frozen)) AND (given >= 0)))
);

create table refunds.passed_over (
  run_id uuid not null,
  rental_id bigint not null,
  customer_id uuid not null,
  e164 text not null,
  constraint passed_over_pkey PRIMARY KEY (run_id, rental_id),
  constraint passed_over_run_id_fkey FOREIGN KEY (run_id) REFERENCES refunds.compensation_run(id)
);

create table refunds.refund (
  id uuid not null,
  no bigint generated always as identity not null,
  customer_id uuid not null,
  subject text not null,
  e164 text,
  incident_id uuid,
  destination text not null,
  requested bigint,
  policy_version_id integer not null,
  outcome refunds.outcome not null,
  decision jsonb not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  decided_at timestamp with time zone,
  idempotency_key text not null,
  hold_id uuid,
  journal_id bigint,
  granted_journal_id bigint,
  constraint a_decided_refund_says_when CHECK (((outcome = 'waiting'::refunds.outcome) = (decided_at IS NULL))),
  constraint a_disruption_names_its_incident CHECK (((subject = 'disruption'::text) = (incident_id IS NOT NULL))),
  constraint only_what_is_granted_arrives CHECK (((outcome = ANY (ARRAY['granted'::refunds.outcome, 'partly'::refunds.outcome])) OR (granted_journal_id IS NULL))),
  constraint refund_destination_is_known CHECK ((destination = ANY (ARRAY['payments'::text, 'credit'::text]))),
  constraint refund_key_is_used_once UNIQUE (customer_id, idempotency_key),
  constraint refund_names_a_positive_amount CHECK ((requested > 0)),
  constraint refund_pkey PRIMARY KEY (id),
  constraint refund_policy_version_id_fkey FOREIGN KEY (policy_version_id) REFERENCES policy.version(id),
  constraint refund_subject_is_known CHECK ((subject = ANY (ARRAY['credit'::text, 'rental'::text, 'registration'::text, 'disruption'::text, 'calls'::text, 'sms'::text]))),
  constraint what_is_not_granted_moves_nothing CHECK (((outcome = ANY (ARRAY['granted'::refunds.outcome, 'partly'::refunds.outcome])) OR (journal_id IS NULL)))
);

create table refunds.registration_credit (
  rental_id bigint not null,
  line integer not null,
  refund_id uuid not null,
  journal_id bigint not null,
  turn bigint not null,
  constraint a_price_comes_back_once PRIMARY KEY (rental_id, line),
  constraint registration_credit_journal_id_key UNIQUE (journal_id),
  constraint registration_credit_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES refunds.refund(id) DEFERRABLE INITIALLY DEFERRED
);

create table suppliers.service (
  name text not null,
  title_en text not null,
  title_es text not null,
  title_it text not null,
  supplier text,
  sip_uri_template text,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint service_has_titles CHECK (((title_en <> ''::text) AND (title_es <> ''::text) AND (title_it <> ''::text))),
  constraint service_name_is_a_slug CHECK ((name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'::text)),
  constraint service_pkey PRIMARY KEY (name),
  constraint service_supplier_fkey FOREIGN KEY (supplier) REFERENCES suppliers.supplier(name),
  constraint service_takes_calls_by_sip CHECK ((sip_uri_template ~ '^sip:\{number\}@'::text))
);

create table suppliers.sunset (
  service text not null,
  revision integer not null,
  closed_from date not null,
  last_day date not null,
  announcement_en text not null,
  announcement_es text not null,
  announcement_it text not null,
  instead_en text not null,
  instead_es text not null,
  instead_it text not null,
  announced_at timestamp with time zone not null,
  announced_by text not null,
  constraint a_service_closes_before_it_ends CHECK ((closed_from <= last_day)),
  constraint a_sunset_is_announced_in_every_language CHECK (((announcement_en <> ''::text) AND (announcement_es <> ''::text) AND (announcement_it <> ''::text))),
  constraint a_sunset_recommends_something_in_every_language CHECK (((instead_en <> ''::text) AND (instead_es <> ''::text) AND (instead_it <> ''::text))),
  constraint revisions_count_from_one CHECK ((revision >= 1)),
  constraint sunset_pkey PRIMARY KEY (service, revision),
  constraint sunset_service_fkey FOREIGN KEY (service) REFERENCES suppliers.service(name)
);

create table suppliers.supplier (
  name text not null,
  site text,
  notes text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint supplier_has_a_name CHECK (((name = btrim(name)) AND (name <> ''::text))),
  constraint supplier_pkey PRIMARY KEY (name),
  constraint supplier_site_is_a_web_address CHECK ((site ~ '^https?://'::text))
);

create table suppliers.voip_provider (
  slug text not null,
  name text not null,
  site text not null,
  sip_uri_template text not null,
  free boolean,
  recommended boolean not null,
  countries text[] not null,
  notes_en text not null,
  notes_es text not null,
  notes_it text not null,
  evidence suppliers.evidence not null,
  source text,
  last_checked date not null,
  listed boolean not null,
  changed_at timestamp with time zone not null,
  changed_by text,
  constraint only_what_its_provider_confirms_is_recommended CHECK (((NOT recommended) OR (evidence = 'provider'::suppliers.evidence))),
  constraint provider_address_has_the_place_of_the_user CHECK ((sip_uri_template ~ '^sip:\{user\}@[a-z0-9.-]+(:[0-9]+)?$'::text)),
  constraint provider_has_a_name CHECK ((name <> ''::text)),
  constraint provider_site_is_a_web_address CHECK ((site ~ '^https?://'::text)),
  constraint provider_slug_is_a_slug CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint provider_source_is_a_web_address CHECK ((source ~ '^https?://'::text)),
  constraint voip_provider_pkey PRIMARY KEY (slug),
  constraint what_its_provider_confirms_names_the_page CHECK (((evidence <> 'provider'::suppliers.evidence) OR (source IS NOT NULL)))
);

create table voice.call (
  id uuid not null,
  edge_call_id text not null,
  e164 text not null,
  caller text not null,
  source text,
  rental_id bigint,
  customer_id uuid,
  channels integer,
  state voice.call_state not null,
  routed_at timestamp with time zone not null,
  hold_id uuid,
  answered_at timestamp with time zone,
  step integer,
  branch integer,
  granted_seconds integer,
  asked_seconds integer,
  prolong_at timestamp with time zone,
  sweep_at timestamp with time zone,
  ended_at timestamp with time zone,
  outcome voice.call_outcome,
  reason text,
  talk_seconds integer,
  billed_seconds integer,
  charge bigint,
  journal_id bigint,
  constraint a_call_goes_on_or_has_ended CHECK ((((state = 'ended'::voice.call_state) = (ended_at IS NOT NULL)) AND ((state = 'ended'::voice.call_state) = (outcome IS NOT NULL)) AND ((state = 'ended'::voice.call_state) = (talk_seconds IS NOT NULL)) AND ((state = 'ended'::voice.call_state) = (billed_seconds IS NOT NULL)) AND ((state = 'ended'::voice.call_state) = (charge IS NOT NULL)) AND ((state = 'ended'::voice.call_state) = (sweep_at IS NULL)))),
  constraint a_call_is_routed_once UNIQUE (edge_call_id, e164),
  constraint a_charge_has_its_journal CHECK (((charge > 0) = (journal_id IS NOT NULL))),
  constraint a_held_number_has_a_customer CHECK (((rental_id IS NULL) = (customer_id IS NULL))),
  constraint a_refused_call_says_why CHECK (((outcome <> ALL (ARRAY['refused'::voice.call_outcome, 'unanswered'::voice.call_outcome])) OR (reason IS NOT NULL))),
  constraint an_answered_call_says_where CHECK ((((answered_at IS NULL) = (step IS NULL)) AND ((step IS NULL) = (branch IS NULL)) AND ((answered_at IS NULL) = (granted_seconds IS NULL)))),
  constraint call_pkey PRIMARY KEY (id),
  constraint only_an_answered_call_talks CHECK (((talk_seconds = 0) OR (answered_at IS NOT NULL))),
  constraint talk_is_not_longer_than_granted CHECK (((talk_seconds >= 0) AND (talk_seconds <= GREATEST(granted_seconds, asked_seconds, 0)))),
  constraint what_is_billed_covers_the_talk CHECK (((billed_seconds >= 0) AND ((charge = 0) OR (billed_seconds >= talk_seconds)))),
  constraint who_does_not_talk_pays_nothing CHECK (((charge >= 0) AND ((talk_seconds > 0) OR (charge = 0))))
);

create table voice.call_event (
  call_id uuid not null,
  kind voice.call_event_kind not null,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  late boolean not null,
  details jsonb not null,
  constraint call_event_call_id_fkey FOREIGN KEY (call_id) REFERENCES voice.call(id),
  constraint call_event_pkey PRIMARY KEY (call_id, kind)
);

create table voice.call_target (
  call_id uuid not null,
  step integer not null,
  branch integer not null,
  ring_seconds integer not null,
  kind voice.target_kind not null,
  target text not null,
  granted_seconds integer not null,
  prefix text,
  destination text,
  per_minute bigint,
  connection_fee bigint,
  increment integer,
  minimum integer,
  constraint a_phone_number_has_its_rate CHECK (((kind = 'pstn'::voice.target_kind) = ((prefix IS NOT NULL) AND (destination IS NOT NULL) AND (per_minute IS NOT NULL) AND (connection_fee IS NOT NULL) AND (increment IS NOT NULL) AND (minimum IS NOT NULL)))),
  constraint a_target_may_talk CHECK ((granted_seconds > 0)),
  constraint call_target_call_id_fkey FOREIGN KEY (call_id) REFERENCES voice.call(id),
  constraint call_target_pkey PRIMARY KEY (call_id, step, branch)
);

create table voice.catching (
  rental_id bigint not null,
  until timestamp with time zone not null,
  constraint catching_pkey PRIMARY KEY (rental_id)
);

create table voice.ended_service (
  service text not null,
  ended_at timestamp with time zone not null,
  forwardings bigint not null,
  constraint ended_service_pkey PRIMARY KEY (service)
);

create table voice.forwarding (
  id bigint generated always as identity not null,
  rental_id bigint not null,
  e164 text not null,
  customer_id uuid not null,
  channels integer not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  actor text not null,
  constraint a_forwarding_ends_after_it_began CHECK ((until >= since)),
  constraint a_forwarding_has_a_channel CHECK (((channels >= 1) AND (channels <= 1000))),
  constraint forwarding_pkey PRIMARY KEY (id)
);

create table voice.forwarding_rule (
  forwarding_id bigint not null,
  rule integer not null,
  days integer[],
  from_minute integer,
  until_minute integer,
  constraint days_are_days_of_the_week CHECK (((days <> '{}'::integer[]) AND (days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]))),
  constraint forwarding_rule_forwarding_id_fkey FOREIGN KEY (forwarding_id) REFERENCES voice.forwarding(id),
  constraint forwarding_rule_pkey PRIMARY KEY (forwarding_id, rule),
  constraint hours_are_minutes_of_a_day CHECK ((((from_minute >= 0) AND (from_minute <= 1439)) AND ((until_minute >= 1) AND (until_minute <= 1440)) AND (from_minute <> until_minute))),
  constraint hours_have_both_ends CHECK (((from_minute IS NULL) = (until_minute IS NULL)))
);

create table voice.forwarding_target (
  forwarding_id bigint not null,
  rule integer not null,
  step integer not null,
  branch integer not null,
  ring_seconds integer not null,
  kind voice.target_kind not null,
  target text not null,
  constraint forwarding_target_pkey PRIMARY KEY (forwarding_id, rule, step, branch),
  constraint ring_time_is_plausible CHECK (((ring_seconds >= 5) AND (ring_seconds <= 120))),
  constraint target_belongs_to_a_rule FOREIGN KEY (forwarding_id, rule) REFERENCES voice.forwarding_rule(forwarding_id, rule),
  constraint target_is_what_its_kind_says CHECK (
CASE kind
    WHEN 'sip'::voice.target_kind THEN (target ~ '^sips?:'::text)
    WHEN 'pstn'::voice.target_kind THEN (target ~ '^\+[1-9][0-9]{5,14}$'::text)
    ELSE (target ~ '^[a-z][a-z0-9-]*$'::text)
END)
);

create table voice.rate (
  prefix text not null,
  applies_from date not null,
  destination text not null,
  state voice.rate_state default 'open'::voice.rate_state not null,
  per_minute bigint,
  connection_fee bigint default 0 not null,
  increment integer not null,
  minimum integer default 0 not null,
  import_id uuid,
  set_at timestamp with time zone not null,
  constraint a_step_has_a_second CHECK (((increment >= 1) AND (increment <= 3600))),
  constraint minimum_is_plausible CHECK (((minimum >= 0) AND (minimum <= 3600))),
  constraint only_an_open_rate_has_a_price CHECK (((state = 'open'::voice.rate_state) = (per_minute IS NOT NULL))),
  constraint prefix_is_the_beginning_of_a_number CHECK ((prefix ~ '^[1-9][0-9]{0,14}$'::text)),
  constraint price_is_not_negative CHECK (((per_minute >= 0) AND (connection_fee >= 0))),
  constraint rate_import_id_fkey FOREIGN KEY (import_id) REFERENCES voice.rate_import(id),
  constraint rate_pkey PRIMARY KEY (prefix, applies_from)
);

create table voice.rate_import (
  id uuid not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  started_by text not null,
  dry_run boolean not null,
  replaces_from date,
  state voice.import_state not null,
  lines_read bigint default 0 not null,
  added bigint default 0 not null,
  changed bigint default 0 not null,
  unchanged bigint default 0 not null,
  ended bigint default 0 not null,
  error_count bigint default 0 not null,
  errors jsonb default '[]'::jsonb not null,
  failure text,
  constraint a_failed_import_says_why CHECK (((state = 'failed'::voice.import_state) = (failure IS NOT NULL))),
  constraint a_refused_import_has_errors CHECK (((state = 'refused'::voice.import_state) = (error_count > 0))),
  constraint an_import_ends CHECK (((state = 'running'::voice.import_state) = (finished_at IS NULL))),
  constraint rate_import_pkey PRIMARY KEY (id)
);

create table voice.sandbox_call (
  edge_call_id text not null,
  call_id uuid not null,
  state text not null,
  instructions jsonb not null,
  route jsonb not null,
  answered_at timestamp with time zone,
  limit_at timestamp with time zone,
  changes_at timestamp with time zone,
  constraint sandbox_call_call_id_key UNIQUE (call_id),
  constraint sandbox_call_pkey PRIMARY KEY (edge_call_id)
);

create table voice.sandbox_event (
  id bigint generated always as identity not null,
  call_id uuid not null,
  body jsonb not null,
  due_at timestamp with time zone not null,
  shipped boolean default false not null,
  constraint sandbox_event_pkey PRIMARY KEY (id)
);

create table voice.setting (
  customer_id uuid not null,
  time_zone text,
  set_aside_days integer,
  constraint money_is_set_aside_for_some_days CHECK (((set_aside_days >= 1) AND (set_aside_days <= 366))),
  constraint setting_pkey PRIMARY KEY (customer_id)
);

create table voice.sunset_reminder (
  service text not null,
  last_day date not null,
  step integer not null,
  customer_id uuid not null,
  sent_at timestamp with time zone not null,
  constraint sunset_reminder_pkey PRIMARY KEY (service, last_day, step, customer_id)
);

create table wallet.lot (
  wallet_id uuid not null,
  turn bigint not null,
  part integer default 0 not null,
  amount bigint not null,
  origin wallet.origin not null,
  payment_id uuid,
  journal_id bigint not null,
  constraint lot_amount_is_positive CHECK ((amount > 0)),
  constraint lot_pkey PRIMARY KEY (wallet_id, turn, part),
  constraint promotion_has_no_payment CHECK (((origin <> 'promotion'::wallet.origin) OR (payment_id IS NULL))),
  constraint top_up_names_its_payment CHECK (((origin <> 'payment'::wallet.origin) OR (payment_id IS NOT NULL)))
);

create table wallet.removal (
  journal_id bigint not null,
  no integer not null,
  wallet_id uuid not null,
  turn bigint not null,
  part integer not null,
  amount bigint not null,
  reason text not null,
  constraint removal_moves_something CHECK ((amount <> 0)),
  constraint removal_names_its_lot FOREIGN KEY (wallet_id, turn, part) REFERENCES wallet.lot(wallet_id, turn, part),
  constraint removal_pkey PRIMARY KEY (journal_id, no)
);

create table wallet.stretch (
  wallet_id uuid not null,
  from_position bigint not null,
  to_position bigint not null,
  turn bigint not null,
  part integer not null,
  laid_version bigint not null,
  previous_end bigint generated always as (NULLIF(from_position, 0)) stored,
  constraint line_has_no_holes FOREIGN KEY (wallet_id, previous_end) REFERENCES wallet.stretch(wallet_id, to_position),
  constraint stretch_belongs_to_a_lot FOREIGN KEY (wallet_id, turn, part) REFERENCES wallet.lot(wallet_id, turn, part),
  constraint stretch_by_place PRIMARY KEY (wallet_id, from_position),
  constraint stretch_ends_once UNIQUE (wallet_id, to_position),
  constraint stretch_is_not_empty CHECK (((to_position > from_position) AND (from_position >= 0)))
);

create table webhooks.attempt (
  message_id uuid not null,
  number integer not null,
  at timestamp with time zone not null,
  duration_ms integer,
  status integer,
  answer text,
  failure text,
  constraint answer_is_only_its_beginning CHECK ((length(answer) <= 1024)),
  constraint attempt_message_id_fkey FOREIGN KEY (message_id) REFERENCES webhooks.message(id) ON DELETE CASCADE,
  constraint attempt_pkey PRIMARY KEY (message_id, number),
  constraint attempt_was_answered_or_says_why_not CHECK (((status IS NOT NULL) OR (failure IS NOT NULL)))
);

create table webhooks.endpoint (
  id uuid not null,
  customer_id uuid,
  url text not null,
  description text not null,
  event_types text[],
  state webhooks.endpoint_state default 'enabled'::webhooks.endpoint_state not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  failing_since timestamp with time zone,
  disabled_at timestamp with time zone,
  disabled_because webhooks.disabled_because,
  constraint a_disabled_endpoint_says_since_when_and_why CHECK ((((state = 'disabled'::webhooks.endpoint_state) = (disabled_at IS NOT NULL)) AND ((state = 'disabled'::webhooks.endpoint_state) = (disabled_because IS NOT NULL)))),
  constraint endpoint_address_is_http CHECK ((url ~ '^https?://'::text)),
  constraint endpoint_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers.customer(id),
  constraint endpoint_names_a_type_or_wants_all CHECK (((event_types IS NULL) OR (event_types <> '{}'::text[]))),
  constraint endpoint_pkey PRIMARY KEY (id)
);

create table webhooks.message (
  id uuid not null,
  endpoint_id uuid not null,
  key text not null,
  event_type text not null,
  body text not null,
  is_private boolean not null,
  created_at timestamp with time zone not null,
  state webhooks.message_state not null,
  due_at timestamp with time zone,
  attempts integer default 0 not null,
  attempts_before integer default 0 not null,
  settled_at timestamp with time zone,
  constraint message_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhooks.endpoint(id) ON DELETE CASCADE,
  constraint message_is_written_once UNIQUE (endpoint_id, key),
  constraint message_on_its_way_says_until_when CHECK (((state = ANY (ARRAY['waiting'::webhooks.message_state, 'sending'::webhooks.message_state])) = (due_at IS NOT NULL))),
  constraint message_pkey PRIMARY KEY (id),
  constraint message_that_ended_says_when CHECK (((state = ANY (ARRAY['delivered'::webhooks.message_state, 'failed'::webhooks.message_state])) = (settled_at IS NOT NULL))),
  constraint schedule_begins_at_an_attempt CHECK (((attempts_before >= 0) AND (attempts_before <= attempts)))
);

create table webhooks.secret (
  id uuid not null,
  endpoint_id uuid not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  constraint secret_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhooks.endpoint(id) ON DELETE CASCADE,
  constraint secret_pkey PRIMARY KEY (id)
);

-- indexes

CREATE INDEX account_user_id_idx ON auth.account USING btree (user_id);

CREATE INDEX passkey_credential_id_idx ON auth.passkey USING btree (credential_id);

CREATE INDEX passkey_user_id_idx ON auth.passkey USING btree (user_id);

CREATE INDEX session_user_id_idx ON auth.session USING btree (user_id);

CREATE INDEX two_factor_secret_idx ON auth.two_factor USING btree (secret);

CREATE INDEX two_factor_user_id_idx ON auth.two_factor USING btree (user_id);

CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);

CREATE INDEX caught_to_forget ON caller_id.caught USING btree (caught_at) WHERE (forgotten_at IS NULL);

CREATE INDEX certificate_by_customer ON caller_id.certificate USING btree (customer_id, no);

CREATE UNIQUE INDEX certificate_by_no ON caller_id.certificate USING btree (no);

CREATE INDEX certificate_to_revoke ON caller_id.certificate USING btree (rental_id) WHERE (revoked_at IS NULL);

CREATE UNIQUE INDEX one_open_verification_a_rental ON caller_id.verification USING btree (rental_id) WHERE (closed_at IS NULL);

CREATE INDEX verification_by_customer ON caller_id.verification USING btree (customer_id, no);

CREATE UNIQUE INDEX verification_by_no ON caller_id.verification USING btree (no);

CREATE INDEX address_by_customer ON compliance.address USING btree (customer_id, id);

CREATE INDEX document_by_customer ON compliance.document USING btree (customer_id, id);

CREATE INDEX document_to_delete ON compliance.document USING btree (delete_at) WHERE ((deleted_at IS NULL) AND (delete_at IS NOT NULL));

CREATE INDEX identity_by_customer ON compliance.identity USING btree (customer_id, id);

CREATE INDEX registration_by_customer ON compliance.registration USING btree (customer_id, id);

CREATE INDEX registration_by_document ON compliance.registration_document USING btree (document_id);

CREATE INDEX registration_by_number ON compliance.registration USING btree (e164, rental_id);

CREATE INDEX registration_in_review ON compliance.registration USING btree (submitted_at, id) WHERE (state = 'submitted'::compliance.registration_state);

CREATE INDEX registration_to_release ON compliance.registration USING btree (release_at) WHERE ((release_at IS NOT NULL) AND (NOT release_waits));

CREATE INDEX registration_to_remind ON compliance.registration USING btree (next_reminder_at) WHERE (next_reminder_at IS NOT NULL);

CREATE INDEX api_key_by_customer ON customers.api_key USING btree (customer_id);

CREATE UNIQUE INDEX api_key_by_hash ON customers.api_key USING btree (secret_hash);

CREATE INDEX api_key_by_staff ON customers.api_key USING btree (staff_id);

CREATE INDEX audit_by_actor ON customers.audit_entry USING btree (actor, id);

CREATE INDEX audit_by_customer ON customers.audit_entry USING btree (customer_id, id);

CREATE INDEX member_by_customer ON customers.member USING btree (customer_id);

CREATE UNIQUE INDEX one_customer_an_email ON customers.customer USING btree (lower(email)) WHERE (closed_at IS NULL);

CREATE INDEX appeal_by_case ON fraud.appeal USING btree (case_id, id);

CREATE INDEX evidence_by_case ON fraud.evidence USING btree (case_id, id);

CREATE INDEX forfeit_by_case ON fraud.forfeit USING btree (case_id);

CREATE INDEX fraud_case_by_customer ON fraud.fraud_case USING btree (customer_id, no);

CREATE UNIQUE INDEX fraud_case_by_no ON fraud.fraud_case USING btree (no);

CREATE INDEX fraud_case_undecided ON fraud.fraud_case USING btree (no) WHERE (state = 'proposed'::fraud.case_state);

CREATE INDEX observation_by_customer ON fraud.observation USING btree (customer_id, kind, at);

CREATE INDEX observation_by_time ON fraud.observation USING btree (at);

CREATE UNIQUE INDEX one_open_appeal_a_case ON fraud.appeal USING btree (case_id) WHERE (state = 'open'::fraud.appeal_state);

CREATE UNIQUE INDEX one_open_case_a_customer ON fraud.fraud_case USING btree (customer_id) WHERE (state = ANY (ARRAY['proposed'::fraud.case_state, 'confirmed'::fraud.case_state]));

CREATE UNIQUE INDEX incident_by_no ON incidents.incident USING btree (no);

CREATE INDEX hold_expiring ON ledger.hold USING btree (expires_at) WHERE (state = 'open'::ledger.hold_state);

CREATE INDEX hold_open ON ledger.hold USING btree (wallet_id) WHERE (state = 'open'::ledger.hold_state);

CREATE INDEX journal_by_block ON ledger.journal USING btree (block_no, id) WHERE (block_no IS NOT NULL);

CREATE INDEX journal_unsealed ON ledger.journal USING btree (id) WHERE (block_no IS NULL);

CREATE UNIQUE INDEX one_house_account_a_kind ON ledger.account USING btree (type, name, currency) WHERE (type <> 'wallet'::ledger.account_type);

CREATE UNIQUE INDEX wallet_versions_are_used_once ON ledger.transfer USING btree (wallet_id, wallet_version) WHERE (wallet_id IS NOT NULL);

CREATE INDEX arrival_by_message ON messaging.arrival USING btree (message_id);

CREATE UNIQUE INDEX arrival_by_no ON messaging.arrival USING btree (no);

CREATE INDEX arrival_to_erase ON messaging.arrival USING btree (arrived_at);

CREATE INDEX arrival_undelivered ON messaging.arrival USING btree (no) WHERE (undelivered IS NOT NULL);

CREATE INDEX message_awaiting_parts ON messaging.message USING btree (awaited_until) WHERE (state = 'collecting'::messaging.message_state);

CREATE INDEX message_by_customer ON messaging.message USING btree (customer_id, no);

CREATE UNIQUE INDEX message_by_no ON messaging.message USING btree (no);

CREATE INDEX message_by_rental ON messaging.message USING btree (rental_id, no);

CREATE INDEX message_by_what_joins_it ON messaging.message USING btree (joined_by, no) WHERE (joined_by IS NOT NULL);

CREATE INDEX message_to_erase ON messaging.message USING btree (received_at) WHERE (erased_at IS NULL);

CREATE INDEX sandbox_pdu_to_deliver ON messaging.sandbox_pdu USING btree (deliver_at, no);

CREATE INDEX mail_being_sent ON notifications.mail USING btree (claimed_at) WHERE (state = 'sending'::notifications.mail_state);

CREATE INDEX mail_by_customer ON notifications.mail USING btree (customer_id, id);

CREATE INDEX mail_to_look_at ON notifications.mail USING btree (id) WHERE (state = ANY (ARRAY['refused'::notifications.mail_state, 'unknown'::notifications.mail_state]));

CREATE INDEX mail_waiting ON notifications.mail USING btree (next_attempt_at, id) WHERE (state = 'waiting'::notifications.mail_state);

CREATE INDEX credit_arrival_due ON numbers.credit_arrival USING btree (noted_at) WHERE (NOT waits);

CREATE INDEX history_by_number ON numbers.history USING btree (e164, at, id);

CREATE INDEX number_for_sale ON numbers.number USING btree (country, kind, shelf, monthly, e164) WHERE (state = 'available'::numbers.stock_state);

CREATE INDEX number_for_sale_by_digits ON numbers.number USING gin (numbers.digit_groups(e164)) WHERE (state = 'available'::numbers.stock_state);

CREATE INDEX number_for_sale_by_number ON numbers.number USING btree (country, kind, shelf, e164) WHERE (state = 'available'::numbers.stock_state);

CREATE INDEX number_for_sale_in_city ON numbers.number USING btree (country, city, kind, shelf, monthly, e164) WHERE (state = 'available'::numbers.stock_state);

CREATE INDEX number_reserved_for ON numbers.number USING btree (reserved_for) WHERE (reserved_for IS NOT NULL);

CREATE INDEX number_reserved_until ON numbers.number USING btree (reserved_until) WHERE (reserved_until IS NOT NULL);

CREATE INDEX number_resold_on ON numbers.number USING btree (for_sale_again_on) WHERE (for_sale_again_on IS NOT NULL);

CREATE UNIQUE INDEX one_holder_a_number ON numbers.rental USING btree (e164) WHERE (state <> 'ended'::numbers.rental_state);

CREATE UNIQUE INDEX orders_are_done_once ON numbers.history USING btree (customer_id, order_key) WHERE (order_key IS NOT NULL);

CREATE INDEX price_change_waiting ON numbers.price_change USING btree (applies_from) WHERE (applied_at IS NULL);

CREATE INDEX rental_by_customer ON numbers.rental USING btree (customer_id);

CREATE INDEX rental_due ON numbers.rental USING btree (paid_until) WHERE (state = 'active'::numbers.rental_state);

CREATE INDEX rental_ended_by_number ON numbers.rental USING btree (e164) WHERE (state = 'ended'::numbers.rental_state);

CREATE INDEX rental_lapsing ON numbers.rental USING btree (paid_until) WHERE ((state = 'suspended'::numbers.rental_state) AND calendar_goes_on);

CREATE INDEX rental_period_by_journal ON numbers.rental_period USING brin (journal_id) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX rental_quarantine_ends ON numbers.rental USING btree (restorable_until) WHERE (state = 'quarantined'::numbers.rental_state);

CREATE INDEX rental_suspended ON numbers.rental USING btree (customer_id) WHERE (state = 'suspended'::numbers.rental_state);

CREATE INDEX stock_import_running ON numbers.stock_import USING btree (id) WHERE (state = 'running'::numbers.import_state);

CREATE INDEX automatic_payment_by_customer ON payments.automatic_payment USING btree (customer_id, no);

CREATE INDEX automatic_payment_by_method ON payments.automatic_payment USING btree (method_id);

CREATE UNIQUE INDEX automatic_payment_by_no ON payments.automatic_payment USING btree (no);

CREATE INDEX automatic_payment_due ON payments.automatic_payment USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX dispute_by_customer ON payments.dispute USING btree (customer_id, no) WHERE (customer_id IS NOT NULL);

CREATE UNIQUE INDEX dispute_by_no ON payments.dispute USING btree (no);

CREATE INDEX dispute_by_payment ON payments.dispute USING btree (payment_id) WHERE (payment_id IS NOT NULL);

CREATE INDEX dispute_holding ON payments.dispute USING btree (customer_id) WHERE (held > 0);

CREATE INDEX dispute_to_check ON payments.dispute USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX inbox_waiting ON payments.inbox USING btree (received_at) WHERE (handled_at IS NULL);

CREATE INDEX method_by_customer ON payments.saved_method USING btree (customer_id, no);

CREATE UNIQUE INDEX method_by_no ON payments.saved_method USING btree (no);

CREATE INDEX method_to_check ON payments.saved_method USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX payment_by_automatic_payment ON payments.payment USING btree (automatic_payment_id, no) WHERE (automatic_payment_id IS NOT NULL);

CREATE INDEX payment_by_customer ON payments.payment USING btree (customer_id, no);

CREATE UNIQUE INDEX payment_by_no ON payments.payment USING btree (no);

CREATE UNIQUE INDEX payment_by_reference ON payments.payment USING btree (processor, processor_reference);

CREATE INDEX payment_of_automatic_top_up ON payments.payment USING btree (customer_id, created_at) WHERE is_automatic_top_up;

CREATE INDEX payment_to_check ON payments.payment USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX payout_by_customer ON payments.payout USING btree (customer_id, no);

CREATE INDEX payout_by_hand ON payments.payout USING btree (no) WHERE (state = 'manual'::payments.payout_state);

CREATE UNIQUE INDEX payout_by_no ON payments.payout USING btree (no);

CREATE INDEX payout_by_payment ON payments.payout USING btree (payment_id);

CREATE INDEX payout_by_reference ON payments.payout USING btree (processor_reference) WHERE (processor_reference IS NOT NULL);

CREATE INDEX payout_to_check ON payments.payout USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX sandbox_object_by_parent ON payments.sandbox_object USING btree (processor, parent);

CREATE INDEX sandbox_object_changing ON payments.sandbox_object USING btree (changes_at) WHERE (changes_at IS NOT NULL);

CREATE INDEX event_waiting ON platform.event USING btree (id) WHERE (dispatched_at IS NULL);

CREATE INDEX event_with_a_message ON platform.event USING btree (occurred_at) WHERE (kind = ANY (ARRAY['messaging.received'::text, 'messaging.completed'::text]));

CREATE INDEX idempotent_request_by_age ON platform.idempotent_request USING btree (created_at);

CREATE UNIQUE INDEX one_preview_at_a_time ON policy.preview USING btree (state) WHERE (state = 'running'::policy.preview_state);

CREATE UNIQUE INDEX one_published_version_a_day ON policy.version USING btree (in_force_from) WHERE (published_at IS NOT NULL);

CREATE INDEX preview_by_version ON policy.preview USING btree (version_id, id);

CREATE INDEX compensated_period_by_rental ON refunds.compensated_period USING btree (rental_id, from_month);

CREATE INDEX compensation_by_incident ON refunds.compensation USING btree (incident_id);

CREATE UNIQUE INDEX compensation_run_by_no ON refunds.compensation_run USING btree (no);

CREATE INDEX compensation_run_open ON refunds.compensation_run USING btree (started_at) WHERE (finished_at IS NULL);

CREATE UNIQUE INDEX one_refund_of_a_customer_waits ON refunds.refund USING btree (customer_id) WHERE (outcome = 'waiting'::refunds.outcome);

CREATE UNIQUE INDEX one_run_an_incident ON refunds.compensation_run USING btree (incident_id) WHERE (finished_at IS NULL);

CREATE INDEX passed_over_by_customer ON refunds.passed_over USING btree (customer_id);

CREATE INDEX refund_by_customer ON refunds.refund USING btree (customer_id, no);

CREATE UNIQUE INDEX refund_by_granting_journal ON refunds.refund USING btree (granted_journal_id) WHERE (granted_journal_id IS NOT NULL);

CREATE UNIQUE INDEX refund_by_no ON refunds.refund USING btree (no);

CREATE INDEX registration_credit_by_refund ON refunds.registration_credit USING btree (refund_id);

CREATE INDEX service_of_supplier ON suppliers.service USING btree (supplier);

CREATE INDEX voip_provider_listed ON suppliers.voip_provider USING btree (recommended DESC, name) WHERE listed;

CREATE UNIQUE INDEX a_journal_pays_for_one_call ON voice.call USING btree (journal_id) WHERE (journal_id IS NOT NULL);

CREATE INDEX call_by_customer ON voice.call USING btree (customer_id, id);

CREATE INDEX call_by_number ON voice.call USING btree (e164, id);

CREATE INDEX call_in_progress ON voice.call USING btree (rental_id) WHERE (state <> 'ended'::voice.call_state);

CREATE INDEX call_prolonged ON voice.call USING btree (prolong_at) WHERE (prolong_at IS NOT NULL);

CREATE INDEX call_swept ON voice.call USING btree (sweep_at) WHERE (sweep_at IS NOT NULL);

CREATE UNIQUE INDEX charged_targets_ring_alone ON voice.forwarding_target USING btree (forwarding_id, rule, step) WHERE (kind = 'pstn'::voice.target_kind);

CREATE INDEX forwarding_by_rental ON voice.forwarding USING btree (rental_id, id);

CREATE INDEX forwarding_target_service ON voice.forwarding_target USING btree (target, forwarding_id) WHERE (kind = 'service'::voice.target_kind);

CREATE UNIQUE INDEX one_forwarding_a_rental ON voice.forwarding USING btree (rental_id) WHERE (until IS NULL);

CREATE INDEX rate_import_running ON voice.rate_import USING btree (id) WHERE (state = 'running'::voice.import_state);

CREATE INDEX sandbox_call_changing ON voice.sandbox_call USING btree (changes_at) WHERE (changes_at IS NOT NULL);

CREATE INDEX sandbox_event_waiting ON voice.sandbox_event USING btree (due_at) WHERE (NOT shipped);

CREATE INDEX lot_by_payment ON wallet.lot USING btree (payment_id) WHERE (payment_id IS NOT NULL);

CREATE INDEX removal_by_wallet ON wallet.removal USING btree (wallet_id, journal_id);

CREATE INDEX stretch_by_version ON wallet.stretch USING btree (wallet_id, laid_version, to_position);

CREATE INDEX endpoint_by_customer ON webhooks.endpoint USING btree (customer_id);

CREATE INDEX message_by_endpoint ON webhooks.message USING btree (endpoint_id, created_at, id);

CREATE INDEX message_due ON webhooks.message USING btree (due_at, id) WHERE (due_at IS NOT NULL);

CREATE INDEX message_failed ON webhooks.message USING btree (endpoint_id, created_at) WHERE (state = 'failed'::webhooks.message_state);

CREATE INDEX message_that_ended_by_age ON webhooks.message USING btree (created_at) WHERE (due_at IS NULL);

CREATE INDEX message_that_is_private_by_age ON webhooks.message USING btree (created_at) WHERE is_private;

CREATE UNIQUE INDEX one_current_secret_an_endpoint ON webhooks.secret USING btree (endpoint_id) WHERE (expires_at IS NULL);

CREATE INDEX secret_by_endpoint ON webhooks.secret USING btree (endpoint_id);

-- functions

CREATE OR REPLACE FUNCTION caller_id.refuse_to_change_certificate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.revoked_at is null
     and (to_jsonb(new) - '{revoked_at,revoked_because}'::text[]) = (to_jsonb(old) - '{revoked_at,revoked_because}'::text[]) then
    return new;
  end if;
  raise exception 'certificates never change; they can be revoked, once' using errcode = 'RF002';
end $function$
;

CREATE OR REPLACE FUNCTION caller_id.refuse_to_truncate_certificates()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'certificates never change; they can be revoked, once' using errcode = 'RF002';
end $function$
;

CREATE OR REPLACE FUNCTION compliance.only_erase()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (to_jsonb(old) - '{delete_at,deleted_at,deleted_because}'::text[]) = (to_jsonb(new) - '{delete_at,deleted_at,deleted_because}'::text[])
     and old.deleted_at is null then
    return new;
  end if;
  raise exception 'document % never changes, it is only deleted', old.id using errcode = 'RF007';
end $function$
;

CREATE OR REPLACE FUNCTION customers.refuse_to_change_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit log is append-only' using errcode = 'RF002';
end $function$
;

CREATE OR REPLACE FUNCTION fraud.only_move_on()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare may_change text[] := case old.state || ' ' || new.state
  when 'proposed proposed' then '{endorsed_at,endorsed_by}'
  when 'proposed confirmed' then '{state,decided_at,decided_by,decision_reason,refused_refund_id}'
  when 'proposed dismissed' then '{state,decided_at,decided_by,decision_reason}'
  when 'confirmed upheld' then '{state,upheld_at,upheld_by,returned_journal_id}'
  else '{}' end;
begin
  if to_jsonb(old) - may_change = to_jsonb(new) - may_change and (old.endorsed_by is null or new.endorsed_by = old.endorsed_by) then
    return new;
  end if;
  raise exception 'fraud case % is % and does not change so', old.id, old.state using errcode = 'RF007';
end $function$
;

CREATE OR REPLACE FUNCTION ledger.check_new_transfers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare wrong record;
begin
  select k.journal_id, k.code,
         case when j.id is null then 'was added, but the journal does not exist or is sealed'
              when f.type is null or t.type is null then 'names an account that does not exist'
              when r.code is null then format('may not connect %s to %s', f.type, t.type)
              when k.wallet_type is null and 'wallet' in (f.type, t.type) then 'does not name its wallet'
              when f.currency <> t.currency then 'connects two currencies'
              when k.frozen and not r.while_frozen then 'moves a wallet that is frozen'
              else 'does not leave its wallet as the account is' end as fault
    into wrong
    from (select n.journal_id, n.code, w.type as wallet_type, w.currency as wallet_currency,
                 case when n.wallet_id = n.from_account_id then null else n.from_account_id end as from_id,
                 case when n.wallet_id = n.to_account_id then null else n.to_account_id end as to_id,
                 bool_or(n.wallet_version > w.version or (n.wallet_version = w.version and n.wallet_balance <> w.balance)) as strays,
                 coalesce(bool_or(w.frozen_at is not null), false) as frozen
            from added n
            left join ledger.account w on w.id = n.wallet_id
           group by 1, 2, 3, 4, 5, 6) k
    left join ledger.journal j on j.id = k.journal_id and j.block_no is null
    left join ledger.account hf on hf.id = k.from_id
    left join ledger.account ht on ht.id = k.to_id
   cross join lateral (select coalesce(hf.type, case when k.from_id is null then k.wallet_type end) as type,
                              coalesce(hf.currency, case when k.from_id is null then k.wallet_currency end) as currency) f
   cross join lateral (select coalesce(ht.type, case when k.to_id is null then k.wallet_type end) as type,
                              coalesce(ht.currency, case when k.to_id is null then k.wallet_currency end) as currency) t
    left join ledger.transfer_rule r on r.code = k.code and r.from_type = f.type and r.to_type = t.type
   where r.code is null or j.id is null or f.currency <> t.currency or k.strays
      or (k.wallet_type is null) = ('wallet' in (f.type, t.type)) or k.wallet_type <> 'wallet'
      or (k.frozen and not r.while_frozen)
   limit 1;
  if found then
    raise exception 'journal %: a transfer % %', wrong.journal_id, wrong.code, wrong.fault using errcode = 'RF003';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION ledger.journal_digest(sealed ledger.journal)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select sha256(convert_to(concat_ws(E'\n', sealed.id, to_json(sealed.idempotency_key), encode(sealed.content_hash, 'hex'),
           (extract(epoch from sealed.occurred_at) * 1000000)::bigint, to_json(sealed.actor), sealed.details::text, sealed.lines,
           (select string_agg(concat_ws(' ', t.line, t.code, t.from_account_id, t.to_account_id, t.amount,
                                        coalesce(t.wallet_id::text, '-'), coalesce(t.wallet_version::text, '-'),
                                        coalesce(t.wallet_balance::text, '-')), E'\n' order by t.line)
              from ledger.transfer t where t.journal_id = sealed.id)), 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION ledger.only_seal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.block_no is null and new.block_no is not null
     and (old.id, old.idempotency_key, old.content_hash, old.occurred_at, old.actor, old.details, old.lines)
       = (new.id, new.idempotency_key, new.content_hash, new.occurred_at, new.actor, new.details, new.lines) then
    return new;
  end if;
  raise exception 'the ledger is append-only: journal % cannot change', old.id using errcode = 'RF004';
end $function$
;

CREATE OR REPLACE FUNCTION ledger.refuse_to_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'RF004';
end $function$
;

CREATE OR REPLACE FUNCTION messaging.refuse_to_change_acknowledgement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'acknowledgements are append-only' using errcode = 'RF002';
end $function$
;

CREATE OR REPLACE FUNCTION numbers.digit_groups(e164 text)
 RETURNS smallint[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ARRAY[(((e164)::bigint % (1000)::bigint))::smallint, ((((e164)::bigint / 10) % (1000)::bigint))::smallint, ((((e164)::bigint / 100) % (1000)::bigint))::smallint, ((((e164)::bigint / 1000) % (1000)::bigint))::smallint, ((((e164)::bigint / 10000) % (1000)::bigint))::smallint, ((((e164)::bigint / 100000) % (1000)::bigint))::smallint, ((((e164)::bigint / 1000000) % (1000)::bigint))::smallint, ((((e164)::bigint / 10000000) % (1000)::bigint))::smallint, ((((e164)::bigint / 100000000) % (1000)::bigint))::smallint, ((((e164)::bigint / 1000000000) % (1000)::bigint))::smallint, ((((e164)::bigint / '10000000000'::bigint) % (1000)::bigint))::smallint, ((((e164)::bigint / '100000000000'::bigint) % (1000)::bigint))::smallint, ((((e164)::bigint / '1000000000000'::bigint) % (1000)::bigint))::smallint]
;

CREATE OR REPLACE FUNCTION payments.forget_label()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.label := null;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION policy.refuse_to_change_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.published_at is not null then
    raise exception 'policy version % is published and never changes', old.id using errcode = 'RF001';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$
;

CREATE OR REPLACE FUNCTION policy.refuse_to_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'policy versions are never removed together' using errcode = 'RF001';
end $function$
;

CREATE OR REPLACE FUNCTION refunds.only_decide()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.outcome = 'waiting' and new.outcome <> 'waiting'
     and (to_jsonb(old) - '{policy_version_id,outcome,decision,decided_at,journal_id}'::text[])
       = (to_jsonb(new) - '{policy_version_id,outcome,decision,decided_at,journal_id}'::text[]) then
    return new;
  end if;
  raise exception 'refund % is decided and never changes', old.id using errcode = 'RF006';
end $function$
;

CREATE OR REPLACE FUNCTION suppliers.refuse_to_end_earlier()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.revision > 1 and not exists (
    select from suppliers.sunset s
     where s.service = new.service and s.revision = new.revision - 1
       and s.closed_from <= new.closed_from and s.last_day <= new.last_day) then
    raise exception 'the end of % was announced: its dates only move later, one revision after the other', new.service using errcode = 'RF005';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION voice.an_ended_call_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state = 'ended' then
    raise exception 'call % has ended and cannot change', old.id using errcode = 'RF004';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION voice.only_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.until is null and new.until is not null
     and (old.id, old.rental_id, old.e164, old.customer_id, old.channels, old.since, old.actor)
       = (new.id, new.rental_id, new.e164, new.customer_id, new.channels, new.since, new.actor) then
    return new;
  end if;
  raise exception 'a forwarding only ends: % cannot change', old.id using errcode = 'RF004';
end $function$
;

CREATE OR REPLACE FUNCTION voice.refuse_to_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'voice keeps its history: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'RF004';
end $function$
;

CREATE OR REPLACE FUNCTION webhooks.refuse_to_change_attempts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an attempt was made as it was made' using errcode = 'RF001';
end $function$
;

-- triggers

CREATE TRIGGER certificate_never_changes BEFORE DELETE OR UPDATE ON caller_id.certificate FOR EACH ROW EXECUTE FUNCTION caller_id.refuse_to_change_certificate();

CREATE TRIGGER certificates_are_not_truncated BEFORE TRUNCATE ON caller_id.certificate FOR EACH STATEMENT EXECUTE FUNCTION caller_id.refuse_to_truncate_certificates();

CREATE TRIGGER documents_are_never_removed BEFORE DELETE OR TRUNCATE ON compliance.document FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER documents_only_get_deleted BEFORE UPDATE ON compliance.document FOR EACH ROW EXECUTE FUNCTION compliance.only_erase();

CREATE TRIGGER reviews_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON compliance.review FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER audit_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON customers.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION customers.refuse_to_change_audit();

CREATE TRIGGER appeals_are_never_removed BEFORE DELETE OR TRUNCATE ON fraud.appeal FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER evidence_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON fraud.evidence FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER forfeits_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON fraud.forfeit FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER cases_are_never_removed BEFORE DELETE OR TRUNCATE ON fraud.fraud_case FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER cases_only_move_on BEFORE UPDATE ON fraud.fraud_case FOR EACH ROW EXECUTE FUNCTION fraud.only_move_on();

CREATE TRIGGER incidents_stay_what_they_are BEFORE DELETE OR UPDATE OR TRUNCATE ON incidents.incident FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER incident_versions_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON incidents.version FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER accounts_are_never_removed BEFORE DELETE OR TRUNCATE ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER accounts_stay_what_they_are BEFORE UPDATE OF id, type, name, currency, opened_at ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER blocks_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.block FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER house_balances_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.house_balance FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER journals_are_never_removed BEFORE DELETE OR TRUNCATE ON ledger.journal FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER journals_only_get_sealed BEFORE UPDATE ON ledger.journal FOR EACH ROW EXECUTE FUNCTION ledger.only_seal();

CREATE TRIGGER new_transfers_are_checked AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_new_transfers();

CREATE TRIGGER transfers_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.transfer FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER acknowledgement_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON messaging.acknowledgement FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_to_change_acknowledgement();

CREATE TRIGGER history_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON numbers.history FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER rental_periods_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON numbers.rental_period FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER an_ended_method_is_forgotten BEFORE UPDATE ON payments.saved_method FOR EACH ROW WHEN (((new.state = 'ended'::payments.method_state) AND (new.label IS NOT NULL))) EXECUTE FUNCTION payments.forget_label();

CREATE TRIGGER published_versions_are_locked BEFORE DELETE OR UPDATE ON policy.version FOR EACH ROW EXECUTE FUNCTION policy.refuse_to_change_published();

CREATE TRIGGER versions_are_not_truncated BEFORE TRUNCATE ON policy.version FOR EACH STATEMENT EXECUTE FUNCTION policy.refuse_to_truncate();

CREATE TRIGGER compensated_periods_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON refunds.compensated_period FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER compensations_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON refunds.compensation FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER decided_refunds_never_change BEFORE UPDATE ON refunds.refund FOR EACH ROW EXECUTE FUNCTION refunds.only_decide();

CREATE TRIGGER refunds_are_never_removed BEFORE DELETE OR TRUNCATE ON refunds.refund FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER registration_credits_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON refunds.registration_credit FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER announced_dates_only_move_later BEFORE INSERT ON suppliers.sunset FOR EACH ROW EXECUTE FUNCTION suppliers.refuse_to_end_earlier();

CREATE TRIGGER sunsets_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON suppliers.sunset FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER calls_are_never_removed BEFORE DELETE OR TRUNCATE ON voice.call FOR EACH STATEMENT EXECUTE FUNCTION voice.refuse_to_change();

CREATE TRIGGER ended_calls_never_change BEFORE UPDATE ON voice.call FOR EACH ROW EXECUTE FUNCTION voice.an_ended_call_stays();

CREATE TRIGGER call_events_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON voice.call_event FOR EACH STATEMENT EXECUTE FUNCTION voice.refuse_to_change();

CREATE TRIGGER call_targets_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON voice.call_target FOR EACH STATEMENT EXECUTE FUNCTION voice.refuse_to_change();

CREATE TRIGGER forwardings_are_never_removed BEFORE DELETE OR TRUNCATE ON voice.forwarding FOR EACH STATEMENT EXECUTE FUNCTION voice.refuse_to_change();

CREATE TRIGGER forwardings_only_end BEFORE UPDATE ON voice.forwarding FOR EACH ROW EXECUTE FUNCTION voice.only_end();

CREATE TRIGGER forwarding_rules_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON voice.forwarding_rule FOR EACH STATEMENT EXECUTE FUNCTION voice.refuse_to_change();

CREATE TRIGGER forwarding_targets_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON voice.forwarding_target FOR EACH STATEMENT EXECUTE FUNCTION voice.refuse_to_change();

CREATE TRIGGER sunset_reminders_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON voice.sunset_reminder FOR EACH STATEMENT EXECUTE FUNCTION voice.refuse_to_change();

CREATE TRIGGER lots_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON wallet.lot FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER removals_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON wallet.removal FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER stretches_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON wallet.stretch FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_to_change();

CREATE TRIGGER attempts_never_change BEFORE UPDATE ON webhooks.attempt FOR EACH STATEMENT EXECUTE FUNCTION webhooks.refuse_to_change_attempts();
