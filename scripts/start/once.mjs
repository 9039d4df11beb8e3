// The whole loop without a browser: the built H5 script, the real server, the sandbox. Each step is one line.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { failedStep } from './failed-step.mjs'
import { control, createBridge, createPanel } from './headless-super-app.mjs'
import { startParts } from './parts.mjs'

const deliveredWithinMs = 20_000
const unknownTemplate = '202109305800000009999999'

/** Runs the loop once and prints its outcome as the last line. Resolves to the exit code. */
export async function runOnce({ processes, ports, broken, say }) {
  const parts = await startParts({ processes, ports, broken, say })
  const { sandbox } = parts.urls
  await control(sandbox, 'auto-answer', {
    authorization: 'allow',
    panel: broken === 'consent' ? 'REJECT' : 'AGREE',
  })
  if (broken === 'token') {
    await control(sandbox, 'settings', { accessTokenLifetimeMs: 1, refreshTokenLifetimeMs: 1 })
  }
  if (broken === 'backend') await processes.stop('server')

  const result = await subscribe(parts, broken, say)
  const message = result.success ? await send(parts, result, broken, say) : undefined
  const { messages } = await control(sandbox, 'inbox')
  const inbox = messages.map(({ title, body, templateCode, language }) => ({
    title,
    body,
    templateCode,
    language,
  }))
  const arrived = messages.some(({ messageId }) => messageId === message?.messageId)
  if (arrived) say('inbox', `${inbox[0].title}: ${inbox[0].body}`)

  const ok = arrived && message.outcome === 'SENT'
  if (!ok) await sayWhatFailed(sandbox, result, message)
  const { requestId, messageId, outcome } = message ?? {}
  console.log(JSON.stringify({ result, message: message ? { requestId, messageId, outcome } : null, inbox }))
  return ok ? 0 : 1
}

async function subscribe({ urls, credentials }, broken, say) {
  const { SubscribeMsg } = await import('../../dist/h5/subscribe-message.mjs')
  let first
  const reuseFirstCode = (answer) => (answer.authCode ? (first ??= answer) : answer)
  const superApp = { sandboxUrl: urls.sandbox, appId: credentials.appId, say }
  const bridge = await createBridge({ ...superApp, ...(broken === 'code' && { onCode: reuseFirstCode }) })
  const subscribeMsg = new SubscribeMsg({
    props: {
      backendUrl: urls.server,
      templateIds: [credentials.templateCode],
      language: 'en',
      bridge,
      panel: createPanel(superApp),
    },
  })
  const result = await subscribeMsg.requestSubscribeMessage()
  say('subscribe', result.success ? `the user's answer is recorded: ${result.type}` : result.errorMessage)
  return result
}

async function send({ urls, credentials, apiKey }, result, broken, say) {
  const ask = async (path, options) => {
    const answer = await fetch(`${urls.server}${path}`, {
      ...options,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(5000),
    })
    return answer.json()
  }
  const requestId = randomUUID()
  const target = 'pages%2Findex%2Findex&query=storeId%3D8888'
  const templateParameters = {
    orderNo: '0042',
    storeName: 'Yummy Chicken Rice',
    miniBodyUrl: target,
    miniFooterUrl: target,
  }
  const accepted = await ask('/v1/messages', {
    method: 'POST',
    body: JSON.stringify({
      requestId,
      to: { subscriptionId: result.subscriptionIds[credentials.templateCode] },
      templateCode: broken === 'template' ? unknownTemplate : credentials.templateCode,
      templates: [{ language: 'en-US', templateParameters }],
    }),
  })
  if (accepted.error) {
    say('send', `${accepted.error.code}: ${accepted.error.message}`)
    return { requestId, outcome: 'REFUSED', code: accepted.error.code }
  }
  say('send', `accepted by the server as ${requestId}`)
  const message = await untilSettled(() => ask(`/v1/messages/${requestId}`))
  say('platform', `${message.outcome ?? message.status} ${message.messageId ?? message.code ?? ''}`.trim())
  return { ...message, requestId }
}

async function untilSettled(read) {
  const giveUpAt = Date.now() + deliveredWithinMs
  let message = await read()
  while (!['SENT', 'REJECTED'].includes(message.outcome) && Date.now() < giveUpAt) {
    await wait(100)
    message = await read()
  }
  return message
}

async function sayWhatFailed(sandboxUrl, result, message) {
  const { requests } = await control(sandboxUrl, 'requests')
  const refused = requests.map((request) => request.resultCode)
  const step = failedStep([...refused, result.errorCode, result.errorMessage, result.type, message?.code])
  console.error(`failed step: ${step}`)
}
