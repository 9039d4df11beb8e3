import type { SubscriptionsRequest } from '../../../src/contract'
import type { HttpRequest, HttpResponse } from '../../../src/host'
import { backendError, json } from '../support'

const SESSION_MS = 15 * 60 * 1000

/** A code the super app gave: whose it is, and whether it has been exchanged. */
export interface IssuedCode {
  subject: string
  isSpent: boolean
}

export interface Recorded {
  subject: string
  requestId: string
  templateCode: string
  type: string
  answeredAt: string
}

/** A merchant backend that keeps the contract: codes work once, sessions live 15 minutes, requests are idempotent. */
export interface ModelBackend {
  answer(request: HttpRequest): HttpResponse
  subjectOf(token: string): string | undefined
  tokens(): string[]
  recorded: Recorded[]
  /** What a client that keeps the contract never causes. */
  violations: string[]
}

export function createModelBackend(now: () => number, codes: Map<string, IssuedCode>): ModelBackend {
  const sessions = new Map<string, { subject: string; expiresAt: number }>()
  const done = new Map<string, { body: string; reply: HttpResponse }>()
  const recorded: Recorded[] = []
  const violations: string[] = []

  const standing = (subject: string, templateCode: string): object => {
    const [last] = recorded
      .filter((one) => one.subject === subject && one.templateCode === templateCode)
      .sort((a, b) => b.answeredAt.localeCompare(a.answeredAt))
    const needs = last?.type === 'AGREE' ? 'NOTHING' : 'CONSENT'
    return { subscriptionId: `${subject}-${templateCode}`, templateCode, type: last?.type ?? null, needs }
  }
  const exchange = (code: string): IssuedCode | undefined => {
    const issued = codes.get(code)
    if (!issued || issued.isSpent) return undefined
    issued.isSpent = true
    return issued
  }

  function authorize(body: { authCode: string; templateCodes: string[] }): HttpResponse {
    const issued = exchange(body.authCode)
    if (!issued) return backendError(410, 'AUTH_CODE_SPENT')
    const sessionToken = `token-${sessions.size}`
    sessions.set(sessionToken, { subject: issued.subject, expiresAt: now() + SESSION_MS })
    const subscriptions = body.templateCodes.map((code) => standing(issued.subject, code))
    return json({ sessionToken, expiresAt: '', subject: issued.subject, subscriptions })
  }

  function subscribe(token: string, body: SubscriptionsRequest): HttpResponse {
    const session = sessions.get(token)
    if (!session || session.expiresAt < now()) return backendError(401, 'SESSION_EXPIRED')
    const { subject } = session
    // Contract, rule b: two requests are compared without the code and without sentAt.
    const { authCode, consent, ...others } = body
    const rest = { ...others, consent: { ...consent, sentAt: undefined } }
    const key = `${subject} ${body.requestId}`
    const same = done.get(key)
    if (same) {
      if (same.body === JSON.stringify(rest)) return same.reply
      violations.push(`requestId ${body.requestId} was used for two requests`)
      return backendError(409, 'REQUEST_ID_REUSED')
    }
    if (body.answers.some(({ type }) => type === 'AGREE')) {
      const issued = authCode && exchange(authCode)
      if (!issued) return backendError(410, 'AUTH_CODE_SPENT')
      if (issued.subject !== subject) return backendError(403, 'SUBJECT_MISMATCH')
    }
    for (const { templateCode, type } of body.answers) {
      const answeredAt = body.consent?.answeredAt ?? ''
      recorded.push({ subject, requestId: body.requestId, templateCode, type, answeredAt })
    }
    const reply = json({
      subscriptions: body.answers.map(({ templateCode }) => standing(subject, templateCode)),
    })
    done.set(key, { body: JSON.stringify(rest), reply })
    return reply
  }

  return {
    recorded,
    violations,
    tokens: () => [...sessions.keys()],
    subjectOf: (token) => sessions.get(token)?.subject,
    answer({ url, body, headers }) {
      if (url.includes('/templates?')) {
        const templates = ['T1', 'T2'].map((templateCode) => ({
          templateCode,
          title: templateCode,
          kind: 'LONG_TERM',
        }))
        return json({ sender: { name: 'S', privacyUrl: 'https://s.example' }, textVersion: '1', templates })
      }
      const data = JSON.parse(body ?? '{}') as never
      return url.endsWith('/authorizations')
        ? authorize(data)
        : subscribe((headers['authorization'] ?? '').replace('Bearer ', ''), data)
    },
  }
}
