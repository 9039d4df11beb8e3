// Every error code that a reader may meet, with its meaning and remedy: the tables of the docs, which tests compare
// with the code (src/result.ts, server/src/contract/errors.ts, server/src/platform/outcomes.ts).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeRows } from './markdown.mjs'

const docs = join(import.meta.dirname, '../docs')

/** Which table says what about whose codes, and in which column. */
const tables = [
  { from: 'result', file: 'errors.md', when: 1, remedy: 2 },
  { from: 'server', file: 'backend-errors.md', status: 1, when: 2, remedy: 3 },
  { from: 'platform', file: 'platform-codes.md', status: 1, when: 2, remedy: 3, again: 4 },
]

function read(table, folder = '') {
  const file = join(docs, folder, table.file)
  if (!existsSync(file)) return []
  return codeRows(readFileSync(file, 'utf8')).map((row) => ({
    code: row[0],
    when: row[table.when],
    remedy: row[table.remedy],
    ...(table.status && { status: row[table.status] }),
    ...(table.again && { again: row[table.again] === 'yes' || row[table.again] === '是' }),
  }))
}

/** Texts are Markdown of one line. Where a Chinese table is missing, the Chinese texts are the English ones. */
export function errorTable() {
  return tables.flatMap((table) => {
    const name = table.file.replace('.md', '')
    const chinese = new Map(read(table, 'zh-CN').map((row) => [row.code, row]))
    return read(table).map(({ code, when, remedy, ...more }) => ({
      code,
      from: table.from,
      page: { en: `/${name}`, 'zh-CN': chinese.size > 0 ? `/zh-CN/${name}` : `/${name}` },
      ...more,
      en: { when, remedy },
      'zh-CN': chinese.has(code)
        ? { when: chinese.get(code).when, remedy: chinese.get(code).remedy }
        : { when, remedy },
    }))
  })
}
