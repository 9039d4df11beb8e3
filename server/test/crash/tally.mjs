/** Adds up what runs found; the last of its lines is the one that counts. */
export class Tally {
  #totals = {
    ...{ runs: 0, accepted: 0, delivered: 0 },
    ...{ lost: 0, duplicated: 0, double_exchange: 0, consent_violations: 0 },
  }
  #kills = { kills: 0, betweenClaimAndFinish: 0, betweenExchangeAndRecord: 0 }
  #found = []
  #badSeeds = []

  add(seed, { accepted, delivered, found, kills }) {
    const { lost, duplicated, doubleExchanges, consentViolations } = found
    const totals = this.#totals
    totals.runs += 1
    totals.accepted += accepted
    totals.delivered += delivered
    totals.lost += lost.length
    totals.duplicated += duplicated.length
    totals.double_exchange += doubleExchanges.length
    totals.consent_violations += consentViolations.length
    for (const name of Object.keys(kills)) this.#kills[name] += kills[name]
    const wrong = Object.entries(found).filter(([, ids]) => ids.length > 0)
    if (wrong.length > 0) this.#badSeeds.push(seed)
    for (const [what, ids] of wrong) this.#found.push(`seed ${seed} ${what}: ${ids.slice(0, 5).join(', ')}`)
  }

  get isClean() {
    return this.#badSeeds.length === 0 && this.#tooEasy().length === 0 && this.#totals.runs > 0
  }

  lines(store) {
    const { kills, betweenClaimAndFinish, betweenExchangeAndRecord } = this.#kills
    const share = (count) => `${count} (${((100 * count) / Math.max(1, kills)).toFixed(1)} %)`
    return [
      ...this.#found,
      `kills=${kills} between_claim_and_finish=${share(betweenClaimAndFinish)} between_exchange_and_record=${share(betweenExchangeAndRecord)}`,
      ...this.#tooEasy().map((why) => `too easy: ${why}`),
      ...(this.#badSeeds.length > 0
        ? [`failed with seeds ${this.#badSeeds.join(', ')} of store ${store}`]
        : []),
      Object.entries(this.#totals)
        .map(([name, count]) => `${name}=${count}`)
        .join(' '),
    ]
  }

  #tooEasy() {
    const { kills, betweenClaimAndFinish, betweenExchangeAndRecord } = this.#kills
    return [
      ...(betweenClaimAndFinish < 0.3 * kills ? ['fewer than 30 % of kills between claim and finish'] : []),
      ...(betweenExchangeAndRecord < 0.1 * kills
        ? ['fewer than 10 % of kills between exchange and record']
        : []),
    ]
  }
}
