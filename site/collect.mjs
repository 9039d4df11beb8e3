// Copies the pages of the site together, in build/site/pages: those of the repository with their links turned, those
// that are made from code, and the home pages. VitePress builds what lies there.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { asPlainText, changeLinks, changeProse } from './markdown.mjs'
import { sections } from './pages.mjs'
import { errorTable } from './error-table.mjs'
import { makeReference } from './reference.mjs'

export const root = join(import.meta.dirname, '..')
export const pagesFolder = join(root, 'build/site/pages')

const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** Where files that are no page are read; undefined while package.json names no repository. */
const sourceUrl = (repository?.url ?? repository)?.replace(/^git\+|\.git$/g, '')

const english = sections.flatMap(({ pages }) => pages)
const pathOf = ({ source, path }) => path ?? source.replace(/^docs\/|\.md$/g, '')

/** Chinese pages that are there, by the path of the English page that each translates. */
function chinesePages() {
  const pages = new Map()
  for (const page of english) {
    const name = page.chinese ?? pathOf(page)
    const source = page.source === 'README.md' ? 'README.zh-CN.md' : `docs/zh-CN/${name}.md`
    if (existsSync(join(root, source))) pages.set(pathOf(page), { source, path: `zh-CN/${name}` })
  }
  return pages
}

const chinese = chinesePages()
const listed = [...english, ...chinese.values()]
/** Files of the repository that are pages. */
export const sourcesOfPages = listed.flatMap(({ source }) => source ?? [])
const bySource = new Map(listed.filter(({ source }) => source).map((page) => [page.source, pathOf(page)]))

/** What a link in `source` becomes: another page, a file beside the site, or the file in the repository. */
function turnLink(target, source, problems) {
  if (/^(https?:|mailto:|#)/.test(target)) return target
  const [file, hash] = target.split('#')
  const wanted = posix.normalize(posix.join(posix.dirname(source), file)).replace(/\/$/, '')
  const anchor = hash === undefined ? '' : `#${hash}`
  if (bySource.has(wanted)) return `/${bySource.get(wanted)}${anchor}`
  if (wanted === 'docs/contract.openapi.json') return '/contract.openapi.json'
  const found = join(root, wanted)
  if (!existsSync(found)) {
    problems.push(`${source}: ${target} is not there`)
    return target
  }
  if (/\.(png|jpe?g|svg|webp|gif)$/.test(wanted)) {
    cpSync(found, join(pagesFolder, 'public', wanted))
    return `/${wanted}`
  }
  const kind = statSync(found).isDirectory() ? 'tree' : 'blob'
  return sourceUrl ? `${sourceUrl}/${kind}/main/${wanted}${anchor}` : '#'
}

const write = (path, text) => {
  const file = join(pagesFolder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** The sidebar, for .vitepress/config.mjs. */
function sidebar(language) {
  return sections.map(({ title, pages }) => ({
    text: title[language],
    items: pages.map((page) => {
      if (language === 'en') return { text: page.title.en, link: `/${pathOf(page)}` }
      const translated = chinese.get(pathOf(page))
      return translated
        ? { text: page.title[language], link: `/${translated.path}` }
        : { text: `${page.title[language]}（英文）`, link: `/${pathOf(page)}` }
    }),
  }))
}

/** Makes all pages anew. Gives what is wrong with them; a site with problems is not built. */
export async function collect() {
  rmSync(pagesFolder, { recursive: true, force: true })
  const problems = []
  const made = await makeReference()
  for (const page of listed) {
    const path = pathOf(page)
    const raw = page.made ? made[page.made] : readFileSync(join(root, page.source), 'utf8')
    const turn = (target) => turnLink(target, page.source ?? 'docs/made.md', problems)
    const text = changeProse(raw, (prose) => changeLinks(asPlainText(prose), turn))
    const edited = page.source ?? 'site/reference.mjs'
    write(`${path}.md`, `---\nsource: ${edited}\n---\n\n${text}`)
  }
  cpSync(join(import.meta.dirname, 'home'), pagesFolder, { recursive: true })
  write('public/contract.openapi.json', readFileSync(join(root, 'docs/contract.openapi.json'), 'utf8'))
  write('navigation.json', JSON.stringify({ en: sidebar('en'), 'zh-CN': sidebar('zh-CN') }))
  write('error-table.json', JSON.stringify(errorTable()))
  return { problems, paths: listed.map(pathOf) }
}
