/**
 * What retries, dead letters and ONE_TIME credits need; the same for both databases but for the type of a time.
 * Claims go app by app, so that one that has to wait is not in the way of the others.
 */
export const outboxColumns = (time: 'integer' | 'bigint'): string => `
alter table messages add column queued_at ${time} not null default 0;
alter table messages add column retries integer not null default 0;
alter table messages add column unknown_code text;
update messages set queued_at = created_at;
alter table subscriptions add column withdrawn_at ${time} not null default 0;

drop index messages_due;
create index messages_due_of_app on messages (app_id, customer_belongs_to, due_at) where status <> 'FINISHED';
create index messages_dead on messages (finished_at, request_id) where outcome in ('REJECTED', 'UNKNOWN');
`
