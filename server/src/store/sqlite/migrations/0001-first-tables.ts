/** Times are milliseconds since 1970. */
export const firstTables = `
create table consent_ledger (
  seq           integer primary key,
  previous_hash text not null unique,
  hash          text not null unique,
  subject       text not null,
  entry         text not null
) strict;
create index consent_ledger_subject on consent_ledger (subject);

create trigger consent_ledger_refuses_update before update on consent_ledger
begin select raise(abort, 'the consent ledger is append-only'); end;

create trigger consent_ledger_refuses_delete before delete on consent_ledger
begin select raise(abort, 'the consent ledger is append-only'); end;

-- Also what keeps INSERT OR REPLACE from deleting a row, which fires no delete trigger.
create trigger consent_ledger_is_a_chain before insert on consent_ledger
when new.seq is not (select coalesce(max(seq), 0) + 1 from consent_ledger)
  or new.previous_hash is not coalesce(
    (select hash from consent_ledger order by seq desc limit 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
begin select raise(abort, 'the consent ledger only grows at its end'); end;

create table subscriptions (
  subscription_id     text primary key,
  subject             text not null,
  app_id              text not null,
  customer_belongs_to text not null,
  template_code       text not null,
  type                text check (type in ('AGREE', 'REJECT')),
  decided_at          integer,
  credits             integer not null default 0 check (credits >= 0),
  unique (subject, app_id, customer_belongs_to, template_code)
) strict;

create table tokens (
  subject                  text not null,
  app_id                   text not null,
  customer_belongs_to      text not null,
  access_token             text not null,
  access_token_expires_at  integer not null,
  refresh_token            text not null,
  refresh_token_expires_at integer not null,
  version                  integer not null,
  refresh_lease_until      integer not null default 0,
  primary key (subject, app_id, customer_belongs_to)
) strict, without rowid;

create table auth_codes (
  code_hash  text primary key,
  claimed_at integer not null
) strict, without rowid;

create table idempotency_records (
  scope        text not null,
  request_id   text not null,
  request_hash text not null,
  state        text not null check (state in ('RUNNING', 'DONE')),
  lease_until  integer not null,
  answer       text,
  finished_at  integer,
  primary key (scope, request_id)
) strict, without rowid;

create table messages (
  request_id          text primary key,
  body_hash           text not null,
  subscription_id     text not null,
  subject             text not null,
  app_id              text not null,
  customer_belongs_to text not null,
  template_code       text not null,
  templates           text not null,
  uses_credit         integer not null,
  created_at          integer not null,
  status              text not null check (status in ('QUEUED', 'SENDING', 'FINISHED')),
  outcome             text check (outcome in ('SENT', 'REJECTED', 'UNKNOWN', 'PURGED')),
  message_id          text,
  code                text,
  detail              text,
  attempts            integer not null default 0,
  was_unknown         integer not null default 0,
  due_at              integer not null,
  owner               text,
  finished_at         integer,
  check ((status = 'FINISHED') = (outcome is not null))
) strict;
create index messages_due on messages (due_at) where status <> 'FINISHED';
create index messages_of_subscription on messages (subscription_id) where status <> 'FINISHED';
create index messages_of_subject on messages (subject);

create table attempts (
  request_id  text not null references messages (request_id) on delete cascade,
  number      integer not null,
  started_at  integer not null,
  finished_at integer,
  outcome     text check (outcome in ('SENT', 'REJECTED', 'UNKNOWN', 'NOT_SENT')),
  code        text,
  detail      text,
  primary key (request_id, number)
) strict, without rowid;
`
