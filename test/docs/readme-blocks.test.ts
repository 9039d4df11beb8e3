// Every code block of the READMEs that needs no install, as it stands: pages in Chromium, mini programs in the
// simulator, types by tsc. The commands are run by `npm run test:long -- readmes`.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { runInNewContext } from 'node:vm'
import type { Browser, Page } from 'playwright-core'
import { compileScript, parse } from 'vue/compiler-sfc'
import { launchBrowser } from '../support/browser'
import { outputOf, packInto, project } from '../support/packed-package'
import { blocksOf, CheckedBlocks, isOfSession, readmes, writeFiles, type Block } from '../support/readmes'
import { answerAsBackend, bundle, emptyPage, openShop, origin } from '../support/shop-page'

jest.setTimeout(120_000)

const all = readmes.flatMap(blocksOf)
const checked = new CheckedBlocks()
/** The block of this README with this title or these words; there is exactly one. */
function block(readme: string, words: string): Block {
  const found = all.filter(
    (one) =>
      one.readme === readme && one.notRun === undefined && (one.title === words || one.code.includes(words)),
  )
  if (found.length !== 1) throw new Error(`${found.length} blocks of ${readme} have "${words}"`)
  return found[0]!
}

const work = mkdtempSync(join(tmpdir(), 'mini-message-blocks-'))
let browser: Browser
const simulators: ChildProcess[] = []
beforeAll(async () => {
  packInto(work)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  for (const simulator of simulators) {
    simulator.kill()
    await once(simulator, 'exit')
  }
  checked.save('blocks')
  rmSync(work, { recursive: true })
})

const script = () => readFileSync(join(project, 'dist/h5/subscribe-message.min.js'), 'utf8')
/** Taps the page's button and agrees. */
async function agree(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: /^Notify me/ }).click()
  await tab.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
  await tab.getByRole('dialog').waitFor({ state: 'detached' })
}

describe('H5', () => {
  const readme = 'h5/README.md'
  const main = () => block(readme, 'SubscribeMsg.configure({ backendUrl')
  const button = `<!doctype html><html lang="en"><title>shop</title><body><button id="notify">Notify me</button>`

  test("the page of README.md asks, and its order gets the user's subscription", async () => {
    const page = block('README.md', 'index.html')
    const tab = await openShop(browser, { '/': page.code, '/subscribe-message.min.js': script() })
    await agree(tab)
    expect(await tab.evaluate('order.subscriptionIds')).toEqual({ '202109305800000001000001': 'sub_1' })
    checked.add('opened in Chromium, tapped, agreed', page)
  })

  test('the module asks in a bundled page, and tells without asking whether the user is subscribed', async () => {
    const bell = block(readme, "classList.toggle('on'")
    const code = `${main().code}\nwindow.ring = async () => {\n${bell.code}\n}`
    const app = await bundle({ stdin: { contents: code, resolveDir: project } })
    const tab = await openShop(browser, { '/': `${button}<script src="/app.js"></script>`, '/app.js': app })
    const logged = tab.waitForEvent('console', (message) => message.text().includes('keep with the order'))
    await agree(tab)
    expect((await logged).text()).toContain('keep with the order: {202109305800000001000001: sub_1}')
    await tab.evaluate('ring()')
    expect(await tab.locator('#notify').getAttribute('class')).toBe('on')
    checked.add('bundled by esbuild, opened in Chromium, agreed', main(), bell)
  })

  test('the tag for a CDN loads the file with the hash that the build has filled in', async () => {
    const tag = block(readme, 'integrity=')
    const published = readFileSync(join(project, 'dist/h5/README.md'), 'utf8')
    const [before, after] = tag.code.split('{integrity}') as [string, string]
    const filled = published.slice(
      published.indexOf(before),
      published.indexOf(after, published.indexOf(before)),
    )
    const tab = await openShop(browser, {
      '/': button + filled + after,
      'https://unpkg.com/mini-message@0.1.0/dist/h5/subscribe-message.min.js': script(),
    })
    expect(await tab.evaluate('typeof SubscribeMsg')).toBe('function')
    checked.add('opened in Chromium, from the published README', tag)
  })

  test('the line for the Content-Security-Policy is all that the module needs beside self', async () => {
    const policy = block(readme, 'connect-src')
    const app = await bundle({ stdin: { contents: main().code, resolveDir: project } })
    const tab = await openShop(
      browser,
      { '/': `${button}<script src="/app.js"></script>`, '/app.js': app },
      {
        'content-security-policy': `default-src 'self'; require-trusted-types-for 'script'; ${policy.code.trim()}`,
      },
    )
    await agree(tab)
    checked.add('the policy of a page in Chromium, agreed', policy)
  })

  test('the React component asks', async () => {
    const component = block(readme, 'notify-me.jsx')
    const mount = `${component.code}
      import { createRoot } from 'react-dom/client'
      SubscribeMsg.configure({ backendUrl: '${origin}/api' })
      createRoot(document.body.appendChild(document.createElement('div'))).render(
        <NotifyMe templateIds={['202109305800000001000001']} />)`
    const app = await bundle({ stdin: { contents: mount, resolveDir: project, loader: 'jsx' } })
    const tab = await openShop(browser, { '/': emptyPage, '/app.js': app })
    await agree(tab)
    checked.add('bundled by esbuild, opened in Chromium, agreed', component)
  })

  test('the Vue component asks', async () => {
    const component = block(readme, 'notify-me.vue')
    const { descriptor } = parse(component.code)
    const { content } = compileScript(descriptor, { id: 'notify-me', inlineTemplate: true })
    const mount = `${content.replace('export default', 'const NotifyMe =')}
      import { createApp } from 'vue'
      SubscribeMsg.configure({ backendUrl: '${origin}/api' })
      const place = document.body.appendChild(document.createElement('div'))
      createApp(NotifyMe, { templateIds: ['202109305800000001000001'] }).mount(place)`
    const app = await bundle({ stdin: { contents: mount, resolveDir: project } })
    const tab = await openShop(browser, { '/': emptyPage, '/app.js': app })
    await agree(tab)
    checked.add('compiled by Vue, bundled, opened in Chromium, agreed', component)
  })
})

test('the bridge of the sandbox gives a page its JSAPIs', async () => {
  const tag = block('sandbox/README.md', 'hylid-bridge')
  const address = 'http://127.0.0.1:8787/superapp/hylid-bridge/index.js'
  const bridge = readFileSync(join(project, 'sandbox/dist/page/bridge.js'), 'utf8')
  const tab = await openShop(browser, { '/': tag.code, [address]: bridge })
  expect(await tab.evaluate('typeof my.getAuthCode')).toBe('function')
  checked.add('opened in Chromium', tag)
})

describe('DSL', () => {
  const how = 'built and run by the simulator in Chromium, tapped, agreed'
  const tag = 'components/subscribe-message/README.md'
  const template = '202109305800000001000001'
  const page = (readme: string, name: string) =>
    ['json', 'axml', 'js'].map((kind) => block(readme, `pages/${name}/${name}.${kind}`))
  /** Each app listed once, its files by name. */
  const files = (...blocks: Block[]) => Object.fromEntries(blocks.map(({ title, code }) => [title!, code]))

  /** Serves the program and opens its page; the backend is at the page's edge. */
  async function open(
    name: string,
    program: Record<string, string>,
    path = 'pages/index/index',
    hasAgreed = false,
  ): Promise<Page> {
    const folder = join(work, name)
    cpSync(join(work, 'node_modules'), join(folder, 'node_modules'), { recursive: true })
    const pages = Object.keys(program).flatMap((file) => /^(pages\/.*)\.axml$/.exec(file)?.[1] ?? [])
    const whole = {
      'app.json': JSON.stringify({ pages: [path, ...pages.filter((one) => one !== path)] }),
      ...program,
    }
    for (const [title, code] of Object.entries(whole)) {
      mkdirSync(dirname(join(folder, title)), { recursive: true })
      writeFileSync(join(folder, title), code)
    }
    const cli = join(project, 'simulator/dist/cli.js')
    // A super app whose user allows everything.
    const my = join(folder, 'my.mjs')
    writeFileSync(
      my,
      'let code = 0\nexport const getAuthCode = ({ success, scopes }) => success({ authCode: `code-${++code}`, authSuccessScopes: scopes })',
    )
    const simulator = spawn(process.execPath, [cli, folder, '--port', '0', '--my', my], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    simulators.push(simulator)
    const [line] = (await once(createInterface({ input: simulator.stdout }), 'line')) as [string]
    const tab = await browser.newPage()
    tab.setDefaultTimeout(15_000)
    await tab.route(`${origin}/api/**`, (route) => answerAsBackend(route, hasAgreed))
    await tab.goto(`${/ready: (\S+)/.exec(line)![1]!.replace(/\/?$/, '/')}program.html?lang=en`)
    return tab
  }
  /** Taps on what asks, and answers. */
  async function ask(tab: Page, answer = 'Agree'): Promise<void> {
    await tab.getByText('Notify me').click()
    await tab.getByText(answer, { exact: true }).click()
    await tab.getByText(answer, { exact: true }).waitFor({ state: 'detached' })
  }
  const app = block(tag, 'app.js')
  const [json, axml, js] = page(tag, 'index') as [Block, Block, Block]

  test('the page of README.md asks', async () => {
    const blocks = page('README.md', 'index')
    await ask(await open('readme', { 'app.js': 'App({})', ...files(...blocks) }))
    checked.add(how, ...blocks)
  })

  test('the tag of a page with a boolean asks, with the backend that app.js names', async () => {
    const withoutAddress = axml.code.replace(/ +backendUrl=.*\n/, '')
    await ask(await open('tag', files(app, json, axml, js)))
    const tab = await open('configured', { ...files(app, json, js), [axml.title!]: withoutAddress })
    await ask(tab)
    checked.add(how, app, json, axml, js)
  })

  test('the call asks', async () => {
    const call = [block(tag, 'pages/call/call.axml'), block(tag, 'pages/call/call.js')]
    const program = { ...files(app, ...call), 'pages/call/call.json': json.code }
    await ask(await open('call', program, 'pages/call/call'))
    checked.add(how, ...call)
  })

  test.each([
    ['manage="{{true}}"', 'asking', 'Keep'],
    ['quiet="{{true}}"', 'ordered', 'Agree'],
    ['templates="{{[', 'asking', 'Agree'],
  ])('the tag with %s opens in the first page', async (words, opens, answer) => {
    const variant = block(tag, words)
    const view = `<view onTap="handleNotify">Notify me</view>\n${variant.code}`
    const script = js.code.replaceAll('asking', opens)
    const program = { ...files(app, json), [axml.title!]: view, [js.title!]: script }
    const tab = await open(`variant-${words.slice(0, 6)}`, program, 'pages/index/index', answer === 'Keep')
    await ask(tab, answer)
    checked.add('in the first page of its README: ' + how, variant)
  })

  test('the official tag asks in our slot', async () => {
    const blocks = page(tag, 'official')
    // A stand-in with the documented props and callback of the official tag, which is not published.
    const official = {
      'node_modules/subscribe-msg-mp/es/index.json': '{ "component": true }',
      'node_modules/subscribe-msg-mp/es/index.axml':
        '<view a:if="{{requestSubscribeMessage}}" onTap="agree">Official agree</view>',
      'node_modules/subscribe-msg-mp/es/index.js':
        "Component({ methods: { agree() { this.props.onCallback({ success: true, type: 'AGREE' }) } } })",
    }
    await ask(
      await open('official', { ...files(app, ...blocks), ...official }, 'pages/official/official'),
      'Official agree',
    )
    checked.add(`${how}; a stand-in for the official tag`, ...blocks)
  })

  test('the bell knows without asking', async () => {
    const bell = block(tag, 'pages/bell/bell.js')
    const program = {
      ...files(app, bell),
      'pages/bell/bell.json': json.code,
      'pages/bell/bell.axml': '<subscribe-message /><text>{{isBellOn ? "on" : "off"}}</text>',
    }
    const tab = await open('bell', program, 'pages/bell/bell')
    await tab.getByText('off').waitFor()
    checked.add('built and run by the simulator in Chromium: off before anybody agreed', bell)
  })

  test('the event of a tag has the fields that are shown', async () => {
    const event = block(tag, "type: 'result'")
    const view = axml.code.replace(
      '<subscribe-message',
      '<subscribe-message id="bell" data-item-id="{{7}}" onResult="keep"',
    )
    const script = js.code.replace(
      'handleNotify',
      'keep(event) { this.setData({ event: JSON.stringify(event) }) },\n  handleNotify',
    )
    const shown = `${view}<text class="event">{{event}}</text>`
    const tab = await open('event', { ...files(app, json), [axml.title!]: shown, [js.title!]: script })
    await ask(tab)
    const { timeStamp, detail, ...rest } = JSON.parse(await tab.locator('.event').innerText()) as Record<
      string,
      unknown
    >
    expect(timeStamp).toEqual(expect.any(Number))
    const printed = runInNewContext(`(${event.code})`, { result: detail }) as object
    expect({ ...rest, detail, timeStamp: 1767323045000 }).toEqual(printed)
    checked.add('compared with the event of the tag in the simulator', event)
  })

  test('the panel alone asks', async () => {
    const blocks = page('components/subscribe-panel/README.md', 'index')
    const view = blocks[1]!.code + `<text class="answers">{{answers['${template}']}}</text>`
    const tab = await open('panel', { 'app.js': 'App({})', ...files(...blocks), [blocks[1]!.title!]: view })
    await ask(tab)
    expect(await tab.locator('.answers').innerText()).toBe('AGREE')
    checked.add(how, ...blocks)
  })
})

test('the type of a result is that of the package', () => {
  const result = block('README.md', 'result.ts')
  writeFiles(work, [result])
  writeFileSync(
    join(work, 'same.ts'),
    `import type { SubscribeResult as Shipped } from 'mini-message'
import type { SubscribeResult as Shown } from './result'
export const there = (result: Shown): Shipped => result
export const back = (result: Shipped): Shown => result
`,
  )
  const flags = [
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
  ]
  const tsc = join(project, 'node_modules/typescript-7/bin/tsc')
  expect(outputOf(process.execPath, [tsc, ...flags, 'same.ts'], work)).toBe('')
  checked.add('type-checked with the packed package, both ways', result)
})

test('every block is run here or by npm run test:long -- readmes, or says why not', () => {
  const here = all.filter((one) => one.notRun === undefined && !isOfSession(one, blocksOf(one.readme)))
  expect(checked.missing(here)).toEqual([])
  checked.add('', ...all.filter((one) => one.notRun !== undefined))
})
