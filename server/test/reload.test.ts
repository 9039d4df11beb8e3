import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { readConfig } from '../src/config/settings.js'
import { startServer, type MerchantServer } from '../src/main.js'
import { FilesRead, Reloader } from '../src/reload.js'
import { silentLog, type EventLog, type LogFields } from '../src/runtime.js'
import { appsFile } from './support/apps-file.js'
import { owner } from './support/builders.js'
import { useEnvironment } from './support/environment.js'
import { withMerchant } from './support/merchant.js'
import { pem } from './support/known-answers.js'

const [rice] = appsFile
const noodles = { ...rice!, appId: 'P0000000000000020001' }
const oldKey = 'x'.repeat(24)
const newKey = 'y'.repeat(24)

const { folder, environment: common } = useEnvironment(() => ({ DATABASE_FILE: ':memory:' }))
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('a configuration that is read again', () => {
  let server: MerchantServer
  let environment: Record<string, string>
  let lines: [event: string, fields: LogFields | undefined][]
  const log: EventLog = (_level, event, fields) => lines.push([event, fields])
  beforeEach(async () => {
    lines = []
    environment = {
      ...common,
      API_KEYS: '',
      APPS_FILE: file('apps-again.json', JSON.stringify([rice])),
      API_KEYS_FILE: file('api-keys.txt', `admin:${oldKey}`),
    }
    server = await startServer(readConfig(environment), silentLog)
  })
  afterEach(() => server.close())

  /** What the log has of it. */
  function reload() {
    new Reloader(server, { readAgain: () => environment, log }).reload()
    return lines
  }
  const templatesOf = async (appId: string) => {
    const query = `appId=${appId}&customerBelongsTo=ALIPAY_CN&templateCodes=${rice!.templates[0]!.templateCode}`
    return (await server.app.inject({ url: `/templates?${query}` })).statusCode
  }
  const listWith = async (key: string) =>
    (await server.app.inject({ url: '/v1/dead-letters', headers: { authorization: `Bearer ${key}` } }))
      .statusCode

  test('has its apps, and those that left it are refused', async () => {
    file('apps-again.json', JSON.stringify([noodles]))
    expect([await templatesOf(rice!.appId), await templatesOf(noodles.appId)]).toEqual([200, 403])
    expect(reload()).toEqual([['reloaded', { count: 1 }]])
    expect([await templatesOf(rice!.appId), await templatesOf(noodles.appId)]).toEqual([403, 200])
  })

  test('has its API keys, and one that was taken out is refused', async () => {
    file('api-keys.txt', `admin:${newKey}`)
    expect([await listWith(oldKey), await listWith(newKey)]).toEqual([200, 401])
    reload()
    expect([await listWith(oldKey), await listWith(newKey)]).toEqual([401, 200])
  })

  test('has its keys for the platform, by app', () => {
    const ofRice = { clientId: 'RICE', merchantPrivateKey: pem('merchant-private'), keyVersion: '7' }
    file('apps-again.json', JSON.stringify([{ ...rice, ...ofRice }]))
    reload()
    const credentials = server.services.apps.credentialsOf(rice!.appId)
    expect(credentials).toMatchObject({ clientId: 'RICE', signingKeys: [{ keyVersion: '7' }] })
  })

  test.each([
    ['an apps file that is cut off', 'apps-again.json', '[{', 'is not valid JSON'],
    ['a key that is too short', 'api-keys.txt', 'TopSecretValue', '24 characters'],
  ])('is refused as a whole for %s, and the old one stays', async (_what, wrong, content, why) => {
    file('apps-again.json', JSON.stringify([noodles]))
    file('api-keys.txt', `admin:${newKey}`)
    file(wrong, content)
    const [[event, fields] = []] = reload()
    expect([event, fields?.detail]).toEqual(['reload-refused', expect.stringContaining(why)])
    expect(JSON.stringify(fields)).not.toContain('TopSecretValue')
    expect([await templatesOf(rice!.appId), await templatesOf(noodles.appId)]).toEqual([200, 403])
    expect([await listWith(oldKey), await listWith(newKey)]).toEqual([200, 401])
  })

  describe('when a file changes that it was read from:', () => {
    let reloader: Reloader
    let reads: number
    beforeEach(() => (reads = 0))
    afterEach(() => reloader.close())

    function watch(more: () => object = () => ({})): void {
      const files = new FilesRead()
      readConfig({ ...environment, ...more() }, files.read)
      const readAgain = () => {
        reads += 1
        return { ...environment, ...more() }
      }
      reloader = new Reloader(server, { readAgain, log, files })
      reloader.watch()
    }
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise(setImmediate)
    }
    const logged = async (count: number) => {
      await until(() => lines.length >= count)
      return lines.map(([event]) => event)
    }

    test('it is taken over', async () => {
      watch()
      file('api-keys.txt', `admin:${newKey}`)
      expect(await logged(1)).toEqual(['reloaded'])
      expect([await listWith(oldKey), await listWith(newKey)]).toEqual([401, 200])
      file('apps-again.json', JSON.stringify([rice, noodles]))
      expect(await logged(2)).toEqual(['reloaded', 'reloaded'])
      expect(await templatesOf(noodles.appId)).toBe(200)
    })

    test('also one that another one takes the place of, as editors do it', async () => {
      watch()
      renameSync(file('new.json', JSON.stringify([noodles])), environment.APPS_FILE!)
      expect(await logged(1)).toEqual(['reloaded'])
      expect(await templatesOf(noodles.appId)).toBe(200)
    })

    test('also in a mounted ConfigMap or Secret of Kubernetes, whose link changes', async () => {
      const mount = join(folder, 'mount')
      const place = (version: string, apps: object[]) => {
        mkdirSync(join(mount, version), { recursive: true })
        writeFileSync(join(mount, version, 'apps.json'), JSON.stringify(apps))
        symlinkSync(version, join(mount, '..data_tmp'))
        renameSync(join(mount, '..data_tmp'), join(mount, '..data'))
      }
      place('..2026_1', [rice!])
      symlinkSync(join('..data', 'apps.json'), join(mount, 'apps.json'))
      watch(() => ({ APPS_FILE: join(mount, 'apps.json') }))
      for (const [index, apps] of [[noodles], [rice!]].entries()) {
        place(`..2026_${index + 2}`, apps)
        expect(await logged(index + 1)).toHaveLength(index + 1)
        expect(await templatesOf(apps[0]!.appId)).toBe(200)
      }
    })

    test('also .env, and a file that it names anew', async () => {
      const before = process.cwd()
      process.chdir(folder)
      try {
        file('.env', `APPS_FILE=${environment.APPS_FILE!}`)
        watch(() => parseEnv(readFileSync('.env', 'utf8')))
        file('.env', `APPS_FILE=${file('other.json', JSON.stringify([noodles]))}`)
        expect(await logged(1)).toEqual(['reloaded'])
        file('other.json', JSON.stringify([rice]))
        expect(await logged(2)).toEqual(['reloaded', 'reloaded'])
        expect(await templatesOf(rice!.appId)).toBe(200)
      } finally {
        process.chdir(before)
      }
    })

    test('also a key of an app, which was not there before', async () => {
      watch()
      const merchantPrivateKey = { file: join(folder, 'keys', 'rice.pem') }
      file('apps-again.json', JSON.stringify([{ ...rice, merchantPrivateKey }]))
      expect(await logged(1)).toEqual(['reload-refused'])
      mkdirSync(join(folder, 'keys'))
      file('keys/rice.pem', pem('merchant-private'))
      await until(() => lines.some(([event]) => event === 'reloaded'))
    })

    test('a mistake is told once until it is mended, and the old one stays', async () => {
      watch()
      for (const [index, wrong] of ['[{', '[{,'].entries()) {
        file('apps-again.json', wrong)
        await until(() => reads === index + 1)
      }
      expect(await templatesOf(rice!.appId)).toBe(200)
      file('apps-again.json', JSON.stringify([noodles]))
      await until(() => lines.at(-1)?.[0] === 'reloaded')
      expect(lines).toMatchObject([
        [
          'reload-refused',
          { detail: expect.stringContaining('APPS_FILE'), remedy: expect.not.stringMatching(/SIGHUP/) },
        ],
        ['reloaded', { count: 1 }],
      ])
    })
  })
})

describe('a message of an app that was taken out', () => {
  const merchant = withMerchant()
  const query = `?appId=${owner.appId}`
  async function queued(): Promise<string> {
    const { body } = await merchant().messages(await merchant().subscribed())
    merchant().services.apps.replace([noodles])
    return `${body.requestId}${query}`
  }

  test('waits, and is sent when the app is back in time', async () => {
    const requestId = await queued()
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(await merchant().message(requestId)).toMatchObject({ status: 'QUEUED' })
    merchant().services.apps.replace(appsFile)
    expect(await merchant().sender.sendDue()).toBe(1)
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
  })

  test('expires when the app is not back in time', async () => {
    const requestId = await queued()
    merchant().advance(72 * 3_600_000)
    await merchant().sender.sendDue()
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'EXPIRED' })
  })

  test('goes with its user, whose withdrawal is told while it is being sent', async () => {
    const { body } = await merchant().messages(await merchant().subscribed())
    const until = new Promise<void>((resolve) => {
      setImmediate(() => {
        merchant().services.apps.replace([noodles])
        resolve()
      })
    })
    merchant().stub.failNext('/v2/miniprogram/message/send', {
      ...{ kind: 'result', status: 'F', code: 'USER_NOT_SUBSCRIBED', until },
    })
    await merchant().sender.sendDue()
    expect(await merchant().message(`${body.requestId}${query}`)).toMatchObject({
      ...{ outcome: 'REJECTED', code: 'USER_NOT_SUBSCRIBED' },
    })
  })
})
