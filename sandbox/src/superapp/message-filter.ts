import { Type, type Static } from '@fastify/type-provider-typebox'
import type { InboxMessage } from './inbox.js'

/** Which messages are meant; what is left out does not matter. */
export const MessageFilter = Type.Object({
  userId: Type.Optional(Type.String()),
  appId: Type.Optional(Type.String()),
  templateCode: Type.Optional(Type.String()),
  requestId: Type.Optional(Type.String()),
  text: Type.Optional(Type.String({ description: 'Part of title or body.' })),
  after: Type.Optional(Type.String({ description: 'Delivered after this ISO 8601 time (the sandbox’s).' })),
})
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
