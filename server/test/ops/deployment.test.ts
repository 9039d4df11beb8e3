// ops/Dockerfile, compose.yaml, nginx.conf and the systemd unit: what can be checked without Docker and systemd.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request, type RequestOptions } from 'node:https'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { mayStandInFile, trustedProxies, type Setting } from '../../src/config/environment.js'
import { settings } from '../../src/config/settings.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import { StoreUnavailable } from '../../src/store/database.js'
import { Merchant } from '../support/merchant.js'

const ops = join(__dirname, '../../../ops')
const read = (file: string) => readFileSync(join(ops, file), 'utf8')
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0

const known = Object.entries<Setting<unknown>>(settings).flatMap(([name, setting]) =>
  mayStandInFile(setting) ? [name, `${name}_FILE`] : [name],
)

interface Service {
  env_file?: string
  environment?: Record<string, string>
  image?: string
  ports?: string[]
  read_only?: boolean
}
const compose = parse(read('compose.yaml')) as { services: Record<string, Service> }
const dockerfile = read('Dockerfile')
const final = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))

describe('the Dockerfile', () => {
  test('sets no variable that is no setting of the server', () => {
    const names = [...final.matchAll(/^ENV (.*)$/gm)].flatMap(
      ([, line = '']) => line.match(/\w+(?==)/g) ?? [],
    )
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !known.includes(name))).toEqual([])
  })

  test('is of Node 24, and runs the server as nobody special', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
    expect(new Set(images)).toEqual(new Set(['node:24-trixie-slim']))
    expect(final).toMatch(/^USER node$/m)
    expect(final.indexOf('\nUSER ')).toBeLessThan(final.indexOf('\nENTRYPOINT '))
  })

  const check = JSON.parse(/^HEALTHCHECK .*CMD (\[.*\])$/m.exec(final)![1]!) as [string, ...string[]]
  const healthcheck = (port: number) =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const child = spawn(process.execPath, check.slice(1), { env: { PORT: String(port) } })
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
      child.on('close', (code) => resolve({ code, said }))
    })

  test('is healthy while the server is ready', async () => {
    const merchant = await Merchant.open()
    await merchant.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = merchant.app.server.address() as AddressInfo
    expect(await healthcheck(port)).toEqual({ code: 0, said: '{"status":"ok"}\n' })
    await merchant.close()
    expect(await healthcheck(port)).toMatchObject({ code: 1, said: expect.stringContaining('ECONNREFUSED') })
  })

  test('is unhealthy while the database takes no write, and says why', async () => {
    const store = openSqliteStore(':memory:')
    const tryWrite = () => Promise.reject(new StoreUnavailable('read-only'))
    const merchant = await Merchant.open({
      services: { store: { ...store, upkeep: { ...store.upkeep, tryWrite } } },
    })
    await merchant.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = merchant.app.server.address() as AddressInfo
    expect(await healthcheck(port)).toMatchObject({
      code: 1,
      said: expect.stringContaining('the database takes no write'),
    })
    await merchant.close()
  })
})

describe('compose.yaml', () => {
  test('sets no variable that is no setting of the server, and values that it takes', () => {
    const { environment = {} } = compose.services.server!
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([])
    expect(trustedProxies(environment.TRUST_PROXY!)).toBeInstanceOf(Function)
  })

  test('holds no secret: they come from files that git ignores', () => {
    expect(compose.services.server!.env_file).toBe('.env')
    expect(compose.services.postgres!.env_file).toBe('postgres.env')
    for (const { environment = {} } of Object.values(compose.services))
      expect(Object.keys(environment).filter((name) => /KEY|PASSWORD|DATABASE_URL/.test(name))).toEqual([])
    expect(read('.gitignore')).toContain('*.env\n')
  })

  test('opens its ports to this machine alone', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? [])
    expect(ports.length).toBeGreaterThan(1)
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })
})

describe('the systemd unit', () => {
  const unit = read('mini-message-server.service')
  const hasSystemd = has('systemd-analyze', '--version')

  ;(hasSystemd ? test : test.skip)('systemd-analyze (skipped without it) finds nothing wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mini-message-unit-'))
    const file = join(folder, 'mini-message-server.service')
    // The program has to be there; Node is elsewhere on some machines.
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
      encoding: 'utf8',
    })
    rmSync(folder, { recursive: true })
    expect([status, stderr]).toEqual([0, ''])
  })

  test('waits longer for a stop than the server takes for it', () => {
    const stopMs = Number(settings.STOP_TIMEOUT_MS.fallback)
    expect(Number(/^TimeoutStopSec=(\d+)s$/m.exec(unit)![1]) * 1000).toBeGreaterThan(stopMs)
    expect(Number(/stop_grace_period: (\d+)s/.exec(read('compose.yaml'))![1]) * 1000).toBeGreaterThan(stopMs)
  })
})

describe('nginx.conf', () => {
  const programs = has('nginx', '-v') && has('openssl', 'version')

  test('leads to the public routes alone', () => {
    const paths = [...read('nginx.conf').matchAll(/location = (\S+) \{\s*proxy_pass /g)].map(
      ([, path]) => path,
    )
    expect(paths).toEqual(['/templates', '/authorizations', '/subscriptions'])
  })

  test('names the TRUST_PROXY that the server needs', () => {
    const [, value = ''] = /TRUST_PROXY=(\S+) /.exec(read('nginx.conf')) ?? []
    expect(trustedProxies(value)).toEqual(['127.0.0.1'])
  })

  if (programs) describe('with nginx', throughNginx)
  else test.skip('with nginx: skipped, since nginx or openssl was not found', () => {})
})

function throughNginx(): void {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-nginx-'))
  let merchant: Merchant
  let nginx: ChildProcess
  let port: number
  beforeAll(async () => {
    merchant = await Merchant.open({ trustProxy: trustedProxies('127.0.0.1'), requestsPerMinute: 2 })
    await merchant.app.listen({ host: '127.0.0.1', port: 0 })
    const { port: serverPort } = merchant.app.server.address() as AddressInfo
    const [plain, tls] = [await freePort(), await freePort()]
    port = tls
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '1',
          '-subj',
          '/CN=messages.shop.example',
        ],
        ...['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')],
      ],
      { stdio: 'ignore' },
    )
    const site = read('nginx.conf')
      .replace('127.0.0.1:8788', `127.0.0.1:${serverPort}`)
      .replace(/^ *listen \[::\].*\n/gm, '')
      .replace('listen 80;', `listen 127.0.0.1:${plain};`)
      .replace('listen 443 ', `listen 127.0.0.1:${tls} `)
      .replaceAll('/etc/letsencrypt/live/messages.shop.example', folder)
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; pid nginx.pid; error_log stderr; events {} http { access_log off; ${temporary}\n${site} }`,
    )
    nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf'], { stdio: ['ignore', 'ignore', 'pipe'] })
    const said: string[] = []
    nginx.stderr!.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    for (;;) {
      if (nginx.exitCode !== null) throw new Error(said.join(''))
      if (await get('/none').catch(() => undefined)) return
      await new Promise(setImmediate)
    }
  })
  afterAll(async () => {
    const ended = new Promise((resolve) => nginx.once('exit', resolve))
    nginx.kill()
    await ended
    await merchant.close()
    rmSync(folder, { recursive: true })
  })

  const get = (path: string, more: RequestOptions = {}) =>
    new Promise<number>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false, ...more }
      request(options, (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode!))
      })
        .once('error', reject)
        .end()
    })
  const templates = '/templates?appId=P0000000000000010001&customerBelongsTo=ALIPAY_CN'

  test('each client has a rate limit of its own, and no other one by an X-Forwarded-For of its own', async () => {
    const from = (localAddress: string, forwarded?: string) =>
      get(templates, { localAddress, ...(forwarded && { headers: { 'x-forwarded-for': forwarded } }) })
    const answered = await from('127.0.0.2')
    expect(answered).not.toBe(404)
    expect([await from('127.0.0.2'), await from('127.0.0.2')]).toEqual([answered, 429])
    expect(await from('127.0.0.2', '203.0.113.9')).toBe(429)
    expect(await from('127.0.0.3')).toBe(answered)
  })

  test.each(['/v1/messages', '/metrics', '/readyz', '/docs/', '/v1/users/1', '/openapi.json'])(
    '%s is not there for the Internet',
    async (path) => {
      expect(await get(path, { localAddress: '127.0.0.4' })).toBe(404)
    },
  )
}

/** nginx keeps bodies in folders that only root may write to. */
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  .map((what) => `${what}_temp_path ${what};`)
  .join(' ')

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
