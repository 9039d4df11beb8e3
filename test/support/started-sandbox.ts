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
  credentials: Credentials
  /** A route under /_sandbox/. */
  control(path: string, body?: object): Promise<unknown>
  /** A call as a merchant's backend makes it; `signedPath` lets it sign another path than it calls. */
  call(path: string, body: object, signedPath?: string): Promise<GatewayAnswer>
  stop(): Promise<void>
}

/** The least H5 mini program: it asks for a code, opens the native panel, and says where it was opened. */
const shopPage = (bridge: string, templateCode: string): string => `<!doctype html>
<html lang="en"><title>Shop</title><script src="${bridge}"></script>
<main><h1>Shop</h1><p id="where"></p><p id="answer"></p>
<button id="code">Get a code</button><button id="panel">Ask natively</button></main>
<script>
const show = (answer) => { document.getElementById('answer').textContent = JSON.stringify(answer) }
document.getElementById('where').textContent = location.search
document.getElementById('code').onclick = () => my.getAuthCode({ scopes: ['auth_user'], complete: show })
document.getElementById('panel').onclick = () =>
  my.requestSubscribeMessage({ entityIds: ['${templateCode}'], complete: show })
</script></html>`

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

  return {
    url,
    credentials,
    control,
    async call(path, body, signedPath = `/api/open${path}`) {
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
    },
    async stop() {
      child.kill('SIGTERM')
      shop.close()
      await ended
    },
  }
}
