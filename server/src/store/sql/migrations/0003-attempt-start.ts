/**
 * An attempt's row is written once, when it ends. Until then the message itself says when it began: so a claim
 * writes one row instead of two, and no attempt is written twice.
 */
export const attemptStart = (time: 'integer' | 'bigint'): string => `
alter table messages add column started_at ${time};
update messages set started_at = (
  select started_at from attempts where attempts.request_id = messages.request_id and number = messages.attempts
) where status = 'SENDING';
delete from attempts where outcome is null;
`
