import type { Surface } from '../../src/contract'
import type { Host, HttpRequest, HttpResponse, OpenPanel } from '../../src/host'
import type { PanelAnswer, PanelView } from '../../src/panel-view'
import type { SubscribeOptions } from '../../src/options'
import type { Refusals } from '../../src/recent-refusals'

/** The world of one page, faked at its edges: super app, merchant backend, person, storage and clock. */
export interface World {
  host: Host
  requests: HttpRequest[]
  /** Bodies of the POSTs to a path, in order. */
  posted(path: string): Record<string, unknown>[]
  views: PanelView[]
  warnings: string[]
  codes: { scopes: string[]; code: string }[]
  stored: Map<string, string>
  /** Lets time pass: due timers run. */
  pass(ms: number): Promise<void>
  /** Lets everything that needs no time happen. */
  idle(): Promise<void>
  panelIsOpen(): boolean
  answer(answer: PanelAnswer): void
}

type Reply = HttpResponse | 'LOST' | 'NEVER'

export interface WorldSetup {
  getAuthCode?: (options: {
    scopes: string[]
    success(answer: unknown): void
    fail(error: unknown): void
  }) => unknown
  /** The person's answer as soon as the panel shows; without it, the test answers. */
  person?: PanelAnswer
  /** Replaces the backend's answers, call by call; undefined: the usual answer. */
  backend?: (request: HttpRequest) => Reply | undefined
  bridge?: unknown
  stored?: Map<string, string>
  subject?: string
  needs?: Record<string, unknown>
  surface?: Surface
  host?: Partial<Host>
}

export const options: SubscribeOptions = { backendUrl: 'https://shop.example/api', templateIds: ['T1'] }
export const agree: PanelAnswer = { type: 'ANSWERED', templates: { T1: 'AGREE' } }
export const reject: PanelAnswer = { type: 'ANSWERED', templates: { T1: 'REJECT' } }
export const closed: PanelAnswer = { type: 'CLOSED', by: 'mask' }

export function json(body: unknown, status = 200, retryAfter?: string): HttpResponse {
  return { status, body: JSON.stringify(body), retryAfter }
}

export function backendError(status: number, code: string, retryAfter?: string): HttpResponse {
  return json({ error: { code, message: `because ${code}` } }, status, retryAfter)
}

/** Unique over worlds, as real ids are. */
let nextId = 0

export function createWorld(setup: WorldSetup = {}): World {
  const timers = new Map<number, { at: number; callback: () => void }>()
  let now = Date.parse('2026-01-02T03:04:05.000Z')
  let settlePanel: ((answer: PanelAnswer) => void) | undefined
  const stored = setup.stored ?? new Map<string, string>()
  const refusals: Refusals = {}
  const world: World = {
    requests: [],
    posted: (path) =>
      world.requests
        .filter(({ method, url }) => method === 'POST' && url.endsWith(path))
        .map(({ body }) => JSON.parse(body ?? '') as Record<string, unknown>),
    views: [],
    warnings: [],
    codes: [],
    stored,
    panelIsOpen: () => settlePanel !== undefined,
    answer: (answer) => settlePanel?.(answer),
    idle: async () => {
      for (let turn = 0; turn < 100; turn += 1) await Promise.resolve()
    },
    pass: async (ms) => {
      const end = now + ms
      for (;;) {
        await world.idle()
        const due = [...timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0]
        if (!due) break
        timers.delete(due[0])
        now = Math.max(now, due[1].at)
        due[1].callback()
      }
      now = end
      await world.idle()
    },
    host: {
      bridge: () => bridge as never,
      send: (request) => {
        world.requests.push(request)
        const reply = setup.backend?.(request) ?? usualReply(request, setup)
        if (reply === 'NEVER') return new Promise(() => undefined)
        return reply === 'LOST' ? Promise.reject(new Error('connection refused')) : Promise.resolve(reply)
      },
      storage: {
        get: (key) => stored.get(key) ?? null,
        set: (key, value) => (value ? stored.set(key, value) : stored.delete(key)),
      },
      clock: {
        now: () => now,
        after: (ms, callback) => {
          const id = (nextId += 1)
          timers.set(id, { at: now + ms, callback })
          return () => timers.delete(id)
        },
      },
      refusals: () => refusals,
      openPanel: (view) => {
        world.views.push(view)
        const answer = new Promise<PanelAnswer>((resolve) => (settlePanel = resolve))
        if (setup.person) settlePanel?.(setup.person)
        const panel: OpenPanel = {
          answer,
          update: (next) => world.views.push(next),
          close: () => (settlePanel = undefined),
        }
        return { panel, surface: setup.surface ?? 'BUILTIN' }
      },
      language: () => 'en-GB',
      component: 'test/1',
      warn: (message) => world.warnings.push(message),
      ...setup.host,
    },
  }
  const usualCode: NonNullable<WorldSetup['getAuthCode']> = (call) => {
    const { scopes } = call
    call.success({ authCode: `code-${(nextId += 1)}`, authSuccessScopes: scopes })
  }
  const bridge =
    'bridge' in setup
      ? setup.bridge
      : {
          getAuthCode: (call: Parameters<typeof usualCode>[0]) =>
            (setup.getAuthCode ?? usualCode)({
              ...call,
              success: (answer) => {
                world.codes.push({ scopes: call.scopes, code: (answer as { authCode: string }).authCode })
                call.success(answer)
              },
            }),
          getAppIdSync: () => ({ appId: 'APP' }),
          getSiteInfo: (call: { success: (answer: unknown) => void }) => {
            call.success({ siteName: 'ALIPAY_CN' })
          },
        }
  return world
}

function usualReply(request: HttpRequest, setup: WorldSetup): HttpResponse {
  const body = JSON.parse(request.body ?? '{}') as {
    templateCodes?: string[]
    answers?: { templateCode: string; type: string }[]
  }
  const subscription = (templateCode: string, more: object): object => ({
    subscriptionId: `sub-${templateCode}`,
    templateCode,
    type: null,
    needs: 'CONSENT',
    ...more,
  })
  if (request.url.includes('/templates?')) {
    const codes = /templateCodes=([^&]*)/.exec(decodeURIComponent(request.url))?.[1]?.split(',') ?? []
    return json({
      sender: { name: 'Yummy', privacyUrl: 'https://shop.example/privacy' },
      textVersion: 'v1',
      templates: codes.map((templateCode) => ({
        templateCode,
        title: `Title ${templateCode}`,
        kind: 'LONG_TERM',
      })),
    })
  }
  if (request.url.endsWith('/authorizations')) {
    return json({
      sessionToken: 'session-token',
      expiresAt: '2026-01-02T03:19:05.000Z',
      subject: setup.subject ?? 'subject-1',
      subscriptions: (body.templateCodes ?? []).map((code) =>
        subscription(code, (setup.needs?.[code] as object | undefined) ?? {}),
      ),
    })
  }
  return json({
    subscriptions: (body.answers ?? []).map(({ templateCode, type }) =>
      subscription(templateCode, { type, needs: type === 'AGREE' ? 'NOTHING' : 'CONSENT' }),
    ),
  })
}
