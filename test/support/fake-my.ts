/** A fake super app for component tests: the JSAPIs our components use, and a backend behind `my.request`. */
export interface FakeMy {
  /** Bodies of `POST /subscriptions`, as they arrived. */
  posted: { answers: { templateCode: string; type: string }[]; authCode?: string; consent?: Bag }[]
  /** Every request: method and address. */
  requests: string[]
  /** The same requests as `my.request` got them. */
  sent: (RequestFields & { headers: Record<string, string>; timeout: number })[]
  /** How often `my.getAuthCode` was called. */
  codes: number
  /** What each of those calls asked for. */
  scopes: string[][]
  /** What stands at the backend before the open. */
  stands: { type: 'AGREE' | 'REJECT' | null; needs: 'NOTHING' | 'CONSENT' | 'AUTHORIZATION' }
  storage: Map<string, string>
  /** Replaces what a JSAPI does; `request` gets the backend's answer to pass on or change. */
  override: {
    getAuthCode?: (options: Callbacks) => void
    request?: (options: Callbacks & RequestFields, answer: { status: number; data: string }) => void
    /** AlipayCN's panel; without it this super app has none. */
    requestSubscribeMessage?: (options: Callbacks & { entityIds: string[] }) => void
  }
}

type Bag = Record<string, unknown>

interface Callbacks {
  success: (answer: Bag) => void
  fail: (error: Bag) => void
}

interface RequestFields {
  url: string
  method: string
  data?: Bag
}

export const templateCode = '202109305800000001000001'

/** Sets the global `my` and hands back what it saw. */
export function fakeMy(): FakeMy {
  const state: FakeMy = {
    posted: [],
    requests: [],
    sent: [],
    codes: 0,
    scopes: [],
    stands: { type: null, needs: 'CONSENT' },
    storage: new Map(),
    override: {},
  }
  Object.assign(globalThis, {
    my: {
      get requestSubscribeMessage() {
        return state.override.requestSubscribeMessage
      },
      getAppIdSync: () => ({ appId: 'P0000000000000010001' }),
      getSiteInfo: ({ success }: Callbacks) => success({ siteName: 'ALIPAY_CN' }),
      getAuthCode: (options: Callbacks & { scopes: string[] }) => {
        state.codes += 1
        state.scopes.push(options.scopes)
        if (state.override.getAuthCode) state.override.getAuthCode(options)
        else options.success({ authCode: `code-${state.codes}`, authSuccessScopes: ['auth_user'] })
      },
      getSystemInfoSync: () => ({ language: 'en' }),
      getStorageSync: ({ key }: { key: string }) => ({ data: state.storage.get(key) ?? null }),
      setStorageSync: ({ key, data }: { key: string; data: string }) => state.storage.set(key, data),
      removeStorageSync: ({ key }: { key: string }) => state.storage.delete(key),
      alert: () => undefined,
      request: (options: Callbacks & FakeMy['sent'][number]) => {
        state.sent.push(options)
        state.requests.push(`${options.method} ${options.url.replace(/\?.*/, '')}`)
        const answer = { status: 200, data: JSON.stringify(backendAnswer(options, state)) }
        if (state.override.request) state.override.request(options, answer)
        else options.success(answer)
      },
    },
  })
  return state
}

function backendAnswer({ url, data }: RequestFields, state: FakeMy): Bag {
  if (url.includes('/templates')) {
    return {
      sender: { name: 'Yummy Chicken Rice', privacyUrl: 'https://shop.example/privacy' },
      textVersion: '1',
      templates: [
        { templateCode, title: 'Order ready', example: 'Order 123456 is ready.', kind: 'LONG_TERM' },
      ],
    }
  }
  const subscription = {
    subscriptionId: 'sub-1',
    templateCode,
    ...state.stands,
  }
  if (url.endsWith('/authorizations')) {
    const expiresAt = new Date(Date.now() + 900_000).toISOString()
    return { sessionToken: 'session-1', expiresAt, subject: 'subject-1', subscriptions: [subscription] }
  }
  const body = data as unknown as FakeMy['posted'][number]
  state.posted.push(body)
  const type = body.answers[0]?.type ?? null
  return { subscriptions: [{ ...subscription, type, needs: type === 'REJECT' ? 'CONSENT' : 'NOTHING' }] }
}
