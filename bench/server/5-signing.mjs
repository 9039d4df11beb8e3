import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { signParts, verifyParts } from '../../server/dist/index.js'
import { median } from './support/rates.mjs'

const [count, rounds] = [300, 15]

/** Sign and verify of this SDK, beside node:crypto alone and beside alipay-sdk's, on the same text. */
export default async function signing() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const parts = partsToSign()
  const { uri, clientId, time, body } = parts
  const text = `POST ${uri}\n${clientId}.${time}.${body}`
  const publicKeys = [publicKey]
  const ways = {
    ours: () => {
      const header = signParts(parts, { privateKey, keyVersion: '1' })
      return verifyParts(parts, { header, publicKeys, nowMs: Date.now() }).valid
    },
    bare: () => {
      const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64')
      return verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
    },
    alipay: await alipaySdk(text, privateKey, publicKey),
  }
  const ms = (work) => {
    const startedAt = performance.now()
    for (let done = 0; done < count; done += 1) if (!work()) throw new Error('not valid')
    return (performance.now() - startedAt) / count
  }
  const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
  Object.values(ways).forEach(ms)
  for (let round = 0; round < rounds; round += 1)
    for (const [way, work] of Object.entries(ways)) times[way].push(ms(work))
  const row = (peer, name, limit) => ({
    figure: `sign + verify of this SDK against ${name}`,
    limit,
    measured: median(times.ours.map((mine, round) => mine / times[peer][round])).toFixed(3),
    beside: `${median(times.ours).toFixed(3)} ms against ${median(times[peer]).toFixed(3)} ms`,
  })
  return [row('bare', 'node:crypto alone', '<= 1.1'), row('alipay', "alipay-sdk's", 'reported')]
}

function partsToSign() {
  const content = { requestId: 'r1', accessToken: 'a'.repeat(40), templateParameters: { orderNo: '0042' } }
  return {
    uri: '/api/open/v2/miniprogram/message/send',
    clientId: 'C1',
    time: new Date().toISOString(),
    body: JSON.stringify(content),
  }
}

/** What its calls sign and verify with, which it does not export. It takes keys as PEM, as its users give them. */
async function alipaySdk(text, privateKey, publicKey) {
  const { signatureV3, verifySignatureV3 } = await import(
    new URL('util.js', import.meta.resolve('alipay-sdk')).href
  )
  const privatePem = privateKey.export({ type: 'pkcs1', format: 'pem' })
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' })
  return () => verifySignatureV3(text, signatureV3(text, privatePem), publicPem)
}
