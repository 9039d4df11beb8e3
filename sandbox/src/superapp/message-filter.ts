import { Type, type Static } from '@fastify/type-provider-typebox'
import type { InboxMessage } from './inbox.js'

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
