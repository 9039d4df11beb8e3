import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { SdkError } from '../contract/errors.js'
import { messageAnswer, type MessageAnswer } from '../contract/messages.js'
import { deepLink } from '../platform/endpoints.js'
import { Backend, sandboxApp, successOf, Visitor } from '../tools/check-contract/visitor.js'

interface TryOptions {
  serverUrl: string
  sandboxUrl: string
  apiKey: string
  say: (line: string) => void
}

/** Plays a user of the sandbox who agrees, sends them a message, and follows it; true when it was sent. */
export async function tryMessage({ serverUrl, sandboxUrl, apiKey, say }: TryOptions): Promise<boolean> {
  const { codes, firstUserId, ...target } = await sandboxApp(sandboxUrl)
  const backend = new Backend(serverUrl)
  const visitor = new Visitor(backend, target, codes)
  const { sessionToken } = await visitor.session()
  say('POST /authorizations: the first auth code named the user')
  const { subscriptions } = await visitor.agree(sessionToken)
  const [subscription] = subscriptions
  say(`POST /subscriptions: AGREE with a second code gave ${subscription?.subscriptionId ?? 'nothing'}`)

  const requestId = `try-${randomUUID()}`
  const { templateCode } = target
  const page = deepLink('pages/index/index', { storeId: '8888' })
  const templateParameters = { orderNo: '0042', miniBodyUrl: page, miniFooterUrl: page }
  const accepted = await backend.post(
    '/v1/messages',
    {
      requestId,
      templateCode,
      to: { subscriptionId: subscription?.subscriptionId },
      // The user may read either.
      templates: [
        { language: 'en', templateParameters: { ...templateParameters, storeName: 'My shop' } },
        { language: 'zh-CN', templateParameters: { ...templateParameters, storeName: '我的店' } },
      ],
    },
    apiKey,
  )
  if (accepted.status !== 202) throw new SdkError('NOT_ACCEPTED', JSON.stringify(accepted.body))
  say(`POST /v1/messages: accepted as ${requestId}`)
  const message = await finished(backend, requestId, apiKey)
  say(
    `GET /v1/messages/${requestId}: ${message.outcome ?? message.status} ${message.messageId ?? message.detail ?? ''}`,
  )
  const isSent = message.outcome === 'SENT'
  if (isSent) say(`It is in the inbox of this user's phone: ${sandboxUrl}/?user=${firstUserId}`)
  return isSent
}

async function finished(backend: Backend, requestId: string, apiKey: string): Promise<MessageAnswer> {
  for (let tries = 0; ; tries += 1) {
    const message = successOf(messageAnswer, await backend.get(`/v1/messages/${requestId}`, {}, apiKey))
    if (message.status === 'FINISHED' || tries === 100) return message
    await pause(100)
  }
}
