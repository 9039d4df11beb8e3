import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'

jest.setTimeout(60_000)

const cli = join(__dirname, '../../simulator/dist/cli.js')
const home = `<view><button onTap="ask">Pay</button><input onInput="typed" /><text>{{name}}</text>
<picker range="{{['12:00', '13:00']}}" onChange="picked"><view>time {{at}}</view></picker><map />
<button onTap="next">next</button><button onTap="broken">break</button></view>`
const files: Record<string, string> = {
  'app.json': JSON.stringify({
    pages: ['pages/home/home', 'pages/next/next', 'pages/mine/mine'],
    tabBar: {
      items: [
        { pagePath: 'pages/home/home', name: 'Shop' },
        { pagePath: 'pages/mine/mine', name: 'Mine' },
      ],
    },
  }),
  'app.js': 'App({})',
  'my.mjs': 'export const given = () => "by --my"',
  'pages/home/home.less': 'view { button { margin-bottom: 20rpx } }',
  'pages/home/home.axml': home,
  'pages/home/home.ts': `Page({ data: { name: '', at: 0 as number },
    typed(e: any) { this.setData({ name: e.detail.value }) },
    picked(e: any) { this.setData({ at: e.detail.value }) },
    ask() { my.confirm({ content: 'Pay now?', success: ({ confirm }: any) => my.showToast({ content: 'paid: ' + confirm }) }) },
    broken() {
      (this as any).nothing.here() },
    next() { my.navigateTo({ url: '/pages/next/next?x=1' }) } })`,
  'pages/next/next.axml': '<view class="x">x is {{x}}</view>',
  'pages/next/next.js': 'Page({ data: {}, onLoad({ x }) { this.setData({ x: x + " " + my.given() }) } })',
  'pages/next/next.acss': 'view { color: rgb(1, 2, 3) }',
  'pages/mine/mine.axml': '<view>my orders</view>',
  'pages/mine/mine.js': 'Page({})',
}

let folder: string
let simulator: ChildProcess
let browser: Browser
let page: Page

const write = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simulated-'))
  for (const [name, text] of Object.entries(files)) write(name, text)
  simulator = spawn(process.execPath, [cli, folder, '--port', '0', '--my', join(folder, 'my.mjs')])
  const url = await new Promise<string>((resolve, reject) => {
    simulator.stdout!.on('data', (chunk: Buffer) => {
      const [found] = /http:\S+/.exec(chunk.toString()) ?? []
      if (found) resolve(found)
    })
    simulator.stderr!.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())))
  })
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 375, height: 760 } })
  await page.goto(`${url}program.html`)
})
afterAll(async () => {
  await browser.close()
  simulator.kill()
  rmSync(folder, { recursive: true, force: true })
})

const onTop = () => page.locator('a-page:not([hidden])')

test('what a person types, chooses and confirms reaches the program', async () => {
  await page.locator('input').fill('Mei')
  await page.getByText('Mei', { exact: true }).waitFor()
  await page.getByText('time 0').click()
  await page.getByText('13:00').click()
  await page.getByText('time 1').waitFor()
  await page.getByText('Pay', { exact: true }).click()
  await page.getByText('OK').click()
  await page.getByText('paid: true').waitFor()
  expect(await onTop().innerText()).toContain('time 1')
})

test('an element that is not simulated is a visible box', async () => {
  const box = page.locator('a-map')
  expect(await box.evaluate((element) => getComputedStyle(element, '::before').content)).toContain('map')
  expect((await box.boundingBox())!.height).toBeGreaterThan(20)
})

test('an error of a running script shows where it was written, until it is closed', async () => {
  await page.getByText('break', { exact: true }).click()
  await page.getByText(/^pages\/home\/home\.ts:6:\d+$/).waitFor()
  expect(await page.locator('.a-errors').innerText()).toContain('Correct it and save')
  await page.getByLabel('Close').click()
  expect(await page.locator('.a-errors').count()).toBe(0)
})

test("pages open and close with their query, and a page's style applies only while it is open", async () => {
  const color = () =>
    onTop()
      .locator('a-view')
      .first()
      .evaluate((element) => getComputedStyle(element).color)
  await page.getByText('next', { exact: true }).click()
  expect(await onTop().innerText()).toBe('x is 1 by --my')
  expect(await color()).toBe('rgb(1, 2, 3)')
  await page.getByLabel('Back').click()
  expect(await color()).not.toBe('rgb(1, 2, 3)')
  await page.getByText('Mine').click()
  expect(await onTop().innerText()).toBe('my orders')
})

test('a save reloads; a mistake shows its place until it is corrected', async () => {
  write('pages/home/home.ts', 'Page({\n  data: { a: ] } })')
  await page.getByText('pages/home/home.ts:2:').first().waitFor()
  write('pages/home/home.axml', '<view>cured</view>')
  write('pages/home/home.ts', 'Page({})')
  await page.getByText('cured').waitFor()
  expect(await page.locator('.a-errors').count()).toBe(0)
})
