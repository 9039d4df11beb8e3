import type { MessageTarget } from '../console/message-target.js'

/** A message as it lies in a user's inbox, in that user's language. */
export interface InboxMessage {
  messageId: string
  requestId: string
  userId: string
  appId: string
  templateCode: string
  /** Tag of the texts below. */
  language: string
  /** Name of the mini program, as the message's header shows it. */
  sender: string
  title: string
  body: string
  footer?: string
  /** What a tap opens. */
  targets: { body?: MessageTarget; footer?: MessageTarget }
  /** ISO 8601. */
  deliveredAt: string
}

/** Messages of all users. */
export class Inbox {
  private readonly messages: InboxMessage[] = []

  put(message: InboxMessage): void {
    this.messages.push(message)
  }

  /** Newest first; of one user, or of all. */
  list(userId?: string): InboxMessage[] {
    return this.messages.filter((one) => userId === undefined || one.userId === userId).reverse()
  }
}
