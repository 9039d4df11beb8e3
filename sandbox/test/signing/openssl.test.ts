import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isoTime } from '../support/merchant.js'
import { authCode, exchange } from '../support/shop.js'
import { clientId, knownAnswers, startTime, testSandbox } from '../support/test-sandbox.js'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const testWithOpenssl = hasOpenssl ? test : test.skip
const reason = hasOpenssl ? '' : ' (skipped: openssl does not run here)'

const uri = '/api/open/v2/authorizations/applyToken'
const script = join(import.meta.dirname, 'sign-with-openssl.sh')
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'openssl-'))))
afterAll(() => rmSync(folder, { recursive: true }))

function setUp() {
  const { app, sandbox } = testSandbox()
  const body = JSON.stringify(exchange(authCode(sandbox), { extendInfo: '取餐 "&" \n' }))
  const time = isoTime(startTime)
  writeFileSync(join(folder, 'body'), body)
  const key = join(knownAnswers, 'merchant-private.pem')
  const signature = execFileSync('sh', [script, key, uri, clientId, time, join(folder, 'body')], {
    encoding: 'utf8',
  })
  const send = async (payload: string) => {
    const headers = {
      'content-type': 'application/json',
      'client-id': clientId,
      'request-time': time,
      signature,
    }
    const response = await app.inject({ method: 'POST', url: uri, payload, headers })
    return response.json().result.resultCode
  }
  return { body, send }
}

testWithOpenssl(
  `what openssl alone signed is taken, and refused with any one byte changed${reason}`,
  async () => {
    const { body, send } = setUp()
    for (let at = 0; at < body.length; at += 1) {
      const changed = `${body.slice(0, at)}${body[at] === 'x' ? 'y' : 'x'}${body.slice(at + 1)}`
      expect(await send(changed)).toBe('SIGNATURE_INVALID')
    }
    expect(await send(body)).toBe('SUCCESS')
  },
)
