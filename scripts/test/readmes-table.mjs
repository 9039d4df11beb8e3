// The table of the READMEs' code blocks: where each stands, how it was run, or why not. The tests leave their rows in
// build/readmes.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function readmesTable(root) {
  const folder = join(root, 'build', 'readmes')
  if (!existsSync(folder)) return ''
  const rows = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const places = new Map()
  for (const { readme, line, how, result } of rows) {
    const place = `${readme}:${line}`
    const known = places.get(place)
    // A block of examples/README.md is run in each example.
    places.set(place, known ? { ...known, how: `${known.how}; ${how}` } : { readme, line, how, result })
  }
  const sorted = [...places].sort(([, a], [, b]) => a.readme.localeCompare(b.readme) || a.line - b.line)
  return sorted.map(([place, { how, result }]) => `${place.padEnd(44)} ${result.padEnd(8)} ${how}`).join('\n')
}
