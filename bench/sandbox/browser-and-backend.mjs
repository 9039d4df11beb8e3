// What the figures of the page share: the built sandbox with a backend beside it, and a browser.
import { createSign } from 'node:crypto'
import { chromium } from 'playwright-core'
import { startSandbox } from '../../sandbox/dist/index.js'

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  })

/** A running sandbox whose first user allows everything, and a `send` that delivers one message to him. */
export async function connectBackend() {
  const sandbox = await startSandbox()
  const { clientId, appId, merchantPrivateKey, templateCode, customerBelongsTo } = sandbox.credentials
  sandbox.autoAnswer({ authorization: 'allow' })

  async function call(path, body) {
    const text = JSON.stringify({ appId, customerBelongsTo, ...body })
    const time = new Date().toISOString()
    const signature = createSign('RSA-SHA256')
      .update(`POST /api/open${path}\n${clientId}.${time}.${text}`)
      .sign(merchantPrivateKey, 'base64')
    const answer = await fetch(`${sandbox.gatewayUrl}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'client-id': clientId,
        'request-time': time,
        signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature)}`,
      },
      body: text,
    }).then((response) => response.json())
    if (answer.result.resultStatus !== 'S') throw new Error(`${path}: ${answer.result.resultMessage}`)
    return answer
  }
  const code = await fetch(`${sandbox.url}/_sandbox/jsapi/getAuthCode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ appId, scopes: ['auth_user'] }),
  }).then((response) => response.json())
  const { accessToken } = await call('/v2/authorizations/applyToken', {
    grantType: 'AUTHORIZATION_CODE',
    authCode: code.success.authCode,
  })
  const link = 'pages%2Findex%2Findex&query=a%3D1'
  const send = (number) =>
    call('/v2/miniprogram/message/send', {
      accessToken,
      requestId: `bench-${number}`,
      templateCode,
      templates: [
        {
          language: 'en',
          templateParameters: {
            orderNo: String(number),
            storeName: 'Shop',
            miniBodyUrl: link,
            miniFooterUrl: link,
          },
        },
      ],
    })
  return { sandbox, send }
}
