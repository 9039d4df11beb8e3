import type { SchemaSteps } from './migrate.js'

/** Times are milliseconds since 1970. Whatever has a unique key begins it with the app, where the app is known when it is looked for. */
const tables = `create table consent_ledger (
  app_id        text not null,
  seq           integer not null,
  previous_hash text not null,
  hash          text not null,
  mac           text not null,
  subject       text not null,
  entry         text not null,
  primary key (app_id, seq),
  unique (app_id, hash)
) strict;
create index consent_ledger_subject on consent_ledger (subject);

create trigger consent_ledger_refuses_update before update on consent_ledger
begin select raise(abort, 'the consent ledger is append-only'); end;

create trigger consent_ledger_refuses_delete before delete on consent_ledger
begin select raise(abort, 'the consent ledger is append-only'); end;

-- Also what keeps INSERT OR REPLACE from deleting a row, which fires no delete trigger.
create trigger consent_ledger_is_a_chain before insert on consent_ledger
when new.seq is not (select coalesce(max(seq), 0) + 1 from consent_ledger where app_id = new.app_id)
  or new.previous_hash is not coalesce(
    (select hash from consent_ledger where app_id = new.app_id order by seq desc limit 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
  or exists (select 1 from consent_ledger where app_id = new.app_id and hash = new.hash)
begin select raise(abort, 'the consent ledger only grows at its end'); end;

create table subscriptions (
  subscription_id     text primary key,
  app_id              text not null,
  customer_belongs_to text not null,
  subject             text not null,
  template_code       text not null,
  type                text check (type in ('AGREE', 'REJECT')),
  decided_at          integer,
  credits             integer not null default 0 check (credits >= 0),
  withdrawn_at        integer not null default 0,
  unique (app_id, customer_belongs_to, subject, template_code)
) strict;
create index subscriptions_subject on subscriptions (subject);

create table tokens (
  app_id                   text not null,
  customer_belongs_to      text not null,
  subject                  text not null,
  access_token             text not null,
  access_token_expires_at  integer not null,
  refresh_token            text not null,
  refresh_token_expires_at integer not null,
  version                  integer not null,
  refresh_lease_until      integer not null default 0,
  refresh_holder           text,
  primary key (app_id, customer_belongs_to, subject)
) strict, without rowid;
create index tokens_subject on tokens (subject);

-- What users let the merchant see, where USER_INFO=on.
create table user_infos (
  app_id              text not null,
  customer_belongs_to text not null,
  subject             text not null,
  info                text not null,
  received_at         integer not null,
  primary key (app_id, customer_belongs_to, subject)
) strict, without rowid;
create index user_infos_subject on user_infos (subject);
create index user_infos_received on user_infos (received_at);

-- Codes that the platform refused are told from those that were swapped: they are kept for a day only.
create table auth_codes (
  code_hash  text primary key,
  claimed_at integer not null,
  refused_at integer
) strict, without rowid;
create index auth_codes_claimed on auth_codes (claimed_at);
create index auth_codes_refused on auth_codes (refused_at) where refused_at is not null;

-- The time of a decision is computed when its request comes first, and stands for all that repeat it: so a request
-- whose outcome is not kept (its code was not good) leaves its first try.
create table idempotency_records (
  scope        text not null,
  request_id   text not null,
  request_hash text not null,
  state        text not null check (state in ('RUNNING', 'FORGOTTEN', 'DONE')),
  lease_until  integer not null,
  first_try    text,
  -- Whose answer it is, as soon as that is known: it goes when they are erased.
  subject      text,
  answer       text,
  finished_at  integer,
  primary key (scope, request_id)
) strict, without rowid;
create index idempotency_records_subject on idempotency_records (subject) where subject is not null;
create index idempotency_records_finished on idempotency_records (finished_at) where finished_at is not null;
create index idempotency_records_open on idempotency_records (lease_until) where state <> 'DONE';

-- What makes a requestId unique in its app, as long as its message is kept: the history can't, it is cut by day.
create table message_keys (
  app_id     text not null,
  request_id text not null,
  body_hash  text not null,
  created_at integer not null,
  primary key (app_id, request_id)
) strict, without rowid;

-- What is to be sent: the outbox. A message leaves it with the statement that finishes it.
create table messages (
  app_id              text not null,
  request_id          text not null,
  reference           text,
  subscription_id     text not null,
  customer_belongs_to text not null,
  subject             text not null,
  template_code       text not null,
  templates           text not null,
  uses_credit         integer not null,
  created_at          integer not null,
  queued_at           integer not null,
  send_at             integer,
  expires_at          integer not null,
  expires_after       integer,
  status              text not null check (status in ('QUEUED', 'SENDING')),
  code                text,
  detail              text,
  attempts            integer not null default 0,
  was_unknown         integer not null default 0,
  unknown_code        text,
  retries             integer not null default 0,
  due_at              integer not null,
  owner               text,
  started_at          integer,
  -- Attempts that ended without sending it, each a line of JSON.
  timeline            text not null default '',
  trace_id            text,
  primary key (app_id, request_id)
) strict;
-- Claims go app by app, so that one that has to wait is not in the way of the others.
create index messages_due_of_app on messages (app_id, customer_belongs_to, due_at);
create index messages_expiring on messages (expires_at);
create index messages_of_subscription on messages (subscription_id);
create index messages_of_subject on messages (subject);
create index messages_of_reference on messages (reference) where reference is not null;

-- What has finished.
create table message_history (
  app_id              text not null,
  request_id          text not null,
  reference           text,
  subscription_id     text not null,
  customer_belongs_to text not null,
  subject             text not null,
  template_code       text not null,
  templates           text not null,
  uses_credit         integer not null,
  created_at          integer not null,
  queued_at           integer not null,
  send_at             integer,
  expires_at          integer not null,
  expires_after       integer,
  outcome             text not null check (outcome in ('SENT', 'REJECTED', 'UNKNOWN', 'PURGED', 'EXPIRED')),
  message_id          text,
  code                text,
  detail              text,
  attempts            integer not null,
  was_unknown         integer not null,
  unknown_code        text,
  retries             integer not null,
  started_at          integer,
  finished_at         integer not null,
  timeline            text not null,
  trace_id            text
) strict;
create index message_history_key on message_history (app_id, request_id);
create index message_history_of_subject on message_history (subject);
create index message_history_of_reference on message_history (reference) where reference is not null;
-- Searches; the outbox, which every claim changes, has no such index and is read whole.
create index message_history_created on message_history (app_id, created_at);
create index message_history_template on message_history (app_id, template_code, created_at);
-- Most messages are sent, and cost these nothing: a rare end is found among all others of its time.
create index message_history_unsent on message_history (app_id, outcome, created_at) where outcome <> 'SENT';
create index message_history_code on message_history (app_id, code, created_at) where code <> 'SUCCESS';
create index message_history_dead on message_history (finished_at, request_id) where outcome in ('REJECTED', 'UNKNOWN');
create index message_history_finished on message_history (finished_at);

-- One statement reads both.
create view all_messages as select
  app_id, request_id, reference, subscription_id, customer_belongs_to, subject, template_code, templates, uses_credit,
  created_at, queued_at, send_at, expires_at, expires_after, code, detail, attempts, was_unknown, unknown_code, retries,
  started_at, timeline, trace_id,
  status, due_at, owner, cast(null as text) as outcome, cast(null as text) as message_id, cast(null as integer) as finished_at
from messages union all select
  app_id, request_id, reference, subscription_id, customer_belongs_to, subject, template_code, templates, uses_credit,
  created_at, queued_at, send_at, expires_at, expires_after, code, detail, attempts, was_unknown, unknown_code, retries,
  started_at, timeline, trace_id,
  'FINISHED', finished_at, null, outcome, message_id, finished_at
from message_history;

-- What happened, for who reads the feed. A number is given once, also where the newest rows were erased, and in the
-- order of commits, since one transaction writes at a time.
create table events (
  seq         integer primary key autoincrement,
  app_id      text not null,
  event_id    text not null default (lower(hex(randomblob(16)))),
  type        text not null,
  subject     text not null,
  happened_at integer not null,
  data        text not null
) strict;
create index events_of_app on events (app_id, seq);
create index events_of_subject on events (subject);

-- How far each app's events have been posted to its webhook.
create table webhooks (
  app_id        text primary key,
  url_hash      text not null,
  xid           integer not null,
  seq           integer not null,
  failing_since integer,
  off_at        integer
) strict;

-- Events before that place that it has not taken yet.
create table webhook_retries (
  app_id          text not null,
  xid             integer not null,
  seq             integer not null,
  attempts        integer not null,
  first_failed_at integer not null,
  due_at          integer not null,
  primary key (app_id, xid, seq)
) strict;

-- Work that one process does for all. A holder that has died loses it when its time is over.
create table leases (
  name        text primary key,
  holder      text not null,
  lease_until integer not null
) strict, without rowid;

-- How many messages finished, by minute and once more by hour: plots read these, and no messages. What was sent is
-- counted by how long it took (slot).
create table message_counts (
  app_id    text not null,
  span_ms   integer not null,
  starts_at integer not null,
  outcome   text not null,
  code      text not null,
  slot      integer not null,
  messages  integer not null,
  primary key (app_id, span_ms, starts_at, outcome, code, slot)
) strict, without rowid;
create index message_counts_time on message_counts (span_ms, starts_at);

-- Breakers and paces live in each process: here it tells the others, and is told to release one.
create table sending_limits (
  process             text not null,
  app_id              text not null,
  customer_belongs_to text not null,
  template_code       text not null,
  state               text not null check (state in ('CLOSED', 'OPEN', 'HALF_OPEN')),
  per_second          real,
  reported_at         integer not null,
  is_release_asked    integer not null default 0,
  primary key (process, app_id, customer_belongs_to, template_code)
) strict, without rowid;

-- What people did in the console. An erase takes out which message it was.
create table audit_log (
  id                  integer primary key,
  at                  integer not null,
  key_name            text not null,
  action              text not null check (action in ('RESEND', 'CANCEL', 'RELEASE_BREAKER')),
  app_id              text not null,
  request_id          text,
  subject             text,
  customer_belongs_to text,
  template_code       text
) strict;
create index audit_log_at on audit_log (at);
create index audit_log_message on audit_log (app_id, request_id) where request_id is not null;
create index audit_log_subject on audit_log (subject) where subject is not null;

-- Whether messages may leave: at most one row. place is the database that these rows were in at the last start.
create table sending_state (
  id           integer primary key check (id = 1),
  place        text,
  paused_since integer,
  pause_cause  text check (pause_cause in ('COPY', 'SAID', 'MOVED')),
  check ((paused_since is null) = (pause_cause is null))
) strict;

-- One row that is written to see whether the database takes writes.
create table write_probe (
  id         integer primary key,
  written_at integer not null
) strict;
`

/** In the order of their names; a published one is never changed, only followed, by what docs/upgrades.md allows. */
export const sqliteSchema: SchemaSteps = { '0001-tables': tables }
