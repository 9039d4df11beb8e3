import { setTimeout as pause } from 'node:timers/promises'
import { OwnPostgres, programs, SmallDisk, sqlite } from './databases.mjs'

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** A fault lasts as long as this, so that statements, transactions and leases are struck in all their parts. */
const lasts = (dice) => pause(dice.whole(1 * second, 4 * second))

/**
 * What `--faults` can do. `strike` resolves when the fault is over. `isNoticed` says whether it has reached the
 * servers, by what the shop and the wire saw meanwhile: a fault that nobody notices proves nothing.
 */
export const faults = {
  'restart-fast': {
    stores: ['postgres'],
    strike: ({ place, dice }) => restart(place.primary, 'fast', dice),
  },
  'restart-immediate': {
    stores: ['postgres'],
    strike: ({ place, dice }) => restart(place.primary, 'immediate', dice),
  },
  /** The primary dies, and its synchronous standby takes over. */
  failover: {
    stores: ['postgres'],
    standby: 'synchronous',
    strike: async ({ place, dice }) => {
      await place.primary.kill()
      await lasts(dice)
      await place.promote()
    },
  },
  /** Connections of one server or of all fall silent, and stay so; new ones pass afterwards. */
  silence: {
    stores: ['postgres'],
    isBehindProxies: true,
    strike: async ({ place, dice }) => {
      const struck = place.proxies.filter(() => dice.random() < 0.5)
      const silent = struck.length > 0 ? struck : place.proxies
      for (const proxy of silent) proxy.fallSilent()
      await lasts(dice)
      for (const proxy of silent) proxy.speak()
    },
  },
  /** The address leads to a standby for 4 s. */
  standby: {
    stores: ['postgres'],
    isBehindProxies: true,
    standby: 'asynchronous',
    strike: async ({ place }) => {
      place.leadTo(place.standby)
      await pause(4 * second)
      place.leadTo(place.primary)
    },
  },
  'disk-full': {
    stores: ['sqlite', 'postgres'],
    isOnSmallDisk: true,
    strike: async ({ place, dice }) => {
      const full = place.disk.fill()
      await lasts(dice)
      full.end()
      // PostgreSQL ends itself where it finds no room for its log: somebody starts it again.
      if (place.primary && !(await place.primary.isRunning())) await place.primary.start()
    },
  },
  /**
   * The servers' clocks differ by minutes all the time, and one jumps by an hour and back. SQLite has no other time
   * than that: what it queues while its clock is ahead waits as long, so there the clock is only set back.
   */
  clocks: {
    stores: ['sqlite', 'postgres'],
    clockOffset: (dice) => dice.whole(-4 * minute, 4 * minute),
    isNoticed: ({ calls }) => calls.some(({ at, signedAt }) => Math.abs(signedAt - at) > 30 * minute),
    strike: async ({ servers, dice, place }) => {
      const server = servers[dice.whole(0, servers.length - 1)]
      const isAhead = place.primary !== undefined && dice.random() < 0.5
      const before = server.clockOffsetMs
      server.setClock(before + (isAhead ? hour : -hour))
      await lasts(dice)
      server.setClock(before)
    },
  },
  /** A user agrees on one phone and rejects on another, and both clocks are wrong; a server is killed meanwhile. */
  phones: {
    stores: ['sqlite', 'postgres'],
    phoneOffset: (dice) => dice.whole(-2 * hour, 2 * hour),
    isNoticed: ({ phones }) => phones.some((offset) => Math.abs(offset) > 4 * minute),
    strike: ({ kills, servers }) => kills.next(servers),
  },
}

async function restart(cluster, mode, dice) {
  await cluster.stop(mode)
  await lasts(dice)
  await cluster.start()
}

/** Why this machine can't do it; undefined when it can. */
export function whyNot(kind, store) {
  if (store === 'postgres' && programs === undefined)
    return "PostgreSQL's own programs (initdb) were not found"
  if (faults[kind].isOnSmallDisk && !SmallDisk.isAllowed()) return 'only root may mount a small disk'
  return undefined
}

/** Where the runs of one kind put their databases, one after another. */
export async function openPlace(kind, store) {
  const { standby, isBehindProxies, isOnSmallDisk } = faults[kind]
  const disk = isOnSmallDisk ? SmallDisk.mount() : undefined
  return store === 'sqlite'
    ? { disk, open: async () => sqlite(disk?.folder), close: async () => disk?.unmount() }
    : OwnPostgres.start({ standby, isBehindProxies, disk })
}
