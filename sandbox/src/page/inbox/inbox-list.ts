import type { InboxMessage } from '../../superapp/inbox.js'

/** The list with this message on top; one that is there already (a reload raced its event) stays once. */
export function withMessage(list: readonly InboxMessage[], message: InboxMessage): readonly InboxMessage[] {
  return list.some(({ messageId }) => messageId === message.messageId) ? list : [message, ...list]
}
