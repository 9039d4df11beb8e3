// npm run test:programs -w simulator: opens every page of programs and components that others wrote, in Chromium, and
// prints how many opened, by source. A page is open when it has drawn something, no error was shown, and a tap on its
// first control, where it has one, was heard and showed no error.
//   -- antd-mini remax    only these sources
//   -- --folder ../shop   another program, that need not be of this list
//   -- --only Form/       only pages whose name has this in it
//   -- --all              also prints the warnings of pages that opened
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { serve } from 'mini-program-simulator'
import { install, installIsMissing } from '../../../scripts/start/install.mjs'
import { findChromium } from '../../../scripts/test/engines.mjs'
import { openPage } from './open-page.mjs'
import { programIn, sources } from './sources.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
  },
})
const goal = 0.95
/** A program that needs longer to be built hangs. */
const buildMs = 60_000

const unknown = positionals.filter((name) => !(name in sources))
if (unknown.length > 0) {
  console.error(`there is no source ${unknown.join(', ')}: name some of ${Object.keys(sources).join(', ')}`)
  process.exit(1)
}
const ofFolders = Object.fromEntries(
  values.folder.map((folder) => {
    // npm runs this in the workspace; the folder is meant from where npm was called.
    const path = resolve(process.env['INIT_CWD'] ?? '.', folder)
    return [basename(path), () => [programIn(path)]]
  }),
)
const named = positionals.length > 0 ? positionals : values.folder.length > 0 ? [] : Object.keys(sources)
const chosen = { ...ofFolders, ...Object.fromEntries(named.map((name) => [name, sources[name]])) }

if (installIsMissing(import.meta.dirname))
  install(import.meta.dirname, '--ignore-scripts', '--workspaces=false')
const executablePath = findChromium()
if (!executablePath) {
  console.error('no Chromium found: install one or set CHROME_PATH')
  process.exit(1)
}
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
const work = mkdtempSync(join(tmpdir(), 'mini-programs-'))
const rows = []
try {
  for (const [source, programsOf] of Object.entries(chosen)) rows.push(await openAll(source, programsOf))
} finally {
  await browser.close()
  rmSync(work, { recursive: true, force: true })
}

const sum = (name) => rows.reduce((total, row) => total + row[name], 0)
const total = {
  source: 'all',
  ...Object.fromEntries(
    ['pages', 'opened', 'clean', 'warned', 'failed', 'hung', 'tapped'].map((name) => [name, sum(name)]),
  ),
}
console.log(`\n${table([...rows, total])}`)
const share = total.pages === 0 ? 0 : total.opened / total.pages
console.log(
  `opened ${(share * 100).toFixed(1)} % of ${total.pages} pages from ${rows.length} sources; goal ${goal * 100} %, no hang`,
)
process.exitCode = share >= goal && total.hung === 0 ? 0 : 1

async function openAll(source, programsOf) {
  const row = { source, pages: 0, opened: 0, clean: 0, warned: 0, failed: 0, hung: 0, tapped: 0 }
  let programs
  try {
    programs = await programsOf(work)
  } catch (error) {
    console.log(`${source}: can't be had: ${error.message}`)
    return { ...row, pages: 1, failed: 1 }
  }
  await inTurns(programs, async ({ folder, pages, name }) => {
    const asked = pages.filter((page) => (name || page).includes(values.only))
    if (asked.length === 0) return
    const served = await serve({ folder, port: 0 })
    const isBuilt = await built(served.url)
    await inTurns(asked, async (page) => {
      const { outcome, why, control, warnings } = isBuilt
        ? await openPage(browser, served.url, page)
        : { outcome: 'hung', why: `is not built within ${buildMs / 1000} s`, control: '', warnings: [] }
      row.pages += 1
      row[outcome] += 1
      if (outcome === 'clean' || outcome === 'warned') row.opened += 1
      if (control !== '' && control !== 'none') row.tapped += 1
      const place = `${source} ${name || page}`
      if (why) console.log(`${outcome.padEnd(7)}${place}: ${why}`)
      if (values.all) for (const warning of new Set(warnings)) console.log(`   says ${place}: ${warning}`)
    })
    await served.close()
  })
  return row
}

/** Most of a page's time is waiting, so a few go side by side. */
async function inTurns(items, work) {
  const left = [...items]
  const next = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: 3 }, next))
}

/** Waits for the first build, so that a page is given its own time and not that of a program of fifty pages. */
async function built(url) {
  try {
    await fetch(`${url}program.html`, { signal: AbortSignal.timeout(buildMs) })
    return true
  } catch {
    return false
  }
}

function table(lines) {
  const names = ['source', 'pages', 'opened', 'clean', 'warned', 'failed', 'hung', 'tapped']
  const line = (cells) =>
    `| ${cells.map((cell, index) => (index === 0 ? String(cell).padEnd(12) : String(cell).padStart(6))).join(' | ')} |`
  return [
    line(names),
    `|${names.map((_name, index) => (index === 0 ? '-'.repeat(14) : `${'-'.repeat(7)}:`)).join('|')}|`,
    ...lines.map((row) => line(names.map((name) => row[name]))),
  ].join('\n')
}
