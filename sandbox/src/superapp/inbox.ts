import Type, { type Static } from 'typebox'
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

interface Kept {
  message: InboxMessage
  path: PathStep[]
  /** Its place among all messages, the first is 1. */
  number: number
}

const traced = ({ message, path }: Kept): TracedMessage => ({ ...message, path })

const listed = ({ message, path, number }: Kept): ListedMessage => ({
  ...message,
  number,
  isOpened: path.some(({ step }) => step === 'open'),
})

/** The last ones, newest first. */
const newest = (kept: readonly Kept[], limit: number): Kept[] =>
  kept.slice(Math.max(0, kept.length - limit)).reverse()

/**
 * Messages of all users. A backend under test may send ten thousand while pages are open: what is read often
 * looks at no more messages than it answers with.
 */
export class Inbox {
  private readonly messages: Kept[] = []
  private readonly ofUser = new Map<string, Kept[]>()
  /** More than one for a message that was delivered twice. */
  private readonly copies = new Map<string, Kept[]>()

  put(message: InboxMessage, path: readonly PathStep[] = []): void {
    const kept = { message, path: [...path], number: this.messages.length + 1 }
    this.messages.push(kept)
    add(this.ofUser, message.userId, kept)
    add(this.copies, message.messageId, kept)
  }

  /** Of one user, or of all. */
  count(userId?: string): number {
    return this.of(userId).length
  }

  /** Newest first; of one user, or of all. */
  list(userId?: string, limit = Infinity): InboxMessage[] {
    return newest(this.of(userId), limit).map(({ message }) => message)
  }

  /** The newest that fits. */
  find(fits: (message: InboxMessage) => boolean): InboxMessage | undefined {
    return this.messages.findLast(({ message }) => fits(message))?.message
  }

  /** Newest first, with the way that each came. */
  traced(fits?: (message: InboxMessage) => boolean, limit = Infinity): TracedMessage[] {
    const fitting = fits ? this.messages.filter(({ message }) => fits(message)) : this.messages
    return newest(fitting, limit).map(traced)
  }

  /** Newest first, with the number of all that fit. */
  listed(
    fits?: (message: ListedMessage) => boolean,
    limit = Infinity,
  ): { messages: ListedMessage[]; found: number } {
    const fitting = fits ? this.messages.filter((kept) => fits(listed(kept))) : this.messages
    return { messages: newest(fitting, limit).map(listed), found: fitting.length }
  }

  /** The message with its way, or undefined if there is none. */
  byId(messageId: string): TracedMessage | undefined {
    const kept = this.copies.get(messageId)?.[0]
    return kept && traced(kept)
  }

  /** Adds a step to every copy of the message; undefined if there is none. */
  addStep(messageId: string, step: PathStep): InboxMessage | undefined {
    const copies = this.copies.get(messageId) ?? []
    for (const { path } of copies) path.push(step)
    return copies[0]?.message
  }

  private of(userId: string | undefined): readonly Kept[] {
    return userId === undefined ? this.messages : (this.ofUser.get(userId) ?? [])
  }
}

function add(index: Map<string, Kept[]>, key: string, kept: Kept): void {
  const there = index.get(key)
  if (there) there.push(kept)
  else index.set(key, [kept])
}

/** Every time that a request names: ISO 8601 with an offset, so that it means the same on every machine. */
export const Time = (description: string) =>
  Type.String({
    description: `${description} ISO 8601, with an offset or Z.`,
    pattern:
      '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2}))?$',
    examples: ['2026-11-20T04:00:00Z'],
  })

/** Which messages are meant; what is left out does not matter. */
export const MessageFilter = Type.Object(
  {
    userId: Type.Optional(Type.String()),
    appId: Type.Optional(Type.String()),
    templateCode: Type.Optional(Type.String()),
    requestId: Type.Optional(Type.String()),
    text: Type.Optional(Type.String({ description: 'Part of title or body.' })),
    after: Type.Optional(Time('Delivered after this time (the sandbox’s).')),
  },
  { additionalProperties: false },
)
export type MessageFilter = Static<typeof MessageFilter>

export function fits(
  message: InboxMessage,
  { userId, appId, templateCode, requestId, text, after }: MessageFilter,
): boolean {
  const is = (wanted: string | undefined, actual: string): boolean =>
    wanted === undefined || wanted === actual
  return (
    is(userId, message.userId) &&
    is(appId, message.appId) &&
    is(templateCode, message.templateCode) &&
    is(requestId, message.requestId) &&
    (text === undefined || `${message.title}\n${message.body}`.includes(text)) &&
    (after === undefined || Date.parse(message.deliveredAt) > Date.parse(after))
  )
}
