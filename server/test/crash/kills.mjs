import { setTimeout as pause } from 'node:timers/promises'

const kinds = ['send', 'exchange', 'any']
/** In turn; the third is drawn. */
const moments = ['send', 'exchange', undefined]

/**
 * Kills servers at seeded moments: as a send has left, as the platform has swapped a code but the server does
 * not know it yet, or at any time. Counts where the kills really landed, by what the database says then.
 */
export class Kills {
  #database
  #random
  #armed
  counts = { kills: 0, betweenClaimAndFinish: 0, betweenExchangeAndRecord: 0 }
  /** Codes of an AGREE that the platform has swapped, by the server that asked: requestId of the answer. */
  #swapped = new Map()

  constructor(database, random) {
    this.#database = database
    this.#random = random
  }

  onRequest(server, { path }) {
    if (path.endsWith('/send')) this.#strike('send', server)
  }

  /** Resolves when the answer may go on to the server: at once, or when it is dead. */
  onSwapped(server, requestId) {
    this.#swapped.set(server, [...(this.#swapped.get(server) ?? []), requestId])
    return this.#strike('exchange', server)
  }

  #strike(moment, server) {
    const armed = this.#armed
    if (armed?.moment !== moment || (armed.left -= 1) > 0) return undefined
    this.#armed = undefined
    armed.strike(server)
    return armed.isPunctual ? armed.over : undefined
  }

  /** Waits for the next moment, kills there, counts, and starts the server again. */
  async next(servers) {
    const { random, whole } = this.#random
    const moment = moments[this.counts.kills % moments.length] ?? kinds[whole(0, kinds.length - 1)]
    const victim = servers[whole(0, servers.length - 1)]
    const isPunctual = random() < 0.7
    let isOver = () => {}
    const over = new Promise((resolve) => (isOver = resolve))
    const server =
      moment === 'any'
        ? await pause(whole(20, 300), victim)
        : await new Promise((strike) => {
            this.#armed = { moment, left: moment === 'send' ? whole(1, 12) : 1, isPunctual, over, strike }
            // Nothing more of that kind may come: then any time will do.
            setTimeout(strike, 10_000, victim)
          })
    this.#armed = undefined
    if (!isPunctual) await pause(whole(0, 4))
    await server.kill()
    isOver()
    await this.#count(server)
    await server.restart()
  }

  async #count(server) {
    this.counts.kills += 1
    const sending = await this.#database.read("select request_id from messages where status = 'SENDING'")
    if (sending.some(({ request_id: requestId }) => server.sent.has(requestId)))
      this.counts.betweenClaimAndFinish += 1
    const swapped = this.#swapped.get(server) ?? []
    this.#swapped.delete(server)
    const entries = await this.#database.read('select entry from consent_ledger order by seq desc limit 50')
    const recorded = new Set(entries.map(({ entry }) => JSON.parse(entry).requestId))
    if (swapped.some((requestId) => !recorded.has(requestId))) this.counts.betweenExchangeAndRecord += 1
  }
}
