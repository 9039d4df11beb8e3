import { SourceError, type SourcePlace } from '../source-error.js'
import type { ProjectFiles } from './disk.js'

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
    usingComponents: typeof using === 'object' && using !== null ? (using as Record<string, string>) : {},
    styleIsolation: typeof isolation === 'string' ? isolation : 'shared',
    all,
  }
}

/** The place of an offset in a json file. */
export function placeIn({ path, text }: Pick<UnitJson, 'path' | 'text'>, offset: number): SourcePlace {
  const before = text.slice(0, Math.max(0, offset))
  return { file: path, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') }
}

function parseObject(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
    throw new SourceError(
      `this is not valid JSON: ${message.replace(/ in JSON at position.*| \(line.*/s, '')}`,
      placeIn({ path, text }, offset),
      'Check quotes and commas; comments are not allowed',
    )
  }
  throw new SourceError('an object is expected', { file: path, line: 1, column: 1 })
}
