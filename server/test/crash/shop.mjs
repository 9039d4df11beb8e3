import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

const timeoutMs = 8_000

/**
 * What users and the merchant's shop do: every call is repeated with the same requestId until it is answered,
 * by whichever server is alive.
 */
export class Shop {
  #servers
  #sandbox
  #apiKey
  #turn = 0
  /** From when to when a call was not answered, or answered by 5xx. */
  failures = []
  /** How far the clocks of the phones were ahead that answered, milliseconds. */
  phones = []

  constructor({ servers, sandbox, apiKey }) {
    this.#servers = servers
    this.#sandbox = sandbox
    this.#apiKey = apiKey
  }

  /** Answers of the server itself; connections that end and 5xx are repeated. */
  async #post(path, body, authorization) {
    const until = Date.now() + 300_000
    let last
    for (;;) {
      const alive = this.#servers.filter(({ url }) => url !== undefined)
      const from = Date.now()
      const server = alive[(this.#turn += 1) % Math.max(1, alive.length)]
      try {
        if (!server) throw new Error('no server is alive')
        const answer = await fetch(server.url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
          body: JSON.stringify(typeof body === 'function' ? await body() : body),
          signal: AbortSignal.timeout(timeoutMs),
        })
        const answered = { status: answer.status, body: await answer.json() }
        last = answered
        if (answered.status >= 500) this.failures.push({ from, to: Date.now() })
        if (answered.status < 500 && answered.status !== 410 && answered.status !== 429) return answered
      } catch (error) {
        last = error
        this.failures.push({ from, to: Date.now() })
      }
      if (Date.now() > until)
        throw new Error(`POST ${path} was not answered within five minutes`, { cause: last })
      await pause(20)
    }
  }

  async #code(userId) {
    const answer = await fetch(`${this.#sandbox.url}/_sandbox/jsapi/getAuthCode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId, scopes: ['auth_user'] }),
    })
    return (await answer.json()).success.authCode
  }

  /** A session; a code that is spent or lost is replaced, with a new requestId as the contract says. */
  async session(userId) {
    const { appId, templateCode, customerBelongsTo } = this.#sandbox.credentials
    const { body } = await this.#post('/authorizations', async () => ({
      requestId: randomUUID(),
      appId,
      customerBelongsTo,
      scopes: ['auth_user'],
      authCode: await this.#code(userId),
      templateCodes: [templateCode],
    }))
    return { token: body.sessionToken, subscriptionId: body.subscriptions[0].subscriptionId, userId }
  }

  /**
   * AGREE or REJECT, answered when it has taken effect. `onCode` hears of each code sent along; `phoneOffsetMs` is
   * how far the phone's clock is ahead. Resolves to the decision that is in force then.
   */
  async answer(session, type, { onCode, phoneOffsetMs = 0 } = {}) {
    const { templateCode } = this.#sandbox.credentials
    const requestId = randomUUID()
    this.phones.push(phoneOffsetMs)
    const phoneTime = () => new Date(Date.now() + phoneOffsetMs).toISOString()
    const answeredAt = phoneTime()
    const consent = {
      ...{ surface: 'BUILTIN', language: 'en', textVersion: '1', component: 'crash-test@1' },
      ...{ shownAt: answeredAt, answeredAt },
    }
    const body = async () => {
      const known = {
        requestId,
        answers: [{ templateCode, type }],
        consent: { ...consent, sentAt: phoneTime() },
      }
      if (type === 'REJECT') return known
      const authCode = await this.#code(session.userId)
      onCode(authCode, requestId)
      return { ...known, authCode }
    }
    for (let { token } = session; ; { token } = await this.session(session.userId)) {
      const answered = await this.#post('/subscriptions', body, `Bearer ${token}`)
      if (answered.status === 200) return answered.body.subscriptions[0].type
      // By the clock of the server that read it: as the front end does, once more with a new session.
      if (answered.status !== 401) throw new Error(`${type} was answered ${JSON.stringify(answered)}`)
    }
  }

  /** True when it was accepted, false when the user does not want it. */
  async message(subscriptionId, requestId) {
    const { templateCode } = this.#sandbox.credentials
    const templateParameters = {
      orderNo: requestId,
      storeName: 'Crash Test Kitchen',
      miniBodyUrl: '',
      miniFooterUrl: '',
    }
    const { status, body } = await this.#post(
      '/v1/messages',
      {
        requestId,
        to: { subscriptionId },
        templateCode,
        templates: [{ language: 'en', templateParameters }],
      },
      `Bearer ${this.#apiKey}`,
    )
    if (status === 202) return true
    if (status === 409 && body.error.code === 'NOT_SUBSCRIBED') return false
    throw new Error(`a message was answered ${status} ${JSON.stringify(body)}`)
  }
}
