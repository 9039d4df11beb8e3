// npm run bench -- <part> : runs every file of bench/<part>/ and prints one table; <part>/<beginning of a name> runs
// some of them, --short those that take minutes or hours with less of everything.
// A bench file's default export resolves to rows { figure, limit, measured, beside }: texts, each measured in
// this run on this machine. A file without one holds what its neighbours share.
import { cpus, totalmem, type as system, release } from 'node:os'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install, installIsMissing } from '../scripts/start/install.mjs'

const folder = import.meta.dirname
const parts = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['peers', 'node_modules'].includes(entry.name))
  .map((entry) => entry.name)
const isShort = process.argv.includes('--short')
const asked = process.argv
  .slice(2)
  .filter((argument) => argument !== '--short')
  .map((argument) => argument.split('/'))
const unknown = asked.filter(([part]) => !parts.includes(part))
if (asked.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- <part>, one or more of: ${parts.join(', ')}; [--short]`)
  process.exit(1)
}

const root = join(folder, '..')
// The peers are packages of this folder's own.
if (installIsMissing(root)) install(root)
if (installIsMissing(folder)) install(folder, '--ignore-scripts', '--legacy-peer-deps')

const processor = cpus()[0]?.model.trim() ?? 'unknown processor'
console.log(
  `${cpus().length} x ${processor}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${system()} ${release()}, Node ${process.version}\n`,
)

const columns = ['figure', 'limit', 'measured', 'beside']
const rows = []
for (const [part, beginning = ''] of asked) {
  for (const file of readdirSync(join(folder, part))
    .filter((name) => name.endsWith('.mjs') && name.startsWith(beginning))
    .sort()) {
    const { default: measure } = await import(pathToFileURL(join(folder, part, file)).href)
    if (measure) rows.push(...(await measure({ isShort })))
  }
}

const cell = (row, column) => String(row[column] ?? '')
const width = (column) => Math.max(column.length, ...rows.map((row) => cell(row, column).length))
const line = (texts) => `| ${texts.map((text, index) => text.padEnd(width(columns[index]))).join(' | ')} |`
console.log(line(columns))
console.log(`|${columns.map((column) => '-'.repeat(width(column) + 2)).join('|')}|`)
for (const row of rows) console.log(line(columns.map((column) => cell(row, column))))
