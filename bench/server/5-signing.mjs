import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { signParts, verifyParts } from '../../server/dist/index.js'
import { median } from './support/rates.mjs'

const [count, rounds] = [400, 9]

/** Sign and verify of this SDK, beside node:crypto alone on the same text. */
export default function signing() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const body = JSON.stringify({
    requestId: 'r1',
    accessToken: 'a'.repeat(40),
    templateParameters: { orderNo: '0042' },
  })
  const time = new Date().toISOString()
  const parts = { uri: '/api/open/v2/miniprogram/message/send', clientId: 'C1', time, body }
  const text = Buffer.from(`POST ${parts.uri}\n${parts.clientId}.${time}.${body}`)
  const publicKeys = [publicKey]
  const ours = () => {
    const header = signParts(parts, { privateKey, keyVersion: '1' })
    if (!verifyParts(parts, { header, publicKeys, nowMs: Date.now() }).valid) throw new Error('not valid')
  }
  const bare = () => {
    const signature = sign('sha256', text, privateKey).toString('base64')
    if (!verify('sha256', text, publicKey, Buffer.from(signature, 'base64'))) throw new Error('not valid')
  }
  const ms = (work) => {
    const startedAt = performance.now()
    for (let done = 0; done < count; done += 1) work()
    return (performance.now() - startedAt) / count
  }
  ms(ours)
  ms(bare)
  const pairs = Array.from({ length: rounds }, () => [ms(ours), ms(bare)])
  return [
    {
      figure: 'sign + verify of this SDK against node:crypto alone',
      limit: '<= 1.1',
      measured: median(pairs.map(([mine, other]) => mine / other)).toFixed(3),
      beside: `${median(pairs.map(([mine]) => mine)).toFixed(3)} ms against ${median(pairs.map(([, other]) => other)).toFixed(3)} ms`,
    },
  ]
}
