import type { SubscribeMsgProps } from '../../h5/props'

/** A wallet that grants everything; its codes count up. */
export function grantingBridge(): NonNullable<SubscribeMsgProps['bridge']> {
  let count = 0
  return {
    getAuthCode: (call) => {
      count += 1
      call.success?.({ authCode: `code-${count}`, authSuccessScopes: call.scopes })
    },
    getAppIdSync: () => 'APP',
    getSiteInfo: (call) => call.success?.({ siteName: 'ALIPAY_CN' }),
  }
}

/** A merchant backend behind `fetch`, and what it was asked. */
export function fakeBackend(
  templates: object[] = [{ templateCode: 'T1', title: 'Order ready', kind: 'LONG_TERM' }],
) {
  const calls: { path: string; init: RequestInit }[] = []
  const answer = (path: string, body: { answers?: { templateCode: string; type: string }[] }): object => {
    if (path.startsWith('/templates')) {
      return {
        sender: { name: 'Yummy', privacyUrl: 'https://shop.example/privacy' },
        textVersion: '1',
        templates,
      }
    }
    if (path === '/authorizations')
      return { sessionToken: 't', expiresAt: '', subject: 's', subscriptions: [] }
    return {
      subscriptions: (body.answers ?? []).map((one) => ({ ...one, subscriptionId: 'sub', needs: 'NOTHING' })),
    }
  }
  globalThis.fetch = (url, init = {}) => {
    const path = (url as string).replace('https://shop.example/api', '')
    calls.push({ path, init })
    const body = JSON.parse((init.body as string | null) ?? '{}') as object
    return Promise.resolve({
      status: 200,
      headers: { get: () => null },
      text: () => Promise.resolve(JSON.stringify(answer(path, body))),
    } as unknown as Response)
  }
  return {
    calls,
    posted: (path: string) =>
      calls.filter((call) => call.path === path).map(({ init }) => JSON.parse(init.body as string) as never),
  }
}

export const props = {
  backendUrl: 'https://shop.example/api',
  templateIds: ['T1'],
  language: 'en',
} satisfies Partial<SubscribeMsgProps>

beforeEach(() => {
  jest.useFakeTimers()
})

/** The topmost panel: its host, the dialog that fills the window (the mask is what the sheet leaves of it). */
export function panel():
  { layer: HTMLElement; root: ShadowRoot; dialog: HTMLDialogElement; sheet: HTMLElement } | undefined {
  const layer = [...document.querySelectorAll<HTMLElement>('.mini-message-panel')].at(-1)
  if (!layer?.shadowRoot) return undefined
  return {
    layer,
    root: layer.shadowRoot,
    dialog: layer.shadowRoot.querySelector<HTMLDialogElement>('[role=dialog]')!,
    sheet: layer.shadowRoot.querySelector<HTMLElement>('.sheet')!,
  }
}

export const button = (name: string): HTMLButtonElement => {
  const found = [...(panel()?.root.querySelectorAll('button') ?? [])].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )
  if (!found) throw new Error(`no button ${name}`)
  return found
}

/** From now on answers count: they have been on the screen long enough. */
export function letAnswersCount(): void {
  jest.advanceTimersByTime(700)
}

/** Lets everything happen that waits for no person, until the answers of an open panel count. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve()
  letAnswersCount()
}
