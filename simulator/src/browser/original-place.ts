import { originalOf, type SourceMap } from './source-map.js'

const frame = /(https?:\/\/[^\s()@]+):(\d+):(\d+)/g
const mapAtTheEnd = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/

/**
 * `file:line:column` of the first place in a stack that is the mini program's own, by the source map in its
 * bundle; the simulator and npm packages don't count. Undefined where nothing is found.
 */
export async function originalPlace(stack: string): Promise<string | undefined> {
  const maps = new Map<string, SourceMap | undefined>()
  for (const [, url = '', line, column] of stack.matchAll(frame)) {
    if (!maps.has(url)) maps.set(url, await mapOf(url))
    const map = maps.get(url)
    const original = map && originalOf(map, Number(line), Number(column))
    if (original && !/^\.\.\/|node_modules\//.test(original.file))
      return `${original.file}:${original.line}:${original.column}`
  }
  return undefined
}

async function mapOf(url: string): Promise<SourceMap | undefined> {
  try {
    const script = await (await fetch(url)).text()
    const [, encoded] = mapAtTheEnd.exec(script) ?? []
    if (encoded === undefined) return undefined
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes)) as SourceMap
  } catch {
    return undefined
  }
}
