import type { SubscriptionsRequest } from '../../../src/contract'
import type { HttpRequest, HttpResponse } from '../../../src/host'
import type { IssuedCode, ModelBackend } from './backend'

/** Watches all that leaves a page, and writes down what must never happen. */
export interface Rules {
  violations: string[]
  /** Answers that were posted, by requestId: the person whose session carried it. */
  posted: Map<string, string>
  sent(request: HttpRequest): void
  answered(request: HttpRequest, reply: HttpResponse): HttpResponse
  /** The platform may have exchanged the code although it did not answer. */
  burn(request: HttpRequest): void
  stored(value: string): void
}

const bodyOf = ({ body }: HttpRequest) => JSON.parse(body ?? '{}') as Partial<SubscriptionsRequest>

export function createRules(backend: ModelBackend, codes: Map<string, IssuedCode>): Rules {
  const violations: string[] = []
  const posted = new Map<string, string>()
  const usedFor = new Map<string, string>()
  const refused = new Set<string>()

  return {
    violations,
    posted,
    sent(request) {
      const { authCode, requestId = '', answers } = bodyOf(request)
      const path = request.url.replace(/.*\//, '')
      if (authCode) {
        const use = `${path} ${requestId}`
        if ((usedFor.get(authCode) ?? use) !== use)
          violations.push(`${authCode} for ${usedFor.get(authCode)} and for ${use}`)
        usedFor.set(authCode, use)
        if (refused.has(authCode)) violations.push(`${authCode} was refused and sent again`)
        if (!codes.has(authCode)) violations.push(`${authCode} was never given`)
      }
      if (!answers?.length) return
      if (answers.some(({ type }) => type === 'AGREE') && !authCode) violations.push('AGREE without a code')
      const token = (request.headers['authorization'] ?? '').replace('Bearer ', '')
      const subject = backend.subjectOf(token) ?? 'nobody'
      if ((posted.get(requestId) ?? subject) !== subject)
        violations.push(`${requestId} of ${posted.get(requestId)} was posted for ${subject}`)
      posted.set(requestId, subject)
    },
    answered(request, reply) {
      const { authCode } = bodyOf(request)
      if (authCode && (reply.status === 410 || reply.status === 503)) refused.add(authCode)
      return reply
    },
    burn(request) {
      const issued = codes.get(bodyOf(request).authCode ?? '')
      if (issued) issued.isSpent = true
    },
    stored(value) {
      const isSecret = (secret: string): boolean => new RegExp(`${secret}\\b`).test(value)
      if ([...codes.keys(), ...backend.tokens()].some(isSecret)) violations.push('a secret was stored')
    },
  }
}
