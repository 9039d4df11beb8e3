import { build, type BuildOptions } from 'esbuild'
import { join } from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { project } from './packed-package'

export const origin = 'https://shop.example'

/** Built as a user would: the app and the published module in one file. */
export async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    alias: { 'mini-message': join(project, 'dist/h5/subscribe-message.mjs') },
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
    ...options,
  })
  return outputFiles![0]!.text
}

export const emptyPage =
  '<!doctype html><html lang="en"><title>shop</title><body><script src="/app.js"></script></body></html>'

const superApp = `
  let code = 0
  window.my = {
    getAuthCode: ({ success }) => success({ authCode: '28100613DFLQDKXJQRSM' + ++code, authSuccessScopes: ['auth_user'] }),
    getAppIdSync: () => ({ appId: 'P0000000000000010001' }),
    getSiteInfo: ({ success }) => success({ siteName: 'ALIPAY_CN' }),
  }`

const subscription = {
  subscriptionId: 'sub_1',
  templateCode: '202109305800000001000001',
  type: null as string | null,
  needs: 'CONSENT',
}
const answers: Record<string, unknown> = {
  templates: {
    sender: { name: 'Yummy Chicken Rice', privacyUrl: `${origin}/privacy` },
    textVersion: '1',
    templates: [{ templateCode: subscription.templateCode, title: 'Order ready', kind: 'LONG_TERM' }],
  },
  authorizations: {
    sessionToken: 't',
    expiresAt: '2999-01-01T00:00:00Z',
    subject: 's',
    subscriptions: [subscription],
  },
  subscriptions: { subscriptions: [{ ...subscription, type: 'AGREE', needs: 'NOTHING' }] },
}

const agreed = {
  ...(answers.authorizations as object),
  subscriptions: [{ ...subscription, type: 'AGREE', needs: 'NOTHING' }],
}

const allowed = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }

/** The backend's answer, where the request is for it. */
export function answerAsBackend(route: Route, hasAgreed = false): Promise<void> | undefined {
  const { pathname } = new URL(route.request().url())
  const api = /^(?:\/api)?\/(templates|authorizations|subscriptions)$/.exec(pathname)?.[1]
  return api === undefined
    ? undefined
    : route.fulfill({ json: hasAgreed && api === 'authorizations' ? agreed : answers[api], headers: allowed })
}

/** Opens a shop's page with a super app and a backend at its edges; a file's key is its path, or a whole address. */
export async function openShop(
  browser: Browser,
  files: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Page> {
  const tab = await browser.newPage()
  await tab.addInitScript(superApp)
  await tab.route('**/*', (route) => {
    const answered = answerAsBackend(route)
    if (answered) return answered
    const { href, pathname } = new URL(route.request().url())
    const body = files[href] ?? files[pathname]
    const contentType = pathname.endsWith('.js') ? 'text/javascript' : 'text/html'
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ body, contentType, headers: { ...allowed, ...headers } })
  })
  await tab.goto(`${origin}/`)
  return tab
}
