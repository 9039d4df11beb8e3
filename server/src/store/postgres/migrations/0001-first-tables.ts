/** The tables of SQLite's first migration. Times are milliseconds since 1970. */
export const firstTables = `
create table consent_ledger (
  seq           bigint primary key,
  previous_hash text not null unique,
  hash          text not null unique,
  subject       text not null,
  entry         text not null
);
create index consent_ledger_subject on consent_ledger (subject);

create function consent_ledger_refuses_change() returns trigger language plpgsql as $$
begin raise exception 'the consent ledger is append-only'; end $$;
create trigger consent_ledger_refuses_change before update or delete or truncate on consent_ledger
for each statement execute function consent_ledger_refuses_change();

create function consent_ledger_is_a_chain() returns trigger language plpgsql as $$
declare last record;
begin
  select seq, hash into last from consent_ledger order by seq desc limit 1;
  if new.seq is distinct from coalesce(last.seq, 0) + 1
    or new.previous_hash is distinct from coalesce(last.hash, repeat('0', 64))
  then raise exception 'the consent ledger only grows at its end'; end if;
  return new;
end $$;
create trigger consent_ledger_is_a_chain before insert on consent_ledger
for each row execute function consent_ledger_is_a_chain();

create table subscriptions (
  subscription_id     text primary key,
  subject             text not null,
  app_id              text not null,
  customer_belongs_to text not null,
  template_code       text not null,
  type                text check (type in ('AGREE', 'REJECT')),
  decided_at          bigint,
  credits             bigint not null default 0 check (credits >= 0),
  unique (subject, app_id, customer_belongs_to, template_code)
);

create table tokens (
  subject                  text not null,
  app_id                   text not null,
  customer_belongs_to      text not null,
  access_token             text not null,
  access_token_expires_at  bigint not null,
  refresh_token            text not null,
  refresh_token_expires_at bigint not null,
  version                  bigint not null,
  refresh_lease_until      bigint not null default 0,
  primary key (subject, app_id, customer_belongs_to)
);

create table auth_codes (
  code_hash  text primary key,
  claimed_at bigint not null
);

create table idempotency_records (
  scope        text not null,
  request_id   text not null,
  request_hash text not null,
  state        text not null check (state in ('RUNNING', 'DONE')),
  lease_until  bigint not null,
  answer       text,
  finished_at  bigint,
  primary key (scope, request_id)
);

create table messages (
  request_id          text primary key,
  body_hash           text not null,
  subscription_id     text not null,
  subject             text not null,
  app_id              text not null,
  customer_belongs_to text not null,
  template_code       text not null,
  templates           text not null,
  uses_credit         smallint not null,
  created_at          bigint not null,
  status              text not null check (status in ('QUEUED', 'SENDING', 'FINISHED')),
  outcome             text check (outcome in ('SENT', 'REJECTED', 'UNKNOWN', 'PURGED')),
  message_id          text,
  code                text,
  detail              text,
  attempts            integer not null default 0,
  was_unknown         smallint not null default 0,
  due_at              bigint not null,
  owner               text,
  finished_at         bigint,
  check ((status = 'FINISHED') = (outcome is not null))
);
create index messages_due on messages (due_at) where status <> 'FINISHED';
create index messages_of_subscription on messages (subscription_id) where status <> 'FINISHED';
create index messages_of_subject on messages (subject);

create table attempts (
  request_id  text not null references messages (request_id) on delete cascade,
  number      integer not null,
  started_at  bigint not null,
  finished_at bigint,
  outcome     text check (outcome in ('SENT', 'REJECTED', 'UNKNOWN', 'NOT_SENT')),
  code        text,
  detail      text,
  primary key (request_id, number)
);
`
