// Signed sends a second, against a bare Fastify route that checks and signs, each in a process of its own.
import { spawn } from 'node:child_process'
import { createPublicKey, sign } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent, request as open } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const here = (path) => join(import.meta.dirname, path)
const uri = '/api/open/v2/miniprogram/message/send'
const sendsInARun = 1500
const connections = 8

async function startProcess(args, input) {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(input)
  const url = await new Promise((ready) =>
    child.stdout.on('data', (text) => ready(/http:\/\/127\.0\.0\.1:\d+/.exec(String(text))[0])),
  )
  return { url, stop: () => new Promise((ended) => child.once('exit', ended) && child.kill()) }
}

const post = (agent, url, path, body, headers) =>
  new Promise((answered, failed) => {
    const call = open(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => answered(Buffer.concat(chunks).toString()))
    })
    call.on('error', failed)
    call.end(body)
  })

function signed(credentials, path, body) {
  const { clientId, merchantPrivateKey } = credentials
  const time = new Date().toISOString().replace(/\.\d+Z$/, '+00:00')
  const text = `POST ${path}\n${clientId}.${time}.${body}`
  const value = sign('RSA-SHA256', Buffer.from(text), merchantPrivateKey).toString('base64')
  return {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': time,
    signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(value)}`,
  }
}

async function accessToken(url, credentials) {
  const { appId, customerBelongsTo } = credentials
  const control = (path, body) =>
    fetch(`${url}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then((answer) => answer.json())
  await control('auto-answer', { authorization: 'allow' })
  const { success } = await control('jsapi/getAuthCode', { scopes: ['auth_user'] })
  const path = '/api/open/v2/authorizations/applyToken'
  const grant = { grantType: 'AUTHORIZATION_CODE', authCode: success.authCode }
  const body = JSON.stringify({ appId, customerBelongsTo, ...grant })
  const answer = await post(undefined, url, path, body, signed(credentials, path, body))
  return JSON.parse(answer).accessToken
}

/** Requests are signed before the clock starts: only the servers' work is measured. */
function prepare(credentials, token, run) {
  const { appId, customerBelongsTo, templateCode } = credentials
  const templateParameters = { orderNo: '1', storeName: 'Y', miniBodyUrl: 'p', miniFooterUrl: 'p' }
  return Array.from({ length: sendsInARun }, (_none, index) => {
    const requestId = `${run}-${index}`
    const templates = [{ language: 'en', templateParameters }]
    const body = JSON.stringify({
      appId,
      accessToken: token,
      customerBelongsTo,
      requestId,
      templateCode,
      templates,
    })
    return { body, headers: signed(credentials, uri, body) }
  })
}

async function sendsPerSecond(url, prepared) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const waiting = [...prepared]
  const startedAt = performance.now()
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const answer = await post(agent, url, uri, next.body, next.headers)
      if (!answer.includes('"SUCCESS"')) throw new Error(answer)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return prepared.length / seconds
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

export default async function sends() {
  const state = await mkdtemp(join(tmpdir(), 'sandbox-'))
  const sandbox = await startProcess([here('../../sandbox/dist/cli.js'), '--port', '0', '--state', state])
  const credentials = await (await fetch(`${sandbox.url}/_sandbox/credentials`)).json()
  const keys = {
    merchantPublicKey: createPublicKey(credentials.merchantPrivateKey).export({
      format: 'pem',
      type: 'spki',
    }),
    platformPrivateKey: JSON.parse(await readFile(join(state, 'keys.json'), 'utf8')).platform,
  }
  const bare = await startProcess([here('bare/bare-route.mjs')], JSON.stringify(keys))
  const token = await accessToken(sandbox.url, credentials)
  const rates = { sandbox: [], bare: [] }
  for (let run = 0; run < 6; run += 1) {
    const prepared = prepare(credentials, token, run)
    const [first, second] = run % 2 === 0 ? ['sandbox', 'bare'] : ['bare', 'sandbox']
    for (const name of [first, second]) {
      const rate = await sendsPerSecond({ sandbox, bare }[name].url, prepared)
      // The first run warms both up.
      if (run > 0) rates[name].push(rate)
    }
  }
  await Promise.all([sandbox.stop(), bare.stop()])
  await rm(state, { recursive: true })
  const ratio = median(rates.sandbox) / median(rates.bare)
  return [
    {
      figure: 'signed sends a second, of a bare route that checks and signs',
      limit: '>= 0.70',
      measured: ratio.toFixed(2),
      beside: `${median(rates.sandbox).toFixed(0)}/s and ${median(rates.bare).toFixed(0)}/s, medians of 5`,
    },
  ]
}
