import type { SchemaSteps } from './migrate.js'

/** Times are milliseconds since 1970. Whatever has a unique key begins it with the app, where the app is known when it is looked for. */
const tables = `create table consent_ledger (
  app_id        text not null,
  seq           bigint not null,
  previous_hash text not null,
  hash          text not null,
  mac           text not null,
  subject       text not null,
  entry         text not null,
  primary key (app_id, seq),
  unique (app_id, hash)
);
create index consent_ledger_subject on consent_ledger (subject);

create function consent_ledger_refuses_change() returns trigger language plpgsql as $$
begin raise exception 'the consent ledger is append-only'; end $$;
create trigger consent_ledger_refuses_change before update or delete or truncate on consent_ledger
for each statement execute function consent_ledger_refuses_change();

create function consent_ledger_is_a_chain() returns trigger language plpgsql as $$
declare last record;
begin
  select seq, hash into last from consent_ledger where app_id = new.app_id order by seq desc limit 1;
  if new.seq is distinct from coalesce(last.seq, 0) + 1
    or new.previous_hash is distinct from coalesce(last.hash, repeat('0', 64))
  then raise exception 'the consent ledger only grows at its end'; end if;
  return new;
end $$;
create trigger consent_ledger_is_a_chain before insert on consent_ledger
for each row execute function consent_ledger_is_a_chain();

create table subscriptions (
  subscription_id     text primary key,
  app_id              text not null,
  customer_belongs_to text not null,
  subject             text not null,
  template_code       text not null,
  type                text check (type in ('AGREE', 'REJECT')),
  decided_at          bigint,
  credits             bigint not null default 0 check (credits >= 0),
  withdrawn_at        bigint not null default 0,
  unique (app_id, customer_belongs_to, subject, template_code)
);
create index subscriptions_subject on subscriptions (subject);

create table tokens (
  app_id                   text not null,
  customer_belongs_to      text not null,
  subject                  text not null,
  access_token             text not null,
  access_token_expires_at  bigint not null,
  refresh_token            text not null,
  refresh_token_expires_at bigint not null,
  version                  bigint not null,
  refresh_lease_until      bigint not null default 0,
  refresh_holder           text,
  primary key (app_id, customer_belongs_to, subject)
);
create index tokens_subject on tokens (subject);

-- What users let the merchant see, where USER_INFO=on.
create table user_infos (
  app_id              text not null,
  customer_belongs_to text not null,
  subject             text not null,
  info                text not null,
  received_at         bigint not null,
  primary key (app_id, customer_belongs_to, subject)
);
create index user_infos_subject on user_infos (subject);
create index user_infos_received on user_infos (received_at);

-- Codes that the platform refused are told from those that were swapped: they are kept for a day only.
create table auth_codes (
  code_hash  text primary key,
  claimed_at bigint not null,
  refused_at bigint
);
create index auth_codes_claimed on auth_codes (claimed_at);
create index auth_codes_refused on auth_codes (refused_at) where refused_at is not null;

-- The time of a decision is computed when its request comes first, and stands for all that repeat it: so a request
-- whose outcome is not kept (its code was not good) leaves its first try.
create table idempotency_records (
  scope        text not null,
  request_id   text not null,
  request_hash text not null,
  state        text not null check (state in ('RUNNING', 'FORGOTTEN', 'DONE')),
  lease_until  bigint not null,
  first_try    text,
  -- Whose answer it is, as soon as that is known: it goes when they are erased.
  subject      text,
  answer       text,
  finished_at  bigint,
  primary key (scope, request_id)
);
create index idempotency_records_subject on idempotency_records (subject) where subject is not null;
create index idempotency_records_finished on idempotency_records (finished_at) where finished_at is not null;
create index idempotency_records_open on idempotency_records (lease_until) where state <> 'DONE';

-- What makes a requestId unique in its app, as long as its message is kept: the history can't, it is cut by day.
create table message_keys (
  app_id     text not null,
  request_id text not null,
  body_hash  text not null,
  created_at bigint not null,
  primary key (app_id, request_id)
);

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
  uses_credit         smallint not null,
  created_at          bigint not null,
  queued_at           bigint not null,
  send_at             bigint,
  expires_at          bigint not null,
  expires_after       bigint,
  status              text not null check (status in ('QUEUED', 'SENDING')),
  code                text,
  detail              text,
  attempts            integer not null default 0,
  was_unknown         smallint not null default 0,
  unknown_code        text,
  retries             integer not null default 0,
  due_at              bigint not null,
  owner               text,
  started_at          bigint,
  -- Attempts that ended without sending it, each a line of JSON.
  timeline            text not null default '',
  trace_id            text,
  primary key (app_id, request_id)
) with (
  -- Each row lives for a moment: its dead versions lie where the next claim begins to read.
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0
);
-- Claims go app by app, so that one that has to wait is not in the way of the others.
create index messages_due_of_app on messages (app_id, customer_belongs_to, due_at);
create index messages_expiring on messages (expires_at);
create index messages_of_subscription on messages (subscription_id);
create index messages_of_subject on messages (subject);
create index messages_of_reference on messages (reference) where reference is not null;

-- What has finished. A day is a partition, made ahead and dropped as a whole (partitions.ts); what has none goes to the default one.
create table message_history (
  app_id              text not null,
  request_id          text not null,
  reference           text,
  subscription_id     text not null,
  customer_belongs_to text not null,
  subject             text not null,
  template_code       text not null,
  templates           text not null,
  uses_credit         smallint not null,
  created_at          bigint not null,
  queued_at           bigint not null,
  send_at             bigint,
  expires_at          bigint not null,
  expires_after       bigint,
  outcome             text not null check (outcome in ('SENT', 'REJECTED', 'UNKNOWN', 'PURGED', 'EXPIRED')),
  message_id          text,
  code                text,
  detail              text,
  attempts            integer not null,
  was_unknown         smallint not null,
  unknown_code        text,
  retries             integer not null,
  started_at          bigint,
  finished_at         bigint not null,
  timeline            text not null,
  trace_id            text
) partition by range (finished_at);
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
create table message_history_default partition of message_history default;
create index message_history_default_finished on message_history_default (finished_at);

-- One statement reads both.
create view all_messages as select
  app_id, request_id, reference, subscription_id, customer_belongs_to, subject, template_code, templates, uses_credit,
  created_at, queued_at, send_at, expires_at, expires_after, code, detail, attempts, was_unknown, unknown_code, retries,
  started_at, timeline, trace_id,
  status, due_at, owner, cast(null as text) as outcome, cast(null as text) as message_id, cast(null as bigint) as finished_at
from messages union all select
  app_id, request_id, reference, subscription_id, customer_belongs_to, subject, template_code, templates, uses_credit,
  created_at, queued_at, send_at, expires_at, expires_after, code, detail, attempts, was_unknown, unknown_code, retries,
  started_at, timeline, trace_id,
  'FINISHED', finished_at, null, outcome, message_id, finished_at
from message_history;

-- What happened, for who reads the feed. Sequence numbers are not given in the order of commits, so the transaction
-- comes first in a cursor, and what comes after the oldest open transaction is not read yet.
create table events (
  app_id      text not null,
  xid         bigint not null,
  seq         bigint generated always as identity,
  event_id    uuid not null default gen_random_uuid(),
  type        text not null,
  subject     text not null,
  happened_at bigint not null,
  data        text not null,
  primary key (app_id, xid, seq)
);
create index events_of_subject on events (subject);

-- Transactions of a cluster that this database was restored into begin at 3 again: they are counted from here.
create table event_numbers (
  id    integer primary key check (id = 1),
  ahead bigint not null
);

-- How far each app's events have been posted to its webhook.
create table webhooks (
  app_id        text primary key,
  url_hash      text not null,
  xid           bigint not null,
  seq           bigint not null,
  failing_since bigint,
  off_at        bigint
);

-- Events before that place that it has not taken yet.
create table webhook_retries (
  app_id          text not null,
  xid             bigint not null,
  seq             bigint not null,
  attempts        integer not null,
  first_failed_at bigint not null,
  due_at          bigint not null,
  primary key (app_id, xid, seq)
);

-- Work that one process does for all. A holder that has died loses it when its time is over.
create table leases (
  name        text primary key,
  holder      text not null,
  lease_until bigint not null
);

-- Transactions that erased a user, whose dead rows no vacuum has cleared yet.
create table erasures (
  erased_before xid8 primary key
);

-- How many messages finished, by minute and once more by hour: plots read these, and no messages. What was sent is
-- counted by how long it took (slot).
create table message_counts (
  app_id    text not null,
  span_ms   bigint not null,
  starts_at bigint not null,
  outcome   text not null,
  code      text not null,
  slot      integer not null,
  messages  bigint not null,
  primary key (app_id, span_ms, starts_at, outcome, code, slot)
);
create index message_counts_time on message_counts (span_ms, starts_at);

-- Breakers and paces live in each process: here it tells the others, and is told to release one.
create table sending_limits (
  process             text not null,
  app_id              text not null,
  customer_belongs_to text not null,
  template_code       text not null,
  state               text not null check (state in ('CLOSED', 'OPEN', 'HALF_OPEN')),
  per_second          double precision,
  reported_at         bigint not null,
  is_release_asked    smallint not null default 0,
  primary key (process, app_id, customer_belongs_to, template_code)
);

-- What people did in the console. An erase takes out which message it was.
create table audit_log (
  id                  bigint generated always as identity primary key,
  at                  bigint not null,
  key_name            text not null,
  action              text not null check (action in ('RESEND', 'CANCEL', 'RELEASE_BREAKER')),
  app_id              text not null,
  request_id          text,
  subject             text,
  customer_belongs_to text,
  template_code       text
);
create index audit_log_at on audit_log (at);
create index audit_log_message on audit_log (app_id, request_id) where request_id is not null;
create index audit_log_subject on audit_log (subject) where subject is not null;

-- Whether messages may leave: at most one row. place is the database that these rows were in at the last start.
create table sending_state (
  id           integer primary key check (id = 1),
  place        text,
  paused_since bigint,
  pause_cause  text check (pause_cause in ('COPY', 'SAID', 'MOVED')),
  check ((paused_since is null) = (pause_cause is null))
);

-- One row that is written to see whether the database takes writes.
create table write_probe (
  id         integer primary key,
  written_at bigint not null
);
`

/** In the order of their names; a published one is never changed, only followed, by what docs/upgrades.md allows. */
export const postgresSchema: SchemaSteps = { '0001-tables': tables }
