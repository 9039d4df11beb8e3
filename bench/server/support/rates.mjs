import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Sender, signParts, verifyParts } from '../../../server/dist/index.js'
import { concurrency, openServices, templates } from './bench-server.mjs'

const { Agent, request } = createRequire(join(import.meta.dirname, '../../../server/package.json'))('undici')

/** A second each, in turn, so that what else this machine does falls on all of them alike. */
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
export const perSecond = (rate) => `${Math.round(rate)} / s`
export const ratio = (value) => value.toFixed(2)

/** A bare undici loop: signs, posts to the same stub, verifies, keeps nothing. Messages a second. */
export async function bareRate(bench, count) {
  const signingKey = { privateKey: createPrivateKey(bench.merchant.privateKey), keyVersion: '1' }
  const publicKeys = [createPublicKey(bench.platform.publicKey)]
  const { uri, clientId } = bench
  const origin = new URL(bench.settings.PLATFORM_URL).origin
  const agent = new Agent({ connections: 64 })
  const one = async () => {
    const body = JSON.stringify({
      ...{ appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN', accessToken: randomUUID() },
      ...{ requestId: randomUUID(), templateCode: 'BENCH_1', templates },
    })
    const time = new Date().toISOString()
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': time,
      signature: signParts({ uri, clientId, time, body }, signingKey),
    }
    const answer = await request(origin + uri, { method: 'POST', headers, body, dispatcher: agent })
    const text = await answer.body.text()
    const parts = { uri, clientId, time: answer.headers['response-time'], body: text }
    const checked = verifyParts(parts, { header: answer.headers.signature, publicKeys, nowMs: Date.now() })
    if (!checked.valid || JSON.parse(text).result.resultStatus !== 'S')
      throw new Error('the stub is not believed')
  }
  let left = count
  const work = async () => {
    while ((left -= 1) >= 0) await one()
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  const rate = (1_000 * count) / (performance.now() - startedAt)
  await agent.close()
  return rate
}

/** A server and its outbox; each `rate(count)` puts so many messages in, and measures how they are sent. */
export async function openOutbox(settings) {
  let sent = 0
  let done = () => {}
  let wanted = Infinity
  const log = (_level, event, { outcome } = {}) => {
    if (event === 'message-attempt' && outcome === 'SENT' && (sent += 1) >= wanted) done()
  }
  const opened = await openServices(settings, log)
  return {
    ...opened,
    async rate(count) {
      await opened.enqueue(count)
      sent = 0
      wanted = count
      const finished = new Promise((resolve) => (done = resolve))
      const sender = new Sender(opened.services)
      const startedAt = performance.now()
      sender.start()
      await finished
      const rate = (1_000 * count) / (performance.now() - startedAt)
      await sender.stop()
      return rate
    },
  }
}
