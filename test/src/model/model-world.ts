import type { FlowState, SubscribeFlow } from '../../../src/subscribe-flow'
import { createSubscribeFlow } from '../../../src/subscribe-flow'
import type { Bridge, Host, HttpRequest, HttpResponse } from '../../../src/host'
import type { PanelAnswer } from '../../../src/panel-view'
import type { SubscribeOptions } from '../../../src/options'
import type { SubscribeResult } from '../../../src/result'
import { backendError } from '../support'
import { createModelBackend, type IssuedCode, type ModelBackend } from './backend'
import { createVirtualClock, type Page, type VirtualClock } from './clock'
import { createRules, type Rules } from './rules'
import type { PageEvent, Script } from './script'

export interface Opened {
  result?: SubscribeResult
  /** The person's answer took effect at the panel. */
  isAnswered: boolean
  page: Page
}

/** Two people with one phone, a super app, a merchant backend: all that happens is written in a script. */
export interface ModelWorld {
  clock: VirtualClock
  backend: ModelBackend
  rules: Rules
  stored: Map<string, string>
  opened: Opened[]
  states: FlowState[]
  tap(how?: Partial<SubscribeOptions>): void
  happen(event: PageEvent): void
}

const never = new Promise<never>(() => undefined)

export function createModelWorld(script: Omit<Script, 'events'>): ModelWorld {
  const clock = createVirtualClock()
  const codes = new Map<string, IssuedCode>()
  const backend = createModelBackend(() => clock.now(), codes)
  const stored = new Map<string, string>()
  const refusals = {}
  const rules = createRules(backend, codes)
  const opened: Opened[] = []
  const states: FlowState[] = []
  let person = 'A'
  let ids = 0
  const fates = {
    templates: [...script.templates],
    authorizations: [...script.authorizations],
    subscriptions: [...script.subscriptions],
    codes: [...script.codes],
    people: [...script.people],
  }
  let current = newPage()

  function newPage() {
    const page: Page = { hiddenUntil: 0, isKilled: false }
    let isBusy = false
    const flow: SubscribeFlow = createSubscribeFlow(
      createHost(page, () => isBusy),
      (state) => {
        states.push(state)
        isBusy = state !== 'settled'
      },
    )
    return { page, flow, isBusy: () => isBusy, passed: `passed-${(ids += 1)}` }
  }

  function createHost(page: Page, isBusy: () => boolean): Host {
    const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve, page))
    const send = async (request: HttpRequest): Promise<HttpResponse> => {
      rules.sent(request)
      const path = /templates|authorizations|subscriptions/.exec(request.url)![0] as 'templates'
      if (path === ('authorizations' as string)) isRunning('POST /authorizations')
      const sentAt = clock.now()
      // An answer after the time-out is none.
      const answered = (reply: HttpResponse): HttpResponse =>
        clock.now() < sentAt + request.timeoutMs ? rules.answered(request, reply) : reply
      const { fate, ms } = fates[path].shift() ?? { fate: 'OK', ms: 0 }
      if (/^\d/.test(fate)) {
        await wait(ms)
        const [status, code] = fate.split(' ') as [string, string]
        if (code === 'PLATFORM_UNAVAILABLE') rules.burn(request)
        const reply = backendError(Number(status), code, '2')
        return answered(reply)
      }
      if (fate === 'LOST_REQUEST') return wait(ms).then(() => Promise.reject(new Error(fate)))
      if (fate === 'SILENT_REQUEST') return never
      if (fate === 'GARBAGE_INSTEAD') return { status: 200, body: '<html>' }
      await wait(ms / 2)
      const reply = backend.answer(request)
      await wait(ms / 2)
      if (fate === 'LOST_ANSWER') throw new Error(fate)
      if (fate === 'SILENT_ANSWER') return never
      if (fate === 'GARBAGE_AFTERWARDS') return { status: 502, body: '<html>' }
      return answered(reply)
    }

    const isRunning = (what: string): void => {
      if (!isBusy()) rules.violations.push(`${what} with no open`)
    }
    const getAuthCode: Bridge['getAuthCode'] = (call) => {
      const { scopes } = call
      isRunning('getAuthCode')
      const { fate, ms } = fates.codes.shift() ?? { fate: 'GRANT', ms: 0 }
      const grant = (): void => {
        const authCode = `code-${codes.size}`
        codes.set(authCode, { subject: person, isSpent: false })
        call.success?.({ authCode, authSuccessScopes: fate === 'PARTIAL' ? [] : scopes })
      }
      void clock.after(
        ms,
        () => {
          if (fate === 'DENY') call.fail?.({ error: 11 })
          if (fate === 'BACK') call.fail?.({ error: 3 })
          if (fate === 'NETWORK' || fate === 'FAIL_AND_GRANT') call.fail?.({ error: 12 })
          if (/GRANT|PARTIAL|TWICE/.test(fate)) grant()
          if (fate === 'TWICE') grant()
        },
        page,
      )
    }

    return {
      bridge: () => ({
        getAuthCode,
        getAppIdSync: () => 'APP',
        getSiteInfo: (call) => call.success?.({ siteName: 'ALIPAY_CN' }),
      }),
      send,
      storage: {
        get: (key) => stored.get(key) ?? null,
        set: (key, value) => {
          if (!value) return void stored.delete(key)
          rules.stored(value)
          stored.set(key, value)
        },
      },
      clock: { now: () => clock.now(), after: (ms, callback) => clock.after(ms, callback, page) },
      refusals: () => refusals,
      openPanel: ({ templates }) => {
        const open = opened.filter((one) => one.page === page).at(-1)
        const { fate, ms } = fates.people.shift() ?? { fate: 'AGREE', ms: 0 }
        let isOpen = true
        const answer = new Promise<PanelAnswer>((resolve) => {
          const give = (what: string): void => {
            if (what === 'CLOSE') resolve({ type: 'CLOSED', by: 'mask' })
            if (what !== 'AGREE' && what !== 'REJECT') return
            if (isOpen && open && fate !== 'CLOSE_THEN_AGREE') open.isAnswered = true
            const all = templates.map(({ templateCode }) => [templateCode, what])
            resolve({ type: 'ANSWERED', templates: Object.fromEntries(all) as never })
          }
          void clock.after(ms, () => fate.split('_THEN_').forEach(give), page)
        })
        const panel = { answer, update: () => undefined, close: () => (isOpen = false) }
        return { panel, surface: 'BUILTIN' }
      },
      language: () => 'en',
      component: 'model/1',
      warn: () => undefined,
    }
  }

  function tap(how: Partial<SubscribeOptions> = {}): void {
    const { page, flow } = current
    const isNew = !current.isBusy()
    const open: Opened = { isAnswered: false, page }
    if (isNew) opened.push(open)
    flow
      .open({ backendUrl: 'https://shop.example', templateIds: ['T1'], ...how })
      .then((result) => {
        if (open.result) rules.violations.push('settled twice')
        open.result = result
      })
      .catch(() => rules.violations.push('rejected'))
  }

  return {
    clock,
    backend,
    rules,
    stored,
    opened,
    states,
    tap,
    happen(event) {
      if (event === 'CANCEL' || event === 'CANCEL_AND_TAP') current.flow.cancel()
      if (event === 'HIDE') current.page.hiddenUntil = clock.now() + 20 * 60_000
      if (event === 'SWITCH_PERSON' || event === 'SWITCH_AND_TAP') person = person === 'A' ? 'B' : 'A'
      if (event === 'TAP' || event.endsWith('_AND_TAP')) tap()
      if (event === 'TAP_OTHER') tap({ templateIds: ['T2'] })
      if (event === 'TAP_WITH_CODE') {
        // The page has one code of its own, and passes it each time.
        const { passed } = current
        if (!codes.has(passed)) codes.set(passed, { subject: person, isSpent: false })
        tap({ authCode: passed })
      }
      if (event === 'MANAGE') tap({ manage: true })
      if (event === 'UNMOUNT') current.flow.unmount()
      if (event === 'KILL') current.page.isKilled = true
      if (event === 'UNMOUNT' || event === 'KILL') {
        current = newPage()
        tap()
      }
    },
  }
}
