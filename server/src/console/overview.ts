import type { Caller } from '../auth.js'
import type { ConsoleSession, Overview, Span } from '../contract/console.js'
import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import { hourMs, minuteMs, type MessageOutcome, type ReportedLimit } from '../store/store.js'
import { timeOfShare } from './counters.js'
import { reportLivesMs } from './report.js'

/** What a plot is drawn from: a month has few points, and reads the counts of hours. */
const plots = {
  hour: { spanMs: minuteMs, stepMs: minuteMs, points: 60 },
  day: { spanMs: minuteMs, stepMs: 10 * minuteMs, points: 144 },
  month: { spanMs: hourMs, stepMs: 6 * hourMs, points: 120 },
} as const satisfies Record<Span, object>

const listedCodes = 12

/** How sending goes, in the caller's apps or in one of them. @throws ApiError APP_NOT_FOUND */
export async function overviewOf(
  { store, clock, ...services }: Pick<Services, 'store' | 'apps' | 'clock'>,
  { span, appId }: { span: Span; appId?: string },
): Promise<Overview> {
  const apps = appId === undefined ? services.apps : services.apps.onlyOne(appId)
  const { allowedIds: appIds } = apps
  const { spanMs, stepMs, points } = plots[span]
  const now = await store.now(clock)
  const last = now - (now % stepMs)
  const from = last - (points - 1) * stepMs
  const counted = await store.counts.series({ appIds, spanMs, from, stepMs })
  const { oldestAt, ...backlog } = await store.upkeep.backlog(now, appIds)
  const pause = await store.sending.pause()
  const at = Array.from({ length: points }, (_, index) => from + index * stepMs)
  const rowsAt = byStep(counted)
  const sumOf = (rows: typeof counted, outcome: MessageOutcome) =>
    rows.filter((row) => row.outcome === outcome).reduce((sum, { messages }) => sum + messages, 0)
  const sentOf = (rows: typeof counted) => rows.filter(({ outcome }) => outcome === 'SENT')
  const seriesOf = (outcome: MessageOutcome) => at.map((one) => sumOf(rowsAt.get(one) ?? [], outcome))
  const gapsOf = (share: number) => at.map((one) => timeOfShare(sentOf(rowsAt.get(one) ?? []), share) ?? null)
  const [p50Ms, p95Ms] = [0.5, 0.95].map((share) => timeOfShare(sentOf(counted), share))
  return {
    now: isoTime(now),
    ...(pause && { pausedSince: isoTime(pause.since) }),
    stepMs,
    backlog: { ...backlog, ...(oldestAt !== null && { oldestAt: isoTime(oldestAt) }) },
    series: {
      at: at.map((one) => one / 1_000),
      ...{ SENT: seriesOf('SENT'), REJECTED: seriesOf('REJECTED'), UNKNOWN: seriesOf('UNKNOWN') },
      ...{ PURGED: seriesOf('PURGED'), EXPIRED: seriesOf('EXPIRED') },
      ...{ p50Ms: gapsOf(0.5), p95Ms: gapsOf(0.95) },
    },
    total: {
      ...{ SENT: sumOf(counted, 'SENT'), REJECTED: sumOf(counted, 'REJECTED') },
      ...{ UNKNOWN: sumOf(counted, 'UNKNOWN'), PURGED: sumOf(counted, 'PURGED') },
      EXPIRED: sumOf(counted, 'EXPIRED'),
      ...(p50Ms !== undefined && { p50Ms }),
      ...(p95Ms !== undefined && { p95Ms }),
    },
    codes: await store.counts.codes({ appIds, spanMs, from }, listedCodes),
    limits: limitsOf(await store.sendingLimits.since(now - reportLivesMs, appIds)),
  }
}

function byStep<Row extends { at: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) groups.set(row.at, [...(groups.get(row.at) ?? []), row])
  return groups
}

const severity = { OPEN: 2, HALF_OPEN: 1, CLOSED: 0 }

/** One line for what several processes say: the worst state, and all their paces together. */
function limitsOf(reported: readonly ReportedLimit[]): Overview['limits'] {
  const lines = new Map<string, ReportedLimit[]>()
  for (const one of reported) {
    const key = JSON.stringify([one.appId, one.customerBelongsTo, one.templateCode])
    lines.set(key, [...(lines.get(key) ?? []), one])
  }
  return [...lines.values()].flatMap((all) => {
    const [first] = all.toSorted((one, two) => severity[two.state] - severity[one.state])
    if (!first) return []
    const { appId, customerBelongsTo, templateCode, state } = first
    const paces = all.flatMap(({ perSecond }) => perSecond ?? [])
    return [
      {
        ...{ appId, customerBelongsTo, state, processes: all.length },
        ...(templateCode !== '' && { templateCode }),
        ...(paces.length > 0 && { perSecond: paces.reduce((sum, one) => sum + one, 0) }),
      },
    ]
  })
}

/** Who has come in, and what the page calls their apps and templates. */
export function sessionOf(
  { apps }: Pick<Services, 'apps'>,
  { name, personalIn }: Pick<Caller, 'personalIn'> & { name: string },
): ConsoleSession {
  return {
    name,
    isAdmin: personalIn !== undefined,
    apps: apps.all().map(({ appId, sites, sender, templates }) => ({
      appId,
      name: sender.name,
      sites,
      templates: Object.fromEntries(
        templates.map(({ templateCode, texts }) => [
          templateCode,
          Object.fromEntries(Object.entries(texts).map(([language, { title }]) => [language, title])),
        ]),
      ),
    })),
  }
}
