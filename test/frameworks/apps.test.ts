// Real apps of the frameworks that most Alipay mini programs are written with, built by their own tools from the
// packed package and run in the simulator. It takes minutes and gigabytes, so it is not part of `npm test`.
import type { Browser } from 'playwright-core'
import { buildApp, frameworkApps, type BuiltApp } from '../../scripts/test/framework-app.mjs'
import { launchBrowser } from '../support/browser'
import { openApp, type OpenedApp } from '../support/framework-app'

/** An install of a thousand packages has to fit, on a slow line too. */
const installWithinMs = 900_000
jest.setTimeout(90_000)

const templateCode = '202109305800000001000001'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each(frameworkApps)('$name', ({ name, output }) => {
  let built: BuiltApp | undefined
  let app: OpenedApp | undefined
  beforeAll(async () => {
    built = await buildApp(name, output)
    print(`install ${built.seconds.install} s, build ${built.seconds.build} s`)
  }, installWithinMs)
  afterAll(() => built?.remove())
  afterEach(async () => {
    await app?.close()
    app = undefined
  })

  const print = (text: string) => process.stdout.write(`${name.padEnd(10)} ${text}\n`)
  const tap = (text: string) => app!.program.getByText(text, { exact: true }).last().click()

  test.each([
    { by: 'the tag', button: 'Agree', answer: 'AGREE' },
    { by: 'the tag', button: 'Reject', answer: 'REJECT' },
    { by: 'a call', button: 'Agree', answer: 'AGREE' },
    { by: 'a call', button: 'Reject', answer: 'REJECT' },
  ])('asked by $by, $button arrives in the app’s own code', async ({ by, button, answer }) => {
    app = await openApp(built!, browser)
    await tap(`Ask by ${by}`)
    await app.phone.getByRole('button', { name: 'Allow' }).click()
    await tap(button)
    // A result's type, or the code of what went wrong.
    const text = await app.program.getByText(/^[A-Z_]{5,}( |$)/).innerText()
    print(`by ${by}, ${button}: ${text}`)
    const [type, ...json] = text.split(' ')
    expect(type).toBe(answer)
    expect(JSON.parse(json.join(' '))).toEqual({
      [templateCode]: expect.stringMatching(/^sub_[\w-]{32}$/),
    })
    // It moves out.
    await app.program.locator('.mini-message-panel').waitFor({ state: 'detached' })
    expect(app.errors).toEqual([])
  })
})
