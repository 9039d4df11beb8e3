// Links of the built site: each leads to a page that is there, and to a place that this page has. (VitePress itself
// does not look at what stands behind the #.)
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const out = join(import.meta.dirname, '../build/site/out')
const base = process.env.DOCS_BASE ?? '/'
const pages = readdirSync(out, { recursive: true }).filter(
  (file) => file.endsWith('.html') && !file.startsWith('gallery/'),
)
const html = new Map(pages.map((page) => [page, readFileSync(join(out, page), 'utf8')]))
const idsOf = (page) => new Set([...html.get(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
const ids = new Map(pages.map((page) => [page, idsOf(page)]))

const problems = new Set()
for (const [page, text] of html)
  for (const [, href] of text.matchAll(/<a [^>]*href="([^"]+)"/g)) {
    if (/^(https?:|mailto:|data:)/.test(href)) continue
    const [path, hash] = decodeURI(href).split('#')
    const file =
      path === ''
        ? page
        : path.startsWith('/')
          ? path.slice(base.length)
          : posix.join(posix.dirname(page), path)
    const target = file === '' || file.endsWith('/') ? `${file}index.html` : file
    if (!existsSync(join(out, target))) problems.add(`${page}: ${href} is not there`)
    else if (hash && ids.has(target) && !ids.get(target).has(hash))
      problems.add(`${page}: ${href}: no such heading`)
  }
for (const problem of problems) console.error(`docs: ${problem}`)
console.log(`docs: ${pages.length} files, ${problems.size} broken links`)
process.exit(problems.size > 0 ? 1 : 0)
