import { spawn } from 'node:child_process'
import { generateKeyPair } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { openBench } from './support/bench-server.mjs'
import { median } from './support/rates.mjs'

const [apps, templates, rounds] = [500, 20, 5]
const cli = join(import.meta.dirname, '../../server/dist/cli.js')

/** From the start of the process until it listens: many apps, each with its own Client-Id and keys, beside one. */
export default async function start() {
  const bench = await openBench()
  const folder = dirname(bench.settings.APPS_FILE)
  const keys = await Promise.all(Array.from({ length: 25 }, makePair))
  const settings = (count) => {
    const file = join(folder, `apps-${count}.json`)
    const all = Array.from({ length: count }, (_, index) => app(index, folder, keys[index % keys.length]))
    writeFileSync(file, JSON.stringify(all))
    return { ...process.env, ...bench.settings, DATABASE_FILE: ':memory:', PORT: '0', APPS_FILE: file }
  }
  const [one, many] = [settings(1), settings(apps)]
  const times = []
  for (let round = 0; round < rounds; round += 1)
    times.push({ one: await startMs(folder, one), many: await startMs(folder, many) })
  await bench.close()
  const ms = (what) => `${Math.round(median(times.map((pair) => pair[what])))} ms`
  return [
    {
      figure: `start with ${apps} apps with keys of their own and ${templates} templates each, against one app`,
      limit: '<= 1 s more',
      measured: `${(median(times.map((pair) => pair.many - pair.one)) / 1_000).toFixed(2)} s more`,
      beside: `${ms('many')} against ${ms('one')}`,
    },
  ]
}

const makePair = async () =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

/** Its keys stand in a file, and in APPS_FILE itself; the platform's is another app's. */
function app(index, folder, { privateKey }) {
  const file = join(folder, `key-${index}.pem`)
  writeFileSync(file, privateKey)
  const texts = { en: { title: 'Order ready', description: 'When you can pick it up' } }
  return {
    appId: `P${String(index).padStart(19, '0')}`,
    clientId: `CLIENT_${index}`,
    merchantPrivateKey: { file },
    sites: ['ALIPAY_CN'],
    sender: { name: { en: `Shop ${index}` }, privacyUrl: 'https://shop.example/privacy' },
    templates: Array.from({ length: templates }, (_, number) => ({
      ...{ templateCode: `T_${index}_${number}`, variables: ['orderNo', 'storeName'], texts },
    })),
  }
}

async function startMs(cwd, env) {
  const startedAt = performance.now()
  const server = spawn(process.execPath, [cli], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  while (!said.includes('listens on')) said += (await once(server.stdout, 'data'))[0].toString()
  const ms = performance.now() - startedAt
  server.kill()
  await once(server, 'exit')
  return ms
}
