/** The attempt that sent a message stands in the message's row alone (`attemptInMessage`). */
export const sentAttempts = `
update messages set started_at = (
  select started_at from attempts where attempts.request_id = messages.request_id and outcome = 'SENT'
) where outcome = 'SENT' and started_at is null;
delete from attempts where outcome = 'SENT';
`
