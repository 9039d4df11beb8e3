// ops/prometheus, ops/grafana and docs/runbook.md, against each other and against what the server prints.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { appsFile } from '../support/apps-file.js'
import { apiKey, withMerchant, type Merchant } from '../support/merchant.js'

const root = join(__dirname, '../../..')
const prometheus = join(root, 'ops/prometheus')
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')

interface Alert {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; description: string; runbook: string }
}
const { groups } = parse(read('ops/prometheus/alerts.yml')) as { groups: { rules: Alert[] }[] }
const alerts = groups.flatMap(({ rules }) => rules)

interface Panel {
  title: string
  type: string
  targets?: { expr: string }[]
}
const dashboard = JSON.parse(read('ops/grafana/dashboard.json')) as { panels: Panel[] }

/** An app with a webhook that takes one event, and fails to take another one. */
async function webhookOf({ services }: Merchant): Promise<void> {
  const webhook = { url: 'https://shop.example/webhooks', secrets: [] }
  services.apps.replace(appsFile.map((app) => ({ ...app, webhook })))
  services.metrics.posted(appsFile[0]!.appId, { delivered: 1, failed: 1 })
  await services.store.webhooks.ensure([{ appId: appsFile[0]!.appId, urlHash: 'hash' }])
}

const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: prometheus, encoding: 'utf8' })
const isThere = promtool('--version').status === 0
const testPromtool = isThere ? test : test.skip

testPromtool.each([
  ['reads the configuration', ['check', 'config', '--syntax-only', 'prometheus.yml']],
  ['reads every rule', ['check', 'rules', 'alerts.yml']],
  ['finds that each alert fires when it should, and not otherwise', ['test', 'rules', 'alerts.test.yml']],
])('promtool (skipped without it; Debian package prometheus) %s', (_what, args) => {
  const { status, stdout, stderr } = promtool(...args)
  expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, ''])
})

test('each alert is tried by a case of alerts.test.yml', () => {
  const { tests } = parse(read('ops/prometheus/alerts.test.yml')) as {
    tests: { alert_rule_test?: { alertname: string; exp_alerts: unknown[] }[] }[]
  }
  const firing = tests
    .flatMap((one) => one.alert_rule_test ?? [])
    .filter((one) => one.exp_alerts.length > 0)
    .map(({ alertname }) => alertname)
  expect([...new Set(firing)].sort()).toEqual(alerts.map(({ alert }) => alert).sort())
})

describe('the runbook', () => {
  const entries = read('docs/runbook.md').split(/^## /m).slice(1)

  test('has an entry for each alert, in their order, and for none that is gone', () => {
    const titles = entries.map((entry) => entry.split('\n')[0]!)
    expect(titles.filter((title) => title.startsWith('MiniMessage'))).toEqual(
      alerts.map(({ alert }) => alert),
    )
  })

  test.each(alerts)('says how urgent $alert is, and $alert leads to its entry', ({ alert, ...rest }) => {
    const entry = entries.find((text) => text.startsWith(`${alert}\n`))
    expect(entry).toContain(`\n\`${rest.labels.severity}\`. `)
    expect(rest.annotations.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`)
    expect(rest.annotations.summary.length * rest.annotations.description.length).toBeGreaterThan(0)
  })
})

describe('what rules, dashboard and the list of what to watch name', () => {
  const merchant = withMerchant()
  const send = '/v2/miniprogram/message/send'
  /** What a server prints that has done a little of everything. */
  async function printed(): Promise<string> {
    const { app, stub, sender } = merchant()
    merchant().services.metrics.watchProcess()
    // As PostgreSQL's pool tells it; this test's store is SQLite.
    merchant().services.store.connections = () => ({ inUse: 1, idle: 2, waiting: 0 })
    await webhookOf(merchant())
    const subscriptionId = await merchant().subscribed()
    stub.failNext(send, { kind: 'result', status: 'F', code: 'PROCESS_FAIL' })
    await merchant().messages(subscriptionId)
    await sender.sendDue()
    // The third in a row that can't be trusted is told.
    for (let count = 0; count < 3; count += 1) {
      stub.failNext(send, { kind: 'unsigned' })
      await merchant().messages(subscriptionId)
    }
    await sender.sendDue()
    await app.inject({ url: '/readyz' })
    return (await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${apiKey}` } })).body
  }
  const expressions = [
    ...alerts.map(({ alert, expr }) => [alert, expr] as const),
    ...dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => [title, expr] as const),
    ),
    ...[...read('server/README.md').matchAll(/^\| `(mini_message_[^`]+)`/gm)].map(
      ([, metric = '']) => ['server/README.md', metric] as const,
    ),
  ]
  const names = (expr: string) => expr.match(/\b(mini_message|process|nodejs)_\w+/g) ?? []
  /** A label of `{app="…"}`, with its value where it is one. */
  const matchers = (expr: string) =>
    [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
      [...inside.matchAll(/(\w+)\s*(=~|!=|!~|=)\s*"([^"]*)"/g)].map(
        ([, label = '', operator, value = '']) => ({
          label,
          value: operator === '=' ? value : undefined,
        }),
      ),
    )
  const grouped = (expr: string) =>
    [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/))

  test('are metrics that the server prints', async () => {
    const lines = (await printed()).split('\n')
    const known = new Set(
      lines.flatMap((line) => /^(?:# TYPE )?((?:mini_message|process|nodejs)_\w+)/.exec(line)?.[1] ?? []),
    )
    expect(expressions.length).toBeGreaterThan(25)
    for (const [where, expr] of expressions)
      for (const name of names(expr)) expect([where, name, known.has(name)]).toEqual([where, name, true])
  })

  test('are labels that it prints, or that Prometheus adds, and values that there are', async () => {
    const text = await printed()
    const ofPrometheus = ['job', 'instance']
    // Not within one short run.
    const rare = ['status="503"']
    for (const [where, expr] of expressions) {
      for (const label of [...grouped(expr), ...matchers(expr).map((one) => one.label)]) {
        const isKnown = ofPrometheus.includes(label) || text.includes(`${label}="`)
        expect([where, label, isKnown]).toEqual([where, label, true])
      }
      for (const { label, value } of matchers(expr)) {
        if (value === undefined || ofPrometheus.includes(label)) continue
        const sample = `${label}="${value}"`
        expect([where, sample, rare.includes(sample) || text.includes(sample)]).toEqual([where, sample, true])
      }
    }
  })

  test('are all that there are: no metric is left out of the dashboard', async () => {
    const text = await printed()
    const all = [...text.matchAll(/^# TYPE (mini_message_\w+)/gm)].map(([, name = '']) => name)
    const drawn = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n')
    expect(all.length).toBeGreaterThan(6)
    expect(all.filter((name) => !drawn.includes(name))).toEqual([])
  })
})

test('the dashboard asks for what the server has of the job that is chosen', () => {
  for (const { targets = [] } of dashboard.panels)
    for (const { expr } of targets) expect(expr).toMatch(/job="\$job"/)
})

testPromtool('promtool (skipped without it) reads every expression of the dashboard', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-dashboard-'))
  const rules = dashboard.panels
    .flatMap(({ targets = [] }) => targets)
    .map(({ expr }, index) => ({ record: `panel_${index}`, expr: expr.replaceAll('$__rate_interval', '1m') }))
  writeFileSync(join(folder, 'panels.yml'), stringify({ groups: [{ name: 'panels', rules }] }))
  const { status, stdout, stderr } = promtool('check', 'rules', join(folder, 'panels.yml'))
  rmSync(folder, { recursive: true })
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain(`${rules.length} rules found`)
})
