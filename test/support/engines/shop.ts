// The page with our script on it, and what the tests of every engine do there.
import type { PageChange, PanelPage } from '../panel-page'
import { type Person, type Seen, waitFor } from './person'

export interface ShopWindow {
  SubscribeMsg: new (options: object) => Instance
  subscribeMsg: Instance
  results: Result[]
  heard: string[]
}
interface Instance {
  requestSubscribeMessage(): Promise<Result>
  destroy(): void
}
export interface Result {
  success: boolean
  type?: string
  errorCode?: string
  errorMessage?: string
}

/** The half second in which nothing counts passes at once, which tests that are about other things need not wait for. */
const halfSecondPasses = `{
  const { setTimeout: usual } = window
  window.setTimeout = (run, ms, ...more) => usual(run, ms === 500 ? 0 : ms, ...more)
}`
/** It ends when the test says so. */
const halfSecondIsKept = `{
  const { setTimeout: usual } = window
  window.kept = []
  window.setTimeout = (run, ms, ...more) => (ms === 500 ? window.kept.push(run) : usual(run, ms, ...more))
}`
interface KeptWindow {
  kept: (() => void)[]
}

export class Shop {
  constructor(
    private readonly person: Person,
    private readonly site: PanelPage,
  ) {}

  /** As it is: with the half second, and with movement. */
  visitAsItIs(change: PageChange = {}): Promise<void> {
    return this.person.open(this.site.url(change))
  }

  visit({ before = '', props, ...change }: PageChange = {}): Promise<void> {
    return this.visitAsItIs({
      ...change,
      props: { animation: false, ...props },
      before: `${halfSecondPasses}\n${before}`,
    })
  }

  visitKeepingTime({ before = '', props, ...change }: PageChange = {}): Promise<void> {
    return this.visitAsItIs({
      ...change,
      props: { animation: false, ...props },
      before: `${halfSecondIsKept}\n${before}`,
    })
  }

  /** The answers are painted, and the half second has begun. */
  async waitUntilHalfSecondBegins(): Promise<void> {
    await waitFor('the half second to begin', () =>
      this.person.evaluate(() => (window as unknown as KeptWindow).kept.length > 0),
    )
  }

  async letHalfSecondPass(): Promise<void> {
    await this.waitUntilHalfSecondBegins()
    await this.person.evaluate(() =>
      (window as unknown as KeptWindow).kept.splice(0).forEach((callback) => callback()),
    )
  }

  /** Adds a script to the page, which runs at once. */
  async run(text: string): Promise<void> {
    await this.person.evaluate((code) => {
      const script = document.createElement('script')
      script.textContent = `{${code}}`
      document.head.append(script)
      script.remove()
    }, text)
  }

  async openPanel(): Promise<void> {
    await this.person.click('button', 'Notify me')
    await this.person.waitUntilSeen('button', 'Reject')
  }

  /** Without a press, so that the page stays where it is scrolled to. */
  async openWithoutPress(): Promise<void> {
    await this.run('subscribeMsg.requestSubscribeMessage()')
    await this.person.waitUntilSeen('[part~=choice]')
  }

  /** Asks by an instance of its own with its panel below that element, and writes down what it said. */
  async askBelow(selector: string): Promise<void> {
    await this.run(`
      const backendUrl = '/api/' + encodeURIComponent(location.search)
      const props = { backendUrl, templateIds: ['T1'], animation: false }
      window.subscribeMsg = new SubscribeMsg({ target: document.querySelector(${JSON.stringify(selector)}), props })
      window.results = []
      subscribeMsg.requestSubscribeMessage().then((one) => results.push(one))`)
  }

  /** What instances of `askBelow` and those of the test said, once there are so many. */
  results(count = 1): Promise<Result[]> {
    return waitFor(`${count} results`, async () => {
      const said = await this.person.evaluate(() => (window as unknown as ShopWindow).results)
      return said.length >= count && said
    })
  }

  /** Until a press on the answers, or on the mask, counts. */
  waitForAnswers(): Promise<Seen> {
    return this.person.waitUntilHittable('[part~=choice]')
  }

  choose(name: string): Promise<void> {
    return this.person.click('button', name)
  }

  async pressMask(): Promise<void> {
    await this.waitForAnswers()
    await this.person.clickAt(20, 20)
  }

  /** What the page has written down of its own button's panel. */
  result(): Promise<Result> {
    return waitFor('the result', async () => {
      const text = await this.person.evaluate(() => document.getElementById('result')!.textContent)
      return text !== '' && (JSON.parse(text) as Result)
    })
  }

  panels(): Promise<number> {
    return this.person.evaluate(() => document.querySelectorAll('.mini-message-panel').length)
  }

  async waitForPanels(count: number): Promise<void> {
    await waitFor(`${count} panels`, async () => (await this.panels()) === count)
  }

  /** What a person notices first when something of a panel is left. */
  async expectUsable(): Promise<void> {
    await this.waitForPanels(0)
    const left = await this.person.evaluate(() => [
      getComputedStyle(document.documentElement).overflowY,
      document.adoptedStyleSheets.length,
    ])
    expect(left).toEqual(['visible', 0])
    await this.person.evaluate(() => {
      const html = '<button id="probe" style="position:fixed;top:0;left:0">Probe</button>'
      document.body.insertAdjacentHTML('beforeend', html)
      document.getElementById('probe')!.onclick = ({ currentTarget }) => (currentTarget as Element).remove()
    })
    await this.person.click('#probe')
    await this.person.waitUntilGone('#probe')
  }
}
