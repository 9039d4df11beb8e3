import { readFileSync, statSync } from 'node:fs'
import type { ProjectFiles } from './resolve.js'

/** Files of the disk, with some given as text on top. */
export function filesOnDisk(texts: Record<string, string> = {}): ProjectFiles {
  return {
    exists: (path) => path in texts || statSync(path, { throwIfNoEntry: false })?.isFile() === true,
    read: (path) => texts[path] ?? readIfThere(path),
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
