import { spawn } from 'node:child_process'
import { sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

interface Credentials {
  clientId: string
  appId: string
  merchantPrivateKey: string
  templateCode: string
}

export interface GatewayAnswer {
  result: { resultCode: string }
  accessToken?: string
  messageId?: string
}

export interface StartedSandbox {
  url: string
  /** The shop under another name than the phone opens it by: for the phone a program of somebody else's. */
  otherShopUrl: string
  credentials: Credentials
  /** A route under /_sandbox/. */
  control: (path: string, body?: object) => Promise<unknown>
  tokenFor: (authCode: string) => Promise<string>
  /** One message; the same requestId is the same message. */
  send: (accessToken: string, requestId: string, values?: object) => Promise<GatewayAnswer>
  /** A message without a phone, for Lin: he reads English, so that an English page shows his phone. */
  deliver: (values?: object) => Promise<GatewayAnswer>
  /** A call as a merchant's backend makes it; `signedPath` lets it sign another path than it calls. */
  call: (path: string, body: object, signedPath?: string) => Promise<GatewayAnswer>
  stop: () => Promise<void>
}

/** The least H5 mini program: it asks for a code, opens the native panel, and says where it was opened. */
const shopPage = (bridge: string, templateCode: string): string => `<!doctype html>
<html lang="en"><title>Shop</title><script src="${bridge}"></script>
<main><h1>Shop</h1><p id="where"></p><p id="answer"></p>
<button id="code">Get a code</button><button id="panel">Ask natively</button></main>
<script>
function show(answer) { document.getElementById('answer').textContent = JSON.stringify(answer) }
document.getElementById('where').textContent = location.search
document.getElementById('code').onclick = () => my.getAuthCode({ scopes: ['auth_user'], complete: show })
document.getElementById('panel').onclick = () =>
  my.requestSubscribeMessage({ entityIds: ['${templateCode}'], complete: show })
</script></html>`

const lin = '2088000000000022'
const link = 'pages%2Forder%2Findex&query=orderNo%3D7'
export const orderValues = { orderNo: '7', storeName: 'Shop', miniBodyUrl: link, miniFooterUrl: link }

/** The built sandbox on a free port with a small shop on its phone. */
export async function startSandboxWithShop(): Promise<StartedSandbox> {
  let html = ''
  const shop = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
  })
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening))
  const { port } = shop.address() as AddressInfo

  const cli = join(__dirname, '..', '..', 'sandbox/dist/cli.js')
  const child = spawn(process.execPath, [cli, '--port', '0', '--h5', `http://127.0.0.1:${port}/`])
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    const read = (text: Buffer) => {
      printed += text.toString()
      const address = /ready: (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1]
      if (address) resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void ended.then(() => reject(new Error(`the sandbox did not start:\n${printed}`)))
  })

  const control = async (path: string, body?: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(
      `${url}/_sandbox/${path}`,
      body && { method: 'POST', headers, body: JSON.stringify(body) },
    )
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const credentials = (await control('credentials')) as Credentials
  html = shopPage(`${url}/superapp/hylid-bridge/index.js`, credentials.templateCode)

  const call: StartedSandbox['call'] = async (path, body, signedPath = `/api/open${path}`) => {
    const text = JSON.stringify({ appId: credentials.appId, customerBelongsTo: 'ALIPAY_CN', ...body })
    const time = new Date().toISOString()
    const toSign = `POST ${signedPath}\n${credentials.clientId}.${time}.${text}`
    const signature = sign('RSA-SHA256', Buffer.from(toSign), credentials.merchantPrivateKey)
    const answer = await fetch(`${url}/api/open${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'client-id': credentials.clientId,
        'request-time': time,
        signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature.toString('base64'))}`,
      },
      body: text,
    })
    return (await answer.json()) as GatewayAnswer
  }
  const tokenFor = async (authCode: string): Promise<string> => {
    const request = { grantType: 'AUTHORIZATION_CODE', authCode }
    const { accessToken = '' } = await call('/v2/authorizations/applyToken', request)
    return accessToken
  }
  const send: StartedSandbox['send'] = (accessToken, requestId, values) =>
    call('/v2/miniprogram/message/send', {
      accessToken,
      requestId,
      templateCode: credentials.templateCode,
      templates: [{ language: 'en', templateParameters: { ...orderValues, ...values } }],
    })
  let delivered = 0
  const deliver: StartedSandbox['deliver'] = async (values) => {
    await control('auto-answer', { authorization: 'allow' })
    const request = { userId: lin, appId: credentials.appId, scopes: ['auth_user'] }
    const { success } = (await control('jsapi/getAuthCode', request)) as { success: { authCode: string } }
    return send(await tokenFor(success.authCode), `order-${(delivered += 1)}`, values)
  }

  return {
    url,
    otherShopUrl: `http://localhost:${port}/`,
    credentials,
    control,
    call,
    tokenFor,
    send,
    deliver,
    async stop() {
      child.kill('SIGTERM')
      shop.close()
      await ended
    },
  }
}
