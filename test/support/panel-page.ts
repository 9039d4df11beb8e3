// A page with our script on it, the backend that it asks, and what a test may change about both.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface PanelPage {
  /** The address of the page; `change` goes into the query and is merged into what the page does. */
  url(change?: PageChange): string
  close(): Promise<void>
}

export interface PageChange {
  /** How many templates are asked for. */
  templates?: number
  /** Props of the instance. */
  props?: Record<string, unknown>
  /** What the backend adds to the sender. */
  sender?: Record<string, unknown>
  /** Put on every template. */
  template?: Record<string, unknown>
  /** What stands already, for `manage`. */
  agreed?: boolean
  /** The answer is refused, or not answered at all. */
  submit?: 'refused' | 'never'
  /** Below the button: the page is this many pixels high. */
  height?: number
  /** Runs in the page before any of its scripts. */
  before?: string
  /** Language packs that the page loads by a script tag each. */
  languages?: string[]
  /** The page's own Content-Security-Policy header. */
  policy?: string
}

const dist = join(__dirname, '..', '..', 'dist', 'h5')
const script = (name = 'subscribe-message.min.js') => readFileSync(join(dist, name))

/** Grants everything, opens the panel on a click, writes the result down. Nothing inline: a strict policy holds. */
const pageScript = `
const change = JSON.parse(new URLSearchParams(location.search).get('change') || '{}')
const ids = Array.from({ length: change.templates || 1 }, (_, index) => 'T' + (index + 1))
window.my = {
  getAuthCode: ({ scopes, success }) => success({ authCode: 'code', authSuccessScopes: scopes }),
  getAppIdSync: () => ({ appId: 'APP' }),
  getSiteInfo: ({ success }) => success({ siteName: 'ALIPAY_CN' }),
}
const backendUrl = '/api/' + encodeURIComponent(location.search)
window.subscribeMsg = new SubscribeMsg({ props: Object.assign({ backendUrl, templateIds: ids }, change.props) })
document.addEventListener('DOMContentLoaded', () => {
  document.getElementById('page').style.height = (change.height || 0) + 'px'
  document.addEventListener('click', async ({ target }) => {
    if (!target.closest('[data-opens]')) return
    document.getElementById('result').textContent = ''
    const result = await window.subscribeMsg.requestSubscribeMessage()
    document.getElementById('result').textContent = JSON.stringify(result)
  })
})
`

const html = ({
  languages = [],
}: PageChange) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<script src="/before.js"></script><script src="/subscribe-message.js"></script>
${languages.map((language) => `<script src="/languages/${language}.js"></script>`).join('')}<script src="/page.js"></script></head>
<body><main id="page"><h1>Shop</h1><button type="button" id="opener" data-opens>Notify me</button>
<a href="#">Another link</a><p id="result" role="status"></p></main></body></html>`

function answerOf(path: string, change: PageChange, body: { answers?: { templateCode: string }[] }): object {
  const codes = Array.from({ length: change.templates ?? 1 }, (_, index) => `T${index + 1}`)
  const subscription = (templateCode: string, more: object) => ({
    subscriptionId: 's',
    templateCode,
    ...more,
  })
  if (path === 'templates') {
    return {
      sender: { name: 'Yummy Chicken Rice', privacyUrl: 'https://shop.example/privacy', ...change.sender },
      textVersion: '1',
      templates: codes.map((templateCode, index) => ({
        templateCode,
        title: `Order ready ${index + 1}`,
        description: 'When you can pick it up',
        example: 'Order 42 is ready.\nPick it up at the counter.',
        kind: 'LONG_TERM',
        ...change.template,
      })),
    }
  }
  const stands = { type: 'AGREE', needs: 'NOTHING' }
  if (path === 'authorizations') {
    const subscriptions = change.agreed ? codes.map((code) => subscription(code, stands)) : []
    return { sessionToken: 't', expiresAt: '2099-01-01T00:00:00Z', subject: 's', subscriptions }
  }
  return {
    subscriptions: (body.answers ?? []).map((one) =>
      subscription(one.templateCode, { needs: 'NOTHING', ...one }),
    ),
  }
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://page')
  const send = (type: string, body: string | Buffer, status = 200, headers = {}) =>
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body)
  const changeIn = (search: string | null) =>
    JSON.parse(new URLSearchParams(search ?? '').get('change') ?? '{}') as PageChange

  if (url.pathname === '/subscribe-message.js') return void send('text/javascript', script())
  if (/^\/languages\/\w+\.js$/.test(url.pathname)) return void send('text/javascript', script(url.pathname))
  if (url.pathname === '/page.js') return void send('text/javascript', pageScript)
  if (url.pathname === '/before.js') {
    const from = new URL(request.headers.referer ?? 'http://page')
    return void send('text/javascript', changeIn(from.search).before ?? '')
  }
  const api = /^\/api\/([^/]+)\/(\w+)/.exec(url.pathname)
  if (!api && url.pathname !== '/') return void send('text/plain', 'not found', 404)
  if (!api) {
    const change = changeIn(url.search)
    const headers = change.policy ? { 'content-security-policy': change.policy } : {}
    return void send('text/html', html(change), 200, headers)
  }
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const change = changeIn(decodeURIComponent(api[1]!))
  const path = api[2]!
  if (path === 'subscriptions' && change.submit === 'never') return
  if (path === 'subscriptions' && change.submit === 'refused') {
    return void send('application/json', '{"error":{"code":"INVALID_REQUEST","message":"no"}}', 400)
  }
  send('application/json', JSON.stringify(answerOf(path, change, JSON.parse(text || '{}') as object)))
}

export async function startPanelPage(): Promise<PanelPage> {
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: (change = {}) => `http://127.0.0.1:${port}/?change=${encodeURIComponent(JSON.stringify(change))}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}
