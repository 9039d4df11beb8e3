import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { templateCode } from '../support/apps-file.js'
import { useEnvironment } from '../support/environment.js'

const { folder, environment } = useEnvironment(() => ({ DATABASE_FILE: ':memory:' }))
// The settings lie in .env, as `init` writes them: a program of the reader's own finds them there, too.
beforeAll(() => {
  const lines = Object.entries(environment).map(
    ([name, value]) => `${name}="${value.replaceAll('\n', '\\n')}"`,
  )
  writeFileSync(join(folder, '.env'), lines.join('\n'))
})
const query = `appId=P0000000000000010001&customerBelongsTo=ALIPAY_CN&templateCodes=${templateCode}`

/** The example as its reader starts it; resolves to the address it says. */
async function start(example: string): Promise<{ shop: ChildProcess; url: string }> {
  const file = join(__dirname, '../../../examples', example, 'server.mjs')
  const shop = spawn(process.execPath, [file], {
    cwd: folder,
    env: { ...process.env, SHOP_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: shop.stdout })) {
    const [, url] = /the shop listens on (\S+)/.exec(line) ?? []
    if (url !== undefined) return { shop, url }
  }
  throw new Error(`${example} ended before it listened`)
}

test.each(['express', 'node-http'])(
  'the %s example answers for the shop and, under its path, for the merchant server, and ends on SIGTERM',
  async (example) => {
    const { shop, url } = await start(example)
    const post = (path: string, body: object) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify(body),
      })
    const templates = await fetch(`${url}/mini-message/templates?${query}`, {
      headers: { connection: 'close' },
    })
    expect(await templates.json()).toMatchObject({ templates: [{ templateCode }] })
    // It has read the body: it names what is missing in it.
    const refused = await post('/mini-message/authorizations', { appId: 'P1' })
    expect(await refused.json()).toMatchObject({
      error: { code: 'INVALID_REQUEST', message: expect.stringContaining('requestId') },
    })
    expect(await (await post('/orders', { dish: 'chicken rice' })).json()).toEqual({
      ordered: 'chicken rice',
    })
    shop.kill('SIGTERM')
    expect((await once(shop, 'exit'))[0]).toBe(0)
  },
  60_000,
)
