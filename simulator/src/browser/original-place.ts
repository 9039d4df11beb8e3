import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'

const frame = /(https?:\/\/[^\s()@]+):(\d+):(\d+)/g
const mapAtTheEnd = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/

/**
 * `file:line:column` of the first place in a stack that is the mini program's own, by the source map in its
 * bundle; the simulator and npm packages don't count. Undefined where nothing is found.
 */
export async function originalPlace(stack: string): Promise<string | undefined> {
  const maps = new Map<string, TraceMap | undefined>()
  for (const [, url = '', line, column] of stack.matchAll(frame)) {
    if (!maps.has(url)) maps.set(url, await mapOf(url))
    const map = maps.get(url)
    if (!map) continue
    // Columns of a stack count from 1, those of a source map from 0.
    const original = originalPositionFor(map, { line: Number(line), column: Number(column) - 1 })
    if (original.source !== null && !/^\.\.\/|node_modules\//.test(original.source))
      return `${original.source}:${original.line}:${original.column + 1}`
  }
  return undefined
}

async function mapOf(url: string): Promise<TraceMap | undefined> {
  try {
    const script = await (await fetch(url)).text()
    const [, encoded] = mapAtTheEnd.exec(script) ?? []
    if (encoded === undefined) return undefined
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
    return new TraceMap(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
