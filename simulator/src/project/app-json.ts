import { SourceError } from '../source-error.js'
import { readJson, type UnitJson } from './read-json.js'
import type { ProjectFiles } from './disk.js'

export interface TabItem {
  pagePath: string
  name: string
  icon: string
  activeIcon: string
}

export interface AppJson {
  json: UnitJson
  /** Paths from the root, those of subpackages too; the first is the one that opens. */
  pages: string[]
  /** Empty where there is no tab bar. */
  tabs: TabItem[]
  tabBar: Record<string, unknown>
  window: Record<string, unknown>
}

/** Reads app.json. `path` is absolute. */
export function readAppJson(files: ProjectFiles, path: string): AppJson {
  const json = readJson(files, path)
  const pages = [...pathsIn(json.all['pages']), ...pagesOfSubpackages(json.all)]
  if (pages.length === 0) {
    const place = { file: path, line: 1, column: 1 }
    throw new SourceError('a mini program has pages', place, 'Write "pages": ["pages/index/index"]')
  }
  const tabBar = objectIn(json.all['tabBar'])
  const items = Array.isArray(tabBar['items']) ? (tabBar['items'] as unknown[]) : []
  return {
    json,
    pages,
    tabs: items.map(objectIn).map((item) => ({
      pagePath: text(item['pagePath']).replace(/^\//, ''),
      name: text(item['name']),
      icon: text(item['icon']),
      activeIcon: text(item['activeIcon']),
    })),
    tabBar,
    window: objectIn(json.all['window']),
  }
}

const pathsIn = (value: unknown) => stringsIn(value).map((page) => page.replace(/^\//, ''))

/** Pages of `subPackages` (also written `subpackages`): their paths begin with the package's root. */
function pagesOfSubpackages(all: Record<string, unknown>): string[] {
  const packages = [all['subPackages'], all['subpackages']].flatMap((value) =>
    Array.isArray(value) ? value.map(objectIn) : [],
  )
  return packages.flatMap((subpackage) => {
    const root = text(subpackage['root']).replace(/^\/|\/$/g, '')
    return pathsIn(subpackage['pages']).map((page) => `${root}/${page}`)
  })
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const stringsIn = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
const objectIn = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
