import { Type, type Static } from '@fastify/type-provider-typebox'
import { PathStep } from './path-step.js'

const Target = Type.Object({ page: Type.String(), query: Type.String() })

/** A message as it lies in a user's inbox, in that user's language. */
export const InboxMessage = Type.Object({
  messageId: Type.String(),
  requestId: Type.String(),
  userId: Type.String(),
  appId: Type.String(),
  templateCode: Type.String(),
  language: Type.String({ description: 'Tag of the texts below.' }),
  sender: Type.String({ description: 'Name of the mini program, as the message’s header shows it.' }),
  title: Type.String(),
  body: Type.String(),
  footer: Type.Optional(Type.String()),
  targets: Type.Object(
    { body: Type.Optional(Target), footer: Type.Optional(Target) },
    { description: 'What a tap opens.' },
  ),
  deliveredAt: Type.String({ description: 'ISO 8601, the sandbox’s time.' }),
})
export type InboxMessage = Static<typeof InboxMessage>

/** A message with its whole way. */
export const TracedMessage = Type.Object({ ...InboxMessage.properties, path: Type.Array(PathStep) })
export type TracedMessage = Static<typeof TracedMessage>

/** A message in a list. */
export const ListedMessage = Type.Object({
  ...InboxMessage.properties,
  number: Type.Integer({
    description:
      'Its place among all messages, the first is 1. One that was delivered twice has one messageId and two numbers.',
  }),
  isOpened: Type.Boolean({ description: 'Whether the user tapped it.' }),
})
export type ListedMessage = Static<typeof ListedMessage>

/** Messages of all users. */
export class Inbox {
  private readonly messages: { message: InboxMessage; path: PathStep[] }[] = []

  put(message: InboxMessage, path: readonly PathStep[] = []): void {
    this.messages.push({ message, path: [...path] })
  }

  /** Newest first; of one user, or of all. */
  list(userId?: string): InboxMessage[] {
    const all = this.messages.map(({ message }) => message)
    return all.filter((one) => userId === undefined || one.userId === userId).reverse()
  }

  /** Newest first, with the way that each came. */
  traced(): TracedMessage[] {
    return this.messages.map(({ message, path }) => ({ ...message, path })).reverse()
  }

  /** Newest first. */
  listed(): ListedMessage[] {
    return this.messages
      .map(({ message, path }, index) => ({
        ...message,
        number: index + 1,
        isOpened: path.some(({ step }) => step === 'open'),
      }))
      .reverse()
  }

  /** The way of the message, or undefined if there is none. */
  pathOf(messageId: string): PathStep[] | undefined {
    return this.messages.find(({ message }) => message.messageId === messageId)?.path
  }

  /** Adds a step to every copy of the message; undefined if there is none. */
  addStep(messageId: string, step: PathStep): InboxMessage | undefined {
    const copies = this.messages.filter(({ message }) => message.messageId === messageId)
    for (const { path } of copies) path.push(step)
    return copies[0]?.message
  }
}
