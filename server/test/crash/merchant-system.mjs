import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const timeoutMs = 8_000

/** The merchant's system that wants to know what happens: it follows the feed, and takes webhooks. */
export class MerchantSystem {
  #servers = []
  #apiKey
  #after
  #turn = 0
  #isOver = false
  #following
  #receiver
  /** Of the feed, in its order. */
  events = []
  /** Ids of events that were posted. */
  posted = new Set()

  static async start(apiKey) {
    const system = new MerchantSystem()
    system.#apiKey = apiKey
    system.#receiver = createServer((request, response) => {
      system.posted.add(request.headers['webhook-id'])
      request.resume().on('end', () => response.writeHead(204).end())
    })
    await new Promise((resolve) => system.#receiver.listen(0, '127.0.0.1', resolve))
    return system
  }

  get url() {
    return `http://127.0.0.1:${this.#receiver.address().port}/`
  }

  /** From the beginning, while these servers are struck. */
  follow(servers) {
    this.#servers = servers
    const run = async () => {
      while (!this.#isOver) {
        await this.#readOn()
        await pause(50)
      }
    }
    this.#following = run()
  }

  /** Reads on until it knows of all these, or for half a minute: what has not come then is lost. */
  async finish(requestIds) {
    this.#isOver = true
    await this.#following
    const isTold = () => {
      const told = new Set(this.events.map(({ data }) => data.requestId))
      return [...requestIds].every((id) => told.has(id)) && this.events.every(({ id }) => this.posted.has(id))
    }
    for (const until = Date.now() + 30_000; !isTold() && Date.now() < until; await pause(50))
      await this.#readOn()
    await this.#readOn()
  }

  async #readOn() {
    for (;;) {
      const page = await this.#page()
      if (!page || page.events.length === 0) return
      this.events.push(...page.events)
      this.#after = page.next
    }
  }

  /** Undefined where nobody answered: it is asked for again. */
  async #page() {
    const alive = this.#servers.filter(({ url }) => url !== undefined)
    const server = alive[(this.#turn += 1) % Math.max(1, alive.length)]
    const query = this.#after === undefined ? '' : `&after=${this.#after}`
    try {
      const answer = await fetch(`${server?.url}/v1/events?limit=50${query}`, {
        headers: { authorization: `Bearer ${this.#apiKey}` },
        signal: AbortSignal.timeout(timeoutMs),
      })
      return answer.status === 200 ? await answer.json() : undefined
    } catch {
      return undefined
    }
  }

  stop() {
    this.#isOver = true
    this.#receiver.closeAllConnections()
    return new Promise((resolve) => this.#receiver.close(resolve))
  }
}
