import { SourceError } from '../source-error.js'
import type { ProjectFiles } from './resolve.js'

/** The json beside a page or component, or app.json. */
export interface UnitJson {
  path: string
  text: string
  usingComponents: Record<string, string>
  styleIsolation: string
  /** Everything, e.g. `defaultTitle`. */
  all: Record<string, unknown>
}

/** Reads a json file; an absent one is empty. Throws a SourceError with the place of a mistake. */
export function readJson(files: ProjectFiles, path: string): UnitJson {
  const text = files.read(path)
  const all = text === undefined || text.trim() === '' ? {} : parseObject(path, text)
  const using = all['usingComponents']
  const isolation = all['styleIsolation']
  return {
    path,
    text: text ?? '',
    usingComponents: typeof using === 'object' ? (using as Record<string, string>) : {},
    styleIsolation: typeof isolation === 'string' ? isolation : 'shared',
    all,
  }
}

function parseObject(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
    const before = text.slice(0, offset)
    throw new SourceError(
      `this is no JSON: ${message.replace(/ in JSON at position.*| \(line.*/s, '')}`,
      { file: path, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') },
      'Check quotes and commas; comments are not allowed',
    )
  }
  throw new SourceError('an object is expected', { file: path, line: 1, column: 1 })
}
