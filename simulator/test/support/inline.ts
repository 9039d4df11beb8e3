import { createHarness, type Harness, type HarnessOptions } from '../../src/harness/index.js'

/** A component or page written in a test. */
export interface InlineUnit {
  axml: string
  /** Passed to Component (or Page, or App). */
  options?: object
  /** Tags in the template that are other units of the same test. */
  using?: string[]
  json?: object
}

const folder = '/inline'
const open: Harness[] = []

/** A harness whose components, pages and sjs modules are those given, each under its name. */
export function inline(
  units: Record<string, InlineUnit>,
  more: HarnessOptions & { sjs?: Record<string, object>; texts?: Record<string, string> } = {},
): Harness {
  const { sjs = {}, texts = {}, ...options } = more
  const files: Record<string, string> = {}
  for (const [name, { axml, using = [], json = {} }] of Object.entries(units)) {
    const usingComponents = Object.fromEntries(using.map((tag) => [tag, `/${tag}`]))
    files[`${folder}/${name}.axml`] = axml
    files[`${folder}/${name}.js`] = ''
    files[`${folder}/${name}.json`] = JSON.stringify({ usingComponents, ...json })
  }
  for (const name of Object.keys(sjs)) files[`${folder}/${name}`] = ''
  for (const [name, text] of Object.entries(texts)) files[`${folder}/${name}`] = text
  const load = (file: string) => {
    const name = file.slice(folder.length + 1)
    if (sjs[name]) return sjs[name]
    const register = (globalThis as unknown as { Component: (options: object) => void }).Component
    register(units[name.replace(/\.js$/, '')]?.options ?? {})
    return undefined
  }
  const harness = createHarness({ root: folder, files, load, ...options })
  open.push(harness)
  return harness
}

afterEach(() => {
  for (const harness of open.splice(0)) harness.dispose()
})
