/** Adds up what runs found; the last of its lines is the one that counts. */
export class Tally {
  #name
  #fault
  #pauseLimitMs
  #totals = {
    ...{ runs: 0, accepted: 0, delivered: 0 },
    ...{ lost: 0, duplicated: 0, double_exchange: 0, consent_violations: 0, died: 0 },
    ...{ events_lost: 0, events_doubled: 0 },
  }
  #kills = { kills: 0, betweenClaimAndFinish: 0, betweenExchangeAndRecord: 0 }
  #noticed = 0
  #longest = { ms: 0, seed: undefined }
  #found = []
  #seeds = []
  #badSeeds = []

  /**
   * @param fault the kind of fault that was asked for; without one, servers were killed
   * @param pauseLimitMs how long after a fault a server may send nothing
   */
  constructor(store, { fault, pauseLimitMs }) {
    this.#fault = fault
    this.#pauseLimitMs = pauseLimitMs
    this.#name = fault === undefined ? `store ${store}` : `fault ${fault} of store ${store}`
  }

  add(seed, { accepted, delivered, found, kills, died, isNoticed, longestPauseMs = 0 }) {
    const { lost, duplicated, doubleExchanges, consentViolations, eventsLost, eventsDoubled } = found
    const totals = this.#totals
    totals.runs += 1
    totals.accepted += accepted
    totals.delivered += delivered
    totals.lost += lost.length
    totals.duplicated += duplicated.length
    totals.double_exchange += doubleExchanges.length
    totals.consent_violations += consentViolations.length
    totals.died += died
    totals.events_lost += eventsLost.length
    totals.events_doubled += eventsDoubled.length
    for (const name of Object.keys(kills)) this.#kills[name] += kills[name]
    if (isNoticed) this.#noticed += 1
    if (longestPauseMs > this.#longest.ms) this.#longest = { ms: longestPauseMs, seed }
    const wrong = Object.entries(found).filter(([, ids]) => ids.length > 0)
    this.#seeds.push(seed)
    const isStuck = longestPauseMs > this.#pauseLimitMs
    if (wrong.length > 0 || died > 0 || isStuck) this.#badSeeds.push(seed)
    for (const [what, ids] of wrong) this.#found.push(`seed ${seed} ${what}: ${ids.slice(0, 5).join(', ')}`)
    if (isStuck)
      this.#found.push(`seed ${seed}: a server sent nothing for ${longestPauseMs} ms after the fault`)
  }

  get isClean() {
    return this.#badSeeds.length === 0 && this.#tooEasy().length === 0 && this.#totals.runs > 0
  }

  lines() {
    return [
      ...this.#found,
      this.#fault === undefined ? this.#killLine() : this.#faultLine(),
      ...this.#tooEasy().map((why) => `too easy: ${why}`),
      ...(this.#badSeeds.length > 0
        ? [`failed with seeds ${this.#badSeeds.join(', ')} of ${this.#name}`]
        : []),
      Object.entries(this.#totals)
        .map(([name, count]) => `${name}=${count}`)
        .join(' '),
    ]
  }

  #killLine() {
    const { kills, betweenClaimAndFinish, betweenExchangeAndRecord } = this.#kills
    const share = (count) => `${count} (${((100 * count) / Math.max(1, kills)).toFixed(1)} %)`
    return `kills=${kills} between_claim_and_finish=${share(betweenClaimAndFinish)} between_exchange_and_record=${share(betweenExchangeAndRecord)}`
  }

  #faultLine() {
    const seeds = `seeds ${Math.min(...this.#seeds)} to ${Math.max(...this.#seeds)}`
    const { ms, seed } = this.#longest
    return `${this.#name}, ${seeds}: noticed=${this.#noticed} longest_pause_ms=${ms} (seed ${seed})`
  }

  #tooEasy() {
    if (this.#fault !== undefined) {
      return this.#noticed < 0.8 * this.#totals.runs
        ? ['more than a fifth of the faults reached no server']
        : []
    }
    const { kills, betweenClaimAndFinish, betweenExchangeAndRecord } = this.#kills
    return [
      ...(betweenClaimAndFinish < 0.3 * kills ? ['fewer than 30 % of kills between claim and finish'] : []),
      ...(betweenExchangeAndRecord < 0.1 * kills
        ? ['fewer than 10 % of kills between exchange and record']
        : []),
    ]
  }
}
