-- 0009 notifications: the outbox of mails. A mail is written once (its key), and handed to SMTP at most once: what a crash left
-- between the two is `unknown`, for staff to look at, never sent a second time by itself.
create schema notifications;

-- waiting: to be sent at next_attempt_at. sending: a worker has it since claimed_at. sent: the mail server accepted it. refused: the mail server
-- said no for good. unknown: the connection or the worker broke after the text was handed over. kept: the demonstration sends nothing.
create type notifications.mail_state as enum ('waiting', 'sending', 'sent', 'refused', 'unknown', 'kept');
create table notifications.mail (
  id bigint generated always as identity primary key,
  key text not null,
  customer_id uuid,
  recipient text not null,
  about text not null,
  language text not null,
  subject text not null,
  body text not null,
  -- Holds a link that lets its reader sign in: never shown to anybody else, and erased once the mail is out.
  confidential boolean not null,
  created_at timestamptz not null,
  state notifications.mail_state not null,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  claimed_at timestamptz,
  sent_at timestamptz,
  failure text,
  constraint mail_is_written_once unique (key),
  constraint mail_language_is_known check (language in ('en', 'es', 'it')),
  constraint mail_that_waits_says_until_when check ((state = 'waiting') = (next_attempt_at is not null)),
  constraint mail_being_sent_says_since_when check ((state = 'sending') <= (claimed_at is not null)),
  constraint mail_that_was_sent_says_when check ((state = 'sent') = (sent_at is not null)),
  constraint mail_that_failed_says_why check (state not in ('refused', 'unknown') or failure is not null)
);
create index mail_waiting on notifications.mail (next_attempt_at, id) where state = 'waiting';
create index mail_being_sent on notifications.mail (claimed_at) where state = 'sending';
create index mail_to_look_at on notifications.mail (id) where state in ('refused', 'unknown');
create index mail_by_customer on notifications.mail (customer_id, id);
